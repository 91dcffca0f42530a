-- check:    C06
-- severity: warning
-- vi:       {org}: {indicator} ở ô {cell} ghi cho {period}, thời gian chưa bắt đầu khi tệp được nạp. Hãy kiểm tra lại năm và kỳ báo cáo.
-- en:       {org}: {indicator} in cell {cell} is of {period}, which had not begun when the file was loaded. Check the year and the period.
--
-- An administrative period begins on the 15th of the month before it: from
-- that day on an estimate of next month is let through, and nothing else is.
-- One sentence for a file: a mistyped year is that of every figure.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period
FROM staged AS s
JOIN submission AS u ON u.id = s.submission
CROSS JOIN LATERAL (SELECT year(u.received_at) * 12 + month(u.received_at) - 1 AS this, day(u.received_at) AS day) AS m
WHERE s.scenario = 'actual' AND s.first_month > m.this + (m.day >= 15 AND s.status <= 1)::INTEGER
QUALIFY row_number() OVER (PARTITION BY s.submission ORDER BY s.id) = 1
