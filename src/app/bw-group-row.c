/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header rows of groups in a grid of deals.
 *
 *   Deal             Account          Owner             Amount     Age
 *   v Proposal       22 deals, 27 %   weighted $470 K   $940,600   182
 *     Acme renewal   Acme             Anna Snelling     $120,000   41
 *
 * The first column that is shown has the group's name; a sum or a mean stands in the column of its field; how many deals there are,
 * their share, and what has no column of its own go into the columns of texts that follow. The whole is one sentence for screen readers
 * and in the tooltip. Left and Right fold and unfold the header that is selected; so does a click on it, and what
 * activates a row. */

#include "app/bw-group-row.h"

#include <glib/gi18n.h>

#include "app/bw-grid-layout.h"
#include "app/bw-tooltip.h"
#include "app/bw-wording.h"
#include "core/bw-deal-field.h"

/* Where a column stands among those that are shown. */
typedef struct
{
  gboolean first;
  guint    text;     /* how many columns of texts are before it */
  gboolean weighted; /* there is a column of these */
  gboolean aged;
} Standing;

static gboolean
holds_text (const BwBook *book,
            BwDealField   field)
{
  BwDealFieldType type = bw_deal_field_type (book, field);

  return type == BW_DEAL_FIELD_TEXT || type == BW_DEAL_FIELD_ROW || type == BW_DEAL_FIELD_DATE;
}

static Standing
find_standing (GtkColumnView *view,
               const BwBook  *book,
               BwDealField    field)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  Standing    standing = { 0 };
  gboolean    any = FALSE, found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      BwDealField here = bw_grid_column_field (column);

      if (!gtk_column_view_column_get_visible (column))
        continue;
      standing.weighted |= here == BW_DEAL_FIELD_WEIGHTED;
      standing.aged |= here == BW_DEAL_FIELD_AGE;
      if (here == field)
        {
          standing.first = !any;
          found = TRUE;
        }
      standing.text += !found && any && holds_text (book, here);
      any = TRUE;
    }
  return standing;
}

/* ---- Words ---- */

static char *
word_count (const BwDealGroups *groups,
            const BwDealSums   *sums)
{
  double           share = groups->total.amount != 0 ? (double)sums->amount / (double)groups->total.amount : 0.0;
  g_autofree char *part = bw_wording_percent (share);

  if (groups->total.amount == 0)
    return g_strdup_printf (ngettext ("%'u deal", "%'u deals", sums->n), sums->n);
  /* Translators: how many deals a group has, and their share of all amounts: "22 deals · 27 %" */
  return g_strdup_printf (ngettext ("%'u deal · %s", "%'u deals · %s", sums->n), sums->n, part);
}

static char *
word_weighted (const BwBook     *book,
               const BwDealSums *sums)
{
  g_autofree char *amount = sums->weighted != BW_MONEY_NONE ? bw_money_format_compact (sums->weighted, book->currency) : NULL;

  /* Translators: short for: the weighted amount, each deal's times its probability, in a narrow column */
  return amount != NULL ? g_strdup_printf (_ ("wtd. %s"), amount) : g_strdup ("");
}

static char *
word_age (const BwDealSums *sums)
{
  double days = sums->n_aged > 0 ? (double)sums->days / sums->n_aged : 0.0;

  /* Translators: the mean age of the deals of a group */
  return sums->n_aged > 0 ? g_strdup_printf (_ ("%.0f days old"), days) : g_strdup ("");
}

static char *
word_number (const BwBook     *book,
             const BwDealSums *sums,
             BwDealField       field)
{
  switch ((int)field)
    {
    case BW_DEAL_FIELD_AMOUNT:
      return bw_money_format (sums->amount, book->currency);
    case BW_DEAL_FIELD_WEIGHTED:
      return sums->weighted != BW_MONEY_NONE ? bw_money_format (sums->weighted, book->currency) : g_strdup ("–");
    case BW_DEAL_FIELD_AGE:
      return sums->n_aged > 0 ? g_strdup_printf ("%.0f", (double)sums->days / sums->n_aged) : g_strdup ("–");
    default:
      return g_strdup ("");
    }
}

/* The whole header as a sentence. */
static char *
word_all (BwDealList *list,
          const char *title,
          guint       group)
{
  const BwBook       *book = bw_deal_list_get_book (list);
  const BwDealGroups *groups = bw_deal_list_get_groups (list);
  const BwDealSums   *sums = &groups->groups[group].sums;
  g_autofree char    *count = word_count (groups, sums);
  g_autofree char    *amount = bw_money_format (sums->amount, book->currency);
  g_autofree char    *weighted = sums->weighted != BW_MONEY_NONE ? bw_money_format (sums->weighted, book->currency) : g_strdup ("–");
  g_autofree char    *age = word_age (sums);

  /* Translators: a group of deals: its name, how many deals and which share, what they sum up to, weighted amount, mean age, and
   * whether it is folded */
  return g_strdup_printf (_ ("%s: %s, %s, weighted %s, %s; %s"), title, count, amount, weighted, *age != '\0' ? age : "–",
                          bw_deal_list_is_folded (list, group) ? _ ("folded") : _ ("unfolded"));
}

