/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a deal's close date was moved later: its pushes.
 *
 * A push is told by day: on a day at whose beginning and end the deal was open, its close date was later at the
 * end than at the beginning. So several moves on one day count once, a date moved there and back does not count, and
 * neither does the date that a deal is given when it closes or opens again. A date that was unknown was not moved.
 *
 * Walks from the deal's present state back, as all that looks at the past does, so that whoever writes the column of the
 * pushes and whoever takes later ones back from it come to the same number. */

#include "core/bw-push.h"

static gboolean
is_open (const BwBook *book,
         gint64        stage,
         BwDate        day)
{
  BwStageKind kind = BW_STAGE_OPEN;
  BwCategory  category;

  if (stage >= 0 && stage < book->stages->len)
    bw_book_stage_at (book, (gint32)stage, day, &kind, &category);
  return kind == BW_STAGE_OPEN;
}

/* The pushes of @deal after the day @after (%BW_DATE_NONE: ever). @changes are the @n changes of the deal, oldest first,
 * in the book's history or about to come into it; the deal's columns hold what they led to. */
guint
bw_push_count (const BwBook   *book,
               guint           deal,
               const BwChange *changes,
               guint           n,
               BwDate          after)
{
  gint64 stage = book->deals.stage[deal], close = book->deals.close[deal];
  guint  pushes = 0;

  while (n > 0 && changes[n - 1].at > after)
    {
      BwDate day = changes[n - 1].at;
      gint64 end_stage = stage, end_close = close;

      for (; n > 0 && changes[n - 1].at == day; n--)
        {
          if (changes[n - 1].field == BW_FIELD_STAGE)
            stage = changes[n - 1].old_value;
          else if (changes[n - 1].field == BW_FIELD_CLOSE_DATE)
            close = changes[n - 1].old_value;
        }
      pushes += close != BW_DATE_NONE && end_close > close && is_open (book, stage, day) && is_open (book, end_stage, day);
    }
  return pushes;
}
