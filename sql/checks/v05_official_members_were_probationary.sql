-- check:    V05
-- severity: warning
-- about:    official_transfers
-- vi:       {org}, {period}: chuyển đảng chính thức {value} (ô {cell}), nhiều hơn {before} đảng viên dự bị có đến {before_period}
--           ({before_at}). Hãy kiểm tra hai số này.
-- en:       {org}, {period}: {value} made official members (cell {cell}), more than the {before} probationary members at the end of
--           {before_period} ({before_at}). Check both figures.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, s.num AS value,
       b.num AS before, b.period AS before_period, b.place AS before_at
FROM staged AS s
JOIN known AS b
  ON b.submission = s.submission AND b.org = s.org AND b.indicator = 'members_probationary' AND b.scenario = 'actual' AND b.last_month = s.first_month - 1
WHERE s.indicator = 'official_transfers' AND s.scenario = 'actual' AND s.num > b.num
QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.cell ORDER BY b.role, b.first_month DESC) = 1
