/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say of a period: calls, and overrides by their managers. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_CALL_ERROR (bw_call_error_quark ())

typedef enum
{
  BW_CALL_ERROR_REASON,   /* an override says no reason */
  BW_CALL_ERROR_AMOUNT,   /* negative, or beyond what is kept */
  BW_CALL_ERROR_CATEGORY, /* closed and omitted are not called: they are known */
  BW_CALL_ERROR_AUTHOR,   /* nobody overrides their own call, or that of somebody above */
} BwCallError;

GQuark bw_call_error_quark (void);

/* What is said. */
typedef struct
{
  gint32      person; /* whose number */
  gint32      author; /* who says it */
  BwPeriod    period;
  BwCategory  category;
  gint64      amount; /* minor units; BW_MONEY_NONE takes back what was said before */
  gboolean    is_override;
  const char *note;   /* (nullable): for an override the reason */
  const char *source; /* (nullable): the file that it came in */
} BwCallInput;

gboolean bw_call_input_check (const BwBook      *book,
                              const BwCallInput *input,
                              GError           **error);
gboolean bw_call_add (BwBook            *after,
                      const BwCallInput *input,
                      gint64             at);
BwBook  *bw_call_edit_say (const BwBook      *book,
                           const BwCallInput *input,
                           gint64             at,
                           BwDelta          **delta) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_call_input_dup_label (const BwBook      *book,
                                  const BwCallInput *input) G_GNUC_WARN_UNUSED_RESULT;
gint32   bw_call_default_author (const BwBook *book,
                                 gint32        person,
                                 gboolean      is_override);
gboolean bw_call_category_parse (const BwBook *book,
                                 const char   *text,
                                 BwCategory   *category);

G_END_DECLS
