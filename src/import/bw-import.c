/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading exports into a book.
 *
 * All files of one import are read into one copy of the book, people first and deals last, so that deals find the people,
 * accounts and products they name; several exports of deals in the order of the days in their names. Nothing is written:
 * the caller gets the book after and the difference, and commits both or neither. */

#include "import/bw-import.h"
#include "core/bw-adjustment-edit.h"
#include "core/bw-exchange.h"
#include "core/bw-record.h"
#include "import/bw-guess.h"
#include "import/bw-header-set.h"
#include "import/bw-import-run.h"
#include "import/bw-input.h"
#include "import/bw-rate.h"
#include "import/bw-remembered.h"
#include "import/bw-stage-names.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (bw_import_error_quark, bw_import_error)

/* Opens the table at @path. Returns: (transfer full) (nullable): %NULL with @error set when it cannot be read. */
static BwSource *
open_table (const char            *path,
            const BwImportOptions *options,
            const BwBook          *book,
            BwProgress             progress,
            gpointer               progress_data,
            GError               **error)
{
  BwSource *source = bw_source_open (path, options, book, progress, progress_data, error);

  if (source != NULL && !bw_import_check_kind (source, error))
    g_clear_pointer (&source, bw_source_free);
  return source;
}

/* Notes why a file is left out, and keeps the first such @reason (transfer full) in *@first. Returns %FALSE when it is what the user
 * said that is wrong, and not the file. */
static gboolean
leave_out (GPtrArray *refused,
           GError    *reason,
           GError   **first)
{
  gboolean is_of_file = !g_error_matches (reason, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING) &&
                        !g_error_matches (reason, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED);

  g_ptr_array_add (refused, g_strdup (reason->message));
  if (*first == NULL || !is_of_file)
    {
      g_clear_error (first);
      *first = reason;
    }
  else
    g_error_free (reason);
  return is_of_file;
}

/* Opens every table in the files at @paths; of those that cannot be read @refused (element-type utf8) tells why. Returns %FALSE with
 * @error set when none can. */
static gboolean
open_sources (const char *const     *paths,
              const BwImportOptions *options,
              const BwBook          *book,
              GPtrArray             *sources,
              GPtrArray             *refused,
              BwProgress             progress,
              gpointer               progress_data,
              GError               **error)
{
  GError  *first = NULL;
  gboolean go_on = TRUE;

  for (guint i = 0; paths[i] != NULL && go_on; i++)
    {
      GError *reason = NULL;
      g_auto (GStrv) tables = bw_input_list (paths[i], &reason);

      if (tables == NULL)
        go_on = leave_out (refused, reason, &first);
      for (char **table = tables; table != NULL && *table != NULL && go_on; table++)
        {
          BwSource *source = open_table (*table, options, book, progress, progress_data, &reason);

          if (source != NULL)
            g_ptr_array_add (sources, source);
          else
            go_on = leave_out (refused, g_steal_pointer (&reason), &first);
        }
    }
  if (first != NULL && (!go_on || sources->len == 0))
    {
      g_propagate_error (error, first);
      return FALSE;
    }
  g_clear_error (&first);
  return TRUE;
}

static void
free_summary (gpointer data)
{
  BwImportSummary *summary = data;

  g_free (summary->file);
  g_free (summary->profile);
  g_free (summary->encoding);
  g_ptr_array_unref (summary->currencies);
  g_ptr_array_unref (summary->notes);
  g_free (summary);
}

static void
free_currency (gpointer data)
{
  g_free (((BwForeignCurrency *)data)->code);
  g_free (data);
}

/* Frees @result (transfer full) (nullable). */
void
bw_import_result_free (BwImportResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->after, bw_book_unref);
  bw_delta_free (result->delta);
  g_ptr_array_unref (result->summaries);
  g_ptr_array_unref (result->refused);
  g_free (result);
}

static gboolean
fail_mapping (GError    **error,
              const char *format,
              const char *word)
{
  g_autofree char *message = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (format, word);
#pragma GCC diagnostic pop
  g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING, message);
  return FALSE;
}

/* Keeps the rates that were said, for this import and later ones. */
static gboolean
take_rates (BwImportRun           *run,
            const BwImportOptions *options,
            GError               **error)
{
  GHashTableIter iter;
  gpointer       code, text;

  if (options->rates == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, options->rates);
  while (g_hash_table_iter_next (&iter, &code, &text))
    if (!bw_exchange_say (run->book, run->delta, code, options->as_of, text))
      return fail_mapping (error, _ ("“%s” is no rate. Write what one unit is worth, such as 1.08."), text);
  return TRUE;
}

