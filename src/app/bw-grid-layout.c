/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a grid of deals shows, in which order, and how wide.
 *
 * Until a person chooses columns they are what fits: those that matter most at least as wide as they need, more of them where
 * there is more room, and none that would have to be scrolled to. Once somebody chose columns, or their order, these stay, and are
 * made narrower as far as they can be read. A width that was dragged stays in any case.
 *
 *   room for the wished widths   the rest goes to the columns of texts
 *   less                         all give up the same part of what they can spare
 *   less than the least          automatic: the least important column goes; chosen: there is scrolling
 *
 * Columns that expand should take what is left by themselves, but these stay as they are on GTK 4.8. */

#include "app/bw-grid-layout.h"

#include <glib/gi18n.h>

#include "core/bw-deal-field.h"

enum
{
  OWN_WIDTH = 120,
  OWN_LEAST = 80,
  CHOOSER_HEIGHT = 480,
};

typedef struct
{
  BwDealField field;
  const char *title;
  int         width_px; /* wished */
  int         least_px;
  int         rank;    /* 1 is shown first where room is short; 0: only when chosen */
  int         stretch; /* parts of what is left */
} Column;

static const Column known[] = {
  { BW_DEAL_FIELD_NAME, N_ ("Deal"), 220, 150, 1, 2 },
  { BW_DEAL_FIELD_ACCOUNT, N_ ("Account"), 150, 95, 5, 1 },
  { BW_DEAL_FIELD_OWNER, N_ ("Owner"), 120, 90, 6, 0 },
  { BW_DEAL_FIELD_STAGE, N_ ("Stage"), 115, 88, 4, 0 },
  { BW_DEAL_FIELD_CATEGORY, N_ ("Category"), 85, 80, 8, 0 },
  { BW_DEAL_FIELD_AMOUNT, N_ ("Amount"), 100, 88, 2, 0 },
  { BW_DEAL_FIELD_CLOSE, N_ ("Closes"), 152, 122, 3, 0 },
  { BW_DEAL_FIELD_AGE, N_ ("Age, days"), 90, 84, 13, 0 },
  { BW_DEAL_FIELD_STAGE_DAYS, N_ ("In stage, days"), 112, 102, 9, 0 },
  { BW_DEAL_FIELD_PROBABILITY, N_ ("Probability"), 98, 94, 7, 0 },
  { BW_DEAL_FIELD_WEIGHTED, N_ ("Weighted"), 100, 88, 11, 0 },
  { BW_DEAL_FIELD_CREATED, N_ ("Created"), 115, 95, 0, 0 },
  { BW_DEAL_FIELD_ACTIVITY, N_ ("Last activity"), 115, 100, 0, 0 },
  { BW_DEAL_FIELD_PRODUCT, N_ ("Product"), 140, 90, 14, 0 },
  { BW_DEAL_FIELD_REGION, N_ ("Region"), 110, 80, 15, 0 },
  { BW_DEAL_FIELD_TYPE, N_ ("Type"), 110, 80, 0, 0 },
  { BW_DEAL_FIELD_SOURCE, N_ ("Source"), 110, 80, 0, 0 },
  { BW_DEAL_FIELD_KIND, N_ ("Status"), 80, 70, 0, 0 },
  { BW_DEAL_FIELD_PUSHES, N_ ("Pushed"), 85, 74, 10, 0 },
  { BW_DEAL_FIELD_NEXT_STEP, N_ ("Next step"), 220, 140, 12, 2 },
};

struct _BwGridLayout
{
  GObject        parent_instance;
  GtkColumnView *view;   /* borrowed: whoever has this has the view */
  gboolean       chosen; /* somebody said which columns, or in which order */
  gboolean       busy;   /* what changes is not a person's doing */
  int            width;  /* that was fitted to */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwGridLayout, bw_grid_layout, G_TYPE_OBJECT)

/* Returns: what is known of the column of @field; of the project's own fields what they have in common. */
static Column
find_known (BwDealField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].field == field)
      return known[i];
  return (Column) { field, "", OWN_WIDTH, OWN_LEAST, 0, 0 };
}

