/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the pipeline: the grid of all deals, and how they flow. The latter two parts are views of their own.
 *
 *   headline: what is shown, in words
 *   filter [................] (?)   [This period][Open only] [Columns]
 *   +---------------------------------------------+------------------+
 *   | grid                                        | one deal         |
 *   +---------------------------------------------+------------------+
 *   n of all deals, total
 *
 * What is shown is decided by the deal list; the page hands on what a person asks for, and says in words what the list
 * holds. Typing waits TYPING_MS before the list is asked, so that no key press waits for a query. */

#include "app/bw-pipeline-page.h"

#include <glib/gi18n.h>

#include "app/bw-deal-export.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-dialogs.h"
#include "app/bw-filter-completion.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-group-button.h"
#include "app/bw-page.h"
#include "app/bw-pane-width.h"
#include "app/bw-pipeline-wording.h"
#include "app/bw-reading-order.h"
#include "app/bw-since-button.h"
#include "app/bw-view-button.h"
#include "app/bw-window.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-page-report.h"

enum
{
  TYPING_MS = 80,
};

struct _BwPipelinePage
{
  AdwBin parent_instance;

  GtkStack        *stack;
  GtkLabel        *headline;
  GtkStack        *parts;
  BwFlowView      *flow;
  BwFunnelView    *funnel;
  GtkEntry        *filter;
  GtkRevealer     *filter_error;
  GtkLabel        *filter_error_label;
  GtkToggleButton *period_toggle;
  GtkToggleButton *open_toggle;
  BwViewButton    *view_button;
  BwGroupButton   *group_button;
  BwSinceButton   *since_button;
  GtkMenuButton   *columns_button;
  GtkPopover      *columns_popover;
  GtkRevealer     *past;
  GtkLabel        *past_label;
  GtkStack        *grid_stack;
  BwDealGrid      *grid;
  GtkPaned        *paned;
  BwDealPanel     *panel;
  GtkLabel        *footer;

