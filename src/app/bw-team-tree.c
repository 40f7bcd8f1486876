/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The team as a tree of people with their numbers.
 *
 * A column view over a GtkTreeListModel of BwTeamRow: one column of names, one for each BwTeamFigure and one with the range
 * drawn. Figures are buttons that ask how they come about. It sorts within each level. Who was opened stays open when a new
 * outlook arrives, because people are kept by index. Which columns are shown, and in which order, is remembered in the settings,
 * a name each; what they do not name, as it is new, comes behind. */

#include "app/bw-team-tree.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-column-chooser.h"
#include "app/bw-column-title.h"
#include "app/bw-range-bar.h"
#include "app/bw-gradual-list.h"
#include "app/bw-tab-stop.h"
#include "app/bw-team-row.h"
#include "app/bw-tooltip.h"
#include "app/bw-window-state.h"
#include "core/bw-call-tree.h"
#include "core/bw-key-measure.h"

/* Teams up to this size are shown opened. */
#define SMALL_TEAM 12

/* What the settings call the list of columns. */
#define COLUMNS_KEY "team-columns"

/* Of a name that can be read whatever the other columns take. */
#define NAME_CHARS 13

/* A column of fixed width takes its room also while it is hidden, so the bar asks for it. */
#define RANGE_PX 130

struct _BwTeamTree
{
  AdwBin parent_instance;

  GtkColumnView *view;

  GtkTreeListModel *tree;  /* (owned) (nullable) */
  GListStore       *top;   /* (owned) (nullable): those at its top */
  GHashTable       *bound; /* (owned): GtkListItem to the factory of its column: the cells that show something */
  BwCategory        category;
  BwRollupView      rollup;
  GHashTable       *opened;   /* (owned): indexes of people */
  char             *title;    /* with the unit of all amounts */
  GSettings        *settings; /* (owned) (nullable) */
  gboolean          restoring;
  BwKeyMeasures     measures; /* to which the columns were fitted; none yet: n is 0 */
};

enum
{
  PERSON_ACTIVATED,
  FIGURE_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwTeamTree, bw_team_tree, ADW_TYPE_BIN)

static const struct
{
  const char *name; /* in the settings */
  const char *title;
  const char *explanation;
  gboolean    hidden; /* until it is chosen */
} figures[BW_N_TEAM_FIGURES] = {
  [BW_TEAM_CALL] = { "call", N_ ("Call"), N_ ("What the person said will be closed, in the category chosen above") },
  [BW_TEAM_OVERRIDE] = { "override", N_ ("Override"), N_ ("What a manager put in the place of the call") },
  [BW_TEAM_CRM] = { "crm", N_ ("Roll-up"), N_ ("What stands in the CRM in the category chosen above") },
  [BW_TEAM_P10] = { "p10", N_ ("P10"), N_ ("Nine times out of ten it will be more than this") },
  [BW_TEAM_P50] = { "p50", N_ ("P50"), N_ ("As likely more as less than this") },
  [BW_TEAM_P90] = { "p90", N_ ("P90"), N_ ("Nine times out of ten it will be less than this") },
  [BW_TEAM_WON] = { "closed", N_ ("Closed"), N_ ("Closed won in the period") },
  [BW_TEAM_QUOTA] = { "quota", N_ ("Quota"), N_ ("What was agreed for the period") },
  [BW_TEAM_ATTAINMENT] = { "attained", N_ ("Attained"), N_ ("Closed divided by quota") },
  [BW_TEAM_GAP] = { "gap", N_ ("Gap"), N_ ("Quota less closed") },
  [BW_TEAM_COVERAGE] = { "coverage", N_ ("Coverage"), N_ ("Open deals of the period divided by the gap") },
  [BW_TEAM_CALL_AGE] = { "call-age", N_ ("Call age"), N_ ("Days since the call was last changed") },
  [BW_TEAM_COMMIT] = { "commit", N_ ("Commit"), N_ ("What stands in the CRM as commit"), TRUE },
  [BW_TEAM_BEST_CASE] = { "best-case", N_ ("Best case"), N_ ("What stands in the CRM as best case"), TRUE },
  [BW_TEAM_PIPELINE] = { "pipeline", N_ ("Pipeline"), N_ ("What stands in the CRM as pipeline"), TRUE },
  [BW_TEAM_OPEN] = { "open", N_ ("Open"), N_ ("Open deals dated in the period"), TRUE },
  [BW_TEAM_WEIGHTED] = { "weighted", N_ ("Weighted"), N_ ("Open amounts times the CRM's own probability"), TRUE },
  [BW_TEAM_BELOW] = { "team", N_ ("Team"), N_ ("What counts of those who report, with the person's own deals as they stand in the CRM"), TRUE },
  [BW_TEAM_STANDS] = { "counts", N_ ("Counts"), N_ ("The override, else the call, else what comes from the team"), TRUE },
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

/* Asks how a figure comes about. */
static void
figure_cb (GtkButton *button,
           gpointer   data)
{
  BwTeamTree  *self = BW_TEAM_TREE (gtk_widget_get_ancestor (GTK_WIDGET (button), BW_TYPE_TEAM_TREE));
  GtkListItem *item = g_object_get_data (G_OBJECT (button), "item");
  g_autoptr (BwTeamRow) row = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));

  g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, bw_team_row_get_person (row)->person, GPOINTER_TO_UINT (data), button);
}

