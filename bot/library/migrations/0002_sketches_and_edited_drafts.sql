-- The sketches of current versions; guild_id keeps each guild's look-ups to its own.
CREATE TABLE sketch (
    guild_id INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    PRIMARY KEY (guild_id, hash, version_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_version ON sketch (version_id);

-- The handle of the document that the draft was made to replace, and the fields of its
-- description that were typed by the moderator.
ALTER TABLE draft ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN edited TEXT NOT NULL DEFAULT '';
