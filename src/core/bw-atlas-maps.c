/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The maps other than that of the counties, made when they are first asked for.
 *
 *   counties, ""        as read
 *   states              counties put together; by region of the country
 *   zips                cells of the ZIP areas' centres (bw-atlas-cells.c); by their first three digits
 *   zip3                those put together by their first three digits; by state
 *   countries           regions of the world put together; by region of the world
 *   regions             first-level regions of all countries; by country
 *   regions:DE AT CH    those of some, which are drawn as large as they can be
 *
 * The map of some countries puts what lies far from the rest, such as overseas parts, in insets below, each in a projection about its
 * own middle. Making the ZIP areas takes half a second, the others a few ms; each is made once. */

#include "core/bw-atlas-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  FAR_KM = 1500,    /* regions further than this from the rest are drawn in an inset */
  INSET_GAP = 1500, /* units between insets */
};

/* Regions of the country (US Census Bureau) and their states. */
static const struct
{
  const char *name;
  const char *states;
} us_regions[] = {
  { N_ ("Northeast"), "CT ME MA NH NJ NY PA RI VT" },
  { N_ ("Midwest"), "IL IN IA KS MI MN MO NE ND OH SD WI" },
  { N_ ("South"), "AL AR DC DE FL GA KY LA MD MS NC OK SC TN TX VA WV" },
  { N_ ("West"), "AK AZ CA CO HI ID MT NV NM OR UT WA WY" },
  { N_ ("Islands"), "AS GU MP PR VI" },
};

/* Appends a parent without units. */
gint32
bw_atlas_add_parent (BwAtlas    *atlas,
                     const char *code,
                     const char *name)
{
  BwAtlasParent parent = { 0 };

  parent.code = g_string_chunk_insert_const (atlas->texts, code);
  parent.name = g_string_chunk_insert_const (atlas->texts, name);
  g_array_append_val (atlas->parents, parent);
  return (gint32)atlas->parents->len - 1;
}

/* ---- United States ---- */

static gboolean
lists (const char *codes,
       const char *code)
{
  const char *found = strstr (codes, code);

  return found != NULL && strlen (code) == 2;
}

/* The states of @base, the map of the counties.
 * Returns: (transfer full). */
BwAtlas *
bw_atlas_new_states (const BwAtlas *base)
{
  BwAtlas           *atlas = bw_atlas_new_empty (BW_ATLAS_STATES);
  g_autofree gint32 *unit_of = g_new (gint32, MAX (base->parents->len, 1)), *group = g_new (gint32, MAX (base->units->len, 1));

  g_array_append_vals (atlas->parts, base->parts->data, base->parts->len);
  for (guint r = 0; r < G_N_ELEMENTS (us_regions); r++)
    {
      gint32 parent = bw_atlas_add_parent (atlas, us_regions[r].name, _ (us_regions[r].name));

      for (guint s = 0; s < base->parents->len; s++)
        {
          const BwAtlasParent *state = bw_atlas_parent (base, s);

          if (!lists (us_regions[r].states, state->code))
            continue;
          unit_of[s] = (gint32)atlas->units->len;
          bw_atlas_add_unit (atlas, state->code, state->name, parent, bw_atlas_unit (base, state->first)->part);
        }
    }
  for (guint i = 0; i < base->units->len; i++)
    group[i] = unit_of[bw_atlas_unit (base, i)->parent];
  bw_atlas_put_together (atlas, base, group);
  return atlas;
}

/* What a ZIP area belongs to. */
typedef struct
{
  gint32 state;
  guint  prefix;
  guint  first; /* ZIP area */
} Prefix;

static int
compare_prefixes (gconstpointer a,
                  gconstpointer b)
{
  const Prefix *left = a, *right = b;

  if (left->state != right->state)
    return left->state < right->state ? -1 : 1;
  return (left->prefix > right->prefix) - (left->prefix < right->prefix);
}

/* The areas of the first three digits, of the ZIP areas @zips of @base; each counts to the state of its first area.
 * Returns: (transfer full). */
