/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How counts, amounts, dates and lists are written in each of the languages that the programs speak. */

#include <locale.h>

#include <glib/gi18n.h>

#include "app/bw-import-wording.h"
#include "core/bw-money.h"

static const char *const locales[] = { "de_DE.UTF-8", "es_ES.UTF-8", "fr_FR.UTF-8", "ja_JP.UTF-8", "pt_BR.UTF-8", "zh_CN.UTF-8" };

enum
{
  N_LOCALES = G_N_ELEMENTS (locales),
};

/* Returns: whether the machine has the language of that number. */
static gboolean
speak (guint language)
{
  if (setlocale (LC_ALL, locales[language]) != NULL)
    return TRUE;
  g_test_message ("The locale %s is not installed", locales[language]);
  return FALSE;
}

/* Takes @text; @wanted is as it should be. */
static void
assert_text (char       *text,
             const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_plurals (void)
{
  static const char *const rejected[N_LOCALES][2] = {
    { "1 abgelehnt", "2 abgelehnt" },
    { "1 rechazada", "2 rechazadas" },
    { "1 rejetée", "2 rejetées" },
    { "拒否 1 件", "拒否 2 件" },
    { "1 rejeitada", "2 rejeitadas" },
    { "被拒绝 1", "被拒绝 2" },
  };
  static const char *const slipped[N_LOCALES][2] = {
    { "1\u00a0verschoben", "2\u00a0verschoben" },
    { "1\u00a0retrasada", "2\u00a0retrasadas" },
    { "1\u00a0glissée", "2\u00a0glissées" },
    { "ずれ込み1\u2060件", "ずれ込み2\u2060件" },
    { "1\u00a0atrasado", "2\u00a0atrasados" },
    { "滑期 1", "滑期 2" },
  };

  for (guint i = 0; i < N_LOCALES; i++)
    for (guint n = 1; n <= 2; n++)
      if (speak (i))
        {
          assert_text (bw_import_wording_tally (BW_TALLY_REJECTED, n), rejected[i][n - 1]);
          assert_text (g_strdup_printf (ngettext ("%'u\u00a0slipped", "%'u\u00a0slipped", n), n), slipped[i][n - 1]);
        }
}

static void
test_amounts (void)
{
  /* 4,360 and 43,600, 1.59 million, 999,996,000 and 8.79 billion dollars. */
  static const gint64      minors[] = { 436000, 4360000, 159000000, 99999600000, 879000000000 };
  static const char *const wanted[N_LOCALES][G_N_ELEMENTS (minors)] = {
    { "4,36\u00a0Tsd.\u00a0$", "43,6\u00a0Tsd.\u00a0$", "1,59\u00a0Mio.\u00a0$", "1,00\u00a0Mrd.\u00a0$", "8,79\u00a0Mrd.\u00a0$" },
    { "4,36\u00a0K\u00a0$", "43,6\u00a0K\u00a0$", "1,59\u00a0M\u00a0$", "1,00\u00a0mil M\u00a0$", "8,79\u00a0mil M\u00a0$" },
    { "4,36\u00a0k\u00a0$", "43,6\u00a0k\u00a0$", "1,59\u00a0M\u00a0$", "1,00\u00a0Md\u00a0$", "8,79\u00a0Md\u00a0$" },
    { "$4,360", "$4.36万", "$159万", "$10.0億", "$87.9億" },
    { "$\u00a04,36\u00a0mil", "$\u00a043,6\u00a0mil", "$\u00a01,59\u00a0mi", "$\u00a01,00\u00a0bi", "$\u00a08,79\u00a0bi" },
    { "$4,360", "$4.36万", "$159万", "$10.0亿", "$87.9亿" },
  };

  for (guint i = 0; i < N_LOCALES; i++)
    for (guint k = 0; speak (i) && k < G_N_ELEMENTS (minors); k++)
      assert_text (bw_money_format_compact (minors[k], "USD"), wanted[i][k]);
}

/* What people type is read in the words in which it is shown. */
static void
test_typed (void)
{
  static const char *const typed[N_LOCALES] = { "1,5 Mio. $", "1,5 M $", "1,5 M $", "$150万", "$ 1,5 mi", "$150万" };

  for (guint i = 0; i < N_LOCALES; i++)
    if (speak (i))
      g_assert_cmpint (bw_money_parse_typed (typed[i], "USD"), ==, 150000000);
}

int
main (int    argc,
      char **argv)
{
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("BELLWETHER_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/languages/plurals", test_plurals);
  g_test_add_func ("/languages/amounts", test_amounts);
  g_test_add_func ("/languages/typed", test_typed);
  return g_test_run ();
}
