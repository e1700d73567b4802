-- What the lines of a job are: null for shipments that are decided, 'SCREENINGS' for business partners that are screened.
ALTER TABLE jobs ADD COLUMN kind ${word};
-- Version of the ruleset with whose hits those of a screening are compared; null where every party is told.
ALTER TABLE jobs ADD COLUMN since_version ${word};
