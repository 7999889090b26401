-- 条块同责: what the city lost in each measure, and whom it counts to by the card's published share.
CREATE TABLE score_shares (
    publication_id  $id$ NOT NULL REFERENCES score_publications (id),
    node_code       TEXT NOT NULL,
    district_code   TEXT NOT NULL,
    line_code       TEXT NOT NULL,
    line_milli      INTEGER NOT NULL,
    territory_milli INTEGER NOT NULL,
    PRIMARY KEY (publication_id, node_code, district_code, line_code)
);
CREATE INDEX score_shares_line ON score_shares (publication_id, line_code, district_code);
CREATE INDEX score_shares_district ON score_shares (publication_id, district_code, line_code);
