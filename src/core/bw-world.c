/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries and their first-level regions: outlines, codes and names in many languages.
 *
 * Exports write countries by code (DE, DEU), or by name in the language of whoever keeps the CRM. The data brings the names of some
 * forty languages; names are compared as small letters and digits alone, without accents, so that "Côte d'Ivoire" is found by "COTE
 * DIVOIRE". A region is found by its code, with or without the country's, or its name, within a country.
 *
 * Invariants, all checked while reading, since the bytes come from outside: indexes are in range, coordinates are degrees, an arc has
 * two points or more and at most two sides, regions of a country are consecutive. data/map/README.md describes the format. */

#include "core/bw-world.h"

#include <string.h>

#include "core/bw-atlas-bytes.h"

enum
{
  MAX_GRID = 100000, /* points a degree */
};

/* What a country or a region is called. */
typedef struct
{
  const char *name;
  guint       owner; /* the country or region */
} Name;

/* The names as they are compared. Folding them is most of the work of reading a world, and of most countries nobody asks: each table is
 * made when something is first looked for in it. */
typedef struct
{
  GMutex       lock;      /* for making tables; one that is made does not change */
  GHashTable  *countries; /* (nullable): to index + 1 */
  GHashTable **regions;   /* (nullable) (array): of each country (nullable), to index + 1 */
} Finder;

struct BwWorld
{
  GStringChunk *texts;
  double        grid;      /* points a degree */
  GPtrArray    *groups;    /* (element-type utf8) */
  GArray       *countries; /* BwWorldCountry */
  GArray       *regions;   /* BwWorldRegion */
  GArray       *arcs;      /* BwWorldArc */
  GArray       *points;    /* gint32[2]: longitude and latitude on the grid */
  GArray       *bridges;   /* guint32: pairs of regions */
  GArray       *names;     /* Name: of countries */
  GArray       *regional;  /* Name: of regions */
  GArray       *starts;    /* guint: of each region, where its names begin among @regional */
  Finder       *finder;
};

static const char world_header[8] = { 'B', 'W', 'W', 'L', 'D', 0, 0, 1 };

/* @name as names are compared.
 * Returns: (transfer full). */
static char *
fold (const char *name)
{
  g_autofree char *small = g_utf8_casefold (name, -1);
  g_autofree char *apart = g_utf8_normalize (small, -1, G_NORMALIZE_ALL);
  GString         *plain = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

static void
add_name (GArray     *names,
          const char *name,
          guint       owner)
{
  Name entry = { name, owner };

  g_array_append_val (names, entry);
}

/* Returns: (transfer full): @names from @from to before @to, as they are compared, to their owners + 1. The first that has a name keeps
 * it: "Congo" is that which the data says so of. */
static GHashTable *
fold_names (const GArray *names,
            guint         from,
            guint         to)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = from; i < to; i++)
    {
      const Name *entry = &g_array_index (names, Name, i);
      char       *plain = fold (entry->name);

      if (*plain == '\0' || g_hash_table_contains (table, plain))
        g_free (plain);
      else
        g_hash_table_insert (table, plain, GUINT_TO_POINTER (entry->owner + 1));
    }
  return table;
}

static void
read_countries (BwAtlasBytes *bytes,
                BwWorld      *world)
{
  guint n = bw_atlas_bytes_length (bytes, 1);

  for (guint i = 0; i < n && bytes->good; i++)
    g_ptr_array_add (world->groups, (gpointer)bw_atlas_bytes_text (bytes, world->texts));
  n = bw_atlas_bytes_length (bytes, 4);
  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwWorldCountry country = { NULL };
      guint          n_names;

      country.group = bw_atlas_bytes_number (bytes);
      country.code = bw_atlas_bytes_text (bytes, world->texts);
      country.name = bw_atlas_bytes_text (bytes, world->texts);
      if (country.group >= world->groups->len || strlen (country.code) != 2 ||
          (i > 0 && country.group < g_array_index (world->countries, BwWorldCountry, i - 1).group))
        bytes->good = FALSE;
      g_array_append_val (world->countries, country);
      add_name (world->names, country.code, i);
      add_name (world->names, country.name, i);
      n_names = bw_atlas_bytes_length (bytes, 1);
      for (guint j = 0; j < n_names && bytes->good; j++)
        add_name (world->names, bw_atlas_bytes_text (bytes, world->texts), i);
    }
}

static void
read_arcs (BwAtlasBytes *bytes,
           BwWorld      *world)
{
  guint  n = bw_atlas_bytes_length (bytes, 5);
  gint64 x = 0, y = 0;

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwWorldArc arc = { world->points->len, bw_atlas_bytes_length (bytes, 2), -1, -1 };

      if (arc.n < 2)
        bytes->good = FALSE;
      g_array_append_val (world->arcs, arc);
      for (guint j = 0; j < arc.n && bytes->good; j++)
        {
          gint32 point[2];

          x += bw_atlas_bytes_signed (bytes);
          y += bw_atlas_bytes_signed (bytes);
          if (ABS (x) > 181 * world->grid || ABS (y) > 90 * world->grid)
            bytes->good = FALSE;
          point[0] = (gint32)x;
          point[1] = (gint32)y;
          g_array_append_vals (world->points, point, 1);
        }
    }
}

