-- Pictures by the SHA-256 of the file that was sent. What the file says of place, time and device
-- stays here, for staff; the copies others see carry nothing of it.
CREATE TABLE pictures (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('Jpeg', 'Png', 'WebP')),
    bytes       BIGINT NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    taken_at    $instant$,
    lon         DOUBLE PRECISION,
    lat         DOUBLE PRECISION,
    device      TEXT,
    phash       BIGINT,
    is_attached BOOLEAN NOT NULL,
    stored_at   $instant$ NOT NULL
);
-- What waits to be attached, or to be erased.
CREATE INDEX pictures_waiting ON pictures (stored_at, id) WHERE NOT is_attached;

-- Which pictures came with which step of a case. Seen outside only once somebody released them.
CREATE TABLE case_pictures (
    case_id     $id$ NOT NULL REFERENCES cases (id),
    n           INTEGER NOT NULL,
    picture_id  TEXT NOT NULL REFERENCES pictures (id),
    stage       TEXT NOT NULL CHECK (stage IN ('Report', 'Rectify', 'Check', 'Update')),
    attached_at $instant$ NOT NULL,
    by_actor    TEXT NOT NULL,
    released_at $instant$,
    PRIMARY KEY (case_id, n)
);
CREATE INDEX case_pictures_picture ON case_pictures (picture_id, attached_at);

-- A picture that was used before, with the earlier use.
CREATE TABLE picture_flags (
    case_id         $id$ NOT NULL REFERENCES cases (id),
    n               INTEGER NOT NULL,
    earlier_case_id $id$ NOT NULL REFERENCES cases (id),
    earlier_n       INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('Same', 'Alike')),
    distance        INTEGER NOT NULL,
    found_at        $instant$ NOT NULL,
    PRIMARY KEY (case_id, n, earlier_case_id, earlier_n)
);
CREATE INDEX picture_flags_earlier ON picture_flags (earlier_case_id, earlier_n);

-- Perceptual hashes by their four bands of 16 bits, so that pictures alike are found by index.
CREATE TABLE picture_bands (
    band_key   INTEGER NOT NULL,
    phash      BIGINT NOT NULL,
    picture_id TEXT NOT NULL REFERENCES pictures (id),
    PRIMARY KEY (band_key, phash, picture_id)
);
CREATE INDEX picture_bands_picture ON picture_bands (picture_id);
