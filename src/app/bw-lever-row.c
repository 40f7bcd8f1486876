/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lever of a scenario.
 *
 *   Win rate  everywhere v                      +10 %  [reset]
 *   -----------------|---o---------------------------
 *
 * Times so much: a slider in percent, what it is about, its value in words. Hiring, leaving, added pipeline and single deals
 * have fields instead. What the lever lacks is said below it, in the words of core. A standing row, one for each of the
 * usual levers, is there whether it is moved or not, and is reset; others are taken away. */

#include "app/bw-lever-row.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-day-button.h"
#include "app/bw-lever-subject.h"
#include "app/bw-scenario-wording.h"
#include "core/bw-money.h"

enum
{
  LOWEST = -50, /* percent, of the sliders */
  HIGHEST = 100,
  MOST_PEOPLE = 50,
};

struct _BwLeverRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *header;
  GtkWidget *fields;
  GtkLabel  *title;
  GtkLabel  *value;
  GtkButton *remove;
  GtkLabel  *note;
  GtkLabel  *problem;
  GtkWidget *subject; /* these (nullable), by kind */
  GtkScale  *scale;
  GtkWidget *count;
  GtkWidget *day;
  GtkWidget *person;
  GtkWidget *other;
  GtkWidget *outcome;
  GtkWidget *amount;

  BwBook  *book; /* (owned) */
  BwLever  lever;
  BwLever  neutral;
  BwDate   as_of;
  gboolean standing;
  gboolean filling;
  gboolean bad; /* core has something against it */
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLeverRow, bw_lever_row, GTK_TYPE_LIST_BOX_ROW)

/* What can become of a deal. */
static const struct
{
  BwLeverKind kind;
  const char *title;
} outcomes[] = {
  { BW_LEVER_DEAL_WON, N_ ("is won on") },
  { BW_LEVER_DEAL_LOST, N_ ("is lost") },
  { BW_LEVER_DEAL_MOVED, N_ ("is decided on") },
  { BW_LEVER_DEAL_RESIZED, N_ ("is worth") },
};

static gboolean
is_of_deal (BwLeverKind kind)
{
  return kind == BW_LEVER_DEAL_WON || kind == BW_LEVER_DEAL_LOST || kind == BW_LEVER_DEAL_MOVED || kind == BW_LEVER_DEAL_RESIZED;
}

static gboolean
is_slider (BwLeverKind kind)
{
  return kind == BW_LEVER_WIN_RATE || kind == BW_LEVER_DEAL_SIZE || kind == BW_LEVER_CYCLE || kind == BW_LEVER_NEW_PIPELINE ||
         kind == BW_LEVER_QUOTA;
}

/* The name of @deal; (transfer none). */
static const char *
get_deal_name (const BwBook *book,
               gint32        deal)
{
  const BwDeals *deals = &book->deals;
  const char    *name;

  if (deal < 0 || (guint)deal >= deals->n)
    return _ ("A deal that is gone");
  name = bw_book_text (book, deals->name[deal]);
  if (*name == '\0' && deals->account[deal] != BW_NOBODY)
    name = bw_book_text (book, bw_book_account (book, deals->account[deal])->name);
  return *name != '\0' ? name : bw_book_text (book, deals->ref[deal]);
}

static const char *
get_title (BwLeverRow *self)
{
  return is_of_deal (self->lever.kind) ? get_deal_name (self->book, self->lever.deal) : bw_scenario_wording_kind (self->lever.kind);
}

/* What the slider says, in words: "+10 %", "10 % faster". */
static char *
dup_value (BwLeverRow *self)
{
  double percent = round ((self->lever.factor - 1) * 100);

  if (self->lever.kind == BW_LEVER_QUOTA && self->lever.amount != BW_MONEY_NONE)
    return bw_money_format_compact (self->lever.amount, self->book->currency);
  if (!is_slider (self->lever.kind))
    return g_strdup ("");
  if (percent == 0 || !isfinite (percent))
    return g_strdup (_ ("as now"));
  if (self->lever.kind == BW_LEVER_CYCLE)
    /* Translators: how much longer or shorter deals take */
    return g_strdup_printf (percent > 0 ? _ ("%.0f\u00a0%% longer") : _ ("%.0f\u00a0%% shorter"), fabs (percent));
  /* Translators: a change with its sign, first up, then down */
  return g_strdup_printf (percent > 0 ? _ ("+%.0f\u00a0%%") : _ ("−%.0f\u00a0%%"), fabs (percent));
}

