/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that says, and lets choose, what a lever is about.
 *
 * It says "everything" or what it was narrowed to; a popover has a drop-down each for stage, team, territory and product,
 * those that the book has and the lever can be narrowed by. The popover is made when it is first opened: there are many levers,
 * and lists of products may be long. */

#include "app/bw-lever-subject.h"

#include <glib/gi18n.h>

#include "core/bw-merge.h"

typedef enum
{
  STAGE,
  TEAM,
  TERRITORY,
  PRODUCT,
  N_SIDES,
} Side;

static const char *const side_titles[N_SIDES] = { N_ ("Stage"), N_ ("Team or person"), N_ ("Territory"), N_ ("Product") };
static const char *const side_any[N_SIDES] = { N_ ("Any stage"), N_ ("Everyone"), N_ ("Any territory"), N_ ("Any product") };

struct _BwLeverSubject
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget     *lists[N_SIDES]; /* (nullable): made with the popover */
  BwBook        *book;           /* (owned) */
  BwLeverKind    kind;
  gint32         chosen[N_SIDES];
  gboolean       filling;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLeverSubject, bw_lever_subject, ADW_TYPE_BIN)

/* ---- Drop-downs of rows of the book ---- */

/* Returns: (transfer full): a drop-down, with @none for %BW_NOBODY when it is given; what stands where is in @rows
 * (transfer full) (element-type gint32). */
