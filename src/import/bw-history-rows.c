/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a file that tells the history of deals, and their way into the book.
 *
 * Rows come in any order, so they are collected as small records, one for each field that a row tells of, and sorted once by
 * deal, field and time; without a time of the day the file's own order decides, turned round where it runs from the
 * newest to the oldest. Then each deal's changes go through the chronicle (core/bw-chronicle-tell.c), which knows what else
 * is known of the deal. O(n log n).
 *
 * A row whose deal the project does not have is rejected with that reason, so that it can be read again when the deal
 * is there. Where a row's old value is not what the row before led to, the new values count, and it is said how
 * often that is so. */

#include "import/bw-history-rows.h"

#include "core/bw-chronicle.h"
#include "import/bw-stage-names.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  AMBIGUOUS = -2,
  MAX_NAMED = 3,         /* deals in a note */
  PROGRESS_DEALS = 4096, /* between two signs of it */
};

/* Makes @reader ready for the rows of @source. */
void
bw_history_reader_init (BwHistoryReader *reader,
                        BwImportRun     *run,
                        BwSource        *source)
{
  memset (reader, 0, sizeof *reader);
  reader->run = run;
  reader->source = source;
  reader->rows = g_array_new (FALSE, FALSE, sizeof (BwHistoryRow));
  reader->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bw_deal_index_init (&reader->index, run->book, run->book->deals.n);
  bw_history_reader_restart (reader);
}

/* Frees what @reader holds. */
void
bw_history_reader_clear (BwHistoryReader *reader)
{
  bw_deal_index_clear (&reader->index);
  g_array_unref (reader->rows);
  g_hash_table_unref (reader->stages);
  g_hash_table_unref (reader->unknown);
  g_clear_pointer (&reader->names, g_hash_table_unref);
}

/* Forgets the rows, which are read once more. */
void
bw_history_reader_restart (BwHistoryReader *reader)
{
  g_array_set_size (reader->rows, 0);
  g_hash_table_remove_all (reader->unknown);
  reader->n_unknown = reader->n_ascending = reader->n_descending = 0;
  reader->order = 0;
  reader->last_deal = G_MAXUINT32;
}

static void
index_names (BwHistoryReader *reader)
{
  const BwBook *book = reader->run->book;

  reader->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < book->deals.n; i++)
    {
      char *name = g_strdup (bw_book_text (book, book->deals.name[i]));

      if (g_hash_table_contains (reader->names, name))
        g_hash_table_insert (reader->names, name, GINT_TO_POINTER (AMBIGUOUS));
      else
        g_hash_table_insert (reader->names, name, GINT_TO_POINTER ((int)i + 1));
    }
}

/* The deal that @row is about; rejects the row when there is none. */
static gboolean
find_deal (BwHistoryReader *reader,
           const BwCsvRow  *row,
           guint32         *deal)
{
  const char      *ref = bw_source_cell (reader->source, row, BW_IMPORT_DEAL_ID);
  const char      *name = bw_source_cell (reader->source, row, BW_IMPORT_DEAL);
  BwImportField    field = bw_source_has (reader->source, BW_IMPORT_DEAL_ID) ? BW_IMPORT_DEAL_ID : BW_IMPORT_DEAL;
  g_autofree char *reason = NULL;
  gint64           found = -1;

  if (!bw_value_is_missing (ref))
    found = bw_deal_index_find (&reader->index, ref, "", BW_NOBODY, BW_NOBODY, NULL);
  else if (!bw_value_is_missing (name))
    {
      if (reader->names == NULL)
        index_names (reader);
      found = (gint64)GPOINTER_TO_INT (g_hash_table_lookup (reader->names, name)) - 1;
      ref = name;
    }
  else
    {
      bw_source_reject (reader->source, row, field, _ ("The row does not say which deal it is about."));
      return FALSE;
    }
  if (found >= 0)
    {
      *deal = (guint32)found;
      return TRUE;
    }
  reader->n_unknown++;
  g_hash_table_add (reader->unknown, g_strdup (ref));
  reason = g_strdup_printf (found == AMBIGUOUS - 1
                              ? _ ("Several deals are called “%s”, so that the row needs the deal’s id.")
                              : _ ("There is no deal “%s” in the project. Import the deals, then this row again."),
                            ref);
  bw_source_reject (reader->source, row, field, reason);
  return FALSE;
}

