-- What ranking sees in a passage's text, made for one form of it and one language; empty where
-- it is not made yet.
ALTER TABLE passage ADD COLUMN profile BLOB NOT NULL DEFAULT x'';
