/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Books made by a known process, to hold forecasts against. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* A made book's process. Deals come by chance, go through two open stages and are won or lost at hazards
 * that do not depend on their age; quarters have good and bad times of their own. */
typedef struct
{
  guint64  seed;
  guint    n_people; /* person 0 is everybody's manager */
  double   a_week;   /* new deals */
  double   move;     /* chance a week of moving from the first to the second stage */
  double   close;    /* chance a week of closing in the second stage */
  double   win;      /* share of those won */
  double   shock;    /* standard deviation of the logarithm of a quarter's factor on arrivals and closings */
  double   stay;     /* share of the deals that never close, 0 none; of one quarter's half as many, of the next's half more */
  double   rush;     /* by how many times the last four weeks of a quarter close more than its others, 0 as many */
  gboolean dated;    /* stated close dates, true up to a slip of a few weeks */
  BwDate   from, to;
} BwMadeProcess;

BwMadeProcess bw_made_process_usual (void);
BwBook       *bw_made_book_new (const BwMadeProcess *process) G_GNUC_WARN_UNUSED_RESULT;
double        bw_made_book_won_between (const BwBook *book,
                                        BwDate        from,
                                        BwDate        to);

G_END_DECLS
