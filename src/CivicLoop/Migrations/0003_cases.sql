CREATE TABLE cases (
    id                     $id$ PRIMARY KEY,
    number                 TEXT NOT NULL UNIQUE,
    source                 TEXT NOT NULL,
    external_id            TEXT UNIQUE,
    state                  TEXT NOT NULL,
    state_before_merge     TEXT,
    is_open                BOOLEAN NOT NULL,
    class_code             TEXT NOT NULL,
    condition_n            INTEGER NOT NULL,
    description            TEXT,
    address                TEXT,
    lon                    DOUBLE PRECISION,
    lat                    DOUBLE PRECISION,
    cell_key               BIGINT,
    grid_code              TEXT,
    community_code         TEXT,
    subdistrict_code       TEXT,
    district_code          TEXT,
    beside_code            TEXT,
    line_org               TEXT,
    unit_org               TEXT,
    territory_org          TEXT,
    route_rule             TEXT,
    route_why              TEXT,
    line_started_at        $instant$,
    line_due_at            $instant$,
    line_kind              TEXT NOT NULL,
    line_limit_milli       BIGINT,
    line_left_milli        BIGINT,
    line_ended_at          $instant$,
    territory_started_at   $instant$,
    territory_due_at       $instant$,
    territory_kind         TEXT NOT NULL,
    territory_limit_milli  BIGINT,
    territory_left_milli   BIGINT,
    territory_ended_at     $instant$,
    stage_due_at           $instant$,
    next_due_at            $instant$ NOT NULL,
    reported_at            $instant$ NOT NULL,
    accepted_at            $instant$,
    dispatched_at          $instant$,
    rectified_at           $instant$,
    checked_at             $instant$,
    closed_at              $instant$,
    updated_at             $instant$ NOT NULL,
    verified_on_time       BOOLEAN,
    accepted_on_time       BOOLEAN,
    dispatched_on_time     BOOLEAN,
    checked_on_time        BOOLEAN,
    independently_checked  BOOLEAN NOT NULL,
    dispatches             INTEGER NOT NULL,
    returns                INTEGER NOT NULL,
    wrong_returns          INTEGER NOT NULL,
    reworks                INTEGER NOT NULL,
    extensions             INTEGER NOT NULL,
    suspensions            INTEGER NOT NULL,
    reopenings             INTEGER NOT NULL,
    urges                  INTEGER NOT NULL,
    supporters             INTEGER NOT NULL,
    asked_until            $instant$,
    order_due_at           $instant$,
    reporter_satisfied     BOOLEAN,
    is_private             BOOLEAN NOT NULL,
    pictures_released      BOOLEAN NOT NULL,
    parent_id              $id$,
    merged_into_id         $id$,
    version                BIGINT NOT NULL,
    journal_n              INTEGER NOT NULL,
    journal_hash           $bytes$ NOT NULL
);
-- Worklists: what is open, by what is to be done, in the order of what is due next.
CREATE INDEX cases_work_unit ON cases (unit_org, state, next_due_at, id) WHERE is_open;
CREATE INDEX cases_work_stage ON cases (state, next_due_at, id) WHERE is_open;
CREATE INDEX cases_work_line ON cases (line_org, state, next_due_at, id) WHERE is_open;
CREATE INDEX cases_work_district ON cases (district_code, state, next_due_at, id) WHERE is_open;
CREATE INDEX cases_work_community ON cases (community_code, state, next_due_at, id)
    WHERE is_open;
-- Lists by time, the map's boxes, and what an evaluation counts in a period.
CREATE INDEX cases_reported ON cases (reported_at, id);
CREATE INDEX cases_updated ON cases (updated_at, id);
CREATE INDEX cases_cell ON cases (cell_key, id);
CREATE INDEX cases_due ON cases (territory_due_at, id);
CREATE INDEX cases_parent ON cases (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX cases_merged ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Words said with a step; kept beside the journal, which holds their salted digest.
CREATE TABLE case_words (
    case_id     $id$ NOT NULL REFERENCES cases (id),
    n           INTEGER NOT NULL,
    words       TEXT,
    salt        $bytes$,
    is_internal BOOLEAN NOT NULL,
    by_reporter BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, n)
);

-- The reporter's way back to the case, and the contact: encrypted, erased on schedule.
CREATE TABLE case_reporters (
    case_id      $id$ PRIMARY KEY REFERENCES cases (id),
    secret_hash  $bytes$ NOT NULL UNIQUE,
    contact      $bytes$,
    contact_mark $bytes$,
    language     TEXT NOT NULL,
    erase_at     $instant$ NOT NULL,
    erased_at    $instant$
);
CREATE INDEX case_reporters_erase ON case_reporters (erase_at) WHERE erased_at IS NULL;

-- Who follows a case without having reported it ("me too").
CREATE TABLE case_followers (
    case_id     $id$ NOT NULL REFERENCES cases (id),
    n           INTEGER NOT NULL,
    secret_hash $bytes$ NOT NULL UNIQUE,
    contact     $bytes$,
    joined_at   $instant$ NOT NULL,
    erase_at    $instant$ NOT NULL,
    PRIMARY KEY (case_id, n)
);

-- The running number of a district's day.
CREATE TABLE case_numbers (
    prefix TEXT PRIMARY KEY,
    last   BIGINT NOT NULL
);
