/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a territory plan changes against another, reviewed change by change.
 *
 *   Against [Territories 2026 v]
 *   3 changes: 94 accounts, $1.4 M open; 27 get another owner
 *   [Accept all]
 *   Harris, TX            27 accounts      [v] [x] […]
 *   Texas and Gulf → Northwest, $266 K     "too far"
 *   ...
 *   > People: what each had and will have, with forecast and quota
 *   > From – to
 *
 * The comparison with its forecasts takes a moment for a large book and is worked out on another thread; until it has come the
 * former one stays. Decisions are edits of the project, which can be undone. */

#include "app/bw-plan-changes.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/bw-plan-map.h"
#include "app/bw-dialogs.h"
#include "app/bw-plan-dialog.h"
#include "app/bw-report-print.h"
#include "app/bw-tab-stop.h"
#include "chart/bw-plan-report.h"
#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-review.h"
#include "session/bw-live.h"

enum
{
  MAX_ROWS = 300, /* changes that are listed */
};

/* Which plans are compared, by their keys. */
typedef struct
{
  gint64 plan, base;
} Pair;

struct _BwPlanChanges
{
  AdwBin parent_instance;

  GtkDropDown *against;
  GtkLabel    *summary;
  GtkWidget   *accept_all;
  GtkWidget   *print, *save;
  GtkListBox  *list;
  GtkWidget   *people; /* expander */
  GtkGrid     *people_grid;
  GtkWidget   *matrix; /* expander */
  GtkGrid     *matrix_grid;
  BwSession   *session; /* (owned) (nullable) */
  BwLive      *live;    /* (owned) (nullable) */
  Pair         pair;
  gint32       noted; /* the change that is being commented */
  gboolean     filling;
};

enum
{
  CHANGE_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwPlanChanges, bw_plan_changes, ADW_TYPE_BIN)

static gpointer
work (const BwLiveJob *job)
{
  const Pair *pair = job->question;
  gint32      plan = pair != NULL ? bw_plan_find_key (job->book, pair->plan) : BW_NOBODY;
  gint32      base = pair != NULL ? bw_plan_find_key (job->book, pair->base) : BW_NOBODY;
  g_autoptr (BwAccountValues) values = bw_account_values_new (job->book, job->as_of);
  g_autofree double *forecasts = bw_plan_forecasts_new (job->book, &job->period, job->as_of);

  return bw_plan_comparison_new (job->book, base, plan, values, forecasts, &job->period);
}

/* What has been worked out, if it is of the book as it is now. */
static const BwPlanComparison *
get_comparison (BwPlanChanges *self)
{
  const BwLiveJob *job = self->live != NULL ? bw_live_get_job (self->live) : NULL;

  return job != NULL && job->book == bw_session_get_book (self->session) ? bw_live_get (self->live) : NULL;
}

static const char *
territory_name (const BwBook *book,
                gint32        territory)
{
  return territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : _ ("No territory");
}

/* ---- Edits ---- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwPlanChanges) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The decision was not kept"), error);
}

/* Decides over the change with index @first, or with @all over all that nothing was said of. */
static void
decide (BwPlanChanges *self,
        gint32         first,
        gboolean       all,
        BwDecision     decision,
        const char    *note)
{
  const BwPlanComparison *comparison = get_comparison (self);
  BwBook                 *book = bw_session_get_book (self->session), *after;
  g_autoptr (GArray) reviewed = g_array_new (FALSE, FALSE, sizeof (BwReviewed));
  BwDelta *delta;

  for (guint i = 0; comparison != NULL && i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);
      BwReviewed          row = { change->unit, change->to };

      if ((gint32)i == first || (all && change->decision == BW_DECISION_OPEN))
        g_array_append_val (reviewed, row);
    }
  if (reviewed->len == 0)
    return;
  after = bw_plan_review_edit (book, comparison->plan, (const BwReviewed *)(gpointer)reviewed->data, reviewed->len, decision, note,
                               g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (self->session,
                          note != NULL                       ? _ ("Comment a change")
                          : decision == BW_DECISION_ACCEPTED ? _ ("Accept a change")
                          : decision == BW_DECISION_REJECTED ? _ ("Reject a change")
                                                             : _ ("Take a decision back"),
                          after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
noted_cb (const char *text,
          gpointer    data)
{
  BwPlanChanges          *self = data;
  const BwPlanComparison *comparison = get_comparison (self);

  if (comparison != NULL && (guint)self->noted < comparison->changes->len)
    decide (self, self->noted, FALSE, g_array_index (comparison->changes, BwPlanChange, self->noted).decision, text);
}

static gint32
index_of (GtkWidget *widget)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "change"));
}

