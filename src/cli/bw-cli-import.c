/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading exports: import, rejects. */

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-layout.h"
#include "core/bw-reject-sheet.h"

/* ---- import ---- */

typedef struct
{
  GMainLoop      *loop;
  BwImportResult *result;
  GError         *error;
} Waiting;

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Waiting *waiting = data;

  waiting->result = bw_session_import_finish (BW_SESSION (object), result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
show_progress (double   done,
               gpointer data)
{
  g_printerr ("\r%3.0f %%", done * 100);
}

/* Splits each "A=B" of @pairs (nullable). Returns: (transfer full) (nullable): NULL when one is none, which has been told. */
static GHashTable *
read_pairs (const BwCli *cli,
            char       **pairs,
            const char  *option,
            int         *status)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (char **pair = pairs; pair != NULL && *pair != NULL; pair++)
    {
      const char *equals = strrchr (*pair, '=');

      if (equals == NULL || equals == *pair)
        {
          *status = bw_cli_misuse (cli, _ ("--%s takes A=B, not “%s”."), option, *pair);
          return NULL;
        }
      g_hash_table_insert (table, g_strndup (*pair, equals - *pair), g_strdup (equals + 1));
    }
  return g_steal_pointer (&table);
}

static void
print_json (const BwImportResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);
      char                   delimiter[2] = { summary->delimiter, '\0' };

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", summary->file);
      bw_cli_add_text (builder, "kind", bw_import_kind_name (summary->kind));
      bw_cli_add_text (builder, "profile", summary->profile);
      bw_cli_add_text (builder, "encoding", summary->encoding);
      bw_cli_add_text (builder, "delimiter", delimiter);
      bw_cli_add_count (builder, "rows", summary->rows);
      bw_cli_add_count (builder, "new", summary->n_new);
      bw_cli_add_count (builder, "changed", summary->n_changed);
      bw_cli_add_count (builder, "unchanged", summary->n_unchanged);
      bw_cli_add_count (builder, "vanished", summary->n_vanished);
      bw_cli_add_count (builder, "rejected", summary->n_rejected);
      bw_cli_add_count (builder, "set_aside", summary->n_set_aside);
      bw_cli_add_number (builder, "seconds", summary->seconds);
      json_builder_set_member_name (builder, "currencies");
      json_builder_begin_array (builder);
      for (guint c = 0; c < summary->currencies->len; c++)
        {
          const BwForeignCurrency *foreign = g_ptr_array_index (summary->currencies, c);

          json_builder_begin_object (builder);
          bw_cli_add_text (builder, "currency", foreign->code);
          bw_cli_add_count (builder, "rows", foreign->n);
          bw_cli_add_number (builder, "rate", foreign->rate);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "notes");
      json_builder_begin_array (builder);
      for (guint note = 0; summary->notes != NULL && note < summary->notes->len; note++)
        json_builder_add_string_value (builder, g_ptr_array_index (summary->notes, note));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->refused->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (result->refused, i));
  json_builder_end_array (builder);
  bw_cli_add_text (builder, "currency", result->after->currency);
  bw_cli_add_date (builder, "as_of", result->as_of);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_summaries (const BwImportResult *result)
{
  for (guint i = 0; i < result->refused->len; i++)
    g_printerr (_ ("%s It was left out.\n"), (const char *)g_ptr_array_index (result->refused, i));
  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);

      g_print (_ ("%s (%s): %u rows, %u new, %u changed, %u unchanged, %u vanished, %u rejected, %u set aside\n"),
               summary->file, bw_import_kind_title (summary->kind), summary->rows, summary->n_new, summary->n_changed,
               summary->n_unchanged, summary->n_vanished, summary->n_rejected, summary->n_set_aside);
      for (guint note = 0; summary->notes != NULL && note < summary->notes->len; note++)
        g_print ("  %s\n", (const char *)g_ptr_array_index (summary->notes, note));
    }
}

/* Runs the import as it would be written, and writes nothing. */
static gboolean
dry_run (BwSession             *session,
         char                 **paths,
         const BwImportOptions *options,
         Waiting               *waiting)
{
  return bw_import_run (bw_session_get_book (session), (const char *const *)paths, options, NULL, NULL, &waiting->result,
                        &waiting->error);
}

/* What is said of the columns and of what a file lacks. */
typedef struct
{
  char   **left_out, **custom;
  char   **rates;
  char    *vanished;
  gboolean remember;
} Choices;

