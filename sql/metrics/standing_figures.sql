-- name:    standing_figures
-- unit:    base units
-- grain:   one row per reported figure of the organisations within the months
--          that was in force before a time; those of one span best first
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC),
--          $except BIGINT (a submission that does not), $besides VARCHAR (numbers
--          of some that do in any case, joined by commas),
--          $orgs VARCHAR (codes joined by commas), $first_month INTEGER, $last_month INTEGER
-- columns: submission BIGINT, file VARCHAR, sender VARCHAR, form_period VARCHAR, kind VARCHAR,
--          layout VARCHAR, form_status UTINYINT, locked BOOLEAN, org VARCHAR, indicator VARCHAR,
--          scenario VARCHAR, period VARCHAR, basis VARCHAR, first_month INTEGER, last_month INTEGER,
--          status UTINYINT, num DECIMAL(20,4), den DECIMAL(20,4), not_applicable BOOLEAN,
--          sheet VARCHAR, cell VARCHAR
--
-- A submission with a figure there gives all that it reports, wherever: what
-- takes its place must cover it.
WITH standing AS (
    SELECT s.*
    FROM submission AS s
    JOIN in_force AS k
      ON k.submission = s.id AND k.from_at < $known_before::TIMESTAMP
     AND (k.until_at IS NULL OR k.until_at >= $known_before::TIMESTAMP)
    WHERE s.id <> $except::BIGINT
    UNION
    SELECT * FROM submission WHERE list_contains(string_split($besides::VARCHAR, ','), id::VARCHAR)
),
concerned AS (
    SELECT DISTINCT f.submission
    FROM fact AS f
    WHERE f.org IN (SELECT unnest(string_split($orgs::VARCHAR, ',')))
      AND f.first_month >= $first_month::INTEGER AND f.last_month <= $last_month::INTEGER
)
SELECT s.id AS submission, s.name AS file, s.org AS sender, s.period AS form_period, s.kind, s.layout, s.status AS form_status,
       s.locked_at IS NOT NULL AS locked, f.org, f.indicator, f.scenario, f.period, f.basis, f.first_month, f.last_month,
       f.status, f.num, f.den, f.not_applicable, f.sheet, f.cell
FROM concerned AS c
JOIN standing AS s ON s.id = c.submission
JOIN fact AS f ON f.submission = s.id AND f.role = 'report'
ORDER BY f.org, f.indicator, f.scenario, f.first_month, f.last_month, f.status DESC, f.own_span DESC, f.id DESC;
