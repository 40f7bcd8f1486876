/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data: the findings, the list behind each, and ways to mend it.
 *
 *   +----------------------+------------------------------------+
 *   | findings, the most   | the finding that is selected: what |
 *   | important first,     | it means, what mends it,           |
 *   | by area              | the deals, accounts... behind it   |
 *   +----------------------+------------------------------------+
 *
 * Items name rows by index in the book that was looked at; an edit is made only while that is still the session's book, which
 * is so but for the moment in which new findings are on their way. */

#include "app/bw-health-view.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-gradual-list.h"
#include "app/bw-health-row.h"
#include "app/bw-place-list.h"
#include "app/bw-reading-order.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wrap-box.h"
#include "core/bw-likeness.h"
#include "core/bw-merge.h"
#include "session/bw-live-health.h"

/* ---- The view ---- */

struct _BwHealthView
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkListBox     *findings;
  GtkLabel       *title;
  GtkLabel       *text;
  GtkLabel       *score;
  GtkLabel       *mend;
  GtkButton      *settings_button;
  GtkButton      *ignore_button;
  GtkListView    *items;
  GtkNoSelection *selection;
  GtkLabel       *ignored;

  BwSession    *session; /* (owned) (nullable) */
  BwLiveHealth *live;    /* (owned) (nullable) */
  BwHealthCode  shown;   /* the finding that is selected */
  gboolean      filling;
};

G_DEFINE_FINAL_TYPE (BwHealthView, bw_health_view, ADW_TYPE_BIN)

static const BwHealthFinding *
find_shown (BwHealthView *self)
{
  const BwHealth *health = self->live != NULL ? bw_live_health_get (self->live) : NULL;

  return health != NULL ? bw_health_get (health, self->shown) : NULL;
}

/* ---- Edits ---- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwHealthView) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("Nothing was changed"), error);
}

/* Whether the findings are of the book as it is now. */
static gboolean
is_fresh (BwHealthView *self)
{
  return self->live != NULL && bw_live_health_get_book (self->live) == bw_session_get_book (self->session);
}

