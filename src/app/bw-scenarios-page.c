/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which scenarios are played.
 *
 *   headline: where it lands, against the present and the target, with what chance
 *   [scenario v] [Save] [New] [...]
 *   distribution over the present's       | levers, in groups
 *   [Side by side|What matters|Target|Differs]
 *
 * The levers that stand on the page are played as they move (bw-live-scenario.h); what the bar keeps of them is saved only when
 * it is asked for. The present is the forecast of the window's period and scope with the same luck, so that what differs comes
 * of the levers alone. */

#include "app/bw-scenarios-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-explain.h"
#include "app/bw-lever-list.h"
#include "app/bw-page.h"
#include "app/bw-scenario-bar.h"
#include "app/bw-scenario-beside.h"
#include "app/bw-scenario-changes.h"
#include "app/bw-scenario-needs.h"
#include "app/bw-scenario-report.h"
#include "app/bw-scenario-rows.h"
#include "app/bw-scenario-table.h"
#include "app/bw-scenario-wording.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "core/bw-money.h"
#include "session/bw-live-scenario.h"

struct _BwScenariosPage
{
  AdwBin parent_instance;

  GtkStack          *stack;
  GtkButton         *go_on;
  BwExplain         *landing_explain;
  BwExplain         *chance_explain;
  GtkLabel          *landing;
  GtkLabel          *landing_note;
  GtkLabel          *target;
  GtkLabel          *chance;
  GtkLabel          *change;
  BwScenarioBar     *bar;
  BwChartView       *outcomes;
  GtkStack          *studies;
  GtkSpinner        *spinner;
  BwScenarioBeside  *beside;
  BwScenarioTable   *table;
  BwChartView       *tornado;
  BwScenarioNeeds   *needs;
  BwScenarioChanges *changes;
  BwLeverList       *levers;

  BwSession      *session; /* (owned) */
  BwLiveScenario *live;    /* (owned) */
  BwScenarioRows  rows;    /* its base is owned here */
  gint64          against; /* key of what the difference is to; 0: the present */
  gboolean        begun;   /* a person wants to play, though nothing is saved yet */
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwScenariosPage,
                               bw_scenarios_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

static const struct
{
  const char *page;
  BwStudy     study;
} study_pages[] = {
  { "beside", BW_STUDY_BESIDE },
  { "effects", BW_STUDY_EFFECTS },
  { "needs", BW_STUDY_NEEDS },
  { "difference", BW_STUDY_DIFFERENCE },
};

/* ---- What is shown ---- */

static void
show_headline (BwScenariosPage        *self,
               const BwScenarioResult *present,
               const BwScenarioResult *played)
{
  const BwOutlook *outlook = bw_scenario_base_get_outlook (self->rows.base);
  const char      *currency = bw_scenario_base_get_book (self->rows.base)->currency;
  g_autofree char *amount = bw_money_format_compact ((gint64)llround (played->p50), currency);
  g_autofree char *full = bw_money_format ((gint64)llround (played->p50), currency);
  g_autofree char *day = bw_wording_day (outlook->period.to, outlook->as_of);
  g_autofree char *note = NULL, *target = NULL, *chance = NULL, *change = NULL, *spoken = NULL;
  g_autofree char *percent = bw_wording_percent (played->chance_of_quota), *quota = bw_money_format_compact (played->quota, currency);

  /* Translators: after an amount; a day and a scenario's name */
  note = bw_scenario_rows_is_moved (&self->rows) ? g_strdup_printf (_ ("would land by %s: %s"), day, bw_scenario_bar_get_name (self->bar))
                                                 : g_strdup_printf (_ ("lands by %s as things are"), day);
  target = played->quota != BW_MONEY_NONE ? g_strdup_printf (_ ("of %s"), quota) : g_strdup (_ ("no quota for this period"));
  chance = g_strdup_printf (_ ("%s chance"), percent);
  change = bw_scenario_rows_is_moved (&self->rows) ? bw_scenario_wording_change (present, played, currency)
                                                   : g_strdup (_ ("Nothing is moved yet. Move a lever to see what it would change."));
  spoken = g_strdup_printf ("%s %s", amount, note);
  gtk_label_set_label (self->landing, amount);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->landing), full);
  bw_explain_set_name (self->landing_explain, spoken);
  gtk_label_set_label (self->landing_note, note);
  gtk_label_set_label (self->target, target);
  gtk_label_set_label (self->chance, chance);
  bw_explain_set_name (self->chance_explain, chance);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chance),
                               played->quota == BW_MONEY_NONE ? _ ("There is no quota for this period, so there is no chance of it") : NULL);
  gtk_label_set_markup (self->change, change);
}