static void
clear_choices (Choices *choices)
{
  g_strfreev (choices->left_out);
  g_strfreev (choices->custom);
  g_strfreev (choices->rates);
  g_free (choices->vanished);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, clear_choices)

/* Reads "COLUMN" or "COLUMN=TYPE". */
static gboolean
choose_custom (const BwCli   *cli,
               const char    *text,
               BwFileOptions *options,
               int           *status)
{
  static const char *const types[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = "text",
    [BW_TYPE_NUMBER] = "number",
    [BW_TYPE_DATE] = "date",
    [BW_TYPE_BOOLEAN] = "boolean",
  };
  const char      *equals = strrchr (text, '=');
  g_autofree char *header = g_strndup (text, equals != NULL ? (gsize)(equals - text) : strlen (text));

  for (guint type = 0; type < BW_N_TYPES; type++)
    if (g_str_equal (equals != NULL ? equals + 1 : "text", types[type]))
      {
        bw_file_options_choose (options, header, BW_IMPORT_CUSTOM, type);
        return TRUE;
      }
  *status = bw_cli_misuse (cli, _ ("“%s” is no type. Write text, number, date or boolean."), equals + 1);
  return FALSE;
}

/* Turns @choices into @options. Returns %FALSE when something in it means nothing, which has been told. */
static gboolean
read_choices (const BwCli   *cli,
              const Choices *choices,
              BwFileOptions *options,
              int           *status)
{
  for (char **header = choices->left_out; header != NULL && *header != NULL; header++)
    bw_file_options_choose (options, *header, NULL, BW_TYPE_TEXT);
  for (char **text = choices->custom; text != NULL && *text != NULL; text++)
    if (!choose_custom (cli, *text, options, status))
      return FALSE;
  options->remember = choices->remember;
  if (choices->vanished == NULL)
    return TRUE;
  if (g_str_equal (choices->vanished, "keep"))
    options->vanished = BW_VANISHED_OUTSIDE;
  else if (g_str_equal (choices->vanished, "removed"))
    options->vanished = BW_VANISHED_REMOVED;
  else
    *status = bw_cli_misuse (cli, _ ("--vanished takes keep or removed, not “%s”."), choices->vanished);
  return options->vanished != BW_VANISHED_UNSAID;
}

/* Whether each column that @said speaks of is in one of the files; tells which one is not. */
static gboolean
check_columns (const BwCli           *cli,
               const BwFileOptions   *said,
               const BwBook          *book,
               char                 **paths,
               const BwImportOptions *options,
               int                   *status)
{
  g_autoptr (GPtrArray) files = NULL;

  if (said->columns == NULL)
    return TRUE;
  files = bw_import_inspect (book, (const char *const *)paths, options);
  for (guint c = 0; c < said->columns->len; c++)
    {
      const BwColumnChoice *choice = g_ptr_array_index (said->columns, c);
      gboolean              found = FALSE;

      for (guint f = 0; f < files->len; f++)
        {
          const BwImportFile *file = g_ptr_array_index (files, f);

          found |= file->error != NULL && file->columns->len == 0;
          for (guint i = 0; i < file->columns->len; i++)
            found |= g_str_equal (((BwImportColumn *)g_ptr_array_index (file->columns, i))->header, choice->header);
        }
      if (!found)
        {
          *status = bw_cli_misuse (cli, _ ("None of the files has a column “%s”."), choice->header);
          return FALSE;
        }
    }
  return TRUE;
}

/* The tables to read: the files named by @rest and, of folders among them, what holds a known kind of table; of the rest of a
 * folder it is told why it is left out.
 * Returns: (transfer full) (nullable) (element-type filename): NULL-terminated; %NULL when nothing is left, which has been
 * told. */
static char **
list_tables (const BwCli           *cli,
             char                 **rest,
             const BwBook          *book,
             const BwImportOptions *options,
             int                   *status)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);

  for (char **path = rest; *path != NULL; path++)
    {
      const char *const one[] = { *path, NULL };
      g_autoptr (GPtrArray) files = g_file_test (*path, G_FILE_TEST_IS_DIR) ? bw_import_inspect (book, one, options) : NULL;
      g_autoptr (GString) left_out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      guint before = tables->len;

      if (files == NULL)
        g_ptr_array_add (tables, g_strdup (*path));
      for (guint i = 0; files != NULL && i < files->len; i++)
        {
          const BwImportFile *file = g_ptr_array_index (files, i);

          /* A folder that cannot be listed stands for itself; reading it says why. */
          if (file->error == NULL || g_str_equal (file->path, *path))
            g_ptr_array_add (tables, g_strdup (file->path));
          else if (error == NULL)
            error = g_error_copy (file->error);
          if (file->error != NULL && !g_str_equal (file->path, *path))
            g_string_append_printf (left_out, _ ("Left out: %s\n"), file->error->message);
        }
      if (tables->len == before)
        {
          *status = bw_cli_fail (cli, error, BW_CLI_FAILED);
          return NULL;
        }
      g_printerr ("%s", left_out->str);
    }
  g_ptr_array_add (tables, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&tables), FALSE);
}

