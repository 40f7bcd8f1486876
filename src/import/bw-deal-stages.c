/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settles what the stages of a file of deals are in the book.
 *
 * What the book knows counts first, but the user's word over all. Then the file's own flags (is won, is closed), then the
 * name. In a book without deals whose stages are the ones that every project begins with, the file's stages take their
 * place: the process is then the company's own. Their order is that of the probabilities, known for the name or
 * given by the file, else that of their appearance; won and lost come last.
 *
 * A file can tell of several pipelines. Stages of one name in two of them are one stage, unless they differ in what they
 * mean: won or lost, or chances that lie far apart. They are then called by their pipeline as well. */

#include "import/bw-deal-rows.h"

#include <math.h>

/* The place of a stage among open ones, in thousandths. */
static double
depth (const BwFileStage *stage)
{
  if (stage->meaning.kind != BW_STAGE_OPEN)
    return stage->meaning.kind == BW_STAGE_WON ? 2000 : 3000;
  if (stage->meaning.probability != BW_PROBABILITY_NONE)
    return stage->meaning.probability;
  return stage->n_shares > 0 ? stage->shares / stage->n_shares : 500;
}

/* Counts the open rows' probabilities for each stage. */
static void
sum_shares (BwDealRows *rows)
{
  double scale = bw_deal_rows_share_scale (rows);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const BwDealRow *deal = bw_deal_rows_get (rows, i);
      BwFileStage     *stage = bw_deal_rows_get_stage (rows, deal->stage);

      if (deal->share >= 0)
        {
          stage->shares += deal->share * scale;
          stage->n_shares++;
        }
    }
}

/* Finds out what @stage means without regard to the book and the user. */
static void
judge_stage (BwFileStage *stage)
{
  stage->meaning = bw_stage_name_meaning (stage->name);
  if (stage->n_won + stage->n_lost > 0 && (stage->n_won + stage->n_lost) * 2 > stage->n)
    {
      stage->meaning.kind = stage->n_won >= stage->n_lost ? BW_STAGE_WON : BW_STAGE_LOST;
      stage->meaning.category = stage->n_won >= stage->n_lost ? BW_CATEGORY_CLOSED : BW_CATEGORY_OMITTED;
      stage->meaning.probability = stage->n_won >= stage->n_lost ? 1000 : 0;
      stage->meaning.known = TRUE;
    }
}

/* Takes over what the user said of @stage. */
static void
overrule_meaning (BwFileStage           *stage,
                  const BwImportOptions *options)
{
  GHashTableIter   iter;
  gpointer         name, said;
  g_autofree char *folded = g_utf8_casefold (stage->name, -1);

  if (options->stages == NULL)
    return;
  g_hash_table_iter_init (&iter, options->stages);
  while (g_hash_table_iter_next (&iter, &name, &said))
    {
      g_autofree char *wanted = g_utf8_casefold (name, -1);

      if (g_str_equal (wanted, folded) &&
          bw_stage_option_parse (said, &stage->meaning.kind, &stage->meaning.category))
        stage->meaning.known = TRUE;
    }
}

