/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads people: representatives, their managers, regions and roles.
 *
 * Managers are named by name or id and may stand in the file themselves, before or after. Whoever manages somebody is
 * made a manager, unless the file gives another role. */

#include "core/bw-reporting.h"
#include "import/bw-import-run.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_NAMED = 5, /* managers in a note */
  DAY = 86400,   /* seconds */
};

static BwRole
role_of_title (const char *title)
{
  static const struct
  {
    const char *word;
    BwRole      role;
  } words[] = {
    { "operations", BW_ROLE_OPERATIONS },
    { "salesops", BW_ROLE_OPERATIONS },
    { "revops", BW_ROLE_OPERATIONS },
    { "chief", BW_ROLE_EXECUTIVE },
    { "president", BW_ROLE_EXECUTIVE },
    { "ceo", BW_ROLE_EXECUTIVE },
    { "cro", BW_ROLE_EXECUTIVE },
    { "executiveofficer", BW_ROLE_EXECUTIVE },
    { "vp", BW_ROLE_EXECUTIVE },
    { "director", BW_ROLE_MANAGER },
    { "head", BW_ROLE_MANAGER },
    { "teamlead", BW_ROLE_MANAGER },
    { "salesmanager", BW_ROLE_MANAGER },
    { "regionalmanager", BW_ROLE_MANAGER },
  };
  g_autofree char *folded = bw_header_fold (title);

  if (strstr (folded, "accountmanager") != NULL)
    return BW_ROLE_REP;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].role;
  return g_str_equal (folded, "manager") ? BW_ROLE_MANAGER : BW_ROLE_REP;
}

static char *
read_name (BwSource       *source,
           const BwCsvRow *row)
{
  const char      *name = bw_source_cell (source, row, BW_IMPORT_NAME);
  g_autofree char *both = NULL;

  if (!bw_value_is_missing (name))
    return g_strdup (name);
  both = g_strdup_printf ("%s %s", bw_source_cell (source, row, BW_IMPORT_FIRST_NAME),
                          bw_source_cell (source, row, BW_IMPORT_LAST_NAME));
  return g_strdup (g_strstrip (both));
}

static gint32
read_manager (BwImportRun    *run,
              BwSource       *source,
              const BwCsvRow *row)
{
  const char *ref = bw_source_cell (source, row, BW_IMPORT_MANAGER_ID);
  const char *name = bw_source_cell (source, row, BW_IMPORT_MANAGER);
  gboolean    is_new;
  gint32      manager = bw_linker_person (run->linker, bw_value_is_missing (ref) ? "" : ref,
                                     bw_value_is_missing (name) ? "" : name, &is_new);

  if (manager >= 0 && bw_book_person (run->book, manager)->role == BW_ROLE_REP)
    {
      bw_book_person (run->book, manager)->role = BW_ROLE_MANAGER;
      bw_delta_mark (run->delta, BW_TABLE_PEOPLE, manager);
    }
  return manager;
}

/* The day of the list: of the file, else of the import. */
static BwDate
list_day (const BwImportRun *run)
{
  gint64 now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;

  return run->known_as_of != BW_DATE_NONE ? run->known_as_of : (BwDate)(now / 86400);
}

/* Reads one row into @person. Returns whether it changed. */
static gboolean
fill_person (BwImportRun    *run,
             BwSource       *source,
             const BwCsvRow *row,
             gint32          index)
{
  gint32      manager = read_manager (run, source, row);
  BwPerson   *person = bw_book_person (run->book, index);
  const char *role = bw_source_cell (source, row, BW_IMPORT_ROLE);
  BwRole      named = *role != '\0' ? role_of_title (role) : BW_ROLE_REP;
  gboolean    changed, active;
  BwDate      date;

  changed = bw_linker_set_text (run->linker, &person->email, bw_source_cell (source, row, BW_IMPORT_EMAIL));
  changed |= bw_linker_set_text (run->linker, &person->region, bw_source_cell (source, row, BW_IMPORT_REGION));
  changed |= bw_linker_set_text (run->linker, &person->time_zone,
                                 bw_source_cell (source, row, BW_IMPORT_TIME_ZONE));
  if (manager >= 0 && manager == index)
    bw_source_reject_cell (source, row, bw_source_has (source, BW_IMPORT_MANAGER) ? BW_IMPORT_MANAGER : BW_IMPORT_MANAGER_ID,
                           _ ("Nobody is their own manager."));
  else if (manager >= 0 && person->manager != manager)
    {
      person->manager = manager;
      changed = TRUE;
    }
  if (named != BW_ROLE_REP && person->role != named)
    {
      person->role = named;
      changed = TRUE;
    }
  if (bw_source_date (source, row, BW_IMPORT_STARTED, FALSE, &date) && date != BW_DATE_NONE &&
      date != person->started)
    {
      person->started = date;
      changed = TRUE;
    }
  if (bw_source_date (source, row, BW_IMPORT_ENDED, FALSE, &date) && date != BW_DATE_NONE && date != person->ended)
    {
      person->ended = date;
      changed = TRUE;
    }
  /* Whoever is not active any more left by the day of the list. */
  if (bw_value_parse_boolean (bw_source_cell (source, row, BW_IMPORT_IS_ACTIVE), &active) == BW_VALUE_GOOD && !active &&
      person->ended == BW_DATE_NONE)
    {
      person->ended = list_day (run);
      changed = TRUE;
    }
  return changed;
}

