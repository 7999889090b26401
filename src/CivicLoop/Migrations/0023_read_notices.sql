-- What a person has read of the notices, and whether a colleague's address was proven by its owner.
-- Those mail went to before are taken as proven.
ALTER TABLE notice_settings ADD COLUMN address_proven_at $instant$;
UPDATE notice_settings SET address_proven_at = digested_to WHERE address IS NOT NULL;

CREATE TABLE notice_marks (
    reader     TEXT PRIMARY KEY,
    read_until $instant$ NOT NULL
);

CREATE TABLE notice_reads (
    reader    TEXT NOT NULL,
    notice_id $id$ NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    read_at   $instant$ NOT NULL,
    PRIMARY KEY (reader, notice_id)
);
