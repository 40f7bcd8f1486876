/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows in which the set-up's people, stages, fields and rates are typed, and its measures chosen. */

#include "app/bw-setup-rows.h"

#include <glib/gi18n.h>

#include "core/bw-date-typed.h"

enum
{
  NAME_CHARS = 12, /* of a name can always be read */
};

/* Puts @child into @box with a name for screen readers. */
static void
add_named (GtkWidget  *box,
           GtkWidget  *child,
           const char *name)
{
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), child);
}

static GtkWidget *
make_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  return box;
}

static GtkWidget *
make_icon_button (const char *icon,
                  const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  return button;
}

static void
remove_row_cb (GtkButton *button,
               GtkWidget *row)
{
  gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (row)), row);
}

static void
move_up_cb (GtkButton     *button,
            GtkListBoxRow *row)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row)));
  int         index = gtk_list_box_row_get_index (row);

  if (index == 0)
    return;
  g_object_ref (row);
  gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_list_box_insert (list, GTK_WIDGET (row), index - 1);
  g_object_unref (row);
}

/* ---- A person ---- */

struct _BwPersonRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *name;
  GtkWidget *manager;
  GtkWidget *role;
  gint64     key;   /* of the project's row, 0 for a new one */
  gint64     quota; /* which is shown elsewhere */
};

G_DEFINE_FINAL_TYPE (BwPersonRow, bw_person_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
focus_person (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BW_PERSON_ROW (widget)->name);
}

static void
bw_person_row_class_init (BwPersonRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = focus_person;
}

static void
bw_person_row_init (BwPersonRow *self)
{
  const char *const roles[] = { _ ("Rep"), _ ("Manager"), _ ("Executive"), _ ("Operations"), _ ("Viewer"), NULL };
  GtkWidget        *box = make_box ();
  GtkWidget        *remove = make_icon_button ("list-remove-symbolic", _ ("Take this person out"));

  self->name = gtk_entry_new ();
  self->manager = gtk_entry_new ();
  self->role = gtk_drop_down_new_from_strings (roles);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), NAME_CHARS);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->manager), NAME_CHARS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Name"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->manager), _ ("Reports to"));
  add_named (box, self->name, _ ("Name"));
  add_named (box, self->manager, _ ("Reports to"));
  add_named (box, self->role, _ ("Role"));
  add_named (box, remove, _ ("Take this person out"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_row_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* Returns: (transfer floating): a row for @person. */
GtkWidget *
bw_person_row_new (const BwSetupPerson *person)
{
  BwPersonRow *self = g_object_new (BW_TYPE_PERSON_ROW, NULL);

  self->key = person->key;
  self->quota = person->quota;
  gtk_editable_set_text (GTK_EDITABLE (self->name), person->name);
  gtk_editable_set_text (GTK_EDITABLE (self->manager), person->manager != NULL ? person->manager : "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->role), person->role);
  return GTK_WIDGET (self);
}

/* Makes the role as wide as those of all rows that are given the same @roles. */
void
bw_person_row_align (BwPersonRow  *self,
                     GtkSizeGroup *roles)
{
  gtk_size_group_add_widget (roles, self->role);
}

/* Adds what was typed to @setup; a row without a name counts for nothing. */
void
bw_person_row_read (BwPersonRow *self,
                    BwSetup     *setup)
{
  const char      *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  BwSetupPerson *person;

  if (*stripped == '\0')
    return;
  person = bw_setup_add_person (setup, stripped, gtk_editable_get_text (GTK_EDITABLE (self->manager)),
                                gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role)));
  person->key = self->key;
  person->quota = self->quota;
}

/* ---- A stage ---- */

struct _BwStageRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *name;
  GtkWidget *kind;
  GtkWidget *category;
  GtkWidget *probability;
  GtkWidget *up;
  GtkWidget *remove;
  gint64     key;
};

G_DEFINE_FINAL_TYPE (BwStageRow, bw_stage_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
focus_stage (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BW_STAGE_ROW (widget)->name);
}


static void
bw_stage_row_class_init (BwStageRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = focus_stage;
}

