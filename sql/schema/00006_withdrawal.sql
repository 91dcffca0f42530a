-- +goose Up

-- A submission's figures count from accepted_at until superseded_at. What was
-- withdrawn, and what stands again because that was, has counted before too:
-- those times stand here, so that any past answer can be given again. The state
-- of the former is withdrawn, and it has no accepted_at any more.
CREATE TABLE stood (
    submission BIGINT    NOT NULL,
    from_at    TIMESTAMP NOT NULL,
    until_at   TIMESTAMP NOT NULL,
    CHECK (from_at <= until_at)
);

-- When the figures of which submission count; until_at NULL: they still do.
CREATE VIEW in_force AS
SELECT id AS submission, accepted_at AS from_at, superseded_at AS until_at FROM submission WHERE accepted_at IS NOT NULL
UNION ALL
SELECT submission, from_at, until_at FROM stood;
