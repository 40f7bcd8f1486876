/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map that a territory plan is drawn over, changed.
 *
 * Both maps are looked at in the smallest pieces that they have in common (atoms): ZIP areas where one of them knows these, else counties, else
 * first-level regions of the world. Each atom lies in one unit of either map at most. The change loses nothing when all atoms of a new
 * unit belonged to the same territory, and every unit that had a territory has an atom on the new map; otherwise it is refused.
 *
 * Rows for ZIP codes that are no units of either map stay as they are; locks and centres have to be units of the new map as well.
 * Linear in atoms and rows. */

#include "core/bw-plan-map.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-place.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"

/* Of so many countries at most the regions are proposed. */
#define MAX_COUNTRIES 12

G_DEFINE_QUARK (bw_plan_map_error, bw_plan_map_error)

static const char *const map_names[BW_N_ATLAS_KINDS] = { "counties", "states", "zip3", "zips", "countries", "regions" };
static const char *const map_titles[BW_N_ATLAS_KINDS] = {
  N_ ("Counties"),
  N_ ("States"),
  N_ ("First three ZIP digits"),
  N_ ("ZIP areas (approximate)"),
  N_ ("Countries"),
  N_ ("Regions of the world"),
};

/* What a map of @kind is called in files. */
const char *
bw_plan_map_name (BwAtlasKind kind)
{
  return map_names[kind];
}

/* What it is called on screen. */
const char *
bw_plan_map_title (BwAtlasKind kind)
{
  return _ (map_titles[kind]);
}

/* Returns: (transfer full): @n units of @map, such as "3 counties" or "1 ZIP area". */
char *
bw_plan_map_dup_count (const BwAtlas *map,
                       guint          n)
{
  switch (map != NULL ? bw_atlas_get_kind (map) : BW_ATLAS_COUNTIES)
    {
    case BW_ATLAS_STATES:
      return g_strdup_printf (ngettext ("%u state", "%u states", n), n);
    case BW_ATLAS_ZIP3:
      return g_strdup_printf (ngettext ("%u ZIP3 area", "%u ZIP3 areas", n), n);
    case BW_ATLAS_ZIPS:
      return g_strdup_printf (ngettext ("%u ZIP area", "%u ZIP areas", n), n);
    case BW_ATLAS_COUNTRIES:
      return g_strdup_printf (ngettext ("%u country", "%u countries", n), n);
    case BW_ATLAS_REGIONS:
      return g_strdup_printf (ngettext ("%u region", "%u regions", n), n);
    case BW_ATLAS_COUNTIES:
    case BW_N_ATLAS_KINDS:
    default:
      return g_strdup_printf (ngettext ("%u county", "%u counties", n), n);
    }
}

/* A piece that both maps know. */
typedef struct
{
  const char *zip;    /* (nullable) */
  gint32      county; /* of the map of the counties, BW_ATLAS_NOWHERE: not in the United States */
  char        region[48];
} Atom;

static gboolean
knows_zips (const BwAtlas *map)
{
  return bw_atlas_get_kind (map) == BW_ATLAS_ZIPS || bw_atlas_get_kind (map) == BW_ATLAS_ZIP3;
}

static gboolean
is_of_us (const BwAtlas *map)
{
  return bw_atlas_get_kind (map) <= BW_ATLAS_ZIPS;
}

static gint32
county_of_zip (const BwAtlas *base,
               const char    *code)
{
  double latitude, longitude;
  gint32 county = 0;

  bw_atlas_find_zip (base, code, &latitude, &longitude, &county);
  return county;
}

/* Lists the atoms of two maps. Returns: (transfer full) (element-type Atom). */
static GArray *
dup_atoms (const BwBook  *book,
           const BwAtlas *from,
           const BwAtlas *to)
{
  GArray  *atoms = g_array_new (FALSE, TRUE, sizeof (Atom));
  BwAtlas *base = book->atlas, *fine;

  fine = knows_zips (from) || knows_zips (to) ? bw_atlas_get_map (base, "zips")
         : is_of_us (from) || is_of_us (to)   ? base
                                              : bw_atlas_get_map (base, "regions");
  for (guint i = 0; fine != NULL && i < bw_atlas_n_units (fine); i++)
    {
      const BwAtlasUnit *unit = bw_atlas_unit (fine, i);
      Atom               atom = { NULL, BW_ATLAS_NOWHERE, "" };

      if (bw_atlas_get_kind (fine) == BW_ATLAS_ZIPS)
        atom.zip = unit->code;
      if (bw_atlas_get_kind (fine) == BW_ATLAS_REGIONS)
        g_strlcpy (atom.region, unit->code, sizeof atom.region);
      else
        {
          atom.county = fine == base ? (gint32)i : county_of_zip (base, unit->code);
          g_snprintf (atom.region, sizeof atom.region, "US-%s", bw_atlas_parent (base, (guint)bw_atlas_unit (base, (guint)atom.county)->parent)->code);
        }
      g_array_append_val (atoms, atom);
    }
  return atoms;
}