static void
show_table (BwScenariosPage *self)
{
  BwScenarioRow rows[BW_SCENARIO_ROWS_MOST];
  char         *texts[BW_SCENARIO_ROWS_MOST] = { NULL };
  guint         n = bw_scenario_rows_fill (&self->rows, rows, texts);

  bw_scenario_table_show (self->table, rows, n, bw_session_get_book (self->session)->currency);
  bw_scenario_rows_free_texts (texts);
}

static void
show_tornado (BwScenariosPage *self)
{
  guint                   n;
  const BwScenarioEffect *effects = bw_live_scenario_get_effects (self->live, &n);
  guint                   n_levers;
  const BwLever          *levers = bw_live_scenario_get_levers (self->live, &n_levers);
  g_autoptr (BwChart) chart = NULL;

  if (effects == NULL)
    return;
  chart = bw_scenario_wording_tornado (bw_scenario_base_get_book (self->rows.base), bw_live_scenario_get_present (self->live),
                                       levers, n_levers, effects, n);
  bw_chart_view_set_chart (self->tornado, chart);
  gtk_widget_set_size_request (GTK_WIDGET (self->tornado), -1, 90 + 36 * (int)n);
}

static void
show_study (BwScenariosPage *self,
            BwStudy          study)
{
  const BwScenarioDifference *difference;
  const BwScenarioNeed       *needs;
  guint                       n;

  if (study != BW_STUDY_BESIDE && !bw_live_scenario_has (self->live, study))
    return;
  switch (study)
    {
    case BW_STUDY_BESIDE:
      show_table (self);
      break;
    case BW_STUDY_EFFECTS:
      show_tornado (self);
      break;
    case BW_STUDY_NEEDS:
      needs = bw_live_scenario_get_needs (self->live, &n);
      bw_scenario_needs_show (self->needs, needs, n, bw_scenario_base_get_book (self->rows.base)->currency);
      break;
    case BW_STUDY_DIFFERENCE:
      difference = bw_live_scenario_get_difference (self->live);
      if (difference != NULL)
        bw_scenario_changes_show (self->changes, difference, bw_scenario_base_get_book (self->rows.base));
      break;
    case BW_N_STUDIES:
    default:
      break;
    }
}

static BwStudy
get_study (BwScenariosPage *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->studies);

  for (guint i = 0; i < G_N_ELEMENTS (study_pages); i++)
    if (g_strcmp0 (study_pages[i].page, page) == 0)
      return study_pages[i].study;
  return BW_STUDY_BESIDE;
}

/* The first period like the one that is looked at which is not over. */
static BwPeriod
get_next_period (BwScenariosPage *self)
{
  BwFocus *focus = bw_session_get_focus (self->session);
  BwPeriod period = *bw_focus_get_period (focus);

  return bw_calendar_period_at (&bw_session_get_book (self->session)->calendar, period.kind, bw_focus_get_as_of (focus) + 1);
}

static void
go_on_cb (BwScenariosPage *self)
{
  BwPeriod period = get_next_period (self);

  bw_focus_set_period (bw_session_get_focus (self->session), &period);
}

