/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program. */

#include <locale.h>

#include <glib/gi18n.h>

#include "app/bw-application.h"
#include "bw-config.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BW_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_prgname (BW_APPLICATION_ID);
  application = bw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
