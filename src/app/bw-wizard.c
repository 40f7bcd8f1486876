/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up of a new project, step by step.
 *
 *   organisation -> calendar -> team -> stages -> goals -> data -> review -> the window makes the project
 *
 * Each screen writes into one BwSetup when a step is left; what the answers mean, and whether they make sense, is decided
 * there. The screens are those of a project's settings too. Files dropped at any step wait at the data step. */

#include "app/bw-wizard.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-calendar-screen.h"
#include "app/bw-dialogs.h"
#include "app/bw-goals-screen.h"
#include "app/bw-organisation-screen.h"
#include "app/bw-stages-screen.h"
#include "app/bw-team-screen.h"
#include "app/bw-wording.h"
#include "core/bw-setup.h"

struct _BwWizard
{
  AdwWindow parent_instance;

  GtkStack      *steps;
  GtkLabel      *step_label;
  GtkLabel      *fault_label;
  GtkButton     *back_button;
  GtkButton     *skip_button;
  GtkButton     *next_button;
  BwSetupScreen *organisation;
  BwSetupScreen *calendar;
  BwSetupScreen *team;
  BwSetupScreen *stages;
  BwSetupScreen *goals;
  GtkListBox    *files_list;
  GtkListBox    *review_list;
  AdwActionRow  *place_row;

  BwWindow  *window; /* (not owned): the transient parent, which outlives this */
  BwSetup   *setup;
  GPtrArray *exports; /* paths */
  GFile     *file;    /* (nullable): where the project is to be */
};

G_DEFINE_FINAL_TYPE (BwWizard, bw_wizard, ADW_TYPE_WINDOW)

/* The steps in their order; the names are those of the template's stack. */
static const struct
{
  const char *name;
  const char *title;
} steps[] = {
  { "organisation", N_ ("Organisation") },
  { "calendar", N_ ("Calendar") },
  { "team", N_ ("Team") },
  { "stages", N_ ("Stages") },
  { "goals", N_ ("Goals") },
  { "data", N_ ("Data") },
  { "review", N_ ("Review") },
};

enum
{
  GOALS_STEP = 4,
  DATA_STEP = 5,
};

static guint
find_step (BwWizard *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->steps);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (shown, steps[i].name) == 0)
      return i;
  return 0;
}

/* Everything that was answered so far. The goals come last: their people are those of the team. */
static void
read_answers (BwWizard *self)
{
  BwSetupScreen *const screens[] = { self->organisation, self->calendar, self->team, self->stages, self->goals };

  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    bw_setup_screen_read (screens[i], self->setup);
}

/* ---- From the setup onto the review ---- */

static void
add_review (BwWizard   *self,
            const char *title,
            const char *value,
            const char *step)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "wizard.step");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", step);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_append (self->review_list, row);
}

static char *
dup_goal (BwWizard *self)
{
  g_autofree char *amount = NULL;

  if (self->setup->quota == BW_MONEY_NONE)
    return g_strdup (_ ("No quota yet"));
  amount = bw_money_format (self->setup->quota, self->setup->currency);
  return g_strdup_printf (_ ("%s in fiscal year %d"), amount, self->setup->quota_year);
}

