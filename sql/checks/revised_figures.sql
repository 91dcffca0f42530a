-- name:    revised_figures
-- unit:    base units
-- grain:   one row per figure that a submission of the batch reports otherwise
--          than its sender did before it, with no higher status
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, scenario VARCHAR, period VARCHAR, status UTINYINT,
--          num DECIMAL(20,4), den DECIMAL(20,4), not_applicable BOOLEAN, step DECIMAL(20,4), sheet VARCHAR, cell VARCHAR,
--          old_status UTINYINT, old_num DECIMAL(20,4), old_den DECIMAL(20,4), old_not_applicable BOOLEAN,
--          old_step DECIMAL(20,4), old_file VARCHAR, old_sheet VARCHAR, old_cell VARCHAR
--
-- What was reported before is what was known when the submission's turn came
-- (see known_figures) together with what the submission replaces. What is
-- compared is taken along from the beginning: left for the end, figures might
-- meet all others, for the store expects few in what is being loaded.
WITH mine AS MATERIALIZED (
    SELECT f.id, f.submission, s.org AS sender, f.org, f.indicator, f.scenario, f.first_month, f.last_month, f.own_span,
           f.status, f.num, f.den, f.not_applicable
    FROM fact AS f
    JOIN submission AS s ON s.id = f.submission
    WHERE f.submission BETWEEN $first::BIGINT AND $last::BIGINT AND f.role = 'report'
),
-- Materialized, else figures meet all submissions of their sender first.
past AS MATERIALIZED (
    SELECT o.id, o.submission, p.org AS sender, o.org, o.indicator, o.scenario, o.first_month, o.last_month, o.own_span,
           o.status, o.num, o.den, o.not_applicable, n.id AS heir, n.state AS heir_state
    FROM fact AS o
    JOIN submission AS p ON p.id = o.submission AND p.state = 'accepted'
    LEFT JOIN submission AS n ON n.id = p.superseded_by
    WHERE o.role = 'report' AND o.org IN (SELECT org FROM mine)
      AND o.last_month BETWEEN (SELECT min(last_month) FROM mine) AND (SELECT max(last_month) FROM mine)
      AND (n.id IS NULL OR n.id BETWEEN $first::BIGINT AND $last::BIGINT)
),
paired AS (
    SELECT m.id, o.id AS old, m.status >= o.status AND (m.not_applicable <> o.not_applicable
           OR NOT m.not_applicable AND (m.num <> o.num OR m.den IS DISTINCT FROM o.den)) AS differs
    FROM mine AS m
    JOIN past AS o
      ON o.sender = m.sender AND o.org = m.org AND o.indicator = m.indicator AND o.scenario = m.scenario
     AND o.first_month = m.first_month AND o.last_month = m.last_month
     AND (o.submission < m.submission OR o.submission > $last::BIGINT)
     AND (o.heir IS NULL OR o.heir >= m.submission OR o.heir_state <> 'accepted')
    QUALIFY row_number() OVER (PARTITION BY m.submission, m.org, m.indicator, m.scenario, m.first_month, m.last_month
                               ORDER BY o.status DESC, o.own_span DESC, o.id DESC, m.own_span DESC, m.id) = 1
)
SELECT m.submission, m.org, m.indicator, m.scenario, m.period, m.status, m.num, m.den, m.not_applicable, m.step, m.sheet, m.cell,
       o.status AS old_status, o.num AS old_num, o.den AS old_den, o.not_applicable AS old_not_applicable, o.step AS old_step,
       p.name AS old_file, o.sheet AS old_sheet, o.cell AS old_cell
FROM paired AS x
JOIN fact AS m ON m.id = x.id
JOIN fact AS o ON o.id = x.old
JOIN submission AS p ON p.id = o.submission
WHERE x.differs
ORDER BY m.submission, m.id;
