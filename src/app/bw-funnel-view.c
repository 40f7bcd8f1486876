/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How deals went through the stages in the period, and which kinds of deals were won.
 *
 *   win rate | sales cycle | deal won | open deals | velocity     each beside the four periods before
 *   funnel of the stages        | won by [owner v]
 *                               | Anna   12 of 40   30 % (18 to 45)   before 24 %
 *
 * Everything comes from one job over the book; few deals are shown with their range, not hidden. */

#include "app/bw-funnel-view.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-column-title.h"
#include "app/bw-columns.h"
#include "app/bw-gradual-list.h"
#include "app/bw-pending.h"
#include "app/bw-place-list.h"
#include "app/bw-tab-stop.h"
#include "app/bw-tile.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-page-report.h"
#include "chart/bw-pipeline-picture.h"
#include "core/bw-deal-field.h"
#include "core/bw-funnel.h"
#include "session/bw-live.h"

/* Of a value's name that can be read whatever the other columns take. */
#define LEAST_NAME_CHARS 14

struct _BwFunnelView
{
  AdwBin parent_instance;

  BwTile         *rate_tile;
  BwTile         *cycle_tile;
  BwTile         *size_tile;
  BwTile         *open_tile;
  BwTile         *velocity_tile;
  BwChartView    *chart;
  GtkDropDown    *field;
  GtkColumnView  *segments;
  GtkNoSelection *selection;
  GtkLabel       *note;

  BwSession *session; /* (owned) (nullable) */
  BwLive    *live;    /* (owned) (nullable) */
  GArray    *fields;  /* BwDealField, as in the drop-down */

  BwPlaceList *places; /* (owned): of the segments' rows */
  GHashTable  *bound;  /* GtkListItem, shown: its column */

  char    *headline;
  gboolean filling;
};

enum
{
  PROP_HEADLINE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwFunnelView, bw_funnel_view, ADW_TYPE_BIN)

/* ---- The job ---- */

typedef struct
{
  BwFunnel  *funnel;
  GPtrArray *segments; /* BwFunnelSegment */
} Answer;

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  bw_funnel_free (answer->funnel);
  g_ptr_array_unref (answer->segments);
  g_free (answer);
}

static gpointer
work (const BwLiveJob *job)
{
  const BwDealField *field = job->question;
  Answer            *answer = g_new0 (Answer, 1);

  answer->funnel = bw_funnel_new (job->book, &job->scope, &job->period, job->as_of);
  answer->segments = bw_funnel_segments_new (job->book, &job->scope, &job->period, job->as_of,
                                             field != NULL ? *field : BW_DEAL_FIELD_OWNER);
  return answer;
}

static const Answer *
get_answer (BwFunnelView *self)
{
  return self->live != NULL ? bw_live_get (self->live) : NULL;
}

/* ---- Words ---- */

/* "62 %", more finely than whole percent nobody needs it; an en dash without cases. */
static char *
dup_share (double share)
{
  return isfinite (share) ? bw_wording_percent (share) : g_strdup ("–");
}

static char *
dup_days (double days)
{
  if (!isfinite (days))
    return g_strdup ("–");
  return g_strdup_printf (ngettext ("%.0f day", "%.0f days", (gulong)days), days);
}

static char *
dup_money (double      amount,
           const char *currency)
{
  return bw_money_format_compact (isfinite (amount) ? (gint64)llround (amount) : BW_MONEY_NONE, currency);
}

/* "before: 27 %". */
static char *
dup_before (const char *text)
{
  /* Translators: what a number was in the periods before. */
  return g_strdup_printf (_ ("before: %s"), text);
}

