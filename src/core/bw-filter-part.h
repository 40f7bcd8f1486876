/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as choices: a few fields, of each any of some values. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

/* One of the parts that a filter joins by "and". */
typedef struct
{
  gboolean    is_choice; /* one field and any of some values; else only @text tells it */
  BwDealField field;
  GPtrArray  *values; /* (element-type utf8): of a choice, as filters write them; "" for deals that have none */
  char       *text;   /* the part as an expression */
} BwFilterPart;

/* A value that deals have in a field. */
typedef struct
{
  char *value; /* as filters write it; "" for none */
  char *title; /* on screen */
  guint n;     /* deals */
} BwFilterValue;

GPtrArray *bw_filter_parts_new (const BwBook *book,
                                const char   *expression,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void       bw_filter_parts_choose (GPtrArray    *parts,
                                   const BwBook *book,
                                   BwDealField   field,
                                   const char   *value,
                                   gboolean      chosen);
gboolean   bw_filter_parts_has (GPtrArray  *parts,
                                BwDealField field,
                                const char *value);
char      *bw_filter_parts_dup_text (GPtrArray *parts) G_GNUC_WARN_UNUSED_RESULT;
char      *bw_filter_part_dup_words (const BwFilterPart *part,
                                     const BwBook       *book) G_GNUC_WARN_UNUSED_RESULT;
char      *bw_filter_dup_words (const BwBook *book,
                                const char   *expression) G_GNUC_WARN_UNUSED_RESULT;
gboolean   bw_filter_can_choose (const BwBook *book,
                                 BwDealField   field);
GPtrArray *bw_filter_values_new (const BwBook  *book,
                                 const BwScope *scope,
                                 BwDealField    field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
