-- name:    locked_forms
-- unit:    none
-- grain:   one row per submission of the batch that brings a figure which a
--          locked submission of the same sender, period and family of layout
--          has reported: the first such
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, locked BIGINT, file VARCHAR, locked_at TIMESTAMP, locked_by VARCHAR
WITH form AS (
    SELECT *, CASE layout WHEN 'template' THEN 'indicators_in_rows' ELSE layout END AS family
    FROM submission
    WHERE org <> '' AND period <> ''
),
figure AS (
    SELECT DISTINCT submission, org, indicator, scenario, first_month, last_month
    FROM fact
    WHERE submission BETWEEN $first::BIGINT AND $last::BIGINT AND role = 'report'
)
SELECT n.id AS submission, min(o.id) AS locked, arg_min(o.name, o.id) AS file, arg_min(o.locked_at, o.id) AS locked_at,
       coalesce(arg_min(d.actor, o.id), '') AS locked_by
FROM form AS n
JOIN form AS o ON o.org = n.org AND o.period = n.period AND o.kind = n.kind AND o.family = n.family
JOIN fact AS x ON x.submission = o.id AND x.role = 'report'
JOIN figure AS f
  ON f.submission = n.id AND f.org = x.org AND f.indicator = x.indicator AND f.scenario = x.scenario
 AND f.first_month = x.first_month AND f.last_month = x.last_month
LEFT JOIN decision AS d ON d.submission = o.id AND d.action = 'lock' AND d.decided_at = o.locked_at
WHERE n.id BETWEEN $first::BIGINT AND $last::BIGINT AND o.locked_at IS NOT NULL AND o.superseded_at IS NULL
GROUP BY n.id
ORDER BY n.id;
