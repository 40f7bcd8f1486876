/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over its corpus and over seeded changes of it, without a fuzzer: the short run of the tests.
 *   fuzz-NAME-run CORPUS [ROUNDS] */

#include "fuzz/fuzz-target.h"

#include <stdlib.h>
#include <string.h>

enum
{
  ROUNDS = 40,
  LONGEST = 1 << 16,
};

/* Bytes that formats hang on. */
static const char *const pieces[] = { ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", "=", "-", "(", ")", "%", "1e308", "999999999999999999999",
                                      "31.04.2026", "2026-13-01", "\xef\xbb\xbf", "\xff\xfe", "Total", "sep=;\n", "NaN" };

static void
put (GByteArray *bytes,
     guint       at,
     const char *piece,
     guint       n)
{
  guint rest = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + n);
  memmove (bytes->data + at + n, bytes->data + at, rest);
  memcpy (bytes->data + at, piece, n);
}

/* Changes @bytes in one to eight places. */
static void
mutate (GByteArray *bytes,
        GRand      *rand)
{
  guint n = (guint)g_rand_int_range (rand, 1, 9);

  for (guint i = 0; i < n && bytes->len > 0; i++)
    {
      guint at = (guint)g_rand_int_range (rand, 0, (gint32)bytes->len);

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          bytes->data[at] = (guint8)g_rand_int_range (rand, 0, 256);
          break;
        case 1:
          {
            const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

            put (bytes, at, piece, (guint)strlen (piece));
            break;
          }
        case 2:
          g_byte_array_remove_range (bytes, at, (guint)g_rand_int_range (rand, 1, (gint32)MIN (32, bytes->len - at) + 1));
          break;
        case 3:
          put (bytes, at, "\0", 1);
          break;
        default:
          {
            guint            span = (guint)g_rand_int_range (rand, 1, (gint32)MIN (256, bytes->len - at) + 1);
            g_autofree char *copy = g_memdup2 (bytes->data + at, span);

            if (bytes->len < LONGEST)
              put (bytes, (guint)g_rand_int_range (rand, 0, (gint32)bytes->len), copy, span);
          }
        }
    }
}

static void
run_file (const char *path,
          guint       rounds)
{
  g_autofree char *text = NULL;
  gsize            length;
  g_autoptr (GRand) rand = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *)text, length);
  rand = g_rand_new_with_seed ((guint32)length);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *)text, (guint)length);
      mutate (bytes, rand);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

int
main (int   argc,
      char *argv[])
{
  guint rounds = argc > 2 ? (guint)atoi (argv[2]) : ROUNDS;
  g_autoptr (GDir) dir = argc > 1 ? g_dir_open (argv[1], 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_printerr ("fuzz: no corpus\n");
      return 1;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (argv[1], name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_print ("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      run_file (g_ptr_array_index (names, i), rounds);
      g_print ("ok %u %s\n", i + 1, (const char *)g_ptr_array_index (names, i));
    }
  return names->len == 0;
}
