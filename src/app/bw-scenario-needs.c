/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be needed for the target.
 *
 *   The chance of $4.40 M is 38 % as played. One of these alone would do:
 *                       for 50 %           for 80 %
 *   New pipeline        $1.3 M, +40 %      $2.1 M, +130 %
 *   that is, coverage   2.9x               3.6x
 *   Win rate            +12 %              cannot do it alone
 *   Deal size           +9 %               +31 %
 *
 * Each number tells how it comes about. What is found is core's own search over the simulation; the rule of thumb stands below for comparison. */

#include "app/bw-scenario-needs.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-wording.h"
#include "core/bw-money.h"

struct _BwScenarioNeeds
{
  AdwBin parent_instance;

  GtkLabel *sentence;
  GtkGrid  *grid;
  GtkLabel *rule;

  BwSession    *session; /* (owned) (nullable) */
  BwExplainFunc explain;
  gpointer      owner; /* borrowed: it outlives this */
};

G_DEFINE_FINAL_TYPE (BwScenarioNeeds, bw_scenario_needs, ADW_TYPE_BIN)

/* What can be explained is what is shown. */
enum
{
  NEW_PIPELINE = BW_EXPLAINED_NEW_PIPELINE,
  COVERAGE = BW_EXPLAINED_COVERAGE_NEEDED,
  WIN_RATE = BW_EXPLAINED_WIN_RATE_NEEDED,
  DEAL_SIZE = BW_EXPLAINED_DEAL_SIZE_NEEDED,
  N_ROWS = BW_N_EXPLAINED_OF_NEED,
};

static const char *const row_titles[N_ROWS] = { N_ ("New pipeline"), N_ ("Coverage with that"), N_ ("Or win rate"), N_ ("Or deal size") };

/* "+12 %", or that it cannot be done so. */
static char *
dup_factor (double factor)
{
  double percent = round ((factor - 1) * 100);

  if (!isfinite (factor))
    return g_strdup (_ ("cannot do it alone"));
  if (percent == 0)
    return g_strdup (_ ("as now"));
  return g_strdup_printf (percent > 0 ? _ ("+%.0f\u00a0%%") : _ ("−%.0f\u00a0%%"), fabs (percent));
}

static char *
dup_cell (const BwScenarioNeed *need,
          guint                 row,
          const char           *currency)
{
  g_autofree char *factor = NULL, *amount = NULL;

  if (need->present_chance >= need->chance)
    return g_strdup (_ ("reached"));
  switch (row)
    {
    case NEW_PIPELINE:
      factor = dup_factor (need->new_pipeline);
      if (!isfinite (need->new_pipeline) || need->need_amount == BW_MONEY_NONE)
        return g_steal_pointer (&factor);
      amount = bw_money_format_compact (need->need_amount, currency);
      return g_strdup_printf ("%s, %s", amount, factor);
    case COVERAGE:
      return isfinite (need->coverage) ? g_strdup_printf ("%.1f×", need->coverage) : g_strdup ("–");
    case WIN_RATE:
      return dup_factor (need->win_rate);
    case DEAL_SIZE:
      return dup_factor (need->deal_size);
    case N_ROWS:
    default:
      return g_strdup ("");
    }
}

static void
attach (BwScenarioNeeds *self,
        const char      *text,
        int              column,
        int              row,
        const char      *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (row == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* Attaches a number that opens how it comes about. */
static void
attach_number (BwScenarioNeeds *self,
               const char      *text,
               guint            place,
               guint            row)
{
  GtkWidget       *label = gtk_label_new (text);
  BwExplain       *number = g_object_new (BW_TYPE_EXPLAIN, "child", label, "halign", GTK_ALIGN_END, NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (row_titles[row]), text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  bw_explain_set_source (number, self->session, self->explain, self->owner, (int)(place * N_ROWS + row));
  bw_explain_set_name (number, name);
  gtk_grid_attach (self->grid, GTK_WIDGET (number), 1 + (int)place, 1 + (int)row, 1, 1);
}

static void
show_grid (BwScenarioNeeds      *self,
           const BwScenarioNeed *needs,
           guint                 n,
           const char           *currency)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *percent = bw_wording_percent (needs[i].chance);
      g_autofree char *title = g_strdup_printf (_ ("for a chance of %s"), percent);

      attach (self, title, 1 + (int)i, 0, "caption");
    }
  for (guint row = 0; n > 0 && row < N_ROWS; row++)
    {
      attach (self, _ (row_titles[row]), 0, 1 + (int)row, NULL);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = dup_cell (&needs[i], row, currency);

          attach_number (self, text, i, row);
        }
    }
}

static void
show_rule (BwScenarioNeeds      *self,
           const BwScenarioNeed *need,
           const char           *currency)
{
  g_autofree char *open = bw_money_format_compact (need->open, currency);
  g_autofree char *more = bw_money_format_compact (need->new_amount, currency);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: two amounts */
  g_string_append_printf (text, _ ("Now %s are open and %s more are likely to come in. Coverage is both for each of what is still to be won."),
                          open, more);
  if (isfinite (need->plain_ratio))
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("The rule of thumb, one over the win rate, says %.1f×."), need->plain_ratio);
    }
  gtk_label_set_label (self->rule, text->str);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&BW_SCENARIO_NEEDS (object)->session);
  G_OBJECT_CLASS (bw_scenario_needs_parent_class)->dispose (object);
}

static void
bw_scenario_needs_class_init (BwScenarioNeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_scenario_needs_init (BwScenarioNeeds *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->sentence = GTK_LABEL (gtk_label_new (_ ("Working it out…")));
  self->rule = GTK_LABEL (gtk_label_new (NULL));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_label_set_xalign (self->rule, 0);
  gtk_label_set_wrap (self->rule, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rule), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->rule), "dim-label");
  gtk_grid_set_column_spacing (self->grid, 24);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What is needed for the target"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rule));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* From now on numbers are explained by @explain, which is given @owner and what is asked of which need; @owner outlives this. */
void
bw_scenario_needs_set_source (BwScenarioNeeds *self,
                              BwSession       *session,
                              BwExplainFunc    explain,
                              gpointer         owner)
{
  g_return_if_fail (BW_IS_SCENARIO_NEEDS (self));

  g_set_object (&self->session, session);
  self->explain = explain;
  self->owner = owner;
}

/* Shows @needs (array length=n), which are of one target; none: there is no target. */
void
bw_scenario_needs_show (BwScenarioNeeds      *self,
                        const BwScenarioNeed *needs,
                        guint                 n,
                        const char           *currency)
{
  show_grid (self, needs, n, currency);
  if (n == 0)
    {
      gtk_label_set_label (self->sentence, _ ("There is no quota for this period, so nothing is needed for it. Set one on Home."));
      gtk_label_set_label (self->rule, "");
    }
  else
    {
      g_autofree char *target = bw_money_format_compact (needs[0].target, currency);
      g_autofree char *chance = bw_wording_percent (needs[0].present_chance);
      g_autofree char *text = g_strdup_printf (_ ("As it is played, the chance of %s is %s. Each of these alone would do:"), target, chance);

      gtk_label_set_label (self->sentence, text);
      show_rule (self, &needs[0], currency);
    }
}
