/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one project, or the start view.
 *
 * The window moves through three states, which are the pages of its root stack:
 *
 *   start --open, create--> opening --done--> project
 *     ^------- failed --------'
 *
 * and stays in the last. Pages are made when they are first shown, from one table; they follow the session by themselves, so
 * that the window only hands on what a person asked for elsewhere (a search, a deal, an import). Files come in by drop, by
 * dialog and by the command line, all through bw_window_take_files(). Under NARROW_PX, or more
 * where text is large, the sidebar folds over the page. */

#include "app/bw-window-private.h"

#include <glib/gi18n.h>

#include "app/bw-checkins-page.h"
#include "app/bw-data-page.h"
#include "app/bw-dialogs.h"
#include "app/bw-forecast-page.h"
#include "app/bw-home-page.h"
#include "app/bw-page.h"
#include "app/bw-pipeline-page.h"
#include "app/bw-project-settings.h"
#include "app/bw-scenarios-page.h"
#include "app/bw-tab-stop.h"
#include "app/bw-territories-page.h"
#include "app/bw-theme.h"
#include "app/bw-trends-page.h"
#include "app/bw-window-state.h"
#include "app/bw-wizard.h"
#include "bw-config.h"

#define NARROW_PX 900

G_DEFINE_FINAL_TYPE (BwWindow, bw_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages in the order of the sidebar. */
static const struct
{
  const char *name;
  const char *icon;
  const char *title;
  GType (*get_type) (void);
} page_table[] = {
  { "home", "bw-home-symbolic", N_ ("Home"), bw_home_page_get_type },
  { "forecast", "bw-forecast-symbolic", N_ ("Forecast"), bw_forecast_page_get_type },
  { "pipeline", "bw-pipeline-symbolic", N_ ("Pipeline"), bw_pipeline_page_get_type },
  { "trends", "bw-trends-symbolic", N_ ("Trends"), bw_trends_page_get_type },
  { "scenarios", "bw-scenarios-symbolic", N_ ("Scenarios"), bw_scenarios_page_get_type },
  { "territories", "bw-territories-symbolic", N_ ("Territories"), bw_territories_page_get_type },
  { "checkins", "bw-checkins-symbolic", N_ ("Check-ins"), bw_checkins_page_get_type },
  { "data", "bw-data-symbolic", N_ ("Data"), bw_data_page_get_type },
};

/* Whether a project is open. */
gboolean
bw_window_is_open (BwWindow *self)
{
  return self->session != NULL && bw_session_get_book (self->session) != NULL;
}

static void
enable (BwWindow   *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Says on @button what it would take back, such as "Undo: Assign 12 areas". */
static void
name_step (GtkButton  *button,
           const char *verb,
           const char *step)
{
  g_autofree char *text = step != NULL ? g_strdup_printf ("%s: %s", verb, step) : g_strdup (verb);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_actions (BwWindow *self)
{
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;
  gboolean         can_undo = FALSE, can_redo = FALSE, writable = FALSE;
  gboolean         open = bw_window_is_open (self);

  if (open)
    g_object_get (self->session, "can-undo", &can_undo, "can-redo", &can_redo, "undo-label", &undo_label, "redo-label",
                  &redo_label, "writable", &writable, NULL);
  enable (self, "undo", can_undo);
  enable (self, "redo", can_redo);
  enable (self, "import", open && writable);
  enable (self, "paste-table", open && writable);
  enable (self, "recalibrate", open && writable);
  enable (self, "save-copy", open);
  enable (self, "print", open);
  enable (self, "save-page", open);
  enable (self, "save-tables", open);
  enable (self, "save-brief", open);
  enable (self, "settings", open);
  enable (self, "tour", open);
  enable (self, "quotas", open);
  enable (self, "search", open);
  enable (self, "page", open);
  name_step (self->undo_button, _ ("Undo"), undo_label);
  name_step (self->redo_button, _ ("Redo"), redo_label);
}

static void
update_title (BwWindow *self)
{
  const char *title = bw_session_get_title (self->session);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->project_title, title);
}

static void
update_notice (BwWindow *self)
{
  const char *reason = bw_session_get_read_only_reason (self->session);

  gtk_label_set_label (self->notice_label, reason != NULL ? reason : "");
  gtk_revealer_set_reveal_child (self->notice, reason != NULL);
}

static void
fill_sidebar (BwWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *label = gtk_label_new (_ (page_table[i].title));

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (page_table[i].icon));
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_append (self->sidebar, box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (page_table[i].title), -1);
    }
}

