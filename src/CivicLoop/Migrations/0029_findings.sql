-- 问题: items that were not in order at a visit, the case each became, and the closed case it came
-- back after.
CREATE TABLE findings (
    visit_id    $id$ NOT NULL REFERENCES visits (id),
    item_code   TEXT NOT NULL,
    site_id     $id$ NOT NULL REFERENCES sites (id),
    site_code   TEXT NOT NULL,
    class_code  TEXT,
    case_id     $id$ REFERENCES cases (id),
    case_number TEXT,
    recurs_of   TEXT,
    found_at    $instant$ NOT NULL,
    PRIMARY KEY (visit_id, item_code)
);
CREATE INDEX findings_case ON findings (case_id);
CREATE INDEX findings_site ON findings (site_code, class_code, found_at);
CREATE INDEX findings_waiting ON findings (found_at)
    WHERE case_id IS NULL AND class_code IS NOT NULL;

-- 复查 of closed cases, blind.
CREATE TABLE case_rechecks (
    id          $id$ PRIMARY KEY,
    case_id     $id$ NOT NULL REFERENCES cases (id),
    case_number TEXT NOT NULL,
    closed_at   $instant$ NOT NULL,
    reason      TEXT NOT NULL CHECK (reason IN ('Finding', 'Safety', 'Random')),
    inspector   TEXT,
    state       TEXT NOT NULL CHECK (state IN ('Planned', 'Fixed', 'NotFixed')),
    due_day     TEXT NOT NULL,
    seen_at     $instant$,
    note        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (case_id, closed_at)
);
CREATE INDEX case_rechecks_inspector ON case_rechecks (inspector, state, due_day, id);