static GtkWidget *
new_list (GtkStringList *names,
          GArray        *rows,
          const char    *name,
          gint32         selected)
{
  GtkWidget *list = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)),
                                       gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (list), rows->len > 8);
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint32, i) == selected)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (list), i);
  g_object_set_data_full (G_OBJECT (list), "rows", rows, (GDestroyNotify)g_array_unref);
  gtk_widget_set_tooltip_text (list, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static void
add (GtkStringList *names,
     GArray        *rows,
     const char    *name,
     gint32         row)
{
  gtk_string_list_append (names, name);
  g_array_append_val (rows, row);
}

/* Returns: (transfer full): the people of @book; @none (nullable) stands for nobody, @name is for screen readers. */
GtkWidget *
bw_lever_people_new (const BwBook *book,
                     const char   *none,
                     const char   *name,
                     gint32        selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (none != NULL)
    add (names, rows, none, BW_NOBODY);
  for (guint i = 0; i < book->people->len; i++)
    if (!bw_merge_is_away (book, BW_TABLE_PEOPLE, i))
      add (names, rows, bw_book_text (book, bw_book_person (book, i)->name), (gint32)i);
  return new_list (names, rows, name, selected);
}

/* Returns: the row that is chosen in @list, %BW_NOBODY when none is. */
gint32
bw_lever_people_get (GtkWidget *list)
{
  GArray *rows = g_object_get_data (G_OBJECT (list), "rows");
  guint   place = gtk_drop_down_get_selected (GTK_DROP_DOWN (list));

  return place < rows->len ? g_array_index (rows, gint32, place) : BW_NOBODY;
}

static GtkWidget *
new_side_list (BwLeverSubject *self,
               Side            side)
{
  const BwBook *book = self->book;
  g_autoptr (GtkStringList) names = NULL;
  GArray *rows;

  if (side == TEAM)
    return bw_lever_people_new (book, _ (side_any[side]), _ (side_titles[side]), self->chosen[side]);
  names = gtk_string_list_new (NULL);
  rows = g_array_new (FALSE, FALSE, sizeof (gint32));
  add (names, rows, _ (side_any[side]), BW_NOBODY);
  for (guint i = 0; side == STAGE && i < book->stages->len; i++)
    if (bw_book_stage (book, i)->kind == BW_STAGE_OPEN)
      add (names, rows, bw_book_text (book, bw_book_stage (book, i)->name), (gint32)i);
  for (guint i = 0; side == TERRITORY && i < book->territories->len; i++)
    add (names, rows, bw_book_text (book, bw_book_territory (book, i)->name), (gint32)i);
  for (guint i = 0; side == PRODUCT && i < book->products->len; i++)
    if (!bw_merge_is_away (book, BW_TABLE_PRODUCTS, i))
      add (names, rows, bw_book_text (book, bw_book_product (book, i)->name), (gint32)i);
  return new_list (names, rows, _ (side_titles[side]), self->chosen[side]);
}

/* ---- The button ---- */

/* Whether the lever can be narrowed by @side, and there is something to choose. */
static gboolean
is_offered (BwLeverSubject *self,
            Side            side)
{
  switch (side)
    {
    case STAGE:
      /* What does not stand in the pipeline yet is in no stage. */
      return self->kind != BW_LEVER_NEW_PIPELINE && self->kind != BW_LEVER_QUOTA;
    case TEAM:
      return self->book->people->len > 0;
    case TERRITORY:
      return self->book->territories->len > 0;
    case PRODUCT:
      return self->book->products->len > 0 && self->kind != BW_LEVER_QUOTA;
    case N_SIDES:
    default:
      return FALSE;
    }
}

static const char *
get_name (BwLeverSubject *self,
          Side            side)
{
  gint32        row = self->chosen[side];
  const BwBook *book = self->book;

  switch (side)
    {
    case STAGE:
      return bw_book_text (book, bw_book_stage (book, row)->name);
    case TEAM:
      return bw_book_text (book, bw_book_person (book, row)->name);
    case TERRITORY:
      return bw_book_text (book, bw_book_territory (book, row)->name);
    case PRODUCT:
      return bw_book_text (book, bw_book_product (book, row)->name);
    case N_SIDES:
    default:
      return "";
    }
}

static void
show (BwLeverSubject *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *spoken = NULL;
  GtkWidget       *label = gtk_label_new (NULL);

  for (guint side = 0; side < N_SIDES; side++)
    if (self->chosen[side] != BW_NOBODY)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", get_name (self, (Side)side));
  if (text->len == 0)
    g_string_append (text, self->kind == BW_LEVER_QUOTA ? _ ("of everyone") : _ ("everywhere"));
  spoken = g_strdup_printf (_ ("What it is about: %s"), text->str);
  gtk_label_set_label (GTK_LABEL (label), text->str);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_add_css_class (label, "caption");
  gtk_menu_button_set_child (self->button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
chosen_cb (BwLeverSubject *self)
{
  if (self->filling)
    return;
  for (guint side = 0; side < N_SIDES; side++)
    if (self->lists[side] != NULL)
      self->chosen[side] = bw_lever_people_get (self->lists[side]);
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
make_popover_cb (GtkMenuButton *button,
                 gpointer       data)
{
  BwLeverSubject *self = data;
  GtkWidget      *popover, *grid;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->filling = TRUE;
  for (guint side = 0; side < N_SIDES; side++)
    if (is_offered (self, (Side)side))
      {
        GtkWidget *label = gtk_label_new (_ (side_titles[side]));

        self->lists[side] = new_side_list (self, (Side)side);
        gtk_label_set_xalign (GTK_LABEL (label), 0);
        gtk_grid_attach (GTK_GRID (grid), label, 0, (int)side, 1, 1);
        gtk_widget_set_hexpand (self->lists[side], TRUE);
        gtk_grid_attach (GTK_GRID (grid), self->lists[side], 1, (int)side, 1, 1);
        g_signal_connect_object (self->lists[side], "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      }
  self->filling = FALSE;
  gtk_widget_add_css_class (popover, "question");
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (button, popover);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_pointer (&BW_LEVER_SUBJECT (object)->book, bw_book_unref);
  G_OBJECT_CLASS (bw_lever_subject_parent_class)->dispose (object);
}

static void
bw_lever_subject_class_init (BwLeverSubjectClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_lever_subject_init (BwLeverSubject *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/* Returns: what @lever of @book is about. */
GtkWidget *
bw_lever_subject_new (BwBook        *book,
                      const BwLever *lever)
{
  BwLeverSubject *self = g_object_new (BW_TYPE_LEVER_SUBJECT, NULL);

  self->book = bw_book_ref (book);
  self->kind = lever->kind;
  self->chosen[STAGE] = lever->stage;
  self->chosen[TEAM] = lever->person;
  self->chosen[TERRITORY] = lever->territory;
  self->chosen[PRODUCT] = lever->product;
  show (self);
  return GTK_WIDGET (self);
}

/* Puts what was chosen into @lever. */
void
bw_lever_subject_read (BwLeverSubject *self,
                       BwLever        *lever)
{
  lever->stage = self->chosen[STAGE];
  lever->person = self->chosen[TEAM];
  lever->territory = self->chosen[TERRITORY];
  lever->product = self->chosen[PRODUCT];
}
