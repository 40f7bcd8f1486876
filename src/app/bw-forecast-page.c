/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the forecast comes about, and what each person's part in it is.
 *
 *   sum           won + from open deals + from deals still to come
 *   distribution | methods side by side | deals that swing it
 *   team tree
 *
 * Beside it, behind a switch, how good it has been (bw-accuracy-view.c). Double-clicking a person narrows the whole
 * window to that person's team; a single click only selects. */

#include "app/bw-forecast-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-accuracy-view.h"
#include "app/bw-call-editor.h"
#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-explain.h"
#include "app/bw-explanation-view.h"
#include "app/bw-page.h"
#include "app/bw-pending.h"
#include "app/bw-sheet-actions.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "app/bw-tooltip.h"
#include "app/bw-pipeline-wording.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-distribution-chart.h"
#include "core/bw-call-day.h"
#include "core/bw-deal-field.h"
#include "chart/bw-page-report.h"
#include "session/bw-live-outlook.h"
#include "session/bw-live.h"

#define MOST_SWINGS 8

/* Categories that are called: commit and what is less sure. */
#define N_CALLED 3

struct _BwForecastPage
{
  AdwBin parent_instance;

  GtkStack        *stack;
  GtkStack        *views;
  GtkLabel        *landing;
  GtkLabel        *landing_range;
  GtkLabel        *adjusted;
  GtkLabel        *won_part;
  GtkLabel        *open_part;
  GtkLabel        *new_part;
  GtkLabel        *mean_part;
  BwExplain       *landing_explain;
  BwExplain       *won_explain;
  BwExplain       *open_explain;
  BwExplain       *new_explain;
  BwExplain       *mean_explain;
  BwChartView     *distribution;
  GtkGrid         *methods;
  GtkWidget       *swing_head;
  GtkWidget       *swing_chance;
  GtkWidget       *swing_amount;
  GtkListBox      *swings;
  GtkLabel        *team_title;
  GtkLabel        *call_day;
  GtkDropDown     *category;
  GtkToggleButton *cumulative;
  GtkPopover      *columns_popover;
  BwTeamTree      *team;
  BwAccuracyView  *accuracy;
  GtkSizeGroup    *corners;

  BwSession     *session; /* (owned) */
  BwLiveOutlook *outlook; /* (owned) */
  BwLive        *calls;   /* (owned): a sentence on whose call is missing */
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

G_DEFINE_FINAL_TYPE_WITH_CODE (BwForecastPage,
                               bw_forecast_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* Shows @amount in the words of @format, which is Pango markup. */
static void
show_explained (BwExplain  *explained,
                GtkLabel   *label,
                const char *format,
                const char *amount)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *text = g_markup_printf_escaped (format, amount);
#pragma GCC diagnostic pop

  gtk_label_set_markup (label, text);
  bw_explain_set_name (explained, gtk_label_get_text (label));
}

static void
show_sum (BwForecastPage  *self,
          const BwOutlook *outlook,
          const char      *currency)
{
  gint64           parts[] = { outlook->won, (gint64)llround (outlook->from_open), (gint64)llround (outlook->from_new) };
  g_autofree char *p50 = bw_money_format_compact ((gint64)llround (outlook->p50), currency);
  g_autofree char *range = bw_wording_range (outlook->p10, outlook->p90, currency);
  gboolean         over = outlook->as_of >= outlook->period.to;
  g_autofree char *range_text = over ? g_strdup (_ ("closed; the period is over"))
                                     : g_strdup_printf (_ ("in the middle, %s from P10 to P90"), range);
  g_autofree char *won = bw_money_format_compact (parts[0], currency);
  g_autofree char *open = bw_money_format_compact (parts[1], currency);
  g_autofree char *new = bw_money_format_compact (parts[2], currency);
  g_autofree char *mean = bw_money_format_compact ((gint64)llround (outlook->mean), currency);

  gtk_label_set_label (self->landing, p50);
  gtk_label_set_label (self->landing_range, range_text);
  show_explained (self->won_explain, self->won_part, _ ("<b>%s</b> won"), won);
  show_explained (self->open_explain, self->open_part, _ ("<b>%s</b> from open deals"), open);
  show_explained (self->new_explain, self->new_part, _ ("<b>%s</b> from deals still to come"), new);
  show_explained (self->mean_explain, self->mean_part, _ ("<b>%s</b> on average"), mean);
  bw_explain_set_name (self->landing_explain, p50);
}

/* What is written beside the CRM's values is in none of the numbers above; what it would make of the pipeline is told below. */
static void
show_adjusted (BwForecastPage  *self,
               const BwOutlook *outlook,
               const BwBook    *book)
{
  g_autofree char *text = bw_pipeline_wording_forecast (book, outlook);

  gtk_label_set_label (self->adjusted, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->adjusted), text != NULL);
}

