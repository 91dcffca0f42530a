-- check:    V20
-- severity: warning
-- vi:       {org}, {period}: so với báo cáo {earlier_period} ({earlier_at}):[ lần này để trống hoặc ghi x: {lost_indicators}.][ Lần trước để trống
--           hoặc ghi x: {gained_indicators}.] Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.
-- en:       {org}, {period}: compared with the report for {earlier_period} ({earlier_at}):[ blank or x this time: {lost_indicators}.][ Blank or x
--           last time: {gained_indicators}.] Check for rows left out or mistaken for others.
--
-- Against the same sender's form for the period before: the one that shares at
-- least half its columns with this one. What the form of the same period last
-- year lacked, or had, in the same way is no surprise; nor is a count of events
-- that was blank and happens now, or the other way round. An organisation that
-- is not on the form at all is not missed here.
WITH forms AS (
    SELECT DISTINCT submission, period FROM staged
),
-- Those of senders who have said nothing else have nothing to compare with.
asked AS MATERIALIZED (
    SELECT s.submission AS form, s.period, u.org AS sender, p.previous, p.yoy
    FROM forms AS s
    JOIN submission AS u ON u.id = s.submission AND u.kind = 'report'
    JOIN period AS p ON p.code = s.period
    WHERE EXISTS (SELECT 1 FROM standing AS e WHERE e.sender = u.org AND e.kind = 'report' AND e.id <> u.id)
       OR EXISTS (SELECT 1 FROM forms AS o WHERE o.submission = s.submission AND o.period <> s.period)
),
-- What each new form says, and what the forms of its sender said a period and a
-- year before: a figure of the period itself goes before one since January, which
-- counts where there is no other.
said AS MATERIALIZED (
    SELECT DISTINCT a.form, a.period, f.submission, f.period AS said_for, f.org, f.indicator, NOT f.not_applicable AS given,
           i.counted AND i.kind = 'flow' AS events
    FROM asked AS a
    JOIN standing AS u
      ON u.sender = a.sender AND u.kind = 'report' AND u.from_turn <= a.form AND a.form < u.until_turn
    JOIN fact AS f ON f.submission = u.id AND (f.period = a.period AND u.id = a.form OR f.period = a.previous OR f.period = a.yoy)
    JOIN indicators AS i ON i.code = f.indicator
    WHERE f.scenario = 'actual' AND f.role = 'report'
    QUALIFY rank() OVER (PARTITION BY a.form, a.period, f.submission, f.period, f.org, f.indicator ORDER BY f.own_span DESC) = 1
),
columns AS (
    SELECT DISTINCT form, period, submission, said_for, indicator FROM said
),
alike AS MATERIALIZED (
    SELECT o.form, o.period, o.submission, o.said_for
    FROM columns AS o
    LEFT JOIN columns AS n
      ON n.form = o.form AND n.period = o.period AND n.submission = o.form AND n.said_for = o.period AND n.indicator = o.indicator
    WHERE o.said_for <> o.period
    GROUP BY o.form, o.period, o.submission, o.said_for
    HAVING 2 * count(n.indicator) >= count(*)
    QUALIFY row_number() OVER (PARTITION BY o.form, o.period, o.said_for ORDER BY o.submission DESC) = 1
),
-- One row per organisation and indicator of each new form: who gave it when.
cells AS (
    SELECT s.form, s.period, s.org, s.indicator, bool_or(s.events) AS events,
           coalesce(bool_or(s.given) FILTER (s.said_for = s.period), false) AS now,
           coalesce(bool_or(s.given) FILTER (s.said_for = a.previous), false) AS before,
           bool_or(s.given) FILTER (s.said_for = a.yoy) AS last_year
    FROM said AS s
    JOIN asked AS a ON a.form = s.form AND a.period = s.period
    WHERE s.said_for = s.period OR EXISTS (SELECT 1 FROM alike AS k
        WHERE k.form = s.form AND k.period = s.period AND k.submission = s.submission AND k.said_for = s.said_for)
    GROUP BY s.form, s.period, s.org, s.indicator
),
moved AS MATERIALIZED (
    SELECT c.form, c.period, c.org,
           string_agg(c.indicator, ',' ORDER BY c.indicator) FILTER (c.before AND NOT c.now AND NOT c.events AND coalesce(c.last_year, true)) AS lost,
           string_agg(c.indicator, ',' ORDER BY c.indicator) FILTER (c.now AND NOT c.before AND NOT c.events AND NOT coalesce(c.last_year, false)) AS gained
    FROM cells AS c
    GROUP BY c.form, c.period, c.org
    HAVING bool_or(c.now) AND bool_or(c.before) AND (lost IS NOT NULL OR gained IS NOT NULL)
),
-- Where to look: at the first of the figures that came or are x, or where all
-- were left blank at the first of the organisation, whose row it is; and in the
-- earlier report likewise.
places AS (
    SELECT m.form, m.period, m.org, f.submission, f.period AS said_for, arg_min(f.sheet, place) AS sheet, arg_min(f.cell, place) AS cell
    FROM (SELECT *, list_concat(string_split(coalesce(lost, ''), ','), string_split(coalesce(gained, ''), ',')) AS concerned FROM moved) AS m
    JOIN fact AS f ON f.org = m.org AND f.scenario = 'actual' AND f.role = 'report'
    JOIN said AS s ON s.form = m.form AND s.period = m.period AND s.org = m.org AND s.submission = f.submission AND s.said_for = f.period
     AND s.indicator = f.indicator
    CROSS JOIN LATERAL (SELECT (NOT list_contains(m.concerned, f.indicator), f.id) AS place)
    GROUP BY m.form, m.period, m.org, f.submission, f.period
)
SELECT m.form AS submission, here.sheet, here.cell, m.org, m.period, k.said_for AS earlier_period,
       u.name || CASE WHEN there.cell = '' THEN '' ELSE ', ' || there.sheet || '!' || there.cell END AS earlier_at,
       m.lost AS lost_indicators, m.gained AS gained_indicators
FROM moved AS m
JOIN places AS here ON here.form = m.form AND here.period = m.period AND here.org = m.org AND here.submission = m.form AND here.said_for = m.period
JOIN asked AS a ON a.form = m.form AND a.period = m.period
JOIN alike AS k ON k.form = m.form AND k.period = m.period AND k.said_for = a.previous
JOIN submission AS u ON u.id = k.submission
JOIN places AS there
  ON there.form = m.form AND there.period = m.period AND there.org = m.org AND there.submission = k.submission AND there.said_for = k.said_for
