/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the territories page share. */
#pragma once

#include "app/bw-area-table.h"
#include "app/bw-plan-bar.h"
#include "app/bw-plan-changes.h"
#include "app/bw-plan-exceptions.h"
#include "app/bw-territories-page.h"
#include "app/bw-territory-findings.h"
#include "app/bw-territory-layout.h"
#include "app/bw-territory-map.h"
#include "app/bw-territory-outcome.h"
#include "session/bw-live.h"

G_BEGIN_DECLS

struct _BwTerritoriesPage
{
  AdwBin parent_instance;

  GtkStack            *stack;
  AdwStatusPage       *missing_status;
  GtkLabel            *headline;
  GtkLabel            *note;
  GtkToggleButton     *counties_button;
  GtkToggleButton     *states_button;
  GtkDropDown         *shade;
  GtkDrawingArea      *shade_key;
  BwTerritoryMap      *map;
  GtkLabel            *hover_label;
  GtkLabel            *selection_label;
  GtkDropDown         *target;
  GtkButton           *assign_button;
  GtkButton           *unassign_button;
  GtkLabel            *preview_label;
  GtkStack            *side;
  GtkButton           *plan_button;
  GtkButton           *first_button;
  GtkDropDown         *measure;
  GtkListBox          *list;
  GtkExpander         *overlaps_expander;
  GtkListBox          *overlaps;
  GtkExpander         *gaps_expander;
  GtkListBox          *gaps;
  BwPlanBar           *plan_bar;
  GtkStack            *tabs;
  BwPlanChanges       *changes;
  BwTerritoryFindings *findings;
  GtkToggleButton     *lasso_button;
  GtkToggleButton     *paint_button;
  GtkToggleButton     *radius_button;
  GtkButton           *lock_button;
  GtkButton           *optimise_button;
  GtkProgressBar      *optimise_progress;
  GtkButton           *measures_button;
  BwTerritoryOutcome  *outcome;
  BwPlanExceptions    *exceptions;
  GtkExpander         *parts_expander;
  GtkListBox          *parts;
  GtkMenuButton       *fill_button;
  GtkLabel            *fill_labels[2];
  GtkToggleButton     *polygon_button;
  GtkButton           *new_button;
  GtkButton           *edit_button;
  GtkButton           *talk_button;
  GtkButton           *remove_button;
  GtkStack            *views;
  BwAreaTable         *areas;
  GtkWidget           *colours;
  GtkToggleButton     *table_button;

  BwSession         *session;    /* (owned) */
  BwLive            *live;       /* (owned): a BwTerritoryLayout, of projects where that takes its time */
  BwTerritoryLayout *layout;     /* (owned) (nullable): what is shown; the next five are its */
  BwBook            *book;       /* (nullable) */
  BwTerritoryPlan   *plan;       /* (nullable) */
  BwAccountValues   *values;     /* (nullable) */
  GArray            *balance;    /* (nullable): BwTerritoryBalance */
  GArray            *counties;   /* (nullable): BwTerritoryGap */
  GCancellable      *optimising; /* (owned) (nullable) */
  GArray            *shades;     /* (owned): BwMeasure: what areas can be shaded by, from the second choice on */
  gint64             plan_key;   /* which plan is shown, 0: the one in force */
  gboolean           seen;       /* the plan with that key was there: it does not only come */
  GArray            *trail;      /* (owned): gint64: keys of the plans that were shown before, the last one last */
  gboolean           stale;
  gboolean           from_table; /* the map takes over what the table has selected */
  gboolean           filling;    /* lists and drop-downs are being filled: not a choice of the user's */
};

/* The territory that a place of list and drop-down stands for, BW_NOBODY for none. */
gint32    bw_territories_page_territory_at (BwTerritoriesPage *self,
                                            guint              index);
guint     bw_territories_page_n_territories (BwTerritoriesPage *self);
BwMeasure bw_territories_page_get_measure (BwTerritoriesPage *self);
gboolean  bw_territories_page_may_edit (BwTerritoriesPage *self);
void      bw_territories_page_choose_plan (BwTerritoriesPage *self,
                                           gint64             key);

void     bw_territories_page_bind_map (GtkWidgetClass *widget_class);
void     bw_territories_page_init_map (BwTerritoriesPage *self);
void     bw_territories_page_update_hover (BwTerritoriesPage *self);
void     bw_territories_page_update_selection (BwTerritoriesPage *self);
void     bw_territories_page_update_headline (BwTerritoriesPage *self);
gboolean bw_territories_page_get_shade (BwTerritoriesPage *self,
                                        BwMeasure         *measure);
BwMap   *bw_territories_page_make_map (BwTerritoriesPage *self);
void     bw_territories_page_fill_shades (BwTerritoriesPage *self);
void     bw_territories_page_show_key (BwTerritoriesPage *self,
                                       const BwMap       *map);
void     bw_territories_page_show_levels (BwTerritoriesPage *self,
                                          const BwAtlas     *atlas);

void bw_territories_page_catch_up (BwTerritoriesPage *self);

void bw_territories_page_bind_table (GtkWidgetClass *widget_class);
void bw_territories_page_fill_table (BwTerritoriesPage *self);
void bw_territories_page_select_in_table (BwTerritoriesPage *self);

void bw_territories_page_fill_lists (BwTerritoriesPage *self,
                                     BwMap             *map);
void bw_territories_page_fill_notes (BwTerritoriesPage *self);

void     bw_territories_page_apply (BwTerritoriesPage *self,
                                    char              *label,
                                    BwBook            *after,
                                    BwDelta           *delta);
void     bw_territories_page_assign_to (BwTerritoriesPage *self,
                                        gint32             territory);
void     bw_territories_page_assign (BwTerritoriesPage *self);
void     bw_territories_page_unassign (BwTerritoriesPage *self);
void     bw_territories_page_lock (BwTerritoriesPage *self);
void     bw_territories_page_make_plan (BwTerritoriesPage *self);
void     bw_territories_page_new (BwTerritoriesPage *self);
void     bw_territories_page_edit (BwTerritoriesPage *self);
void     bw_territories_page_talk (BwTerritoriesPage *self);
void     bw_territories_page_remove (BwTerritoriesPage *self);
void     bw_territories_page_optimise (BwTerritoriesPage *self);
void     bw_territories_page_measures (BwTerritoriesPage *self);
void     bw_territories_page_fill (BwTerritoriesPage *self,
                                   gboolean           compact);
void     bw_territories_page_preview_fill (BwTerritoriesPage *self);
void     bw_territories_page_preview (BwTerritoriesPage *self,
                                      const guint32     *counties,
                                      guint              n,
                                      gint32             territory);
void     bw_territories_page_show_county (BwTerritoriesPage *self,
                                          gint32             county);
gboolean bw_territories_page_merge (BwTerritoriesPage *self,
                                    gint32             from,
                                    gint32             to);
void     bw_territories_page_make_droppable (BwTerritoriesPage *self);

G_END_DECLS