/* Whether one of the @n files has a column called @header. */
static gboolean
any_has_header (BwSource  **sources,
                guint       n,
                const char *header)
{
  g_autofree char *wanted = bw_header_fold (header);

  for (guint i = 0; i < n; i++)
    for (guint h = 0; h < sources[i]->headers->len; h++)
      {
        g_autofree char *folded = bw_header_fold (g_ptr_array_index (sources[i]->headers, h));

        if (g_str_equal (folded, wanted))
          return TRUE;
      }
  return FALSE;
}

/* Checks what the user said before anything is read. */
static gboolean
check_options (const BwImportOptions *options,
               BwSource             **sources,
               guint                  n,
               GError               **error)
{
  GHashTableIter iter;
  gpointer       key, value;
  BwImportField  field;
  BwStageKind    kind;
  BwCategory     category;

  if (options->map != NULL)
    {
      g_hash_table_iter_init (&iter, options->map);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          if (!bw_import_field_parse (key, &field))
            return fail_mapping (error, _ ("There is no field “%s” into which a column could be read."), key);
          if (!any_has_header (sources, n, value))
            return fail_mapping (error, _ ("None of the files has a column “%s”."), value);
        }
    }
  if (options->stages != NULL)
    {
      g_hash_table_iter_init (&iter, options->stages);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (!bw_stage_option_parse (value, &kind, &category))
          return fail_mapping (error,
                               _ ("“%s” says nothing of a stage. Write a kind and a category, such as open:commit, "
                                  "won:closed or lost:omitted."),
                               value);
    }
  return TRUE;
}

/* A stage that the user spoke of must be one of the book's after the import. */
static gboolean
check_stages (const BwImportOptions *options,
              const BwBook          *book,
              GError               **error)
{
  GHashTableIter iter;
  gpointer       key;

  if (options->stages == NULL || options->spare_stages)
    return TRUE;
  g_hash_table_iter_init (&iter, options->stages);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (bw_book_find_stage (book, key) < 0)
      return fail_mapping (error, _ ("There is no stage “%s” in the files or the project."), key);
  return TRUE;
}

/* A file's place in the order of reading. */
typedef struct
{
  guint        index;
  BwImportKind kind;
  BwDate       day;
} Place;

