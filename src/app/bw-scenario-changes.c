/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one scenario brings otherwise than another.
 *
 *   against [The present v]
 *   +$0.20 M from open deals  +$0.10 M from deals still to come  =  +$0.30 M on average
 *   People                        Deals
 *   Anna Snelling   +$0.2 M       Acme renewal   30 % -> 100 %   +$0.1 M
 *
 * The sums tell how they come about. Changes carry sign and colour; a deal opens in Pipeline. */

#include "app/bw-scenario-changes.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-columns.h"
#include "app/bw-tab-stop.h"
#include "app/bw-theme.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "core/bw-money.h"

enum
{
  MOST_PEOPLE = 8,
  MOST_DEALS = 8,
};

struct _BwScenarioChanges
{
  AdwBin parent_instance;

  GtkDropDown *against;
  GtkWidget   *sums; /* the numbers below in a line */
  GtkLabel    *sum[BW_N_EXPLAINED_OF_CHANGE];
  BwExplain   *number[BW_N_EXPLAINED_OF_CHANGE]; /* each sum, which opens how it comes about */
  GtkListBox  *people;
  GtkListBox  *deals;
  gboolean     filling;
};

enum
{
  AGAINST_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwScenarioChanges, bw_scenario_changes, ADW_TYPE_BIN)

static char *
dup_change (double      change,
            const char *currency)
{
  return bw_money_format_change ((gint64)llround (change), currency);
}

/* A change as markup: coloured, with its sign. */
static char *
dup_change_markup (double      change,
                   const char *currency)
{
  g_autofree char *text = dup_change (change, currency);
  g_autofree char *color = bw_theme_dup_hex (change >= 0 ? BW_TONE_GOOD : BW_TONE_BAD);

  if (llround (change) == 0)
    return g_strdup (text);
  return g_strdup_printf ("<span foreground=\"%s\">%s</span>", color, text);
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (list, row);
}

/* A row of @name, @middle (nullable) and a change. */
static GtkWidget *
append (GtkListBox *list,
        const char *name,
        const char *middle,
        double      change,
        const char *currency)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *label = gtk_label_new (name), *amount = gtk_label_new (NULL);
  g_autofree char *markup = dup_change_markup (change, currency);
  g_autofree char *plain = dup_change (change, currency);
  g_autofree char *spoken = g_strdup_printf ("%s: %s %s", name, middle != NULL ? middle : "", plain);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_markup (GTK_LABEL (amount), markup);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  if (middle != NULL)
    {
      GtkWidget *more = gtk_label_new (middle);

      gtk_widget_add_css_class (more, "dim-label");
      gtk_widget_add_css_class (more, "numeric");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_box_append (GTK_BOX (box), amount);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (list, row);
  return row;
}

static void
append_deal (GtkListBox                 *list,
             const BwScenarioDealChange *change,
             const BwBook               *book)
{
  const BwDeals   *deals = &book->deals;
  const char      *name = bw_book_text (book, deals->name[change->deal]);
  g_autofree char *before = bw_wording_percent (change->chance_before);
  g_autofree char *after = bw_wording_percent (change->chance_after);
  g_autofree char *amount_before = bw_money_format_compact (change->amount_before, book->currency);
  g_autofree char *amount_after = bw_money_format_compact (change->amount_after, book->currency);
  g_autofree char *middle = NULL;
  GtkWidget       *row;

  if (*name == '\0' && deals->account[change->deal] != BW_NOBODY)
    name = bw_book_text (book, bw_book_account (book, deals->account[change->deal])->name);
  if (*name == '\0')
    name = bw_book_text (book, deals->ref[change->deal]);
  /* What differs is told: the chance, or the amount where the chance is the same. */
  middle = g_strcmp0 (before, after) == 0 ? g_strdup_printf ("%s → %s", amount_before, amount_after) : g_strdup_printf ("%s → %s", before, after);
  row = append (list, name, middle, change->change, book->currency);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", change->deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-deal");
  gtk_widget_set_tooltip_text (row, _ ("Open this deal in Pipeline"));
}

static GtkWidget *
new_column (const char  *title,
            const char  *none,
            GtkListBox **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new (title), *empty = gtk_label_new (none);

  *list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (*list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (*list), "plain-list");
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (empty), 0);
  gtk_list_box_set_placeholder (*list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bw_tab_stop_new (GTK_WIDGET (*list)));
  return box;
}

