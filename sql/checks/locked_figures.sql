-- name:    locked_figures
-- unit:    base units
-- grain:   one row per submission given and figure of a locked one in whose
--          place it would put another
-- params:  $submissions VARCHAR (those of a batch, or that are to stand again: "7,9")
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, scenario VARCHAR, period VARCHAR,
--          num DECIMAL(20,4), den DECIMAL(20,4), not_applicable BOOLEAN, sheet VARCHAR, cell VARCHAR,
--          locked BIGINT, file VARCHAR, locked_at TIMESTAMP, locked_by VARCHAR, old_num DECIMAL(20,4),
--          old_den DECIMAL(20,4), old_not_applicable BOOLEAN, old_sheet VARCHAR, old_cell VARCHAR
--
-- Figures are in each other's place where metric would choose between them for
-- the locked one's period: those of one span, and of levels those of one day.
-- What does not come first there leaves the locked figure the answer, and so
-- does what is equal; a locked figure that another has come before is none.
WITH given AS MATERIALIZED (
    SELECT unnest(string_split($submissions::VARCHAR, ','))::BIGINT AS id
),
mine AS (
    SELECT DISTINCT org FROM fact WHERE submission IN (FROM given)
),
held AS MATERIALIZED (
    SELECT x.*, i.kind IN ('stock', 'ratio') AS level
    FROM fact AS x
    JOIN submission AS s ON s.id = x.submission AND s.locked_at IS NOT NULL AND s.superseded_at IS NULL
    JOIN indicator AS i ON i.code = x.indicator AND i.catalogue = (SELECT max(id) FROM catalogue_version)
    WHERE x.role = 'report' AND x.org IN (SELECT org FROM mine)
),
met AS MATERIALIZED (
    SELECT x.id AS held, f.id, f.submission, f.submission IN (FROM given) AS new,
           f.num, f.den, f.not_applicable, f.sheet, f.cell,
           row(f.status, CASE WHEN x.level THEN f.period = x.period ELSE f.own_span END,
               CASE WHEN x.level THEN f.first_month - f.last_month ELSE 0 END, f.id) AS preference
    FROM held AS x
    JOIN fact AS f
      ON f.org = x.org AND f.indicator = x.indicator AND f.scenario = x.scenario AND f.last_month = x.last_month
     AND (x.level OR f.first_month = x.first_month) AND f.role = 'report'
    JOIN submission AS s ON s.id = f.submission
    WHERE f.submission IN (FROM given)
       OR s.state = 'accepted' AND (s.superseded_by IS NULL OR s.superseded_by IN (FROM given))
),
stands AS (
    SELECT * FROM met WHERE NOT new
    QUALIFY row_number() OVER (PARTITION BY held ORDER BY preference DESC) = 1
),
comes AS (
    SELECT * FROM met WHERE new
    QUALIFY row_number() OVER (PARTITION BY held, submission ORDER BY preference DESC) = 1
)
SELECT n.submission, x.org, x.indicator, x.scenario, x.period, n.num, n.den, n.not_applicable, n.sheet, n.cell,
       x.submission AS locked, s.name AS file, s.locked_at, coalesce(d.actor, '') AS locked_by,
       x.num AS old_num, x.den AS old_den, x.not_applicable AS old_not_applicable, x.sheet AS old_sheet, x.cell AS old_cell
FROM comes AS n
JOIN held AS x ON x.id = n.held
JOIN stands AS b ON b.held = n.held
JOIN submission AS s ON s.id = x.submission
LEFT JOIN decision AS d ON d.submission = s.id AND d.action = 'lock' AND d.decided_at = s.locked_at
WHERE n.preference > b.preference
  AND (b.not_applicable AND x.not_applicable
       OR NOT b.not_applicable AND NOT x.not_applicable AND b.num = x.num AND b.den IS NOT DISTINCT FROM x.den)
  AND (n.not_applicable <> x.not_applicable OR NOT x.not_applicable AND (n.num <> x.num OR n.den IS DISTINCT FROM x.den))
ORDER BY n.submission, n.id, x.id;
