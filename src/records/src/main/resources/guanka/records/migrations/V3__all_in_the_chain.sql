-- Everything that is trusted has an event in the chain that says what it holds; who touched a draft, what it was made from and which
-- report was approved stand in its row. Opening the store puts what was there before into the chain.
${alone}

ALTER TABLE rulesets ADD COLUMN parent_digest ${word};
ALTER TABLE rulesets ADD COLUMN authors ${word};
ALTER TABLE rulesets ADD COLUMN report ${word};
ALTER TABLE rulesets ADD COLUMN release_counter ${number};

CREATE INDEX records_events ON records (kind, sequence) WHERE kind <> 'DETERMINATION';

DELETE FROM probe;