/* Whether the book's stages are those that a project begins with and nothing refers to them. */
static gboolean
has_only_defaults (const BwBook *book)
{
  g_autoptr (BwBook) fresh = NULL;

  if (book->deals.n > 0 || book->stage_rules->len > 0)
    return FALSE;
  for (guint i = 0; i < book->levers->len; i++)
    if (g_array_index (book->levers, BwLever, i).stage != BW_NOBODY)
      return FALSE;
  fresh = bw_book_new ();
  bw_book_add_default_stages (fresh);
  for (guint i = 0; i < book->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (book, i);
      gint32         same = bw_book_find_stage (fresh, bw_book_text (book, stage->name));

      if (same < 0 || bw_book_stage (fresh, same)->kind != stage->kind ||
          bw_book_stage (fresh, same)->category != stage->category ||
          bw_book_stage (fresh, same)->probability != stage->probability)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_overruled (const BwImportOptions *options,
              const char            *name)
{
  GHashTableIter   iter;
  gpointer         said;
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (options->stages == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, options->stages);
  while (g_hash_table_iter_next (&iter, &said, NULL))
    {
      g_autofree char *wanted = g_utf8_casefold (said, -1);

      if (g_str_equal (wanted, folded))
        return TRUE;
    }
  return FALSE;
}

enum
{
  FAR_APART = 150, /* thousandths between the mean probabilities of two stages that are not one */
};

/* Whether two stages of one name, from two pipelines, mean different things. */
static gboolean
differ (const BwFileStage *a,
        const BwFileStage *b)
{
  if (a->meaning.kind != b->meaning.kind)
    return TRUE;
  return a->n_shares > 0 && b->n_shares > 0 && fabs (a->shares / a->n_shares - b->shares / b->n_shares) > FAR_APART;
}

/* Whether @full, a stage's name with its pipeline, is known to the book or to the user. */
static gboolean
is_known (const BwImportRun *run,
          const char        *full)
{
  return bw_book_find_stage (run->book, full) >= 0 || is_overruled (run->options, full);
}

/* Calls stages by their pipeline as well where the name alone means two things. */
static void
part_pipelines (BwDealRows  *rows,
                BwImportRun *run)
{
  g_autofree gboolean *apart = g_new0 (gboolean, rows->stages->len + 1);

  for (guint i = 0; i < rows->stages->len; i++)
    {
      const BwFileStage *stage = bw_deal_rows_get_stage (rows, i);
      g_autofree char   *folded = g_utf8_casefold (stage->name, -1);
      g_autofree char   *full = g_strdup_printf ("%s (%s)", stage->name, stage->pipeline != NULL ? stage->pipeline : "");

      if (stage->pipeline == NULL)
        continue;
      apart[i] = is_known (run, full);
      for (guint k = 0; k < rows->stages->len && !apart[i]; k++)
        {
          const BwFileStage *other = bw_deal_rows_get_stage (rows, k);
          g_autofree char   *same = g_utf8_casefold (other->name, -1);

          apart[i] = k != i && other->pipeline != NULL && g_str_equal (same, folded) && differ (stage, other);
        }
    }
  for (guint i = 0; i < rows->stages->len; i++)
    {
      BwFileStage *stage = bw_deal_rows_get_stage (rows, i);
      char        *full;

      if (!apart[i])
        continue;
      full = g_strdup_printf ("%s (%s)", stage->name, stage->pipeline);
      g_free (stage->name);
      stage->name = full;
    }
}

static gint32
add_stage (BwImportRun          *run,
           const char           *name,
           const BwStageMeaning *meaning)
{
  BwStage stage = { bw_book_random_key (), bw_pool_add (&run->book->texts, name, -1), run->book->stages->len,
                    meaning->kind,
                    meaning->category, meaning->probability, meaning->known };

  g_array_append_val (run->book->stages, stage);
  return (gint32)run->book->stages->len - 1;
}

/* Takes the stages that a project begins with out of the book when they are its only ones and nothing refers to them.
 * Returns: (transfer full) (nullable): them, for use where a file names none of a kind. */
GArray *
bw_stages_remove_defaults (BwImportRun *run)
{
  GArray *stages = run->book->stages;
  GArray *removed;

  if (!has_only_defaults (run->book))
    return NULL;
  removed = g_array_copy (stages);
  while (stages->len > 0)
    {
      if (run->delta->before[BW_TABLE_STAGES] > stages->len - 1)
        bw_delta_remove (run->delta, BW_TABLE_STAGES, bw_book_stage (run->book, stages->len - 1)->key);
      g_array_set_size (stages, stages->len - 1);
    }
  return removed;
}

/* The file's stages in their order. */
static guint *
order_stages (BwDealRows *rows)
{
  guint *order = g_new (guint, rows->stages->len);

  /* Insertion keeps the order of appearance among equals. */
  for (guint i = 0; i < rows->stages->len; i++)
    {
      guint at = i;

      while (at > 0 && depth (bw_deal_rows_get_stage (rows, order[at - 1])) > depth (bw_deal_rows_get_stage (rows,
                                                                                                             i)))
        {
          order[at] = order[at - 1];
          at--;
        }
      order[at] = i;
    }
  return order;
}

/* Adds the default stages of @kind when the file names none of it. */
static void
add_missing (BwImportRun *run,
             BwDealRows  *rows,
             GArray      *defaults,
             BwStageKind  kind)
{
  for (guint i = 0; i < rows->stages->len; i++)
    if (bw_deal_rows_get_stage (rows, i)->meaning.kind == kind)
      return;
  for (guint i = 0; i < defaults->len; i++)
    {
      const BwStage   *stage = &g_array_index (defaults, BwStage, i);
      BwStageMeaning   meaning = { stage->kind, stage->category, stage->probability, TRUE };
      g_autofree char *name = g_strdup (bw_book_text (run->book, stage->name));

      if (stage->kind == kind)
        add_stage (run, name, &meaning);
    }
}

/* Changes a known stage to what the user said. */
static void
overrule (BwImportRun       *run,
          const BwFileStage *stage)
{
  BwStage *known = bw_book_stage (run->book, stage->stage);

  if (run->options->stages == NULL || !stage->meaning.known ||
      (known->kind == stage->meaning.kind &&
       known->category == stage->meaning.category && known->mapped))
    return;
  known->kind = stage->meaning.kind;
  known->category = stage->meaning.category;
  known->mapped = TRUE;
  bw_delta_mark (run->delta, BW_TABLE_STAGES, stage->stage);
}

/* Gives each stage of the file its place in the book, adding those it does not have. */
void
bw_deal_rows_settle_stages (BwDealRows  *rows,
                            BwImportRun *run)
{
  g_autoptr (GArray) defaults = NULL;
  g_autofree guint *order = NULL;

  sum_shares (rows);
  for (guint i = 0; i < rows->stages->len; i++)
    judge_stage (bw_deal_rows_get_stage (rows, i));
  part_pipelines (rows, run);
  for (guint i = 0; i < rows->stages->len; i++)
    overrule_meaning (bw_deal_rows_get_stage (rows, i), run->options);
  if (rows->rows->len > 0)
    defaults = bw_stages_remove_defaults (run);
  if (defaults != NULL)
    add_missing (run, rows, defaults, BW_STAGE_OPEN);
  order = order_stages (rows);
  for (guint i = 0; i < rows->stages->len; i++)
    {
      BwFileStage *stage = bw_deal_rows_get_stage (rows, order[i]);

      stage->stage = bw_book_find_stage (run->book, stage->name);
      if (stage->meaning.probability == BW_PROBABILITY_NONE && stage->n_shares > 0)
        stage->meaning.probability = (gint16)CLAMP (lround (stage->shares / stage->n_shares), 0, 1000);
      if (stage->stage < 0)
        stage->stage = add_stage (run, stage->name, &stage->meaning);
      else if (is_overruled (run->options, stage->name))
        overrule (run, stage);
      stage->meaning.kind = bw_book_stage (run->book, stage->stage)->kind;
    }
  if (defaults != NULL)
    {
      add_missing (run, rows, defaults, BW_STAGE_WON);
      add_missing (run, rows, defaults, BW_STAGE_LOST);
    }
}
