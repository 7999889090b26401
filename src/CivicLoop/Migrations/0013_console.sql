-- Filters of lists that somebody named.
CREATE TABLE saved_filters (
    id      $id$ PRIMARY KEY,
    owner   TEXT NOT NULL,
    name    TEXT NOT NULL,
    address TEXT NOT NULL,
    made_at $instant$ NOT NULL
);
CREATE INDEX saved_filters_owner ON saved_filters (owner, name);

-- Sentences ready for a step; {number}, {class}, {place}, {unit} and {limit} are filled in.
CREATE TABLE response_templates (
    id           $id$ PRIMARY KEY,
    command      TEXT NOT NULL,
    class_prefix TEXT NOT NULL,
    name         TEXT NOT NULL,
    words        TEXT NOT NULL,
    is_active    BOOLEAN NOT NULL,
    uses         BIGINT NOT NULL,
    made_at      $instant$ NOT NULL
);

-- How a case stood before its last step, for the minutes in which that may be taken back.
CREATE TABLE case_undo (
    case_id  $id$ PRIMARY KEY REFERENCES cases (id),
    n        INTEGER NOT NULL,
    command  TEXT NOT NULL,
    by_actor TEXT NOT NULL,
    done_at  $instant$ NOT NULL,
    before   TEXT NOT NULL
);
CREATE INDEX case_undo_done ON case_undo (done_at);

-- What was ended in a grid cell is looked up when the same is reported there again.
CREATE INDEX cases_closed_grid ON cases (grid_code, class_code, closed_at)
    WHERE state = 'Closed' AND grid_code IS NOT NULL;
