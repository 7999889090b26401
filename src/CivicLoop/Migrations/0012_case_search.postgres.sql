-- The words a case is found by, cut into terms by the program (pairs of Chinese signs, Latin words,
-- digits), so that both engines find the same; no extension is needed.
CREATE TABLE case_search (
    seq     $sequence$,
    case_id $id$ NOT NULL UNIQUE REFERENCES cases (id),
    terms   tsvector NOT NULL
);
CREATE INDEX case_search_terms ON case_search USING gin (terms);