/* The unit of @map that @atom lies in; %BW_ATLAS_NOWHERE for none. */
static gint32
unit_of (const BwAtlas *map,
         const Atom    *atom)
{
  char code[4];

  switch (bw_atlas_get_kind (map))
    {
    case BW_ATLAS_COUNTIES:
      return atom->county;
    case BW_ATLAS_STATES:
      return g_str_has_prefix (atom->region, "US-") ? bw_atlas_find_unit (map, atom->region + 3) : BW_ATLAS_NOWHERE;
    case BW_ATLAS_ZIP3:
      g_strlcpy (code, atom->zip != NULL ? atom->zip : "", sizeof code);
      return bw_atlas_find_unit (map, code);
    case BW_ATLAS_ZIPS:
      return atom->zip != NULL ? bw_atlas_find_unit (map, atom->zip) : BW_ATLAS_NOWHERE;
    case BW_ATLAS_COUNTRIES:
      g_strlcpy (code, atom->region, 3);
      return bw_atlas_find_unit (map, code);
    case BW_ATLAS_REGIONS:
    case BW_N_ATLAS_KINDS:
    default:
      return bw_atlas_find_unit (map, atom->region);
    }
}

/* Who has @atom in @plan. */
static gint32
territory_of (const BwTerritoryPlan *plan,
              gint32                 unit,
              const Atom            *atom)
{
  BwPlace place = { .unit = unit, .parent = BW_ATLAS_NOWHERE, .state = BW_ATLAS_NOWHERE };

  if (atom->zip != NULL)
    place.zip = (guint)g_ascii_strtoull (atom->zip, NULL, 10);
  return bw_territory_plan_of_place (plan, &place);
}

static void
set_lost (GError    **error,
          const char *name)
{
  g_set_error (error, BW_PLAN_MAP_ERROR, BW_PLAN_MAP_ERROR_LOST,
               _ ("On that map the plan would lose something: %s could not be said on it. Make its territories fit the other map first."), name);
}

/* Brings the territories of @plan over to the units of @to. Returns: (transfer full) (nullable): one for each; %NULL when something is lost. */
static gint32 *
carry_over (const BwTerritoryPlan *plan,
            const BwAtlas         *to,
            GError               **error)
{
  g_autoptr (GArray) atoms = dup_atoms (plan->book, plan->atlas, to);
  guint              n = bw_atlas_n_units (to);
  g_autofree gint32 *units = g_new (gint32, MAX (n, 1));
  g_autofree guint8 *seen = g_new0 (guint8, MAX (n, 1)), *covered = g_new0 (guint8, MAX (plan->n_units, 1));

  for (guint i = 0; i < n; i++)
    units[i] = BW_NOBODY;
  for (guint i = 0; i < atoms->len; i++)
    {
      const Atom *atom = &g_array_index (atoms, Atom, i);
      gint32      was = unit_of (plan->atlas, atom), is = unit_of (to, atom), territory = territory_of (plan, was, atom);

      if (was != BW_ATLAS_NOWHERE && is != BW_ATLAS_NOWHERE)
        covered[was] = 1;
      if (is == BW_ATLAS_NOWHERE)
        continue;
      if (seen[is] && units[is] != territory)
        {
          g_autofree char *name = bw_atlas_unit_dup_name (to, (guint)is);

          set_lost (error, name);
          return NULL;
        }
      seen[is] = 1;
      units[is] = territory;
    }
  for (guint i = 0; i < plan->n_units; i++)
    if (plan->units[i] >= 0 && !covered[i] && !(is_of_us (plan->atlas) && is_of_us (to)))
      {
        g_autofree char *name = bw_atlas_unit_dup_name (plan->atlas, i);

        set_lost (error, name);
        return NULL;
      }
  return g_steal_pointer (&units);
}

