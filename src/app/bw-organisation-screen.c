/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the organisation: its name and currency. */

#include "app/bw-organisation-screen.h"

struct _BwOrganisationScreen
{
  AdwBin parent_instance;

  GtkWidget   *hint_label;
  AdwEntryRow *name_row;
  AdwComboRow *currency_row;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwOrganisationScreen,
                               bw_organisation_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static const char *const currencies[] = { "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "BRL", "CNY", "CZK", "DKK",
                                          "HKD", "HUF", "INR", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY",
                                          "TWD", "ZAR", NULL };

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwOrganisationScreen *self = BW_ORGANISATION_SCREEN (screen);

  gtk_widget_set_visible (self->hint_label, book == NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), setup->organisation);
  for (guint i = 0; currencies[i] != NULL; i++)
    if (g_str_equal (currencies[i], setup->currency))
      {
        adw_combo_row_set_selected (self->currency_row, i);
        return;
      }
  /* One that is not offered. */
  gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (self->currency_row)), setup->currency);
  adw_combo_row_set_selected (self->currency_row, G_N_ELEMENTS (currencies) - 1);
}

static void
read_answers (BwSetupScreen *screen,
              BwSetup       *setup)
{
  BwOrganisationScreen *self = BW_ORGANISATION_SCREEN (screen);

  GtkStringObject *currency = adw_combo_row_get_selected_item (self->currency_row);

  g_free (setup->organisation);
  setup->organisation = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  if (currency != NULL)
    g_strlcpy (setup->currency, gtk_string_object_get_string (currency), sizeof setup->currency);
}

static void
implement_screen (BwSetupScreenInterface *iface)
{
  iface->show = show_answers;
  iface->read = read_answers;
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (bw_organisation_screen_parent_class)->dispose (object);
}

static void
bw_organisation_screen_class_init (BwOrganisationScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-organisation-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BwOrganisationScreen, hint_label);
  gtk_widget_class_bind_template_child (widget_class, BwOrganisationScreen, name_row);
  gtk_widget_class_bind_template_child (widget_class, BwOrganisationScreen, currency_row);
}

static void
bw_organisation_screen_init (BwOrganisationScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  {
    g_autoptr (GtkStringList) list = gtk_string_list_new (currencies);

    adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (list));
  }
}