/* The field that @column shows. */
BwDealField
bw_grid_column_field (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "field"));
}

/* Returns: (transfer none): the head of the column of the built-in @field. */
const char *
bw_grid_column_title (BwDealField field)
{
  return _ (find_known (field).title);
}

/* Lists the built-in fields that there are columns of, in their first order. Returns: how many; @fields (transfer none). */
guint
bw_grid_column_list (const BwDealField **fields)
{
  static BwDealField listed[G_N_ELEMENTS (known)];

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    listed[i] = known[i].field;
  *fields = listed;
  return G_N_ELEMENTS (known);
}

static int
own_width (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "own-width"));
}

/* ---- Fitting ---- */

/* One column while widths are worked out. */
typedef struct
{
  GtkColumnViewColumn *column; /* borrowed: the view has it */
  Column               known;
  int                  width;
  int                  least;
  gboolean             shown;
} Fitted;

static GArray *
list_fitted (BwGridLayout *self)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  GArray     *fitted = g_array_new (FALSE, FALSE, sizeof (Fitted));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      Fitted one = { column, find_known (bw_grid_column_field (column)), 0, 0, gtk_column_view_column_get_visible (column) };

      one.width = own_width (column) > 0 ? own_width (column) : one.known.width_px;
      one.least = own_width (column) > 0 ? own_width (column) : one.known.least_px;
      g_array_append_val (fitted, one);
    }
  return fitted;
}

/* The columns in the order of their ranks: shows them as long as the wished widths fit, and those of the first ten where the least
 * widths do. */
static void
choose_shown (GArray *fitted,
              int     room)
{
  int wished = 0, least = 0;

  for (guint i = 0; i < fitted->len; i++)
    g_array_index (fitted, Fitted, i).shown = FALSE;
  for (int rank = 1; rank <= 15; rank++)
    for (guint i = 0; i < fitted->len; i++)
      {
        Fitted *one = &g_array_index (fitted, Fitted, i);

        if (one->known.rank != rank)
          continue;
        if (rank > 1 && (rank <= 10 ? least + one->least : wished + one->width) > room)
          return;
        one->shown = TRUE;
        wished += one->width;
        least += one->least;
      }
}

/* Gives what is left of @room to the columns that stretch, or takes what is missing from all, in the same part of what each can
 * spare. */
static void
spread (GArray *fitted,
        int     room)
{
  int wished = 0, least = 0, stretch = 0;

  for (guint i = 0; i < fitted->len; i++)
    {
      const Fitted *one = &g_array_index (fitted, Fitted, i);

      if (!one->shown)
        continue;
      wished += one->width;
      least += one->least;
      stretch += own_width (one->column) > 0 ? 0 : one->known.stretch;
    }
  for (guint i = 0; i < fitted->len; i++)
    {
      Fitted *one = &g_array_index (fitted, Fitted, i);

      if (!one->shown || own_width (one->column) > 0)
        continue;
      if (wished > room)
        one->width -= (int)((gint64)(one->width - one->least) * MIN (wished - room, wished - least) / MAX (wished - least, 1)) + 1;
      else if (stretch > 0 && one->known.stretch > 0)
        one->width += (room - wished) * one->known.stretch / stretch;
    }
}

/* Gives the columns widths that fill @width pixels, and where nobody chose them shows those that fit. */
void
bw_grid_layout_fit (BwGridLayout *self,
                    int           width)
{
  g_autoptr (GArray) fitted = NULL;

  g_return_if_fail (BW_IS_GRID_LAYOUT (self));

  if (width <= 1)
    return;
  self->width = width;
  fitted = list_fitted (self);
  if (!self->chosen)
    choose_shown (fitted, width);
  spread (fitted, width);
  self->busy = TRUE;
  for (guint i = 0; i < fitted->len; i++)
    {
      const Fitted *one = &g_array_index (fitted, Fitted, i);

      if (gtk_column_view_column_get_visible (one->column) != one->shown)
        gtk_column_view_column_set_visible (one->column, one->shown);
      if (one->shown && gtk_column_view_column_get_fixed_width (one->column) != one->width)
        gtk_column_view_column_set_fixed_width (one->column, one->width);
    }
  self->busy = FALSE;
}

