-- 扣分规则: how a measure of a scorecard takes points off, as JSON; null where nothing is taken off.
ALTER TABLE scorecard_nodes ADD COLUMN rule TEXT;
