-- name:    heirs
-- unit:    none
-- grain:   one row per submission that a given one has replaced
-- params:  $withdrawn BIGINT (the one that has replaced them)
-- columns: replaced BIGINT, sha256 VARCHAR, file VARCHAR,
--          heir BIGINT (another that replaces it; NULL: there is none, and it
--          stands again when the given one is withdrawn)
--
-- Who replaces whom: see replaced_submissions. The heir was accepted later than
-- the replaced one, be it replaced itself by now.
WITH form AS (
    SELECT s.*, CASE s.layout WHEN 'template' THEN 'indicators_in_rows' ELSE s.layout END AS family,
           (SELECT min(k.from_at) FROM in_force AS k WHERE k.submission = s.id) AS first_accepted
    FROM submission AS s
    WHERE s.state = 'accepted' AND s.id <> $withdrawn::BIGINT
),
old AS (
    SELECT * FROM form WHERE superseded_by = $withdrawn::BIGINT
),
pair AS (
    SELECT n.id AS new, o.id AS old
    FROM old AS o
    JOIN form AS n
      ON n.org = o.org AND n.period = o.period AND n.kind = o.kind AND n.status = o.status AND n.family = o.family
     AND n.first_accepted > o.first_accepted
),
figure AS (
    SELECT DISTINCT submission, org, indicator, scenario, first_month, last_month
    FROM fact
    WHERE submission IN (SELECT new FROM pair) AND role = 'report'
),
span AS (
    SELECT DISTINCT submission, first_month, last_month FROM figure
),
covering AS (
    SELECT p.old, p.new
    FROM pair AS p
    JOIN fact AS o ON o.submission = p.old AND o.role = 'report'
    LEFT JOIN figure AS f
      ON f.submission = p.new AND f.org = o.org AND f.indicator = o.indicator AND f.scenario = o.scenario
     AND f.first_month = o.first_month AND f.last_month = o.last_month
    LEFT JOIN span AS s ON s.submission = p.new AND s.first_month = o.first_month AND s.last_month = o.last_month
    GROUP BY p.old, p.new
    HAVING count(f.submission) > 0 AND count(*) FILTER (WHERE s.submission IS NULL) = 0
)
SELECT o.id AS replaced, o.sha256, o.name AS file, min(c.new) AS heir
FROM old AS o
LEFT JOIN covering AS c ON c.old = o.id
GROUP BY o.id, o.sha256, o.name
ORDER BY o.id;
