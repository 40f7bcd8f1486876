/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a table, wherever they are: a file, a compressed file, a member of an archive, a sheet of a workbook.
 *
 * A table inside another file has a path of its own, "archive.zip/deals.csv" or "book.xlsx/Sheet1", under which it can be
 * opened again: the longest beginning of such a path that is a file is the container, the rest names what is in it. What a
 * file is, its first bytes tell, not its name. */

#include "import/bw-input.h"
#include "import/bw-archive.h"
#include "import/bw-import.h"
#include "import/bw-xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

enum
{
  MAGIC = 4,
};

typedef enum
{
  FORM_PLAIN,
  FORM_GZIP,
  FORM_ZIP,
  FORM_WORKBOOK,
} Form;

struct _BwInput
{
  char       *name;
  int         fd; /* -1: one of the others */
  guint64     size;
  guint64     done;
  BwArchive  *archive;
  BwXlsx     *sheet;
  BwTableSpan span; /* of a table among others in the file; last: 0 for all of it */
};

static gboolean
is_file (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && S_ISREG (info.st_mode);
}

/* Cuts @path after the file in it. Returns: (transfer full): the file; @member (transfer full) (nullable): the rest. */
static char *
cut_path (const char *path,
          char      **member)
{
  g_autofree char *file = g_strdup (path);
  char            *slash;

  *member = NULL;
  while (!is_file (file) && (slash = strrchr (file, G_DIR_SEPARATOR)) != NULL && slash > file)
    {
      *slash = '\0';
      if (is_file (file))
        {
          *member = g_strdup (path + (slash - file) + 1);
          return g_steal_pointer (&file);
        }
    }
  return g_strdup (path);
}

static int
open_plain (const char *path,
            guint64    *size,
            GError    **error)
{
  struct stat info;
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    {
      int problem = errno;

      g_set_error (error, BW_IMPORT_ERROR, problem == ENOENT ? BW_IMPORT_ERROR_NOT_FOUND : BW_IMPORT_ERROR_IO,
                   problem == ENOENT ? _ ("“%s” was not found: %s.") : _ ("“%s” could not be opened: %s."), path,
                   g_strerror (problem));
      return -1;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
                   _ ("“%s” is no file. Choose the CSV files themselves."), path);
      close (fd);
      return -1;
    }
  *size = info.st_size;
  return fd;
}

/* What the file at @path is, by its first bytes and, for an archive, by what it holds. @members becomes the names in an
 * archive. */
static gboolean
find_form (const char *path,
           Form       *form,
           GPtrArray **members,
           GError    **error)
{
  char    magic[MAGIC] = { 0 };
  guint64 size;
  int     fd = open_plain (path, &size, error);
  gssize  got;

  if (fd < 0)
    return FALSE;
  got = read (fd, magic, sizeof magic);
  close (fd);
  *form = FORM_PLAIN;
  if (got >= 2 && memcmp (magic, "\x1f\x8b", 2) == 0)
    *form = FORM_GZIP;
  if (got < MAGIC || memcmp (magic, "PK\x03\x04", MAGIC) != 0)
    return TRUE;
  *form = FORM_ZIP;
  *members = bw_archive_list (path, error);
  if (*members == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (*members, "xl/workbook.xml", g_str_equal, NULL))
    *form = FORM_WORKBOOK;
  return TRUE;
}

/* Whether a member of an archive is a table, by its name. */
static gboolean
is_table_name (const char *name)
{
  static const char *const endings[] = { ".csv", ".tsv", ".txt", ".tab" };
  const char              *base = strrchr (name, '/');
  g_autofree char         *folded = NULL;

  base = base != NULL ? base + 1 : name;
  if (*base == '.' || g_str_has_prefix (name, "__MACOSX/"))
    return FALSE;
  folded = g_ascii_strdown (base, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return TRUE;
  return FALSE;
}

/* Adds the paths of the tables of the archive at @path with these @members. */
static gboolean
list_archive (const char      *path,
              const GPtrArray *members,
              GPtrArray       *paths,
              GError         **error)
{
  g_autofree char *name = g_path_get_basename (path);
  gboolean         is_document = FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      const char *member = g_ptr_array_index (members, i);

      is_document |= g_str_equal (member, "content.xml") || g_str_equal (member, "[Content_Types].xml");
      if (is_table_name (member))
        g_ptr_array_add (paths, g_strconcat (path, "/", member, NULL));
    }
  if (paths->len > 0)
    return TRUE;
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV,
               is_document ? _ ("“%s” is a document that is not read. Save its table as CSV or as an Excel workbook (.xlsx).")
                           : _ ("There is no table in “%s”: none of its files ends in .csv, .tsv or .txt."),
               name);
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Whether a file of this @name is a table or holds some: in a folder there may be anything. */
static gboolean
holds_tables (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return is_table_name (name) || (*name != '.' && (g_str_has_suffix (folded, ".xlsx") || g_str_has_suffix (folded, ".zip") ||
                                                   g_str_has_suffix (folded, ".gz")));
}

