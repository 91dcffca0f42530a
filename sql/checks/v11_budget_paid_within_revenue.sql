-- check:    V11
-- severity: warning
-- about:    budget_paid
-- vi:       {org}, {period}: nộp ngân sách ở ô {cell} là {value} {unit}, nhiều hơn doanh thu {revenue} {unit} (ô {revenue_cell}).
--           Hãy kiểm tra đơn vị tính của hai số; nếu đúng, hãy ghi chú lý do.
-- en:       {org}, {period}: cell {cell} gives {value} {unit} paid to the budget, more than the revenue of {revenue} {unit}
--           ({revenue_cell}). Check the unit of both; if they are right, say why.
--
-- Lotteries, tobacco and petroleum pay much of their revenue, yet not more than all of it.
SELECT b.submission, b.sheet, b.cell, b.org, b.indicator, b.period, b.num AS value, r.num AS revenue, r.cell AS revenue_cell
FROM staged AS b
JOIN staged AS r USING (submission, org, scenario, first_month, last_month)
WHERE b.indicator = 'budget_paid' AND r.indicator = 'revenue'
  AND r.num > 0 AND b.num - r.num > b.slack + r.slack
