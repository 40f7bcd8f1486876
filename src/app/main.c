/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program. */

#include <sys/stat.h>

#include "app/bw-application.h"
#include "bw-config.h"
#include "core/bw-language.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = NULL;

  /* What is saved and exported is a company's sales: its files are for their owner alone. */
  umask (0077);
  bw_language_begin (BW_LOCALEDIR);

  g_set_prgname (BW_APPLICATION_ID);
  application = bw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
