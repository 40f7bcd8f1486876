/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of each column of a table.
 *
 * The names come first (bw-profile.c). Then the values are asked: a column whose name only may mean a field, or is known
 * only in part, is taken when its values can be that field's, and a field that no name gave is looked for among the values
 * (stages, people and accounts of the project, dates, money). What the values only suggest is marked as unsure, and so is
 * every doubt about the amount, the close date and the stage: the dialog asks then, and the command line says so.
 *
 * A column that is no known field becomes a field of the project's own when its values say something: not when it is empty,
 * always the same, a checksum, or a name or an id that another column gives better. Only the first rows are seen here; a column
 * that is empty in them may have values later, so that it is kept, and the field is made when the first value comes. */

#include "import/bw-mapping.h"
#include "core/bw-account-number.h"
#include "core/bw-custom-field.h"
#include "import/bw-kind.h"
#include "import/bw-synonyms.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* One column while the table is being settled. */
typedef struct
{
  BwColumnValues values;
  BwColumnFate  *fate;
} Column;

typedef struct
{
  const BwMappingView *view;
  BwMapping           *mapping;
  Column              *columns;
} Table;

static void
free_fate (gpointer data)
{
  BwColumnFate *fate = data;

  g_free (fate->reason);
  g_free (fate);
}

/* Whether a wrong column for @field would spoil every figure. */
static gboolean
is_critical (BwImportField field)
{
  return field == BW_IMPORT_AMOUNT || field == BW_IMPORT_CLOSE || field == BW_IMPORT_STAGE || field == BW_IMPORT_TO_STAGE ||
         field == BW_IMPORT_CHANGED_AT || field == BW_IMPORT_QUOTA;
}

static void
set_fate (Column  *column,
          int      field,
          double   confidence,
          gboolean unsure,
          char    *reason)
{
  column->fate->field = field;
  column->fate->confidence = confidence;
  column->fate->unsure = unsure;
  g_free (column->fate->reason);
  column->fate->reason = reason;
}

static void
assign (Table        *table,
        guint         index,
        BwImportField field,
        double        confidence,
        gboolean      unsure,
        char         *reason)
{
  table->mapping->columns[field] = (int)index;
  table->mapping->confidence[field] = confidence;
  set_fate (&table->columns[index], field, confidence, unsure, reason);
}

static void
unassign (Table        *table,
          BwImportField field)
{
  table->mapping->columns[field] = -1;
  table->mapping->confidence[field] = 0;
}

/* Whether enough values of @column can be of @field; nothing speaks against a column without values. */
static gboolean
fits (const Column *column,
      BwImportField field)
{
  const BwColumnValues *values = &column->values;

  /* Of a series also months, quarters and years, which are no days. */
  if (field == BW_IMPORT_DATE && values->n_long == 0)
    return TRUE;
  return bw_column_values_fit (values, bw_import_field_form (field)) * 10 >= values->n * 6;
}

/* Whether the values are no words: numbers, or yes and no. */
static gboolean
is_wordless (const Column *column)
{
  const BwColumnValues *values = &column->values;

  return MAX (values->n_amounts, values->n_booleans) * 10 >= values->n * 9;
}

/* Whether a column with few different values names something of which there are many. */
static gboolean
is_coarse (const Column *column,
           BwImportField field)
{
  return (field == BW_IMPORT_ACCOUNT || field == BW_IMPORT_NAME || field == BW_IMPORT_DEAL) && column->values.n >= 40 &&
         column->values.n_distinct * 20 <= column->values.n && column->values.n_accounts == 0;
}

static gboolean
is_said (const Table *table,
         guint        index)
{
  const BwMappingView *view = table->view;
  GHashTableIter       iter;
  gpointer             header;
  g_autofree char     *folded = bw_header_fold (view->headers[index]);

  for (guint c = 0; view->columns != NULL && c < view->columns->len; c++)
    if (g_str_equal (((BwColumnChoice *)g_ptr_array_index (view->columns, c))->header, view->headers[index]))
      return TRUE;
  if (view->map == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, view->map);
  while (g_hash_table_iter_next (&iter, NULL, &header))
    {
      g_autofree char *wanted = bw_header_fold (header);

      if (g_str_equal (wanted, folded))
        return TRUE;
    }
  return FALSE;
}