static void
read_ring (BwAtlasBytes *bytes,
           BwWorld      *world,
           gint32        region,
           gint64       *last)
{
  guint n = bw_atlas_bytes_length (bytes, 1);

  if (n == 0)
    bytes->good = FALSE;
  for (guint i = 0; i < n && bytes->good; i++)
    {
      gint32      index;
      BwWorldArc *arc;

      if (!bw_atlas_bytes_arc (bytes, world->arcs->len, last, &index))
        return;
      arc = &g_array_index (world->arcs, BwWorldArc, index < 0 ? ~index : index);
      if (arc->left < 0)
        arc->left = region;
      else if (arc->right < 0)
        arc->right = region;
      else
        bytes->good = FALSE;
    }
}

static void
read_regions (BwAtlasBytes *bytes,
              BwWorld      *world)
{
  guint  n = bw_atlas_bytes_length (bytes, 6);
  gint64 last = 0;

  for (guint i = 0; i < n && bytes->good; i++)
    {
      BwWorldRegion    region = { NULL };
      BwWorldCountry  *country;
      g_autofree char *code = NULL;
      guint            n_names, start = world->regional->len;

      region.country = bw_atlas_bytes_number (bytes);
      region.code = bw_atlas_bytes_text (bytes, world->texts);
      region.name = bw_atlas_bytes_text (bytes, world->texts);
      if (!bytes->good || region.country >= world->countries->len)
        {
          bytes->good = FALSE;
          return;
        }
      country = &g_array_index (world->countries, BwWorldCountry, region.country);
      if (country->n_regions == 0)
        country->first_region = i;
      if (country->first_region + country->n_regions++ != i)
        bytes->good = FALSE;
      code = g_strdup_printf ("%s-%s", country->code, region.code);
      g_array_append_val (world->starts, start);
      add_name (world->regional, g_string_chunk_insert (world->texts, code), i);
      add_name (world->regional, region.code, i);
      add_name (world->regional, region.name, i);
      n_names = bw_atlas_bytes_length (bytes, 1);
      for (guint j = 0; j < n_names && bytes->good; j++)
        add_name (world->regional, bw_atlas_bytes_text (bytes, world->texts), i);
      region.n_rings = bw_atlas_bytes_length (bytes, 2);
      for (guint j = 0; j < region.n_rings && bytes->good; j++)
        read_ring (bytes, world, (gint32)i, &last);
      g_array_append_val (world->regions, region);
    }
}

static void
read_bridges (BwAtlasBytes *bytes,
              BwWorld      *world)
{
  guint n = bw_atlas_bytes_length (bytes, 2);

  for (guint i = 0; i < 2 * n && bytes->good; i++)
    {
      guint32 region = bw_atlas_bytes_number (bytes);

      if (region >= world->regions->len)
        bytes->good = FALSE;
      g_array_append_val (world->bridges, region);
    }
  if (bytes->at != bytes->end)
    bytes->good = FALSE;
}

/* Reads the world from @bytes, as data/map/README.md describes them.
 * Returns: (transfer full) (nullable): %NULL when the bytes are not such data, or damaged. */
BwWorld *
bw_world_new (GBytes  *bytes,
              GError **error)
{
  g_autoptr (BwWorld) world = NULL;
  BwAtlasBytes reader;
  guint        grid;

  if (!bw_atlas_bytes_open (&reader, bytes, world_header, error))
    return NULL;
  world = g_new0 (BwWorld, 1);
  world->texts = g_string_chunk_new (16384);
  world->groups = g_ptr_array_new ();
  world->countries = g_array_new (FALSE, FALSE, sizeof (BwWorldCountry));
  world->regions = g_array_new (FALSE, FALSE, sizeof (BwWorldRegion));
  world->arcs = g_array_new (FALSE, FALSE, sizeof (BwWorldArc));
  world->points = g_array_new (FALSE, FALSE, sizeof (gint32[2]));
  world->bridges = g_array_new (FALSE, FALSE, sizeof (guint32));
  world->names = g_array_new (FALSE, FALSE, sizeof (Name));
  world->regional = g_array_new (FALSE, FALSE, sizeof (Name));
  world->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  world->finder = g_new0 (Finder, 1);
  g_mutex_init (&world->finder->lock);
  grid = bw_atlas_bytes_number (&reader);
  if (grid == 0 || grid > MAX_GRID)
    reader.good = FALSE;
  world->grid = grid;
  read_countries (&reader, world);
  read_arcs (&reader, world);
  read_regions (&reader, world);
  read_bridges (&reader, world);
  return bw_atlas_bytes_close (&reader, error) ? g_steal_pointer (&world) : NULL;
}

