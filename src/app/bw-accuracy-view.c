/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the forecasts of past periods were.
 *
 *   9 %  is how far off the forecast was at week 7 of 12 past periods
 *   what held, what came nearest           what changed since the last calibration   [Recalibrate]
 *   methods by week (heat)                | reliability of the deals' chances
 *   people: where their calls land
 *
 * The replay runs while the view is mapped (see bw-live-backtest.c). */

#include "app/bw-accuracy-view.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-dialogs.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-heat-chart.h"
#include "chart/bw-page-report.h"
#include "chart/bw-reliability-chart.h"
#include "core/bw-score.h"
#include "session/bw-live-backtest.h"

enum
{
  N_BINS = 10,
  N_CALLER_WEEKS = 4,
  MAX_CALLERS = 60,
  NAME_CHARS = 18,  /* for which there is always room */
  MIN_COMPARED = 3, /* periods */
};

struct _BwAccuracyView
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkProgressBar *progress;
  AdwStatusPage  *missing;
  GtkWidget      *corner;
  GtkLabel       *error;
  GtkLabel       *error_text;
  GtkLabel       *summary;
  GtkBox         *changes;
  GtkSpinner     *spinner;
  GtkButton      *recalibrate;
  BwChartView    *methods;
  BwChartView    *reliability;
  GtkDropDown    *question;
  GtkLabel       *score;
  GtkLabel       *callers_title;
  GtkGrid        *callers;

  BwSession      *session;     /* (owned) (nullable) */
  BwLiveBacktest *live;        /* (owned) (nullable) */
  GCancellable   *calibrating; /* (owned) (nullable): while that goes on */
  GPtrArray      *told;        /* (owned) (nullable): BwFitChange, of the last calibration */
};

G_DEFINE_FINAL_TYPE (BwAccuracyView, bw_accuracy_view, ADW_TYPE_BIN)

/* ---- the headline ---- */

/* The week of the period in which the focus stands, as far as it was replayed; 0 when it was not. */
static guint
find_week (BwAccuracyView   *self,
           const BwBacktest *backtest)
{
  BwFocus        *focus = bw_session_get_focus (self->session);
  const BwPeriod *period = bw_focus_get_period (focus);
  int             week = (bw_focus_get_as_of (focus) - period->from + 1) / 7;

  if (week < 1 || bw_backtest_score (backtest, backtest->ranged, (guint)week) == NULL)
    return 0;
  return (guint)week;
}

/* "was off by 7 %" of a method in all weeks. */
static double
find_wape (const BwBacktest *backtest,
           guint             method,
           guint             week)
{
  const BwBacktestScore *score = bw_backtest_score (backtest, method, week);

  return score != NULL ? bw_range_score_wape (&score->score) : NAN;
}

static void
show_headline (BwAccuracyView   *self,
               const BwBacktest *backtest)
{
  guint                  week = find_week (self, backtest), n = backtest->n_periods;
  const BwBacktestScore *score = bw_backtest_score (backtest, backtest->ranged, week);
  g_autofree char       *error = bw_wording_percent (find_wape (backtest, backtest->ranged, week));
  g_autofree char       *text = NULL;

  if (week != 0 && score != NULL)
    text = g_strdup_printf (ngettext ("off at the end of week %u, in %u past period",
                                      "off at the end of week %u, in %u past periods", score->score.n),
                            week, score->score.n);
  else
    text = g_strdup_printf (ngettext ("off over all weeks of %u past period", "off over all weeks of %u past periods", n),
                            n);
  gtk_label_set_label (self->error, error);
  gtk_label_set_label (self->error_text, text);
}

