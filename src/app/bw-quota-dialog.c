/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which quotas are set, shared out, held beside each other, and their log is read.
 *
 *   [Cancel]      Set | Beside each other | Changes      [Set]
 *   Whose      [ Anna Ray      v]
 *   Product    [ All products  v]
 *   Period     [ Q4 2026       v]
 *   Amount in USD  450,000             until now 400,000
 *   And        [ Those who report: evenly v]   [x] less of who is new
 *   each part, what it was, and their sum
 *
 * It begins with whom and when the window looks at. What would be set is worked out on another thread, as parts by what was closed
 * read all deals, and is shown before it holds; setting it is one step of undo. */

#include "app/bw-quota-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-quota-lists.h"
#include "app/bw-wording.h"
#include "core/bw-quota-edit.h"
#include "core/bw-scope.h"

enum
{
  WIDTH = 720,
  HEIGHT = 620,
  MOST_DEPTH = 12, /* of the tree of people: circles end */
};

struct _BwQuotaDialog
{
  AdwWindow parent_instance;

  GtkDropDown *whose, *product, *period, *way;
  GtkWidget   *product_row, *way_row, *ramps_row;
  GtkSwitch   *ramps;
  GtkEditable *amount;
  GtkLabel    *until_now;
  AdwBin      *parts;
  GtkWidget   *set, *remove;

  BwSession *session;    /* (owned) */
  GtkWidget *page;       /* (owned): over whose window the dialog stands */
  GArray    *scopes;     /* (owned): BwScope, one for each of whose */
  GArray    *periods;    /* (owned): BwPeriod */
  GArray    *ways;       /* (owned): BwQuotaWay, those that fit */
  GArray    *lines;      /* (owned) (nullable): what would be set; until it is known what is asked for, none */
  guint      serial;     /* of the question whose answer is waited for */
  gboolean   filling;    /* lists are being made anew */
  gboolean   is_awaited; /* it is to be set as soon as it is known */
};

G_DEFINE_FINAL_TYPE (BwQuotaDialog, bw_quota_dialog, ADW_TYPE_WINDOW)

/* ---- What is asked for ---- */

/* What the fields say. Returns whether the amount is one. */
static gboolean
read_fields (BwQuotaDialog *self,
             BwQuota       *whole)
{
  const BwBook   *book = bw_session_get_book (self->session);
  const BwScope  *scope = &g_array_index (self->scopes, BwScope, gtk_drop_down_get_selected (self->whose));
  const BwPeriod *period = &g_array_index (self->periods, BwPeriod, gtk_drop_down_get_selected (self->period));
  const char     *text = gtk_editable_get_text (self->amount);

  whole->key = 0;
  whole->person = scope->kind == BW_SCOPE_PERSON ? scope->index : BW_NOBODY;
  whole->territory = scope->kind == BW_SCOPE_TERRITORY ? scope->index : BW_NOBODY;
  whole->product = (gint32)gtk_drop_down_get_selected (self->product) - 1;
  whole->from = period->from;
  whole->to = period->to;
  whole->amount = strpbrk (text, "-(") == NULL ? bw_money_parse_typed (text, book->currency) : BW_MONEY_NONE;
  return whole->amount != BW_MONEY_NONE && whole->amount > 0;
}

static BwQuotaWay
get_way (BwQuotaDialog *self)
{
  guint place = gtk_drop_down_get_selected (self->way);

  return place < self->ways->len ? g_array_index (self->ways, BwQuotaWay, place) : BW_QUOTA_ALONE;
}

/* ---- Setting it ---- */

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (page);

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _ ("The quota was not set"), error);
}