/* Whether @header is the second column called as another: "Amount (2)". */
static gboolean
is_second (const char *header,
           const char *other)
{
  gsize length = strlen (other);

  return strncmp (header, other, length) == 0 && g_str_has_prefix (header + length, " (") &&
         header[length + 2 + strspn (header + length + 2, "0123456789")] == ')';
}

/* Another column that could be @field by its name as well as @index; -1 for none. */
static int
find_rival (const Table         *table,
            guint                index,
            const BwHeaderMatch *match)
{
  for (guint i = 0; i < table->view->n; i++)
    {
      BwHeaderMatch other;

      if (i == index || table->columns[i].values.n == 0 || is_said (table, i) ||
          !bw_synonyms_match (table->mapping->kind, table->view->headers[i], &other))
        continue;
      if (other.field == match->field &&
          (other.weak == match->weak || is_second (table->view->headers[i], table->view->headers[index])) && fits (&table->columns[i], match->field))
        return (int)i;
    }
  return -1;
}

/* Whether the table would not be of its kind without @field. */
static gboolean
is_needed (Table        *table,
           BwImportField field)
{
  g_auto (GStrv) folded = g_new0 (char *, table->view->n + 1);
  BwMapping without = *table->mapping;

  for (guint i = 0; i < table->view->n; i++)
    folded[i] = bw_header_fold (table->view->headers[i]);
  without.columns[field] = -1;
  return bw_kind_fits (without.kind, folded, table->view->n, table->mapping) &&
         !bw_kind_fits (without.kind, folded, table->view->n, &without);
}

/* Says of a column that was found by its name how sure that is. */
static void
judge_named (Table *table,
             guint  index,
             guint  field)
{
  Column              *column = &table->columns[index];
  const BwMappingView *view = table->view;
  BwHeaderMatch        match;
  int                  rival;

  if (is_said (table, index))
    {
      assign (table, index, field, 1.0, FALSE,
              g_strdup (view->remembered ? _ ("You said so for an earlier file with these columns.") : _ ("You said so.")));
      return;
    }
  if (!bw_synonyms_match (table->mapping->kind, view->headers[index], &match))
    {
      unassign (table, field);
      return;
    }
  if (!fits (column, field) || (match.weak && is_coarse (column, field)))
    {
      guint n_fit = bw_column_values_fit (&column->values, bw_import_field_form (field));

      if (match.weak && !is_needed (table, field))
        {
          unassign (table, field);
          return;
        }
      assign (table, index, field, 0.4, TRUE,
              g_strdup_printf (_ ("The column’s name says so, but only %u of its first %u values do."), n_fit,
                               column->values.n));
      return;
    }
  rival = is_critical (field) ? find_rival (table, index, &match) : -1;
  if (rival >= 0)
    assign (table, index, field, 0.6, TRUE, g_strdup_printf (_ ("“%s” could be it too."), view->headers[rival]));
  else if (match.weak)
    assign (table, index, field, 0.7, is_critical (field), g_strdup (_ ("The column’s name may mean it, and its values fit.")));
  else
    assign (table, index, field, match.rank < 6 ? 0.95 : 0.9, FALSE, g_strdup (_ ("The column’s name says so.")));
}

/* Whether the project has kept the column as a field of its own: it stays one, or the same file would be read in two ways
 * once its values are names of people or accounts that have become known. */
static gboolean
is_kept (const Table *table,
         guint        index)
{
  const char *header = table->view->headers[index];

  if (table->view->book == NULL)
    return FALSE;
  if (table->mapping->kind == BW_KIND_ACCOUNTS)
    return bw_account_number_find_field (table->view->book, header) != NULL;
  return table->mapping->kind == BW_KIND_DEALS && bw_custom_field_find (table->view->book, header) >= 0;
}