static void
accept_cb (GtkToggleButton *button,
           BwPlanChanges   *self)
{
  if (!self->filling)
    decide (self, index_of (GTK_WIDGET (button)), FALSE, gtk_toggle_button_get_active (button) ? BW_DECISION_ACCEPTED : BW_DECISION_OPEN, NULL);
}

static void
reject_cb (GtkToggleButton *button,
           BwPlanChanges   *self)
{
  if (!self->filling)
    decide (self, index_of (GTK_WIDGET (button)), FALSE, gtk_toggle_button_get_active (button) ? BW_DECISION_REJECTED : BW_DECISION_OPEN, NULL);
}

static void
comment_cb (GtkWidget     *button,
            BwPlanChanges *self)
{
  const BwPlanComparison *comparison = get_comparison (self);
  const BwPlanChange     *change;
  g_autofree char        *name = NULL;

  self->noted = index_of (button);
  if (comparison == NULL || (guint)self->noted >= comparison->changes->len)
    return;
  change = &g_array_index (comparison->changes, BwPlanChange, self->noted);
  name = bw_plan_change_dup_name (bw_session_get_book (self->session), change);
  bw_plan_dialog_ask_text (GTK_WIDGET (self), name, _ ("_Comment"), bw_book_text (bw_session_get_book (self->session), change->note), _ ("_Keep"),
                           FALSE, noted_cb, self);
}

static void
accept_all_cb (BwPlanChanges *self)
{
  decide (self, -1, TRUE, BW_DECISION_ACCEPTED, NULL);
}

/* Prints both plans beside each other, or saves that as PDF. */
static void
print_cb (GtkWidget     *button,
          BwPlanChanges *self)
{
  const BwPlanComparison *comparison = get_comparison (self);
  const BwLiveJob        *job = bw_live_get_job (self->live);
  GtkRoot                *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (BwReport) report = NULL;

  if (comparison == NULL || root == NULL || job->book->atlas == NULL)
    return;
  report = bw_plan_report_new (job->book, comparison, job->as_of, &job->period);
  if (button == self->print)
    bw_report_print_run (GTK_WINDOW (root), report);
  else
    bw_report_print_save (GTK_WINDOW (root), report);
}

/* ---- Showing ---- */

static GtkWidget *
new_label (const char *text,
           float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (xalign == 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_tooltip_text (label, text);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_decision (BwPlanChanges *self,
              const char    *icon,
              const char    *title,
              gint32         change,
              gboolean       active,
              GCallback      callback)
{
  GtkWidget *button = callback == G_CALLBACK (comment_cb) ? gtk_button_new () : gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, title);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), active);
  g_object_set_data (G_OBJECT (button), "change", GINT_TO_POINTER (change));
  g_signal_connect (button, callback == G_CALLBACK (comment_cb) ? "clicked" : "toggled", callback, self);
  return button;
}