static void
apply (BwQuotaDialog *self)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  const BwPeriod  *period = &g_array_index (self->periods, BwPeriod, gtk_drop_down_get_selected (self->period));
  g_autofree char *name = bw_wording_period (period), *label = g_strdup_printf (_ ("Set the quota of %s"), name);
  BwDelta         *delta;

  after = bw_quota_propose_apply (book, self->lines, get_way (self), g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self->page));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (BwQuotaDialog *self)
{
  BwBook          *book = bw_session_get_book (self->session), *after;
  const BwPeriod  *period = &g_array_index (self->periods, BwPeriod, gtk_drop_down_get_selected (self->period));
  g_autofree char *name = bw_wording_period (period), *label = g_strdup_printf (_ ("Remove the quota of %s"), name);
  BwDelta         *delta;
  BwQuota          like;

  read_fields (self, &like);
  after = bw_quota_edit_remove (book, &like, g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self->page));
  gtk_window_close (GTK_WINDOW (self));
}

static void
set_cb (BwQuotaDialog *self)
{
  BwQuota whole;

  if (!read_fields (self, &whole) || bw_session_get_read_only_reason (self->session) != NULL)
    return;
  if (self->lines != NULL)
    apply (self);
  else
    self->is_awaited = TRUE;
}

/* ---- What would be set, on another thread ---- */

typedef struct
{
  BwBook    *book;
  BwQuota    whole;
  BwQuotaWay way;
  gboolean   ramps;
  BwDate     as_of;
  guint      serial;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Job *job = data;

  g_task_return_pointer (task, bw_quota_propose (job->book, &job->whole, job->way, job->ramps, job->as_of), (GDestroyNotify)g_array_unref);
}

static void
proposed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  BwQuotaDialog *self = BW_QUOTA_DIALOG (object);
  const Job     *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GArray) lines = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Something else was asked for meanwhile, or the dialog is gone. */
  if (job->serial != self->serial || self->session == NULL)
    return;
  adw_bin_set_child (self->parts, lines->len > 1 ? bw_quota_lists_new_parts (job->book, lines) : NULL);
  self->lines = g_steal_pointer (&lines);
  if (self->is_awaited)
    apply (self);
}

/* Asks what would be set, by the fields as they are. */
static void
ask (BwQuotaDialog *self)
{
  g_autoptr (GTask) task = NULL;
  BwQuota  whole;
  Job     *job;
  gboolean good = read_fields (self, &whole);

  self->serial++;
  self->is_awaited = FALSE;
  g_clear_pointer (&self->lines, g_array_unref);
  gtk_widget_set_sensitive (self->set, good && bw_session_get_read_only_reason (self->session) == NULL);
  if (!good)
    {
      adw_bin_set_child (self->parts, NULL);
      return;
    }
  job = g_new (Job, 1);
  *job = (Job) {
    .book = bw_book_ref (bw_session_get_book (self->session)),
    .whole = whole,
    .way = get_way (self),
    .ramps = gtk_switch_get_active (self->ramps),
    .as_of = bw_focus_get_as_of (bw_session_get_focus (self->session)),
    .serial = self->serial,
  };
  task = g_task_new (self, NULL, proposed_cb, NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, work);
}

/* ---- What can be chosen ---- */

/* Offers the ways that fit whose quota it is and for which period. */
static void
fill_ways (BwQuotaDialog *self,
           const BwQuota *whole)
{
  const BwBook *book = bw_session_get_book (self->session);
  BwQuotaWay    chosen = get_way (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->ways, 0);
  for (BwQuotaWay way = 0; way < BW_N_QUOTA_WAYS; way++)
    {
      if (!bw_quota_way_fits (book, whole, way))
        continue;
      if (way == chosen)
        selected = self->ways->len;
      g_array_append_val (self->ways, way);
      gtk_string_list_append (names, bw_quota_way_title (way));
    }
  gtk_drop_down_set_model (self->way, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->way, selected);
  gtk_widget_set_visible (self->way_row, self->ways->len > 1);
}

