-- 任务分解: plans, the tasks they become, their steps, and requests that became one with a task that
-- was there. Days are written yyyy-MM-dd.
CREATE TABLE task_plans (
    id             $id$ PRIMARY KEY,
    title          TEXT NOT NULL,
    words          TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('Task', 'Form', 'Inspection')),
    edition_code   TEXT NOT NULL,
    criteria       TEXT NOT NULL,
    target         TEXT NOT NULL CHECK (target IN ('Territory', 'SiteKind', 'Units')),
    level          TEXT,
    area_code      TEXT,
    site_kind_code TEXT,
    units          TEXT NOT NULL,
    facts          TEXT NOT NULL,
    minutes        INTEGER NOT NULL,
    first_due      TEXT NOT NULL,
    repeat         TEXT NOT NULL CHECK (repeat IN ('Once', 'Weekly', 'Monthly', 'Quarterly')),
    last_due       TEXT,
    issuer_code    TEXT NOT NULL,
    basis_name     TEXT NOT NULL,
    basis_number   TEXT NOT NULL,
    over_reason    TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('Draft', 'Published', 'Ended', 'Carried')),
    rounds         INTEGER NOT NULL,
    next_due       TEXT,
    carried_from   $id$ REFERENCES task_plans (id),
    made_by        TEXT NOT NULL,
    made_at        $instant$ NOT NULL,
    published_at   $instant$,
    version        BIGINT NOT NULL
);
CREATE INDEX task_plans_state ON task_plans (state, id);
CREATE INDEX task_plans_edition ON task_plans (edition_code, id);

CREATE TABLE tasks (
    id              $id$ PRIMARY KEY,
    plan_id         $id$ NOT NULL REFERENCES task_plans (id),
    round           INTEGER NOT NULL,
    parent_id       $id$ REFERENCES tasks (id),
    unit_code       TEXT NOT NULL,
    issuer_code     TEXT NOT NULL,
    title           TEXT NOT NULL,
    words           TEXT NOT NULL,
    sites           TEXT NOT NULL,
    due_day         TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('Held', 'Sent', 'Acknowledged', 'Reported',
        'Returned', 'Done', 'Cancelled')),
    same_key        TEXT NOT NULL,
    handler         TEXT,
    sent_at         $instant$ NOT NULL,
    acknowledged_at $instant$,
    reported_at     $instant$,
    ended_at        $instant$,
    result          TEXT NOT NULL,
    parts           INTEGER NOT NULL,
    parts_ended     INTEGER NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX tasks_plan ON tasks (plan_id, state, unit_code);
CREATE INDEX tasks_unit ON tasks (unit_code, due_day, id);
CREATE INDEX tasks_parent ON tasks (parent_id);
CREATE INDEX tasks_same ON tasks (same_key, unit_code) WHERE ended_at IS NULL;
CREATE INDEX tasks_handler ON tasks (handler) WHERE ended_at IS NULL;
CREATE INDEX tasks_held ON tasks (due_day) WHERE state = 'Held';

CREATE TABLE task_steps (
    task_id      $id$ NOT NULL REFERENCES tasks (id),
    n            BIGINT NOT NULL,
    at           $instant$ NOT NULL,
    command      TEXT NOT NULL,
    actor        TEXT NOT NULL,
    organization TEXT NOT NULL,
    words        TEXT NOT NULL,
    PRIMARY KEY (task_id, n)
);

CREATE TABLE task_joins (
    plan_id $id$ NOT NULL REFERENCES task_plans (id),
    round   INTEGER NOT NULL,
    task_id $id$ NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (plan_id, round, task_id)
);
CREATE INDEX task_joins_task ON task_joins (task_id);

-- Addresses under which a unit's days are read by calendar programs; only a digest is kept.
CREATE TABLE task_feeds (
    unit_code TEXT PRIMARY KEY,
    key_hash  $bytes$ NOT NULL UNIQUE,
    made_by   TEXT NOT NULL,
    made_at   $instant$ NOT NULL
);

-- 减负计量: what units were asked for, the limits of a week, facts entered once, objections.
CREATE TABLE burden_asks (
    id        $id$ PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('Task', 'Form', 'Inspection')),
    source    TEXT NOT NULL,
    source_id $id$ NOT NULL,
    unit_code TEXT NOT NULL,
    asked_by  TEXT NOT NULL,
    week      TEXT NOT NULL,
    asked_at  $instant$ NOT NULL,
    is_quiet  BOOLEAN NOT NULL,
    minutes   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    outcome   TEXT NOT NULL CHECK (outcome IN ('Asked', 'Merged', 'Known', 'Withdrawn'))
);
CREATE INDEX burden_asks_week ON burden_asks (week, unit_code);
CREATE INDEX burden_asks_unit ON burden_asks (unit_code, week);
CREATE INDEX burden_asks_source ON burden_asks (source_id);

CREATE TABLE burden_caps (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);

CREATE TABLE facts (
    id         $id$ PRIMARY KEY,
    unit_code  TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at $instant$ NOT NULL
);
CREATE INDEX facts_name ON facts (name, unit_code, entered_at);
CREATE INDEX facts_unit ON facts (unit_code, id);

CREATE TABLE fact_uses (
    fact_id   $id$ NOT NULL REFERENCES facts (id),
    source    TEXT NOT NULL,
    source_id $id$ NOT NULL,
    title     TEXT NOT NULL,
    used_at   $instant$ NOT NULL,
    PRIMARY KEY (fact_id, source, source_id)
);

CREATE TABLE objections (
    id           $id$ PRIMARY KEY,
    source       TEXT NOT NULL,
    source_id    $id$ NOT NULL,
    title        TEXT NOT NULL,
    unit_code    TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    reason       TEXT NOT NULL CHECK (reason IN ('TooMuch', 'Repeated', 'Known', 'QuietHours',
        'TooShort', 'NotOurs')),
    text         TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_at      $instant$ NOT NULL,
    answer_due   $instant$ NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('Open', 'Granted', 'Dismissed', 'Withdrawn')),
    remedy       TEXT CHECK (remedy IN ('Withdraw', 'Merge', 'Extend', 'Reassign')),
    answer_text  TEXT NOT NULL,
    answered_org TEXT,
    answered_by  TEXT,
    answered_at  $instant$,
    version      BIGINT NOT NULL,
    CHECK ((state = 'Granted') = (remedy IS NOT NULL))
);
CREATE INDEX objections_state ON objections (state, id);
CREATE INDEX objections_unit ON objections (unit_code, id);
CREATE UNIQUE INDEX objections_open ON objections (source_id) WHERE state = 'Open';

-- The office that plans tasks; in a city made before, the role is new. Units work on tasks, who
-- supervises answers objections too. A role the city emptied stays as it is.
INSERT INTO roles (code, name_zh, name_en, permissions, is_of_line)
SELECT 'office', '创文办工作人员', 'Office staff',
    'CaseSee EvaluationSee TaskPlan BurdenKeep', FALSE
WHERE EXISTS (SELECT 1 FROM roles)
    AND NOT EXISTS (SELECT 1 FROM roles WHERE code = 'office');
UPDATE roles SET permissions = permissions || ' TaskWork'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
UPDATE roles SET permissions = permissions || ' BurdenKeep'
WHERE code = 'supervisor' AND permissions LIKE '%CaseSupervise%';