  BwSession  *session; /* (owned) */
  BwDealList *list;    /* (owned) */
  char       *search;  /* (owned) (nullable): what the window's search holds */
  guint       typing;  /* source */
  gboolean    clearing;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwPipelinePage,
                               bw_pipeline_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* ---- What is shown, in words ---- */

/* The deals among the rows; the others are headers of groups. */
static guint
count_deals (BwPipelinePage *self)
{
  guint n;

  bw_deal_list_get_deals (self->list, &n);
  return n;
}

/* Returns: (transfer full): which deals are shown. */
static char *
describe (BwPipelinePage *self)
{
  return bw_pipeline_wording_headline (self->session, self->list, gtk_toggle_button_get_active (self->open_toggle),
                                       gtk_toggle_button_get_active (self->period_toggle));
}

/* Says what the part that is shown says. */
static void
show_headline (BwPipelinePage *self)
{
  GtkWidget       *part = gtk_stack_get_visible_child (self->parts);
  g_autofree char *headline = NULL;

  if (part == GTK_WIDGET (self->flow) || part == GTK_WIDGET (self->funnel))
    g_object_get (part, "headline", &headline, NULL);
  else
    headline = describe (self);
  gtk_label_set_label (self->headline, headline != NULL ? headline : "");
}

static void
part_cb (BwPipelinePage *self)
{
  if (self->list != NULL)
    show_headline (self);
}

/* Says at the foot how many deals are shown and selected, and what they sum up to. */
static void
show_footer (BwPipelinePage *self)
{
  g_autofree char *text = bw_pipeline_wording_foot (bw_session_get_book (self->session), self->list, bw_deal_grid_get_selection (self->grid));

  gtk_label_set_label (self->footer, text);
}

/* ---- Views ---- */

/* Returns: (transfer full): what is shown now, as a view. */
static BwGridView *
describe_view (BwPipelinePage *self)
{
  BwGridView *view = bw_grid_view_new ();
  const char *since = bw_since_button_get_since (self->since_button);

  view->filter = g_strdup (bw_deal_list_get_filter (self->list));
  g_array_unref (view->columns);
  view->columns = bw_grid_layout_describe (bw_deal_grid_get_layout (self->grid));
  view->sort = bw_deal_list_get_sort (self->list, &view->descending);
  view->grouping = *bw_deal_list_get_grouping (self->list);
  view->open_only = gtk_toggle_button_get_active (self->open_toggle);
  view->in_period = gtk_toggle_button_get_active (self->period_toggle);
  view->since = g_strdup (since);
  view->only_changed = bw_since_button_get_only_changed (self->since_button);
  return view;
}

static void
tell_shown (BwPipelinePage *self)
{
  if (!self->clearing && self->list != NULL)
    bw_view_button_take_shown (self->view_button, describe_view (self));
}

/* Says that the deals are those of a past day. */
static void
show_day (BwPipelinePage *self)
{
  gboolean         past = bw_deal_list_is_past (self->list);
  g_autofree char *day = bw_wording_day (bw_deal_list_get_today (self->list), bw_book_data_date (bw_session_get_book (self->session)));
  /* Translators: a past day */
  g_autofree char *text = g_strdup_printf (_ ("The deals as they were on %s. Nothing of them can be edited."), day);

  if (past)
    gtk_label_set_label (self->past_label, text);
  gtk_revealer_set_reveal_child (self->past, past);
}

/* Looks from the last day of the data again. */
static void
latest_cb (BwPipelinePage *self)
{
  bw_focus_set_as_of (bw_session_get_focus (self->session), bw_book_data_date (bw_session_get_book (self->session)));
}

static void
refresh (BwPipelinePage *self)
{
  BwBook *book = bw_session_get_book (self->session);
  guint   n = count_deals (self);

  gtk_stack_set_visible_child_name (self->stack, book->deals.n > 0 ? "content" : "empty");
  show_headline (self);
  show_footer (self);
  show_day (self);
  tell_shown (self);
  gtk_stack_set_visible_child_name (self->grid_stack, n > 0 ? "grid" : "nothing");
}

/* ---- What a person asks for ---- */

static void
apply_filter (BwPipelinePage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->filter))));
  g_autoptr (GError) error = NULL;

  if (bw_deal_list_set_filter (self->list, *text != '\0' ? text : NULL, &error))
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter), "error");
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->filter), "error");
      gtk_label_set_label (self->filter_error_label, error->message);
    }
  gtk_revealer_set_reveal_child (self->filter_error, error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
typed_cb (gpointer data)
{
  BwPipelinePage *self = data;

  self->typing = 0;
  bw_deal_list_set_search (self->list, self->search);
  apply_filter (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_typing (BwPipelinePage *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  if (!self->clearing)
    self->typing = g_timeout_add (TYPING_MS, typed_cb, self);
}

static void
filter_changed_cb (BwPipelinePage *self)
{
  wait_for_typing (self);
}

static void
filter_icon_cb (BwPipelinePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
}

static void
toggled_cb (BwPipelinePage *self)
{
  if (self->list != NULL && !self->clearing)
    bw_deal_list_set_restriction (self->list, gtk_toggle_button_get_active (self->period_toggle),
                                  gtk_toggle_button_get_active (self->open_toggle));
}

/* Shows the deals with this filter and these restrictions. */
static void
restrict_to (BwPipelinePage *self,
             const char     *filter,
             gboolean        in_period,
             gboolean        open_only,
             const char     *words)
{
  self->clearing = TRUE;
  gtk_toggle_button_set_active (self->period_toggle, in_period);
  gtk_toggle_button_set_active (self->open_toggle, open_only);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), filter);
  self->clearing = FALSE;
  g_clear_handle_id (&self->typing, g_source_remove);
  if (words == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.clear-search", NULL);
  g_free (self->search);
  self->search = g_strdup (words);
  bw_deal_list_set_search (self->list, words);
  apply_filter (self);
  toggled_cb (self);
}

/* Takes away what the page itself leaves out, but for deals without the words @search (nullable); what the whole window looks
 * at stays. */
static void
clear_restrictions (BwPipelinePage *self,
                    const char     *search)
{
  bw_since_button_set (self->since_button, bw_since_button_get_since (self->since_button), FALSE);
  restrict_to (self, "", FALSE, FALSE, search);
}

/* Shows all deals in which the words @search (nullable) are, whatever was asked for before. */
static void
show_all (BwPipelinePage *self,
          const char     *search)
{
  static const BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY };

  bw_focus_set_scope (bw_session_get_focus (self->session), &everyone);
  bw_focus_set_filter (bw_session_get_focus (self->session), NULL);
  clear_restrictions (self, search);
}

static void
show_all_cb (BwPipelinePage *self)
{
  show_all (self, NULL);
}

/* Shows what @view says. */
static void
view_chosen_cb (BwPipelinePage   *self,
                const BwGridView *view)
{
  self->clearing = TRUE;
  gtk_toggle_button_set_active (self->period_toggle, view->in_period);
  gtk_toggle_button_set_active (self->open_toggle, view->open_only);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), view->filter != NULL ? view->filter : "");
  apply_filter (self);
  bw_deal_list_set_restriction (self->list, view->in_period, view->open_only);
  bw_deal_list_set_grouping (self->list, &view->grouping);
  bw_deal_grid_sort (self->grid, view->sort, view->descending);
  bw_since_button_set (self->since_button, view->since, view->only_changed);
  bw_grid_layout_apply (bw_deal_grid_get_layout (self->grid), view->columns);
  self->clearing = FALSE;
  tell_shown (self);
}

