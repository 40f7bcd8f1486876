/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How counts, amounts, dates and lists are written in each of the languages that the programs speak. */

#include <locale.h>

#include <glib/gi18n.h>

#include "app/bw-import-wording.h"

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
  return g_test_run ();
}
