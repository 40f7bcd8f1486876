/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territory plans for other programs: who owns which account as a sheet for the CRM, and the territories' outlines as GeoJSON.
 *
 * An outline is made of the pieces of border that have the territory on one side only. They are chained by their ends into
 * rings; which rings are islands and which are holes is told by how many others lie around them (even: an island), and a hole
 * belongs to the smallest island around it. Positions are brought back to degrees (WGS 84), six digits being 0.1 m. Islands
 * run counter-clockwise, holes clockwise, as RFC 7946 (H. Butler and others, 2016) has it. O(border points + rings^2). */

#include "core/bw-plan-export.h"

#include <math.h>

#include "core/bw-csv-cell.h"
#include "core/bw-plan-edit.h"

static const char *
owner_text (const BwBook *book,
            gint32        territory,
            gboolean      email)
{
  gint32          owner = territory >= 0 ? bw_book_territory (book, territory)->owner : BW_NOBODY;
  const BwPerson *person = owner >= 0 ? bw_book_person (book, owner) : NULL;

  return person == NULL ? "" : bw_book_text (book, email ? person->email : person->name);
}

static const char *
territory_text (const BwBook *book,
                gint32        territory)
{
  return territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : "";
}

/* Who owns which account by @plan, and who did by @base (%BW_NOBODY: by the accounts themselves), as CSV with the columns account_id,
 * account, old_owner, new_owner, new_owner_id, new_owner_email, old_territory, new_territory; with @only_changed just those
 * whose owner or territory differs.
 * Returns: (transfer full). */
char *
bw_plan_dup_ownership (const BwBook *book,
                       gint32        base,
                       gint32        plan,
                       gboolean      only_changed)
{
  GString *text = g_string_new ("account_id,account,old_owner,new_owner,new_owner_id,new_owner_email,old_territory,new_territory\r\n");
  g_autoptr (BwTerritoryPlan) before = bw_territory_plan_new_of (book, base);
  g_autoptr (BwTerritoryPlan) after = bw_territory_plan_new_of (book, plan);

  for (guint i = 0; i < after->n_accounts; i++)
    {
      const BwAccount *account = bw_book_account (book, i);
      gint32           was = before->accounts[i], is = after->accounts[i];
      gint32           owner = is >= 0 ? bw_book_territory (book, is)->owner : BW_NOBODY;
      const char      *cells[] = {
             bw_book_text (book, account->ref),
             bw_book_text (book, account->name),
        base >= 0             ? owner_text (book, was, FALSE)
             : account->owner >= 0 ? bw_book_text (book, bw_book_person (book, account->owner)->name)
                                   : "",
             owner_text (book, is, FALSE),
        owner >= 0 ? bw_book_text (book, bw_book_person (book, owner)->ref) : "",
             owner_text (book, is, TRUE),
             territory_text (book, was),
             territory_text (book, is),
      };

      if (account->merged != 0 || (only_changed && g_str_equal (cells[2], cells[3]) && bw_territory_line (book, was) == bw_territory_line (book, is)))
        continue;
      for (guint cell = 0; cell < G_N_ELEMENTS (cells); cell++)
        {
          if (cell > 0)
            g_string_append_c (text, ',');
          bw_csv_append_cell (text, cells[cell]);
        }
      g_string_append (text, "\r\n");
    }
  return g_string_free (text, FALSE);
}

/* ---- GeoJSON ---- */

/* A closed line; the last point is the first. */
typedef struct
{
  GArray *points; /* BwAtlasPoint */
  guint   part;   /* the inset */
  double  area;   /* signed, doubled; y grows to the south */
  guint   depth;  /* how many others lie around it */
  int     parent; /* of a hole: its island */
} Ring;

static void
clear_ring (gpointer data)
{
  g_array_unref (((Ring *)data)->points);
}

static guint
hash_point (gconstpointer data)
{
  const BwAtlasPoint *point = data;

  return (guint)point->x * 73856093u ^ (guint)point->y * 19349663u;
}

static gboolean
same_point (gconstpointer a,
            gconstpointer b)
{
  const BwAtlasPoint *left = a, *right = b;

  return left->x == right->x && left->y == right->y;
}

