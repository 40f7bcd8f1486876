/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of history: trend, season, what stands out, what comes next.
 *
 *   headline: the last year against the one before, and what is forecast
 *   [Closed won v] [Months v] by [Region v] [All v]
 *   chart: history, trend, marked values, forecast with ranges
 *   [Season|Heat map|Parts]      | what stands out, in sentences
 *
 * A click on a value of a picture, or on a sentence about one, tells how it comes about and which deals it is made of; one on a part
 * looks at it. Everything is worked out by one job for what is chosen; imported series and orders work without any deal. The scope of
 * the window holds here as elsewhere, its period does not: history is all there is. */

#include "app/bw-trends-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-columns.h"
#include "app/bw-explain.h"
#include "app/bw-explanation-view.h"
#include "app/bw-page.h"
#include "app/bw-pending.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-page-report.h"
#include "chart/bw-trend-picture.h"
#include "core/bw-custom-field.h"
#include "core/bw-record.h"
#include "core/bw-trend.h"
#include "session/bw-live.h"

enum
{
  PART_SIZE = 256,
  MOST_FINDINGS = 8,
};

static const BwSalesMeasure measures[] = {
  BW_SALES_WON,
  BW_SALES_WON_COUNT,
  BW_SALES_NEW,
  BW_SALES_NEW_COUNT,
  BW_SALES_RECORD,
  BW_SALES_RECORD_COUNT,
  BW_SALES_VALUE,
};

static const struct
{
  BwFrequency frequency;
  const char *title;
} frequencies[] = {
  { BW_FREQUENCY_MONTH, N_ ("Months") },
  { BW_FREQUENCY_QUARTER, N_ ("Quarters") },
  { BW_FREQUENCY_YEAR, N_ ("Years") },
  { BW_FREQUENCY_WEEK, N_ ("Weeks") },
  { BW_FREQUENCY_DAY, N_ ("Days") },
};

static const struct
{
  BwSalesSplit split;
  const char  *title;
} splits[] = {
  { BW_SALES_BY_NOTHING, N_ ("Nothing") },
  { BW_SALES_BY_PERSON, N_ ("Owner") },
  { BW_SALES_BY_TEAM, N_ ("Team") },
  { BW_SALES_BY_REGION, N_ ("Region") },
  { BW_SALES_BY_PRODUCT, N_ ("Product") },
  { BW_SALES_BY_FAMILY, N_ ("Product family") },
  { BW_SALES_BY_TERRITORY, N_ ("Territory") },
  { BW_SALES_BY_ACCOUNT, N_ ("Account") },
  { BW_SALES_BY_INDUSTRY, N_ ("Industry") },
  { BW_SALES_BY_STATE, N_ ("State") },
  { BW_SALES_BY_COUNTRY, N_ ("Country") },
  { BW_SALES_BY_TYPE, N_ ("Type") },
  { BW_SALES_BY_SOURCE, N_ ("Source") },
  { BW_SALES_BY_NAME, N_ ("Series") },
};

struct _BwTrendsPage
{
  AdwBin parent_instance;

  GtkStack    *stack;
  BwExplain   *headline_explain;
  GtkLabel    *headline;
  GtkDropDown *measure;
  GtkDropDown *frequency;
  GtkDropDown *split;
  GtkDropDown *part;
  GtkStack    *pictures;
  BwChartView *chart;
  BwChartView *season;
  BwChartView *heat;
  BwChartView *parts;
  GtkListBox  *findings;

