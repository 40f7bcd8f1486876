/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the units and parents of maps are called, in projects and by people, and which units a name stands for.
 *
 * A name in a project has what it is of before it ("county:48453", "state:TX"), so that a plan that moves to another map still says
 * what it meant. O(1) for a name, O(units) for what lies within one of another map. */

#include "core/bw-atlas-private.h"

#include <string.h>

/* ---- Names ---- */

static const char *const unit_prefixes[BW_N_ATLAS_KINDS] = { "county:", "state:", "zip:", "zip:", "country:", "region:" };
static const char *const parent_prefixes[BW_N_ATLAS_KINDS] = { "state:", NULL, "state:", "zip:", NULL, "country:" };

/* Returns: (transfer full): what a project calls @unit: "county:48453". */
char *
bw_atlas_unit_dup_id (const BwAtlas *atlas,
                      guint          unit)
{
  return g_strconcat (unit_prefixes[atlas->kind], bw_atlas_unit (atlas, unit)->code, NULL);
}

/* Whether the parents have names in a project: not the regions of the world or of the country. */
gboolean
bw_atlas_has_parent_ids (const BwAtlas *atlas)
{
  return parent_prefixes[atlas->kind] != NULL;
}

/* Returns: (transfer full) (nullable): what a project calls @parent: "state:TX". */
char *
bw_atlas_parent_dup_id (const BwAtlas *atlas,
                        guint          parent)
{
  return bw_atlas_has_parent_ids (atlas) ? g_strconcat (parent_prefixes[atlas->kind], bw_atlas_parent (atlas, parent)->code, NULL) : NULL;
}

/* Returns: (transfer full): what people call @unit: "Travis, TX", "78701 Travis, TX", "Bayern, Germany". */
char *
bw_atlas_unit_dup_name (const BwAtlas *atlas,
                        guint          index)
{
  const BwAtlasUnit   *unit = bw_atlas_unit (atlas, index), *county;
  const BwAtlasParent *parent = bw_atlas_parent (atlas, (guint)unit->parent);

  switch (atlas->kind)
    {
    case BW_ATLAS_COUNTIES:
      return g_strdup_printf ("%s, %s", unit->name, parent->code);
    case BW_ATLAS_ZIP3:
      return g_strdup_printf ("%s.., %s", unit->code, parent->code);
    case BW_ATLAS_ZIPS:
      county = bw_atlas_unit (atlas->base, (guint)atlas->within[index]);
      return g_strdup_printf ("%s %s, %s", unit->code, county->name, bw_atlas_parent (atlas->base, (guint)county->parent)->code);
    case BW_ATLAS_REGIONS:
      return g_strdup_printf ("%s, %s", unit->name, parent->name);
    case BW_ATLAS_STATES:
    case BW_ATLAS_COUNTRIES:
    case BW_N_ATLAS_KINDS:
    default:
      return g_strdup (unit->name);
    }
}

/* ---- Units of a name ---- */

static guint
collect_parent (const BwAtlas *atlas,
                gint32         parent,
                GArray        *units)
{
  if (parent == BW_ATLAS_NOWHERE)
    return 0;
  for (guint32 i = 0; i < bw_atlas_parent (atlas, (guint)parent)->n; i++)
    {
      guint32 unit = bw_atlas_parent (atlas, (guint)parent)->first + i;

      g_array_append_val (units, unit);
    }
  return bw_atlas_parent (atlas, (guint)parent)->n;
}

static guint
collect_unit (gint32  unit,
              GArray *units)
{
  guint32 index = (guint32)unit;

  if (unit == BW_ATLAS_NOWHERE)
    return 0;
  g_array_append_val (units, index);
  return 1;
}

/* Those ZIP areas that lie in a county, or with @state in a state, of the map of the counties. */
static guint
collect_within (const BwAtlas *atlas,
                gint32         county,
                gint32         state,
                GArray        *units)
{
  guint n = 0;

  for (guint32 i = 0; i < atlas->units->len && (county != BW_ATLAS_NOWHERE || state != BW_ATLAS_NOWHERE); i++)
    if (atlas->within[i] == county || (state != BW_ATLAS_NOWHERE && bw_atlas_unit (atlas->base, (guint)atlas->within[i])->parent == state))
      {
        g_array_append_val (units, i);
        n++;
      }
  return n;
}

static gboolean
is_within_us (const BwAtlas *atlas)
{
  return atlas->kind <= BW_ATLAS_ZIPS;
}

/* Appends to @units (element-type guint32) those that @id stands for: a unit ("county:48453"), its parent ("state:TX"), or what they lie
 * in on another map of the same country (a county, of ZIP areas). Returns how many: 0 when it stands for none. */
