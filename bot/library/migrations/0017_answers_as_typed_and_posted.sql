-- Whether a question was asked without corrections, what was corrected of it, whether there is more
-- that is relevant, and whether a private answer was posted.
ALTER TABLE answer ADD COLUMN as_typed INTEGER NOT NULL DEFAULT 0 CHECK (as_typed IN (0, 1));
ALTER TABLE answer ADD COLUMN corrected TEXT NOT NULL DEFAULT '{}';
ALTER TABLE answer ADD COLUMN more INTEGER NOT NULL DEFAULT 1 CHECK (more IN (0, 1));
ALTER TABLE answer ADD COLUMN posted INTEGER NOT NULL DEFAULT 0 CHECK (posted IN (0, 1));