static GtkWidget *
new_row (BwPlanChanges      *self,
         const BwBook       *book,
         const BwPlanChange *change,
         gint32              index)
{
  GtkWidget       *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget       *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = bw_plan_change_dup_name (book, change);
  g_autofree char *pipeline = bw_money_format_compact (change->sum.values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *way = change->kind == BW_CHANGE_OWNER
                           ? g_strdup_printf ("%s → %s", bw_book_territory (book, change->from)->owner >= 0 ? bw_book_text (book, bw_book_person (book, bw_book_territory (book, change->from)->owner)->name) : _ ("nobody"),
                                              bw_book_territory (book, change->to)->owner >= 0
                                                ? bw_book_text (book, bw_book_person (book, bw_book_territory (book, change->to)->owner)->name)
                                                : _ ("nobody"))
                           : g_strdup_printf ("%s → %s", territory_name (book, change->from), territory_name (book, change->to));
  g_autofree char *amount = g_strdup_printf (ngettext ("%u account, %s open", "%u accounts, %s open", change->sum.accounts), change->sum.accounts,
                                             pipeline);
  const char      *note = bw_book_text (book, change->note);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", name, way, amount);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_label (name, 0, "heading"));
  gtk_box_append (GTK_BOX (texts), new_label (way, 0, NULL));
  gtk_box_append (GTK_BOX (texts), new_label (amount, 0, "dim-label"));
  if (*note != '\0')
    {
      g_autofree char *quoted = g_strdup_printf ("“%s”", note);

      gtk_box_append (GTK_BOX (texts), new_label (quoted, 0, "dim-label"));
    }
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), new_decision (self, "object-select-symbolic", _ ("Accept"), index, change->decision == BW_DECISION_ACCEPTED,
                                                G_CALLBACK (accept_cb)));
  gtk_box_append (GTK_BOX (line), new_decision (self, "window-close-symbolic", _ ("Reject"), index, change->decision == BW_DECISION_REJECTED,
                                                G_CALLBACK (reject_cb)));
  gtk_box_append (GTK_BOX (line), new_decision (self, "document-edit-symbolic", _ ("Comment…"), index, FALSE, G_CALLBACK (comment_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
clear (GtkWidget *parent)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    if (GTK_IS_LIST_BOX (parent))
      gtk_list_box_remove (GTK_LIST_BOX (parent), child);
    else
      gtk_grid_remove (GTK_GRID (parent), child);
}

static void
put (GtkGrid    *grid,
     int         column,
     int         row,
     const char *text,
     gboolean    heading)
{
  GtkWidget *label = new_label (text, column == 0 ? 0 : 1, heading ? "dim-label" : NULL);

  if (column > 0)
    gtk_widget_set_halign (label, GTK_ALIGN_END);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static char *
dup_money (gint64        amount,
           const BwBook *book)
{
  return amount == BW_MONEY_NONE ? g_strdup ("–") : bw_money_format_compact (amount, book->currency);
}

/* A line of "before → after" for each person: accounts, forecast, quota. */
static void
fill_people (BwPlanChanges          *self,
             const BwBook           *book,
             const BwPlanComparison *comparison)
{
  int row = 0;

  clear (GTK_WIDGET (self->people_grid));
  put (self->people_grid, 0, row, _ ("Person"), TRUE);
  put (self->people_grid, 1, row++, _ ("Before → after"), TRUE);
  for (guint i = 0; i < comparison->people->len; i++)
    {
      const BwPlanPerson *person = &g_array_index (comparison->people, BwPlanPerson, i);
      g_autofree char    *forecast = dup_money ((gint64)llround (person->before.forecast), book);
      g_autofree char    *forecast_then = dup_money ((gint64)llround (person->after.forecast), book);
      g_autofree char    *quota = dup_money (person->quota_before, book), *quota_then = dup_money (person->quota_after, book);
      g_autofree char    *accounts = g_strdup_printf (_ ("%u → %u accounts"), person->before.accounts, person->after.accounts);
      g_autofree char    *forecasts = g_strdup_printf (_ ("forecast %s → %s"), forecast, forecast_then);
      g_autofree char    *quotas = g_strdup_printf (_ ("quota %s → %s"), quota, quota_then);

      put (self->people_grid, 0, row, bw_book_text (book, bw_book_person (book, person->person)->name), FALSE);
      put (self->people_grid, 1, row++, accounts, FALSE);
      put (self->people_grid, 1, row++, forecasts, TRUE);
      put (self->people_grid, 1, row++, quotas, TRUE);
    }
}

/* A line for each pair of territories between which something goes. */
static void
fill_matrix (BwPlanChanges          *self,
             const BwBook           *book,
             const BwPlanComparison *comparison)
{
  int row = 0;

  clear (GTK_WIDGET (self->matrix_grid));
  for (guint i = 0; i < comparison->cells->len; i++)
    {
      const BwPlanCell *cell = &g_array_index (comparison->cells, BwPlanCell, i);
      g_autofree char  *way = g_strdup_printf ("%s → %s", territory_name (book, cell->from), territory_name (book, cell->to));
      g_autofree char  *pipeline = bw_money_format_compact (cell->sum.values[BW_MEASURE_PIPELINE], book->currency);
      g_autofree char  *areas = bw_plan_map_dup_count (bw_territory_plan_map (book, comparison->plan), cell->sum.units);
      g_autofree char  *accounts = g_strdup_printf (ngettext ("%u account", "%u accounts", cell->sum.accounts), cell->sum.accounts);
      g_autofree char  *owners = g_strdup_printf (ngettext ("%u new owner", "%u new owners", cell->sum.owners), cell->sum.owners);
      g_autofree char  *detail = g_strdup_printf ("%s · %s · %s · %s", areas, accounts, pipeline, owners);

      if (cell->stays && cell->sum.owners == 0)
        continue;
      put (self->matrix_grid, 0, row++, way, FALSE);
      put (self->matrix_grid, 0, row++, detail, TRUE);
    }
  gtk_widget_set_visible (self->matrix, row > 0);
}

static void
tell_summary (BwPlanChanges          *self,
              const BwBook           *book,
              const BwPlanComparison *comparison)
{
  guint            n = comparison->changes->len;
  g_autofree char *pipeline = bw_money_format_compact (comparison->moved.values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  g_autofree char *accounts = g_strdup_printf (ngettext ("%u account", "%u accounts", comparison->moved.accounts), comparison->moved.accounts);
  g_autofree char *owners = g_strdup_printf (ngettext ("%u gets another owner", "%u get another owner", comparison->moved.owners),
                                             comparison->moved.owners);
  /* Translators: so many changes, so many accounts, so much money, so many get another owner; then counts. */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s, %s open; %s. %u accepted, %u rejected, %u open."), changes, accounts, pipeline, owners,
                                           comparison->n_accepted, comparison->n_rejected, comparison->n_open);

  gtk_label_set_label (self->summary, n > 0 ? text : _ ("Nothing differs between the two plans."));
  gtk_widget_set_sensitive (self->accept_all, comparison->n_open > 0);
}

/* What is shown of a book that is not so any more cannot be answered. */
static void
update_sensitive (BwPlanChanges *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), get_comparison (self) != NULL);
  gtk_widget_set_sensitive (self->print, get_comparison (self) != NULL);
  gtk_widget_set_sensitive (self->save, get_comparison (self) != NULL);
}

static void
show_result (BwPlanChanges *self)
{
  const BwPlanComparison *comparison = get_comparison (self);
  const BwBook           *book = bw_session_get_book (self->session);

  update_sensitive (self);
  if (comparison == NULL)
    return;
  self->filling = TRUE;
  clear (GTK_WIDGET (self->list));
  for (guint i = 0; i < comparison->changes->len && i < MAX_ROWS; i++)
    gtk_list_box_append (self->list, new_row (self, book, &g_array_index (comparison->changes, BwPlanChange, i), (gint32)i));
  fill_people (self, book, comparison);
  fill_matrix (self, book, comparison);
  tell_summary (self, book, comparison);
  self->filling = FALSE;
}

static void
row_activated_cb (BwPlanChanges *self,
                  GtkListBoxRow *row)
{
  const BwPlanComparison *comparison = get_comparison (self);
  guint                   index = (guint)gtk_list_box_row_get_index (row);
  const BwPlanChange     *change;
  int                     county;

  if (comparison == NULL || index >= comparison->changes->len)
    return;
  change = &g_array_index (comparison->changes, BwPlanChange, index);
  if (change->kind != BW_CHANGE_AREA)
    return;
  county = change->index;
  if (change->whole)
    county = (int)bw_atlas_parent (bw_territory_plan_map (bw_session_get_book (self->session), comparison->plan), (guint)change->index)->first;
  g_signal_emit (self, signals[CHANGE_ACTIVATED], 0, county);
}

static void
against_cb (BwPlanChanges *self)
{
  BwBook *book = self->session != NULL ? bw_session_get_book (self->session) : NULL;
  guint   index = gtk_drop_down_get_selected (self->against);

  if (self->filling || book == NULL || index >= book->plans->len)
    return;
  self->pair.base = bw_book_plan (book, index)->key;
  bw_live_ask (self->live, &self->pair, sizeof self->pair);
}

/* Compares @plan of the session's book with the one that it was copied from, or another that was chosen. */
void
bw_plan_changes_show (BwPlanChanges *self,
                      gint32         plan)
{
  BwBook *book = self->session != NULL ? bw_session_get_book (self->session) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 key = book != NULL && plan >= 0 ? bw_book_plan (book, plan)->key : 0;
  gint32 base;

  if (book == NULL)
    return;
  base = bw_plan_find_key (book, self->pair.base);
  if (key != self->pair.plan || base < 0)
    base = bw_plan_base (book, plan);
  self->filling = TRUE;
  for (guint i = 0; i < book->plans->len; i++)
    gtk_string_list_append (names, bw_book_text (book, bw_book_plan (book, i)->name));
  gtk_drop_down_set_model (self->against, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->against, base >= 0 ? (guint)base : GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;
  self->pair.plan = key;
  self->pair.base = base >= 0 ? bw_book_plan (book, base)->key : 0;
  bw_live_ask (self->live, &self->pair, sizeof self->pair);
}

static void
update_active (BwPlanChanges *self)
{
  if (self->live != NULL)
    bw_live_set_active (self->live, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* Sets whose plans are compared. */
void
bw_plan_changes_set_session (BwPlanChanges *self,
                             BwSession     *session)
{
  g_set_object (&self->session, session);
  self->live = bw_live_new (session, work, (GDestroyNotify)bw_plan_comparison_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (show_result), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
}

static void
dispose (GObject *object)
{
  BwPlanChanges *self = BW_PLAN_CHANGES (object);

  if (self->live != NULL)
    {
      bw_live_set_active (self->live, FALSE);
      g_signal_handlers_disconnect_by_data (self->live, self);
    }
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_plan_changes_parent_class)->dispose (object);
}

static void
bw_plan_changes_class_init (BwPlanChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGE_ACTIVATED] = g_signal_new ("change-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            1, G_TYPE_INT);
}

static GtkWidget *
new_expander (const char *title,
              GtkGrid   **grid)
{
  GtkWidget *expander = gtk_expander_new (title);

  *grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (*grid, 12);
  gtk_grid_set_row_spacing (*grid, 2);
  gtk_widget_set_margin_top (GTK_WIDGET (*grid), 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), bw_tab_stop_new (GTK_WIDGET (*grid)));
  return expander;
}

static GtkWidget *
new_print_buttons (BwPlanChanges *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->print = gtk_button_new_with_mnemonic (_ ("_Print…"));
  self->save = gtk_button_new_with_mnemonic (_ ("P_DF…"));
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_tooltip_text (self->print, _ ("Print both plans beside each other"));
  gtk_widget_set_tooltip_text (self->save, _ ("Save both plans beside each other as PDF"));
  g_signal_connect (self->print, "clicked", G_CALLBACK (print_cb), self);
  g_signal_connect (self->save, "clicked", G_CALLBACK (print_cb), self);
  gtk_box_append (GTK_BOX (box), self->print);
  gtk_box_append (GTK_BOX (box), self->save);
  return box;
}

static void
bw_plan_changes_init (BwPlanChanges *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new_with_mnemonic (_ ("A_gainst"));

  self->against = GTK_DROP_DOWN (gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_widget_set_hexpand (GTK_WIDGET (self->against), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->against));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->against), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_swapped (self->against, "notify::selected", G_CALLBACK (against_cb), self);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->against));
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 0);
  self->accept_all = gtk_button_new_with_mnemonic (_ ("Accept all that are _open"));
  g_signal_connect_swapped (self->accept_all, "clicked", G_CALLBACK (accept_all_cb), self);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Changes"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->people = new_expander (_ ("People before and after"), &self->people_grid);
  self->matrix = new_expander (_ ("From where to where"), &self->matrix_grid);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), self->people);
  gtk_box_append (GTK_BOX (box), self->matrix);
  gtk_box_append (GTK_BOX (box), self->accept_all);
  gtk_box_append (GTK_BOX (box), new_print_buttons (self));
  gtk_box_append (GTK_BOX (box), bw_tab_stop_new (GTK_WIDGET (self->list)));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect (self, "map", G_CALLBACK (update_active), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (update_active), NULL);
}
