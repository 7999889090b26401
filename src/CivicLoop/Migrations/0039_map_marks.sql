-- All that a mark of the public map says of an open case stands in the index of its cell: a box of
-- the map is drawn without opening the cases, however many there are.
DROP INDEX cases_open_cell;
CREATE INDEX cases_open_cell ON cases
    (cell_key, is_open, is_private, number, state, lon, lat) WHERE is_open;
