-- name:    handed_in
-- unit:    none
-- grain:   one row per organisation and period of the lists for which figures
--          are in force or a report was taken in
-- params:  $orgs VARCHAR, $periods VARCHAR (codes separated by commas)
-- columns: org VARCHAR, period VARCHAR,
--          indicators VARCHAR (codes of the figures in force, separated by commas; '' for none),
--          by_submission BIGINT (the latest that brought one of them), by_state VARCHAR,
--          sent BIGINT (the organisation's own latest report; where it has sent none and
--          nothing is in force, the latest that others sent for it), sent_state VARCHAR,
--          sent_at TIMESTAMP, sent_by VARCHAR (who, where it was another)
--
-- Figures count under the period's code or for exactly its months, whoever
-- sent them: a cluster's summary hands in for its units.
WITH asked AS (
    SELECT code, first_month, last_month FROM period
    WHERE list_contains(string_split($periods::VARCHAR, ','), code)
),
given AS (
    SELECT f.org, a.code AS period, f.indicator, f.submission
    FROM fact AS f
    JOIN asked AS a ON a.last_month = f.last_month AND (a.first_month = f.first_month OR a.code = f.period)
    JOIN submission AS s ON s.id = f.submission
    WHERE list_contains(string_split($orgs::VARCHAR, ','), f.org)
      AND f.scenario = 'actual' AND f.role = 'report'
      AND s.accepted_at IS NOT NULL AND s.superseded_at IS NULL
),
have AS (
    SELECT org, period, string_agg(DISTINCT indicator, ',' ORDER BY indicator) AS indicators, max(submission) AS submission
    FROM given GROUP BY org, period
),
told AS (
    SELECT id AS submission, org FROM submission
    UNION ALL
    SELECT submission, org FROM handed_in_for
),
came AS (
    SELECT t.org, s.period, s.id, s.state, s.received_at, s.org AS sender
    FROM told AS t
    JOIN submission AS s ON s.id = t.submission
    JOIN asked AS a ON a.code = s.period
    WHERE s.kind = 'report' AND s.superseded_at IS NULL AND s.state <> 'withdrawn' AND list_contains(string_split($orgs::VARCHAR, ','), t.org)
    QUALIFY row_number() OVER (PARTITION BY t.org, s.period ORDER BY s.org = t.org DESC, s.received_at DESC, s.id DESC) = 1
),
sent AS (
    SELECT c.* FROM came AS c
    WHERE c.sender = c.org OR NOT EXISTS (SELECT 1 FROM have AS h WHERE h.org = c.org AND h.period = c.period)
)
SELECT coalesce(h.org, o.org) AS org, coalesce(h.period, o.period) AS period, coalesce(h.indicators, '') AS indicators,
       h.submission AS by_submission, CASE WHEN b.locked_at IS NOT NULL THEN 'locked' ELSE b.state END AS by_state,
       o.id AS sent, o.state AS sent_state, o.received_at AS sent_at, nullif(o.sender, o.org) AS sent_by
FROM have AS h
FULL JOIN sent AS o ON o.org = h.org AND o.period = h.period
LEFT JOIN submission AS b ON b.id = h.submission
ORDER BY org, period;