/* Says what the quota is until now: one that was set, or the sum that counts where none was. */
static void
show_until_now (BwQuotaDialog *self,
                const BwQuota *whole)
{
  const BwBook    *book = bw_session_get_book (self->session);
  BwPeriod         period = { .from = whole->from, .to = whole->to };
  gint64           was = bw_quota_find (book, whole);
  g_autofree char *amount = NULL, *text = NULL;

  if (was == BW_MONEY_NONE && whole->territory < 0 && whole->product < 0)
    was = bw_book_quota (book, whole->person, &period);
  amount = bw_money_format (was, book->currency);
  text = was != BW_MONEY_NONE ? g_strdup_printf (_ ("Until now %s"), amount) : g_strdup (_ ("Until now none"));
  gtk_label_set_label (self->until_now, text);
  gtk_widget_set_sensitive (self->remove, bw_quota_edit_can_remove (book, whole) && bw_session_get_read_only_reason (self->session) == NULL);
}

static void
way_cb (BwQuotaDialog *self)
{
  BwQuotaWay way = get_way (self);

  if (self->filling)
    return;
  gtk_widget_set_visible (self->ramps_row, way >= BW_QUOTA_SHARE_EVEN && way <= BW_QUOTA_SHARE_POTENTIAL);
  ask (self);
}

/* Whose, which product or which period has changed. */
static void
chosen_cb (BwQuotaDialog *self)
{
  BwQuota whole;

  if (self->filling)
    return;
  self->filling = TRUE;
  read_fields (self, &whole);
  fill_ways (self, &whole);
  show_until_now (self, &whole);
  self->filling = FALSE;
  way_cb (self);
}

static void
add_scope (BwQuotaDialog *self,
           GtkStringList *names,
           BwScope        scope,
           int            depth)
{
  const BwBook    *book = bw_session_get_book (self->session);
  g_autofree char *name = scope.kind == BW_SCOPE_ALL ? g_strdup (_ ("The organisation")) : bw_scope_dup_name (book, &scope);
  g_autofree char *indent = g_strnfill ((gsize)depth * 3, ' '), *text = g_strconcat (indent, name, NULL);

  g_array_append_val (self->scopes, scope);
  gtk_string_list_append (names, text);
}

static void
add_reports (BwQuotaDialog *self,
             GtkStringList *names,
             gint32         manager,
             int            depth)
{
  const BwBook *book = bw_session_get_book (self->session);

  for (guint i = 0; i < book->people->len && depth <= MOST_DEPTH; i++)
    if (bw_book_person (book, i)->manager == manager && bw_book_person (book, i)->merged == 0)
      {
        add_scope (self, names, (BwScope) { BW_SCOPE_PERSON, (gint32)i, NULL }, depth);
        add_reports (self, names, (gint32)i, depth + 1);
      }
}

/* The organisation, the people as a tree, the territories of the active plan. */
static void
fill_whose (BwQuotaDialog *self)
{
  const BwBook  *book = bw_session_get_book (self->session);
  const BwScope *looked = bw_focus_get_scope (bw_session_get_focus (self->session));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  add_scope (self, names, (BwScope) { BW_SCOPE_ALL, BW_NOBODY, NULL }, 0);
  add_reports (self, names, BW_NOBODY, 1);
  for (guint i = 0; i < book->territories->len; i++)
    {
      gint32 plan = bw_book_territory (book, i)->plan;

      if (plan >= 0 && g_array_index (book->plans, BwPlan, plan).status == BW_PLAN_ACTIVE)
        add_scope (self, names, (BwScope) { BW_SCOPE_TERRITORY, (gint32)i, NULL }, 1);
    }
  for (guint i = 0; i < self->scopes->len; i++)
    {
      const BwScope *scope = &g_array_index (self->scopes, BwScope, i);

      if (scope->kind == looked->kind && scope->index == looked->index)
        selected = i;
    }
  gtk_drop_down_set_model (self->whose, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->whose, selected);
}

static void
fill_products (BwQuotaDialog *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *[]) { _ ("All products"), NULL });

  for (guint i = 0; i < book->products->len; i++)
    gtk_string_list_append (names, bw_book_text (book, bw_book_product (book, i)->name));
  gtk_drop_down_set_model (self->product, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->product_row, book->products->len > 0);
}

static void
add_period (BwQuotaDialog  *self,
            GtkStringList  *names,
            const BwPeriod *period)
{
  g_autofree char *name = bw_wording_period (period);

  g_array_append_val (self->periods, *period);
  gtk_string_list_append (names, name);
}