guint
bw_atlas_collect_units (const BwAtlas *atlas,
                        const char    *id,
                        GArray        *units)
{
  const BwAtlas *base = atlas->base != NULL ? atlas->base : atlas;
  const char    *code = strchr (id, ':');

  if (code == NULL)
    return 0;
  code++;
  if (g_str_has_prefix (id, "county:") && atlas->kind <= BW_ATLAS_ZIPS)
    {
      gint32 county = bw_atlas_find_county (base, (guint)MIN (g_ascii_strtoull (code, NULL, 10), 99999));

      return atlas == base                  ? collect_unit (county, units)
             : atlas->kind == BW_ATLAS_ZIPS ? collect_within (atlas, county, BW_ATLAS_NOWHERE, units)
                                            : 0;
    }
  if (g_str_has_prefix (id, "state:") && is_within_us (atlas))
    {
      if (atlas->kind == BW_ATLAS_ZIPS)
        return collect_within (atlas, BW_ATLAS_NOWHERE, bw_atlas_find_parent (base, code), units);
      if (atlas->kind != BW_ATLAS_STATES)
        return collect_parent (atlas, bw_atlas_find_parent (atlas, code), units);
    }
  if (g_str_has_prefix (id, "zip:") && atlas->kind == BW_ATLAS_ZIPS && strlen (code) == 3)
    return collect_parent (atlas, bw_atlas_find_parent (atlas, code), units);
  if (g_str_has_prefix (id, "country:") && atlas->kind == BW_ATLAS_REGIONS)
    return collect_parent (atlas, bw_atlas_find_parent (atlas, code), units);
  return g_str_has_prefix (id, unit_prefixes[atlas->kind]) ? collect_unit (bw_atlas_find_unit (atlas, code), units) : 0;
}

/* The parent that @id, of a unit or a parent of this very map, belongs to or is; %BW_ATLAS_NOWHERE for anything else. */
gint32
bw_atlas_parent_of_id (const BwAtlas *atlas,
                       const char    *id)
{
  const char *code = strchr (id, ':');
  gint32      unit = BW_ATLAS_NOWHERE;

  if (code == NULL)
    return BW_ATLAS_NOWHERE;
  code++;
  if (g_str_has_prefix (id, unit_prefixes[atlas->kind]))
    unit = atlas->kind == BW_ATLAS_COUNTIES ? bw_atlas_find_county (atlas, (guint)MIN (g_ascii_strtoull (code, NULL, 10), 99999))
                                            : bw_atlas_find_unit (atlas, code);
  if (unit != BW_ATLAS_NOWHERE)
    return bw_atlas_unit (atlas, (guint)unit)->parent;
  return bw_atlas_has_parent_ids (atlas) && g_str_has_prefix (id, parent_prefixes[atlas->kind]) ? bw_atlas_find_parent (atlas, code)
                                                                                                : BW_ATLAS_NOWHERE;
}

/* ---- Countries ---- */

/* Whether @country means the United States. Dots and spaces do not count. */
static gboolean
is_us (const char *country)
{
  static const char *const names[] = { "us", "usa", "unitedstates", "unitedstatesofamerica" };
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = country; *c != '\0'; c++)
    if (*c != '.' && !g_ascii_isspace (*c))
      g_string_append_c (plain, g_ascii_tolower (*c));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (plain->str, names[i]))
      return TRUE;
  return FALSE;
}

/* The map of the counties, which any map was made from.
 * Returns: (transfer none). */
const BwAtlas *
bw_atlas_get_base (const BwAtlas *atlas)
{
  return atlas->base != NULL ? atlas->base : atlas;
}

/* The code of two letters of the country called @name, by code or name in many languages.
 * Returns: (transfer none) (nullable): %NULL when it is not known. */
const char *
bw_atlas_country_code (const BwAtlas *atlas,
                       const char    *name)
{
  const BwWorld *world = bw_atlas_get_base (atlas)->world;
  int            country;

  if (is_us (name))
    return "US";
  country = world != NULL ? bw_world_find_country (world, name) : -1;
  return country >= 0 ? bw_world_country (world, (guint)country)->code : NULL;
}

/* The code ("DE-BY") of the first-level region @name, a code or a name, of the country with the code @country.
 * Returns: (transfer full) (nullable): %NULL when there is none. */
char *
bw_atlas_dup_region_code (const BwAtlas *atlas,
                          const char    *country,
                          const char    *name)
{
  const BwWorld *world = bw_atlas_get_base (atlas)->world;
  int            index = world != NULL ? bw_world_find_country (world, country) : -1, region;

  if (index < 0 || *name == '\0')
    return NULL;
  region = bw_world_find_region (world, (guint)index, name);
  return region >= 0 ? g_strdup_printf ("%s-%s", bw_world_country (world, (guint)index)->code, bw_world_region (world, (guint)region)->code) : NULL;
}