static char *
word_cell (BwDealList     *list,
           const Standing *standing,
           guint           group,
           BwDealField     field)
{
  const BwBook       *book = bw_deal_list_get_book (list);
  const BwDealGroups *groups = bw_deal_list_get_groups (list);
  const BwDealGroup  *of = &groups->groups[group];
  guint               text = standing->text;

  if (standing->first)
    {
      g_autofree char *title = bw_deal_groups_dup_title (groups, book, group);

      return g_strdup_printf ("%s%s %s", of->level > 0 ? "    " : "", bw_deal_list_is_folded (list, group) ? "▸" : "▾", title);
    }
  if (!holds_text (book, field))
    return word_number (book, &of->sums, field);
  if (text == 0)
    return word_count (groups, &of->sums);
  text -= standing->weighted ? 0 : 1;
  if (text == 0 && !standing->weighted)
    return word_weighted (book, &of->sums);
  text -= standing->aged ? 0 : 1;
  if (text == 0 && !standing->aged)
    return word_age (&of->sums);
  return g_strdup ("");
}

/* ---- Cells ---- */

/* The row of the view that @cell is in. */
static GtkWidget *
get_row (GtkWidget *cell)
{
  GtkWidget *parent = gtk_widget_get_parent (cell);

  return parent != NULL ? gtk_widget_get_parent (parent) : NULL;
}

/* Has @cell, of the column of @field in @view, say what it has to of the header of @group. */
void
bw_group_row_fill_cell (GtkWidget     *cell,
                        GtkColumnView *view,
                        BwDealList    *list,
                        guint          group,
                        BwDealField    field)
{
  const BwBook    *book = bw_deal_list_get_book (list);
  Standing         standing = find_standing (view, book, field);
  g_autofree char *text = word_cell (list, &standing, group, field);
  g_autofree char *title = bw_deal_groups_dup_title (bw_deal_list_get_groups (list), book, group);
  g_autofree char *all = word_all (list, title, group);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  bw_tooltip_set (cell, all);
  gtk_widget_add_css_class (cell, "heading");
  gtk_widget_set_name (cell, "group");
  if (standing.first)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  if (get_row (cell) != NULL)
    gtk_widget_add_css_class (get_row (cell), "group-row");
}

/* Has @cell no longer be one of a header, when it is one. */
void
bw_group_row_leave_cell (GtkWidget *cell)
{
  if (!g_str_equal (gtk_widget_get_name (cell), "group"))
    return;
  gtk_widget_set_name (cell, "");
  bw_tooltip_set (cell, NULL);
  gtk_widget_remove_css_class (cell, "heading");
  gtk_accessible_reset_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL);
  if (get_row (cell) != NULL)
    gtk_widget_remove_css_class (get_row (cell), "group-row");
}

/* ---- Folding ---- */

static void
fold (GtkColumnView *view,
      BwDealList    *list,
      guint          position,
      gboolean       folded)
{
  bw_deal_list_fold (list, bw_deal_list_get_group_at (list, position), folded);
  gtk_selection_model_select_item (gtk_column_view_get_model (view), position, TRUE);
}

/* Folds or unfolds the group whose header stands at @position. */
void
bw_group_row_toggle (GtkColumnView *view,
                     BwDealList    *list,
                     guint          position)
{
  guint group = bw_deal_list_get_group_at (list, position);

  if (group != BW_GROUP_NONE)
    fold (view, list, position, !bw_deal_list_is_folded (list, group));
}

/* The one row that is selected; G_MAXUINT when there are several or none. */
static guint
find_selected (GtkColumnView *view)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_column_view_get_model (view));

  return gtk_bitset_get_size (selected) == 1 ? gtk_bitset_get_minimum (selected) : G_MAXUINT;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwDealList            *list)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  gboolean       right = key == GDK_KEY_Right || key == GDK_KEY_KP_Right, left = key == GDK_KEY_Left || key == GDK_KEY_KP_Left;
  guint          position = find_selected (view), group;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || (!right && !left) || position == G_MAXUINT)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (GTK_WIDGET (view)) == GTK_TEXT_DIR_RTL)
    right = !right;
  group = bw_deal_list_get_group_at (list, position);
  if (group == BW_GROUP_NONE)
    return GDK_EVENT_PROPAGATE;
  if (bw_deal_list_is_folded (list, group) == right)
    fold (view, list, position, !right);
  return GDK_EVENT_STOP;
}

/* Has the keys of @view fold the groups of @list, which outlives it. */
void
bw_group_row_add_keys (GtkColumnView *view,
                       BwDealList    *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), list, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}
