/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of the grid of deals.
 *
 * Shows a value of a deal, or of a group's header, with what there is to say about it: what is the matter with it, what a
 * manager has written beside it, and what it was on the day that is asked about. Each has a mark of its own, so that nothing is
 * told by colour alone. A cell is reused for other rows, so that each filling also takes away what the row before had.
 * O(1) a cell, but for what the changes of the deal take. */

#include "app/bw-deal-cell.h"

#include <glib/gi18n.h>

#include "app/bw-group-row.h"
#include "app/bw-wording.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-deal-field.h"

enum
{
  MANY_PUSHES = 3, /* definitions: from then on the date is unreliable */
};

/* Whether values of @type are written as numbers, at the end of their cell. */
gboolean
bw_deal_cell_is_number (BwDealFieldType type)
{
  return type == BW_DEAL_FIELD_MONEY || type == BW_DEAL_FIELD_NUMBER || type == BW_DEAL_FIELD_PERCENT || type == BW_DEAL_FIELD_REAL;
}

/* Returns: (transfer floating): an empty cell for values of @type. */
GtkWidget *
bw_deal_cell_new (BwDealFieldType type)
{
  GtkWidget *cell = gtk_inscription_new ("");

  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (bw_deal_cell_is_number (type))
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
      gtk_widget_set_margin_end (cell, BW_DEAL_CELL_NUMBER_ROOM_PX);
    }
  if (type != BW_DEAL_FIELD_TEXT)
    gtk_widget_add_css_class (cell, "numeric");
  return cell;
}

/* Gives @cell the style class @style, or takes it away. */
void
bw_deal_cell_set_class (GtkWidget  *cell,
                        const char *style,
                        gboolean    on)
{
  if (on == gtk_widget_has_css_class (cell, style))
    return;
  if (on)
    gtk_widget_add_css_class (cell, style);
  else
    gtk_widget_remove_css_class (cell, style);
}

/* Adds in words what is the matter with a value.
 * Returns: whether something is. */
static gboolean
flag (const BwBook *book,
      guint         deal,
      BwDealField   field,
      BwDate        today,
      char        **text)
{
  const BwDeals *deals = &book->deals;
  const char    *words = NULL;
  char          *flagged;

  if (field == BW_DEAL_FIELD_STAGE && deals->stage[deal] < book->stages->len &&
      !bw_book_stage (book, deals->stage[deal])->mapped)
    words = _ ("not mapped");
  else if (field == BW_DEAL_FIELD_CLOSE && deals->close[deal] != BW_DATE_NONE && deals->close[deal] < today &&
           bw_deal_kind (book, deal) == BW_STAGE_OPEN)
    words = _ ("past");
  else if (field == BW_DEAL_FIELD_PUSHES && deals->pushes[deal] >= MANY_PUSHES &&
           bw_deal_kind (book, deal) == BW_STAGE_OPEN)
    words = _ ("often");
  if (words == NULL)
    return FALSE;
  /* Translators: a value in a table and what is the matter with it, such as "1 Nov 2026 · past" */
  flagged = g_strdup_printf (_ ("%s · %s"), *text, words);
  g_free (*text);
  *text = flagged;
  return TRUE;
}

/* ---- What is written beside the CRM's values ---- */

static const BwAdjustment *
find_adjustment (const BwBook *book,
                 guint         deal,
                 BwDealField   field)
{
  BwAdjusted adjusted;

  if (book->adjustments->len == 0 || !bw_adjusted_from_deal_field (field, &adjusted))
    return NULL;
  return bw_adjustment_find (book, deal, adjusted);
}

/* Has *@text be the adjusted value with its mark. */
static void
show_adjustment (const BwBook       *book,
                 const BwAdjustment *adjustment,
                 char              **text)
{
  g_autofree char *value = bw_adjusted_dup_text (book, adjustment->field, &adjustment->value);

  g_free (*text);
  /* The mark tells it apart without colour. */
  *text = g_strdup_printf ("✎ %s", *value != '\0' ? value : "–");
}

