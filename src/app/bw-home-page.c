/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning page: where the period will land, what moved, and what to do.
 *
 *   headline     P50 large, the day, the quota, the chance of it
 *   range        P10 to P90 drawn, with what is closed and the quota
 *   moved        what left and entered the pipeline since the import before
 *   news         what was won lately, and whose calls are due
 *   tiles        closed, forecast, quota, gap, coverage, chance, each with what changed since then; those that matter to the
 *                organisation, in its order
 *   course | to do
 *
 * Everything is taken from the live outlook and its flow, which belong to the same state of the book. */

#include "app/bw-home-page.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-explain.h"
#include "app/bw-page.h"
#include "app/bw-pending.h"
#include "app/bw-range-bar.h"
#include "app/bw-theme.h"
#include "app/bw-tile.h"
#include "app/bw-todo-list.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-page-report.h"
#include "core/bw-home-news.h"
#include "core/bw-key-measure.h"
#include "session/bw-live-outlook.h"
#include "session/bw-live.h"

struct _BwHomePage
{
  AdwBin parent_instance;

  GtkStack    *stack;
  BwExplain   *landing_explain;
  BwExplain   *chance_explain;
  GtkLabel    *landing;
  GtkLabel    *landing_note;
  GtkLabel    *target;
  GtkButton   *set_quota;
  GtkLabel    *chance;
  BwRangeBar  *range;
  GtkLabel    *fitted;
  GtkLabel    *moved;
  GtkLabel    *news_label;
  BwTile      *closed_tile;
  BwTile      *forecast_tile;
  BwTile      *quota_tile;
  BwTile      *gap_tile;
  BwTile      *coverage_tile;
  BwTile      *chance_tile;
  BwChartView *course;
  BwTodoList  *todo;

