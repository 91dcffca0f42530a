-- name:    submissions
-- unit:    none
-- grain:   one row per submission, newest first
-- params:  $org VARCHAR (whose), $ids VARCHAR (numbers of others, joined by commas);
--          both empty: all
-- columns: id BIGINT, sha256 VARCHAR, name VARCHAR, kind VARCHAR, layout VARCHAR, org VARCHAR,
--          period VARCHAR, status UTINYINT, cut_off DATE, from_day DATE, until_day DATE,
--          facts BIGINT, state VARCHAR, received_at TIMESTAMP, accepted_at TIMESTAMP,
--          superseded_at TIMESTAMP, superseded_by BIGINT,
--          errors BIGINT, warnings BIGINT, notes BIGINT
WITH wanted AS (
    SELECT * FROM submission
    WHERE $org::VARCHAR = '' AND $ids::VARCHAR = '' OR org = nullif($org::VARCHAR, '')
       OR id IN (SELECT unnest(string_split(nullif($ids::VARCHAR, ''), ','))::BIGINT)
),
found AS (
    SELECT submission,
           count(*) FILTER (WHERE severity = 'error') AS errors,
           count(*) FILTER (WHERE severity = 'warning') AS warnings,
           count(*) FILTER (WHERE severity = 'note') AS notes
    FROM finding WHERE submission IN (SELECT id FROM wanted) GROUP BY submission
)
SELECT s.id, s.sha256, s.name, s.kind, s.layout, s.org, s.period, s.status, s.cut_off, s.from_day, s.until_day,
       s.facts,
       CASE WHEN s.superseded_at IS NOT NULL THEN 'superseded' WHEN s.locked_at IS NOT NULL THEN 'locked' ELSE s.state END AS state,
       s.received_at, s.accepted_at, s.superseded_at, s.superseded_by,
       coalesce(f.errors, 0) AS errors, coalesce(f.warnings, 0) AS warnings, coalesce(f.notes, 0) AS notes
FROM wanted AS s
LEFT JOIN found AS f ON f.submission = s.id
ORDER BY s.id DESC;
