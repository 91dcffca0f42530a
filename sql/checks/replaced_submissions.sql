-- name:    replaced_submissions
-- unit:    none
-- grain:   one row per submission of the batch and older one of the same form
--          that it may replace once it is accepted; none that is locked
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, replaced BIGINT, sha256 VARCHAR, file VARCHAR
--
-- Of the same form is who has the same sender, period, kind, status and family
-- of layout (a unit's form by hand or on a template is one family). Whether it
-- does replace it depends on their figures.
WITH form AS (
    SELECT *, CASE layout WHEN 'template' THEN 'indicators_in_rows' ELSE layout END AS family
    FROM submission
    WHERE org <> '' AND period <> ''
      AND (superseded_by IS NULL OR superseded_by BETWEEN $first::BIGINT AND $last::BIGINT)
)
SELECT n.id AS submission, o.id AS replaced, o.sha256, o.name AS file
FROM form AS n
JOIN form AS o
  ON o.org = n.org AND o.period = n.period AND o.kind = n.kind AND o.status = n.status AND o.family = n.family
WHERE n.id BETWEEN $first::BIGINT AND $last::BIGINT
  AND o.id NOT BETWEEN $first::BIGINT AND $last::BIGINT AND o.state = 'accepted' AND o.locked_at IS NULL
ORDER BY n.id, o.id;
