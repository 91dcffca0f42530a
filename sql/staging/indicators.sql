-- name:    indicators
-- unit:    none
-- grain:   one row per indicator of the catalogue in force
-- params:  none
-- columns: code VARCHAR, kind VARCHAR, topic VARCHAR (economy, labour or party),
--          unit VARCHAR (code of the unit it is shown in), part VARCHAR ('' or
--          the total it is a "trong đó" of), counted BOOLEAN (whole numbers only),
--          signed BOOLEAN (below zero is nothing unusual)
WITH listed AS (
    SELECT unnest(from_json(document::JSON->'Indicators',
        '[{"Code":"VARCHAR","Kind":"VARCHAR","Group":"VARCHAR","Unit":"VARCHAR","Part":"VARCHAR","Integer":"BOOLEAN","Min":"VARCHAR","WarnMin":"VARCHAR"}]')) AS i
    FROM catalogue_version
    WHERE id = (SELECT max(id) FROM catalogue_version)
)
SELECT i.Code AS code, i.Kind AS kind, i."Group" AS topic, i.Unit AS unit, i.Part AS part, i."Integer" AS counted,
       i.Min IS NULL AND i.WarnMin IS NULL AS signed
FROM listed;
