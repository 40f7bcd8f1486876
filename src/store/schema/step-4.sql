-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 4: views of the deals, by name; what people set aside.

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
