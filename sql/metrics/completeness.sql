-- name:    completeness
-- unit:    none
-- grain:   one row per unit and indicator that it owes for the period on its
--          last day or reported for the period anyway; the units are the members of
--          the organisation on that day, or itself when it has none
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC),
--          $org VARCHAR, $period VARCHAR
-- columns: unit VARCHAR, indicator VARCHAR, owed BOOLEAN, reported BOOLEAN,
--          not_applicable BOOLEAN, status UTINYINT, submission BIGINT,
--          file VARCHAR, received_at TIMESTAMP
--
-- Here "reported" means given for this very period, under its code or for
-- exactly its months; what follows from other figures is found by metric.sql.
WITH asked AS (
    SELECT p.*, (SELECT max(id) FROM register_version WHERE accepted_at < $known_before::TIMESTAMP) AS register
    FROM period AS p WHERE p.code = $period::VARCHAR
),
below AS (
    SELECT DISTINCT m.member AS unit
    FROM asked AS a
    JOIN membership AS m
      ON m.register = a.register AND m.org = $org::VARCHAR AND m.from_day <= a.last_day AND a.last_day < m.until_day
),
unit AS (
    SELECT unit FROM below
    UNION ALL
    SELECT $org::VARCHAR WHERE NOT EXISTS (SELECT 1 FROM below)
),
owed AS (
    SELECT DISTINCT u.unit, w.indicator
    FROM asked AS a
    CROSS JOIN unit AS u
    JOIN owes AS w
      ON w.register = a.register AND w.org = u.unit AND w.every <= a.grain
     AND w.from_day <= a.last_day AND a.last_day < w.until_day
),
given AS (
    SELECT f.org AS unit, f.indicator, f.status, f.not_applicable, f.submission, s.name AS file, s.received_at
    FROM asked AS a
    JOIN fact AS f ON f.period = a.code OR f.first_month = a.first_month AND f.last_month = a.last_month
    JOIN submission AS s ON s.id = f.submission
    JOIN in_force AS k
      ON k.submission = f.submission AND k.from_at < $known_before::TIMESTAMP
     AND (k.until_at IS NULL OR k.until_at >= $known_before::TIMESTAMP)
    JOIN unit AS u ON u.unit = f.org
    WHERE f.scenario = 'actual' AND f.role = 'report'
    QUALIFY row_number() OVER (PARTITION BY f.org, f.indicator ORDER BY f.status DESC, f.submission DESC, f.id DESC) = 1
)
SELECT coalesce(o.unit, g.unit) AS unit, coalesce(o.indicator, g.indicator) AS indicator,
       o.unit IS NOT NULL AS owed, g.unit IS NOT NULL AS reported, coalesce(g.not_applicable, false) AS not_applicable,
       g.status, g.submission, g.file, g.received_at
FROM owed AS o
FULL JOIN given AS g ON g.unit = o.unit AND g.indicator = o.indicator
ORDER BY unit, indicator;
