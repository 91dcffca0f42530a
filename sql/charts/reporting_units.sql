-- name:    reporting_units
-- unit:    organisations
-- grain:   one row per period of the list in which somebody below the
--          organisation owes a report, in the order of time
-- params:  $org VARCHAR, $periods VARCHAR (codes joined by commas)
-- columns: period VARCHAR, handed BIGINT (who has figures in force for it),
--          owing BIGINT (who owes any)
--
-- Figures count under the period's code, whoever sent them: a cluster's
-- summary hands in for its units. Who belonged and owed is as on the period's
-- last day; what is due every quarter is not owed for months.
WITH asked AS (
    SELECT code, grain, last_day FROM period
    WHERE list_contains(string_split($periods::VARCHAR, ','), code)
),
current_register AS (
    SELECT max(id) AS register FROM register_version
),
owing AS (
    SELECT DISTINCT a.code AS period, a.last_day, m.member AS org
    FROM asked AS a
    CROSS JOIN current_register AS c
    JOIN membership AS m
      ON m.register = c.register AND m.org = $org::VARCHAR AND m.from_day <= a.last_day AND a.last_day < m.until_day
    JOIN owes AS o
      ON o.register = c.register AND o.org = m.member AND o.every <= a.grain AND o.from_day <= a.last_day AND a.last_day < o.until_day
),
handed AS (
    SELECT DISTINCT f.period, f.org
    FROM fact AS f
    JOIN asked AS a ON a.code = f.period
    JOIN submission AS s ON s.id = f.submission
    WHERE f.scenario = 'actual' AND f.role = 'report' AND s.accepted_at IS NOT NULL AND s.superseded_at IS NULL
)
SELECT o.period, count(h.org) AS handed, count(*) AS owing
FROM owing AS o
LEFT JOIN handed AS h ON h.period = o.period AND h.org = o.org
GROUP BY o.period, o.last_day
ORDER BY o.last_day;
