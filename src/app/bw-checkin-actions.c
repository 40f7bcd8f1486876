/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the program from a check-in: the calendar, the brief, a mail.
 *
 * The program sends nothing by itself: the mail is written by the desktop's own mail program, to which xdg-email (xdg-utils) hands the
 * brief as an attachment. Where there is none, or it does not take it, a sentence says so and what can be done instead. The
 * attached file stays in the cache folder, as nobody tells when the mail program has read it. */

#include "app/bw-checkin-actions.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-report-print.h"
#include "app/bw-window.h"
#include "chart/bw-checkin-report.h"
#include "core/bw-ics.h"

/* What is to be written once it is said where. */
typedef struct
{
  char       *text;   /* (owned) (nullable): else */
  BwReport   *report; /* (owned) (nullable) */
  const char *done;
  const char *failed;
} Saving;

#define TO_SAVE "bw-checkin-to-save"

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_free (saving->text);
  g_clear_pointer (&saving->report, bw_report_unref);
  g_free (saving);
}

static void
save_to_cb (GListModel *files,
            gpointer    data)
{
  GtkWindow *parent = data;
  Saving    *saving = g_object_get_data (G_OBJECT (parent), TO_SAVE);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  BwPaper  paper = bw_report_print_paper ();
  gboolean good;

  if (path == NULL || saving == NULL)
    return;
  good = saving->report != NULL ? bw_report_save (saving->report, path, &paper, &error) : g_file_set_contents (path, saving->text, -1, &error);
  if (!good)
    bw_dialogs_show_error (parent, saving->failed, error);
  else if (BW_IS_WINDOW (parent))
    bw_window_toast (BW_WINDOW (parent), saving->done);
}

/* A file's name made of @title: without what file systems do not take. */
static char *
dup_name (const char *title,
          const char *suffix)
{
  g_autofree char *name = g_strdup (title);

  g_strdelimit (name, "/\\:*?\"<>|", ' ');
  for (char *twice = strstr (name, "  "); twice != NULL; twice = strstr (name, "  "))
    memmove (twice, twice + 1, strlen (twice));
  return g_strdup_printf ("%s.%s", name, suffix);
}

/* Asks where to save the cadences with @lines as a calendar, and saves it. */
void
bw_checkin_actions_save_calendar (GtkWindow    *parent,
                                  const BwBook *book,
                                  const gint64 *lines,
                                  guint         n)
{
  Saving          *saving = g_new0 (Saving, 1);
  g_autofree char *name = dup_name (_ ("Check-ins"), "ics");

  *saving = (Saving) { bw_ics_new (book, lines, n), NULL, _ ("The calendar is saved. Open it to add the check-ins to yours."),
                       _ ("The calendar was not saved") };
  g_object_set_data_full (G_OBJECT (parent), TO_SAVE, saving, free_saving);
  bw_dialogs_save_file (parent, _ ("Add to calendar"), name, _ ("Calendars"), (const char *const[]) { "ics", NULL }, save_to_cb, parent);
}

/* Asks where to save the brief of @agenda, as PDF or Markdown, and saves it. */
void
bw_checkin_actions_save_brief (GtkWindow      *parent,
                               const BwBook   *book,
                               const BwAgenda *agenda,
                               const char     *notes,
                               gboolean        markdown)
{
  Saving          *saving = g_new0 (Saving, 1);
  g_autofree char *title = bw_agenda_dup_title (book, agenda), *name = dup_name (title, markdown ? "md" : "pdf");

  *saving = (Saving) { markdown ? bw_agenda_to_markdown (book, agenda, notes) : NULL,
                       markdown ? NULL : bw_checkin_report_new (book, agenda, notes), _ ("The brief is saved."), _ ("The brief was not saved") };
  g_object_set_data_full (G_OBJECT (parent), TO_SAVE, saving, free_saving);
  if (markdown)
    bw_dialogs_save_file (parent, _ ("Save the brief"), name, _ ("Markdown texts"), (const char *const[]) { "md", NULL }, save_to_cb, parent);
  else
    bw_dialogs_save_file (parent, _ ("Save the brief"), name, _ ("PDF documents"), (const char *const[]) { "pdf", NULL }, save_to_cb, parent);
}

/* ---- mail ---- */

static void
tell_no_mail (GtkWindow *parent)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                                  _ ("This computer has no mail program that takes an attachment. Save the brief as PDF and attach it "
                                                     "where you write your mail."));

  bw_dialogs_show_error (parent, _ ("The mail was not begun"), error);
}

static void
mailed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, &error))
    tell_no_mail (parent);
}

static char *
write_attachment (const BwBook   *book,
                  const BwAgenda *agenda,
                  const char     *notes,
                  GError        **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "bellwether", NULL);
  g_autofree char *title = bw_agenda_dup_title (book, agenda), *name = dup_name (title, "pdf");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  BwPaper          paper = bw_report_print_paper ();

  g_mkdir_with_parents (folder, 0700);
  return bw_checkin_report_save (book, agenda, notes, path, &paper, error) ? g_steal_pointer (&path) : NULL;
}

/* Has the desktop's mail program begin a mail to the one whose check-in it is (of a team: to nobody yet), with the brief attached. */
void
bw_checkin_actions_mail (GtkWindow      *parent,
                         const BwBook   *book,
                         const BwAgenda *agenda,
                         const char     *notes)
{
  g_autofree char *program = g_find_program_in_path ("xdg-email"), *title = bw_agenda_dup_title (book, agenda), *path = NULL;
  const char      *address = agenda->query.person >= 0 ? bw_book_text (book, bw_book_person (book, (guint)agenda->query.person)->email) : "";
  g_autoptr (GError) error = NULL;
  g_autoptr (GAppInfo) mailer = g_app_info_get_default_for_uri_scheme ("mailto");
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL || mailer == NULL)
    {
      tell_no_mail (parent);
      return;
    }
  path = write_attachment (book, agenda, notes, &error);
  if (path == NULL)
    {
      bw_dialogs_show_error (parent, _ ("The mail was not begun"), error);
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program, "--utf8", "--subject", title,
                              "--attach", path, *address != '\0' && *address != '-' ? address : NULL, NULL);
  if (process == NULL)
    tell_no_mail (parent);
  else
    g_subprocess_wait_check_async (process, NULL, mailed_cb, g_object_ref (parent));
}