/* ---- For other programs ---- */

static void
copy_cb (BwPipelinePage *self)
{
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (self->grid);
  guint            n = bw_deal_export_copy (GTK_WIDGET (self), self->list, NULL, 0, fields);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u deal was copied", "%'u deals were copied", n), n);

  bw_window_toast (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), text);
}

static void
export_to_cb (GListModel *files,
              gpointer    data)
{
  BwPipelinePage *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (self->grid);

  if (file != NULL)
    bw_deal_export_save (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), file, self->list, NULL, 0, fields);
}

static void
export_cb (BwPipelinePage *self)
{
  static const char *const suffixes[] = { "csv", NULL };

  bw_dialogs_save_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Export the deals as CSV"), _ ("Deals.csv"),
                        _ ("Tables (CSV)"), suffixes, export_to_cb, self);
}

/* ---- One deal ---- */

/* While the panel is open it follows the selection. */
static void
deal_selected_cb (BwPipelinePage *self,
                  guint           deal)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->panel)))
    bw_deal_panel_show_deal (self->panel, deal);
}

static void
deal_activated_cb (BwPipelinePage *self,
                   guint           deal)
{
  bw_deal_panel_show_deal (self->panel, deal);
  gtk_widget_set_visible (GTK_WIDGET (self->panel), TRUE);
}

static void
close_panel_cb (BwPipelinePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->panel), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Selects the deal that is @by rows from the selected one, past the headers of groups. */
static gboolean
step (BwPipelinePage *self,
      int             by)
{
  guint          n, n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const guint32 *deals = bw_deal_selection_get (bw_deal_grid_get_selection (self->grid), &n);
  int            position = n > 0 ? bw_deal_list_find (self->list, deals[0]) : -1;

  if (position < 0)
    return GDK_EVENT_PROPAGATE;
  for (position += by; position >= 0 && position < (int)n_rows; position += by)
    if (bw_deal_list_get_deal_at (self->list, (guint)position) != G_MAXUINT)
      {
        bw_deal_grid_select (self->grid, (guint)position);
        break;
      }
  return GDK_EVENT_STOP;
}