static GtkWidget *
make_cell (const char *text,
           double      align,
           gboolean    header)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float)align);
  gtk_label_set_ellipsize (GTK_LABEL (label), align == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, align == 0);
  if (align != 0)
    gtk_widget_add_css_class (label, "numeric");
  if (header)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static BwExplanation *explain_method (gpointer owner,
                                      int      place);

/* Returns: (transfer floating): @cell, which opens how the method at @place comes to its number. */
static GtkWidget *
make_method_number (BwForecastPage *self,
                    GtkWidget      *cell,
                    guint           place,
                    const char     *method)
{
  BwExplain       *number = g_object_new (BW_TYPE_EXPLAIN, "child", cell, "halign", GTK_ALIGN_END, NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", method, gtk_label_get_text (GTK_LABEL (cell)));

  bw_explain_set_source (number, self->session, explain_method, self, (int)place);
  bw_explain_set_name (number, name);
  return GTK_WIDGET (number);
}

static void
show_methods (BwForecastPage  *self,
              const BwOutlook *outlook,
              const char      *currency)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->methods))) != NULL)
    gtk_grid_remove (self->methods, child);
  gtk_grid_attach (self->methods, make_cell (_ ("Method"), 0, TRUE), 0, 0, 1, 1);
  gtk_grid_attach (self->methods, make_cell (_ ("Says"), 1, TRUE), 1, 0, 1, 1);
  gtk_grid_attach (self->methods, make_cell (_ ("Error"), 1, TRUE), 2, 0, 1, 1);
  for (guint i = 0; i < outlook->n_methods; i++)
    {
      const BwOutlookMethod *method = &outlook->methods[i];
      g_autofree char       *value = bw_money_format_compact (method->value, currency);
      g_autofree char       *full = bw_money_format (method->value, currency);
      g_autofree char       *wape = bw_wording_percent (method->wape);
      g_autofree char       *tip = NULL;
      GtkWidget             *cells[] = { make_cell (method->title, 0, FALSE), make_cell (value, 1, FALSE),
                                         make_cell (wape, 1, FALSE) };

      tip = isfinite (method->wape)
              ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                              "%s. Replayed on %u past period at the same day: off by %s of what was closed",
                                              "%s. Replayed on %u past periods at the same day: off by %s of what was closed",
                                              method->periods),
                                 full, method->periods, wape)
              : g_strdup_printf (_ ("%s. There is no past period to replay it on"), full);
      /* Not at the numbers, where it would lie over what explains them. */
      bw_tooltip_set (cells[0], tip);
      for (guint k = 0; k < G_N_ELEMENTS (cells); k++)
        gtk_grid_attach (self->methods, k == 0 ? cells[k] : make_method_number (self, cells[k], i, method->title), (int)k, (int)i + 1, 1, 1);
    }
}

/* The cells of a line about a deal, of which the last two are as wide as those above and below. */
static GtkWidget *
make_swing_line (GtkWidget    *name,
                 GtkWidget    *chance,
                 GtkWidget    *amount,
                 GtkSizeGroup *widths[2])
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_size_group_add_widget (widths[0], chance);
  gtk_size_group_add_widget (widths[1], amount);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), chance);
  gtk_box_append (GTK_BOX (box), amount);
  return box;
}

