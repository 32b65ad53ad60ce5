-- The terms of a current version's passages, good for one analysis, title and language.
CREATE TABLE terms (
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
    analysis TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    forward BLOB NOT NULL
) STRICT;
