-- check:    V02
-- severity: error
-- about:    party_organisations
-- vi:       {org}, {period}: tổng số tổ chức cơ sở đảng ở ô {cell} ghi {value}, nhưng {committees} đảng bộ cơ sở (ô {committees_cell})
--           cộng {cells} chi bộ cơ sở (ô {cells_cell}) là {expected}. Hãy kiểm tra ba số này.
-- en:       {org}, {period}: cell {cell} gives {value} grassroots Party organisations, but {committees} committees ({committees_cell})
--           and {cells} cells ({cells_cell}) make {expected}. Check the three figures.
SELECT t.submission, t.sheet, t.cell, t.org, t.indicator, t.period, t.num AS value,
       b.num AS committees, b.cell AS committees_cell, c.num AS cells, c.cell AS cells_cell,
       b.num + c.num AS expected, b.num + c.num AS fix_value
FROM staged AS t
JOIN staged AS b USING (submission, org, scenario, first_month, last_month)
JOIN staged AS c USING (submission, org, scenario, first_month, last_month)
WHERE t.indicator = 'party_organisations' AND b.indicator = 'party_committees' AND c.indicator = 'grassroots_cells'
  AND t.num <> b.num + c.num
