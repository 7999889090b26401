-- All that a mark of the public map says of an open case stands in the index of its cell: a box of
-- the map is drawn without opening the cases, however many there are.
DROP INDEX cases_open_cell;
CREATE INDEX cases_open_cell ON cases
    (cell_key, is_open, is_private, number, state, lon, lat) WHERE is_open;

-- A body's work is read from these alone: without the column of their condition a database opens
-- every case to look at it.
DROP INDEX cases_work_unit;
CREATE INDEX cases_work_unit ON cases
    (unit_org, state, next_due_at, id, is_open) WHERE is_open;
DROP INDEX cases_work_line;
CREATE INDEX cases_work_line ON cases
    (line_org, state, next_due_at, id, is_open) WHERE is_open;
DROP INDEX cases_work_territory;
CREATE INDEX cases_work_territory ON cases
    (territory_org, state, next_due_at, id, is_open) WHERE is_open;
