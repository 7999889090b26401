-- Forms that phones sent by OpenRosa, and the pictures that came with them.
CREATE TABLE openrosa_instances (
    id           TEXT PRIMARY KEY,
    hash         $bytes$ NOT NULL,
    visit_id     $id$ NOT NULL,
    actor        TEXT NOT NULL,
    received_at  $instant$ NOT NULL,
    handed_in_at $instant$
);
CREATE TABLE openrosa_files (
    instance_id TEXT NOT NULL REFERENCES openrosa_instances (id),
    name        TEXT NOT NULL,
    picture_id  TEXT NOT NULL REFERENCES pictures (id),
    PRIMARY KEY (instance_id, name)
);