/* ---- What a person does ---- */

static void
visible_cb (BwGridLayout *self)
{
  if (self->busy)
    return;
  self->chosen = TRUE;
  bw_grid_layout_fit (self, self->width);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
width_cb (BwGridLayout        *self,
          GParamSpec          *pspec,
          GtkColumnViewColumn *column)
{
  if (self->busy)
    return;
  g_object_set_data (G_OBJECT (column), "own-width", GINT_TO_POINTER (gtk_column_view_column_get_fixed_width (column)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
order_cb (BwGridLayout *self)
{
  if (self->busy)
    return;
  self->chosen = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- The object ---- */

static void
bw_grid_layout_class_init (BwGridLayoutClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_grid_layout_init (BwGridLayout *self)
{
}

/* Returns: (transfer full): what cares for the columns of @view, which has none yet and outlives it. */
BwGridLayout *
bw_grid_layout_new (GtkColumnView *view)
{
  BwGridLayout *self = g_object_new (BW_TYPE_GRID_LAYOUT, NULL);

  self->view = view;
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed", G_CALLBACK (order_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* Appends @column (transfer none), which shows @field, to the view; a built-in one that has a rank is shown in any case. */
void
bw_grid_layout_add (BwGridLayout        *self,
                    GtkColumnViewColumn *column,
                    BwDealField          field,
                    gboolean             shown)
{
  Column of = find_known (field);

  g_return_if_fail (BW_IS_GRID_LAYOUT (self));

  g_object_set_data (G_OBJECT (column), "field", GUINT_TO_POINTER (field));
  gtk_column_view_column_set_fixed_width (column, of.width_px);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, shown || (of.rank > 0 && of.rank <= 10));
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (visible_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_cb), self, G_CONNECT_SWAPPED);
  self->busy = TRUE;
  gtk_column_view_append_column (self->view, column);
  self->busy = FALSE;
}

/* Takes @column from the view. */
void
bw_grid_layout_remove (BwGridLayout        *self,
                       GtkColumnViewColumn *column)
{
  g_return_if_fail (BW_IS_GRID_LAYOUT (self));

  self->busy = TRUE;
  gtk_column_view_remove_column (self->view, column);
  self->busy = FALSE;
}

/* Takes no more notice of the view, which is about to go. */
void
bw_grid_layout_stop (BwGridLayout *self)
{
  self->busy = TRUE;
}

/* Returns: (transfer full) (element-type BwGridColumn): the columns that were chosen, in their order; none when nobody chose any.
 * Widths that were not dragged are 0. */
GArray *
bw_grid_layout_describe (BwGridLayout *self)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  GArray     *columns = g_array_new (FALSE, FALSE, sizeof (BwGridColumn));
  gboolean    dragged = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      BwGridColumn described = { bw_grid_column_field (column), own_width (column) };

      if (!gtk_column_view_column_get_visible (column))
        continue;
      dragged |= described.width_px > 0;
      g_array_append_val (columns, described);
    }
  if (!self->chosen && !dragged)
    g_array_set_size (columns, 0);
  return columns;
}

static GtkColumnViewColumn *
find_column (GListModel *model,
             BwDealField field)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      if (bw_grid_column_field (column) == field)
        return column; /* the view holds it */
    }
  return NULL;
}

/* Has @columns (element-type BwGridColumn) be those that are shown; when there are none, those that fit. */
void
bw_grid_layout_apply (BwGridLayout *self,
                      const GArray *columns)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  guint       n = g_list_model_get_n_items (model);

  self->busy = TRUE;
  self->chosen = columns->len > 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      g_object_set_data (G_OBJECT (column), "own-width", NULL);
      if (self->chosen)
        gtk_column_view_column_set_visible (column, FALSE);
    }
  for (guint i = 0; i < MAX (columns->len, self->chosen ? 0 : G_N_ELEMENTS (known)); i++)
    {
      const BwGridColumn  *wanted = self->chosen ? &g_array_index (columns, BwGridColumn, i) : NULL;
      GtkColumnViewColumn *column = find_column (model, wanted != NULL ? wanted->field : known[i].field);

      if (column == NULL)
        continue;
      if (wanted != NULL)
        {
          gtk_column_view_column_set_visible (column, TRUE);
          g_object_set_data (G_OBJECT (column), "own-width", GINT_TO_POINTER (wanted->width_px));
          if (wanted->width_px > 0)
            gtk_column_view_column_set_fixed_width (column, wanted->width_px);
        }
      g_object_ref (column);
      gtk_column_view_insert_column (self->view, i, column);
      g_object_unref (column);
    }
  self->busy = FALSE;
  bw_grid_layout_fit (self, self->width);
}

