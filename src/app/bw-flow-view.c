/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the pipeline moved between two days, and the deals behind each part of it.
 *
 *   From [day] to [day]  [Since the last import]          [Waterfall|Categories]
 *   chart: a click or Enter on a part of it ...
 *   Won: 12 deals, $1.8 M                                    [Show all that moved]
 *   deal | owner | came as | left as | start | change | end    ... lists its deals here
 *
 * The flow is worked out by a job; charts and list are of the same flow, and the sums of the list's columns are the
 * chart's numbers to the cent. */

#include "app/bw-flow-view.h"

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-column-title.h"
#include "app/bw-day-button.h"
#include "app/bw-gradual-list.h"
#include "app/bw-pending.h"
#include "app/bw-place-list.h"
#include "app/bw-reading-order.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-category-flow-chart.h"
#include "chart/bw-page-report.h"
#include "chart/bw-pipeline-picture.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-category-flow.h"
#include "core/bw-deal-field.h"
#include "session/bw-live.h"

/* Which deals are listed. */
typedef enum
{
  LIST_ALL,
  LIST_START,
  LIST_END,
  LIST_BUCKET,
  LIST_RIBBON,
} ListKind;

/* Of a deal's name that can be read whatever the other columns take. */
#define LEAST_NAME_CHARS 20

struct _BwFlowView
{
  AdwBin parent_instance;

  BwDayButton    *from_button;
  BwDayButton    *to_button;
  GtkWidget      *reset_button;
  GtkStack       *charts;
  BwChartView    *waterfall;
  BwChartView    *categories;
  GtkLabel       *list_title;
  GtkWidget      *all_button;
  GtkColumnView  *deals;
  GtkNoSelection *selection;

  BwSession   *session; /* (owned) (nullable) */
  BwLive      *live;    /* (owned) (nullable) */
  char        *headline;
  BwDate       chosen_from, chosen_to; /* BW_DATE_NONE: not chosen */
  ListKind     kind;
  guint        bucket;   /* of LIST_BUCKET */
  guint        from, to; /* of LIST_RIBBON */
  GArray      *listed;   /* guint: places among the flow's deals */
  BwPlaceList *places;   /* (owned): of the list's rows */
  GHashTable  *bound;    /* GtkListItem to Column: the cells that show something */
};

enum
{
  PROP_HEADLINE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwFlowView, bw_flow_view, ADW_TYPE_BIN)

/* ---- The job ---- */

/* The two days; BW_DATE_NONE: not chosen. */
typedef struct
{
  BwDate from, to;
} Question;

typedef struct
{
  BwFlow         *flow;
  BwCategoryFlow *categories;
} Answer;

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  bw_flow_free (answer->flow);
  bw_category_flow_free (answer->categories);
  g_free (answer);
}

/* The day of the export before the latest one, not before the period. */
static BwDate
find_last_look (const BwLiveJob *job)
{
  BwDate found = job->period.from - 1;

  for (guint i = 0; i < job->book->imports->len; i++)
    {
      BwDate date = g_array_index (job->book->imports, BwImportRecord, i).as_of;

      if (date < job->as_of)
        found = MAX (found, date);
    }
  return MIN (found, job->as_of);
}

static gpointer
work (const BwLiveJob *job)
{
  const Question *question = job->question;
  BwDate          from = question->from != BW_DATE_NONE ? question->from : find_last_look (job);
  BwDate          to = question->to != BW_DATE_NONE ? question->to : job->as_of;
  Answer         *answer = g_new0 (Answer, 1);

  answer->flow = bw_flow_new (job->book, &job->scope, &job->period, MIN (from, to), MAX (from, to));
  answer->categories = bw_category_flow_new (job->book, answer->flow);
  return answer;
}

static const Answer *
get_answer (BwFlowView *self)
{
  return self->live != NULL ? bw_live_get (self->live) : NULL;
}

/* ---- The list ---- */

static const BwFlowDeal *
get_listed (BwFlowView *self,
            guint       place)
{
  const Answer *answer = get_answer (self);

  if (answer == NULL || place >= self->listed->len)
    return NULL;
  return &g_array_index (answer->flow->deals, BwFlowDeal, g_array_index (self->listed, guint, place));
}

static gboolean
is_wanted (BwFlowView       *self,
           const Answer     *answer,
           const BwFlowDeal *deal,
           guint             i)
{
  switch (self->kind)
    {
    case LIST_ALL:
      return deal->entry != BW_FLOW_NOWHERE || deal->exit != BW_FLOW_NOWHERE || deal->change != 0;
    case LIST_START:
      return deal->entry == BW_FLOW_NOWHERE;
    case LIST_END:
      return deal->exit == BW_FLOW_NOWHERE;
    case LIST_RIBBON:
      return answer->categories->from[i] == self->from && answer->categories->to[i] == self->to;
    case LIST_BUCKET:
      break;
    }
  if (self->bucket == BW_FLOW_INCREASED)
    return deal->change > 0;
  if (self->bucket == BW_FLOW_DECREASED)
    return deal->change < 0;
  return deal->entry == self->bucket || deal->exit == self->bucket;
}

