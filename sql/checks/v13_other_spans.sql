-- check:    V13_SPANS
-- severity: warning
-- vi:       {org}: {indicator} {period} ở ô {cell} là {value} {unit}; tính theo tháng thì chênh khoảng {times} lần so với {earlier_period}:
--           {earlier} {unit} ({earlier_at}). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy.
-- en:       {org}: {indicator} for {period} in cell {cell} is {value} {unit}; per month, about {times} times off {earlier_period}:
--           {earlier} {unit} ({earlier_at}). The unit may be wrong, or a point stands where a comma should.
--
-- V13 for a flow that has no figure of a span as long in the two years before: a
-- quarter after months, a month after years. What is compared is the amount per
-- month, by the same 316. Months differ more than longer spans, so the figure must
-- be that far from every one of the two years; the last is named. Only with V13
-- silent for want of a figure is this asked, never both.
-- Materialized, else figures meet all submissions that stand first.
WITH past AS MATERIALIZED (
    SELECT k.id, k.org, k.indicator, k.scenario, k.bare, k.first_month, k.last_month, k.role, k.status, k.num, u.from_turn, u.until_turn
    FROM fact AS k
    JOIN indicators AS i ON i.code = k.indicator AND i.kind = 'flow' AND NOT i.signed
    JOIN standing AS u ON u.id = k.submission
    WHERE k.num <> 0 AND k.org IN (SELECT org FROM staged) AND k.last_month >= (SELECT min(last_month) - 24 FROM staged)
),
-- Of nearly all figures V13 can speak; the few others are found first.
alone AS (
    SELECT s.id, s.submission, s.org, s.indicator, s.scenario, s.bare, s.first_month, s.last_month, s.num
    FROM staged AS s
    WHERE s.kind = 'flow' AND s.num <> 0 AND NOT EXISTS (
        FROM past AS k
        WHERE k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario AND k.bare = s.bare
          AND k.last_month - k.first_month = s.last_month - s.first_month AND k.last_month BETWEEN s.last_month - 24 AND s.last_month - 1
          AND k.from_turn <= s.submission AND s.submission < k.until_turn)
),
earlier AS (
    SELECT s.id, k.id AS earlier, k.last_month, k.role, k.status,
           (abs(s.num) / (s.last_month - s.first_month + 1))::DOUBLE AS now, (abs(k.num) / (k.last_month - k.first_month + 1))::DOUBLE AS before
    FROM alone AS s
    JOIN past AS k
      ON k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario AND k.bare = s.bare
     AND k.last_month BETWEEN s.last_month - 24 AND s.last_month - 1
     AND k.from_turn <= s.submission AND s.submission < k.until_turn
),
last AS (
    SELECT id, earlier, now, before
    FROM earlier
    WHERE id IN (SELECT id FROM earlier GROUP BY id
                 HAVING any_value(now) > 316 * max(before) OR min(before) > 316 * any_value(now))
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY last_month DESC, role, status DESC, earlier DESC) = 1
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, abs(s.num)::DECIMAL(38, 4) AS value, k.period AS earlier_period,
       abs(k.num)::DECIMAL(38, 4) AS earlier, u.name || ', ' || k.sheet || '!' || k.cell AS earlier_at,
       least(round(greatest(l.now, l.before) / least(l.now, l.before)), 1e15)::BIGINT AS times,
       CASE WHEN regexp_full_match(s.raw, '\d{1,3}\.\d{3}') AND l.now > l.before THEN replace(s.raw, '.', ',') END AS fix,
       (abs(s.num) * 1000 ** -round(log10(l.now / l.before) / 3))::DECIMAL(38, 4) AS fix_value, s.unit AS fix_unit
FROM last AS l
JOIN staged AS s ON s.id = l.id
JOIN fact AS k ON k.id = l.earlier
JOIN submission AS u ON u.id = k.submission
