/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what is written beside the CRM's value of one field, of one deal or many, at the cell that shows it.
 *
 *   +-----------------------------+
 *   | Close date of Acme renewal  |
 *   | [ 30 Nov 2026             ] |   or the categories, to choose one
 *   | “soon” is not a date. ...   |   only when it is none
 *   | < November 2026 >           |   of a date
 *   | CRM: 31 Oct 2026            |
 *   | [ Why, for the record     ] |
 *   | [Reset]              [Set]  |
 *   +-----------------------------+
 *
 * It stands over the cell and knows nothing of the grid: a rectangle and the deals are all that it is given. Enter takes the
 * value, Escape leaves it, Tab takes it and asks for the next cell; Down goes on to the other controls. The value of very many
 * deals is worked out on a worker, from the book as it was, and refused should that have changed meanwhile. */

#include "app/bw-deal-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-calendar-names.h"
#include "app/bw-dialogs.h"
#include "core/bw-adjustment-edit.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-deal-field.h"

enum
{
  MANY = 5000, /* deals whose edit is worked out on a worker */
  WIDTH_CHARS = 26,
};

struct _BwDealEditor
{
  GtkPopover parent_instance;

  BwSession *session; /* (owned) */
  GtkWidget *title;
  GtkWidget *entry;
  GtkWidget *calendar;
  GtkWidget *choices;
  GtkWidget *categories[BW_N_CATEGORIES];
  GtkWidget *crm;
  GtkWidget *note;
  GtkWidget *error;
  GtkWidget *reset;
  GtkWidget *set;

  guint32   *deals; /* (owned) (array length=n) */
  guint      n;
  BwAdjusted field;
  gboolean   filling;
};

enum
{
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDealEditor, bw_deal_editor, GTK_TYPE_POPOVER)

/* ---- Writing ---- */

/* An edit that is worked out. */
typedef struct
{
  GtkWidget      *root; /* (owned): the window */
  BwSession      *session;
  BwBook         *before;
  guint32        *deals;
  guint           n;
  int             field; /* -1: all */
  gboolean        reset;
  BwAdjustedInput input;
  char           *text; /* (owned): that of a next step */
  char           *note; /* (owned) */
  gint64          at;
  BwBook         *after; /* (owned) (nullable) */
  BwDelta        *delta; /* (owned) (nullable) */
} Edit;

static void
free_edit (gpointer data)
{
  Edit *edit = data;

  g_clear_object (&edit->root);
  g_object_unref (edit->session);
  bw_book_unref (edit->before);
  g_free (edit->deals);
  g_free (edit->text);
  g_free (edit->note);
  g_clear_pointer (&edit->after, bw_book_unref);
  g_clear_pointer (&edit->delta, bw_delta_free);
  g_free (edit);
}

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) root = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The change was not made"), error);
}

static void
work_out (Edit *edit)
{
  if (edit->reset)
    edit->after = bw_adjustment_edit_reset (edit->before, edit->deals, edit->n, edit->field, edit->at, &edit->delta);
  else
    {
      edit->input.next_step = edit->text;
      edit->after = bw_adjustment_edit_set (edit->before, edit->deals, edit->n, (BwAdjusted)edit->field, &edit->input, edit->note,
                                            edit->at, &edit->delta);
    }
}

static void
write_edit (Edit *edit)
{
  g_autofree char *label = bw_adjustment_dup_label (edit->before, edit->deals, edit->n, edit->field);

  if (bw_delta_is_empty (edit->delta, edit->after))
    return;
  bw_session_apply_async (edit->session, label, g_steal_pointer (&edit->after), g_steal_pointer (&edit->delta), NULL, applied_cb,
                          g_object_ref (edit->root));
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  work_out (data);
  g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (bw_session_get_book (edit->session) == edit->before)
    {
      write_edit (edit);
      return;
    }
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, _ ("The project changed while the deals were being edited. Do it once more."));
  bw_dialogs_show_error (GTK_WINDOW (edit->root), _ ("The change was not made"), error);
}

/* Carries @edit (transfer full) out, of many deals on a worker. */
static void
run_edit (Edit *edit)
{
  g_autoptr (GTask) task = NULL;

  if (edit->n <= MANY)
    {
      work_out (edit);
      write_edit (edit);
      free_edit (edit);
      return;
    }
  task = g_task_new (NULL, NULL, worked_cb, NULL);
  g_task_set_task_data (task, edit, free_edit);
  g_task_run_in_thread (task, work_cb);
}

static Edit *
edit_new (BwDealEditor  *self,
          const guint32 *deals,
          guint          n,
          int            field)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->root = GTK_WIDGET (g_object_ref (gtk_widget_get_root (GTK_WIDGET (self))));
  edit->session = g_object_ref (self->session);
  edit->before = bw_book_ref (bw_session_get_book (self->session));
  edit->deals = g_memdup2 (deals, n * sizeof *deals);
  edit->n = n;
  edit->field = field;
  edit->at = g_get_real_time () / G_USEC_PER_SEC;
  return edit;
}

