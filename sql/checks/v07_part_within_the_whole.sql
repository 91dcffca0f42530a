-- check:    V07
-- severity: error
-- vi:       {org}, {period}: {indicator} ở ô {cell} là {value} {unit}, nhiều hơn {whole_indicator} {whole} {unit} (ô {whole_cell})
--           mà nó là một phần. Hãy kiểm tra hai số này.
-- en:       {org}, {period}: {indicator} in cell {cell} is {value} {unit}, more than {whole_indicator}, {whole} {unit} ({whole_cell}),
--           of which it is a part. Check both figures.
--
-- For every "trong đó" of the catalogue. That the parts make the whole is asked
-- only where it is said to be so: see V07_SUM.
SELECT p.submission, p.sheet, p.cell, p.org, p.indicator, p.period, p.num AS value,
       w.num AS whole, w.indicator AS whole_indicator, w.cell AS whole_cell
FROM staged AS p
JOIN staged AS w
  ON w.submission = p.submission AND w.org = p.org AND w.indicator = p.part AND w.scenario = p.scenario
 AND w.first_month = p.first_month AND w.last_month = p.last_month
WHERE p.den IS NULL AND w.num >= 0 AND p.num - w.num > p.slack + w.slack
