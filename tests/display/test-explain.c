/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that explain themselves, and pages as reports, in a real window. */

#include "app/bw-explain.h"
#include "app/bw-page.h"
#include "app/bw-tile.h"
#include "chart/bw-report.h"
#include "core/bw-money.h"
#include "core/bw-sample.h"
#include "window-fixture.h"

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 1200;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static gboolean
has_value (gpointer data)
{
  const char *value = bw_tile_get_value (data);

  return value != NULL && *value != '\0';
}

static gboolean
is_open (gpointer data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (data);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static gboolean
is_closed (gpointer data)
{
  return !is_open (data);
}

static gboolean
has_source (gpointer data)
{
  GtkWidget *label = window_find (data, GTK_TYPE_LABEL, NULL, NULL);

  return label != NULL && window_has_label (data, "sample");
}

/* The first tile of Home opens what is closed: the same sum as core's, to the cent, and the rows of the file behind its deals. */
static void
test_tile (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget     *page = window_show_page (fixture, "home");
  GtkWidget     *tile = window_find_hidden (page, BW_TYPE_TILE);
  BwSession     *session = bw_window_get_session (fixture->window);
  const BwBook  *book = bw_session_get_book (session);
  BwFocus       *focus = bw_session_get_focus (session);
  GtkMenuButton *button;
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (book, bw_focus_get_scope (focus), bw_focus_get_period (focus),
                                                        bw_focus_get_as_of (focus), 1, 10, NULL, NULL);
  g_autofree char *won = bw_money_format (outlook->won, book->currency);
  GtkWidget       *popover;

  window_wait_until (has_value, tile);
  button = GTK_MENU_BUTTON (window_find (tile, GTK_TYPE_MENU_BUTTON, NULL, NULL));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  gtk_menu_button_popup (button);
  window_wait_until (is_open, button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  g_assert_true (window_has_label (popover, won));
  g_assert_nonnull (window_find (popover, GTK_TYPE_LIST_BOX_ROW, NULL, NULL));
  window_wait_until (has_source, popover);
  gtk_menu_button_popdown (button);
  window_wait_until (is_closed, button);
  /* It can be opened again, and closed while it still asks. */
  gtk_menu_button_popup (button);
  gtk_menu_button_popdown (button);
}

static gboolean
has_report (gpointer data)
{
  g_autoptr (BwReport) report = bw_page_make_report (data, NULL);

  return report != NULL;
}

/* Every page of the window can be printed. */
static void
test_reports (WindowFixture *fixture,
              gconstpointer  data)
{
  static const BwPaper paper = BW_PAPER_A4;

  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      GtkWidget       *page = window_show_page (fixture, bw_window_page_name (i));
      g_autofree char *name = g_strdup_printf ("%s.pdf", bw_window_page_name (i));
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (BwReport) report = NULL;
      g_autoptr (GError) error = NULL;

      /* There is nothing of scenarios before one is begun. */
      if (g_str_equal (bw_window_page_name (i), "scenarios"))
        continue;
      window_wait_until (has_report, page);
      report = bw_page_make_report (BW_PAGE (page), NULL);
      g_assert_true (bw_report_save (report, path, &paper, &error));
      g_assert_no_error (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/explain/tile", WindowFixture, NULL, set_up, test_tile, window_fixture_tear_down);
  g_test_add ("/explain/reports", WindowFixture, NULL, set_up, test_reports, window_fixture_tear_down);
  return g_test_run ();
}
