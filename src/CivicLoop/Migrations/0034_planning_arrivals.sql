-- Cases that came near a control zone and are still to be held against it.
CREATE TABLE planning_arrivals (
    case_id $id$ PRIMARY KEY REFERENCES cases (id)
);
