-- name:    brought_figures
-- unit:    none
-- grain:   one row per figure of the submissions
-- params:  $submissions VARCHAR (numbers joined by commas)
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, scenario VARCHAR, role VARCHAR,
--          period VARCHAR, first_month INTEGER, last_month INTEGER, status UTINYINT
SELECT submission, org, indicator, scenario, role, period, first_month, last_month, status
FROM fact
WHERE submission IN (SELECT unnest(string_split($submissions::VARCHAR, ','))::BIGINT)
ORDER BY submission, id;
