/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which territory plan is shown, and what can be done with it.
 *
 *   [Next year · Draft v]            [Propose]        the next step of its course
 *   +--------------------------------+
 *   | Territories 2026   Active      |
 *   | Next year          Draft       |
 *   | ------------------------------ |
 *   | Copy as draft…   Rename…       |
 *   | Return to draft  Archive       |
 *   | Change map…                    |
 *   | Export owners…   Export map…   |
 *   | ------------------------------ |
 *   | 2026-11-23 Copied: ...         |
 *   +--------------------------------+
 *
 * What is done is an edit of the project, which can be undone. */

#include "app/bw-plan-bar.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-plan-dialog.h"
#include "app/bw-plan-map-dialog.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-export.h"
#include "core/bw-plan-map.h"
#include "core/bw-territory-plan.h"

enum
{
  MAX_EVENTS = 8, /* of the plan's history that are told */
};

/* What the buttons of the popover do. */
typedef enum
{
  ACT_COPY,
  ACT_RENAME,
  ACT_MAP,
  ACT_RETURN,
  ACT_ARCHIVE,
  ACT_REMOVE,
  ACT_OWNERS,
  ACT_OUTLINES,
  N_ACTS,
} Act;

struct _BwPlanBar
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget     *next; /* the next step */
  GtkListBox    *list;
  GtkWidget     *acts[N_ACTS];
  GtkLabel      *history;
  BwSession     *session; /* (owned) (nullable) */
  gint32         plan;
  char          *exported; /* (owned) (nullable): what is being saved */
};

enum
{
  PLAN_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwPlanBar, bw_plan_bar, ADW_TYPE_BIN)

