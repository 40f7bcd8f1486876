/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits at this computer: the name that stands beside what is written by hand. The computer's account has it; nobody is asked. */

#include "session/bw-author.h"

/* Returns: (transfer none): the full name of the person whose account this is, else the account's name; "" where there is neither. */
const char *
bw_author_get_name (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || *name == '\0' || g_str_equal (name, "Unknown"))
    name = g_get_user_name ();
  return name != NULL && g_utf8_validate (name, -1, NULL) ? name : "";
}