/* Appends an arc's points but for the first one, in the direction that begins at @from. Returns where it ends. */
static const BwAtlasPoint *
follow (const BwAtlasArc   *arc,
        const BwAtlasPoint *from,
        GArray             *points)
{
  gboolean forwards = same_point (&arc->points[0], from);

  for (guint i = 1; i < arc->n; i++)
    g_array_append_val (points, arc->points[forwards ? i : arc->n - 1 - i]);
  return &arc->points[forwards ? arc->n - 1 : 0];
}

static gboolean
is_border (const BwTerritoryPlan *plan,
           const BwAtlasArc      *arc,
           gint32                 territory)
{
  gboolean left = arc->left != BW_ATLAS_NOWHERE && plan->units[arc->left] == territory;
  gboolean right = arc->right != BW_ATLAS_NOWHERE && plan->units[arc->right] == territory;

  return left != right;
}

/* An arc that is not used yet and has an end at @point; NULL for none. */
static const BwAtlasArc *
next_arc (GHashTable         *ends,
          const BwAtlasPoint *point,
          GHashTable         *used)
{
  GPtrArray *arcs = g_hash_table_lookup (ends, point);

  for (guint i = 0; arcs != NULL && i < arcs->len; i++)
    if (g_hash_table_add (used, g_ptr_array_index (arcs, i)))
      return g_ptr_array_index (arcs, i);
  return NULL;
}

static void
note_end (GHashTable         *ends,
          const BwAtlasPoint *point,
          const BwAtlasArc   *arc)
{
  GPtrArray *arcs = g_hash_table_lookup (ends, point);

  if (arcs == NULL)
    {
      arcs = g_ptr_array_new ();
      g_hash_table_insert (ends, (gpointer)point, arcs);
    }
  g_ptr_array_add (arcs, (gpointer)arc);
}

static double
measure_ring (const GArray *points)
{
  const BwAtlasPoint *p = (const BwAtlasPoint *)(gconstpointer)points->data;
  double              area = 0;

  for (guint i = 1; i < points->len; i++)
    area += (double)p[i - 1].x * p[i].y - (double)p[i].x * p[i - 1].y;
  return area;
}

