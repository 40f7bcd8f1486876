/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that shows a day and opens a calendar to choose another. */

#include "app/bw-day-button.h"

#include <glib/gi18n.h>

#include "app/bw-calendar-names.h"
#include "app/bw-wording.h"

struct _BwDayButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkCalendar   *calendar;
  char          *title; /* (owned) (nullable) */
  BwDate         day;
  gboolean       setting;
};

enum
{
  PROP_TITLE = 1,
  N_PROPERTIES,
};

enum
{
  DAY_CHOSEN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDayButton, bw_day_button, ADW_TYPE_BIN)

static void
show (BwDayButton *self)
{
  g_autofree char *day = self->day != BW_DATE_NONE ? bw_wording_day (self->day, BW_DATE_NONE) : g_strdup ("–");
  g_autofree char *spoken = self->title != NULL ? g_strdup_printf ("%s: %s", self->title, day) : g_strdup (day);

  gtk_menu_button_set_label (self->button, day);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
day_selected_cb (BwDayButton *self)
{
  g_autoptr (GDateTime) at = gtk_calendar_get_date (self->calendar);
  int year, month, day;

  if (self->setting)
    return;
  g_date_time_get_ymd (at, &year, &month, &day);
  self->day = bw_date_from_ymd (year, month, day);
  show (self);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[DAY_CHOSEN], 0);
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwDayButton *self = BW_DAY_BUTTON (object);

  switch (id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      show (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
finalize (GObject *object)
{
  g_free (BW_DAY_BUTTON (object)->title);
  G_OBJECT_CLASS (bw_day_button_parent_class)->finalize (object);
}

static void
bw_day_button_class_init (BwDayButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = set_property;
  object_class->finalize = finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[DAY_CHOSEN] =
    g_signal_new ("day-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_day_button_init (BwDayButton *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->day = BW_DATE_NONE;
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  bw_calendar_names_set (self->calendar);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  show (self);
}

/* Shows @day; BW_DATE_NONE: none yet. */
void
bw_day_button_set_day (BwDayButton *self,
                       BwDate       day)
{
  g_return_if_fail (BW_IS_DAY_BUTTON (self));

  self->day = day;
  if (day != BW_DATE_NONE)
    {
      g_autoptr (GDateTime) at = NULL;
      int year, month, mday;

      bw_date_to_ymd (day, &year, &month, &mday);
      at = g_date_time_new_local (year, month, mday, 12, 0, 0);
      self->setting = TRUE;
      if (at != NULL)
        gtk_calendar_select_day (self->calendar, at);
      self->setting = FALSE;
    }
  show (self);
}

BwDate
bw_day_button_get_day (BwDayButton *self)
{
  return self->day;
}
