/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user said of one file that is to be imported. */

#include "import/bw-import.h"

static void
free_choice (gpointer data)
{
  BwColumnChoice *choice = data;

  g_free (choice->header);
  g_free (choice->field);
  g_free (choice);
}

/* Returns: (transfer full): options that say nothing. */
BwFileOptions *
bw_file_options_new (void)
{
  BwFileOptions *options = g_new0 (BwFileOptions, 1);

  options->as_of = BW_DATE_NONE;
  return options;
}

/* Returns: (transfer full) (nullable): a copy of @options (nullable). */
BwFileOptions *
bw_file_options_copy (const BwFileOptions *options)
{
  BwFileOptions *copy;

  if (options == NULL)
    return NULL;
  copy = g_memdup2 (options, sizeof *options);
  copy->encoding = g_strdup (options->encoding);
  copy->columns = NULL;
  for (guint i = 0; options->columns != NULL && i < options->columns->len; i++)
    {
      const BwColumnChoice *choice = g_ptr_array_index (options->columns, i);

      bw_file_options_choose (copy, choice->header, choice->field, choice->type);
    }
  return copy;
}

/* Frees @options (transfer full) (nullable). */
void
bw_file_options_free (BwFileOptions *options)
{
  if (options == NULL)
    return;
  g_clear_pointer (&options->columns, g_ptr_array_unref);
  g_free (options->encoding);
  g_free (options);
}

/* Says that the column @header is read into @field (nullable: left out), which for %BW_IMPORT_CUSTOM has @type. Takes the
 * place of what was said of it before. */
void
bw_file_options_choose (BwFileOptions *options,
                        const char    *header,
                        const char    *field,
                        BwFieldType    type)
{
  BwColumnChoice *choice = NULL;

  if (options->columns == NULL)
    options->columns = g_ptr_array_new_with_free_func (free_choice);
  for (guint i = 0; i < options->columns->len && choice == NULL; i++)
    {
      BwColumnChoice *other = g_ptr_array_index (options->columns, i);

      if (g_str_equal (other->header, header))
        choice = other;
    }
  if (choice == NULL)
    {
      choice = g_new0 (BwColumnChoice, 1);
      choice->header = g_strdup (header);
      g_ptr_array_add (options->columns, choice);
    }
  g_free (choice->field);
  choice->field = g_strdup (field);
  choice->type = type;
}

/* Returns: (transfer none) (nullable): what was said of the file at @path alone. */
const BwFileOptions *
bw_import_options_of (const BwImportOptions *options,
                      const char            *path)
{
  return options->files != NULL ? g_hash_table_lookup (options->files, path) : NULL;
}
