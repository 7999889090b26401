-- Pictures that stand as evidence with an appeal against a score.
CREATE TABLE score_appeal_pictures (
    appeal_id  $id$ NOT NULL REFERENCES score_appeals (id),
    n          INTEGER NOT NULL,
    picture_id TEXT NOT NULL,
    PRIMARY KEY (appeal_id, n)
);
CREATE INDEX score_appeal_pictures_picture ON score_appeal_pictures (picture_id);