static BwBook *
get_book (BwPlanBar *self)
{
  return self->session != NULL ? bw_session_get_book (self->session) : NULL;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The plan that is shown; NULL when there is none any more. */
static BwPlan *
get_plan (BwPlanBar *self)
{
  BwBook *book = get_book (self);

  return book != NULL && self->plan >= 0 && (guint)self->plan < book->plans->len ? bw_book_plan (book, self->plan) : NULL;
}

/* ---- Edits ---- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwPlanBar) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The plan was not changed"), error);
}

static void
apply (BwPlanBar  *self,
       const char *label,
       BwBook     *after,
       BwDelta    *delta)
{
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
show_problem (BwPlanBar  *self,
              const char *problem)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The plan was not changed"), error);
}

static void
copied_cb (const char *name,
           const char *map,
           gboolean    empty,
           gpointer    data)
{
  BwPlanBar       *self = data;
  BwBook          *book = get_book (self), *after;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  BwDelta *delta;
  gint32   copy;
  gint64   key;

  if (book == NULL)
    return;
  problem = bw_plan_dup_name_problem (book, name, BW_NOBODY);
  if (problem != NULL)
    {
      show_problem (self, problem);
      return;
    }
  after = bw_plan_map_copy (book, get_plan (self) != NULL && !empty ? self->plan : BW_NOBODY, name, map, now (), &copy, &delta, &error);
  if (after == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  key = bw_book_plan (after, copy)->key;
  apply (self, _ ("Copy plan"), after, delta);
  g_signal_emit (self, signals[PLAN_CHOSEN], 0, key);
}

static void
map_chosen_cb (const char *name,
               const char *map,
               gboolean    empty,
               gpointer    data)
{
  BwPlanBar *self = data;
  BwPlan    *plan = get_plan (self);
  g_autoptr (GError) error = NULL;
  BwDelta *delta;
  BwBook  *after;

  if (plan == NULL || !bw_plan_is_editable (plan))
    return;
  after = bw_plan_map_edit (get_book (self), self->plan, map, &delta, &error);
  if (after == NULL)
    show_problem (self, error->message);
  else
    apply (self, _ ("Change map"), after, delta);
}

static void
renamed_cb (const char *name,
            gpointer    data)
{
  BwPlanBar       *self = data;
  BwBook          *book = get_book (self), *after;
  BwPlan          *plan = get_plan (self);
  g_autofree char *problem = NULL;
  BwDelta         *delta;

  if (plan == NULL)
    return;
  problem = bw_plan_dup_name_problem (book, name, self->plan);
  if (problem != NULL)
    {
      show_problem (self, problem);
      return;
    }
  after = bw_plan_edit_describe (book, self->plan, name, bw_book_text (book, plan->note), &delta);
  apply (self, _ ("Rename plan"), after, delta);
}

static void
dated_cb (BwDate   from,
          gboolean quotas,
          gpointer data)
{
  BwPlanBar *self = data;
  BwPlan    *plan = get_plan (self);
  BwBook    *after;
  BwDelta   *delta;

  if (plan == NULL || !bw_plan_allows (plan, BW_PLAN_ACTIVATE))
    return;
  after = bw_plan_edit_activate (get_book (self), self->plan, from, bw_focus_get_as_of (bw_session_get_focus (self->session)), quotas, now (),
                                 &delta);
  apply (self, _ ("Make plan effective"), after, delta);
}

static void
set_status (BwPlanBar  *self,
            BwPlanAct   act,
            const char *label)
{
  BwPlan  *plan = get_plan (self);
  BwBook  *after;
  BwDelta *delta;

  if (plan == NULL || !bw_plan_allows (plan, act))
    return;
  if (act == BW_PLAN_REMOVE)
    after = bw_plan_edit_remove (get_book (self), self->plan, &delta);
  else
    after = bw_plan_edit_set_status (get_book (self), self->plan, act, NULL, now (), &delta);
  apply (self, label, after, delta);
}

static void
ask_copy (BwPlanBar *self)
{
  BwBook          *book = get_book (self);
  BwPlan          *plan = get_plan (self);
  g_autofree char *stem = plan != NULL ? g_strdup_printf (_ ("%s, draft"), bw_book_text (book, plan->name)) : g_strdup (_ ("Draft"));
  g_autofree char *name = bw_plan_dup_free_name (book, stem);

  if (plan != NULL && book->atlas != NULL)
    bw_plan_map_dialog_ask (GTK_WIDGET (self), book, self->plan, name, copied_cb, self);
}

/* ---- Export ---- */

static void
saved_cb (GListModel *files,
          gpointer    data)
{
  BwPlanBar *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->exported != NULL && file != NULL &&
      !g_file_replace_contents (file, self->exported, strlen (self->exported), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error) &&
      root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The file was not written"), error);
}

static void
export_plan (BwPlanBar *self,
             gboolean   owners)
{
  static const char *const sheets[] = { "csv", NULL }, *const maps[] = { "geojson", NULL };
  BwBook          *book = get_book (self);
  g_autofree char *name = NULL;

  if (get_plan (self) == NULL || book->atlas == NULL)
    return;
  g_free (self->exported);
  name = g_strdup_printf ("%s.%s", bw_book_text (book, get_plan (self)->name), owners ? sheets[0] : maps[0]);
  if (owners)
    self->exported = bw_plan_dup_ownership (book, bw_plan_base (book, self->plan), self->plan, FALSE);
  else
    {
      g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, self->plan);
      g_autoptr (BwAccountValues) values = bw_account_values_new_for (plan, bw_focus_get_as_of (bw_session_get_focus (self->session)));

      self->exported = bw_plan_dup_geojson (plan, values);
    }
  bw_dialogs_save_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), owners ? _ ("Export owners of accounts") : _ ("Export territories"),
                        name, owners ? _ ("Tables") : _ ("Maps"), owners ? sheets : maps, saved_cb, self);
}

/* ---- Callbacks ---- */

