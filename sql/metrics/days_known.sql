-- name:    days_known
-- unit:    none
-- grain:   one row per moment at which a workbook was accepted that brought a
--          figure of the organisations that bears on the period
-- params:  $orgs VARCHAR (codes joined by commas), $indicator VARCHAR, $period VARCHAR
-- columns: accepted_at TIMESTAMP
SELECT DISTINCT s.accepted_at
FROM period AS p
JOIN fact AS f
  ON f.indicator = $indicator::VARCHAR AND f.first_month <= p.last_month AND f.last_month >= p.first_month - 1
JOIN submission AS s ON s.id = f.submission
WHERE p.code = $period::VARCHAR AND list_contains(string_split($orgs::VARCHAR, ','), f.org) AND s.accepted_at IS NOT NULL
ORDER BY s.accepted_at;