/* Takes out what makes managers circular: nobody is above themselves. */
static void
break_circles (BwImportRun *run,
               BwSource    *source)
{
  BwBook *book = run->book;

  for (guint i = 0; i < book->people->len; i++)
    {
      gint32 above = bw_book_person (book, i)->manager;
      guint  steps = 0;

      while (above >= 0 && above != (gint32)i && steps++ < book->people->len)
        above = bw_book_person (book, above)->manager;
      if (above != (gint32)i)
        continue;
      bw_book_person (book, i)->manager = BW_NOBODY;
      bw_delta_mark (run->delta, BW_TABLE_PEOPLE, i);
      bw_source_note (source, _ ("%s would be above and below the same people; the manager was left out."),
                      bw_book_text (book, bw_book_person (book, i)->name));
    }
}

/* Says which managers the list itself does not have; those from @first on are new. */
static void
note_unlisted (BwImportRun *run,
               BwSource    *source,
               guint        first,
               GHashTable  *met)
{
  BwBook *book = run->book;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = first; i < book->people->len; i++)
    if (!g_hash_table_contains (met, GINT_TO_POINTER ((gint32)i)) && n++ < MAX_NAMED)
      g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", bw_book_text (book, bw_book_person (book, i)->name));
  if (n > MAX_NAMED)
    g_string_append (names, ", …");
  if (n > 0)
    bw_source_note (source,
                    ngettext ("%u manager is not in the list and was added by name: %s.",
                              "%u managers are not in the list and were added by name: %s.", n),
                    n, names->str);
}

/* Reads people. */
gboolean
bw_import_people (BwImportRun *run,
                  BwSource    *source,
                  GError     **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) managers = bw_reporting_managers (run->book);
  GError  *problem = NULL;
  BwCsvRow row;
  guint    first = run->book->people->len;

  while (bw_source_next (source, &row, &problem))
    {
      g_autofree char *name = read_name (source, &row);
      const char      *ref = bw_source_cell (source, &row, BW_IMPORT_ID);
      gboolean         is_new, changed = FALSE;
      gint32           person;

      if (*name == '\0')
        {
          bw_source_reject (source, &row,
                            bw_source_has (source, BW_IMPORT_NAME) ? BW_IMPORT_NAME : BW_IMPORT_LAST_NAME,
                            _ ("The person has no name."));
          continue;
        }
      if (bw_linker_was_merged (run->linker, BW_TABLE_PEOPLE, ref, name))
        {
          source->summary->n_unchanged++;
          continue;
        }
      person = bw_linker_person (run->linker, ref, name, &is_new);
      if (!g_hash_table_add (met, GINT_TO_POINTER (person)))
        {
          bw_source_reject (source, &row, *ref != '\0' ? BW_IMPORT_ID : BW_IMPORT_NAME,
                            _ ("The list has this person before, and nothing tells the two apart; the first row counts."));
          continue;
        }
      if (!is_new && *ref != '\0' &&
          strcmp (bw_book_text (run->book, bw_book_person (run->book, person)->name), name) != 0)
        {
          bw_linker_rename_person (run->linker, person, name);
          changed = TRUE;
        }
      changed |= fill_person (run, source, &row, person);
      if (changed)
        bw_delta_mark (run->delta, BW_TABLE_PEOPLE, person);
      /* Who was named as a manager before is new all the same. */
      is_new = (guint)person >= run->delta->before[BW_TABLE_PEOPLE];
      source->summary->n_new += is_new;
      source->summary->n_changed += !is_new && changed;
      source->summary->n_unchanged += !is_new && !changed;
    }
  break_circles (run, source);
  bw_reporting_note (run->book, managers, list_day (run), (gint64)list_day (run) * DAY);
  note_unlisted (run, source, first, met);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
