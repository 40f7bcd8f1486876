-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 2: fields of the project's own, and what the user decided once.

CREATE TABLE fields (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  type TEXT NOT NULL
) STRICT;

CREATE TABLE choices (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  value TEXT
) STRICT;
