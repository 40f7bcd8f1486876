/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios' numbers and distributions side by side.
 *
 *   M USD            P10   P50   P90  chance   won  open   new  quota   gap
 *   The present      ...
 *   Two more people  ...
 *     People hired: 2 from 1 Nov
 *   [distributions in rows on one axis]
 *
 * Amounts are all in one unit, whole ones in the tooltips, and each tells how it comes about; what is not known yet is empty. The grid scrolls sideways rather
 * than lose a column. */

#include "app/bw-scenario-table.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wording.h"
#include "chart/bw-axis.h"
#include "chart/bw-outcomes-chart.h"
#include "core/bw-money.h"

/* What can be explained is what is shown. */
enum
{
  P10 = BW_EXPLAINED_PLAYED_P10,
  P50 = BW_EXPLAINED_PLAYED_P50,
  P90 = BW_EXPLAINED_PLAYED_P90,
  CHANCE = BW_EXPLAINED_PLAYED_CHANCE,
  WON = BW_EXPLAINED_PLAYED_WON,
  FROM_OPEN = BW_EXPLAINED_PLAYED_OPEN,
  FROM_NEW = BW_EXPLAINED_PLAYED_NEW,
  QUOTA = BW_EXPLAINED_PLAYED_QUOTA,
  GAP = BW_EXPLAINED_PLAYED_GAP,
  N_COLUMNS = BW_N_EXPLAINED_OF_SCENARIO,
};

static const struct
{
  const char *title;
  const char *tip;
} columns[N_COLUMNS] = {
  { N_ ("P10"), N_ ("Nine times in ten it will be more") },
  { N_ ("P50"), N_ ("As likely more as less") },
  { N_ ("P90"), N_ ("One time in ten it will be more") },
  { N_ ("Chance"), N_ ("Chance of making the quota") },
  { N_ ("Won"), N_ ("Closed won up to the present day") },
  { N_ ("Open"), N_ ("From deals that are open, on average") },
  { N_ ("New"), N_ ("From deals still to come, on average") },
  { N_ ("Quota"), N_ ("What was agreed, with what the scenario changes of it") },
  { N_ ("Gap"), N_ ("Quota less closed won") },
};

struct _BwScenarioTable
{
  AdwBin parent_instance;

  GtkGrid     *grid;
  BwChartView *chart;

  BwSession    *session; /* (owned) (nullable) */
  BwExplainFunc explain;
  gpointer      owner; /* borrowed: it outlives this */
};

G_DEFINE_FINAL_TYPE (BwScenarioTable, bw_scenario_table, ADW_TYPE_BIN)

static GtkWidget *
new_cell (const char *text,
          const char *tip,
          double      align,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float)align);
  gtk_widget_set_tooltip_text (label, tip);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* The amount in column @column of @result; %BW_MONEY_NONE when there is none. */
static gint64
get_amount (const BwScenarioResult *result,
            guint                   column)
{
  double values[N_COLUMNS] = {
    [P10] = result->p10,
    [P50] = result->p50,
    [P90] = result->p90,
    [WON] = (double)result->won,
    [FROM_OPEN] = result->from_open,
    [FROM_NEW] = result->from_new,
  };

  if (column == QUOTA)
    return result->quota;
  if (column == GAP)
    return result->quota != BW_MONEY_NONE ? MAX (result->quota - result->won, 0) : BW_MONEY_NONE;
  return isfinite (values[column]) ? (gint64)llround (values[column]) : BW_MONEY_NONE;
}

/* The unit in which all amounts of @rows are written, with four digits for the largest. */
static void
choose_unit (BwMoneyUnit         *unit,
             const BwScenarioRow *rows,
             guint                n,
             const char          *currency)
{
  double  most = (double)bw_currency_scale (currency);
  BwTicks ticks;

  for (guint i = 0; i < n; i++)
    for (guint column = 0; rows[i].result != NULL && column < N_COLUMNS; column++)
      if (column != CHANCE && get_amount (rows[i].result, column) != BW_MONEY_NONE)
        most = fmax (most, fabs ((double)get_amount (rows[i].result, column)));
  ticks = (BwTicks) { 0, pow (10, floor (log10 (most)) - 3), 2 };
  ticks.n = (guint)ceil (most / ticks.step) + 1;
  bw_money_unit_init (unit, &ticks, currency);
}

static char *
dup_amount (const BwMoneyUnit *unit,
            gint64             amount)
{
  return amount != BW_MONEY_NONE ? bw_money_unit_dup_label (unit, (double)amount) : g_strdup ("–");
}

