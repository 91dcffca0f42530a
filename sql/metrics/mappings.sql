-- name:    mappings
-- unit:    none
-- grain:   one row per mapping in force, the newest first; with $history every one there was
-- params:  $history BOOLEAN
-- columns: id BIGINT, scope VARCHAR, kind VARCHAR, text VARCHAR, shown VARCHAR, target VARCHAR,
--          actor VARCHAR, confirmed_at TIMESTAMP, submission BIGINT, file VARCHAR
SELECT m.id, m.scope, m.kind, m.text, m.shown, m.target, m.actor, m.confirmed_at, m.submission,
       coalesce(s.name, '') AS file
FROM mapping AS m
LEFT JOIN submission AS s ON s.id = m.submission
WHERE $history::BOOLEAN
   OR m.target <> '' AND m.id = (SELECT max(n.id) FROM mapping AS n WHERE n.scope = m.scope AND n.kind = m.kind AND n.text = m.text)
ORDER BY m.id DESC;
