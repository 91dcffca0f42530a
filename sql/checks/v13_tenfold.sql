-- check:    V13_TENFOLD
-- severity: warning
-- vi:       {org}: {indicator} {period} ở ô {cell} là {value} {unit}, chênh khoảng {times} lần so với {earlier_period}: {earlier} {unit}
--           ({earlier_at}). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do.
-- en:       {org}: {indicator} for {period} in cell {cell} is {value} {unit}, about {times} times off {earlier_period}: {earlier} {unit}
--           ({earlier_at}). A digit may be missing or too many, or the comma misplaced; if the figure is right (as after a merger), say why.
--
-- Thresholds, not taken from a rule in writing, against all figures of the two
-- years before: a level three times above or below each of them; a flow five
-- times, where it is of what goes on all year (see V18) and three of spans as long
-- hardly moved (the largest at most twice the least). So neither a figure of the season nor one that comes right after
-- a wrong one is asked about.
-- A level does not depend on the length of the period it ends. Left out are
-- counts below twenty, which come and go; a part of a total, which V07 holds
-- against it; arrears and rankings, which each period makes anew; and what is
-- off by more than 316, for that is V13.
WITH earlier AS (
    SELECT s.id, k.id AS earlier, k.last_month, k.role, k.status, s.kind = 'flow' AS is_flow,
           coalesce(s.num / nullif(s.den, 0), s.num)::DOUBLE AS now, coalesce(k.num / nullif(k.den, 0), k.num)::DOUBLE AS before,
           s.counted AND s.num < 20 AS few
    FROM staged AS s
    JOIN indicators AS i ON i.code = s.indicator AND NOT i.signed AND i.part = ''
    JOIN fact AS k
      ON k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario AND k.bare = s.bare AND k.num > 0
     AND k.last_month BETWEEN s.last_month - 24 AND s.last_month - 1
     AND (s.kind <> 'flow' OR k.last_month - k.first_month = s.last_month - s.first_month AND s.indicator IN
          ('revenue', 'industrial_output', 'budget_paid', 'social_insurance_paid', 'export_turnover', 'import_turnover', 'payroll'))
    JOIN standing AS u ON u.id = k.submission AND u.from_turn <= s.submission AND s.submission < u.until_turn
    WHERE s.scenario = 'actual' AND s.kind <> 'ratio' AND s.num > 0
      AND s.indicator <> 'social_insurance_debt' AND s.indicator NOT LIKE 'ranked\_%' ESCAPE '\'
),
far AS (
    SELECT id
    FROM earlier
    GROUP BY id
    HAVING CASE WHEN any_value(is_flow)
                THEN count(DISTINCT last_month) >= 3 AND max(before) <= 2 * min(before)
                     AND (any_value(now) >= 5 * max(before) OR 5 * any_value(now) <= min(before))
                ELSE any_value(now) >= 3 * max(before) OR 3 * any_value(now) <= min(before) END
       AND NOT (any_value(few) AND max(before) < 20)
),
last AS (
    SELECT id, earlier, now, before, greatest(now, before) / least(now, before) AS times, round(log10(now / before)) AS shift
    FROM earlier
    WHERE id IN (SELECT id FROM far)
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY last_month DESC, role, status DESC, earlier DESC) = 1
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, l.now::DECIMAL(38, 4) AS value, k.period AS earlier_period,
       l.before::DECIMAL(38, 4) AS earlier, u.name || ', ' || k.sheet || '!' || k.cell AS earlier_at, round(l.times)::BIGINT AS times,
       -- Proposed only where it lands within a fifth of the earlier figure, else it would be a third figure
       -- that nobody reported, and on a whole number of what is counted.
       CASE WHEN abs(l.shift) BETWEEN 1 AND 2 AND l.now * 10 ** -l.shift BETWEEN l.before * 0.8 AND l.before * 1.2
             AND (NOT s.counted OR l.now % 10 ** greatest(l.shift, 0) = 0) THEN l.now * 10 ** -l.shift END::DECIMAL(38, 4) AS fix_value,
       s.unit AS fix_unit
FROM last AS l
JOIN staged AS s ON s.id = l.id
JOIN fact AS k ON k.id = l.earlier
JOIN submission AS u ON u.id = k.submission
WHERE l.times <= 316
