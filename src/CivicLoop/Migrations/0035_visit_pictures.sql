-- Who may see a picture is found by the visits it stands in; what visits keep is not swept away.
CREATE INDEX visit_answers_picture ON visit_answers (picture_id) WHERE picture_id IS NOT NULL;
UPDATE pictures SET is_attached = TRUE
WHERE id IN (SELECT picture_id FROM visit_answers WHERE picture_id IS NOT NULL);
