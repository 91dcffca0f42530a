-- name:    own_figures
-- unit:    none
-- grain:   one row per submission of the batch and reported figure of an
--          organisation with members that it brought, or brought a member's
--          figure for, unless a member that owes the figure has not reported
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
own AS (
    SELECT mine.submission, f.org, f.indicator, f.period, f.first_month, f.last_month, f.id, s.name, f.sheet, f.cell
    FROM mine
    JOIN fact AS f ON f.indicator = mine.indicator AND f.last_month = mine.last_month
    JOIN submission AS s ON s.id = f.submission
    WHERE f.scenario = 'actual' AND f.role = 'report' AND s.state = 'accepted'
      AND (s.id <= mine.submission OR s.id > $last::BIGINT)
      AND (s.superseded_by IS NULL OR s.superseded_by > mine.submission AND s.superseded_by <= $last::BIGINT)
      AND EXISTS (SELECT 1 FROM member AS m WHERE m.org = f.org AND mine.org IN (f.org, m.member))
)
SELECT own.submission, own.org, own.indicator, own.period,
       arg_max(own.name, own.id) AS file, arg_max(own.sheet, own.id) AS sheet, arg_max(own.cell, own.id) AS cell
FROM own
GROUP BY own.submission, own.org, own.indicator, own.period
ORDER BY own.submission, own.org, own.indicator, own.period;
