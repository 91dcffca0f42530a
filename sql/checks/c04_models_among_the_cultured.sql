-- check:    C04
-- severity: warning
-- about:    model_enterprises
-- vi:       {org}, {period}: {value} doanh nghiệp kiểu mẫu (ô {cell}), nhiều hơn {standard} đơn vị đạt chuẩn văn hóa (ô {standard_cell})
--           mà doanh nghiệp kiểu mẫu là một phần. Hãy kiểm tra hai số này.
-- en:       {org}, {period}: {value} model enterprises (cell {cell}), more than the {standard} units meeting the cultural standard
--           ({standard_cell}), of which they are a part. Check both figures.
SELECT m.submission, m.sheet, m.cell, m.org, m.indicator, m.period, m.num AS value,
       c.num AS standard, m.indicator AS standard_indicator, c.cell AS standard_cell
FROM staged AS m
JOIN staged AS c USING (submission, org, scenario, first_month, last_month)
WHERE m.indicator = 'model_enterprises' AND c.indicator = 'cultural_standard' AND NOT c.bare AND m.num > c.num
