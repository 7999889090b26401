-- 统计数据和好差评: what was good of how many, of a measure, a unit and a month; months are written
-- yyyy-MM, days yyyy-MM-dd. A confirmed figure stays as it is; another takes its place.
CREATE TABLE statistic_figures (
    id            $id$ PRIMARY KEY,
    edition_code  TEXT NOT NULL,
    measure_code  TEXT NOT NULL,
    unit_kind     TEXT NOT NULL CHECK (unit_kind IN ('City', 'Territory', 'Line')),
    unit_code     TEXT NOT NULL,
    month         TEXT NOT NULL,
    part          BIGINT NOT NULL,
    whole         BIGINT NOT NULL,
    source_name   TEXT NOT NULL,
    source_number TEXT NOT NULL,
    source_day    TEXT NOT NULL,
    entered_by    TEXT NOT NULL,
    entered_org   TEXT NOT NULL,
    entered_at    $instant$ NOT NULL,
    state         TEXT NOT NULL
        CHECK (state IN ('Waiting', 'Confirmed', 'Refused', 'Replaced')),
    decided_by    TEXT,
    decided_org   TEXT,
    decided_at    $instant$,
    words         TEXT NOT NULL,
    replaces_id   $id$ REFERENCES statistic_figures (id),
    reason        TEXT NOT NULL,
    replaced_at   $instant$,
    version       BIGINT NOT NULL,
    CHECK (0 <= part AND part <= whole),
    CHECK ((unit_kind = 'City') = (unit_code = '')),
    CHECK ((state = 'Waiting') = (decided_at IS NULL)),
    CHECK ((state = 'Replaced') = (replaced_at IS NOT NULL))
);
CREATE INDEX statistic_figures_month
    ON statistic_figures (month, edition_code, measure_code, unit_code);
CREATE INDEX statistic_figures_month_id ON statistic_figures (month, id);
CREATE INDEX statistic_figures_state ON statistic_figures (state, id);
CREATE INDEX statistic_figures_measure ON statistic_figures (edition_code, measure_code, id);
CREATE INDEX statistic_figures_unit ON statistic_figures (unit_kind, unit_code, id);

-- One thing has one figure that counts, and one that waits.
CREATE UNIQUE INDEX statistic_figures_waiting
    ON statistic_figures (month, edition_code, measure_code, unit_kind, unit_code)
    WHERE state = 'Waiting';
CREATE UNIQUE INDEX statistic_figures_counted
    ON statistic_figures (month, edition_code, measure_code, unit_kind, unit_code)
    WHERE state = 'Confirmed';

-- The office enters and confirms, who leads enters, supervisors and leaders confirm. A role the
-- city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' StatisticEnter StatisticConfirm'
WHERE code = 'office' AND permissions LIKE '%ScorePublish%';
UPDATE roles SET permissions = permissions || ' StatisticEnter'
WHERE code = 'handler' AND permissions LIKE '%ScoreAppeal%';
UPDATE roles SET permissions = permissions || ' StatisticConfirm'
WHERE code = 'supervisor' AND permissions LIKE '%ScoreRule%';
UPDATE roles SET permissions = permissions || ' StatisticConfirm'
WHERE code = 'leader' AND permissions LIKE '%BulletinApprove%';
