-- Where the current version of a document was fetched. offered is the digest of the words that
-- waited last to be its new version.
CREATE TABLE origin (
    document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    url TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    offered TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX origin_checked ON origin (checked_at);
