-- check:    V06_CLASS
-- severity: warning
-- about:    admissions
-- vi:       {org}, {period}: từ đầu năm kết nạp {value} (ô {cell}), nhiều hơn {trained} quần chúng đã học lớp nhận thức về Đảng
--           từ 1/1/{since}. Hãy kiểm tra hai số này.
-- en:       {org}, {period}: {value} admitted since January (cell {cell}), more than the {trained} who attended the Party awareness
--           class since 1 January {since}. Check both figures.
--
-- Threshold, not taken from a rule in writing: the class counts for five years,
-- so the five years before this one must all be known.
WITH admitted AS (
    SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, s.last_month, a.year, a.total
    FROM staged AS s
    JOIN year_to_date AS a ON a.submission = s.submission AND a.org = s.org AND a.indicator = s.indicator AND a.last_month = s.last_month
    WHERE s.indicator = 'admissions' AND s.scenario = 'actual'
    QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.last_month ORDER BY s.first_month DESC, s.cell) = 1
)
SELECT a.submission, a.sheet, a.cell, a.org, a.indicator, a.period, a.total::DECIMAL(38, 4) AS value,
       sum(c.total)::DECIMAL(38, 4) AS trained, (a.year - 5)::VARCHAR AS since
FROM admitted AS a
JOIN year_to_date AS c
  ON c.submission = a.submission AND c.org = a.org AND c.indicator = 'awareness_class' AND c.year BETWEEN a.year - 5 AND a.year
 AND (c.last_month = a.last_month OR c.year < a.year AND c.last_month % 12 = 11)
GROUP BY a.submission, a.sheet, a.cell, a.org, a.indicator, a.period, a.total, a.year
HAVING count(*) = 6 AND a.total > sum(c.total)