static void
bw_stage_row_init (BwStageRow *self)
{
  const char *const kinds[] = { _ ("Open"), _ ("Won"), _ ("Lost"), NULL };
  const char *const categories[] = { _ ("Pipeline"), _ ("Best case"), _ ("Commit"), _ ("Closed"), _ ("Omitted"), NULL };
  GtkWidget        *box = make_box ();
  GtkWidget        *percent = gtk_label_new ("%");

  self->name = gtk_entry_new ();
  self->kind = gtk_drop_down_new_from_strings (kinds);
  self->category = gtk_drop_down_new_from_strings (categories);
  self->probability = gtk_spin_button_new_with_range (0, 100, 5);
  self->up = make_icon_button ("go-up-symbolic", _ ("Move this stage up"));
  self->remove = make_icon_button ("list-remove-symbolic", _ ("Take this stage out"));
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), NAME_CHARS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Name of the stage"));
  add_named (box, self->name, _ ("Name of the stage"));
  add_named (box, self->kind, _ ("Kind"));
  add_named (box, self->category, _ ("Forecast category"));
  add_named (box, self->probability, _ ("Probability in percent"));
  gtk_box_append (GTK_BOX (box), percent);
  add_named (box, self->up, _ ("Move this stage up"));
  add_named (box, self->remove, _ ("Take this stage out"));
  g_signal_connect (self->up, "clicked", G_CALLBACK (move_up_cb), self);
  g_signal_connect (self->remove, "clicked", G_CALLBACK (remove_row_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* Returns: (transfer floating): a row for @stage. One that the project has stays in it: deals may have been in it. */
GtkWidget *
bw_stage_row_new (const BwSetupStage *stage)
{
  BwStageRow *self = g_object_new (BW_TYPE_STAGE_ROW, NULL);

  self->key = stage->key;
  if (stage->key != 0)
    {
      gtk_widget_set_sensitive (self->remove, FALSE);
      gtk_widget_set_tooltip_text (self->remove, _ ("Deals may have been in this stage, so that it stays"));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name), stage->name);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), stage->kind);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->category), stage->category);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->probability), stage->probability / 10.0);
  return GTK_WIDGET (self);
}

/* Makes kind and category as wide as those of all rows that are given the same @kinds and @categories. */
void
bw_stage_row_align (BwStageRow   *self,
                    GtkSizeGroup *kinds,
                    GtkSizeGroup *categories)
{
  gtk_size_group_add_widget (kinds, self->kind);
  gtk_size_group_add_widget (categories, self->category);
}

/* Says whether the stage is the first, which cannot be moved up. */
void
bw_stage_row_set_first (BwStageRow *self,
                        gboolean    first)
{
  gtk_widget_set_sensitive (self->up, !first);
}

/* Adds what was typed to @setup. */
void
bw_stage_row_read (BwStageRow *self,
                   BwSetup    *setup)
{
  bw_setup_add_stage (setup, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                      gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)),
                      gtk_drop_down_get_selected (GTK_DROP_DOWN (self->category)),
                      (gint16)(gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->probability)) * 10))
    ->key = self->key;
}

/* ---- A field ---- */

struct _BwFieldRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *name;
  GtkWidget *type;
  GtkWidget *remove;
  gint64     key;
};

G_DEFINE_FINAL_TYPE (BwFieldRow, bw_field_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
focus_field (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BW_FIELD_ROW (widget)->name);
}

static void
bw_field_row_class_init (BwFieldRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = focus_field;
}

static void
bw_field_row_init (BwFieldRow *self)
{
  const char *const types[] = { _ ("Text"), _ ("Number"), _ ("Date"), _ ("Yes or no"), NULL };
  GtkWidget        *box = make_box ();

  self->name = gtk_entry_new ();
  self->type = gtk_drop_down_new_from_strings (types);
  self->remove = make_icon_button ("list-remove-symbolic", _ ("Take this field out"));
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Name of the field, as in the exports"));
  add_named (box, self->name, _ ("Name of the field"));
  add_named (box, self->type, _ ("Type of the field"));
  add_named (box, self->remove, _ ("Take this field out"));
  g_signal_connect (self->remove, "clicked", G_CALLBACK (remove_row_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* Returns: (transfer floating): a row for @field. One that the project has keeps its type, and its values. */
GtkWidget *
bw_field_row_new (const BwSetupField *field)
{
  BwFieldRow *self = g_object_new (BW_TYPE_FIELD_ROW, NULL);

  self->key = field->key;
  gtk_widget_set_sensitive (self->type, field->key == 0);
  gtk_widget_set_visible (self->remove, field->key == 0);
  gtk_editable_set_text (GTK_EDITABLE (self->name), field->name);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->type), field->type);
  return GTK_WIDGET (self);
}

/* Adds what was typed to @setup. */
void
bw_field_row_read (BwFieldRow *self,
                   BwSetup    *setup)
{
  bw_setup_add_field (setup, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                      (BwFieldType)gtk_drop_down_get_selected (GTK_DROP_DOWN (self->type)))
    ->key = self->key;
}

/* ---- A rate ---- */

struct _BwRateRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *code;
  GtkWidget *price;
  GtkWidget *currency;
  GtkWidget *from;
};

G_DEFINE_FINAL_TYPE (BwRateRow, bw_rate_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
focus_rate (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BW_RATE_ROW (widget)->code);
}

static void
bw_rate_row_class_init (BwRateRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = focus_rate;
}

static GtkWidget *
make_short_entry (int         n_chars,
                  const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), n_chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), n_chars);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  return entry;
}