BwAtlas *
bw_atlas_new_zip3 (const BwAtlas *base,
                   const BwAtlas *zips)
{
  BwAtlas *atlas = bw_atlas_new_empty (BW_ATLAS_ZIP3);
  g_autoptr (GArray) prefixes = g_array_new (FALSE, FALSE, sizeof (Prefix));
  g_autofree gint32 *group = g_new (gint32, MAX (zips->units->len, 1)), *place = g_new (gint32, 1000);
  gint32             last = -1;

  g_array_append_vals (atlas->parts, base->parts->data, base->parts->len);
  for (guint i = 0; i < zips->parents->len; i++)
    {
      const BwAtlasParent *parent = bw_atlas_parent (zips, i);
      Prefix               prefix = { bw_atlas_unit (base, (guint)zips->within[parent->first])->parent,
                                      (guint)g_ascii_strtoull (parent->code, NULL, 10), parent->first };

      g_array_append_val (prefixes, prefix);
    }
  g_array_sort (prefixes, compare_prefixes);
  atlas->within = g_new (gint32, MAX (prefixes->len, 1));
  for (guint i = 0; i < prefixes->len; i++)
    {
      const Prefix *prefix = &g_array_index (prefixes, Prefix, i);
      char          code[4];

      if (prefix->state != last)
        bw_atlas_add_parent (atlas, bw_atlas_parent (base, (guint)prefix->state)->code, bw_atlas_parent (base, (guint)prefix->state)->name);
      last = prefix->state;
      g_snprintf (code, sizeof code, "%03u", prefix->prefix % 1000);
      place[prefix->prefix] = (gint32)i;
      atlas->within[i] = zips->within[prefix->first];
      bw_atlas_add_unit (atlas, code, code, (gint32)atlas->parents->len - 1, bw_atlas_unit (zips, prefix->first)->part);
    }
  for (guint i = 0; i < zips->units->len; i++)
    group[i] = place[g_ascii_strtoull (bw_atlas_parent (zips, (guint)bw_atlas_unit (zips, i)->parent)->code, NULL, 10)];
  bw_atlas_put_together (atlas, zips, group);
  return atlas;
}

/* ---- World ---- */

/* Which regions a map has. */
typedef struct
{
  const BwWorld *world;
  GArray        *regions; /* guint */
  gint32        *unit_of; /* region to unit, -1 none */
  GArray        *parts;   /* BwAtlasPart */
  gint32        *part_of; /* unit to part */
} Scope;

/* The middle of a region, in degrees: of its borders' points. */
static void
find_middle (const Scope *scope,
             double      *latitude,
             double      *longitude)
{
  const BwWorld     *world = scope->world;
  g_autofree double *sums = g_new0 (double, 3 * MAX (scope->regions->len, 1));

  for (guint a = 0; a < bw_world_n_arcs (world); a++)
    {
      const BwWorldArc *arc = bw_world_arc (world, a);
      gint32            sides[] = { arc->left, arc->right };

      for (guint side = 0; side < 2; side++)
        if (sides[side] >= 0 && scope->unit_of[sides[side]] >= 0)
          for (guint p = 0; p < arc->n; p++)
            {
              double *sum = sums + 3 * (gsize)scope->unit_of[sides[side]], up, along;

              bw_world_point (world, arc->first_point + p, &up, &along);
              sum[0] += cos (up * G_PI / 180) * cos (along * G_PI / 180);
              sum[1] += cos (up * G_PI / 180) * sin (along * G_PI / 180);
              sum[2] += sin (up * G_PI / 180);
            }
    }
  for (guint i = 0; i < scope->regions->len; i++)
    {
      const double *sum = sums + 3 * (gsize)i;

      latitude[i] = atan2 (sum[2], hypot (sum[0], sum[1])) * 180 / G_PI;
      longitude[i] = atan2 (sum[1], sum[0]) * 180 / G_PI;
    }
}

static guint
find_root (guint *root,
           guint  i)
{
  while (root[i] != i)
    i = root[i] = root[root[i]];
  return i;
}