/* Takes columns whose names say a field in part for fields that are still missing. */
static void
find_parts (Table *table)
{
  const BwMappingView *view = table->view;
  double               shares[BW_N_IMPORT_FIELDS] = { 0 };
  int                  best[BW_N_IMPORT_FIELDS];

  memset (best, -1, sizeof best);
  for (guint i = 0; i < view->n; i++)
    {
      BwHeaderMatch match;

      if (table->columns[i].fate->field >= 0 || is_said (table, i) || is_kept (table, i) || table->columns[i].values.n == 0 ||
          !bw_synonyms_match_part (table->mapping->kind, view->headers[i], &match) ||
          table->mapping->columns[match.field] >= 0 || !fits (&table->columns[i], match.field) ||
          bw_import_field_form (match.field) == BW_FORM_ID || match.share <= shares[match.field] ||
          (bw_import_field_form (match.field) == BW_FORM_TEXT && is_wordless (&table->columns[i])))
        continue;
      shares[match.field] = match.share;
      best[match.field] = (int)i;
    }
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (best[field] >= 0)
      assign (table, best[field], field, 0.3 + 0.4 * shares[field], TRUE,
              g_strdup (_ ("A part of the column’s name says so, and its values fit.")));
}

/* A field that values alone may give. */
typedef struct
{
  BwImportField field;
  guint32       kinds;
  gsize         count;  /* where in BwColumnValues the number of values is that speak for it */
  const char   *reason; /* translated, with two numbers */
} Evidence;

#define COUNT(member) G_STRUCT_OFFSET (BwColumnValues, member)

static const Evidence evidence[] = {
  { BW_IMPORT_STAGE, BW_KIND_BIT (DEALS), COUNT (n_stages), N_ ("%u of %u values are names of stages in the project.") },
  { BW_IMPORT_STAGE, BW_KIND_BIT (DEALS), COUNT (n_known), N_ ("%u of %u values are names that stages often have.") },
  { BW_IMPORT_TO_STAGE, BW_KIND_BIT (STAGE_HISTORY), COUNT (n_stages), N_ ("%u of %u values are names of stages in the project.") },
  { BW_IMPORT_OWNER, BW_KIND_BIT (DEALS) | BW_KIND_BIT (ACTIVITIES) | BW_KIND_BIT (ACCOUNTS), COUNT (n_people),
    N_ ("%u of %u values are names of people in the project.") },
  { BW_IMPORT_PERSON, BW_KIND_BIT (QUOTAS) | BW_KIND_BIT (CALLS), COUNT (n_people),
    N_ ("%u of %u values are names of people in the project.") },
  { BW_IMPORT_ACCOUNT, BW_KIND_BIT (DEALS) | BW_KIND_BIT (CONTACTS), COUNT (n_accounts),
    N_ ("%u of %u values are names of accounts in the project.") },
  { BW_IMPORT_PRODUCT, BW_KIND_BIT (DEALS) | BW_KIND_BIT (LINE_ITEMS), COUNT (n_products),
    N_ ("%u of %u values are names of products in the project.") },
  { BW_IMPORT_EMAIL, BW_KIND_BIT (PEOPLE) | BW_KIND_BIT (CONTACTS), COUNT (n_emails), N_ ("%u of %u values are e-mail addresses.") },
  { BW_IMPORT_AMOUNT, BW_KIND_BIT (DEALS), COUNT (n_money), N_ ("%u of %u values are amounts of money.") },
  { BW_IMPORT_AMOUNT, BW_KIND_BIT (DEALS), COUNT (n_amounts), N_ ("%u of %u values are numbers.") },
  { BW_IMPORT_NAME, BW_KIND_BIT (DEALS), COUNT (n_names), N_ ("%u of %u values are texts of all kinds.") },
  { BW_IMPORT_CLOSE, BW_KIND_BIT (DEALS), COUNT (n_dates), N_ ("%u of %u values are dates.") },
  { BW_IMPORT_DATE, BW_KIND_BIT (SERIES), COUNT (n_dates), N_ ("%u of %u values are dates.") },
  { BW_IMPORT_VALUE, BW_KIND_BIT (SERIES), COUNT (n_amounts), N_ ("%u of %u values are numbers.") },
};

