-- 检查方法: how an item or a kind is looked at, whether a picture is needed and why, and which class of
-- cases it becomes.
CREATE TABLE check_protocols (
    subject_code    TEXT PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('Look', 'Walk', 'Crossing')),
    metres          INTEGER NOT NULL,
    stairwells      INTEGER NOT NULL,
    minutes         INTEGER NOT NULL,
    photo_reason_zh TEXT,
    photo_reason_en TEXT,
    class_code      TEXT
);

-- What was seen of each item; rule and points are those of the day.
CREATE TABLE visit_answers (
    visit_id     $id$ NOT NULL REFERENCES visits (id),
    item_code    TEXT NOT NULL,
    rule         TEXT NOT NULL,
    points_milli INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('Seen', 'NotApplicable')),
    found        INTEGER NOT NULL,
    whole        INTEGER NOT NULL,
    state        TEXT CHECK (state IN ('A', 'B', 'C', 'CSharp')),
    share_milli  INTEGER NOT NULL,
    note         TEXT NOT NULL,
    picture_id   TEXT,
    answered_at  $instant$ NOT NULL,
    PRIMARY KEY (visit_id, item_code)
);

-- 观察记录: numbered under their visit by whoever records them.
CREATE TABLE visit_observations (
    visit_id  $id$ NOT NULL REFERENCES visits (id),
    n         INTEGER NOT NULL,
    item_code TEXT NOT NULL,
    lane      TEXT NOT NULL,
    yielded   INTEGER NOT NULL,
    passed    INTEGER NOT NULL,
    from_at   $instant$,
    to_at     $instant$,
    note      TEXT NOT NULL,
    PRIMARY KEY (visit_id, n)
);