/* Escape closes the panel; Alt with Up and Down goes to other deals while the keyboard is in it. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwPipelinePage        *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->panel)))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    {
      close_panel_cb (self);
      return GDK_EVENT_STOP;
    }
  if ((state & GDK_ALT_MASK) && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    return step (self, key == GDK_KEY_Up ? -1 : 1);
  return GDK_EVENT_PROPAGATE;
}

/* ---- The page ---- */

static void
search (BwPage     *page,
        const char *text)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);

  g_free (self->search);
  self->search = g_strdup (text);
  wait_for_typing (self);
}

static void
show_found (BwPage     *page,
            const char *text)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);

  show_all (self, text);
  gtk_stack_set_visible_child_name (self->parts, "deals");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Shows the saved view of @key. */
static void
show_saved (BwPage *page,
            gint64  key)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);

  gtk_stack_set_visible_child_name (self->parts, "deals");
  bw_view_button_choose (self->view_button, key);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
show_deal (BwPage *page,
           guint   deal)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);
  int             position;

  /* As little as has to be, so that who comes from another page finds it as it was. */
  if (!bw_deal_list_reveal (self->list, deal))
    clear_restrictions (self, NULL);
  if (!bw_deal_list_reveal (self->list, deal))
    show_all (self, NULL);
  bw_deal_list_reveal (self->list, deal);
  position = bw_deal_list_find (self->list, deal);
  if (position < 0)
    return;
  gtk_stack_set_visible_child_name (self->parts, "deals");
  deal_activated_cb (self, deal);
  bw_deal_grid_select (self->grid, (guint)position);
}

static void
show_deals (BwPage     *page,
            const char *filter)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);

  restrict_to (self, filter, FALSE, FALSE, NULL);
  gtk_stack_set_visible_child_name (self->parts, "deals");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
show_flow (BwPage *page,
           BwDate  from,
           BwDate  to,
           int     bucket)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);

  gtk_stack_set_visible_child_name (self->parts, "flow");
  bw_flow_view_show (self->flow, from, to, bucket);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);
  BwFocus        *focus = bw_session_get_focus (self->session);
  GtkWidget      *part = gtk_stack_get_visible_child (self->parts);
  g_autoptr (GArray) fields = NULL;
  g_autofree char *headline = NULL;
  const guint32   *deals;
  guint            n;

  if (part == GTK_WIDGET (self->flow))
    return bw_flow_view_make_report (self->flow);
  if (part == GTK_WIDGET (self->funnel))
    return bw_funnel_view_make_report (self->funnel);
  if (self->list == NULL)
    return NULL;
  fields = bw_deal_grid_list_fields (self->grid);
  deals = bw_deal_list_get_deals (self->list, &n);
  headline = describe (self);
  return bw_page_report_new_deals (bw_deal_list_get_book (self->list), bw_focus_get_scope (focus), bw_focus_get_period (focus),
                                   bw_deal_list_get_today (self->list), headline, deals, n,
                                   (const BwDealField *)(gpointer)fields->data, fields->len);
}

/* What the page itself shows: part, filter, restrictions, search, the deal that is open, and what the flow shows. */
#define PLACE_FORMAT "(ssbbmsbuiii)"

static GVariant *
dup_place (BwPage *page)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);
  guint           n;
  const guint32  *deals = bw_deal_selection_get (bw_deal_grid_get_selection (self->grid), &n);
  BwDate          from, to;
  int             bucket;

  bw_flow_view_get_shown (self->flow, &from, &to, &bucket);
  return g_variant_new (PLACE_FORMAT, gtk_stack_get_visible_child_name (self->parts), gtk_editable_get_text (GTK_EDITABLE (self->filter)),
                        gtk_toggle_button_get_active (self->period_toggle), gtk_toggle_button_get_active (self->open_toggle), self->search,
                        gtk_widget_get_visible (GTK_WIDGET (self->panel)), n == 1 ? deals[0] : G_MAXUINT, from, to, bucket);
}

