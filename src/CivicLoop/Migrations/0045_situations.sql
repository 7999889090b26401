-- 情景包: what is switched on together when a situation begins. Classes and bodies by their codes
-- with blanks between.
CREATE TABLE situation_packages (
    id         $id$ PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    does_zh    TEXT NOT NULL,
    does_en    TEXT NOT NULL,
    classes    TEXT NOT NULL,
    is_urgent  BOOLEAN NOT NULL,
    bodies     TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    version    BIGINT NOT NULL
);

-- A situation keeps what its package said when it was switched on.
CREATE TABLE situations (
    id         $id$ PRIMARY KEY,
    package_code TEXT NOT NULL,
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    classes    TEXT NOT NULL,
    is_urgent  BOOLEAN NOT NULL,
    bodies     TEXT NOT NULL,
    body_code  TEXT NOT NULL,
    reason     TEXT NOT NULL,
    begun_by   TEXT NOT NULL,
    begun_at   $instant$ NOT NULL,
    ends_at    $instant$ NOT NULL,
    ended_at   $instant$,
    ended_words TEXT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX situations_on ON situations (package_code) WHERE ended_at IS NULL;
