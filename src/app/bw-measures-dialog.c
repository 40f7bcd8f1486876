/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that asks what the territories of a plan are to have about as much of.
 *
 *   [x] Accounts          [ 10 ] %
 *   [x] Pipeline          [ 10 ] %
 *   [x] Won in a year     [  0 ] %      0: only watched
 *   [ ] Potential         [ 10 ] %
 *   [x] Workload          [ 15 ] %
 *       [12 if size=500- | 6 if size=50-499 | 2  ]
 *   ...                                          [Cancel] [Choose]
 *
 * It stays open, and says why, when what was written cannot be. */

#include "app/bw-measures-dialog.h"

#include <adwaita.h>
#include <math.h>

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *check;
  GtkWidget *tolerance;
} Row;

typedef struct
{
  GtkWidget       *page; /* (owned) */
  GtkWindow       *window;
  GPtrArray       *names; /* (owned) (element-type utf8) */
  GArray          *rows;  /* (owned): Row, one for each name */
  GtkEditable     *formula;
  GtkLabel        *problem;
  BwMeasuresChosen chosen;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  g_ptr_array_unref (question->names);
  g_array_unref (question->rows);
  g_free (question);
}

static void
choose_cb (Question *question)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (BwMeasureChoice));
  g_autofree char *formula = g_strstrip (g_strdup (gtk_editable_get_text (question->formula)));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < question->rows->len; i++)
    {
      const Row      *row = &g_array_index (question->rows, Row, i);
      BwMeasureChoice choice = { g_ptr_array_index (question->names, i), gtk_spin_button_get_value (GTK_SPIN_BUTTON (row->tolerance)) / 100 };

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (row->check)))
        g_array_append_val (choices, choice);
    }
  if (question->chosen ((const BwMeasureChoice *)(gpointer)choices->data, choices->len, formula, question->page, &error))
    {
      gtk_window_destroy (question->window);
      return;
    }
  gtk_label_set_label (question->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (question->problem), error != NULL);
}

/* A line for the measure called @name. */
static void
add_measure (Question         *question,
             const BwBook     *book,
             const BwMeasures *measures,
             const char       *name,
             GtkGrid          *grid)
{
  BwMeasure        measure = BW_N_MEASURES;
  gboolean         chosen = bw_measures_find (measures, name, &measure) && bw_measures_has (measures, measure);
  g_autofree char *title = bw_measure_dup_title_of (book, name);
  g_autofree char *spoken = g_strdup_printf (_ ("Tolerance of %s in percent"), title);
  Row              row = { gtk_check_button_new_with_label (title), gtk_spin_button_new_with_range (0, 100, 1) };
  int              line = 2 * (int)question->rows->len;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (row.check), chosen);
  gtk_widget_set_hexpand (row.check, TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (row.tolerance), chosen ? 100 * bw_measures_tolerance (measures, measure) : 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row.tolerance), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (row.tolerance, _ ("How far a territory may be from the mean; at 0 the measure is only watched"));
  g_object_bind_property (row.check, "active", row.tolerance, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_grid_attach (grid, row.check, 0, line, 1, 1);
  gtk_grid_attach (grid, row.tolerance, 1, line, 1, 1);
  gtk_grid_attach (grid, gtk_label_new ("%"), 2, line, 1, 1);
  g_array_append_val (question->rows, row);
  if (g_str_equal (name, bw_measure_name (BW_MEASURE_WORKLOAD)))
    {
      GtkWidget *entry = gtk_entry_new ();

      question->formula = GTK_EDITABLE (entry);
      gtk_editable_set_text (question->formula, measures->formula);
      gtk_widget_set_margin_start (entry, 24);
      gtk_widget_set_tooltip_text (entry, _ ("Hours or visits that an account asks for: the first step whose condition holds counts"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Formula of the workload"), -1);
      g_object_bind_property (row.check, "active", entry, "visible", G_BINDING_SYNC_CREATE);
      gtk_grid_attach (grid, entry, 0, line + 1, 3, 1);
    }
}

static GtkWidget *
new_content (Question     *question,
             const BwBook *book,
             gint32        plan)
{
  g_autoptr (BwMeasures) measures = bw_measures_new (book, plan);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *grid = gtk_grid_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (_ ("Territories are even when each has about the mean of what is chosen. Balancing, findings and bars follow it."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < question->names->len; i++)
    add_measure (question, book, measures, g_ptr_array_index (question->names, i), GTK_GRID (grid));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  question->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (question->problem, TRUE);
  gtk_label_set_xalign (question->problem, 0);
  gtk_label_set_max_width_chars (question->problem, 44);
  gtk_widget_add_css_class (GTK_WIDGET (question->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (question->problem), FALSE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question->problem));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  return box;
}

static GtkWidget *
new_header (Question  *question,
            GtkWidget *window)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel")), *choose = gtk_button_new_with_mnemonic (_ ("C_hoose"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (choose, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), window);
  g_signal_connect_data (choose, "clicked", G_CALLBACK (choose_cb), question, free_question, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), choose);
  gtk_window_set_default_widget (GTK_WINDOW (window), choose);
  return header;
}

/* Asks what @plan of @book looks at, and tells @chosen, with @page as its data. */
void
bw_measures_dialog_show (GtkWidget       *page,
                         const BwBook    *book,
                         gint32           plan,
                         BwMeasuresChosen chosen)
{
  Question           *question = g_new0 (Question, 1);
  GtkWidget          *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  question->page = g_object_ref (page);
  question->window = GTK_WINDOW (window);
  question->names = bw_measures_dup_available (book);
  question->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  question->chosen = chosen;
  gtk_window_set_title (GTK_WINDOW (window), _ ("What is to be even"));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (page)));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_box_append (GTK_BOX (box), new_header (question, window));
  gtk_box_append (GTK_BOX (box), new_content (question, book, plan));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}
