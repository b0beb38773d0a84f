-- The tables of the SQLite export. Lines are lines of the source file; entities are referred to by
-- the identifiers that end their addresses. Each kind of statement but outcomes has a table of its
-- own, made in database.py.

CREATE TABLE series (id TEXT PRIMARY KEY, name TEXT NOT NULL, project TEXT REFERENCES project);
CREATE TABLE note (id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, date TEXT,
  kind TEXT NOT NULL, series TEXT NOT NULL REFERENCES series, text TEXT NOT NULL);
CREATE TABLE section (note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL,
  level INTEGER NOT NULL, heading TEXT NOT NULL, anchor TEXT NOT NULL);
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE role (person TEXT NOT NULL REFERENCES person, text TEXT NOT NULL,
  note TEXT REFERENCES note, line INTEGER);
CREATE TABLE affiliation (person TEXT NOT NULL REFERENCES person, text TEXT NOT NULL,
  note TEXT REFERENCES note, line INTEGER, since INTEGER, until INTEGER);
CREATE TABLE attendance (note TEXT NOT NULL REFERENCES note, person TEXT REFERENCES person,
  written TEXT NOT NULL, presence TEXT NOT NULL);
CREATE TABLE project (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
  homepage TEXT NOT NULL);
CREATE TABLE version (id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES project,
  number TEXT NOT NULL, series INTEGER NOT NULL, status TEXT NOT NULL, date TEXT);
CREATE TABLE claim (version TEXT NOT NULL REFERENCES version, note TEXT NOT NULL REFERENCES note,
  line INTEGER NOT NULL, status TEXT NOT NULL, date TEXT);
CREATE TABLE mention (note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL, kind TEXT NOT NULL,
  target TEXT NOT NULL, written TEXT NOT NULL);
CREATE TABLE thread (id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series,
  text TEXT NOT NULL, status TEXT NOT NULL, since TEXT REFERENCES note, due TEXT);
CREATE TABLE topic (id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, name TEXT NOT NULL,
  standing INTEGER NOT NULL);
CREATE TABLE said (topic TEXT NOT NULL REFERENCES topic, note TEXT NOT NULL REFERENCES note,
  line INTEGER NOT NULL);
CREATE TABLE meeting (series TEXT NOT NULL REFERENCES series, date TEXT NOT NULL,
  state TEXT NOT NULL, attendees INTEGER);
CREATE TABLE figure (id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series,
  name TEXT NOT NULL);
CREATE TABLE value (figure TEXT NOT NULL REFERENCES figure, note TEXT NOT NULL REFERENCES note,
  line INTEGER NOT NULL, value REAL NOT NULL);
CREATE TABLE action (id INTEGER PRIMARY KEY, note TEXT NOT NULL REFERENCES note,
  line INTEGER NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL, due TEXT,
  thread TEXT REFERENCES thread);
CREATE TABLE owner (action INTEGER NOT NULL REFERENCES action, written TEXT NOT NULL,
  person TEXT REFERENCES person);
CREATE TABLE outcome (note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, about TEXT NOT NULL, topic TEXT REFERENCES topic);
CREATE TABLE revisit (note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL,
  earlier TEXT NOT NULL REFERENCES note, earlier_line INTEGER NOT NULL,
  supersedes INTEGER NOT NULL);
CREATE TABLE ticket (id TEXT PRIMARY KEY, system TEXT NOT NULL, url TEXT NOT NULL,
  project TEXT REFERENCES project);
CREATE TABLE link (note TEXT NOT NULL REFERENCES note, url TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE problem (path TEXT NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL,
  message TEXT NOT NULL, hint TEXT NOT NULL);
CREATE TABLE address (path TEXT PRIMARY KEY);
CREATE INDEX mention_target ON mention (kind, target);
CREATE INDEX claim_version ON claim (version);
CREATE INDEX note_date ON note (date);
