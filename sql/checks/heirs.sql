-- name:    heirs
-- unit:    none
-- grain:   one row per submission that a given one has replaced and other one of
--          the same form that may replace it; where there is none, one all the same
-- params:  $withdrawn BIGINT (the one that has replaced them)
-- columns: replaced BIGINT, sha256 VARCHAR, file VARCHAR, heir BIGINT (the other)
--
-- Of the same form: see replaced_submissions. The heir was accepted later than
-- the replaced one, be it replaced itself by now.
WITH form AS (
    SELECT s.*, CASE s.layout WHEN 'template' THEN 'indicators_in_rows' ELSE s.layout END AS family,
           (SELECT min(k.from_at) FROM in_force AS k WHERE k.submission = s.id) AS first_accepted
    FROM submission AS s
    WHERE s.state = 'accepted' AND s.id <> $withdrawn::BIGINT
)
SELECT o.id AS replaced, o.sha256, o.name AS file, n.id AS heir
FROM form AS o
LEFT JOIN form AS n
  ON n.org = o.org AND n.period = o.period AND n.kind = o.kind AND n.status = o.status AND n.family = o.family
 AND n.first_accepted > o.first_accepted
WHERE o.superseded_by = $withdrawn::BIGINT
ORDER BY o.id, n.id;