/* Which method came nearer than the forecast, where both said something. */
static char *
compare_methods (const BwBacktest *backtest)
{
  double gain = 0.0, best_error = NAN, best_own = NAN;
  guint  best = backtest->n_methods, n = 0, n_compared = 0, n_thin = 0;

  for (guint m = 0; m < backtest->n_methods; m++)
    {
      double error, own;
      guint  n_both = bw_backtest_compare (backtest, m, backtest->ranged, &error, &own);

      if (m == backtest->ranged)
        continue;
      n_thin += n_both > 0 && n_both < MIN_COMPARED;
      if (n_both < MIN_COMPARED)
        continue;
      n_compared++;
      if (!(own - error > gain))
        continue;
      gain = own - error;
      best = m;
      best_error = error;
      best_own = own;
      n = n_both;
    }
  if (n_compared == 0)
    return g_strdup (_ ("There are too few past periods to say which method comes nearest."));
  if (best == backtest->n_methods)
    return g_strdup (n_thin > 0 ? _ ("None of the methods that have enough past periods to be compared came nearer.")
                                : _ ("None of the other methods came nearer."));
  return g_strdup_printf (_ ("“%s” came nearer in the %u periods in which there is both: off by %.1f %%, the forecast by %.1f %%."),
                          backtest->titles[best], n, best_error * 100.0, best_own * 100.0);
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
show_summary (BwAccuracyView   *self,
              const BwBacktest *backtest)
{
  const BwBacktestScore *score = bw_backtest_score (backtest, backtest->ranged, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  double covered = score != NULL ? bw_range_score_coverage (&score->score, 80) : NAN;

  if (isfinite (covered))
    append_sentence (text, g_strdup_printf (_ ("Over all weeks its range from P10 to P90 held what came %.0f times in 100; it should 80 "
                                               "times."),
                                            covered * 100.0));
  append_sentence (text, compare_methods (backtest));
  if (score != NULL && isfinite (score->added_last_year))
    append_sentence (text, g_strdup_printf (score->added_last_year >= 0.0
                                              ? _ ("The forecast is %.1f points nearer than repeating the same period of the year before.")
                                              : _ ("The forecast is %.1f points farther off than repeating the same period of the year before."),
                                            fabs (score->added_last_year) * 100.0));
  gtk_label_set_label (self->summary, text->str);
}

/* ---- what changed ---- */

static void
add_change (BwAccuracyView *self,
            const char     *text,
            gboolean        is_warning,
            gboolean        is_better)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (is_warning  ? "dialog-warning-symbolic"
                                                  : is_better ? "object-select-symbolic"
                                                              : "dialog-information-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (icon, is_warning ? "warning" : "dim-label");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->changes, box);
}

/* Tells what the last calibration found, or that there should be one. */
static void
show_changes (BwAccuracyView *self)
{
  g_autofree char *stale = bw_fit_dup_staleness (bw_session_get_book (self->session));
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->changes))) != NULL)
    gtk_box_remove (self->changes, child);
  if (stale != NULL)
    add_change (self, stale, TRUE, FALSE);
  for (guint i = 0; self->told != NULL && stale == NULL && i < self->told->len; i++)
    {
      const BwFitChange *change = g_ptr_array_index (self->told, i);

      add_change (self, change->text, change->is_warning, change->is_better);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->calibrating != NULL);
  gtk_spinner_set_spinning (self->spinner, self->calibrating != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recalibrate),
                            self->calibrating == NULL && bw_session_get_read_only_reason (self->session) == NULL);
}

static void
recalibrated_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (BwAccuracyView) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *told = bw_live_backtest_recalibrate_finish (BW_LIVE_BACKTEST (object), result, &error);

  g_clear_object (&self->calibrating);
  if (told != NULL)
    {
      g_clear_pointer (&self->told, g_ptr_array_unref);
      self->told = told;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The models were not calibrated"), error);
  if (self->session != NULL)
    show_changes (self);
}

/* Calibrates the models anew, unless that goes on or the project can only be read. */
void
bw_accuracy_view_recalibrate (BwAccuracyView *self)
{
  g_return_if_fail (BW_IS_ACCURACY_VIEW (self));

  if (self->calibrating != NULL || self->session == NULL || bw_session_get_read_only_reason (self->session) != NULL)
    return;
  self->calibrating = g_cancellable_new ();
  bw_live_backtest_recalibrate_async (self->live, self->calibrating, recalibrated_cb, g_object_ref (self));
  show_changes (self);
}

/* ---- methods by week ---- */

static void
show_methods (BwAccuracyView   *self,
              const BwBacktest *backtest)
{
  guint              n_weeks = bw_backtest_n_weeks (backtest), n_rows = 0, n_columns = 0;
  g_autofree double *values = g_new (double, (gsize)backtest->n_methods *n_weeks + 1);
  g_auto (GStrv) rows = g_new0 (char *, backtest->n_methods + 1);
  g_auto (GStrv) columns = g_new0 (char *, n_weeks + 1);
  g_autofree guint *weeks = g_new (guint, n_weeks + 1);
  BwMeasure         share = { .kind = BW_MEASURE_SHARE };
  g_autoptr (BwChart) chart = NULL;

  for (guint week = 1; week <= n_weeks; week++)
    {
      gboolean known = FALSE;

      for (guint m = 0; m < backtest->n_methods; m++)
        known |= bw_backtest_score (backtest, m, week) != NULL;
      if (!known)
        continue;
      weeks[n_columns] = week;
      /* Translators: a week of a period */
      columns[n_columns++] = g_strdup_printf (_ ("W%u"), week);
    }
  for (guint i = 0; i < backtest->n_methods; i++)
    {
      guint m = i == 0 ? backtest->ranged : i <= backtest->ranged ? i - 1
                                                                  : i; /* the forecast first */

      if (bw_backtest_score (backtest, m, 0) == NULL)
        continue;
      rows[n_rows] = g_strdup (backtest->titles[m]);
      for (guint c = 0; c < n_columns; c++)
        values[n_rows * n_columns + c] = find_wape (backtest, m, weeks[c]);
      n_rows++;
    }
  chart = bw_heat_chart_new (_ ("How far off each method was, by week of the period"), &share, _ ("Method"),
                             (const char *const *)rows, (const char *const *)columns, values);
  bw_chart_view_set_chart (self->methods, chart);
}

