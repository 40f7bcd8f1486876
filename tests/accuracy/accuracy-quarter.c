/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecast of a period is: windows of the past, forecast as of their own day, against what came.
 *
 * Usage: accuracy-quarter [SET…], where SET is one of the names in sets below; all without any. For each set a table: by method
 * the mean absolute error of the windows relative to what came (MAPE), the same of the sums (WAPE), the bias, and for the
 * simulation how often its 80 % and 50 % ranges held what came. Sets whose data is absent (environment BELLWETHER_DATA) are
 * skipped. */

#include "core/bw-outlook.h"

#include <math.h>

#include "core/bw-sample.h"
#include "core/bw-slip-range.h"
#include "import/bw-import.h"
#include "made-book.h"

enum
{
  MAX_METHODS = 12,
  N_PATHS = 5000,
};

/* Errors of one set of windows. */
typedef struct
{
  guint       n, in_80, in_50, n_below, n_above;
  double      came, width;
  double      crps;
  const char *names[MAX_METHODS];
  guint       n_methods, n_said[MAX_METHODS];
  double      ratio[MAX_METHODS], error[MAX_METHODS], bias[MAX_METHODS], of[MAX_METHODS];
  gboolean    verbose;
} Tally;

static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

/* The continuous ranked probability score of ascending @paths: E|X - y| - E|X - X'| / 2 (Gneiting and Raftery, 2007). */
static double
find_crps (const double *paths,
           guint         n,
           double        came)
{
  double sum = 0.0, spread = 0.0;

  for (guint i = 0; i < n; i++)
    {
      sum += fabs (paths[i] - came);
      spread += paths[i] * (2.0 * i + 1.0 - n);
    }
  return sum / n - spread / ((double)n * n);
}

static void
take_window (Tally          *tally,
             const BwBook   *book,
             const BwPeriod *period,
             BwDate          as_of)
{
  g_autoptr (BwOutlook) outlook = bw_outlook_new_rough (book, &everyone, period, as_of, 1, N_PATHS, NULL, NULL);
  g_autoptr (BwOutlook) after = bw_outlook_new_rough (book, &everyone, period, period->to, 1, 1, NULL, NULL);
  double           came = (double)after->won;
  g_autofree char *on = bw_date_to_iso (as_of);

  if (came <= 0.0)
    return;
  tally->n++;
  tally->came += came;
  tally->in_80 += came >= outlook->p10 && came <= outlook->p90;
  tally->n_below += came < outlook->p10;
  tally->n_above += came > outlook->p90;
  tally->in_50 += came >= outlook->p25 && came <= outlook->p75;
  tally->width += (outlook->p90 - outlook->p10) / came;
  tally->crps += find_crps (outlook->paths, outlook->n_paths, came);
  tally->n_methods = MIN (outlook->n_methods, MAX_METHODS);
  if (tally->verbose)
    g_print ("%s came %.0f P10 %.2f P90 %.2f |", on, came / 100, outlook->p10 / came, outlook->p90 / came);
  for (guint m = 0; m < tally->n_methods; m++)
    {
      double value = (double)outlook->methods[m].value;

      tally->names[m] = outlook->methods[m].name;
      if (tally->verbose)
        g_print (" %s %.3f (%.3f)", tally->names[m], outlook->methods[m].value == BW_MONEY_NONE ? NAN : value / came,
                 outlook->methods[m].wape);
      if (outlook->methods[m].value == BW_MONEY_NONE)
        continue;
      tally->n_said[m]++;
      tally->ratio[m] += fabs (value / came - 1.0);
      tally->error[m] += fabs (value - came);
      tally->bias[m] += value - came;
      tally->of[m] += came;
    }
  if (tally->verbose)
    g_print ("\n");
}

static void
print_tally (const Tally *tally,
             const char  *name)
{
  if (tally->n == 0)
    return;
  g_print ("%s: %u windows, 80 %% range held %.3f (below %u, above %u), 50 %% range %.3f, ", name, tally->n,
           (double)tally->in_80 / tally->n, tally->n_below, tally->n_above, (double)tally->in_50 / tally->n);
  g_print ("width of the 80 %% range %.3f, CRPS %.4f of what came\n", tally->width / tally->n, tally->crps / tally->came);
  for (guint m = 0; m < tally->n_methods; m++)
    if (tally->n_said[m] > 0)
      g_print ("  %-14s MAPE %.4f  WAPE %.4f  bias %+.4f  (%u)\n", tally->names[m], tally->ratio[m] / tally->n_said[m],
               tally->error[m] / tally->of[m], tally->bias[m] / tally->of[m], tally->n_said[m]);
}

