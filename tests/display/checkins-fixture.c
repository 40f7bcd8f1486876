/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tests plan check-ins in a window, hold them and come back to what was promised. */

#include "checkins-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-checkin-view.h"
#include "app/bw-checkin-walk.h"
#include "app/bw-page.h"
#include "core/bw-ics.h"
#include "session/bw-live-outlook.h"

/* A team that has not begun with check-ins. */
void
checkins_forget (BwBook *book)
{
  GArray *const tables[] = { book->cadences, book->meetings, book->commitments, book->comments };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_array_set_size (tables[i], 0);
}

BwBook *
checkins_get_book (WindowFixture *fixture)
{
  return bw_session_get_book (bw_window_get_session (fixture->window));
}

/* A manager who has reports, and one of these that has deals. */
void
checkins_find_pair (const BwBook *book,
                    gint32       *host,
                    gint32       *person)
{
  for (guint i = 0; i < book->deals.n; i++)
    {
      *person = book->deals.owner[i];
      *host = *person >= 0 ? bw_book_person (book, (guint)*person)->manager : BW_NOBODY;
      if (*host >= 0 && bw_book_person (book, (guint)*person)->ended == BW_DATE_NONE)
        return;
    }
  g_assert_not_reached ();
}

const char *
checkins_name_of (const BwBook *book,
                  gint32        person)
{
  return bw_book_text (book, bw_book_person (book, (guint)person)->name);
}

/* ---- waiting ---- */

GtkWidget *
checkins_find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

gboolean
checkins_has_dialog (gpointer data)
{
  return checkins_find_dialog () != NULL;
}

typedef struct
{
  WindowFixture *fixture;
  guint          cadences, meetings, commitments, comments;
} Wanted;

static gboolean
has_rows (gpointer data)
{
  const Wanted *wanted = data;
  const BwBook *book = checkins_get_book (wanted->fixture);

  return book->cadences->len == wanted->cadences && book->meetings->len == wanted->meetings &&
         book->commitments->len == wanted->commitments && book->comments->len == wanted->comments;
}

void
checkins_wait_rows (WindowFixture *fixture,
                    guint          cadences,
                    guint          meetings,
                    guint          commitments,
                    guint          comments)
{
  Wanted wanted = { fixture, cadences, meetings, commitments, comments };

  window_wait_until (has_rows, &wanted);
}

gboolean
checkins_has_agenda (gpointer view)
{
  return bw_checkin_view_get_agenda (view) != NULL;
}

static gboolean
can_undo (gpointer window)
{
  return g_action_group_get_action_enabled (window, "undo");
}

/* ---- acting ---- */

void
checkins_undo (WindowFixture *fixture)
{
  window_wait_until (can_undo, fixture->window);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "undo", NULL);
}

/* The drop-down below @root that offers @name, with it chosen. */
gboolean
checkins_choose (GtkWidget  *root,
                 const char *name,
                 guint       which)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GListModel *model = GTK_IS_DROP_DOWN (child) ? gtk_drop_down_get_model (GTK_DROP_DOWN (child)) : NULL;

      if (model == NULL || n++ != which)
        continue;
      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        {
          g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

          if (!g_str_equal (gtk_string_object_get_string (item), name))
            continue;
          gtk_drop_down_set_selected (GTK_DROP_DOWN (child), i);
          return TRUE;
        }
    }
  return FALSE;
}

/* Plans a weekly check-in of the two by the dialog. */
void
checkins_plan (WindowFixture *fixture,
               GtkWidget     *page,
               gint32         host,
               gint32         person)
{
  const BwBook *book = checkins_get_book (fixture);
  GtkWidget    *dialog, *grid;

  gtk_widget_activate (window_find (page, GTK_TYPE_BUTTON, "label", "_New check-in…"));
  window_wait_until (checkins_has_dialog, NULL);
  dialog = checkins_find_dialog ();
  grid = window_find (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)), GTK_TYPE_GRID, NULL, NULL);
  g_assert_true (checkins_choose (grid, checkins_name_of (book, host), 0));
  g_assert_true (checkins_choose (grid, checkins_name_of (book, person), 1));
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save"));
  gtk_editable_set_text (GTK_EDITABLE (window_find (grid, GTK_TYPE_ENTRY, NULL, NULL)), "25:00");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save"));
  gtk_editable_set_text (GTK_EDITABLE (window_find (grid, GTK_TYPE_ENTRY, NULL, NULL)), "10:30");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  gtk_window_close (GTK_WINDOW (dialog));
  checkins_wait_rows (fixture, 1, 0, 0, 0);
}

