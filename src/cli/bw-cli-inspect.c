/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What exports hold, before reading them: inspect.
 *
 * Tells for each table what was made out, how sure that is and why, or prints the table itself as it is read: the rows that
 * are data under unique names of columns, whatever the encoding, the delimiter and the container were. What was made out
 * wrong can be said with options, as for an import. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "import/bw-input.h"
#include "import/bw-source.h"

/* What the user says of all files. */
typedef struct
{
  char    *kind, *encoding, *delimiter, *decimal, *order;
  int      header_line;
  gboolean from_1904;
} Said;

static void
clear_said (Said *said)
{
  g_free (said->kind);
  g_free (said->encoding);
  g_free (said->delimiter);
  g_free (said->decimal);
  g_free (said->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, clear_said)

/* Turns @said into @options. Returns %FALSE when something in it means nothing, which has been told. */
static gboolean
read_said (const BwCli   *cli,
           const Said    *said,
           BwFileOptions *options,
           int           *status)
{
  if (said->kind != NULL && !bw_import_kind_parse (said->kind, &options->kind))
    {
      *status = bw_cli_misuse (cli, _ ("“%s” is no kind of file."), said->kind);
      return FALSE;
    }
  if (said->delimiter != NULL)
    options->delimiter = g_str_equal (said->delimiter, "tab") ? '\t' : said->delimiter[0];
  if ((said->delimiter != NULL && (strlen (said->delimiter) != 1 && !g_str_equal (said->delimiter, "tab"))) ||
      options->delimiter < 0)
    {
      *status = bw_cli_misuse (cli, _ ("--delimiter takes one sign or “tab”, not “%s”."), said->delimiter);
      return FALSE;
    }
  if (said->decimal != NULL && strcmp (said->decimal, ".") != 0 && strcmp (said->decimal, ",") != 0)
    {
      *status = bw_cli_misuse (cli, _ ("--decimal takes a point or a comma, not “%s”."), said->decimal);
      return FALSE;
    }
  if (said->order != NULL && strcmp (said->order, "day-first") != 0 && strcmp (said->order, "month-first") != 0)
    {
      *status = bw_cli_misuse (cli, _ ("--date-order takes day-first or month-first, not “%s”."), said->order);
      return FALSE;
    }
  options->encoding = g_strdup (said->encoding);
  options->decimal = said->decimal != NULL ? said->decimal[0] : 0;
  options->date_order = said->order == NULL                     ? BW_ORDER_UNKNOWN
                        : g_str_has_prefix (said->order, "day") ? BW_ORDER_DAY_FIRST
                                                                : BW_ORDER_MONTH_FIRST;
  options->header_line = (guint)MAX (said->header_line, 0);
  options->from_1904 = said->from_1904;
  return TRUE;
}

/* The tables of all @files, each with a copy of @said. Files that cannot be listed stay as they are. */
static GPtrArray *
list_tables (char               **files,
             const BwFileOptions *said,
             GHashTable          *options)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (char **file = files; *file != NULL; file++)
    {
      g_auto (GStrv) tables = bw_input_list (*file, NULL);

      if (tables == NULL)
        g_ptr_array_add (paths, g_strdup (*file));
      for (char **table = tables; table != NULL && *table != NULL; table++)
        {
          g_ptr_array_add (paths, g_strdup (*table));
          g_hash_table_replace (options, g_strdup (*table), bw_file_options_copy (said));
        }
    }
  g_ptr_array_add (paths, NULL);
  return paths;
}

static void
add_findings (JsonBuilder     *builder,
              const GPtrArray *findings)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const BwFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "what", finding->what);
      bw_cli_add_text (builder, "value", finding->value);
      bw_cli_add_number (builder, "confidence", finding->confidence);
      bw_cli_add_text (builder, "reason", finding->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_column (JsonBuilder          *builder,
            const BwImportColumn *column)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "header", column->header);
  bw_cli_add_text (builder, "field", column->field);
  bw_cli_add_number (builder, "confidence", column->confidence);
  bw_cli_add_text (builder, "reason", column->reason);
  json_builder_set_member_name (builder, "samples");
  json_builder_begin_array (builder);
  for (guint i = 0; i < column->samples->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (column->samples, i));
  json_builder_end_array (builder);
  add_findings (builder, column->findings);
  json_builder_end_object (builder);
}