static void
name_next_period (BwScenariosPage *self)
{
  BwPeriod         period = get_next_period (self);
  g_autofree char *name = bw_wording_period (&period);
  /* Translators: a period, such as "Q1 2027" */
  g_autofree char *text = g_strdup_printf (_ ("Go to %s"), name);

  gtk_button_set_label (self->go_on, text);
}

/* What the page can show now, and whether anything is to be worked out for it. */
static void
update (BwScenariosPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  BwFocus      *focus = bw_session_get_focus (self->session);
  const char   *page = "content";

  if (book->deals.n == 0)
    page = "none";
  else if (bw_focus_get_as_of (focus) >= bw_focus_get_period (focus)->to)
    {
      page = "over";
      name_next_period (self);
    }
  else if (book->scenarios->len == 0 && !self->begun)
    page = "empty";
  else if (self->rows.base == NULL)
    page = "busy";
  gtk_stack_set_visible_child_name (self->stack, page);
  bw_live_scenario_set_active (self->live, gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                                             (g_str_equal (page, "content") || g_str_equal (page, "busy")));
}

/* ---- What is played ---- */

/* Plays the levers as they stand. */
static void
play (BwScenariosPage *self)
{
  g_autoptr (GArray) levers = bw_lever_list_dup_levers (self->levers, TRUE);

  bw_live_scenario_play (self->live, (const BwLever *)(const void *)levers->data, levers->len);
}

static void
levers_cb (BwScenariosPage *self)
{
  g_autoptr (GArray) levers = bw_lever_list_dup_levers (self->levers, FALSE);

  bw_scenario_bar_set_levers (self->bar, (const BwLever *)(const void *)levers->data, levers->len);
  play (self);
}

/* Other levers than those that stand there are to be shown. */
static void
show_levers (BwScenariosPage *self)
{
  g_autoptr (GArray) wanted = bw_scenario_bar_dup_levers (self->bar);
  g_autoptr (GArray) shown = bw_lever_list_dup_levers (self->levers, FALSE);

  if (bw_lever_list_is_same ((const BwLever *)(const void *)wanted->data, wanted->len, (const BwLever *)(const void *)shown->data, shown->len))
    return;
  bw_lever_list_set_levers (self->levers, (const BwLever *)(const void *)wanted->data, wanted->len);
  play (self);
}

/* Puts those that stand beside, and what the difference is to, before the live scenario. */
static void
ask_beside (BwScenariosPage *self)
{
  BwLeverSet          sets[BW_LIVE_SCENARIO_MAX_BESIDE];
  guint               n, n_others;
  const gint64       *others = bw_scenario_beside_get_keys (self->beside, &n_others);
  g_autofree BwLever *against = NULL;

  for (guint i = 0; i < n_others; i++)
    sets[i].levers = bw_scenario_rows_dup_playable (&self->rows, others[i], &sets[i].n);
  bw_live_scenario_set_beside (self->live, sets, n_others);
  for (guint i = 0; i < n_others; i++)
    g_free (sets[i].levers);
  against = bw_scenario_rows_dup_playable (&self->rows, self->against, &n);
  bw_live_scenario_set_against (self->live, against, n);
}

/* Offers the present and all saved scenarios but the one that is played to be held against. */
static void
fill_against (BwScenariosPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint chosen = 0;

  g_ptr_array_add (names, _ ("The present"));
  for (guint i = 0; i < book->scenarios->len; i++)
    {
      const BwScenario *scenario = bw_scenario_rows_get_saved (book, i);

      if (scenario->key == bw_scenario_bar_get_key (self->bar))
        continue;
      if (scenario->key == self->against)
        chosen = names->len;
      g_ptr_array_add (names, (char *)bw_book_text (book, scenario->name));
    }
  g_ptr_array_add (names, NULL);
  bw_scenario_changes_set_others (self->changes, (const char *const *)names->pdata, chosen);
}

