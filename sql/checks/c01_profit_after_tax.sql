-- check:    C01
-- severity: warning
-- about:    profit_after_tax
-- vi:       {org}, {period}: lợi nhuận sau thuế ở ô {cell} là {value} {unit}, nhiều hơn lợi nhuận trước thuế {before} {unit}
--           (ô {before_cell}). Hãy kiểm tra xem hai số có bị ghi lẫn với nhau không.
-- en:       {org}, {period}: profit after tax in cell {cell} is {value} {unit}, more than {before} {unit} before tax ({before_cell}).
--           Check whether the two were confused.
SELECT a.submission, a.sheet, a.cell, a.org, a.indicator, a.period, a.num AS value, b.num AS before, b.cell AS before_cell
FROM staged AS a
JOIN staged AS b USING (submission, org, scenario, first_month, last_month)
WHERE a.indicator = 'profit_after_tax' AND b.indicator = 'profit_before_tax' AND b.num > 0 AND a.num - b.num > a.slack + b.slack
