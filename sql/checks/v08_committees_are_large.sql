-- check:    V08_COMMITTEE
-- severity: warning
-- about:    party_members
-- vi:       {org}, {period}: ô {cell} ghi {value} đảng viên, trong khi đảng bộ cơ sở thường có từ 30 đảng viên.
--           Hãy kiểm tra số này và loại hình tổ chức.
-- en:       {org}, {period}: {value} Party members (cell {cell}), while a grassroots committee usually has 30 or more.
--           Check the figure and the type of the organisation.
--
-- Threshold, not taken from a rule in writing: 30 members. Said once: not when
-- the last known count was below it too.
WITH small AS (
    SELECT s.*
    FROM staged AS s
    JOIN organisations AS o ON o.org = s.org AND o.from_month <= s.last_month AND s.last_month < o.until_month
    WHERE o.type = 'committee' AND s.scenario = 'actual' AND s.indicator = 'party_members' AND s.num < 30
)
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, s.num AS value
FROM small AS s
ASOF LEFT JOIN (
    SELECT submission, org, last_month, arg_max(num, first_month) AS num
    FROM known WHERE indicator = 'party_members' AND scenario = 'actual'
    GROUP BY submission, org, last_month) AS k
  ON k.submission = s.submission AND k.org = s.org AND k.last_month < s.last_month
WHERE k.num IS NULL OR k.num >= 30
