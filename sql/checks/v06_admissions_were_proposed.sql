-- check:    V06
-- severity: warning
-- about:    admissions
-- vi:       {org}, {period}: từ đầu năm kết nạp {value} (ô {cell}), nhiều hơn {proposed} hồ sơ đề nghị kết nạp từ 1/1/{since}.
--           Hãy kiểm tra xem hai số có bị ghi lẫn với nhau không.
-- en:       {org}, {period}: {value} admitted since January (cell {cell}), more than the {proposed} proposed since 1 January {since}.
--           Check whether the two figures were confused.
--
-- A proposal may be of the year before; the year to date against the proposals
-- of both years covers the twelve months that the papers may take.
SELECT s.submission, s.sheet, s.cell, s.org, s.indicator, s.period, a.total::DECIMAL(38, 4) AS value,
       (now.total + before.total)::DECIMAL(38, 4) AS proposed, (a.year - 1)::VARCHAR AS since
FROM staged AS s
JOIN year_to_date AS a ON a.submission = s.submission AND a.org = s.org AND a.indicator = 'admissions' AND a.last_month = s.last_month
JOIN year_to_date AS now
  ON now.submission = s.submission AND now.org = s.org AND now.indicator = 'admission_proposals' AND now.last_month = s.last_month
JOIN year_to_date AS before
  ON before.submission = s.submission AND before.org = s.org AND before.indicator = 'admission_proposals' AND before.last_month = s.last_month // 12 * 12 - 1
WHERE s.indicator = 'admissions' AND s.scenario = 'actual' AND a.total > now.total + before.total
QUALIFY row_number() OVER (PARTITION BY s.submission, s.org, s.last_month ORDER BY s.first_month DESC) = 1
