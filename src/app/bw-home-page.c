/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning page: where the period will land, what moved, and what to do.
 *
 *   headline     P50 large, the day, the quota, the chance of it
 *   range        P10 to P90 drawn, with what is closed and the quota
 *   moved        what left and entered the pipeline since the import before
 *   tiles        closed, open, quota, gap, coverage
 *   course | to do
 *
 * Everything is taken from the live outlook and its flow, which belong to the same state of the book. */

#include "app/bw-home-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-page.h"
#include "app/bw-quota-dialog.h"
#include "app/bw-range-bar.h"
#include "app/bw-theme.h"
#include "app/bw-tile.h"
#include "app/bw-todo-list.h"
#include "app/bw-wording.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-page-report.h"
#include "session/bw-live-outlook.h"

struct _BwHomePage
{
  AdwBin parent_instance;

  GtkStack    *stack;
  GtkLabel    *landing;
  GtkLabel    *landing_note;
  GtkLabel    *target;
  GtkButton   *set_quota;
  GtkLabel    *chance;
  BwRangeBar  *range;
  GtkLabel    *fitted;
  GtkLabel    *moved;
  BwTile      *closed_tile;
  BwTile      *open_tile;
  BwTile      *quota_tile;
  BwTile      *gap_tile;
  BwTile      *coverage_tile;
  BwChartView *course;
  BwTodoList  *todo;

  BwSession     *session; /* (owned) */
  BwLiveOutlook *outlook; /* (owned) */
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
  const char  *one;
  const char  *many;
} moves[] = {
  { BW_FLOW_WON, BW_TONE_GOOD, "▲", N_ ("%u\u00a0won"), N_ ("%u\u00a0won") },
  { BW_FLOW_LOST, BW_TONE_BAD, "▼", N_ ("%u\u00a0lost"), N_ ("%u\u00a0lost") },
  { BW_FLOW_PUSHED_OUT, BW_TONE_BAD, "▼", N_ ("%u\u00a0slipped"), N_ ("%u\u00a0slipped") },
  { BW_FLOW_PULLED_IN, BW_TONE_GOOD, "▲", N_ ("%u\u00a0pulled\u00a0in"), N_ ("%u\u00a0pulled\u00a0in") },
  { BW_FLOW_NEW, BW_TONE_GOOD, "▲", N_ ("%u\u00a0new"), N_ ("%u\u00a0new") },
  { BW_FLOW_INCREASED, BW_TONE_GOOD, "▲", N_ ("%u\u00a0grew"), N_ ("%u\u00a0grew") },
  { BW_FLOW_DECREASED, BW_TONE_BAD, "▼", N_ ("%u\u00a0shrank"), N_ ("%u\u00a0shrank") },
};

static void
show_headline (BwHomePage      *self,
               const BwOutlook *outlook,
               const char      *currency)
{
  gint64           p50 = (gint64)llround (outlook->p50);
  gboolean         over = outlook->as_of >= outlook->period.to;
  gboolean         filtered = bw_scope_is_filtered (&outlook->scope);
  g_autofree char *amount = bw_money_format_compact (over ? outlook->won : p50, currency);
  g_autofree char *full = bw_money_format (over ? outlook->won : p50, currency);
  g_autofree char *day = bw_wording_day (outlook->period.to, outlook->as_of);
  g_autofree char *period = bw_wording_period (&outlook->period);
  /* Translators: after an amount, the first with a period: "closed in Q4 2026", the second with a day. */
  g_autofree char *note = over ? g_strdup_printf (_ ("closed in %s"), period) : g_strdup_printf (_ ("lands by %s"), day);
  g_autofree char *target = NULL;
  g_autofree char *chance = NULL;
  g_autofree char *spoken = g_strdup_printf ("%s %s", amount, note);

  gtk_label_set_label (self->landing, amount);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->landing), full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->landing), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_label_set_label (self->landing_note, note);
  if (outlook->quota != BW_MONEY_NONE)
    {
      g_autofree char *quota = bw_money_format_compact (outlook->quota, currency);
      g_autofree char *percent = bw_wording_percent (outlook->chance_of_quota);

      target = g_strdup_printf (_ ("of %s"), quota);
      chance = over ? g_strdup (outlook->won >= outlook->quota ? _ ("quota made") : _ ("quota missed"))
                    : g_strdup_printf (_ ("%s chance"), percent);
    }
  gtk_label_set_label (self->target, target != NULL ? target : filtered ? _ ("no quota for filtered deals")
                                                                        : _ ("no quota for this period"));
  gtk_widget_set_visible (GTK_WIDGET (self->set_quota), target == NULL && !filtered);
  gtk_label_set_label (self->chance, chance != NULL ? chance : "");
  gtk_widget_set_visible (GTK_WIDGET (self->chance), chance != NULL);
}

