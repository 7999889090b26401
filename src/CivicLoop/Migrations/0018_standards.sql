-- Editions of the assessment system. Everything an edition holds is keyed under it, so that an old
-- year finds the rules it was scored by. Days are written yyyy-MM-dd; points, shares and ratios are
-- thousandths.
CREATE TABLE editions (
    code           TEXT PRIMARY KEY,
    subject        TEXT NOT NULL,
    name_zh        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    source_zh      TEXT NOT NULL,
    source_en      TEXT NOT NULL,
    is_sample      BOOLEAN NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('Draft', 'Published')),
    effective_from TEXT,
    effective_to   TEXT,
    made_at        $instant$ NOT NULL,
    published_at   $instant$,
    CHECK (state = 'Draft' OR effective_from IS NOT NULL)
);

CREATE TABLE edition_items (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    code         TEXT NOT NULL,
    position     INTEGER NOT NULL,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

CREATE TABLE edition_contents (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    code         TEXT NOT NULL,
    item_code    TEXT NOT NULL,
    position     INTEGER NOT NULL,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

CREATE TABLE edition_criteria (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    code         TEXT NOT NULL,
    content_code TEXT NOT NULL,
    position     INTEGER NOT NULL,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    lead_zh      TEXT NOT NULL,
    lead_en      TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

CREATE TABLE edition_measures (
    edition_code   TEXT NOT NULL REFERENCES editions (code),
    code           TEXT NOT NULL,
    criterion_code TEXT NOT NULL,
    position       INTEGER NOT NULL,
    method         TEXT NOT NULL,
    site_kind_code TEXT,
    rule           TEXT NOT NULL,
    points_milli   INTEGER NOT NULL,
    name_zh        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

CREATE TABLE edition_site_kinds (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    code         TEXT NOT NULL,
    position     INTEGER NOT NULL,
    name_zh      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    lead_zh      TEXT NOT NULL,
    lead_en      TEXT NOT NULL,
    common_items TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);

CREATE TABLE edition_check_items (
    edition_code   TEXT NOT NULL REFERENCES editions (code),
    code           TEXT NOT NULL,
    site_kind_code TEXT,
    position       INTEGER NOT NULL,
    rule           TEXT NOT NULL,
    points_milli   INTEGER NOT NULL,
    name_zh        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    PRIMARY KEY (edition_code, code)
);
CREATE INDEX edition_check_items_kind ON edition_check_items (edition_code, site_kind_code, code);

CREATE TABLE edition_weights (
    edition_code TEXT NOT NULL REFERENCES editions (code),
    year         INTEGER NOT NULL,
    part         TEXT NOT NULL,
    share_milli  INTEGER NOT NULL,
    PRIMARY KEY (edition_code, year, part)
);

-- 负面清单状态: above the score; a later record replaces an earlier one.
CREATE TABLE standing_records (
    id          $id$ PRIMARY KEY,
    subject     TEXT NOT NULL,
    status      TEXT NOT NULL,
    since       TEXT NOT NULL,
    until       TEXT,
    evidence    TEXT NOT NULL,
    recorded_at $instant$ NOT NULL
);
CREATE INDEX standing_records_since ON standing_records (since);

-- Who keeps the catalogue keeps the editions too; a role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' StandardEdit'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