  BwSession *session; /* (owned) */
  BwLive    *live;    /* (owned) */
  GArray    *offered; /* guint: places in measures, as in the drop-down */
  gboolean   filling;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTrendsPage,
                               bw_trends_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* ---- The job ---- */

typedef struct
{
  BwSalesMeasure measure;
  BwFrequency    frequency;
  BwSalesSplit   split;
  guint          field;
  gboolean       whole; /* no part is chosen */
  char           part[PART_SIZE];
} Question;

static gpointer
work (const BwLiveJob *job)
{
  const Question *question = job->question;
  BwSalesQuery    query = { question->measure, question->frequency, question->split, question->field, job->as_of, job->scope };

  return bw_trend_new (job->book, &query, question->whole ? NULL : question->part, bw_trend_usual_horizon (question->frequency));
}

static void
free_trend (gpointer data)
{
  bw_trend_free (data);
}

static void
show_chart (BwChartView *view,
            BwChart     *chart)
{
  bw_chart_view_set_chart (view, chart);
  bw_chart_unref (chart);
}

static void
show_charts (BwTrendsPage  *self,
             const BwTrend *trend,
             const BwBook  *book)
{
  show_chart (self->chart, bw_trend_picture_new_course (trend, book));
  show_chart (self->season, bw_trend_picture_new_season (trend, book));
  show_chart (self->heat, bw_trend_picture_new_heat (trend, book));
  show_chart (self->parts, bw_trend_picture_new_parts (trend, book));
}

/* ---- How a value comes about ---- */

static BwExplanation *
explain_headline (gpointer owner,
                  int      what)
{
  BwTrendsPage  *self = owner;
  const BwTrend *trend = bw_live_get (self->live);

  return trend != NULL ? bw_explanation_new_of_trend_year (bw_live_get_job (self->live)->book, trend) : NULL;
}

/* Explains the value at @place, from the first that is looked at on, beside @at in @widget. */
static void
explain_at (BwTrendsPage       *self,
            int                 place,
            GtkWidget          *widget,
            const GdkRectangle *at)
{
  const BwTrend   *trend = bw_live_get (self->live);
  graphene_point_t corner;
  GdkRectangle     here;
  g_autoptr (BwExplanation) explanation = NULL;

  if (trend == NULL || place < 0)
    return;
  explanation = bw_explanation_new_of_trend (bw_live_get_job (self->live)->book, trend, (guint)place);
  if (explanation == NULL || !gtk_widget_compute_point (widget, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)at->x, (float)at->y), &corner))
    return;
  here = (GdkRectangle) { (int)corner.x, (int)corner.y, at->width, at->height };
  bw_explanation_view_popup (GTK_WIDGET (self), &here, self->session, explanation);
}

static void
explain_point (BwTrendsPage *self,
               BwChartView  *view,
               guint         point,
               int           place)
{
  const BwPoint *marker = bw_chart_point (bw_chart_view_get_chart (view), point);
  GdkRectangle   there = { 0, 0, 6, 6 };

  if (marker == NULL)
    return;
  there.x = (int)marker->x - 3;
  there.y = (int)marker->y - 3;
  explain_at (self, place, GTK_WIDGET (view), &there);
}

static void
point_cb (BwTrendsPage *self,
          guint         point)
{
  explain_point (self, self->chart, point, (int)point);
}

static void
season_cb (BwTrendsPage *self,
           guint         point)
{
  const BwTrend *trend = bw_live_get (self->live);

  explain_point (self, self->season, point, bw_trend_picture_find_cell (trend, bw_live_get_job (self->live)->book, -1, point));
}

static void
cell_cb (BwTrendsPage *self,
         guint         point)
{
  const BwTrend *trend = bw_live_get (self->live);
  guint          season = MAX (trend->series->season, 1);

  explain_point (self, self->heat, point,
                 bw_trend_picture_find_cell (trend, bw_live_get_job (self->live)->book, (int)(point / season), point % season));
}

/* Looks at the part that was clicked. */
static void
part_cb (BwTrendsPage *self,
         guint         part)
{
  if (part + 1 < g_list_model_get_n_items (gtk_drop_down_get_model (self->part)))
    gtk_drop_down_set_selected (self->part, part + 1);
}

static void
finding_cb (BwTrendsPage  *self,
            GtkListBoxRow *row)
{
  int place = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "place")) - 1;

  explain_at (self, place, GTK_WIDGET (row), &(GdkRectangle) { 0, 0, gtk_widget_get_width (GTK_WIDGET (row)), gtk_widget_get_height (GTK_WIDGET (row)) });
}

/* ---- What stands out ---- */

static void
add_finding (BwTrendsPage *self,
             const char   *icon,
             const char   *style,
             const char   *text,
             int           place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *label = gtk_label_new (text);
  GtkWidget *image = gtk_image_new_from_icon_name (icon), *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 3);
  if (style != NULL)
    gtk_widget_add_css_class (image, style);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), place >= 0);
  if (place >= 0)
    gtk_widget_set_tooltip_text (row, _ ("How this number comes about"));
  /* Nothing is 0. */
  g_object_set_data (G_OBJECT (row), "place", GINT_TO_POINTER (place + 1));
  gtk_list_box_append (self->findings, row);
}

