-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 6: where a call came from, how quotas and the team changed, what managers' sheets said;
-- what the territories of a plan are to have about as much of; numbers of accounts beside the built-in ones; what notes said before;
-- plans over other maps than the counties, and where postal codes of other countries lie; meetings, what was agreed in them,
-- and comments.

-- The file that a call came in; NULL: it was typed. Calls are one log, by whatever way they came.
ALTER TABLE calls ADD COLUMN source TEXT;

-- That a quota became another amount; append-only. "was" NULL: there was none before. "at" is in seconds since 1970. "note" says how
-- it came: a file's name or how it was spread; NULL: it was set by hand.
CREATE TABLE quota_changes (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (key),
  territory INTEGER REFERENCES territories (key),
  product INTEGER REFERENCES products (key),
  from_date TEXT,
  to_date TEXT,
  was INTEGER,
  amount INTEGER,
  at INTEGER NOT NULL,
  note TEXT
) STRICT;

-- To whom somebody reported from a day on, NULL: from the beginning. Whoever never changed has no row: people.manager holds.
CREATE TABLE reporting_lines (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (key),
  manager INTEGER REFERENCES people (key),
  from_date TEXT,
  at INTEGER NOT NULL
) STRICT;

-- What stood in a manager's sheet, and whether it was taken; append-only. What was taken is in calls too.
CREATE TABLE sheet_lines (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  file TEXT,
  manager INTEGER REFERENCES people (key),
  person INTEGER REFERENCES people (key),
  from_date TEXT,
  to_date TEXT,
  category TEXT,
  amount INTEGER,
  decision TEXT NOT NULL,
  at INTEGER NOT NULL,
  note TEXT
) STRICT;

-- What the exports tell of accounts beside the built-in numbers, such as seats: one row for an account and a field, which is the name of
-- a column.
CREATE TABLE account_numbers (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (key),
  field TEXT NOT NULL,
  value REAL
) STRICT;

-- "measure" is accounts, pipeline, history, potential, workload, revenue, employees, "field:" and the name of a field of deals, or
-- "account:" and that of a number of accounts; "tolerance" how far a territory may be from the mean, 0.1 is 10 %, or 0 where it is only watched. "formula" is the workload's: what an account
-- asks for, such as "12 if size=500- | 6 if size=50-499 | 2". A plan without rows is as accounts and pipeline with 0.1, history watched.
CREATE TABLE plan_measures (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  plan INTEGER REFERENCES plans (key),
  measure TEXT NOT NULL,
  tolerance REAL NOT NULL,
  formula TEXT
) STRICT;

-- A row is one version of a note, and rows are only added. "line" is the key of the note's first version, NULL in that itself;
-- "at" is when the note was first written, "edited" when this version was. The last version counts; where it is "removed"
-- the note is gone. "author" is the name of the person who wrote, as their computer has it.
ALTER TABLE deal_notes ADD COLUMN line INTEGER;
ALTER TABLE deal_notes ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deal_notes ADD COLUMN author TEXT;

-- Which map the plan is drawn over: "counties" (so is NULL), "states", "zip3", "zips", "countries", "regions" or "regions:" and
-- the codes of countries. Units of the map are named "county:", "state:", "zip:", "country:" or "region:" and a code.
ALTER TABLE plans ADD COLUMN map TEXT;

-- Postal codes with the place that a file gave them, in degrees. "country" is of two letters, "region" that of ISO 3166-2
-- without them.
CREATE TABLE postal_places (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  country TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT,
  region TEXT,
  latitude REAL,
  longitude REAL
) STRICT;

-- Meetings, their rhythms, commitments and comments are kept as notes are: a row is one version, rows are only added, "line" is the
-- key of the first version, NULL in that itself, and the last version counts. "at" is when the first was written, "edited" when
-- this one was, in seconds since 1970.

-- A meeting that recurs: of "host" with "person", NULL: with the whole team. It is on "first_date", at "starts" minutes after midnight
-- in "time_zone" (NULL: the host's) for "minutes", and again every week, second week, or month on the same weekday.
CREATE TABLE cadences (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  host INTEGER REFERENCES people (key),
  person INTEGER REFERENCES people (key),
  rhythm TEXT NOT NULL,
  first_date TEXT,
  starts INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  time_zone TEXT,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  line INTEGER,
  removed INTEGER NOT NULL DEFAULT 0,
  author TEXT
) STRICT;

-- What became of one meeting. "cadence" is the line of the one it belongs to, NULL: it was held apart from any; "day" the day on
-- which it was due by that. "moved" is when it begins instead, in seconds since 1970; 0: when the cadence has it.
CREATE TABLE meetings (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  cadence INTEGER,
  host INTEGER REFERENCES people (key),
  person INTEGER REFERENCES people (key),
  day TEXT,
  state TEXT NOT NULL,
  notes TEXT,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  line INTEGER,
  author TEXT,
  moved INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What somebody said they would do. "meeting" is the line of the one in which they did; "territory" the line of a territory over
-- the plans; "note" what was said when the state or the due day changed.
CREATE TABLE commitments (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  owner INTEGER REFERENCES people (key),
  text TEXT,
  due TEXT,
  deal INTEGER REFERENCES deal_rows (key),
  account INTEGER REFERENCES accounts (key),
  territory INTEGER,
  meeting INTEGER,
  state TEXT NOT NULL,
  note TEXT,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  line INTEGER,
  author TEXT
) STRICT;

-- What was said about a deal, an account, a territory (its line over the plans), or a cell of the forecast: a person's period and
-- category. In the text "@{" and the key of a person in hexadecimal digits and "}" mentions that person.
CREATE TABLE comments (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  deal INTEGER REFERENCES deal_rows (key),
  account INTEGER REFERENCES accounts (key),
  territory INTEGER,
  person INTEGER REFERENCES people (key),
  from_date TEXT,
  to_date TEXT,
  category TEXT,
  text TEXT,
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  line INTEGER,
  removed INTEGER NOT NULL DEFAULT 0,
  author TEXT
) STRICT;
