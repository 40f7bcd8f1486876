/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets side by side: what differs, what is wrong, what is taken over.
 *
 *   14 of 15 sheets can be used. Commit would go from 4.1 M to 3.9 M.
 *   To look at    by sheet, a sentence each
 *   Numbers       [x] Anna Ray, Commit    sheet 450,000  own call 420,000  CRM 380,000     the deals behind it
 *                                                                       [Cancel] [Take over]
 *
 * Sheets are read and compared on another thread; more can be dropped onto the dialog. What is ticked becomes calls and overrides, as
 * one step of undo; what is not is kept as rejected. Lines of which only one can hold begin without a tick, and ticking one takes it from the others. */

#include "app/bw-reconcile-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-wording.h"
#include "core/bw-call-reconcile.h"
#include "core/bw-deal-field.h"
#include "session/bw-sheets.h"

enum
{
  WIDTH = 880,
  HEIGHT = 620,
  MOST_DEALS = 6, /* that are named behind a difference */
};

struct _BwReconcileDialog
{
  AdwWindow parent_instance;

  GtkWidget *title;
  GtkWidget *findings_title;
  GtkWidget *findings;
  GtkWidget *lines;
  GtkWidget *apply;
  GtkWidget *stack;

  BwSession   *session;   /* (owned) */
  BwBook      *book;      /* (owned) (nullable): that was compared with */
  GPtrArray   *paths;     /* (owned) */
  BwReconcile *reconcile; /* (owned) (nullable) */
  GPtrArray   *checks;    /* (owned): GtkCheckButton, one for each line */
  gboolean     settling;
};

G_DEFINE_FINAL_TYPE (BwReconcileDialog, bw_reconcile_dialog, ADW_TYPE_WINDOW)

/* ---- Reading, on another thread ---- */

typedef struct
{
  BwBook    *book;
  BwPeriod   period;
  BwDate     as_of;
  GPtrArray *paths;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_ptr_array_unref (job->paths);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, bw_sheets_reconcile (job->book, &job->period, job->as_of, job->paths), (GDestroyNotify)bw_reconcile_sheets_free);
}

/* ---- What is shown ---- */

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
clear (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}

/* Notes from the ticks what is taken. */
static void
read_checks (BwReconcileDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    g_array_index (self->reconcile->lines, BwReconcileLine, i).decision =
      gtk_check_button_get_active (self->checks->pdata[i]) ? BW_DECISION_ACCEPTED : BW_DECISION_REJECTED;
}

/* Says how many sheets can be used, and where the commit would go. */
static void
show_title (BwReconcileDialog *self)
{
  const BwReconcile *reconcile = self->reconcile;
  BwDelta           *delta = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwCallTree) tree = NULL;
  g_autofree char *before = NULL, *then = NULL, *used = NULL, *text = NULL;
  guint            n = 0;

  read_checks (self);
  after = bw_reconcile_apply (self->book, reconcile, 0, &delta);
  bw_delta_free (delta);
  tree = bw_call_tree_new_of (after, &reconcile->period, reconcile->as_of, reconcile->tree->own, &reconcile->tree->unowned);
  before = bw_money_format (reconcile->tree->everyone[BW_CATEGORY_COMMIT], self->book->currency);
  then = bw_money_format (tree->everyone[BW_CATEGORY_COMMIT], self->book->currency);
  for (guint i = 0; i < reconcile->sheets->len; i++)
    n += ((BwCallSheet *)reconcile->sheets->pdata[i])->refusal == NULL;
  used = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u sheet can be used.", "%u of %u sheets can be used.", reconcile->sheets->len), n,
                          reconcile->sheets->len);
  if (reconcile->lines->len > 0 && g_str_equal (before, then))
    /* Translators: a sentence, an amount */
    text = g_strdup_printf (_ ("%s With what is ticked, commit stays at %s: that is what was called higher up."), used, then);
  else
    /* Translators: a sentence, two amounts */
    text = g_strdup_printf (_ ("%s With what is ticked, commit goes from %s to %s."), used, before, then);
  gtk_label_set_label (GTK_LABEL (self->title), text);
  gtk_widget_set_sensitive (self->apply, reconcile->lines->len > 0 && bw_session_get_read_only_reason (self->session) == NULL);
}

/* Where only one can hold, ticking it takes the tick from the others. */
static void
toggled_cb (GtkCheckButton    *check,
            BwReconcileDialog *self)
{
  guint place = 0;

  if (self->settling)
    return;
  self->settling = TRUE;
  g_ptr_array_find (self->checks, check, &place);
  for (guint i = 0; i < self->checks->len && gtk_check_button_get_active (check); i++)
    {
      const BwReconcileLine *line = &g_array_index (self->reconcile->lines, BwReconcileLine, place);
      const BwReconcileLine *other = &g_array_index (self->reconcile->lines, BwReconcileLine, i);

      if (i != place && line->person == other->person && line->category == other->category)
        gtk_check_button_set_active (self->checks->pdata[i], FALSE);
    }
  self->settling = FALSE;
  show_title (self);
}