/* Whether @column may be given away by its values at all. */
static gboolean
is_free (const Table *table,
         guint        index)
{
  const Column *column = &table->columns[index];

  return column->fate->field < 0 && column->values.n > 0 && !is_said (table, index) && !is_kept (table, index);
}

/* Whether nothing in the column's name speaks for another thing than what its values suggest. */
static gboolean
name_allows (const char  *header,
             const Table *table)
{
  BwHeaderMatch match;

  return !bw_synonyms_match (table->mapping->kind, header, &match) &&
         !bw_synonyms_match_part (table->mapping->kind, header, &match);
}

/* Takes columns whose values say a field for fields that no name gave. Numbers and dates say little: they are taken only
 * when a single column has them. */
static void
find_by_values (Table *table)
{
  for (guint e = 0; e < G_N_ELEMENTS (evidence); e++)
    {
      const Evidence *rule = &evidence[e];
      gboolean        vague = rule->count == COUNT (n_amounts) || rule->count == COUNT (n_dates);
      int             best = -1;
      guint           most = 0, n_able = 0, n_all = 0;

      if ((rule->kinds & (1u << table->mapping->kind)) == 0 || table->mapping->columns[rule->field] >= 0 ||
          (rule->count == COUNT (n_names) && !table->mapping->guessed))
        continue;
      for (guint i = 0; i < table->view->n; i++)
        {
          const BwColumnValues *values = &table->columns[i].values;
          guint                 n = G_STRUCT_MEMBER (guint, values, rule->count);

          if (!is_free (table, i) || n * 10 < values->n * 6 || (rule->count == COUNT (n_amounts) && values->n_padded > 0) ||
              (vague && !name_allows (table->view->headers[i], table)) || (vague && values->n < 2) ||
              (rule->count == COUNT (n_names) && values->n_distinct * 10 < values->n * 8))
            continue;
          n_able++;
          if (n <= most)
            continue;
          best = (int)i;
          most = n;
          n_all = values->n;
        }
      if (best < 0 || (vague && n_able > 1))
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      assign (table, best, rule->field, vague || rule->count == COUNT (n_names) ? 0.3 : 0.5, TRUE, g_strdup_printf (_ (rule->reason), most, n_all));
#pragma GCC diagnostic pop
    }
}

/* Counts the values of each column. Returns: (transfer full) (element-type BwColumnFate): what becomes of each, still
 * nothing. */
static GPtrArray *
begin_table (Table               *table,
             BwMapping           *mapping,
             const BwMappingView *view)
{
  GPtrArray *fates = g_ptr_array_new_with_free_func (free_fate);
  g_autoptr (BwKnownNames) names = bw_known_names_new (view->book, view->rows);

  table->view = view;
  table->mapping = mapping;
  table->columns = g_new0 (Column, view->n + 1);
  for (guint i = 0; i < view->n; i++)
    {
      table->columns[i].fate = g_new0 (BwColumnFate, 1);
      table->columns[i].fate->field = -1;
      g_ptr_array_add (fates, table->columns[i].fate);
      bw_column_values_count (&table->columns[i].values, view->rows, i, names);
      if (view->progress != NULL)
        view->progress (0, view->progress_data);
    }
  return fates;
}

/* Finds the field of each column. */
static void
settle_fields (Table *table)
{
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    if (table->mapping->columns[field] >= 0)
      judge_named (table, (guint)table->mapping->columns[field], field);
  find_parts (table);
  find_by_values (table);
}

/* Whether the header is that of a column that only a program has use for. */
static gboolean
is_technical (const char *header)
{
  static const char *const parts[] = { "checksum", "prufsumme", "totaldecontrole", "sumadecomprobacion", "rowversion", "rownumber", "recordurl", "systemmodstamp", "photourl",
                                       "etag", "globalid" };
  g_autofree char         *folded = bw_header_fold (header);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (folded, parts[i]) != NULL)
      return TRUE;
  return g_str_has_prefix (folded, "cumulativetimein") || g_str_has_prefix (folded, "dateexited");
}

