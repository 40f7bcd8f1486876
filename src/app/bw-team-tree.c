/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The team as a tree of people with their numbers.
 *
 * A column view over a GtkTreeListModel of BwTeamRow: one column of names, one for each BwTeamFigure and one with the range
 * drawn. Figures with deals behind them are
 * buttons that ask for these. It sorts within each level. Who was opened stays open when a new outlook arrives, because people are kept by index. */

#include "app/bw-team-tree.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-range-bar.h"
#include "app/bw-team-row.h"

/* Teams up to this size are shown opened. */
#define SMALL_TEAM     12

#define CHOOSER_HEIGHT 240

/* Of a name that can be read whatever the other columns take. */
#define NAME_CHARS 13

/* A column of fixed width takes its room also while it is hidden, so the bar asks for it. */
#define RANGE_PX 130

struct _BwTeamTree
{
  AdwBin parent_instance;

  GtkColumnView *view;

  GtkTreeListModel *tree; /* (owned) (nullable) */
  BwBook           *book; /* (owned) (nullable): that the rows speak of */
  BwCategory        category;
  BwRollupView      rollup;
  GHashTable       *opened; /* (owned): indexes of people */
  char             *title;  /* with the unit of all amounts */
};

enum
{
  PERSON_ACTIVATED,
  DEALS_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwTeamTree, bw_team_tree, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *explanation;
  gboolean    hidden; /* until it is chosen */
} figures[BW_N_TEAM_FIGURES] = {
  [BW_TEAM_CALL] = { N_ ("Call"), N_ ("What the person said will be closed, in the category chosen above") },
  [BW_TEAM_OVERRIDE] = { N_ ("Override"), N_ ("What a manager put in the place of the call") },
  [BW_TEAM_CRM] = { N_ ("Roll-up"), N_ ("What stands in the CRM in the category chosen above") },
  [BW_TEAM_P10] = { N_ ("P10"), N_ ("Nine times out of ten it will be more than this") },
  [BW_TEAM_P50] = { N_ ("P50"), N_ ("As likely more as less than this") },
  [BW_TEAM_P90] = { N_ ("P90"), N_ ("Nine times out of ten it will be less than this") },
  [BW_TEAM_WON] = { N_ ("Closed"), N_ ("Closed won in the period") },
  [BW_TEAM_QUOTA] = { N_ ("Quota"), N_ ("What was agreed for the period") },
  [BW_TEAM_ATTAINMENT] = { N_ ("Attained"), N_ ("Closed divided by quota") },
  [BW_TEAM_GAP] = { N_ ("Gap"), N_ ("Quota less closed") },
  [BW_TEAM_COVERAGE] = { N_ ("Coverage"), N_ ("Open deals of the period divided by the gap") },
  [BW_TEAM_CALL_AGE] = { N_ ("Call age"), N_ ("Days since the call was last changed") },
  [BW_TEAM_COMMIT] = { N_ ("Commit"), N_ ("What stands in the CRM as commit"), TRUE },
  [BW_TEAM_BEST_CASE] = { N_ ("Best case"), N_ ("What stands in the CRM as best case"), TRUE },
  [BW_TEAM_PIPELINE] = { N_ ("Pipeline"), N_ ("What stands in the CRM as pipeline"), TRUE },
  [BW_TEAM_OPEN] = { N_ ("Open"), N_ ("Open deals dated in the period"), TRUE },
  [BW_TEAM_WEIGHTED] = { N_ ("Weighted"), N_ ("Open amounts times the CRM's own probability"), TRUE },
};

static void
setup_name_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), label);
  gtk_list_item_set_child (item, expander);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget      *expander = gtk_list_item_get_child (item);
  g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (row);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_label (GTK_LABEL (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander))),
                       bw_team_row_get_name (person));
}

/* A figure with deals behind it: shows them. */
static void
figure_cb (GtkButton *button,
           gpointer   data)
{
  BwTeamTree  *self = BW_TEAM_TREE (gtk_widget_get_ancestor (GTK_WIDGET (button), BW_TYPE_TEAM_TREE));
  GtkListItem *item = g_object_get_data (G_OBJECT (button), "item");
  g_autoptr (BwTeamRow) row = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));
  g_autofree char *filter = bw_team_row_dup_filter (row, GPOINTER_TO_UINT (data), self->book);

  g_signal_emit (self, signals[DEALS_ACTIVATED], 0, bw_team_row_get_person (row)->person, filter);
}

static void
setup_figure_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL), *button;

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  if (!bw_team_figure_has_deals (GPOINTER_TO_UINT (data)))
    {
      gtk_list_item_set_child (item, label);
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect (button, "clicked", G_CALLBACK (figure_cb), data);
  gtk_list_item_set_child (item, button);
}

