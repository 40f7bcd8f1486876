/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists beside the map: territories, overlaps, gaps. */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-territory-row.h"
#include "app/bw-territory-wording.h"

enum
{
  MAX_NOTES = 100, /* overlaps and gaps that are listed */
};

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
fill_list (BwTerritoriesPage *self,
           BwMap             *map)
{
  BwTheme        theme = bw_territory_map_get_theme (self->map);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int            index = selected != NULL ? gtk_list_box_row_get_index (selected) : 0;

  clear_list (self->list);
  for (guint i = 0; i < self->balance->len; i++)
    {
      const BwTerritoryBalance *balance = &g_array_index (self->balance, BwTerritoryBalance, i);

      gtk_list_box_append (self->list, bw_territory_row_new (self->book, self->plan->atlas, balance, self->values->measures,
                                                             bw_territories_page_get_measure (self),
                                                             bw_map_get_color (map, &theme, balance->territory),
                                                             &theme));
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, MIN (index,
                                                                                       (int)self->balance->len - 1)));
}

static void
fill_target (BwTerritoriesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->target);

  for (guint i = 0; i < bw_territories_page_n_territories (self); i++)
    gtk_string_list_append (names, bw_territory_wording_name (self->book, bw_territories_page_territory_at (self, i)));
  gtk_drop_down_set_model (self->target, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->target), bw_territories_page_n_territories (self) > 0);
  if (selected < bw_territories_page_n_territories (self))
    gtk_drop_down_set_selected (self->target, selected);
}

static void
fill_overlaps (BwTerritoriesPage *self)
{
  const GArray    *rows = self->layout->overlaps;
  g_autofree char *title = NULL;
  g_autofree char *amount = NULL;
  gint64           sum = 0;

  clear_list (self->overlaps);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryOverlap *row = &g_array_index (rows, BwTerritoryOverlap, i);
      const char               *who = row->person >= 0 ? bw_book_text (self->book, bw_book_person (self->book,
                                                                                                   row->person)
                                                                                     ->name)
                                                       : _ ("nobody");
      g_autofree char          *value = bw_money_format_compact (row->amount, self->book->currency);
      g_autofree char          *detail = NULL;

      sum += row->amount;
      if (i >= MAX_NOTES)
        continue;
      detail = g_strdup_printf (ngettext ("%u open deal of %s in %s", "%u open deals of %s in %s", row->deals),
                                row->deals, who,
                                bw_territory_wording_name (self->book, row->territory));
      gtk_list_box_append (self->overlaps,
                           bw_territory_row_new_note (bw_book_text (self->book, bw_book_account (self->book,
                                                                                                 row->account)
                                                                                  ->name),
                                                      value, detail));
    }
  amount = bw_money_format_compact (sum, self->book->currency);
  title = g_strdup_printf (ngettext ("%u overlap, %s open", "%u overlaps, %s open", rows->len), rows->len, amount);
  gtk_expander_set_label (self->overlaps_expander, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self->overlaps_expander), rows->len > 0);
}

static void
fill_gaps (BwTerritoriesPage *self)
{
  const GArray    *rows = self->layout->gaps;
  g_autofree char *title = NULL;
  g_autofree char *amount = NULL;
  gint64           sum = 0;

  clear_list (self->gaps);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryGap *row = &g_array_index (rows, BwTerritoryGap, i);
      g_autofree char      *name = bw_territory_wording_unit (self->plan->atlas, row->unit);
      g_autofree char      *value = bw_money_format_compact (row->values[BW_MEASURE_PIPELINE], self->book->currency);
      g_autofree char      *detail = g_strdup_printf (ngettext ("%u account", "%u accounts", row->accounts),
                                                      row->accounts);

      sum += row->values[BW_MEASURE_PIPELINE];
      if (i < MAX_NOTES)
        gtk_list_box_append (self->gaps, bw_territory_row_new_note (name, value, detail));
    }
  amount = bw_money_format_compact (sum, self->book->currency);
  title = g_strdup_printf (ngettext ("%u area nobody has, %s open", "%u areas nobody has, %s open",
                                     rows->len),
                           rows->len, amount);
  gtk_expander_set_label (self->gaps_expander, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self->gaps_expander), rows->len > 0);
}

/* Fills what lists the territories, coloured as in @map. */
void
bw_territories_page_fill_lists (BwTerritoriesPage *self,
                                BwMap             *map)
{
  fill_list (self, map);
  fill_target (self);
}

/* Holes and what lies apart. */
static void
fill_parts (BwTerritoriesPage *self)
{
  const GPtrArray *parts = self->layout->parts;
  g_autofree char *title = g_strdup_printf (ngettext ("%u hole or part that lies apart", "%u holes and parts that lie apart", parts->len), parts->len);

  clear_list (self->parts);
  for (guint i = 0; i < parts->len && i < MAX_NOTES; i++)
    {
      const BwTerritoryPart *part = g_ptr_array_index (parts, i);
      g_autofree char       *text = bw_territory_part_dup_title (self->plan, part);
      g_autofree char       *value = bw_money_format_compact (part->pipeline, self->book->currency);
      g_autofree char       *detail = g_strdup_printf (ngettext ("%u account", "%u accounts", part->accounts), part->accounts);

      gtk_list_box_append (self->parts, bw_territory_row_new_note (text, value, detail));
    }
  gtk_expander_set_label (self->parts_expander, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self->parts_expander), parts->len > 0);
}

/* Fills overlaps, gaps and parts. */
void
bw_territories_page_fill_notes (BwTerritoriesPage *self)
{
  fill_overlaps (self);
  fill_gaps (self);
  fill_parts (self);
}
