-- 通知到岗: a short word of a command body to everybody on site in some areas or units. Areas and units
-- by their codes with blanks between.
CREATE TABLE broadcasts (
    id          $id$ PRIMARY KEY,
    body_code   TEXT NOT NULL,
    title       TEXT NOT NULL,
    words       TEXT NOT NULL,
    is_urgent   BOOLEAN NOT NULL,
    valid_until $instant$ NOT NULL,
    areas       TEXT NOT NULL,
    units       TEXT NOT NULL,
    people      INTEGER NOT NULL,
    unit_count  INTEGER NOT NULL,
    sent_by     TEXT NOT NULL,
    sent_at     $instant$ NOT NULL,
    reminded_at $instant$,
    reminded    INTEGER NOT NULL,
    ended_at    $instant$,
    ended_words TEXT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX broadcasts_body ON broadcasts (body_code, id);

-- Who it was sent to stays as it was then; of them nothing is kept but that it arrived.
CREATE TABLE broadcast_recipients (
    id           $id$ PRIMARY KEY,
    broadcast_id $id$ NOT NULL REFERENCES broadcasts (id),
    account_id   $id$ NOT NULL,
    unit_code    TEXT NOT NULL,
    received_at  $instant$,
    UNIQUE (account_id, broadcast_id)
);
CREATE INDEX broadcast_recipients_unit
    ON broadcast_recipients (broadcast_id, unit_code, received_at);
CREATE INDEX broadcast_recipients_missing
    ON broadcast_recipients (broadcast_id, unit_code, account_id) WHERE received_at IS NULL;
CREATE INDEX broadcast_recipients_waiting
    ON broadcast_recipients (account_id, broadcast_id) WHERE received_at IS NULL;
