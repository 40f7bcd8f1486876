/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the territories, with what could be done about it.
 *
 *   Texas and Gulf has 106 % more pipeline than the mean ($2.70 M)
 *   Give 3 counties to Mountain. Texas ...: 220 → 201 accounts ...        [Try in a draft]
 *
 * Worked out on another thread while it is seen. Trying makes a draft, which can be undone; the plan itself stays. */

#include "app/bw-territory-findings.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-tab-stop.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-finding.h"
#include "session/bw-live.h"

enum
{
  MAX_ROWS = 60,
};

/* What was worked out. */
typedef struct
{
  BwBook          *book; /* (owned) */
  BwTerritoryPlan *plan;
  BwAccountValues *values;
  GPtrArray       *findings;
} Result;

struct _BwTerritoryFindings
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel   *nothing;
  BwSession  *session; /* (owned) (nullable) */
  BwLive     *live;    /* (owned) (nullable) */
};

enum
{
  FINDING_ACTIVATED,
  PLAN_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwTerritoryFindings, bw_territory_findings, ADW_TYPE_BIN)

static void
free_result (gpointer data)
{
  Result *result = data;

  g_ptr_array_unref (result->findings);
  bw_territory_plan_free (result->plan);
  bw_account_values_free (result->values);
  bw_book_unref (result->book);
  g_free (result);
}

static gpointer
work (const BwLiveJob *job)
{
  Result       *result = g_new0 (Result, 1);
  const gint64 *key = job->question;

  result->book = bw_book_ref (job->book);
  result->plan = bw_territory_plan_new_of (job->book, key != NULL ? bw_plan_find_key (job->book, *key) : BW_NOBODY);
  result->values = bw_account_values_new_for (result->plan, job->as_of);
  result->findings = job->book->atlas != NULL && result->plan->plan >= 0
                       ? bw_territory_findings_new (result->plan, result->values, 0)
                       : g_ptr_array_new ();
  return result;
}

/* What was found, if it is of the book as it is now. */
static const Result *
get_result (BwTerritoryFindings *self)
{
  const Result *result = self->live != NULL ? bw_live_get (self->live) : NULL;

  return result != NULL && result->book == bw_session_get_book (self->session) ? result : NULL;
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwTerritoryFindings) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("No draft was made"), error);
}

static void
try_cb (GtkWidget           *button,
        BwTerritoryFindings *self)
{
  const Result    *result = get_result (self);
  guint            index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "finding"));
  g_autofree char *name = NULL;
  gint32           copy;
  gint64           key;
  BwDelta         *delta;
  BwBook          *after;

  if (result == NULL || index >= result->findings->len)
    return;
  name = bw_plan_dup_free_name (result->book, _ ("Tried proposal"));
  after = bw_territory_finding_try (result->plan, g_ptr_array_index (result->findings, index), name, g_get_real_time () / G_USEC_PER_SEC, &copy,
                                    &delta);
  key = bw_book_plan (after, copy)->key;
  bw_session_apply_async (self->session, _ ("Try a proposal"), after, delta, NULL, applied_cb, g_object_ref (self));
  g_signal_emit (self, signals[PLAN_CHOSEN], 0, key);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_row (BwTerritoryFindings *self,
         const Result        *result,
         guint                index)
{
  const BwTerritoryFinding *finding = g_ptr_array_index (result->findings, index);
  g_autofree char          *title = bw_territory_finding_dup_title (result->plan, finding);
  g_autofree char          *proposal = bw_territory_finding_dup_proposal (result->plan, result->values, finding);
  GtkWidget                *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), new_label (title, NULL));
  if (proposal != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Try in a draft"));

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (button), "finding", GUINT_TO_POINTER (index));
      g_signal_connect (button, "clicked", G_CALLBACK (try_cb), self);
      gtk_box_append (GTK_BOX (box), new_label (proposal, "dim-label"));
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/* What was found in a book that is not so any more cannot be tried. */
static void
update_sensitive (BwTerritoryFindings *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), get_result (self) != NULL);
}

static void
show_result (BwTerritoryFindings *self)
{
  const Result *result = get_result (self);
  GtkWidget    *child;

  update_sensitive (self);
  if (result == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < result->findings->len && i < MAX_ROWS; i++)
    gtk_list_box_append (self->list, new_row (self, result, i));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), result->findings->len == 0);
}

static void
row_activated_cb (BwTerritoryFindings *self,
                  GtkListBoxRow       *row)
{
  const Result             *result = get_result (self);
  guint                     index = (guint)gtk_list_box_row_get_index (row);
  const BwTerritoryFinding *finding;

  if (result == NULL || index >= result->findings->len)
    return;
  finding = g_ptr_array_index (result->findings, index);
  if (finding->counties->len > 0)
    g_signal_emit (self, signals[FINDING_ACTIVATED], 0, (int)g_array_index (finding->counties, guint32, 0));
  else if (finding->state != BW_ATLAS_NOWHERE)
    g_signal_emit (self, signals[FINDING_ACTIVATED], 0, (int)bw_atlas_parent (result->plan->atlas, (guint)finding->state)->first);
}

/* Looks at @plan of the session's book. */
void
bw_territory_findings_show (BwTerritoryFindings *self,
                            gint32               plan)
{
  BwBook *book = self->session != NULL ? bw_session_get_book (self->session) : NULL;
  gint64  key = book != NULL && plan >= 0 ? bw_book_plan (book, plan)->key : 0;

  if (book != NULL)
    bw_live_ask (self->live, &key, sizeof key);
}

/* Sets whose territories are looked at. */
void
bw_territory_findings_set_session (BwTerritoryFindings *self,
                                   BwSession           *session)
{
  g_set_object (&self->session, session);
  self->live = bw_live_new (session, work, free_result);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (show_result), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
}

static void
update_active (BwTerritoryFindings *self)
{
  if (self->live != NULL)
    bw_live_set_active (self->live, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
dispose (GObject *object)
{
  BwTerritoryFindings *self = BW_TERRITORY_FINDINGS (object);

  if (self->live != NULL)
    {
      bw_live_set_active (self->live, FALSE);
      g_signal_handlers_disconnect_by_data (self->live, self);
    }
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_territory_findings_parent_class)->dispose (object);
}

static void
bw_territory_findings_class_init (BwTerritoryFindingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[FINDING_ACTIVATED] = g_signal_new ("finding-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             1, G_TYPE_INT);
  signals[PLAN_CHOSEN] = g_signal_new ("plan-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT64);
}

static void
bw_territory_findings_init (BwTerritoryFindings *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Findings"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->nothing = GTK_LABEL (new_label (_ ("Nothing stands out: loads are even, areas connected, and nobody works another’s accounts."), "dim-label"));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
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