static GtkWidget *
make_swing (const BwOutlookSwing *swing,
            const BwBook         *book,
            GtkSizeGroup         *widths[2])
{
  const BwDeals   *deals = &book->deals;
  gint32           account = deals->account[swing->deal], owner = deals->owner[swing->deal];
  const char      *name = bw_book_text (book, deals->name[swing->deal]);
  g_autofree char *amount = bw_money_format_compact (swing->swing, book->currency);
  g_autofree char *chance = bw_wording_percent (swing->probability);
  g_autofree char *tip = NULL;
  GtkWidget       *row = gtk_list_box_row_new ();

  if (*name == '\0' && account != BW_NOBODY)
    name = bw_book_text (book, bw_book_account (book, account)->name);
  if (*name == '\0')
    name = bw_book_text (book, deals->ref[swing->deal]);
  tip = g_strdup_printf (_ ("%s, %s: won or lost makes a difference of %s. Open it in Pipeline"), name,
                         owner != BW_NOBODY ? bw_book_text (book, bw_book_person (book, owner)->name) : _ ("nobody's"),
                         amount);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_swing_line (make_cell (name, 0, FALSE), make_cell (chance, 1, FALSE),
                                                                       make_cell (amount, 1, FALSE), widths));
  bw_tooltip_set (row, tip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-deal");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", swing->deal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  return row;
}

static void
show_swings (BwForecastPage  *self,
             const BwOutlook *outlook,
             const BwBook    *book)
{
  GtkWidget *child;
  g_autoptr (GtkSizeGroup) chances = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr (GtkSizeGroup) amounts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkSizeGroup *widths[2] = { chances, amounts };

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->swings))) != NULL)
    gtk_list_box_remove (self->swings, child);
  gtk_size_group_add_widget (chances, self->swing_chance);
  gtk_size_group_add_widget (amounts, self->swing_amount);
  gtk_widget_set_visible (self->swing_head, outlook->n_swings > 0);
  for (guint i = 0; i < MIN (outlook->n_swings, MOST_SWINGS); i++)
    gtk_list_box_append (self->swings, make_swing (&outlook->swings[i], book, widths));
  if (outlook->n_swings == 0)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_cell (_ ("No open deal makes a difference"), 0, TRUE));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_append (self->swings, row);
    }
}

/* The categories that can be called, the surest first: commit, best case, pipeline. */
static void
name_categories (BwForecastPage *self,
                 const BwBook   *book)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->category));

  for (guint i = 0; i < N_CALLED; i++)
    {
      const char *name = bw_deal_category_title (book, BW_CATEGORY_COMMIT - i), *shown = gtk_string_list_get_string (names, i);
      guint       selected = gtk_drop_down_get_selected (self->category);

      if (shown != NULL && g_str_equal (shown, name))
        continue;
      gtk_string_list_splice (names, i, shown != NULL ? 1 : 0, (const char *const[]) { name, NULL });
      gtk_drop_down_set_selected (self->category, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
    }
}

static BwCategory
get_category (BwForecastPage *self)
{
  guint category = gtk_drop_down_get_selected (self->category);

  return category < N_CALLED ? BW_CATEGORY_COMMIT - category : BW_CATEGORY_COMMIT;
}

static BwRollupView
get_rollup (BwForecastPage *self)
{
  return gtk_toggle_button_get_active (self->cumulative) ? BW_ROLLUP_CUMULATIVE : BW_ROLLUP_SINGLE;
}

static void
show_team (BwForecastPage  *self,
           const BwOutlook *outlook,
           BwBook          *book)
{
  bw_team_tree_set_look (self->team, get_category (self), get_rollup (self));
  bw_team_tree_set_outlook (self->team, outlook, book);
  gtk_label_set_label (self->team_title, bw_team_tree_get_title (self->team));
}

static void
look_cb (BwForecastPage *self)
{
  const BwOutlook *outlook = self->outlook != NULL ? bw_live_outlook_get (self->outlook) : NULL;

  if (outlook != NULL)
    show_team (self, outlook, bw_live_outlook_get_book (self->outlook));
}