static gboolean
is_on (const BwAtlas *map,
       const char    *id)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  return *id == '\0' || bw_atlas_collect_units (map, id, units) > 0;
}

/* Whether all locks and centres of @plan are on @map. */
static gboolean
check_marks (const BwBook  *book,
             gint32         plan,
             const BwAtlas *map,
             GError       **error)
{
  const char *missing = NULL;

  for (guint i = 0; i < book->plan_locks->len; i++)
    {
      const BwPlanLock *lock = &g_array_index (book->plan_locks, BwPlanLock, i);

      if (lock->plan == plan && !is_on (map, bw_book_text (book, lock->unit)))
        missing = bw_book_text (book, lock->unit);
    }
  for (guint i = 0; i < book->territories->len; i++)
    if (bw_book_territory (book, i)->plan == plan && !is_on (map, bw_book_text (book, bw_book_territory (book, i)->center)))
      missing = bw_book_text (book, bw_book_territory (book, i)->center);
  if (missing != NULL)
    set_lost (error, missing);
  return missing == NULL;
}

/* Takes the rows of @plan for areas out, but for ZIP codes that are units of neither map. */
static void
remove_areas (BwBook        *after,
              gint32         plan,
              const BwAtlas *from,
              const BwAtlas *to,
              BwDelta       *delta)
{
  g_autoptr (GArray) kept = g_array_sized_new (FALSE, TRUE, sizeof (BwAssignment), after->assignments->len);

  for (guint i = 0; i < after->assignments->len; i++)
    {
      BwAssignment row = g_array_index (after->assignments, BwAssignment, i);
      const char  *unit = bw_book_text (after, row.unit);
      gboolean     own = row.territory >= 0 && bw_book_territory (after, row.territory)->plan == plan;

      if (own && (!g_str_has_prefix (unit, "zip:") || is_on (from, unit) || is_on (to, unit)))
        bw_delta_remove (delta, BW_TABLE_ASSIGNMENTS, row.key);
      else
        g_array_append_val (kept, row);
    }
  g_array_unref (after->assignments);
  after->assignments = g_steal_pointer (&kept);
}

/* Draws @plan over the map called @map, with the same territories.
 * Returns: (transfer full) (nullable): the book after the edit, and through @delta (transfer full) what changed; %NULL when there is no such map
 * or the plan would lose something. */
BwBook *
bw_plan_map_edit (const BwBook *book,
                  gint32        plan,
                  const char   *map,
                  BwDelta     **delta,
                  GError      **error)
{
  BwAtlas *to = book->atlas != NULL ? bw_atlas_get_map (book->atlas, map) : NULL;
  g_autoptr (BwTerritoryPlan) laid = NULL;
  g_autoptr (BwTerritoryPlan) blank = NULL;
  g_autofree gint32 *units = NULL;
  g_autofree guint8 *parents = NULL;
  BwBook            *after;

  if (to == NULL)
    {
      g_set_error (error, BW_PLAN_MAP_ERROR, BW_PLAN_MAP_ERROR_UNKNOWN,
                   _ ("There is no map called “%s”. Write counties, states, zip3, zips, countries, regions, or regions: and codes of countries, such as "
                      "“regions:DE AT CH”."),
                   map);
      return NULL;
    }
  laid = bw_territory_plan_new_of_areas (book, plan);
  units = carry_over (laid, to, error);
  if (units == NULL || !check_marks (book, plan, to, error))
    return NULL;

  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  g_array_index (after->plans, BwPlan, plan).map = bw_pool_add (&after->texts, map, -1);
  bw_delta_mark (*delta, BW_TABLE_PLANS, (guint)plan);
  remove_areas (after, plan, laid->atlas, to, *delta);
  blank = bw_territory_plan_new_of_areas (after, plan);
  parents = g_malloc (MAX (bw_atlas_n_parents (to), 1));
  memset (parents, 1, MAX (bw_atlas_n_parents (to), 1));
  bw_territory_edit_write_areas (blank, after, units, parents, *delta);
  return after;
}

/* ---- What fits ---- */

