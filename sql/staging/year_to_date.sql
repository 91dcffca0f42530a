-- name:    year_to_date
-- unit:    base units
-- grain:   one row per staged submission, organisation, flow and month of the year
--          to whose end the actual total since 1 January is known when its turn
--          comes: reported as such, or the sum of months, quarters or halves
--          without a gap
-- params:  none
-- columns: submission BIGINT (to which it is known), org VARCHAR, indicator VARCHAR, year INTEGER, last_month INTEGER,
--          total DECIMAL(38,4), place VARCHAR (of the latest figure in it)
WITH running AS (
    SELECT k.submission, k.org, k.indicator, k.first_month // 12 AS year, k.last_month, k.last_month - k.first_month + 1 AS months, k.place,
           sum(k.num) OVER series AS total, row_number() OVER series AS parts, k.first_month % 12 = 0 AS whole, k.num
    FROM known AS k
    JOIN indicators AS i ON i.code = k.indicator AND i.kind = 'flow'
    WHERE k.scenario = 'actual' AND k.first_month // 12 = k.last_month // 12
      AND (k.first_month % 12) % (k.last_month - k.first_month + 1) = 0
    WINDOW series AS (PARTITION BY k.submission, k.org, k.indicator, k.first_month // 12, k.last_month - k.first_month ORDER BY k.last_month)
)
SELECT submission, org, indicator, year, last_month,
       arg_max(CASE WHEN whole THEN num ELSE total END, months) AS total, arg_max(place, months) AS place
FROM running
WHERE whole OR parts * months = last_month % 12 + 1
GROUP BY submission, org, indicator, year, last_month;