  BwSession     *session; /* (owned) */
  BwLiveOutlook *outlook; /* (owned) */
  BwLive        *news;    /* (owned): sentences on wins and on calls that are due */
  gboolean       stale;   /* what is shown is not the newest */
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_OUTLOOK,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwHomePage,
                               bw_home_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* What of the flow is told, and how. */
static const struct
{
  BwFlowBucket bucket;
  BwTone       tone;
  const char  *sign;
} moves[] = {
  { BW_FLOW_WON, BW_TONE_GOOD, "▲" },
  { BW_FLOW_LOST, BW_TONE_BAD, "▼" },
  { BW_FLOW_PUSHED_OUT, BW_TONE_BAD, "▼" },
  { BW_FLOW_PULLED_IN, BW_TONE_GOOD, "▲" },
  { BW_FLOW_NEW, BW_TONE_GOOD, "▲" },
  { BW_FLOW_INCREASED, BW_TONE_GOOD, "▲" },
  { BW_FLOW_DECREASED, BW_TONE_BAD, "▼" },
};

/* Returns: (transfer full): so many deals that moved in this way, in as few words as there are: "3 slipped". */
static char *
word_move (BwFlowBucket bucket,
           guint        n)
{
  switch (bucket)
    {
    case BW_FLOW_WON:
      return g_strdup_printf (ngettext ("%'u\u00a0won", "%'u\u00a0won", n), n);
    case BW_FLOW_LOST:
      return g_strdup_printf (ngettext ("%'u\u00a0lost", "%'u\u00a0lost", n), n);
    case BW_FLOW_PUSHED_OUT:
      return g_strdup_printf (ngettext ("%'u\u00a0slipped", "%'u\u00a0slipped", n), n);
    case BW_FLOW_PULLED_IN:
      return g_strdup_printf (ngettext ("%'u\u00a0pulled\u00a0in", "%'u\u00a0pulled\u00a0in", n), n);
    case BW_FLOW_INCREASED:
      return g_strdup_printf (ngettext ("%'u\u00a0grew", "%'u\u00a0grew", n), n);
    case BW_FLOW_DECREASED:
      return g_strdup_printf (ngettext ("%'u\u00a0shrank", "%'u\u00a0shrank", n), n);
    case BW_FLOW_NEW:
    default:
      return g_strdup_printf (ngettext ("%'u\u00a0new", "%'u\u00a0new", n), n);
    }
}

/* Whether the past tells nothing, so that there is no forecast but what is won. */
static gboolean
is_untold (const BwOutlook *outlook)
{
  g_autofree char *missing = bw_outlook_dup_missing (outlook);

  return missing != NULL;
}

static void
show_headline (BwHomePage      *self,
               const BwOutlook *outlook,
               const char      *currency)
{
  gint64           p50 = (gint64)llround (outlook->p50);
  gboolean         over = outlook->as_of >= outlook->period.to, untold = is_untold (outlook);
  gboolean         filtered = bw_scope_is_filtered (&outlook->scope);
  g_autofree char *amount = bw_money_format_compact (over || untold ? outlook->won : p50, currency);
  g_autofree char *full = bw_money_format (over || untold ? outlook->won : p50, currency);
  g_autofree char *day = bw_wording_day (outlook->period.to, outlook->as_of);
  g_autofree char *period = bw_wording_period (&outlook->period);
  /* Translators: after an amount, the first with a period: "closed in Q4 2026", the second with a day. */
  g_autofree char *note = over     ? g_strdup_printf (_ ("closed in %s"), period)
                          : untold ? g_strdup (_ ("won so far; what follows cannot be told yet"))
                                   : g_strdup_printf (_ ("lands by %s"), day);
  g_autofree char *target = NULL;
  g_autofree char *chance = NULL;
  g_autofree char *spoken = g_strdup_printf ("%s %s", amount, note);

  gtk_label_set_label (self->landing, amount);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->landing), full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->landing), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  bw_explain_set_name (self->landing_explain, spoken);
  gtk_label_set_label (self->landing_note, note);
  if (outlook->quota != BW_MONEY_NONE)
    {
      g_autofree char *quota = bw_money_format_compact (outlook->quota, currency);
      g_autofree char *percent = bw_wording_percent (outlook->chance_of_quota);

      target = g_strdup_printf (_ ("of %s"), quota);
      if (over)
        chance = g_strdup (outlook->won >= outlook->quota ? _ ("quota made") : _ ("quota missed"));
      else if (!untold)
        chance = g_strdup_printf (_ ("%s chance"), percent);
    }
  gtk_label_set_label (self->target, target != NULL ? target : filtered ? _ ("no quota for filtered deals")
                                                                        : _ ("no quota for this period"));
  gtk_widget_set_visible (GTK_WIDGET (self->set_quota), target == NULL && !filtered);
  gtk_label_set_label (self->chance, chance != NULL ? chance : "");
  gtk_widget_set_visible (GTK_WIDGET (self->chance_explain), chance != NULL);
  bw_explain_set_name (self->chance_explain, chance != NULL ? chance : "");
}

static void
show_range (BwHomePage      *self,
            const BwOutlook *outlook,
            const char      *currency)
{
  g_autofree char *deals = bw_wording_count (outlook->deals_fitted);
  g_autofree char *missing = bw_outlook_dup_missing (outlook);
  g_autofree char *text = NULL;
  BwRange          range = {
             .won = outlook->won,
             .p10 = (gint64)llround (outlook->p10),
             .p25 = (gint64)llround (outlook->p25),
             .p50 = (gint64)llround (outlook->p50),
             .p75 = (gint64)llround (outlook->p75),
             .p90 = (gint64)llround (outlook->p90),
             .target = outlook->quota,
  };

  gtk_widget_set_visible (GTK_WIDGET (self->fitted), outlook->as_of < outlook->period.to);
  if (outlook->as_of >= outlook->period.to || missing != NULL)
    range.p10 = range.p25 = range.p50 = range.p75 = range.p90 = BW_MONEY_NONE;
  bw_range_bar_set_range (self->range, &range, currency);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "From %s closed deals and %u past period",
                                       "From %s closed deals and %u past periods", outlook->periods_fitted),
                          deals, outlook->periods_fitted);
  gtk_label_set_label (self->fitted, missing == NULL ? text : missing);
}

