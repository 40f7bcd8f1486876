/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One screen of the set-up: a step of the wizard, and a part of a project's settings. */

#include "app/bw-setup-screen.h"

G_DEFINE_INTERFACE (BwSetupScreen, bw_setup_screen, GTK_TYPE_WIDGET)

static void
bw_setup_screen_default_init (BwSetupScreenInterface *iface)
{
}

/* Shows the answers of @setup. @book (nullable): the project whose settings they are. */
void
bw_setup_screen_show (BwSetupScreen *self,
                      const BwSetup *setup,
                      BwBook        *book)
{
  BW_SETUP_SCREEN_GET_IFACE (self)->show (self, setup, book);
}

/* Puts what was answered here into @setup; the other answers stay. */
void
bw_setup_screen_read (BwSetupScreen *self,
                      BwSetup       *setup)
{
  BW_SETUP_SCREEN_GET_IFACE (self)->read (self, setup);
}
