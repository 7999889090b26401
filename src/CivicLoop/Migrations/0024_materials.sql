-- What an edition wants handed in, and how much of it.
ALTER TABLE editions ADD COLUMN text_max INTEGER NOT NULL DEFAULT 500;
ALTER TABLE editions ADD COLUMN pictures_max INTEGER NOT NULL DEFAULT 4;

CREATE TABLE edition_documents (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    code         TEXT NOT NULL,
    measure_code TEXT NOT NULL,
    position     INTEGER NOT NULL,
    form         TEXT NOT NULL CHECK (form IN ('Report', 'Document', 'Picture')),
    is_needed    BOOLEAN NOT NULL,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

-- 网上申报: one round of handing in for an edition. Days are written yyyy-MM-dd.
CREATE TABLE dossiers (
    id           $id$ PRIMARY KEY,
    edition_code TEXT NOT NULL REFERENCES editions (code),
    name         TEXT NOT NULL,
    due_day      TEXT NOT NULL,
    opened_by    TEXT NOT NULL,
    opened_at    $instant$ NOT NULL
);

-- 申报材料: one row for each document asked for.
CREATE TABLE materials (
    id             $id$ PRIMARY KEY,
    dossier_id     $id$ NOT NULL REFERENCES dossiers (id),
    position       INTEGER NOT NULL,
    criterion_code TEXT NOT NULL,
    measure_code   TEXT NOT NULL,
    document_code  TEXT NOT NULL,
    form           TEXT NOT NULL CHECK (form IN ('Report', 'Document', 'Picture')),
    is_needed      BOOLEAN NOT NULL,
    name_zh        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    unit_org       TEXT,
    due_day        TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN
        ('Missing', 'Draft', 'Submitted', 'Returned', 'Reviewed', 'SignedOff')),
    version_n      INTEGER NOT NULL,
    return_reason  TEXT NOT NULL,
    signed_org     TEXT,
    signed_at      $instant$,
    changed_at     $instant$ NOT NULL,
    version        BIGINT NOT NULL,
    CHECK ((state = 'SignedOff') = (signed_org IS NOT NULL)),
    CHECK (state <> 'Returned' OR return_reason <> '')
);
CREATE UNIQUE INDEX material_of_dossier ON materials (dossier_id, position);
CREATE INDEX material_of_unit ON materials (unit_org, dossier_id, position);

-- Versions are only ever added; so are their files and what they refer to.
CREATE TABLE material_versions (
    material_id $id$ NOT NULL REFERENCES materials (id),
    n           INTEGER NOT NULL,
    words       TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    made_org    TEXT NOT NULL,
    made_at     $instant$ NOT NULL,
    PRIMARY KEY (material_id, n)
);

CREATE TABLE material_files (
    material_id $id$ NOT NULL,
    n           INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    bytes       BIGINT NOT NULL,
    PRIMARY KEY (material_id, n, position),
    FOREIGN KEY (material_id, n) REFERENCES material_versions (material_id, n)
);

CREATE TABLE material_references (
    material_id $id$ NOT NULL,
    n           INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    ref_key     TEXT NOT NULL,
    PRIMARY KEY (material_id, n, position),
    FOREIGN KEY (material_id, n) REFERENCES material_versions (material_id, n)
);
CREATE INDEX material_references_ref ON material_references (kind, ref_key);

-- Who did what with a material, and why; the journal holds the same without the words.
CREATE TABLE material_steps (
    material_id $id$ NOT NULL REFERENCES materials (id),
    n           INTEGER NOT NULL,
    command     TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    by_actor    TEXT NOT NULL,
    by_org      TEXT NOT NULL,
    at          $instant$ NOT NULL,
    version_n   INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (material_id, n)
);

-- Units write, the office asks for materials and reviews them, leaders sign off. A role the city
-- emptied stays as it is.
UPDATE roles SET permissions = permissions || ' MaterialWrite'
WHERE code = 'handler' AND permissions LIKE '%CaseRectify%';
UPDATE roles SET permissions = permissions || ' MaterialReview'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%StandardEdit%';
UPDATE roles SET permissions = permissions || ' MaterialSign'
WHERE code = 'leader' AND permissions LIKE '%EvaluationSee%';
