/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the organisation: its name and currency, and what other currencies are worth. */

#include "app/bw-organisation-screen.h"

#include "app/bw-setup-rows.h"

struct _BwOrganisationScreen
{
  AdwBin parent_instance;

  GtkWidget   *hint_label;
  AdwEntryRow *name_row;
  AdwComboRow *currency_row;
  GtkListBox  *rates_list;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwOrganisationScreen,
                               bw_organisation_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static const char *const currencies[] = { "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "BRL", "CNY", "CZK", "DKK",
                                          "HKD", "HUF", "INR", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY",
                                          "TWD", "ZAR", NULL };

static const char *
get_currency (BwOrganisationScreen *self)
{
  GtkStringObject *currency = adw_combo_row_get_selected_item (self->currency_row);

  return currency != NULL ? gtk_string_object_get_string (currency) : "";
}

static void
add_rate_cb (BwOrganisationScreen *self)
{
  g_autoptr (BwSetup) setup = bw_setup_new (0);
  GtkWidget *row = bw_rate_row_new (bw_setup_add_rate (setup, "", NULL, ""), get_currency (self));

  gtk_list_box_append (self->rates_list, row);
  gtk_widget_grab_focus (row);
}

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwOrganisationScreen *self = BW_ORGANISATION_SCREEN (screen);

  gtk_widget_set_visible (self->hint_label, book == NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), setup->organisation);
  bw_setup_rows_clear (self->rates_list);
  for (guint i = 0; i < setup->rates->len; i++)
    gtk_list_box_append (self->rates_list, bw_rate_row_new (g_ptr_array_index (setup->rates, i), setup->currency));
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

  g_free (setup->organisation);
  setup->organisation = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  if (*get_currency (self) != '\0')
    g_strlcpy (setup->currency, get_currency (self), sizeof setup->currency);
  g_ptr_array_set_size (setup->rates, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rates_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (BW_IS_RATE_ROW (row))
      bw_rate_row_read (BW_RATE_ROW (row), setup);
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
  gtk_widget_class_bind_template_child (widget_class, BwOrganisationScreen, rates_list);
  gtk_widget_class_bind_template_callback (widget_class, add_rate_cb);
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