/* The seconds of the day in "2026-05-05T14:30:00Z" or "5/5/2026, 2:30 PM"; 0 when there is no time. */
gint32
bw_history_seconds_in (const char *text)
{
  const char *colon = strchr (text, ':');
  gint32      hours = 0, minutes = 0, seconds = 0;

  if (colon == NULL || colon == text || !g_ascii_isdigit (colon[-1]) || !g_ascii_isdigit (colon[1]) || !g_ascii_isdigit (colon[2]))
    return 0;
  hours = colon[-1] - '0';
  if (colon - text > 1 && g_ascii_isdigit (colon[-2]))
    hours += 10 * (colon[-2] - '0');
  minutes = 10 * (colon[1] - '0') + colon[2] - '0';
  text = colon + 3;
  if (text[0] == ':' && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]))
    {
      seconds = 10 * (text[1] - '0') + text[2] - '0';
      text += 3;
    }
  while (*text == ' ')
    text++;
  if (g_ascii_strncasecmp (text, "pm", 2) == 0 && hours < 12)
    hours += 12;
  else if (g_ascii_strncasecmp (text, "am", 2) == 0 && hours == 12)
    hours = 0;
  return hours * 3600 + minutes * 60 + seconds;
}

/* Reads of @row what all its fields share. Returns %FALSE when it was rejected. */
gboolean
bw_history_reader_begin_row (BwHistoryReader *reader,
                             const BwCsvRow  *row,
                             BwHistoryRow    *told)
{
  memset (told, 0, sizeof *told);
  if (!bw_source_date (reader->source, row, BW_IMPORT_CHANGED_AT, TRUE, &told->at) || !find_deal (reader, row, &told->deal))
    return FALSE;
  if (told->at == BW_DATE_NONE)
    {
      bw_source_reject (reader->source, row, BW_IMPORT_CHANGED_AT, _ ("The row does not say when the change was."));
      return FALSE;
    }
  told->seconds = bw_history_seconds_in (bw_source_cell (reader->source, row, BW_IMPORT_CHANGED_AT));
  told->line = row->line;
  told->order = reader->order++;
  if (reader->last_deal == told->deal && (reader->last_day != told->at || reader->last_seconds != told->seconds))
    {
      gboolean later = told->at > reader->last_day || (told->at == reader->last_day && told->seconds > reader->last_seconds);

      reader->n_ascending += later;
      reader->n_descending += !later;
    }
  reader->last_deal = told->deal;
  reader->last_day = told->at;
  reader->last_seconds = told->seconds;
  return TRUE;
}

/* Keeps what the row tells of one field. */
void
bw_history_reader_add (BwHistoryReader    *reader,
                       const BwHistoryRow *told)
{
  g_array_append_vals (reader->rows, told, 1);
}

