-- Moments in UTC between which a document can be found, empty for no bound.
ALTER TABLE document ADD COLUMN embargo TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN expires TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN embargo TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN expires TEXT NOT NULL DEFAULT '';