static void
show_tiles (BwFunnelView   *self,
            const BwFunnel *funnel,
            const char     *currency)
{
  const BwFunnelClosings *now = &funnel->closings, *past = &funnel->past_closings;
  g_autofree char        *rate = dup_share (now->win_rate.share), *past_rate = dup_share (past->win_rate.share);
  g_autofree char        *low = dup_share (now->win_rate.low), *high = dup_share (now->win_rate.high);
  g_autofree char        *cycle = dup_days (now->cycle.median), *past_cycle = dup_days (past->cycle.median);
  g_autofree char        *size = dup_money (now->mean_won, currency), *past_size = dup_money (past->mean_won, currency);
  g_autofree char        *velocity = dup_money (funnel->velocity, currency), *past_velocity = dup_money (funnel->past_velocity, currency);
  g_autofree char        *open = bw_wording_count (funnel->n_open);
  g_autofree char        *rate_note = dup_before (past_rate), *cycle_note = dup_before (past_cycle), *size_note = dup_before (past_size);
  g_autofree char        *velocity_note = dup_before (past_velocity), *rate_tip = NULL, *cycle_tip = NULL;
  g_autofree char        *a_day = isfinite (funnel->velocity) ? g_strdup_printf (_ ("%s a day"), velocity) : g_strdup ("–");

  rate_tip = g_strdup_printf (_ ("%u won of %u closed; with so many the true rate is between %s and %s"), now->n_won,
                              now->win_rate.n, low, high);
  cycle_tip = g_strdup_printf (_ ("Median days from created to won, of %u deals; the middle half took %.0f to %.0f; %u without usable dates are left out"),
                               now->cycle.n, now->cycle.quarter, now->cycle.three_quarters, now->n_undatable);
  bw_tile_set_value (self->rate_tile, rate, now->win_rate.n > 0 ? rate_tip : _ ("No deal was closed in the period."), rate_note);
  bw_tile_set_value (self->cycle_tile, cycle, now->cycle.n > 0 ? cycle_tip : _ ("No deal with a creation date was won in the period."),
                     cycle_note);
  bw_tile_set_value (self->size_tile, size, _ ("Mean amount of the deals won in the period"), size_note);
  bw_tile_set_value (self->open_tile, open, _ ("Deals that are open on the day of the data, whenever they are to close"),
                     /* Translators: under the number of open deals. */
                     _ ("of any period"));
  bw_tile_set_value (self->velocity_tile, a_day, _ ("Open deals × mean amount won × win rate ÷ days of the sales cycle"), velocity_note);
}

static void
set_headline (BwFunnelView   *self,
              const BwFunnel *funnel)
{
  g_free (self->headline);
  self->headline = bw_pipeline_picture_dup_funnel_headline (funnel);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADLINE]);
}

/* ---- Segments ---- */

typedef enum
{
  COLUMN_NAME,
  COLUMN_WON,
  COLUMN_RATE,
  COLUMN_RANGE,
  COLUMN_BEFORE,
  COLUMN_AMOUNT,
  N_COLUMNS,
} Column;

static char *
dup_cell (const BwFunnelSegment *segment,
          Column                 column,
          const char            *currency)
{
  const BwFunnelClosings *now = &segment->closings;

  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (segment->name);
    case COLUMN_WON:
      /* Translators: how many deals were won of how many that were closed. */
      return g_strdup_printf (_ ("%'u of %'u"), now->n_won, now->win_rate.n);
    case COLUMN_RATE:
      return dup_share (now->win_rate.share);
    case COLUMN_RANGE:
      if (now->win_rate.n == 0)
        return g_strdup ("–");
      return g_strdup_printf (_ ("%.0f to %.0f\u00a0%%"), now->win_rate.low * 100, now->win_rate.high * 100);
    case COLUMN_BEFORE:
      return dup_share (segment->past_closings.win_rate.share);
    case COLUMN_AMOUNT:
      return bw_money_format_compact (now->won, currency);
    case N_COLUMNS:
      break;
    }
  return g_strdup ("");
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  data)
{
  Column     column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *text = gtk_inscription_new ("");

  if (column == COLUMN_NAME)
    gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), LEAST_NAME_CHARS);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), column == COLUMN_NAME ? 0 : 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (column != COLUMN_NAME)
    gtk_widget_add_css_class (text, "numeric");
  gtk_list_item_set_child (item, text);
}

