-- name:    cumulative_falls
-- unit:    base units
-- grain:   one row per figure of the submission that is smaller than a figure
--          of the same year accumulated to an earlier month
-- params:  $submission BIGINT
-- columns: org VARCHAR, indicator VARCHAR, period VARCHAR, sheet VARCHAR, cell VARCHAR,
--          num DECIMAL(20,4), earlier_period VARCHAR, earlier_num DECIMAL(20,4)
--
-- Only indicators that are never negative, only figures that start in
-- January, and not a corrected one, which may well take something back. The
-- earlier figure is the best known for its span; the latest such span counts.
WITH rising AS (
    SELECT code FROM indicator
    WHERE catalogue = (SELECT max(id) FROM catalogue_version) AND kind = 'flow' AND rising
),
known AS (
    SELECT f.*
    FROM fact AS f
    JOIN submission AS s ON s.id = f.submission
    WHERE s.state = 'accepted' AND s.superseded_at IS NULL AND f.role = 'report' AND NOT f.not_applicable
      AND f.indicator IN (SELECT code FROM rising)
)
SELECT n.org, n.indicator, n.period, n.sheet, n.cell, n.num, e.period AS earlier_period, e.num AS earlier_num
FROM known AS n
JOIN known AS e
  ON e.org = n.org AND e.indicator = n.indicator AND e.scenario = n.scenario
 AND e.first_month = n.first_month AND e.last_month < n.last_month AND e.last_month - e.first_month < 12
WHERE n.submission = $submission::BIGINT AND n.first_month % 12 = 0 AND n.last_month - n.first_month < 12 AND n.status < 4
QUALIFY row_number() OVER (
    PARTITION BY n.id
    ORDER BY e.last_month DESC, e.status DESC, e.own_span DESC, e.submission DESC, e.id DESC) = 1
    AND n.num < e.num
ORDER BY n.id;