/* Adds the tables in the files of the folder at @path, by name. */
static gboolean
list_folder (const char *path,
             GPtrArray  *paths,
             GError    **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (holds_tables (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *full = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      g_auto (GStrv) tables = NULL;

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        continue;
      tables = bw_input_list (full, error);
      if (tables == NULL)
        return FALSE;
      for (char **table = tables; *table != NULL; table++)
        g_ptr_array_add (paths, g_strdup (*table));
    }
  if (paths->len > 0)
    return TRUE;
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_EMPTY, _ ("The folder “%s” holds no files with tables."), path);
  return FALSE;
}

/* Adds the paths of the tables below each other in what stands under @path, which is @file or in it; @path itself when that
 * is one table. */
static void
list_tables (const char *path,
             const char *file,
             GPtrArray  *paths)
{
  g_autoptr (GArray) spans = bw_tables_find (path, file);

  for (guint i = 0; i < spans->len; i++)
    {
      g_autofree char *name = bw_table_span_write (&g_array_index (spans, BwTableSpan, i));

      g_ptr_array_add (paths, g_strconcat (path, "/", name, NULL));
    }
  if (spans->len == 0)
    g_ptr_array_add (paths, g_strdup (path));
}

/* Takes the lines of a table from the end of *@member (nullable), as "Sheet1/lines 1 to 40" has them: *@member becomes the rest,
 * %NULL when there is none. */
static void
cut_span (char       **member,
          BwTableSpan *span)
{
  char *slash = *member != NULL ? strrchr (*member, '/') : NULL;

  if (*member == NULL || !bw_table_span_parse (slash != NULL ? slash + 1 : *member, span))
    return;
  if (slash != NULL)
    *slash = '\0';
  else
    g_clear_pointer (member, g_free);
}

/* The tables in the file or the files of the folder at @path, which may itself be the path of one.
 * Returns: (transfer full) (nullable): the paths under which they can be opened, @path itself for a plain file; %NULL with
 * @error set. */
