-- check:    V12
-- severity: warning
-- about:    average_income
-- vi:       {org}, {period}: thu nhập bình quân {value} {unit} (ô {cell}) của {workers} lao động là {wages} {wages_unit} cho cả kỳ,
--           nhiều hơn doanh thu {revenue} {revenue_unit} (ô {revenue_cell}). Hãy kiểm tra đơn vị tính và kỳ của các số này.
-- en:       {org}, {period}: an average income of {value} {unit} (cell {cell}) for {workers} workers makes {wages} {wages_unit} in the period,
--           more than the revenue of {revenue} {revenue_unit} ({revenue_cell}). Check units and periods.
--
-- Not for banks, whose revenue is not what their business turns over, and not
-- for those without revenue of their own. An average is stored as the sum it is
-- the average of, over worker-months.
SELECT a.submission, a.sheet, a.cell, a.org, a.indicator, a.period, (a.num / nullif(a.den, 0))::DECIMAL(38, 4) AS value,
       (a.den / (a.last_month - a.first_month + 1))::DECIMAL(38, 4) AS workers, 'workers' AS workers_indicator,
       a.num AS wages, 'payroll' AS wages_indicator, r.num AS revenue, 'revenue' AS revenue_indicator, r.cell AS revenue_cell
FROM staged AS a
JOIN staged AS r USING (submission, org, scenario, first_month, last_month)
WHERE a.indicator = 'average_income' AND NOT a.bare AND r.indicator = 'revenue' AND r.num > 0 AND a.num > r.num + r.slack
  AND NOT EXISTS (
      SELECT 1 FROM known AS k
      WHERE k.submission = a.submission AND k.org = a.org AND k.indicator IN ('deposits_mobilised', 'loans_outstanding'))