/* What a deal adds to the number behind which it is listed. */
static gint64
get_part (BwFlowView       *self,
          const BwFlowDeal *deal)
{
  switch (self->kind)
    {
    case LIST_START:
      return deal->start;
    case LIST_END:
      return deal->end;
    case LIST_RIBBON:
      return deal->exit != BW_FLOW_NOWHERE ? deal->left : deal->end;
    case LIST_ALL:
      return deal->end - deal->start;
    case LIST_BUCKET:
      break;
    }
  if (self->bucket == BW_FLOW_INCREASED || self->bucket == BW_FLOW_DECREASED)
    return deal->change;
  return deal->entry == self->bucket ? deal->entered : -deal->left;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  BwFlowView       *self = data;
  const BwFlow     *flow = get_answer (self)->flow;
  const BwFlowDeal *left = &g_array_index (flow->deals, BwFlowDeal, *(const guint *)a);
  const BwFlowDeal *right = &g_array_index (flow->deals, BwFlowDeal, *(const guint *)b);
  gint64            x = ABS (get_part (self, left)), y = ABS (get_part (self, right));

  if (x != y)
    return x < y ? 1 : -1;
  return (left->deal > right->deal) - (left->deal < right->deal);
}

static char *
dup_part_name (BwFlowView   *self,
               const BwBook *book)
{
  switch (self->kind)
    {
    case LIST_START:
      return g_strdup (_ ("At the start"));
    case LIST_END:
      return g_strdup (_ ("At the end"));
    case LIST_BUCKET:
      return g_strdup (bw_flow_bucket_title (self->bucket));
    case LIST_RIBBON:
      return g_strdup_printf (_ ("%s to %s"), bw_category_flow_from_title (book, self->from), bw_category_flow_to_title (book, self->to));
    case LIST_ALL:
      break;
    }
  return g_strdup (_ ("All that moved"));
}

static void fill_cells (BwFlowView *self);

static void
fill_list (BwFlowView *self)
{
  const Answer    *answer = get_answer (self);
  const BwBook    *book = bw_live_get_job (self->live)->book;
  g_autofree char *name = dup_part_name (self, book), *money = NULL, *title = NULL;
  gint64           sum = 0;

  g_array_set_size (self->listed, 0);
  for (guint i = 0; i < answer->flow->deals->len; i++)
    {
      const BwFlowDeal *deal = &g_array_index (answer->flow->deals, BwFlowDeal, i);

      if (!is_wanted (self, answer, deal, i))
        continue;
      g_array_append_val (self->listed, i);
      sum += get_part (self, deal);
    }
  g_array_sort_with_data (self->listed, compare_parts, self);
  money = bw_money_format_change (sum, book->currency);
  if (self->kind == LIST_START || self->kind == LIST_END || self->kind == LIST_RIBBON)
    {
      g_free (money);
      money = bw_money_format_compact (sum, book->currency);
    }
  /* Translators: a part of the flow such as "Won", how many deals, and what they come to. */
  title = g_strdup_printf (ngettext ("%s: %'u deal, %s", "%s: %'u deals, %s", self->listed->len), name, self->listed->len, money);
  gtk_label_set_label (self->list_title, title);
  gtk_widget_set_visible (self->all_button, self->kind != LIST_ALL);
  bw_place_list_resize (self->places, self->listed->len);
  fill_cells (self);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->deals)), 0.0);
}

static void
bucket_cb (BwFlowView *self,
           guint       point)
{
  BwChart *chart = bw_chart_view_get_chart (self->waterfall);
  int      bucket = chart != NULL ? bw_waterfall_chart_bucket (chart, point) : BW_WATERFALL_START;

  if (get_answer (self) == NULL)
    return;
  self->kind = bucket == BW_WATERFALL_START ? LIST_START : bucket == BW_WATERFALL_END ? LIST_END
                                                                                      : LIST_BUCKET;
  self->bucket = bucket >= 0 ? (guint)bucket : 0;
  fill_list (self);
}

static void
ribbon_cb (BwFlowView *self,
           guint       point)
{
  BwChart *chart = bw_chart_view_get_chart (self->categories);

  if (get_answer (self) == NULL || chart == NULL || point >= bw_chart_n_points (chart))
    return;
  self->kind = LIST_RIBBON;
  bw_category_flow_chart_get_cell (chart, point, &self->from, &self->to);
  fill_list (self);
}

