-- A contact is written to only once its owner opened the link sent to it. Contacts given before
-- this rule hold as they were.
ALTER TABLE case_reporters ADD COLUMN verified_at $instant$;
ALTER TABLE case_followers ADD COLUMN verified_at $instant$;
ALTER TABLE case_followers ADD COLUMN contact_mark $bytes$;
ALTER TABLE case_followers ADD COLUMN language TEXT NOT NULL DEFAULT 'zh';
UPDATE case_reporters
SET verified_at = (SELECT c.reported_at FROM cases c WHERE c.id = case_reporters.case_id)
WHERE contact IS NOT NULL;
UPDATE case_followers SET verified_at = joined_at WHERE contact IS NOT NULL;
-- How often an address was asked lately: nobody fills somebody else's letter box through the city.
CREATE INDEX case_reporters_mark ON case_reporters (contact_mark, erase_at)
    WHERE contact_mark IS NOT NULL;
CREATE INDEX case_followers_mark ON case_followers (contact_mark, erase_at)
    WHERE contact_mark IS NOT NULL;