/* Says what the lever is and what is wrong with it. */
static void
show (BwLeverRow *self)
{
  g_autofree char *value = dup_value (self);
  g_autofree char *problem = bw_lever_dup_problem (self->book, &self->lever, self->as_of);
  gboolean         neutral = self->standing && bw_lever_is_neutral (&self->lever);
  const char      *title = get_title (self);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, value);
  g_autofree char *action = g_strdup_printf (self->standing ? _ ("Put %s back to what it is") : _ ("Remove %s"), title);

  self->bad = problem != NULL;
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (neutral)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "dim-label");
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove), !neutral);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, action, -1);
  if (self->scale != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
  if (self->day != NULL)
    gtk_widget_set_visible (self->day, self->lever.kind != BW_LEVER_DEAL_LOST && self->lever.kind != BW_LEVER_DEAL_RESIZED);
  if (self->amount != NULL && is_of_deal (self->lever.kind))
    gtk_widget_set_visible (self->amount, self->lever.kind == BW_LEVER_DEAL_RESIZED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
tell (BwLeverRow *self)
{
  if (self->filling)
    return;
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- What a person does ---- */

static void
scale_cb (BwLeverRow *self)
{
  if (self->filling)
    return;
  self->lever.factor = 1 + round (gtk_range_get_value (GTK_RANGE (self->scale))) / 100;
  self->lever.amount = BW_MONEY_NONE;
  tell (self);
}

static void
subject_cb (BwLeverRow *self)
{
  bw_lever_subject_read (BW_LEVER_SUBJECT (self->subject), &self->lever);
  tell (self);
}

static void
count_cb (BwLeverRow *self)
{
  self->lever.factor = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->count));
  tell (self);
}

static void
day_cb (BwLeverRow *self)
{
  self->lever.date = bw_day_button_get_day (BW_DAY_BUTTON (self->day));
  tell (self);
}

static void
person_cb (BwLeverRow *self)
{
  self->lever.person = bw_lever_people_get (self->person);
  tell (self);
}

static void
other_cb (BwLeverRow *self)
{
  self->lever.other = bw_lever_people_get (self->other);
  tell (self);
}

/* How much of the chances stays when somebody leaves. */
static void
keep_cb (BwLeverRow *self)
{
  self->lever.factor = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->count)) / 100;
  tell (self);
}

static void
outcome_cb (BwLeverRow *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->outcome));

  if (chosen >= G_N_ELEMENTS (outcomes) || self->filling)
    return;
  self->lever.kind = outcomes[chosen].kind;
  if (self->lever.date == BW_DATE_NONE)
    self->lever.date = bw_day_button_get_day (BW_DAY_BUTTON (self->day));
  tell (self);
}

static void
amount_cb (BwLeverRow *self)
{
  gint64 amount = bw_money_parse_typed (gtk_editable_get_text (GTK_EDITABLE (self->amount)), self->book->currency);

  if (self->filling)
    return;
  if (amount == BW_MONEY_NONE)
    gtk_widget_add_css_class (self->amount, "error");
  else
    gtk_widget_remove_css_class (self->amount, "error");
  self->lever.amount = amount;
  tell (self);
}

static void
remove_cb (BwLeverRow *self)
{
  if (self->standing)
    {
      bw_lever_row_reset (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else
    g_signal_emit (self, signals[REMOVED], 0);
}

/* ---- Its parts ---- */

/* Lets the wheel scroll the page and not what it happens to pass over. */
static void
ignore_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
add_scale (BwLeverRow *self)
{
  double         percent = isfinite (self->lever.factor) ? (self->lever.factor - 1) * 100 : 0;
  GtkAdjustment *adjustment = gtk_adjustment_new (percent, fmin (LOWEST, floor (percent)), fmax (HIGHEST, ceil (percent)), 1, 10, 0);

  self->scale = GTK_SCALE (gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment));
  gtk_scale_add_mark (self->scale, 0, GTK_POS_BOTTOM, NULL);
  gtk_scale_set_digits (self->scale, 0);
  gtk_scale_set_has_origin (self->scale, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scale), TRUE);
  ignore_wheel (GTK_WIDGET (self->scale));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scale_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->fields), GTK_WIDGET (self->scale));
}