static void
go_to (BwPage   *page,
       GVariant *place)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (page);
  const char     *part, *filter, *words;
  gboolean        in_period, open_only, with_panel;
  guint           deal;
  BwDate          from, to, shown_from, shown_to;
  int             bucket, shown_bucket, position;

  g_variant_get (place, "(&s&sbbm&sbuiii)", &part, &filter, &in_period, &open_only, &words, &with_panel, &deal, &from, &to, &bucket);
  restrict_to (self, filter, in_period, open_only, words);
  bw_flow_view_get_shown (self->flow, &shown_from, &shown_to, &shown_bucket);
  if (from != shown_from || to != shown_to || bucket != shown_bucket)
    bw_flow_view_show (self->flow, from, to, bucket);
  gtk_stack_set_visible_child_name (self->parts, part);
  position = deal != G_MAXUINT ? bw_deal_list_find (self->list, deal) : -1;
  if (position >= 0)
    bw_deal_grid_select (self->grid, (guint)position);
  if (position >= 0 && with_panel)
    bw_deal_panel_show_deal (self->panel, deal);
  gtk_widget_set_visible (GTK_WIDGET (self->panel), position >= 0 && with_panel);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->search = search;
  iface->dup_place = dup_place;
  iface->go_to = go_to;
  iface->make_report = make_report;
  iface->show_found = show_found;
  iface->show_saved = show_saved;
  iface->show_deal = show_deal;
  iface->show_deals = show_deals;
  iface->show_flow = show_flow;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (object);

  G_OBJECT_CLASS (bw_pipeline_page_parent_class)->constructed (object);
  self->list = bw_deal_list_new (self->session);
  bw_deal_grid_set_list (self->grid, self->list, self->session);
  bw_group_button_set_list (self->group_button, self->list);
  bw_view_button_set_session (self->view_button, self->session);
  bw_since_button_set_list (self->since_button, self->list);
  bw_deal_panel_set_session (self->panel, self->session);
  bw_deal_panel_set_list (self->panel, self->list);
  bw_filter_completion_attach (self->filter, self->session);
  bw_flow_view_set_session (self->flow, self->session);
  bw_funnel_view_set_session (self->funnel, self->session);
  gtk_popover_set_child (self->columns_popover, bw_deal_grid_make_chooser (self->grid));
  g_signal_connect_object (self->list, "refreshed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_deal_grid_get_layout (self->grid), "changed", G_CALLBACK (tell_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_deal_grid_get_selection (self->grid), "changed", G_CALLBACK (show_footer), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwPipelinePage *self = BW_PIPELINE_PAGE (object);

  g_clear_handle_id (&self->typing, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (bw_pipeline_page_parent_class)->dispose (object);
}

static void
bw_pipeline_page_class_init (BwPipelinePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_DEAL_GRID);
  g_type_ensure (BW_TYPE_DEAL_PANEL);
  g_type_ensure (BW_TYPE_FLOW_VIEW);
  g_type_ensure (BW_TYPE_FUNNEL_VIEW);
  g_type_ensure (BW_TYPE_GROUP_BUTTON);
  g_type_ensure (BW_TYPE_SINCE_BUTTON);
  g_type_ensure (BW_TYPE_VIEW_BUTTON);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-pipeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, parts);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, flow);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, funnel);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, filter);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, filter_error);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, filter_error_label);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, period_toggle);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, open_toggle);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, view_button);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, group_button);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, since_button);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, columns_popover);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, past);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, past_label);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, grid_stack);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, grid);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, paned);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, panel);
  gtk_widget_class_bind_template_child (widget_class, BwPipelinePage, footer);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, latest_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, deal_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, deal_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_panel_cb);
}

static void
bw_pipeline_page_init (BwPipelinePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  bw_pane_width_attach (self->paned, "deal-panel-width");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->paned), keys);
}
