-- name:    standing_figures
-- unit:    base units
-- grain:   one row per reported figure of the organisations within the months
--          that was in force before a time; those of one span best first
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC),
--          $except BIGINT (a submission that does not),
--          $orgs VARCHAR (codes joined by commas), $first_month INTEGER, $last_month INTEGER
-- columns: submission BIGINT, file VARCHAR, sender VARCHAR, form_period VARCHAR, kind VARCHAR,
--          layout VARCHAR, form_status UTINYINT, locked BOOLEAN, org VARCHAR, indicator VARCHAR,
--          scenario VARCHAR, period VARCHAR, first_month INTEGER, last_month INTEGER,
--          status UTINYINT, num DECIMAL(20,4), den DECIMAL(20,4), not_applicable BOOLEAN,
--          sheet VARCHAR, cell VARCHAR
--
-- A submission with a figure there gives all that it reports, wherever: what
-- takes its place must cover it.
WITH standing AS (
    SELECT * FROM submission
    WHERE accepted_at < $known_before::TIMESTAMP AND (superseded_at IS NULL OR superseded_at >= $known_before::TIMESTAMP)
      AND id <> $except::BIGINT
),
concerned AS (
    SELECT DISTINCT f.submission
    FROM fact AS f
    WHERE f.org IN (SELECT unnest(string_split($orgs::VARCHAR, ',')))
      AND f.first_month >= $first_month::INTEGER AND f.last_month <= $last_month::INTEGER
)
SELECT s.id AS submission, s.name AS file, s.org AS sender, s.period AS form_period, s.kind, s.layout, s.status AS form_status,
       s.locked_at IS NOT NULL AS locked, f.org, f.indicator, f.scenario, f.period, f.first_month, f.last_month,
       f.status, f.num, f.den, f.not_applicable, f.sheet, f.cell
FROM concerned AS c
JOIN standing AS s ON s.id = c.submission
JOIN fact AS f ON f.submission = s.id AND f.role = 'report'
ORDER BY f.org, f.indicator, f.scenario, f.first_month, f.last_month, f.status DESC, f.own_span DESC, f.id DESC;
