-- Orders that are still open, with the answer that their owner was told last and the instant at which it may change. What is told of
-- them stands in the chain.
${alone}

CREATE TABLE watches (
  id              ${word} PRIMARY KEY,
  owner           ${word} NOT NULL,
  reference       ${word} NOT NULL,
  kept_at         ${word} NOT NULL,
  facts           ${bytes} NOT NULL,
  facts_digest    ${word} NOT NULL,
  answer          ${word} NOT NULL,
  ruleset         ${word} NOT NULL,
  ruleset_version ${word} NOT NULL,
  decided_at      ${word} NOT NULL,
  due             ${word},
  revision        ${number} NOT NULL,
  UNIQUE (owner, reference)
);

CREATE INDEX watches_due ON watches (due) WHERE due IS NOT NULL;

CREATE INDEX watches_kept ON watches (kept_at);

-- By which rulesets the answers of all watches hold, and how far those were looked at that come into question under the newest.
CREATE TABLE watch_pass (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  ruleset ${word} NOT NULL,
  bases   ${word} NOT NULL,
  reached ${word}
);

-- How far each receiver was told, and which instance tells it.
CREATE TABLE deliveries (
  receiver     ${word} PRIMARY KEY,
  told         ${number} NOT NULL,
  owner        ${word},
  leased_until ${word}
);

CREATE INDEX records_watches ON records (actor, sequence) WHERE kind = 'WATCH_TOLD';

-- What became of determinations: where in the chain it stands.
CREATE TABLE resolutions (
  sequence      ${number} PRIMARY KEY,
  determination ${word} NOT NULL
);

CREATE INDEX resolutions_of ON resolutions (determination, sequence);