/* The book that the tables @names of the folder @folder of the data make; NULL when they are absent. */
static BwBook *
import_book (const char        *folder,
             const char *const *names)
{
  const char *data = g_getenv ("BELLWETHER_DATA");
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BwBook) before = bw_book_new ();
  g_autoptr (GError) error = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  BwImportResult *result = NULL;
  BwBook         *book;

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *path = g_build_filename (data != NULL ? data : "../shared/data", "crm", folder, names[i], NULL);

      g_ptr_array_add (paths, path);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_print ("%s: skipped, as “%s” is not there\n", folder, path);
          return NULL;
        }
    }
  g_ptr_array_add (paths, NULL);
  if (!bw_import_run (before, (const char *const *)paths->pdata, &options, NULL, NULL, &result, &error))
    {
      g_print ("%s: skipped: %s\n", folder, error->message);
      return NULL;
    }
  book = bw_book_ref (result->after);
  bw_import_result_free (result);
  return book;
}

static BwDate
day (const char *iso)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* The @n_days days after each of @n weekly origins from @from on. */
static void
take_maven (Tally      *tally,
            const char *from,
            guint       n,
            int         n_days)
{
  static const char *const names[] = { "accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv", NULL };
  g_autoptr (BwBook) book = import_book ("maven_crm", names);
  BwDate at = day (from);

  for (guint i = 0; book != NULL && i < n; i++, at += 7)
    {
      BwPeriod period = { .kind = BW_PERIOD_QUARTER, .from = at + 1, .to = at + n_days };

      take_window (tally, book, &period, at);
    }
}

static void
measure_maven (Tally *tally)
{
  take_maven (tally, "2017-06-04", 18, 90);
}

static void
measure_maven_60 (Tally *tally)
{
  take_maven (tally, "2017-06-04", 22, 60);
}

static void
measure_maven_120 (Tally *tally)
{
  take_maven (tally, "2017-06-04", 13, 120);
}

static void
measure_maven_shifted (Tally *tally)
{
  take_maven (tally, "2017-05-03", 22, 90);
}

/* The quarters of @book from @from on, as of several days of each. */
static void
take_quarters (Tally        *tally,
               const BwBook *book,
               BwDate        from,
               BwDate        last)
{
  static const int passed[] = { -1, 20, 48, 69 };
  BwPeriod         period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, from);

  for (; period.to <= last; period = bw_calendar_shift (&book->calendar, &period, 1))
    for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
      take_window (tally, book, &period, period.from + passed[i]);
}

static const char *const synth_names[] = {
  "crm_opportunities.csv", "crm_opportunity_stage_history.csv", "crm_users.csv", "crm_accounts.csv", NULL
};

static void
measure_synth (Tally *tally)
{
  g_autoptr (BwBook) book = import_book ("synth_stage_history", synth_names);

  if (book != NULL)
    take_quarters (tally, book, day ("2018-01-01"), day ("2024-12-31"));
}

/* Of the deals open on a day that closed later with a stated date: how often their 80 % and 50 % ranges of the closing day held it.
 * The slips were learned from what had closed by the day. */
