-- name:    members
-- unit:    none
-- grain:   one row per asked period and direct member of the asked
--          organisations: an organisation's clusters and whoever is in none of
--          them; without clusters, the members one step down
-- params:  $known_before TIMESTAMP (the register accepted last before it counts, UTC),
--          $today DATE (whose members the lens current takes),
--          $orgs VARCHAR (codes joined by commas),
--          $periods VARCHAR (codes joined by commas),
--          $lens VARCHAR (as_reported, current or like_for_like)
-- columns: period VARCHAR, member VARCHAR
WITH
asked_register AS (
    SELECT max(id) AS register FROM register_version WHERE accepted_at < $known_before::TIMESTAMP
),
asked_day AS (
    SELECT code AS period, CASE WHEN $lens::VARCHAR = 'current' THEN $today::DATE ELSE last_day END AS day
    FROM period WHERE list_contains(string_split($periods::VARCHAR, ','), code)
),
membership_now AS (
    SELECT m.* FROM membership AS m JOIN asked_register AS r ON r.register = m.register
),
cluster_of AS (
    SELECT DISTINCT c.org, d.period, d.day, c.cluster
    FROM asked_day AS d
    JOIN cluster AS c ON c.from_day <= d.day AND d.day < c.until_day
    JOIN asked_register AS r ON r.register = c.register
    WHERE list_contains(string_split($orgs::VARCHAR, ','), c.org)
),
child_of AS (
    SELECT DISTINCT m.org, d.period, d.day, m.member AS child
    FROM asked_day AS d
    JOIN membership_now AS m ON m.depth = 1 AND m.from_day <= d.day AND d.day < m.until_day
    WHERE list_contains(string_split($orgs::VARCHAR, ','), m.org)
),
member AS (
    SELECT period, cluster AS member FROM cluster_of
    UNION
    SELECT c.period, c.child FROM child_of AS c
    WHERE NOT EXISTS (
        SELECT 1 FROM cluster_of AS k
        JOIN membership_now AS m
          ON m.org = k.cluster AND m.member = c.child AND m.from_day <= c.day AND c.day < m.until_day
        WHERE k.org = c.org AND k.period = c.period)
      AND c.child NOT IN (SELECT k.cluster FROM cluster_of AS k WHERE k.org = c.org AND k.period = c.period)
)
SELECT m.period, m.member
FROM member AS m
JOIN asked_register AS r ON true
JOIN organisation AS o ON o.register = r.register AND o.code = m.member
ORDER BY o.position, m.member, m.period;
