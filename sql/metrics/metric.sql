-- name:    metric
-- unit:    base units of the indicator's dimension (đồng, person); the caller
--          divides num by den and by the unit, because division here is binary
-- grain:   one row per asked figure and side (value, yoy, previous, plan,
--          plan_year), and one per second way to a value (side check); a side
--          whose period does not exist has no row. With $parts also one row per
--          unit of the value's perimeter: what it adds (side unit), or that it
--          owes the figure (missing) or need not give it (unconcerned)
-- params:  $known_before TIMESTAMP (what was accepted earlier counts, UTC),
--          $today DATE (whose members the lens current takes),
--          $orgs VARCHAR, $indicators VARCHAR, $periods VARCHAR (codes joined by
--          commas, as many of each: the n-th figure asked for is of the n-th
--          organisation, indicator and period; none twice),
--          $sides VARCHAR (yoy, previous, plan joined by commas; value is always there),
--          $lens VARCHAR (as_reported, current or like_for_like),
--          $parts BOOLEAN (tell the units apart too)
-- columns: org VARCHAR, indicator VARCHAR, period VARCHAR,
--          side VARCHAR, side_period VARCHAR, own BOOLEAN, cumulative BOOLEAN,
--          not_applicable BOOLEAN, num DECIMAL(38,4), den DECIMAL(38,4),
--          status UTINYINT, route UTINYINT, reported BIGINT, expected BIGINT,
--          units_both BIGINT, both_num DECIMAL(38,4), both_den DECIMAL(38,4),
--          both_base_num DECIMAL(38,4), both_base_den DECIMAL(38,4),
--          pieces BIGINT (units whose figures add up),
--          shared BIGINT (those of them that the value is made of too),
--          check_kind VARCHAR, check_org VARCHAR (the unit, for a row of a unit),
--          other_num DECIMAL(38,4), other_den DECIMAL(38,4), step DECIMAL(20,4),
--          rank INTEGER (second ways in the order to look at them)
--
-- The steps: what is asked; each organisation's own answer for each period;
-- who belongs to whom; whose answers count; sums, coverage, comparisons.
--
-- An answer's class: 1 a figure of the period itself, 2 one that cannot be
-- combined (bare), 4 a cumulative figure standing in for the period, 5 both.
-- The lowest class that anyone below an organisation has is what adds up; an
-- organisation's own figure (3, or 6 when cumulative) comes after its units'
-- of the same sort.
WITH
asked AS (
    SELECT unnest(string_split($orgs::VARCHAR, ',')) AS org,
           unnest(string_split($indicators::VARCHAR, ',')) AS indicator,
           unnest(string_split($periods::VARCHAR, ',')) AS period
),
asked_register AS (
    SELECT max(id) AS register FROM register_version WHERE accepted_at < $known_before::TIMESTAMP
),
-- A definition is the newest known at the time, else the first there ever was.
asked_indicator AS (
    SELECT i.code, i.kind
    FROM indicator AS i
    JOIN catalogue_version AS v ON v.id = i.catalogue
    WHERE i.code IN (SELECT indicator FROM asked)
    QUALIFY row_number() OVER (
        PARTITION BY i.code
        ORDER BY v.accepted_at < $known_before::TIMESTAMP DESC,
                 CASE WHEN v.accepted_at < $known_before::TIMESTAMP THEN -v.id ELSE v.id END) = 1
),
asked_period AS (
    SELECT * FROM period WHERE code IN (SELECT period FROM asked)
),
-- The perimeter is that of the side's own last day, but for a plan, which is
-- compared over the members the value has and owed by whoever owes the value,
-- and for the other lenses.
asked_side AS (
    SELECT p.code AS period, s.side, q.code AS side_period, q.grain, q.last_day, q.first_month, q.last_month,
           CASE WHEN s.side IN ('plan', 'plan_year') THEN 'plan' ELSE 'actual' END AS scenario,
           CASE WHEN s.side IN ('plan', 'plan_year') THEN p.last_day ELSE q.last_day END AS owed_day,
           CASE WHEN $lens::VARCHAR = 'current' THEN $today::DATE
                WHEN $lens::VARCHAR = 'like_for_like' OR s.side IN ('plan', 'plan_year') THEN p.last_day
                ELSE q.last_day END AS day
    FROM asked_period AS p
    CROSS JOIN (VALUES ('value'), ('yoy'), ('previous'), ('plan'), ('plan_year')) AS s (side)
    JOIN period AS q
      ON q.code = CASE s.side WHEN 'yoy' THEN p.yoy WHEN 'previous' THEN p.previous
                              WHEN 'plan_year' THEN p.year ELSE p.code END
    WHERE s.side = 'value'
       OR list_contains(string_split($sides::VARCHAR, ','), s.side)
       OR s.side = 'plan_year' AND list_contains(string_split($sides::VARCHAR, ','), 'plan')
),

