-- name:    own_figures
-- unit:    none
-- grain:   one row per submission of the batch and reported figure of an
--          organisation with members that it brought, or brought a member's
--          figure for, when a member has reported and all that owe the figure have
-- params:  $first BIGINT, $last BIGINT (the submissions of the batch)
-- columns: submission BIGINT, org VARCHAR, indicator VARCHAR, period VARCHAR, file VARCHAR,
--          sheet VARCHAR, cell VARCHAR (of the figure accepted last)
--
-- What was known when a submission's turn came: see known_figures.
WITH mine AS (
    SELECT DISTINCT submission, org, indicator, last_month
    FROM fact
    WHERE submission BETWEEN $first::BIGINT AND $last::BIGINT AND scenario = 'actual'
),
member AS (
    SELECT * FROM membership WHERE register = (SELECT max(id) FROM register_version)
),
-- Organisations with members whose own figures the submissions bear on. They
-- are few, and are found before the figures.
borne AS (
    SELECT DISTINCT x.submission, m.org, x.indicator, x.last_month
    FROM mine AS x JOIN member AS m ON m.member = x.org
    UNION
    SELECT x.submission, x.org, x.indicator, x.last_month
    FROM mine AS x WHERE x.org IN (SELECT org FROM member)
),
own AS (
    SELECT b.submission, f.org, f.indicator, f.period, f.last_month, f.id, s.name, f.sheet, f.cell
    FROM borne AS b
    JOIN fact AS f ON f.org = b.org AND f.indicator = b.indicator AND f.last_month = b.last_month
    JOIN submission AS s ON s.id = f.submission
    LEFT JOIN submission AS n ON n.id = s.superseded_by
    WHERE f.scenario = 'actual' AND f.role = 'report'
      AND (s.id = b.submission
           OR s.state = 'accepted' AND (s.id < b.submission OR s.id > $last::BIGINT)
              AND (n.id IS NULL
                   OR n.id BETWEEN $first::BIGINT AND $last::BIGINT AND n.id <> b.submission
                      AND (n.id > b.submission OR n.state <> 'accepted')))
),
-- Apart, else each would meet all members.
given AS (
    SELECT org, indicator, last_month, submission
    FROM fact
    WHERE scenario = 'actual' AND submission NOT IN (SELECT id FROM submission WHERE state = 'withdrawn')
),
-- Members by whether they have to report, and have.
part AS (
    SELECT DISTINCT own.submission, own.org, own.indicator, own.period, m.member, w.org IS NOT NULL AS due, f.org IS NOT NULL AS reported
    FROM (SELECT DISTINCT submission, org, indicator, period, last_month FROM own) AS own
    JOIN period AS p ON p.code = own.period
    JOIN member AS m ON m.org = own.org AND m.from_day <= p.last_day AND p.last_day < m.until_day
    LEFT JOIN owes AS w
      ON w.register = m.register AND w.org = m.member AND w.indicator = own.indicator AND w.every <= p.grain
     AND w.from_day <= p.last_day AND p.last_day < w.until_day
    LEFT JOIN given AS f
      ON f.org = m.member AND f.indicator = own.indicator AND f.last_month = own.last_month
     AND (f.submission <= own.submission OR f.submission > $last::BIGINT)
),
complete AS (
    SELECT submission, org, indicator, period
    FROM part
    GROUP BY submission, org, indicator, period
    HAVING bool_or(reported) AND NOT bool_or(due AND NOT reported)
)
SELECT own.submission, own.org, own.indicator, own.period,
       arg_max(own.name, own.id) AS file, arg_max(own.sheet, own.id) AS sheet, arg_max(own.cell, own.id) AS cell
FROM own
JOIN complete AS c
  ON c.submission = own.submission AND c.org = own.org AND c.indicator = own.indicator AND c.period = own.period
GROUP BY own.submission, own.org, own.indicator, own.period
ORDER BY own.submission, own.org, own.indicator, own.period;
