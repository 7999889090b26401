-- A box of the map that shows ended cases is read by their cells, as one of open cases is.
CREATE INDEX cases_ended_cell ON cases (cell_key) WHERE NOT is_open AND NOT is_private;
