-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 4: views of the deals, by name.

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
