-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 3: narrower deals, and how good the forecast was.

-- Texts that stand in many deals. Elsewhere a deal has the key of a row of these, a small number.
CREATE TABLE labels (
  key INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- "region", "type", "source" and "next_step" are the key of a label where they are a number, else the text itself. Dates of
-- deals are days since 1970-01-01. The view deal_list tells all of it in words.
--
-- A deal that was closed when it was first seen had been open until its close date. What follows of that for its history
-- stands in its row, not in deal_changes: where "was_stage" is not NULL, it was in that stage until the close date that it had
-- when it was first seen; until then its close date was "was_close", and where "was_unpriced" is 1, its amount was not known. The
-- view deal_history tells of both.
CREATE TABLE narrow_deals (
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
  close_date INTEGER,
  created INTEGER,
  appeared INTEGER,
  stage_since INTEGER,
  activity INTEGER,
  pushes INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  region ANY,
  type ANY,
  source ANY,
  next_step ANY,
  import INTEGER REFERENCES imports (key),
  source_row INTEGER,
  custom TEXT,
  was_stage INTEGER REFERENCES stages (key),
  was_close INTEGER,
  was_unpriced INTEGER
) STRICT;

-- A text that is no date stops the upgrade: an INTEGER cannot be it.
INSERT INTO narrow_deals
  SELECT key, position, ref, name, account, owner, product, stage, category, amount, probability,
         ifnull(unixepoch(close_date) / 86400, close_date), ifnull(unixepoch(created) / 86400, created),
         ifnull(unixepoch(appeared) / 86400, appeared), ifnull(unixepoch(stage_since) / 86400, stage_since),
         ifnull(unixepoch(activity) / 86400, activity), pushes, flags, region, type, source, next_step, import, source_row,
         custom, NULL, NULL, NULL
  FROM deals ORDER BY key;
DROP TABLE deals;
ALTER TABLE narrow_deals RENAME TO deals;

CREATE VIEW deal_list AS
  SELECT d.key, d.position, d.ref, d.name, a.name AS account, o.name AS owner, p.name AS product, s.name AS stage, d.category,
         d.amount, d.probability, date(d.close_date * 86400, 'unixepoch') AS close_date,
         date(d.created * 86400, 'unixepoch') AS created, date(d.appeared * 86400, 'unixepoch') AS appeared,
         date(d.stage_since * 86400, 'unixepoch') AS stage_since, date(d.activity * 86400, 'unixepoch') AS activity,
         d.pushes, d.flags,
         iif(typeof(d.region) = 'integer', (SELECT text FROM labels WHERE key = d.region), d.region) AS region,
         iif(typeof(d.type) = 'integer', (SELECT text FROM labels WHERE key = d.type), d.type) AS type,
         iif(typeof(d.source) = 'integer', (SELECT text FROM labels WHERE key = d.source), d.source) AS source,
         iif(typeof(d.next_step) = 'integer', (SELECT text FROM labels WHERE key = d.next_step), d.next_step) AS next_step,
         d.import, d.source_row, d.custom
  FROM deals d
  LEFT JOIN accounts a ON a.key = d.account
  LEFT JOIN people o ON o.key = d.owner
  LEFT JOIN products p ON p.key = d.product
  LEFT JOIN stages s ON s.key = d.stage;

-- Each change of a deal. "at" and dates in "old" and "new" are days since 1970-01-01; there, a region, type, source or next step is the
-- key of a label where it is a number. "time_source": 0 crm, 1 implied, 2 export, 3 import, 4 person. The view deal_history tells
-- all of it in words.
CREATE TABLE narrow_changes (
  key INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deals (key),
  field TEXT NOT NULL,
  old ANY,
  new ANY,
  old_ref INTEGER,
  new_ref INTEGER,
  at INTEGER,
  ordinal INTEGER NOT NULL,
  time_source INTEGER NOT NULL,
  import INTEGER REFERENCES imports (key),
  source_row INTEGER
) STRICT;

INSERT INTO narrow_changes
  SELECT key, deal, field,
         iif(field IN ('close_date', 'created', 'activity'), ifnull(unixepoch(old) / 86400, old), old),
         iif(field IN ('close_date', 'created', 'activity'), ifnull(unixepoch(new) / 86400, new), new),
         old_ref, new_ref, ifnull(unixepoch(at) / 86400, at), ordinal,
         CASE time_source WHEN 'crm' THEN 0 WHEN 'implied' THEN 1 WHEN 'export' THEN 2 WHEN 'import' THEN 3 WHEN 'person' THEN 4
                          ELSE time_source END,
         import, source_row
  FROM deal_changes ORDER BY key;
DROP TABLE deal_changes;
ALTER TABLE narrow_changes RENAME TO deal_changes;

-- What follows from the rows of deals. What a deal was when it was first seen is what it was before its first change that is
-- told, where there is one.
CREATE VIEW implied_changes AS
  WITH first_told AS (
    SELECT deal, field, old, old_ref, min (at * 65536 + ordinal) FROM deal_changes
    WHERE field IN ('stage', 'amount', 'close_date') GROUP BY deal, field
  )
  SELECT d.key AS deal, 'stage' AS field, w.name AS old, s.name AS new, d.was_stage AS old_ref, s.key AS new_ref,
         iif(c.deal IS NULL, d.close_date, c.old) AS at, 0 AS ordinal, 1 AS time_source,
         d.import, d.source_row
  FROM deals d
  LEFT JOIN first_told c ON c.deal = d.key AND c.field = 'close_date'
  LEFT JOIN first_told f ON f.deal = d.key AND f.field = 'stage'
  LEFT JOIN stages w ON w.key = d.was_stage
  LEFT JOIN stages s ON s.key = iif(f.deal IS NULL, d.stage, f.old_ref)
  WHERE d.was_stage IS NOT NULL
  UNION ALL
  SELECT d.key, 'amount', NULL, iif(f.deal IS NULL, d.amount, f.old), NULL, NULL,
         iif(c.deal IS NULL, d.close_date, c.old), 1, 1, d.import, d.source_row
  FROM deals d
  LEFT JOIN first_told c ON c.deal = d.key AND c.field = 'close_date'
  LEFT JOIN first_told f ON f.deal = d.key AND f.field = 'amount'
  WHERE d.was_stage IS NOT NULL AND d.was_unpriced = 1
  UNION ALL
  SELECT d.key, 'close_date', d.was_close,
         iif(c.deal IS NULL, d.close_date, c.old), NULL, NULL,
         iif(c.deal IS NULL, d.close_date, c.old), 1 + (d.was_unpriced IS 1), 1, d.import,
         d.source_row
  FROM deals d
  LEFT JOIN first_told c ON c.deal = d.key AND c.field = 'close_date'
  WHERE d.was_stage IS NOT NULL
    AND d.was_close IS NOT iif(c.deal IS NULL, d.close_date, c.old);

-- The whole history of all deals, in words.
CREATE VIEW deal_history AS
  SELECT deal, field,
         CASE WHEN old IS NULL THEN NULL
              WHEN field IN ('close_date', 'created', 'activity') THEN date(old * 86400, 'unixepoch')
              WHEN field IN ('region', 'type', 'source', 'next_step') AND typeof(old) = 'integer' THEN
                (SELECT text FROM labels WHERE key = old)
              ELSE old END AS old,
         CASE WHEN new IS NULL THEN NULL
              WHEN field IN ('close_date', 'created', 'activity') THEN date(new * 86400, 'unixepoch')
              WHEN field IN ('region', 'type', 'source', 'next_step') AND typeof(new) = 'integer' THEN
                (SELECT text FROM labels WHERE key = new)
              ELSE new END AS new,
         old_ref, new_ref, date(at * 86400, 'unixepoch') AS at, ordinal,
         CASE time_source WHEN 0 THEN 'crm' WHEN 1 THEN 'implied' WHEN 2 THEN 'export' WHEN 3 THEN 'import' ELSE 'person' END
           AS time_source,
         import, source_row
  FROM (SELECT deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, source_row FROM deal_changes
        UNION ALL
        SELECT deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, source_row FROM implied_changes);

-- Each fit of the models to what was known on a day ("at" is in seconds since 1970); rows are only added.
CREATE TABLE model_fits (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  as_of TEXT,
  imports INTEGER NOT NULL,
  periods INTEGER NOT NULL
) STRICT;

-- Its numbers: coefficients, the errors of the methods by week of the period in the replay of past periods, and how business
-- went of late ("low" and "high" are the range in which it went before).
CREATE TABLE model_values (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  fit INTEGER REFERENCES model_fits (key),
  part TEXT NOT NULL,
  name TEXT,
  week INTEGER,
  n INTEGER NOT NULL,
  value REAL,
  low REAL,
  high REAL
) STRICT;
