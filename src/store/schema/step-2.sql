-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 2: fields of the project's own, and what the user decided once; people, accounts and products that were
-- merged.

-- "name" is what the exports call the field, "title" what the project does where that is another. The values of a deal are
-- deals.custom: a JSON object by these names. Their changes are in deal_changes with "field:" and the name as field.

CREATE TABLE fields (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  title TEXT,
  type TEXT NOT NULL
) STRICT;

ALTER TABLE deals ADD COLUMN custom TEXT;

CREATE TABLE choices (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT,
  value TEXT
) STRICT;

-- An export of deals as a dated view: which set of column names it has, which deals (ranges of deals.position) and which
-- fields (bits) it tells of, and whether what it lacks of earlier exports with these names is gone.
ALTER TABLE imports ADD COLUMN headers TEXT;
ALTER TABLE imports ADD COLUMN covered TEXT;
ALTER TABLE imports ADD COLUMN fields INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN complete INTEGER NOT NULL DEFAULT 0;

-- The CRM's id of a stage, by which its exports may name it.
ALTER TABLE stages ADD COLUMN ref TEXT;

-- The article number of a product, where it is not its id.
ALTER TABLE products ADD COLUMN sku TEXT;

-- What happened around deals and accounts. "deal_ref", "account_ref" and "product_ref" name what is not here yet.
CREATE TABLE records (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT,
  deal INTEGER REFERENCES deals (key),
  deal_ref TEXT,
  account INTEGER REFERENCES accounts (key),
  account_ref TEXT,
  person INTEGER REFERENCES people (key),
  product INTEGER REFERENCES products (key),
  product_ref TEXT,
  name TEXT,
  type TEXT,
  status TEXT,
  phase TEXT,
  part TEXT,
  state TEXT,
  postal TEXT,
  email TEXT,
  phone TEXT,
  date TEXT,
  due TEXT,
  created TEXT,
  amount INTEGER,
  quantity REAL,
  import INTEGER REFERENCES imports (key)
) STRICT;

-- The row that took this one's place.
ALTER TABLE people ADD COLUMN merged INTEGER REFERENCES people (key);
ALTER TABLE accounts ADD COLUMN merged INTEGER REFERENCES accounts (key);
ALTER TABLE products ADD COLUMN merged INTEGER REFERENCES products (key);

-- To read rejected rows again: the line of column names as CSV, how the file was read, and how many rows are open.
ALTER TABLE imports ADD COLUMN names TEXT;
ALTER TABLE imports ADD COLUMN reading TEXT;
ALTER TABLE imports ADD COLUMN rows_to_correct INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rejected_rows ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'corrected', 'dismissed'));
UPDATE imports SET rows_to_correct = (SELECT count(*) FROM rejected_rows WHERE rejected_rows.import = imports.key);
