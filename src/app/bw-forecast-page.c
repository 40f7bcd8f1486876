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
#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-explain.h"
#include "app/bw-page.h"
#include "app/bw-team-tree.h"
#include "app/bw-wording.h"
#include "chart/bw-distribution-chart.h"
#include "core/bw-deal-field.h"
#include "chart/bw-page-report.h"
#include "session/bw-live-outlook.h"

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
  GtkListBox      *swings;
  GtkLabel        *team_title;
  GtkDropDown     *category;
  GtkToggleButton *cumulative;
  GtkPopover      *columns_popover;
  BwTeamTree      *team;
  BwAccuracyView  *accuracy;

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
      for (guint k = 0; k < G_N_ELEMENTS (cells); k++)
        {
          gtk_widget_set_tooltip_text (cells[k], tip);
          gtk_grid_attach (self->methods, cells[k], (int)k, (int)i + 1, 1, 1);
        }
    }
}

static GtkWidget *
make_swing (const BwOutlookSwing *swing,
            const BwBook         *book)
{
  const BwDeals   *deals = &book->deals;
  gint32           account = deals->account[swing->deal], owner = deals->owner[swing->deal];
  const char      *name = bw_book_text (book, deals->name[swing->deal]);
  g_autofree char *amount = bw_money_format_compact (swing->swing, book->currency);
  g_autofree char *chance = bw_wording_percent (swing->probability);
  g_autofree char *tip = NULL;
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  if (*name == '\0' && account != BW_NOBODY)
    name = bw_book_text (book, bw_book_account (book, account)->name);
  if (*name == '\0')
    name = bw_book_text (book, deals->ref[swing->deal]);
  tip = g_strdup_printf (_ ("%s, %s: won or lost makes a difference of %s. Open it in Pipeline"), name,
                         owner != BW_NOBODY ? bw_book_text (book, bw_book_person (book, owner)->name) : _ ("nobody's"),
                         amount);
  gtk_box_append (GTK_BOX (box), make_cell (name, 0, FALSE));
  gtk_box_append (GTK_BOX (box), make_cell (chance, 1, FALSE));
  gtk_box_append (GTK_BOX (box), make_cell (amount, 1, FALSE));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tip);
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

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->swings))) != NULL)
    gtk_list_box_remove (self->swings, child);
  for (guint i = 0; i < MIN (outlook->n_swings, MOST_SWINGS); i++)
    gtk_list_box_append (self->swings, make_swing (&outlook->swings[i], book));
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

static void
show_team (BwForecastPage  *self,
           const BwOutlook *outlook,
           BwBook          *book)
{
  guint category = gtk_drop_down_get_selected (self->category);

  bw_team_tree_set_look (self->team, category < N_CALLED ? BW_CATEGORY_COMMIT - category : BW_CATEGORY_COMMIT,
                         gtk_toggle_button_get_active (self->cumulative) ? BW_ROLLUP_CUMULATIVE : BW_ROLLUP_SINGLE);
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
      bw_chart_view_set_chart (self->distribution, chart);
      show_methods (self, outlook, book->currency);
      show_swings (self, outlook, book);
      name_categories (self, book);
      show_team (self, outlook, book);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

static void
person_cb (BwForecastPage *self,
           int             person)
{
  BwScope scope = { BW_SCOPE_PERSON, person };

  bw_focus_set_scope (bw_session_get_focus (self->session), &scope);
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

static void
show_view (BwPage     *page,
           const char *part)
{
  gtk_stack_set_visible_child_name (BW_FORECAST_PAGE (page)->views, part);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
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

/* Shows the deals behind a figure: of the person with the team, dated in the period. */
static void
deals_cb (BwForecastPage *self,
          int             person,
          const char     *filter)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  BwScope          scope = { BW_SCOPE_PERSON, person };
  g_autofree char *from = bw_date_to_iso (outlook->period.from), *to = bw_date_to_iso (outlook->period.to);
  g_autofree char *dated = g_strdup_printf ("(%s) and close >= %s and close <= %s", filter, from, to);

  bw_focus_set_scope (bw_session_get_focus (self->session), &scope);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-deals", "s", dated);
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
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-forecast-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, views);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, landing);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, landing_range);
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
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, swings);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, team_title);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, team);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, category);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, cumulative);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPage, columns_popover);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, deals_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
bw_forecast_page_init (BwForecastPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
