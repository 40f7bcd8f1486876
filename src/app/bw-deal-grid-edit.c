/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to the cells and rows of a grid of deals: editing, the menu, copying.
 *
 * The rows of a column view have the focus, not its cells; so a field is remembered beside the row, that of the cell last clicked
 * or gone to with Left and Right, and outlined in the row. F2 edits it, and so do Enter and a double click where the field can
 * be edited; elsewhere these open the deal, as ever. Where several deals are selected, the edit is of all of them.
 *
 *   F2, Enter, double click   edit the cell        Tab in the editor     take it, and edit the next cell
 *   Menu, Shift+F10, click    the menu             Ctrl+C                copy the selected rows
 *
 * The menu's actions are a group, "deals", on the grid. Nothing deletes. */

#include "app/bw-deal-grid-edit.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-deal-editor.h"
#include "app/bw-deal-export.h"
#include "app/bw-dialogs.h"
#include "app/bw-window.h"
#include "core/bw-adjustment-sheet.h"

#define NO_FIELD G_MAXUINT

enum
{
  MANY = 5000, /* selected deals that are not asked one by one whether they are adjusted */
};

struct _BwDealGridEdit
{
  GObject             parent_instance;
  BwDealGrid         *grid;    /* not owned: it owns this */
  BwSession          *session; /* (owned) */
  BwDealEditor       *editor;  /* the grid's child */
  GtkWidget          *menu;    /* the grid's child */
  GSimpleActionGroup *actions; /* (owned) */
  guint               field;   /* the BwDealField of the cell that is gone to; NO_FIELD */
  guint               position;
  guint               opening; /* source */
};

G_DEFINE_FINAL_TYPE (BwDealGridEdit, bw_deal_grid_edit, G_TYPE_OBJECT)

/* The deals that are meant: those selected. */
static const guint32 *
get_chosen (BwDealGridEdit *self,
            guint          *n)
{
  return bw_deal_selection_get (bw_deal_grid_get_selection (self->grid), n);
}

/* ---- Editing ---- */

static gboolean
can_edit (BwDealGridEdit *self)
{
  gboolean writable;

  g_object_get (self->session, "writable", &writable, NULL);
  return writable && !bw_deal_list_is_past (bw_deal_grid_get_list (self->grid));
}

static gboolean
is_among (const guint32 *deals,
          guint          n,
          guint          deal)
{
  for (guint i = 0; i < n; i++)
    if (deals[i] == deal)
      return TRUE;
  return FALSE;
}

/* The list has been laid out with the row in view. */
static gboolean
open_cb (gpointer data)
{
  BwDealGridEdit *self = data;
  guint32         deal = bw_deal_list_get_deal_at (bw_deal_grid_get_list (self->grid), self->position);
  guint           n;
  const guint32  *deals = get_chosen (self, &n);
  BwAdjusted      field;
  GdkRectangle    at;

  self->opening = 0;
  if (deal == G_MAXUINT32 || !bw_adjusted_from_deal_field (self->field, &field))
    return G_SOURCE_REMOVE;
  bw_deal_grid_find_cell (self->grid, self->position, self->field, &at);
  if (n > 1 && is_among (deals, n, deal))
    bw_deal_editor_open (self->editor, &at, deals, n, field);
  else
    bw_deal_editor_open (self->editor, &at, &deal, 1, field);
  return G_SOURCE_REMOVE;
}

/* Opens the editor of @field in the row at @position. Returns: whether that can be edited. */
gboolean
bw_deal_grid_edit_cell (BwDealGridEdit *self,
                        guint           position,
                        BwDealField     field)
{
  g_return_val_if_fail (BW_IS_DEAL_GRID_EDIT (self), FALSE);

  if (!bw_adjusted_from_deal_field (field, NULL) || !can_edit (self) ||
      bw_deal_list_get_deal_at (bw_deal_grid_get_list (self->grid), position) == G_MAXUINT32)
    return FALSE;
  self->field = field;
  self->position = position;
  bw_deal_grid_set_cursor (self->grid, field);
  g_clear_handle_id (&self->opening, g_source_remove);
  self->opening = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, open_cb, self, NULL);
  return TRUE;
}