static void
act_cb (GtkWidget *button,
        BwPlanBar *self)
{
  BwPlan *plan = get_plan (self);
  guint   act = 0;

  while (act < N_ACTS && self->acts[act] != button)
    act++;
  gtk_menu_button_popdown (self->button);
  if (plan == NULL)
    return;
  if (act == ACT_COPY)
    ask_copy (self);
  else if (act == ACT_RENAME)
    bw_plan_dialog_ask_text (GTK_WIDGET (self), _ ("Rename plan"), _ ("_Name"), bw_book_text (get_book (self), plan->name), _ ("_Rename"), TRUE,
                             renamed_cb, self);
  else if (act == ACT_MAP && bw_plan_is_editable (plan) && get_book (self)->atlas != NULL)
    bw_plan_map_dialog_ask (GTK_WIDGET (self), get_book (self), self->plan, NULL, map_chosen_cb, self);
  else if (act == ACT_RETURN)
    set_status (self, BW_PLAN_RETURN, _ ("Return plan to draft"));
  else if (act == ACT_ARCHIVE)
    set_status (self, BW_PLAN_ARCHIVE, _ ("Archive plan"));
  else if (act == ACT_REMOVE)
    set_status (self, BW_PLAN_REMOVE, _ ("Remove plan"));
  else if (act >= ACT_OWNERS)
    export_plan (self, act == ACT_OWNERS);
}

static void
next_cb (BwPlanBar *self)
{
  BwPlan *plan = get_plan (self);
  BwDate  day;

  if (plan == NULL)
    return;
  day = bw_focus_get_as_of (bw_session_get_focus (self->session));
  switch (plan->status)
    {
    case BW_PLAN_DRAFT:
      set_status (self, BW_PLAN_PROPOSE, _ ("Propose plan"));
      break;
    case BW_PLAN_PROPOSED:
      set_status (self, BW_PLAN_APPROVE, _ ("Approve plan"));
      break;
    case BW_PLAN_APPROVED:
      bw_plan_dialog_ask_day (GTK_WIDGET (self), bw_book_text (get_book (self), plan->name), day, dated_cb, self);
      break;
    case BW_PLAN_ACTIVE:
    case BW_PLAN_ARCHIVED:
    default:
      ask_copy (self);
    }
}

static void
row_activated_cb (BwPlanBar     *self,
                  GtkListBoxRow *row)
{
  BwBook *book = get_book (self);
  guint   index = (guint)gtk_list_box_row_get_index (row);

  gtk_menu_button_popdown (self->button);
  if (book != NULL && index < book->plans->len)
    g_signal_emit (self, signals[PLAN_CHOSEN], 0, bw_book_plan (book, index)->key);
}

/* ---- Showing ---- */

/* Returns: (transfer full): how far @plan is, such as "Active from 1 Jan 2027". */
static char *
dup_status (const BwPlan *plan)
{
  g_autofree char *day = NULL;

  if (plan->status != BW_PLAN_ACTIVE || plan->from == BW_DATE_NONE)
    return g_strdup (bw_plan_status_title (plan->status));
  day = bw_date_format_short (plan->from, BW_DATE_NONE);
  /* Translators: how far a plan is, and a day. */
  return g_strdup_printf (_ ("Active from %s"), day);
}

static void
fill_list (BwPlanBar *self)
{
  BwBook    *book = get_book (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < book->plans->len; i++)
    {
      const BwPlan    *plan = bw_book_plan (book, i);
      g_autofree char *status = dup_status (plan);
      g_autofree char *spoken = g_strdup_printf ("%s, %s", bw_book_text (book, plan->name), status);
      GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget       *name = gtk_label_new (bw_book_text (book, plan->name)), *label = gtk_label_new (status);

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), name);
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      gtk_list_box_append (self->list, row);
      if ((gint32)i == self->plan)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
}

static void
tell_history (BwPlanBar *self)
{
  BwBook *book = get_book (self);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = book->plan_events->len; i > 0 && n < MAX_EVENTS; i--)
    {
      const BwPlanEvent *event = &g_array_index (book->plan_events, BwPlanEvent, i - 1);
      const char        *note = bw_book_text (book, event->note);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (event->at);
      g_autofree char *at = time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("");

      if (event->plan != self->plan)
        continue;
      g_string_append_printf (text, "%s%s  %s%s%s", n++ > 0 ? "\n" : "", at, bw_plan_event_title (event->kind), *note != '\0' ? ": " : "",
                              note);
    }
  gtk_label_set_label (self->history, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->history), n > 0);
}