static void
add_subject (BwLeverRow *self)
{
  self->subject = bw_lever_subject_new (self->book, &self->lever);
  gtk_box_insert_child_after (GTK_BOX (self->header), self->subject, GTK_WIDGET (self->title));
  g_signal_connect_object (self->subject, "changed", G_CALLBACK (subject_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
add_line (BwLeverRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (self->fields), line);
  return line;
}

static void
add_word (GtkWidget  *line,
          const char *word)
{
  gtk_box_append (GTK_BOX (line), gtk_label_new (word));
}

static void
add_day (BwLeverRow *self,
         GtkWidget  *line,
         const char *title)
{
  self->day = g_object_new (BW_TYPE_DAY_BUTTON, "title", title, NULL);
  bw_day_button_set_day (BW_DAY_BUTTON (self->day), self->lever.date != BW_DATE_NONE ? self->lever.date : self->as_of);
  g_signal_connect_object (self->day, "day-chosen", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->day);
}

static void
add_count (BwLeverRow *self,
           GtkWidget  *line,
           const char *title,
           double      low,
           double      high,
           double      step,
           double      value,
           GCallback   changed)
{
  self->count = gtk_spin_button_new_with_range (low, fmax (high, value), step);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->count), value);
  ignore_wheel (self->count);
  gtk_widget_set_tooltip_text (self->count, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (self->count, "value-changed", changed, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->count);
}

static void
add_amount (BwLeverRow *self,
            GtkWidget  *line,
            const char *title)
{
  g_autofree char *text = self->lever.amount != BW_MONEY_NONE ? bw_money_format_typed (self->lever.amount, self->book->currency)
                                                              : g_strdup ("");

  self->amount = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->amount), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->amount), 9);
  gtk_widget_set_hexpand (self->amount, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->amount), title);
  gtk_widget_set_tooltip_text (self->amount, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (self->amount, "changed", G_CALLBACK (amount_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->amount);
}

static GtkWidget *
add_people (BwLeverRow *self,
            GtkWidget  *line,
            const char *none,
            const char *title,
            gint32      selected,
            GCallback   changed)
{
  GtkWidget *list = bw_lever_people_new (self->book, none, title, selected);

  gtk_widget_set_hexpand (list, TRUE);
  g_signal_connect_object (list, "notify::selected", changed, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), list);
  return list;
}

static void
add_hire (BwLeverRow *self)
{
  GtkWidget *line = add_line (self);

  add_count (self, line, _ ("How many people"), 1, MOST_PEOPLE, 1, self->lever.factor, G_CALLBACK (count_cb));
  add_word (line, _ ("begin on"));
  add_day (self, line, _ ("The day they begin"));
  line = add_line (self);
  self->person = add_people (self, line, _ ("In no team of their own"), _ ("Whose team they are in"), self->lever.person,
                             G_CALLBACK (person_cb));
}

static void
add_leave (BwLeverRow *self)
{
  GtkWidget *line = add_line (self);

  self->person = add_people (self, line, _ ("Choose who…"), _ ("Who leaves"), self->lever.person, G_CALLBACK (person_cb));
  add_word (line, _ ("on"));
  add_day (self, line, _ ("The day of leaving"));
  line = add_line (self);
  self->other = add_people (self, line, _ ("Nobody takes over"), _ ("Who takes the deals over"), self->lever.other,
                            G_CALLBACK (other_cb));
  line = add_line (self);
  add_word (line, _ ("The deals keep"));
  add_count (self, line, _ ("Percent of their chances that the deals keep"), 0, 100, 10,
             isfinite (self->lever.factor) ? self->lever.factor * 100 : 0, G_CALLBACK (keep_cb));
  /* xgettext:no-c-format */
  add_word (line, _ ("% of their chances"));
}

