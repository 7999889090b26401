-- 计分卡: what a score is made of, as data in versions. Months are written yyyy-MM, points are
-- thousandths, shares are millionths unless a name says otherwise.
CREATE TABLE scorecards (
    id           $id$ PRIMARY KEY,
    code         TEXT NOT NULL UNIQUE,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    edition_code TEXT NOT NULL REFERENCES editions (code),
    is_sample    BOOLEAN NOT NULL
);

CREATE TABLE scorecard_versions (
    scorecard_id       $id$ NOT NULL REFERENCES scorecards (id),
    n                  INTEGER NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('Draft', 'Published')),
    from_month         TEXT,
    basis_name         TEXT NOT NULL,
    least_n            INTEGER NOT NULL,
    measured_min_milli INTEGER NOT NULL,
    line_share_milli   INTEGER NOT NULL,
    made_by            TEXT NOT NULL,
    made_at            $instant$ NOT NULL,
    published_at       $instant$,
    version            BIGINT NOT NULL,
    PRIMARY KEY (scorecard_id, n),
    CHECK ((state = 'Published') = (from_month IS NOT NULL))
);

CREATE TABLE scorecard_nodes (
    scorecard_id     $id$ NOT NULL REFERENCES scorecards (id),
    version_n        INTEGER NOT NULL,
    code             TEXT NOT NULL,
    parent_code      TEXT,
    position         INTEGER NOT NULL,
    source           TEXT,
    argument         TEXT NOT NULL,
    criterion_code   TEXT NOT NULL,
    name_zh          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    city_weight      INTEGER NOT NULL,
    territory_weight INTEGER NOT NULL,
    line_weight      INTEGER NOT NULL,
    PRIMARY KEY (scorecard_id, version_n, code)
);

-- Whole sums of the visits' scores, kept up with every visit; they can be made anew at any time.
CREATE TABLE score_cells (
    month          TEXT NOT NULL,
    plan_id        $id$ NOT NULL,
    district_code  TEXT NOT NULL,
    site_kind_code TEXT NOT NULL,
    visits         BIGINT NOT NULL,
    sum_milli      BIGINT NOT NULL,
    squares_milli  BIGINT NOT NULL,
    PRIMARY KEY (month, plan_id, district_code, site_kind_code)
);

-- What was published, with the hash that the journal holds too. A ruling makes another revision.
CREATE TABLE score_publications (
    id           $id$ PRIMARY KEY,
    scorecard_id $id$ NOT NULL REFERENCES scorecards (id),
    version_n    INTEGER NOT NULL,
    period       TEXT NOT NULL,
    first_month  TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    hash         TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_at $instant$ NOT NULL,
    UNIQUE (scorecard_id, period, revision)
);

CREATE TABLE score_results (
    publication_id $id$ NOT NULL REFERENCES score_publications (id),
    unit_kind      TEXT NOT NULL CHECK (unit_kind IN ('City', 'Territory', 'Line')),
    unit_code      TEXT NOT NULL,
    node_code      TEXT NOT NULL,
    parent_code    TEXT,
    position       INTEGER NOT NULL,
    planned_milli  INTEGER NOT NULL,
    measured_milli INTEGER NOT NULL,
    worth_milli    INTEGER NOT NULL,
    reached_milli  INTEGER NOT NULL,
    share_micro    INTEGER,
    low_micro      INTEGER,
    high_micro     INTEGER,
    own_micro      INTEGER,
    count_n        BIGINT NOT NULL,
    part           BIGINT NOT NULL,
    is_small       BOOLEAN NOT NULL,
    PRIMARY KEY (publication_id, unit_kind, unit_code, node_code)
);

-- 申诉: a unit contests a published score; a ruling may strike answers out, which stay as they are.
CREATE TABLE score_appeals (
    id             $id$ PRIMARY KEY,
    publication_id $id$ NOT NULL REFERENCES score_publications (id),
    unit_kind      TEXT NOT NULL,
    unit_code      TEXT NOT NULL,
    node_code      TEXT NOT NULL,
    visit_id       $id$,
    item_code      TEXT NOT NULL,
    words          TEXT NOT NULL,
    evidence       TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    made_org       TEXT NOT NULL,
    made_at        $instant$ NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('Open', 'Upheld', 'Dismissed', 'Withdrawn')),
    ruling         TEXT NOT NULL,
    ruled_by       TEXT,
    ruled_org      TEXT,
    ruled_at       $instant$,
    revised_id     $id$,
    version        BIGINT NOT NULL
);
CREATE INDEX score_appeals_state ON score_appeals (state, id);
CREATE INDEX score_appeals_org ON score_appeals (made_org, id);

CREATE TABLE score_strikes (
    visit_id  $id$ NOT NULL,
    item_code TEXT NOT NULL,
    appeal_id $id$ NOT NULL REFERENCES score_appeals (id),
    at        $instant$ NOT NULL,
    PRIMARY KEY (visit_id, item_code)
);

-- Who keeps the catalogue keeps the cards, the office publishes, units appeal, supervisors rule. A
-- role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' ScorecardEdit'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
UPDATE roles SET permissions = permissions || ' ScorePublish'
WHERE code = 'office' AND permissions LIKE '%TaskPlan%';
UPDATE roles SET permissions = permissions || ' ScoreAppeal'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
UPDATE roles SET permissions = permissions || ' ScoreRule'
WHERE code = 'supervisor' AND permissions LIKE '%CaseSupervise%';
