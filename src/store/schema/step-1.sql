-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 1.
--
-- Keys are random 64-bit numbers, so that rows made in two copies do not collide. "position" is the order of
-- rows. Money is in minor units of organisation.currency, dates are ISO text, times are seconds since 1970,
-- probabilities are thousandths, NULL is unknown.

CREATE TABLE organisation (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  name TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  calendar TEXT NOT NULL,
  fiscal_start_month INTEGER NOT NULL CHECK (fiscal_start_month BETWEEN 1 AND 12),
  first_weekday INTEGER NOT NULL CHECK (first_weekday BETWEEN 1 AND 7),
  forecast_period TEXT NOT NULL,
  call_weekday INTEGER NOT NULL CHECK (call_weekday BETWEEN 1 AND 7),
  category_pipeline TEXT,
  category_best_case TEXT,
  category_commit TEXT,
  category_closed TEXT,
  category_omitted TEXT
) STRICT;

CREATE TABLE people (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  ref TEXT,
  name TEXT,
  email TEXT,
  region TEXT,
  time_zone TEXT,
  manager INTEGER REFERENCES people (key),
  role TEXT NOT NULL,
  started TEXT,
  ended TEXT
) STRICT;

CREATE TABLE stages (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  sort_order INTEGER NOT NULL,
  kind TEXT NOT NULL,
  category TEXT,
  probability INTEGER,
  mapped INTEGER NOT NULL
) STRICT;

-- What a stage was from a day on; NULL: from the beginning.
CREATE TABLE stage_rules (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  stage INTEGER NOT NULL REFERENCES stages (key),
  from_date TEXT,
  kind TEXT NOT NULL,
  category TEXT
) STRICT;

CREATE TABLE accounts (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  ref TEXT,
  name TEXT,
  industry TEXT,
  street TEXT,
  city TEXT,
  state TEXT,
  postal TEXT,
  country TEXT,
  latitude REAL,
  longitude REAL,
  revenue INTEGER,
  employees INTEGER,
  owner INTEGER REFERENCES people (key),
  parent INTEGER REFERENCES accounts (key)
) STRICT;

CREATE TABLE products (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  ref TEXT,
  name TEXT,
  family TEXT,
  list_price INTEGER,
  listed INTEGER NOT NULL
) STRICT;

CREATE TABLE product_aliases (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  alias TEXT,
  product INTEGER REFERENCES products (key),
  confirmed INTEGER NOT NULL
) STRICT;

CREATE TABLE imports (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  file TEXT,
  kind TEXT,
  profile TEXT,
  as_of TEXT,
  as_of_source TEXT NOT NULL,
  at INTEGER NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_new INTEGER NOT NULL,
  rows_changed INTEGER NOT NULL,
  rows_unchanged INTEGER NOT NULL,
  rows_vanished INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  rows_set_aside INTEGER NOT NULL
) STRICT;

CREATE TABLE plans (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  status TEXT NOT NULL,
  from_date TEXT
) STRICT;

CREATE TABLE territories (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  plan INTEGER REFERENCES plans (key),
  name TEXT,
  owner INTEGER REFERENCES people (key),
  color INTEGER
) STRICT;

-- A unit of the map, such as "county:48453", that belongs to a territory.
CREATE TABLE territory_units (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  territory INTEGER REFERENCES territories (key),
  unit TEXT
) STRICT;

CREATE TABLE named_accounts (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  territory INTEGER REFERENCES territories (key),
  account INTEGER REFERENCES accounts (key)
) STRICT;

CREATE TABLE quotas (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (key),
  territory INTEGER REFERENCES territories (key),
  product INTEGER REFERENCES products (key),
  from_date TEXT,
  to_date TEXT,
  amount INTEGER
) STRICT;

-- Append-only: the latest counts. An override is a manager's number in place of a report's.
CREATE TABLE calls (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (key),
  author INTEGER REFERENCES people (key),
  from_date TEXT,
  to_date TEXT,
  category TEXT,
  amount INTEGER,
  at INTEGER NOT NULL,
  is_override INTEGER NOT NULL,
  note TEXT
) STRICT;

CREATE TABLE deals (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  ref TEXT,
  name TEXT,
  account INTEGER REFERENCES accounts (key),
  owner INTEGER REFERENCES people (key),
  product INTEGER REFERENCES products (key),
  stage INTEGER NOT NULL REFERENCES stages (key),
  category TEXT,
  amount INTEGER,
  probability INTEGER,
  close_date TEXT,
  created TEXT,
  appeared TEXT,
  stage_since TEXT,
  activity TEXT,
  pushes INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  region TEXT,
  type TEXT,
  source TEXT,
  next_step TEXT,
  import INTEGER REFERENCES imports (key),
  source_row INTEGER
) STRICT;

-- Each change of a deal. "old" and "new" are what a person reads: a number, a date, a text or a name. Where
-- the field names a stage, person, account or product, "old_ref" and "new_ref" are the keys of these.
CREATE TABLE deal_changes (
  key INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deals (key),
  field TEXT NOT NULL,
  old ANY,
  new ANY,
  old_ref INTEGER,
  new_ref INTEGER,
  at TEXT,
  ordinal INTEGER NOT NULL,
  time_source TEXT NOT NULL,
  import INTEGER REFERENCES imports (key),
  source_row INTEGER
) STRICT;

CREATE TABLE rejected_rows (
  key INTEGER PRIMARY KEY,
  import INTEGER REFERENCES imports (key),
  file TEXT,
  source_row INTEGER NOT NULL,
  column_name TEXT,
  value TEXT,
  reason TEXT,
  raw TEXT
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

-- A derived copy of the tables above in the program's own layout, so that large projects open at once. It may be
-- emptied at any time. It is good when file_counter is the change counter of this file.
CREATE TABLE packed_head (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  valid INTEGER NOT NULL,
  layout INTEGER NOT NULL,
  file_counter INTEGER NOT NULL,
  deals INTEGER NOT NULL,
  last_change INTEGER NOT NULL
) STRICT;

CREATE TABLE packed (
  part TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (part, chunk)
) STRICT;

-- What changed since the copy was made: tables as a whole, deals one by one ("place": the deal's place in the copy).
CREATE TABLE packed_stale_tables (
  part TEXT PRIMARY KEY NOT NULL
) STRICT;

CREATE TABLE packed_stale_deals (
  place INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL
) STRICT;