membership_now AS (
    SELECT m.* FROM membership AS m JOIN asked_register AS r ON r.register = m.register
),
owes_now AS (
    SELECT w.* FROM owes AS w JOIN asked_register AS r ON r.register = w.register
),
-- One row per question: an organisation, an indicator, a period, a side. A level
-- or a ratio is one figure for a day, whatever report brings it: it is owed by
-- the longest period that falls due on that day (nothing falls due every nine
-- months).
ask AS (
    SELECT row_number() OVER () AS ask, f.org, i.code AS indicator, i.kind,
           s.period, s.side, s.side_period, s.scenario, s.day, s.owed_day,
           CASE WHEN i.kind NOT IN ('stock', 'ratio') OR s.scenario = 'plan' THEN s.grain
                ELSE CASE month(s.last_day) WHEN 12 THEN 5 WHEN 6 THEN 3 WHEN 3 THEN 2 WHEN 9 THEN 2 ELSE 1 END
                END AS owed_grain,
           s.first_month, s.last_month
    FROM asked AS f
    JOIN asked_side AS s ON s.period = f.period
    JOIN asked_indicator AS i ON i.code = f.indicator
),
-- Everybody below, or the organisation itself when nobody is.
below AS (
    SELECT DISTINCT d.org, d.day, m.member
    FROM (SELECT DISTINCT org, day FROM ask) AS d
    JOIN membership_now AS m ON m.org = d.org AND m.from_day <= d.day AND d.day < m.until_day
),
involved AS (
    SELECT member AS org FROM below UNION SELECT org FROM ask
),

