-- Programs that may write by Open311. Only the digest of a key is kept.
CREATE TABLE open311_keys (
    id          $id$ PRIMARY KEY,
    name        TEXT NOT NULL,
    secret_hash $bytes$ NOT NULL UNIQUE,
    answers     TEXT NOT NULL CHECK (answers IN ('Realtime', 'Batch', 'Blackbox')),
    made_at     $instant$ NOT NULL,
    expires_at  $instant$ NOT NULL,
    revoked_at  $instant$
);

-- What came with a report by Open311 and has no place on the case.
CREATE TABLE open311_requests (
    case_id    $id$ PRIMARY KEY REFERENCES cases (id),
    key_id     $id$ NOT NULL REFERENCES open311_keys (id),
    token      TEXT UNIQUE,
    address_id TEXT,
    media_url  TEXT
);

-- Updates other systems sent, by the number they gave them, so that sending twice says it once.
CREATE TABLE open311_updates (
    key_id    $id$ NOT NULL REFERENCES open311_keys (id),
    update_id TEXT NOT NULL,
    case_id   $id$ NOT NULL REFERENCES cases (id),
    status    TEXT NOT NULL,
    digest    $bytes$ NOT NULL,
    said_at   $instant$ NOT NULL,
    taken_at  $instant$ NOT NULL,
    PRIMARY KEY (key_id, update_id)
);

-- Questions a class asks of its reporters beside the condition.
CREATE TABLE open311_attributes (
    class_code  TEXT NOT NULL REFERENCES case_classes (code),
    code        TEXT NOT NULL,
    n           INTEGER NOT NULL,
    datatype    TEXT NOT NULL CHECK (datatype IN
        ('String', 'Number', 'DateTime', 'Text', 'SingleValueList', 'MultiValueList')),
    is_required BOOLEAN NOT NULL,
    question_zh TEXT NOT NULL,
    question_en TEXT NOT NULL,
    hint_zh     TEXT NOT NULL,
    hint_en     TEXT NOT NULL,
    choices     TEXT NOT NULL,
    PRIMARY KEY (class_code, code)
);
