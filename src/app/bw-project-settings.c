/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of an open project: the screens of the set-up beside a list of them. Saving is one step of undo; what cannot
 * be is said above the screens, and nothing is changed. */

#include "app/bw-project-settings.h"

#include <glib/gi18n.h>

#include "app/bw-calendar-screen.h"
#include "app/bw-dialogs.h"
#include "app/bw-dialogs.h"
#include "app/bw-goals-screen.h"
#include "app/bw-organisation-screen.h"
#include "app/bw-stages-screen.h"
#include "app/bw-team-screen.h"

struct _BwProjectSettings
{
  AdwWindow parent_instance;

  GtkStack  *screens;
  GtkLabel  *fault_label;
  GtkButton *save_button;

  BwSession *session; /* (owned) */
  BwBook    *book;    /* (owned): whose settings are shown */
  BwSetup   *setup;
};

G_DEFINE_FINAL_TYPE (BwProjectSettings, bw_project_settings, ADW_TYPE_WINDOW)

static BwDate
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
}

/* Calls for each screen, the goals last: their people are those of the team. */
static void
each_screen (BwProjectSettings *self,
             gboolean           showing)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->screens)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (showing)
      bw_setup_screen_show (BW_SETUP_SCREEN (child), self->setup, self->book);
    else
      bw_setup_screen_read (BW_SETUP_SCREEN (child), self->setup);
}

static void
screen_changed_cb (BwProjectSettings *self)
{
  GtkWidget *screen = gtk_stack_get_visible_child (self->screens);

  if (self->setup == NULL || !BW_IS_GOALS_SCREEN (screen))
    return;
  each_screen (self, FALSE);
  bw_setup_screen_show (BW_SETUP_SCREEN (screen), self->setup, self->book);
}

static void
saved_cb (GObject      *session,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (parent, _ ("The settings were not changed"), error);
}

static void
tell_fault (BwProjectSettings *self,
            const char        *fault)
{
  gtk_label_set_label (self->fault_label, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), fault != NULL);
}

static void
save_cb (BwProjectSettings *self)
{
  GtkWindow       *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *fault = NULL;
  BwBook          *after;
  BwDelta         *delta;

  each_screen (self, FALSE);
  if (bw_session_get_book (self->session) != self->book)
    fault = g_strdup (_ ("The project has changed meanwhile. Cancel, and open the settings again."));
  else
    fault = bw_setup_find_fault_in (self->setup, self->book);
  tell_fault (self, fault);
  if (fault != NULL)
    return;
  after = bw_setup_apply (self->setup, self->book, today (), &delta);
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
    }
  else
    bw_session_apply_async (self->session, _ ("Change the project settings"), after, delta, NULL, saved_cb,
                            g_object_ref (parent));
  gtk_window_close (GTK_WINDOW (self));
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_PROJECT_SETTINGS);
  G_OBJECT_CLASS (bw_project_settings_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwProjectSettings *self = BW_PROJECT_SETTINGS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->setup, bw_setup_free);
  G_OBJECT_CLASS (bw_project_settings_parent_class)->finalize (object);
}

static void
bw_project_settings_class_init (BwProjectSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_ORGANISATION_SCREEN);
  g_type_ensure (BW_TYPE_CALENDAR_SCREEN);
  g_type_ensure (BW_TYPE_TEAM_SCREEN);
  g_type_ensure (BW_TYPE_STAGES_SCREEN);
  g_type_ensure (BW_TYPE_GOALS_SCREEN);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-project-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, BwProjectSettings, screens);
  gtk_widget_class_bind_template_child (widget_class, BwProjectSettings, fault_label);
  gtk_widget_class_bind_template_child (widget_class, BwProjectSettings, save_button);
  gtk_widget_class_bind_template_callback (widget_class, screen_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_project_settings_init (BwProjectSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_dialogs_fit_text (GTK_WINDOW (self));
}

/* The settings of the project that @session has open, over @parent. Returns: (transfer none): to be presented. */
BwProjectSettings *
bw_project_settings_new (GtkWindow *parent,
                         BwSession *session)
{
  BwProjectSettings *self =
    g_object_new (BW_TYPE_PROJECT_SETTINGS, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  BwFocus *focus = bw_session_get_focus (session);

  self->session = g_object_ref (session);
  self->book = bw_book_ref (bw_session_get_book (session));
  self->setup = bw_setup_of_book (self->book, bw_focus_get_period (focus)->year);
  each_screen (self, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), bw_session_get_read_only_reason (session) == NULL);
  tell_fault (self, bw_session_get_read_only_reason (session));
  return self;
}
