-- 点位: the places that are inspected. A merged or retired one stays for the visits it had.
CREATE TABLE sites (
    id                   $id$ PRIMARY KEY,
    code                 TEXT NOT NULL UNIQUE,
    site_kind_code       TEXT NOT NULL,
    name_zh              TEXT NOT NULL,
    name_en              TEXT NOT NULL,
    address              TEXT NOT NULL,
    lon                  DOUBLE PRECISION NOT NULL,
    lat                  DOUBLE PRECISION NOT NULL,
    district_code        TEXT NOT NULL,
    subdistrict_code     TEXT,
    community_code       TEXT,
    beside_code          TEXT,
    operator_name        TEXT NOT NULL,
    operator_credit_code TEXT,
    operator_org         TEXT,
    attributes           TEXT NOT NULL,
    state                TEXT NOT NULL CHECK (state IN ('Active', 'Retired', 'Merged')),
    merged_into          $id$ REFERENCES sites (id),
    registered_at        $instant$ NOT NULL,
    changed_at           $instant$ NOT NULL,
    CHECK ((state = 'Merged') = (merged_into IS NOT NULL))
);
CREATE INDEX sites_kind ON sites (site_kind_code, code);
CREATE INDEX sites_district ON sites (district_code, code);
CREATE INDEX sites_subdistrict ON sites (subdistrict_code, code);
CREATE INDEX sites_community ON sites (community_code, code);
CREATE INDEX sites_beside ON sites (beside_code, code);
CREATE INDEX sites_operator ON sites (operator_org, code);
