-- How the original of a version was read, for reading it again gives the same text: what the server
-- that it came from called its encoding, and whether lines that look like navigation were kept.
ALTER TABLE version ADD COLUMN charset TEXT NOT NULL DEFAULT '';
ALTER TABLE version ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