/* Returns: (transfer full) (element-type BwDealField): the shown fields that can be edited, in the order of the columns. */
static GArray *
list_editable (BwDealGridEdit *self)
{
  GArray *fields = bw_deal_grid_list_fields (self->grid);

  for (guint i = fields->len; i > 0; i--)
    if (!bw_adjusted_from_deal_field (g_array_index (fields, BwDealField, i - 1), NULL))
      g_array_remove_index (fields, i - 1);
  return fields;
}

/* The field that is @by places from the present one; @rows (out) (nullable): by how many rows that goes beyond. NO_FIELD when
 * no column can be edited. */
static guint
find_field (BwDealGridEdit *self,
            int             by,
            int            *rows)
{
  g_autoptr (GArray) fields = list_editable (self);
  int at = -1, n = (int)fields->len;

  if (n == 0)
    return NO_FIELD;
  for (int i = 0; i < n; i++)
    if (g_array_index (fields, BwDealField, i) == self->field)
      at = i;
  at = at < 0 ? (by < 0 ? n - 1 : 0) : at + by;
  if (rows != NULL)
    *rows = at < 0 ? -1 : at >= n ? 1
                                  : 0;
  else
    at = CLAMP (at, 0, n - 1);
  return g_array_index (fields, BwDealField, (at + n) % n);
}

/* Gives the keyboard back to the rows. */
static void
focus_rows (BwDealGridEdit *self)
{
  gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (bw_deal_grid_get_view (self->grid))));
}

/* The editor wants the next cell. */
static void
move_cb (BwDealGridEdit *self,
         int             by)
{
  int   rows = 0;
  guint field = find_field (self, by, &rows), n = g_list_model_get_n_items (G_LIST_MODEL (bw_deal_grid_get_list (self->grid)));
  guint position = self->position;

  if (field == NO_FIELD || (rows < 0 && position == 0) || (rows > 0 && position + 1 >= n))
    return;
  position = (guint)((int)position + rows);
  if (rows != 0)
    bw_deal_grid_select (self->grid, position);
  bw_deal_grid_edit_cell (self, position, field);
}

/* The row that has the focus of a person: the selected one that is first. */
static guint
find_row (BwDealGridEdit *self)
{
  guint          n;
  const guint32 *deals = get_chosen (self, &n);
  int            position = n > 0 ? bw_deal_list_find (bw_deal_grid_get_list (self->grid), deals[0]) : -1;

  return position >= 0 ? (guint)position : GTK_INVALID_LIST_POSITION;
}

/* ---- The menu's actions ---- */

static void
open_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwDealGridEdit *self = data;
  guint           n;
  const guint32  *deals = get_chosen (self, &n);

  if (n > 0)
    g_signal_emit_by_name (self->grid, "deal-activated", deals[0]);
}

static void
copy_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwDealGridEdit *self = data;
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (self->grid);
  guint            n;
  const guint32   *deals = get_chosen (self, &n);
  guint            copied;
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  copied = bw_deal_export_copy (GTK_WIDGET (self->grid), bw_deal_grid_get_list (self->grid), deals, n, fields);
  text = g_strdup_printf (ngettext ("%'u deal was copied", "%'u deals were copied", copied), copied);
  bw_window_toast (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->grid))), text);
}

static void
edit_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  BwDealGridEdit *self = data;
  guint           position = find_row (self);

  for (BwAdjusted field = 0; field < BW_N_ADJUSTED; field++)
    if (g_str_equal (bw_adjusted_name (field), g_variant_get_string (parameter, NULL)) && position != GTK_INVALID_LIST_POSITION)
      bw_deal_grid_edit_cell (self, position, bw_adjusted_deal_field (field));
}

static void
reset_action_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  BwDealGridEdit *self = data;
  guint           n;
  const guint32  *deals = get_chosen (self, &n);

  bw_deal_editor_reset (self->editor, deals, n, -1);
}

static GtkWindow *
get_window (BwDealGridEdit *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->grid)));
}

