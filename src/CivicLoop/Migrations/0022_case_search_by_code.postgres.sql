-- A case is found by the codes of its class and places, whose names the program knows: what stands
-- in the index is given up, and the job that fills it runs after the start.
TRUNCATE case_search;