/* The period that is looked at, the year that it is in with its periods, and the next year with its. */
static void
fill_periods (BwQuotaDialog *self)
{
  const BwCalendar *calendar = &bw_session_get_book (self->session)->calendar;
  const BwPeriod   *looked = bw_focus_get_period (bw_session_get_focus (self->session));
  BwPeriod          year = bw_calendar_period_at (calendar, BW_PERIOD_YEAR, looked->from);
  guint             selected = G_MAXUINT;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < 2; i++, year = bw_calendar_shift (calendar, &year, 1))
    {
      BwPeriod period = bw_calendar_period_at (calendar, calendar->forecast_period, year.from);

      add_period (self, names, &year);
      for (; period.from <= year.to; period = bw_calendar_shift (calendar, &period, 1))
        add_period (self, names, &period);
    }
  for (guint i = 0; i < self->periods->len; i++)
    if (bw_period_equal (&g_array_index (self->periods, BwPeriod, i), looked))
      selected = i;
  if (selected == G_MAXUINT)
    {
      selected = self->periods->len;
      add_period (self, names, looked);
    }
  gtk_drop_down_set_model (self->period, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->period, selected);
}

/* ---- The window ---- */

/* Only on the first page there is something to set. */
static void
page_cb (GtkStack   *stack,
         GParamSpec *property,
         GtkWidget  *set)
{
  gtk_widget_set_visible (set, g_strcmp0 (gtk_stack_get_visible_child_name (stack), "set") == 0);
}

/* A row of the list with @child at its end. Returns: (transfer floating): the row. */
static GtkWidget *
make_row (const char *title,
          GtkWidget  *child)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), child);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/* A list to choose from; one that may be long is searched. */
static GtkDropDown *
make_drop_down (BwQuotaDialog *self,
                GCallback      changed,
                gboolean       is_long)
{
  GtkWidget     *down = gtk_drop_down_new (NULL, NULL);
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_drop_down_set_expression (GTK_DROP_DOWN (down), text);
  gtk_expression_unref (text);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (down), is_long);
  g_signal_connect_swapped (down, "notify::selected", changed, self);
  return GTK_DROP_DOWN (down);
}

/* A page that scrolls, with @child in it. */
static GtkWidget *
make_page (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  gtk_widget_set_valign (child, GTK_ALIGN_START);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 24);
  gtk_widget_set_margin_start (clamp, 24);
  gtk_widget_set_margin_end (clamp, 24);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
make_fields (BwQuotaDialog *self)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *list = gtk_list_box_new (), *amount = adw_entry_row_new (), *ramps = gtk_switch_new ();
  g_autofree char *title = g_strdup_printf (_ ("Amount in %s"), bw_session_get_book (self->session)->currency);

  self->whose = make_drop_down (self, G_CALLBACK (chosen_cb), TRUE);
  self->product = make_drop_down (self, G_CALLBACK (chosen_cb), TRUE);
  self->period = make_drop_down (self, G_CALLBACK (chosen_cb), FALSE);
  self->way = make_drop_down (self, G_CALLBACK (way_cb), FALSE);
  gtk_widget_set_name (GTK_WIDGET (self->whose), "whose");
  gtk_widget_set_name (GTK_WIDGET (self->period), "period");
  gtk_widget_set_name (GTK_WIDGET (self->way), "way");
  self->amount = GTK_EDITABLE (amount);
  self->until_now = GTK_LABEL (gtk_label_new (NULL));
  self->ramps = GTK_SWITCH (ramps);
  self->parts = ADW_BIN (adw_bin_new ());
  gtk_switch_set_active (self->ramps, TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (amount), title);
  gtk_widget_add_css_class (GTK_WIDGET (self->until_now), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->until_now), "numeric");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (amount), GTK_WIDGET (self->until_now));
  self->product_row = make_row (_ ("Product"), GTK_WIDGET (self->product));
  self->way_row = make_row (_ ("What follows"), GTK_WIDGET (self->way));
  self->ramps_row = make_row (_ ("Ask less of who is new or leaves"), ramps);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), make_row (_ ("Whose"), GTK_WIDGET (self->whose)));
  gtk_list_box_append (GTK_LIST_BOX (list), self->product_row);
  gtk_list_box_append (GTK_LIST_BOX (list), make_row (_ ("Period"), GTK_WIDGET (self->period)));
  gtk_list_box_append (GTK_LIST_BOX (list), amount);
  gtk_list_box_append (GTK_LIST_BOX (list), self->way_row);
  gtk_list_box_append (GTK_LIST_BOX (list), self->ramps_row);
  self->remove = gtk_button_new_with_mnemonic (_ ("_Remove this quota"));
  gtk_widget_set_tooltip_text (self->remove, _ ("There is then no quota of this period; what it was stays among the changes"));
  gtk_widget_set_halign (self->remove, GTK_ALIGN_END);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->parts));
  g_signal_connect_swapped (amount, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (amount, "entry-activated", G_CALLBACK (set_cb), self);
  g_signal_connect_swapped (ramps, "notify::active", G_CALLBACK (ask), self);
  return box;
}

