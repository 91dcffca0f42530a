-- check:    C02
-- severity: warning
-- about:    disbursement
-- vi:       {org}, {period}: giải ngân từ đầu năm {value} {unit} (ô {cell}) vượt quá 110 % vốn bố trí cả năm {plan} {unit} ({plan_at}).
--           Hãy kiểm tra hai số này.
-- en:       {org}, {period}: {value} {unit} disbursed since January (cell {cell}) is more than 110% of the year's plan of {plan} {unit}
--           ({plan_at}). Check both figures.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, d.total::DECIMAL(38, 4) AS value, p.num AS plan, p.place AS plan_at
FROM staged AS s
JOIN year_to_date AS d ON d.submission = s.submission AND d.org = s.org AND d.indicator = s.indicator AND d.last_month = s.last_month
JOIN known AS p ON p.submission = s.submission AND p.org = s.org AND p.indicator = s.indicator AND p.scenario = 'plan'
     AND p.first_month = d.year * 12 AND p.last_month = d.year * 12 + 11
WHERE s.indicator = 'disbursement' AND s.scenario = 'actual' AND p.num > 0 AND d.total > p.num * 1.1
QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.last_month ORDER BY s.first_month, s.cell) = 1