/* The country that @account lies in on @countries; %NULL when its row does not tell. */
static const char *
country_of (const BwBook    *book,
            const BwAtlas   *countries,
            const BwAccount *account)
{
  const char *told = bw_book_text (book, account->country), *code;
  BwPlace     place;

  if (account->merged != 0)
    return NULL;
  if (*told != '\0')
    return bw_atlas_country_code (book->atlas, told);
  place = bw_place_of_account (book, countries, account);
  code = place.unit != BW_ATLAS_NOWHERE ? bw_atlas_unit (countries, (guint)place.unit)->code : NULL;
  /* Where nothing is told, a place stands for the United States: what is not there either tells nothing. */
  if (code != NULL && g_str_equal (code, "US") && bw_place_of_account (book, book->atlas, account).kind == BW_PLACE_UNKNOWN)
    return NULL;
  return code;
}

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: (transfer full): the name of the map that fits where the accounts of @book are: the counties when at least half of them are in
 * the United States or nothing is known, else the regions of their countries when these are few, else the countries. Linear in accounts. */
char *
bw_plan_map_dup_proposal (const BwBook *book)
{
  BwAtlas *countries = book->atlas != NULL ? bw_atlas_get_map (book->atlas, "countries") : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (GString) name = g_string_new ("regions:");
  guint n = 0, n_us = 0;

  for (guint i = 0; countries != NULL && i < book->accounts->len; i++)
    {
      const char *code = country_of (book, countries, bw_book_account (book, i));

      if (code == NULL)
        continue;
      n++;
      n_us += g_str_equal (code, "US");
      if (bw_atlas_find_unit (countries, code) != BW_ATLAS_NOWHERE && g_hash_table_add (seen, (char *)code))
        g_ptr_array_add (codes, (char *)code);
    }
  if (2 * n_us >= n || codes->len == 0)
    return g_strdup ("counties");
  if (codes->len > MAX_COUNTRIES)
    return g_strdup ("countries");
  g_ptr_array_sort (codes, compare_codes);
  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf (name, "%s%s", i > 0 ? " " : "", (const char *)g_ptr_array_index (codes, i));
  return g_strdup (bw_atlas_get_map (book->atlas, name->str) != NULL ? name->str : "countries");
}

/* Reads names and codes of countries, such as "DE, Austria", into the name of the map of their regions; all regions of the world when there
 * are none.
 * Returns: (transfer full) (nullable): %NULL when a country is not known. */
char *
bw_plan_map_dup_regions (const BwBook *book,
                         const char   *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, ",;", -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *code = bw_atlas_country_code (book->atlas, g_strstrip (words[i]));
      g_auto (GStrv) parts = code != NULL ? NULL : g_strsplit (words[i], " ", -1);

      if (code != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", code);
      for (guint j = 0; parts != NULL && parts[j] != NULL; j++)
        {
          if (*parts[j] == '\0')
            continue;
          code = bw_atlas_country_code (book->atlas, parts[j]);
          if (code == NULL)
            return NULL;
          g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", code);
        }
    }
  if (name->len == 0)
    return g_strdup ("regions");
  g_string_prepend (name, "regions:");
  return bw_atlas_get_map (book->atlas, name->str) != NULL ? g_strdup (name->str) : NULL;
}

/* Makes a draft called @name, which has been found good, over the map called @map: as @plan is, or with %BW_NOBODY empty. @copy becomes its
 * index.
 * Returns: (transfer full) (nullable): as of bw_plan_map_edit(). */
BwBook *
bw_plan_map_copy (const BwBook *book,
                  gint32        plan,
                  const char   *name,
                  const char   *map,
                  gint64        now,
                  gint32       *copy,
                  BwDelta     **delta,
                  GError      **error)
{
  BwDelta *made, *moves = NULL;
  g_autoptr (BwBook) draft = bw_plan_edit_copy (book, plan, name, now, copy, &made);
  BwBook *after;

  if (bw_territory_plan_map (draft, *copy) == (book->atlas != NULL ? bw_atlas_get_map (book->atlas, map) : NULL))
    after = g_steal_pointer (&draft);
  else
    after = bw_plan_map_edit (draft, *copy, map, &moves, error);
  /* All rows of the draft are new, so that what the map changes among them is nothing that the file has. */
  if (moves != NULL)
    bw_delta_free (moves);
  if (after != NULL)
    *delta = made;
  else
    bw_delta_free (made);
  return after;
}
