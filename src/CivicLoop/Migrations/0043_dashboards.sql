-- 工作看板: finished weeks by area and line, counted once, so that half a year of a large city is a
-- few hundred rows to read. They can be counted anew at any time. The empty area is the whole city,
-- the empty line stands for cases nobody leads; weeks are written by their Monday.
CREATE TABLE dashboard_weeks (
    area_code  TEXT NOT NULL,
    week       TEXT NOT NULL,
    line_org   TEXT NOT NULL,
    opened     BIGINT NOT NULL,
    due        BIGINT NOT NULL,
    on_time    BIGINT NOT NULL,
    counted_at $instant$ NOT NULL,
    PRIMARY KEY (area_code, week, line_org)
);
CREATE INDEX dashboard_weeks_week ON dashboard_weeks (week);

-- 常住人口: what rates are taken by.
CREATE TABLE area_residents (
    area_code TEXT PRIMARY KEY,
    residents INTEGER NOT NULL CHECK (residents > 0),
    as_of     TEXT NOT NULL,
    source    TEXT NOT NULL
);
