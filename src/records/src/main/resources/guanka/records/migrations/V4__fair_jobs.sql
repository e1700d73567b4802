-- How often a part was begun: one that ends its worker each time is given up. What is open is found without reading what is done.
ALTER TABLE job_parts ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;

CREATE INDEX job_parts_open ON job_parts (job, part) WHERE state <> 'DONE';