static void
show_findings (BwTrendsPage  *self,
               const BwTrend *trend,
               const BwBook  *book)
{
  static const struct
  {
    const char *icon, *style;
  } looks[] = {
    [BW_TREND_FINDING_UP] = { "go-up-symbolic", "success" },
    [BW_TREND_FINDING_DOWN] = { "go-down-symbolic", "error" },
    [BW_TREND_FINDING_ANOMALY] = { "dialog-warning-symbolic", "warning" },
    [BW_TREND_FINDING_SEASON] = { "x-office-calendar-symbolic", NULL },
    [BW_TREND_FINDING_NOTE] = { "dialog-information-symbolic", "dim-label" },
  };
  g_autoptr (GArray) remarks = bw_trend_picture_find (trend, book, MOST_FINDINGS);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_list_box_remove (self->findings, child);
  for (guint i = 0; i < remarks->len; i++)
    {
      const BwTrendRemark *remark = &g_array_index (remarks, BwTrendRemark, i);

      add_finding (self, looks[remark->kind].icon, looks[remark->kind].style, remark->text, remark->place);
    }
  if (remarks->len == 0)
    add_finding (self, "emblem-ok-symbolic", "success", _ ("Nothing out of the ordinary."), -1);
}

/* ---- What is chosen ---- */

/* Whether the book tells anything of @measure. */
static gboolean
is_told (const BwBook  *book,
         BwSalesMeasure measure)
{
  BwRecordKind kind = measure == BW_SALES_VALUE ? BW_RECORD_SERIES : BW_RECORD_SALE;

  if (measure != BW_SALES_VALUE && measure != BW_SALES_RECORD && measure != BW_SALES_RECORD_COUNT)
    return book->deals.n > 0;
  for (guint i = 0; i < book->records->len; i++)
    if (bw_book_record (book, i)->kind == kind)
      return TRUE;
  return FALSE;
}

static void
fill_drop_down (GtkDropDown   *drop_down,
                GtkStringList *names,
                guint          selected)
{
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, selected);
}

/* Offers the measures that the book tells of; the chosen one stays. */
static void
fill_measures (BwTrendsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  guint         chosen = gtk_drop_down_get_selected (self->measure), before = G_MAXUINT, selected = 0;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (chosen < self->offered->len)
    before = g_array_index (self->offered, guint, chosen);
  g_array_set_size (self->offered, 0);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (is_told (book, measures[i]))
      {
        if (i == before)
          selected = self->offered->len;
        g_array_append_val (self->offered, i);
        gtk_string_list_append (names, bw_sales_measure_title (measures[i]));
      }
  fill_drop_down (self->measure, names, selected);
}

static void
fill_splits (BwTrendsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  guint         chosen = gtk_drop_down_get_selected (self->split);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    gtk_string_list_append (names, _ (splits[i].title));
  for (guint i = 0; i < book->fields->len; i++)
    gtk_string_list_append (names, bw_custom_field_title (book, i));
  fill_drop_down (self->split, names, chosen < G_N_ELEMENTS (splits) + book->fields->len ? chosen : 0);
}

/* Offers the parts of @trend; the one that it shows stays chosen. */
static void
fill_parts (BwTrendsPage  *self,
            const BwTrend *trend,
            gboolean       whole)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("All"));
  for (guint i = 0; i < trend->series->parts->len && trend->series->query.split != BW_SALES_BY_NOTHING; i++)
    {
      const char *name = trend->series->parts->pdata[i];

      gtk_string_list_append (names, name[0] != '\0' ? name : _ ("None"));
      if (!whole && g_str_equal (name, trend->name))
        selected = i + 1;
    }
  self->filling = TRUE;
  fill_drop_down (self->part, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->part), trend->series->query.split != BW_SALES_BY_NOTHING);
  self->filling = FALSE;
}

static void
ask (BwTrendsPage *self,
     gboolean      keep_part)
{
  guint          measure = gtk_drop_down_get_selected (self->measure), frequency = gtk_drop_down_get_selected (self->frequency);
  guint          split = gtk_drop_down_get_selected (self->split), part = gtk_drop_down_get_selected (self->part);
  const BwTrend *trend = bw_live_get (self->live);
  Question       question;

  if (measure >= self->offered->len || frequency >= G_N_ELEMENTS (frequencies) || split == GTK_INVALID_LIST_POSITION)
    return;
  /* All of it, as the job compares nothing but copies every byte. */
  memset (&question, 0, sizeof question);
  question.measure = measures[g_array_index (self->offered, guint, measure)];
  question.frequency = frequencies[frequency].frequency;
  question.split = split < G_N_ELEMENTS (splits) ? splits[split].split : BW_SALES_BY_FIELD;
  question.field = split < G_N_ELEMENTS (splits) ? 0 : split - G_N_ELEMENTS (splits);
  question.whole = !keep_part || part == 0 || part == GTK_INVALID_LIST_POSITION || trend == NULL || part > trend->series->parts->len;
  if (!question.whole)
    g_strlcpy (question.part, trend->series->parts->pdata[part - 1], sizeof question.part);
  bw_live_ask (self->live, &question, sizeof question);
}

