/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that stand once in the file for many deals.
 *
 * Regions, types, sources and most next steps repeat; written out in each of a million deals they are a third of the
 * table, and an update that makes one longer splits a full page. So a text that a write has twice in a column, or that is a
 * label already, is written as the label's key, which takes one to three bytes. Labels are only ever added, so that undo need
 * not know of them.
 *
 * Equal texts mostly have equal offsets in the book's pool: a write counts offsets, in one pass over its deals with a table
 * of at most MAX_LABELS of them, and looks each up by its text once. A column with more different texts than that gets
 * no new labels: then most of its texts stand alone. */

#include "store/bw-labels.h"

#include <string.h>

enum
{
  MAX_LABELS = 20000, /* that one write may add of one column */
  FIRST_SLOTS = 1024,
};

struct _BwLabels
{
  GHashTable *keys; /* (element-type utf8 gsize): owned texts to keys */
  gint64      next;
};

typedef struct
{
  BwText text; /* 0: free */
  guint  n;
  gint64 key; /* 0: none */
} Slot;

struct _BwLabelMap
{
  Slot *slots;
  guint mask;
  guint n;
};

/* Returns: (transfer full) (nullable): the labels that the file has. */
BwLabels *
bw_labels_load (BwSql   *sql,
                GError **error)
{
  g_autoptr (BwLabels) labels = g_new0 (BwLabels, 1);
  g_autoptr (sqlite3_stmt) statement = NULL;
  int row;

  labels->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  labels->next = 1;
  statement = bw_sql_prepare (sql, "SELECT key, text FROM labels", error);
  if (statement == NULL)
    return NULL;
  while ((row = bw_sql_next (sql, statement, error)) > 0)
    {
      gint64      key = sqlite3_column_int64 (statement, 0);
      const char *text = (const char *)sqlite3_column_text (statement, 1);

      labels->next = MAX (labels->next, key + 1);
      if (text != NULL && key > 0)
        g_hash_table_insert (labels->keys, g_strdup (text), GSIZE_TO_POINTER (key));
    }
  return row == 0 ? g_steal_pointer (&labels) : NULL;
}

/* Frees @labels (transfer full) (nullable). */
void
bw_labels_free (BwLabels *labels)
{
  if (labels == NULL)
    return;
  g_clear_pointer (&labels->keys, g_hash_table_unref);
  g_free (labels);
}

static inline Slot *
slot_of (const BwLabelMap *map,
         BwText            text)
{
  guint at = (text * 2654435769u) >> 7 & map->mask;

  while (map->slots[at].text != 0 && map->slots[at].text != text)
    at = (at + 1) & map->mask;
  return &map->slots[at];
}

static void
grow (BwLabelMap *map)
{
  g_autofree Slot *old = map->slots;
  guint            n = map->mask + 1;

  map->mask = n * 2 - 1;
  map->slots = g_new0 (Slot, (gsize)n * 2);
  for (guint i = 0; i < n; i++)
    if (old[i].text != 0)
      *slot_of (map, old[i].text) = old[i];
}

/* Counts the texts at @places of @texts, as long as there are not too many different ones. */
static void
count_texts (BwLabelMap   *map,
             const BwText *texts,
             const guint  *places,
             guint         n)
{
  Slot *last = NULL;

  for (guint i = 0; i < n && map->n <= MAX_LABELS; i++)
    {
      BwText text = texts[places != NULL ? places[i] : i];

      if (text == 0)
        continue;
      if (last == NULL || last->text != text)
        last = slot_of (map, text);
      last->n++;
      if (last->text != 0)
        continue;
      last->text = text;
      if (++map->n * 2 > map->mask)
        {
          grow (map);
          last = NULL;
        }
    }
}

/* Gives the texts of @map their labels; those that repeat get new ones unless there are too many. */
static gboolean
find_labels (BwLabelMap   *map,
             BwLabels     *labels,
             BwSql        *sql,
             const BwBook *book,
             GError      **error)
{
  g_autoptr (GHashTable) once = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (sqlite3_stmt) statement = bw_sql_prepare (sql, "INSERT INTO labels (key, text) VALUES (?1, ?2)", error);
  gboolean may_add = map->n <= MAX_LABELS;

  if (statement == NULL)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i <= map->mask; i++)
      {
        Slot       *slot = &map->slots[i];
        const char *text = bw_book_text (book, slot->text);

        if (slot->text == 0 || slot->key != 0)
          continue;
        slot->key = (gint64)GPOINTER_TO_SIZE (g_hash_table_lookup (labels->keys, text));
        /* Updated texts are added anew each, so that equal ones may stand at different offsets: the first of them gets the
         * key in the second pass. */
        if (slot->key != 0 || pass > 0 || !may_add || (slot->n < 2 && g_hash_table_add (once, (gpointer)text)))
          continue;
        slot->key = labels->next++;
        sqlite3_bind_int64 (statement, 1, slot->key);
        sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
        if (!bw_sql_run (sql, statement, error))
          return FALSE;
        g_hash_table_insert (labels->keys, g_strdup (text), GSIZE_TO_POINTER (slot->key));
      }
  return TRUE;
}

/* Finds, within a transaction, the labels of the @n texts of @book at @places of @texts (nullable: the first), and adds
 * those that are worth it. Where the transaction is taken back, @labels are to be loaded anew.
 * Returns: (transfer full) (nullable). */
BwLabelMap *
bw_label_map_new (BwLabels     *labels,
                  BwSql        *sql,
                  const BwBook *book,
                  const BwText *texts,
                  const guint  *places,
                  guint         n,
                  GError      **error)
{
  g_autoptr (BwLabelMap) map = g_new0 (BwLabelMap, 1);

  map->slots = g_new0 (Slot, FIRST_SLOTS);
  map->mask = FIRST_SLOTS - 1;
  count_texts (map, texts, places, n);
  return find_labels (map, labels, sql, book, error) ? g_steal_pointer (&map) : NULL;
}

/* Frees @map (transfer full) (nullable). */
void
bw_label_map_free (BwLabelMap *map)
{
  if (map == NULL)
    return;
  g_free (map->slots);
  g_free (map);
}

/* The key of the label of @text; 0: it is written as it is. */
gint64
bw_label_map_get (const BwLabelMap *map,
                  BwText            text)
{
  return text != 0 ? slot_of (map, text)->key : 0;
}