char **
bw_input_list (const char *path,
               GError    **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *member = NULL;
  g_autofree char *file = cut_path (path, &member);
  Form             form;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      if (!list_folder (path, paths, error))
        return NULL;
    }
  else if (member != NULL)
    g_ptr_array_add (paths, g_strdup (path));
  else if (!find_form (file, &form, &members, error))
    return NULL;
  else if (form == FORM_ZIP)
    {
      g_autoptr (GPtrArray) packed = g_ptr_array_new_with_free_func (g_free);

      if (!list_archive (path, members, packed, error))
        return NULL;
      for (guint i = 0; i < packed->len; i++)
        list_tables (g_ptr_array_index (packed, i), file, paths);
    }
  else if (form == FORM_WORKBOOK)
    {
      g_auto (GStrv) sheets = bw_xlsx_list (path, error);

      if (sheets == NULL)
        return NULL;
      for (char **sheet = sheets; *sheet != NULL; sheet++)
        {
          g_autofree char *table = g_strconcat (path, "/", *sheet, NULL);

          list_tables (table, file, paths);
        }
    }
  else
    list_tables (path, file, paths);
  g_ptr_array_add (paths, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

/* Opens what is inside the @file. */
static gboolean
open_inside (BwInput    *input,
             const char *file,
             const char *member,
             Form        form,
             GError    **error)
{
  if (form == FORM_WORKBOOK)
    {
      input->sheet = bw_xlsx_open (file, member, error);
      return input->sheet != NULL;
    }
  input->archive = bw_archive_open (file, member, error);
  return input->archive != NULL;
}

/* Opens the table at @path; of a file with several tables the first.
 * Returns: (transfer full) (nullable): the table before its first byte; %NULL with @error set. */
BwInput *
bw_input_open (const char *path,
               GError    **error)
{
  g_autoptr (BwInput) input = g_new0 (BwInput, 1);
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *member = NULL;
  g_autofree char *whole = NULL; /* member and lines */
  g_autofree char *file = cut_path (path, &member);
  g_autofree char *base = g_path_get_basename (file);
  Form             form = FORM_PLAIN;

  input->fd = -1;
  if (!find_form (file, &form, &members, error))
    return NULL;
  if (member == NULL && (form == FORM_ZIP || form == FORM_WORKBOOK))
    {
      g_auto (GStrv) tables = bw_input_list (file, error);

      if (tables == NULL)
        return NULL;
      member = g_strdup (tables[0] + strlen (file) + 1);
    }
  whole = g_strdup (member);
  cut_span (&member, &input->span);
  if (member != NULL && (form == FORM_GZIP || form == FORM_PLAIN))
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND, _ ("There is no “%s” in “%s”."), member, base);
      return NULL;
    }
  input->name = whole != NULL ? g_strconcat (base, "/", whole, NULL) : g_steal_pointer (&base);
  if (form == FORM_PLAIN)
    {
      input->fd = open_plain (file, &input->size, error);
      if (input->fd < 0)
        return NULL;
    }
  else if (!open_inside (input, file, member, form, error))
    return NULL;
  return g_steal_pointer (&input);
}

/* Frees @input (transfer full) (nullable). */
void
bw_input_free (BwInput *input)
{
  if (input == NULL)
    return;
  if (input->fd >= 0)
    close (input->fd);
  bw_archive_free (input->archive);
  bw_xlsx_free (input->sheet);
  g_free (input->name);
  g_free (input);
}

static gssize
read_plain (BwInput *input,
            char    *buffer,
            gsize    n,
            GError **error)
{
  gssize got;

  do
    got = read (input->fd, buffer, n);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    {
      int problem = errno;

      g_set_error (error, BW_IMPORT_ERROR, problem == EISDIR ? BW_IMPORT_ERROR_NOT_CSV : BW_IMPORT_ERROR_IO,
                   _ ("“%s” could not be read: %s."), input->name, g_strerror (problem));
    }
  return got;
}

/* Reads until @buffer holds @n bytes or there are no more. Returns how many, fewer than @n only at the end; -1 with @error
 * set. */
gssize
bw_input_read (BwInput *input,
               char    *buffer,
               gsize    n,
               GError **error)
{
  gsize  filled = 0;
  gssize got = 1;

  while (filled < n && got != 0)
    {
      if (input->fd >= 0)
        got = read_plain (input, buffer + filled, n - filled, error);
      else if (input->archive != NULL)
        got = bw_archive_read (input->archive, buffer + filled, n - filled, error);
      else
        got = bw_xlsx_read (input->sheet, buffer + filled, n - filled, error);
      if (got < 0)
        return -1;
      filled += got;
    }
  input->done += filled;
  return (gssize)filled;
}

/* Returns: (transfer none): the table's name without folder, such as "archive.zip/deals.csv". */
const char *
bw_input_get_name (const BwInput *input)
{
  return input->name;
}

/* The lines of the file on which the table stands; last: 0 for all of them. */
BwTableSpan
bw_input_get_span (const BwInput *input)
{
  return input->span;
}

/* Whether the table is a workbook's: its bytes are then UTF-8 with commas, each row one record. */
gboolean
bw_input_is_sheet (const BwInput *input)
{
  return input->sheet != NULL;
}

/* How much of the file has been read, 0 to 1. */
double
bw_input_get_progress (const BwInput *input)
{
  if (input->archive != NULL)
    return bw_archive_get_progress (input->archive);
  if (input->sheet != NULL)
    return bw_xlsx_get_progress (input->sheet);
  return input->size > 0 ? MIN (1.0, (double)input->done / (double)input->size) : 1.0;
}
