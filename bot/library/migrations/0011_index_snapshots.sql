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