/* Chains the borders of @territory into rings. */
static GArray *
dup_rings (const BwTerritoryPlan *plan,
           gint32                 territory)
{
  const BwAtlas *atlas = plan->atlas;
  GArray        *rings = g_array_new (FALSE, TRUE, sizeof (Ring));
  g_autoptr (GHashTable) ends = g_hash_table_new_full (hash_point, same_point, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  g_array_set_clear_func (rings, clear_ring);
  for (guint i = 0; i < bw_atlas_n_arcs (atlas); i++)
    {
      const BwAtlasArc *arc = bw_atlas_arc (atlas, i);

      if (!is_border (plan, arc, territory))
        continue;
      note_end (ends, &arc->points[0], arc);
      note_end (ends, &arc->points[arc->n - 1], arc);
    }
  for (guint i = 0; i < bw_atlas_n_arcs (atlas); i++)
    {
      const BwAtlasArc   *arc = bw_atlas_arc (atlas, i);
      const BwAtlasPoint *at = &arc->points[0];
      Ring                ring = { NULL, 0, 0, 0, -1 };

      if (!is_border (plan, arc, territory) || !g_hash_table_add (used, (gpointer)arc))
        continue;
      ring.points = g_array_new (FALSE, FALSE, sizeof (BwAtlasPoint));
      ring.part = (guint)bw_atlas_unit (atlas, (guint)(arc->left != BW_ATLAS_NOWHERE ? arc->left : arc->right))->part;
      g_array_append_val (ring.points, *at);
      do
        at = follow (arc, at, ring.points);
      while (!same_point (at, ring.points->data) && (arc = next_arc (ends, at, used)) != NULL);
      ring.area = measure_ring (ring.points);
      g_array_append_val (rings, ring);
    }
  return rings;
}

static gboolean
is_inside (const Ring         *ring,
           const BwAtlasPoint *point)
{
  const BwAtlasPoint *p = (const BwAtlasPoint *)(gconstpointer)ring->points->data;
  gboolean            odd = FALSE;

  for (guint i = 1; i < ring->points->len; i++)
    if ((p[i - 1].y > point->y) != (p[i].y > point->y) &&
        point->x < p[i - 1].x + ((double)p[i].x - p[i - 1].x) * ((double)point->y - p[i - 1].y) / ((double)p[i].y - p[i - 1].y))
      odd = !odd;
  return odd;
}

/* Tells islands from holes. */
static void
nest_rings (GArray *rings)
{
  for (guint i = 0; i < rings->len; i++)
    {
      Ring        *ring = &g_array_index (rings, Ring, i);
      BwAtlasPoint point = g_array_index (ring->points, BwAtlasPoint, 0);

      for (guint j = 0; j < rings->len; j++)
        {
          const Ring *other = &g_array_index (rings, Ring, j);

          if (i == j || fabs (other->area) <= fabs (ring->area) || !is_inside (other, &point))
            continue;
          ring->depth++;
          if (ring->parent < 0 || fabs (other->area) < fabs (g_array_index (rings, Ring, ring->parent).area))
            ring->parent = (int)j;
        }
    }
}

static void
append_ring (GString       *text,
             const BwAtlas *atlas,
             const Ring    *ring,
             gboolean       hole)
{
  /* On the map y grows to the south, so that a positive area runs clockwise. */
  gboolean turn = (ring->area > 0) != hole;
  guint    n = ring->points->len;
  char     number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      const BwAtlasPoint *point = &g_array_index (ring->points, BwAtlasPoint, turn ? n - 1 - i : i);
      double              latitude, longitude;

      bw_atlas_unproject (atlas, ring->part, point->x, point->y, &latitude, &longitude);
      g_string_append (text, i > 0 ? ",[" : "[");
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%.6f", longitude));
      g_string_append_c (text, ',');
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%.6f", latitude));
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static void
append_geometry (GString               *text,
                 const BwTerritoryPlan *plan,
                 gint32                 territory)
{
  g_autoptr (GArray) rings = dup_rings (plan, territory);
  gboolean some = FALSE;

  nest_rings (rings);
  g_string_append (text, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
  for (guint i = 0; i < rings->len; i++)
    {
      const Ring *ring = &g_array_index (rings, Ring, i);

      if (ring->depth % 2 != 0 || ring->points->len < 4)
        continue;
      g_string_append (text, some ? ",[" : "[");
      some = TRUE;
      append_ring (text, plan->atlas, ring, FALSE);
      for (guint j = 0; j < rings->len; j++)
        if (g_array_index (rings, Ring, j).depth % 2 != 0 && g_array_index (rings, Ring, j).parent == (int)i)
          {
            g_string_append_c (text, ',');
            append_ring (text, plan->atlas, &g_array_index (rings, Ring, j), TRUE);
          }
      g_string_append_c (text, ']');
    }
  g_string_append (text, "]}");
}

static void
append_text (GString    *text,
             const char *name,
             const char *value)
{
  g_string_append_printf (text, "\"%s\":\"", name);
  for (const char *at = value; *at != '\0'; at++)
    if ((guchar)*at < 0x20)
      g_string_append_printf (text, "\\u%04x", (guint)*at);
    else
      g_string_append_printf (text, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
  g_string_append (text, "\",");
}

/* The territories of @plan, whose book has a map, with their areas, owners, and what they hold by @values, as GeoJSON.
 * Returns: (transfer full). */
char *
bw_plan_dup_geojson (const BwTerritoryPlan *plan,
                     const BwAccountValues *values)
{
  const BwBook *book = plan->book;
  GString      *text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  g_autoptr (GArray) balance = bw_territory_balance_new (plan, values);

  for (guint i = 0; i + 1 < balance->len; i++)
    {
      const BwTerritoryBalance *row = &g_array_index (balance, BwTerritoryBalance, i);
      g_autofree char          *pipeline = bw_money_format_plain (row->values[BW_MEASURE_PIPELINE], book->currency);
      g_autofree char          *history = bw_money_format_plain (row->values[BW_MEASURE_HISTORY], book->currency);

      g_string_append (text, i > 0 ? ",\n" : "\n");
      g_string_append (text, "{\"type\":\"Feature\",\"properties\":{");
      append_text (text, "territory", territory_text (book, row->territory));
      append_text (text, "owner", owner_text (book, row->territory, FALSE));
      g_string_append_printf (text, "\"counties\":%u,\"accounts\":%u,\"pipeline\":%s,\"history\":%s,", row->units, row->accounts, pipeline,
                              history);
      append_text (text, "currency", book->currency);
      g_string_truncate (text, text->len - 1);
      g_string_append (text, "},\"geometry\":");
      append_geometry (text, plan, row->territory);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "\n]}\n");
  return g_string_free (text, FALSE);
}
