-- SPDX-License-Identifier: GPL-3.0-or-later
-- The project file, step 5: territory plans as versions; what newer exports tell of deals stands by itself.

-- The key of the plan that this one was copied from and is compared with, and what is said of it.
ALTER TABLE plans ADD COLUMN base INTEGER;
ALTER TABLE plans ADD COLUMN note TEXT;

-- "line" is the key of the territory of an earlier plan that this one continues, by which the plans are compared. The areas
-- of a locked territory do not change. "center" is a unit of the map around which it lies, such as where its owner lives.
ALTER TABLE territories ADD COLUMN line INTEGER;
ALTER TABLE territories ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE territories ADD COLUMN center TEXT;

-- What became of a plan, and when; append-only. "at" is in seconds since 1970.
CREATE TABLE plan_events (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  plan INTEGER REFERENCES plans (key),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  note TEXT
) STRICT;

-- What was said of one change of a plan: that "unit" (of the map, or "account:" and the key of a row) goes to "territory",
-- NULL for to none. The latest counts.
CREATE TABLE plan_reviews (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  plan INTEGER REFERENCES plans (key),
  unit TEXT NOT NULL,
  territory INTEGER REFERENCES territories (key),
  decision TEXT NOT NULL,
  note TEXT,
  at INTEGER NOT NULL
) STRICT;

-- Units of the map that stay where they are in a plan.
CREATE TABLE plan_locks (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  plan INTEGER REFERENCES plans (key),
  unit TEXT NOT NULL
) STRICT;

-- Which accounts belong to a territory by what they are; the first that holds counts. "condition" is such as
-- "zip=78701,787*,75000-75999; industry=Software; size=100-999".
CREATE TABLE territory_rules (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  territory INTEGER REFERENCES territories (key),
  condition TEXT NOT NULL
) STRICT;

-- Units of the map that count as neighbours over water, or not as neighbours though they share a border.
CREATE TABLE map_bridges (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  joined INTEGER NOT NULL
) STRICT;

-- A newer export changes a deal in twenty, which are on every page of the deals' table. What it tells of a deal is a row of
-- deal_updates: "has" says in bits which of its columns it gives a new value (1 stage, 2 amount, 4 close_date, 8 owner, 16 category,
-- 32 probability, 64 flags, 128 next_step, 256 activity, 512 stage_since, 1024 pushes), and "told" which of these are changes
-- in the history. deal_rows holds what a deal was before the first of its updates; the view deals what it is now. An edit, or
-- an import that tells of the past, puts the updates of its deals into deal_rows and deal_changes. Tables that refer to deals refer
-- to deal_rows.
DROP VIEW deal_list;
DROP VIEW deal_history;
ALTER TABLE deals RENAME TO deal_rows;

-- When the changes in updates were, who says so ("time_source" as in deal_changes), and the import that told.
CREATE TABLE update_sets (
  key INTEGER PRIMARY KEY,
  import INTEGER REFERENCES imports (key),
  at INTEGER,
  time_source INTEGER NOT NULL
) STRICT;

CREATE TABLE deal_updates (
  key INTEGER PRIMARY KEY,
  deal INTEGER NOT NULL REFERENCES deal_rows (key),
  update_set INTEGER NOT NULL REFERENCES update_sets (key),
  source_row INTEGER,
  told INTEGER NOT NULL,
  has INTEGER NOT NULL,
  stage INTEGER REFERENCES stages (key),
  amount INTEGER,
  close_date INTEGER,
  owner INTEGER REFERENCES people (key),
  category TEXT,
  probability INTEGER,
  flags INTEGER,
  next_step ANY,
  activity INTEGER,
  stage_since INTEGER,
  pushes INTEGER
) STRICT;

-- The deals as they are now.
CREATE VIEW deals AS
  WITH latest AS (
    SELECT deal, max(iif(has & 1, key, NULL)) AS stage, max(iif(has & 2, key, NULL)) AS amount,
           max(iif(has & 4, key, NULL)) AS close_date, max(iif(has & 8, key, NULL)) AS owner,
           max(iif(has & 16, key, NULL)) AS category, max(iif(has & 32, key, NULL)) AS probability,
           max(iif(has & 64, key, NULL)) AS flags, max(iif(has & 128, key, NULL)) AS next_step,
           max(iif(has & 256, key, NULL)) AS activity, max(iif(has & 512, key, NULL)) AS stage_since,
           max(iif(has & 1024, key, NULL)) AS pushes
    FROM deal_updates GROUP BY deal
  )
  SELECT d.key, d.position, d.ref, d.name, d.account,
         iif(l.owner IS NULL, d.owner, (SELECT owner FROM deal_updates WHERE key = l.owner)) AS owner,
         d.product,
         iif(l.stage IS NULL, d.stage, (SELECT stage FROM deal_updates WHERE key = l.stage)) AS stage,
         iif(l.category IS NULL, d.category, (SELECT category FROM deal_updates WHERE key = l.category)) AS category,
         iif(l.amount IS NULL, d.amount, (SELECT amount FROM deal_updates WHERE key = l.amount)) AS amount,
         iif(l.probability IS NULL, d.probability, (SELECT probability FROM deal_updates WHERE key = l.probability)) AS probability,
         iif(l.close_date IS NULL, d.close_date, (SELECT close_date FROM deal_updates WHERE key = l.close_date)) AS close_date,
         d.created, d.appeared,
         iif(l.stage_since IS NULL, d.stage_since, (SELECT stage_since FROM deal_updates WHERE key = l.stage_since)) AS stage_since,
         iif(l.activity IS NULL, d.activity, (SELECT activity FROM deal_updates WHERE key = l.activity)) AS activity,
         iif(l.pushes IS NULL, d.pushes, (SELECT pushes FROM deal_updates WHERE key = l.pushes)) AS pushes,
         iif(l.flags IS NULL, d.flags, (SELECT flags FROM deal_updates WHERE key = l.flags)) AS flags,
         d.region, d.type, d.source,
         iif(l.next_step IS NULL, d.next_step, (SELECT next_step FROM deal_updates WHERE key = l.next_step)) AS next_step,
         d.import, d.source_row, d.custom, d.was_stage, d.was_close, d.was_unpriced
  FROM deal_rows d LEFT JOIN latest l ON l.deal = d.key;

