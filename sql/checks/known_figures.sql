-- name:    known_figures
-- unit:    base units
-- grain:   one row per submission of the batch and figure that was known when
--          its turn came, of the organisations and indicators that it brought
--          and the years it touches, unless there is but one; not applicable
--          is no figure
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, scenario VARCHAR, period VARCHAR,
--          first_month INTEGER, last_month INTEGER, role VARCHAR, status UTINYINT,
--          num DECIMAL(20,4), den DECIMAL(20,4), bare BOOLEAN, step DECIMAL(20,4),
--          sender VARCHAR, file VARCHAR, sheet VARCHAR, cell VARCHAR,
--          mine BOOLEAN (brought by the submission)
--
-- Known to a submission of the batch is its own, what was accepted before the
-- batch, and what those before it in the batch brought if they are accepted;
-- not what it or one of those replaces. It may itself not be accepted (yet).
--
-- Within an organisation, indicator and scenario the best come first: reports
-- before same-period columns, the highest status, the span's own period code,
-- the latest.
WITH mine AS (
    SELECT DISTINCT submission, org, indicator, scenario, last_month // 12 AS year
    FROM fact
    WHERE submission BETWEEN $first::BIGINT AND $last::BIGINT
)
SELECT m.submission, f.org, f.indicator, f.scenario, f.period, f.first_month, f.last_month, f.role, f.status,
       f.num, f.den, f.bare, f.step, s.org AS sender, s.name AS file, f.sheet, f.cell,
       f.submission = m.submission AS mine
FROM mine AS m
JOIN fact AS f ON f.org = m.org AND f.indicator = m.indicator AND f.scenario = m.scenario AND f.last_month // 12 = m.year
JOIN submission AS s ON s.id = f.submission
LEFT JOIN submission AS n ON n.id = s.superseded_by
WHERE NOT f.not_applicable
  AND (s.id = m.submission
       OR s.state = 'accepted' AND (s.id < m.submission OR s.id > $last::BIGINT)
          AND (n.id IS NULL
               OR n.id BETWEEN $first::BIGINT AND $last::BIGINT AND n.id <> m.submission
                  AND (n.id > m.submission OR n.state <> 'accepted')))
QUALIFY count(*) OVER (PARTITION BY m.submission, f.org, f.indicator, f.scenario) > 1
ORDER BY m.submission, f.org, f.indicator, f.scenario, f.role, f.status DESC, f.own_span DESC, f.id DESC;
