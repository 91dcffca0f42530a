-- check:    C07
-- severity: warning
-- vi:       {org}: {indicator} ở ô {cell} ghi là số thực hiện của {period}, kỳ chưa kết thúc khi tệp được nạp. Nếu là số ước, hãy ghi
--           “ước” ở tiêu đề (trên biểu mẫu: chọn “Ước” ở ô loại số liệu) rồi gửi lại; nếu không, hãy kiểm tra lại kỳ báo cáo.
-- en:       {org}: {indicator} in cell {cell} is given as achieved in {period}, which was not over when the file was loaded. If it is an
--           estimate, write “ước” in the title (on the form: choose it as the kind of figures) and send the file again; otherwise
--           check the period.
--
-- An administrative period ends on the 14th of its last month, and many units
-- send a calendar month's report some days before its end: from the 14th on a
-- figure may be all there will be, and is let through. Of what had not begun
-- C06 speaks. One sentence for a file: what it lacks stands in its title.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period
FROM staged AS s
JOIN submission AS u ON u.id = s.submission
CROSS JOIN LATERAL (SELECT year(u.received_at) * 12 + month(u.received_at) - 1 AS this, day(u.received_at) AS day) AS m
WHERE s.scenario = 'actual' AND s.status > 1 AND s.first_month <= m.this AND s.last_month > m.this - (m.day < 14)::INTEGER
QUALIFY row_number() OVER (PARTITION BY s.submission ORDER BY s.id) = 1
