-- name:    organisations
-- unit:    none
-- grain:   one row per version of an organisation of the register in force
-- params:  none
-- columns: org VARCHAR, type VARCHAR (bloc, committee, cell, sub_cell, cluster or
--          territory), sector VARCHAR, ownership VARCHAR, from_month INTEGER,
--          until_month INTEGER (the first month it no longer holds)
WITH listed AS (
    SELECT unnest(from_json(document::JSON->'Versions',
        '[{"Org":"VARCHAR","Type":"VARCHAR","Sector":"VARCHAR","Ownership":"VARCHAR","From":"VARCHAR","To":"VARCHAR"}]')) AS v
    FROM register_version
    WHERE id = (SELECT max(id) FROM register_version)
)
SELECT v.Org AS org, v.Type AS type, v.Sector AS sector, v.Ownership AS ownership,
       (left(v."From", 4)::INTEGER * 12 + substr(v."From", 6, 2)::INTEGER - 1) AS from_month,
       CASE WHEN v."To" < '0002' THEN 999999 ELSE left(v."To", 4)::INTEGER * 12 + substr(v."To", 6, 2)::INTEGER - 1 END AS until_month
FROM listed;
