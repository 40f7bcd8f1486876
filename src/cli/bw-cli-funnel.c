/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel without a window: conversion, time in stage, win rates, velocity. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-deal-field.h"
#include "core/bw-funnel.h"

static void
add_share (JsonBuilder         *builder,
           const char          *name,
           const BwFunnelShare *share)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "n");
  json_builder_add_int_value (builder, share->n);
  bw_cli_add_number (builder, "share", share->share);
  bw_cli_add_number (builder, "low95", share->low);
  bw_cli_add_number (builder, "high95", share->high);
  json_builder_end_object (builder);
}

static void
add_days (JsonBuilder        *builder,
          const char         *name,
          const BwFunnelDays *days)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "n");
  json_builder_add_int_value (builder, days->n);
  bw_cli_add_number (builder, "quarter", days->quarter);
  bw_cli_add_number (builder, "median", days->median);
  bw_cli_add_number (builder, "three_quarters", days->three_quarters);
  json_builder_end_object (builder);
}

static void
add_closings (JsonBuilder            *builder,
              const char             *name,
              const BwFunnelClosings *closings,
              const char             *currency)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  bw_cli_add_count (builder, "n_won", closings->n_won);
  bw_cli_add_count (builder, "n_lost", closings->n_lost);
  bw_cli_add_money (builder, "won", closings->won, currency);
  bw_cli_add_money (builder, "lost", closings->lost, currency);
  add_share (builder, "win_rate", &closings->win_rate);
  bw_cli_add_number (builder, "win_rate_by_value", closings->value_rate);
  add_days (builder, "cycle_days", &closings->cycle);
  bw_cli_add_count (builder, "left_out_of_cycle", closings->n_undatable);
  bw_cli_add_number (builder, "mean_won", closings->mean_won / (double)bw_currency_scale (currency));
  json_builder_end_object (builder);
}

static void
add_steps (JsonBuilder    *builder,
           const BwBook   *book,
           const BwFunnel *funnel)
{
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_array (builder);
  for (guint p = 0; p < funnel->n_steps; p++)
    {
      const BwFunnelStep *step = &funnel->steps[p];

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "stage", bw_book_text (book, bw_book_stage (book, step->stage)->name));
      bw_cli_add_count (builder, "entered", step->n_entered);
      bw_cli_add_count (builder, "advanced", step->n_advanced);
      bw_cli_add_count (builder, "lost", step->n_lost);
      add_share (builder, "conversion", &step->conversion);
      add_share (builder, "past_conversion", &step->past);
      add_days (builder, "days", &step->days);
      add_days (builder, "past_days", &step->past_days);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const BwCliLook *look,
            const BwFunnel  *funnel,
            const GPtrArray *segments)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *currency = look->book->currency;
  double      scale = (double)bw_currency_scale (currency);

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  bw_cli_add_text (builder, "currency", currency);
  bw_cli_add_date (builder, "past_from", funnel->past.from);
  bw_cli_add_date (builder, "past_to", funnel->past.to);
  add_steps (builder, look->book, funnel);
  add_closings (builder, "closings", &funnel->closings, currency);
  add_closings (builder, "past_closings", &funnel->past_closings, currency);
  bw_cli_add_count (builder, "n_open", funnel->n_open);
  bw_cli_add_number (builder, "velocity_per_day", funnel->velocity / scale);
  bw_cli_add_number (builder, "past_velocity_per_day", funnel->past_velocity / scale);
  if (segments != NULL)
    {
      json_builder_set_member_name (builder, "segments");
      json_builder_begin_array (builder);
      for (guint i = 0; i < segments->len; i++)
        {
          const BwFunnelSegment *segment = segments->pdata[i];

          json_builder_begin_object (builder);
          bw_cli_add_text (builder, "name", segment->name);
          add_closings (builder, "closings", &segment->closings, currency);
          add_closings (builder, "past_closings", &segment->past_closings, currency);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* "62 % (58 to 66, n 412)"; an en dash without cases. */
static char *
dup_share (const BwFunnelShare *share)
{
  if (share->n == 0)
    return g_strdup ("–");
  return g_strdup_printf (_ ("%.0f %% (%.0f to %.0f, n %u)"), share->share * 100, share->low * 100, share->high * 100, share->n);
}

static char *
dup_days (const BwFunnelDays *days)
{
  return days->n == 0 ? g_strdup ("–") : g_strdup_printf (_ ("%.0f days (n %u)"), days->median, days->n);
}

static void
print_text (const BwCliLook *look,
            const BwFunnel  *funnel,
            const GPtrArray *segments)
{
  g_autofree char *rate = dup_share (&funnel->closings.win_rate), *past_rate = dup_share (&funnel->past_closings.win_rate);
  g_autofree char *cycle = dup_days (&funnel->closings.cycle), *past_cycle = dup_days (&funnel->past_closings.cycle);

  for (guint p = 0; p < funnel->n_steps; p++)
    {
      const BwFunnelStep *step = &funnel->steps[p];
      g_autofree char    *now = dup_share (&step->conversion), *past = dup_share (&step->past), *days = dup_days (&step->days);

      /* Translators: a stage, how many deals came to it, how many of them moved on, the same before, and the days in it. */
      g_print (_ ("%s: %u came, %s moved on, before %s, %s\n"), bw_book_text (look->book, bw_book_stage (look->book, step->stage)->name),
               step->n_entered, now, past, days);
    }
  g_print (_ ("Win rate: %s, before %s\n"), rate, past_rate);
  g_print (_ ("Sales cycle: %s, before %s\n"), cycle, past_cycle);
  if (isfinite (funnel->velocity))
    {
      g_autofree char *money = bw_money_format_compact ((gint64)round (funnel->velocity), look->book->currency);

      g_print (_ ("Velocity: %s a day\n"), money);
    }
  for (guint i = 0; segments != NULL && i < segments->len; i++)
    {
      const BwFunnelSegment *segment = segments->pdata[i];
      g_autofree char       *now = dup_share (&segment->closings.win_rate), *past = dup_share (&segment->past_closings.win_rate);

      g_print (_ ("%s: %s won, before %s\n"), segment->name, now, past);
    }
}

int
bw_cli_funnel (int    argc,
               char **argv)
{
  g_autofree char   *by = NULL;
  int                status;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, _ ("Win rates by this field too, such as owner, product or region"), "FIELD" },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  g_autoptr (BwFunnel) funnel = NULL;
  g_autoptr (GPtrArray) segments = NULL;

  if (!bw_cli_look_start (&look, argc, argv, _ ("Tells how deals went through the stages in a period, beside the four periods before."),
                          entries, &status))
    return status;
  if (by != NULL)
    {
      BwDealField     field;
      BwDealFieldType type;

      if (!bw_deal_field_parse (look.book, by, FALSE, &field))
        return bw_cli_misuse (&look.cli, _ ("Deals have no field “%s”."), by);
      type = bw_deal_field_type (look.book, field);
      if (type != BW_DEAL_FIELD_TEXT && type != BW_DEAL_FIELD_ROW && type != BW_DEAL_FIELD_YES_NO)
        return bw_cli_misuse (&look.cli, _ ("The values of “%s” are no groups. Choose a text or a name."), by);
      segments = bw_funnel_segments_new (look.book, &look.scope, &look.period, look.as_of, field);
    }
  funnel = bw_funnel_new (look.book, &look.scope, &look.period, look.as_of);
  if (look.cli.json)
    print_json (&look, funnel, segments);
  else
    print_text (&look, funnel, segments);
  return BW_CLI_DONE;
}