/* What the page says is what core says. */
static void
check_agenda (WindowFixture *fixture,
              GtkWidget     *view)
{
  const BwAgenda *shown = bw_checkin_view_get_agenda (BW_CHECKIN_VIEW (view));
  BwBook         *book = checkins_get_book (fixture);
  g_autoptr (BwOutlook) now = bw_outlook_new (book, &shown->scope, &shown->query.period, shown->query.as_of, BW_LIVE_OUTLOOK_SEED, NULL, NULL);
  g_autoptr (BwOutlook) before = NULL;
  g_autoptr (BwAgenda) agenda = NULL;

  if (shown->since < shown->query.as_of && shown->since >= shown->query.period.from)
    before = bw_outlook_new (book, &shown->scope, &shown->query.period, shown->since, BW_LIVE_OUTLOOK_SEED, NULL, NULL);
  agenda = bw_agenda_new (book, &shown->query, now, before);
  g_assert_cmpint (agenda->closed, ==, now->won);
  g_assert_cmpuint (agenda->items->len, ==, shown->items->len);
  g_assert_cmpuint (agenda->items->len, >, 3);
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);

      g_assert_true (window_has_label (view, item->title));
      g_assert_true (window_has_label (view, item->text));
    }
}

void
checkins_promise (WindowFixture *fixture,
                  GtkWidget     *view,
                  const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (window_find (view, GTK_TYPE_ENTRY, "placeholder-text", "Who does what?")), text);
  gtk_widget_activate (window_find (view, GTK_TYPE_BUTTON, "label", "_Add"));
}

/* ---- the story ---- */

