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
