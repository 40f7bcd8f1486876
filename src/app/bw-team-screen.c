/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the team: who sells, and who leads them. */

#include "app/bw-team-screen.h"

#include "app/bw-setup-rows.h"

struct _BwTeamScreen
{
  AdwBin parent_instance;

  GtkListBox  *people_list;
  GtkTextView *people_text;

  GtkSizeGroup *role_widths;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTeamScreen,
                               bw_team_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static GtkWidget *
add_person (BwTeamScreen        *self,
            const BwSetupPerson *person)
{
  GtkWidget *row = bw_person_row_new (person);

  bw_person_row_align (BW_PERSON_ROW (row), self->role_widths);
  gtk_list_box_append (self->people_list, row);
  return row;
}

static void
add_rows (BwTeamScreen  *self,
          const BwSetup *setup)
{
  for (guint i = 0; i < setup->people->len; i++)
    add_person (self, g_ptr_array_index (setup->people, i));
}

static void
add_person_cb (BwTeamScreen *self)
{
  g_autoptr (BwSetup) setup = bw_setup_new (0);

  gtk_widget_grab_focus (add_person (self, bw_setup_add_person (setup, "", NULL, BW_ROLE_REP)));
}

static void
paste_people_cb (BwTeamScreen *self)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->people_text);
  GtkTextIter      start, end;
  g_autofree char *text = NULL;
  g_autoptr (BwSetup) pasted = bw_setup_new (0);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  bw_setup_add_people (pasted, text);
  add_rows (self, pasted);
  gtk_text_buffer_set_text (buffer, "", -1);
}

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwTeamScreen *self = BW_TEAM_SCREEN (screen);

  bw_setup_rows_clear (self->people_list);
  add_rows (self, setup);
}

static void
read_answers (BwSetupScreen *screen,
              BwSetup       *setup)
{
  BwTeamScreen *self = BW_TEAM_SCREEN (screen);

  g_ptr_array_set_size (setup->people, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->people_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (BW_IS_PERSON_ROW (row))
      bw_person_row_read (BW_PERSON_ROW (row), setup);
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
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&BW_TEAM_SCREEN (object)->role_widths);
  G_OBJECT_CLASS (bw_team_screen_parent_class)->dispose (object);
}

static void
bw_team_screen_class_init (BwTeamScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-team-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTeamScreen, people_list);
  gtk_widget_class_bind_template_child (widget_class, BwTeamScreen, people_text);
  gtk_widget_class_bind_template_callback (widget_class, add_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_people_cb);
}

static void
bw_team_screen_init (BwTeamScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->role_widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}
