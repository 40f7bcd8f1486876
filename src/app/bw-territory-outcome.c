/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What balancing reached, and what it could not meet.
 *
 *   5 of 13 territories are within the tolerances (before: 0); the furthest is 36 % off.            [x]
 *   930 counties go to another territory.
 *   > 8 could not be met
 *     Mountain has 1.36 times the pipeline it should have. ...
 *
 * It belongs to the draft that balancing made, and is seen while that is shown, until it is put away. */

#include "app/bw-territory-outcome.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/bw-plan-map.h"

struct _BwTerritoryOutcome
{
  AdwBin parent_instance;

  GtkLabel   *summary;
  GtkWidget  *expander;
  GtkListBox *list;
  GArray     *counties; /* gint32: of each row, BW_ATLAS_NOWHERE: none in particular */
  gint64      plan_key; /* whose outcome it is, 0: none */
};

enum
{
  COUNTY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwTerritoryOutcome, bw_territory_outcome, ADW_TYPE_BIN)

/* Where on the map @finding is: its unit, else one of its territory. */
static gint32
county_of (const BwTerritoryProposal *proposal,
           const BwPartitionFinding  *finding)
{
  if (finding->unit >= 0)
    return (gint32)proposal->counties[finding->unit];
  for (guint u = 0; finding->territory >= 0 && u < proposal->n_units; u++)
    if (proposal->partition->territory[u] == finding->territory)
      return (gint32)proposal->counties[u];
  return BW_ATLAS_NOWHERE;
}

static void
tell_summary (BwTerritoryOutcome        *self,
              const BwTerritoryProposal *proposal)
{
  const BwPartition *partition = proposal->partition;
  guint              within = partition->k - partition->score.n_outside, before = partition->k - partition->start.n_outside;
  g_autofree char   *reached = NULL, *areas = NULL, *moved = NULL, *text = NULL;

  /* Translators: so many of so many territories; so many of them before; percent. */
  reached = g_strdup_printf (ngettext ("%u of %u territory is within the tolerances (before: %u); the furthest is %.0f %% off.",
                                       "%u of %u territories are within the tolerances (before: %u); the furthest is %.0f %% off.", partition->k),
                             within, partition->k, before, partition->score.worst * 100);
  areas = bw_plan_map_dup_count (proposal->atlas, proposal->n_moved);
  /* Translators: so many areas, such as "3 counties". */
  moved = g_strdup_printf (ngettext ("%s goes to another territory.", "%s go to another territory.", proposal->n_moved), areas);
  text = g_strdup_printf ("%s %s", reached, moved);
  gtk_label_set_label (self->summary, text);
}

/* Tells what came of @proposal for @book, which became the draft with @plan_key. */
void
bw_territory_outcome_take (BwTerritoryOutcome        *self,
                           const BwTerritoryProposal *proposal,
                           const BwBook              *book,
                           gint64                     plan_key)
{
  const GArray    *findings = proposal->partition->findings;
  g_autofree char *title = g_strdup_printf (ngettext ("%u thing could not be met", "%u things could not be met", findings->len), findings->len);
  GtkWidget       *child;

  self->plan_key = plan_key;
  tell_summary (self, proposal);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_array_set_size (self->counties, 0);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *text = bw_territory_proposal_dup_finding (proposal, book, i);
      gint32           county = county_of (proposal, &g_array_index (findings, BwPartitionFinding, i));
      GtkWidget       *row = gtk_list_box_row_new (), *label = gtk_label_new (text);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_list_box_append (self->list, row);
      g_array_append_val (self->counties, county);
    }
  gtk_expander_set_label (GTK_EXPANDER (self->expander), title);
  gtk_widget_set_visible (self->expander, findings->len > 0);
}

/* Shows the outcome if it is that of the plan with @plan_key. */
void
bw_territory_outcome_show (BwTerritoryOutcome *self,
                           gint64              plan_key)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->plan_key != 0 && plan_key == self->plan_key);
}

static void
row_activated_cb (BwTerritoryOutcome *self,
                  GtkListBoxRow      *row)
{
  gint32 county = g_array_index (self->counties, gint32, gtk_list_box_row_get_index (row));

  if (county != BW_ATLAS_NOWHERE)
    g_signal_emit (self, signals[COUNTY_ACTIVATED], 0, county);
}

static void
close_cb (BwTerritoryOutcome *self)
{
  self->plan_key = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
dispose (GObject *object)
{
  BwTerritoryOutcome *self = BW_TERRITORY_OUTCOME (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->counties, g_array_unref);
  G_OBJECT_CLASS (bw_territory_outcome_parent_class)->dispose (object);
}

static void
bw_territory_outcome_class_init (BwTerritoryOutcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[COUNTY_ACTIVATED] = g_signal_new ("county-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_INT);
}

static void
bw_territory_outcome_init (BwTerritoryOutcome *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic"), *scrolled = gtk_scrolled_window_new ();

  self->counties = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_max_width_chars (self->summary, 24);
  gtk_label_set_xalign (self->summary, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (close, _ ("Put away what balancing told"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Put away what balancing told"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (line), close);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What could not be met"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 220);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  self->expander = gtk_expander_new ("");
  gtk_expander_set_child (GTK_EXPANDER (self->expander), scrolled);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->expander);
  gtk_widget_add_css_class (box, "map-card");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
