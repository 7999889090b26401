-- A role nobody holds any more is removed, but posts of the past still name it.
ALTER TABLE roles ADD COLUMN removed_at $instant$;
