-- check:    V08
-- severity: warning
-- about:    members_official, party_members
-- vi:       {org}, {period}: {indicator} ở ô {cell} là {value}; thành lập chi bộ trong doanh nghiệp cần ít nhất 3 đảng viên chính thức.
--           Hãy kiểm tra số này và loại hình tổ chức.
-- en:       {org}, {period}: {indicator} in cell {cell}: {value}; a cell in an enterprise is founded with at least 3 official members.
--           Check the figure and the type of the organisation.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, s.num AS value
FROM staged AS s
JOIN organisations AS o ON o.org = s.org AND o.from_month <= s.last_month AND s.last_month < o.until_month
WHERE o.type IN ('cell', 'sub_cell') AND s.scenario = 'actual' AND s.indicator IN ('members_official', 'party_members') AND s.num < 3
QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.last_month ORDER BY s.indicator) = 1
