/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the dialogs and popovers of a window stand on the screen. */
#pragma once

#include "window-fixture.h"

G_BEGIN_DECLS

/* What is looked at, and where pictures of it and what is wrong with it go. */
typedef struct
{
  WindowFixture *fixture;
  const char    *folder; /* (nullable) */
  GString       *faults;
} LooksDialogs;

void looks_dialogs_windows (LooksDialogs *looks);
void looks_dialogs_popovers (LooksDialogs *looks,
                             const char   *page);
void looks_dialogs_call (LooksDialogs *looks);
void looks_dialogs_of_page (LooksDialogs *looks,
                            const char   *page);
void looks_dialogs_judge (LooksDialogs *looks,
                          GtkWidget    *root,
                          const char   *name);

G_END_DECLS
