/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One screen of the set-up: a step of the wizard, and a part of a project's settings. */
#pragma once

#include <adwaita.h>

#include "core/bw-setup.h"

G_BEGIN_DECLS

#define BW_TYPE_SETUP_SCREEN (bw_setup_screen_get_type ())

G_DECLARE_INTERFACE (BwSetupScreen, bw_setup_screen, BW, SETUP_SCREEN, GtkWidget)

struct _BwSetupScreenInterface
{
  GTypeInterface parent;

  void (*show) (BwSetupScreen *self,
                const BwSetup *setup,
                BwBook        *book);
  void (*read) (BwSetupScreen *self,
                BwSetup       *setup);
};

void bw_setup_screen_show (BwSetupScreen *self,
                           const BwSetup *setup,
                           BwBook        *book);
void bw_setup_screen_read (BwSetupScreen *self,
                           BwSetup       *setup);

G_END_DECLS