static void
refresh (BwForecastPage *self)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  BwBook          *book = bw_live_outlook_get_book (self->outlook);

  if (bw_session_get_book (self->session)->deals.n == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (outlook == NULL)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  else
    {
      g_autoptr (BwChart) chart = bw_distribution_chart_new (outlook, book);

      show_sum (self, outlook, book->currency);
      show_adjusted (self, outlook, book);
      bw_chart_view_set_chart (self->distribution, chart);
      show_methods (self, outlook, book->currency);
      show_swings (self, outlook, book);
      name_categories (self, book);
      show_team (self, outlook, book);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

/* ---- The day on which calls are due ---- */

/* Who has called and who has not, as a sentence; of a part of the deals, or a territory, nobody calls. */
static gpointer
find_call_day (const BwLiveJob *job)
{
  g_autoptr (BwCallTree) tree = NULL;
  g_autoptr (BwCallDay) day = NULL;

  if (job->scope.kind != BW_SCOPE_ALL || bw_scope_is_filtered (&job->scope) || job->book->deals.n == 0)
    return g_strdup ("");
  tree = bw_call_tree_new (job->book, &job->period, job->as_of);
  day = bw_call_day_new (job->book, tree, job->as_of);
  return bw_call_day_dup_text (day, job->book);
}

static void
calls_changed_cb (BwForecastPage *self)
{
  const char *text = bw_live_get (self->calls);

  gtk_label_set_label (self->call_day, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->call_day), text != NULL && *text != '\0');
}

static void
write_sheets_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_sheet_actions_write (widget, BW_FORECAST_PAGE (widget)->session);
}

static void
read_sheets_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_sheet_actions_read (widget, BW_FORECAST_PAGE (widget)->session);
}

/* A page that is not seen follows once it is. */
static void
follow (BwForecastPage *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale)
    refresh (self);
}

/* Another book brings another outlook; until then only the first or the last deal makes a difference. */
static void
book_changed_cb (BwForecastPage *self)
{
  if (bw_session_get_book (self->session)->deals.n == 0 || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "content") != 0)
    refresh (self);
}

static void
map (GtkWidget *widget)
{
  BwForecastPage *self = BW_FORECAST_PAGE (widget);

  if (self->stale)
    refresh (self);
  self->stale = FALSE;
  bw_live_set_active (self->calls, TRUE);
  GTK_WIDGET_CLASS (bw_forecast_page_parent_class)->map (widget);
}

static void
unmap (GtkWidget *widget)
{
  bw_live_set_active (BW_FORECAST_PAGE (widget)->calls, FALSE);
  GTK_WIDGET_CLASS (bw_forecast_page_parent_class)->unmap (widget);
}

static void
person_cb (BwForecastPage *self,
           int             person)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "u", (guint)person);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwForecastPage  *self = BW_FORECAST_PAGE (page);
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->accuracy)))
    return bw_accuracy_view_make_report (self->accuracy);
  return outlook != NULL ? bw_page_report_new_forecast (bw_live_outlook_get_book (self->outlook), outlook) : NULL;
}

/* "recalibrate" is the accuracy, worked out anew. */
static void
show_view (BwPage     *page,
           const char *part)
{
  BwForecastPage *self = BW_FORECAST_PAGE (page);
  gboolean        anew = g_str_equal (part, "recalibrate");

  gtk_stack_set_visible_child_name (self->views, anew ? "accuracy" : part);
  if (anew)
    bw_accuracy_view_recalibrate (self->accuracy);
}

static GVariant *
dup_place (BwPage *page)
{
  return g_variant_new_string (gtk_stack_get_visible_child_name (BW_FORECAST_PAGE (page)->views));
}

static void
go_to (BwPage   *page,
       GVariant *place)
{
  show_view (page, g_variant_get_string (place, NULL));
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
  iface->dup_place = dup_place;
  iface->go_to = go_to;
  iface->show_part = show_view;
}

static BwExplanation *
explain (gpointer owner,
         int      what)
{
  BwForecastPage  *self = owner;
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);

  return outlook != NULL ? bw_explanation_new (bw_live_outlook_get_book (self->outlook), outlook, (BwExplained)what) : NULL;
}

/* Explains what the method at @place says. */
static BwExplanation *
explain_method (gpointer owner,
                int      place)
{
  BwForecastPage  *self = owner;
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);

  return outlook != NULL ? bw_explanation_new_of_method (bw_live_outlook_get_book (self->outlook), outlook, (guint)place) : NULL;
}

