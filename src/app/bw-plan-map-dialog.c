/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions over which map a plan is drawn, and what a new one is called and begins with.
 *
 *   Name       [Next year, draft        ]     of a new plan only
 *   Begin with (•) the areas of “Territories”  ( ) nothing
 *   Map        [Regions of the world   v]
 *   Countries  [DE, AT, CH              ]     of regions only; empty: all of the world
 *
 * With nothing to begin with, the map that fits where the accounts are is proposed. Maps that cannot say what the plan does are refused
 * by the edit, with its reason. */

#include "app/bw-plan-map-dialog.h"

#include <adwaita.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/bw-plan-edit.h"
#include "core/bw-plan-map.h"


typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable      *name;  /* (nullable) */
  GtkCheckButton   *empty; /* (nullable) */
  GtkDropDown      *map;
  GtkWidget        *countries_label;
  GtkEditable      *countries;
  BwBook           *book; /* (owned) */
  gint32            plan;
  BwPlanMapChosen   chosen;
  GObject          *data; /* (owned) */
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  bw_book_unref (question->book);
  g_object_unref (question->data);
  g_free (question);
}

/* Returns: (transfer full) (nullable): the name of the chosen map; %NULL when a country is not known. */
static char *
dup_map (const Question *question)
{
  BwAtlasKind kind = (BwAtlasKind)gtk_drop_down_get_selected (question->map);

  if (kind == BW_ATLAS_REGIONS)
    return bw_plan_map_dup_regions (question->book, gtk_editable_get_text (question->countries));
  return g_strdup (bw_plan_map_name (kind));
}

static void
update (Question *question)
{
  gboolean         regions = gtk_drop_down_get_selected (question->map) == BW_ATLAS_REGIONS;
  g_autofree char *map = NULL;
  g_autofree char *name = question->name != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (question->name))) : NULL;

  /* Lists tell of changes while they go away. */
  if (gtk_widget_in_destruction (GTK_WIDGET (question->dialog)))
    return;
  map = dup_map (question);
  gtk_widget_set_visible (question->countries_label, regions);
  gtk_widget_set_visible (GTK_WIDGET (question->countries), regions);
  if (map == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (question->countries), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (question->countries), "error");
  adw_message_dialog_set_response_enabled (question->dialog, "apply", map != NULL && (name == NULL || *name != '\0'));
}

/* Chooses the map called @name. */
static void
choose (Question   *question,
        const char *name)
{
  BwAtlas    *map = bw_atlas_get_map (question->book->atlas, name);
  const char *colon = strchr (name, ':');
  g_auto (GStrv) codes = g_strsplit (colon != NULL ? colon + 1 : "", " ", -1);
  g_autofree char *countries = g_strjoinv (", ", codes);

  gtk_editable_set_text (question->countries, countries);
  gtk_drop_down_set_selected (question->map, map != NULL ? bw_atlas_get_kind (map) : BW_ATLAS_COUNTIES);
}

static void
begin_cb (Question *question)
{
  g_autofree char *proposal = NULL;

  if (gtk_check_button_get_active (question->empty))
    proposal = bw_plan_map_dup_proposal (question->book);
  else
    proposal = g_strdup (bw_book_text (question->book, bw_book_plan (question->book, question->plan)->map));
  choose (question, proposal);
}

static void
response_cb (Question   *question,
             const char *response)
{
  g_autofree char *map = dup_map (question);
  g_autofree char *name = question->name != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (question->name))) : NULL;

  if (g_str_equal (response, "apply") && map != NULL)
    question->chosen (name, map, question->empty != NULL && gtk_check_button_get_active (question->empty), question->data);
}

/* Adds a row to @grid; returns its label. */
static GtkWidget *
add_row (GtkGrid    *grid,
         int         row,
         const char *title,
         GtkWidget  *widget)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
  return label;
}

static void
add_beginning (Question *question,
               GtkGrid  *grid)
{
  g_autofree char *title = g_strdup_printf (_ ("The areas of “%s”"),
                                            bw_book_text (question->book, bw_book_plan (question->book, question->plan)->name));
  GtkWidget       *same = gtk_check_button_new_with_label (title), *empty = gtk_check_button_new_with_mnemonic (_ ("N_othing"));
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new (_ ("Begin with"));

  gtk_check_button_set_group (GTK_CHECK_BUTTON (empty), GTK_CHECK_BUTTON (same));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (same), TRUE);
  question->empty = GTK_CHECK_BUTTON (empty);
  gtk_box_append (GTK_BOX (box), same);
  gtk_box_append (GTK_BOX (box), empty);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 6);
  gtk_grid_attach (grid, label, 0, 1, 1, 1);
  gtk_grid_attach (grid, box, 1, 1, 1, 1);
  g_signal_connect_swapped (empty, "toggled", G_CALLBACK (begin_cb), question);
}

static GtkWidget *
new_form (Question   *question,
          const char *name)
{
  GtkWidget  *grid = gtk_grid_new (), *entry;
  const char *titles[BW_N_ATLAS_KINDS + 1] = { NULL };

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  if (name != NULL)
    {
      entry = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (entry), name);
      gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
      add_row (GTK_GRID (grid), 0, _ ("_Name"), entry);
      question->name = GTK_EDITABLE (entry);
      add_beginning (question, GTK_GRID (grid));
    }
  for (guint i = 0; i < BW_N_ATLAS_KINDS; i++)
    titles[i] = bw_plan_map_title ((BwAtlasKind)i);
  question->map = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (titles));
  add_row (GTK_GRID (grid), 2, C_ ("noun", "_Map"), GTK_WIDGET (question->map));
  entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("All of the world"));
  gtk_widget_set_tooltip_text (entry, _ ("Names or codes of two letters, separated by commas"));
  question->countries = GTK_EDITABLE (entry);
  question->countries_label = add_row (GTK_GRID (grid), 3, _ ("C_ountries"), entry);
  return grid;
}

/* Asks over which map @plan of @book, which has maps, is to be drawn or, with @name (nullable), what a draft like it is to be called and
 * over which map it is to be drawn. Tells @chosen, with @data (a GObject, kept alive) as its data. */
void
bw_plan_map_dialog_ask (GtkWidget      *parent,
                        BwBook         *book,
                        gint32          plan,
                        const char     *name,
                        BwPlanMapChosen chosen,
                        gpointer        data)
{
  Question *question = g_new0 (Question, 1);

  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                                                 name != NULL ? _ ("New draft") : _ ("Map of the plan"), NULL));
  question->book = bw_book_ref (book);
  question->plan = plan;
  question->chosen = chosen;
  question->data = g_object_ref (data);
  if (name != NULL)
    adw_message_dialog_set_body (question->dialog, _ ("Territories are made of the areas of its map."));
  else
    adw_message_dialog_set_body (question->dialog,
                                 _ ("Territories are made of its areas. A map on which the plan would lose something is refused."));
  adw_message_dialog_set_extra_child (question->dialog, new_form (question, name));
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "apply", name != NULL ? _ ("_Make") : _ ("_Change"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "apply");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  choose (question, bw_book_text (book, bw_book_plan (book, plan)->map));
  g_signal_connect_swapped (question->map, "notify::selected", G_CALLBACK (update), question);
  g_signal_connect_swapped (question->countries, "changed", G_CALLBACK (update), question);
  if (question->name != NULL)
    g_signal_connect_swapped (question->name, "changed", G_CALLBACK (update), question);
  update (question);

  g_signal_connect_data (question->dialog, "response", G_CALLBACK (response_cb), question, free_question, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question->dialog));
}