static void
measure_slip (Tally *unused)
{
  g_autoptr (BwBook) book = import_book ("synth_stage_history", synth_names);
  g_autoptr (BwLedger) end = NULL;

  if (book == NULL)
    return;
  end = bw_ledger_new (book, &everyone, day ("2024-12-31"));
  for (int won_only = 0; won_only <= 1; won_only++)
    {
      guint  n = 0, in_80 = 0, in_50 = 0, below = 0;
      double error = 0.0, width = 0.0;

      for (BwDate at = day ("2018-01-01"); at <= day ("2024-06-30"); at += 30)
        {
          g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, at);
          g_autoptr (BwSlipRange) range = bw_slip_range_new (ledger, won_only);

          for (guint i = 0; i < ledger->now->n; i++)
            {
              BwDate stated = ledger->now->close[i];
              double q[5], slip;

              if (!ledger->now->exists[i] || ledger->now->kind[i] != BW_STAGE_OPEN || stated == BW_DATE_NONE ||
                  end->now->kind[i] == BW_STAGE_OPEN || end->now->close[i] <= at || (won_only && end->now->kind[i] != BW_STAGE_WON))
                continue;
              for (guint k = 0; k < 5; k++)
                q[k] = bw_slip_range_quantile (range, ledger->now->stage[i], ledger->now->owner[i], at - stated + 1,
                                               (double[]) { 0.1, 0.25, 0.5, 0.75, 0.9 }[k]);
              if (isnan (q[0]))
                continue;
              slip = end->now->close[i] - stated;
              n++;
              in_80 += slip >= floor (q[0]) && slip <= ceil (q[4]);
              in_50 += slip >= floor (q[1]) && slip <= ceil (q[3]);
              below += slip < floor (q[0]);
              error += fabs (slip - q[2]);
              width += q[4] - q[0];
            }
        }
      if (n > 0)
        g_print ("slip of %s: %u, 80 %% range held %.3f (below %u), 50 %% range %.3f, width %.1f days, mean error of the median %.1f days\n",
                 won_only ? "won deals" : "closed deals", n, (double)in_80 / n, below, (double)in_50 / n, width / n, error / n);
    }
}

/* The day on which deal @i of @book was closed, %BW_DATE_NONE when it is open. */
static BwDate
closing_of (const BwBook *book,
            guint         i)
{
  const BwChange *changes;
  guint           n;

  if (g_array_index (book->stages, BwStage, book->deals.stage[i]).kind == BW_STAGE_OPEN)
    return BW_DATE_NONE;
  changes = bw_history_of (&book->history, i, &n);
  while (n > 0)
    if (changes[--n].field == BW_FIELD_STAGE)
      return changes[n].at;
  return book->deals.close[i];
}

/* Leaves out what closed before @from, as an export does that begins there: what came before it is known as far as it was open. */
static void
forget_before (BwBook *book,
               BwDate  from)
{
  g_autofree guint8 *gone = g_new0 (guint8, book->deals.n + 1);
  GArray            *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  guint              n;

  for (guint i = 0; i < book->deals.n; i++)
    {
      BwDate closed = closing_of (book, i);

      gone[i] = closed != BW_DATE_NONE && closed < from;
      if (gone[i])
        book->deals.created[i] = book->deals.appeared[i] = day ("2199-01-01");
    }
  for (guint i = 0; i < book->history.n; i++)
    if (!gone[book->history.changes[i].deal])
      g_array_append_val (changes, book->history.changes[i]);
  n = changes->len;
  bw_history_clear (&book->history);
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
}

/* The 90 days after each of 18 Sundays, the first a quarter after @from, of a book that tells what closed since then. */
static void
take_young (Tally  *tally,
            BwBook *book,
            BwDate  from)
{
  forget_before (book, from);
  for (BwDate at = from + 91; at < from + 91 + 18 * 7; at += 7)
    {
      BwPeriod period = { .kind = BW_PERIOD_QUARTER, .from = at + 1, .to = at + 90 };

      take_window (tally, book, &period, at);
    }
}

static void
measure_sample (Tally *tally)
{
  for (guint64 seed = 1; seed <= 5; seed++)
    {
      BwSampleOptions options = bw_sample_default_options ();
      g_autoptr (BwBook) book = NULL;

      options.seed = seed;
      options.n_deals = 4000;
      options.today = day ("2025-12-31");
      book = bw_sample_new (&options);
      take_quarters (tally, book, day ("2024-07-01"), day ("2025-12-31"));
    }
}

static void
take_made (Tally   *tally,
           gboolean dated,
           double   shock,
           double   a_week,
           double   stay,
           double   rush)
{
  for (guint64 seed = 101; seed <= 110; seed++)
    {
      BwMadeProcess process = bw_made_process_usual ();
      g_autoptr (BwBook) book = NULL;

      process.seed = seed;
      process.dated = dated;
      process.shock = shock;
      process.a_week = a_week;
      process.stay = stay;
      process.rush = rush;
      book = bw_made_book_new (&process);
      take_quarters (tally, book, day ("2023-07-01"), day ("2024-12-31"));
    }
}

static void
measure_made (Tally *tally)
{
  take_made (tally, FALSE, 0.1, 12, 0.0, 0.0);
}

static void
measure_made_dated (Tally *tally)
{
  take_made (tally, TRUE, 0.1, 12, 0.0, 0.0);
}