static gboolean
table_of (const BwHealthFinding *finding,
          BwTable               *table)
{
  switch (finding->kind)
    {
    case BW_HEALTH_OF_ACCOUNTS:
      *table = BW_TABLE_ACCOUNTS;
      return TRUE;
    case BW_HEALTH_OF_PEOPLE:
      *table = BW_TABLE_PEOPLE;
      return TRUE;
    case BW_HEALTH_OF_PRODUCTS:
      *table = BW_TABLE_PRODUCTS;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The name of row @index of @table. */
static const char *
row_name (const BwBook *book,
          BwTable       table,
          guint         index)
{
  BwText name = table == BW_TABLE_PEOPLE ? bw_book_person (book, index)->name : table == BW_TABLE_ACCOUNTS ? bw_book_account (book, index)->name
                                                                                                           : bw_book_product (book, index)->name;

  return bw_book_text (book, name);
}

/* Merges the two rows of an item, or keeps them apart. */
static void
decide (BwHealthView *self,
        guint         place,
        gboolean      same)
{
  const BwHealthFinding *finding = find_shown (self);
  BwBook                *book = bw_session_get_book (self->session), *after;
  const BwHealthItem    *item;
  BwTable                table;
  BwDelta               *delta = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  if (finding == NULL || !is_fresh (self) || place >= finding->items->len || !table_of (finding, &table))
    return;
  item = &g_array_index (finding->items, BwHealthItem, place);
  if (same)
    {
      /* Translators: an edit that can be undone; the names of two accounts, people or products */
      label = g_strdup_printf (_ ("Merge “%s” into “%s”"), row_name (book, table, item->index), row_name (book, table, item->other));
      after = bw_merge_apply (book, table, item->other, item->index, &delta, &error);
    }
  else
    {
      label = g_strdup_printf (_ ("Keep “%s” and “%s” apart"), row_name (book, table, item->other),
                               row_name (book, table, item->index));
      after = bw_likeness_keep_apart (book, table, item->other, item->index, &delta);
    }
  if (after == NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("They were not merged"), error);
  else
    bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
merge_cb (BwHealthRow  *row,
          gboolean      same,
          BwHealthView *self)
{
  decide (self, bw_health_row_get_place (row), same);
}

static void
ignore_cb (BwHealthView *self)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  BwDelta         *delta;
  g_autofree char *label = NULL;

  if (find_shown (self) == NULL)
    return;
  /* Translators: an edit that can be undone; a finding such as "Deals without an owner" */
  label = g_strdup_printf (_ ("Do not show “%s” again"), bw_health_code_title (self->shown));
  after = bw_health_ignore (book, self->shown, TRUE, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

/* Shows everything again that was said not to be. */
static void
unignore_cb (BwHealthView *self)
{
  for (guint code = 0; code < BW_N_HEALTH_CODES; code++)
    {
      BwBook  *book = bw_session_get_book (self->session);
      BwDelta *delta = NULL;
      BwBook  *after = bw_health_ignore (book, (BwHealthCode)code, FALSE, &delta);

      if (bw_delta_is_empty (delta, after))
        {
          bw_book_unref (after);
          bw_delta_free (delta);
        }
      else
        bw_session_apply_async (self->session, _ ("Show all findings again"), after, delta, NULL, applied_cb,
                                g_object_ref (self));
    }
}

/* ---- The list behind a finding ---- */

static void
setup_item_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               BwHealthView             *self)
{
  GtkWidget *row = bw_health_row_new ();

  g_signal_connect_object (row, "decided", G_CALLBACK (merge_cb), self, 0);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, TRUE);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              BwHealthView             *self)
{
  const BwHealthFinding *finding = find_shown (self);
  guint                  place = gtk_list_item_get_position (item);
  BwTable                table;
  g_autofree char       *text = NULL, *evidence = NULL;
  BwBook                *book = self->live != NULL ? bw_live_health_get_book (self->live) : NULL;

  if (finding == NULL || place >= finding->items->len)
    return;
  text = bw_health_dup_item_text (book, finding, place);
  if (finding->mend == BW_MEND_MERGE && table_of (finding, &table))
    {
      const BwHealthItem *pair = &g_array_index (finding->items, BwHealthItem, place);

      evidence = bw_likeness_dup_evidence (book, table, pair->other, pair->index);
    }
  bw_health_row_show (BW_HEALTH_ROW (gtk_list_item_get_child (item)), place, text, evidence,
                      finding->kind == BW_HEALTH_OF_DEALS || finding->kind == BW_HEALTH_OF_IMPORTS);
}

/* Shows the deal, or the import, that was chosen. */
static void
activate_cb (BwHealthView *self,
             guint         place)
{
  const BwHealthFinding *finding = find_shown (self);
  const BwHealthItem    *item;

  if (finding == NULL || !is_fresh (self) || place >= finding->items->len)
    return;
  item = &g_array_index (finding->items, BwHealthItem, place);
  if (finding->kind == BW_HEALTH_OF_DEALS)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-deal", "u", item->index);
  else if (finding->kind == BW_HEALTH_OF_IMPORTS)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-import", "x",
                                g_array_index (bw_session_get_book (self->session)->imports, BwImportRecord, item->index).key);
}

static void
show_items (BwHealthView          *self,
            const BwHealthFinding *finding)
{
  g_autoptr (GListModel) places = bw_place_list_new (finding->items->len);
  g_autoptr (BwGradualList) rows = bw_gradual_list_new (places);

  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (rows));
}

static void
show_finding (BwHealthView *self)
{
  const BwHealthFinding *finding = find_shown (self);
  const BwHealthScore   *score;
  g_autofree char       *points = NULL;

  if (finding == NULL)
    return;
  score = &bw_live_health_get (self->live)->scores[finding->area];
  gtk_label_set_label (self->title, finding->title);
  gtk_label_set_label (self->text, finding->text);
  gtk_label_set_label (self->mend, bw_mend_title (finding->mend));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->mend)), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->settings_button), finding->mend == BW_MEND_TEAM);
  if (score->n_of > 0 && score->formula != NULL)
    /* Translators: an area such as "Missing", its points, and how these are worked out. */
    points = g_strdup_printf (_ ("%s: %.0f of 100 points = %s"), bw_health_area_title (finding->area),
                              100 * (1 - (double)score->n_affected / score->n_of), score->formula);
  gtk_label_set_label (self->score, points != NULL ? points : "");
  gtk_widget_set_visible (GTK_WIDGET (self->score), score->n_of > 0 && score->formula != NULL);
  show_items (self, finding);
}

/* ---- The findings ---- */