/* Begins the line of what moved: with the change of the forecast itself where that is known. */
static void
append_change (BwHomePage   *self,
               const BwFlow *flow,
               const char   *currency,
               GString      *text)
{
  gint64           change = bw_live_outlook_get_change (self->outlook);
  g_autofree char *since = bw_wording_day (MAX (flow->from, flow->period.from), flow->to);
  g_autofree char *amount = change != BW_MONEY_NONE ? bw_money_format_change (change, currency) : NULL;
  g_autofree char *color = bw_theme_dup_hex (change >= 0 ? BW_TONE_GOOD : BW_TONE_BAD);

  if (amount == NULL)
    g_string_append_printf (text, _ ("Since %s"), since);
  else if (change == 0)
    g_string_append_printf (text, _ ("Forecast unchanged since %s"), since);
  else
    {
      g_string_append_printf (text, "<span foreground=\"%s\">%s</span>\u00a0", color, change > 0 ? "▲" : "▼");
      /* Translators: by how much the forecast changed since a day, in Pango markup. */
      g_string_append_printf (text, _ ("<b>%s</b> since %s"), amount, since);
    }
}

static void
show_moves (BwHomePage   *self,
            const BwFlow *flow,
            const char   *currency)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->moved), flow != NULL);
  if (flow == NULL)
    return;
  append_change (self, flow, currency, text);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *color = bw_theme_dup_hex (moves[i].tone);
      g_autofree char *amount = bw_money_format_compact (ABS (flow->value[moves[i].bucket]), currency);
      g_autofree char *told = NULL;
      guint            count = flow->count[moves[i].bucket];

      if (count == 0)
        continue;
      told = word_move (moves[i].bucket, count);
      g_string_append_printf (text, "   <a href=\"%d\"><span foreground=\"%s\">%s</span>\u00a0<b>%s", moves[i].bucket, color, moves[i].sign, told);
      /* Amounts that nobody knows are no sum. */
      g_string_append_printf (text, flow->value[moves[i].bucket] != 0 ? "</b>\u00a0%s</a>" : "</b></a>", amount);
      n++;
    }
  if (n == 0)
    g_string_append_printf (text, "   %s", _ ("nothing moved"));
  gtk_label_set_markup (self->moved, text->str);
}

/* ---- tiles ---- */

/* Shows the tiles of the measures that matter to the organisation of @book, in their order. */
static void
order_tiles (BwHomePage   *self,
             const BwBook *book)
{
  BwTile *const tiles[BW_N_KEY_MEASURES] = {
    [BW_KEY_CLOSED] = self->closed_tile,
    [BW_KEY_FORECAST] = self->forecast_tile,
    [BW_KEY_QUOTA] = self->quota_tile,
    [BW_KEY_GAP] = self->gap_tile,
    [BW_KEY_COVERAGE] = self->coverage_tile,
    [BW_KEY_CHANCE] = self->chance_tile,
  };
  GtkWidget    *box = gtk_widget_get_parent (GTK_WIDGET (self->closed_tile)), *last = NULL;
  BwKeyMeasures measures = bw_key_measures_of_book (book);

  for (guint i = 0; i < measures.n; i++)
    {
      GtkWidget *tile = GTK_WIDGET (tiles[measures.list[i]]);

      if (gtk_widget_get_prev_sibling (tile) != last)
        gtk_widget_insert_after (tile, box, last);
      last = tile;
    }
  for (guint i = 0; i < BW_N_KEY_MEASURES; i++)
    gtk_widget_set_visible (GTK_WIDGET (tiles[i]), bw_key_measures_have (&measures, (BwKeyMeasure)i));
}

