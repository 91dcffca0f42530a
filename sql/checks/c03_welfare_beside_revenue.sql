-- check:    C03
-- severity: warning
-- about:    welfare_spending
-- vi:       {org}, {period}: chi an sinh xã hội {value} {unit} (ô {cell}) bằng {share} % doanh thu {revenue} {unit} (ô {revenue_cell});
--           trên 5 % là khác thường. Hãy kiểm tra đơn vị tính của hai số.
-- en:       {org}, {period}: {value} {unit} of welfare spending (cell {cell}) is {share}% of the revenue of {revenue} {unit} ({revenue_cell});
--           more than 5% is unusual. Check the unit of both.
SELECT a.submission, a.sheet, a.cell, a.org, a.indicator, a.period, a.num AS value, r.num AS revenue, r.cell AS revenue_cell,
       100 * a.num / nullif(r.num, 0) AS share
FROM staged AS a
JOIN staged AS r USING (submission, org, scenario, first_month, last_month)
WHERE a.indicator = 'welfare_spending' AND r.indicator = 'revenue' AND r.num > 0 AND a.num - a.slack > r.num * 0.05
