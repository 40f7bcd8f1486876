/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up of a new project, step by step.
 *
 *   organisation -> calendar -> team -> stages -> goals -> data -> review -> the window makes the project
 *
 * Each step writes into one BwSetup when it is left; what the answers mean, and whether they make sense, is decided there.
 * Files dropped at any step wait at the data step. The team's and stages' rows are widgets of their own files. */

#include "app/bw-wizard.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-setup-rows.h"
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
  AdwEntryRow   *name_row;
  AdwComboRow   *currency_row;
  AdwComboRow   *calendar_row;
  AdwComboRow   *start_row;
  AdwComboRow   *period_row;
  AdwComboRow   *weekday_row;
  AdwComboRow   *call_row;
  GtkListBox    *people_list;
  GtkTextView   *people_text;
  GtkButton     *people_button;
  GtkListBox    *stages_list;
  GtkSpinButton *year_spin;
  AdwEntryRow   *quota_row;
  GtkLabel      *quota_label;
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
  DATA_STEP = 5,
};

static const char *const currencies[] = { "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "BRL", "CNY", "CZK", "DKK",
                                          "HKD", "HUF", "INR", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY",
                                          "TWD", "ZAR", NULL };

static guint
find_step (BwWizard *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->steps);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (shown, steps[i].name) == 0)
      return i;
  return 0;
}

/* ---- From the widgets into the setup ---- */

/* Reads a year's quota as a person types it: digits with any grouping, "4.4 M" or "400k". */
static gint64
read_amount (const char *text,
             const char *currency)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  double scale = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) || (*p == '.' && strchr (digits->str, '.') == NULL))
        g_string_append_c (digits, *p);
      else if (g_ascii_toupper (*p) == 'K')
        scale = 1e3;
      else if (g_ascii_toupper (*p) == 'M')
        scale = 1e6;
    }
  if (digits->len == 0)
    return BW_MONEY_NONE;
  return bw_money_from_major (g_ascii_strtod (digits->str, NULL) * scale, currency);
}

static void
read_people (BwWizard *self)
{
  g_ptr_array_set_size (self->setup->people, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->people_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (BW_IS_PERSON_ROW (row))
      bw_person_row_read (BW_PERSON_ROW (row), self->setup);
}

static void
read_stages (BwWizard *self)
{
  g_ptr_array_set_size (self->setup->stages, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stages_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (BW_IS_STAGE_ROW (row))
      bw_stage_row_read (BW_STAGE_ROW (row), self->setup);
}

static void
read_answers (BwWizard *self)
{
  BwSetup *setup = self->setup;

  g_free (setup->organisation);
  setup->organisation = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  g_strlcpy (setup->currency, currencies[adw_combo_row_get_selected (self->currency_row)], sizeof setup->currency);
  setup->calendar.kind = (BwCalendarKind)adw_combo_row_get_selected (self->calendar_row);
  setup->calendar.fiscal_start_month = (int)adw_combo_row_get_selected (self->start_row) + 1;
  setup->calendar.forecast_period =
    adw_combo_row_get_selected (self->period_row) == 0 ? BW_PERIOD_QUARTER : BW_PERIOD_MONTH;
  setup->calendar.first_weekday = (int)adw_combo_row_get_selected (self->weekday_row) + 1;
  setup->calendar.call_weekday = (int)adw_combo_row_get_selected (self->call_row) + 1;
  setup->quota_year = gtk_spin_button_get_value_as_int (self->year_spin);
  setup->quota = read_amount (gtk_editable_get_text (GTK_EDITABLE (self->quota_row)), setup->currency);
  read_people (self);
  read_stages (self);
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
  g_autofree char *people = NULL, *stages = NULL, *files = NULL, *goal = dup_goal (self), *calendar = NULL;
  guint            n_files = self->exports->len;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->review_list))) != NULL)
    gtk_list_box_remove (self->review_list, child);
  people = setup->people->len == 0
             ? g_strdup (_ ("From the data"))
             : g_strdup_printf (ngettext ("%u person", "%u people", setup->people->len), setup->people->len);
  stages = g_strdup_printf (ngettext ("%u stage", "%u stages", setup->stages->len), setup->stages->len);
  files = n_files == 0 ? g_strdup (_ ("None yet: drop exports into the window at any time"))
                       : g_strdup_printf (ngettext ("%u file to import", "%u files to import", n_files), n_files);
  calendar = g_strdup_printf (_ ("Fiscal year begins in %s"),
                              gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (self->start_row)),
                                                          adw_combo_row_get_selected (self->start_row)));
  add_review (self, _ ("Organisation"), *setup->organisation != '\0' ? setup->organisation : _ ("No name yet"), "organisation");
  add_review (self, _ ("Currency"), setup->currency, "organisation");
  add_review (self, _ ("Calendar"), calendar, "calendar");
  add_review (self, _ ("Team"), people, "team");
  add_review (self, _ ("Stages"), stages, "stages");
  add_review (self, _ ("Goals"), goal, "goals");
  add_review (self, _ ("Data"), files, "data");
  show_place (self);
}

