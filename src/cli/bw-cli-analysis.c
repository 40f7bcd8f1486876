/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages tell, without a window: forecast, deals, flow. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "cli/bw-cli-adjusted.h"
#include "cli/bw-cli-table.h"
#include "core/bw-call-tree.h"
#include "core/bw-custom-field.h"
#include "core/bw-flow.h"
#include "core/bw-deal-field.h"
#include "core/bw-insight.h"
#include "core/bw-outlook.h"
#include "core/bw-past.h"
#include "core/bw-query.h"
#include "core/bw-win-model.h"

enum
{
  DEFAULT_SEED = 20170,
};

/* Sums of amounts, and what they may become in a long period, may be larger than any single amount that is read. */
#define LARGEST_SUM 0x1p62

/* The model's amounts are doubles in minor units, rounded as the window rounds them. */
static gint64
round_amount (double minor)
{
  return fabs (minor) < LARGEST_SUM ? (gint64)llround (minor) : BW_MONEY_NONE;
}

static void
add_amount (JsonBuilder *builder,
            const char  *name,
            double       minor,
            const char  *currency)
{
  bw_cli_add_money (builder, name, round_amount (minor), currency);
}

/* ---- forecast ---- */

static void
add_model (JsonBuilder     *builder,
           const BwOutlook *outlook,
           const char      *currency)
{
  json_builder_set_member_name (builder, "model");
  json_builder_begin_object (builder);
  add_amount (builder, "mean", outlook->mean, currency);
  add_amount (builder, "p10", outlook->p10, currency);
  add_amount (builder, "p25", outlook->p25, currency);
  add_amount (builder, "p50", outlook->p50, currency);
  add_amount (builder, "p75", outlook->p75, currency);
  add_amount (builder, "p90", outlook->p90, currency);
  add_amount (builder, "from_open", outlook->from_open, currency);
  add_amount (builder, "from_new", outlook->from_new, currency);
  bw_cli_add_number (builder, "chance_of_quota", outlook->chance_of_quota);
  json_builder_set_member_name (builder, "deals_fitted");
  json_builder_add_int_value (builder, outlook->deals_fitted);
  json_builder_set_member_name (builder, "periods_fitted");
  json_builder_add_int_value (builder, outlook->periods_fitted);
  json_builder_end_object (builder);
}

