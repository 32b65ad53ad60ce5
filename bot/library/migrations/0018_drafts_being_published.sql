-- Drafts that are being published, by the token with which the message is edited that shows it: its
-- buttons are gone, and a process that is killed cannot bring them back.
CREATE TABLE publishing (
    token TEXT PRIMARY KEY,
    application_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    draft TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