static void
setup_figure_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL), *button = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
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
  GtkWidget   *button = gtk_list_item_get_child (item);
  g_autoptr (BwTeamRow) person = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));
  g_autofree char *text = bw_team_row_dup_text (person, figure), *full = bw_team_row_dup_full (person, figure);
  /* Translators: whose figure, which, how much */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s: %s"), bw_team_row_get_name (person), _ (figures[figure].title), full);

  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), text);
  bw_tooltip_set (button, full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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

/* Notes that @item shows something. */
static void
bound_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          BwTeamTree               *self)
{
  if (!g_hash_table_contains (self->bound, item))
    g_hash_table_insert (self->bound, item, factory);
}

static void
unbound_cb (GtkSignalListItemFactory *factory,
            GtkListItem              *item,
            BwTeamTree               *self)
{
  if (self->bound != NULL)
    g_hash_table_remove (self->bound, item);
}

/* Has all cells show what their rows say now. */
static void
fill_cells (BwTeamTree *self)
{
  GHashTableIter iter;
  gpointer       item, factory;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &factory))
    g_signal_emit_by_name (factory, "bind", item);
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
  g_signal_connect (factory, "bind", G_CALLBACK (bound_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbound_cb), self);
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
      bw_column_title_align_end (self->view, column);
      gtk_widget_set_tooltip_text (bw_column_title_find (self->view, column), _ (figures[i].explanation));
      g_object_set_data (G_OBJECT (column), "name", (gpointer)figures[i].name);
    }
  range = add_column (self, _ ("Range"), G_CALLBACK (setup_range_cb), G_CALLBACK (bind_range_cb), NULL, 0);
  gtk_column_view_column_set_visible (range, FALSE);
  g_object_set_data (G_OBJECT (range), "name", (gpointer) "range");
}

/* ---- Which columns are shown ---- */

/* Notes the columns that are shown, in their order. */
static void
remember_columns (BwTeamTree *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (self->settings == NULL || self->restoring)
    return;
  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_ptr_array_add (names, g_object_get_data (G_OBJECT (column), "name"));
    }
  /* Nothing at all would be the same as nothing chosen. */
  if (names->len == 0)
    g_ptr_array_add (names, (gpointer) "none");
  g_ptr_array_add (names, NULL);
  g_settings_set_strv (self->settings, COLUMNS_KEY, (const char *const *)names->pdata);
}

static GtkColumnViewColumn *
find_column (BwTeamTree *self,
             const char *name)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (g_object_get_data (G_OBJECT (column), "name"), name))
        return column; /* the view holds it */
    }
  return NULL;
}

/* Shows the columns called @names in their order, and no others. */
static void
arrange_columns (BwTeamTree        *self,
                 const char *const *names)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint       place = 1;

  self->restoring = TRUE;
  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_visible (column, FALSE);
    }
  for (const char *const *name = names; *name != NULL; name++)
    {
      GtkColumnViewColumn *column = find_column (self, *name);

      if (column == NULL)
        continue;
      gtk_column_view_insert_column (self->view, place++, column);
      gtk_column_view_column_set_visible (column, TRUE);
    }
  self->restoring = FALSE;
}

/* Shows the columns that were noted; as they are when none were. Returns whether some were. */
static gboolean
restore_columns (BwTeamTree *self)
{
  g_auto (GStrv) names = self->settings != NULL ? g_settings_get_strv (self->settings, COLUMNS_KEY) : NULL;

  if (names == NULL || names[0] == NULL)
    return FALSE;
  arrange_columns (self, (const char *const *)names);
  return TRUE;
}

/* The measure that a figure is part of; BW_N_KEY_MEASURES for none. */
static BwKeyMeasure
measure_of (BwTeamFigure figure)
{
  switch (figure)
    {
    case BW_TEAM_WON:
      return BW_KEY_CLOSED;
    case BW_TEAM_P10:
    case BW_TEAM_P50:
    case BW_TEAM_P90:
      return BW_KEY_FORECAST;
    case BW_TEAM_QUOTA:
    case BW_TEAM_ATTAINMENT:
      return BW_KEY_QUOTA;
    case BW_TEAM_GAP:
      return BW_KEY_GAP;
    case BW_TEAM_COVERAGE:
      return BW_KEY_COVERAGE;
    case BW_TEAM_CALL:
    case BW_TEAM_OVERRIDE:
    case BW_TEAM_CRM:
    case BW_TEAM_CALL_AGE:
    case BW_TEAM_COMMIT:
    case BW_TEAM_BEST_CASE:
    case BW_TEAM_PIPELINE:
    case BW_TEAM_OPEN:
    case BW_TEAM_WEIGHTED:
    case BW_TEAM_BELOW:
    case BW_TEAM_STANDS:
    case BW_N_TEAM_FIGURES:
    default:
      return BW_N_KEY_MEASURES;
    }
}

