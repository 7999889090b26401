-- What the city is: documents of the pack that have no rows of their own (identity, calendar,
-- stages).
CREATE TABLE city_documents (
    name       TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    changed_at $instant$ NOT NULL
);

CREATE TABLE areas (
    code        TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    name_zh     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    parent_code TEXT,
    beside_tree BOOLEAN NOT NULL,
    shape       $bytes$
);
CREATE INDEX areas_parent ON areas (parent_code);

CREATE TABLE organizations (
    code        TEXT PRIMARY KEY,
    tree        TEXT NOT NULL CHECK (tree IN ('Line', 'Territory', 'Command')),
    parent_code TEXT,
    path        TEXT NOT NULL UNIQUE,
    name_zh     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    area_code   TEXT
);

CREATE TABLE case_classes (
    code                  TEXT PRIMARY KEY,
    kind                  TEXT NOT NULL CHECK (kind IN ('Event', 'Component')),
    group_code            TEXT NOT NULL,
    group_zh              TEXT NOT NULL,
    group_en              TEXT NOT NULL,
    name_zh               TEXT NOT NULL,
    name_en               TEXT NOT NULL,
    keywords              TEXT NOT NULL,
    lead_department       TEXT,
    is_private            BOOLEAN NOT NULL,
    is_safety             BOOLEAN NOT NULL,
    photo_reason_zh       TEXT,
    photo_reason_en       TEXT,
    is_active             BOOLEAN NOT NULL
);

CREATE TABLE case_conditions (
    class_code   TEXT NOT NULL REFERENCES case_classes (code),
    n            INTEGER NOT NULL,
    opening_zh   TEXT NOT NULL,
    opening_en   TEXT NOT NULL,
    closing_zh   TEXT NOT NULL,
    closing_en   TEXT NOT NULL,
    limit_milli  BIGINT,
    limit_kind   TEXT CHECK (limit_kind IN ('UrgentHours', 'WorkingHours', 'WorkingDays')),
    source       TEXT NOT NULL,
    PRIMARY KEY (class_code, n)
);

CREATE TABLE routing_rules (
    id           TEXT PRIMARY KEY,
    priority     INTEGER NOT NULL,
    class_prefix TEXT NOT NULL,
    area_code    TEXT,
    lead_org     TEXT,
    unit         TEXT NOT NULL,
    basis_zh     TEXT NOT NULL,
    basis_en     TEXT NOT NULL
);
