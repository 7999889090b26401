-- Files somebody uploaded and has not yet decided about: kept until they are used or forgotten, so
-- that a mistake in a form costs no second upload.
CREATE TABLE uploads (
    id       $id$ PRIMARY KEY,
    purpose  TEXT NOT NULL,
    name     TEXT NOT NULL,
    by_actor TEXT NOT NULL,
    choices  TEXT NOT NULL,
    body     $bytes$ NOT NULL,
    made_at  $instant$ NOT NULL,
    used_at  $instant$
);
CREATE INDEX uploads_made ON uploads (made_at);

-- 审图号: the number under which a real boundary may be shown.
ALTER TABLE areas ADD COLUMN approval_number TEXT;

-- Permissions of its account a token is narrowed to; null for all of them.
ALTER TABLE api_tokens ADD COLUMN permissions TEXT;
ALTER TABLE api_tokens ADD COLUMN last_used_at $instant$;

-- The auditor's ways through the journal: by time, by who did it, by what was done.
CREATE INDEX journal_at ON journal (at, seq);
CREATE INDEX journal_actor ON journal (actor, at, seq);
CREATE INDEX journal_kind ON journal (kind, at, seq);
