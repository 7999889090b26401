-- Names of streets and landmarks out of the addresses of opened public cases, with where they lie
-- in each community; made anew by a job, so that an erased address is forgotten.
CREATE TABLE place_names (
    id        BIGINT PRIMARY KEY,
    name      TEXT NOT NULL,
    area_code TEXT,
    lon       DOUBLE PRECISION NOT NULL,
    lat       DOUBLE PRECISION NOT NULL,
    cases     INTEGER NOT NULL
);
-- Every place of a name where somebody may begin to type it.
CREATE TABLE place_name_parts (
    part    TEXT NOT NULL,
    name_id BIGINT NOT NULL,
    PRIMARY KEY (part, name_id)
);
CREATE TABLE place_names_made (
    n       INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    names   INTEGER NOT NULL
);
