/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a grid in which one can write.
 *
 * A grid realises some hundreds of rows, so a cell is only its text; the entry is made when somebody first writes in the cell.
 * A click, Enter or F2 begins with the text that stands there, a typed letter replaces it. Enter and leaving the cell keep what
 * was written, Escape does not. */

#include "app/bw-reject-cell.h"

#include <glib/gi18n.h>

struct _BwRejectCell
{
  GtkWidget       parent_instance;
  GtkInscription *inscription;
  GtkWidget      *entry; /* (nullable): a GtkText */
  char           *title; /* of the column */
  gboolean        writing;
};

enum
{
  EDITED,
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwRejectCell, bw_reject_cell, GTK_TYPE_WIDGET)

static void
activated_cb (BwRejectCell *self)
{
  bw_reject_cell_end (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
left_cb (BwRejectCell *self)
{
  bw_reject_cell_end (self, TRUE);
}

static gboolean
escape_cb (BwRejectCell   *self,
           guint           keyval,
           guint           keycode,
           GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  bw_reject_cell_end (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
make_entry (BwRejectCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new (), *keys = gtk_event_controller_key_new ();

  self->entry = gtk_text_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (escape_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_add_controller (self->entry, keys);
}

/* Begins to write, with @text in place of what stands there. */
static void
begin_with (BwRejectCell *self,
            const char   *text,
            gboolean      select)
{
  if (self->entry == NULL)
    make_entry (self);
  self->writing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->inscription), FALSE);
  gtk_widget_set_visible (self->entry, TRUE);
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->entry));
  if (select)
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  else
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
clicked_cb (BwRejectCell *self,
            int           n,
            double        x,
            double        y,
            GtkGesture   *gesture)
{
  if (self->writing)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  bw_reject_cell_begin (self);
}

static gboolean
move (BwRejectCell *self,
      guint         keyval)
{
  static const struct
  {
    guint key;
    int   columns, rows;
  } moves[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == keyval)
      {
        g_signal_emit (self, signals[MOVE], 0, moves[i].columns, moves[i].rows);
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_cb (BwRejectCell   *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char     text[7] = { 0 };

  if (self->writing || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_F2)
    bw_reject_cell_begin (self);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace)
    begin_with (self, "", FALSE);
  else if (g_unichar_isprint (letter))
    {
      g_unichar_to_utf8 (letter, text);
      begin_with (self, text, FALSE);
    }
  else if (!move (self, keyval))
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
dispose (GObject *object)
{
  BwRejectCell *self = BW_REJECT_CELL (object);
  GtkWidget    *child;

  self->writing = FALSE;
  self->entry = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (bw_reject_cell_parent_class)->dispose (object);
}

static void
bw_reject_cell_class_init (BwRejectCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rejectcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TEXT_BOX);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_INT, G_TYPE_INT);
}

static void
bw_reject_cell_init (BwRejectCell *self)
{
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->inscription = GTK_INSCRIPTION (gtk_inscription_new (""));
  gtk_inscription_set_text_overflow (self->inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (self->inscription, 1);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (clicked_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Returns: (transfer floating): an empty cell. */
GtkWidget *
bw_reject_cell_new (void)
{
  return g_object_new (BW_TYPE_REJECT_CELL, NULL);
}

/* Shows @text of the column @title; with @fault (nullable) as refused for that reason; @edited: not as it stands in the file. */
void
bw_reject_cell_show (BwRejectCell *self,
                     const char   *title,
                     const char   *text,
                     const char   *fault,
                     gboolean      edited)
{
  gboolean         bad = fault != NULL && !edited;
  g_autofree char *state = NULL;

  bw_reject_cell_end (self, FALSE);
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_inscription_set_text (self->inscription, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), bad ? fault : *text != '\0' ? text
                                                                              : NULL);
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bad");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bad");
  if (edited)
    gtk_widget_add_css_class (GTK_WIDGET (self), "edited");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "edited");
  /* Translators: a column's name and what stands in a cell of it */
  state = g_strdup_printf (_ ("%s: %s"), title, *text != '\0' ? text : C_ ("cell", "empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, state, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  bad ? fault : edited ? _ ("changed, not read again yet")
                                                       : "",
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* (transfer none): what the cell shows. */
const char *
bw_reject_cell_get_text (BwRejectCell *self)
{
  return gtk_inscription_get_text (self->inscription);
}

/* Begins to write, with all that stands there selected. */
void
bw_reject_cell_begin (BwRejectCell *self)
{
  begin_with (self, bw_reject_cell_get_text (self), TRUE);
}

/* Stops writing; what was written is told of if @keep. */
void
bw_reject_cell_end (BwRejectCell *self,
                    gboolean      keep)
{
  g_autofree char *text = NULL;

  if (!self->writing)
    return;
  self->writing = FALSE;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_widget_set_visible (self->entry, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->inscription), TRUE);
  if (keep && !g_str_equal (text, bw_reject_cell_get_text (self)))
    g_signal_emit (self, signals[EDITED], 0, text);
}
