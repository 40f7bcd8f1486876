/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of quotas: parts as they would be, parents beside their children, how they changed.
 *
 * Tables of labels: a quota has a dozen parts, a company a few managers; of the log the newest are shown. */

#include "app/bw-quota-lists.h"

#include <glib/gi18n.h>

#include "app/bw-wording.h"

enum
{
  MOST_CHANGES = 100, /* of the log */
  DAY = 86400,        /* seconds */
  NAME_CHARS = 12,
  TITLE_CHARS = 10,
};

static GtkWidget *
make_grid (const char *name)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return grid;
}

/* Puts @text into a cell; the first column is of names, the others of numbers. */
static void
put (GtkWidget  *grid,
     int         column,
     int         row,
     const char *text,
     const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  if (column == 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
      gtk_widget_set_tooltip_text (label, text);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  /* A title is in lines rather than take room from the names. */
  if (row == 0 && column > 0)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
      gtk_label_set_width_chars (GTK_LABEL (label), 6);
      gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
    }
  gtk_widget_set_valign (label, row == 0 ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
put_titles (GtkWidget         *grid,
            const char *const *titles)
{
  for (int i = 0; titles[i] != NULL; i++)
    put (grid, i, 0, titles[i], "dim-label");
}

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static char *
dup_amount (gint64      amount,
            const char *currency)
{
  return amount != BW_MONEY_NONE ? bw_money_format (amount, currency) : g_strdup ("–");
}

/* ---- Parts ---- */

/* Whose part it is, or of which period where all are of the same. */
static char *
dup_part (const BwBook  *book,
          const BwQuota *quota,
          gboolean       is_period)
{
  BwPeriod period = bw_calendar_period_at (&book->calendar, book->calendar.forecast_period, quota->from);

  return is_period ? bw_wording_period (&period) : bw_quota_dup_whose (book, quota->person, quota->territory, quota->product);
}

/* Lays out @lines (element-type BwQuotaLine), the quotas that would be set: what each one is and was, and how much less is asked of
 * those who are new. Returns: (transfer floating): a table. */
GtkWidget *
bw_quota_lists_new_parts (const BwBook *book,
                          const GArray *lines)
{
  const BwQuotaLine *last = &g_array_index (lines, BwQuotaLine, lines->len - 1), *first = &g_array_index (lines, BwQuotaLine, 0);
  gboolean           is_period = last->quota.person == first->quota.person;
  guint              begin = lines->len > 1 && first->quota.to >= last->quota.to ? 1 : 0; /* behind the whole */
  const char        *titles[] = { is_period ? _ ("Period") : _ ("Person"), _ ("Until now"), _ ("New"), _ ("Of a settled person’s"), NULL };
  GtkWidget         *grid = make_grid (_ ("Quotas as they would be"));
  g_autofree char   *total = NULL;
  gint64             sum = 0;
  int                row = 1;
  gboolean           is_less = FALSE;

  for (guint i = begin; i < lines->len; i++)
    {
      const BwQuotaLine *line = &g_array_index (lines, BwQuotaLine, i);
      g_autofree char   *name = dup_part (book, &line->quota, is_period), *was = dup_amount (line->was, book->currency);
      g_autofree char   *amount = bw_money_format (line->quota.amount, book->currency), *ramp = bw_wording_percent (line->ramp);

      put (grid, 0, row, name, NULL);
      put (grid, 1, row, was, "dim-label");
      put (grid, 2, row, amount, NULL);
      if (line->ramp < 1.0)
        {
          put (grid, 3, row, ramp, NULL);
          is_less = TRUE;
        }
      sum += line->quota.amount;
      row++;
    }
  if (!is_less)
    titles[3] = NULL;
  put_titles (grid, titles);
  total = bw_money_format (sum, book->currency);
  put (grid, 0, row, _ ("Together"), "heading");
  put (grid, 2, row, total, "heading");
  return grid;
}

/* ---- Parents and children ---- */

/* What a manager has beside the sum of those who report, in words. */
static char *
dup_difference (const BwQuotaGap *gap,
                const char       *currency)
{
  g_autofree char *apart = NULL;

  if (gap->quota == BW_MONEY_NONE || gap->below == BW_MONEY_NONE)
    return g_strdup ("–");
  if (gap->quota == gap->below)
    return g_strdup (_ ("the same"));
  apart = bw_money_format (ABS (gap->below - gap->quota), currency);
  return g_strdup_printf (gap->below > gap->quota ? _ ("%s more") : _ ("%s less"), apart);
}

/* Lays out what every manager has for @period beside the sum of those who report. Returns: (transfer floating): a table. */
GtkWidget *
bw_quota_lists_new_gaps (const BwBook   *book,
                         const BwPeriod *period)
{
  const char *titles[] = { _ ("Manager"), _ ("Quota"), _ ("Those who report"), _ ("Difference"), _ ("Without a quota"), NULL };
  GtkWidget  *grid = make_grid (_ ("Quotas of managers beside those of their people"));
  g_autoptr (GArray) gaps = bw_quota_gaps (book, period);
  int row = 1;

  put_titles (grid, titles);
  for (guint i = 0; i < gaps->len; i++)
    {
      const BwQuotaGap *gap = &g_array_index (gaps, BwQuotaGap, i);
      g_autofree char  *name = bw_quota_dup_whose (book, gap->person, BW_NOBODY, BW_NOBODY), *quota = dup_amount (gap->quota, book->currency);
      g_autofree char  *below = dup_amount (gap->below, book->currency), *apart = dup_difference (gap, book->currency);
      g_autofree char  *without = g_strdup_printf ("%u", gap->n_without);

      if (gap->quota == BW_MONEY_NONE && gap->below == BW_MONEY_NONE)
        continue;
      put (grid, 0, row, name, NULL);
      put (grid, 1, row, quota, NULL);
      put (grid, 2, row, below, NULL);
      put (grid, 3, row, apart, gap->quota != gap->below && gap->quota != BW_MONEY_NONE && gap->below != BW_MONEY_NONE ? "heading" : "dim-label");
      put (grid, 4, row, gap->n_without > 0 ? without : "–", gap->n_without > 0 ? NULL : "dim-label");
      row++;
    }
  if (row > 1)
    return grid;
  g_object_ref_sink (grid);
  g_object_unref (grid);
  return make_text (_ ("No manager, and nobody who reports to one, has a quota for this period."));
}

/* ---- The log ---- */

/* The period from @from to @to by its name, where it has one, else by its days. */
static char *
dup_span (const BwBook *book,
          BwDate        from,
          BwDate        to)
{
  g_autofree char *first = NULL, *last = NULL;

  for (int kind = BW_PERIOD_MONTH; kind <= BW_PERIOD_YEAR; kind++)
    {
      BwPeriod period = bw_calendar_period_at (&book->calendar, (BwPeriodKind)kind, from);

      if (period.from == from && period.to == to)
        return bw_wording_period (&period);
    }
  first = bw_date_format_short (from, BW_DATE_NONE);
  last = bw_date_format_short (to, BW_DATE_NONE);
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

/* How a change came, in words. */
static const char *
get_way (const char *note)
{
  BwShareKind kind;

  if (*note == '\0' || !bw_share_kind_parse (note, &kind))
    return g_str_equal (note, "season")   ? _ ("Spread as the season of past years")
           : g_str_equal (note, "spread") ? _ ("Spread evenly over the year")
                                          : note;
  return bw_share_kind_title (kind);
}

/* Lays out how quotas changed, the newest first. Returns: (transfer floating): a table, or a word where nothing did. */
GtkWidget *
bw_quota_lists_new_log (const BwBook *book)
{
  const char *titles[] = { _ ("Whose"), _ ("Period"), _ ("Was"), _ ("Became"), _ ("When"), _ ("How"), NULL };
  GtkWidget  *grid;
  guint       n = book->quota_changes->len;
  int         row = 1;

  if (n == 0)
    return make_text (_ ("No quota has been changed since the project keeps how they change."));
  grid = make_grid (_ ("How quotas changed"));
  put_titles (grid, titles);
  for (guint i = n; i > 0 && n - i < MOST_CHANGES; i--)
    {
      const BwQuotaChange *change = &g_array_index (book->quota_changes, BwQuotaChange, i - 1);
      g_autofree char     *whose = bw_quota_dup_whose (book, change->person, change->territory, change->product);
      g_autofree char     *span = dup_span (book, change->from, change->to), *was = dup_amount (change->was, book->currency);
      g_autofree char     *amount = dup_amount (change->amount, book->currency), *day = bw_date_format_short ((BwDate)(change->at / DAY), BW_DATE_NONE);

      put (grid, 0, row, whose, NULL);
      put (grid, 1, row, span, NULL);
      put (grid, 2, row, was, "dim-label");
      put (grid, 3, row, amount, NULL);
      put (grid, 4, row, day, NULL);
      put (grid, 5, row, get_way (bw_book_text (book, change->note)), "dim-label");
      row++;
    }
  return grid;
}