/* Puts the units into parts: those that lie near each other into one, the one with most of them first. */
static guint
find_parts (Scope        *scope,
            const double *latitude,
            const double *longitude)
{
  guint             n = scope->regions->len, n_parts = 0;
  g_autofree guint *root = g_new (guint, MAX (n, 1)), *count = g_new0 (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    root[i] = i;
  for (guint a = 0; a < bw_world_n_arcs (scope->world); a++)
    {
      const BwWorldArc *arc = bw_world_arc (scope->world, a);
      gint32            left = arc->left >= 0 ? scope->unit_of[arc->left] : -1, right = arc->right >= 0 ? scope->unit_of[arc->right] : -1;

      if (left >= 0 && right >= 0)
        root[find_root (root, (guint)left)] = find_root (root, (guint)right);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (bw_globe_distance (latitude[i], longitude[i], latitude[j], longitude[j]) < FAR_KM)
        root[find_root (root, i)] = find_root (root, j);
  for (guint i = 0; i < n; i++)
    count[find_root (root, i)]++;
  for (guint i = 0; i < n; i++)
    scope->part_of[i] = -1;
  for (;;)
    {
      guint best = n;

      for (guint i = 0; i < n; i++)
        if (count[i] > 0 && (best == n || count[i] > count[best]))
          best = i;
      if (best == n)
        return n_parts;
      for (guint i = 0; i < n; i++)
        if (find_root (root, i) == best)
          scope->part_of[i] = (gint32)n_parts;
      count[best] = 0;
      n_parts++;
    }
}

/* Gives each part a projection about its middle. */
static void
add_parts (Scope *scope)
{
  guint              n = scope->regions->len, n_parts;
  g_autofree double *latitude = g_new (double, MAX (n, 1)), *longitude = g_new (double, MAX (n, 1));

  find_middle (scope, latitude, longitude);
  n_parts = find_parts (scope, latitude, longitude);
  for (guint p = 0; p < n_parts; p++)
    {
      BwAtlasPart part = { 0 };
      double      x = 0, y = 0, z = 0;

      for (guint i = 0; i < n; i++)
        if (scope->part_of[i] == (gint32)p)
          {
            x += cos (latitude[i] * G_PI / 180) * cos (longitude[i] * G_PI / 180);
            y += cos (latitude[i] * G_PI / 180) * sin (longitude[i] * G_PI / 180);
            z += sin (latitude[i] * G_PI / 180);
          }
      bw_atlas_part_begin (&part, BW_PROJECTION_AZIMUTHAL, atan2 (y, x) * 180 / G_PI, atan2 (z, hypot (x, y)) * 180 / G_PI, 0);
      part.radius = BW_EARTH_RADIUS_KM * 10;
      part.low_latitude = -90;
      part.high_latitude = 90;
      part.half_width = 180;
      g_array_append_val (scope->parts, part);
    }
}

/* One part for the whole world. */
static void
add_world_part (Scope *scope)
{
  BwAtlasPart part = { 0 };

  bw_atlas_part_begin (&part, BW_PROJECTION_EQUAL_EARTH, 0, 0, 0);
  part.radius = BW_EARTH_RADIUS_KM * 10;
  part.low_latitude = -90;
  part.high_latitude = 90;
  part.half_width = 181;
  g_array_append_val (scope->parts, part);
}

/* The borders of @scope in its projections. */
static void
draw_arcs (BwAtlas     *atlas,
           const Scope *scope)
{
  for (guint a = 0; a < bw_world_n_arcs (scope->world); a++)
    {
      const BwWorldArc  *arc = bw_world_arc (scope->world, a);
      gint32             left = arc->left >= 0 ? scope->unit_of[arc->left] : -1, right = arc->right >= 0 ? scope->unit_of[arc->right] : -1;
      const BwAtlasPart *part;

      if (left < 0 && right < 0)
        continue;
      part = &g_array_index (scope->parts, BwAtlasPart, scope->part_of[left >= 0 ? left : right]);
      bw_atlas_begin_arc (atlas, left, right);
      for (guint p = 0; p < arc->n; p++)
        {
          double latitude, longitude, x, y;

          bw_world_point (scope->world, arc->first_point + p, &latitude, &longitude);
          bw_atlas_part_project (part, latitude, longitude, &x, &y);
          bw_atlas_add_point (atlas, (BwAtlasPoint) { (gint32)lround (part->place_x + part->radius * (x - part->x0)),
                                                      (gint32)lround (part->place_y - part->radius * (y - part->y0)) });
        }
      bw_atlas_end_arc (atlas);
    }
}

/* Where each part reaches to, with its middle at 0. */
static void
measure_parts (const Scope *scope,
               BwAtlasBox  *boxes)
{
  for (guint i = 0; i < scope->parts->len; i++)
    boxes[i] = (BwAtlasBox) { { 0, 0 }, { 0, 0 } };
  for (guint a = 0; a < bw_world_n_arcs (scope->world); a++)
    {
      const BwWorldArc *arc = bw_world_arc (scope->world, a);
      gint32            left = arc->left >= 0 ? scope->unit_of[arc->left] : -1, right = arc->right >= 0 ? scope->unit_of[arc->right] : -1;
      gint32            index = left >= 0 || right >= 0 ? scope->part_of[left >= 0 ? left : right] : -1;

      for (guint p = 0; p < arc->n && index >= 0; p++)
        {
          const BwAtlasPart *part = &g_array_index (scope->parts, BwAtlasPart, index);
          BwAtlasBox        *box = &boxes[index];
          double             latitude, longitude, x, y;

          bw_world_point (scope->world, arc->first_point + p, &latitude, &longitude);
          bw_atlas_part_project (part, latitude, longitude, &x, &y);
          box->low.x = MIN (box->low.x, (gint32)floor (part->radius * x));
          box->high.x = MAX (box->high.x, (gint32)ceil (part->radius * x));
          box->low.y = MIN (box->low.y, (gint32)floor (-part->radius * y));
          box->high.y = MAX (box->high.y, (gint32)ceil (-part->radius * y));
        }
    }
}

/* Sets the insets in a row below the main part, drawn smaller where they would be wider than a third of it. */
static void
place_insets (const Scope *scope)
{
  g_autofree BwAtlasBox *boxes = g_new (BwAtlasBox, scope->parts->len);
  double                 x, y, widest;

  measure_parts (scope, boxes);
  x = boxes[0].low.x;
  y = boxes[0].high.y + INSET_GAP;
  widest = ((double)boxes[0].high.x - boxes[0].low.x) / 3;
  for (guint i = 1; i < scope->parts->len; i++)
    {
      BwAtlasPart *part = &g_array_index (scope->parts, BwAtlasPart, i);
      double       wide = (double)boxes[i].high.x - boxes[i].low.x, high = (double)boxes[i].high.y - boxes[i].low.y;
      double       scale = MIN (1, widest / MAX (MAX (wide, high), 1));

      part->radius *= scale;
      part->place_x = x - boxes[i].low.x * scale;
      part->place_y = y - boxes[i].low.y * scale;
      x += wide * scale + INSET_GAP;
      if (x > boxes[0].high.x)
        {
          x = boxes[0].low.x;
          y += widest + INSET_GAP;
        }
    }
}

/* Joins what neither border nor bridge joins, such as countries that lie apart: each piece by the unit nearest to another's. */
static void
join_apart (BwAtlas *atlas,
            GArray  *pairs)
{
  guint             n = atlas->units->len;
  g_autofree guint *root = g_new (guint, MAX (n, 1));
  const gint32     *pair = (const gint32 *)(gpointer)pairs->data;

  for (guint i = 0; i < n; i++)
    root[i] = i;
  for (guint i = 0; i < atlas->arcs->len; i++)
    if (bw_atlas_arc (atlas, i)->right != BW_ATLAS_NOWHERE)
      root[find_root (root, (guint)bw_atlas_arc (atlas, i)->left)] = find_root (root, (guint)bw_atlas_arc (atlas, i)->right);
  for (guint i = 0; i < pairs->len; i++)
    root[find_root (root, (guint)pair[2 * i])] = find_root (root, (guint)pair[2 * i + 1]);
  for (guint i = 1; i < n; i++)
    {
      double least = INFINITY;
      gint32 a = -1, b = -1;

      if (find_root (root, i) == find_root (root, 0))
        continue;
      for (guint j = 0; j < n; j++)
        for (guint k = 0; k < n && find_root (root, j) == find_root (root, i); k++)
          {
            const BwAtlasUnit *one = bw_atlas_unit (atlas, j), *other = bw_atlas_unit (atlas, k);
            double             distance;

            if (find_root (root, k) == find_root (root, i))
              continue;
            distance = bw_globe_distance (one->latitude, one->longitude, other->latitude, other->longitude);
            if (distance >= least)
              continue;
            least = distance;
            a = (gint32)j;
            b = (gint32)k;
          }
      if (a < 0)
        continue;
      bw_atlas_add_pair (pairs, a, b);
      root[find_root (root, (guint)a)] = find_root (root, (guint)b);
      i = 0;
    }
}

/* Units, borders and neighbours of @scope. */
static BwAtlas *
build_regions (Scope *scope)
{
  BwAtlas       *atlas = bw_atlas_new_empty (BW_ATLAS_REGIONS);
  const BwWorld *world = scope->world;
  gint32         country = -1;
  guint          n;
  const guint32 *bridges = bw_world_bridges (world, &n);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (gint32[2]));

  g_array_append_vals (atlas->parts, scope->parts->data, scope->parts->len);
  for (guint i = 0; i < scope->regions->len; i++)
    {
      const BwWorldRegion  *region = bw_world_region (world, g_array_index (scope->regions, guint, i));
      const BwWorldCountry *own = bw_world_country (world, region->country);
      g_autofree char      *code = g_strdup_printf ("%s-%s", own->code, region->code);

      if ((gint32)region->country != country)
        bw_atlas_add_parent (atlas, own->code, own->name);
      country = (gint32)region->country;
      bw_atlas_add_unit (atlas, code, region->name, (gint32)atlas->parents->len - 1, scope->part_of[i]);
    }
  draw_arcs (atlas, scope);
  for (guint i = 0; i < n; i++)
    bw_atlas_add_pair (pairs, scope->unit_of[bridges[2 * i]], scope->unit_of[bridges[2 * i + 1]]);
  bw_atlas_settle_arcs (atlas);
  bw_atlas_close_rings (atlas);
  bw_atlas_measure (atlas);
  join_apart (atlas, pairs);
  bw_atlas_join_neighbours (atlas, pairs);
  return atlas;
}

/* The first-level regions of the countries with these codes ("DE AT"; "": of all).
 * Returns: (transfer full) (nullable): %NULL when there is none such. */
static BwAtlas *
new_regions (const BwWorld *world,
             const char    *codes)
{
  g_auto (GStrv) list = g_strsplit_set (codes, " ,", -1);
  Scope              scope = { world, g_array_new (FALSE, FALSE, sizeof (guint)), g_new (gint32, bw_world_n_regions (world)),
                               g_array_new (FALSE, FALSE, sizeof (BwAtlasPart)), g_new0 (gint32, bw_world_n_regions (world) + 1) };
  BwAtlas           *atlas = NULL;
  g_autofree guint8 *wanted = g_new0 (guint8, bw_world_n_countries (world) + 1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      int country = *list[i] != '\0' ? bw_world_find_country (world, list[i]) : -1;

      if (country >= 0)
        wanted[country] = 1;
    }
  for (guint i = 0; i < bw_world_n_regions (world); i++)
    {
      scope.unit_of[i] = -1;
      if (*codes != '\0' && !wanted[bw_world_region (world, i)->country])
        continue;
      scope.unit_of[i] = (gint32)scope.regions->len;
      g_array_append_val (scope.regions, i);
    }
  if (*codes == '\0')
    add_world_part (&scope);
  else if (scope.regions->len > 0)
    {
      add_parts (&scope);
      place_insets (&scope);
    }
  if (scope.regions->len > 0)
    atlas = build_regions (&scope);
  g_array_unref (scope.regions);
  g_array_unref (scope.parts);
  g_free (scope.unit_of);
  g_free (scope.part_of);
  return atlas;
}

/* The countries, out of the regions of all of them.
 * Returns: (transfer full). */
static BwAtlas *
new_countries (const BwWorld *world,
               const BwAtlas *regions)
{
  BwAtlas           *atlas = bw_atlas_new_empty (BW_ATLAS_COUNTRIES);
  g_autofree gint32 *group = g_new (gint32, MAX (regions->units->len, 1));
  gint32             last = -1;

  g_array_append_vals (atlas->parts, regions->parts->data, regions->parts->len);
  for (guint i = 0; i < bw_world_n_countries (world); i++)
    {
      const BwWorldCountry *country = bw_world_country (world, i);

      if ((gint32)country->group != last)
        bw_atlas_add_parent (atlas, bw_world_group_name (world, country->group), bw_world_group_name (world, country->group));
      last = (gint32)country->group;
      bw_atlas_add_unit (atlas, country->code, country->name, (gint32)atlas->parents->len - 1, 0);
    }
  for (guint i = 0; i < regions->units->len; i++)
    group[i] = (gint32)bw_world_region (world, i)->country;
  bw_atlas_put_together (atlas, regions, group);
  return atlas;
}

/* ---- All ---- */

static BwAtlas *get_locked (BwAtlas    *base,
                            const char *name);

/* Makes the map called @name. Returns: (transfer full) (nullable). */
static BwAtlas *
make_map (BwAtlas    *base,
          const char *name)
{
  if (g_str_equal (name, "states"))
    return bw_atlas_new_states (base);
  if (g_str_equal (name, "zips"))
    return bw_atlas_new_zips (base);
  if (g_str_equal (name, "zip3"))
    return bw_atlas_new_zip3 (base, get_locked (base, "zips"));
  if (base->world == NULL)
    return NULL;
  if (g_str_equal (name, "regions"))
    return new_regions (base->world, "");
  if (g_str_has_prefix (name, "regions:") && name[8] != '\0')
    return new_regions (base->world, name + 8);
  if (g_str_equal (name, "countries"))
    return new_countries (base->world, get_locked (base, "regions"));
  return NULL;
}

static BwAtlas *
get_locked (BwAtlas    *base,
            const char *name)
{
  BwAtlas *found = base->maps != NULL ? g_hash_table_lookup (base->maps, name) : NULL;

  if (found == NULL)
    {
      found = make_map (base, name);
      if (found == NULL)
        return NULL;
      bw_atlas_index_codes (found);
      bw_atlas_keep_map (base, name, found);
    }
  return found;
}

/* Another map than that of the counties, by its name (see above); made on first use, which any thread may ask for.
 * Returns: (transfer none) (nullable): lives as long as any of the maps; %NULL when there is no such map. */
BwAtlas *
bw_atlas_get_map (BwAtlas    *atlas,
                  const char *name)
{
  BwAtlas *base = atlas->base != NULL ? atlas->base : atlas, *found;

  if (*name == '\0' || g_str_equal (name, "counties"))
    return base;
  g_mutex_lock (&base->lock);
  found = get_locked (base, name);
  g_mutex_unlock (&base->lock);
  return found;
}

/* Whether there is a map called @name. */
gboolean
bw_atlas_name_is_good (BwAtlas    *atlas,
                       const char *name)
{
  return bw_atlas_get_map (atlas, name) != NULL;
}

/* Gives @atlas, the map of the counties, the countries and regions in @bytes, as data/map/README.md describes them. Before anybody else
 * has it. */
gboolean
bw_atlas_add_world (BwAtlas *atlas,
                    GBytes  *bytes,
                    GError **error)
{
  atlas->world = bw_world_new (bytes, error);
  return atlas->world != NULL;
}
