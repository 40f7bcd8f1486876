/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for sets of headers: a checksum of the folded headers in alphabetical order, so that neither the order of the
 * columns nor letters' case matters. */

#include "import/bw-header-set.h"

#include "import/bw-field.h"

enum
{
  NAME_LENGTH = 16,
};

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: (transfer full): the same for the same set of @headers (element-type utf8), 16 characters. */
char *
bw_header_set_name (const GPtrArray *headers)
{
  g_autoptr (GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < headers->len; i++)
    g_ptr_array_add (folded, bw_header_fold (g_ptr_array_index (headers, i)));
  g_ptr_array_sort (folded, compare_texts);
  for (guint i = 0; i < folded->len; i++)
    {
      g_checksum_update (sum, g_ptr_array_index (folded, i), -1);
      g_checksum_update (sum, (const guchar *)"\n", 1);
    }
  return g_strndup (g_checksum_get_string (sum), NAME_LENGTH);
}