static void
add_added (BwLeverRow *self)
{
  GtkWidget *line = add_line (self);

  add_amount (self, line, _ ("Amount, such as 500K"));
  add_word (line, _ ("on"));
  add_day (self, line, _ ("The day it comes in"));
  line = add_line (self);
  self->person = add_people (self, line, _ ("Nobody's in particular"), _ ("Whose it is"), self->lever.person, G_CALLBACK (person_cb));
}

static void
add_deal (BwLeverRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *line = add_line (self);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_string_list_append (names, _ (outcomes[i].title));
  self->outcome = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (outcomes[i].kind == self->lever.kind)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->outcome), i);
  gtk_widget_set_tooltip_text (self->outcome, _ ("What becomes of the deal"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->outcome), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What becomes of the deal"), -1);
  g_signal_connect_object (self->outcome, "notify::selected", G_CALLBACK (outcome_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->outcome);
  add_day (self, line, _ ("The day it happens"));
  add_amount (self, line, _ ("Amount, such as 500K"));
}

static void
add_fields (BwLeverRow *self)
{
  self->filling = TRUE;
  if (is_slider (self->lever.kind))
    {
      add_subject (self);
      add_scale (self);
    }
  else if (self->lever.kind == BW_LEVER_HIRE)
    add_hire (self);
  else if (self->lever.kind == BW_LEVER_LEAVE)
    add_leave (self);
  else if (self->lever.kind == BW_LEVER_ADDED_PIPELINE)
    add_added (self);
  else if (is_of_deal (self->lever.kind))
    add_deal (self);
  self->filling = FALSE;
}

static GtkLabel *
new_label (double      align,
           const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, (float)align);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  return label;
}

static void
dispose (GObject *object)
{
  BwLeverRow *self = BW_LEVER_ROW (object);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  g_clear_pointer (&self->book, bw_book_unref);
  G_OBJECT_CLASS (bw_lever_row_parent_class)->dispose (object);
}

static void
bw_lever_row_class_init (BwLeverRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] =
    g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_lever_row_init (BwLeverRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = new_label (0, NULL);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  self->value = new_label (1, "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  self->note = new_label (0, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  self->problem = new_label (0, "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->remove = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_has_frame (self->remove, FALSE);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->header), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (self->header), GTK_WIDGET (self->remove));
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), self->fields);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_widget_add_css_class (GTK_WIDGET (self), "lever-row");
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/* Returns: a row for @lever, which names rows of @book; @as_of is the present day. A @standing one is reset rather than
 * taken away. */
GtkWidget *
bw_lever_row_new (BwBook        *book,
                  const BwLever *lever,
                  BwDate         as_of,
                  gboolean       standing)
{
  BwLeverRow *self = g_object_new (BW_TYPE_LEVER_ROW, NULL);

  self->book = bw_book_ref (book);
  self->lever = *lever;
  self->neutral = bw_lever_init (lever->kind);
  self->as_of = as_of;
  self->standing = standing;
  gtk_button_set_icon_name (self->remove, standing ? "edit-undo-symbolic" : "list-remove-symbolic");
  add_fields (self);
  show (self);
  return GTK_WIDGET (self);
}

/* Returns: (transfer none): the lever as it is set; see bw_lever_row_has_problem(). */
const BwLever *
bw_lever_row_get_lever (BwLeverRow *self)
{
  return &self->lever;
}

gboolean
bw_lever_row_is_standing (BwLeverRow *self)
{
  return self->standing;
}

/* Whether it cannot be played as it is. */
gboolean
bw_lever_row_has_problem (BwLeverRow *self)
{
  return self->bad;
}

/* Says @note (nullable) below. */
void
bw_lever_row_set_note (BwLeverRow *self,
                       const char *note)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && *note != '\0');
}

/* Puts a standing lever back to what it is now, about everything, without telling. */
void
bw_lever_row_reset (BwLeverRow *self)
{
  self->lever = self->neutral;
  self->filling = TRUE;
  if (self->scale != NULL)
    gtk_range_set_value (GTK_RANGE (self->scale), 0);
  if (self->subject != NULL)
    {
      gtk_box_remove (GTK_BOX (self->header), self->subject);
      add_subject (self);
    }
  self->filling = FALSE;
  show (self);
}
