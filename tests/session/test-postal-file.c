/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of postal codes, plain and in archives: told apart, read on another thread, and refused with a sentence. */

#include "session/bw-postal-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

static const char codes[] = "DE\t80331\tMünchen\tBayern\tBY\t\t\t\t\t48.1355\t11.572\t4\n"
                            "DE\t10115\tBerlin\tBerlin\tBE\t\t\t\t\t52.5323\t13.3846\t4\n";

typedef struct
{
  char         *folder;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->folder = g_dir_make_tmp ("bellwether-postal-XXXXXX", NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static char *
write_plain (Fixture    *f,
             const char *name,
             const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* Writes an archive whose members are pairs of a name and a text, up to NULL. */
static char *
write_archive (Fixture           *f,
               const char *const *members)
{
  char           *path = g_build_filename (f->folder, "codes.zip", NULL);
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (; members[0] != NULL; members += 2)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, members[0]);
      archive_entry_set_size (entry, (la_int64_t)strlen (members[1]));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0600);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, members[1], strlen (members[1])), ==, (la_ssize_t)strlen (members[1]));
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_free (archive), ==, ARCHIVE_OK);
  return path;
}

static void
ready_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  ((Fixture *)data)->result = g_object_ref (result);
}

static BwPostalFile *
read_file (Fixture    *f,
           BwBook     *book,
           const char *path,
           GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_postal_file_read_async (book, path, ready_cb, f);
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&f->result);
  return bw_postal_file_read_finish (result, error);
}

/* The same codes, plain and among other members of an archive; the book before stays as it was. */
static void
test_read (Fixture      *f,
           gconstpointer data)
{
  const char *const members[] = { "readme.txt", "What is in here: see below.\n", "DE.txt", codes, NULL };
  g_autofree char  *plain = write_plain (f, "DE.txt", codes), *archive = write_archive (f, members);
  const char *const paths[] = { plain, archive };
  g_autoptr (BwBook) book = bw_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (BwPostalFile) file = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bw_postal_file_load (paths[i], &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), codes, strlen (codes));
      g_assert_true (bw_postal_file_is_one (paths[i]));
      file = read_file (f, book, paths[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->count.n_codes, ==, 2);
      g_assert_cmpuint (file->n_found, ==, 0);
      g_assert_cmpstr (file->sample->str, ==, "DE  80331  München\nDE  10115  Berlin");
      g_assert_cmpuint (file->after->postal_places->len, ==, 2);
      g_assert_cmpuint (book->postal_places->len, ==, 0);
    }
}

/* What is no list of codes is told so, by name. */
static void
test_refused (Fixture      *f,
              gconstpointer data)
{
  const char *const members[] = { "readme.txt", "Nothing here.\n", "picture.png", "x", NULL };
  g_autofree char  *deals = write_plain (f, "deals.csv", "Name,Amount\nA,1\n"), *empty = write_plain (f, "empty.txt", "");
  g_autofree char  *archive = write_archive (f, members), *broken = write_plain (f, "broken.zip", "PK\003\004 and no more");
  g_autofree char  *missing = g_build_filename (f->folder, "missing.txt", NULL);
  const char *const paths[] = { deals, empty, archive, broken, missing };
  g_autoptr (BwBook) book = bw_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (BwPostalFile) file = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_postal_file_is_one (paths[i]));
      file = read_file (f, book, paths[i], &error);
      g_assert_null (file);
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 20);
      if (paths[i] == archive)
        g_assert_nonnull (strstr (error->message, "codes.zip"));
    }
}

/* A file that no list of codes can be is not read into memory. */
static void
test_large (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = write_plain (f, "large.txt", codes);
  g_autoptr (GError) error = NULL;

  /* A hole: it takes no room on the disk. */
  g_assert_cmpint (truncate (path, ((goffset)1 << 30) + 1), ==, 0);
  g_assert_null (bw_postal_file_load (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "large.txt"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/postal-file/read", Fixture, NULL, set_up, test_read, tear_down);
  g_test_add ("/postal-file/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/postal-file/large", Fixture, NULL, set_up, test_large, tear_down);
  return g_test_run ();
}