/* Whether the column holds ids of things that the project does not know, as "Campaign ID" does. */
static gboolean
is_foreign_id (const char           *header,
               const BwColumnValues *values)
{
  g_autofree char *words = bw_header_words (header);
  g_autofree char *folded = bw_header_fold (header);

  return (g_str_has_suffix (words, " id") || g_str_has_suffix (words, " ids") || g_str_equal (folded, "id") ||
          g_str_has_suffix (words, " guid")) &&
         values->n_ids * 10 >= values->n * 8;
}

static char *
get_folded (const GPtrArray *rows,
            guint            row,
            guint            column)
{
  char **cells = g_ptr_array_index (rows, row);

  return bw_header_fold (column < g_strv_length (cells) ? cells[column] : "");
}

/* Whether two columns have the same values but for the way they are written. */
static gboolean
says_same (const Table *table,
           guint        a,
           guint        b)
{
  const GPtrArray *rows = table->view->rows;

  for (guint r = 0; r < rows->len; r++)
    {
      g_autofree char *x = get_folded (rows, r, a);
      g_autofree char *y = get_folded (rows, r, b);

      if (!g_str_equal (x, y))
        return FALSE;
    }
  return TRUE;
}

/* Why a column that is no known field is left out; %NULL: it says something. */
static char *
find_fault (const Table *table,
            guint        index)
{
  const Column *column = &table->columns[index];
  const char   *header = table->view->headers[index];
  BwHeaderMatch match;

  if (column->values.n == 0 && table->view->whole)
    return g_strdup (_ ("It has no values; it is left out."));
  if (*header == '\0')
    return g_strdup (_ ("It has no name; it is left out."));
  if (is_technical (header))
    return g_strdup (_ ("Only the program that it comes from has a use for it; it is left out."));
  if (table->view->whole && column->values.n_distinct == 1 && column->values.n == table->view->rows->len &&
      table->view->rows->len >= 5)
    return g_strdup (_ ("It says the same in every row; it is left out."));
  if (is_foreign_id (header, &column->values))
    return g_strdup (_ ("It holds ids of something that is not read; it is left out."));
  if (bw_synonyms_match (table->mapping->kind, header, &match) && table->mapping->columns[match.field] >= 0 &&
      says_same (table, index, (guint)table->mapping->columns[match.field]))
    return g_strdup_printf (_ ("“%s” says the same; it is left out."),
                            table->view->headers[table->mapping->columns[match.field]]);
  return NULL;
}

/* Decides about the columns that are no known field. */
static void
settle_others (Table *table)
{
  static const char *const kept[] = {
    [BW_TYPE_TEXT] = N_ ("No known field; it is kept as a text of the project’s own."),
    [BW_TYPE_NUMBER] = N_ ("No known field; it is kept as a number of the project’s own."),
    [BW_TYPE_DATE] = N_ ("No known field; it is kept as a date of the project’s own."),
    [BW_TYPE_BOOLEAN] = N_ ("No known field; it is kept as a yes or no of the project’s own."),
  };

  for (guint i = 0; i < table->view->n; i++)
    {
      BwColumnFate    *fate = table->columns[i].fate;
      g_autofree char *stage = NULL;
      g_autofree char *pipeline = NULL;

      if (fate->field >= 0 || is_said (table, i))
        continue;
      if (table->mapping->kind == BW_KIND_DEALS && bw_header_parse_stage_entered (table->view->headers[i], &stage, &pipeline))
        {
          set_fate (&table->columns[i], BW_IMPORT_STAGE_ENTERED, 0.95, FALSE,
                    g_strdup_printf (_ ("It says when each deal entered the stage “%s”."), stage));
          continue;
        }
      set_fate (&table->columns[i], -1, 0.8, FALSE, find_fault (table, i));
      if (fate->reason != NULL)
        continue;
      fate->type = bw_column_values_type (&table->columns[i].values);
      fate->custom = bw_import_kind_keeps (table->mapping->kind, fate->type);
      if (!fate->custom)
        {
          fate->type = BW_TYPE_TEXT;
          fate->reason = g_strdup (_ ("Nothing is known of this column; it is left out."));
          continue;
        }
      fate->reason = g_strdup (_ (kept[fate->type]));
    }
}

