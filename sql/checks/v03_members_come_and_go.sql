-- check:    V03
-- severity: warning
-- about:    party_members
-- vi:       {org}: đầu kỳ {period} có {before} đảng viên ({before_at}), kết nạp và chuyển đến {arrived}, giảm {left_off},
--           vậy cuối kỳ phải có {expected}, nhưng ô {cell} ghi {value}. Hãy kiểm tra biến động đảng viên trong kỳ.
-- en:       {org}: {period} began with {before} Party members ({before_at}); {arrived} were admitted or transferred in and {left_off} left,
--           which makes {expected}, but cell {cell} gives {value}. Check who came and who went.
--
-- Only where the form tells all three great movements (admissions, transfers in
-- and out); the rare ones count as none when it leaves them out. An error on a
-- form of the whole year. Not for organisations whose members changed in the
-- period, because their count then moves with the perimeter.
WITH moved AS (
    SELECT submission, org, first_month, last_month,
           coalesce(sum(num) FILTER (indicator IN ('admissions', 'transfers_in')), 0)::DECIMAL(38, 4) AS arrived,
           coalesce(sum(num) FILTER (indicator NOT IN ('admissions', 'transfers_in')), 0)::DECIMAL(38, 4) AS left_off
    FROM staged
    WHERE scenario = 'actual' AND indicator IN ('admissions', 'transfers_in', 'transfers_out', 'member_deaths',
                                                'members_struck_off', 'members_expelled', 'members_leaving')
    GROUP BY submission, org, first_month, last_month
    HAVING count(*) FILTER (indicator IN ('admissions', 'transfers_in', 'transfers_out')) = 3
)
SELECT t.submission, t.sheet, t.cell, t.org, t.indicator, t.period, t.num AS value, b.num AS before, 'party_members' AS before_indicator,
       b.place AS before_at, m.arrived, m.left_off, (b.num + m.arrived - m.left_off)::DECIMAL(38, 4) AS expected,
       CASE WHEN m.last_month - m.first_month = 11 THEN 'error' END AS severity
FROM staged AS t
JOIN moved AS m ON m.submission = t.submission AND m.org = t.org AND m.last_month = t.last_month
JOIN known AS b ON b.submission = t.submission AND b.org = t.org AND b.indicator = 'party_members' AND b.scenario = 'actual' AND b.last_month = m.first_month - 1
WHERE t.indicator = 'party_members' AND t.scenario = 'actual'
  AND t.num <> b.num + m.arrived - m.left_off
  AND NOT EXISTS (
      SELECT 1 FROM membership AS p
      WHERE p.register = (SELECT max(id) FROM register_version) AND p.org = t.org
        AND (year(p.from_day) * 12 + month(p.from_day) - 1 BETWEEN m.first_month AND m.last_month
          OR year(p.until_day) * 12 + month(p.until_day) - 1 BETWEEN m.first_month AND m.last_month))
QUALIFY row_number() OVER (PARTITION BY t.submission, t.org, t.last_month ORDER BY m.first_month DESC, b.first_month DESC) = 1
