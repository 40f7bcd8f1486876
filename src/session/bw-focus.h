/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages look at: the period, the scope with its filter, and the day. */
#pragma once

#include <gio/gio.h>

#include "core/bw-scope.h"

G_BEGIN_DECLS

#define BW_TYPE_FOCUS (bw_focus_get_type ())

/* Emits "changed" when any of the four changes. All pages of a window filter by the same focus. */
G_DECLARE_FINAL_TYPE (BwFocus, bw_focus, BW, FOCUS, GObject)

BwFocus        *bw_focus_new (void) G_GNUC_WARN_UNUSED_RESULT;
const BwPeriod *bw_focus_get_period (BwFocus *self);
void            bw_focus_set_period (BwFocus        *self,
                                     const BwPeriod *period);
const BwScope  *bw_focus_get_scope (BwFocus *self);
void            bw_focus_set_scope (BwFocus       *self,
                                    const BwScope *scope);
const char     *bw_focus_get_filter (BwFocus *self);
void            bw_focus_set_filter (BwFocus    *self,
                                     const char *filter);
BwDate          bw_focus_get_as_of (BwFocus *self);
void            bw_focus_set_as_of (BwFocus *self,
                                    BwDate   as_of);

G_END_DECLS