/* What a tile says. */
typedef struct
{
  BwTile  *tile;
  char    *value;  /* (owned) */
  char    *full;   /* (owned): with all digits and how it comes about */
  char    *note;   /* (owned): what stands below where nothing changed */
  char    *change; /* (owned) (nullable): what changed, with its sign */
  gboolean rose;
  gboolean is_good; /* that it changed so */
} TileText;

static void
show_tile (BwHomePage *self,
           TileText   *text)
{
  const BwFlow    *flow = bw_live_outlook_get_flow (self->outlook);
  g_autofree char *since = flow != NULL ? bw_wording_day (MAX (flow->from, flow->period.from), flow->to) : NULL;
  g_autofree char *color = bw_theme_dup_hex (text->is_good ? BW_TONE_GOOD : BW_TONE_BAD);
  g_autofree char *tip = NULL;
  g_autofree char *note = NULL;

  if (text->change != NULL && since != NULL)
    {
      g_autofree char *told = g_strdup_printf (_ ("%s since %s"), text->change, since);

      tip = g_strdup_printf ("%s\n%s\n%s", text->full, text->note, told);
      note = g_markup_printf_escaped ("<span foreground=\"%s\">%s</span>\u00a0%s", color, text->rose ? "▲" : "▼", told);
    }
  else
    {
      tip = g_strdup_printf ("%s\n%s", text->full, text->note);
      note = g_markup_escape_text (text->note, -1);
    }
  bw_tile_set_value (text->tile, text->value, tip, note);
  g_free (text->value);
  g_free (text->full);
  g_free (text->note);
  g_free (text->change);
}

/* Notes in @text that an amount went from @before to @now; unknown ones and small change are passed over. */
static void
note_change (TileText   *text,
             gint64      before,
             gint64      now,
             gboolean    more_is_good,
             const char *currency)
{
  if (before == BW_MONEY_NONE || now == BW_MONEY_NONE || before == now)
    return;
  text->change = bw_money_format_change (now - before, currency);
  text->rose = now > before;
  text->is_good = text->rose == more_is_good;
}

/* The same of plain numbers, in @unit. */
static void
note_number (TileText   *text,
             double      before,
             double      now,
             int         digits,
             const char *unit)
{
  g_autofree char *number = NULL;
  g_autofree char *zero = g_strdup_printf ("%+.*f", digits, 0.0);

  if (!isfinite (before) || !isfinite (now))
    return;
  number = g_strdup_printf ("%+.*f", digits, now - before);
  if (g_str_equal (number, zero) || g_str_equal (number + 1, zero + 1))
    return;
  text->change = g_strconcat (number, unit, NULL);
  text->rose = text->is_good = now > before;
}

static gint64
gap_of (const BwOutlook *outlook)
{
  if (outlook == NULL || outlook->quota == BW_MONEY_NONE)
    return BW_MONEY_NONE;
  return MAX (outlook->quota - outlook->won, 0);
}

