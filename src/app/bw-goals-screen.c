/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set-up's screen of the goals: quotas of a year, how they fall on its periods, and which measures matter. */

#include "app/bw-goals-screen.h"

#include <glib/gi18n.h>

#include "app/bw-setup-rows.h"
#include "app/bw-wording.h"

struct _BwGoalsScreen
{
  AdwBin parent_instance;

  GtkSpinButton       *year_spin;
  AdwEntryRow         *quota_row;
  AdwComboRow         *spread_row;
  GtkLabel            *quota_label;
  AdwPreferencesGroup *people_group;
  GtkListBox          *people_list;
  GtkWidget           *share_button;
  GtkLabel            *sum_label;
  GtkListBox          *measures_list;

  BwBook    *book; /* (owned) (nullable): the project whose settings these are */
  BwCalendar calendar;
  char       currency[4];
  guint      n_reps;
  gboolean   showing;
};

static void implement_screen (BwSetupScreenInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwGoalsScreen,
                               bw_goals_screen,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_SETUP_SCREEN, implement_screen))

static gint64
typed_amount (BwGoalsScreen *self,
              GtkWidget     *entry)
{
  return bw_money_parse_typed (gtk_editable_get_text (GTK_EDITABLE (entry)), self->currency);
}

static void
put_amount (BwGoalsScreen *self,
            GtkWidget     *entry,
            gint64         amount)
{
  g_autofree char *text = amount == BW_MONEY_NONE ? g_strdup ("") : bw_money_format (amount, self->currency);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The shares of the year's periods, as chosen. A project that is not made yet has no season. */
static guint
find_shares (BwGoalsScreen *self,
             double         shares[BW_SPREAD_MAX],
             guint         *n_years)
{
  g_autoptr (BwBook) book = self->book != NULL ? bw_book_ref (self->book) : bw_book_new ();

  if (self->book == NULL)
    book->calendar = self->calendar;
  return bw_quota_spread_shares (book, (BwSpread)adw_combo_row_get_selected (self->spread_row),
                                 gtk_spin_button_get_value_as_int (self->year_spin), shares, n_years);
}

/* Says what counts when the organisation has no quota of its own. */
static void
show_absence (BwGoalsScreen *self)
{
  BwPeriod         year = bw_calendar_period (&self->calendar, BW_PERIOD_YEAR, gtk_spin_button_get_value_as_int (self->year_spin), 1);
  gint64           sum = self->book != NULL ? bw_book_quota (self->book, BW_NOBODY, &year) : BW_MONEY_NONE;
  g_autofree char *amount = NULL, *text = NULL;

  if (sum == BW_MONEY_NONE || bw_book_own_quota (self->book, BW_NOBODY, &year) != BW_MONEY_NONE)
    text = g_strdup (_ ("Without a quota the forecast is shown without a target."));
  else
    {
      amount = bw_money_format (sum, self->currency);
      text = g_strdup_printf (_ ("Without one of its own the organisation’s quota is what those at the top of the team have: %s."), amount);
    }
  gtk_label_set_label (self->quota_label, text);
}

/* Says what the year's quota becomes in each period. */
static void
show_spread (BwGoalsScreen *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 total = typed_amount (self, GTK_WIDGET (self->quota_row));
  double shares[BW_SPREAD_MAX];
  gint64 parts[BW_SPREAD_MAX];
  guint  n_years, n;

  if (self->showing)
    return;
  gtk_widget_set_sensitive (self->share_button, total > 0 && self->n_reps > 0);
  if (total == BW_MONEY_NONE)
    {
      show_absence (self);
      return;
    }
  n = find_shares (self, shares, &n_years);
  bw_quota_spread_parts (total, shares, n, parts);
  for (guint i = 0; i < n; i++)
    {
      BwPeriod         period = bw_calendar_period (&self->calendar, self->calendar.forecast_period,
                                                    gtk_spin_button_get_value_as_int (self->year_spin), (int)i + 1);
      g_autofree char *name = bw_wording_period (&period);
      g_autofree char *part = bw_money_format (parts[i], self->currency);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "  ·  " : "", name, part);
    }
  if (adw_combo_row_get_selected (self->spread_row) == BW_SPREAD_SEASON)
    {
      g_string_append_c (text, '\n');
      if (n_years == 0)
        g_string_append (text, _ ("There is no whole past year to learn the season from, so that it is spread evenly."));
      else
        g_string_append_printf (text,
                                ngettext ("Learnt from %u past year, drawn towards an even spread.",
                                          "Learnt from %u past years, drawn towards an even spread.", n_years),
                                n_years);
    }
  gtk_label_set_label (self->quota_label, text->str);
}

/* Says what the people's quotas add up to: those of the reps, beside the organisation's. */
static void
show_sum (BwGoalsScreen *self)
{
  g_autofree char *sum_text = NULL, *text = NULL;
  gint64           sum = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->people_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gint64 amount = typed_amount (self, row);

      if (g_object_get_data (G_OBJECT (row), "rep") != NULL && amount != BW_MONEY_NONE)
        sum += amount;
    }
  sum_text = bw_money_format (sum, self->currency);
  text = g_strdup_printf (_ ("The reps’ quotas add up to %s."), sum_text);
  gtk_label_set_label (self->sum_label, text);
}

