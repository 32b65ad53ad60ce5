-- Who wants that nothing of what they ask or rate is stored.
CREATE TABLE unstored (
    user_id INTEGER PRIMARY KEY,
    at TEXT NOT NULL
) STRICT;

-- What is kept long enough is looked for every hour.
CREATE INDEX answer_at ON answer (at);
