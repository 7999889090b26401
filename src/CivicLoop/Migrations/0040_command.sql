-- 指令: what a command body orders units to do by a time. The text is the same for all; each unit has
-- an order of its own, which the unit may hand on to one below it.
CREATE TABLE directives (
    id            $id$ PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE,
    issuer_code   TEXT NOT NULL,
    title         TEXT NOT NULL,
    words         TEXT NOT NULL,
    basis_name    TEXT NOT NULL,
    due_at        $instant$ NOT NULL,
    working_hours INTEGER,
    issued_by     TEXT NOT NULL,
    issued_at     $instant$ NOT NULL
);

CREATE TABLE directive_orders (
    id              $id$ PRIMARY KEY,
    directive_id    $id$ NOT NULL REFERENCES directives (id),
    issuer_code     TEXT NOT NULL,
    unit_code       TEXT NOT NULL,
    holder_code     TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('Issued', 'Acknowledged', 'Reported',
        'Returned', 'Accepted', 'Withdrawn')),
    due_at          $instant$ NOT NULL,
    acknowledged_at $instant$,
    reported_at     $instant$,
    ended_at        $instant$,
    version         BIGINT NOT NULL,
    UNIQUE (directive_id, unit_code)
);
CREATE INDEX directive_orders_issuer ON directive_orders (issuer_code, id);
CREATE INDEX directive_orders_holder ON directive_orders (holder_code, id);
CREATE INDEX directive_orders_due ON directive_orders (due_at)
    WHERE state IN ('Issued', 'Acknowledged', 'Returned');

CREATE TABLE directive_steps (
    order_id     $id$ NOT NULL REFERENCES directive_orders (id),
    n            BIGINT NOT NULL,
    at           $instant$ NOT NULL,
    command      TEXT NOT NULL,
    actor        TEXT NOT NULL,
    organization TEXT NOT NULL,
    to_unit      TEXT,
    words        TEXT NOT NULL,
    PRIMARY KEY (order_id, n)
);

-- 抄送: units that are told and owe nothing.
CREATE TABLE directive_copies (
    directive_id $id$ NOT NULL REFERENCES directives (id),
    unit_code    TEXT NOT NULL,
    PRIMARY KEY (directive_id, unit_code)
);
CREATE INDEX directive_copies_unit ON directive_copies (unit_code, directive_id);

CREATE TABLE directive_cases (
    directive_id $id$ NOT NULL REFERENCES directives (id),
    case_number  TEXT NOT NULL,
    PRIMARY KEY (directive_id, case_number)
);
CREATE INDEX directive_cases_case ON directive_cases (case_number, directive_id);

-- The last number given in a year.
CREATE TABLE directive_counts (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
);

-- 值班日志: one person keeps the desk of a body at a time.
CREATE TABLE desk_shifts (
    id        $id$ PRIMARY KEY,
    body_code TEXT NOT NULL,
    keeper    TEXT NOT NULL,
    begun_at  $instant$ NOT NULL,
    before_id $id$ REFERENCES desk_shifts (id),
    ended_at  $instant$,
    handover  TEXT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX desk_shifts_body ON desk_shifts (body_code, id);
CREATE UNIQUE INDEX desk_shifts_kept ON desk_shifts (body_code) WHERE ended_at IS NULL;

-- Never changed: what is to be added or settled stands in a supplement.
CREATE TABLE desk_entries (
    id               $id$ PRIMARY KEY,
    body_code        TEXT NOT NULL,
    shift_id         $id$ NOT NULL REFERENCES desk_shifts (id),
    at               $instant$ NOT NULL,
    written_at       $instant$ NOT NULL,
    writer           TEXT NOT NULL,
    source           TEXT NOT NULL,
    words            TEXT NOT NULL,
    done             TEXT NOT NULL,
    case_number      TEXT,
    directive_number TEXT,
    is_open          BOOLEAN NOT NULL,
    supplements_id   $id$ REFERENCES desk_entries (id),
    settles          BOOLEAN NOT NULL
);
CREATE INDEX desk_entries_body ON desk_entries (body_code, id);
CREATE INDEX desk_entries_at ON desk_entries (body_code, at);
CREATE INDEX desk_entries_open ON desk_entries (body_code, id) WHERE is_open;
CREATE INDEX desk_entries_supplements ON desk_entries (supplements_id);
CREATE UNIQUE INDEX desk_entries_settled ON desk_entries (supplements_id) WHERE settles;

-- Links that open the wall on a screen where nobody signs in.
CREATE TABLE wall_links (
    id          $id$ PRIMARY KEY,
    name        TEXT NOT NULL,
    secret_hash $bytes$ NOT NULL UNIQUE,
    until_day   TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    made_at     $instant$ NOT NULL,
    ended_at    $instant$,
    version     BIGINT NOT NULL
);

-- Command bodies issue, units and the bodies below work on what they were ordered. A role the city
-- emptied stays as it is.
UPDATE roles SET permissions = permissions || ' DirectiveIssue DirectiveWork DeskKeep'
WHERE code = 'office' AND permissions LIKE '%LetterIssue%';
UPDATE roles SET permissions = permissions || ' DirectiveIssue DirectiveWork DeskKeep'
WHERE code = 'supervisor' AND permissions LIKE '%LetterIssue%';
UPDATE roles SET permissions = permissions || ' DirectiveIssue DeskKeep'
WHERE code = 'leader' AND permissions LIKE '%BulletinApprove%';
UPDATE roles SET permissions = permissions || ' DirectiveWork'
WHERE code = 'handler' AND permissions LIKE '%LetterAnswer%';