/* Offers what there is to be put beside what is played. */
static void
offer_others (BwScenariosPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint64        played = bw_scenario_bar_get_key (self->bar);

  if (bw_scenario_rows_find_saved (book, self->against) == BW_NOBODY || self->against == played)
    self->against = 0;
  bw_scenario_beside_offer (self->beside, book, played);
  fill_against (self);
}

static void
beside_cb (BwScenariosPage *self)
{
  ask_beside (self);
  show_study (self, BW_STUDY_BESIDE);
}

static void
against_cb (BwScenariosPage *self,
            guint            place)
{
  const BwBook *book = bw_session_get_book (self->session);

  self->against = 0;
  for (guint i = 0, at = 1; i < book->scenarios->len; i++)
    if (bw_scenario_rows_get_saved (book, i)->key != bw_scenario_bar_get_key (self->bar) && at++ == place)
      self->against = bw_scenario_rows_get_saved (book, i)->key;
  ask_beside (self);
}

/* Another scenario is looked at, or what is saved of it is another. */
static void
chosen_cb (BwScenariosPage *self)
{
  if (self->live == NULL)
    return;
  show_levers (self);
  offer_others (self);
  ask_beside (self);
  if (self->rows.base != NULL)
    {
      show_headline (self, bw_live_scenario_get_present (self->live), bw_live_scenario_get_played (self->live));
      show_study (self, BW_STUDY_BESIDE);
    }
}

static void
study_cb (BwScenariosPage *self)
{
  if (self->live == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->beside), get_study (self) == BW_STUDY_BESIDE);
  bw_live_scenario_want (self->live, get_study (self));
  if (self->rows.base != NULL)
    show_study (self, get_study (self));
}

static void
played_cb (BwScenariosPage *self)
{
  BwScenarioBase         *base = bw_live_scenario_get_base (self->live);
  const BwScenarioResult *present = bw_live_scenario_get_present (self->live), *played = bw_live_scenario_get_played (self->live);
  g_autoptr (BwChart) chart = NULL;

  if (base != self->rows.base)
    {
      gboolean first = self->rows.base == NULL;

      g_clear_pointer (&self->rows.base, bw_scenario_base_unref);
      self->rows.base = bw_scenario_base_ref (base);
      bw_lever_list_set_base (self->levers, base);
      if (first)
        show_levers (self);
    }
  chart = bw_scenario_wording_outcomes (bw_scenario_rows_is_moved (&self->rows) ? bw_scenario_bar_get_name (self->bar) : NULL,
                                        present, played, bw_scenario_base_get_book (base)->currency);
  bw_chart_view_set_chart (self->outcomes, chart);
  show_headline (self, present, played);
  if (get_study (self) == BW_STUDY_BESIDE)
    show_study (self, BW_STUDY_BESIDE);
  update (self);
}

static void
studied_cb (BwScenariosPage *self)
{
  show_study (self, get_study (self));
}

static void
begin_cb (BwScenariosPage *self)
{
  self->begun = TRUE;
  update (self);
}

static void
book_changed_cb (BwScenariosPage *self)
{
  offer_others (self);
  ask_beside (self);
  update (self);
}

/* ---- The page ---- */

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_scenarios_page_parent_class)->map (widget);
  update (BW_SCENARIOS_PAGE (widget));
}

