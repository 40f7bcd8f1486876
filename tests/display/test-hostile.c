/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page with names that are markup, SQL, formulas, formats, control characters, letters that turn the line round, or ten thousand
 * letters long: nothing warns (warnings are fatal here), the names are shown as they are, and tables that are saved are safe.
 *
 *   test-display-hostile [FOLDER]
 *
 * With a folder there is a picture of each page in it afterwards. */

#include <string.h>

#include <glib/gstdio.h>

#include "app/bw-page.h"
#include "chart/bw-report.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-csv-cell.h"
#include "core/bw-meeting.h"
#include "core/bw-note.h"
#include "core/bw-reject-sheet.h"
#include "core/bw-sample.h"
#include "picture.h"
#include "window-fixture.h"

enum
{
  N_LETTERS = 10000,
  N_DEALS = 120,
};

/* (nullable): for pictures. */
static const char *folder;

static const char *const hostile[] = {
  "<b>Bold</i> & <span foreground='red'",
  "'; DROP TABLE deal_rows; --",
  "=HYPERLINK(\"http://example.com\",\"x\")",
  "+1/2",
  "%s%n%d %1$s",
  "\xe2\x80\xae"
  "gnp.exe\xe2\x80\xac \xe2\x81\xa6",
  "bell\x07 escape\x1b[31m one\x01",
  "two\nlines\tand a tab\r",
  "&amp;&#0;&lt;</markup>",
  "Z\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
  "@SUM(A1)",
  " ",
};

static BwText
next_text (BwBook *book)
{
  static guint     n;
  g_autofree char *text = NULL;

  n++;
  if (n % 41 == 0)
    {
      g_autofree char *long_text = g_strnfill (N_LETTERS, 'W');

      text = g_strdup_printf ("%s%u", long_text, n);
    }
  else
    /* Names are told apart. */
    text = g_strdup_printf ("%s%u", hostile[n % G_N_ELEMENTS (hostile)], n);
  return bw_pool_add (&book->texts, text, -1);
}

static void
foul (BwBook *book)
{
#define FOUL(table, Type, field)                         \
  for (guint i = 0; i < book->table->len; i++)           \
    if (g_array_index (book->table, Type, i).field != 0) \
      g_array_index (book->table, Type, i).field = next_text (book);
  FOUL (people, BwPerson, name)
  FOUL (people, BwPerson, email)
  FOUL (people, BwPerson, region)
  FOUL (stages, BwStage, name)
  FOUL (accounts, BwAccount, name)
  FOUL (accounts, BwAccount, industry)
  FOUL (accounts, BwAccount, city)
  FOUL (accounts, BwAccount, street)
  FOUL (products, BwProduct, name)
  FOUL (products, BwProduct, family)
  FOUL (plans, BwPlan, name)
  FOUL (territories, BwTerritory, name)
  FOUL (imports, BwImportRecord, file)
  FOUL (notes, BwNote, text)
  FOUL (notes, BwNote, author)
  FOUL (commitments, BwCommitment, text)
  FOUL (comments, BwComment, text)
  FOUL (meetings, BwMeeting, notes)
  FOUL (scenarios, BwScenario, name)
#undef FOUL
  for (guint i = 0; i < book->deals.n; i++)
    {
      book->deals.name[i] = next_text (book);
      book->deals.next_step[i] = next_text (book);
      book->deals.type[i] = bw_pool_intern (&book->texts, hostile[i % 3]);
      book->deals.source[i] = bw_pool_intern (&book->texts, hostile[3 + i % 3]);
      book->deals.region[i] = bw_pool_intern (&book->texts, hostile[6 + i % 3]);
    }
  book->name = bw_pool_add (&book->texts, hostile[0], -1);
}

static gboolean
is_ready (gpointer page)
{
  return picture_is_ready (page);
}

/* No cell of @csv is one that a spreadsheet works out. */
static void
assert_safe (const char *csv)
{
  const char *at = csv;

  g_assert_true (g_utf8_validate (csv, -1, NULL));
  while (*at != '\0')
    {
      /* One line with its quoted line ends. */
      const char      *end = at;
      gboolean         quoted = FALSE;
      g_autofree char *line = NULL;
      g_autoptr (GPtrArray) cells = NULL;

      for (; *end != '\0' && (quoted || *end != '\r'); end++)
        quoted ^= *end == '"';
      line = g_strndup (at, (gsize)(end - at));
      cells = bw_reject_sheet_split (line);
      for (guint i = 0; i < cells->len; i++)
        {
          const char *cell = g_ptr_array_index (cells, i);

          if (*cell != '\'' && bw_csv_is_formula (cell))
            g_error ("a spreadsheet runs “%.60s”", cell);
        }
      at = end + strspn (end, "\r\n");
    }
}

/* Nothing that does not scroll sideways is wider than the window: a name has pushed what stands beside it out of sight. */
static void
look_at_widths (GtkWidget *widget,
                int        width)
{
  GtkPolicyType across = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &across, NULL);
  if (!gtk_widget_get_mapped (widget) || across != GTK_POLICY_NEVER || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_TEXT (widget))
    return;
  if (gtk_widget_get_width (widget) > width)
    g_error ("a %s is %d wide", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_width (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at_widths (child, width);
}

static void
look_at_report (WindowFixture *fixture,
                GtkWidget     *page)
{
  g_autoptr (GPtrArray) insights = g_ptr_array_new ();
  g_autoptr (BwReport) report = bw_page_make_report (BW_PAGE (page), insights);
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autoptr (GError) error = NULL;
  BwPaper paper = { .width = 595, .height = 842 };

  if (report == NULL)
    return;
  bw_report_save (report, path, &paper, &error);
  g_assert_no_error (error);
  g_unlink (path);
  if (bw_report_has_tables (report))
    {
      g_autofree char *csv = bw_report_to_csv (report);

      assert_safe (csv);
    }
}

static void
test_pages (void)
{
  static const char *const pages[] = { "home", "forecast", "pipeline", "trends", "scenarios", "territories", "checkins", "data" };
  BwSampleOptions          options = bw_sample_default_options ();
  WindowFixture            fixture = { NULL };
  BwBook                  *book;

  options.n_deals = N_DEALS;
  book = bw_sample_new (&options);
  foul (book);
  window_fixture_set_up (&fixture, book);
  bw_book_unref (book);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.window)), ==, hostile[0]);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = window_show_page (&fixture, pages[i]);

      g_test_message ("%s", pages[i]);
      window_wait_until (is_ready, page);
      picture_settle (page);
      look_at_widths (page, gtk_widget_get_width (GTK_WIDGET (fixture.window)));
      look_at_report (&fixture, page);
      if (folder != NULL)
        picture_take (GTK_WIDGET (fixture.window), folder, pages[i]);
    }
  /* What is found, and one deal after the other. */
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i += 3)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.show-found", "s", hostile[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.show-deal", "u", i);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.show-person", "u", i % 8);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
    }
  if (folder != NULL)
    picture_take (GTK_WIDGET (fixture.window), folder, "deal");
  window_fixture_tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  folder = argc > 1 ? argv[1] : NULL;
  g_test_add_func ("/hostile/pages", test_pages);
  return g_test_run ();
}