static GFile *
natural_place (BwWizard *self)
{
  const char      *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = g_strdup (*self->setup->organisation != '\0' ? self->setup->organisation : _ ("Sales"));

  g_strdelimit (name, "/\\:", '-');
  if (folder == NULL)
    folder = g_get_home_dir ();
  for (guint n = 1;; n++)
    {
      g_autofree char *base = n == 1 ? g_strdup_printf ("%s.bellwether", name) : g_strdup_printf ("%s %u.bellwether", name, n);
      g_autofree char *path = g_build_filename (folder, base, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_file_new_for_path (path);
    }
}

static void
show_place (BwWizard *self)
{
  g_autoptr (GFile) natural = self->file == NULL ? natural_place (self) : NULL;
  g_autofree char *path = g_file_get_parse_name (self->file != NULL ? self->file : natural);
  g_autofree char *escaped = g_markup_escape_text (path, -1);

  adw_action_row_set_subtitle (self->place_row, escaped);
}

static void
show_review (BwWizard *self)
{
  BwSetup         *setup = self->setup;
  GtkWidget       *child;
  g_autofree char *people = NULL, *stages = NULL, *files = NULL, *goal = dup_goal (self), *calendar = NULL, *month = NULL;
  guint            n_files = self->exports->len;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->review_list))) != NULL)
    gtk_list_box_remove (self->review_list, child);
  people = setup->people->len == 0
             ? g_strdup (_ ("From the data"))
             : g_strdup_printf (ngettext ("%u person", "%u people", setup->people->len), setup->people->len);
  stages = g_strdup_printf (ngettext ("%u stage", "%u stages", setup->stages->len), setup->stages->len);
  files = n_files == 0 ? g_strdup (_ ("None yet: drop exports into the window at any time"))
                       : g_strdup_printf (ngettext ("%u file to import", "%u files to import", n_files), n_files);
  month = bw_date_format (bw_date_from_ymd (2001, setup->calendar.fiscal_start_month, 1), "%OB");
  calendar = g_strdup_printf (_ ("Fiscal year begins in %s"), month);
  add_review (self, _ ("Organisation"), *setup->organisation != '\0' ? setup->organisation : _ ("No name yet"), "organisation");
  add_review (self, _ ("Currency"), setup->currency, "organisation");
  add_review (self, _ ("Calendar"), calendar, "calendar");
  add_review (self, _ ("Team"), people, "team");
  add_review (self, _ ("Stages"), stages, "stages");
  add_review (self, _ ("Goals"), goal, "goals");
  add_review (self, _ ("Data"), files, "data");
  show_place (self);
}

/* ---- Steps ---- */

static void
show_step (BwWizard *self,
           guint     step)
{
  g_autofree char *where = g_strdup_printf (_ ("Step %u of %u"), step + 1, (guint)G_N_ELEMENTS (steps));
  g_autofree char *fault = NULL;
  gboolean         last = step + 1 == G_N_ELEMENTS (steps);

  read_answers (self);
  fault = bw_setup_find_fault (self->setup);
  gtk_stack_set_visible_child_name (self->steps, steps[step].name);
  gtk_window_set_title (GTK_WINDOW (self), _ (steps[step].title));
  gtk_label_set_label (self->step_label, where);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), step > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->skip_button), !last);
  gtk_button_set_label (self->next_button, last ? _ ("_Create project") : _ ("_Next"));
  gtk_label_set_label (self->fault_label, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), fault != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), fault == NULL || !last);
  if (last)
    show_review (self);
  else if (step == GOALS_STEP)
    bw_setup_screen_show (self->goals, self->setup, NULL);
}

static void
finish (BwWizard *self)
{
  g_autoptr (BwBook) book = bw_setup_make_book (self->setup);
  g_autoptr (GFile) place = self->file != NULL ? g_object_ref (self->file) : natural_place (self);
  BwWindow *window = self->window;

  g_ptr_array_add (self->exports, NULL);
  bw_window_create_project (window, place, book,
                            self->exports->len > 1 ? (const char *const *)self->exports->pdata : NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
next_cb (BwWizard *self)
{
  guint step = find_step (self);

  if (step + 1 < G_N_ELEMENTS (steps))
    show_step (self, step + 1);
  else
    finish (self);
}

static void
back_cb (BwWizard *self)
{
  guint step = find_step (self);

  if (step > 0)
    show_step (self, step - 1);
}

/* Straight to the review, with the defaults for what was not answered. */
static void
skip_cb (BwWizard *self)
{
  show_step (self, G_N_ELEMENTS (steps) - 1);
}

static void
step_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (name, steps[i].name))
      show_step (BW_WIZARD (widget), i);
}

/* ---- Data ---- */

