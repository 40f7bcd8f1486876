/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that says which period is looked at, and changes it.
 *
 * The popover lists the periods that deals are dated in, and two more, newest first, as months, quarters or years. It
 * is made anew each time it opens, so it never lags behind an import. Below stands the day as of which everything is told: an
 * earlier day shows what was known then. */

#include "app/bw-period-picker.h"

#include <glib/gi18n.h>

#include "app/bw-wording.h"
#include "core/bw-date-typed.h"

#define MOST_PERIODS  120
#define PERIODS_AHEAD 2

struct _BwPeriodPicker
{
  AdwBin parent_instance;

  GtkMenuButton   *button;
  GtkLabel        *label;
  GtkPopover      *popover;
  GtkToggleButton *kinds[3]; /* by BwPeriodKind */
  GtkListBox      *list;
  GtkEntry        *as_of;
  GtkButton       *latest;

  BwSession *session; /* (owned) (nullable) */
  GArray    *periods; /* BwPeriod: one for each row */
};

G_DEFINE_FINAL_TYPE (BwPeriodPicker, bw_period_picker, ADW_TYPE_BIN)

static BwPeriodKind
get_kind (BwPeriodPicker *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->kinds); i++)
    if (gtk_toggle_button_get_active (self->kinds[i]))
      return (BwPeriodKind)i;
  return BW_PERIOD_QUARTER;
}

/* The first and the last day on which a deal closes, the present day among them. */
static void
find_span (BwPeriodPicker *self,
           BwDate         *first,
           BwDate         *last)
{
  const BwBook *book = bw_session_get_book (self->session);
  BwDate        as_of = bw_focus_get_as_of (bw_session_get_focus (self->session));

  *first = *last = as_of;
  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.close[i] != BW_DATE_NONE)
      {
        *first = MIN (*first, book->deals.close[i]);
        *last = MAX (*last, book->deals.close[i]);
      }
}

static GtkWidget *
make_row (const BwPeriod *period)
{
  g_autofree char *name = bw_wording_period (period);
  g_autofree char *span = bw_wording_period_span (period);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget       *title = gtk_label_new (name);
  GtkWidget       *dates = gtk_label_new (span);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (dates, "dim-label");
  gtk_widget_add_css_class (dates, "caption");
  gtk_widget_add_css_class (dates, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), dates);
  return box;
}

static void
fill_list (BwPeriodPicker *self)
{
  const BwPeriod   *chosen = bw_focus_get_period (bw_session_get_focus (self->session));
  const BwCalendar *calendar = &bw_session_get_book (self->session)->calendar;
  BwPeriodKind      kind = get_kind (self);
  BwDate            first, last;
  BwPeriod          period;
  GtkWidget        *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_array_set_size (self->periods, 0);

  find_span (self, &first, &last);
  period = bw_calendar_period_at (calendar, kind, last);
  if (kind != BW_PERIOD_YEAR)
    period = bw_calendar_shift (calendar, &period, PERIODS_AHEAD);
  while (period.to >= first && self->periods->len < MOST_PERIODS)
    {
      GtkWidget *row = make_row (&period);

      g_array_append_val (self->periods, period);
      gtk_list_box_append (self->list, row);
      if (bw_period_equal (&period, chosen))
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (gtk_widget_get_parent (row)));
      period = bw_calendar_shift (calendar, &period, -1);
    }
}

static void
kind_cb (GtkToggleButton *button,
         BwPeriodPicker  *self)
{
  if (self->session != NULL && gtk_toggle_button_get_active (button))
    fill_list (self);
}

static void
show_as_of (BwPeriodPicker *self)
{
  BwDate           as_of = bw_focus_get_as_of (bw_session_get_focus (self->session));
  BwDate           latest = bw_book_data_date (bw_session_get_book (self->session));
  g_autofree char *text = as_of != BW_DATE_NONE ? bw_date_format_short (as_of, BW_DATE_NONE) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->as_of), text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->latest), latest != BW_DATE_NONE && as_of != latest);
}

static void
as_of_changed_cb (BwPeriodPicker *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->as_of), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->as_of), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->as_of), _ ("Shows what was known at the end of this day"));
}

static void
as_of_cb (BwPeriodPicker *self)
{
  BwDate latest = bw_book_data_date (bw_session_get_book (self->session)), date;

  if (!bw_date_parse_typed (gtk_editable_get_text (GTK_EDITABLE (self->as_of)), latest, &date))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->as_of), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->as_of), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->as_of), _ ("That is no date. Write it such as 2026-12-31, 31 Dec or 12/31/2026."));
      return;
    }
  gtk_popover_popdown (self->popover);
  bw_focus_set_as_of (bw_session_get_focus (self->session), date);
}

static void
latest_cb (BwPeriodPicker *self)
{
  gtk_popover_popdown (self->popover);
  bw_focus_set_as_of (bw_session_get_focus (self->session), bw_book_data_date (bw_session_get_book (self->session)));
}

static void
shown_cb (BwPeriodPicker *self)
{
  const BwPeriod *period;

  if (self->session == NULL || bw_session_get_book (self->session) == NULL)
    return;
  period = bw_focus_get_period (bw_session_get_focus (self->session));
  gtk_toggle_button_set_active (self->kinds[period->kind], TRUE);
  fill_list (self);
  show_as_of (self);
}

static void
activated_cb (GtkListBox     *list,
              GtkListBoxRow  *row,
              BwPeriodPicker *self)
{
  BwPeriod period = g_array_index (self->periods, BwPeriod, gtk_list_box_row_get_index (row));

  gtk_popover_popdown (self->popover);
  bw_focus_set_period (bw_session_get_focus (self->session), &period);
}

static void
update_label (BwPeriodPicker *self)
{
  g_autofree char *name = bw_wording_period (bw_focus_get_period (bw_session_get_focus (self->session)));

  gtk_label_set_label (self->label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

static void
dispose (GObject *object)
{
  BwPeriodPicker *self = BW_PERIOD_PICKER (object);

  bw_period_picker_set_session (self, NULL);
  g_clear_pointer (&self->periods, g_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_period_picker_parent_class)->dispose (object);
}

static void
bw_period_picker_class_init (BwPeriodPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-period-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, button);
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, label);
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, list);
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, as_of);
  gtk_widget_class_bind_template_child (widget_class, BwPeriodPicker, latest);
  gtk_widget_class_bind_template_child_full (widget_class, "month", FALSE,
                                             G_STRUCT_OFFSET (BwPeriodPicker, kinds[BW_PERIOD_MONTH]));
  gtk_widget_class_bind_template_child_full (widget_class, "quarter", FALSE,
                                             G_STRUCT_OFFSET (BwPeriodPicker, kinds[BW_PERIOD_QUARTER]));
  gtk_widget_class_bind_template_child_full (widget_class, "year", FALSE,
                                             G_STRUCT_OFFSET (BwPeriodPicker, kinds[BW_PERIOD_YEAR]));
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, as_of_cb);
  gtk_widget_class_bind_template_callback (widget_class, as_of_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, latest_cb);
}

static void
bw_period_picker_init (BwPeriodPicker *self)
{
  self->periods = g_array_new (FALSE, FALSE, sizeof (BwPeriod));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Makes the picker show and set the period of @session's focus. @session (nullable) has a project open. */
void
bw_period_picker_set_session (BwPeriodPicker *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_PERIOD_PICKER (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (bw_session_get_focus (self->session), self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
}
