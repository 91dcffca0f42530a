-- check:    V04
-- severity: warning
-- about:    members_probationary
-- vi:       {org}, {period}: có {value} đảng viên dự bị (ô {cell}), nhưng từ 1/1/{since} chỉ kết nạp {admitted} và chuyển đến {transferred}.
--           Thời gian dự bị là 12 tháng; hãy kiểm tra số dự bị và số kết nạp.
-- en:       {org}, {period}: {value} probationary members (cell {cell}), but since 1 January {since} only {admitted} were admitted and
--           {transferred} transferred in. Probation lasts 12 months; check both figures.
--
-- A probationer was admitted, or came as one, within the twelve months of
-- probation and what the papers take. Counted from 1 January of the year
-- before, which is at least fifteen months back from the end of a quarter.
WITH came AS (
    SELECT submission, org, indicator, year, last_month, total FROM year_to_date WHERE indicator IN ('admissions', 'transfers_in')
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, s.num AS value, (s.last_month // 12 - 1)::VARCHAR AS since,
       (now.total + before.total)::DECIMAL(38, 4) AS admitted, 'admissions' AS admitted_indicator,
       coalesce(sum(t.total), 0)::DECIMAL(38, 4) AS transferred, 'transfers_in' AS transferred_indicator
FROM staged AS s
JOIN came AS now ON now.submission = s.submission AND now.org = s.org AND now.indicator = 'admissions' AND now.last_month = s.last_month
JOIN came AS before
  ON before.submission = s.submission AND before.org = s.org AND before.indicator = 'admissions' AND before.last_month = s.last_month // 12 * 12 - 1
LEFT JOIN came AS t
  ON t.submission = s.submission AND t.org = s.org AND t.indicator = 'transfers_in' AND t.last_month IN (s.last_month, s.last_month // 12 * 12 - 1)
WHERE s.indicator = 'members_probationary' AND s.scenario = 'actual'
GROUP BY ALL
HAVING s.num > now.total + before.total + coalesce(sum(t.total), 0)