static void
all_cb (BwFlowView *self)
{
  self->kind = LIST_ALL;
  if (get_answer (self) != NULL)
    fill_list (self);
}

static void
deal_cb (BwFlowView *self,
         guint       place)
{
  const BwFlowDeal *deal = get_listed (self, place);

  if (deal != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-deal", "u", deal->deal);
}

/* ---- Columns ---- */

typedef enum
{
  COLUMN_DEAL,
  COLUMN_OWNER,
  COLUMN_CAME,
  COLUMN_WENT,
  COLUMN_START,
  COLUMN_ENTERED,
  COLUMN_CHANGE,
  COLUMN_LEFT,
  COLUMN_END,
  N_COLUMNS,
} Column;

static char *
dup_amount (const BwBook *book,
            gint64        amount)
{
  return amount == 0 ? g_strdup ("") : bw_money_format (amount, book->currency);
}

static char *
dup_cell (const BwBook     *book,
          const BwFlowDeal *deal,
          Column            column)
{
  switch (column)
    {
    case COLUMN_DEAL:
      return g_strdup (bw_book_text (book, book->deals.name[deal->deal]));
    case COLUMN_OWNER:
      if (book->deals.owner[deal->deal] < 0)
        return g_strdup ("–");
      return g_strdup (bw_book_text (book, bw_book_person (book, book->deals.owner[deal->deal])->name));
    case COLUMN_CAME:
      return g_strdup (deal->entry != BW_FLOW_NOWHERE ? bw_flow_bucket_title (deal->entry) : _ ("Was there"));
    case COLUMN_WENT:
      return g_strdup (deal->exit != BW_FLOW_NOWHERE ? bw_flow_bucket_title (deal->exit) : _ ("Is there"));
    case COLUMN_START:
      return dup_amount (book, deal->start);
    case COLUMN_ENTERED:
      return dup_amount (book, deal->entered);
    case COLUMN_CHANGE:
      return deal->change == 0 ? g_strdup ("") : bw_money_format_change (deal->change, book->currency);
    case COLUMN_LEFT:
      return dup_amount (book, -deal->left);
    case COLUMN_END:
      return dup_amount (book, deal->end);
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

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), column >= COLUMN_START ? 1 : 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (column >= COLUMN_START)
    gtk_widget_add_css_class (text, "numeric");
  if (column == COLUMN_DEAL)
    gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), LEAST_NAME_CHARS);
  gtk_list_item_set_child (item, text);
}

static void
fill_cell (BwFlowView  *self,
           GtkListItem *item,
           Column       column)
{
  const BwFlowDeal *deal = get_listed (self, gtk_list_item_get_position (item));
  g_autofree char  *text = deal != NULL ? dup_cell (bw_live_get_job (self->live)->book, deal, column) : g_strdup ("");

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
}

/* The rows stay where others are listed; what they show is another. */
static void
fill_cells (BwFlowView *self)
{
  GHashTableIter iter;
  gpointer       item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    fill_cell (self, item, GPOINTER_TO_INT (column));
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              BwFlowView               *self)
{
  gpointer column = g_object_get_data (G_OBJECT (factory), "column");

  g_hash_table_insert (self->bound, item, column);
  fill_cell (self, item, GPOINTER_TO_INT (column));
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                BwFlowView               *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
add_columns (BwFlowView *self)
{
  static const char *const titles[N_COLUMNS] = { N_ ("Deal"), N_ ("Owner"), N_ ("Came as"), N_ ("Went as"), N_ ("Start"),
                                                 N_ ("Entered"), N_ ("Change"), N_ ("Left"), N_ ("End") };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i == COLUMN_DEAL);
      gtk_column_view_append_column (self->deals, column);
      if (i != COLUMN_DEAL)
        bw_column_title_fit (self->deals, column, i == COLUMN_OWNER ? 130 : 98);
      if (i >= COLUMN_START)
        bw_column_title_align_end (self->deals, column);
      g_object_unref (column);
    }
}

/* ---- Charts ---- */

static void
set_headline (BwFlowView *self)
{
  BwChart *chart = bw_chart_view_get_chart (self->waterfall);

  g_free (self->headline);
  self->headline = chart != NULL ? bw_chart_dup_title (chart) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADLINE]);
}

static void
changed_cb (BwFlowView *self)
{
  const Answer *answer = get_answer (self);
  const BwBook *book = bw_live_get_job (self->live)->book;
  g_autoptr (BwChart) waterfall = bw_waterfall_chart_new (answer->flow, book->currency);
  g_autoptr (BwChart) categories = bw_pipeline_picture_new_categories (book, answer->categories);

  bw_chart_set_title_visible (waterfall, FALSE);
  bw_chart_view_set_chart (self->waterfall, waterfall);
  bw_chart_view_set_chart (self->categories, categories);
  bw_day_button_set_day (self->from_button, answer->flow->from);
  bw_day_button_set_day (self->to_button, answer->flow->to);
  gtk_widget_set_sensitive (self->reset_button, self->chosen_from != BW_DATE_NONE || self->chosen_to != BW_DATE_NONE);
  set_headline (self);
  fill_list (self);
}

