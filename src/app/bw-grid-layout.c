/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a grid of deals shows, in which order, and how wide.
 *
 * Until a person chooses columns they are what fits: those that matter most at least as wide as they need, more of them where
 * there is more room, and none that would have to be scrolled to. Once somebody chose columns, or their order, these stay, and are
 * made narrower as far as they can be read. A width that was dragged stays in any case.
 *
 *   room for the wished widths   the rest goes to the columns of texts until these can be read whole, then to all of them
 *   less                         all give up the same part of what they can spare
 *   less than the least          automatic: the least important column goes; chosen: there is scrolling
 *
 * Columns that expand should take what is left by themselves, but these stay as they are on GTK 4.8. */

#include "app/bw-grid-layout.h"

#include <glib/gi18n.h>

#include "app/bw-column-chooser.h"
#include "app/bw-column-title.h"
#include "app/bw-theme.h"
#include "core/bw-deal-field.h"

enum
{
  OWN_WIDTH = 120,
  OWN_LEAST = 80,
};

typedef struct
{
  BwDealField field;
  const char *title;
  int         width_px; /* wished, where text has the usual size */
  int         least_px;
  int         rank;     /* 1 is shown first where room is short; 0: only when chosen */
  int         whole_px; /* with which nearly all texts can be read whole; 0: these need no more than is wished */
} Column;

static const Column known[] = {
  { BW_DEAL_FIELD_NAME, N_ ("Deal"), 240, 215, 1, 300 },
  { BW_DEAL_FIELD_ACCOUNT, N_ ("Account"), 150, 110, 5, 185 },
  { BW_DEAL_FIELD_OWNER, N_ ("Owner"), 120, 98, 6, 140 },
  { BW_DEAL_FIELD_STAGE, N_ ("Stage"), 115, 88, 4, 120 },
  { BW_DEAL_FIELD_CATEGORY, N_ ("Category"), 85, 80, 8, 0 },
  { BW_DEAL_FIELD_AMOUNT, N_ ("Amount"), 100, 88, 2, 0 },
  { BW_DEAL_FIELD_CLOSE, N_ ("Closes"), 152, 138, 3, 0 },
  { BW_DEAL_FIELD_AGE, N_ ("Age, days"), 90, 84, 13, 0 },
  { BW_DEAL_FIELD_STAGE_DAYS, N_ ("In stage, days"), 112, 94, 9, 0 },
  { BW_DEAL_FIELD_PROBABILITY, N_ ("Probability"), 98, 94, 7, 0 },
  { BW_DEAL_FIELD_WEIGHTED, N_ ("Weighted"), 100, 88, 11, 0 },
  { BW_DEAL_FIELD_CREATED, N_ ("Created"), 115, 95, 0, 0 },
  { BW_DEAL_FIELD_ACTIVITY, N_ ("Last activity"), 115, 100, 0, 0 },
  { BW_DEAL_FIELD_PRODUCT, N_ ("Product"), 140, 90, 14, 180 },
  { BW_DEAL_FIELD_REGION, N_ ("Region"), 110, 80, 15, 0 },
  { BW_DEAL_FIELD_TYPE, N_ ("Type"), 110, 80, 0, 0 },
  { BW_DEAL_FIELD_SOURCE, N_ ("Source"), 110, 80, 0, 0 },
  { BW_DEAL_FIELD_KIND, N_ ("Status"), 80, 70, 0, 0 },
  { BW_DEAL_FIELD_PUSHES, N_ ("Pushed"), 85, 74, 10, 0 },
  { BW_DEAL_FIELD_NEXT_STEP, N_ ("Next step"), 220, 140, 12, 280 },
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
  int                  whole;
  gboolean             shown;
} Fitted;

static GArray *
list_fitted (BwGridLayout *self)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  GArray     *fitted = g_array_new (FALSE, FALSE, sizeof (Fitted));
  double      scale = bw_theme_text_scale (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      Fitted one = { column, find_known (bw_grid_column_field (column)), 0, 0, 0, gtk_column_view_column_get_visible (column) };

      one.least = MAX ((int)(one.known.least_px * scale), bw_column_title_width (self->view, column));
      one.width = MAX ((int)(one.known.width_px * scale), one.least);
      if (own_width (column) > 0)
        one.width = one.least = own_width (column);
      one.whole = own_width (column) > 0 ? one.width : MAX ((int)(one.known.whole_px * scale), one.width);
      g_array_append_val (fitted, one);
    }
  return fitted;
}

/* The columns in the order of their ranks: those of the first ten as long as the least widths fit, others only where all texts
 * before them can be read whole. */
static void
choose_shown (GArray *fitted,
              int     room)
{
  int whole = 0, least = 0;

  for (guint i = 0; i < fitted->len; i++)
    g_array_index (fitted, Fitted, i).shown = FALSE;
  for (int rank = 1; rank <= 15; rank++)
    for (guint i = 0; i < fitted->len; i++)
      {
        Fitted *one = &g_array_index (fitted, Fitted, i);

        if (one->known.rank != rank)
          continue;
        if (rank > 1 && (rank <= 10 ? least + one->least : whole + one->width) > room)
          return;
        one->shown = TRUE;
        whole += one->whole;
        least += one->least;
      }
}

/* What a column gets of @room when all together wish for @wished, and for @whole to be read whole: a part of what it can spare is
 * taken, or a part of what it lacks given, the same for all; what is left then goes to those of texts as they need it. */
static int
fit_width (const Fitted *one,
           int           room,
           int           wished,
           int           least,
           int           whole,
           int           texts)
{
  int more = one->whole - one->width;

  if (own_width (one->column) > 0)
    return one->width;
  if (wished > room)
    return one->width - (int)((gint64)(one->width - one->least) * MIN (wished - room, wished - least) / MAX (wished - least, 1)) - 1;
  if (whole > room)
    return one->width + (int)((gint64)more * (room - wished) / (whole - wished));
  return one->whole + (more > 0 ? (int)((gint64)(room - whole) * one->whole / texts) : 0);
}

static void
spread (GArray *fitted,
        int     room)
{
  int wished = 0, least = 0, whole = 0, texts = 0;

  for (guint i = 0; i < fitted->len; i++)
    {
      const Fitted *one = &g_array_index (fitted, Fitted, i);

      if (!one->shown)
        continue;
      wished += one->width;
      least += one->least;
      whole += one->whole;
      texts += one->whole > one->width ? one->whole : 0;
    }
  for (guint i = 0; i < fitted->len; i++)
    {
      Fitted *one = &g_array_index (fitted, Fitted, i);

      if (one->shown)
        one->width = fit_width (one, room, wished, least, whole, texts);
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
      /* GTK counts the fixed widths of hidden columns into those of rows, which from right to left moves the rows out of sight. */
      if (gtk_column_view_column_get_fixed_width (one->column) != (one->shown ? one->width : -1))
        gtk_column_view_column_set_fixed_width (one->column, one->shown ? one->width : -1);
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

/* Returns: (transfer floating): a list that shows, hides and moves the columns, and follows them. */
GtkWidget *
bw_grid_layout_make_chooser (BwGridLayout *self)
{
  return bw_column_chooser_new (self->view, 0);
}