static void
show_cell (BwFunnelView *self,
           GtkListItem  *item,
           Column        column)
{
  const Answer    *answer = get_answer (self);
  guint            place = gtk_list_item_get_position (item);
  g_autofree char *text = NULL;

  if (answer != NULL && place < answer->segments->len)
    text = dup_cell (answer->segments->pdata[place], column, bw_live_get_job (self->live)->book->currency);
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              BwFunnelView             *self)
{
  Column column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));

  g_hash_table_insert (self->bound, item, GINT_TO_POINTER (column));
  show_cell (self, item, column);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                BwFunnelView             *self)
{
  g_hash_table_remove (self->bound, item);
}

/* Lists the answer's segments: rows that are there stay and show another one. */
static void
show_segments (BwFunnelView *self,
               const Answer *answer)
{
  GHashTableIter iter;
  gpointer       item, column;

  bw_place_list_resize (self->places, answer->segments->len);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    show_cell (self, item, (Column)GPOINTER_TO_INT (column));
}

static void
add_columns (BwFunnelView *self)
{
  static const char *const titles[N_COLUMNS] = { N_ ("Value"), N_ ("Won"), N_ ("Win rate"),
                                                 N_ ("95\u00a0% range"), N_ ("Before"), N_ ("Amount won") };
  static const int         widths[N_COLUMNS] = { 0, 84, 76, 108, 66, 96 };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_expand (column, i == COLUMN_NAME);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->segments, column);
      if (i == COLUMN_NAME)
        continue;
      bw_column_title_fit (self->segments, column, widths[i]);
      bw_column_title_align_end (self->segments, column);
    }
}

/* Fills the drop-down with the fields whose values are groups; the chosen one stays. */
static void
fill_fields (BwFunnelView *self)
{
  static const BwDealField built_in[] = { BW_DEAL_FIELD_OWNER, BW_DEAL_FIELD_PRODUCT, BW_DEAL_FIELD_REGION, BW_DEAL_FIELD_TYPE,
                                          BW_DEAL_FIELD_SOURCE, BW_DEAL_FIELD_ACCOUNT };
  const BwBook            *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint       chosen = gtk_drop_down_get_selected (self->field), selected = 0;
  BwDealField before = chosen < self->fields->len ? g_array_index (self->fields, BwDealField, chosen) : BW_DEAL_FIELD_OWNER;

  g_array_set_size (self->fields, 0);
  for (guint i = 0; i < G_N_ELEMENTS (built_in) + book->fields->len; i++)
    {
      BwDealField     field = i < G_N_ELEMENTS (built_in) ? built_in[i] : BW_N_DEAL_FIELDS + (i - G_N_ELEMENTS (built_in));
      BwDealFieldType type = bw_deal_field_type (book, field);

      if (type != BW_DEAL_FIELD_TEXT && type != BW_DEAL_FIELD_ROW && type != BW_DEAL_FIELD_YES_NO)
        continue;
      if (field == before)
        selected = self->fields->len;
      gtk_string_list_append (names, bw_deal_field_title (book, field));
      g_array_append_val (self->fields, field);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->field, selected);
  self->filling = FALSE;
}

static void
field_cb (BwFunnelView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->field);

  if (!self->filling && self->live != NULL && chosen < self->fields->len)
    bw_live_ask (self->live, &g_array_index (self->fields, BwDealField, chosen), sizeof (BwDealField));
}

static void
changed_cb (BwFunnelView *self)
{
  const Answer *answer = get_answer (self);
  const BwBook *book = bw_live_get_job (self->live)->book;
  g_autoptr (BwChart) chart = bw_pipeline_picture_new_funnel (book, answer->funnel);
  g_autofree char *from = bw_wording_day (answer->funnel->past.from, BW_DATE_NONE);
  g_autofree char *to = bw_wording_day (answer->funnel->past.to, BW_DATE_NONE);
  g_autofree char *note = NULL;

  show_tiles (self, answer->funnel, book->currency);
  bw_chart_view_set_chart (self->chart, chart);
  show_segments (self, answer);
  note = g_strdup_printf (_ ("Before: %s to %s, the four periods before, taken together. A stage that was skipped counts as passed and is left out "
                             "of its days; a deal that moved back counts in the deepest stage that it reached."),
                          from, to);
  gtk_label_set_label (self->note, note);
  set_headline (self, answer->funnel);
}

