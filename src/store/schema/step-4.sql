-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 4: views of the deals, by name; what people set aside; scenarios.

-- What a view of the deals shows. "columns" has a field and its width in pixels on each line, in their order; fields are
-- named as in filters, the project's own as "#" and the key of their row. "grouping" has a field on each line, of a date with
-- ":month", ":quarter" or ":year". "since" is the day from which changes are marked: a date, "import" for the last import, or "7" for
-- seven days.
CREATE TABLE views (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  filter TEXT,
  columns TEXT,
  sort TEXT,
  descending INTEGER NOT NULL,
  grouping TEXT,
  by_total INTEGER NOT NULL,
  open_only INTEGER NOT NULL,
  in_period INTEGER NOT NULL,
  since TEXT,
  only_changed INTEGER NOT NULL
) STRICT;

-- A finding of the home page that is not to be shown again: "code" names its kind, "deal" or "subject" what it is about,
-- "state" and "measure" how things stood. It is shown again from the day "until" on, or once things stand otherwise.
CREATE TABLE insight_dismissals (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  deal INTEGER REFERENCES deals (key),
  subject TEXT,
  state INTEGER NOT NULL,
  measure INTEGER NOT NULL,
  at INTEGER NOT NULL,
  until TEXT
) STRICT;

-- An overlay on the present: what if. "at" is in seconds since 1970.
CREATE TABLE scenarios (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  note TEXT,
  at INTEGER NOT NULL
) STRICT;

-- What a scenario changes; no deal is touched. What a kind of lever has no use for is NULL. Stage, person (with everyone
-- below), territory and product together say what it is about.
CREATE TABLE scenario_levers (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  scenario INTEGER REFERENCES scenarios (key),
  kind TEXT NOT NULL,
  stage INTEGER REFERENCES stages (key),
  person INTEGER REFERENCES people (key),
  territory INTEGER REFERENCES territories (key),
  product INTEGER REFERENCES products (key),
  other INTEGER REFERENCES people (key),
  deal INTEGER REFERENCES deals (key),
  factor REAL,
  amount INTEGER,
  day TEXT
) STRICT;