-- Each involved organisation's own answer for each period.
wanted AS MATERIALIZED (
    SELECT DISTINCT indicator, kind, scenario, side_period AS period, first_month, last_month FROM ask
    UNION -- the years a term is made of
    SELECT DISTINCT a.indicator, a.kind, a.scenario, p.part, p.first_month, p.last_month
    FROM ask AS a
    JOIN period_part AS p ON p.period = a.side_period AND p.route = 4
    WHERE a.kind IN ('flow', 'average')
),
wanted_part AS (
    SELECT w.indicator, w.scenario, w.period, p.way, p.route, p.parts, p.first_month, p.last_month, p.sign
    FROM wanted AS w
    JOIN period_part AS p ON p.period = w.period
    WHERE w.kind IN ('flow', 'average') AND p.route < 4
),
-- What is known for spans that end with something wanted, each figure with its
-- place in the order of preference among those for one span: reports before
-- same-period columns, the highest status, the span's own period code, the
-- latest.
known AS (
    SELECT f.*, s.org AS sender,
           ((CASE f.role WHEN 'report' THEN 16 ELSE 0 END + f.status * 2 + CASE WHEN f.own_span THEN 1 ELSE 0 END)::BIGINT
               << 40) + f.id AS preference
    FROM fact AS f
    JOIN submission AS s ON s.id = f.submission
    JOIN in_force AS k
      ON k.submission = f.submission AND k.from_at < $known_before::TIMESTAMP
     AND (k.until_at IS NULL OR k.until_at >= $known_before::TIMESTAMP)
    WHERE f.org IN (SELECT org FROM involved)
      AND f.indicator IN (SELECT code FROM asked_indicator)
      AND f.last_month IN (SELECT last_month FROM wanted UNION SELECT last_month FROM wanted_part)
),
span AS (
    SELECT org, indicator, scenario, first_month, last_month, max(preference) AS best,
           max(preference) FILTER (WHERE role = 'same_period') AS best_same_period
    FROM known
    GROUP BY org, indicator, scenario, first_month, last_month
),
span_of_status AS (
    SELECT org, indicator, scenario, first_month, last_month, status, max(preference) AS best
    FROM known
    GROUP BY org, indicator, scenario, first_month, last_month, status
),
-- A way holds when all its parts are figures that combine, or all say "not
-- applicable". Both parts of a difference are of one status, the highest.
-- Without a weight there is no average, nor with one that falls from one month
-- to a later one.
way_of_flow AS (
    SELECT f.org, f.indicator, f.scenario, p.period, p.way, p.route, p.parts,
           sum(p.sign * f.num)::DECIMAL(38, 4) AS num, sum(p.sign * f.den)::DECIMAL(38, 4) AS den,
           min(f.status) AS status, bool_or(f.bare) AS bare, bool_and(f.not_applicable) AS not_applicable,
           max(f.step) AS step, count(*) FILTER (WHERE f.role = 'same_period') AS borrowed
    FROM wanted_part AS p
    JOIN span AS b
      ON b.indicator = p.indicator AND b.scenario = p.scenario
     AND b.first_month = p.first_month AND b.last_month = p.last_month
    JOIN known AS f ON f.preference = b.best
    WHERE p.route < 3
    GROUP BY f.org, f.indicator, f.scenario, p.period, p.way, p.route, p.parts
    HAVING count(*) = p.parts
       AND (p.parts = 1 OR NOT bool_or(f.bare OR f.not_applicable) OR bool_and(f.not_applicable))
       AND coalesce(sum(p.sign * f.den) > 0, true)
    UNION ALL
    SELECT f.org, f.indicator, f.scenario, p.period, p.way, p.route, p.parts,
           sum(p.sign * f.num)::DECIMAL(38, 4), sum(p.sign * f.den)::DECIMAL(38, 4),
           f.status, false, bool_and(f.not_applicable),
           max(f.step), count(*) FILTER (WHERE f.role = 'same_period')
    FROM wanted_part AS p
    JOIN span_of_status AS b
      ON b.indicator = p.indicator AND b.scenario = p.scenario
     AND b.first_month = p.first_month AND b.last_month = p.last_month
    JOIN known AS f ON f.preference = b.best
    WHERE p.route = 3
    GROUP BY f.org, f.indicator, f.scenario, p.period, p.way, p.route, p.parts, f.status
    HAVING count(*) = p.parts AND (NOT bool_or(f.bare OR f.not_applicable) OR bool_and(f.not_applicable))
       AND coalesce(sum(p.sign * f.den) > 0, true)
),
-- The best way of each route: what was reported counts before what a later
-- report has in its same-period columns, and of that the less the better. So do
-- the routes among each other; place is their order, 1 to 4 of reports alone and
-- 5 to 8 with borrowed figures.
route_of_flow AS (
    SELECT *, (route + CASE WHEN borrowed > 0 THEN 4 ELSE 0 END)::UTINYINT AS place FROM way_of_flow
    QUALIFY row_number() OVER (
        PARTITION BY org, indicator, scenario, period, route
        ORDER BY borrowed > 0, way, borrowed, status DESC) = 1
),
term_of_flow AS (
    SELECT y.org, y.indicator, y.scenario, w.period, CASE WHEN max(y.place) > 4 THEN 6 ELSE 2 END AS place,
           sum(y.num)::DECIMAL(38, 4) AS num, sum(y.den)::DECIMAL(38, 4) AS den,
           min(y.status) AS status, false AS bare, bool_and(y.not_applicable) AS not_applicable, max(y.step) AS step
    FROM wanted AS w
    JOIN period_part AS p ON p.period = w.period AND p.route = 4
    JOIN (SELECT * FROM route_of_flow
          QUALIFY row_number() OVER (PARTITION BY org, indicator, scenario, period ORDER BY place) = 1) AS y
      ON y.indicator = w.indicator AND y.scenario = w.scenario AND y.period = p.part
    GROUP BY y.org, y.indicator, y.scenario, w.period, p.parts
    HAVING count(*) = p.parts
       AND (NOT bool_or(y.bare OR y.not_applicable) OR bool_and(y.not_applicable))
),
-- A level is that at the end of the period's last month: a report before a
-- same-period column, of the highest status, under the period's own code, of
-- the shortest span, the latest.
level AS (
    SELECT k.org, k.indicator, k.scenario, w.period, k.role, k.num, k.den, k.status, k.bare, k.not_applicable, k.step,
           k.preference, row_number() OVER (
               PARTITION BY k.org, k.indicator, k.scenario, w.period, k.role
               ORDER BY k.status DESC, k.period = w.period DESC, k.last_month - k.first_month, k.id DESC) AS place,
           row_number() OVER (
               PARTITION BY k.org, k.indicator, k.scenario, w.period, k.role, k.period
               ORDER BY k.status DESC, k.last_month - k.first_month, k.id DESC) AS place_in_code
    FROM wanted AS w
    JOIN known AS k ON k.indicator = w.indicator AND k.scenario = w.scenario AND k.last_month = w.last_month
    WHERE w.kind IN ('stock', 'ratio')
),
-- A cumulative figure may stand in for a period that does not begin in
-- January; it is labelled and never added to others' discrete figures.
stand_in AS (
    SELECT k.*
    FROM wanted AS w
    JOIN known AS k ON k.indicator = w.indicator AND k.scenario = w.scenario AND k.period = w.period
    WHERE w.kind IN ('flow', 'average') AND k.basis = 'cumulative' AND NOT k.own_span
    QUALIFY row_number() OVER (
        PARTITION BY k.org, k.indicator, k.scenario, k.period
        ORDER BY k.role, k.status DESC, k.id DESC) = 1
       AND coalesce(k.den > 0, true)
),
every_answer AS (
    SELECT org, indicator, scenario, period, place, num, den, status, bare, not_applicable, step, false AS cumulative
    FROM route_of_flow
    UNION ALL
    SELECT org, indicator, scenario, period, place, num, den, status, bare, not_applicable, step, false
    FROM term_of_flow
    UNION ALL -- a same-period column is a level only where nothing was reported
    SELECT org, indicator, scenario, period, CASE role WHEN 'report' THEN 1 ELSE 5 END, num, den, status, bare,
           not_applicable, step, false
    FROM level WHERE place = 1
    UNION ALL
    SELECT org, indicator, scenario, period, 9, num, den, status, bare, not_applicable, step, true
    FROM stand_in
),
answer AS (
    SELECT *, CASE WHEN cumulative THEN 3 ELSE 0 END + CASE WHEN bare THEN 2 ELSE 1 END AS class
    FROM every_answer
    QUALIFY row_number() OVER (PARTITION BY org, indicator, scenario, period ORDER BY place) = 1
),

