/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files to import and what the tests of importing share. */
#pragma once

#include "import/bw-import.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2026-11-22 12:00 */
#define FIXTURE_NOW G_GINT64_CONSTANT (1795348800)

/* A folder of its own for files that a test writes. */
typedef struct
{
  char      *folder;
  GPtrArray *paths; /* ended by NULL when imported */
} Fixture;

static inline BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  if (iso != NULL)
    g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static inline void
fixture_init (Fixture *fixture)
{
  fixture->folder = g_dir_make_tmp ("bw-import-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->paths = g_ptr_array_new_with_free_func (g_free);
}

static inline void
fixture_clear (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->paths);
}

/* Writes @length bytes (-1: a text) to the file @name, which is the next to be imported. */
static inline const char *
fixture_write (Fixture    *fixture,
               const char *name,
               const char *bytes,
               gssize      length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  /* Without waiting for the disk, and so without the rename that would take an old file's place. */
  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_ptr_array_add (fixture->paths, path);
  return path;
}

/* Imports the written files into *@book, which becomes the book after. Returns: (transfer full) (nullable): the rest of
 * the result. */
static inline BwImportResult *
fixture_import (Fixture         *fixture,
                BwBook         **book,
                BwImportOptions *options,
                GError         **error)
{
  BwImportOptions plain = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  BwImportResult *result = NULL;
  gboolean        done;

  g_ptr_array_add (fixture->paths, NULL);
  done = bw_import_run (*book, (const char *const *)fixture->paths->pdata, options != NULL ? options : &plain, NULL,
                        NULL, &result, error);
  g_ptr_array_set_size (fixture->paths, 0);
  g_assert_cmpint (done, ==, result != NULL);
  if (!done)
    return NULL;
  bw_book_unref (*book);
  *book = bw_book_ref (result->after);
  return result;
}

/* One file at a time, which must be good. */
static inline BwImportResult *
fixture_import_text (Fixture    *fixture,
                     BwBook    **book,
                     const char *name,
                     const char *text)
{
  GError         *error = NULL;
  BwImportResult *result;

  fixture_write (fixture, name, text, -1);
  result = fixture_import (fixture, book, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* The deal with the id @ref. */
static inline guint
find_deal (const BwBook *book,
           const char   *ref)
{
  for (guint i = 0; i < book->deals.n; i++)
    if (g_str_equal (bw_book_text (book, book->deals.ref[i]), ref))
      return i;
  g_error ("no deal %s", ref);
}

static inline const char *
stage_name (const BwBook *book,
            guint         stage)
{
  return bw_book_text (book, bw_book_stage (book, stage)->name);
}

/* The sample data at @relative, or %NULL when it is not there, in which case the test is skipped. */
static inline char *
sample_path (const char *relative)
{
  const char      *root = g_getenv ("BELLWETHER_DATA");
  g_autofree char *path = root != NULL ? g_build_filename (root, relative, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the sample data is not there");
  return NULL;
}
