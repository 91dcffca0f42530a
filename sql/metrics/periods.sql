-- name:    periods
-- unit:    facts
-- grain:   one row per period with reported figures of the organisation or its
--          members on the period's last day, newest first
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC), $org VARCHAR
-- columns: period VARCHAR, facts BIGINT, status UTINYINT (of the figures accepted last),
--          indicators VARCHAR (codes with a value, joined by commas; NULL for none)
WITH members AS (
    SELECT m.member, m.from_day, m.until_day
    FROM membership AS m
    WHERE m.org = $org::VARCHAR
      AND m.register = (SELECT max(id) FROM register_version WHERE accepted_at < $known_before::TIMESTAMP)
    UNION ALL
    SELECT $org::VARCHAR, DATE '0001-01-01', DATE '9999-12-31'
)
SELECT f.period, count(*) AS facts, arg_max(f.status, f.submission) AS status,
       string_agg(DISTINCT f.indicator, ',' ORDER BY f.indicator) FILTER (WHERE NOT f.not_applicable) AS indicators
FROM fact AS f
JOIN in_force AS k
  ON k.submission = f.submission AND k.from_at < $known_before::TIMESTAMP
 AND (k.until_at IS NULL OR k.until_at >= $known_before::TIMESTAMP)
JOIN period AS p ON p.code = f.period
WHERE f.scenario = 'actual' AND f.role = 'report'
  AND EXISTS (
      SELECT 1 FROM members AS m
      WHERE m.member = f.org AND m.from_day <= p.last_day AND p.last_day < m.until_day)
GROUP BY f.period, p.last_month, p.first_month, p.grain
ORDER BY p.last_month DESC, p.first_month, p.grain DESC;
