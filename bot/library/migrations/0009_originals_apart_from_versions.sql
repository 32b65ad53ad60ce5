-- The files apart from their texts: what stands behind a file in its row is reached through all
-- pages of the file, some 250 for a megabyte, and a question reads thirty rows.
CREATE TABLE original (
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
    data BLOB NOT NULL
) STRICT;
INSERT INTO original SELECT id, original FROM version;
ALTER TABLE version DROP COLUMN original;