/* Begins with the columns of the measures that matter to the organisation of @book, and hides those of the others, as long as nobody
 * has arranged the columns. */
static void
follow_measures (BwTeamTree   *self,
                 const BwBook *book)
{
  BwKeyMeasures measures = bw_key_measures_of_book (book), usual = bw_key_measures_default ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_auto (GStrv) chosen = self->settings != NULL ? g_settings_get_strv (self->settings, COLUMNS_KEY) : NULL;
  gboolean is_usual = memcmp (&measures, &usual, sizeof measures) == 0;

  if (memcmp (&measures, &self->measures, sizeof measures) == 0 || (is_usual && self->measures.n == 0))
    return;
  self->measures = measures;
  if (chosen != NULL && chosen[0] != NULL)
    return;
  for (guint m = 0; m < measures.n && !is_usual; m++)
    for (guint i = 0; i < BW_N_TEAM_FIGURES; i++)
      if (!figures[i].hidden && measure_of ((BwTeamFigure)i) == measures.list[m])
        g_ptr_array_add (names, (gpointer)figures[i].name);
  for (guint i = 0; i < BW_N_TEAM_FIGURES; i++)
    if (!figures[i].hidden && (is_usual || measure_of ((BwTeamFigure)i) == BW_N_KEY_MEASURES))
      g_ptr_array_add (names, (gpointer)figures[i].name);
  g_ptr_array_add (names, NULL);
  arrange_columns (self, (const char *const *)names->pdata);
}

static void
follow_columns (BwTeamTree *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  self->settings = bw_window_state_open ();
  restore_columns (self);
  g_signal_connect_object (columns, "items-changed", G_CALLBACK (remember_columns), self, G_CONNECT_SWAPPED);
  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_signal_connect_object (column, "notify::visible", G_CALLBACK (remember_columns), self, G_CONNECT_SWAPPED);
    }
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

  self->restoring = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->tree);
  g_clear_object (&self->top);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (bw_team_tree_parent_class)->dispose (object);
}

static void
bw_team_tree_class_init (BwTeamTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-team-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTeamTree, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  signals[FIGURE_ACTIVATED] = g_signal_new ("figure-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_UINT, GTK_TYPE_WIDGET);
  signals[PERSON_ACTIVATED] = g_signal_new ("person-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
bw_team_tree_init (BwTeamTree *self)
{
  self->opened = g_hash_table_new (NULL, NULL);
  self->bound = g_hash_table_new (NULL, NULL);
  self->category = BW_CATEGORY_COMMIT;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  follow_columns (self);
}

/* Shows the people of @outlook, which is not kept; it speaks of @book. */
void
bw_team_tree_set_outlook (BwTeamTree      *self,
                          const BwOutlook *outlook,
                          const BwBook    *book)
{
  g_autoptr (GListStore) top = NULL;
  g_autoptr (GtkSorter) sorter = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autoptr (GtkSortListModel) sorted = NULL;
  BwTeamLook look = { bw_team_row_find_unit (outlook, book->currency), self->category, self->rollup, bw_call_tree_is_single (book) };

  g_return_if_fail (BW_IS_TEAM_TREE (self));

  follow_measures (self, book);
  g_free (self->title);
  /* Translators: a currency, in thousands or in whole units */
  self->title = g_strdup_printf (look.unit > 1 ? _ ("Team, in K %s") : _ ("Team, in %s"), book->currency);
  top = bw_team_row_make_tree (outlook, book, &look);
  /* The same people in the order that they have by themselves: making their rows anew would take most of the time. */
  if (self->top != NULL && gtk_sorter_get_order (gtk_column_view_get_sorter (self->view)) == GTK_SORTER_ORDER_NONE &&
      bw_team_row_take_tree (self->top, top))
    {
      fill_cells (self);
      return;
    }
  if (self->tree != NULL)
    remember_opened (self);
  g_clear_object (&self->tree);
  g_set_object (&self->top, top);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (g_steal_pointer (&top)), FALSE, FALSE, reports_cb, NULL, NULL);
  reopen (self, outlook->n_people <= SMALL_TEAM ? G_MAXUINT : g_list_model_get_n_items (G_LIST_MODEL (self->top)) == 1);
  sorter = GTK_SORTER (gtk_tree_list_row_sorter_new (g_object_ref (gtk_column_view_get_sorter (self->view))));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->tree)), g_steal_pointer (&sorter));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (bw_gradual_list_new (G_LIST_MODEL (sorted)))));
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

/* Returns: (transfer floating): a list that shows, hides and moves the columns but for that of the names. */
GtkWidget *
bw_team_tree_make_chooser (BwTeamTree *self)
{
  return bw_column_chooser_new (self->view, 1);
}
