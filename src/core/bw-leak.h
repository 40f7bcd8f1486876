/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that tell of the outcome, because they are known only after it. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* What the values of one field have to do with the end of deals. */
typedef struct
{
  guint    field; /* a BwField, or BW_N_FIELDS + the index of one of the project's own */
  guint    n_open, n_won, n_lost;
  guint    open_filled, won_filled, lost_filled;
  guint    n_closings, n_at_close; /* closings in the history, and those on whose day the field changed */
  guint    n_moves, n_at_move;     /* the same for other changes of stage */
  gboolean known_afterwards;       /* it is filled (almost) only once a deal is closed, or for one outcome */
  gboolean set_at_close;           /* it changes with the close */
} BwLeak;

GArray  *bw_leak_find (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT; /* BwLeak: all fields that were looked at */
gboolean bw_leak_is_suspect (const GArray *leaks,
                             guint         field);

G_END_DECLS
