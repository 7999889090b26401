-- 食品安全风险分级 and 农贸市场评价: both look at sites of the register and rest on visits that were
-- handed in. Thresholds, visits a year, weights and items are the city's data, a row for each day
-- from which they hold. Days are written yyyy-MM-dd.
CREATE TABLE food_rules (
    from_day   TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at $instant$ NOT NULL
);

CREATE TABLE food_operators (
    id             $id$ PRIMARY KEY,
    site_code      TEXT NOT NULL UNIQUE,
    licence        TEXT NOT NULL,
    licence_until  TEXT NOT NULL,
    credit_code    TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('Active', 'Ended')),
    grade          TEXT CHECK (grade IN ('A', 'B', 'C', 'D')),
    graded_year    INTEGER,
    next_due       TEXT,
    entered_by     TEXT NOT NULL,
    entered_at     $instant$ NOT NULL,
    version        BIGINT NOT NULL,
    CHECK ((grade IS NULL) = (graded_year IS NULL))
);
CREATE INDEX food_operators_due ON food_operators (state, next_due, site_code);

-- A grade of a year: by points, or carried over from the year before by its record.
CREATE TABLE food_assessments (
    id             $id$ PRIMARY KEY,
    operator_id    $id$ NOT NULL REFERENCES food_operators (id),
    year           INTEGER NOT NULL,
    day            TEXT NOT NULL,
    static_points  INTEGER NOT NULL CHECK (static_points >= 0),
    dynamic_points INTEGER NOT NULL CHECK (dynamic_points >= 0),
    grade          TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C', 'D')),
    move           TEXT NOT NULL CHECK (move IN ('Scored', 'Kept', 'Raised', 'Lowered')),
    visits         INTEGER NOT NULL,
    basis_name     TEXT NOT NULL,
    entered_by     TEXT NOT NULL,
    entered_at     $instant$ NOT NULL
);
CREATE INDEX food_assessments_operator ON food_assessments (operator_id, id);

-- What a decision found against an operator, an organisation; each names its document.
CREATE TABLE food_records (
    id              $id$ PRIMARY KEY,
    operator_id     $id$ NOT NULL REFERENCES food_operators (id),
    kind            TEXT NOT NULL CHECK (kind IN ('Penalty', 'SeriousPenalty')),
    day             TEXT NOT NULL,
    document_name   TEXT NOT NULL,
    document_number TEXT NOT NULL,
    entered_by      TEXT NOT NULL,
    entered_at      $instant$ NOT NULL
);
CREATE INDEX food_records_operator ON food_records (operator_id, id);

-- Parts of a year in each of which one visit is due; done by the first visit handed in.
CREATE TABLE food_visits (
    id          $id$ PRIMARY KEY,
    operator_id $id$ NOT NULL REFERENCES food_operators (id),
    year        INTEGER NOT NULL,
    from_day    TEXT NOT NULL,
    to_day      TEXT NOT NULL,
    visit_id    $id$,
    done_day    TEXT,
    CHECK ((visit_id IS NULL) = (done_day IS NULL))
);
CREATE INDEX food_visits_operator ON food_visits (operator_id, from_day);

CREATE TABLE market_models (
    from_day   TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at $instant$ NOT NULL
);

-- Who keeps the catalogue keeps both. A role the city emptied stays as it is.
UPDATE roles SET permissions = permissions || ' FoodKeep MarketKeep'
WHERE code = 'catalogue-keeper' AND permissions LIKE '%CatalogueEdit%';
