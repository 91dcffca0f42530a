-- name:    facts
-- unit:    base units
-- grain:   one row per known figure of the organisations that bears on the
--          period: for flows and averages those whose months overlap it or end
--          just before it begins, for stocks and ratios those at the end of its
--          last month
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC),
--          $orgs VARCHAR (codes joined by commas), $indicator VARCHAR, $period VARCHAR
-- columns: id BIGINT, org VARCHAR, period VARCHAR, basis VARCHAR, status UTINYINT,
--          scenario VARCHAR, role VARCHAR, num DECIMAL(20,4), den DECIMAL(20,4),
--          bare BOOLEAN, not_applicable BOOLEAN, qualifier VARCHAR, raw VARCHAR,
--          unit VARCHAR, sheet VARCHAR, cell VARCHAR, submission BIGINT, sha256 VARCHAR,
--          file VARCHAR, sender VARCHAR, accepted_at TIMESTAMP,
--          accepted_by VARCHAR ('' where nobody was named)
--
-- Per organisation the figure that counts first comes first. What counts again
-- since something newer was withdrawn was accepted by whoever did so at first.
WITH asked AS (
    SELECT * FROM period WHERE code = $period::VARCHAR
),
kind AS (
    SELECT i.kind FROM indicator AS i
    WHERE i.code = $indicator::VARCHAR ORDER BY i.catalogue DESC LIMIT 1
),
accepter AS (
    SELECT submission, arg_max(actor, id) AS actor FROM decision
    WHERE action = 'accept' AND decided_at < $known_before::TIMESTAMP
    GROUP BY submission
)
SELECT f.id, f.org, f.period, f.basis, f.status, f.scenario, f.role, f.num, f.den, f.bare, f.not_applicable,
       f.qualifier, f.raw, f.unit, f.sheet, f.cell, f.submission, s.sha256, s.name AS file, s.org AS sender, k.from_at AS accepted_at,
       coalesce(w.actor, '') AS accepted_by
FROM asked AS a
CROSS JOIN kind AS k
JOIN fact AS f
  ON f.indicator = $indicator::VARCHAR
 AND CASE WHEN k.kind IN ('flow', 'average') THEN f.first_month <= a.last_month AND f.last_month >= a.first_month - 1
          ELSE f.last_month = a.last_month END
JOIN submission AS s ON s.id = f.submission
JOIN in_force AS k
  ON k.submission = f.submission AND k.from_at < $known_before::TIMESTAMP
 AND (k.until_at IS NULL OR k.until_at >= $known_before::TIMESTAMP)
LEFT JOIN accepter AS w ON w.submission = f.submission
WHERE list_contains(string_split($orgs::VARCHAR, ','), f.org)
ORDER BY f.org, f.scenario, f.last_month DESC, f.first_month, f.role, f.status DESC, f.own_span DESC, f.id DESC;
