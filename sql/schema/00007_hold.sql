-- +goose Up

-- Submissions whose sender has asked that they wait for somebody to accept
-- them, whatever they say: also after their questions were answered.
CREATE TABLE held_always (
    submission BIGINT PRIMARY KEY
);
