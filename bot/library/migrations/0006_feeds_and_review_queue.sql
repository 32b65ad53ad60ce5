CREATE TABLE watch (
    token TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL,
    added_by INTEGER,
    added_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    checked_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    UNIQUE (guild_id, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_next ON watch (next_at);

CREATE TABLE met (
    watch TEXT NOT NULL REFERENCES watch ON DELETE CASCADE,
    key TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (watch, key)
) STRICT, WITHOUT ROWID;

-- Drafts of the review queue.
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE REFERENCES draft ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    whence TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL,
    taken_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX waiting_guild ON waiting (guild_id);
