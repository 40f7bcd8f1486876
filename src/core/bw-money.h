/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of money: integer minor units of one currency, and how they are written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  BW_MONEY_N_WORDS = 4,
};

/* A short word for a large number. */
typedef struct
{
  double      size;
  const char *word; /* (transfer none) */
} BwMoneyWord;

/* An amount that is not known. */
#define BW_MONEY_NONE G_MININT64

/* The largest amount that is read from outside, in minor units: sums of some thousands of them fit. */
#define BW_MONEY_MAX G_GINT64_CONSTANT (1000000000000000)

gboolean    bw_currency_is_known (const char *code);
int         bw_currency_digits (const char *code);
gint64      bw_currency_scale (const char *code);
const char *bw_currency_symbol (const char *code);
guint       bw_money_words (BwMoneyWord words[BW_MONEY_N_WORDS]);
char       *bw_money_with_word (const char *number, const char *word) G_GNUC_WARN_UNUSED_RESULT;
double      bw_money_to_major (gint64      minor,
                               const char *currency);
gint64      bw_money_parse_typed (const char *text,
                                  const char *currency);
gint64      bw_money_from_major (double      major,
                                 const char *currency);
char       *bw_money_format (gint64      minor,
                             const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_money_format_compact (gint64      minor,
                                     const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_money_format_change (gint64      minor,
                                    const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_money_format_plain (gint64      minor,
                                   const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_money_format_typed (gint64      minor,
                                   const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/* @share thousandths of @amount, towards zero; nothing in it overflows whatever share an export gives. */
static inline gint64
bw_money_share (gint64 amount,
                gint64 share)
{
  return amount / 1000 * share + amount % 1000 * share / 1000;
}

G_END_DECLS
