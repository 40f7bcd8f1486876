/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What exports hold, before reading them: inspect.
 *
 * Tells for each table what was made out, how sure that is and why, or prints the table itself as it is read: the rows that
 * are data under unique names of columns, whatever the encoding, the delimiter and the container were. What was made out
 * wrong can be said with options, as for an import. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-layout.h"
#include "import/bw-input.h"
#include "import/bw-source.h"

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
  json_builder_set_member_name (builder, "unsure");
  json_builder_add_boolean_value (builder, column->unsure);
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
  g_auto (BwCliLayout) said = { 0 };
  gboolean           table = FALSE;
  int                status;
  const GOptionEntry entries[] = {
    { "table", 0, 0, G_OPTION_ARG_NONE, &table, _ ("Print the table as CSV, as it is read"), NULL },
    BW_CLI_LAYOUT_ENTRIES (said),
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (GHashTable) options = NULL;
  g_autoptr (BwFileOptions) all = bw_file_options_new ();
  g_autoptr (GPtrArray) paths = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE…", _ ("Tells what exports hold, before reading them."), entries, 1, G_MAXUINT,
                     &status))
    return status;
  if (!bw_cli_layout_read (&said, &cli, all, &status))
    return status;
  options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  paths = bw_cli_layout_list (cli.rest, all, options);
  return inspect (&cli, paths, options, table);
}
