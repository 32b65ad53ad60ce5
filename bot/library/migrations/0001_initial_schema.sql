CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- revision counts the changes to what can be found: an index of another one is stale.
CREATE TABLE guild (
    id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 0,
    last_number INTEGER NOT NULL DEFAULT 0,
    bundled INTEGER NOT NULL DEFAULT 1 CHECK (bundled IN (0, 1)),
    log_channel INTEGER
) STRICT;

-- corpus_path is set on the bundled shelf only; removed_at on documents that can be restored.
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL REFERENCES guild,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    date TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    filename TEXT NOT NULL,
    corpus_path TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    added_by INTEGER,
    added_at TEXT NOT NULL,
    removed_by INTEGER,
    removed_at TEXT,
    UNIQUE (guild_id, number),
    UNIQUE (guild_id, corpus_path)
) STRICT;

CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    original BLOB NOT NULL,
    text TEXT NOT NULL,
    characters INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    cut_lines TEXT NOT NULL,
    notes TEXT NOT NULL,
    added_by INTEGER,
    added_at TEXT NOT NULL,
    UNIQUE (document_id, number)
) STRICT;
CREATE INDEX version_sha256 ON version (sha256);

CREATE TABLE landmark (
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (version_id, start)
) STRICT, WITHOUT ROWID;

-- Passages of the current version only; their ids are never used again.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start)
) STRICT;
CREATE INDEX passage_version ON passage (version_id);

-- No reference to document: the record outlives what it is about.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER,
    action TEXT NOT NULL,
    handle TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_guild ON audit (guild_id, id);

CREATE TABLE draft (
    token TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    original BLOB NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    token TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    message_id INTEGER,
    question TEXT NOT NULL,
    earlier TEXT NOT NULL,
    handle TEXT NOT NULL,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_message ON answer (guild_id, message_id);

CREATE TABLE feedback (
    token TEXT NOT NULL REFERENCES answer ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
    at TEXT NOT NULL,
    PRIMARY KEY (token, user_id)
) STRICT, WITHOUT ROWID;

INSERT INTO guild (id) VALUES (0);
