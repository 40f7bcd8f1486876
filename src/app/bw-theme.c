/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theme of a widget, as charts need it.
 *
 * The only place where GTK's colours and the palette of the charts meet: dark and high contrast come from libadwaita, the
 * accent from the widget's style. */

#include "app/bw-theme.h"

#include <adwaita.h>

/* Sets @theme to what @widget is shown in; it is good until the widget's style changes. */
void
bw_theme_init (BwTheme   *theme,
               GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkRGBA          accent;

  *theme = (BwTheme) {
    .dark = adw_style_manager_get_dark (manager),
    .high_contrast = adw_style_manager_get_high_contrast (manager),
    .rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .font_family = pango_font_description_get_family (pango_context_get_font_description (gtk_widget_get_pango_context (widget))),
  };
  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &accent))
    theme->accent = (BwColor) { accent.red, accent.green, accent.blue, accent.alpha };
}

/* How large text is beside what lengths in pixels are meant for, a font of 11 points at 96 dots per inch; at least 1. */
double
bw_theme_text_scale (GtkWidget *widget)
{
  GtkSettings          *settings = gtk_widget_get_settings (widget);
  g_autofree char      *name = NULL;
  int                   dpi = 0;
  double                points;
  PangoFontDescription *font;

  g_object_get (settings, "gtk-font-name", &name, "gtk-xft-dpi", &dpi, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "");
  points = (double)pango_font_description_get_size (font) / PANGO_SCALE;
  if (pango_font_description_get_size_is_absolute (font))
    points *= 0.75;
  pango_font_description_free (font);
  return MAX ((points > 0 ? points / 11.0 : 1.0) * (dpi > 0 ? dpi / 1024.0 / 96.0 : 1.0), 1.0);
}

GdkRGBA
bw_theme_rgba (BwColor color)
{
  return (GdkRGBA) { (float)color.red, (float)color.green, (float)color.blue, (float)color.alpha };
}

/* Returns: (transfer full): the colour of @tone for Pango markup, "#rrggbb", dark or light as the program is shown. */
char *
bw_theme_dup_hex (BwTone tone)
{
  BwTheme theme = { .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()) };
  BwColor color = bw_palette_tone (&theme, tone);

  return g_strdup_printf ("#%02x%02x%02x", (guint)(color.red * 255 + 0.5), (guint)(color.green * 255 + 0.5),
                          (guint)(color.blue * 255 + 0.5));
}