static void
show_amounts (BwHomePage      *self,
              const BwOutlook *outlook,
              const BwOutlook *before,
              const char      *currency)
{
  gboolean over = outlook->as_of >= outlook->period.to, has_quota = outlook->quota != BW_MONEY_NONE, untold = is_untold (outlook);
  gint64   p50 = over ? outlook->won : untold ? BW_MONEY_NONE
                                              : (gint64)llround (outlook->p50),
         gap = gap_of (outlook);
  int              days = MAX (outlook->period.to - outlook->as_of, 0);
  g_autofree char *count = bw_wording_count (outlook->n_won);
  g_autofree char *gap_full = bw_money_format (gap, currency);
  g_autofree char *attained =
    bw_wording_percent (has_quota && outlook->quota > 0 ? (double)outlook->won / (double)outlook->quota : NAN);
  g_autofree char *range = bw_wording_range (outlook->p10, outlook->p90, currency);
  TileText         closed = {
            .tile = self->closed_tile,
            .value = bw_money_format_compact (outlook->won, currency),
            .full = bw_money_format (outlook->won, currency),
            .note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s deal won", "%s deals won", outlook->n_won), count),
  };
  TileText forecast = {
    .tile = self->forecast_tile,
    .value = bw_money_format_compact (p50, currency),
    .full = untold ? bw_outlook_dup_missing (outlook) : bw_money_format (p50, currency),
    .note = over ? g_strdup (_ ("the period is over")) : untold ? g_strdup (_ ("needs deals that were closed"))
                                                                : g_steal_pointer (&range),
  };
  TileText quota = {
    .tile = self->quota_tile,
    .value = bw_money_format_compact (outlook->quota, currency),
    .full = has_quota ? bw_money_format (outlook->quota, currency) : g_strdup (_ ("Nobody has a quota for this period.")),
    .note = has_quota ? g_strdup_printf (_ ("%s attained"), attained) : g_strdup (_ ("none set")),
  };
  TileText missing = {
    .tile = self->gap_tile,
    .value = bw_money_format_compact (gap, currency),
    .full = has_quota ? g_strdup_printf (_ ("Quota less closed: %s"), gap_full) : g_strdup (_ ("Without a quota there is no gap.")),
    .note = days > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day left", "%d days left", days), days)
                     : g_strdup (_ ("the period is over")),
  };

  if (before != NULL && !is_untold (before))
    {
      note_change (&closed, before->won, outlook->won, TRUE, currency);
      note_change (&forecast, (gint64)llround (before->p50), p50, TRUE, currency);
      note_change (&quota, before->quota, outlook->quota, TRUE, currency);
      note_change (&missing, gap_of (before), gap, FALSE, currency);
    }
  show_tile (self, &closed);
  show_tile (self, &forecast);
  show_tile (self, &quota);
  show_tile (self, &missing);
}

/* Returns: (transfer full): what is open, in full. */
static char *
describe_open (const BwOutlook *outlook,
               const char      *currency)
{
  g_autofree char *full = bw_money_format (outlook->open, currency);
  g_autofree char *count = bw_wording_count (outlook->n_open);
  g_autofree char *undated = bw_wording_count (outlook->n_undated);
  GString         *text = g_string_new (_ ("Open pipeline of the period divided by quota less closed."));

  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("%s in %s open deals dated in the period."), full, count);
  if (outlook->n_undated > 0)
    {
      g_autofree char *sum = bw_money_format (outlook->open_undated, currency);

      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " %s open deal has no close date (%s).", " %s open deals have no close date (%s).", outlook->n_undated),
                              undated, sum);
    }
  return g_string_free (text, FALSE);
}

static void
show_ratios (BwHomePage      *self,
             const BwOutlook *outlook,
             const BwOutlook *before,
             const char      *currency)
{
  gboolean         over = outlook->as_of >= outlook->period.to, has_quota = outlook->quota != BW_MONEY_NONE, untold = is_untold (outlook);
  g_autofree char *open = bw_money_format_compact (outlook->open, currency);
  TileText         coverage = {
            .tile = self->coverage_tile,
            .value = isfinite (outlook->coverage) ? g_strdup_printf ("%.1f×", outlook->coverage) : g_strdup ("–"),
            .full = describe_open (outlook, currency),
            .note = has_quota && gap_of (outlook) <= 0 ? g_strdup (_ ("nothing left to cover")) : g_strdup_printf (_ ("%s open"), open),
  };
  TileText chance = {
    .tile = self->chance_tile,
    .value = has_quota && !over && !untold ? bw_wording_percent (outlook->chance_of_quota) : g_strdup ("–"),
    .full = g_strdup (_ ("How many of the simulated courses of the period end at the quota or above")),
    .note = g_strdup (!has_quota ? _ ("needs a quota")
                      : over     ? _ ("the period is over")
                      : untold   ? _ ("needs deals that were closed")
                                 : _ ("of making the quota")),
  };

  if (before != NULL && !over && !untold && !is_untold (before))
    {
      note_number (&coverage, before->coverage, outlook->coverage, 1, "×");
      note_number (&chance, before->chance_of_quota * 100.0, outlook->chance_of_quota * 100.0, 0, _ (" points"));
    }
  show_tile (self, &coverage);
  show_tile (self, &chance);
}

