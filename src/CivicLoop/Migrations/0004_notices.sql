-- Written with the change it tells of, sent by a job after the commit.
CREATE TABLE outbox (
    id           $id$ PRIMARY KEY,
    made_at      $instant$ NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('Mail', 'InApp')),
    recipient    TEXT NOT NULL,
    template     TEXT NOT NULL,
    case_id      $id$,
    body         TEXT NOT NULL,
    language     TEXT NOT NULL,
    send_after   $instant$ NOT NULL,
    tries        INTEGER NOT NULL,
    sent_at      $instant$,
    failed_at    $instant$,
    failure      TEXT
);
CREATE INDEX outbox_waiting ON outbox (send_after, id) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_recipient ON outbox (recipient, made_at, id);

-- The answer given to a write that named an idempotency key, so that a retry gets it again.
CREATE TABLE idempotency_keys (
    owner      TEXT NOT NULL,
    key        TEXT NOT NULL,
    digest     $bytes$ NOT NULL,
    subject_id $id$,
    status     INTEGER,
    answer     $bytes$,
    made_at    $instant$ NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_keys_made ON idempotency_keys (made_at);
