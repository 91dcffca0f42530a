-- +goose Up

-- How sure the figures of a file are and since when they add up can be told of
-- it. Which kinds of mappings there are is for the program to say: a table's
-- check cannot be changed.
CREATE TABLE mapping_8 (
    id           BIGINT    PRIMARY KEY,
    scope        VARCHAR   NOT NULL CHECK (scope <> ''), -- fingerprint of a layout, or SHA-256 of one file
    kind         VARCHAR   NOT NULL,
    text         VARCHAR   NOT NULL,
    shown        VARCHAR   NOT NULL,
    target       VARCHAR   NOT NULL,
    actor        VARCHAR   NOT NULL, -- '' where nobody was named
    confirmed_at TIMESTAMP NOT NULL,
    submission   BIGINT    NOT NULL  -- which asked, or was told of; 0 for a change in the list
);
INSERT INTO mapping_8 BY NAME SELECT * FROM mapping;
DROP TABLE mapping;
ALTER TABLE mapping_8 RENAME TO mapping;
