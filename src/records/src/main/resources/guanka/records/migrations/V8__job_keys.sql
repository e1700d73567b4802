-- A job may be handed in again under its key without being decided twice; a trial of many shipments leaves no record.
ALTER TABLE jobs ADD COLUMN idempotency_key ${word};
-- Digest of what was asked for and of every line; null until all lines are here.
ALTER TABLE jobs ADD COLUMN submission ${word};
-- 'false' where its determinations are not recorded.
ALTER TABLE jobs ADD COLUMN recorded ${word};

CREATE UNIQUE INDEX jobs_keys ON jobs (actor, idempotency_key);
