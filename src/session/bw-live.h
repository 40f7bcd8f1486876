/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something worked out from the book and the focus, kept up to date. */
#pragma once

#include "session/bw-focus.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

/* What a job may use: the book and the focus as they were when it began, and what was asked. */
typedef struct
{
  BwBook       *book;
  BwScope       scope;
  BwPeriod      period;
  BwDate        as_of;
  gpointer      question; /* (nullable): a copy of what bw_live_ask() was given */
  GCancellable *cancellable;
} BwLiveJob;

/* Works a result out, on a thread of its own; NULL when it was cancelled. */
typedef gpointer (*BwLiveWork) (const BwLiveJob *job);

#define BW_TYPE_LIVE (bw_live_get_type ())

/* Emits "changed" when a result has arrived. Property: "busy" (boolean). */
G_DECLARE_FINAL_TYPE (BwLive, bw_live, BW, LIVE, GObject)

BwLive *bw_live_new (BwSession     *session,
                     BwLiveWork     work,
                     GDestroyNotify free_result) G_GNUC_WARN_UNUSED_RESULT;
/* Asks anew. @question (nullable) is plain memory of @size bytes that is copied. */
void bw_live_ask (BwLive       *self,
                  gconstpointer question,
                  gsize         size);
/* Whether it is wanted now: while not, nothing is worked out, and once it is again, what has changed. It begins so. */
void bw_live_set_active (BwLive  *self,
                         gboolean active);
/* (transfer none) (nullable): the last result and what it was worked out from, until the next "changed". */
gpointer         bw_live_get (BwLive *self);
const BwLiveJob *bw_live_get_job (BwLive *self);

G_END_DECLS
