-- How many open public cases lie in each cell of the map, so that a map of a million cases counts
-- cells, not cases. Kept by the transaction that changes a case; prefix -1 has no position.
CREATE TABLE case_cells (
    zoom        INTEGER NOT NULL,
    prefix      BIGINT NOT NULL,
    open_public BIGINT NOT NULL,
    PRIMARY KEY (zoom, prefix)
);
-- What anybody may see: single cases of a box, lists by class, and what was closed lately.
CREATE INDEX cases_public_cell ON cases (cell_key, id) WHERE is_open AND NOT is_private;
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