int
bw_cli_import (int    argc,
               char **argv)
{
  g_auto (BwCliLayout) layout = { 0 };
  g_auto (Choices) choices = { 0 };
  g_autofree char *as_of = NULL;
  g_auto (GStrv) map = NULL, stages = NULL;
  gboolean           is_dry = FALSE;
  int                status;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, _ ("The day the exports were made"), "DATE" },
    BW_CLI_LAYOUT_ENTRIES (layout),
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, _ ("Read a field from a column"), "FIELD=COLUMN" },
    { "leave-out", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.left_out, _ ("Do not read a column"), "COLUMN" },
    { "custom", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.custom,
      _ ("Keep a column as a field of the project’s own: text, number, date or boolean"), "COLUMN[=TYPE]" },
    { "stage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &stages, _ ("Say what a stage is, such as Won=won:closed"), "NAME=KIND:CATEGORY" },
    { "rate", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.rates,
      _ ("What one unit of another currency is worth in the project’s, such as EUR=1.08"), "CODE=RATE" },
    { "vanished", 0, 0, G_OPTION_ARG_STRING, &choices.vanished,
      _ ("What became of deals that an export no longer has: keep or removed"), "WHAT" },
    { "remember", 0, 0, G_OPTION_ARG_NONE, &choices.remember,
      _ ("Read later files with the same columns in the same way"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &is_dry, _ ("Write nothing"), NULL },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) map_table = NULL, stage_table = NULL, rate_table = NULL, files = NULL;
  g_autoptr (BwFileOptions) said = bw_file_options_new ();
  g_autoptr (GPtrArray) paths = NULL;
  g_auto (GStrv) tables = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  Waiting         waiting = { NULL, NULL, NULL };

  if (!bw_cli_parse (&cli, argc, argv, "FILE CSV…", _ ("Reads exports into a project."), entries, 2, G_MAXUINT, &status))
    return status;
  if (!bw_cli_layout_read (&layout, &cli, said, &status) || !read_choices (&cli, &choices, said, &status))
    return status;
  if (as_of != NULL && !bw_date_parse_iso (as_of, &options.as_of))
    return bw_cli_misuse (&cli, _ ("“%s” is no date. Write it as 2026-12-31."), as_of);
  map_table = read_pairs (&cli, map, "map", &status);
  stage_table = map_table != NULL ? read_pairs (&cli, stages, "stage", &status) : NULL;
  rate_table = stage_table != NULL ? read_pairs (&cli, choices.rates, "rate", &status) : NULL;
  if (rate_table == NULL)
    return status;
  options.kind = said->kind;
  files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  paths = bw_cli_layout_list (cli.rest + 1, said, files);
  options.files = files;
  options.map = map_table;
  options.stages = stage_table;
  options.rates = rate_table;
  options.now = g_get_real_time () / G_USEC_PER_SEC;

  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  tables = list_tables (&cli, cli.rest + 1, bw_session_get_book (session), &options, &status);
  if (tables == NULL || !check_columns (&cli, said, bw_session_get_book (session), tables, &options, &status))
    {
      bw_session_close (session);
      return status;
    }
  if (is_dry)
    dry_run (session, tables, &options, &waiting);
  else
    {
      loop = waiting.loop = g_main_loop_new (NULL, FALSE);
      bw_session_import_async (session, (const char *const *)tables, &options,
                               isatty (STDERR_FILENO) ? show_progress : NULL, NULL, NULL, imported_cb, &waiting);
      g_main_loop_run (loop);
      if (isatty (STDERR_FILENO))
        g_printerr ("\r      \r");
    }
  result = waiting.result;
  error = waiting.error;
  bw_session_close (session);
  if (result == NULL)
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  if (cli.json)
    print_json (result);
  else
    print_summaries (result);
  return BW_CLI_DONE;
}

/* ---- rejects ---- */

