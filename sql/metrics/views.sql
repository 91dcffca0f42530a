-- name:    views
-- unit:    none
-- grain:   one row per saved view that nobody has removed
-- params:  $only BIGINT (0: all)
-- columns: id BIGINT, name VARCHAR, owner VARCHAR, address VARCHAR, latest BOOLEAN, home BOOLEAN,
--          org VARCHAR, saved_at TIMESTAMP
SELECT id, name, owner, address, latest, home, org, saved_at
FROM saved_view
WHERE removed_at IS NULL AND ($only::BIGINT = 0 OR id = $only::BIGINT)
ORDER BY name COLLATE vi, id;
