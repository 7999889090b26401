-- A street of a beat may be a line: its corners, lon,lat with semicolons between.
ALTER TABLE patrol_places ADD COLUMN course TEXT;