static void
fill (BwQuotaDialog *self)
{
  BwFocus   *focus = bw_session_get_focus (self->session);
  BwBook    *book = bw_session_get_book (self->session);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new (), *stack = gtk_stack_new ();
  GtkWidget *switcher = gtk_stack_switcher_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->set = gtk_button_new_with_mnemonic (_ ("_Set"));
  gtk_widget_add_css_class (self->set, "suggested-action");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_stack_add_titled (GTK_STACK (stack), make_page (make_fields (self)), "set", _ ("Set a quota"));
  gtk_stack_add_titled (GTK_STACK (stack), make_page (bw_quota_lists_new_gaps (book, bw_focus_get_period (focus))), "gaps", _ ("Side by side"));
  gtk_stack_add_titled (GTK_STACK (stack), make_page (bw_quota_lists_new_log (book)), "log", _ ("Changes"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->set);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (stack, "notify::visible-child-name", G_CALLBACK (page_cb), self->set);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->set, "clicked", G_CALLBACK (set_cb), self);
  self->filling = TRUE;
  fill_whose (self);
  fill_products (self);
  fill_periods (self);
  self->filling = FALSE;
  chosen_cb (self);
}

static void
dispose (GObject *object)
{
  BwQuotaDialog *self = BW_QUOTA_DIALOG (object);

  /* Lists that are taken apart would ask once more. */
  self->filling = TRUE;
  self->serial++;
  g_clear_object (&self->session);
  g_clear_object (&self->page);
  g_clear_pointer (&self->lines, g_array_unref);
  G_OBJECT_CLASS (bw_quota_dialog_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwQuotaDialog *self = BW_QUOTA_DIALOG (object);

  g_array_unref (self->scopes);
  g_array_unref (self->periods);
  g_array_unref (self->ways);
  G_OBJECT_CLASS (bw_quota_dialog_parent_class)->finalize (object);
}

static void
bw_quota_dialog_class_init (BwQuotaDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_quota_dialog_init (BwQuotaDialog *self)
{
  self->scopes = g_array_new (FALSE, FALSE, sizeof (BwScope));
  self->periods = g_array_new (FALSE, FALSE, sizeof (BwPeriod));
  self->ways = g_array_new (FALSE, FALSE, sizeof (BwQuotaWay));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Quotas"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

/* Shows the quotas of @session's project over the window of @page, beginning with whom and when the focus looks at. Needs an open
 * project. Returns: (transfer none): the dialog. */
BwQuotaDialog *
bw_quota_dialog_show (GtkWidget *page,
                      BwSession *session)
{
  BwQuotaDialog *self = g_object_new (BW_TYPE_QUOTA_DIALOG, "transient-for", gtk_widget_get_root (page), NULL);

  self->session = g_object_ref (session);
  self->page = g_object_ref (page);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
  return self;
}
