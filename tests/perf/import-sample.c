/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of deals of any size, made from a seed, for timing and comparing imports.
 *
 * Each row follows from its number alone, so that another export of the same deals, with some of them changed, left out,
 * added or turned round, needs no memory. A row has 18 columns and about 260 bytes, two rows in five with quoted cells. Four
 * deals in five are closed; they are made in the order of their creation, over four years. What changes is spread over all
 * rows, old and new, which is the hardest for a file that keeps rows in pages. */

#include "import-sample.h"

#include <stdio.h>

#include <gio/gio.h>

#include "core/bw-date.h"
#include "core/bw-random.h"

enum
{
  SEED = 20261122,
  FIRST_DAY = 18993, /* 2022-01-01 */
  LAST_DAY = 20453,  /* 2025-12-31: the day of the first export */
  N_PEOPLE = 300,
  ROWS_AN_ACCOUNT = 10,
  FLUSH = 1 << 20,
};

static const char *const firsts[] = { "Anna", "Ben", "Carla", "David", "Elena", "Farid", "Grace", "Hugo", "Inés", "Jonas" };
static const char *const lasts[] = { "Adler", "Brook", "Castro", "Dahl", "Evans", "Fischer", "Garcia", "Huber", "Ito", "Jansen" };
static const char *const trades[] = { "Logistics", "Foods", "Energy", "Partners", "Medical", "Textiles", "Aviation", "Paper" };
static const char *const places[] = { "Northern", "Atlantic", "Summit", "Harbour", "Prairie", "Granite", "Cedar", "Delta" };
static const char *const types[] = { "New Business", "Existing Business", "Renewal" };
static const char *const sources[] = { "Web", "Partner Referral", "Trade Show", "Phone Inquiry", "Advertisement" };
static const char *const regions[] = { "EMEA North", "EMEA South", "Americas East", "Americas West", "APAC" };
static const char *const products[] = { "Platform Basic", "Platform Plus", "Analytics", "Field Service", "Support Gold" };
static const char *const steps[] = { "Send the revised offer and confirm the delivery window with their purchasing",
                                     "Wait for legal and then plan the kick-off",
                                     "Call the sponsor about the budget, which is not released before the board meets",
                                     "Demo with the operations team" };

static const struct
{
  const char *name;
  int         probability;
  const char *category;
} stages[] = {
  { "Prospecting", 10, "Pipeline" },
  { "Qualification", 20, "Pipeline" },
  { "Proposal/Price Quote", 50, "Best Case" },
  { "Negotiation/Review", 80, "Commit" },
  { "Closed Won", 100, "Closed" },
  { "Closed Lost", 0, "Omitted" },
};

static void
append_date (GString *text,
             BwDate   date)
{
  char iso[BW_DATE_ISO_SIZE];

  g_string_append (text, bw_date_write_iso (date, iso));
}

static void
append_row (const BwImportSample *sample,
            GString              *text,
            guint                 row)
{
  BwRandom random;
  guint    known = sample->n_deals;
  BwDate   created = FIRST_DAY + (BwDate)((guint64)MIN (row, known) * (LAST_DAY - FIRST_DAY) / MAX (known, 1));
  BwDate   close, activity;
  guint    stage, person, account, product, amount, step, version = 0;
  double   length;

  bw_random_init (&random, SEED, row);
  person = bw_random_below (&random, N_PEOPLE);
  account = bw_random_below (&random, known / ROWS_AN_ACCOUNT + 1);
  product = bw_random_below (&random, G_N_ELEMENTS (products));
  amount = 500 + bw_random_below (&random, 200000);
  length = 20 + bw_random_unit (&random) * bw_random_unit (&random) * 900;
  close = created + (BwDate)length;
  stage = close > LAST_DAY || bw_random_below (&random, 10) == 0 ? bw_random_below (&random, 4) : 4 + (bw_random_below (&random, 3) > 0);
  activity = MIN (stage >= 4 ? close : LAST_DAY, LAST_DAY) - (BwDate)bw_random_below (&random, 15);
  step = bw_random_below (&random, G_N_ELEMENTS (steps));
  for (guint week = 1; week <= sample->week && row < known && sample->every > 0; week++)
    if (bw_random_below (&random, sample->every) == 0)
      version = week;
  if (version > 0)
    {
      amount += version * 1000;
      step = (step + version) % G_N_ELEMENTS (steps);
      close += (BwDate)version * (stage < 4 ? 30 : 1);
    }
  g_string_append_printf (text, "006Hs%010uAAA,%s %s - %s %u,\"%s %s %u\",%s %s %u,%s,%u.%02u,", row * 7 + 1000,
                          places[account % 8], trades[account / 8 % 8], types[row % 3], row, places[account % 8],
                          trades[account / 8 % 8], account, firsts[person % 10], lasts[person / 10 % 10], person, stages[stage].name,
                          amount, row % 100);
  append_date (text, close);
  g_string_append_c (text, ',');
  append_date (text, created);
  g_string_append_printf (text, ",%d,%s,%s,%s,%s,%s,", stages[stage].probability, types[row % 3], sources[row % 5],
                          regions[person % 5], products[product], stages[stage].category);
  if (step % 2 == 0)
    g_string_append_printf (text, "\"%s, no. %u\",", steps[step], row % 1000);
  else
    g_string_append_printf (text, "%s,", steps[step]);
  append_date (text, MAX (activity, created));
  g_string_append_c (text, ',');
  append_date (text, version > 0 ? LAST_DAY + 7 * (BwDate)version : MAX (activity, created));
  g_string_append_c (text, ',');
  append_date (text, stage >= 4 ? close : MIN (created + (BwDate)(length / 3), LAST_DAY));
  g_string_append_c (text, '\n');
}

static gboolean
flush (GOutputStream *stream,
       GString       *text,
       gsize          at_least,
       GError       **error)
{
  if (text->len < at_least)
    return TRUE;
  if (!g_output_stream_write_all (stream, text->str, text->len, NULL, NULL, error))
    return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}

/* Writes @sample to @path. */
gboolean
bw_import_sample_write (const BwImportSample *sample,
                        const char           *path,
                        GError              **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  g_autoptr (GString) text = g_string_sized_new (2 * FLUSH);
  guint n = sample->n_deals + sample->n_new;

  if (stream == NULL)
    return FALSE;
  g_string_append (text, "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Close Date,Created Date,"
                         "Probability (%),Type,Lead Source,Region,Product Name,Forecast Category,Next Step,Last Activity,"
                         "Last Modified Date,Last Stage Change Date\n");
  for (guint i = 0; i < n; i++)
    {
      guint row = sample->reversed ? n - 1 - i : i;

      if (sample->dropped > 0 && row < sample->n_deals && row % sample->dropped == 1)
        continue;
      append_row (sample, text, row);
      if (!flush (G_OUTPUT_STREAM (stream), text, FLUSH, error))
        return FALSE;
    }
  return flush (G_OUTPUT_STREAM (stream), text, 1, error) && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}