/* The stage that the file calls @name; one that the project does not have is added, as its name says it is. */
gint32
bw_history_reader_stage (BwHistoryReader *reader,
                         const char      *name)
{
  BwBook        *book = reader->run->book;
  gpointer       known = g_hash_table_lookup (reader->stages, name);
  gint32         stage;
  BwStageMeaning meaning;
  const char    *said;

  if (known != NULL)
    return GPOINTER_TO_INT (known) - 1;
  stage = bw_book_find_stage (book, name);
  if (stage < 0)
    {
      BwStage added = { .key = bw_book_random_key (), .name = bw_pool_add (&book->texts, name, -1), .order = book->stages->len };

      meaning = bw_stage_name_meaning (name);
      said = reader->run->options->stages != NULL ? g_hash_table_lookup (reader->run->options->stages, name) : NULL;
      if (said != NULL)
        meaning.known = bw_stage_option_parse (said, &meaning.kind, &meaning.category);
      added.kind = meaning.kind;
      added.category = meaning.category;
      added.probability = meaning.probability;
      added.mapped = meaning.known;
      g_array_append_val (book->stages, added);
      stage = (gint32)book->stages->len - 1;
      if (!added.mapped)
        bw_source_note (reader->source, _ ("Nobody has said yet what the stage “%s” is; it counts as open, in the pipeline."), name);
    }
  g_hash_table_insert (reader->stages, g_strdup (name), GINT_TO_POINTER (stage + 1));
  return stage;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const BwHistoryRow *x = a, *y = b;
  gboolean            descending = GPOINTER_TO_INT (data);

  if (x->deal != y->deal)
    return x->deal < y->deal ? -1 : 1;
  if (x->field != y->field)
    return x->field < y->field ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->seconds != y->seconds)
    return x->seconds < y->seconds ? -1 : 1;
  return (x->order < y->order) != descending ? -1 : 1;
}

/* What was found while the changes were worked in. */
typedef struct
{
  guint n_repeated;
  guint n_contradictory;
  guint n_contradictory_deals;
  guint last_contradictory;
} Findings;

/* The value as it stands in the history: the category and probability of a closed deal are its stage's. */
static gint64
settle_value (const BwHistoryReader *reader,
              BwChronicle           *chronicle,
              const BwHistoryRow    *row,
              gint64                 value)
{
  gint64      stage;
  BwStageKind kind;

  if (row->field != BW_FIELD_CATEGORY && row->field != BW_FIELD_PROBABILITY)
    return value;
  stage = bw_chronicle_value (chronicle, BW_FIELD_STAGE, row->at);
  kind = stage >= 0 && stage < reader->run->book->stages->len ? bw_book_stage (reader->run->book, stage)->kind : BW_STAGE_OPEN;
  if (row->field == BW_FIELD_CATEGORY)
    return kind != BW_STAGE_OPEN ? BW_CATEGORY_NONE : value;
  return (kind == BW_STAGE_WON && value == 1000) || (kind == BW_STAGE_LOST && value == 0) ? BW_PROBABILITY_NONE : value;
}

/* Works the changes of one field of the deal in hand in: @rows from @first up to @end. */
static void
apply_field (BwHistoryReader *reader,
             BwChronicle     *chronicle,
             guint            first,
             guint            end,
             GArray          *told,
             Findings        *findings)
{
  const BwHistoryRow *last = NULL;
  gint64              value = 0;

  g_array_set_size (told, 0);
  for (guint i = first; i < end; i++)
    {
      const BwHistoryRow *row = &g_array_index (reader->rows, BwHistoryRow, i);
      BwTold              change = { row->at, row->old_value, settle_value (reader, chronicle, row, row->new_value), row->has_old, row->line };

      if (last != NULL && last->at == row->at && last->seconds == row->seconds && last->has_old == row->has_old &&
          last->old_value == row->old_value && last->new_value == row->new_value && last->line != row->line)
        {
          findings->n_repeated++;
          continue;
        }
      if (last != NULL && row->has_old && row->old_value != last->new_value && row->old_value != row->new_value)
        {
          findings->n_contradictory++;
          findings->n_contradictory_deals += findings->last_contradictory != row->deal;
          findings->last_contradictory = row->deal;
        }
      if (last == NULL ? row->has_old && row->old_value == row->new_value && end - first > 1 : change.new_value == value)
        {
          last = row;
          value = change.new_value;
          continue;
        }
      if (last != NULL)
        {
          change.has_old = TRUE;
          change.old_value = value;
        }
      last = row;
      value = change.new_value;
      g_array_append_val (told, change);
    }
  bw_chronicle_tell (chronicle, g_array_index (reader->rows, BwHistoryRow, first).field, (const BwTold *)(const void *)told->data,
                     told->len);
}

