-- name:    days_known
-- unit:    none
-- grain:   one row per moment at which a workbook came into force or was
--          withdrawn that brought a figure of the organisations that bears on
--          the period
-- params:  $orgs VARCHAR (codes joined by commas), $indicator VARCHAR, $period VARCHAR
-- columns: accepted_at TIMESTAMP
WITH brought AS (
    SELECT DISTINCT f.submission
    FROM period AS p
    JOIN fact AS f
      ON f.indicator = $indicator::VARCHAR AND f.first_month <= p.last_month AND f.last_month >= p.first_month - 1
    WHERE p.code = $period::VARCHAR AND list_contains(string_split($orgs::VARCHAR, ','), f.org)
)
SELECT k.from_at AS accepted_at FROM brought AS b JOIN in_force AS k ON k.submission = b.submission
UNION
SELECT d.decided_at FROM brought AS b JOIN decision AS d ON d.submission = b.submission AND d.action = 'withdraw'
ORDER BY accepted_at;
