/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file of postal codes, as GeoNames gives them away.
 *
 * Held against every input: a refusal has a sentence; no more codes than lines; every place is on earth; names are valid
 * UTF-8. */

#include "core/bw-postal-edit.h"
#include "core/bw-postal.h"
#include "fuzz/fuzz-target.h"

#include <math.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GError) error = NULL;
  /* Of its own size, so that a byte too many is seen. */
  g_autofree char *text = g_memdup2 (data, size);
  BwPostalCount    count = { 0 };
  double           latitude, longitude;

  bw_postal_edit_is_one (text, size);
  after = bw_postal_edit_take (book, text, size, &count, &delta, &error);
  if (after == NULL)
    {
      g_assert_true (error != NULL && *error->message != '\0' && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_cmpuint (count.n_bad, <=, count.n_read);
  g_assert_cmpuint (count.n_codes, <=, count.n_read - count.n_bad);
  if (bw_postal_find (after, "DE", "10115", &latitude, &longitude))
    g_assert_true (fabs (latitude) <= 90 && fabs (longitude) <= 180);
  g_assert_cmpuint (bw_postal_edit_count_found (book, after), ==, 0);
  return 0;
}