static void
remember_file (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData    data = {
       .mime_type = (char *)"application/vnd.bellwether",
       .app_name = (char *)BW_APPLICATION_ID,
       .app_exec = (char *)"bellwether %u",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

/* The project is there: shows it. */
static void
show_project (BwWindow *self)
{
  self->outlook = bw_live_outlook_new (self->session);
  gtk_spinner_stop (self->spinner);
  bw_period_picker_set_session (self->period_picker, self->session);
  bw_scope_picker_set_session (self->scope_picker, self->session);
  bw_filter_picker_set_session (self->filter_picker, self->session);
  bw_filter_bar_set_session (self->filter_bar, self->session);
  bw_scope_trail_set_session (self->scope_trail, self->session);
  bw_window_begin_search (self);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::title", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::writable", G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
  update_actions (self);
  update_title (self);
  update_notice (self);
  remember_file (bw_session_get_file (self->session));
  bw_window_show_page (self, page_table[0].name);
  gtk_stack_set_visible_child_name (self->root, "project");
  if (self->tour_wanted)
    bw_window_begin_tour (self);
  if (self->exports != NULL)
    bw_window_import_exports (self);
}

static void
show_failure (BwWindow     *self,
              const char   *heading,
              const GError *error)
{
  gtk_spinner_stop (self->spinner);
  g_clear_object (&self->session);
  self->session = bw_session_new ();
  self->tour_wanted = FALSE;
  g_clear_pointer (&self->exports, g_strfreev);
  gtk_stack_set_visible_child_name (self->root, "start");
  bw_dialogs_show_error (GTK_WINDOW (self), heading, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (BwWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = bw_session_open_finish (BW_SESSION (source), result, &error);

  if (self->closing)
    return;
  if (done)
    show_project (self);
  else
    show_failure (self, _ ("The project could not be opened"), error);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = bw_session_create_finish (BW_SESSION (source), result, &error);

  if (self->closing)
    return;
  if (done)
    show_project (self);
  else
    show_failure (self, _ ("The project could not be made"), error);
}

/* Waits, saying @text. */
static void
show_opening (BwWindow   *self,
              const char *text)
{
  gtk_label_set_label (self->opening_label, text);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->root, "opening");
}

/* Returns: (transfer full): the name of @file as it can be shown. */
static char *
dup_shown_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL ? g_filename_display_name (name) : g_file_get_uri (file);
}

static void
settings_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  BwWindow *self = data;

  gtk_window_present (GTK_WINDOW (bw_project_settings_new (GTK_WINDOW (self), self->session)));
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  bw_window_choose_exports (data);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (BwWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (bw_session_save_copy_finish (BW_SESSION (source), result, &error))
    bw_window_toast (self, _ ("The copy is saved."));
  else if (!self->closing)
    bw_dialogs_show_error (GTK_WINDOW (self), _ ("The copy could not be saved"), error);
}

static void
copy_chosen_cb (GListModel *files,
                gpointer    data)
{
  BwWindow *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  bw_session_save_copy_async (self->session, file, copied_cb, g_object_ref (self));
}

static void
save_copy_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  BwWindow        *self = data;
  g_autofree char *name = g_strdup_printf (_ ("%s copy.bellwether"), bw_session_get_title (self->session));

  bw_dialogs_save_project (GTK_WINDOW (self), _ ("Save a copy"), name, copy_chosen_cb, self);
}

static void
print_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  bw_window_print (data, BW_WINDOW_PRINT_PAGE);
}

static void
save_page_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  bw_window_print (data, BW_WINDOW_SAVE_PAGE);
}

static void
save_tables_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  bw_window_print (data, BW_WINDOW_SAVE_TABLES);
}

static void
save_brief_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  bw_window_print (data, BW_WINDOW_SAVE_BRIEF);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (BwWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  if (!bw_session_undo_finish (BW_SESSION (source), result, &label, &error))
    {
      if (!self->closing)
        bw_dialogs_show_error (GTK_WINDOW (self), _ ("Nothing was changed"), error);
    }
  else if (label != NULL)
    {
      /* Translators: an edit that was undone or redone */
      g_autofree char *text = g_strdup_printf (_ ("Done: %s"), label);

      bw_window_toast (self, text);
    }
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  bw_session_undo_async (BW_WINDOW (data)->session, undone_cb, g_object_ref (data));
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  bw_session_redo_async (BW_WINDOW (data)->session, undone_cb, g_object_ref (data));
}