static void
add_methods (JsonBuilder     *builder,
             const BwOutlook *outlook,
             const char      *currency)
{
  json_builder_set_member_name (builder, "methods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outlook->n_methods; i++)
    {
      const BwOutlookMethod *method = &outlook->methods[i];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", method->name);
      bw_cli_add_money (builder, "value", method->value, currency);
      bw_cli_add_number (builder, "wape", method->wape);
      json_builder_set_member_name (builder, "periods");
      json_builder_add_int_value (builder, method->periods);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A person's categories: what stands in the CRM, what was called, what was put in its place. */
static void
add_person_categories (JsonBuilder           *builder,
                       const BwBook          *book,
                       const BwOutlookPerson *person,
                       BwRollupView           view)
{
  gboolean is_single = bw_call_tree_is_single (book);

  json_builder_set_member_name (builder, "categories");
  json_builder_begin_array (builder);
  for (BwCategory i = 0; i < BW_CATEGORY_OMITTED; i++)
    {
      gint64 surer = person->stands[i + 1];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_rollup_category_name (i));
      bw_cli_add_money (builder, "value", bw_rollup_amount (&person->crm, i, view), book->currency);
      json_builder_set_member_name (builder, "deals");
      json_builder_add_int_value (builder, bw_rollup_n (&person->crm, i, view));
      bw_cli_add_money (builder, "call", bw_call_in_view (person->calls[i], surer, is_single, view), book->currency);
      bw_cli_add_money (builder, "override", bw_call_in_view (person->overrides[i], surer, is_single, view), book->currency);
      bw_cli_add_date (builder, "called", person->called[i]);
      bw_cli_add_money (builder, "below", bw_outlook_person_amount (person->below, i, view), book->currency);
      bw_cli_add_money (builder, "stands", bw_outlook_person_amount (person->stands, i, view), book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_people (JsonBuilder     *builder,
            const BwBook    *book,
            const BwOutlook *outlook,
            BwRollupView     view)
{
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outlook->n_people; i++)
    {
      const BwOutlookPerson *person = &outlook->people[i];
      const BwPerson        *who = bw_book_person (book, person->person);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_book_text (book, who->name));
      bw_cli_add_text (builder, "manager",
                       who->manager >= 0 ? bw_book_text (book, bw_book_person (book, who->manager)->name) : NULL);
      bw_cli_add_money (builder, "won", person->won, book->currency);
      bw_cli_add_money (builder, "open", person->open, book->currency);
      bw_cli_add_money (builder, "weighted", person->weighted, book->currency);
      bw_cli_add_money (builder, "quota", person->quota, book->currency);
      bw_cli_add_money (builder, "call", person->call, book->currency);
      bw_cli_add_money (builder, "override", person->override, book->currency);
      bw_cli_add_money (builder, "p10", person->p10, book->currency);
      bw_cli_add_money (builder, "p50", person->p50, book->currency);
      bw_cli_add_money (builder, "p90", person->p90, book->currency);
      bw_cli_add_number (builder, "attainment",
                         person->quota != BW_MONEY_NONE && person->quota > 0 ? (double)person->won / (double)person->quota : NAN);
      bw_cli_add_money (builder, "gap", person->quota != BW_MONEY_NONE ? person->quota - person->won : BW_MONEY_NONE, book->currency);
      bw_cli_add_number (builder, "coverage", bw_outlook_coverage (person->open, person->won, person->quota));
      add_person_categories (builder, book, person, view);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Won and open by forecast category: what stands in the CRM; and what is omitted, for itself in either view. */
static void
add_categories (JsonBuilder     *builder,
                const BwCliLook *look,
                const BwOutlook *outlook,
                BwRollupView     view)
{
  const BwBook *book = look->book;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, look->as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &look->scope);
  BwRollup rollup = outlook->crm;

  for (guint i = 0; i < snapshot->n; i++)
    {
      if (!snapshot->exists[i] || snapshot->kind[i] != BW_STAGE_OPEN || snapshot->category[i] != BW_CATEGORY_OMITTED ||
          !bw_period_contains (&look->period, snapshot->close[i]) ||
          !bw_scope_mask_admits (mask, i, snapshot->owner[i], book->deals.account[i]))
        continue;
      bw_rollup_add_deal (&rollup, BW_CATEGORY_OMITTED, FALSE, snapshot->amount[i] == BW_MONEY_NONE ? 0 : snapshot->amount[i]);
    }
  bw_cli_add_text (builder, "rollup", bw_rollup_view_name (view));
  json_builder_set_member_name (builder, "categories");
  json_builder_begin_array (builder);
  for (BwCategory i = 0; i < BW_N_CATEGORIES; i++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", bw_rollup_category_name (i));
      bw_cli_add_money (builder, "value", bw_rollup_amount (&rollup, i, view), book->currency);
      json_builder_set_member_name (builder, "deals");
      json_builder_add_int_value (builder, bw_rollup_n (&rollup, i, view));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_forecast_json (const BwCliLook *look,
                     const BwOutlook *outlook,
                     BwRollupView     view)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *missing = bw_outlook_dup_missing (outlook);
  const BwBook    *book = look->book;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "currency", book->currency);
  if (missing != NULL)
    bw_cli_add_text (builder, "missing", missing);
  bw_cli_add_money (builder, "won", outlook->won, book->currency);
  bw_cli_add_money (builder, "open", outlook->open, book->currency);
  bw_cli_add_money (builder, "open_undated", outlook->open_undated, book->currency);
  bw_cli_add_money (builder, "weighted", outlook->weighted, book->currency);
  bw_cli_add_money (builder, "quota", outlook->quota, book->currency);
  bw_cli_add_number (builder, "coverage", outlook->coverage);
  bw_cli_add_adjusted_pipeline (builder, look, outlook);
  json_builder_set_member_name (builder, "deals_won");
  json_builder_add_int_value (builder, outlook->n_won);
  json_builder_set_member_name (builder, "deals_open");
  json_builder_add_int_value (builder, outlook->n_open);
  json_builder_set_member_name (builder, "deals_undated");
  json_builder_add_int_value (builder, outlook->n_undated);
  add_model (builder, outlook, book->currency);
  add_methods (builder, outlook, book->currency);
  add_categories (builder, look, outlook, view);
  add_people (builder, book, outlook, view);
  json_builder_set_member_name (builder, "swing_deals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outlook->n_swings; i++)
    {
      guint deal = outlook->swings[i].deal;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[deal]));
      bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[deal]));
      bw_cli_add_money (builder, "swing", outlook->swings[i].swing, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_line (const char *title,
            double      minor,
            const char *currency)
{
  g_autofree char *amount = bw_money_format (round_amount (minor), currency);

  g_print ("%-28s %18s\n", title, amount);
}

static void
print_forecast (const BwCliLook *look,
                const BwOutlook *outlook,
                BwRollupView     view)
{
  const char      *currency = look->book->currency;
  g_autofree char *as_of = bw_date_to_iso (look->as_of);
  g_autofree char *missing = bw_outlook_dup_missing (outlook);

  g_print (_ ("%s, %s, as of %s\n"), look->period_name, look->scope_name, as_of);
  print_line (_ ("Closed won"), outlook->won, currency);
  print_line (_ ("Open pipeline"), outlook->open, currency);
  if (outlook->n_undated > 0)
    print_line (_ ("Open without close date"), outlook->open_undated, currency);
  print_line (_ ("Weighted pipeline"), outlook->weighted, currency);
  bw_cli_print_adjusted_pipeline (look, outlook);
  for (int i = BW_CATEGORY_COMMIT; i >= BW_CATEGORY_PIPELINE; i--)
    {
      /* Translators: the sum of a forecast category together with all that are surer */
      g_autofree char *with = g_strdup_printf (_ ("%s and surer"), bw_deal_category_title (look->book, i));

      print_line (view == BW_ROLLUP_SINGLE ? bw_deal_category_title (look->book, i) : with,
                  bw_rollup_amount (&outlook->crm, i, view), currency);
    }
  if (outlook->quota != BW_MONEY_NONE)
    print_line (_ ("Quota"), outlook->quota, currency);
  print_line (_ ("Forecast, P10"), outlook->p10, currency);
  print_line (_ ("Forecast, P50"), outlook->p50, currency);
  print_line (_ ("Forecast, P90"), outlook->p90, currency);
  print_line (_ ("… from open deals"), outlook->from_open, currency);
  print_line (_ ("… from new business"), outlook->from_new, currency);
  if (outlook->quota != BW_MONEY_NONE)
    g_print ("%-28s %17.0f %%\n", _ ("Chance of quota"), outlook->chance_of_quota * 100);
  g_print (_ ("Fitted on %u closed deals and %u past periods.\n"), outlook->deals_fitted, outlook->periods_fitted);
  if (missing != NULL)
    g_print ("%s\n", missing);
  for (guint i = 0; i < outlook->n_methods; i++)
    if (outlook->methods[i].value != BW_MONEY_NONE)
      print_line (outlook->methods[i].title, outlook->methods[i].value, currency);
}

int
bw_cli_forecast (int    argc,
                 char **argv)
{
  gint64             seed = DEFAULT_SEED;
  g_autofree char   *rollup = NULL;
  int                status;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, _ ("The same seed gives the same simulation"), "N" },
    { "rollup", 0, 0, G_OPTION_ARG_STRING, &rollup, _ ("Categories each for itself (single), or with those that are surer (cumulative)"), "VIEW" },
    { NULL },
  };
  BwRollupView view = BW_ROLLUP_SINGLE;
  g_autoptr (BwOutlook) outlook = NULL;
  g_auto (BwCliLook) look = { 0 };

  if (!bw_cli_look_start (&look, argc, argv, _ ("Tells where a period will land."), entries, &status))
    return status;
  if (rollup != NULL && !bw_rollup_view_parse (rollup, &view))
    return bw_cli_misuse (&look.cli, _ ("“%s” is no view of the roll-up. Use single or cumulative."), rollup);
  outlook = bw_outlook_new (look.book, &look.scope, &look.period, look.as_of, (guint64)seed, NULL, NULL);
  if (look.cli.json)
    print_forecast_json (&look, outlook, view);
  else
    print_forecast (&look, outlook, view);
  return BW_CLI_DONE;
}

/* ---- deals ---- */

/* The insights that speak of one deal, as its risks. */
static void
add_risks (JsonBuilder *builder,
           GPtrArray   *insights,
           guint        deal)
{
  json_builder_set_member_name (builder, "risks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (insight->deal != (gint64)deal)
        continue;
      for (guint f = 0; f < insight->findings->len; f++)
        {
          const BwInsightFinding *finding = g_ptr_array_index (insight->findings, f);

          json_builder_begin_object (builder);
          bw_cli_add_text (builder, "code", bw_insight_code_name (finding->code));
          bw_cli_add_text (builder, "text", finding->text);
          json_builder_end_object (builder);
        }
    }
  json_builder_end_array (builder);
}

/* The values of the project's own fields; those that are not known are left out. */
static void
add_custom (JsonBuilder  *builder,
            const BwBook *book,
            guint         deal)
{
  json_builder_set_member_name (builder, "custom");
  json_builder_begin_object (builder);
  for (guint field = 0; field < book->fields->len; field++)
    {
      BwFieldType      type = bw_book_field (book, field)->type;
      gint64           value = bw_custom_column_get (&book->deals.custom[field], deal);
      const char      *name = bw_custom_field_title (book, field);
      g_autofree char *text = bw_custom_value_dup_text (book, type, value);

      if (bw_custom_value_is_none (type, value))
        continue;
      if (type == BW_TYPE_NUMBER)
        bw_cli_add_number (builder, name, bw_number_from_bits (value));
      else if (type == BW_TYPE_BOOLEAN)
        {
          json_builder_set_member_name (builder, name);
          json_builder_add_boolean_value (builder, value != 0);
        }
      else
        bw_cli_add_text (builder, name, text);
    }
  json_builder_end_object (builder);
}

/* Why the deal's chance is not that of the average deal of its stage. */
static void
add_reasons (JsonBuilder      *builder,
             const BwWinModel *model,
             const BwDealOdds *odds)
{
  g_autoptr (GArray) reasons = bw_win_model_reasons (model, odds);

  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reasons->len; i++)
    {
      const BwWinReason *reason = &g_array_index (reasons, BwWinReason, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "factor", reason->factor);
      bw_cli_add_number (builder, "points", round (reason->points * 10.0) / 10.0);
      json_builder_set_member_name (builder, "n");
      json_builder_add_int_value (builder, reason->n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What the deals' fields are worth for telling which are won. */
static void
add_win_model (JsonBuilder      *builder,
               const BwWinModel *model)
{
  const BwWinSignal *signal = bw_win_model_signal (model);
  GPtrArray         *left_out = bw_win_model_left_out (model);
  g_autofree char   *message = bw_win_model_dup_message (model);

  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "signal", signal->usable ? "usable" : "none");
  bw_cli_add_text (builder, "message", message);
  json_builder_set_member_name (builder, "deals_fitted");
  json_builder_add_int_value (builder, signal->n_deals);
  bw_cli_add_number (builder, "brier", signal->score.brier);
  bw_cli_add_number (builder, "base_brier", signal->score.base_brier);
  bw_cli_add_number (builder, "auc", signal->score.auc);
  json_builder_set_member_name (builder, "left_out");
  json_builder_begin_array (builder);
  for (guint i = 0; i < left_out->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (left_out, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_deal (JsonBuilder      *builder,
          const BwBook     *book,
          const BwBook     *past,
          const BwSnapshot *snapshot,
          const BwDealOdds *odds,
          const BwWinModel *model,
          GPtrArray        *insights)
{
  guint  deal = odds->deal;
  gint32 owner = snapshot->owner[deal];

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "id", bw_book_text (book, book->deals.ref[deal]));
  bw_cli_add_text (builder, "name", bw_book_text (book, book->deals.name[deal]));
  bw_cli_add_text (builder, "owner", owner >= 0 ? bw_book_text (book, bw_book_person (book, owner)->name) : NULL);
  bw_cli_add_text (builder, "stage", bw_book_text (book, bw_book_stage (book, snapshot->stage[deal])->name));
  bw_cli_add_money (builder, "amount", snapshot->amount[deal], book->currency);
  bw_cli_add_date (builder, "close_date", snapshot->close[deal]);
  bw_cli_add_number (builder, "probability", odds->probability);
  bw_cli_add_date (builder, "expected_close", odds->expected_close);
  bw_cli_add_date (builder, "expected_close_from", odds->close_from);
  bw_cli_add_date (builder, "expected_close_to", odds->close_to);
  json_builder_set_member_name (builder, "stalled");
  json_builder_add_boolean_value (builder, odds->stalled);
  bw_cli_add_number (builder, "probability_in_period", odds->probability_in_period);
  add_risks (builder, insights, deal);
  add_reasons (builder, model, odds);
  add_custom (builder, past, deal);
  bw_cli_add_adjustments (builder, book, deal);
  json_builder_end_object (builder);
}

static void
print_deal (const BwBook     *book,
            const BwSnapshot *snapshot,
            const BwDealOdds *odds)
{
  guint            deal = odds->deal;
  g_autofree char *amount = bw_money_format_plain (snapshot->amount[deal], book->currency);
  g_autofree char *close = bw_date_to_iso (snapshot->close[deal]);
  g_autofree char *expected = bw_date_to_iso (odds->expected_close);
  g_autofree char *chance = g_strdup_printf ("%.3f", odds->probability);
  g_autofree char *in_period = g_strdup_printf ("%.3f", odds->probability_in_period);
  gint32           owner = snapshot->owner[deal];
  const char      *cells[] = {
         bw_book_text (book, book->deals.ref[deal]),
         bw_book_text (book, book->deals.name[deal]),
    owner >= 0 ? bw_book_text (book, bw_book_person (book, owner)->name) : "",
         bw_book_text (book, bw_book_stage (book, snapshot->stage[deal])->name),
         amount,
         close,
         chance,
         in_period,
         expected,
  };

  bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
}

/* Marks the deals that @expression admits, asked of the book as it was on the day; everything without one. */
static guint8 *
mark_filtered (const BwCliLook *look,
               const BwBook    *past,
               const char      *expression,
               GError         **error)
{
  guint8 *marks = g_new0 (guint8, MAX (look->book->deals.n, 1));
  g_autoptr (BwFilter) filter = NULL;
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (past, &look->scope);
  g_autofree guint32 *deals = NULL;
  BwQuery             query = { .mask = mask, .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE }, .today = look->as_of };
  guint               n;

  if (expression != NULL)
    {
      filter = bw_filter_parse (past, expression, error);
      if (filter == NULL)
        {
          g_free (marks);
          return NULL;
        }
      query.filter = filter;
    }
  deals = bw_query_run (past, &query, &n);
  for (guint i = 0; i < n; i++)
    marks[deals[i]] = 1;
  return marks;
}

int
bw_cli_deals (int    argc,
              char **argv)
{
  static const char *const header[] = { "id", "name", "owner", "stage", "amount", "close_date", "probability",
                                        "probability_in_period", "expected_close" };
  g_autofree char         *expression = NULL;
  g_auto (BwCliTable) table = { 0 };
  int                status;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &expression, _ ("Only deals such as: stage = Proposal and amount >= 50k; the project's own fields by name: \"Deal size\" > 10"), "EXPR" },
    { "group", 0, 0, G_OPTION_ARG_STRING, &table.group, _ ("Tell instead what the deals sum up to by one or two fields, such as owner,close:quarter"), "FIELDS" },
    { "adjusted", 0, 0, G_OPTION_ARG_NONE, &table.adjusted, _ ("Of groups: amounts, dates and categories as adjusted, the CRM's sum beside each"), NULL },
    { "by-total", 0, 0, G_OPTION_ARG_NONE, &table.by_total, _ ("Largest groups first"), NULL },
    { "changed-since", 0, 0, G_OPTION_ARG_STRING, &table.since, _ ("Tell instead what changed since a day: a date, a number of days, or import for the last import"), "DAY" },
    { "in-period", 0, 0, G_OPTION_ARG_NONE, &table.in_period, _ ("Of groups and changes: only deals dated in the period, and open ones without a date"), NULL },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &table.closed, _ ("Of groups and changes: won and lost deals too"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBook) past = NULL;
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) insights = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (BwWinModel) model = NULL;
  g_autofree BwDealOdds *odds = NULL;
  g_autofree guint8     *marks = NULL;
  gboolean               usable;
  guint                  n;
  g_auto (BwCliLook) look = { 0 };

  if (!bw_cli_look_start (&look, argc, argv, _ ("Lists the open deals with their chances."), entries, &status))
    return status;
  if (table.group != NULL || table.since != NULL || table.adjusted)
    return bw_cli_table_print (&table, &look, expression);
  past = bw_past_new (look.book, look.as_of);
  marks = mark_filtered (&look, past, expression, &error);
  if (marks == NULL)
    return bw_cli_fail (&look.cli, error, BW_CLI_WRONG_USE);
  snapshot = bw_snapshot_new (look.book, look.as_of);
  model = bw_win_model_new (look.book, look.as_of, BW_WIN_MODEL_SEED, NULL, NULL);
  odds = bw_win_model_deal_odds (model, &look.period, &n, &usable);
  insights = bw_insights_new (look.book, &(BwInsightQuery) { .scope = look.scope, .period = look.period, .as_of = look.as_of, .dismissed = TRUE });

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look.as_of);
  bw_cli_add_text (builder, "signal", usable ? "usable" : "none");
  add_win_model (builder, model);
  json_builder_set_member_name (builder, "deals");
  json_builder_begin_array (builder);
  if (!look.cli.json)
    bw_cli_print_csv (header, G_N_ELEMENTS (header));
  for (guint i = 0; i < n; i++)
    {
      if (!marks[odds[i].deal])
        continue;
      if (look.cli.json)
        add_deal (builder, look.book, past, snapshot, &odds[i], model, insights);
      else
        print_deal (look.book, snapshot, &odds[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (look.cli.json)
    bw_cli_print_json (builder);
  else if (!usable)
    {
      g_autofree char *message = bw_win_model_dup_message (model);

      g_printerr ("%s\n", message);
    }
  return BW_CLI_DONE;
}

/* ---- flow ---- */

static void
print_flow_json (const BwCliLook *look,
                 const BwFlow    *flow)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *currency = look->book->currency;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "from", flow->from);
  bw_cli_add_date (builder, "to", flow->to);
  bw_cli_add_text (builder, "period", look->period_name);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "currency", currency);
  bw_cli_add_money (builder, "start", flow->start, currency);
  bw_cli_add_money (builder, "end", flow->end, currency);
  json_builder_set_member_name (builder, "buckets");
  json_builder_begin_object (builder);
  for (int bucket = 0; bucket < BW_N_FLOWS; bucket++)
    bw_cli_add_money (builder, bw_flow_bucket_name (bucket), flow->value[bucket], currency);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (int bucket = 0; bucket < BW_N_FLOWS; bucket++)
    {
      json_builder_set_member_name (builder, bw_flow_bucket_name (bucket));
      json_builder_add_int_value (builder, flow->count[bucket]);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "balanced");
  json_builder_add_boolean_value (builder, flow->balanced);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

int
bw_cli_flow (int    argc,
             char **argv)
{
  g_autofree char   *from_text = NULL, *to_text = NULL;
  int                status;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, _ ("The first day; if not said the period’s first"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, _ ("The last day; if not said the data’s"), "DATE" },
    { NULL },
  };
  g_autoptr (BwFlow) flow = NULL;
  BwDate from, to;
  g_auto (BwCliLook) look = { 0 };

  if (!bw_cli_look_start (&look, argc, argv, _ ("Tells how the pipeline moved between the ends of two days. Fails when it does not balance."),
                          entries, &status))
    return status;
  from = look.period.from;
  to = look.as_of;
  if (from_text != NULL && !bw_date_parse_iso (from_text, &from))
    return bw_cli_misuse (&look.cli, _ ("“%s” is no date. Write it as 2026-12-31."), from_text);
  if (to_text != NULL && !bw_date_parse_iso (to_text, &to))
    return bw_cli_misuse (&look.cli, _ ("“%s” is no date. Write it as 2026-12-31."), to_text);
  if (to < from)
    return bw_cli_misuse (&look.cli, _ ("The last day lies before the first."));
  flow = bw_flow_new (look.book, &look.scope, &look.period, from, to);
  if (look.cli.json)
    print_flow_json (&look, flow);
  else
    {
      print_line (_ ("Start"), flow->start, look.book->currency);
      for (int bucket = 0; bucket < BW_N_FLOWS; bucket++)
        print_line (bw_flow_bucket_title (bucket), flow->value[bucket], look.book->currency);
      print_line (_ ("End"), flow->end, look.book->currency);
      g_print ("%s\n", flow->balanced ? _ ("Balanced to the cent.") : _ ("It does not balance."));
    }
  return flow->balanced ? BW_CLI_DONE : BW_CLI_FAILED;
}