/* Takes over what the user said of columns that are no known field. */
static void
settle_said (Table *table)
{
  const BwMappingView *view = table->view;

  for (guint i = 0; i < view->n; i++)
    for (guint c = 0; view->columns != NULL && c < view->columns->len; c++)
      {
        const BwColumnChoice *choice = g_ptr_array_index (view->columns, c);
        BwColumnFate         *fate = table->columns[i].fate;

        if (!g_str_equal (choice->header, view->headers[i]) || fate->field >= 0)
          continue;
        fate->custom = g_strcmp0 (choice->field, BW_IMPORT_CUSTOM) == 0 && bw_import_kind_keeps (table->mapping->kind, choice->type);
        fate->type = choice->type;
        fate->confidence = 1;
        g_free (fate->reason);
        fate->reason = g_strdup (view->remembered ? _ ("You said so for an earlier file with these columns.") : _ ("You said so."));
      }
}

/* Decides what becomes of every column, given what the names say: @mapping is completed and corrected by the values.
 * Returns: (transfer full) (element-type BwColumnFate): one for each column. */
GPtrArray *
bw_mapping_settle (BwMapping           *mapping,
                   const BwMappingView *view)
{
  Table      table;
  GPtrArray *fates = begin_table (&table, mapping, view);

  settle_fields (&table);
  settle_said (&table);
  settle_others (&table);
  g_free (table.columns);
  return fates;
}

/* Whether a column of stages says of nearly every row that it was won or lost: then it is a list of deals, whatever else
 * is missing. */
static gboolean
has_outcomes (const Table *table)
{
  static const BwImportField fields[] = { BW_IMPORT_STATUS, BW_IMPORT_STAGE };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int column = table->mapping->columns[fields[i]];

      if (column >= 0 && table->columns[column].values.n_outcomes * 10 >= table->columns[column].values.n * 8 &&
          table->columns[column].values.n > 1)
        return TRUE;
    }
  return FALSE;
}

/* Finds out what a table holds whose names alone do not say it. Returns %FALSE when its values do not either. */
gboolean
bw_mapping_find_by_values (const BwMappingView *view,
                           const char          *file_name,
                           BwImportKind         kind,
                           BwMapping           *mapping)
{
  static const BwImportKind candidates[] = { BW_KIND_DEALS, BW_KIND_PEOPLE, BW_KIND_ACCOUNTS, BW_KIND_QUOTAS, BW_KIND_CALLS,
                                             BW_KIND_STAGE_HISTORY, BW_KIND_SERIES };
  g_auto (GStrv) folded = g_new0 (char *, view->n + 1);
  gboolean found = FALSE;

  for (guint i = 0; i < view->n; i++)
    folded[i] = bw_header_fold (view->headers[i]);
  for (guint c = 0; c < G_N_ELEMENTS (candidates); c++)
    {
      BwMapping candidate;
      Table     table;
      g_autoptr (GPtrArray) fates = NULL;
      gboolean able;

      if (kind != BW_KIND_UNKNOWN && candidates[c] != kind)
        continue;
      bw_mapping_name_columns (view->headers, view->n, candidates[c], view->map, view->columns, &candidate);
      candidate.guessed = TRUE;
      fates = begin_table (&table, &candidate, view);
      settle_fields (&table);
      candidate.score = 0;
      for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
        candidate.score += candidate.columns[field] >= 0;
      able = bw_kind_fits (candidates[c], folded, view->n, &candidate) ||
             (candidates[c] == BW_KIND_DEALS && has_outcomes (&table) &&
              !bw_kind_forbids (BW_KIND_DEALS, folded, view->n)) ||
             (kind != BW_KIND_UNKNOWN && candidate.score >= 2);
      g_free (table.columns);
      candidate.score = candidate.score * 2 + bw_kind_score_name (candidates[c], file_name);
      if (!able || (found && candidate.score <= mapping->score))
        continue;
      *mapping = candidate;
      found = TRUE;
    }
  return found;
}
