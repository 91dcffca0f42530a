-- +goose Up

-- A workbook may wait for somebody to accept it (checked) or be sent back
-- (returned); one that counts may be locked. What the engine cannot change in a
-- table, its checks, is changed by making the table anew.
CREATE TABLE submission_2 (
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
    state         VARCHAR   NOT NULL CHECK (state IN ('checked', 'returned', 'accepted', 'refused')),
    received_at   TIMESTAMP NOT NULL,
    accepted_at   TIMESTAMP,
    superseded_at TIMESTAMP,
    superseded_by BIGINT,
    locked_at     TIMESTAMP,          -- accepted, and nothing newer may take its place
    CHECK ((state = 'accepted') = (accepted_at IS NOT NULL)),
    CHECK ((superseded_at IS NULL) = (superseded_by IS NULL)),
    CHECK (locked_at IS NULL OR state = 'accepted')
);
INSERT INTO submission_2 SELECT *, NULL FROM submission;
DROP TABLE submission;
ALTER TABLE submission_2 RENAME TO submission;

-- The decision log: what was done to which submission, by whom, in order. With
-- the kept originals it is enough to build the database anew.
CREATE TABLE decision_2 (
    id         BIGINT    PRIMARY KEY,
    decided_at TIMESTAMP NOT NULL,
    action     VARCHAR   NOT NULL CHECK (action IN ('hold', 'accept', 'refuse', 'return', 'supersede', 'lock', 'reopen')),
    submission BIGINT    NOT NULL,
    sha256     VARCHAR   NOT NULL,
    name       VARCHAR   NOT NULL,
    detail     VARCHAR   NOT NULL,
    actor      VARCHAR   NOT NULL, -- '' where nobody was named
    note       VARCHAR   NOT NULL  -- the reason given
);
INSERT INTO decision_2 SELECT *, '', '' FROM decision;
DROP TABLE decision;
ALTER TABLE decision_2 RENAME TO decision;
