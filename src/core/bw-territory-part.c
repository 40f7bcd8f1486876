/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of territories that lie apart, and holes in them.
 *
 * The areas fall into connected pieces of one territory each (bridges count as borders, borders that were cut do not). The largest
 * piece of a territory is its body; every other is apart from it, surrounded by one other territory, between several, or over water.
 * A piece that nobody has is a hole when only one territory touches it; others are gaps (bw-territory-balance.h).
 *
 * O(areas + borders). */

#include "core/bw-territory-part.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-adjacency.h"
#include "core/bw-plan-map.h"

typedef struct
{
  const BwTerritoryPlan *plan;
  BwAdjacency           *adjacency;
  guint32               *order; /* the counties, piece by piece */
  GArray                *ends;  /* guint: where in it each piece ends */
  guint                 *touch; /* [territories + 1]: scratch, borders of a piece to each */
} Work;

static void
clear_work (Work *work)
{
  g_clear_pointer (&work->adjacency, bw_adjacency_free);
  g_clear_pointer (&work->ends, g_array_unref);
  g_free (work->order);
  g_free (work->touch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

static void
free_part (gpointer data)
{
  g_free (((BwTerritoryPart *)data)->counties);
  g_free (data);
}

static void
find_pieces (Work *work)
{
  const BwTerritoryPlan *plan = work->plan;
  g_autofree guint8     *seen = g_new0 (guint8, plan->n_units + 1);
  guint                  head = 0, tail = 0;

  for (guint32 i = 0; i < plan->n_units; i++)
    {
      if (seen[i])
        continue;
      seen[i] = 1;
      work->order[tail++] = i;
      for (; head < tail; head++)
        for (guint j = work->adjacency->first[work->order[head]]; j < work->adjacency->first[work->order[head] + 1]; j++)
          {
            gint32 near = work->adjacency->neighbours[j];

            if (seen[near] || plan->units[near] != plan->units[i])
              continue;
            seen[near] = 1;
            work->order[tail++] = (guint32)near;
          }
      g_array_append_val (work->ends, tail);
    }
}

/* What lies around the piece of @n counties: how many territories, and with which the border is longest; *open when it touches what
 * is nobody's. */
static guint
look_around (const Work    *work,
             const guint32 *piece,
             guint          n,
             gint32        *most,
             gboolean      *open)
{
  const BwTerritoryPlan *plan = work->plan;
  gint32                 here = plan->units[piece[0]];
  guint                  n_around = 0;

  *most = BW_NOBODY;
  *open = FALSE;
  memset (work->touch, 0, (plan->book->territories->len + 1) * sizeof *work->touch);
  for (guint i = 0; i < n; i++)
    for (guint j = work->adjacency->first[piece[i]]; j < work->adjacency->first[piece[i] + 1]; j++)
      {
        gint32 there = plan->units[work->adjacency->neighbours[j]];

        if (there == here)
          continue;
        if (there < 0)
          {
            *open = TRUE;
            continue;
          }
        n_around += work->touch[there]++ == 0;
        if (*most < 0 || work->touch[there] > work->touch[*most])
          *most = there;
      }
  return n_around;
}

static int
compare_counties (gconstpointer a,
                  gconstpointer b)
{
  guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

  return (left > right) - (left < right);
}

/* Adds the piece of @n counties, unless it is where it should be. */
static void
add_piece (const Work    *work,
           const guint32 *piece,
           guint          n,
           const GArray  *counties,
           GPtrArray     *parts)
{
  BwTerritoryPart part = { 0 };
  gboolean        open;
  guint           n_around = look_around (work, piece, n, &part.to, &open);

  part.territory = work->plan->units[piece[0]];
  if (part.territory < 0 && n_around != 1)
    return;
  if (part.territory < 0)
    part.kind = BW_PART_HOLE;
  else if (n_around == 0 && !open)
    part.kind = BW_PART_ISLAND;
  else
    part.kind = n_around == 1 && !open ? BW_PART_ENCLAVE : BW_PART_DETACHED;
  part.n = n;
  part.counties = g_memdup2 (piece, n * sizeof *piece);
  qsort (part.counties, n, sizeof *part.counties, compare_counties);
  for (guint i = 0; i < n && counties != NULL; i++)
    {
      const BwTerritoryGap *row = &g_array_index (counties, BwTerritoryGap, piece[i]);

      part.accounts += row->accounts;
      part.pipeline += row->values[BW_MEASURE_PIPELINE];
    }
  g_ptr_array_add (parts, g_memdup2 (&part, sizeof part));
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const BwTerritoryPart *left = *(BwTerritoryPart *const *)a, *right = *(BwTerritoryPart *const *)b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->pipeline != right->pipeline)
    return left->pipeline > right->pipeline ? -1 : 1;
  return (left->counties[0] > right->counties[0]) - (left->counties[0] < right->counties[0]);
}

/* Looks at how @plan lies on its map; @counties (nullable) (element-type BwTerritoryGap) is what areas are worth.
 * Returns: (transfer full) (element-type BwTerritoryPart): holes first, islands last, the most pipeline first. */
GPtrArray *
bw_territory_parts_new (const BwTerritoryPlan *plan,
                        const GArray          *counties)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  g_auto (Work) work = { plan, bw_adjacency_new (plan->book, plan->atlas), g_new (guint32, plan->n_units + 1), g_array_new (FALSE, FALSE, sizeof (guint)),
                         g_new0 (guint, plan->book->territories->len + 1) };
  g_autofree guint  *largest = g_new0 (guint, plan->book->territories->len + 1);
  g_autofree gint32 *body = g_new (gint32, plan->book->territories->len + 1);

  find_pieces (&work);
  for (guint i = 0; i < work.ends->len; i++)
    {
      guint  from = i > 0 ? g_array_index (work.ends, guint, i - 1) : 0, n = g_array_index (work.ends, guint, i) - from;
      gint32 territory = plan->units[work.order[from]];

      if (territory < 0 || n <= largest[territory])
        continue;
      largest[territory] = n;
      body[territory] = (gint32)i;
    }
  for (guint i = 0; i < work.ends->len; i++)
    {
      guint  from = i > 0 ? g_array_index (work.ends, guint, i - 1) : 0, n = g_array_index (work.ends, guint, i) - from;
      gint32 territory = plan->units[work.order[from]];

      if (territory < 0 || body[territory] != (gint32)i)
        add_piece (&work, work.order + from, n, counties, parts);
    }
  g_ptr_array_sort (parts, compare_parts);
  return parts;
}

