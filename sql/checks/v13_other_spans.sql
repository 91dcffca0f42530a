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
WITH earlier AS (
    SELECT s.id, k.id AS earlier, k.last_month, k.role, k.status, k.last_month - k.first_month = s.last_month - s.first_month AS as_long,
           (abs(s.num) / (s.last_month - s.first_month + 1))::DOUBLE AS now, (abs(k.num) / (k.last_month - k.first_month + 1))::DOUBLE AS before
    FROM staged AS s
    JOIN indicators AS i ON i.code = s.indicator AND NOT i.signed
    JOIN fact AS k
      ON k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario AND k.bare = s.bare AND k.num <> 0
     AND k.last_month BETWEEN s.last_month - 24 AND s.last_month - 1
    JOIN standing AS u ON u.id = k.submission AND u.from_turn <= s.submission AND s.submission < u.until_turn
    WHERE s.kind = 'flow' AND s.num <> 0
),
last AS (
    SELECT id, earlier, now, before
    FROM earlier
    WHERE id IN (SELECT id FROM earlier GROUP BY id
                 HAVING NOT bool_or(as_long) AND (any_value(now) > 316 * max(before) OR min(before) > 316 * any_value(now)))
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