static void
free_finder (Finder *finder,
             guint   n_countries)
{
  for (guint i = 0; i < n_countries && finder->regions != NULL; i++)
    g_clear_pointer (&finder->regions[i], g_hash_table_unref);
  g_clear_pointer (&finder->countries, g_hash_table_unref);
  g_free (finder->regions);
  g_mutex_clear (&finder->lock);
  g_free (finder);
}

/* Frees @world (transfer full). */
void
bw_world_free (BwWorld *world)
{
  free_finder (world->finder, world->countries->len);
  g_string_chunk_free (world->texts);
  g_ptr_array_unref (world->groups);
  g_array_unref (world->countries);
  g_array_unref (world->regions);
  g_array_unref (world->arcs);
  g_array_unref (world->points);
  g_array_unref (world->bridges);
  g_array_unref (world->names);
  g_array_unref (world->regional);
  g_array_unref (world->starts);
  g_free (world);
}

/* How many regions of the world there are. */
guint
bw_world_n_groups (const BwWorld *world)
{
  return world->groups->len;
}

/* Returns: (transfer none): such as "Western Europe". */
const char *
bw_world_group_name (const BwWorld *world,
                     guint          group)
{
  return g_ptr_array_index (world->groups, group);
}

/* How many countries there are, by region of the world. */
guint
bw_world_n_countries (const BwWorld *world)
{
  return world->countries->len;
}

/* Returns: (transfer none). */
const BwWorldCountry *
bw_world_country (const BwWorld *world,
                  guint          country)
{
  return &g_array_index (world->countries, BwWorldCountry, country);
}

/* How many first-level regions there are, by country. */
guint
bw_world_n_regions (const BwWorld *world)
{
  return world->regions->len;
}

/* Returns: (transfer none). */
const BwWorldRegion *
bw_world_region (const BwWorld *world,
                 guint          region)
{
  return &g_array_index (world->regions, BwWorldRegion, region);
}

/* How many pieces of border there are. */
guint
bw_world_n_arcs (const BwWorld *world)
{
  return world->arcs->len;
}

/* Returns: (transfer none). */
const BwWorldArc *
bw_world_arc (const BwWorld *world,
              guint          arc)
{
  return &g_array_index (world->arcs, BwWorldArc, arc);
}

/* Where a point lies, in degrees. */
void
bw_world_point (const BwWorld *world,
                guint          point,
                double        *latitude,
                double        *longitude)
{
  const gint32 *own = (const gint32 *)(gpointer)world->points->data + 2 * (gsize)point;

  *longitude = own[0] / world->grid;
  *latitude = own[1] / world->grid;
}

/* Returns: (transfer none) (array length=2n): @n pairs of regions that are joined over water. */
const guint32 *
bw_world_bridges (const BwWorld *world,
                  guint         *n)
{
  *n = world->bridges->len / 2;
  return (const guint32 *)(gpointer)world->bridges->data;
}

static GHashTable *
get_countries (const BwWorld *world)
{
  Finder     *finder = world->finder;
  GHashTable *table;

  g_mutex_lock (&finder->lock);
  if (finder->countries == NULL)
    finder->countries = fold_names (world->names, 0, world->names->len);
  table = finder->countries;
  g_mutex_unlock (&finder->lock);
  return table;
}

static GHashTable *
get_regions (const BwWorld *world,
             guint          country)
{
  const BwWorldCountry *place = bw_world_country (world, country);
  Finder               *finder = world->finder;
  GHashTable           *table;

  g_mutex_lock (&finder->lock);
  if (finder->regions == NULL)
    finder->regions = g_new0 (GHashTable *, world->countries->len);
  if (finder->regions[country] == NULL)
    {
      guint end = place->first_region + place->n_regions;
      guint from = place->n_regions > 0 ? g_array_index (world->starts, guint, place->first_region) : 0;
      guint to = place->n_regions == 0      ? 0
                 : end < world->starts->len ? g_array_index (world->starts, guint, end)
                                            : world->regional->len;

      finder->regions[country] = fold_names (world->regional, from, to);
    }
  table = finder->regions[country];
  g_mutex_unlock (&finder->lock);
  return table;
}

static int
look_up (GHashTable *table,
         const char *name)
{
  g_autofree char *plain = fold (name);

  return GPOINTER_TO_INT (g_hash_table_lookup (table, plain)) - 1;
}

/* The country with the code or name @name (nullable); -1 for none. */
int
bw_world_find_country (const BwWorld *world,
                       const char    *name)
{
  return name != NULL ? look_up (get_countries (world), name) : -1;
}

/* The region of @country, below their number, with the code or name @name (nullable); -1 for none. */
int
bw_world_find_region (const BwWorld *world,
                      guint          country,
                      const char    *name)
{
  return name != NULL ? look_up (get_regions (world, country), name) : -1;
}