-- The same in words.
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

-- The changes that updates tell of, as deal_changes has others. Each follows on the update before it that has the column,
-- or on the row.
CREATE VIEW update_changes AS
  SELECT u.deal, 'stage' AS field, (SELECT name FROM stages WHERE key = iif(u.n = 1, d.stage, u.was)) AS old,
         (SELECT name FROM stages WHERE key = u.value) AS new, iif(u.n = 1, d.stage, u.was) AS old_ref, u.value AS new_ref,
         s.at, 0 AS ordinal, s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, stage AS value, lag(stage) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 1 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 1
  UNION ALL
  SELECT u.deal, 'amount', iif(u.n = 1, d.amount, u.was), u.value, NULL, NULL, s.at, u.told & 1, s.time_source, s.import,
         u.source_row
  FROM (SELECT deal, update_set, source_row, told, amount AS value, lag(amount) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 2 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 2
  UNION ALL
  SELECT u.deal, 'close_date', iif(u.n = 1, d.close_date, u.was), u.value, NULL, NULL, s.at, (u.told & 1) + (u.told >> 1 & 1),
         s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, close_date AS value, lag(close_date) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 4 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 4
  UNION ALL
  SELECT u.deal, 'owner', (SELECT name FROM people WHERE key = iif(u.n = 1, d.owner, u.was)),
         (SELECT name FROM people WHERE key = u.value), iif(u.n = 1, d.owner, u.was), u.value,
         s.at, (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1), s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, owner AS value, lag(owner) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 8 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 8
  UNION ALL
  SELECT u.deal, 'category', iif(u.n = 1, d.category, u.was), u.value, NULL, NULL, s.at,
         (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1) + (u.told >> 3 & 1), s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, category AS value, lag(category) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 16 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 16
  UNION ALL
  SELECT u.deal, 'probability', iif(u.n = 1, d.probability, u.was), u.value, NULL, NULL, s.at,
         (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1) + (u.told >> 3 & 1) + (u.told >> 4 & 1), s.time_source, s.import,
         u.source_row
  FROM (SELECT deal, update_set, source_row, told, probability AS value, lag(probability) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 32 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 32
  UNION ALL
  SELECT u.deal, 'present', 1 - (iif(u.n = 1, d.flags, u.was) & 1), 1 - (u.value & 1), NULL, NULL, s.at,
         (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1) + (u.told >> 3 & 1) + (u.told >> 4 & 1) + (u.told >> 5 & 1),
         s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, flags AS value, lag(flags) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 64 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 64
  UNION ALL
  SELECT u.deal, 'next_step', iif(u.n = 1, d.next_step, u.was), u.value, NULL, NULL, s.at,
         (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1) + (u.told >> 3 & 1) + (u.told >> 4 & 1) + (u.told >> 5 & 1) +
         (u.told >> 6 & 1), s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, next_step AS value, lag(next_step) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 128 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 128
  UNION ALL
  SELECT u.deal, 'activity', iif(u.n = 1, d.activity, u.was), u.value, NULL, NULL, s.at,
         (u.told & 1) + (u.told >> 1 & 1) + (u.told >> 2 & 1) + (u.told >> 3 & 1) + (u.told >> 4 & 1) + (u.told >> 5 & 1) +
         (u.told >> 6 & 1) + (u.told >> 7 & 1), s.time_source, s.import, u.source_row
  FROM (SELECT deal, update_set, source_row, told, activity AS value, lag(activity) OVER w AS was, row_number() OVER w AS n
        FROM deal_updates WHERE has & 256 WINDOW w AS (PARTITION BY deal ORDER BY key)) u
  JOIN deal_rows d ON d.key = u.deal JOIN update_sets s ON s.key = u.update_set WHERE u.told & 256;

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
        SELECT deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, source_row FROM update_changes
        UNION ALL
        SELECT deal, field, old, new, old_ref, new_ref, at, ordinal, time_source, import, source_row FROM implied_changes);
