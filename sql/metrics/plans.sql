-- name:    plans
-- unit:    base units
-- grain:   one row per organisation and indicator with a plan for the year as it
--          was handed in: the one that counts now, and none that is made of others
-- params:  $period VARCHAR (a year), $sender VARCHAR, $orgs VARCHAR (codes joined by
--          commas: those, and whoever the sender's plans for the year are about)
-- columns: org VARCHAR, indicator VARCHAR, num DECIMAL(20,4), den DECIMAL(20,4),
--          bare BOOLEAN, not_applicable BOOLEAN
WITH known AS (
    SELECT f.*, s.kind = 'plans' AND s.org = $sender::VARCHAR AND s.period = $period::VARCHAR AS theirs
    FROM fact AS f
    JOIN period AS p ON p.code = $period::VARCHAR AND p.first_month = f.first_month AND p.last_month = f.last_month
    JOIN submission AS s ON s.id = f.submission AND s.state = 'accepted' AND s.superseded_at IS NULL
    WHERE f.scenario = 'plan' AND f.role = 'report'
)
SELECT org, indicator, num, den, bare, not_applicable
FROM known
WHERE list_contains(string_split($orgs::VARCHAR, ','), org) OR org IN (SELECT k.org FROM known AS k WHERE k.theirs)
QUALIFY row_number() OVER (PARTITION BY org, indicator ORDER BY status DESC, own_span DESC, id DESC) = 1
ORDER BY org, indicator;