static void
filter_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  BwWindow *self = data;

  if (bw_window_is_open (self))
    bw_filter_picker_popup (self->filter_picker);
}

static void
clear_filter_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  bw_focus_set_filter (bw_session_get_focus (BW_WINDOW (data)->session), NULL);
}

static void
toggle_sidebar_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  AdwFlap *flap = BW_WINDOW (data)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
close_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  gtk_window_close (data);
}

/* A person goes to the page called @name. */
static void
go_to_page (BwWindow   *self,
            const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) != 0)
    bw_window_leave_mark (self);
  bw_window_show_page (self, name);
}

static void
page_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  go_to_page (data, g_variant_get_string (parameter, NULL));
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 BwWindow      *self)
{
  if (row != NULL && bw_window_is_open (self))
    go_to_page (self, page_table[gtk_list_box_row_get_index (row)].name);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  BwWindow      *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         BwWindow      *self)
{
  gtk_revealer_set_reveal_child (self->drop_hint, FALSE);
  bw_window_take_list (self, g_value_get_boxed (value));
  return TRUE;
}

static GdkDragAction
enter_cb (GtkDropTarget *target,
          double         x,
          double         y,
          BwWindow      *self)
{
  gtk_revealer_set_reveal_child (self->drop_hint, TRUE);
  return GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTarget *target,
          BwWindow      *self)
{
  gtk_revealer_set_reveal_child (self->drop_hint, FALSE);
}

static void
width_cb (GdkSurface *surface,
          GParamSpec *pspec,
          BwWindow   *self)
{
  gboolean narrow = gdk_surface_get_width (surface) < NARROW_PX * bw_theme_text_scale (GTK_WIDGET (self));

  if (narrow == (adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_ALWAYS))
    return;
  adw_flap_set_fold_policy (self->flap, narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_locked (self->flap, !narrow);
  adw_flap_set_reveal_flap (self->flap, !narrow);
}

static void
realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::width", G_CALLBACK (width_cb), widget, 0);
}

static gboolean
close_request (GtkWindow *window)
{
  BwWindow *self = BW_WINDOW (window);

  if (!self->closing)
    {
      self->closing = TRUE;
      bw_window_state_save (GTK_WINDOW (self));
      bw_import_bar_cancel (self->import_bar);
      if (bw_window_is_open (self))
        bw_session_close (self->session);
    }
  return GTK_WINDOW_CLASS (bw_window_parent_class)->close_request (window);
}

static void
dispose (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_WINDOW);
  g_clear_object (&self->outlook);
  g_clear_object (&self->session);
  g_clear_pointer (&self->exports, g_strfreev);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, drop_hint);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, root);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, start_view);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, start_menu_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, opening_label);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, project_title);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, period_picker);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, scope_picker);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, filter_picker);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, scope_trail);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, search);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, import_bar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, tour);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, bw_window_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, bw_window_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, bw_window_imported);
}

static void
paste_table_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  bw_window_paste_table (data);
}

static void
bw_window_class_init (BwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_START_VIEW);
  g_type_ensure (BW_TYPE_PERIOD_PICKER);
  g_type_ensure (BW_TYPE_SCOPE_PICKER);
  g_type_ensure (BW_TYPE_FILTER_PICKER);
  g_type_ensure (BW_TYPE_FILTER_BAR);
  g_type_ensure (BW_TYPE_SCOPE_TRAIL);
  g_type_ensure (BW_TYPE_IMPORT_BAR);
  g_type_ensure (BW_TYPE_TAB_STOP);
  g_type_ensure (BW_TYPE_TOUR);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  widget_class->realize = realize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-window.ui");
  bind_children (widget_class);
  /* Not an accelerator of the program's: entries come first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste-table", NULL);
}

static void
bw_window_init (BwWindow *self)
{
  static const GActionEntry entries[] = {
    { "import", import_cb },
    { "paste-table", paste_table_cb },
    { "save-copy", save_copy_cb },
    { "print", print_cb },
    { "save-page", save_page_cb },
    { "save-tables", save_tables_cb },
    { "save-brief", save_brief_cb },
    { "settings", settings_cb },
    { "undo", undo_cb },
    { "redo", redo_cb },
    { "filter", filter_cb },
    { "clear-filter", clear_filter_cb },
    { "toggle-sidebar", toggle_sidebar_cb },
    { "close", close_cb },
    { "page", page_cb, "s", "''", NULL },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  bw_window_state_restore (GTK_WINDOW (self));
  self->session = bw_session_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  bw_window_begin_trail (self);
  bw_window_add_show_actions (self);
  bw_window_add_help_actions (self);
  bw_window_add_search_actions (self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  fill_sidebar (self);
  update_actions (self);
}

/* Returns: (transfer none): a new window without a project, owned by @application. */
BwWindow *
bw_window_new (BwApplication *application)
{
  return g_object_new (BW_TYPE_WINDOW, "application", application, NULL);
}

