-- 规划管控: zones inside control lines, what takes ground for a time, and what does not fit. Days are
-- written yyyy-MM-dd. A zone that is redrawn ends, and the new one stands beside it.
CREATE TABLE control_zones (
    id         $id$ PRIMARY KEY,
    code       TEXT NOT NULL,
    line       TEXT NOT NULL CHECK (line IN ('Red', 'Green', 'Blue', 'Purple', 'Yellow')),
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    shape      $bytes$ NOT NULL,
    min_lon    DOUBLE PRECISION NOT NULL,
    min_lat    DOUBLE PRECISION NOT NULL,
    max_lon    DOUBLE PRECISION NOT NULL,
    max_lat    DOUBLE PRECISION NOT NULL,
    from_day   TEXT NOT NULL,
    to_day     TEXT,
    basis_name TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at $instant$ NOT NULL
);
CREATE UNIQUE INDEX control_zones_code ON control_zones (code, from_day);
CREATE INDEX control_zones_box ON control_zones (min_lon, max_lon);

CREATE TABLE land_uses (
    id            $id$ PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('Permit', 'Project', 'TemporaryStall')),
    permit_number TEXT NOT NULL,
    name          TEXT NOT NULL,
    holder_name   TEXT NOT NULL,
    shape         $bytes$ NOT NULL,
    min_lon       DOUBLE PRECISION NOT NULL,
    min_lat       DOUBLE PRECISION NOT NULL,
    max_lon       DOUBLE PRECISION NOT NULL,
    max_lat       DOUBLE PRECISION NOT NULL,
    from_day      TEXT NOT NULL,
    to_day        TEXT,
    entered_by    TEXT NOT NULL,
    entered_org   TEXT NOT NULL,
    entered_at    $instant$ NOT NULL,
    CHECK (kind <> 'TemporaryStall' OR to_day IS NOT NULL)
);
CREATE INDEX land_uses_box ON land_uses (min_lon, max_lon);
CREATE INDEX land_uses_permit ON land_uses (permit_number, kind);

CREATE TABLE planning_findings (
    id              $id$ PRIMARY KEY,
    subject         TEXT NOT NULL
        CHECK (subject IN ('Permit', 'Project', 'TemporaryStall', 'Case')),
    kind            TEXT NOT NULL CHECK (kind IN ('InsideZone', 'BeyondPermit')),
    use_id          $id$ REFERENCES land_uses (id),
    zone_id         $id$ REFERENCES control_zones (id),
    line            TEXT,
    title           TEXT NOT NULL,
    case_number     TEXT,
    state           TEXT NOT NULL CHECK (state IN ('Open', 'Excepted', 'Settled')),
    found_at        $instant$ NOT NULL,
    entered_org     TEXT NOT NULL,
    reason          TEXT NOT NULL,
    document_name   TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_day    TEXT,
    document_sha256 TEXT,
    document_file   TEXT,
    decided_by      TEXT,
    decided_org     TEXT,
    decided_at      $instant$,
    version         BIGINT NOT NULL,
    CHECK ((subject = 'Case') = (use_id IS NULL)),
    CHECK ((kind = 'InsideZone') = (zone_id IS NOT NULL)),
    CHECK (state <> 'Excepted' OR document_sha256 IS NOT NULL)
);
CREATE INDEX planning_findings_state ON planning_findings (state, id);
CREATE INDEX planning_findings_use ON planning_findings (use_id, zone_id);
CREATE INDEX planning_findings_case ON planning_findings (case_number, id);

-- Classes of cases that are held against the zones; the city's own data.
CREATE TABLE planning_classes (
    class_code TEXT PRIMARY KEY
);

-- Who keeps the catalogue keeps zones and uses; supervisors decide on findings and may open cases
-- for them. A role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' PlanningEdit'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
UPDATE roles SET permissions = permissions || ' PlanningDecide'
WHERE code = 'supervisor' AND permissions LIKE '%CaseSupervise%';
UPDATE roles SET permissions = permissions || ' CaseReport'
WHERE code = 'supervisor' AND permissions LIKE '%PlanningDecide%'
    AND permissions NOT LIKE '%CaseReport%';
