-- name:    decisions
-- unit:    none
-- grain:   one row per line of the decision log, the oldest first
-- params:  $only BIGINT (of one submission, with what was told of the same bytes before it came in; 0: all)
-- columns: id BIGINT, decided_at TIMESTAMP, action VARCHAR, submission BIGINT, sha256 VARCHAR, name VARCHAR,
--          detail VARCHAR, actor VARCHAR, note VARCHAR
SELECT id, decided_at, action, submission, sha256, name, detail, actor, note
FROM decision
WHERE $only::BIGINT = 0 OR submission = $only::BIGINT
   OR action = 'map' AND submission < $only::BIGINT AND sha256 = (SELECT sha256 FROM submission WHERE id = $only::BIGINT)
ORDER BY id;