/* Takes back what is written beside the CRM's value of @field (a BwAdjusted; -1: of all) of @deals (array length=n). */
void
bw_deal_editor_reset (BwDealEditor  *self,
                      const guint32 *deals,
                      guint          n,
                      int            field)
{
  Edit *edit;

  g_return_if_fail (BW_IS_DEAL_EDITOR (self));

  if (n == 0)
    return;
  edit = edit_new (self, deals, n, field);
  edit->reset = TRUE;
  run_edit (edit);
}

/* ---- What is typed ---- */

static BwDate
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);
  return bw_date_from_ymd (year, month, day);
}

static void
show_problem (BwDealEditor *self,
              const char   *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->error), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error, sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Returns: (transfer none) (nullable): what was typed or chosen; NULL when no category is. */
static const char *
get_text (BwDealEditor *self)
{
  if (self->field != BW_ADJUSTED_CATEGORY)
    return gtk_editable_get_text (GTK_EDITABLE (self->entry));
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->categories[i])))
      return gtk_check_button_get_label (GTK_CHECK_BUTTON (self->categories[i]));
  return NULL;
}

/* Writes what was typed. Returns: whether it could be taken; else a sentence says why not. */
gboolean
bw_deal_editor_take (BwDealEditor *self)
{
  BwBook     *book = bw_session_get_book (self->session);
  const char *text = get_text (self);
  g_autoptr (GError) error = NULL;
  BwAdjustedInput input;
  Edit           *edit;

  g_return_val_if_fail (BW_IS_DEAL_EDITOR (self), FALSE);

  if (book == NULL || self->n == 0)
    return TRUE;
  if (text == NULL)
    {
      show_problem (self, _ ("Choose a category first."));
      return FALSE;
    }
  if (!bw_adjusted_parse (book, self->field, text, today (), &input, &error))
    {
      show_problem (self, error->message);
      return FALSE;
    }
  edit = edit_new (self, self->deals, self->n, (int)self->field);
  edit->input = input;
  edit->text = g_strdup (input.next_step);
  edit->note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note)));
  gtk_popover_popdown (GTK_POPOVER (self));
  run_edit (edit);
  return TRUE;
}

static void
take_cb (BwDealEditor *self)
{
  bw_deal_editor_take (self);
}

static void
reset_cb (BwDealEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  bw_deal_editor_reset (self, self->deals, self->n, (int)self->field);
}

static void
typed_cb (BwDealEditor *self)
{
  show_problem (self, NULL);
}

static void
day_cb (BwDealEditor *self)
{
  g_autoptr (GDateTime) at = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  g_autofree char *text = NULL;
  int              year, month, day;

  if (self->filling)
    return;
  g_date_time_get_ymd (at, &year, &month, &day);
  text = bw_date_format_short (bw_date_from_ymd (year, month, day), BW_DATE_NONE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwDealEditor          *self)
{
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK);

  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      bw_deal_editor_take (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Down && self->field != BW_ADJUSTED_CATEGORY)
    {
      gtk_widget_grab_focus (gtk_widget_get_visible (self->calendar) ? self->calendar : self->note);
      return GDK_EVENT_STOP;
    }
  if (key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab)
    return GDK_EVENT_PROPAGATE;
  if (bw_deal_editor_take (self))
    g_signal_emit (self, signals[MOVE], 0, back ? -1 : 1);
  return GDK_EVENT_STOP;
}

/* ---- Opening ---- */

/* The value that all deals show; FALSE when they differ. */
static gboolean
find_common (BwDealEditor    *self,
             const BwBook    *book,
             BwAdjustedValue *value)
{
  for (guint i = 0; i < MIN (self->n, MANY); i++)
    {
      const BwAdjustment *row = bw_adjustment_find (book, self->deals[i], self->field);
      BwAdjustedValue     here = row != NULL ? row->value : bw_adjusted_crm (book, self->deals[i]);

      if (i == 0)
        *value = here;
      else if (!bw_adjusted_equal (book, self->field, value, &here))
        return FALSE;
    }
  return self->n > 0 && self->n <= MANY;
}

static void
fill_calendar (BwDealEditor *self,
               BwDate        day)
{
  g_autoptr (GDateTime) at = NULL;
  int year, month, mday;

  bw_date_to_ymd (day != BW_DATE_NONE ? day : today (), &year, &month, &mday);
  at = g_date_time_new_local (year, month, mday, 12, 0, 0);
  if (at != NULL)
    gtk_calendar_select_day (GTK_CALENDAR (self->calendar), at);
}

static void
fill_value (BwDealEditor *self,
            const BwBook *book)
{
  BwAdjustedValue  value;
  gboolean         common = find_common (self, book, &value);
  g_autofree char *text = common ? bw_adjusted_dup_text (book, self->field, &value) : g_strdup ("");

  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      gtk_check_button_set_label (GTK_CHECK_BUTTON (self->categories[i]), bw_deal_category_title (book, i));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->categories[i]), common && value.category == i);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->field != BW_ADJUSTED_CATEGORY ? text : "");
  fill_calendar (self, common ? value.close : BW_DATE_NONE);
}

