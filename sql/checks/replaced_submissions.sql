-- name:    replaced_submissions
-- unit:    none
-- grain:   one row per submission of the batch and older one that it replaces
--          once it is accepted; none that is locked
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, replaced BIGINT, sha256 VARCHAR, file VARCHAR,
--          missing BIGINT (figures that the older one has and it lacks)
--
-- Replaced is who has the same sender, period, kind, status and family of
-- layout (a unit's form by hand or on a template is one family), reports a
-- figure that the newer one reports too, and reports on no span of months on
-- which that one says nothing.
WITH form AS (
    SELECT *, CASE layout WHEN 'template' THEN 'indicators_in_rows' ELSE layout END AS family
    FROM submission
    WHERE org <> '' AND period <> ''
      AND (superseded_by IS NULL OR superseded_by BETWEEN $first::BIGINT AND $last::BIGINT)
),
pair AS (
    SELECT n.id AS new, o.id AS old, o.sha256, o.name
    FROM form AS n
    JOIN form AS o
      ON o.org = n.org AND o.period = n.period AND o.kind = n.kind AND o.status = n.status AND o.family = n.family
    WHERE n.id BETWEEN $first::BIGINT AND $last::BIGINT
      AND o.id NOT BETWEEN $first::BIGINT AND $last::BIGINT AND o.state = 'accepted' AND o.locked_at IS NULL
),
figure AS (
    SELECT DISTINCT submission, org, indicator, scenario, role, first_month, last_month
    FROM fact
    WHERE submission BETWEEN $first::BIGINT AND $last::BIGINT
),
span AS (
    SELECT DISTINCT submission, first_month, last_month FROM figure WHERE role = 'report'
)
SELECT p.new AS submission, p.old AS replaced, p.sha256, p.name AS file,
       count(*) FILTER (WHERE f.submission IS NULL) AS missing
FROM pair AS p
JOIN fact AS o ON o.submission = p.old
LEFT JOIN figure AS f
  ON f.submission = p.new AND f.org = o.org AND f.indicator = o.indicator AND f.scenario = o.scenario
 AND f.role = o.role AND f.first_month = o.first_month AND f.last_month = o.last_month
LEFT JOIN span AS s
  ON s.submission = p.new AND s.first_month = o.first_month AND s.last_month = o.last_month
GROUP BY p.new, p.old, p.sha256, p.name
HAVING count(*) FILTER (WHERE o.role = 'report' AND f.submission IS NOT NULL) > 0
   AND count(*) FILTER (WHERE o.role = 'report' AND s.submission IS NULL) = 0
ORDER BY p.new, p.old;