/* ---- reliability ---- */

static void
show_reliability (BwAccuracyView *self)
{
  const BwBacktest      *backtest = self->live != NULL ? bw_live_backtest_get (self->live) : NULL;
  const BwBacktestDeals *deals;
  g_autoptr (BwChart) chart = NULL;
  g_autofree char *text = NULL;
  BwScoreBin       bins[N_BINS];
  BwScore          score;

  if (backtest == NULL)
    return;
  deals = gtk_drop_down_get_selected (self->question) == 0 ? &backtest->within : &backtest->ever;
  bw_score_reliability (deals->given, deals->won, deals->n, N_BINS, bins);
  bw_score_compute (deals->given, deals->won, deals->n, &score);
  chart = bw_reliability_chart_new (bins, N_BINS);
  bw_chart_view_set_chart (self->reliability, chart);
  if (deals->n > 0)
    text = g_strdup_printf (ngettext ("%'u look at a deal. Brier %.3f; always the mean %.3f.",
                                      "%'u looks at deals. Brier %.3f; always the mean %.3f.", deals->n),
                            deals->n, score.brier, score.base_brier);
  gtk_label_set_label (self->score, text != NULL ? text : "");
}

/* ---- callers ---- */

static void
attach (BwAccuracyView *self,
        const char     *text,
        const char     *tip,
        int             column,
        int             row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  if (column == 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
    }
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_set_tooltip_text (label, tip);
  if (column != 0)
    gtk_widget_add_css_class (label, "numeric");
  if (row == 0)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), column == 0 ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_grid_attach (self->callers, label, column, row, 1, 1);
}

static void
show_caller (BwAccuracyView         *self,
             const BwBook           *book,
             const BwBacktest       *backtest,
             const BwBacktestCaller *all,
             const guint            *weeks,
             int                     row)
{
  g_autofree char *wape = bw_wording_percent (bw_range_score_wape (&all->score));
  double           bias = bw_range_score_bias (&all->score);
  g_autofree char *too_much = isnan (bias) ? g_strdup ("–")
                                           : g_strdup_printf ("%s%.0f %%", bias < 0.0 ? "−" : "+", fabs (bias) * 100.0);

  g_autofree char *added = isnan (all->added) ? g_strdup ("–") : g_strdup_printf ("%s%.0f", all->added < 0.0 ? "−" : "+", fabs (all->added) * 100.0);
  g_autofree char *added_tip = bw_backtest_dup_added_text (all), *periods = NULL;
  guint            n_periods = 0;

  attach (self, bw_book_text (book, bw_book_person (book, all->person)->name), NULL, 0, row);
  attach (self, wape, NULL, 2, row);
  attach (self, too_much, NULL, 3, row);
  attach (self, added, added_tip, 4, row);
  for (guint w = 0; w < N_CALLER_WEEKS; w++)
    for (guint i = 0; i < backtest->n_callers; i++)
      {
        const BwBacktestCaller *caller = &backtest->callers[i];
        g_autofree char        *lands = NULL;
        g_autofree char        *tip = NULL;

        if (caller->person != all->person || caller->week != weeks[w])
          continue;
        n_periods = MAX (n_periods, caller->score.n);
        lands = isnan (caller->lands) ? g_strdup ("–") : g_strdup_printf (_ ("%.0f %%"), caller->lands * 100.0);
        tip = bw_backtest_dup_caller_text (book, caller);
        attach (self, lands, tip, 5 + (int)w, row);
      }
  periods = g_strdup_printf ("%u", n_periods);
  attach (self, periods, NULL, 1, row);
}