/* The deals that make the difference, in words. */
static char *
dup_deals (const BwBook          *book,
           const BwReconcileLine *line)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *rest = bw_money_format_change (line->unexplained, book->currency);

  for (guint i = 0; i < MIN (line->deals->len, MOST_DEALS); i++)
    {
      const BwReconcileDeal *deal = &g_array_index (line->deals, BwReconcileDeal, i);
      g_autofree char       *by = bw_money_format_change (deal->manager - deal->crm, book->currency);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", bw_book_text (book, book->deals.name[deal->deal]), by);
    }
  if (line->deals->len > MOST_DEALS)
    g_string_append (text, ", …");
  if (line->unexplained != 0)
    /* Translators: an amount that no deal explains */
    g_string_append_printf (text, _ ("%s%s without a deal"), text->len > 0 ? "; " : "", rest);
  if (text->len == 0)
    g_string_append (text, _ ("The same as the CRM."));
  return g_string_free (text, FALSE);
}

static void
add_line (BwReconcileDialog     *self,
          const BwReconcileLine *line)
{
  const BwBook    *book = self->book;
  g_autofree char *manager = bw_money_format (line->manager, book->currency), *crm = bw_money_format (line->crm, book->currency);
  g_autofree char *rep = line->rep != BW_MONEY_NONE ? bw_money_format (line->rep, book->currency) : g_strdup ("–");
  const char      *person = bw_book_text (book, bw_book_person (book, line->person)->name);
  g_autofree char *who = g_strdup_printf ("%s, %s", person, bw_deal_category_title (book, line->category));
  /* Translators: three amounts */
  g_autofree char *numbers = g_strdup_printf (_ ("Sheet %s, own call %s, CRM %s"), manager, rep, crm);
  g_autofree char *deals = dup_deals (book, line), *name = g_strdup_printf ("%s: %s (%s)", who, numbers, line->id);
  GtkWidget       *check = gtk_check_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !line->is_blocked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (check, line->id);
  gtk_box_append (GTK_BOX (words), make_label (who, "heading"));
  gtk_box_append (GTK_BOX (words), make_label (numbers, "numeric"));
  gtk_box_append (GTK_BOX (words), make_label (deals, "dim-label"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), words);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (GTK_LIST_BOX (self->lines), box);
}

/* The row of a workbook or text that a cell such as "Deals!B12" is in. */
static guint64
row_of (const char *cell)
{
  const char *at = strrchr (cell, '!') != NULL ? strrchr (cell, '!') + 1 : cell;

  return g_ascii_strtoull (at + strcspn (at, "0123456789"), NULL, 10);
}

/* From above to below, as somebody goes through a sheet. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const BwReconcileFinding *x = *(const BwReconcileFinding *const *)a, *y = *(const BwReconcileFinding *const *)b;
  guint64                   row = row_of (x->cell), other = row_of (y->cell);

  return row != other ? (row > other) - (row < other) : strcmp (x->cell, y->cell);
}

/* Adds what is to be looked at in @sheet (-1: what is missing altogether), below the name of its file. */
static void
add_findings (BwReconcileDialog *self,
              int                sheet)
{
  const GArray *findings = self->reconcile->findings;
  GtkWidget    *box;
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, BwReconcileFinding, i).sheet == sheet)
      g_ptr_array_add (list, &g_array_index (findings, BwReconcileFinding, i));
  if (list->len == 0)
    return;
  g_ptr_array_sort (list, compare_findings);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), make_label (sheet >= 0 ? ((BwCallSheet *)self->reconcile->sheets->pdata[sheet])->file : _ ("Missing"), "heading"));
  for (guint i = 0; i < list->len; i++)
    gtk_box_append (GTK_BOX (box), make_label (((BwReconcileFinding *)list->pdata[i])->text, NULL));
  gtk_list_box_append (GTK_LIST_BOX (self->findings), box);
}

