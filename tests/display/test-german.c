/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in German: each page draws with its title, and amounts, dates and plurals are as Germans write them. */

#include <locale.h>

#include <glib/gi18n.h>

#include "core/bw-date.h"
#include "core/bw-money.h"
#include "core/bw-sample.h"
#include "window-fixture.h"

#define GERMAN "de_DE.UTF-8"

static gboolean has_german;

static gboolean
skip (void)
{
  if (!has_german)
    g_test_skip ("The locale " GERMAN " is not installed");
  return !has_german;
}

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 800;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

typedef struct
{
  GtkWidget  *page;
  const char *text;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return window_has_label (said->page, said->text);
}

static void
test_pages (WindowFixture *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *title;
    const char *says;
  } pages[] = {
    { "home", "Start", "Was zu tun ist" },
    { "forecast", "Prognose", "Verfahren im Vergleich" },
    { "pipeline", "Pipeline", "Bewegung" },
    { "trends", "Trends", "Wärmekarte" },
    { "scenarios", "Szenarien", "Was wäre, wenn?" },
    { "territories", "Gebiete", "_Bundesstaaten" },
    { "data", "Daten", "Importe" },
  };

  if (skip ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      Said said = { window_show_page (fixture, pages[i].name), pages[i].says };

      g_test_message ("%s", pages[i].name);
      g_assert_true (window_has_label (GTK_WIDGET (fixture->window), pages[i].title));
      window_wait_until (is_said, &said);
    }
}

static void
test_formats (WindowFixture *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *typed;
    const char *full;
    const char *compact;
  } amounts[] = {
    { "8,79 Mio. $", "8.790.000\u00a0$", "8,79\u00a0Mio.\u00a0$" },
    { "271 Tsd.", "271.000\u00a0$", "271\u00a0Tsd.\u00a0$" },
    { "2 mrd", "2.000.000.000\u00a0$", "2,00\u00a0Mrd.\u00a0$" },
    { "500k", "500.000\u00a0$", "500\u00a0Tsd.\u00a0$" },
    { "12,50", "12,50\u00a0$", "12\u00a0$" },
  };
  g_autofree char *date = NULL, *below = NULL;

  if (skip ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      gint64           minor = bw_money_parse_typed (amounts[i].typed, "USD");
      g_autofree char *full = bw_money_format (minor, "USD"), *compact = bw_money_format_compact (minor, "USD");

      g_assert_cmpstr (full, ==, amounts[i].full);
      g_assert_cmpstr (compact, ==, amounts[i].compact);
    }
  below = bw_money_format (-5000, "CHF");
  g_assert_cmpstr (below, ==, "−50\u00a0CHF");
  date = bw_date_format_short (bw_date_from_ymd (2026, 12, 31), BW_DATE_NONE);
  g_assert_cmpstr (date, ==, "31. Dez 2026");
  g_assert_cmpstr (ngettext ("%'u deal", "%'u deals", 1), ==, "%'u Geschäft");
  g_assert_cmpstr (ngettext ("%'u deal", "%'u deals", 2), ==, "%'u Geschäfte");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = NULL;

  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BELLWETHER_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  has_german = setlocale (LC_ALL, GERMAN) != NULL;

  application = window_fixture_init_in (&argc, &argv, has_german ? GERMAN : "C.UTF-8");
  g_test_add ("/german/pages", WindowFixture, NULL, set_up, test_pages, window_fixture_tear_down);
  g_test_add ("/german/formats", WindowFixture, NULL, set_up, test_formats, window_fixture_tear_down);
  return g_test_run ();
}
