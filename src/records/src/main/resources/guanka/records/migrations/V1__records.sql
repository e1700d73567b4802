-- What was decided, and everything else that has a place in the chain. Column for column described in src/records/README.md.
CREATE TABLE records (
  sequence        ${number} PRIMARY KEY,
  id              ${word} NOT NULL UNIQUE,
  kind            ${word} NOT NULL,
  at              ${word} NOT NULL,
  actor           ${word} NOT NULL,
  idempotency_key ${word},
  ruleset         ${word},
  ruleset_version ${word},
  facts_digest    ${word},
  answer_digest   ${word} NOT NULL,
  terms_digest    ${word},
  previous        ${word} NOT NULL,
  hash            ${word} NOT NULL,
  terms           ${word},
  parties         ${word},
  facts           ${bytes},
  answer          ${bytes} NOT NULL,
  UNIQUE (actor, idempotency_key)
);

CREATE INDEX records_at ON records (at);

-- The search index: one row for each term that a record can be found by.
CREATE TABLE terms (
  kind     ${word} NOT NULL,
  value    ${word} NOT NULL,
  sequence ${number} NOT NULL,
  PRIMARY KEY (kind, value, sequence)
)${clustered};

-- Where the chain ends: whoever appends holds this row.
CREATE TABLE head (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  store ${word} NOT NULL,
  size  ${number} NOT NULL,
  hash  ${word} NOT NULL,
  tree  ${bytes} NOT NULL
);

CREATE TABLE checkpoints (
  size       ${number} NOT NULL,
  public_key ${word} NOT NULL,
  at         ${word} NOT NULL,
  note       ${word} NOT NULL,
  PRIMARY KEY (size, public_key)
);

CREATE TABLE kjars (
  digest ${word} PRIMARY KEY,
  kjar   ${bytes} NOT NULL
);

CREATE TABLE rulesets (
  version          ${word} PRIMARY KEY,
  digest           ${word} NOT NULL REFERENCES kjars (digest),
  counter          ${number} NOT NULL UNIQUE,
  parent           ${word},
  state            ${word} NOT NULL,
  author           ${word} NOT NULL,
  created_at       ${word} NOT NULL,
  note             ${word},
  approved_by      ${word},
  approved_at      ${word},
  activated_by     ${word},
  activated_at     ${word},
  reason           ${word},
  effective        ${word},
  scheduled_by     ${word},
  scheduled_reason ${word}
);

CREATE UNIQUE INDEX rulesets_one_active ON rulesets (state) WHERE state = 'ACTIVE';

CREATE TABLE attachments (
  version ${word} NOT NULL REFERENCES rulesets (version),
  name    ${word} NOT NULL,
  content ${bytes} NOT NULL,
  PRIMARY KEY (version, name)
);

CREATE TABLE jobs (
  id              ${word} PRIMARY KEY,
  state           ${word} NOT NULL,
  actor           ${word} NOT NULL,
  submitted_at    ${word} NOT NULL,
  finished_at     ${word},
  ruleset_version ${word}
);

CREATE INDEX jobs_submitted ON jobs (submitted_at, id);

CREATE TABLE job_parts (
  job           ${word} NOT NULL REFERENCES jobs (id),
  part          INTEGER NOT NULL,
  first_line    ${number} NOT NULL,
  lines         INTEGER NOT NULL,
  state         ${word} NOT NULL,
  owner         ${word},
  leased_until  ${word},
  problems      INTEGER NOT NULL,
  result_digest ${word},
  input         ${bytes},
  result        ${bytes},
  PRIMARY KEY (job, part)
);

-- Written now and then to learn whether the store takes writes.
CREATE TABLE probe (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  at     ${word} NOT NULL,
  filler ${bytes}
);