/* Explains a figure of the team at its cell; calls and overrides are said there. */
static void
figure_cb (BwForecastPage *self,
           int             person,
           guint           figure,
           GtkWidget      *cell)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  graphene_rect_t  bounds;
  GdkRectangle     at;
  g_autoptr (BwExplanation) explanation = NULL;
  gboolean is_said = (figure == BW_TEAM_CALL || figure == BW_TEAM_OVERRIDE) && !bw_scope_is_filtered (&outlook->scope);

  for (guint i = 0; i < outlook->n_people; i++)
    if (outlook->people[i].person == person && is_said)
      {
        if (!gtk_widget_compute_bounds (cell, GTK_WIDGET (self), &bounds))
          return;
        at = (GdkRectangle) { (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height };
        bw_call_editor_popup (GTK_WIDGET (self), &at, self->session, &outlook->people[i], get_category (self), figure == BW_TEAM_OVERRIDE);
        return;
      }
    else if (outlook->people[i].person == person)
      explanation = bw_explanation_new_of_person (bw_live_outlook_get_book (self->outlook), outlook, i, (BwExplainedOfPerson)figure,
                                                  get_category (self), get_rollup (self));
  if (explanation == NULL || !gtk_widget_compute_bounds (cell, GTK_WIDGET (self), &bounds))
    return;
  at = (GdkRectangle) { (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height };
  bw_explanation_view_popup (GTK_WIDGET (self), &at, self->session, explanation);
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwForecastPage *self = BW_FORECAST_PAGE (object);

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
  BwForecastPage *self = BW_FORECAST_PAGE (object);

  G_OBJECT_CLASS (bw_forecast_page_parent_class)->constructed (object);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  bw_pending_follow (GTK_WIDGET (self->stack), self->outlook);
  self->calls = bw_live_new (self->session, find_call_day, g_free);
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (calls_changed_cb), self, G_CONNECT_SWAPPED);
  bw_live_set_active (self->calls, FALSE);
  bw_live_ask (self->calls, NULL, 0);
  gtk_popover_set_child (self->columns_popover, bw_team_tree_make_chooser (self->team));
  bw_accuracy_view_set_session (self->accuracy, self->session);
  bw_explain_set_source (self->landing_explain, self->session, explain, self, BW_EXPLAINED_MIDDLE);
  bw_explain_set_source (self->won_explain, self->session, explain, self, BW_EXPLAINED_CLOSED);
  bw_explain_set_source (self->open_explain, self->session, explain, self, BW_EXPLAINED_FROM_OPEN);
  bw_explain_set_source (self->new_explain, self->session, explain, self, BW_EXPLAINED_FROM_NEW);
  bw_explain_set_source (self->mean_explain, self->session, explain, self, BW_EXPLAINED_MEAN);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwForecastPage *self = BW_FORECAST_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->calls);
  g_clear_object (&self->outlook);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_forecast_page_parent_class)->dispose (object);
}

static void
bw_forecast_page_class_init (BwForecastPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_install_action (widget_class, "calls.write-sheets", NULL, write_sheets_cb);
  gtk_widget_class_install_action (widget_class, "calls.read-sheets", NULL, read_sheets_cb);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTLOOK] = g_param_spec_object ("outlook", NULL, NULL, BW_TYPE_LIVE_OUTLOOK,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_ACCURACY_VIEW);
  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_EXPLAIN);
  g_type_ensure (BW_TYPE_TEAM_TREE);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-forecast-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, views);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, landing);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, landing_range);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, adjusted);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, won_part);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, open_part);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, new_part);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, mean_part);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, landing_explain);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, won_explain);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, open_explain);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, new_explain);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, mean_explain);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, distribution);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, methods);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, swing_head);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, swing_chance);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, swing_amount);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, swings);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, team_title);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, call_day);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, team);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, corners);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, category);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, cumulative);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, columns_popover);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
bw_forecast_page_init (BwForecastPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_size_group_add_widget (self->corners, bw_accuracy_view_get_corner (self->accuracy));
}