static void
ask (BwFlowView *self)
{
  Question question = { self->chosen_from, self->chosen_to };

  if (self->live != NULL)
    bw_live_ask (self->live, &question, sizeof question);
}

static void
day_chosen_cb (BwFlowView *self)
{
  self->chosen_from = bw_day_button_get_day (self->from_button);
  self->chosen_to = bw_day_button_get_day (self->to_button);
  ask (self);
}

static void
reset_cb (BwFlowView *self)
{
  self->chosen_from = self->chosen_to = BW_DATE_NONE;
  ask (self);
}

/* Shows what moved between the two days (BW_DATE_NONE: those that it shows by itself), and the deals of @bucket (a BwFlowBucket;
 * -1: of all). */
void
bw_flow_view_show (BwFlowView *self,
                   BwDate      from,
                   BwDate      to,
                   int         bucket)
{
  g_return_if_fail (BW_IS_FLOW_VIEW (self));

  self->chosen_from = from;
  self->chosen_to = to;
  self->kind = bucket >= 0 ? LIST_BUCKET : LIST_ALL;
  self->bucket = (guint)MAX (bucket, 0);
  gtk_stack_set_visible_child (self->charts, GTK_WIDGET (self->waterfall));
  if (get_answer (self) != NULL)
    fill_list (self);
  ask (self);
}

/* Gives what bw_flow_view_show() was told, or what was chosen since. */
void
bw_flow_view_get_shown (BwFlowView *self,
                        BwDate     *from,
                        BwDate     *to,
                        int        *bucket)
{
  g_return_if_fail (BW_IS_FLOW_VIEW (self));

  *from = self->chosen_from;
  *to = self->chosen_to;
  *bucket = self->kind == LIST_BUCKET ? (int)self->bucket : -1;
}

/* ---- The view ---- */

static void
map (GtkWidget *widget)
{
  BwFlowView *self = BW_FLOW_VIEW (widget);

  GTK_WIDGET_CLASS (bw_flow_view_parent_class)->map (widget);
  if (self->live != NULL)
    bw_live_set_active (self->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwFlowView *self = BW_FLOW_VIEW (widget);

  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_flow_view_parent_class)->unmap (widget);
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
      g_value_set_string (value, BW_FLOW_VIEW (object)->headline);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  BwFlowView *self = BW_FLOW_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_flow_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwFlowView *self = BW_FLOW_VIEW (object);

  g_free (self->headline);
  g_array_unref (self->listed);
  g_hash_table_unref (self->bound);
  g_object_unref (self->places);
  G_OBJECT_CLASS (bw_flow_view_parent_class)->finalize (object);
}

static void
bw_flow_view_class_init (BwFlowViewClass *klass)
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
  g_type_ensure (BW_TYPE_DAY_BUTTON);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  g_type_ensure (BW_TYPE_TAB_STOP);
  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-flow-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, from_button);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, to_button);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, reset_button);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, charts);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, waterfall);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, categories);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, list_title);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, all_button);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, deals);
  gtk_widget_class_bind_template_child (widget_class, BwFlowView, selection);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, bucket_cb);
  gtk_widget_class_bind_template_callback (widget_class, ribbon_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, deal_cb);
}

static void
bw_flow_view_init (BwFlowView *self)
{
  g_autoptr (BwGradualList) rows = NULL;

  self->chosen_from = self->chosen_to = BW_DATE_NONE;
  self->listed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->bound = g_hash_table_new (NULL, NULL);
  self->places = BW_PLACE_LIST (bw_place_list_new (0));
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = bw_gradual_list_new (G_LIST_MODEL (self->places));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (rows));
  add_columns (self);
}

/* Shows the flow of @session, which it then follows. To be called once. */
void
bw_flow_view_set_session (BwFlowView *self,
                          BwSession  *session)
{
  g_return_if_fail (BW_IS_FLOW_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->live = bw_live_new (session, work, free_answer);
  bw_pending_follow (GTK_WIDGET (self), self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  ask (self);
  bw_live_set_active (self->live, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* Returns: (transfer full) (nullable): what the view shows, to be printed; nothing while there is nothing yet. */
BwReport *
bw_flow_view_make_report (BwFlowView *self)
{
  const Answer *answer = get_answer (self);

  return answer != NULL ? bw_page_report_new_flow (bw_live_get_job (self->live)->book, answer->flow, answer->categories) : NULL;
}
