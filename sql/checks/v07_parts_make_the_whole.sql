-- check:    V07_SUM
-- severity: warning
-- about:    budget_paid, projects_active
-- vi:       {org}, {period}: {indicator} ở ô {cell} là {value} {unit}, nhưng cộng {part_indicators} được {expected} {unit}.
--           Hãy kiểm tra các số này.
-- en:       {org}, {period}: {indicator} in cell {cell} is {value} {unit}, but {part_indicators} make {expected} {unit}.
--           Check the figures.
--
-- Partitions that leave nothing out: the budgets of the province and of the
-- centre; projects by progress, and by origin. Members and organisations have
-- rules of their own (V01, V02).
WITH partition_of(part, whole, way, parts) AS (
    VALUES ('budget_paid_local', 'budget_paid', 1, 2), ('budget_paid_central', 'budget_paid', 1, 2),
           ('projects_operating', 'projects_active', 1, 3), ('projects_under_construction', 'projects_active', 1, 3),
           ('projects_in_procedure', 'projects_active', 1, 3),
           ('projects_domestic', 'projects_active', 2, 2), ('projects_foreign', 'projects_active', 2, 2)
),
concerned AS MATERIALIZED (
    SELECT * FROM staged WHERE indicator IN (SELECT part FROM partition_of UNION SELECT whole FROM partition_of)
)
SELECT w.submission, w.sheet, w.cell, w.org, w.indicator, w.period, w.num AS value,
       sum(p.num)::DECIMAL(38, 4) AS expected, string_agg(p.indicator, ',' ORDER BY p.indicator) AS part_indicators
FROM partition_of AS o
JOIN concerned AS w ON w.indicator = o.whole
JOIN concerned AS p
  ON p.submission = w.submission AND p.org = w.org AND p.indicator = o.part AND p.scenario = w.scenario
 AND p.first_month = w.first_month AND p.last_month = w.last_month
GROUP BY w.submission, w.sheet, w.cell, w.org, w.indicator, w.period, w.num, w.slack, o.way, o.parts
HAVING count(*) = o.parts AND abs(w.num - sum(p.num)) > w.slack + sum(p.slack)