static void
show_result (BwReconcileDialog *self)
{
  clear (self->findings);
  clear (self->lines);
  g_ptr_array_set_size (self->checks, 0);
  for (int i = 0; i < (int)self->reconcile->sheets->len; i++)
    add_findings (self, i);
  add_findings (self, -1);
  gtk_widget_set_visible (self->findings_title, self->reconcile->findings->len > 0);
  gtk_widget_set_visible (self->findings, self->reconcile->findings->len > 0);
  for (guint i = 0; i < self->reconcile->lines->len; i++)
    add_line (self, &g_array_index (self->reconcile->lines, BwReconcileLine, i));
  for (guint i = 0; i < self->checks->len; i++)
    g_signal_connect (self->checks->pdata[i], "toggled", G_CALLBACK (toggled_cb), self);
  show_title (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "result");
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwReconcileDialog *self = BW_RECONCILE_DIALOG (object);
  Job               *job = g_task_get_task_data (G_TASK (result));
  BwReconcile       *reconcile = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Sheets that were added meanwhile are read with the others. */
  if (job->paths->len != self->paths->len || self->session == NULL)
    {
      bw_reconcile_sheets_free (reconcile);
      return;
    }
  g_clear_pointer (&self->reconcile, bw_reconcile_sheets_free);
  g_clear_pointer (&self->book, bw_book_unref);
  self->reconcile = reconcile;
  self->book = bw_book_ref (job->book);
  show_result (self);
}

static void
read_sheets (BwReconcileDialog *self)
{
  BwFocus *focus = bw_session_get_focus (self->session);
  Job     *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);

  job->book = bw_book_ref (bw_session_get_book (self->session));
  job->period = *bw_focus_get_period (focus);
  job->as_of = bw_focus_get_as_of (focus);
  job->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->paths->len; i++)
    g_ptr_array_add (job->paths, g_strdup (self->paths->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  gtk_widget_set_sensitive (self->apply, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, work);
}

/* ---- Taking over ---- */

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (parent, _ ("The sheets were not taken over"), error);
}

static void
apply_cb (BwReconcileDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  BwBook    *after;
  BwDelta   *delta;

  read_checks (self);
  /* What the project has become since is what is edited. */
  after = bw_reconcile_apply (bw_session_get_book (self->session), self->reconcile, g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (self->session, _ ("Reconcile sheets"), after, delta, NULL, applied_cb, g_object_ref (parent));
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- The window ---- */

static GtkWidget *
make_list (const char *name,
           gboolean    is_boxed)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  if (is_boxed)
    gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "padded");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static GtkWidget *
make_result (BwReconcileDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scrolled = gtk_scrolled_window_new ();

  self->title = make_label ("", "title-4");
  self->findings_title = make_label (_ ("To look at"), "heading");
  self->findings = make_list (_ ("To look at"), TRUE);
  self->lines = make_list (_ ("Numbers in the sheets"), TRUE);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->findings_title);
  gtk_box_append (GTK_BOX (box), self->findings);
  gtk_box_append (GTK_BOX (box), make_label (_ ("Numbers in the sheets"), "heading"));
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/* Files that are dropped are read with the others. */
static gboolean
drop_cb (BwReconcileDialog *self,
         const GValue      *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *l = files; l != NULL; l = l->next)
    if (g_file_peek_path (l->data) != NULL)
      g_ptr_array_add (paths, g_file_get_path (l->data));
  g_ptr_array_add (paths, NULL);
  bw_reconcile_dialog_add (self, (const char *const *)paths->pdata);
  return paths->len > 1;
}

static void
bw_reconcile_dialog_init (BwReconcileDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkWidget     *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new (), *cancel, *spinner;

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  self->apply = gtk_button_new_with_mnemonic (_ ("_Take over"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_widget_set_sensitive (self->apply, FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
  spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), make_result (self), "result");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Reconcile sheets"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
dispose (GObject *object)
{
  BwReconcileDialog *self = BW_RECONCILE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->reconcile, bw_reconcile_sheets_free);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_reconcile_dialog_parent_class)->dispose (object);
}

static void
bw_reconcile_dialog_class_init (BwReconcileDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

BwReconcileDialog *
bw_reconcile_dialog_new (GtkWindow         *parent,
                         BwSession         *session,
                         const char *const *paths)
{
  BwReconcileDialog *self = g_object_new (BW_TYPE_RECONCILE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  bw_reconcile_dialog_add (self, paths);
  return self;
}

/* Reads the sheets at @paths too. */
void
bw_reconcile_dialog_add (BwReconcileDialog *self,
                         const char *const *paths)
{
  g_return_if_fail (BW_IS_RECONCILE_DIALOG (self));

  for (; *paths != NULL; paths++)
    if (!g_ptr_array_find_with_equal_func (self->paths, *paths, g_str_equal, NULL))
      g_ptr_array_add (self->paths, g_strdup (*paths));
  read_sheets (self);
}

guint
bw_reconcile_dialog_count (BwReconcileDialog *self,
                           guint             *n_accepted)
{
  g_return_val_if_fail (BW_IS_RECONCILE_DIALOG (self), 0);

  *n_accepted = 0;
  for (guint i = 0; i < self->checks->len; i++)
    *n_accepted += gtk_check_button_get_active (self->checks->pdata[i]);
  return self->checks->len;
}