static void
against_cb (BwScenarioChanges *self)
{
  guint place = gtk_drop_down_get_selected (self->against);

  if (!self->filling && place != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[AGAINST_CHOSEN], 0, place);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (bw_scenario_changes_parent_class)->dispose (object);
}

static void
bw_scenario_changes_class_init (BwScenarioChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[AGAINST_CHOSEN] =
    g_signal_new ("against-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_scenario_changes_init (BwScenarioChanges *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *people = new_column (_ ("People"), _ ("Nobody's part differs"), &self->people);
  GtkWidget *deals = new_column (_ ("Deals"), _ ("No single deal differs"), &self->deals);
  GtkWidget *columns = g_object_new (BW_TYPE_COLUMNS, "first", people, "second", deals, "share", 0.4, "threshold", 560, "spacing", 24, NULL);

  self->against = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->against), _ ("What it is held against"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->against), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What it is held against"), -1);
  g_signal_connect_object (self->against, "notify::selected", G_CALLBACK (against_cb), self, G_CONNECT_SWAPPED);
  self->sums = g_object_new (BW_TYPE_WRAP_BOX, "spacing", 12, NULL);
  for (guint i = 0; i < BW_N_EXPLAINED_OF_CHANGE; i++)
    {
      self->sum[i] = GTK_LABEL (gtk_label_new (NULL));
      self->number[i] = g_object_new (BW_TYPE_EXPLAIN, "child", self->sum[i], NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->sum[i]), "numeric");
      bw_wrap_box_append (BW_WRAP_BOX (self->sums), GTK_WIDGET (self->number[i]));
    }
  gtk_box_append (GTK_BOX (line), gtk_label_new (_ ("Against")));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->against));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->sums);
  gtk_box_append (GTK_BOX (box), columns);
  adw_bin_set_child (ADW_BIN (self), box);
}

/* Offers @names (array zero-terminated=1) to be held against, number @chosen of which is. */
void
bw_scenario_changes_set_others (BwScenarioChanges *self,
                                const char *const *names,
                                guint              chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  self->filling = TRUE;
  gtk_drop_down_set_model (self->against, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->against, chosen);
  self->filling = FALSE;
}

/* From now on the sums are explained by @explain, which is given @owner and a BwExplainedOfChange; @owner outlives this. */
void
bw_scenario_changes_set_source (BwScenarioChanges *self,
                                BwSession         *session,
                                BwExplainFunc      explain,
                                gpointer           owner)
{
  g_return_if_fail (BW_IS_SCENARIO_CHANGES (self));

  for (guint i = 0; i < BW_N_EXPLAINED_OF_CHANGE; i++)
    bw_explain_set_source (self->number[i], session, explain, owner, (int)i);
}

/* Shows @what as @markup. */
static void
show_sum (BwScenarioChanges  *self,
          BwExplainedOfChange what,
          const char         *markup)
{
  gtk_label_set_markup (self->sum[what], markup);
  bw_explain_set_name (self->number[what], gtk_label_get_text (self->sum[what]));
}

/* Shows @difference, of rows of @book. */
void
bw_scenario_changes_show (BwScenarioChanges          *self,
                          const BwScenarioDifference *difference,
                          const BwBook               *book)
{
  g_autofree char *open = dup_change_markup (difference->open, book->currency);
  g_autofree char *added = dup_change_markup (difference->added, book->currency);
  g_autofree char *mean = dup_change_markup (difference->mean, book->currency);
  g_autofree char *from_open = g_strdup_printf (_ ("%s from open deals"), open);
  g_autofree char *from_new = g_strdup_printf (_ ("%s from deals still to come"), added);
  g_autofree char *both = g_strdup_printf (_ ("<b>%s</b> on average"), mean);

  show_sum (self, BW_EXPLAINED_CHANGE_OPEN, from_open);
  show_sum (self, BW_EXPLAINED_CHANGE_NEW, from_new);
  show_sum (self, BW_EXPLAINED_CHANGE_MEAN, both);
  clear (self->people);
  clear (self->deals);
  for (guint i = 0; i < MIN (difference->n_people, MOST_PEOPLE); i++)
    {
      gint32 person = difference->people[i].person;

      append (self->people, person != BW_NOBODY ? bw_book_text (book, bw_book_person (book, person)->name) : _ ("Nobody's"), NULL,
              difference->people[i].mean, book->currency);
    }
  for (guint i = 0; i < MIN (difference->n_deals, MOST_DEALS); i++)
    append_deal (self->deals, &difference->deals[i], book);
}
