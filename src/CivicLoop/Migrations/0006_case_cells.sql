-- How many open public cases lie in each cell of the map, so that a map of a million cases counts
-- cells, not cases. Kept by the transaction that changes a case; prefix -1 has no position.
CREATE TABLE case_cells (
    zoom        INTEGER NOT NULL,
    prefix      BIGINT NOT NULL,
    open_public BIGINT NOT NULL,
    PRIMARY KEY (zoom, prefix)
);
-- Boxes (the map, like cases nearby) look at open cases only, a twentieth of all after some years.
DROP INDEX cases_cell;
CREATE INDEX cases_open_cell ON cases (cell_key, id) WHERE is_open;
-- A problem that comes back is found by place and class among the cases closed there.
CREATE INDEX cases_closed_cell ON cases (cell_key, class_code)
    WHERE state = 'Closed' AND cell_key IS NOT NULL;
-- What anybody may see: lists by class and by time, and what was closed lately.
CREATE INDEX cases_public_class ON cases (class_code, reported_at, id)
    WHERE is_open AND NOT is_private;
CREATE INDEX cases_public_open ON cases (reported_at, id) WHERE is_open AND NOT is_private;
CREATE INDEX cases_public_closed ON cases (closed_at, id)
    WHERE closed_at IS NOT NULL AND NOT is_private;

INSERT INTO case_cells (zoom, prefix, open_public)
SELECT 14, COALESCE(cell_key >> 34, -1), COUNT(*) FROM cases
WHERE is_open AND NOT is_private GROUP BY COALESCE(cell_key >> 34, -1);
INSERT INTO case_cells (zoom, prefix, open_public)
SELECT 17, COALESCE(cell_key >> 28, -1), COUNT(*) FROM cases
WHERE is_open AND NOT is_private GROUP BY COALESCE(cell_key >> 28, -1);