static void
export_to_cb (GListModel *files,
              gpointer    data)
{
  BwDealGridEdit *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (GArray) fields = bw_deal_grid_list_fields (self->grid);
  guint          n;
  const guint32 *deals = get_chosen (self, &n);

  if (file != NULL && n > 0)
    bw_deal_export_save (get_window (self), file, bw_deal_grid_get_list (self->grid), deals, n, fields);
}

static void
export_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  static const char *const suffixes[] = { "csv", NULL };
  BwDealGridEdit          *self = data;

  bw_dialogs_save_file (get_window (self), _ ("Export the selected deals as CSV"), _ ("Deals.csv"), _ ("Tables (CSV)"), suffixes,
                        export_to_cb, self);
}

static void
export_adjustments_to_cb (GListModel *files,
                          gpointer    data)
{
  BwDealGridEdit *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *sheet = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return;
  sheet = bw_adjustment_sheet_new (bw_session_get_book (self->session));
  if (!g_file_replace_contents (file, sheet, strlen (sheet), NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    bw_dialogs_show_error (get_window (self), _ ("The adjustments were not exported"), error);
}

static void
export_adjustments_action_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       data)
{
  static const char *const suffixes[] = { "csv", NULL };
  BwDealGridEdit          *self = data;

  bw_dialogs_save_file (get_window (self), _ ("Export all adjustments for the CRM"), _ ("Adjustments.csv"), _ ("Tables (CSV)"),
                        suffixes, export_adjustments_to_cb, self);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_action_cb },
  { .name = "copy", .activate = copy_action_cb },
  { .name = "edit", .activate = edit_action_cb, .parameter_type = "s" },
  { .name = "reset", .activate = reset_action_cb },
  { .name = "export", .activate = export_action_cb },
  { .name = "export-adjustments", .activate = export_adjustments_action_cb },
};

static void
enable (BwDealGridEdit *self,
        const char     *name,
        gboolean        enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* What can be done depends on what is selected. */
static void
follow (BwDealGridEdit *self)
{
  const BwBook  *book = bw_session_get_book (self->session);
  guint          n, n_current;
  const guint32 *deals = get_chosen (self, &n);
  gboolean       adjusted = FALSE, writable = can_edit (self);

  bw_adjustment_current (book, &n_current);
  for (guint i = 0; i < MIN (n, MANY) && n_current > 0 && !adjusted; i++)
    adjusted = deals[i] < book->deals.n && bw_adjustment_is_any (book, deals[i]);
  enable (self, "open", n > 0);
  enable (self, "copy", n > 0);
  enable (self, "export", n > 0);
  enable (self, "edit", n > 0 && writable);
  enable (self, "reset", writable && (adjusted || (n > MANY && n_current > 0)));
  enable (self, "export-adjustments", n_current > 0);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();
  g_autoptr (GMenu) third = g_menu_new ();

  g_menu_append (first, _ ("_Open"), "deals.open");
  for (BwAdjusted field = 0; field < BW_N_ADJUSTED; field++)
    {
      /* Translators: a menu's item; a field of a deal, such as "Close date" */
      g_autofree char *label = g_strdup_printf (_ ("Edit %s…"), bw_adjusted_title (field));
      g_autofree char *action = g_strdup_printf ("deals.edit::%s", bw_adjusted_name (field));

      g_menu_append (second, label, action);
    }
  g_menu_append (second, _ ("_Reset to the CRM’s values"), "deals.reset");
  g_menu_append (third, _ ("_Copy"), "deals.copy");
  g_menu_append (third, _ ("E_xport as CSV…"), "deals.export");
  g_menu_append (third, _ ("Export all _adjustments…"), "deals.export-adjustments");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (third));
  return G_MENU_MODEL (menu);
}

