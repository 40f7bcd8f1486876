/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the organisation: its name and currency. */
#pragma once

#include "app/bw-setup-screen.h"

G_BEGIN_DECLS

#define BW_TYPE_ORGANISATION_SCREEN (bw_organisation_screen_get_type ())

G_DECLARE_FINAL_TYPE (BwOrganisationScreen, bw_organisation_screen, BW, ORGANISATION_SCREEN, AdwBin)

G_END_DECLS
