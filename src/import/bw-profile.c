/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files look like: which column is read into which field.
 *
 * For each kind every column is looked up in the table of headers (bw-synonyms.h); of several columns that could mean a
 * field the one whose header stands first in the field's list is taken. Of the kinds whose rule fits (bw-kind.h) the one
 * with the most understood columns wins; the file's name settles what headers such as "Id, Name" leave open. */

#include "import/bw-profile.h"
#include "import/bw-kind.h"
#include "import/bw-synonyms.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Tables that are known and not read. */
static const struct
{
  const char *headers;
  const char *name;
} foreigners[] = {
  { "table field description", N_ ("a description of tables") },
  { "fromstage tostage", N_ ("a history of stages that does not name its deals") },
  { "oldvalue newvalue", N_ ("a history of fields that does not name its deals") },
};

/* Takes over what the user said of each column. */
static void
map_choices (const char *const *headers,
             guint              n,
             const GPtrArray   *columns,
             BwMapping         *mapping)
{
  for (guint c = 0; columns != NULL && c < columns->len; c++)
    {
      const BwColumnChoice *choice = g_ptr_array_index (columns, c);
      BwImportField         field;

      for (guint i = 0; i < n; i++)
        {
          if (!g_str_equal (headers[i], choice->header))
            continue;
          for (guint other = 0; other < BW_N_IMPORT_FIELDS; other++)
            if (mapping->columns[other] == (int)i)
              mapping->columns[other] = -1;
          if (choice->field == NULL || !bw_import_field_parse (choice->field, &field))
            continue;
          mapping->columns[field] = (int)i;
          mapping->confidence[field] = 1.0;
          mapping->score += 4;
        }
    }
}

/* Takes over which columns the user named for fields. */
static void
map_named (char      **folded,
           guint       n,
           GHashTable *map,
           BwMapping  *mapping)
{
  GHashTableIter iter;
  gpointer       name, header;

  if (map == NULL)
    return;
  g_hash_table_iter_init (&iter, map);
  while (g_hash_table_iter_next (&iter, &name, &header))
    {
      g_autofree char *wanted = bw_header_fold (header);
      BwImportField    field;

      for (guint i = 0; bw_import_field_parse (name, &field) && i < n; i++)
        if (g_str_equal (folded[i], wanted))
          {
            mapping->columns[field] = (int)i;
            mapping->confidence[field] = 1.0;
            mapping->score += 4;
            break;
          }
    }
}

/* Fills @mapping for @kind from the @n headers. */
static void
map_columns (const char *const *headers,
             guint              n,
             BwImportKind       kind,
             BwMapping         *mapping)
{
  guint ranks[BW_N_IMPORT_FIELDS];

  memset (mapping, 0, sizeof *mapping);
  mapping->kind = kind;
  mapping->profile = "generic";
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    {
      mapping->columns[field] = -1;
      ranks[field] = G_MAXUINT;
    }
  for (guint i = 0; i < n; i++)
    {
      BwHeaderMatch match;

      if (!bw_synonyms_match (kind, headers[i], &match))
        continue;
      if (match.weak)
        match.rank += 50;
      if (match.rank >= ranks[match.field])
        continue;
      if (mapping->columns[match.field] < 0)
        mapping->score += 2;
      ranks[match.field] = match.rank;
      mapping->columns[match.field] = (int)i;
      mapping->confidence[match.field] = match.weak ? 0.7 : 0.95;
    }
}

static char **
fold_headers (const char *const *headers,
              guint              n)
{
  char **folded = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    folded[i] = bw_header_fold (headers[i]);
  return folded;
}

/* Fills @mapping for @kind from the names of the @n columns and what the user said, as for bw_mapping_find(). */
void
bw_mapping_name_columns (const char *const *headers,
                         guint              n,
                         BwImportKind       kind,
                         GHashTable        *map,
                         const GPtrArray   *columns,
                         BwMapping         *mapping)
{
  g_auto (GStrv) folded = fold_headers (headers, n);

  map_columns (headers, n, kind, mapping);
  map_named (folded, n, map, mapping);
  map_choices (headers, n, columns, mapping);
}

/* Finds out what a table with the @n @headers holds. @kind: what it must be, or unknown. @map (nullable): field names to
 * headers; @columns (nullable) (element-type BwColumnChoice): columns to fields, as the user said. Returns %FALSE when no
 * kind fits. */
gboolean
bw_mapping_find (const char *const *headers,
                 guint              n,
                 const char        *file_name,
                 BwImportKind       kind,
                 GHashTable        *map,
                 const GPtrArray   *columns,
                 BwMapping         *mapping)
{
  g_auto (GStrv) folded = fold_headers (headers, n);
  gboolean found = FALSE;

  for (guint k = BW_KIND_UNKNOWN + 1; k < BW_N_KINDS; k++)
    {
      BwMapping candidate;

      if (kind != BW_KIND_UNKNOWN && k != kind)
        continue;
      bw_mapping_name_columns (headers, n, k, map, columns, &candidate);
      if (kind == BW_KIND_UNKNOWN ? !bw_kind_fits (k, folded, n, &candidate) : candidate.score < 4)
        continue;
      candidate.score += bw_kind_score_name (k, file_name);
      if (!found || candidate.score > mapping->score)
        *mapping = candidate;
      found = TRUE;
    }
  if (found)
    mapping->profile = bw_kind_profile (mapping->kind, folded, n);
  return found;
}

/* Whether files of @kind can have a column that is read into @field. */
gboolean
bw_import_kind_has_field (BwImportKind  kind,
                          BwImportField field)
{
  return bw_synonyms_has_field (kind, field);
}

/* Returns: (transfer none) (nullable): what a table with these headers is when it is known and not read, translated. */
const char *
bw_profile_name_foreign (const char *const *headers,
                         guint              n)
{
  g_auto (GStrv) folded = fold_headers (headers, n);

  for (guint i = 0; i < G_N_ELEMENTS (foreigners); i++)
    {
      g_auto (GStrv) wanted = g_strsplit (foreigners[i].headers, " ", -1);
      gboolean all = TRUE;

      for (guint w = 0; wanted[w] != NULL && all; w++)
        all = g_strv_contains ((const char *const *)folded, wanted[w]);
      if (all)
        return _ (foreigners[i].name);
    }
  return NULL;
}