static void
show_quota_hint (BwWizard *self)
{
  g_autofree char *part = NULL, *text = NULL;
  guint            n;

  read_answers (self);
  n = self->setup->calendar.forecast_period == BW_PERIOD_MONTH ? 12 : 4;
  if (self->setup->quota == BW_MONEY_NONE)
    {
      gtk_label_set_label (self->quota_label, _ ("Without a quota the forecast is shown without a target. Quotas for people "
                                                 "can be imported."));
      return;
    }
  part = bw_money_format (self->setup->quota / n, self->setup->currency);
  text = n == 12 ? g_strdup_printf (_ ("Spread evenly: %s a month."), part)
                 : g_strdup_printf (_ ("Spread evenly: %s a quarter."), part);
  gtk_label_set_label (self->quota_label, text);
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
  gtk_button_set_label (self->next_button, last ? _ ("_Create Project") : _ ("_Next"));
  gtk_label_set_label (self->fault_label, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), fault != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), fault == NULL || !last);
  if (last)
    show_review (self);
  show_quota_hint (self);
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

/* ---- Team and stages ---- */

static void
add_person_cb (BwWizard *self)
{
  GtkWidget *row = bw_person_row_new ("", NULL, BW_ROLE_REP);

  gtk_list_box_append (self->people_list, row);
  gtk_widget_grab_focus (row);
}

static void
paste_people_cb (BwWizard *self)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->people_text);
  GtkTextIter      start, end;
  g_autofree char *text = NULL;
  g_autoptr (BwSetup) pasted = bw_setup_new (0);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  bw_setup_add_people (pasted, text);
  for (guint i = 0; i < pasted->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (pasted->people, i);

      gtk_list_box_append (self->people_list, bw_person_row_new (person->name, person->manager, person->role));
    }
  gtk_text_buffer_set_text (buffer, "", -1);
}

static void
add_stage_cb (BwWizard *self)
{
  GtkWidget *row = bw_stage_row_new ("", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, 250);

  gtk_list_box_append (self->stages_list, row);
  gtk_widget_grab_focus (row);
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

static void
fill_lists (BwWizard *self)
{
  g_autoptr (GtkStringList) money = gtk_string_list_new (currencies);
  g_autoptr (GtkStringList) months = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);

  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *name = bw_date_format (bw_date_from_ymd (2001, month, 1), "%OB");

      gtk_string_list_append (months, name);
    }
  /* 1 January 2001 was a Monday. */
  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *name = bw_date_format (bw_date_from_ymd (2001, 1, day), "%A");

      gtk_string_list_append (days, name);
    }
  adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (money));
  adw_combo_row_set_model (self->start_row, G_LIST_MODEL (months));
  adw_combo_row_set_model (self->weekday_row, G_LIST_MODEL (days));
  adw_combo_row_set_model (self->call_row, G_LIST_MODEL (days));
  for (guint i = 0; i < self->setup->stages->len; i++)
    {
      const BwSetupStage *stage = g_ptr_array_index (self->setup->stages, i);

      gtk_list_box_append (self->stages_list,
                           bw_stage_row_new (stage->name, stage->kind, stage->category, stage->probability));
    }
  gtk_spin_button_set_value (self->year_spin, self->setup->quota_year);
}

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
  BIND (name_row);
  BIND (currency_row);
  BIND (calendar_row);
  BIND (start_row);
  BIND (period_row);
  BIND (weekday_row);
  BIND (call_row);
  BIND (people_list);
  BIND (people_text);
  BIND (people_button);
  BIND (stages_list);
  BIND (year_spin);
  BIND (quota_row);
  BIND (quota_label);
  BIND (files_list);
  BIND (review_list);
  BIND (place_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_people_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_stage_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_exports_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_quota_hint);
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
  fill_lists (self);
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
