/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say about a series' forecast, as codes for programs and sentences for people. */

#include "core/bw-series-forecast.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *code;
  const char *text;
} notes[BW_N_SERIES_NOTES] = {
  { "empty", N_ ("There are no values to forecast from.") },
  { "one_value", N_ ("There is one value only. It is taken to go on, and the range is a guess.") },
  { "constant", N_ ("All values are the same, so nothing tells how far the forecast may be off.") },
  { "short", N_ ("There is too little for a season: it takes two whole ones.") },
  { "no_season", N_ ("No season was found.") },
  { "intermittent", N_ ("Many values are zero. The forecast is what comes on average.") },
  { "gaps", N_ ("Missing values were filled from their neighbours.") },
  { "few_origins", N_ ("There is too little to try the forecast on the past. The range rests on the errors one step ahead.") },
  { "cut_at_zero", N_ ("The values never were below zero, so the range is cut there.") },
};

static guint
find_bit (BwSeriesNotes note)
{
  gint bit = g_bit_nth_lsf (note, -1);

  return bit >= 0 ? (guint)bit : 0;
}

/* The name of one @note, which is not translated. */
const char *
bw_series_note_code (BwSeriesNotes note)
{
  g_return_val_if_fail (note != 0 && note < 1 << BW_N_SERIES_NOTES, NULL);

  return notes[find_bit (note)].code;
}

/* One @note as a sentence. */
const char *
bw_series_note_text (BwSeriesNotes note)
{
  g_return_val_if_fail (note != 0 && note < 1 << BW_N_SERIES_NOTES, NULL);

  return _ (notes[find_bit (note)].text);
}