static void
show_tiles (BwHomePage      *self,
            const BwOutlook *outlook,
            const char      *currency)
{
  const BwOutlook *before = bw_live_outlook_get_before (self->outlook);

  show_amounts (self, outlook, before, currency);
  show_ratios (self, outlook, before, currency);
}

/* Returns: (transfer full): the course, before last year's and with what was called. */
static BwChart *
new_course (BwHomePage      *self,
            const BwOutlook *outlook,
            BwBook          *book)
{
  BwChart      *chart = bw_course_chart_new (outlook, book);
  const GArray *calls = bw_live_outlook_get_calls (self->outlook);
  BwPeriod      period;
  const GArray *past = bw_live_outlook_get_past (self->outlook, &period);

  if (past->len > 0)
    bw_course_chart_add_past (chart, &period, (const BwCoursePoint *)(const void *)past->data, past->len);
  bw_course_chart_set_calls (chart, (const BwCoursePoint *)(const void *)calls->data, calls->len);
  return chart;
}

static void
compared_cb (BwHomePage *self)
{
  BwBook *book = bw_live_outlook_get_book (self->outlook);

  self->stale |= !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (book == NULL || self->stale)
    return;
  show_moves (self, bw_live_outlook_get_flow (self->outlook), book->currency);
  show_tiles (self, bw_live_outlook_get (self->outlook), book->currency);
}

/* ---- News ---- */

/* What was won lately and whose calls are due, a sentence each. */
static gpointer
find_news (const BwLiveJob *job)
{
  g_autofree char *wins = bw_home_news_dup_wins (job->book, &job->scope, job->as_of);
  g_autofree char *due = bw_home_news_dup_due (job->book, &job->scope, &job->period, job->as_of);

  return g_strdup_printf ("%s%s%s", wins != NULL ? wins : "", wins != NULL && due != NULL ? "\n" : "", due != NULL ? due : "");
}

static void
news_cb (BwHomePage *self)
{
  const char *text = bw_live_get (self->news);

  gtk_label_set_label (self->news_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->news_label), text != NULL && *text != '\0');
}

static void
refresh (BwHomePage *self)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  BwBook          *book = bw_live_outlook_get_book (self->outlook);

  if (bw_session_get_book (self->session)->deals.n == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (outlook == NULL)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  else
    {
      g_autoptr (BwChart) chart = new_course (self, outlook, book);

      show_headline (self, outlook, book->currency);
      show_range (self, outlook, book->currency);
      show_moves (self, bw_live_outlook_get_flow (self->outlook), book->currency);
      order_tiles (self, book);
      show_tiles (self, outlook, book->currency);
      bw_chart_view_set_chart (self->course, chart);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

/* A page that is not seen follows once it is. */
static void
follow (BwHomePage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale)
    refresh (self);
}

/* Another book brings another outlook; until then only the first or the last deal makes a difference. */
static void
book_changed_cb (BwHomePage *self)
{
  if (bw_session_get_book (self->session)->deals.n == 0 || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "content") != 0)
    refresh (self);
}

static void
map (GtkWidget *widget)
{
  BwHomePage *self = BW_HOME_PAGE (widget);

  if (self->stale)
    refresh (self);
  self->stale = FALSE;
  bw_live_set_active (self->news, TRUE);
  GTK_WIDGET_CLASS (bw_home_page_parent_class)->map (widget);
}

