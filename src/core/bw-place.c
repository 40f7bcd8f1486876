/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an account lies on the map.
 *
 * The best that its row gives: latitude and longitude, else the postal code, else the state, region or country alone. A city's name is
 * not looked up: there are 34 Springfields. A postal code counts as a ZIP code only where the country is the United
 * States or not told: 10115 is Berlin too. Postal codes of other countries are those that a file told of (bw-postal.h).
 *
 * A country is told by code or name in many languages. Where none is told and the state is no state of the United States,
 * it may be a region's code that names its country, such as DE-BY. */

#include "core/bw-place.h"

#include <math.h>
#include <string.h>

#include "core/bw-postal.h"

/* What an account's row tells. */
typedef struct
{
  const char *postal;
  const char *state;
  const char *country; /* code of two letters, "" not told, "?" told but not known */
} Address;

static Address
read_address (const BwBook    *book,
              const BwAccount *account)
{
  Address     address = { bw_book_text (book, account->postal), bw_book_text (book, account->state), "" };
  const char *country = bw_book_text (book, account->country);

  if (*country != '\0')
    {
      address.country = bw_atlas_country_code (book->atlas, country);
      if (address.country == NULL)
        address.country = "?";
    }
  return address;
}

static gboolean
may_be_us (const Address *address)
{
  return *address->country == '\0' || g_str_equal (address->country, "US");
}

/* Finds latitude and longitude: given, or those of the postal code. */
static void
find_point (const BwBook    *book,
            const BwAccount *account,
            const Address   *address,
            BwPlace         *place)
{
  gint32 county;

  place->latitude = account->latitude;
  place->longitude = account->longitude;
  if (isfinite (place->latitude) && isfinite (place->longitude))
    place->kind = BW_PLACE_POINT;
  else if (may_be_us (address) && bw_atlas_find_zip (book->atlas, address->postal, &place->latitude, &place->longitude, &county))
    place->kind = BW_PLACE_ZIP;
  else if (!may_be_us (address) && bw_postal_find (book, address->country, address->postal, &place->latitude, &place->longitude))
    place->kind = BW_PLACE_ZIP;
  else
    place->latitude = place->longitude = NAN;
}

/* The unit of a map of the world that the address names without a point: a country, or a region of one. */
static void
find_named (const BwAtlas *base,
            const BwAtlas *map,
            const Address *address,
            BwPlace       *place)
{
  const char      *country = *address->country != '\0' ? address->country : "US";
  g_autofree char *region = bw_atlas_dup_region_code (base, country, address->state);

  if (bw_atlas_get_kind (map) == BW_ATLAS_COUNTRIES)
    place->unit = bw_atlas_find_unit (map, country);
  else
    {
      place->unit = region != NULL ? bw_atlas_find_unit (map, region) : BW_ATLAS_NOWHERE;
      place->parent = bw_atlas_find_parent (map, country);
    }
}

/* The unit of a map of the United States by its ZIP code or state. */
static void
find_named_us (const BwAtlas *map,
               const Address *address,
               BwPlace       *place)
{
  char code[8];

  if (bw_atlas_get_kind (map) == BW_ATLAS_ZIPS && place->zip != 0)
    {
      g_snprintf (code, sizeof code, "%05u", place->zip);
      place->unit = bw_atlas_find_unit (map, code);
    }
  if (bw_atlas_get_kind (map) == BW_ATLAS_STATES && place->state != BW_ATLAS_NOWHERE)
    place->unit = bw_atlas_find_unit (map, bw_atlas_parent (bw_atlas_get_base (map), (guint)place->state)->code);
}

static gboolean
is_of_us (const BwAtlas *map)
{
  return bw_atlas_get_kind (map) <= BW_ATLAS_ZIPS;
}

/* Where @account lies on @map, any of the maps of @book; unknown without a map, and when it was merged into another. */
BwPlace
bw_place_of_account (const BwBook    *book,
                     const BwAtlas   *map,
                     const BwAccount *account)
{
  BwPlace place = { BW_PLACE_UNKNOWN, BW_ATLAS_NOWHERE, BW_ATLAS_NOWHERE, BW_ATLAS_NOWHERE, 0, NAN, NAN, NAN, NAN };
  Address address;
  double  x, y;

  if (map == NULL || account->merged != 0)
    return place;
  address = read_address (book, account);
  if (may_be_us (&address))
    place.zip = (guint)MIN (g_ascii_strtoull (address.postal, NULL, 10), 99999);
  find_point (book, account, &address, &place);
  if (isfinite (place.latitude) && bw_atlas_project (book->atlas, place.latitude, place.longitude, &x, &y))
    {
      gint32 county = bw_atlas_unit_at (book->atlas, x, y);
      double latitude, longitude;

      /* A centre that stands in the water has its county all the same. */
      if (county == BW_ATLAS_NOWHERE && may_be_us (&address))
        bw_atlas_find_zip (book->atlas, address.postal, &latitude, &longitude, &county);
      place.state = county != BW_ATLAS_NOWHERE ? bw_atlas_unit (book->atlas, (guint)county)->parent : BW_ATLAS_NOWHERE;
      if (bw_atlas_get_kind (map) == BW_ATLAS_COUNTIES)
        place.unit = county;
    }
  if (place.state == BW_ATLAS_NOWHERE && may_be_us (&address))
    place.state = bw_atlas_find_parent (book->atlas, address.state);

  if (place.unit == BW_ATLAS_NOWHERE && is_of_us (map))
    find_named_us (map, &address, &place);
  if (isfinite (place.latitude) && bw_atlas_project (map, place.latitude, place.longitude, &place.x, &place.y) && place.unit == BW_ATLAS_NOWHERE)
    place.unit = bw_atlas_unit_at (map, place.x, place.y);
  if (place.unit == BW_ATLAS_NOWHERE && !is_of_us (map))
    find_named (book->atlas, map, &address, &place);

  if (place.unit != BW_ATLAS_NOWHERE)
    {
      place.parent = bw_atlas_unit (map, (guint)place.unit)->parent;
      if (place.kind == BW_PLACE_UNKNOWN)
        place.kind = BW_PLACE_STATE;
      return place;
    }
  place.x = place.y = NAN;
  if (place.parent == BW_ATLAS_NOWHERE && is_of_us (map) && place.state != BW_ATLAS_NOWHERE && bw_atlas_get_kind (map) != BW_ATLAS_ZIPS)
    place.parent = bw_atlas_find_parent (map, bw_atlas_parent (book->atlas, (guint)place.state)->code);
  place.kind = place.parent != BW_ATLAS_NOWHERE ? BW_PLACE_STATE : BW_PLACE_UNKNOWN;
  return place;
}