static void
share_out_cb (BwGoalsScreen *self)
{
  gint64 total = typed_amount (self, GTK_WIDGET (self->quota_row));
  guint  n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->people_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_object_get_data (G_OBJECT (row), "rep") != NULL)
      {
        /* The parts add up to the cent. */
        put_amount (self, row, total * (n + 1) / self->n_reps - total * n / self->n_reps);
        n++;
      }
  show_sum (self);
}

static void
add_people (BwGoalsScreen *self,
            const BwSetup *setup)
{
  self->n_reps = 0;
  bw_setup_rows_clear (self->people_list);
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);
      GtkWidget           *row = adw_entry_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
      put_amount (self, row, person->quota);
      if (person->role == BW_ROLE_REP)
        {
          g_object_set_data (G_OBJECT (row), "rep", row);
          self->n_reps++;
        }
      g_signal_connect_swapped (row, "changed", G_CALLBACK (show_sum), self);
      gtk_list_box_append (self->people_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people_group), setup->people->len > 0);
  show_sum (self);
}

/* Shows the quotas that the project has for the year that was chosen. */
static void
year_changed_cb (BwGoalsScreen *self)
{
  g_autoptr (BwSetup) setup = NULL;

  if (self->showing || self->book == NULL)
    return;
  setup = bw_setup_of_book (self->book, gtk_spin_button_get_value_as_int (self->year_spin));
  put_amount (self, GTK_WIDGET (self->quota_row), setup->quota);
  add_people (self, setup);
  show_spread (self);
}

/* ---- Measures ---- */

/* Called for each measure whose place among the others changes. */
static void
place_measure_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       data)
{
  bw_measure_row_set_first (BW_MEASURE_ROW (row), before == NULL);
}

/* Those that matter in their order, then the others. */
static void
show_measures (BwGoalsScreen       *self,
               const BwKeyMeasures *measures)
{
  bw_setup_rows_clear (self->measures_list);
  for (guint i = 0; i < measures->n; i++)
    gtk_list_box_append (self->measures_list, bw_measure_row_new (measures->list[i], TRUE));
  for (guint i = 0; i < BW_N_KEY_MEASURES; i++)
    if (!bw_key_measures_have (measures, (BwKeyMeasure)i))
      gtk_list_box_append (self->measures_list, bw_measure_row_new ((BwKeyMeasure)i, FALSE));
}

static void
read_measures (BwGoalsScreen *self,
               BwKeyMeasures *measures)
{
  measures->n = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->measures_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    bw_measure_row_read (BW_MEASURE_ROW (row), measures);
}

static void
show_answers (BwSetupScreen *screen,
              const BwSetup *setup,
              BwBook        *book)
{
  BwGoalsScreen *self = BW_GOALS_SCREEN (screen);

  self->showing = TRUE;
  if (book != NULL && self->book == NULL)
    self->book = bw_book_ref (book);
  self->calendar = setup->calendar;
  g_strlcpy (self->currency, setup->currency, sizeof self->currency);
  gtk_spin_button_set_value (self->year_spin, setup->quota_year);
  put_amount (self, GTK_WIDGET (self->quota_row), setup->quota);
  adw_combo_row_set_selected (self->spread_row, setup->spread);
  gtk_widget_set_visible (GTK_WIDGET (self->spread_row), self->book != NULL);
  add_people (self, setup);
  show_measures (self, &setup->measures);
  self->showing = FALSE;
  show_spread (self);
}

static void
read_answers (BwSetupScreen *screen,
              BwSetup       *setup)
{
  BwGoalsScreen *self = BW_GOALS_SCREEN (screen);

  guint i = 0;

  setup->quota_year = gtk_spin_button_get_value_as_int (self->year_spin);
  setup->quota = typed_amount (self, GTK_WIDGET (self->quota_row));
  setup->spread = (BwSpread)adw_combo_row_get_selected (self->spread_row);
  read_measures (self, &setup->measures);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->people_list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    for (i = 0; i < setup->people->len; i++)
      {
        BwSetupPerson *person = g_ptr_array_index (setup->people, i);

        if (g_str_equal (person->name, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))))
          person->quota = typed_amount (self, row);
      }
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
  G_OBJECT_CLASS (bw_goals_screen_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_pointer (&((BwGoalsScreen *)object)->book, bw_book_unref);
  G_OBJECT_CLASS (bw_goals_screen_parent_class)->finalize (object);
}

static void
bw_goals_screen_class_init (BwGoalsScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-goals-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, year_spin);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, quota_row);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, spread_row);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, quota_label);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, people_group);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, people_list);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, share_button);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, sum_label);
  gtk_widget_class_bind_template_child (widget_class, BwGoalsScreen, measures_list);
  gtk_widget_class_bind_template_callback (widget_class, show_spread);
  gtk_widget_class_bind_template_callback (widget_class, share_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_changed_cb);
}

static void
bw_goals_screen_init (BwGoalsScreen *self)
{
  BwKeyMeasures measures = bw_key_measures_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->measures_list, place_measure_cb, NULL, NULL);
  show_measures (self, &measures);
  g_strlcpy (self->currency, "USD", sizeof self->currency);
}