static int
compare_places (const void *a,
                const void *b)
{
  const Place *x = a, *y = b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

/* Notes on @record what it takes to read rejected rows of @source again as it was read. */
static void
keep_reading (BwImportRun    *run,
              const BwSource *source,
              BwImportRecord *record)
{
  const char *const *headers = (const char *const *)source->headers->pdata;
  BwCsvRow           row = { .n = source->headers->len, .values = (const char **)source->headers->pdata };
  BwFileOptions      styles = *source->said;
  g_autofree char   *names = bw_csv_row_to_text (&row);
  g_autofree char   *reading = NULL;

  /* A few rows do not prove what all of the file proved. */
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (source->mapping.columns[field] >= 0)
      {
        if (styles.decimal == 0)
          styles.decimal = source->decimals[field];
        if (styles.date_order == BW_ORDER_UNKNOWN || source->proven[field])
          styles.date_order = source->orders[field];
      }
  styles.from_1904 = source->from_1904;
  reading = bw_remembered_write (headers, source->headers->len, &styles, source->mapping.kind, source->fates, TRUE);
  record->names = bw_pool_add (&run->book->texts, names, -1);
  record->reading = bw_pool_add (&run->book->texts, reading, -1);
}

static void
add_record (BwImportRun           *run,
            const BwSource        *source,
            const BwImportSummary *summary)
{
  BwPool          *texts = &run->book->texts;
  g_autofree char *headers = bw_header_set_name (source->headers);
  BwImportRecord   record = { .key = run->import_key != 0 ? run->import_key : bw_book_random_key (),
                              .file = bw_pool_add (texts, summary->file, -1),
                              .kind = bw_pool_add (texts, bw_import_kind_name (summary->kind), -1),
                              .profile = bw_pool_add (texts, summary->profile, -1),
                              .as_of = run->as_of,
                              .as_of_source = run->as_of_source,
                              .at = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC,
                              .n_rows = summary->rows,
                              .n_new = summary->n_new,
                              .n_changed = summary->n_changed,
                              .n_unchanged = summary->n_unchanged,
                              .n_vanished = summary->n_vanished,
                              .n_rejected = summary->n_rejected,
                              .n_set_aside = summary->n_set_aside };

  if (run->covered != NULL)
    {
      record.headers = bw_pool_add (texts, headers, -1);
      record.covered = bw_pool_add (texts, run->covered, -1);
      record.fields = run->fields;
    }
  for (guint i = source->first_rejected; i < run->delta->rejected->len; i++)
    record.n_to_correct++;
  if (record.n_to_correct > 0)
    keep_reading (run, source, &record);
  run->import_key = 0;
  g_array_append_val (run->book->imports, record);
  if (run->covered != NULL)
    bw_views_add (run->views, run->book, run->import);
  g_clear_pointer (&run->covered, g_free);
}

/* The day of the file as the user or its name says; %BW_DATE_NONE when neither does. */
static BwDate
said_as_of (const BwImportOptions *options,
            const BwSource        *source)
{
  const BwFileOptions *said = bw_import_options_of (options, source->path);

  if (said != NULL && said->as_of != BW_DATE_NONE)
    return said->as_of;
  return options->as_of != BW_DATE_NONE ? options->as_of : bw_guess_date_in_name (source->name);
}

/* The day on which the import is made, in UTC. */
static BwDate
day_of_now (const BwImportOptions *options)
{
  gint64 now = options->now > 0 ? options->now : g_get_real_time () / G_USEC_PER_SEC;

  return (BwDate)(now / (24 * 60 * 60));
}

/* Says which columns were read without being sure of them. */
static void
note_doubts (BwSource *source)
{
  if (source->remembered)
    bw_source_note (source, _ ("The columns are read as you said of an earlier file with the same names."));
  for (guint i = 0; i < source->fates->len; i++)
    {
      const BwColumnFate *fate = g_ptr_array_index (source->fates, i);

      if (fate->unsure)
        bw_source_note (source, _ ("“%s” is read as “%s”, which is not sure: %s"),
                        (const char *)g_ptr_array_index (source->headers, i), bw_import_field_title (fate->field),
                        fate->reason);
    }
}

/* Reads one file into the book and records it. */
static gboolean
read_file (BwImportRun     *run,
           BwSource        *source,
           BwImportSummary *summary,
           GError         **error)
{
  gint64   began = g_get_monotonic_time ();
  gboolean tells_stages;

  source->delta = run->delta;
  source->first_rejected = run->delta->rejected->len;
  source->summary = summary;
  summary->file = g_strdup (source->name);
  summary->kind = source->mapping.kind;
  summary->profile = g_strdup (source->mapping.profile);
  summary->delimiter = bw_csv_reader_get_delimiter (source->reader);
  run->known_as_of = said_as_of (run->options, source);
  run->as_of = run->known_as_of;
  source->undated = run->known_as_of == BW_DATE_NONE;
  source->rate_day = run->known_as_of != BW_DATE_NONE ? run->known_as_of : day_of_now (run->options);
  run->as_of_source = BW_TIME_EXPORT;
  run->import = (gint32)run->book->imports->len;
  /* The reader of deals does so beside its reading. */
  if (summary->kind != BW_KIND_DEALS)
    {
      bw_deals_make_writable (&run->book->deals);
      bw_linker_fill (run->linker);
    }
  if (!bw_import_read_kind (run, source, error))
    return FALSE;
  note_doubts (source);
  bw_rate_add_notes (source, run->book);
  bw_source_add_notes (source);
  if (source->said->remember)
    bw_remembered_keep (run->book, run->delta, (const char *const *)source->headers->pdata, source->headers->len,
                        source->said, source->mapping.kind, source->fates);
  summary->encoding = g_strdup (bw_csv_reader_get_encoding (source->reader));
  summary->seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  tells_stages = summary->kind == BW_KIND_DEALS && bw_import_has_stages_entered (source);
  if (tells_stages)
    run->fields |= BW_VIEW_TELLS_STAGES;
  add_record (run, source, summary);
  return !tells_stages || bw_import_stages_entered (run, source, error);
}

/* Lets the deals know what the records say of them; @source is told. */
static void
settle_records (BwImportRun *run,
                BwSource    *source)
{
  BwSettled settled;

  bw_records_settle (run->book, run->delta, (gint32)run->book->imports->len - 1, &settled);
  if (settled.n_healed > 0)
    bw_source_note (source,
                    ngettext ("%u record was joined to what it names and what was not there before.",
                              "%u records were joined to what they name and what was not there before.", settled.n_healed),
                    settled.n_healed);
  if (settled.n_activity_dates > 0)
    bw_source_note (source,
                    ngettext ("%u deal had its last activity later than was known.",
                              "%u deals had their last activity later than was known.", settled.n_activity_dates),
                    settled.n_activity_dates);
  if (settled.n_products > 0)
    bw_source_note (source,
                    ngettext ("%u deal without a product was given that of its only line item.",
                              "%u deals without a product were given that of their only line item.", settled.n_products),
                    settled.n_products);
}

/* Settles what was written beside the CRM's values and has come true; @source is told. */
static void
settle_adjustments (BwImportRun *run,
                    BwSource    *source)
{
  guint  last = run->book->imports->len;
  gint64 at = last > 0 ? g_array_index (run->book->imports, BwImportRecord, last - 1).at : 0;
  guint  n = bw_adjustment_settle (run->book, run->delta, last > 0 ? (gint32)last - 1 : BW_NOBODY, at);

  if (n > 0)
    bw_source_note (source,
                    ngettext ("%u adjustment came true: the CRM now says what was written beside it.",
                              "%u adjustments came true: the CRM now says what was written beside it.", n),
                    n);
}

/* Reads all files in the order of @places. */
static gboolean
read_files (BwImportRun    *run,
            BwSource      **sources,
            const Place    *places,
            guint           n,
            BwImportResult *result,
            GError        **error)
{
  guint                 first = run->book->imports->len;
  g_autofree BwSource **in_order = g_new (BwSource *, n);

  result->as_of = BW_DATE_NONE;
  for (guint i = 0; i < n; i++)
    {
      guint index = places[i].index;

      in_order[i] = sources[index];
      sources[index]->progress_from = (double)i / n;
      sources[index]->progress_span = 1.0 / n;
      if (!bw_source_tell_progress (sources[index], error))
        return FALSE;
      if (!read_file (run, sources[index], g_ptr_array_index (result->summaries, index), error))
        return FALSE;
      result->as_of = MAX (result->as_of, run->as_of);
    }
  bw_import_settle_vanished (run, in_order, n, first);
  /* Lists without a day of their own are as old as the deals that came with them, or that there are. */
  for (guint i = first; i < run->book->imports->len; i++)
    {
      BwImportRecord *record = &g_array_index (run->book->imports, BwImportRecord, i);

      if (record->as_of != BW_DATE_NONE)
        continue;
      record->as_of = result->as_of != BW_DATE_NONE ? result->as_of : bw_book_data_date (run->book);
      record->as_of_source = BW_TIME_IMPLIED;
    }
  if (result->as_of == BW_DATE_NONE)
    result->as_of = bw_book_data_date (run->book);
  settle_records (run, in_order[n - 1]);
  settle_adjustments (run, in_order[n - 1]);
  return check_stages (run->options, run->book, error);
}

gboolean
bw_import_run (BwBook                *before,
               const char *const     *paths,
               const BwImportOptions *options,
               BwProgress             progress,
               gpointer               progress_data,
               BwImportResult       **result,
               GError               **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_source_free);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (BwImportResult) made = NULL;
  BwImportRun run = { .options = options };
  gboolean    done;

  if (!open_sources (paths, options, before, sources, refused, progress, progress_data, error))
    return FALSE;
  run.is_alone = sources->len == 1;
  for (guint i = 0; i < sources->len; i++)
    {
      BwSource *source = g_ptr_array_index (sources, i);
      Place     place = { .index = i, .kind = source->mapping.kind, .day = said_as_of (options, source) };

      source->progress = progress;
      source->progress_data = progress_data;
      g_array_append_val (places, place);
    }
  if (!check_options (options, (BwSource **)sources->pdata, sources->len, error))
    return FALSE;
  if (places->len > 1)
    qsort (places->data, places->len, sizeof (Place), compare_places);

  made = g_new0 (BwImportResult, 1);
  made->after = bw_book_copy_but_deals (before);
  made->delta = bw_delta_new (before);
  bw_delta_keep_before (made->delta, before);
  made->summaries = g_ptr_array_new_with_free_func (free_summary);
  made->refused = g_ptr_array_ref (refused);
  for (guint i = 0; i < sources->len; i++)
    {
      BwImportSummary *summary = g_new0 (BwImportSummary, 1);

      summary->notes = g_ptr_array_new_with_free_func (g_free);
      summary->currencies = g_ptr_array_new_with_free_func (free_currency);
      g_ptr_array_add (made->summaries, summary);
    }
  run.book = made->after;
  run.delta = made->delta;
  if (!take_rates (&run, options, error))
    return FALSE;
  run.linker = bw_linker_new (run.book, run.delta);
  run.views = bw_views_new (run.book);
  done = read_files (&run, (BwSource **)sources->pdata, (const Place *)(const void *)places->data, sources->len,
                     made, error);
  bw_linker_free (run.linker);
  bw_views_free (run.views);
  g_free (run.covered);
  if (!done)
    return FALSE;
  *result = g_steal_pointer (&made);
  return TRUE;
}