static void
bind_figure_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  data)
{
  BwTeamFigure figure = GPOINTER_TO_UINT (data);
  GtkWidget   *child = gtk_list_item_get_child (item), *label = child;
  g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));
  g_autofree char *text = bw_team_row_dup_text (person, figure), *full = bw_team_row_dup_full (person, figure), *name = NULL, *tip = NULL;

  if (GTK_IS_BUTTON (child))
    {
      label = gtk_button_get_child (GTK_BUTTON (child));
      /* Translators: whose figure, which, how much */
      name = g_strdup_printf (_ ("%s, %s: %s"), bw_team_row_get_name (person), _ (figures[figure].title), full);
      tip = g_strdup_printf (_ ("%s. Show the deals"), full);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (child, tip != NULL ? tip : full);
}

static void
setup_range_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  data)
{
  gtk_list_item_set_child (item, g_object_new (BW_TYPE_RANGE_BAR, "hexpand", TRUE, "width-request", RANGE_PX, NULL));
}

static void
bind_range_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  data)
{
  g_autoptr (BwTeamRow) row = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));
  const BwOutlookPerson *person = bw_team_row_get_person (row);
  BwRange                range = {
                   .won = person->won,
                   .p10 = person->p10,
                   .p25 = BW_MONEY_NONE,
                   .p50 = person->p50,
                   .p75 = BW_MONEY_NONE,
                   .p90 = person->p90,
                   .target = person->quota,
                   .most = bw_team_row_get_most (row),
  };

  bw_range_bar_set_range (BW_RANGE_BAR (gtk_list_item_get_child (item)), &range, bw_team_row_get_currency (row));
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  return g_utf8_collate (bw_team_row_get_name ((BwTeamRow *)a), bw_team_row_get_name ((BwTeamRow *)b));
}

/* Unknown figures come last when sorted downwards. */
static int
compare_figures (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  double first = bw_team_row_figure ((BwTeamRow *)a, GPOINTER_TO_UINT (data));
  double second = bw_team_row_figure ((BwTeamRow *)b, GPOINTER_TO_UINT (data));

  if (isnan (first) || isnan (second))
    return isnan (first) ? (isnan (second) ? 0 : -1) : 1;
  return first < second ? -1 : first > second;
}

/* Adds a column and gives it a sorter made from @compare (nullable). Returns: (transfer full): the column. */
static GtkColumnViewColumn *
add_column (BwTeamTree      *self,
            const char      *title,
            GCallback        setup,
            GCallback        bind,
            GCompareDataFunc compare,
            guint            figure)
{
  GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", setup, GUINT_TO_POINTER (figure));
  g_signal_connect (factory, "bind", bind, GUINT_TO_POINTER (figure));
  column = gtk_column_view_column_new (title, factory);
  if (compare != NULL)
    {
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (figure), NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  gtk_column_view_append_column (self->view, column);
  return column;
}

/* Aligns the titles of the columns of numbers with the numbers. GTK has no property for it; the titles are the children of
 * the view's first child. */
static void
align_titles (BwTeamTree *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = gtk_widget_get_next_sibling (gtk_widget_get_first_child (header));

  for (guint i = 0; i < BW_N_TEAM_FIGURES && title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *box = gtk_widget_get_first_child (title);
      GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

      gtk_widget_set_tooltip_text (title, _ (figures[i].explanation));
      if (GTK_IS_LABEL (label))
        {
          gtk_widget_set_hexpand (label, TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), 1);
          gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
        }
    }
}

static void
add_columns (BwTeamTree *self)
{
  g_autoptr (GtkColumnViewColumn) name = NULL;
  g_autoptr (GtkColumnViewColumn) range = NULL;

  name = add_column (self, _ ("Person with team"), G_CALLBACK (setup_name_cb), G_CALLBACK (bind_name_cb), compare_names, 0);
  gtk_column_view_column_set_expand (name, TRUE);
  for (guint i = 0; i < BW_N_TEAM_FIGURES; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = add_column (self, _ (figures[i].title), G_CALLBACK (setup_figure_cb),
                                                           G_CALLBACK (bind_figure_cb), compare_figures, i);

      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_visible (column, !figures[i].hidden);
    }
  range = add_column (self, _ ("Range"), G_CALLBACK (setup_range_cb), G_CALLBACK (bind_range_cb), NULL, 0);
  gtk_column_view_column_set_visible (range, FALSE);
  align_titles (self);
}

