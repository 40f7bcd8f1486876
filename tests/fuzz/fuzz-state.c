/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any texts as what a project file remembers of its window: kept views of the deals, and what was said of files.
 *
 * The input is texts with zero bytes between them: filter, columns, sort, grouping, since, what was said. Held against every input: a
 * view that was read and kept again is the same view. */

#include "core/bw-changed.h"
#include "core/bw-grid-view.h"
#include "core/bw-sample.h"
#include "fuzz/fuzz-target.h"
#include "import/bw-remembered.h"

enum
{
  N_DEALS = 30,
  N_TEXTS = 6,
};

static BwBook *
sample (void)
{
  static BwBook *book = NULL;

  if (book == NULL)
    {
      BwSampleOptions options = bw_sample_default_options ();

      options.n_deals = N_DEALS;
      options.today = 20779;
      book = bw_sample_new (&options);
    }
  return book;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (BwBook) book = bw_book_copy (sample ());
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwGridView) view = NULL;
  g_autoptr (BwGridView) again = NULL;
  g_autoptr (BwFileOptions) said = NULL;
  BwSavedView saved = { .key = 7 };
  char       *texts[N_TEXTS] = { NULL };
  gsize       at = 0;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      gsize            end = at;
      g_autofree char *raw = NULL;

      while (end < size && data[end] != 0)
        end++;
      raw = g_strndup (end > at ? (const char *)data + at : "", end - at);
      texts[i] = g_utf8_make_valid (raw, -1);
      at = MIN (end + 1, size);
    }
  saved.filter = bw_pool_add (&book->texts, texts[0], -1);
  saved.columns = bw_pool_add (&book->texts, texts[1], -1);
  saved.sort = bw_pool_add (&book->texts, texts[2], -1);
  saved.grouping = bw_pool_add (&book->texts, texts[3], -1);
  saved.since = bw_pool_add (&book->texts, texts[4], -1);
  g_array_append_val (book->views, saved);
  view = bw_grid_view_load (book, book->views->len - 1);
  bw_changed_parse_since (book, 20779, view->since != NULL ? view->since : "");
  after = bw_grid_view_change (book, book->views->len - 1, view, &delta);
  again = bw_grid_view_load (after, after->views->len - 1);
  g_assert_true (bw_grid_view_equal (view, again));
  said = bw_remembered_read (texts[5]);
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (texts[i]);
  return 0;
}