static void
chosen_cb (BwTrendsPage *self)
{
  if (!self->filling && self->live != NULL)
    ask (self, TRUE);
}

static void
split_cb (BwTrendsPage *self)
{
  if (!self->filling && self->live != NULL)
    ask (self, FALSE);
}

/* The place of @split among those offered. */
static guint
find_split (BwSalesSplit split)
{
  guint place = 0;

  while (place + 1 < G_N_ELEMENTS (splits) && splits[place].split != split)
    place++;
  return place;
}

/* Parts of nothing are an empty picture: whoever wants to see parts and has not said which sees the owners', or those of a plain series. */
static void
picture_cb (BwTrendsPage *self)
{
  const BwTrend *trend = self->live != NULL ? bw_live_get (self->live) : NULL;

  if (trend == NULL || trend->series->query.split != BW_SALES_BY_NOTHING || gtk_drop_down_get_selected (self->split) != 0 ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->pictures), "parts") != 0)
    return;
  gtk_drop_down_set_selected (self->split, find_split (trend->series->query.measure == BW_SALES_VALUE ? BW_SALES_BY_NAME : BW_SALES_BY_PERSON));
}

static void
changed_cb (BwTrendsPage *self)
{
  const BwTrend   *trend = bw_live_get (self->live);
  const BwLiveJob *job = bw_live_get_job (self->live);
  g_autofree char *headline = bw_trend_picture_dup_headline (trend, job->book);

  gtk_label_set_label (self->headline, headline);
  bw_explain_set_name (self->headline_explain, headline);
  show_charts (self, trend, job->book);
  show_findings (self, trend, job->book);
  fill_parts (self, trend, ((const Question *)job->question)->whole);
}

static void
book_changed_cb (BwTrendsPage *self)
{
  self->filling = TRUE;
  fill_measures (self);
  fill_splits (self);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->offered->len > 0 ? "content" : "empty");
  ask (self, TRUE);
}

/* ---- The page ---- */

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_trends_page_parent_class)->map (widget);
  bw_live_set_active (BW_TRENDS_PAGE (widget)->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (widget);

  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  GTK_WIDGET_CLASS (bw_trends_page_parent_class)->unmap (widget);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwTrendsPage  *self = BW_TRENDS_PAGE (page);
  const BwTrend *trend = bw_live_get (self->live);

  return trend != NULL ? bw_page_report_new_trend (bw_live_get_job (self->live)->book, trend) : NULL;
}

static void
implement_page (BwPageInterface *iface)
{
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
      BW_TRENDS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (object);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  G_OBJECT_CLASS (bw_trends_page_parent_class)->constructed (object);
  self->live = bw_live_new (self->session, work, free_trend);
  bw_pending_follow (GTK_WIDGET (self->stack), self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    gtk_string_list_append (names, _ (frequencies[i].title));
  fill_drop_down (self->frequency, names, 0);
  self->filling = FALSE;
  bw_explain_set_source (self->headline_explain, self->session, explain_headline, self, 0);
  book_changed_cb (self);
}

static void
dispose (GObject *object)
{
  BwTrendsPage *self = BW_TRENDS_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_trends_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_TRENDS_PAGE (object)->offered);
  G_OBJECT_CLASS (bw_trends_page_parent_class)->finalize (object);
}

static void
bw_trends_page_class_init (BwTrendsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  g_type_ensure (BW_TYPE_COLUMNS);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  g_type_ensure (BW_TYPE_EXPLAIN);
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-trends-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, headline_explain);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, measure);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, frequency);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, split);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, part);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, pictures);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, season);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, heat);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, parts);
  gtk_widget_class_bind_template_child (widget_class, BwTrendsPage, findings);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
  gtk_widget_class_bind_template_callback (widget_class, season_cb);
  gtk_widget_class_bind_template_callback (widget_class, cell_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
}

static void
bw_trends_page_init (BwTrendsPage *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}