static void
unmap (GtkWidget *widget)
{
  bw_live_set_active (BW_HOME_PAGE (widget)->news, FALSE);
  GTK_WIDGET_CLASS (bw_home_page_parent_class)->unmap (widget);
}

/* What moved is shown where each part of it can be looked into: @uri is a BwFlowBucket. */
static gboolean
move_cb (BwHomePage *self,
         const char *uri)
{
  const BwFlow *flow = bw_live_outlook_get_flow (self->outlook);

  if (flow != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-flow", "(iii)", flow->from, flow->to, atoi (uri));
  return TRUE;
}

/* Where the period lands comes before what there is to do. */
static void
busy_cb (BwHomePage *self)
{
  gboolean busy;

  g_object_get (self->outlook, "busy", &busy, NULL);
  bw_todo_list_set_waiting (self->todo, busy);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwHomePage      *self = BW_HOME_PAGE (page);
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);

  if (outlook == NULL)
    return NULL;
  return bw_page_report_new_home (bw_live_outlook_get_book (self->outlook), outlook, bw_live_outlook_get_flow (self->outlook),
                                  insights);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
}

static BwExplanation *
explain (gpointer owner,
         int      what)
{
  BwHomePage      *self = owner;
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);

  return outlook != NULL ? bw_explanation_new (bw_live_outlook_get_book (self->outlook), outlook, (BwExplained)what) : NULL;
}

/* Lets each number of the page explain itself. */
static void
add_explanations (BwHomePage *self)
{
  bw_explain_set_source (self->landing_explain, self->session, explain, self, BW_EXPLAINED_MIDDLE);
  bw_explain_set_source (self->chance_explain, self->session, explain, self, BW_EXPLAINED_CHANCE);
  bw_tile_set_source (self->closed_tile, self->session, explain, self, BW_EXPLAINED_CLOSED);
  bw_tile_set_source (self->forecast_tile, self->session, explain, self, BW_EXPLAINED_MIDDLE);
  bw_tile_set_source (self->quota_tile, self->session, explain, self, BW_EXPLAINED_ATTAINED);
  bw_tile_set_source (self->gap_tile, self->session, explain, self, BW_EXPLAINED_GAP);
  bw_tile_set_source (self->coverage_tile, self->session, explain, self, BW_EXPLAINED_COVERAGE);
  bw_tile_set_source (self->chance_tile, self->session, explain, self, BW_EXPLAINED_CHANCE);
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_OUTLOOK:
      self->outlook = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  G_OBJECT_CLASS (bw_home_page_parent_class)->constructed (object);
  bw_todo_list_set_session (self->todo, self->session);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "compared", G_CALLBACK (compared_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "notify::busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  self->news = bw_live_new (self->session, find_news, g_free);
  g_signal_connect_object (self->news, "changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  bw_live_set_active (self->news, FALSE);
  bw_live_ask (self->news, NULL, 0);
  add_explanations (self);
  bw_pending_follow (GTK_WIDGET (self->stack), self->outlook);
  busy_cb (self);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->news);
  g_clear_object (&self->outlook);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_home_page_parent_class)->dispose (object);
}

static void
bw_home_page_class_init (BwHomePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTLOOK] = g_param_spec_object ("outlook", NULL, NULL, BW_TYPE_LIVE_OUTLOOK,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_EXPLAIN);
  g_type_ensure (BW_TYPE_RANGE_BAR);
  g_type_ensure (BW_TYPE_TILE);
  g_type_ensure (BW_TYPE_TODO_LIST);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing_explain);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, chance_explain);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing_note);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, target);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, set_quota);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, chance);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, range);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, fitted);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, moved);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, news_label);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, closed_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, forecast_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, quota_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, gap_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, coverage_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, chance_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, course);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, todo);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
}

static void
bw_home_page_init (BwHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
