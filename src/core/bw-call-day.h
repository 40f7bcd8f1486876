/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly day on which calls are due, and who is missing. */
#pragma once

#include "core/bw-call-tree.h"

G_BEGIN_DECLS

/* Somebody from whom a call is expected. */
typedef struct
{
  gint32   person;
  BwDate   last;      /* the day of the last call for the period, of any category; BW_DATE_NONE: none yet */
  gboolean is_late;   /* nothing since the day on which calls were due */
  guint    n_reports; /* who report to them and are expected too */
} BwCaller;

typedef struct
{
  BwDate  due;     /* the last day on which calls were due, within the period; BW_DATE_NONE: none was yet */
  BwDate  next;    /* the next one within the period; BW_DATE_NONE: none is */
  GArray *callers; /* BwCaller, in the order of the people */
  guint   n_late;
  BwDate  ended; /* the last day of the period where that is over: nothing more will come; BW_DATE_NONE: it is not */
} BwCallDay;

BwCallDay *bw_call_day_new (const BwBook     *book,
                            const BwCallTree *tree,
                            BwDate            today) G_GNUC_WARN_UNUSED_RESULT;
void       bw_call_day_free (BwCallDay *day);
char      *bw_call_day_dup_text (const BwCallDay *day,
                                 const BwBook    *book) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCallDay, bw_call_day_free)

G_END_DECLS
