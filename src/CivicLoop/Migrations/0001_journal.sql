-- Append-only: what happened to each subject, chained by hash; sealed by checkpoints.
CREATE TABLE journal (
    seq        $sequence$,
    subject_id $id$ NOT NULL,
    n          INTEGER NOT NULL CHECK (n > 0),
    at         $instant$ NOT NULL,
    actor      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,
    hash       $bytes$ NOT NULL
);
CREATE UNIQUE INDEX journal_subject ON journal (subject_id, n);

CREATE TABLE journal_checkpoints (
    n         INTEGER PRIMARY KEY,
    from_seq  BIGINT NOT NULL,
    to_seq    BIGINT NOT NULL,
    entries   BIGINT NOT NULL,
    root      $bytes$ NOT NULL,
    chained   $bytes$ NOT NULL,
    sealed_at $instant$ NOT NULL
);

-- Heads of the chains of subjects that keep no row of their own (settings, exports, contacts
-- shown).
CREATE TABLE journal_heads (
    subject_id $id$ PRIMARY KEY,
    n          INTEGER NOT NULL,
    hash       $bytes$ NOT NULL
);
