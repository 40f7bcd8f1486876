/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports that are spared the rows of the export before lead to the same as those that read everything. */

#include <glib/gstdio.h>

#include "../perf/import-sample.h"
#include "import/bw-import.h"
#include "store/bw-store.h"

enum
{
  N_DEALS = 3000,
  HEAD_ROWS = 500, /* the first rows are read whatever is known of them */
};

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)

/* What happens between two exports. */
typedef enum
{
  NOTHING,
  EDIT,        /* some deals are edited */
  FORGET,      /* the memory is cut short */
  RENAME,      /* a person is called otherwise */
  STAGE,       /* a stage becomes something else */
  TWICE,       /* rows stand twice in the file, once as they were and once changed */
  NEW_COLUMNS, /* the file has other columns */
  OWN_COLUMNS, /* nothing, but both files have a column that becomes a field of the project's own */
  OLDER,       /* the file is older than the last one */
} Between;

typedef struct
{
  const char    *name;
  BwImportSample sample;
  Between        between;
  gboolean       recalls; /* the memory is of use */
} Case;

static const Case cases[] = {
  { "same", { .n_deals = N_DEALS }, NOTHING, TRUE },
  { "changed", { .n_deals = N_DEALS, .week = 1, .every = 20 }, NOTHING, TRUE },
  { "reversed", { .n_deals = N_DEALS, .week = 1, .every = 20, .reversed = TRUE }, NOTHING, TRUE },
  { "dropped", { .n_deals = N_DEALS, .week = 1, .every = 20, .dropped = 7 }, NOTHING, TRUE },
  { "added", { .n_deals = N_DEALS, .week = 1, .every = 20, .n_new = 300 }, NOTHING, TRUE },
  { "all-changed", { .n_deals = N_DEALS, .week = 1, .every = 1 }, NOTHING, FALSE },
  { "edited", { .n_deals = N_DEALS, .week = 1, .every = 20 }, EDIT, TRUE },
  { "cut-short", { .n_deals = N_DEALS, .week = 1, .every = 20 }, FORGET, FALSE },
  { "renamed", { .n_deals = N_DEALS, .week = 1, .every = 20 }, RENAME, FALSE },
  { "stage", { .n_deals = N_DEALS, .week = 1, .every = 20 }, STAGE, FALSE },
  { "twice", { .n_deals = N_DEALS, .week = 1, .every = 20 }, TWICE, FALSE },
  { "other-columns", { .n_deals = N_DEALS, .week = 1, .every = 20 }, NEW_COLUMNS, FALSE },
  { "own-columns", { .n_deals = N_DEALS, .week = 1, .every = 20 }, OWN_COLUMNS, TRUE },
  { "older", { .n_deals = N_DEALS, .week = 1, .every = 20 }, OLDER, FALSE },
};

static void
write_sample (const char           *path,
              const BwImportSample *sample)
{
  g_autoptr (GError) error = NULL;

  bw_import_sample_write (sample, path, &error);
  g_assert_no_error (error);
}

/* Puts the rows of the first export, turned round, behind those of the file at @path. */
static void
append_first (const char *path,
              const char *first)
{
  g_autofree char *text = NULL, *more = NULL, *all = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (first, &more, NULL, NULL));
  all = g_strconcat (text, strchr (more, '\n') + 1, NULL);
  g_assert_true (g_file_set_contents (path, all, -1, NULL));
}

static void
rename_column (const char *path,
               const char *from,
               const char *to)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
}

/* Importing must leave the book alone that others go on with: what it has in common with the one that comes of it is only copied where
 * it changes. */
static void
assert_same_deals (const BwDeals *x,
                   const BwDeals *y)
{
  g_assert_cmpuint (x->n, ==, y->n);
#define SAME_COLUMN(type, name) g_assert_cmpmem (x->name, sizeof (type) * x->n, y->name, sizeof (type) * y->n);
  BW_DEAL_COLUMNS (SAME_COLUMN)
#undef SAME_COLUMN
}

