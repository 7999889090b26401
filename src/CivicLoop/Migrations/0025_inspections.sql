-- 检查计划 and 抽样: what was fixed before a draw, and the frame it is drawn again from. Lists of codes
-- are written with blanks between; days are written yyyy-MM-dd.
CREATE TABLE inspection_plans (
    id             $id$ PRIMARY KEY,
    code           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    basis_name     TEXT NOT NULL,
    edition_code   TEXT NOT NULL,
    areas          TEXT NOT NULL,
    site_kinds     TEXT NOT NULL,
    inspector_orgs TEXT NOT NULL,
    margin_milli   INTEGER NOT NULL,
    confidence     INTEGER NOT NULL,
    stratum_min    INTEGER NOT NULL,
    rest_days      INTEGER NOT NULL,
    repeat_milli   INTEGER NOT NULL,
    from_day       TEXT NOT NULL,
    to_day         TEXT NOT NULL,
    state          TEXT NOT NULL
        CHECK (state IN ('Draft', 'Committed', 'Drawn', 'Revealed', 'Dropped')),
    made_by        TEXT NOT NULL,
    made_at        $instant$ NOT NULL,
    version        BIGINT NOT NULL
);

CREATE TABLE inspection_draws (
    plan_id       $id$ PRIMARY KEY REFERENCES inspection_plans (id),
    rule          TEXT NOT NULL,
    frame_hash    TEXT NOT NULL,
    secret_hash   TEXT NOT NULL,
    locked_secret $bytes$ NOT NULL,
    secret        TEXT,
    public_source TEXT NOT NULL,
    public_word   TEXT,
    committed_at  $instant$ NOT NULL,
    drawn_at      $instant$,
    revealed_at   $instant$
);

CREATE TABLE inspection_frames (
    plan_id        $id$ NOT NULL REFERENCES inspection_plans (id),
    site_code      TEXT NOT NULL,
    site_kind_code TEXT NOT NULL,
    district_code  TEXT NOT NULL,
    last_day       TEXT,
    PRIMARY KEY (plan_id, site_code)
);

-- 检查: one inspector, one site, once. The id is made by whoever begins it.
CREATE TABLE visits (
    id             $id$ PRIMARY KEY,
    purpose        TEXT NOT NULL CHECK (purpose IN ('Plan', 'Own')),
    plan_id        $id$ REFERENCES inspection_plans (id),
    n              INTEGER NOT NULL,
    turn           INTEGER NOT NULL CHECK (turn IN (1, 2)),
    site_id        $id$ NOT NULL REFERENCES sites (id),
    site_code      TEXT NOT NULL,
    site_kind_code TEXT NOT NULL,
    district_code  TEXT NOT NULL,
    edition_code   TEXT NOT NULL,
    inspector      TEXT,
    state          TEXT NOT NULL CHECK (state IN ('Planned', 'Begun', 'Done', 'Missed')),
    due_day        TEXT NOT NULL,
    begun_at       $instant$,
    done_at        $instant$,
    walked_m       INTEGER,
    note           TEXT NOT NULL,
    score_milli    INTEGER,
    version        BIGINT NOT NULL,
    CHECK ((purpose = 'Plan') = (plan_id IS NOT NULL)),
    CHECK ((state = 'Done') = (done_at IS NOT NULL))
);
CREATE INDEX visits_plan ON visits (plan_id, n, turn);
CREATE INDEX visits_inspector ON visits (inspector, state, due_day, id);
CREATE INDEX visits_site ON visits (site_code, done_at);
CREATE INDEX visits_done ON visits (done_at, id);

-- Who keeps the catalogue plans and draws, who checks visits. A role the city emptied stays so.
UPDATE roles SET permissions = permissions || ' InspectionPlan InspectionDraw InspectionRead'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
UPDATE roles SET permissions = permissions || ' InspectionVisit InspectionRead'
WHERE code = 'supervisor' AND permissions LIKE '%CaseSupervise%';
UPDATE roles SET permissions = permissions || ' InspectionVisit'
WHERE code = 'inspector' AND permissions LIKE '%CaseCheck%';
UPDATE roles SET permissions = permissions || ' InspectionRead'
WHERE code = 'leader' AND permissions LIKE '%EvaluationSee%';
