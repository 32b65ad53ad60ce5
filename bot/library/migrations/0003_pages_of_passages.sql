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
