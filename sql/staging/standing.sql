-- name:    standing
-- unit:    none
-- grain:   one row per accepted or staged submission and run of turns at which
--          its figures count: for the staged workbook w where
--          from_turn <= w and w < until_turn
-- params:  $first BIGINT, $last BIGINT (the first and last of the staged submissions)
-- columns: id BIGINT, sender VARCHAR, kind VARCHAR, name VARCHAR (of the file),
--          from_turn BIGINT, until_turn BIGINT
--
-- A batch is taken as if each of its workbooks came alone: to each counts what
-- was accepted before the batch, what those before it in the batch brought if
-- they are accepted, and its own; not what it or one of those replaces.
WITH before AS (
    SELECT s.id, s.org AS sender, s.kind, s.name, n.id AS heir, n.state = 'accepted' AS inherited
    FROM submission AS s
    LEFT JOIN submission AS n ON n.id = s.superseded_by AND n.id BETWEEN $first::BIGINT AND $last::BIGINT
    WHERE s.id NOT BETWEEN $first::BIGINT AND $last::BIGINT AND s.state = 'accepted'
      AND (s.superseded_by IS NULL OR n.id IS NOT NULL)
)
SELECT id, sender, kind, name, 0::BIGINT AS from_turn, coalesce(heir, $last::BIGINT + 1) AS until_turn
FROM before
UNION ALL -- its heir is not accepted, and takes its place for itself alone
SELECT id, sender, kind, name, heir + 1, $last::BIGINT + 1
FROM before WHERE NOT inherited
UNION ALL
SELECT id, org, kind, name, id, CASE state WHEN 'accepted' THEN $last::BIGINT ELSE id END + 1
FROM submission WHERE id BETWEEN $first::BIGINT AND $last::BIGINT;
