-- Parties that are not the list entries that they may be taken for: one person asks, another approves, and it holds until its day.
CREATE TABLE clearances (
  id          ${word} PRIMARY KEY,
  state       ${word} NOT NULL,
  entry       ${word} NOT NULL,
  content     ${word} NOT NULL,
  -- Random bytes, then the party and why: so that the digest in the chain gives no way to guess a name.
  said        ${bytes} NOT NULL,
  until_day   ${word} NOT NULL,
  asked_by    ${word} NOT NULL,
  asked_at    ${word} NOT NULL,
  approved_by ${word},
  approved_at ${word},
  ended_by    ${word},
  ended_at    ${word},
  -- Random bytes, then why.
  ended_why   ${bytes}
);

CREATE INDEX clearances_asked ON clearances (asked_at, id);
