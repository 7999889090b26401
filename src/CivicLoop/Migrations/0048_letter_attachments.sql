-- Files that show what an answer to a letter says. One without a step waits for the answer.
CREATE TABLE letter_attachments (
    letter_id $id$ NOT NULL REFERENCES letters (id),
    n         INTEGER NOT NULL,
    step_n    BIGINT,
    sha256    TEXT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    bytes     BIGINT NOT NULL,
    PRIMARY KEY (letter_id, n)
);