/* What the CRM says, and how it stands to what is written beside it. */
static void
fill_crm (BwDealEditor *self,
          const BwBook *book)
{
  const BwAdjustment *row = self->n == 1 ? bw_adjustment_find (book, self->deals[0], self->field) : NULL;
  gboolean            any = row != NULL;

  for (guint i = 0; i < self->n && self->n <= MANY && !any; i++)
    any = bw_adjustment_find (book, self->deals[i], self->field) != NULL;
  gtk_widget_set_visible (self->reset, any || self->n > MANY);
  if (self->n == 1)
    {
      BwAdjustedValue  value = bw_adjusted_crm (book, self->deals[0]);
      g_autofree char *said = bw_adjusted_dup_text (book, self->field, &value);
      /* Translators: what the CRM says of a field of a deal, such as "CRM: 30 Nov 2026" */
      g_autofree char *text = g_strdup_printf (_ ("CRM: %s"), *said != '\0' ? said : "–");

      gtk_label_set_label (GTK_LABEL (self->crm), text);
    }
  else
    gtk_label_set_label (GTK_LABEL (self->crm), _ ("What the CRM says stays beside it."));
}

/* Opens over @at (in the parent's coordinates) to edit @field of @deals (array length=n). */
void
bw_deal_editor_open (BwDealEditor       *self,
                     const GdkRectangle *at,
                     const guint32      *deals,
                     guint               n,
                     BwAdjusted          field)
{
  BwBook          *book = bw_session_get_book (self->session);
  g_autofree char *title = NULL;
  guint32         *copy = g_memdup2 (deals, n * sizeof *deals);
  gboolean         is_category = field == BW_ADJUSTED_CATEGORY;

  g_return_if_fail (BW_IS_DEAL_EDITOR (self) && book != NULL && n > 0);

  g_free (self->deals);
  self->deals = copy;
  self->n = n;
  self->field = field;
  title = bw_adjustment_dup_label (book, self->deals, n, (int)field);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->entry, !is_category);
  gtk_widget_set_visible (self->choices, is_category);
  gtk_widget_set_visible (self->calendar, field == BW_ADJUSTED_CLOSE);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  self->filling = TRUE;
  fill_value (self, book);
  self->filling = FALSE;
  fill_crm (self, book);
  show_problem (self, NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
  if (!is_category)
    {
      gtk_widget_grab_focus (self->entry);
      gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
      return;
    }
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    if (i == 0 || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->categories[i])))
      gtk_widget_grab_focus (self->categories[i]);
}

/* ---- The widget ---- */

static void
finalize (GObject *object)
{
  BwDealEditor *self = BW_DEAL_EDITOR (object);

  g_clear_object (&self->session);
  g_free (self->deals);
  G_OBJECT_CLASS (bw_deal_editor_parent_class)->finalize (object);
}

static void
bw_deal_editor_class_init (BwDealEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[MOVE] =
    g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS + 8);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
listen (BwDealEditor *self,
        GtkWidget    *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, keys);
}

static void
add_choices (BwDealEditor *self,
             GtkWidget    *box)
{
  self->choices = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      self->categories[i] = gtk_check_button_new_with_label ("");
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->categories[i]), GTK_CHECK_BUTTON (self->categories[0]));
      g_signal_connect_swapped (self->categories[i], "toggled", G_CALLBACK (typed_cb), self);
      gtk_box_append (GTK_BOX (self->choices), self->categories[i]);
    }
  gtk_box_append (GTK_BOX (box), self->choices);
  listen (self, self->choices);
}

static void
add_buttons (BwDealEditor *self,
             GtkWidget    *box)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->reset = gtk_button_new_with_mnemonic (_ ("_Reset"));
  gtk_widget_set_tooltip_text (self->reset, _ ("Take back what is written beside the CRM’s value"));
  self->set = gtk_button_new_with_mnemonic (_ ("_Set"));
  gtk_widget_set_hexpand (self->set, TRUE);
  gtk_widget_set_halign (self->set, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->set, "suggested-action");
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
  g_signal_connect_swapped (self->set, "clicked", G_CALLBACK (take_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->reset);
  gtk_box_append (GTK_BOX (buttons), self->set);
  gtk_box_append (GTK_BOX (box), buttons);
}

static void
bw_deal_editor_init (BwDealEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = add_label (box, "heading");
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), WIDTH_CHARS);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  listen (self, self->entry);
  add_choices (self, box);
  self->error = add_label (box, "error");
  self->calendar = gtk_calendar_new ();
  bw_calendar_names_set (GTK_CALENDAR (self->calendar));
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_cb), self);
  gtk_box_append (GTK_BOX (box), self->calendar);
  self->crm = add_label (box, "dim-label");
  self->note = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("Why, for the record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why, for the record"), -1);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (take_cb), self);
  gtk_box_append (GTK_BOX (box), self->note);
  add_buttons (self, box);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "padded");
}

/* Returns: (transfer floating): an editor of the deals of @session, to be given a parent. */
GtkWidget *
bw_deal_editor_new (BwSession *session)
{
  BwDealEditor *self = g_object_new (BW_TYPE_DEAL_EDITOR, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
