/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory in the list beside the map.
 *
 *   [#] North                    $4.12 M
 *       Nora Bell, 412 accounts   +34 % more
 *       .............|#######.............     the mean in the middle, the ends at twice the mean and at nothing */

#include "app/bw-territory-row.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/bw-plan-map.h"

enum
{
  SWATCH_PX = 12,
  BAR_PX = 4,
  MOST_LINES = 3,
  INDENT_PX = SWATCH_PX + 6,
};

typedef struct
{
  BwColor bar;
  BwColor ground;
  double  deviation;
  double  tolerance; /* 0: only watched */
} Bar;

static void
draw_swatch_cb (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        data)
{
  bw_color_set_source (*(BwColor *)data, cr);
  cairo_rectangle (cr, 0, (height - SWATCH_PX) / 2.0, SWATCH_PX, SWATCH_PX);
  cairo_fill (cr);
}

static void
draw_bar_cb (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        data)
{
  const Bar *bar = data;
  double     middle = floor (width / 2.0), length = CLAMP (bar->deviation, -1.0, 1.0) * middle;

  bw_color_set_source (bw_color_fade (bar->ground, 0.3), cr);
  cairo_rectangle (cr, 0, height / 2.0 - 0.5, width, 1);
  if (bar->tolerance > 0)
    cairo_rectangle (cr, middle * (1 - bar->tolerance), 0, 2 * middle * bar->tolerance, height);
  cairo_fill (cr);
  bw_color_set_source (bar->bar, cr);
  cairo_rectangle (cr, middle + MIN (length, 0), (height - BAR_PX) / 2.0, fabs (length), BAR_PX);
  cairo_fill (cr);
  bw_color_set_source (bar->ground, cr);
  cairo_rectangle (cr, middle - 0.5, 0, 1, height);
  cairo_fill (cr);
}

static GtkWidget *
new_label (const char *text,
           float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (xalign == 0)
    {
      /* A name may be one word of any length. */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), MOST_LINES);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
      gtk_widget_set_hexpand (label, TRUE);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_line (GtkWidget *left,
          GtkWidget *right,
          int        indent)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_start (line, indent);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  return line;
}

static GtkWidget *
new_swatch (BwColor color)
{
  GtkWidget *swatch = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH_PX);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, g_memdup2 (&color, sizeof color), g_free);
  return swatch;
}

static GtkWidget *
new_bar (double         deviation,
         double         tolerance,
         const BwTheme *theme)
{
  GtkWidget *area = gtk_drawing_area_new ();
  gboolean   far = tolerance > 0 && fabs (deviation) > tolerance;
  Bar        bar = { bw_palette_tone (theme, far ? BW_TONE_BAD : BW_TONE_OPEN), bw_palette_tone (theme, BW_TONE_AXIS), deviation, tolerance };

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 3 * BAR_PX);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 48);
  gtk_widget_set_hexpand (area, TRUE);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_bar_cb, g_memdup2 (&bar, sizeof bar), g_free);
  return area;
}

/* A line for each of @measures in which @balance has a deviation; what is said of them is added to @spoken. */
static GtkWidget *
new_bars (const BwTerritoryBalance *balance,
          const BwMeasures         *measures,
          const BwTheme            *theme,
          GString                  *spoken)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_set_margin_start (grid, INDENT_PX);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < measures->n; i++)
    {
      const BwChosenMeasure *chosen = &measures->chosen[i];
      double                 deviation = balance->deviation[chosen->measure];
      g_autofree char       *text = bw_territory_row_dup_deviation (deviation);
      const char            *title = bw_measures_title (measures, chosen->measure);
      GtkWidget             *label = new_label (title, 0, "caption"), *value = new_label (text, 1, "caption");

      if (!isfinite (deviation))
        continue;
      gtk_widget_set_hexpand (label, FALSE);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_bar (deviation, chosen->tolerance, theme), 1, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), value, 2, (int)i, 1, 1);
      g_string_append_printf (spoken, ", %s %s", title, text);
    }
  return grid;
}