static void
bw_rate_row_init (BwRateRow *self)
{
  GtkWidget *box = make_box ();
  GtkWidget *remove = make_icon_button ("list-remove-symbolic", _ ("Take this rate out"));

  self->code = make_short_entry (5, "EUR");
  self->price = make_short_entry (9, "1.08");
  self->currency = gtk_label_new (NULL);
  self->from = make_short_entry (NAME_CHARS, _ ("the beginning"));
  gtk_widget_set_hexpand (self->from, TRUE);
  gtk_editable_set_alignment (GTK_EDITABLE (self->price), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->price), GTK_INPUT_PURPOSE_NUMBER);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("1"));
  add_named (box, self->code, _ ("Currency"));
  gtk_box_append (GTK_BOX (box), gtk_label_new ("="));
  add_named (box, self->price, _ ("What one is worth"));
  gtk_box_append (GTK_BOX (box), self->currency);
  /* Translators: before a day: a rate that counts from then on. */
  gtk_box_append (GTK_BOX (box), gtk_label_new (C_ ("rate", "from")));
  add_named (box, self->from, _ ("The day from which the rate counts; empty: from the beginning"));
  gtk_widget_set_tooltip_text (self->from, _ ("The day from which the rate counts; empty: from the beginning"));
  add_named (box, remove, _ ("Take this rate out"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_row_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* Returns: (transfer floating): a row for @rate in a project whose amounts are in @currency. */
GtkWidget *
bw_rate_row_new (const BwSetupRate *rate,
                 const char        *currency)
{
  BwRateRow *self = g_object_new (BW_TYPE_RATE_ROW, NULL);
  BwDate     from;

  gtk_label_set_label (GTK_LABEL (self->currency), currency);
  gtk_editable_set_text (GTK_EDITABLE (self->code), rate->code);
  gtk_editable_set_text (GTK_EDITABLE (self->price), rate->rate);
  if (bw_date_parse_iso (rate->from, &from))
    {
      g_autofree char *day = bw_date_format (from, "%x");
      BwDate           back;

      gtk_editable_set_text (GTK_EDITABLE (self->from), bw_date_parse_typed (day, from, &back) && back == from ? day : rate->from);
    }
  return GTK_WIDGET (self);
}

/* Adds what was typed to @setup; a row without a currency and a price counts for nothing. */
void
bw_rate_row_read (BwRateRow *self,
                  BwSetup   *setup)
{
  const char      *code = gtk_editable_get_text (GTK_EDITABLE (self->code)), *price = gtk_editable_get_text (GTK_EDITABLE (self->price));
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->from))));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  BwDate today = bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
  BwDate from;

  if (*code == '\0' && *price == '\0')
    return;
  if (*typed != '\0' && bw_date_parse_typed (typed, today, &from) && from != BW_DATE_NONE)
    {
      g_free (typed);
      typed = bw_date_to_iso (from);
    }
  bw_setup_add_rate (setup, code, typed, price);
}

/* ---- A measure ---- */

struct _BwMeasureRow
{
  GtkListBoxRow parent_instance;

  GtkWidget   *matters;
  GtkWidget   *up;
  BwKeyMeasure measure;
};

G_DEFINE_FINAL_TYPE (BwMeasureRow, bw_measure_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
focus_measure (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BW_MEASURE_ROW (widget)->matters);
}

static void
bw_measure_row_class_init (BwMeasureRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = focus_measure;
}

static void
bw_measure_row_init (BwMeasureRow *self)
{
}

/* Returns: (transfer floating): a row for @measure. */
GtkWidget *
bw_measure_row_new (BwKeyMeasure measure,
                    gboolean     matters)
{
  BwMeasureRow *self = g_object_new (BW_TYPE_MEASURE_ROW, NULL);
  const char   *title = bw_key_measure_title (measure);
  GtkWidget    *box = make_box (), *explanation = gtk_label_new (bw_key_measure_explanation (measure));

  self->measure = measure;
  self->matters = gtk_check_button_new_with_label (title);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->matters), matters);
  self->up = make_icon_button ("go-up-symbolic", _ ("Move this measure up"));
  gtk_label_set_xalign (GTK_LABEL (explanation), 1);
  gtk_label_set_wrap (GTK_LABEL (explanation), TRUE);
  gtk_widget_set_hexpand (explanation, TRUE);
  gtk_widget_add_css_class (explanation, "dim-label");
  add_named (box, self->matters, title);
  gtk_box_append (GTK_BOX (box), explanation);
  add_named (box, self->up, _ ("Move this measure up"));
  g_signal_connect (self->up, "clicked", G_CALLBACK (move_up_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  return GTK_WIDGET (self);
}

/* Says whether the measure is the first, which cannot be moved up. */
void
bw_measure_row_set_first (BwMeasureRow *self,
                          gboolean      first)
{
  gtk_widget_set_sensitive (self->up, !first);
}

/* Adds the measure to @measures where it matters. */
void
bw_measure_row_read (BwMeasureRow  *self,
                     BwKeyMeasures *measures)
{
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->matters)) && measures->n < BW_N_KEY_MEASURES)
    measures->list[measures->n++] = self->measure;
}

/* Takes all rows out of @list. */
void
bw_setup_rows_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