static void
attach_result (BwScenarioTable        *self,
               const BwScenarioResult *result,
               const char             *currency,
               const BwMoneyUnit      *unit,
               int                     row,
               guint                   place)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      gint64           amount = get_amount (result, column);
      g_autofree char *text = column == CHANCE ? bw_wording_percent (result->chance_of_quota) : dup_amount (unit, amount);
      g_autofree char *full = column == CHANCE ? g_strdup (text) : bw_money_format (amount, currency);
      g_autofree char *tip = g_strdup_printf ("%s: %s", _ (columns[column].tip), full);
      GtkWidget       *cell = new_cell (text, amount == BW_MONEY_NONE && column != CHANCE ? _ ("There is no quota for this period") : tip, 1, "numeric");

      BwExplain       *number = g_object_new (BW_TYPE_EXPLAIN, "child", cell, "halign", GTK_ALIGN_END, NULL);
      g_autofree char *name = g_strdup_printf ("%s: %s", _ (columns[column].title), full);

      if (column == P50 || column == CHANCE)
        gtk_widget_add_css_class (cell, "heading");
      bw_explain_set_source (number, self->session, self->explain, self->owner, (int)(place * BW_N_EXPLAINED_OF_SCENARIO + column));
      bw_explain_set_name (number, name);
      gtk_grid_attach (self->grid, GTK_WIDGET (number), 1 + (int)column, row, 1, 1);
    }
}

static void
show_grid (BwScenarioTable     *self,
           const BwScenarioRow *rows,
           guint                n,
           const char          *currency)
{
  BwMoneyUnit unit;
  GtkWidget  *child, *corner;
  int         line = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  choose_unit (&unit, rows, n, currency);
  corner = new_cell (unit.name, NULL, 0, "caption");
  gtk_widget_add_css_class (corner, "dim-label");
  gtk_grid_attach (self->grid, corner, 0, 0, 1, 1);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      GtkWidget *title = new_cell (_ (columns[column].title), _ (columns[column].tip), 1, "caption");

      gtk_widget_add_css_class (title, "dim-label");
      gtk_grid_attach (self->grid, title, 1 + (int)column, 0, 1, 1);
    }
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *name = new_cell (rows[i].name, rows[i].levers, 0, NULL);

      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (name), 12);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (self->grid, name, 0, line, 1, 1);
      if (rows[i].result != NULL)
        attach_result (self, rows[i].result, currency, &unit, line, i);
      line++;
      if (rows[i].levers != NULL && *rows[i].levers != '\0')
        {
          GtkWidget *levers = new_cell (rows[i].levers, NULL, 0, "caption");

          gtk_label_set_wrap (GTK_LABEL (levers), TRUE);
          gtk_widget_add_css_class (levers, "dim-label");
          gtk_grid_attach (self->grid, levers, 0, line++, 1 + N_COLUMNS, 1);
        }
    }
}

static void
show_chart (BwScenarioTable     *self,
            const BwScenarioRow *rows,
            guint                n,
            const char          *currency)
{
  g_autofree BwOutcomes *outcomes = g_new0 (BwOutcomes, MAX (n, 1));
  g_autoptr (BwChart) chart = NULL;
  guint known = 0;

  for (guint i = 0; i < n; i++)
    {
      const BwScenarioResult *result = rows[i].result;

      if (result != NULL)
        outcomes[known++] = (BwOutcomes) { rows[i].name, result->paths, result->n_paths,
                                           result->quota != BW_MONEY_NONE && result->quota > 0 ? (double)result->quota : NAN,
                                           result->chance_of_quota, result->p10, result->p50, result->p90 };
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chart), known > 1);
  chart = bw_outcomes_chart_new (_ ("Where each of them lands"), currency, BW_OUTCOMES_ROWS, outcomes, known);
  bw_chart_view_set_chart (self->chart, chart);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, 60 + 64 * (int)known);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&BW_SCENARIO_TABLE (object)->session);
  G_OBJECT_CLASS (bw_scenario_table_parent_class)->dispose (object);
}

static void
bw_scenario_table_class_init (BwScenarioTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_scenario_table_init (BwScenarioTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scroller = gtk_scrolled_window_new ();

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 9);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Scenarios side by side"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bw_tab_stop_new (GTK_WIDGET (self->grid)));
  self->chart = BW_CHART_VIEW (bw_chart_view_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* From now on numbers are explained by @explain, which is given @owner and what is asked of which row; @owner outlives the table. */
void
bw_scenario_table_set_source (BwScenarioTable *self,
                              BwSession       *session,
                              BwExplainFunc    explain,
                              gpointer         owner)
{
  g_return_if_fail (BW_IS_SCENARIO_TABLE (self));

  g_set_object (&self->session, session);
  self->explain = explain;
  self->owner = owner;
}

/* Shows @rows (array length=n), in amounts of @currency. */
void
bw_scenario_table_show (BwScenarioTable     *self,
                        const BwScenarioRow *rows,
                        guint                n,
                        const char          *currency)
{
  show_grid (self, rows, n, currency);
  show_chart (self, rows, n, currency);
}
