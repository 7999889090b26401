-- 路线方案: when and in which order the inspectors of a draw make their visits, with the metres of
-- road beside those of always going to the nearest site. Minutes are counted from midnight, local.
CREATE TABLE inspection_routes (
    plan_id           $id$ PRIMARY KEY REFERENCES inspection_plans (id),
    way               TEXT NOT NULL CHECK (way IN ('Solver', 'Nearest')),
    is_solver_missing BOOLEAN NOT NULL,
    is_cut_short      BOOLEAN NOT NULL,
    metres            BIGINT NOT NULL,
    nearest_metres    BIGINT NOT NULL,
    unplaced          INTEGER NOT NULL,
    days              INTEGER NOT NULL,
    made_at           $instant$ NOT NULL
);

CREATE TABLE inspection_stops (
    visit_id  $id$ PRIMARY KEY REFERENCES visits (id),
    plan_id   $id$ NOT NULL REFERENCES inspection_plans (id),
    inspector TEXT NOT NULL,
    day       TEXT NOT NULL,
    n         INTEGER NOT NULL,
    at_minute INTEGER NOT NULL,
    minutes   INTEGER NOT NULL,
    metres    INTEGER NOT NULL
);
CREATE INDEX inspection_stops_plan ON inspection_stops (plan_id, inspector, day, n);

-- When sites of a kind can be visited, as 08:30-12:00; empty for any time.
ALTER TABLE check_protocols ADD COLUMN hours TEXT NOT NULL DEFAULT '';