static void
show_menu (BwDealGridEdit     *self,
           const GdkRectangle *at)
{
  follow (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* ---- Input ---- */

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            BwDealGridEdit  *self)
{
  guint       position;
  BwDealField field;

  if (!bw_deal_grid_cell_at (self->grid, x, y, &position, &field))
    return;
  self->field = bw_adjusted_from_deal_field (field, NULL) ? field : NO_FIELD;
  bw_deal_grid_set_cursor (self->grid, self->field);
  if (n_press == 2 && bw_deal_grid_edit_cell (self, position, field))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 BwDealGridEdit  *self)
{
  guint          position, n;
  BwDealField    field;
  const guint32 *deals;
  guint32        deal;

  if (!bw_deal_grid_cell_at (self->grid, x, y, &position, &field))
    return;
  deal = bw_deal_list_get_deal_at (bw_deal_grid_get_list (self->grid), position);
  if (deal == G_MAXUINT32)
    return;
  deals = get_chosen (self, &n);
  if (!is_among (deals, n, deal))
    bw_deal_selection_choose (bw_deal_grid_get_selection (self->grid), position);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &(GdkRectangle) { (int)x, (int)y, 1, 1 });
}

/* Goes to the cell to the left or right of the present one. */
static gboolean
step (BwDealGridEdit *self,
      int             by)
{
  guint field = find_field (self, by, NULL);

  if (field == NO_FIELD || find_row (self) == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  self->field = field;
  bw_deal_grid_set_cursor (self->grid, field);
  return GDK_EVENT_STOP;
}

static gboolean
edit_row (BwDealGridEdit *self)
{
  guint position = find_row (self);

  if (self->field == NO_FIELD)
    self->field = find_field (self, 0, NULL);
  if (position == GTK_INVALID_LIST_POSITION || self->field == NO_FIELD)
    return GDK_EVENT_PROPAGATE;
  return bw_deal_grid_edit_cell (self, position, self->field) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwDealGridEdit        *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  GdkRectangle    at;

  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    {
      if (find_row (self) == GTK_INVALID_LIST_POSITION)
        return GDK_EVENT_PROPAGATE;
      bw_deal_grid_find_cell (self->grid, find_row (self), self->field, &at);
      show_menu (self, &at);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_c && modifiers == GDK_CONTROL_MASK)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), "copy", NULL);
      return GDK_EVENT_STOP;
    }
  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_F2 || ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->field != NO_FIELD))
    return edit_row (self);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    return step (self, key == GDK_KEY_Left ? -1 : 1);
  return GDK_EVENT_PROPAGATE;
}

static void
add_click (BwDealGridEdit *self,
           guint           button,
           GCallback       pressed)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", pressed, self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (gesture));
}

/* ---- The object ---- */

static void
dispose (GObject *object)
{
  BwDealGridEdit *self = BW_DEAL_GRID_EDIT (object);

  g_clear_handle_id (&self->opening, g_source_remove);
  if (self->actions != NULL)
    gtk_widget_insert_action_group (GTK_WIDGET (self->grid), "deals", NULL);
  if (self->editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->editor));
  self->editor = NULL;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_deal_grid_edit_parent_class)->dispose (object);
}

static void
bw_deal_grid_edit_class_init (BwDealGridEditClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_deal_grid_edit_init (BwDealGridEdit *self)
{
  self->field = NO_FIELD;
}

/* Returns: (transfer full): what edits the deals of @grid, which has its list already, in @session. @grid holds it. */
BwDealGridEdit *
bw_deal_grid_edit_new (BwDealGrid *grid,
                       BwSession  *session)
{
  BwDealGridEdit     *self = g_object_new (BW_TYPE_DEAL_GRID_EDIT, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GMenuModel) menu = make_menu ();

  self->grid = grid;
  self->session = g_object_ref (session);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (grid), "deals", G_ACTION_GROUP (self->actions));
  self->editor = BW_DEAL_EDITOR (bw_deal_editor_new (session));
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (grid));
  g_signal_connect_object (self->editor, "move", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "closed", G_CALLBACK (focus_rows), self, G_CONNECT_SWAPPED);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (focus_rows), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (grid));
  add_click (self, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed_cb));
  add_click (self, GDK_BUTTON_SECONDARY, G_CALLBACK (menu_pressed_cb));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (bw_deal_grid_get_view (grid)), keys);
  g_signal_connect_object (bw_deal_grid_get_selection (grid), "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
  return self;
}
