-- +goose Up

-- What people have confirmed about how workbooks are to be read. Nothing is
-- changed or removed: the newest row of a scope, kind and text is in force, and
-- one without a target takes it back.
CREATE TABLE mapping (
    id           BIGINT    PRIMARY KEY,
    scope        VARCHAR   NOT NULL CHECK (scope <> ''), -- fingerprint of a layout, or SHA-256 of one file
    kind         VARCHAR   NOT NULL CHECK (kind IN ('heading', 'measure', 'organisation', 'sender', 'period')),
    text         VARCHAR   NOT NULL,
    shown        VARCHAR   NOT NULL,
    target       VARCHAR   NOT NULL,
    actor        VARCHAR   NOT NULL, -- '' where nobody was named
    confirmed_at TIMESTAMP NOT NULL,
    submission   BIGINT    NOT NULL  -- which asked; 0 for a change in the list
);

-- A workbook may wait for answers (received). Which states there are is for the
-- program to say: a table's check cannot be changed.
CREATE TABLE submission_5 (
    id            BIGINT    PRIMARY KEY,
    sha256        VARCHAR   NOT NULL,
    name          VARCHAR   NOT NULL,
    kind          VARCHAR   NOT NULL CHECK (kind IN ('catalogue', 'organisations', 'plans', 'report')),
    layout        VARCHAR   NOT NULL,
    org           VARCHAR   NOT NULL, -- the sender; '' for vocabulary
    period        VARCHAR   NOT NULL, -- '' for vocabulary
    status        UTINYINT  NOT NULL CHECK (status <= 4),
    cut_off       DATE,
    from_day      DATE,
    until_day     DATE,               -- last day covered, included
    facts         BIGINT    NOT NULL, -- it has brought, or would bring once accepted
    state         VARCHAR   NOT NULL,
    received_at   TIMESTAMP NOT NULL,
    accepted_at   TIMESTAMP,
    superseded_at TIMESTAMP,
    superseded_by BIGINT,
    locked_at     TIMESTAMP,          -- accepted, and nothing newer may take its place
    CHECK ((state = 'accepted') = (accepted_at IS NOT NULL)),
    CHECK ((superseded_at IS NULL) = (superseded_by IS NULL)),
    CHECK (locked_at IS NULL OR state = 'accepted')
);
INSERT INTO submission_5 BY NAME SELECT * FROM submission;
DROP TABLE submission;
ALTER TABLE submission_5 RENAME TO submission;

-- Findings of names nobody knows say since then what the names may mean.
UPDATE finding SET args = json_merge_patch(args::JSON, '{"suggestion": {"text": ""}}'::JSON)::VARCHAR
WHERE code IN ('column_unknown', 'row_unknown', 'organisation_unknown', 'sender_unknown');