static void
check_brief (WindowFixture *fixture,
             GtkWidget     *page)
{
  g_autoptr (BwReport) report = bw_page_make_report (BW_PAGE (page), NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "brief.pdf", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  BwPaper paper = BW_PAPER_A4;
  gsize   length;

  g_assert_nonnull (report);
  bw_report_save (report, path, &paper, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_assert_true (length > 1000 && g_str_has_prefix (text, "%PDF"));
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
walk (WindowFixture *fixture,
      GtkWidget     *view)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (window_find (view, GTK_TYPE_TOGGLE_BUTTON, "label", "Walk through _deals"));
  BwCheckinWalk   *deals;
  gint32           first;

  gtk_toggle_button_set_active (button, TRUE);
  deals = BW_CHECKIN_WALK (window_find (view, BW_TYPE_CHECKIN_WALK, NULL, NULL));
  first = bw_checkin_walk_get_deal (deals);
  g_assert_cmpint (first, >=, 0);
  g_assert_true (window_has_label (GTK_WIDGET (deals), bw_book_text (checkins_get_book (fixture), checkins_get_book (fixture)->deals.name[first])));
  bw_checkin_walk_move (deals, 1);
  g_assert_cmpint (bw_checkin_walk_get_deal (deals), !=, first);
  bw_checkin_walk_move (deals, -2); /* not before the first */
  g_assert_cmpint (bw_checkin_walk_get_deal (deals), !=, first);
  bw_checkin_walk_move (deals, -1);
  g_assert_cmpint (bw_checkin_walk_get_deal (deals), ==, first);
  /* What is promised now is about the deal that is looked at. */
  checkins_promise (fixture, view, "Call them about the date");
  checkins_wait_rows (fixture, 1, 1, 1, 0);
  g_assert_cmpint (bw_book_commitment (checkins_get_book (fixture), 0)->deal, ==, first);
  gtk_toggle_button_set_active (button, FALSE);
}

GtkListBox *
checkins_get_list (GtkWidget *page)
{
  return GTK_LIST_BOX (window_find (page, GTK_TYPE_LIST_BOX, NULL, NULL));
}

/* Chooses the row after @title that comes on a later day than @day. */
static void
choose_next (GtkWidget *page)
{
  GtkListBox    *list = checkins_get_list (page);
  GtkListBoxRow *row;

  /* What concerns me, the one that is coming next, the one that was held. */
  row = gtk_list_box_get_row_at_index (list, 1);
  g_assert_nonnull (row);
  gtk_list_box_select_row (list, row);
}

/* Plans the first check-in, walks through its deals, promises something, holds it, prints its brief, and finds at the next what was
 * promised. */
void
checkins_hold (WindowFixture *fixture,
               gconstpointer  data)
{
  GtkWidget       *page = window_show_page (fixture, "checkins"), *view;
  gint32           host, person;
  BwDate           first;
  gint64           line;
  g_autofree char *calendar = NULL;

  g_assert_true (window_has_label (page, "No check-ins yet"));
  checkins_find_pair (checkins_get_book (fixture), &host, &person);
  checkins_plan (fixture, page, host, person);
  g_assert_cmpint (bw_book_cadence (checkins_get_book (fixture), 0)->host, ==, host);
  g_assert_cmpint (bw_book_cadence (checkins_get_book (fixture), 0)->person, ==, person);
  g_assert_cmpuint (bw_book_cadence (checkins_get_book (fixture), 0)->starts, ==, 630);
  first = bw_book_cadence (checkins_get_book (fixture), 0)->first;
  view = window_find (page, BW_TYPE_CHECKIN_VIEW, NULL, NULL);
  window_wait_until (checkins_has_agenda, view);
  check_agenda (fixture, view);
  walk (fixture, view);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (window_find (view, GTK_TYPE_TEXT_VIEW, NULL, NULL))), "All went well", -1);
  gtk_widget_activate (window_find (view, GTK_TYPE_BUTTON, "label", "_Held"));
  checkins_wait_rows (fixture, 1, 2, 1, 0);
  line = bw_meeting_line (bw_book_meeting (checkins_get_book (fixture), 0));
  g_assert_cmpint (bw_meeting_get (checkins_get_book (fixture), line)->state, ==, BW_MEETING_HELD);
  g_assert_cmpint (bw_meeting_get (checkins_get_book (fixture), line)->day, ==, first);
  g_assert_cmpstr (bw_book_text (checkins_get_book (fixture), bw_meeting_get (checkins_get_book (fixture), line)->notes), ==, "All went well");
  g_assert_cmpint (bw_book_commitment (checkins_get_book (fixture), 0)->meeting, ==, line);
  g_assert_cmpint (bw_book_commitment (checkins_get_book (fixture), 0)->due, ==, first + 7);
  check_brief (fixture, page);

  choose_next (page);
  window_wait_until (checkins_has_agenda, view);
  g_assert_cmpint (bw_checkin_view_get_agenda (BW_CHECKIN_VIEW (view))->query.day, ==, first + 7);
  g_assert_cmpint (bw_checkin_view_get_agenda (BW_CHECKIN_VIEW (view))->last, ==, line);
  g_assert_true (window_has_label (view, "Call them about the date"));
  gtk_widget_activate (window_find (view, GTK_TYPE_BUTTON, "tooltip-text", "It was kept"));
  checkins_wait_rows (fixture, 1, 2, 2, 0);
  g_assert_cmpint (bw_book_commitment (checkins_get_book (fixture), 1)->state, ==, BW_COMMITMENT_KEPT);
  checkins_undo (fixture);
  checkins_wait_rows (fixture, 1, 2, 1, 0);
  calendar = bw_ics_new (checkins_get_book (fixture), &bw_book_cadence (checkins_get_book (fixture), 0)->key, 1);
  g_assert_nonnull (strstr (calendar, "RRULE:FREQ=WEEKLY"));
}
