/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a CRM's table of pipeline stages: id, name, order, whether final and whether a success.
 *
 * What the table says of a stage counts for more than what its name suggests: it is the CRM's own word, so the stage is
 * mapped. Deals may name a stage by its id or by its name. The stages that a project begins with make way when nothing
 * refers to them. */

#include "import/bw-deal-rows.h"

#include <glib/gi18n-lib.h>

/* Reads a yes or no; @value stays as it is when the cell says neither. */
static void
read_flag (BwSource       *source,
           const BwCsvRow *row,
           BwImportField   field,
           gboolean       *value)
{
  BwValueResult result = bw_value_parse_boolean (bw_source_cell (source, row, field), value);

  if (result == BW_VALUE_BAD)
    bw_source_reject_cell (source, row, field, _ ("This is neither yes nor no."));
}

/* The meaning of a stage: by its flags, category and probability, else by its name. */
static BwStageMeaning
read_meaning (BwSource       *source,
              const BwCsvRow *row,
              const char     *name)
{
  BwStageMeaning meaning = bw_stage_name_meaning (name);
  gboolean       has_flags = bw_source_has (source, BW_IMPORT_IS_FINAL) || bw_source_has (source, BW_IMPORT_IS_SUCCESS);
  gboolean       final = meaning.kind != BW_STAGE_OPEN, success = meaning.kind == BW_STAGE_WON, per_cent;
  BwStageKind    by_name = meaning.kind;
  double         share;

  if (has_flags)
    {
      final = success = FALSE;
      read_flag (source, row, BW_IMPORT_IS_SUCCESS, &success);
      final = success;
      read_flag (source, row, BW_IMPORT_IS_FINAL, &final);
    }
  meaning.kind = success ? BW_STAGE_WON : final ? BW_STAGE_LOST
                                                : BW_STAGE_OPEN;
  if (meaning.kind != by_name || !meaning.known)
    {
      meaning.category = meaning.kind == BW_STAGE_WON ? BW_CATEGORY_CLOSED : meaning.kind == BW_STAGE_LOST ? BW_CATEGORY_OMITTED
                                                                                                           : BW_CATEGORY_PIPELINE;
      meaning.probability = meaning.kind == BW_STAGE_WON ? 1000 : meaning.kind == BW_STAGE_LOST ? 0
                                                                                                : BW_PROBABILITY_NONE;
    }
  bw_category_name_parse (bw_source_cell (source, row, BW_IMPORT_CATEGORY), &meaning.category);
  if (bw_value_parse_share (bw_source_cell (source, row, BW_IMPORT_PROBABILITY), source->decimals[BW_IMPORT_PROBABILITY], &share,
                            &per_cent) == BW_VALUE_GOOD)
    meaning.probability = (gint16)CLAMP (share * (per_cent || share > 1 ? 10 : 1000), 0, 1000);
  meaning.known = TRUE;
  return meaning;
}

/* Brings one stage into the book. */
static void
take_stage (BwImportRun          *run,
            BwImportSummary      *summary,
            const char           *ref,
            const char           *name,
            const BwStageMeaning *meaning,
            guint                 order)
{
  BwBook  *book = run->book;
  gint32   index = *ref != '\0' ? bw_book_find_stage_by_ref (book, ref) : -1;
  BwStage *stage, before;

  if (index < 0)
    index = bw_book_find_stage (book, name);
  /* Deals may have come first, with the id where the name should be. */
  if (index < 0 && *ref != '\0')
    index = bw_book_find_stage (book, ref);
  if (index < 0)
    {
      BwStage made = { bw_book_random_key (), bw_pool_add (&book->texts, name, -1), order, meaning->kind, meaning->category,
                       meaning->probability, TRUE, bw_pool_add (&book->texts, ref, -1) };

      g_array_append_val (book->stages, made);
      summary->n_new++;
      return;
    }
  stage = bw_book_stage (book, index);
  before = *stage;
  bw_linker_set_text (run->linker, &stage->name, name);
  bw_linker_set_text (run->linker, &stage->ref, ref);
  stage->kind = meaning->kind;
  stage->category = meaning->category;
  if (meaning->probability != BW_PROBABILITY_NONE)
    stage->probability = meaning->probability;
  stage->order = order;
  stage->mapped = TRUE;
  if (before.name == stage->name && before.ref == stage->ref && before.kind == stage->kind && before.category == stage->category &&
      before.probability == stage->probability && before.order == stage->order && before.mapped)
    {
      summary->n_unchanged++;
      return;
    }
  bw_delta_mark (run->delta, BW_TABLE_STAGES, (guint)index);
  if ((guint)index < run->delta->before[BW_TABLE_STAGES])
    summary->n_changed++;
}

/* Reads pipeline stages. */
gboolean
bw_import_stages (BwImportRun *run,
                  BwSource    *source,
                  GError     **error)
{
  g_autoptr (GArray) defaults = bw_stages_remove_defaults (run);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError  *problem = NULL;
  BwCsvRow row;
  guint    n = 0;

  while (bw_source_next (source, &row, &problem))
    {
      const char    *name = bw_source_cell (source, &row, BW_IMPORT_NAME);
      const char    *ref = bw_source_cell (source, &row, BW_IMPORT_ID);
      double         order = bw_source_number (source, &row, BW_IMPORT_ORDER);
      char          *key;
      BwStageMeaning meaning;

      if (bw_value_is_missing (ref))
        ref = "";
      if (bw_value_is_missing (name))
        name = ref;
      if (*name == '\0')
        {
          bw_source_reject (source, &row, BW_IMPORT_NAME, _ ("The stage has no name."));
          continue;
        }
      key = g_utf8_casefold (*ref != '\0' ? ref : name, -1);
      if (!g_hash_table_add (met, key))
        {
          bw_source_reject (source, &row, *ref != '\0' ? BW_IMPORT_ID : BW_IMPORT_NAME,
                            _ ("The stage stands in the file before; the first one counts."));
          continue;
        }
      meaning = read_meaning (source, &row, name);
      take_stage (run, source->summary, ref, name, &meaning, order >= 0 && order < 1e6 ? (guint)order : n);
      n++;
    }
  /* A project needs stages: where the file has none those of before stay. */
  if (run->book->stages->len == 0 && defaults != NULL)
    g_array_append_vals (run->book->stages, defaults->data, defaults->len);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
