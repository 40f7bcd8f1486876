/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can come next while a filter is being written. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

typedef enum
{
  BW_FILTER_EXPECTS_NOTHING,
  BW_FILTER_EXPECTS_FIELD,
  BW_FILTER_EXPECTS_OPERATOR,
  BW_FILTER_EXPECTS_VALUE,
  BW_FILTER_EXPECTS_EMPTY, /* after "is" */
  BW_FILTER_EXPECTS_JOIN,  /* and, or */
} BwFilterExpects;

/* What is expected at a place of an unfinished filter, and the beginning of it that stands there already. */
typedef struct
{
  BwFilterExpects expects;
  BwDealField     field; /* of an operator or value; BW_N_DEAL_FIELDS + the number of own fields: unknown */
  gsize           from;  /* where what has been begun starts: bytes */
  char           *begun; /* without quotes; "" for nothing */
} BwFilterPlace;

void       bw_filter_place_read (BwFilterPlace *place,
                                 const BwBook  *book,
                                 const char    *text,
                                 gsize          cursor);
void       bw_filter_place_clear (BwFilterPlace *place);
GPtrArray *bw_filter_place_suggest (const BwFilterPlace *place,
                                    const BwBook        *book,
                                    GPtrArray           *values,
                                    guint                most) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwFilterPlace, bw_filter_place_clear)

G_END_DECLS
