-- name:    known
-- unit:    base units
-- grain:   one row per staged submission, organisation, indicator, scenario and
--          span of months: the best figure known of it when the submission's
--          turn comes, its own among them; of the organisations whose figures it
--          brings and the indicators that a rule over known or year_to_date names
--          in quotes, back to six years before
-- params:  $named VARCHAR (those indicators, joined by commas)
-- columns: submission BIGINT (to which it is known), org VARCHAR, indicator VARCHAR,
--          scenario VARCHAR, period VARCHAR, first_month INTEGER, last_month INTEGER,
--          role VARCHAR, status UTINYINT, num DECIMAL(20,4), den DECIMAL(20,4),
--          bare BOOLEAN, place VARCHAR
--
-- The best is a report before a same-period column, the highest status, the
-- span's own period code, the latest. place is file, sheet and cell.
WITH mine AS (
    SELECT submission, org, min(min(first_month)) OVER (PARTITION BY submission) - 72 AS since
    FROM staged
    GROUP BY submission, org
)
SELECT m.submission, f.org, f.indicator, f.scenario, f.period, f.first_month, f.last_month, f.role, f.status, f.num, f.den, f.bare,
       s.name || CASE WHEN f.cell = '' THEN '' ELSE ', ' || f.sheet || '!' || f.cell END AS place
FROM mine AS m
JOIN fact AS f ON f.org = m.org AND f.last_month >= m.since
JOIN standing AS s ON s.id = f.submission AND s.from_turn <= m.submission AND m.submission < s.until_turn
WHERE NOT f.not_applicable
  AND f.indicator IN (SELECT unnest(string_split($named::VARCHAR, ',')))
QUALIFY row_number() OVER (PARTITION BY m.submission, f.org, f.indicator, f.scenario, f.first_month, f.last_month
                           ORDER BY f.role, f.status DESC, f.own_span DESC, f.id DESC) = 1;
