-- What somebody typed into a form that could not be used as it was, until they correct it; form is
-- its custom_id, fields what was typed in each of its inputs.
CREATE TABLE typed (
    token TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    fields TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Interactions that show that an answer is on its way, by the token with which it is sent.
CREATE TABLE promised (
    token TEXT PRIMARY KEY,
    application_id INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
