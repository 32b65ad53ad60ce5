-- What a passage means, as a vector that one model made; empty where it is not made yet.
ALTER TABLE passage ADD COLUMN vector BLOB NOT NULL DEFAULT x'';
