/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the stages mean: an edit of the map from stages to kinds and categories.
 *
 * A stage's rules say what it was from a day on; its own row what it is now. A change from a day on leaves the past as it
 * was: a stage without rules first gets one that says what it has been from the beginning. Of a stage that nobody had
 * mapped there is no past to keep, so its first meaning holds from the beginning. */

#include "core/bw-stage-map.h"

/* The category of a stage of @kind for which @wanted was asked: only open stages have a choice. */
BwCategory
bw_stage_map_category (BwStageKind kind,
                       BwCategory  wanted)
{
  if (kind == BW_STAGE_WON)
    return BW_CATEGORY_CLOSED;
  if (kind == BW_STAGE_LOST)
    return BW_CATEGORY_OMITTED;
  return wanted == BW_CATEGORY_CLOSED || wanted >= BW_N_CATEGORIES ? BW_CATEGORY_PIPELINE : wanted;
}

static void
set_rule (BwBook           *after,
          const BwStageRule wanted,
          BwDelta          *delta)
{
  BwStageRule row = wanted;

  for (guint i = 0; i < after->stage_rules->len; i++)
    {
      BwStageRule *rule = &g_array_index (after->stage_rules, BwStageRule, i);

      if (rule->stage != wanted.stage || rule->from != wanted.from)
        continue;
      rule->kind = wanted.kind;
      rule->category = wanted.category;
      bw_delta_mark (delta, BW_TABLE_STAGE_RULES, i);
      return;
    }
  row.key = bw_book_random_key ();
  g_array_append_val (after->stage_rules, row);
}

static gboolean
has_rules (const BwBook *book,
           guint         stage)
{
  for (guint i = 0; i < book->stage_rules->len; i++)
    if (g_array_index (book->stage_rules, BwStageRule, i).stage == (gint32)stage)
      return TRUE;
  return FALSE;
}

/* Says that @stage, an index into the book's stages, is of @kind and @category from the day @from on (%BW_DATE_NONE: has
 * always been). The book before stays as it is; @delta (transfer full) tells what changed.
 * Returns: (transfer full): the book after. */
BwBook *
bw_stage_map_set (const BwBook *book,
                  guint         stage,
                  BwStageKind   kind,
                  BwCategory    category,
                  BwDate        from,
                  BwDelta     **delta)
{
  BwBook  *after;
  BwStage *row;

  g_return_val_if_fail (stage < book->stages->len && kind <= BW_STAGE_LOST, NULL);

  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  row = bw_book_stage (after, stage);
  category = bw_stage_map_category (kind, category);
  if (!row->mapped)
    from = BW_DATE_NONE;
  else if (from != BW_DATE_NONE && !has_rules (after, stage))
    set_rule (after, (BwStageRule) { 0, (gint32)stage, BW_DATE_NONE, row->kind, row->category }, *delta);
  set_rule (after, (BwStageRule) { 0, (gint32)stage, from, kind, category }, *delta);
  if (kind != BW_STAGE_OPEN)
    row->probability = kind == BW_STAGE_WON ? 1000 : 0;
  row->kind = kind;
  row->category = category;
  row->mapped = TRUE;
  bw_delta_mark (*delta, BW_TABLE_STAGES, stage);
  return after;
}
