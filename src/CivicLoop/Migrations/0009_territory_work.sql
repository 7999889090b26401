-- A territory's worklist, like a unit's and a line's: what is open there in the order of what is
-- due.
CREATE INDEX cases_work_territory ON cases (territory_org, state, next_due_at, id) WHERE is_open;