static BwImportResult *
import (BwBook     *before,
        const char *path,
        GBytes     *memory,
        BwDate      as_of)
{
  const char *const paths[] = { path, NULL };
  /* As the window and the commands have it when nobody says what a stage is. */
  g_autoptr (GHashTable) nothing_said = g_hash_table_new (g_str_hash, g_str_equal);
  BwImportOptions options = { .as_of = as_of, .now = NOW, .row_memory = memory, .stages = nothing_said };
  BwImportResult *result = NULL;
  BwDeals         were;
  GError         *error = NULL;

  bw_deals_copy (&before->deals, &were);
  bw_import_run (before, paths, &options, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  assert_same_deals (&before->deals, &were);
  bw_deals_clear (&were);
  return result;
}

/* Changes a copy of the book in between. */
static BwBook *
change (const BwBook *book,
        Between       between)
{
  BwBook *after = bw_book_copy (book);

  if (between == EDIT)
    for (guint deal = 600; deal < N_DEALS; deal += 50)
      {
        after->deals.amount[deal] = 4711;
        after->deals.next_step[deal] = bw_pool_add (&after->texts, "Said by somebody", -1);
        after->deals.flags[deal] |= deal % 100 == 0 ? BW_DEAL_VANISHED : 0;
      }
  else if (between == RENAME)
    bw_book_person (after, 3)->name = bw_pool_add (&after->texts, "Somebody Else", -1);
  else if (between == STAGE)
    bw_book_stage (after, 1)->kind = BW_STAGE_LOST;
  return after;
}

static char *
dump (const char   *folder,
      const BwBook *book)
{
  g_autofree char *path = g_build_filename (folder, "dump.bellwether", NULL);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  bw_store_dump (store, text, &error);
  g_assert_no_error (error);
  bw_store_free (store);
  g_unlink (path);
  return g_string_free (text, FALSE);
}

static void
assert_same_summary (const BwImportResult *a,
                     const BwImportResult *b)
{
  const BwImportSummary *x = g_ptr_array_index (a->summaries, 0), *y = g_ptr_array_index (b->summaries, 0);

  g_assert_cmpuint (x->rows, ==, y->rows);
  g_assert_cmpuint (x->n_new, ==, y->n_new);
  g_assert_cmpuint (x->n_changed, ==, y->n_changed);
  g_assert_cmpuint (x->n_unchanged, ==, y->n_unchanged);
  g_assert_cmpuint (x->n_vanished, ==, y->n_vanished);
  g_assert_cmpuint (x->n_rejected, ==, y->n_rejected);
  g_assert_cmpuint (x->n_set_aside, ==, y->n_set_aside);
  g_assert_cmpuint (x->notes->len, ==, y->notes->len);
  for (guint i = 0; i < x->notes->len; i++)
    g_assert_cmpstr (g_ptr_array_index (x->notes, i), ==, g_ptr_array_index (y->notes, i));
  g_assert_cmpint (a->as_of, ==, b->as_of);
  g_assert_cmpuint (a->delta->changed_deals->len, ==, b->delta->changed_deals->len);
  g_assert_cmpuint (a->delta->changes->len, ==, b->delta->changes->len);
  g_assert_cmpuint (a->delta->rejected->len, ==, b->delta->rejected->len);
}

static void
test_same (gconstpointer data)
{
  const Case          *item = data;
  const BwImportSample first = { .n_deals = N_DEALS };
  g_autofree char     *folder = g_dir_make_tmp ("bw-recall-XXXXXX", NULL);
  g_autofree char     *path = g_build_filename (folder, "deals.csv", NULL), *first_path = g_build_filename (folder, "first.csv", NULL);
  g_autofree char     *spared_text = NULL, *whole_text = NULL;
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwBook) between = NULL;
  g_autoptr (GBytes) memory = NULL;
  g_autoptr (BwImportResult) begun = NULL, spared = NULL, whole = NULL, again = NULL;
  const BwImportSummary *summary;
  BwDate                 as_of = item->between == OLDER ? 19000 : BW_DATE_NONE;

  bw_book_add_default_stages (empty);
  write_sample (first_path, &first);
  if (item->between == OWN_COLUMNS)
    rename_column (first_path, "Last Activity", "Kick-off Date");
  begun = import (empty, first_path, NULL, BW_DATE_NONE);
  g_assert_nonnull (begun->delta->row_memory);
  memory = item->between != FORGET ? g_bytes_ref (begun->delta->row_memory) : g_bytes_new_from_bytes (begun->delta->row_memory, 0, 1000);
  between = change (begun->after, item->between);

  write_sample (path, &item->sample);
  if (item->between == TWICE)
    append_first (path, first_path);
  if (item->between == NEW_COLUMNS || item->between == OWN_COLUMNS)
    rename_column (path, "Last Activity", "Kick-off Date");
  spared = import (between, path, memory, as_of);
  whole = import (between, path, NULL, as_of);
  summary = g_ptr_array_index (spared->summaries, 0);
  if (item->recalls)
    g_assert_cmpuint (summary->n_recalled, >, (N_DEALS - HEAD_ROWS) * 3 / 4);
  else
    g_assert_cmpuint (summary->n_recalled, ==, 0);
  assert_same_summary (spared, whole);
  spared_text = dump (folder, spared->after);
  whole_text = dump (folder, whole->after);
  g_assert_cmpstr (spared_text, ==, whole_text);

  /* What is remembered now serves the next import just as well. */
  if (spared->delta->row_memory != NULL && item->between != TWICE)
    {
      again = import (spared->after, path, spared->delta->row_memory, as_of);
      summary = g_ptr_array_index (again->summaries, 0);
      g_assert_cmpuint (summary->n_recalled, >, (N_DEALS - HEAD_ROWS) * 3 / 4);
      g_assert_cmpuint (summary->n_changed, ==, 0);
    }
  g_unlink (path);
  g_unlink (first_path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/recall/%s", cases[i].name);

      g_test_add_data_func (name, &cases[i], test_same);
    }
  return g_test_run ();
}
