/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tests say calls at the cells of a window and drop managers' sheets onto it. */

#include "calls-fixture.h"

#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"

BwSession *
calls_get_session (WindowFixture *fixture)
{
  return bw_window_get_session (fixture->window);
}

BwBook *
calls_get_book (WindowFixture *fixture)
{
  return bw_session_get_book (calls_get_session (fixture));
}

/* ---- Waiting ---- */

static gboolean
has_rows (gpointer data)
{
  GListModel *rows = bw_team_tree_get_rows (data);

  return rows != NULL && g_list_model_get_n_items (rows) > 0;
}

static gboolean
is_popped_up (gpointer data)
{
  GtkWidget *popover = window_find (data, GTK_TYPE_POPOVER, NULL, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover);
}

gboolean
calls_is_gone (gpointer data)
{
  return window_find (data, GTK_TYPE_POPOVER, NULL, NULL) == NULL;
}

typedef struct
{
  WindowFixture *fixture;
  guint          n_calls, n_lines;
} Wanted;

static gboolean
are_there (gpointer data)
{
  const Wanted *wanted = data;

  return calls_get_book (wanted->fixture)->calls->len == wanted->n_calls && calls_get_book (wanted->fixture)->sheet_lines->len == wanted->n_lines;
}

void
calls_wait_for_calls (WindowFixture *fixture,
                      guint          n_calls,
                      guint          n_lines)
{
  Wanted wanted = { fixture, n_calls, n_lines };

  window_wait_until (are_there, &wanted);
}

typedef struct
{
  WindowFixture *fixture;
  const char    *action;
} Awaited;

static gboolean
is_enabled (gpointer data)
{
  const Awaited *awaited = data;

  return g_action_group_get_action_enabled (G_ACTION_GROUP (awaited->fixture->window), awaited->action);
}

/* Undoes or does again, once what was done before is written. */
void
calls_step (WindowFixture *fixture,
            const char    *action)
{
  Awaited          awaited = { fixture, action };
  g_autofree char *name = g_strconcat ("win.", action, NULL);

  window_wait_until (is_enabled, &awaited);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), name, NULL);
}

/* ---- At the cell ---- */

/* Opens what is said at the cell of @person. Returns: (transfer none): the popover. */
GtkWidget *
calls_open_cell (GtkWidget *page,
                 gint32     person,
                 guint      figure)
{
  GtkWidget *tree = window_find_hidden (page, BW_TYPE_TEAM_TREE), *cell;

  window_wait_until (calls_is_gone, page);
  window_wait_until (has_rows, tree);
  gtk_test_widget_wait_for_draw (tree);
  cell = window_find (tree, GTK_TYPE_BUTTON, NULL, NULL);
  g_assert_nonnull (cell);
  g_signal_emit_by_name (tree, "figure-activated", person, figure, cell);
  window_wait_until (is_popped_up, page);
  return window_find (page, GTK_TYPE_POPOVER, NULL, NULL);
}

/* ---- Sheets ---- */

BwReconcileDialog *
calls_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (BW_IS_RECONCILE_DIALOG (window))
        return BW_RECONCILE_DIALOG (window);
    }
  return NULL;
}

gboolean
calls_is_read (gpointer data)
{
  guint n_accepted;

  return calls_find_dialog () != NULL && bw_reconcile_dialog_count (calls_find_dialog (), &n_accepted) > 0;
}

gboolean
calls_has_all (gpointer n)
{
  guint n_accepted;

  return bw_reconcile_dialog_count (calls_find_dialog (), &n_accepted) == GPOINTER_TO_UINT (n);
}

/* Drops @file onto @widget. */
void
calls_drop (GtkWidget *widget,
            GFile     *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_assert_true (taken);
}

gboolean
calls_is_closed (gpointer data)
{
  return calls_find_dialog () == NULL;
}

/* Says @amount at the cell of @person, with @note, as a person does; without an amount takes back what was said. */
void
calls_say_at_cell (WindowFixture *fixture,
                   gint32         person,
                   guint          figure,
                   const char    *amount,
                   const char    *note)
{
  GtkWidget *page = window_show_page (fixture, "forecast"), *popover = calls_open_cell (page, person, figure);
  gboolean   is_override = figure == BW_TEAM_OVERRIDE;
  guint      n = calls_get_book (fixture)->calls->len;
  GtkWidget *button;

  if (amount != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (window_find (popover, GTK_TYPE_ENTRY, NULL, NULL)), amount);
      gtk_editable_set_text (GTK_EDITABLE (window_find (popover, GTK_TYPE_ENTRY, "placeholder-text", is_override ? "Reason (required)" : "Note")), note);
    }
  button = window_find (popover, GTK_TYPE_BUTTON, "label", amount == NULL ? (is_override ? "_Reset" : "_Take back") : is_override ? "_Override"
                                                                                                                                  : "_Call");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  calls_wait_for_calls (fixture, n + 1, calls_get_book (fixture)->sheet_lines->len);
  window_wait_until (calls_is_gone, page);
}

/* What bellwether-cli says of the same project: the commit of everyone in @period, minor units; -1 without the program. */
gint64
calls_ask_headless (WindowFixture *fixture,
                    const char    *period)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "cli", "bellwether-cli", NULL), *out = NULL;
  const char      *argv[] = { program, "calls", g_file_peek_path (fixture->file), "--period", period, "--json", NULL }, *at;
  int              status = 0;

  if (!g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    return -1;
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  at = strstr (out, "\"name\" : \"commit\"");
  g_assert_nonnull (at);
  at = strstr (at, "\"stands\" : ");
  g_assert_nonnull (at);
  return (gint64)(g_ascii_strtod (at + strlen ("\"stands\" : "), NULL) * 100.0 + 0.5);
}
