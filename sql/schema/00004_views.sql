-- +goose Up

-- Pages that people keep under a name. A number is never given twice, because
-- it is part of an address: what somebody removes stays, without being shown.
CREATE TABLE saved_view (
    id         BIGINT    PRIMARY KEY,
    name       VARCHAR   NOT NULL CHECK (name <> ''),
    owner      VARCHAR   NOT NULL CHECK (owner <> ''),
    address    VARCHAR   NOT NULL, -- path and query of the page
    latest     BOOLEAN   NOT NULL, -- its period moves with the figures
    home       BOOLEAN   NOT NULL, -- it is on its owner's home page
    org        VARCHAR   NOT NULL, -- on whose home page it is too; '' on nobody's
    saved_at   TIMESTAMP NOT NULL,
    removed_at TIMESTAMP
);

-- Which acts there are is for the program to say: a table's check cannot be
-- changed. An act that is about no workbook has submission 0.
CREATE TABLE decision_4 (
    id         BIGINT    PRIMARY KEY,
    decided_at TIMESTAMP NOT NULL,
    action     VARCHAR   NOT NULL,
    submission BIGINT    NOT NULL,
    sha256     VARCHAR   NOT NULL,
    name       VARCHAR   NOT NULL,
    detail     VARCHAR   NOT NULL,
    actor      VARCHAR   NOT NULL, -- '' where nobody was named
    note       VARCHAR   NOT NULL  -- the reason given
);
INSERT INTO decision_4 BY NAME SELECT * FROM decision;
DROP TABLE decision;
ALTER TABLE decision_4 RENAME TO decision;
