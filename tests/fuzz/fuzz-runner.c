/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over its corpus and over seeded changes of it, without a fuzzer: the short run of the tests.
 *   fuzz-NAME-run CORPUS [ROUNDS [AGAIN]]
 * Then runs the corpus again, AGAIN times, after which no more memory is to be in use than before; what it is is told each time. */

#include "fuzz/fuzz-target.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum
{
  ROUNDS = 40,
  AGAIN = 2,
  SLACK = 16 << 10, /* bytes by which what caches and threads hold may differ */
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

/* Bytes that are allocated, where one arena serves all threads. */
static gsize
memory_in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* Whether running all of @names over and over leaves nothing behind. The first round lets caches fill. Sanitizers
 * have an allocator of their own, which tells nothing here but looks for leaks. */
static gboolean
keeps_memory (const GPtrArray *names,
              guint            again)
{
  gsize before = 0, now = 0;

  for (guint round = 0; round <= again; round++)
    {
      for (guint i = 0; i < names->len; i++)
        run_file (g_ptr_array_index (names, i), 0);
      now = memory_in_use ();
      if (round == 0)
        before = now;
      g_print ("# %" G_GSIZE_FORMAT " kB in use\n", now / 1024);
    }
  return now <= before + SLACK;
}

int
main (int   argc,
      char *argv[])
{
  guint    rounds = argc > 2 ? (guint)atoi (argv[2]) : ROUNDS, again = argc > 3 ? (guint)atoi (argv[3]) : AGAIN;
  gboolean kept;
  g_autoptr (GDir) dir = argc > 1 ? g_dir_open (argv[1], 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  mallopt (M_ARENA_MAX, 1);
  if (dir == NULL)
    {
      g_printerr ("fuzz: no corpus\n");
      return 1;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (argv[1], name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_print ("1..%u\n", names->len + 1);
  for (guint i = 0; i < names->len; i++)
    {
      run_file (g_ptr_array_index (names, i), rounds);
      g_print ("ok %u %s\n", i + 1, (const char *)g_ptr_array_index (names, i));
    }
  kept = keeps_memory (names, again);
  g_print ("%s %u memory\n", kept ? "ok" : "not ok", names->len + 1);
  return names->len == 0 || !kept;
}
