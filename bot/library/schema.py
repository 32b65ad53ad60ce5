"""The schema of the library, as numbered migrations.

A migration is never edited once released; append a new one.
"""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
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
    """,
    """
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
    """,
    """
    -- Where the text of a PDF stands: from start on, on a page. What was read before this has no
    -- words there, only what its landmarks say, such as page 3 or page 3, Results.
    CREATE TABLE stretch (
        version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
        start INTEGER NOT NULL,
        page INTEGER NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (version_id, start)
    ) STRICT;
    INSERT INTO stretch SELECT version_id, start, CAST(substr(label, 6) AS INTEGER), ''
        FROM landmark WHERE label GLOB 'page [1-9]*' AND version_id IN
            (SELECT id FROM version WHERE instr(substr(original, 1, 1024), x'255044462D'));
    """,
    """
    -- Moments in UTC between which a document can be found, empty for no bound.
    ALTER TABLE document ADD COLUMN embargo TEXT NOT NULL DEFAULT '';
    ALTER TABLE document ADD COLUMN expires TEXT NOT NULL DEFAULT '';
    ALTER TABLE draft ADD COLUMN embargo TEXT NOT NULL DEFAULT '';
    ALTER TABLE draft ADD COLUMN expires TEXT NOT NULL DEFAULT '';
    """,
    """
    -- The terms of a current version's passages, good for one analysis, title and language.
    CREATE TABLE terms (
        version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
        analysis TEXT NOT NULL,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        forward BLOB NOT NULL
    ) STRICT;
    """,
    """
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
    """,
    """
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
    """,
    """
    -- Where an answer was shown, what stood above its quotes, and why there was none; answers given
    -- before this have no quotes here, and no reason.
    ALTER TABLE answer ADD COLUMN channel_id INTEGER;
    ALTER TABLE answer ADD COLUMN note TEXT NOT NULL DEFAULT '';
    ALTER TABLE answer ADD COLUMN reason TEXT NOT NULL DEFAULT '';
    ALTER TABLE answer ADD COLUMN unknown TEXT NOT NULL DEFAULT '[]';

    -- The quotes of public answers. No reference to document: the message outlives it. standing is
    -- what the message says of the quote by now, empty as long as it says nothing.
    CREATE TABLE quoted (
        token TEXT NOT NULL REFERENCES answer ON DELETE CASCADE,
        place INTEGER NOT NULL,
        document_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        sentence_start INTEGER NOT NULL,
        sentence_end INTEGER NOT NULL,
        highlights TEXT NOT NULL,
        standing TEXT NOT NULL DEFAULT '',
        since TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (token, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_embargo ON document (embargo) WHERE embargo > '';
    CREATE INDEX document_expires ON document (expires) WHERE expires > '';
    """,
    """
    -- The files apart from their texts: what stands behind a file in its row is reached through all
    -- pages of the file, some 250 for a megabyte, and a question reads thirty rows.
    CREATE TABLE original (
        version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
        data BLOB NOT NULL
    ) STRICT;
    INSERT INTO original SELECT id, original FROM version;
    ALTER TABLE version DROP COLUMN original;
    """,
    """
    -- The text of a version in parts, whole when joined in order: a passage near the end of a book
    -- took 3.5 ms to read of one text of 5 million characters. Here in parts of 1,024, of blocks
    -- first, for each cut copies what it is cut from.
    CREATE TABLE part (
        id INTEGER PRIMARY KEY,
        version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (version_id, start)
    ) STRICT;
    INSERT INTO part (version_id, start, text)
        WITH RECURSIVE block (version_id, start, rest) AS (
            SELECT id, 0, text FROM version
            UNION ALL
            SELECT version_id, start + 65536, substr(rest, 65537) FROM block
                WHERE length(rest) > 65536
        ), piece (version_id, start, rest) AS (
            SELECT version_id, start, substr(rest, 1, 65536) FROM block
            UNION ALL
            SELECT version_id, start + 1024, substr(rest, 1025) FROM piece
                WHERE length(rest) > 1024
        )
        SELECT version_id, start, substr(rest, 1, 1024) FROM piece;
    ALTER TABLE version DROP COLUMN text;
    """,
    """
    -- The index of a large guild as it was built, in pieces; its header is empty until it is whole.
    CREATE TABLE snapshot (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guild_id INTEGER NOT NULL UNIQUE,
        header TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE TABLE piece (
        snapshot_id INTEGER NOT NULL REFERENCES snapshot ON DELETE CASCADE,
        name TEXT NOT NULL,
        number INTEGER NOT NULL,
        crc INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (snapshot_id, name, number)
    ) STRICT;
    """,
    """
    -- What ranking sees in a passage's text, made for one form of it and one language; empty where
    -- it is not made yet.
    ALTER TABLE passage ADD COLUMN profile BLOB NOT NULL DEFAULT x'';
    """,
)
