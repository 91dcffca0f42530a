-- check:    C05
-- severity: warning
-- about:    party_organisations, party_members
-- vi:       {org}, {period}: cộng các mức xếp loại ({part_indicators}) được {value}, nhiều hơn {indicator} {whole} (ô {cell}).
--           Hãy kiểm tra các số này.
-- en:       {org}, {period}: the rankings ({part_indicators}) make {value}, more than {indicator}: {whole} (cell {cell}).
--           Check the figures.
SELECT w.submission, w.sheet, w.cell, w.org, w.indicator, w.period, w.num AS whole, sum(r.num)::DECIMAL(38, 4) AS value,
       string_agg(r.indicator, ',' ORDER BY r.indicator) AS part_indicators
FROM staged AS w
JOIN staged AS r ON r.submission = w.submission AND r.org = w.org AND r.scenario = w.scenario
     AND r.first_month = w.first_month AND r.last_month = w.last_month
WHERE w.indicator = 'party_organisations' AND starts_with(r.indicator, 'ranked_organisations_')
   OR w.indicator = 'party_members' AND starts_with(r.indicator, 'ranked_members_')
GROUP BY ALL
HAVING sum(r.num) > w.num
