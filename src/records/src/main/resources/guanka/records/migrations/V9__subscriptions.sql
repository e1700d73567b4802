-- Receivers that owners of watches named for what they are told. How far each was told stands in deliveries.
CREATE TABLE subscriptions (
  id           ${word} PRIMARY KEY,
  owner        ${word} NOT NULL,
  url          ${word} NOT NULL,
  -- Random bytes, then the secret: so that the digest in the chain gives no way to guess it.
  secret       ${bytes} NOT NULL,
  created_at   ${word} NOT NULL,
  verify_until ${word} NOT NULL,
  state        ${word} NOT NULL
);

CREATE INDEX subscriptions_of ON subscriptions (owner, id);