/* ---- The chooser ---- */

/* Moves @column by so many places. Returns: its place then. */
static guint
move (BwGridLayout        *self,
      GtkColumnViewColumn *column,
      int                  by)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  guint       n = g_list_model_get_n_items (model), place = 0, to;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (model, i);

      if (other == column)
        place = i;
    }
  to = (guint)CLAMP ((int)place + by, 0, (int)n - 1);
  if (to != place)
    gtk_column_view_insert_column (self->view, to, column);
  return to;
}

/* The rows of the chooser are made anew then: the button of the same column and direction gets the focus. */
static void
move_cb (GtkWidget *button,
         int        by)
{
  GtkWidget *row = gtk_widget_get_parent (button), *box = gtk_widget_get_parent (row);
  guint      place = move (g_object_get_data (G_OBJECT (button), "columns"), g_object_get_data (G_OBJECT (button), "column"), by);

  row = gtk_widget_get_first_child (box);
  while (row != NULL && place-- > 0)
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_grab_focus (by > 0 ? gtk_widget_get_last_child (row) : gtk_widget_get_prev_sibling (gtk_widget_get_last_child (row)));
}

static void
up_cb (GtkWidget *button)
{
  move_cb (button, -1);
}

static void
down_cb (GtkWidget *button)
{
  move_cb (button, 1);
}

/* A button that is called @name (transfer full). */
static GtkWidget *
make_mover (BwGridLayout        *self,
            GtkColumnViewColumn *column,
            const char          *icon,
            char                *name,
            void (*callback) (GtkWidget *button))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "columns", g_object_ref (self), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "column", g_object_ref (column), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (callback), NULL);
  g_free (name);
  return button;
}

/* Makes the rows of @box be those of the columns @model. */
static void
fill_chooser (GListModel *model,
              guint       position,
              guint       removed,
              guint       added,
              GtkWidget  *box)
{
  BwGridLayout *self = g_object_get_data (G_OBJECT (box), "columns");
  GtkWidget    *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      const char *title = gtk_column_view_column_get_title (column);
      GtkWidget  *check = gtk_check_button_new_with_label (title);
      GtkWidget  *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      g_object_bind_property (column, "visible", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      gtk_widget_set_hexpand (check, TRUE);
      gtk_box_append (GTK_BOX (row), check);
      /* Translators: %s is a column of a table */
      gtk_box_append (GTK_BOX (row), make_mover (self, column, "go-up-symbolic", g_strdup_printf (_ ("Move %s to the left"), title), up_cb));
      /* Translators: %s is a column of a table */
      gtk_box_append (GTK_BOX (row), make_mover (self, column, "go-down-symbolic", g_strdup_printf (_ ("Move %s to the right"), title), down_cb));
      gtk_box_append (GTK_BOX (box), row);
    }
}

/* Returns: (transfer floating): a list that shows, hides and moves the columns, and follows them. */
GtkWidget *
bw_grid_layout_make_chooser (BwGridLayout *self)
{
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget  *scrolled = gtk_scrolled_window_new ();
  GListModel *model = gtk_column_view_get_columns (self->view);

  g_object_set_data_full (G_OBJECT (box), "columns", g_object_ref (self), g_object_unref);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), CHOOSER_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  fill_chooser (model, 0, 0, 0, box);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (fill_chooser), box, 0);
  return scrolled;
}