/* Says of @cell what the CRM says; nothing without an @adjustment (nullable). */
static void
tell_adjustment (const BwBook       *book,
                 const BwAdjustment *adjustment,
                 GtkWidget          *cell)
{
  g_autofree char *tooltip = NULL;

  if (adjustment != NULL)
    {
      BwAdjustedValue   crm = bw_adjusted_crm (book, (guint)adjustment->deal);
      g_autofree char  *said = bw_adjusted_dup_text (book, adjustment->field, &crm);
      BwAdjustmentState state = bw_adjustment_state (book, adjustment);
      const char       *note = bw_book_text (book, adjustment->note);
      g_autoptr (GString) words = g_string_new (NULL);

      /* Translators: what the CRM says of a field of a deal, such as "CRM: 30 Nov 2026" */
      g_string_append_printf (words, _ ("CRM: %s"), *said != '\0' ? said : "–");
      if (state != BW_ADJUSTMENT_PENDING)
        g_string_append_printf (words, " · %s", bw_adjustment_state_title (state));
      if (*note != '\0')
        g_string_append_printf (words, "\n%s", note);
      tooltip = g_string_free (g_steal_pointer (&words), FALSE);
    }
  if (tooltip != NULL || gtk_widget_get_tooltip_text (cell) != NULL)
    gtk_widget_set_tooltip_text (cell, tooltip);
  bw_deal_cell_set_class (cell, "adjusted", adjustment != NULL);
}

/* ---- What changed ---- */

/* Marks @cell, which has its text, where its value is another than on the day that is asked about, and says what it was. A deal that is new
 * is marked at its name. */
static void
mark_change (BwDealList   *list,
             const BwBook *book,
             guint         deal,
             BwDealField   field,
             GtkWidget    *cell)
{
  const BwChanged *changed = bw_deal_list_get_changed (list);
  gboolean         fresh = changed != NULL && field == BW_DEAL_FIELD_NAME && changed->marks[deal] == BW_CHANGED_NEW;
  gboolean         other = changed != NULL && bw_changed_get (changed, book, deal, field);
  const char      *tooltip = gtk_widget_get_tooltip_text (cell);
  g_autofree char *since = NULL;
  g_autofree char *was = NULL;
  g_autofree char *words = NULL;
  g_autofree char *all = NULL;
  g_autofree char *marked = NULL;

  bw_deal_cell_set_class (cell, "changed", fresh || other);
  if (!fresh && !other)
    return;
  marked = g_strdup_printf ("%s %s", fresh ? "✚" : "●", gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  since = bw_wording_day (changed->since, bw_deal_list_get_today (list));
  was = other ? bw_changed_dup_was (changed, book, deal, field) : g_strdup ("");
  /* Translators: what a cell of a table was on a day: "Was $120,000 on 1 Oct" */
  words = fresh ? g_strdup_printf (_ ("New since %s"), since) : g_strdup_printf (_ ("Was %s on %s"), *was != '\0' ? was : "–", since);
  all = tooltip != NULL ? g_strdup_printf ("%s\n%s", words, tooltip) : g_strdup (words);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), marked);
  gtk_widget_set_tooltip_text (cell, all);
}

/* Has @cell, made by bw_deal_cell_new(), show @field of @row, which is one of @list and shown in @view. */
void
bw_deal_cell_fill (GtkWidget     *cell,
                   GtkColumnView *view,
                   BwDealList    *list,
                   BwDealItem    *row,
                   BwDealField    field)
{
  BwBook             *book = bw_deal_item_get_book (row);
  guint               deal = bw_deal_item_get_deal (row);
  BwDate              today = bw_deal_list_get_today (list);
  const BwAdjustment *adjustment;
  g_autofree char    *text = NULL;
  gboolean            flagged;

  if (bw_deal_item_get_group (row) != BW_GROUP_NONE)
    {
      bw_deal_cell_set_class (cell, "error", FALSE);
      bw_deal_cell_set_class (cell, "adjusted", FALSE);
      bw_deal_cell_set_class (cell, "changed", FALSE);
      bw_group_row_fill_cell (cell, view, list, bw_deal_item_get_group (row), field);
      return;
    }
  bw_group_row_leave_cell (cell);
  if (deal >= book->deals.n)
    return;
  text = bw_deal_dup_text (book, deal, field, today);
  adjustment = bw_deal_list_is_past (list) ? NULL : find_adjustment (book, deal, field);
  if (adjustment != NULL)
    show_adjustment (book, adjustment, &text);
  tell_adjustment (book, adjustment, cell);
  flagged = flag (book, deal, field, today, &text);
  if (field == BW_DEAL_FIELD_PUSHES && book->deals.pushes[deal] == 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), "");
  else
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), *text != '\0' ? text : "–");
  bw_deal_cell_set_class (cell, "error", flagged);
  mark_change (list, book, deal, field, cell);
}
