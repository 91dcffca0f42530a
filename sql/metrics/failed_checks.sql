-- name:    failed_checks
-- unit:    none
-- grain:   one row per warning or error found in a workbook in force about a
--          figure that counts for the period, or about its report as a whole;
--          the gravest first, those of one workbook as they were found
-- params:  $period VARCHAR
-- columns: org VARCHAR, indicator VARCHAR ('' for the report as a whole), submission BIGINT,
--          severity VARCHAR, code VARCHAR, sheet VARCHAR, cell VARCHAR, args VARCHAR (JSON), fix VARCHAR,
--          accepted_by VARCHAR, accepted_note VARCHAR ('' where nobody said a word)
--
-- A figure counts for its own period and for longer ones, a stock or ratio only
-- at their end, until another workbook has a figure of the same span that ranks
-- higher: what was found in an estimate does not speak of the final figure. That
-- a figure is not what it was before is no failure, nor that others are given
-- than last time (V20): what is missing is told as missing. Of a cell with
-- several figures it is not known which one was meant. A printed total that is
-- not the sum is told of its sender wherever the figures count that it is of:
-- those of its column or, where organisations stand side by side, of its row.
-- Another cell without a figure is told of where its finding names an indicator.
WITH asked AS (
    SELECT * FROM period WHERE code = $period::VARCHAR
),
found AS (
    SELECT f.*, s.org AS sender, s.period AS said_for
    FROM finding AS f
    JOIN submission AS s ON s.id = f.submission
    WHERE f.severity IN ('error', 'warning') AND NOT starts_with(f.code, 'store_revised') AND f.code <> 'V20'
      AND s.kind = 'report' AND s.accepted_at IS NOT NULL AND s.superseded_at IS NULL
),
told AS (
    SELECT f.submission, f.position, f.sender, false AS total, x.id
    FROM found AS f
    JOIN fact AS x ON x.submission = f.submission AND x.sheet = f.sheet AND x.cell = f.cell
    WHERE f.cell <> ''
    UNION ALL
    SELECT f.submission, f.position, f.sender, true, x.id
    FROM found AS f
    JOIN fact AS x
      ON x.submission = f.submission AND x.sheet = f.sheet AND x.scenario = 'actual' AND x.role = 'report'
     AND (regexp_extract(x.cell, '^[A-Z]+') = regexp_extract(f.cell, '^[A-Z]+') OR regexp_extract(x.cell, '[0-9]+$') = regexp_extract(f.cell, '[0-9]+$'))
    WHERE f.code = 'total_mismatch'
      AND NOT EXISTS (SELECT 1 FROM fact AS own WHERE own.submission = f.submission AND own.sheet = f.sheet AND own.cell = f.cell)
    QUALIFY (regexp_extract(x.cell, '^[A-Z]+') = regexp_extract(f.cell, '^[A-Z]+'))
          = bool_or(regexp_extract(x.cell, '^[A-Z]+') = regexp_extract(f.cell, '^[A-Z]+')) OVER (PARTITION BY f.submission, f.position)
),
figure AS (
    SELECT t.submission, t.position, t.sender, t.total, x.id, x.org, x.indicator, x.first_month, x.last_month, x.status, x.own_span
    FROM told AS t
    JOIN fact AS x ON x.submission = t.submission AND x.id = t.id
    JOIN indicator AS i ON i.code = x.indicator AND i.catalogue = (SELECT max(id) FROM catalogue_version)
    CROSS JOIN asked AS a
    WHERE x.scenario = 'actual' AND x.role = 'report'
      AND CASE WHEN i.kind IN ('flow', 'average') THEN x.last_month BETWEEN a.first_month AND a.last_month AND (x.first_month >= a.first_month OR x.period = a.code)
               ELSE x.last_month = a.last_month END
),
outranked AS (
    SELECT DISTINCT x.id
    FROM figure AS x
    JOIN fact AS b
      ON b.org = x.org AND b.indicator = x.indicator AND b.last_month = x.last_month AND b.first_month = x.first_month
     AND b.scenario = 'actual' AND b.role = 'report' AND (b.status, b.own_span, b.id) > (x.status, x.own_span, x.id)
    JOIN submission AS s ON s.id = b.submission AND s.accepted_at IS NOT NULL AND s.superseded_at IS NULL
),
doubted AS (
    SELECT submission, position, CASE WHEN NOT bool_or(total) AND min(org) = max(org) THEN min(org) ELSE any_value(sender) END AS org,
           CASE WHEN min(indicator) = max(indicator) THEN min(indicator) ELSE '' END AS indicator
    FROM figure WHERE id NOT IN (SELECT id FROM outranked)
    GROUP BY submission, position
    UNION ALL
    SELECT f.submission, f.position, f.sender, ''
    FROM found AS f JOIN asked AS a ON a.code = f.said_for
    WHERE (f.cell = '' OR contains(f.args, '"indicator":'))
      AND NOT EXISTS (SELECT 1 FROM told AS t WHERE t.submission = f.submission AND t.position = f.position)
),
accepter AS (
    SELECT submission, arg_max(actor, id) AS actor, arg_max(note, id) AS note
    FROM decision WHERE action = 'accept'
    GROUP BY submission
)
SELECT d.org, d.indicator, d.submission, f.severity, f.code, f.sheet, f.cell, f.args, f.fix,
       coalesce(w.actor, '') AS accepted_by, coalesce(w.note, '') AS accepted_note
FROM doubted AS d
JOIN found AS f ON f.submission = d.submission AND f.position = d.position
LEFT JOIN accepter AS w ON w.submission = d.submission
ORDER BY f.severity, d.submission, f.position, d.org;