/* Returns: (transfer full): how far something is from the mean, such as "▲ +12 %"; a dash when unknown. */
char *
bw_territory_row_dup_deviation (double deviation)
{
  g_autofree char *text = NULL;
  double           percent;

  if (!isfinite (deviation))
    return g_strdup ("–");
  percent = round (100 * deviation);
  if (percent == 0)
    return g_strdup (_ ("at the mean"));
  text = g_strdup_printf (_ ("%.0f %%"), fabs (percent));
  return g_strconcat (percent > 0 ? "▲ +" : "▼ −", text, NULL);
}

static char *
dup_value (const BwBook             *book,
           const BwTerritoryBalance *balance,
           BwMeasure                 measure)
{
  return bw_measure_dup_text (measure, balance->values[measure], book->currency);
}

/* Makes a row for @balance, compared by @measure. Without a territory it is what belongs to none. */
GtkWidget *
bw_territory_row_new (const BwBook             *book,
                      const BwAtlas            *map,
                      const BwTerritoryBalance *balance,
                      const BwMeasures         *measures,
                      BwMeasure                 measure,
                      BwColor                   swatch,
                      const BwTheme            *theme)
{
  GtkWidget         *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gboolean           some = balance->territory >= 0;
  const BwTerritory *territory = some ? bw_book_territory (book, balance->territory) : NULL;
  const char        *name = some ? bw_book_text (book, territory->name) : _ ("No territory");
  const char        *owner = some && territory->owner >= 0 ? bw_book_text (book, bw_book_person (book,
                                                                                                 territory->owner)
                                                                                   ->name)
                                                           : NULL;
  g_autofree char   *value = dup_value (book, balance, measure);
  g_autofree char   *accounts = g_strdup_printf (ngettext ("%u account", "%u accounts", balance->accounts),
                                                 balance->accounts);
  g_autofree char   *counties = bw_plan_map_dup_count (map, balance->units);
  g_autofree char   *deviation = some ? bw_territory_row_dup_deviation (balance->deviation[measure]) : g_strdup ("");
  g_autofree char   *who = g_strdup_printf ("%s · %s", some ? owner != NULL ? owner : _ ("nobody’s") : counties,
                                            accounts);
  g_autofree char   *pieces = NULL;
  g_autoptr (GString) spoken = g_string_new (NULL);
  GtkWidget *first = new_line (new_label (name, 0, "heading"), new_label (value, 1, "heading"), 0);

  gtk_box_prepend (GTK_BOX (first), new_swatch (swatch));
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), new_line (new_label (who, 0, "dim-label"), new_label (deviation, 1, "dim-label"),
                                           INDENT_PX));
  g_string_append_printf (spoken, "%s, %s, %s: %s", name, who, bw_measures_title (measures, measure), value);
  if (some && territory->locked)
    {
      GtkWidget *lock = gtk_image_new_from_icon_name ("changes-prevent-symbolic");

      gtk_widget_set_tooltip_text (lock, _ ("Locked: its areas stay"));
      gtk_box_append (GTK_BOX (first), lock);
      g_string_append_printf (spoken, ", %s", _ ("locked"));
    }
  if (some)
    gtk_box_append (GTK_BOX (box), new_bars (balance, measures, theme, spoken));
  if (some && balance->pieces > 1)
    {
      pieces = g_strdup_printf (ngettext ("%s in %u piece", "%s in %u separate pieces", balance->pieces), counties,
                                balance->pieces);
      gtk_box_append (GTK_BOX (box), new_line (new_label (pieces, 0, "dim-label"), new_label ("", 1, NULL), INDENT_PX));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  gtk_widget_set_tooltip_text (row, some ? counties : NULL);
  return row;
}

/* Makes a row of an overlap or a gap: what and how much, and details below. */
GtkWidget *
bw_territory_row_new_note (const char *title,
                           const char *value,
                           const char *detail)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, value, detail);

  gtk_box_append (GTK_BOX (box), new_line (new_label (title, 0, NULL), new_label (value, 1, NULL), 0));
  gtk_box_append (GTK_BOX (box), new_label (detail, 0, "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (row, detail);
  return row;
}