static void
add_notes (BwHistoryReader *reader,
           const Findings  *findings)
{
  BwSource      *source = reader->source;
  const guint    n_deals = g_hash_table_size (reader->unknown);
  guint          n_told = source->summary->n_changed + source->summary->n_unchanged, n_all = reader->run->book->deals.n;
  GHashTableIter iter;
  gpointer       ref;
  g_autoptr (GString) names = g_string_new (NULL);
  guint named = 0;

  if (findings->n_repeated > 0)
    bw_source_note (source,
                    ngettext ("%u change is there twice and was counted once.", "%u changes are there twice and were counted once.",
                              findings->n_repeated),
                    findings->n_repeated);
  if (findings->n_contradictory > 0)
    bw_source_note (source,
                    _ ("%u changes of %u deals begin with another value than the change before led to; what they led to counts."),
                    findings->n_contradictory, findings->n_contradictory_deals);
  /* Nine in ten is all but those that were opened since. */
  if (n_told > 0 && (guint64)n_told * 10 < (guint64)n_all * 9)
    bw_source_note (source,
                    ngettext ("The history tells of %u deal of %u; of the others only what exports showed is known.",
                              "The history tells of %u deals of %u; of the others only what exports showed is known.", n_told),
                    n_told, n_all);
  if (reader->n_unknown == 0)
    return;
  g_hash_table_iter_init (&iter, reader->unknown);
  while (named < MAX_NAMED && g_hash_table_iter_next (&iter, &ref, NULL))
    g_string_append_printf (names, "%s“%s”", named++ > 0 ? ", " : "", (const char *)ref);
  bw_source_note (source,
                  ngettext ("Rows about %u deal that the project does not have wait among the rejected ones: %s%s (%u in all).",
                            "Rows about %u deals that the project does not have wait among the rejected ones: %s%s (%u in all).",
                            n_deals),
                  n_deals, names->str, n_deals > MAX_NAMED ? ", …" : "", reader->n_unknown);
}

/* The day of the file: that of its newest change, when that is behind all that is known. */
static void
settle_as_of (BwHistoryReader *reader)
{
  BwImportRun *run = reader->run;
  BwDate       newest = BW_DATE_NONE;
  gint64       now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;

  if (run->as_of != BW_DATE_NONE)
    return;
  for (guint i = 0; i < reader->rows->len; i++)
    newest = MAX (newest, g_array_index (reader->rows, BwHistoryRow, i).at);
  if (newest > bw_book_data_date (run->book) && newest <= (BwDate)(now / 86400))
    run->as_of = newest;
}

/* Works all that was read into the book. */
void
bw_history_reader_apply (BwHistoryReader *reader)
{
  BwImportRun     *run = reader->run;
  BwImportSummary *summary = reader->source->summary;
  BwHistoryRow    *rows = (BwHistoryRow *)(void *)reader->rows->data;
  guint            n = reader->rows->len, n_deals = 0;
  Findings         findings = { .last_contradictory = G_MAXUINT };
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (BwTold));
  g_autoptr (BwChronicle) chronicle = bw_chronicle_new (run->book, run->delta, run->views, run->import, TRUE);

  settle_as_of (reader);
  if (n > 1)
    g_qsort_with_data (rows, (int)n, sizeof *rows, compare_rows, GINT_TO_POINTER (reader->n_descending > reader->n_ascending));
  for (guint first = 0; first < n;)
    {
      guint32 deal = rows[first].deal;

      if (++n_deals % PROGRESS_DEALS == 0 && !bw_source_go_on (0, reader->source))
        break;
      bw_chronicle_begin (chronicle, deal);
      while (first < n && rows[first].deal == deal)
        {
          guint end = first + 1;

          while (end < n && rows[end].deal == deal && rows[end].field == rows[first].field)
            end++;
          apply_field (reader, chronicle, first, end, told, &findings);
          first = end;
        }
      if (bw_chronicle_end (chronicle))
        summary->n_changed++;
      else
        summary->n_unchanged++;
    }
  bw_chronicle_finish (chronicle, bw_source_go_on, reader->source);
  add_notes (reader, &findings);
}