/* Shows @plan of the session's book (%BW_NOBODY: none). */
void
bw_plan_bar_show (BwPlanBar *self,
                  gint32     plan)
{
  static const char *const steps[] = { N_ ("_Propose"), N_ ("_Approve"), N_ ("Make _effective…"), N_ ("New _draft…"), N_ ("New _draft…") };
  BwPlan                  *row;
  g_autofree char         *label = NULL;
  gboolean                 writable = FALSE;

  self->plan = plan;
  row = get_plan (self);
  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  if (row == NULL)
    return;
  g_object_get (self->session, "writable", &writable, NULL);
  /* Translators: a plan's name, and how far it is. */
  label = g_strdup_printf (_ ("%s · %s"), bw_book_text (get_book (self), row->name), bw_plan_status_title (row->status));
  gtk_menu_button_set_label (self->button, label);
  gtk_button_set_label (GTK_BUTTON (self->next), _ (steps[row->status]));
  gtk_widget_set_sensitive (self->next, writable);
  for (guint i = 0; i < N_ACTS; i++)
    gtk_widget_set_sensitive (self->acts[i], writable || i >= ACT_OWNERS);
  gtk_widget_set_visible (gtk_widget_get_parent (self->acts[ACT_MAP]), bw_plan_is_editable (row) && get_book (self)->atlas != NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (self->acts[ACT_RETURN]), bw_plan_allows (row, BW_PLAN_RETURN));
  gtk_widget_set_visible (gtk_widget_get_parent (self->acts[ACT_ARCHIVE]), bw_plan_allows (row, BW_PLAN_ARCHIVE));
  gtk_widget_set_visible (gtk_widget_get_parent (self->acts[ACT_REMOVE]), bw_plan_allows (row, BW_PLAN_REMOVE));
  fill_list (self);
  tell_history (self);
}

/* Sets whose plans are shown. */
void
bw_plan_bar_set_session (BwPlanBar *self,
                         BwSession *session)
{
  g_set_object (&self->session, session);
}

static void
dispose (GObject *object)
{
  BwPlanBar *self = BW_PLAN_BAR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->exported, g_free);
  G_OBJECT_CLASS (bw_plan_bar_parent_class)->dispose (object);
}

static void
bw_plan_bar_class_init (BwPlanBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[PLAN_CHOSEN] = g_signal_new ("plan-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT64);
}

/* The keyboard begins at the plan that is shown. */
static void
focus_plan_cb (BwPlanBar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static GtkWidget *
new_popover (BwPlanBar *self)
{
  static const char *const titles[N_ACTS] = {
    N_ ("_Copy as draft…"),
    N_ ("Re_name…"),
    N_ ("Chan_ge map…"),
    N_ ("_Return to draft"),
    N_ ("_Archive"),
    N_ ("Re_move"),
    N_ ("Export _owners…"),
    N_ ("Export _map…"),
  };
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *flow = gtk_flow_box_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Plans"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_widget_set_size_request (flow, 320, -1);
  for (guint i = 0; i < N_ACTS; i++)
    {
      self->acts[i] = gtk_button_new_with_mnemonic (_ (titles[i]));
      gtk_widget_add_css_class (self->acts[i], "flat");
      g_signal_connect (self->acts[i], "clicked", G_CALLBACK (act_cb), self);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), self->acts[i]);
    }
  gtk_box_append (GTK_BOX (box), flow);
  self->history = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->history, 0);
  gtk_label_set_wrap (self->history, TRUE);
  gtk_label_set_max_width_chars (self->history, 40);
  gtk_widget_add_css_class (GTK_WIDGET (self->history), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->history), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->history));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "show", G_CALLBACK (focus_plan_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return popover;
}

static void
bw_plan_bar_init (BwPlanBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->plan = BW_NOBODY;
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, new_popover (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self->button), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a plan, copy it, export it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Plan"), -1);
  self->next = gtk_button_new_with_mnemonic (_ ("New _draft…"));
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (box), self->next);
  adw_bin_set_child (ADW_BIN (self), box);
}
