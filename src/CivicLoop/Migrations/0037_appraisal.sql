-- 年度目标管理考核: targets of units in a year, from what is asked to the final list. Points and
-- figures are thousandths, days are written yyyy-MM-dd.
CREATE TABLE appraisals (
    id                $id$ PRIMARY KEY,
    year              INTEGER NOT NULL UNIQUE,
    name_zh           TEXT NOT NULL,
    name_en           TEXT NOT NULL,
    basis_name        TEXT NOT NULL,
    basis_number      TEXT NOT NULL,
    basis_day         TEXT NOT NULL,
    card_code         TEXT NOT NULL,
    period            TEXT NOT NULL,
    self_day          TEXT NOT NULL,
    appeal_day        TEXT NOT NULL,
    sign_day          TEXT NOT NULL,
    margin_milli      INTEGER NOT NULL,
    excellent_milli   INTEGER NOT NULL,
    good_milli        INTEGER NOT NULL,
    fit_milli         INTEGER NOT NULL,
    commend_max_milli INTEGER NOT NULL,
    bad_years         INTEGER NOT NULL,
    within_years      INTEGER NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('Draft', 'Issued', 'Fixed')),
    opened_by         TEXT NOT NULL,
    opened_at         $instant$ NOT NULL,
    version           BIGINT NOT NULL
);

CREATE TABLE appraisal_sheets (
    id           $id$ PRIMARY KEY,
    appraisal_id $id$ NOT NULL REFERENCES appraisals (id),
    unit_code    TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN (
        'Open', 'HandedIn', 'Presented', 'Objected', 'Signed', 'Ruled')),
    handed_at    $instant$,
    objection    TEXT NOT NULL,
    ruling       TEXT NOT NULL,
    signed_by    TEXT,
    signed_at    $instant$,
    version      BIGINT NOT NULL,
    UNIQUE (appraisal_id, unit_code)
);

CREATE TABLE appraisal_targets (
    id                 $id$ PRIMARY KEY,
    appraisal_id       $id$ NOT NULL REFERENCES appraisals (id),
    unit_code          TEXT NOT NULL,
    code               TEXT NOT NULL,
    name_zh            TEXT NOT NULL,
    name_en            TEXT NOT NULL,
    kind               TEXT NOT NULL CHECK (kind IN ('Figure', 'Deliverable')),
    node_code          TEXT NOT NULL,
    need_milli         INTEGER,
    how                TEXT NOT NULL,
    due_day            TEXT NOT NULL,
    points_milli       INTEGER NOT NULL,
    claim_milli        INTEGER,
    claim_words        TEXT NOT NULL,
    claim_reason       TEXT NOT NULL,
    claim_figure_milli INTEGER,
    claimed_by         TEXT,
    claimed_at         $instant$,
    judged_milli       INTEGER,
    judge_words        TEXT NOT NULL,
    judged_by          TEXT,
    judged_at          $instant$,
    version            BIGINT NOT NULL,
    UNIQUE (appraisal_id, unit_code, code),
    CHECK ((kind = 'Figure') = (need_milli IS NOT NULL))
);

-- 半年检查: each check stays, the newest counts.
CREATE TABLE appraisal_checks (
    target_id     $id$ NOT NULL REFERENCES appraisal_targets (id),
    n             INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('OnTheWay', 'Behind', 'Done')),
    words         TEXT NOT NULL,
    figure_milli  INTEGER,
    figure_period TEXT NOT NULL,
    checked_by    TEXT NOT NULL,
    checked_at    $instant$ NOT NULL,
    PRIMARY KEY (target_id, n)
);

-- Evidence: files by their content, and what the loop already holds by its key.
CREATE TABLE appraisal_files (
    target_id $id$ NOT NULL REFERENCES appraisal_targets (id),
    n         INTEGER NOT NULL,
    sha256    TEXT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    bytes     BIGINT NOT NULL,
    PRIMARY KEY (target_id, n)
);

CREATE TABLE appraisal_references (
    target_id $id$ NOT NULL REFERENCES appraisal_targets (id),
    n         INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    ref_key   TEXT NOT NULL,
    PRIMARY KEY (target_id, n)
);