static BwExplanation *
explain (gpointer owner,
         int      what)
{
  BwFunnelView *self = owner;
  const Answer *answer = get_answer (self);

  if (answer == NULL)
    return NULL;
  return bw_explanation_new_of_funnel (bw_live_get_job (self->live)->book, answer->funnel, (BwExplainedOfFunnel)what);
}

static void
add_explanations (BwFunnelView *self)
{
  bw_tile_set_source (self->rate_tile, self->session, explain, self, BW_EXPLAINED_WIN_RATE);
  bw_tile_set_source (self->cycle_tile, self->session, explain, self, BW_EXPLAINED_CYCLE);
  bw_tile_set_source (self->size_tile, self->session, explain, self, BW_EXPLAINED_DEAL_SIZE);
  bw_tile_set_source (self->open_tile, self->session, explain, self, BW_EXPLAINED_OPEN_DEALS);
  bw_tile_set_source (self->velocity_tile, self->session, explain, self, BW_EXPLAINED_VELOCITY);
}

/* ---- The view ---- */

static void
map (GtkWidget *widget)
{
  BwFunnelView *self = BW_FUNNEL_VIEW (widget);

  GTK_WIDGET_CLASS (bw_funnel_view_parent_class)->map (widget);
  if (self->live != NULL)
    bw_live_set_active (self->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwFunnelView *self = BW_FUNNEL_VIEW (widget);

  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_funnel_view_parent_class)->unmap (widget);
}

static void
get_property (GObject    *object,
              guint       id,
              GValue     *value,
              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_HEADLINE:
      g_value_set_string (value, BW_FUNNEL_VIEW (object)->headline);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  BwFunnelView *self = BW_FUNNEL_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_funnel_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwFunnelView *self = BW_FUNNEL_VIEW (object);

  g_free (self->headline);
  g_array_unref (self->fields);
  g_object_unref (self->places);
  g_hash_table_unref (self->bound);
  G_OBJECT_CLASS (bw_funnel_view_parent_class)->finalize (object);
}

static void
bw_funnel_view_class_init (BwFunnelViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_HEADLINE] = g_param_spec_string ("headline", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_TILE);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-funnel-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, rate_tile);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, cycle_tile);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, size_tile);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, open_tile);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, velocity_tile);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, chart);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, field);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, segments);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, selection);
  gtk_widget_class_bind_template_child (widget_class, BwFunnelView, note);
  gtk_widget_class_bind_template_callback (widget_class, field_cb);
}

static void
bw_funnel_view_init (BwFunnelView *self)
{
  g_autoptr (BwGradualList) rows = NULL;

  self->fields = g_array_new (FALSE, FALSE, sizeof (BwDealField));
  self->bound = g_hash_table_new (NULL, NULL);
  self->places = BW_PLACE_LIST (bw_place_list_new (0));
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = bw_gradual_list_new (G_LIST_MODEL (self->places));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (rows));
  add_columns (self);
}

/* Shows the funnel of @session, which it then follows. To be called once. */
void
bw_funnel_view_set_session (BwFunnelView *self,
                            BwSession    *session)
{
  g_return_if_fail (BW_IS_FUNNEL_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  add_explanations (self);
  self->live = bw_live_new (session, work, free_answer);
  bw_pending_follow (GTK_WIDGET (self), self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (fill_fields), self, G_CONNECT_SWAPPED);
  fill_fields (self);
  field_cb (self);
  bw_live_set_active (self->live, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* Returns: (transfer full) (nullable): what the view shows, to be printed; nothing while there is nothing yet. */
BwReport *
bw_funnel_view_make_report (BwFunnelView *self)
{
  const Answer *answer = get_answer (self);
  const BwBook *book = answer != NULL ? bw_live_get_job (self->live)->book : NULL;
  guint         chosen = gtk_drop_down_get_selected (self->field);
  BwDealField   field = chosen < self->fields->len ? g_array_index (self->fields, BwDealField, chosen) : BW_DEAL_FIELD_OWNER;

  if (answer == NULL)
    return NULL;
  return bw_page_report_new_funnel (book, answer->funnel, answer->segments, bw_deal_field_title (book, field));
}
