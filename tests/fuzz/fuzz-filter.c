/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a filter of the deals, as a typed date, and as what has been begun of a filter.
 *
 * Held against every input: a refusal has a sentence; what was read chooses the same deals again when it is taken apart and put
 * together; at every place of the text something can be suggested. */

#include "core/bw-changed.h"
#include "core/bw-date-typed.h"
#include "core/bw-filter-part.h"
#include "core/bw-filter-suggest.h"
#include "core/bw-filter.h"
#include "core/bw-sample.h"
#include "fuzz/fuzz-target.h"

#include <string.h>

enum
{
  N_DEALS = 60,
  MOST_BYTES = 2000,
  MOST_PLACES = 24,
};

/* 2026-11-22 */
#define TODAY ((BwDate)20779)

static BwBook *
sample (void)
{
  static BwBook *book = NULL;

  if (book == NULL)
    {
      BwSampleOptions options = bw_sample_default_options ();

      options.n_deals = N_DEALS;
      options.today = TODAY;
      book = bw_sample_new (&options);
    }
  return book;
}

/* Which deals @text chooses, a byte each; %NULL when it is no filter. */
static guint8 *
run (const BwBook *book,
     const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFilter) filter = bw_filter_parse (book, text, &error);
  guint8 *chosen;

  if (filter == NULL)
    {
      g_assert_true (error != NULL && *error->message != '\0' && g_utf8_validate (error->message, -1, NULL));
      return NULL;
    }
  chosen = g_new0 (guint8, book->deals.n + 1);
  bw_filter_run (filter, book, TODAY, chosen);
  return chosen;
}

static void
check_parts (const BwBook *book,
             const char   *text,
             const guint8 *chosen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, text, &error);
  g_autofree char   *joined = NULL;
  g_autofree char   *words = NULL;
  g_autofree guint8 *again = NULL;

  g_assert_no_error (error);
  joined = bw_filter_parts_dup_text (parts);
  words = bw_filter_dup_words (book, text);
  again = run (book, joined);
  g_assert_nonnull (again);
  for (guint i = 0; i < book->deals.n; i++)
    g_assert_cmpint (!again[i], ==, !chosen[i]);
}

static void
suggest (const BwBook *book,
         const char   *text)
{
  gsize length = strlen (text), step = MAX (1, length / MOST_PLACES);

  for (gsize at = 0; at <= length; at += step)
    {
      g_auto (BwFilterPlace) place = { 0 };
      g_autoptr (GPtrArray) found = NULL;

      if ((text[at] & 0xc0) == 0x80)
        continue;
      bw_filter_place_read (&place, book, text, at);
      found = bw_filter_place_suggest (&place, book, NULL, 5);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  BwBook            *book = sample ();
  g_autofree char   *raw = g_strndup (size > 0 ? (const char *)data : "", MIN (size, MOST_BYTES));
  g_autofree char   *text = g_utf8_make_valid (raw, -1);
  g_autofree guint8 *chosen = run (book, text);
  BwDate             date;

  if (chosen != NULL)
    check_parts (book, text, chosen);
  suggest (book, text);
  bw_date_parse_typed (text, TODAY, &date);
  bw_changed_parse_since (book, TODAY, text);
  return 0;
}
