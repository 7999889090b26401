-- A case is found by the codes of its class and places, whose names the program knows; the index is
-- made anew, and the job that fills it runs after the start.
DROP TABLE case_search;
CREATE TABLE case_search (
    seq     $sequence$,
    case_id $id$ NOT NULL UNIQUE REFERENCES cases (id),
    terms   tsvector NOT NULL
);
CREATE INDEX case_search_terms ON case_search USING gin (terms);
