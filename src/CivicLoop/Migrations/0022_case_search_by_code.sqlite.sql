-- A case is found by the codes of its class and places, whose names the program knows: what stands
-- in the index is given up, and the job that fills it runs after the start. All at once, not a row
-- at a time as the trigger would. The pair of this script is for PostgreSQL.
DROP TRIGGER case_search_removed;
DELETE FROM case_search;
INSERT INTO case_search_terms (case_search_terms) VALUES ('delete-all');
CREATE TRIGGER case_search_removed AFTER DELETE ON case_search BEGIN
    INSERT INTO case_search_terms (case_search_terms, rowid, terms)
    VALUES ('delete', old.seq, old.terms);
END;
