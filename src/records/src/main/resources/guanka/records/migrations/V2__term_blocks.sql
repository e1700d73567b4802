-- The search index a block of 256 records at a time: block 0 holds the records 1 to 256. A row names the places in its block, from 00 to
-- ff, where the term occurs; a value is kept up to its 256th character. Records behind the last whole block are looked through one by
-- one.
${alone}

CREATE TABLE term_blocks (
  kind   ${word} NOT NULL,
  value  ${word} NOT NULL,
  block  ${number} NOT NULL,
  places ${word} NOT NULL,
  PRIMARY KEY (kind, value, block)
)${clustered};

INSERT INTO term_blocks (kind, value, block, places)
SELECT kind, value, (sequence - 1) / 256,
  string_agg(substr('0123456789abcdef', CAST((sequence - 1) % 256 / 16 AS INTEGER) + 1, 1)
    || substr('0123456789abcdef', CAST((sequence - 1) % 16 AS INTEGER) + 1, 1), '' ORDER BY sequence)
FROM (SELECT DISTINCT kind, substr(value, 1, 256) AS value, sequence FROM terms
  WHERE sequence <= (SELECT max(size) - max(size) % 256 FROM head)) AS kept
GROUP BY kind, value, (sequence - 1) / 256;

DROP TABLE terms;