static void
show_callers (BwAccuracyView   *self,
              const BwBook     *book,
              const BwBacktest *backtest)
{
  guint      n_weeks = MAX (bw_backtest_n_weeks (backtest), 1), weeks[N_CALLER_WEEKS];
  int        n = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->callers))) != NULL)
    gtk_grid_remove (self->callers, child);
  attach (self, _ ("Person"), NULL, 0, 0);
  attach (self, _ ("Periods"), _ ("On how many past periods these figures stand; with few, they stay close to what everyone’s calls came to"), 1, 0);
  attach (self, _ ("Off by"), _ ("Over all weeks and periods, of what was closed"), 2, 0);
  attach (self, _ ("Calls too high by"), _ ("Below zero: too low"), 3, 0);
  attach (self, _ ("Nearer than last year by"),
          _ ("Points of what was closed by which the calls were nearer than repeating the same period of the year before; the fewer the periods, the "
             "closer to zero"),
          4, 0);
  for (guint w = 0; w < N_CALLER_WEEKS; w++)
    {
      g_autofree char *title = NULL;

      weeks[w] = 1 + w * (n_weeks - 1) / (N_CALLER_WEEKS - 1);
      title = g_strdup_printf (_ ("Week %u lands at"), weeks[w]);
      attach (self, title, _ ("What came of each 100 that were called as commit at the end of this week"), 5 + (int)w, 0);
    }
  for (guint i = 0; i < backtest->n_callers && n < MAX_CALLERS; i++)
    if (backtest->callers[i].week == 0)
      show_caller (self, book, backtest, &backtest->callers[i], weeks, ++n);
  gtk_widget_set_visible (GTK_WIDGET (self->callers), n > 0);
  gtk_label_set_label (self->callers_title,
                       n > 0 ? _ ("Where people’s commit calls land, by week of the period")
                             : _ ("Nobody’s calls are known for the periods replayed. Calls that are imported or made here are held "
                                  "against what came."));
}

/* ---- all of it ---- */

static void
show_progress (BwAccuracyView *self)
{
  gtk_progress_bar_set_fraction (self->progress, bw_live_backtest_get_progress (self->live));
}

static void
refresh (BwAccuracyView *self)
{
  const BwBacktest *backtest = bw_live_backtest_get (self->live);

  if (backtest == NULL)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  else if (backtest->n_periods == 0)
    {
      adw_status_page_set_description (self->missing, backtest->missing);
      gtk_stack_set_visible_child_name (self->stack, "missing");
    }
  else
    {
      show_headline (self, backtest);
      show_summary (self, backtest);
      show_changes (self);
      show_methods (self, backtest);
      show_reliability (self);
      show_callers (self, bw_live_backtest_get_book (self->live), backtest);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

static void
map (GtkWidget *widget)
{
  BwAccuracyView *self = BW_ACCURACY_VIEW (widget);

  GTK_WIDGET_CLASS (bw_accuracy_view_parent_class)->map (widget);
  if (self->live != NULL)
    bw_live_backtest_set_wanted (self->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwAccuracyView *self = BW_ACCURACY_VIEW (widget);

  if (self->live != NULL)
    bw_live_backtest_set_wanted (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_accuracy_view_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  BwAccuracyView *self = BW_ACCURACY_VIEW (object);

  if (self->calibrating != NULL)
    g_cancellable_cancel (self->calibrating);
  if (self->live != NULL)
    bw_live_backtest_set_wanted (self->live, FALSE);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_accuracy_view_parent_class)->dispose (object);
}

static void
bw_accuracy_view_class_init (BwAccuracyViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-accuracy-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, stack);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, progress);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, missing);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, corner);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, error);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, error_text);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, summary);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, changes);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, recalibrate);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, methods);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, reliability);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, question);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, score);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, callers_title);
  gtk_widget_class_bind_template_child (widget_class, BwAccuracyView, callers);
  gtk_widget_class_bind_template_callback (widget_class, bw_accuracy_view_recalibrate);
  gtk_widget_class_bind_template_callback (widget_class, show_reliability);
}

static void
bw_accuracy_view_init (BwAccuracyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Lets the view follow @session; to be called once. */
void
bw_accuracy_view_set_session (BwAccuracyView *self,
                              BwSession      *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->live = bw_live_backtest_new (session);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "notify::progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_live_backtest_set_wanted (self->live, TRUE);
}

/* Returns: (transfer full) (nullable): what the view shows, to be printed; nothing while there is nothing yet. */
BwReport *
bw_accuracy_view_make_report (BwAccuracyView *self)
{
  const BwBacktest *backtest = self->live != NULL ? bw_live_backtest_get (self->live) : NULL;

  return backtest != NULL ? bw_page_report_new_accuracy (bw_live_backtest_get_book (self->live), backtest) : NULL;
}

/* Returns: (transfer none): the corner at the top that is left to what lies over the view, as large as that is made. */
GtkWidget *
bw_accuracy_view_get_corner (BwAccuracyView *self)
{
  g_return_val_if_fail (BW_IS_ACCURACY_VIEW (self), NULL);

  return self->corner;
}
