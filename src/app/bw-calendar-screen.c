/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the calendar: fiscal year, quarters, weeks. */

#include "app/bw-calendar-screen.h"

#include "app/bw-wording.h"

struct _BwCalendarScreen
{
  AdwBin parent_instance;

  AdwComboRow *calendar_row;
  AdwComboRow *start_row;
  AdwComboRow *period_row;
  AdwComboRow *weekday_row;
  AdwComboRow *call_row;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwCalendarScreen,
                               bw_calendar_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static void
fill_lists (BwCalendarScreen *self)
{
  g_autoptr (GtkStringList) months = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);

  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *name = bw_date_format (bw_date_from_ymd (2001, month, 1), "%OB");

      gtk_string_list_append (months, name);
    }
  /* 1 January 2001 was a Monday. */
  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *name = bw_date_format (bw_date_from_ymd (2001, 1, day), "%A");

      gtk_string_list_append (days, name);
    }
  adw_combo_row_set_model (self->start_row, G_LIST_MODEL (months));
  adw_combo_row_set_model (self->weekday_row, G_LIST_MODEL (days));
  adw_combo_row_set_model (self->call_row, G_LIST_MODEL (days));
}

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwCalendarScreen *self = BW_CALENDAR_SCREEN (screen);

  adw_combo_row_set_selected (self->calendar_row, setup->calendar.kind);
  adw_combo_row_set_selected (self->start_row, (guint)setup->calendar.fiscal_start_month - 1);
  adw_combo_row_set_selected (self->period_row, setup->calendar.forecast_period == BW_PERIOD_MONTH ? 1 : 0);
  adw_combo_row_set_selected (self->weekday_row, (guint)setup->calendar.first_weekday - 1);
  adw_combo_row_set_selected (self->call_row, (guint)setup->calendar.call_weekday - 1);
}

static void
read_answers (BwSetupScreen *screen,
              BwSetup       *setup)
{
  BwCalendarScreen *self = BW_CALENDAR_SCREEN (screen);

  setup->calendar.kind = (BwCalendarKind)adw_combo_row_get_selected (self->calendar_row);
  setup->calendar.fiscal_start_month = (int)adw_combo_row_get_selected (self->start_row) + 1;
  setup->calendar.forecast_period = adw_combo_row_get_selected (self->period_row) == 0 ? BW_PERIOD_QUARTER : BW_PERIOD_MONTH;
  setup->calendar.first_weekday = (int)adw_combo_row_get_selected (self->weekday_row) + 1;
  setup->calendar.call_weekday = (int)adw_combo_row_get_selected (self->call_row) + 1;
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
  G_OBJECT_CLASS (bw_calendar_screen_parent_class)->dispose (object);
}

static void
bw_calendar_screen_class_init (BwCalendarScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-calendar-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BwCalendarScreen, calendar_row);
  gtk_widget_class_bind_template_child (widget_class, BwCalendarScreen, start_row);
  gtk_widget_class_bind_template_child (widget_class, BwCalendarScreen, period_row);
  gtk_widget_class_bind_template_child (widget_class, BwCalendarScreen, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, BwCalendarScreen, call_row);
}

static void
bw_calendar_screen_init (BwCalendarScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_lists (self);
}