/* Notes who is opened, for the tree to come. */
static void
remember_opened (BwTeamTree *self)
{
  g_hash_table_remove_all (self->opened);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (row);

      if (gtk_tree_list_row_get_expanded (row))
        g_hash_table_add (self->opened, GINT_TO_POINTER (bw_team_row_get_person (person)->person));
    }
}

static GListModel *
reports_cb (gpointer item,
            gpointer data)
{
  GListModel *reports = bw_team_row_get_reports (item);

  return reports != NULL ? g_object_ref (reports) : NULL;
}

/* Opens the rows above @depth and those that were open before; rows that this brings are met in turn. */
static void
reopen (BwTeamTree *self,
        guint       depth)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (row);
      gpointer key = GINT_TO_POINTER (bw_team_row_get_person (person)->person);

      if (gtk_tree_list_row_get_depth (row) < depth || g_hash_table_contains (self->opened, key))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
activate_cb (GtkColumnView *view,
             guint          position,
             BwTeamTree    *self)
{
  g_autoptr (GtkTreeListRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);
  g_autoptr (BwTeamRow) person = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (person != NULL)
    g_signal_emit (self, signals[PERSON_ACTIVATED], 0, bw_team_row_get_person (person)->person);
}

static void
dispose (GObject *object)
{
  BwTeamTree *self = BW_TEAM_TREE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (bw_team_tree_parent_class)->dispose (object);
}

static void
bw_team_tree_class_init (BwTeamTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-team-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTeamTree, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  signals[DEALS_ACTIVATED] = g_signal_new ("deals-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[PERSON_ACTIVATED] = g_signal_new ("person-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
bw_team_tree_init (BwTeamTree *self)
{
  self->opened = g_hash_table_new (NULL, NULL);
  self->category = BW_CATEGORY_COMMIT;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
}

/* Shows the people of @outlook, which is not kept; it speaks of @book. */
void
bw_team_tree_set_outlook (BwTeamTree      *self,
                          const BwOutlook *outlook,
                          BwBook          *book)
{
  GListStore *top;
  g_autoptr (GtkSorter) sorter = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkSortListModel *sorted;
  BwTeamLook        look = { bw_team_row_find_unit (outlook, book->currency), self->category, self->rollup };

  g_return_if_fail (BW_IS_TEAM_TREE (self));

  bw_book_ref (book);
  g_clear_pointer (&self->book, bw_book_unref);
  self->book = book;
  g_free (self->title);
  /* Translators: a currency, in thousands or in whole units */
  self->title = g_strdup_printf (look.unit > 1 ? _ ("Team, in K %s") : _ ("Team, in %s"), book->currency);
  top = bw_team_row_make_tree (outlook, book, &look);
  if (self->tree != NULL)
    remember_opened (self);
  g_clear_object (&self->tree);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (top), FALSE, FALSE, reports_cb, NULL, NULL);
  reopen (self, outlook->n_people <= SMALL_TEAM ? G_MAXUINT : g_list_model_get_n_items (G_LIST_MODEL (top)) == 1);
  sorter = GTK_SORTER (gtk_tree_list_row_sorter_new (g_object_ref (gtk_column_view_get_sorter (self->view))));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->tree)), g_steal_pointer (&sorter));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted)));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (selection), TRUE);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (selection), GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, selection);
}

/* Returns: (transfer none) (nullable): what the tree shows, with the unit of its amounts. */
const char *
bw_team_tree_get_title (BwTeamTree *self)
{
  g_return_val_if_fail (BW_IS_TEAM_TREE (self), NULL);

  return self->title;
}

/* Returns: (transfer none) (nullable): the rows as they are shown: GtkTreeListRow with BwTeamRow. */
GListModel *
bw_team_tree_get_rows (BwTeamTree *self)
{
  g_return_val_if_fail (BW_IS_TEAM_TREE (self), NULL);

  return G_LIST_MODEL (gtk_column_view_get_model (self->view));
}

/* Whose calls and roll-up the tree shows from the next outlook on. */
void
bw_team_tree_set_look (BwTeamTree  *self,
                       BwCategory   category,
                       BwRollupView view)
{
  g_return_if_fail (BW_IS_TEAM_TREE (self));

  self->category = category;
  self->rollup = view;
}

/* Returns: (transfer floating): a check button for each column that can be hidden. */
GtkWidget *
bw_team_tree_make_chooser (BwTeamTree *self)
{
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *scrolled = gtk_scrolled_window_new ();
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkWidget *check = gtk_check_button_new_with_label (gtk_column_view_column_get_title (column));

      g_object_bind_property (column, "visible", check, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), CHOOSER_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}