static void
unmap (GtkWidget *widget)
{
  BwScenariosPage *self = BW_SCENARIOS_PAGE (widget);

  GTK_WIDGET_CLASS (bw_scenarios_page_parent_class)->unmap (widget);
  if (self->live != NULL)
    bw_live_scenario_set_active (self->live, FALSE);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwScenariosPage *self = BW_SCENARIOS_PAGE (page);
  BwScenarioRow    rows[BW_SCENARIO_ROWS_MOST];
  char            *texts[BW_SCENARIO_ROWS_MOST] = { NULL };
  g_autofree char *headline = NULL;
  BwReport        *report;
  guint            n;

  if (self->rows.base == NULL || bw_live_scenario_get_present (self->live) == NULL)
    return NULL;
  n = bw_scenario_rows_fill (&self->rows, rows, texts);
  headline = g_strdup_printf ("%s %s. %s", gtk_label_get_label (self->landing), gtk_label_get_label (self->landing_note),
                              gtk_label_get_text (self->change));
  report = bw_scenario_report_new (self->rows.base, headline, rows, n, bw_chart_view_get_chart (self->outcomes),
                                   bw_chart_view_get_chart (self->tornado));
  bw_scenario_rows_free_texts (texts);
  return report;
}

/* Plays the saved scenario of @key. */
static void
show_saved (BwPage *page,
            gint64  key)
{
  bw_scenario_bar_choose (BW_SCENARIOS_PAGE (page)->bar, key);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->show_saved = show_saved;
  iface->make_report = make_report;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_SESSION:
      BW_SCENARIOS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwScenariosPage *self = BW_SCENARIOS_PAGE (object);

  G_OBJECT_CLASS (bw_scenarios_page_parent_class)->constructed (object);
  self->live = bw_live_scenario_new (self->session);
  self->rows = (BwScenarioRows) { self->session, self->live, self->bar, self->beside, NULL };
  g_signal_connect_object (self->live, "played", G_CALLBACK (played_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "studied", G_CALLBACK (studied_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->live, "busy", self->spinner, "spinning", G_BINDING_SYNC_CREATE);
  bw_scenario_bar_set_session (self->bar, self->session);
  bw_lever_list_set_session (self->levers, self->session);
  bw_scenario_table_set_source (self->table, self->session, bw_scenario_rows_explain, &self->rows);
  bw_scenario_needs_set_source (self->needs, self->session, bw_scenario_rows_explain_need, &self->rows);
  bw_scenario_changes_set_source (self->changes, self->session, bw_scenario_rows_explain_change, &self->rows);
  bw_explain_set_source (self->landing_explain, self->session, bw_scenario_rows_explain_played, &self->rows, BW_EXPLAINED_PLAYED_P50);
  bw_explain_set_source (self->chance_explain, self->session, bw_scenario_rows_explain_played, &self->rows, BW_EXPLAINED_PLAYED_CHANCE);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (self->session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  book_changed_cb (self);
}

static void
dispose (GObject *object)
{
  BwScenariosPage *self = BW_SCENARIOS_PAGE (object);

  /* Without it nothing is explained any more. */
  g_clear_pointer (&self->rows.base, bw_scenario_base_unref);
  self->rows.live = NULL;
  g_clear_object (&self->live);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_scenarios_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, go_on);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, landing_explain);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, chance_explain);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, landing);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, landing_note);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, target);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, chance);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, change);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, bar);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, outcomes);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, studies);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, beside);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, table);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, tornado);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, needs);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, changes);
  gtk_widget_class_bind_template_child (widget_class, BwScenariosPage, levers);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, study_cb);
  gtk_widget_class_bind_template_callback (widget_class, levers_cb);
  gtk_widget_class_bind_template_callback (widget_class, against_cb);
  gtk_widget_class_bind_template_callback (widget_class, beside_cb);
}

static void
bw_scenarios_page_class_init (BwScenariosPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_EXPLAIN);
  g_type_ensure (BW_TYPE_LEVER_LIST);
  g_type_ensure (BW_TYPE_SCENARIO_BAR);
  g_type_ensure (BW_TYPE_SCENARIO_BESIDE);
  g_type_ensure (BW_TYPE_SCENARIO_CHANGES);
  g_type_ensure (BW_TYPE_SCENARIO_NEEDS);
  g_type_ensure (BW_TYPE_SCENARIO_TABLE);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-scenarios-page.ui");
  bind_children (widget_class);
}

static void
bw_scenarios_page_init (BwScenariosPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