static void
remove_export_cb (GtkButton *button,
                  BwWizard  *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  g_ptr_array_remove_index (self->exports, (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  gtk_list_box_remove (self->files_list, row);
}

/* The @n_files @files (transfer none) are imported once the project is made. */
void
bw_wizard_add_exports (BwWizard *self,
                       GFile   **files,
                       guint     n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      char            *path = g_file_get_path (files[i]);
      g_autofree char *name = NULL, *escaped = NULL, *folder = NULL, *label = NULL;
      GtkWidget       *row, *remove;

      if (path == NULL)
        continue;
      name = g_path_get_basename (path);
      escaped = g_markup_escape_text (name, -1);
      label = g_strdup_printf (_ ("Leave out %s"), name);
      row = adw_action_row_new ();
      remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_tooltip_text (remove, label);
      g_signal_connect (remove, "clicked", G_CALLBACK (remove_export_cb), self);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
      gtk_list_box_append (self->files_list, row);
      g_ptr_array_add (self->exports, path);
    }
  if (n_files > 0)
    show_step (self, find_step (self));
}

static void
exports_chosen_cb (GListModel *list,
                   gpointer    data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  bw_wizard_add_exports (data, (GFile **)files->pdata, files->len);
}

static void
choose_exports_cb (BwWizard *self)
{
  bw_dialogs_choose_exports (GTK_WINDOW (self), exports_chosen_cb, self);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         BwWizard      *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  GSList *dropped = g_value_get_boxed (value);

  for (GSList *l = dropped; l != NULL; l = l->next)
    g_ptr_array_add (files, l->data);
  bw_wizard_add_exports (self, (GFile **)files->pdata, files->len);
  if (find_step (self) < DATA_STEP)
    show_step (self, DATA_STEP);
  return files->len > 0;
}

/* ---- Place ---- */

static void
place_chosen_cb (GListModel *files,
                 gpointer    data)
{
  BwWizard *self = data;

  g_clear_object (&self->file);
  self->file = g_list_model_get_item (files, 0);
  show_place (self);
}

static void
choose_place_cb (BwWizard *self)
{
  g_autoptr (GFile) natural = natural_place (self);
  g_autofree char *name = g_file_get_basename (natural);

  bw_dialogs_save_project (GTK_WINDOW (self), _ ("Where to keep the project"), name, place_chosen_cb, self);
}

/* ---- Type ---- */

static BwDate
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
}

static void
dispose (GObject *object)
{
  BwWizard *self = BW_WIZARD (object);

  g_clear_object (&self->file);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_WIZARD);
  G_OBJECT_CLASS (bw_wizard_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwWizard *self = BW_WIZARD (object);

  bw_setup_free (self->setup);
  g_ptr_array_unref (self->exports);
  G_OBJECT_CLASS (bw_wizard_parent_class)->finalize (object);
}

static void
bw_wizard_class_init (BwWizardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_ORGANISATION_SCREEN);
  g_type_ensure (BW_TYPE_CALENDAR_SCREEN);
  g_type_ensure (BW_TYPE_TEAM_SCREEN);
  g_type_ensure (BW_TYPE_STAGES_SCREEN);
  g_type_ensure (BW_TYPE_GOALS_SCREEN);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-wizard.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwWizard, child)
  BIND (steps);
  BIND (step_label);
  BIND (fault_label);
  BIND (back_button);
  BIND (skip_button);
  BIND (next_button);
  BIND (organisation);
  BIND (calendar);
  BIND (team);
  BIND (stages);
  BIND (goals);
  BIND (files_list);
  BIND (review_list);
  BIND (place_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_exports_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
  gtk_widget_class_install_action (widget_class, "wizard.step", "s", step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_wizard_init (BwWizard *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->setup = bw_setup_new (today ());
  self->exports = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_dialogs_fit_text (GTK_WINDOW (self));
  bw_setup_screen_show (self->organisation, self->setup, NULL);
  bw_setup_screen_show (self->calendar, self->setup, NULL);
  bw_setup_screen_show (self->team, self->setup, NULL);
  bw_setup_screen_show (self->stages, self->setup, NULL);
  bw_setup_screen_show (self->goals, self->setup, NULL);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  show_step (self, 0);
}

/* The set-up of a project that @window, which is empty, is to show. Returns: (transfer none): to be presented. */
BwWizard *
bw_wizard_new (BwWindow *window)
{
  BwWizard *self = g_object_new (BW_TYPE_WIZARD, "transient-for", window, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->window = window;
  return self;
}