/* Returns: (transfer none) (nullable): the project's file. */
GFile *
bw_window_get_file (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), NULL);

  return bw_session_get_file (self->session);
}

/* Returns: (transfer none). */
BwSession *
bw_window_get_session (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), NULL);

  return self->session;
}

/* Whether the window shows the start view, so that a project can go into it. */
gboolean
bw_window_is_empty (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->root), "start") == 0;
}

/* Begins a new project in this window, which is empty. Exports that were dropped before are imported into it. */
void
bw_window_new_project (BwWindow *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  BwWizard *wizard;

  g_return_if_fail (BW_IS_WINDOW (self));

  for (char **path = self->exports; path != NULL && *path != NULL; path++)
    g_ptr_array_add (files, g_file_new_for_path (*path));
  g_clear_pointer (&self->exports, g_strfreev);
  wizard = bw_wizard_new (self);
  bw_wizard_add_exports (wizard, (GFile **)files->pdata, files->len);
  gtk_window_present (GTK_WINDOW (wizard));
}

/* Opens the project at @file in this window, which is empty. */
void
bw_window_open_project (BwWindow *self,
                        GFile    *file)
{
  g_autofree char *name = dup_shown_name (file);
  g_autofree char *text = g_strdup_printf (_ ("Opening %s…"), name);

  g_return_if_fail (BW_IS_WINDOW (self));

  show_opening (self, text);
  bw_session_open_async (self->session, file, NULL, opened_cb, g_object_ref (self));
}

/* Makes a project at @file with what @book (transfer none) holds and shows it in this window, which is empty; then imports
 * @exports (nullable) (array zero-terminated=1). */
void
bw_window_create_project (BwWindow          *self,
                          GFile             *file,
                          BwBook            *book,
                          const char *const *exports)
{
  g_autofree char *name = dup_shown_name (file);
  g_autofree char *text = g_strdup_printf (_ ("Making %s…"), name);

  g_return_if_fail (BW_IS_WINDOW (self));

  if (exports != NULL)
    {
      g_strfreev (self->exports);
      self->exports = g_strdupv ((char **)exports);
    }
  show_opening (self, text);
  bw_session_create_async (self->session, file, book, NULL, created_cb, g_object_ref (self));
}

/* Returns: (transfer none) (nullable): the page called @name, made at need; NULL when there is none, or no project. */
GtkWidget *
bw_window_get_page (BwWindow   *self,
                    const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (BW_IS_WINDOW (self), NULL);

  page = gtk_stack_get_child_by_name (self->pages, name);
  for (guint i = 0; page == NULL && bw_window_is_open (self) && i < G_N_ELEMENTS (page_table); i++)
    if (g_str_equal (page_table[i].name, name))
      {
        GType type = page_table[i].get_type ();
        g_autoptr (GTypeClass) klass = g_type_class_ref (type);

        if (g_object_class_find_property (G_OBJECT_CLASS (klass), "outlook") != NULL)
          page = g_object_new (type, "session", self->session, "outlook", self->outlook, NULL);
        else
          page = g_object_new (type, "session", self->session, NULL);
        gtk_stack_add_named (self->pages, page, name);
      }
  return page;
}

/* Shows the page called @name. */
void
bw_window_show_page (BwWindow   *self,
                     const char *name)
{
  GtkWidget *page = bw_window_get_page (self, name);

  g_return_if_fail (BW_IS_WINDOW (self));

  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "page")),
                             g_variant_new_string (name));
  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    if (g_str_equal (page_table[i].name, name))
      gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, (int)i));
}

/* Says @text, which is not markup, for a moment. */
void
bw_window_toast (BwWindow   *self,
                 const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (BW_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

guint
bw_window_n_pages (void)
{
  return G_N_ELEMENTS (page_table);
}

/* Returns: (transfer none): the name of page @index of the sidebar. */
const char *
bw_window_page_name (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (page_table), NULL);

  return page_table[index].name;
}

/* Returns: (transfer none): the title of page @index of the sidebar. */
const char *
bw_window_page_title (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (page_table), NULL);

  return _ (page_table[index].title);
}
