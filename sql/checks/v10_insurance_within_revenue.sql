-- check:    V10
-- severity: error
-- about:    social_insurance_paid
-- vi:       {org}, {period}: nộp BHXH ở ô {cell} là {value} {unit}, không thể bằng hoặc nhiều hơn doanh thu {revenue} {unit}
--           (ô {revenue_cell}). Hãy kiểm tra đơn vị tính của hai số.
-- en:       {org}, {period}: cell {cell} gives {value} {unit} of social insurance paid, which cannot reach the revenue of
--           {revenue} {unit} ({revenue_cell}). Check the unit of both.
--
-- Not for those without revenue of their own.
SELECT b.submission, b.sheet, b.cell, b.org, b.indicator, b.period, b.num AS value, r.num AS revenue, r.cell AS revenue_cell
FROM staged AS b
JOIN staged AS r USING (submission, org, scenario, first_month, last_month)
WHERE b.indicator = 'social_insurance_paid' AND r.indicator = 'revenue' AND r.num > 0 AND b.num - r.num >= b.slack + r.slack
