-- A case is found by the codes of its class and places, whose names the program knows; the index is
-- made anew, and the job that fills it runs after the start. The pair of this script is for
-- PostgreSQL.
DROP TABLE case_search;
DROP TABLE case_search_terms;
CREATE TABLE case_search (
    seq     $sequence$,
    case_id $id$ NOT NULL UNIQUE REFERENCES cases (id),
    terms   TEXT NOT NULL
);
CREATE VIRTUAL TABLE case_search_terms USING fts5 (
    terms, content = 'case_search', content_rowid = 'seq', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER case_search_added AFTER INSERT ON case_search BEGIN
    INSERT INTO case_search_terms (rowid, terms) VALUES (new.seq, new.terms);
END;
CREATE TRIGGER case_search_changed AFTER UPDATE ON case_search BEGIN
    INSERT INTO case_search_terms (case_search_terms, rowid, terms)
    VALUES ('delete', old.seq, old.terms);
    INSERT INTO case_search_terms (rowid, terms) VALUES (new.seq, new.terms);
END;
CREATE TRIGGER case_search_removed AFTER DELETE ON case_search BEGIN
    INSERT INTO case_search_terms (case_search_terms, rowid, terms)
    VALUES ('delete', old.seq, old.terms);
END;
