/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the process: stages, fields, names of the categories. */

#include "app/bw-stages-screen.h"

#include <glib/gi18n.h>

#include "app/bw-setup-rows.h"

struct _BwStagesScreen
{
  AdwBin parent_instance;

  GtkListBox          *stages_list;
  GtkListBox          *fields_list;
  AdwPreferencesGroup *categories_group;
  GtkWidget           *categories[BW_N_CATEGORIES]; /* entry rows */
  GtkSizeGroup        *kind_widths;
  GtkSizeGroup        *category_widths;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwStagesScreen,
                               bw_stages_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static GtkWidget *
add_stage (BwStagesScreen     *self,
           const BwSetupStage *stage)
{
  GtkWidget *row = bw_stage_row_new (stage);

  bw_stage_row_align (BW_STAGE_ROW (row), self->kind_widths, self->category_widths);
  gtk_list_box_append (self->stages_list, row);
  return row;
}

static void
add_stage_cb (BwStagesScreen *self)
{
  g_autoptr (BwSetup) setup = bw_setup_new (0);

  gtk_widget_grab_focus (add_stage (self, bw_setup_add_stage (setup, "", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, 250)));
}

/* Called for each stage whose place among the others changes. */
static void
place_stage_cb (GtkListBoxRow *row,
                GtkListBoxRow *before,
                gpointer       data)
{
  bw_stage_row_set_first (BW_STAGE_ROW (row), before == NULL);
}

static void
add_field_cb (BwStagesScreen *self)
{
  g_autoptr (BwSetup) setup = bw_setup_new (0);
  GtkWidget *row = bw_field_row_new (bw_setup_add_field (setup, "", BW_TYPE_TEXT));

  gtk_list_box_append (self->fields_list, row);
  gtk_widget_grab_focus (row);
}

static void
add_categories (BwStagesScreen *self)
{
  const char *const usual[BW_N_CATEGORIES] = { _ ("Pipeline"), _ ("Best case"), _ ("Commit"), _ ("Closed"), _ ("Omitted") };

  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      self->categories[i] = adw_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->categories[i]), usual[i]);
      adw_preferences_group_add (self->categories_group, self->categories[i]);
    }
}

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwStagesScreen *self = BW_STAGES_SCREEN (screen);

  bw_setup_rows_clear (self->stages_list);
  bw_setup_rows_clear (self->fields_list);
  for (guint i = 0; i < setup->stages->len; i++)
    add_stage (self, g_ptr_array_index (setup->stages, i));
  for (guint i = 0; i < setup->fields->len; i++)
    gtk_list_box_append (self->fields_list, bw_field_row_new (g_ptr_array_index (setup->fields, i)));
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->categories[i]),
                           setup->category_names[i] != NULL ? setup->category_names[i] : "");
}

static void
read_answers (BwSetupScreen *screen,
              BwSetup       *setup)
{
  BwStagesScreen *self = BW_STAGES_SCREEN (screen);

  GtkWidget *row;

  g_ptr_array_set_size (setup->stages, 0);
  g_ptr_array_set_size (setup->fields, 0);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->stages_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (BW_IS_STAGE_ROW (row))
      bw_stage_row_read (BW_STAGE_ROW (row), setup);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->fields_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (BW_IS_FIELD_ROW (row))
      bw_field_row_read (BW_FIELD_ROW (row), setup);
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      g_free (setup->category_names[i]);
      setup->category_names[i] = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->categories[i]))));
    }
}

static void
implement_screen (BwSetupScreenInterface *iface)
{
  iface->show = show_answers;
  iface->read = read_answers;
}

static void
dispose (GObject *object)
{
  BwStagesScreen *self = BW_STAGES_SCREEN (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->kind_widths);
  g_clear_object (&self->category_widths);
  G_OBJECT_CLASS (bw_stages_screen_parent_class)->dispose (object);
}

static void
bw_stages_screen_class_init (BwStagesScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-stages-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BwStagesScreen, stages_list);
  gtk_widget_class_bind_template_child (widget_class, BwStagesScreen, fields_list);
  gtk_widget_class_bind_template_child (widget_class, BwStagesScreen, categories_group);
  gtk_widget_class_bind_template_callback (widget_class, add_stage_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_field_cb);
}

static void
bw_stages_screen_init (BwStagesScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->kind_widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->category_widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_list_box_set_header_func (self->stages_list, place_stage_cb, NULL, NULL);
  add_categories (self);
}