static void
row_selected_cb (BwHealthView  *self,
                 GtkListBoxRow *row)
{
  if (row == NULL || self->filling)
    return;
  self->shown = (BwHealthCode)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "code"));
  show_finding (self);
}

static GtkWidget *
make_row (const BwHealthFinding *finding)
{
  static const char *const icons[] = { "dialog-error-symbolic", "dialog-warning-symbolic", "dialog-information-symbolic" };
  static const char *const styles[] = { "error", "warning", "dim-label" };
  const char *const        words[] = { _ ("Numbers are wrong because of it"), _ ("Numbers lean because of it"), _ ("Worth knowing") };
  GtkWidget               *row = adw_action_row_new (), *icon = gtk_image_new_from_icon_name (icons[finding->severity]);
  g_autofree char         *count = g_strdup_printf ("%'u", finding->n);
  g_autofree char         *name = g_strdup_printf ("%s: %s. %s", finding->title, count, words[finding->severity]);
  GtkWidget               *number = gtk_label_new (count);

  gtk_widget_add_css_class (icon, styles[finding->severity]);
  gtk_widget_set_tooltip_text (icon, words[finding->severity]);
  gtk_widget_add_css_class (number, "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bw_health_area_title (finding->area));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "code", GINT_TO_POINTER (finding->code));
  return row;
}

/* Fills the list; the finding that was shown stays selected. */
static void
show_findings (BwHealthView   *self,
               const BwHealth *health)
{
  GtkListBoxRow *row, *selected = NULL;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->findings, 0)) != NULL)
    gtk_list_box_remove (self->findings, GTK_WIDGET (row));
  for (guint i = 0; i < health->findings->len; i++)
    {
      const BwHealthFinding *finding = g_ptr_array_index (health->findings, i);
      GtkWidget             *made = make_row (finding);

      gtk_list_box_append (self->findings, made);
      if (selected == NULL || finding->code == self->shown)
        selected = GTK_LIST_BOX_ROW (made);
    }
  self->filling = FALSE;
  gtk_list_box_select_row (self->findings, selected);
}

static void
changed_cb (BwHealthView *self)
{
  const BwHealth  *health = bw_live_health_get (self->live);
  g_autofree char *ignored = NULL;

  ignored = g_strdup_printf (ngettext ("%u kind of finding is not shown.", "%u kinds of findings are not shown.", health->n_ignored),
                             health->n_ignored);
  gtk_label_set_label (self->ignored, ignored);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->ignored)), health->n_ignored > 0);
  gtk_stack_set_visible_child_name (self->stack, health->findings->len > 0 ? "findings" : "healthy");
  show_findings (self, health);
}

/* ---- Type ---- */

static void
map (GtkWidget *widget)
{
  BwHealthView *self = BW_HEALTH_VIEW (widget);

  GTK_WIDGET_CLASS (bw_health_view_parent_class)->map (widget);
  if (self->live != NULL)
    bw_live_health_set_wanted (self->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwHealthView *self = BW_HEALTH_VIEW (widget);

  if (self->live != NULL)
    bw_live_health_set_wanted (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_health_view_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  BwHealthView *self = BW_HEALTH_VIEW (object);

  g_clear_object (&self->live);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_health_view_parent_class)->dispose (object);
}

static void
bw_health_view_class_init (BwHealthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  g_type_ensure (BW_TYPE_WRAP_BOX);
  g_type_ensure (BW_TYPE_TAB_STOP);
  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-health-view.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwHealthView, child)
  BIND (stack);
  BIND (findings);
  BIND (title);
  BIND (text);
  BIND (score);
  BIND (mend);
  BIND (settings_button);
  BIND (ignore_button);
  BIND (items);
  BIND (selection);
  BIND (ignored);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, ignore_cb);
  gtk_widget_class_bind_template_callback (widget_class, unignore_cb);
}

static void
bw_health_view_init (BwHealthView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows @session from now on. */
void
bw_health_view_set_session (BwHealthView *self,
                            BwSession    *session)
{
  g_set_object (&self->session, session);
  g_clear_object (&self->live);
  self->live = bw_live_health_new (session);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_live_health_set_wanted (self->live, TRUE);
}

/* Returns: (transfer none) (nullable): what was found last; nothing before the view was first looked at. */
const BwHealth *
bw_health_view_get_health (BwHealthView *self)
{
  return self->live != NULL ? bw_live_health_get (self->live) : NULL;
}