typedef struct
{
  GMainLoop *loop;
  GPtrArray *rows;
  GError    *error;
} Rejected;

static void
rejected_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Rejected *rejected = data;

  rejected->rows = bw_session_rejected_finish (BW_SESSION (object), result, &rejected->error);
  g_main_loop_quit (rejected->loop);
}

/* The key of the import that is the @number-th, from 1; 0 when there is none. */
static gint64
find_import (const BwBook *book,
             const char   *number)
{
  gint64 value;

  if (!g_ascii_string_to_signed (number, 10, 1, book->imports->len, &value, NULL))
    return 0;
  return g_array_index (book->imports, BwImportRecord, value - 1).key;
}

/* Takes from @rows all but those that are open. */
static void
keep_open (GPtrArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    if (((const BwRejectedRow *)g_ptr_array_index (rows, i - 1))->state != BW_REJECT_OPEN)
      g_ptr_array_remove_index (rows, i - 1);
}

/* Prints the whole rows, to be corrected and imported again. */
static int
print_whole (const BwCli     *cli,
             const BwBook    *book,
             const GPtrArray *rows)
{
  const BwImportRecord *record = NULL;
  g_autofree char      *text = NULL;

  for (guint i = 0; i < book->imports->len; i++)
    for (guint k = 0; k < rows->len; k++)
      if (g_array_index (book->imports, BwImportRecord, i).key == ((const BwRejectedRow *)g_ptr_array_index (rows, k))->import)
        {
          if (record != NULL && record != &g_array_index (book->imports, BwImportRecord, i))
            return bw_cli_misuse (cli, _ ("Several imports have rejected rows. Name one by its number."));
          record = &g_array_index (book->imports, BwImportRecord, i);
        }
  if (record == NULL || record->names == 0)
    return bw_cli_misuse (cli, _ ("There are no rejected rows whose columns are known."));
  text = bw_reject_sheet_write_rows (rows, bw_book_text (book, record->names));
  g_print ("%s", text);
  return BW_CLI_DONE;
}

static void
print_reasons (const GPtrArray *rows)
{
  static const char *const header[] = { "file", "row", "column", "value", "reason" };

  bw_cli_print_csv (header, G_N_ELEMENTS (header));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rows, i);
      g_autofree char     *number = g_strdup_printf ("%" G_GUINT64_FORMAT, row->row);
      const char          *cells[] = { row->file, number, row->column, row->value, row->reason };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

static int
dismiss (const BwCli     *cli,
         BwSession       *session,
         const GPtrArray *rows)
{
  BwDelta         *delta = NULL;
  BwBook          *after = bw_rejected_rows_dismiss (bw_session_get_book (session), rows, &delta);
  g_autofree char *label = g_strdup_printf (ngettext ("Dismiss %u row", "Dismiss %u rows", rows->len), rows->len);

  return bw_cli_apply (cli, session, label, after, delta);
}

int
bw_cli_rejects (int    argc,
                char **argv)
{
  gboolean           raw = FALSE, away = FALSE;
  const GOptionEntry entries[] = {
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, _ ("Print the whole rows, to be corrected and imported again"), NULL },
    { "dismiss", 0, 0, G_OPTION_ARG_NONE, &away, _ ("Say that the rows need not be read"), NULL },
    { NULL },
  };
  int    status;
  gint64 key = 0;
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  Rejected rejected = { NULL, NULL, NULL };

  if (!bw_cli_parse (&cli, argc, argv, "FILE [IMPORT]",
                     _ ("Lists the rows that could not be read, as CSV. IMPORT is the number of an import, the first being 1."),
                     entries, 1, 2, &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  if (cli.n_rest == 2 && (key = find_import (bw_session_get_book (session), cli.rest[1])) == 0)
    return bw_cli_misuse (&cli, _ ("There is no import number %s; there are %u."), cli.rest[1],
                          bw_session_get_book (session)->imports->len);
  loop = rejected.loop = g_main_loop_new (NULL, FALSE);
  bw_session_rejected_async (session, key, rejected_cb, &rejected);
  g_main_loop_run (loop);
  rows = rejected.rows;
  error = rejected.error;
  if (rows == NULL)
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  keep_open (rows);
  status = BW_CLI_DONE;
  if (away)
    status = dismiss (&cli, session, rows);
  else if (raw)
    status = print_whole (&cli, bw_session_get_book (session), rows);
  else
    print_reasons (rows);
  bw_session_close (session);
  return status;
}
