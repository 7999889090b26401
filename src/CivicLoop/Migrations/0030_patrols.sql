-- 巡查: beats of streets and sites, how often each is wanted to be seen, the plans that spread the
-- visits, and the checks made on places. A place counts as seen by the check made on it; there is
-- no track and no person in these tables. Days are written yyyy-MM-dd, minutes count from midnight.
CREATE TABLE patrol_beats (
    id         $id$ PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    units      TEXT NOT NULL,
    wants      TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('Active', 'Ended')),
    entered_by TEXT NOT NULL,
    entered_at $instant$ NOT NULL,
    version    BIGINT NOT NULL
);

-- What is taken off a beat stays for the checks made on it.
CREATE TABLE patrol_places (
    id         $id$ PRIMARY KEY,
    beat_id    $id$ NOT NULL REFERENCES patrol_beats (id),
    code       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('Street', 'Site')),
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    lon        DOUBLE PRECISION NOT NULL,
    lat        DOUBLE PRECISION NOT NULL,
    removed_day TEXT
);
CREATE UNIQUE INDEX patrol_places_code ON patrol_places (beat_id, code);

CREATE TABLE patrol_plans (
    id            $id$ PRIMARY KEY,
    code          TEXT NOT NULL UNIQUE,
    from_day      TEXT NOT NULL,
    to_day        TEXT NOT NULL,
    frame         TEXT NOT NULL,
    frame_hash    TEXT NOT NULL,
    secret_hash   TEXT NOT NULL,
    locked_secret $bytes$ NOT NULL,
    secret        TEXT,
    visits_hash   TEXT NOT NULL,
    visits        INTEGER NOT NULL,
    made_by       TEXT NOT NULL,
    made_at       $instant$ NOT NULL,
    revealed_at   $instant$,
    CHECK ((secret IS NULL) = (revealed_at IS NULL))
);
CREATE INDEX patrol_plans_days ON patrol_plans (to_day, from_day);

CREATE TABLE patrol_visits (
    id          $id$ PRIMARY KEY,
    plan_id     $id$ NOT NULL REFERENCES patrol_plans (id),
    beat_id     $id$ NOT NULL REFERENCES patrol_beats (id),
    place_id    $id$ NOT NULL REFERENCES patrol_places (id),
    unit_code   TEXT NOT NULL,
    day         TEXT NOT NULL,
    weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_hour   INTEGER NOT NULL,
    to_hour     INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    at_minute   INTEGER NOT NULL,
    check_id    $id$,
    seen_at     $instant$,
    CHECK ((check_id IS NULL) = (seen_at IS NULL)),
    CHECK (from_minute <= at_minute AND at_minute < to_minute)
);
CREATE INDEX patrol_visits_unit ON patrol_visits (unit_code, day);
CREATE INDEX patrol_visits_place ON patrol_visits (place_id, day);
CREATE INDEX patrol_visits_day ON patrol_visits (day, beat_id);
CREATE INDEX patrol_visits_plan ON patrol_visits (plan_id, id);

CREATE TABLE patrol_checks (
    id          $id$ PRIMARY KEY,
    beat_id     $id$ NOT NULL REFERENCES patrol_beats (id),
    place_id    $id$ NOT NULL REFERENCES patrol_places (id),
    visit_id    $id$,
    unit_code   TEXT NOT NULL,
    result      TEXT NOT NULL CHECK (result IN ('Nothing', 'Found')),
    seen_at     $instant$ NOT NULL,
    received_at $instant$ NOT NULL,
    class_code  TEXT,
    words       TEXT NOT NULL,
    case_id     $id$,
    case_number TEXT,
    CHECK ((result = 'Found') = (case_id IS NOT NULL))
);
CREATE INDEX patrol_checks_place ON patrol_checks (place_id, id);
CREATE INDEX patrol_checks_case ON patrol_checks (case_id);

-- Who keeps the catalogue keeps the beats; units walk them. A role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' PatrolKeep'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
UPDATE roles SET permissions = permissions || ' PatrolWork'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