static void
print_json (const GPtrArray *files)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < files->len; i++)
    {
      const BwImportFile *file = g_ptr_array_index (files, i);
      char                delimiter[2] = { file->delimiter, '\0' };

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "file", file->name);
      bw_cli_add_text (builder, "kind", bw_import_kind_name (file->kind));
      bw_cli_add_text (builder, "profile", file->profile);
      bw_cli_add_text (builder, "encoding", file->encoding);
      bw_cli_add_text (builder, "delimiter", delimiter);
      json_builder_set_member_name (builder, "header_line");
      json_builder_add_int_value (builder, file->header_line);
      bw_cli_add_text (builder, "error", file->error != NULL ? file->error->message : NULL);
      add_findings (builder, file->findings);
      json_builder_set_member_name (builder, "columns");
      json_builder_begin_array (builder);
      for (guint c = 0; c < file->columns->len; c++)
        add_column (builder, g_ptr_array_index (file->columns, c));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_findings (const GPtrArray *findings,
                const char      *indent)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const BwFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *shown = g_str_equal (finding->value, "\t") ? g_strdup ("tab") : g_strdup (finding->value);

      g_print ("%s%s: %s (%.0f %%) %s\n", indent, finding->what, shown, finding->confidence * 100, finding->reason);
    }
}

static void
print_files (const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const BwImportFile *file = g_ptr_array_index (files, i);

      g_print ("%s: %s\n", file->name, file->columns->len > 0 ? bw_import_kind_title (file->kind) : _ ("no table"));
      if (file->error != NULL)
        g_print ("  %s\n", file->error->message);
      print_findings (file->findings, "  ");
      for (guint c = 0; c < file->columns->len; c++)
        {
          const BwImportColumn *column = g_ptr_array_index (file->columns, c);

          g_print ("  “%s” → %s (%.0f %%) %s\n", column->header, column->field != NULL ? column->field : "–",
                   column->confidence * 100, column->reason);
          print_findings (column->findings, "    ");
        }
    }
}

static void
print_row (const BwCsvRow *row)
{
  g_autofree char *text = bw_csv_row_to_text (row);

  g_print ("%s\n", text);
}

/* Prints the table at @path as it is read. */
static gboolean
print_table (const char            *path,
             const BwImportOptions *options,
             GError               **error)
{
  g_autoptr (BwSource) source = bw_source_open_any (path, options, NULL, error);
  BwImportSummary summary = { 0 };
  GError         *problem = NULL;
  BwCsvRow        row = { 0 };

  if (source == NULL)
    return FALSE;
  source->summary = &summary;
  source->take_long = TRUE;
  row.n = source->headers->len;
  row.values = (const char **)source->headers->pdata;
  print_row (&row);
  while (bw_source_next (source, &row, &problem))
    print_row (&row);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* Looks at the files, or prints their tables. Returns an exit status. */
static int
inspect (const BwCli     *cli,
         const GPtrArray *paths,
         GHashTable      *said,
         gboolean         table)
{
  BwImportOptions options = { .as_of = BW_DATE_NONE, .files = said };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  gboolean good = FALSE;

  if (table)
    {
      for (guint i = 0; i + 1 < paths->len; i++)
        if (!print_table (g_ptr_array_index (paths, i), &options, &error))
          return bw_cli_fail (cli, error, BW_CLI_FAILED);
      return BW_CLI_DONE;
    }
  files = bw_import_inspect (NULL, (const char *const *)paths->pdata, &options);
  if (cli->json)
    print_json (files);
  else
    print_files (files);
  for (guint i = 0; i < files->len; i++)
    good |= ((BwImportFile *)g_ptr_array_index (files, i))->columns->len > 0;
  return good ? BW_CLI_DONE : BW_CLI_FAILED;
}

int
bw_cli_inspect (int    argc,
                char **argv)
{
  g_auto (Said) said = { 0 };
  gboolean           table = FALSE;
  int                status;
  const GOptionEntry entries[] = {
    { "table", 0, 0, G_OPTION_ARG_NONE, &table, _ ("Print the table as CSV, as it is read"), NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &said.kind, _ ("What the files hold"), "K" },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &said.encoding, _ ("How characters are written"), "NAME" },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &said.delimiter, _ ("What stands between cells"), "SIGN" },
    { "header-line", 0, 0, G_OPTION_ARG_INT, &said.header_line, _ ("The line of the names of columns"), "N" },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &said.decimal, _ ("What stands before the decimals of numbers"), "SIGN" },
    { "date-order", 0, 0, G_OPTION_ARG_STRING, &said.order, _ ("What comes first in dates: day-first or month-first"), "ORDER" },
    { "1904", 0, 0, G_OPTION_ARG_NONE, &said.from_1904, _ ("Dates that are numbers count from 1904"), NULL },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (GHashTable) options = NULL;
  g_autoptr (BwFileOptions) all = bw_file_options_new ();
  g_autoptr (GPtrArray) paths = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "CSV…", _ ("Tells what exports hold, before reading them."), entries, 1, G_MAXUINT,
                     &status))
    return status;
  if (!read_said (&cli, &said, all, &status))
    return status;
  options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  paths = list_tables (cli.rest, all, options);
  return inspect (&cli, paths, options, table);
}
