-- name:    known
-- unit:    base units
-- grain:   one row per organisation, indicator, scenario and span of months: the
--          best figure known of it, the staged ones among them; of the
--          organisations of the staged figures and the indicators that a rule
--          over known or year_to_date names in quotes, back to six years before
-- params:  $named VARCHAR (those indicators, joined by commas)
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, scenario VARCHAR, period VARCHAR,
--          first_month INTEGER, last_month INTEGER, role VARCHAR, status UTINYINT,
--          num DECIMAL(20,4), den DECIMAL(20,4), bare BOOLEAN, place VARCHAR
--
-- The best is a report before a same-period column, the highest status, the
-- span's own period code, the latest. place is file, sheet and cell.
SELECT f.submission, f.org, f.indicator, f.scenario, f.period, f.first_month, f.last_month, f.role, f.status, f.num, f.den, f.bare,
       s.name || CASE WHEN f.cell = '' THEN '' ELSE ', ' || f.sheet || '!' || f.cell END AS place
FROM fact AS f
JOIN submission AS s ON s.id = f.submission AND s.superseded_at IS NULL
WHERE (s.state = 'accepted' OR f.submission IN (SELECT submission FROM staged))
  AND NOT f.not_applicable
  AND f.indicator IN (SELECT unnest(string_split($named::VARCHAR, ',')))
  AND f.org IN (SELECT org FROM staged)
  AND f.last_month >= (SELECT min(first_month) FROM staged) - 72
QUALIFY row_number() OVER (PARTITION BY f.org, f.indicator, f.scenario, f.first_month, f.last_month
                           ORDER BY f.role, f.status DESC, f.own_span DESC, f.id DESC) = 1
ORDER BY f.id;