static void
show_range (BwHomePage      *self,
            const BwOutlook *outlook,
            const char      *currency)
{
  g_autofree char *deals = bw_wording_count (outlook->deals_fitted);
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
  if (outlook->as_of >= outlook->period.to)
    range.p10 = range.p25 = range.p50 = range.p75 = range.p90 = BW_MONEY_NONE;
  bw_range_bar_set_range (self->range, &range, currency);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "From %s closed deals and %u past period",
                                       "From %s closed deals and %u past periods", outlook->periods_fitted),
                          deals, outlook->periods_fitted);
  gtk_label_set_label (self->fitted, text);
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
      guint            count = flow->count[moves[i].bucket];

      if (count == 0)
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, "   <span foreground=\"%s\">%s</span>\u00a0<b>", color, moves[i].sign);
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, moves[i].one, moves[i].many, count), count);
#pragma GCC diagnostic pop
      g_string_append_printf (text, "</b>\u00a0%s", amount);
      n++;
    }
  if (n == 0)
    g_string_append_printf (text, "   %s", _ ("nothing moved"));
  gtk_label_set_markup (self->moved, text->str);
}

static void
show_open (BwHomePage      *self,
           const BwOutlook *outlook,
           const char      *currency)
{
  g_autofree char *value = bw_money_format_compact (outlook->open, currency);
  g_autofree char *full = bw_money_format (outlook->open, currency);
  g_autofree char *count = bw_wording_count (outlook->n_open);
  g_autofree char *undated = bw_wording_count (outlook->n_undated);
  g_autoptr (GString) tip = g_string_new (NULL);
  g_autofree char *note = NULL;

  g_string_append_printf (tip, _ ("%s in %s open deals dated in the period."), full, count);
  if (outlook->n_undated > 0)
    {
      g_autofree char *sum = bw_money_format (outlook->open_undated, currency);

      g_string_append_printf (tip, g_dngettext (GETTEXT_PACKAGE, " %s open deal has no close date (%s).", " %s open deals have no close date (%s).", outlook->n_undated),
                              undated, sum);
      note = g_strdup_printf (_ ("%s more without a date"), undated);
    }
  else
    note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s deal", "%s deals", outlook->n_open), count);
  bw_tile_set_value (self->open_tile, value, tip->str, note);
}

static void
show_tiles (BwHomePage      *self,
            const BwOutlook *outlook,
            const char      *currency)
{
  gboolean         has_quota = outlook->quota != BW_MONEY_NONE;
  gint64           gap = has_quota ? outlook->quota - outlook->won : BW_MONEY_NONE;
  int              days = MAX (outlook->period.to - outlook->as_of, 0);
  g_autofree char *won = bw_money_format_compact (outlook->won, currency);
  g_autofree char *won_full = bw_money_format (outlook->won, currency);
  g_autofree char *won_count = bw_wording_count (outlook->n_won);
  g_autofree char *won_note =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s deal won", "%s deals won", outlook->n_won), won_count);
  g_autofree char *quota = bw_money_format_compact (outlook->quota, currency);
  g_autofree char *quota_full = bw_money_format (outlook->quota, currency);
  g_autofree char *attained =
    bw_wording_percent (has_quota && outlook->quota > 0 ? (double)outlook->won / (double)outlook->quota : NAN);
  g_autofree char *quota_note = g_strdup_printf (_ ("%s attained"), attained);
  g_autofree char *gap_text = bw_money_format_compact (has_quota ? MAX (gap, 0) : BW_MONEY_NONE, currency);
  g_autofree char *gap_full = bw_money_format (has_quota ? MAX (gap, 0) : BW_MONEY_NONE, currency);
  g_autofree char *gap_tip = g_strdup_printf (_ ("Quota less closed: %s"), gap_full);
  g_autofree char *gap_note =
    days > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day left", "%d days left", days), days)
             : g_strdup (_ ("the period is over"));
  g_autofree char *coverage = isfinite (outlook->coverage) ? g_strdup_printf ("%.1f×", outlook->coverage) : g_strdup ("–");

  bw_tile_set_value (self->closed_tile, won, won_full, won_note);
  show_open (self, outlook, currency);
  bw_tile_set_value (self->quota_tile, quota, has_quota ? quota_full : _ ("Nobody has a quota for this period."),
                     has_quota ? quota_note : _ ("none set"));
  bw_tile_set_value (self->gap_tile, gap_text, has_quota ? gap_tip : _ ("Without a quota there is no gap."), gap_note);
  bw_tile_set_value (self->coverage_tile, coverage, _ ("Open pipeline of the period divided by quota less closed"),
                     !has_quota ? _ ("needs a quota") : gap <= 0 ? _ ("nothing left to cover")
                                                                 : _ ("open for each of the gap"));
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

  if (book != NULL)
    show_moves (self, bw_live_outlook_get_flow (self->outlook), book->currency);
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
      show_tiles (self, outlook, book->currency);
      bw_chart_view_set_chart (self->course, chart);
      bw_todo_list_look (self->todo, book, &outlook->scope, &outlook->period, outlook->as_of);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

static void
set_quota_cb (BwHomePage *self)
{
  bw_quota_dialog_show (GTK_WIDGET (self), self->session);
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
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "compared", G_CALLBACK (compared_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
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
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTLOOK] = g_param_spec_object ("outlook", NULL, NULL, BW_TYPE_LIVE_OUTLOOK,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_RANGE_BAR);
  g_type_ensure (BW_TYPE_TILE);
  g_type_ensure (BW_TYPE_TODO_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing_note);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, target);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, set_quota);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, chance);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, range);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, fitted);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, moved);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, closed_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, open_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, quota_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, gap_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, coverage_tile);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, course);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, todo);
  gtk_widget_class_bind_template_callback (widget_class, set_quota_cb);
}

static void
bw_home_page_init (BwHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