static void
measure_made_calm (Tally *tally)
{
  take_made (tally, FALSE, 0.0, 40, 0.0, 0.0);
}

static void
measure_made_rough (Tally *tally)
{
  take_made (tally, TRUE, 0.35, 12, 0.0, 0.0);
}

static void
measure_made_few (Tally *tally)
{
  take_made (tally, TRUE, 0.1, 1.5, 0.0, 0.0);
}

static void
measure_made_staying (Tally *tally)
{
  take_made (tally, FALSE, 0.1, 12, 0.2, 0.0);
}

static void
measure_made_rush (Tally *tally)
{
  take_made (tally, FALSE, 0.1, 12, 0.0, 2.0);
}

/* Young books, of which the oldest closing lies three to seven months back. */
static void
take_made_young (Tally   *tally,
                 gboolean dated,
                 double   shock,
                 double   a_week,
                 double   stay,
                 double   rush)
{
  for (guint64 seed = 201; seed <= 210; seed++)
    {
      BwMadeProcess process = bw_made_process_usual ();
      g_autoptr (BwBook) book = NULL;

      process.seed = seed;
      process.dated = dated;
      process.shock = shock;
      process.a_week = a_week;
      process.stay = stay;
      process.rush = rush;
      book = bw_made_book_new (&process);
      take_young (tally, book, day ("2023-01-01") + (BwDate)((seed - 201) * 9));
    }
}

static void
measure_young (Tally *tally)
{
  take_made_young (tally, FALSE, 0.1, 12, 0.0, 0.0);
  take_made_young (tally, TRUE, 0.1, 12, 0.0, 0.0);
}

static void
measure_young_many (Tally *tally)
{
  take_made_young (tally, FALSE, 0.1, 100, 0.0, 0.0);
}

static void
measure_young_staying (Tally *tally)
{
  take_made_young (tally, FALSE, 0.1, 12, 0.2, 0.0);
}

static void
measure_young_rush (Tally *tally)
{
  take_made_young (tally, FALSE, 0.1, 12, 0.1, 2.0);
}

static void
measure_young_sample (Tally *tally)
{
  for (guint64 seed = 1; seed <= 5; seed++)
    {
      BwSampleOptions options = bw_sample_default_options ();
      g_autoptr (BwBook) book = NULL;

      options.seed = seed;
      options.n_deals = 4000;
      options.today = day ("2025-12-31");
      book = bw_sample_new (&options);
      take_young (tally, book, day ("2024-06-01") + (BwDate)(seed * 61));
    }
}

static void
measure_young_synth (Tally *tally)
{
  static const char *const starts[] = { "2018-03-01", "2019-02-01", "2020-06-01", "2021-04-01", "2022-09-01", "2023-06-01" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (BwBook) book = import_book ("synth_stage_history", synth_names);

      if (book != NULL)
        take_young (tally, book, day (starts[i]));
    }
}

static const struct
{
  const char *name;
  void (*measure) (Tally *tally);
} sets[] = {
  { "maven", measure_maven },
  { "synth", measure_synth },
  { "maven-60", measure_maven_60 },
  { "maven-120", measure_maven_120 },
  { "maven-shifted", measure_maven_shifted },
  { "slip", measure_slip },
  { "sample", measure_sample },
  { "made", measure_made },
  { "made-dated", measure_made_dated },
  { "made-calm", measure_made_calm },
  { "made-rough", measure_made_rough },
  { "made-few", measure_made_few },
  { "made-staying", measure_made_staying },
  { "made-rush", measure_made_rush },
  { "young", measure_young },
  { "young-many", measure_young_many },
  { "young-staying", measure_young_staying },
  { "young-rush", measure_young_rush },
  { "young-sample", measure_young_sample },
  { "young-synth", measure_young_synth },
};

int
main (int    argc,
      char **argv)
{
  for (guint s = 0; s < G_N_ELEMENTS (sets); s++)
    {
      Tally    tally = { .verbose = g_getenv ("ACCURACY_VERBOSE") != NULL };
      gboolean wanted = argc < 2;

      for (int i = 1; i < argc; i++)
        wanted |= g_str_equal (argv[i], sets[s].name);
      if (!wanted)
        continue;
      sets[s].measure (&tally);
      print_tally (&tally, sets[s].name);
    }
  return 0;
}
