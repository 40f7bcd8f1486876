/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an account lies on the map.
 *
 * The best that its row gives: latitude and longitude, else the ZIP code, else the state alone. A city's name is not
 * looked up: there are 34 Springfields. A postal code counts as a ZIP code only where the country is the United
 * States or not told: 10115 is Berlin too. */

#include "core/bw-place.h"

#include <math.h>

/* Whether @country means the United States, or nothing. Dots and spaces do not count. */
static gboolean
may_be_us (const char *country)
{
  static const char *const names[] = { "", "us", "usa", "unitedstates", "unitedstatesofamerica" };
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = country; *c != '\0'; c++)
    if (*c != '.' && !g_ascii_isspace (*c))
      g_string_append_c (plain, g_ascii_tolower (*c));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (plain->str, names[i]))
      return TRUE;
  return FALSE;
}

/* Where @account lies on the map of @book; unknown without a map, and when it was merged into another. */
BwPlace
bw_place_of_account (const BwBook    *book,
                     const BwAccount *account)
{
  BwPlace     place = { BW_PLACE_UNKNOWN, BW_ATLAS_NOWHERE, BW_ATLAS_NOWHERE, 0, NAN, NAN };
  const char *postal = bw_book_text (book, account->postal);
  double      latitude = account->latitude, longitude = account->longitude;
  gboolean    us;

  if (book->atlas == NULL || account->merged != 0)
    return place;
  us = may_be_us (bw_book_text (book, account->country));
  if (us)
    place.zip = (guint)MIN (g_ascii_strtoull (postal, NULL, 10), 99999);
  if (bw_atlas_project (book->atlas, latitude, longitude, &place.x, &place.y))
    {
      place.county = bw_atlas_county_at (book->atlas, place.x, place.y);
      place.kind = BW_PLACE_POINT;
    }
  if (place.county == BW_ATLAS_NOWHERE && us &&
      bw_atlas_find_zip (book->atlas, postal, &latitude, &longitude, &place.county) &&
      bw_atlas_project (book->atlas, latitude, longitude, &place.x, &place.y))
    place.kind = BW_PLACE_ZIP;
  if (place.county != BW_ATLAS_NOWHERE)
    {
      place.state = bw_atlas_county (book->atlas, place.county)->state;
      return place;
    }
  place.x = place.y = NAN;
  place.state = us ? bw_atlas_find_state (book->atlas, bw_book_text (book, account->state)) : BW_ATLAS_NOWHERE;
  place.kind = place.state != BW_ATLAS_NOWHERE ? BW_PLACE_STATE : BW_PLACE_UNKNOWN;
  return place;
}
