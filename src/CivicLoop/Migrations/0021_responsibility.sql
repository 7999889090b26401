-- Who answers for what, from one day to another; days are written yyyy-MM-dd. What has held stays.
CREATE TABLE duties (
    id           $id$ PRIMARY KEY,
    subject_kind TEXT NOT NULL
        CHECK (subject_kind IN ('Criterion', 'SiteKind', 'Area', 'Site', 'Category')),
    edition_code TEXT NOT NULL,
    subject_code TEXT NOT NULL,
    role         TEXT NOT NULL CHECK (role IN ('LeadDepartment', 'ResponsibleUnit',
        'SupportingUnit', 'TerritorialOwner', 'SiteKeeper')),
    area_code    TEXT,
    holder_code  TEXT,
    holder_name  TEXT NOT NULL,
    holder_title TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    to_day       TEXT,
    basis_name   TEXT NOT NULL,
    basis_number TEXT NOT NULL,
    basis_day    TEXT,
    entered_by   TEXT NOT NULL,
    entered_at   $instant$ NOT NULL,
    version      BIGINT NOT NULL,
    CHECK ((subject_kind = 'Criterion') = (edition_code <> '')),
    CHECK (holder_code IS NOT NULL
        OR (role = 'SiteKeeper' AND holder_name <> '' AND holder_title <> ''))
);
CREATE INDEX duties_subject ON duties (subject_kind, edition_code, subject_code);
CREATE INDEX duties_holder ON duties (holder_code, id);
CREATE INDEX duties_end ON duties (to_day);

-- 权责争议: claim, counter-claim, ruling. A ruling is a precedent and stays.
CREATE TABLE duty_disputes (
    id             $id$ PRIMARY KEY,
    subject_kind   TEXT NOT NULL
        CHECK (subject_kind IN ('Criterion', 'SiteKind', 'Area', 'Site', 'Category')),
    edition_code   TEXT NOT NULL,
    subject_code   TEXT NOT NULL,
    role           TEXT NOT NULL
        CHECK (role IN ('LeadDepartment', 'ResponsibleUnit', 'TerritorialOwner')),
    area_code      TEXT,
    case_number    TEXT,
    claim_org      TEXT NOT NULL,
    claim_holder   TEXT NOT NULL,
    claim_text     TEXT NOT NULL,
    claimed_by     TEXT NOT NULL,
    claimed_at     $instant$ NOT NULL,
    counter_org    TEXT,
    counter_holder TEXT,
    counter_text   TEXT NOT NULL,
    countered_by   TEXT,
    countered_at   $instant$,
    state          TEXT NOT NULL
        CHECK (state IN ('Claimed', 'Countered', 'Ruled', 'Withdrawn')),
    ruled_holder   TEXT,
    ruling_text    TEXT NOT NULL,
    ruled_by       TEXT,
    ruled_at       $instant$,
    duty_id        $id$ REFERENCES duties (id),
    search_text    TEXT NOT NULL,
    version        BIGINT NOT NULL,
    CHECK ((state = 'Ruled') = (ruled_holder IS NOT NULL))
);
CREATE INDEX duty_disputes_state ON duty_disputes (state, id);
CREATE INDEX duty_disputes_subject
    ON duty_disputes (subject_kind, edition_code, subject_code, id);

-- Numbers the city sets for itself, such as how many criteria one unit can lead.
CREATE TABLE duty_limits (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);

-- 指挥机构: who sits in a command body for a time, and the criteria it watches.
CREATE TABLE command_members (
    id                $id$ PRIMARY KEY,
    body_code         TEXT NOT NULL,
    title             TEXT NOT NULL,
    organization_code TEXT,
    sign_in           TEXT,
    from_day          TEXT NOT NULL,
    to_day            TEXT,
    basis_name        TEXT NOT NULL,
    entered_by        TEXT NOT NULL,
    entered_at        $instant$ NOT NULL,
    version           BIGINT NOT NULL,
    CHECK (organization_code IS NOT NULL OR sign_in IS NOT NULL)
);
CREATE INDEX command_members_body ON command_members (body_code, id);
CREATE INDEX command_members_organization ON command_members (organization_code, id);

CREATE TABLE command_watches (
    id             $id$ PRIMARY KEY,
    body_code      TEXT NOT NULL,
    edition_code   TEXT NOT NULL,
    criterion_code TEXT NOT NULL,
    from_day       TEXT NOT NULL,
    to_day         TEXT,
    entered_by     TEXT NOT NULL,
    entered_at     $instant$ NOT NULL,
    version        BIGINT NOT NULL
);
CREATE INDEX command_watches_body ON command_watches (body_code, id);
CREATE INDEX command_watches_criterion ON command_watches (edition_code, criterion_code);

-- Who keeps the routing keeps the duties too and rules on disputes; units claim. A role the city
-- emptied stays as it is.
UPDATE roles SET permissions = permissions || ' DutyEdit DisputeRule CommandEdit'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%RoutingEdit%';
UPDATE roles SET permissions = permissions || ' DutyClaim'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
UPDATE roles SET permissions = permissions || ' DutyClaim'
WHERE code = 'dispatcher' AND permissions LIKE '%CaseDispatch%';
