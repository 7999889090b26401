-- 通报: figures of a period as they were taken, with words around them. Days are written yyyy-MM-dd;
-- the blocks are one text, because a bulletin is read, compared and approved whole.
CREATE TABLE bulletins (
    id           $id$ PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('Weekly', 'Monthly', 'Special')),
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,
    title        TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('Draft', 'Submitted', 'Approved', 'Published',
        'Withdrawn')),
    number       TEXT UNIQUE,
    blocks       TEXT NOT NULL,
    editors      TEXT NOT NULL,
    made_org     TEXT NOT NULL,
    made_at      $instant$ NOT NULL,
    filled_at    $instant$ NOT NULL,
    approved_by  TEXT,
    approved_at  $instant$,
    published_at $instant$,
    withdrawn_at $instant$,
    reason       TEXT NOT NULL,
    version      BIGINT NOT NULL,
    CHECK ((state IN ('Published', 'Withdrawn')) = (number IS NOT NULL))
);
CREATE INDEX bulletins_state ON bulletins (state, id);

-- 提示函, 督办单: what a unit is to answer, by when; and what was said to and fro.
CREATE TABLE letters (
    id            $id$ PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('Reminder', 'SupervisionOrder')),
    number        TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('Sent', 'Answered', 'Returned', 'Accepted',
        'Escalated', 'Withdrawn')),
    issuer_code   TEXT NOT NULL,
    unit_code     TEXT NOT NULL,
    subject       TEXT NOT NULL CHECK (subject IN ('Case', 'Target', 'Bulletin')),
    case_number   TEXT,
    bulletin_id   $id$ REFERENCES bulletins (id),
    block_n       INTEGER,
    title         TEXT NOT NULL,
    words         TEXT NOT NULL,
    basis_name    TEXT NOT NULL,
    basis_number  TEXT NOT NULL,
    due_at        $instant$ NOT NULL,
    escalated_id  $id$ REFERENCES letters (id),
    sent_by       TEXT NOT NULL,
    sent_at       $instant$ NOT NULL,
    answered_at   $instant$,
    ended_at      $instant$,
    version       BIGINT NOT NULL,
    UNIQUE (kind, number),
    CHECK ((subject = 'Case') = (case_number IS NOT NULL)),
    CHECK ((subject = 'Bulletin') = (bulletin_id IS NOT NULL))
);
CREATE INDEX letters_unit ON letters (unit_code, id);
CREATE INDEX letters_state ON letters (state, id);
CREATE INDEX letters_due ON letters (due_at) WHERE state IN ('Sent', 'Returned');

CREATE TABLE letter_steps (
    letter_id    $id$ NOT NULL REFERENCES letters (id),
    n            BIGINT NOT NULL,
    at           $instant$ NOT NULL,
    command      TEXT NOT NULL,
    actor        TEXT NOT NULL,
    organization TEXT NOT NULL,
    words        TEXT NOT NULL,
    evidence     TEXT NOT NULL,
    PRIMARY KEY (letter_id, n)
);

-- The last number given in a year; one that was withdrawn is never given again.
CREATE TABLE bulletin_counts (
    series TEXT NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (series, year)
);

-- The office writes, leaders approve, office and supervisors send letters, units answer them. A
-- role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' BulletinEdit LetterIssue'
WHERE code = 'office' AND permissions LIKE '%TaskPlan%';
UPDATE roles SET permissions = permissions || ' BulletinApprove'
WHERE code = 'leader' AND permissions LIKE '%EvaluationSee%';
UPDATE roles SET permissions = permissions || ' LetterIssue'
WHERE code = 'supervisor' AND permissions LIKE '%CaseSupervise%';
UPDATE roles SET permissions = permissions || ' LetterAnswer'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
