-- name:    known_figures
-- unit:    base units
-- grain:   one row per known figure of the organisations and indicators of the
--          submission, in the years it touches; not applicable is no figure
-- params:  $submission BIGINT
-- columns: org VARCHAR, indicator VARCHAR, scenario VARCHAR, period VARCHAR,
--          first_month INTEGER, last_month INTEGER, role VARCHAR, status UTINYINT,
--          num DECIMAL(20,4), den DECIMAL(20,4), bare BOOLEAN, step DECIMAL(20,4),
--          sender VARCHAR, file VARCHAR, sheet VARCHAR, cell VARCHAR,
--          mine BOOLEAN (brought by the submission)
--
-- Within an organisation, indicator and scenario the best come first: reports
-- before same-period columns, the highest status, the span's own period code,
-- the latest.
WITH mine AS (
    SELECT DISTINCT org, indicator, scenario, last_month // 12 AS year FROM fact WHERE submission = $submission::BIGINT
)
SELECT f.org, f.indicator, f.scenario, f.period, f.first_month, f.last_month, f.role, f.status,
       f.num, f.den, f.bare, f.step, s.org AS sender, s.name AS file, f.sheet, f.cell,
       f.submission = $submission::BIGINT AS mine
FROM fact AS f
JOIN mine AS m ON m.org = f.org AND m.indicator = f.indicator AND m.scenario = f.scenario AND m.year = f.last_month // 12
JOIN submission AS s ON s.id = f.submission AND s.state = 'accepted' AND s.superseded_at IS NULL
WHERE NOT f.not_applicable
ORDER BY f.org, f.indicator, f.scenario, f.role, f.status DESC, f.own_span DESC, f.id DESC;
