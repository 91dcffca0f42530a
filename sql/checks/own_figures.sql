-- name:    own_figures
-- unit:    none
-- grain:   one row per reported figure of an organisation with members that
--          the submission brought, or brought a member's figure for
-- params:  $submission BIGINT
-- columns: org VARCHAR, indicator VARCHAR, period VARCHAR, file VARCHAR, sheet VARCHAR,
--          cell VARCHAR (of the figure accepted last)
WITH mine AS (
    SELECT DISTINCT org, indicator, last_month FROM fact WHERE submission = $submission::BIGINT AND scenario = 'actual'
)
SELECT own.org, own.indicator, own.period,
       arg_max(s.name, own.id) AS file, arg_max(own.sheet, own.id) AS sheet, arg_max(own.cell, own.id) AS cell
FROM mine
JOIN fact AS own ON own.indicator = mine.indicator AND own.last_month = mine.last_month
JOIN submission AS s ON s.id = own.submission AND s.state = 'accepted' AND s.superseded_at IS NULL
JOIN membership AS m
  ON m.register = (SELECT max(id) FROM register_version) AND m.org = own.org AND mine.org IN (own.org, m.member)
WHERE own.scenario = 'actual' AND own.role = 'report'
GROUP BY own.org, own.indicator, own.period
ORDER BY own.org, own.indicator, own.period;
