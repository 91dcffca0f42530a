-- check:    V18
-- severity: warning
-- about:    revenue, industrial_output, budget_paid, social_insurance_paid, export_turnover, import_turnover, payroll
-- vi:       {org}: {indicator} 6 tháng đầu năm {year} là {value} {unit} (ô {cell}), bằng {share} % cả năm trước ({whole} {unit}, {whole_at});
--           thường trong khoảng 25 đến 75 %. Hãy kiểm tra đơn vị tính và kỳ của hai số.
-- en:       {org}: {indicator} of the first half of {year} is {value} {unit} (cell {cell}), {share}% of the whole year before
--           ({whole} {unit}, {whole_at}); 25 to 75% is usual. Check units and periods of both.
--
-- Of what goes on all year only: an investment, a gift or a profit may well fall
-- into one half.
WITH halves AS MATERIALIZED (
    SELECT *, last_month // 12 * 12 - 1 AS december
    FROM staged
    WHERE scenario = 'actual' AND last_month % 12 = 5
      AND indicator IN ('revenue', 'industrial_output', 'budget_paid', 'social_insurance_paid', 'export_turnover', 'import_turnover', 'payroll')
),
totals AS (
    SELECT s.id, max(t.year) AS year, any_value(t.total) FILTER (t.last_month = s.last_month) AS half,
           any_value(t.total) FILTER (t.last_month = s.december) AS whole, any_value(t.place) FILTER (t.last_month = s.december) AS whole_at
    FROM halves AS s
    JOIN year_to_date AS t
      ON t.submission = s.submission AND t.org = s.org AND t.indicator = s.indicator AND t.last_month IN (s.last_month, s.december)
    GROUP BY s.id
    HAVING whole > 0 AND half NOT BETWEEN whole * 0.25 AND whole * 0.75
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, t.year::VARCHAR AS year, t.half::DECIMAL(38, 4) AS value,
       t.whole::DECIMAL(38, 4) AS whole, t.whole_at, 100 * t.half / nullif(t.whole, 0) AS share
FROM totals AS t
JOIN halves AS s ON s.id = t.id
QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.indicator ORDER BY s.first_month, s.cell) = 1
