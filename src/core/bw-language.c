/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language that the programs speak: that of the environment, with the texts of po/ where they are installed.
 *
 * Before anything is installed the texts lie in the build directory, at po/LANGUAGE/LC_MESSAGES/bellwether.mo, which is
 * laid out as gettext wants it. $BELLWETHER_LOCALE_DIR names that folder, or any other, for tests and for trying. */

#include "core/bw-language.h"

#include <libintl.h>
#include <locale.h>

/* Takes over the locale of the environment, and the texts in it. To be called first in main(), by one thread.
 * @folder: where the texts are installed, such as "/usr/share/locale". */
void
bw_language_begin (const char *folder)
{
  const char *instead = g_getenv ("BELLWETHER_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, instead != NULL && *instead != '\0' ? instead : folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
