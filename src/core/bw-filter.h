/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as it was read, and how it is run over the deals. */
#pragma once

#include "core/bw-matcher.h"
#include "core/bw-query.h"

G_BEGIN_DECLS

typedef enum
{
  BW_FILTER_EQUAL,
  BW_FILTER_NOT_EQUAL,
  BW_FILTER_LESS,
  BW_FILTER_LESS_EQUAL,
  BW_FILTER_GREATER,
  BW_FILTER_GREATER_EQUAL,
  BW_FILTER_CONTAINS,
  BW_FILTER_EMPTY,
} BwFilterOperator;

typedef enum
{
  BW_FILTER_NODE_COMPARISON,
  BW_FILTER_NODE_AND,
  BW_FILTER_NODE_OR,
  BW_FILTER_NODE_NOT,
} BwFilterNodeKind;

typedef struct _BwFilterNode BwFilterNode;
struct _BwFilterNode
{
  BwFilterNodeKind kind;
  BwFilterNode    *left;
  BwFilterNode    *right; /* (nullable) */
  BwDealField      field;
  BwFilterOperator sign;
  gint64           low; /* the value, a range when it is a period */
  gint64           high;
  gboolean         relative; /* low and high count from today */
  gint64           key;      /* of the project's own field, which may come to have another index; 0 */
  BwMatcher       *matcher;  /* (nullable): for texts and names */
  char            *value;    /* (nullable): as it was written, without quotes */
  gsize            from;     /* where it stands in the expression: bytes, with its parentheses; not of what and, or joined */
  gsize            to;
};

struct _BwFilter
{
  BwFilterNode *root; /* (nullable): everything */
};

void     bw_filter_append_quoted (GString    *text,
                                  const char *words);
gboolean bw_filter_is_steady (const BwFilter *filter);
guint8  *bw_filter_dup_territories (const BwFilter *filter,
                                    const BwBook   *book) G_GNUC_WARN_UNUSED_RESULT;
void     bw_filter_run (const BwFilter *filter,
                        const BwBook   *book,
                        BwDate          today,
                        guint8         *chosen);

G_END_DECLS
