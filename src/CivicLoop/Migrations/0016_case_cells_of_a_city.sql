-- A map of the whole city adds up cells of 10 km, not all its quarters'.
INSERT INTO case_cells (zoom, prefix, open_public)
SELECT 12, COALESCE(cell_key >> 38, -1), COUNT(*) FROM cases
WHERE is_open AND NOT is_private GROUP BY COALESCE(cell_key >> 38, -1);
