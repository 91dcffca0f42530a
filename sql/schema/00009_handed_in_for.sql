-- +goose Up

-- The organisations that a report has figures of besides its sender, also when
-- it was refused: somebody has handed in for them.
CREATE TABLE handed_in_for (
    submission BIGINT  NOT NULL,
    org        VARCHAR NOT NULL
);
INSERT INTO handed_in_for
SELECT DISTINCT f.submission, f.org FROM fact AS f JOIN submission AS s ON s.id = f.submission
WHERE s.kind = 'report' AND f.role = 'report' AND f.scenario = 'actual' AND f.org <> s.org;