-- 扣分与加分: points of a unit by a document, with time to answer.
CREATE TABLE appraisal_entries (
    id           $id$ PRIMARY KEY,
    appraisal_id $id$ NOT NULL REFERENCES appraisals (id),
    unit_code    TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('Deduction', 'Commendation')),
    points_milli INTEGER NOT NULL,
    basis_name   TEXT NOT NULL CHECK (basis_name <> ''),
    basis_number TEXT NOT NULL CHECK (basis_number <> ''),
    basis_day    TEXT NOT NULL,
    reason       TEXT NOT NULL,
    answer_day   TEXT NOT NULL,
    entered_by   TEXT NOT NULL,
    entered_at   $instant$ NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('Open', 'Answered', 'Kept', 'Withdrawn')),
    answer       TEXT NOT NULL,
    answered_at  $instant$,
    ruling       TEXT NOT NULL,
    ruled_at     $instant$,
    version      BIGINT NOT NULL
);
CREATE INDEX appraisal_entries_unit ON appraisal_entries (appraisal_id, unit_code, id);

-- 单位负面清单状态: above the score, from one day to another.
CREATE TABLE unit_standings (
    id           $id$ PRIMARY KEY,
    unit_code    TEXT NOT NULL,
    status       TEXT NOT NULL
        CHECK (status IN ('Clear', 'Warning', 'Suspended', 'Revoked')),
    since        TEXT NOT NULL,
    until        TEXT,
    basis_name   TEXT NOT NULL,
    basis_number TEXT NOT NULL,
    basis_day    TEXT NOT NULL,
    recorded_by  TEXT NOT NULL,
    recorded_at  $instant$ NOT NULL
);
CREATE INDEX unit_standings_unit ON unit_standings (unit_code, since);

-- 最终结果, with the hash that the journal holds too. A change makes another revision.
CREATE TABLE appraisal_lists (
    id              $id$ PRIMARY KEY,
    appraisal_id    $id$ NOT NULL REFERENCES appraisals (id),
    revision        INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    publication_id  $id$,
    score_period    TEXT NOT NULL,
    score_revision  INTEGER NOT NULL,
    last_day        TEXT NOT NULL,
    hash            TEXT NOT NULL,
    fixed_by        TEXT NOT NULL,
    fixed_at        $instant$ NOT NULL,
    UNIQUE (appraisal_id, revision)
);

CREATE TABLE appraisal_rows (
    list_id         $id$ NOT NULL REFERENCES appraisal_lists (id),
    unit_code       TEXT NOT NULL,
    position        INTEGER NOT NULL,
    rank            INTEGER,
    worth_milli     INTEGER NOT NULL,
    all_milli       INTEGER NOT NULL,
    reached_milli   INTEGER NOT NULL,
    base_milli      INTEGER,
    deducted_milli  INTEGER NOT NULL,
    commended_milli INTEGER NOT NULL,
    score_milli     INTEGER,
    grade           TEXT CHECK (grade IN ('Excellent', 'Good', 'Fit', 'Unfit')),
    standing        TEXT NOT NULL
        CHECK (standing IN ('Clear', 'Warning', 'Suspended', 'Revoked')),
    standing_source TEXT NOT NULL
        CHECK (standing_source IN ('None', 'Record', 'TwoYears', 'Carried')),
    is_signed       BOOLEAN NOT NULL,
    PRIMARY KEY (list_id, unit_code)
);

CREATE TABLE appraisal_parts (
    list_id       $id$ NOT NULL REFERENCES appraisal_lists (id),
    unit_code     TEXT NOT NULL,
    target_id     $id$ NOT NULL,
    target_code   TEXT NOT NULL,
    points_milli  INTEGER NOT NULL,
    reached_milli INTEGER,
    value_milli   INTEGER,
    PRIMARY KEY (list_id, target_id)
);

-- The office keeps the appraisal, units work on it, and the head of a unit signs: a role that is
-- new in a city made before. A role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' AppraisalKeep'
WHERE code = 'office' AND permissions LIKE '%TaskPlan%';
UPDATE roles SET permissions = permissions || ' AppraisalWork'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
INSERT INTO roles (code, name_zh, name_en, permissions, is_of_line)
SELECT 'unit-head', '单位负责人', 'Head of a unit', 'CaseSee AppraisalSign', TRUE
WHERE EXISTS (SELECT 1 FROM roles)
    AND NOT EXISTS (SELECT 1 FROM roles WHERE code = 'unit-head');
