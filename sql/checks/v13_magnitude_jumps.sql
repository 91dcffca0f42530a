-- check:    V13
-- severity: warning
-- vi:       {org}: {indicator} {period} ở ô {cell} là {value} {unit}, chênh khoảng {times} lần so với {earlier_period}: {earlier} {unit}
--           ({earlier_at}). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy.
-- en:       {org}: {indicator} for {period} in cell {cell} is {value} {unit}, about {times} times off {earlier_period}: {earlier} {unit}
--           ({earlier_at}). The unit may be wrong, or a point stands where a comma should.
--
-- What may be negative passes near zero now and then, and is left out.
-- Against the last figure before of a span as long: 2.5 powers of ten (316) are more
-- than business moves and less than any step between đồng, nghìn, triệu and tỷ.
-- The fix is the figure moved by thousands to where it was. A text like
-- "24.730", read as thousands, is proposed with a comma instead. Of what is
-- counted only whole numbers are proposed.
WITH earlier AS (
    SELECT s.id, s.submission, k.id AS earlier, k.last_month, k.role, k.status,
           abs(coalesce(s.num / nullif(s.den, 0), s.num)) AS now, abs(coalesce(k.num / nullif(k.den, 0), k.num)) AS before
    FROM staged AS s
    JOIN indicators AS i ON i.code = s.indicator AND NOT i.signed
    JOIN fact AS k
      ON k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario AND k.bare = s.bare AND k.num <> 0
     AND k.last_month - k.first_month = s.last_month - s.first_month AND k.last_month BETWEEN s.last_month - 24 AND s.last_month - 1
    WHERE s.num <> 0
),
-- Few figures are far from any earlier one; only of them the last is sought.
last AS (
    SELECT e.id, e.earlier, e.now, e.before
    FROM earlier AS e
    JOIN fact AS f ON f.id = e.earlier
    JOIN standing AS u ON u.id = f.submission AND u.from_turn <= e.submission AND e.submission < u.until_turn
    WHERE e.id IN (SELECT id FROM earlier WHERE now > 316 * before OR before > 316 * now)
    QUALIFY row_number() OVER (PARTITION BY e.id ORDER BY e.last_month DESC, e.role, e.status DESC, e.earlier DESC) = 1
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, l.now::DECIMAL(38, 4) AS value, k.period AS earlier_period,
       l.before::DECIMAL(38, 4) AS earlier, u.name || ', ' || k.sheet || '!' || k.cell AS earlier_at,
       least(round(greatest(l.now, l.before) / least(l.now, l.before)), 1e15)::BIGINT AS times,
       CASE WHEN NOT s.counted AND regexp_full_match(s.raw, '\d{1,3}\.\d{3}') AND l.now > l.before THEN replace(s.raw, '.', ',') END AS fix,
       CASE WHEN s.kind <> 'ratio' AND (NOT s.counted OR l.now % 1000 ** greatest(round(log10(l.now / l.before) / 3), 0) = 0)
            THEN l.now * 1000 ** -round(log10(l.now / l.before) / 3) END::DECIMAL(38, 4) AS fix_value,
       s.unit AS fix_unit
FROM last AS l
JOIN staged AS s ON s.id = l.id
JOIN fact AS k ON k.id = l.earlier
JOIN submission AS u ON u.id = k.submission
WHERE l.now > 316 * l.before OR l.before > 316 * l.now