/* What @kind is called in files. */
const char *
bw_part_kind_name (BwPartKind kind)
{
  static const char *const names[BW_N_PARTS] = { "hole", "enclave", "detached", "island" };

  return names[kind];
}

/* Returns: (transfer full): what @part of @plan is, such as "3 counties of North around Travis, TX lie apart". */
char *
bw_territory_part_dup_title (const BwTerritoryPlan *plan,
                             const BwTerritoryPart *part)
{
  const BwBook    *book = plan->book;
  g_autofree char *where = bw_atlas_unit_dup_name (plan->atlas, part->counties[0]);
  g_autofree char *areas = bw_plan_map_dup_count (plan->atlas, part->n);
  const char      *whose = part->territory >= 0 ? bw_book_text (book, bw_book_territory (book, part->territory)->name) : "";
  const char      *to = part->to >= 0 ? bw_book_text (book, bw_book_territory (book, part->to)->name) : "";

  switch (part->kind)
    {
    case BW_PART_HOLE:
      /* Translators: so many areas ("3 counties"), one of them, a territory. */
      return g_strdup_printf (ngettext ("Hole: %s that nobody has (%s), with only %s around", "Hole: %s that nobody has (%s), with only %s around", part->n),
                              areas, where, to);
    case BW_PART_ENCLAVE:
      /* Translators: so many areas ("3 counties"), of a territory, one of them, another territory. */
      return g_strdup_printf (ngettext ("%s of %s (%s) lies apart, with only %s around", "%s of %s (%s) lie apart, with only %s around", part->n),
                              areas, whose, where, to);
    case BW_PART_ISLAND:
      return g_strdup_printf (ngettext ("Island: %s of %s (%s) has no border with anything", "Island: %s of %s (%s) have no border with anything", part->n),
                              areas, whose, where);
    case BW_PART_DETACHED:
    case BW_N_PARTS:
    default:
      return g_strdup_printf (ngettext ("%s of %s (%s) lies apart from the rest", "%s of %s (%s) lie apart from the rest", part->n), areas, whose, where);
    }
}
