-- check:    V13
-- severity: warning
-- vi:       {org}: {indicator} {period} ở ô {cell} là {value} {unit}, chênh khoảng {times} lần so với {earlier_period}: {earlier} {unit}
--           ({earlier_at}). Có lẽ sai đơn vị tính, hoặc lẫn dấu chấm với dấu phẩy.
-- en:       {org}: {indicator} for {period} in cell {cell} is {value} {unit}, about {times} times off {earlier_period}: {earlier} {unit}
--           ({earlier_at}). The unit may be wrong, or a point stands where a comma should.
--
-- Against the last figure before of a span as long: 2.5 powers of ten are more
-- than business moves and less than any step between đồng, nghìn, triệu and tỷ.
-- The fix is the figure moved by thousands to where it was. A text like
-- "24.730", read as thousands, is proposed with a comma instead.
WITH jumps AS (
    SELECT s.*, k.period AS earlier_period, k.place AS earlier_at, coalesce(k.num / nullif(k.den, 0), k.num) AS before,
           coalesce(s.num / nullif(s.den, 0), s.num) AS now, log10(nullif(abs(now / nullif(before, 0)), 0)) AS power
    FROM staged AS s
    ASOF JOIN known AS k
      ON k.org = s.org AND k.indicator = s.indicator AND k.scenario = s.scenario
     AND k.last_month - k.first_month = s.last_month - s.first_month AND k.last_month < s.last_month
    WHERE s.num <> 0 AND k.num <> 0 AND s.bare = k.bare
)
SELECT submission, sheet, cell, org, indicator, period, now::DECIMAL(20, 4) AS value, earlier_period,
       before::DECIMAL(20, 4) AS earlier, earlier_at, round(10 ** abs(power))::BIGINT AS times,
       CASE WHEN regexp_full_match(raw, '\d{1,3}\.\d{3}') AND round(power) = 3 THEN replace(raw, '.', ',') END AS fix
FROM jumps
WHERE abs(power) >= 2.5
