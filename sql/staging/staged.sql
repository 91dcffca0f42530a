-- name:    staged
-- unit:    base units
-- grain:   one row per figure reported by the workbooks that are being taken in;
--          not applicable is no figure
-- params:  $first BIGINT, $last BIGINT (the first and last of their submissions)
-- columns: id BIGINT (of the fact), submission BIGINT, org VARCHAR, indicator VARCHAR, kind VARCHAR, topic VARCHAR,
--          part VARCHAR, counted BOOLEAN, scenario VARCHAR, period VARCHAR,
--          first_month INTEGER, last_month INTEGER, status UTINYINT, num DECIMAL(20,4),
--          den DECIMAL(20,4), bare BOOLEAN, slack DECIMAL(20,4), unit VARCHAR,
--          raw VARCHAR, sheet VARCHAR, cell VARCHAR
--
-- slack is how far the true figure may lie from the one written: nothing for a
-- count, half the last digit of a rounded figure, all of it when hedged (trên, gần).
SELECT f.id, f.submission, f.org, f.indicator, i.kind, i.topic, i.part, i.counted, f.scenario, f.period, f.first_month, f.last_month,
       f.status, f.num, f.den, f.bare,
       CASE WHEN i.counted AND f.step <= 1 THEN 0 WHEN f.qualifier <> '' THEN f.step ELSE f.step * 0.5 END::DECIMAL(20, 4) AS slack,
       f.unit, f.raw, f.sheet, f.cell
FROM fact AS f
JOIN indicators AS i ON i.code = f.indicator
WHERE f.submission BETWEEN $first::BIGINT AND $last::BIGINT AND f.role = 'report' AND NOT f.not_applicable;
