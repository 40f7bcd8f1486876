/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A range of amounts, drawn: what is closed, what may come, and the target.
 *
 *                                     Quota $4.40 M
 *   [closed=======]----------[::::::|######|::::::::]|:::]---
 *   $1.20 M closed     P10 $3.71 M          P90 $4.58 M
 *
 * The scale begins at zero, so lengths can be compared. The middle half is darker than the outer, the median is a line, the
 * target a line through the whole height. Everything drawn is told to the screen reader in a sentence. */

#include "app/bw-range-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/bw-theme.h"
#include "app/bw-tooltip.h"

#define BAR_PX   14
#define SMALL_PX 8
#define GAP_PX   3

struct _BwRangeBar
{
  GtkWidget parent_instance;

  BwRange  range;
  gboolean is_set;
  gboolean labelled;
  char     currency[4];
};

enum
{
  PROP_0,
  PROP_LABELLED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwRangeBar, bw_range_bar, GTK_TYPE_WIDGET)

/* What one drawing needs. */
typedef struct
{
  BwRangeBar  *self;
  GtkSnapshot *snapshot;
  BwTheme      theme;
  double       scale; /* px per minor unit */
  double       width;
  double       bar_top;
  double       bar_height;
  double       line; /* height of a line of text */
} Drawing;

static gint64
find_most (const BwRange *range)
{
  gint64 most = MAX (range->p90, range->won);

  if (range->most > 0)
    return range->most;
  most = MAX (most, range->target);
  return MAX (most + most / 12, 1);
}

static PangoLayout *
make_layout (Drawing    *drawing,
             const char *text)
{
  PangoLayout   *layout = gtk_widget_create_pango_layout (GTK_WIDGET (drawing->self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static void
fill (Drawing *drawing,
      double   x,
      double   y,
      double   width,
      double   height,
      BwColor  color)
{
  GdkRGBA rgba = bw_theme_rgba (color);

  if (gtk_widget_get_direction (GTK_WIDGET (drawing->self)) == GTK_TEXT_DIR_RTL)
    x = drawing->width - x - width;
  gtk_snapshot_append_color (drawing->snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height));
}

/* The bar's part from one amount to another. */
static void
fill_span (Drawing *drawing,
           gint64   from,
           gint64   to,
           BwColor  color)
{
  double x = CLAMP ((double)from * drawing->scale, 0, drawing->width);
  double end = CLAMP ((double)to * drawing->scale, 0, drawing->width);

  if (end > x)
    fill (drawing, x, drawing->bar_top, end - x, drawing->bar_height, color);
}

/* Writes @text with its middle (align 0.5), left (0) or right (1) edge at @x, within the widget and right of @least. Returns
 * the right edge. */
static double
write_text (Drawing    *drawing,
            const char *text,
            double      x,
            double      y,
            double      align,
            double      least,
            BwTone      tone)
{
  g_autoptr (PangoLayout) layout = make_layout (drawing, text);
  GdkRGBA rgba = bw_theme_rgba (bw_palette_tone (&drawing->theme, tone));
  int     width;
  double  left;

  pango_layout_get_pixel_size (layout, &width, NULL);
  left = MAX (CLAMP (x - align * width, 0, MAX (drawing->width - width, 0)), least);
  if (left + width > drawing->width + 1)
    return least;
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (
    drawing->snapshot,
    &GRAPHENE_POINT_INIT (gtk_widget_get_direction (GTK_WIDGET (drawing->self)) == GTK_TEXT_DIR_RTL
                            ? (float)(drawing->width - left - width)
                            : (float)left,
                          (float)y));
  gtk_snapshot_append_layout (drawing->snapshot, layout, &rgba);
  gtk_snapshot_restore (drawing->snapshot);
  return left + width + 12;
}

static void
write_amounts (Drawing *drawing)
{
  const BwRange   *range = &drawing->self->range;
  const char      *currency = drawing->self->currency;
  g_autofree char *won = bw_money_format_compact (range->won, currency);
  g_autofree char *p10 = bw_money_format_compact (range->p10, currency);
  g_autofree char *p90 = bw_money_format_compact (range->p90, currency);
  g_autofree char *target = bw_money_format_compact (range->target, currency);
  /* Translators: the amount that is closed already, the ends of a range of 80 %, and a quota */
  g_autofree char *won_text = g_strdup_printf (_ ("%s closed"), won);
  g_autofree char *p10_text = g_strdup_printf (_ ("P10 %s"), p10);
  g_autofree char *p90_text = g_strdup_printf (_ ("P90 %s"), p90);
  g_autofree char *target_text = g_strdup_printf (_ ("Quota %s"), target);
  double           y = drawing->bar_top + drawing->bar_height + GAP_PX;
  double           right = 0;

  if (range->won > 0)
    right = write_text (drawing, won_text, 0, y, 0, 0, BW_TONE_DIM_TEXT);
  if (range->p50 != BW_MONEY_NONE)
    {
      right = write_text (drawing, p10_text, (double)range->p10 * drawing->scale, y, 0.5, right, BW_TONE_DIM_TEXT);
      write_text (drawing, p90_text, (double)range->p90 * drawing->scale, y, 0.5, right, BW_TONE_DIM_TEXT);
    }
  if (range->target != BW_MONEY_NONE)
    write_text (drawing, target_text, (double)range->target * drawing->scale, 0, 0.5, 0, BW_TONE_TEXT);
}

static void
snapshot (GtkWidget   *widget,
          GtkSnapshot *gtk_snapshot)
{
  BwRangeBar    *self = BW_RANGE_BAR (widget);
  const BwRange *range = &self->range;
  Drawing        drawing = { .self = self, .snapshot = gtk_snapshot };
  BwColor        open;
  g_autoptr (PangoLayout) sample = NULL;
  int line = 0;

  if (!self->is_set)
    return;
  bw_theme_init (&drawing.theme, widget);
  drawing.width = gtk_widget_get_width (widget);
  drawing.scale = drawing.width / (double)find_most (range);
  drawing.bar_height = self->labelled ? BAR_PX : SMALL_PX;
  if (self->labelled)
    {
      sample = make_layout (&drawing, "0");
      pango_layout_get_pixel_size (sample, NULL, &line);
    }
  drawing.line = line;
  drawing.bar_top =
    self->labelled ? line + GAP_PX : (gtk_widget_get_height (widget) - drawing.bar_height) / 2;

  open = bw_palette_tone (&drawing.theme, BW_TONE_OPEN);
  fill (&drawing, 0, drawing.bar_top, drawing.width, drawing.bar_height,
        bw_color_fade (bw_palette_tone (&drawing.theme, BW_TONE_GRID), 0.5));
  fill_span (&drawing, 0, range->won, bw_palette_tone (&drawing.theme, BW_TONE_WON));
  if (range->p50 != BW_MONEY_NONE)
    fill_span (&drawing, range->p10, range->p90, bw_color_fade (open, 0.35));
  if (range->p25 != BW_MONEY_NONE && range->p75 != BW_MONEY_NONE)
    fill_span (&drawing, range->p25, range->p75, bw_color_fade (open, 0.55));
  if (range->p50 != BW_MONEY_NONE)
    fill (&drawing, (double)range->p50 * drawing.scale - 1.5, drawing.bar_top, 3, drawing.bar_height, open);
  if (range->target != BW_MONEY_NONE && range->target <= find_most (range))
    fill (&drawing, (double)range->target * drawing.scale - 1, drawing.bar_top - GAP_PX, 2,
          drawing.bar_height + 2 * GAP_PX, bw_palette_tone (&drawing.theme, BW_TONE_TARGET));
  if (self->labelled)
    write_amounts (&drawing);
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  BwRangeBar *self = BW_RANGE_BAR (widget);
  Drawing     drawing = { .self = self };
  int         line = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->labelled ? 120 : 60;
      *natural = self->labelled ? 400 : 110;
      return;
    }
  if (self->labelled)
    {
      g_autoptr (PangoLayout) sample = make_layout (&drawing, "0");

      pango_layout_get_pixel_size (sample, NULL, &line);
    }
  *minimum = *natural = self->labelled ? 2 * line + BAR_PX + 2 * GAP_PX : SMALL_PX + 2 * GAP_PX;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwRangeBar *self = BW_RANGE_BAR (object);

  if (id == PROP_LABELLED)
    {
      self->labelled = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_range_bar_class_init (BwRangeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  properties[PROP_LABELLED] =
    g_param_spec_boolean ("labelled", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "rangebar");
}

static void
bw_range_bar_init (BwRangeBar *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/* Draws @range, amounts in @currency; @range (nullable): nothing. */
void
bw_range_bar_set_range (BwRangeBar    *self,
                        const BwRange *range,
                        const char    *currency)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (BW_IS_RANGE_BAR (self));

  self->is_set = range != NULL;
  if (range != NULL)
    {
      g_autofree char *won = bw_money_format (range->won, currency);
      g_autofree char *p10 = bw_money_format (range->p10, currency);
      g_autofree char *p50 = bw_money_format (range->p50, currency);
      g_autofree char *p90 = bw_money_format (range->p90, currency);

      self->range = *range;
      g_strlcpy (self->currency, currency, sizeof self->currency);
      g_string_append_printf (text, C_ ("amount", "Closed %s"), won);
      if (range->p50 != BW_MONEY_NONE)
        g_string_append_printf (text, _ ("; lands at %s, between %s and %s with a chance of 80 %%"), p50, p10, p90);
      if (range->target != BW_MONEY_NONE)
        {
          g_autofree char *target = bw_money_format (range->target, currency);

          g_string_append_printf (text, _ ("; quota %s"), target);
        }
    }
  bw_tooltip_set (GTK_WIDGET (self), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
