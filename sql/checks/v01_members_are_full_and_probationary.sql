-- check:    V01
-- severity: error
-- about:    party_members
-- vi:       {org}, {period}: tổng số đảng viên ở ô {cell} ghi {value}, nhưng đảng viên chính thức {official} (ô {official_cell})
--           cộng dự bị {probationary} (ô {probationary_cell}) là {expected}. Hãy kiểm tra ba số này.
-- en:       {org}, {period}: cell {cell} gives {value} Party members, but {official} official ({official_cell}) and
--           {probationary} probationary ones ({probationary_cell}) make {expected}. Check the three figures.
SELECT t.submission, t.sheet, t.cell, t.org, t.indicator, t.period, t.num AS value,
       o.num AS official, o.cell AS official_cell, p.num AS probationary, p.cell AS probationary_cell,
       o.num + p.num AS expected, o.num + p.num AS fix_value
FROM staged AS t
JOIN staged AS o USING (submission, org, scenario, first_month, last_month)
JOIN staged AS p USING (submission, org, scenario, first_month, last_month)
WHERE t.indicator = 'party_members' AND o.indicator = 'members_official' AND p.indicator = 'members_probationary'
  AND t.num <> o.num + p.num
