/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of each deal is not what it was at the end of a past day. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

typedef enum
{
  BW_CHANGED_NOT,
  BW_CHANGED_VALUES, /* at least one value is another */
  BW_CHANGED_NEW,    /* was not known then */
} BwChangedMark;

/* Made from a book, and to be used with that book alone. */
typedef struct
{
  BwDate  since; /* its end is compared with */
  guint   n;     /* deals */
  guint8 *marks; /* (array length=n): a BwChangedMark each */
  guint   n_changed;
  guint   n_new;
} BwChanged;

BwChanged *bw_changed_new (const BwBook *book,
                           BwDate        since) G_GNUC_WARN_UNUSED_RESULT;
void       bw_changed_free (BwChanged *changed);
gboolean   bw_changed_get (const BwChanged *changed,
                           const BwBook    *book,
                           guint            deal,
                           BwDealField      field);
char      *bw_changed_dup_was (const BwChanged *changed,
                               const BwBook    *book,
                               guint            deal,
                               BwDealField      field) G_GNUC_WARN_UNUSED_RESULT;
BwDate     bw_changed_parse_since (const BwBook *book,
                                   BwDate        today,
                                   const char   *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChanged, bw_changed_free)

G_END_DECLS