-- Whose answers count.
-- The engine knows little of the sizes here: left to itself it may pair every
-- question with everybody's answers before it looks at who belongs to whom.
ask_of_member AS MATERIALIZED (
    SELECT a.ask, a.org, a.indicator, a.scenario, a.side_period, a.day, a.owed_day, a.owed_grain, b.member
    FROM ask AS a
    JOIN below AS b ON b.org = a.org AND b.day = a.day
),
reporter AS (
    SELECT a.ask, a.org, a.day, a.member AS unit, r.class, r.num, r.den, r.status, r.place, r.bare, r.step, r.cumulative
    FROM ask_of_member AS a
    JOIN answer AS r
      ON r.org = a.member AND r.indicator = a.indicator AND r.scenario = a.scenario AND r.period = a.side_period
    WHERE NOT r.not_applicable
),
-- Few of those who answer have members: they come first, or the engine pairs
-- everybody with everybody.
above_others AS MATERIALIZED (
    SELECT u.ask, u.unit, u.class, m.member
    FROM reporter AS u
    JOIN membership_now AS m ON m.org = u.unit AND m.from_day <= u.day AND u.day < m.until_day AND m.member <> u.unit
),
replaced AS (
    SELECT DISTINCT u.ask, u.unit
    FROM above_others AS u
    JOIN reporter AS d ON d.ask = u.ask AND d.unit = u.member AND d.class = u.class
),
candidate AS (
    SELECT u.ask, u.unit, u.class, u.num, u.den, u.status, u.place, u.bare, u.step, u.cumulative,
           count(*) OVER (PARTITION BY u.ask, u.class) AS units
    FROM reporter AS u
    WHERE NOT EXISTS (SELECT 1 FROM replaced AS x WHERE x.ask = u.ask AND x.unit = u.unit)
    UNION ALL
    SELECT a.ask, a.org, CASE WHEN r.cumulative THEN 6 ELSE 3 END, r.num, r.den, r.status, r.place, r.bare, r.step, r.cumulative, 1
    FROM ask AS a
    JOIN answer AS r
      ON r.org = a.org AND r.indicator = a.indicator AND r.scenario = a.scenario AND r.period = a.side_period
    WHERE NOT r.not_applicable
),
-- Bare figures (2, 5) stand alone or not at all.
chosen AS (
    SELECT ask, min(class) AS class FROM candidate
    WHERE class NOT IN (2, 5) OR units = 1
    GROUP BY ask
),
piece AS (
    SELECT a.ask, a.org, a.indicator, a.kind, a.period, a.side, a.day, c.class, c.unit, c.units, c.num, c.den, c.status, c.place, c.bare,
           c.step, c.cumulative
    FROM candidate AS c
    JOIN chosen AS h ON h.ask = c.ask AND h.class = c.class
    JOIN ask AS a ON a.ask = c.ask
),
-- Like for like: each unit of the value beside its own base. A year's plan is
-- for whatever part of the year has passed, however the part is counted.
base_of_piece AS MATERIALIZED (
    SELECT v.* EXCLUDE (ask, side, day), v.ask AS value_ask, b.ask, b.side, b.day, b.scenario, b.side_period
    FROM piece AS v
    JOIN ask AS b ON b.org = v.org AND b.indicator = v.indicator AND b.period = v.period AND b.side <> 'value'
    WHERE v.side = 'value'
),
pair AS (
    SELECT v.value_ask, v.ask, v.org, v.indicator, v.kind, v.period, v.side, v.day, v.class, v.unit, v.units,
           v.num, v.den, r.num AS base_num, r.den AS base_den, r.status, r.place, r.bare, r.step, r.cumulative
    FROM base_of_piece AS v
    JOIN answer AS r
      ON r.org = v.unit AND r.indicator = v.indicator AND r.scenario = v.scenario AND r.period = v.side_period
     AND (r.cumulative = v.cumulative OR v.side = 'plan_year') AND NOT r.not_applicable
    WHERE v.units = 1 OR NOT (v.bare OR r.bare)
),
both_sides AS (
    SELECT ask, count(*) AS units, sum(num)::DECIMAL(38, 4) AS num, sum(den)::DECIMAL(38, 4) AS den,
           sum(base_num)::DECIMAL(38, 4) AS base_num, sum(base_den)::DECIMAL(38, 4) AS base_den
    FROM pair GROUP BY ask
),
-- Under the lens like_for_like each side is of the units paired with it, and
-- the value of those paired with the first comparison asked for that there is
-- (with the year's plan if nobody has one for the period).
first_comparison AS (
    SELECT period, arg_min(side, list_position(string_split($sides::VARCHAR, ','), side)) AS side
    FROM asked_side WHERE side NOT IN ('value', 'plan_year') GROUP BY period
),
remaining AS (
    SELECT p.value_ask, p.unit
    FROM pair AS p
    JOIN first_comparison AS f
      ON f.period = p.period AND (f.side = p.side OR f.side = 'plan' AND p.side = 'plan_year')
    QUALIFY dense_rank() OVER (PARTITION BY p.value_ask ORDER BY p.side) = 1
),
counted AS (
    SELECT * FROM piece WHERE $lens::VARCHAR <> 'like_for_like'
    UNION ALL
    SELECT v.* FROM piece AS v
    JOIN remaining AS k ON k.value_ask = v.ask AND k.unit = v.unit
    WHERE $lens::VARCHAR = 'like_for_like'
    UNION ALL
    SELECT ask, org, indicator, kind, period, side, day, class, unit, units, base_num, base_den, status, place, bare, step, cumulative
    FROM pair WHERE $lens::VARCHAR = 'like_for_like'
),
total AS (
    SELECT ask, sum(num)::DECIMAL(38, 4) AS num, sum(den)::DECIMAL(38, 4) AS den, min(status) AS status,
           max((place - 1) % 4 + 1)::UTINYINT AS route, count(*) AS pieces, any_value(class) AS class, bool_or(cumulative) AS cumulative
    FROM counted GROUP BY ask
),
shared AS (
    SELECT b.ask, count(*) AS units
    FROM counted AS b
    JOIN counted AS v
      ON v.org = b.org AND v.indicator = b.indicator AND v.period = b.period AND v.side = 'value' AND v.unit = b.unit
    GROUP BY b.ask
),

-- Coverage: who owes the figure or gave it, without those it does not concern.
concerned AS (
    SELECT a.ask, a.member AS unit
    FROM ask_of_member AS a
    JOIN owes_now AS w
      ON w.org = a.member AND w.indicator = a.indicator AND w.every <= a.owed_grain
     AND w.from_day <= a.owed_day AND a.owed_day < w.until_day
    UNION
    SELECT ask, unit FROM reporter
    UNION -- an organisation without members answers for itself
    SELECT a.ask, a.org
    FROM ask AS a
    JOIN owes_now AS w
      ON w.org = a.org AND w.indicator = a.indicator AND w.every <= a.owed_grain
     AND w.from_day <= a.owed_day AND a.owed_day < w.until_day
    WHERE NOT EXISTS (SELECT 1 FROM below AS b WHERE b.org = a.org AND b.day = a.day)
),
unconcerned AS (
    SELECT a.ask, r.org AS unit
    FROM ask AS a
    JOIN answer AS r ON r.indicator = a.indicator AND r.scenario = a.scenario AND r.period = a.side_period
    WHERE r.not_applicable
      AND (r.org = a.org OR EXISTS (
          SELECT 1 FROM below AS b WHERE b.org = a.org AND b.day = a.day AND b.member = r.org))
),
expectation AS (
    SELECT c.ask, count(*) AS units
    FROM concerned AS c
    WHERE NOT EXISTS (SELECT 1 FROM unconcerned AS x WHERE x.ask = c.ask AND x.unit = c.unit)
    GROUP BY c.ask
),
reported AS (
    SELECT u.ask, u.class, count(*) AS units FROM reporter AS u GROUP BY u.ask, u.class
),
figure AS (
    SELECT a.*, t.num, t.den, t.status, t.route, t.class, coalesce(t.pieces, 0) AS pieces, coalesce(t.cumulative, false) AS cumulative,
           coalesce(t.class IN (3, 6), false) AS own,
           CASE WHEN t.ask IS NULL THEN 0
                WHEN $lens::VARCHAR = 'like_for_like' OR t.class IN (3, 6) THEN t.pieces
                ELSE r.units END AS reported,
           CASE WHEN t.class IN (3, 6) THEN 1 ELSE coalesce(e.units, 0) END AS expected,
           t.ask IS NULL AND coalesce(e.units, 0) = 0
               AND EXISTS (SELECT 1 FROM unconcerned AS x WHERE x.ask = a.ask) AS not_applicable
    FROM ask AS a
    LEFT JOIN total AS t ON t.ask = a.ask
    LEFT JOIN expectation AS e ON e.ask = a.ask
    LEFT JOIN reported AS r ON r.ask = a.ask AND r.class = t.class
),

-- What others than its sender reported for the span of a figure that is the
-- answer itself, with the same status, the preferred first.
answering AS (
    SELECT b.org, b.indicator, b.scenario, w.period, b.best AS preference
    FROM wanted AS w
    JOIN span AS b
      ON b.indicator = w.indicator AND b.scenario = w.scenario
     AND b.first_month = w.first_month AND b.last_month = w.last_month
    WHERE w.kind IN ('flow', 'average')
    UNION ALL
    SELECT org, indicator, scenario, period, preference FROM level WHERE place = 1 AND role = 'report'
),
rival AS (
    SELECT a.org, a.indicator, a.scenario, a.period, o.num, o.den, o.step,
           row_number() OVER (PARTITION BY a.org, a.indicator, a.scenario, a.period ORDER BY o.preference DESC)::INTEGER AS place
    FROM answering AS a
    JOIN known AS f ON f.preference = a.preference
    JOIN known AS o
      ON o.org = f.org AND o.indicator = f.indicator AND o.scenario = f.scenario
     AND o.first_month = f.first_month AND o.last_month = f.last_month
     AND o.status = f.status AND o.role = 'report' AND o.sender <> f.sender AND NOT o.not_applicable
    WHERE f.role = 'report'
),

-- Second ways to a value, for the caller to compare within rounding: another
-- route or a same-period column of a unit, a level it reported for another
-- period that ends on the day, another sender's figure for it, and the own
-- figure of whoever's units make up the value, when all of them
-- reported.
second_way AS (
    SELECT c.ask, 1 AS rank, 'own' AS kind, a.org AS check_org, sum(c.num)::DECIMAL(38, 4) AS num,
           sum(c.den)::DECIMAL(38, 4) AS den, o.num AS other_num, o.den AS other_den, greatest(o.step, max(c.step)) AS step
    FROM counted AS c
    JOIN figure AS a ON a.ask = c.ask AND a.side = 'value' AND NOT a.own AND a.reported >= a.expected
    JOIN answer AS o
      ON o.org = a.org AND o.indicator = a.indicator AND o.scenario = a.scenario AND o.period = a.side_period
     AND o.cumulative = a.cumulative AND NOT o.not_applicable
    GROUP BY c.ask, a.org, o.num, o.den, o.step
    UNION ALL
    SELECT c.ask, 2, 'own', x.unit, sum(c.num)::DECIMAL(38, 4), sum(c.den)::DECIMAL(38, 4), o.num, o.den,
           greatest(o.step, max(c.step))
    FROM counted AS c
    JOIN figure AS a ON a.ask = c.ask AND a.side = 'value' AND NOT a.own AND a.reported >= a.expected
    JOIN replaced AS x ON x.ask = c.ask
    JOIN answer AS o
      ON o.org = x.unit AND o.indicator = a.indicator AND o.scenario = a.scenario AND o.period = a.side_period
     AND o.class = a.class
    WHERE EXISTS (
        SELECT 1 FROM membership_now AS m
        WHERE m.org = x.unit AND m.member = c.unit AND m.from_day <= a.day AND a.day < m.until_day)
    GROUP BY c.ask, x.unit, o.num, o.den, o.step
    UNION ALL
    SELECT c.ask, 3, CASE (o.place - 1) % 4 WHEN 0 THEN 'same_period' WHEN 1 THEN 'sub_periods' ELSE 'difference' END,
           c.unit, c.num, c.den, o.num, o.den, greatest(o.step, c.step)
    FROM counted AS c
    JOIN every_answer AS o
      ON o.org = c.unit AND o.indicator = c.indicator AND o.scenario = 'actual' AND o.period = c.period
     AND o.place > c.place AND NOT o.cumulative AND NOT o.not_applicable
    WHERE c.side = 'value' AND NOT c.cumulative
    UNION ALL
    SELECT c.ask, 4, 'same_period', c.unit, c.num, c.den, o.num, o.den, greatest(o.step, c.step)
    FROM counted AS c
    JOIN period AS q ON q.code = c.period
    JOIN span AS b
      ON b.org = c.unit AND b.indicator = c.indicator AND b.scenario = 'actual'
     AND b.first_month = q.first_month AND b.last_month = q.last_month AND b.best <> b.best_same_period
    JOIN known AS o ON o.preference = b.best_same_period AND NOT o.not_applicable
    WHERE c.side = 'value' AND c.kind IN ('flow', 'average') AND c.place = 1 AND NOT c.cumulative
    UNION ALL -- levels, which the way before does not concern
    SELECT c.ask, 4, 'other_period', c.unit, c.num, c.den, o.num, o.den, greatest(o.step, c.step)
    FROM counted AS c
    JOIN level AS o
      ON o.org = c.unit AND o.indicator = c.indicator AND o.scenario = 'actual' AND o.period = c.period
     AND o.role = 'report' AND o.place > 1 AND o.place_in_code = 1 AND NOT o.not_applicable
    WHERE c.side = 'value'
    UNION ALL
    SELECT c.ask, 4 + o.place, 'sender', c.unit, c.num, c.den, o.num, o.den, greatest(o.step, c.step)
    FROM counted AS c
    JOIN rival AS o
      ON o.org = c.unit AND o.indicator = c.indicator AND o.scenario = 'actual' AND o.period = c.period
    WHERE c.side = 'value' AND c.place = 1 AND NOT c.cumulative
)
SELECT a.org, a.indicator, a.period, a.side, a.side_period, a.own, a.cumulative, a.not_applicable,
       a.num, a.den, a.status, a.route, a.reported::BIGINT AS reported, a.expected::BIGINT AS expected,
       coalesce(b.units, 0)::BIGINT AS units_both, b.num AS both_num, b.den AS both_den,
       b.base_num AS both_base_num, b.base_den AS both_base_den,
       a.pieces::BIGINT AS pieces, coalesce(s.units, 0)::BIGINT AS shared,
       NULL::VARCHAR AS check_kind, NULL::VARCHAR AS check_org,
       NULL::DECIMAL(38, 4) AS other_num, NULL::DECIMAL(38, 4) AS other_den, NULL::DECIMAL(20, 4) AS step,
       0 AS rank
FROM figure AS a
LEFT JOIN both_sides AS b ON b.ask = a.ask
LEFT JOIN shared AS s ON s.ask = a.ask
UNION ALL
SELECT a.org, a.indicator, a.period, 'check', a.side_period, a.own, a.cumulative, false,
       w.num, w.den, a.status, a.route, a.reported::BIGINT, a.expected::BIGINT,
       0, NULL, NULL, NULL, NULL, 0, 0, w.kind, w.check_org, w.other_num, w.other_den, w.step, w.rank
FROM second_way AS w
JOIN figure AS a ON a.ask = w.ask
WHERE w.num <> w.other_num OR w.den IS DISTINCT FROM w.other_den
UNION ALL
SELECT a.org, a.indicator, a.period, 'unit', a.side_period, a.own, c.cumulative, false,
       c.num, c.den, c.status, ((c.place - 1) % 4 + 1)::UTINYINT, 1, 1, 0, NULL, NULL, NULL, NULL, 0, 0, NULL, c.unit, NULL, NULL, c.step, 0
FROM counted AS c
JOIN figure AS a ON a.ask = c.ask AND a.side = 'value'
WHERE $parts::BOOLEAN
UNION ALL
SELECT a.org, a.indicator, a.period, CASE WHEN x.unit IS NULL THEN 'missing' ELSE 'unconcerned' END, a.side_period,
       a.own, false, x.unit IS NOT NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, NULL, o.unit, NULL, NULL, NULL, 0
FROM (SELECT ask, unit FROM concerned UNION SELECT ask, unit FROM unconcerned) AS o
JOIN figure AS a ON a.ask = o.ask AND a.side = 'value' AND NOT a.own
LEFT JOIN unconcerned AS x ON x.ask = o.ask AND x.unit = o.unit
WHERE $parts::BOOLEAN AND NOT EXISTS (SELECT 1 FROM reporter AS r WHERE r.ask = o.ask AND r.unit = o.unit AND r.class = a.class)
ORDER BY org, indicator, period, rank, check_org, check_kind, other_num, other_den, side;
