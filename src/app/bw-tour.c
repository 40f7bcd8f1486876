/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through the pages, in a bar under them, so that everything can be tried meanwhile.
 *
 * Each step goes to a page, frames what is meant, and says what it is for. The widget that is framed is found by the name it has in
 * its page's template. */

#include "app/bw-tour.h"

#include <glib/gi18n.h>

#include "app/bw-window.h"

enum
{
  N_MARKS = 2,
};

typedef struct
{
  const char *page;
  const char *marks[N_MARKS]; /* what is framed, of which one is on screen: their names in a template */
  const char *title;
  const char *text;
} Step;

static const Step steps[] = {
  { "home", { "landing" }, N_ ("Where the quarter lands"), N_ ("The middle of what may come. Beside it the range that holds four times in five, the quota, and the chance of making it. Click any number "
                                                               "to see how it came about.") },
  { "home", { "todo" }, N_ ("What deserves a look"), N_ ("Findings, most money first. A click opens the deals that each rests on.") },
  { "forecast", { "methods" }, N_ ("Which method to trust"), N_ ("What each says, and how far off it was in past periods.") },
  { "forecast", { "team" }, N_ ("Everybody’s word"), N_ ("Each person’s call beside quota, closed and forecast. Type your own; put an override beside somebody else’s, with the reason.") },
  { "pipeline", { "grid" }, N_ ("Every deal"), N_ ("Sort, group, filter, edit. Double-click a deal for its probability with the reasons, its changes and its risks.") },
  { "trends", { "chart" }, N_ ("How we got here, and what comes"), N_ ("The trend, the season, what stood out, and a forecast with its range.") },
  { "scenarios", { "outcomes", "begin" }, N_ ("What if"), N_ ("Begin a scenario, move a lever, and the distribution follows. Your data stays as it is.") },
  { "territories", { "map" }, N_ ("Who works where"), N_ ("Draw round areas and drag them, with both totals in sight, or let Balance propose a fair plan.") },
  { "checkins", { NULL }, N_ ("What was promised"), N_ ("Each meeting has an agenda from the numbers, and begins with last time’s commitments.") },
  { "data", { "imports" }, N_ ("Your turn"), N_ ("Every import with what it changed. Begin a project of your own from the menu, and drop your exports on the window.") },
};

struct _BwTour
{
  AdwBin parent_instance;

  GtkWidget *revealer;
  GtkWidget *count; /* labels */
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *back; /* buttons */
  GtkWidget *next;
  GtkWidget *marked[N_MARKS]; /* (weak) (nullable): what is framed */
  guint      at;
};

G_DEFINE_FINAL_TYPE (BwTour, bw_tour, ADW_TYPE_BIN)

/* Returns: (nullable) (transfer none): what a template calls @name in @widget. */
static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);
  return found;
}

/* Frames what @step speaks of in @page (nullable), nothing more when there is no step. */
static void
frame (BwTour     *self,
       GtkWidget  *page,
       const Step *step)
{
  for (guint i = 0; i < N_MARKS; i++)
    {
      GtkWidget *widget = page != NULL && step != NULL && step->marks[i] != NULL ? find_named (page, step->marks[i]) : NULL;

      if (self->marked[i] != NULL)
        gtk_widget_remove_css_class (self->marked[i], "tour-mark");
      g_set_weak_pointer (&self->marked[i], widget);
      if (widget != NULL)
        gtk_widget_add_css_class (widget, "tour-mark");
    }
}

static void
show_step (BwTour *self)
{
  const Step      *step = &steps[self->at];
  BwWindow        *window = BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), self->at + 1, (guint)G_N_ELEMENTS (steps));
  g_autofree char *said = g_strdup_printf ("%s. %s. %s", count, _ (step->title), _ (step->text));

  bw_window_show_page (window, step->page);
  frame (self, bw_window_get_page (window, step->page), step);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_label_set_label (GTK_LABEL (self->title), _ (step->title));
  gtk_label_set_label (GTK_LABEL (self->text), _ (step->text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_sensitive (self->back, self->at > 0);
  gtk_button_set_label (GTK_BUTTON (self->next), self->at + 1 < G_N_ELEMENTS (steps) ? _ ("_Next") : _ ("_Finish"));
}

static void
back_cb (BwTour *self)
{
  self->at--;
  show_step (self);
}

static void
next_cb (BwTour *self)
{
  if (++self->at == G_N_ELEMENTS (steps))
    bw_tour_end (self);
  else
    show_step (self);
}

static GtkWidget *
new_button (BwTour     *self,
            const char *label,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
dispose (GObject *object)
{
  for (guint i = 0; i < N_MARKS; i++)
    g_clear_weak_pointer (&BW_TOUR (object)->marked[i]);
  G_OBJECT_CLASS (bw_tour_parent_class)->dispose (object);
}

static void
bw_tour_class_init (BwTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_tour_init (BwTour *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->revealer = gtk_revealer_new ();
  self->count = gtk_label_new (NULL);
  self->title = gtk_label_new (NULL);
  self->text = gtk_label_new (NULL);
  self->back = new_button (self, _ ("_Back"), G_CALLBACK (back_cb));
  self->next = new_button (self, _ ("_Next"), G_CALLBACK (next_cb));
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_add_css_class (box, "tour-bar");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->text);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), new_button (self, _ ("_End the tour"), G_CALLBACK (bw_tour_end)));
  gtk_box_append (GTK_BOX (box), self->back);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Begins the tour at its first step, in a window with a project. */
void
bw_tour_begin (BwTour *self)
{
  g_return_if_fail (BW_IS_TOUR (self));

  self->at = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  show_step (self);
  gtk_widget_grab_focus (self->next);
}

/* Ends it; the page stays. */
void
bw_tour_end (BwTour *self)
{
  g_return_if_fail (BW_IS_TOUR (self));

  frame (self, NULL, NULL);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
bw_tour_is_under_way (BwTour *self)
{
  g_return_val_if_fail (BW_IS_TOUR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}
