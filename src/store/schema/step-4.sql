-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 4: views of the deals, by name; what people set aside; scenarios; what is written beside
-- the CRM's values, and notes about deals.

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

-- What somebody says a field of a deal should be ("act" is "set", "field" says which of the four values counts; none of them:
-- it should be empty), that they said so no longer ("reset"), or that the CRM has come to say the same ("settled", with the
-- import that brought it). The latest row of a deal and field counts; rows are only added. "crm_" is what the CRM said when
-- the row was written; "at" is in seconds since 1970.
CREATE TABLE deal_adjustments (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  deal INTEGER REFERENCES deals (key),
  field TEXT NOT NULL,
  act TEXT NOT NULL,
  amount INTEGER,
  close_date TEXT,
  category TEXT,
  next_step TEXT,
  crm_amount INTEGER,
  crm_close_date TEXT,
  crm_category TEXT,
  crm_next_step TEXT,
  at INTEGER NOT NULL,
  import INTEGER REFERENCES imports (key),
  note TEXT
) STRICT;

-- "edited" is when the text was last written, in seconds since 1970 as "at".
CREATE TABLE deal_notes (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  deal INTEGER REFERENCES deals (key),
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  text TEXT
) STRICT;
