-- 问卷调查: one round of asking. Its questionnaire never changes once it is asked.
CREATE TABLE surveys (
    id         $id$ PRIMARY KEY,
    code       TEXT NOT NULL,
    n          INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('Draft', 'Running', 'Closed')),
    asked      TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    made_at    $instant$ NOT NULL,
    started_at $instant$,
    closed_at  $instant$,
    digest     TEXT,
    version    BIGINT NOT NULL,
    UNIQUE (code, n)
);
CREATE INDEX surveys_state ON surveys (state, id);
CREATE INDEX surveys_closed ON surveys (closed_at) WHERE closed_at IS NOT NULL;
CREATE UNIQUE INDEX surveys_draft ON surveys (code) WHERE state = 'Draft';

-- How far each stratum is while the survey is asked.
CREATE TABLE survey_strata (
    survey_id $id$ NOT NULL REFERENCES surveys (id),
    district  TEXT NOT NULL,
    band      TEXT NOT NULL,
    quota     INTEGER NOT NULL,
    answers   BIGINT NOT NULL,
    is_open   BOOLEAN NOT NULL,
    PRIMARY KEY (survey_id, district, band)
);

-- Answers: coarse classes, choices and the day. No account, address, code or hour.
CREATE TABLE survey_answers (
    id        $id$ PRIMARY KEY,
    survey_id $id$ NOT NULL REFERENCES surveys (id),
    district  TEXT NOT NULL,
    band      TEXT NOT NULL,
    choices   TEXT NOT NULL,
    way       TEXT NOT NULL CHECK (way IN ('Link', 'Code', 'Interview')),
    day       TEXT NOT NULL
);
CREATE INDEX survey_answers_survey ON survey_answers (survey_id, id);

-- 邀请码: whether it was spent, not on what and not when.
CREATE TABLE survey_codes (
    code_hash $bytes$ PRIMARY KEY,
    survey_id $id$ NOT NULL REFERENCES surveys (id),
    spent     BOOLEAN NOT NULL
);

-- How often each outcome was reached, by nobody in particular: codes made, answers of each way,
-- interviewers' attempts.
CREATE TABLE survey_tallies (
    survey_id $id$ NOT NULL REFERENCES surveys (id),
    outcome   TEXT NOT NULL,
    n         BIGINT NOT NULL,
    PRIMARY KEY (survey_id, outcome)
);

-- What a closed survey came to.
CREATE TABLE survey_counts (
    survey_id $id$ NOT NULL REFERENCES surveys (id),
    district  TEXT NOT NULL,
    band      TEXT NOT NULL,
    item      TEXT NOT NULL,
    choice    TEXT NOT NULL,
    n         BIGINT NOT NULL,
    PRIMARY KEY (survey_id, district, band, item, choice)
);

-- The office asks, reception asks by telephone. A role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' SurveyEdit SurveyInterview'
WHERE code = 'office' AND permissions LIKE '%BulletinEdit%';
UPDATE roles SET permissions = permissions || ' SurveyInterview'
WHERE code = 'reception' AND permissions LIKE '%CaseReport%';
