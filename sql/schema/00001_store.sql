-- +goose Up

-- The tables of the store. Facts are append-only; what is known on a day is
-- decided by the times in submission, register_version and catalogue_version,
-- never by changing a fact. Times are UTC.
--
-- No primary or foreign keys on fact: a key costs two thirds of the load
-- speed and six times the space; CHECK costs nothing.

-- The number every page and export carries; raised by each change of figures
-- or vocabulary. One row, which every writing transaction updates, so that
-- two writers can never both commit.
CREATE TABLE data_version (
    version    BIGINT    NOT NULL CHECK (version >= 0),
    changed_at TIMESTAMP NOT NULL
);
INSERT INTO data_version VALUES (0, TIMESTAMP '1970-01-01 00:00:00');

-- Dimension tables are filled by the program from its own calendar, and
-- filled anew when the digest of their content differs.
CREATE TABLE dimension (
    name   VARCHAR PRIMARY KEY,
    digest VARCHAR NOT NULL
);

-- Reporting periods. Months are absolute: year × 12 + month − 1.
CREATE TABLE period (
    code        VARCHAR NOT NULL,
    grain       UTINYINT NOT NULL, -- 1 month, 2 quarter, 3 half, 4 nine months, 5 year, 6 term
    first_month INTEGER NOT NULL,
    last_month  INTEGER NOT NULL,
    last_day    DATE    NOT NULL,
    yoy         VARCHAR,           -- code of the same period last year
    previous    VARCHAR,           -- code of the period before
    year        VARCHAR            -- code of its year, whose plan it counts against; NULL for years and terms
);

-- The ways to obtain a period's flow from spans of months: the span itself,
-- a complete tiling by shorter ones, or the difference of two that start in
-- January. A way holds when every one of its parts is known. A term is the sum
-- of its years, each obtained by its own best way.
CREATE TABLE period_part (
    period      VARCHAR  NOT NULL,
    way         UTINYINT NOT NULL, -- in order of preference
    route       UTINYINT NOT NULL CHECK (route BETWEEN 1 AND 4), -- 1 direct, 2 sub_periods, 3 difference, 4 the years of a term
    parts       UTINYINT NOT NULL, -- how many rows the way has
    part        VARCHAR,           -- code of the part where it is a period
    first_month INTEGER  NOT NULL,
    last_month  INTEGER  NOT NULL,
    sign        TINYINT  NOT NULL CHECK (sign IN (1, -1))
);

-- Versions of the vocabulary: the document as the program knows it, and in
-- the tables below what queries need of it.
CREATE TABLE catalogue_version (
    id          BIGINT    PRIMARY KEY,
    submission  BIGINT,            -- NULL: the catalogue built into the program
    accepted_at TIMESTAMP NOT NULL,
    document    VARCHAR   NOT NULL
);

CREATE TABLE indicator (
    catalogue BIGINT   NOT NULL,
    code      VARCHAR  NOT NULL,
    kind      VARCHAR  NOT NULL CHECK (kind IN ('flow', 'stock', 'average', 'ratio'))
);

CREATE TABLE register_version (
    id          BIGINT    PRIMARY KEY,
    submission  BIGINT,
    accepted_at TIMESTAMP NOT NULL,
    document    VARCHAR   NOT NULL
);

CREATE TABLE organisation (
    register BIGINT  NOT NULL,
    position INTEGER NOT NULL, -- register order
    code     VARCHAR NOT NULL
);

-- Which clusters an organisation has set up.
CREATE TABLE cluster (
    register  BIGINT  NOT NULL,
    org       VARCHAR NOT NULL,
    cluster   VARCHAR NOT NULL,
    from_day  DATE    NOT NULL,
    until_day DATE    NOT NULL,
    CHECK (from_day < until_day)
);

-- Who is below whom, at any depth, on which days; rows of one pair never overlap.
CREATE TABLE membership (
    register  BIGINT  NOT NULL,
    org       VARCHAR NOT NULL,
    member    VARCHAR NOT NULL,
    depth     INTEGER NOT NULL CHECK (depth > 0), -- steps; 1: a direct member
    from_day  DATE    NOT NULL,
    until_day DATE    NOT NULL,
    CHECK (from_day < until_day)
);

-- Obligations to report, expanded to organisation × indicator. What is due
-- every quarter is expected of quarters and longer periods, not of months.
CREATE TABLE owes (
    register  BIGINT  NOT NULL,
    org       VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL, -- an indicator's code
    every     UTINYINT NOT NULL, -- grain, as in period
    from_day  DATE    NOT NULL,
    until_day DATE    NOT NULL,
    CHECK (from_day < until_day)
);

-- One workbook from one sender.
CREATE TABLE submission (
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
    facts         BIGINT    NOT NULL,
    state         VARCHAR   NOT NULL CHECK (state IN ('accepted', 'refused')),
    received_at   TIMESTAMP NOT NULL,
    accepted_at   TIMESTAMP,
    superseded_at TIMESTAMP,
    superseded_by BIGINT,
    CHECK ((state = 'accepted') = (accepted_at IS NOT NULL)),
    CHECK ((superseded_at IS NULL) = (superseded_by IS NULL))
);

-- status: 1 estimate, 2 preliminary, 3 final, 4 corrected.
CREATE TABLE fact (
    id             BIGINT   NOT NULL,
    submission     BIGINT   NOT NULL,
    org            VARCHAR  NOT NULL,
    indicator      VARCHAR  NOT NULL,
    period         VARCHAR  NOT NULL,
    first_month    INTEGER  NOT NULL, -- the span covered: January for cumulative figures
    last_month     INTEGER  NOT NULL,
    basis          VARCHAR  NOT NULL CHECK (basis IN ('discrete', 'cumulative')),
    own_span       BOOLEAN  NOT NULL, -- the span is the period's own
    status         UTINYINT NOT NULL CHECK (status BETWEEN 1 AND 4),
    scenario       VARCHAR  NOT NULL CHECK (scenario IN ('actual', 'plan')),
    role           VARCHAR  NOT NULL CHECK (role IN ('report', 'same_period')),
    num            DECIMAL(20, 4) NOT NULL, -- in base units
    den            DECIMAL(20, 4) CHECK (den >= 0), -- NULL for flows and stocks
    bare           BOOLEAN  NOT NULL,
    not_applicable BOOLEAN  NOT NULL,
    step           DECIMAL(20, 4) NOT NULL, -- worth of the last written digit, in base units; 0: as counted
    qualifier      VARCHAR  NOT NULL,
    raw            VARCHAR  NOT NULL,
    unit           VARCHAR  NOT NULL,
    sheet          VARCHAR  NOT NULL,
    cell           VARCHAR  NOT NULL,
    CHECK (first_month <= last_month)
);

CREATE TABLE finding (
    submission BIGINT  NOT NULL,
    position   INTEGER NOT NULL,
    severity   VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    code       VARCHAR NOT NULL,
    sheet      VARCHAR NOT NULL,
    cell       VARCHAR NOT NULL,
    args       VARCHAR NOT NULL, -- JSON
    fix        VARCHAR NOT NULL
);

-- The decision log: what was done to which submission, in order. With the
-- kept originals it is enough to build the database anew.
CREATE TABLE decision (
    id         BIGINT    PRIMARY KEY,
    decided_at TIMESTAMP NOT NULL,
    action     VARCHAR   NOT NULL CHECK (action IN ('accept', 'refuse', 'supersede')),
    submission BIGINT    NOT NULL,
    sha256     VARCHAR   NOT NULL,
    name       VARCHAR   NOT NULL,
    detail     VARCHAR   NOT NULL
);
