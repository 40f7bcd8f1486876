/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the pictures of the territories' map up to date on another thread.
 *
 * One picture is drawn at a time; what has become out of date meanwhile is drawn next. Until then the one that is there is moved and
 * magnified (chart/bw-map-picture.c), so that the window never waits for the map. In order: areas and all over them, where the view comes
 * near the picture's edge, has another scale, or the plan has changed; all over the areas, where only that has changed; the outline.
 *
 * Nothing is shown but by frames: where there is no picture at all, one of a map that is quickly drawn is drawn at once. */

#include "app/bw-territory-map-private.h"

#include <string.h>

enum
{
  MARGIN_PX = 384,   /* of the picture beyond the widget */
  SPARE_PX = 240,    /* when less of it is left, the next one is drawn */
  QUICK_UNITS = 400, /* so many areas are drawn within a frame */
};

typedef enum
{
  DRAW_NOTHING,
  DRAW_ALL,
  DRAW_OVERLAY,
  DRAW_OUTLINE,
} Task;

/* Everything that is needed to draw on another thread. */
typedef struct
{
  BwMap           *map; /* (owned) */
  Task             task;
  BwMapFrame       frame;
  cairo_surface_t *areas;    /* (owned) (nullable) */
  guint8          *selected; /* (owned) (nullable); also the next two */
  guint8          *locked;
  guint8          *problems;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_map_unref (job->map);
  g_clear_pointer (&job->areas, cairo_surface_destroy);
  g_free (job->selected);
  g_free (job->locked);
  g_free (job->problems);
  g_free (job);
}

static BwMapFrame
measure_frame (BwTerritoryMap *self,
               gboolean        outline)
{
  int        width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  BwAtlasBox box = bw_atlas_box (bw_map_get_atlas (self->map));
  BwMapView  view = outline ? bw_map_view_fit (&box, width, height, 0) : self->view;
  BwMapFrame frame = bw_map_frame_around (self->map, &view, width, height, outline ? 0 : MARGIN_PX);

  frame.scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  frame.level = self->level;
  frame.theme = bw_territory_map_get_theme (self);
  return frame;
}

static Task
choose_task (BwTerritoryMap *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->map == NULL || width < 1 || height < 1 || self->view.scale <= 0)
    return DRAW_NOTHING;
  if (self->picture == NULL || self->old_areas || !bw_map_frame_reaches (&self->picture->frame, self->map, &self->view, width, height, SPARE_PX))
    return DRAW_ALL;
  if (self->old_overlay)
    return DRAW_OVERLAY;
  /* Where the picture has all of the map there is nothing that it does not reach. */
  if ((self->outline == NULL || self->old_outline) && !bw_map_frame_reaches (&self->picture->frame, self->map, &self->view, width, height, G_MAXINT))
    return DRAW_OUTLINE;
  return DRAW_NOTHING;
}

/* Describes @task, after which that is not out of date any more.
 * Returns: (transfer full). */
static Job *
begin_job (BwTerritoryMap *self,
           Task            task)
{
  Job  *job = g_new0 (Job, 1);
  gsize n = bw_atlas_n_units (bw_map_get_atlas (self->map));

  job->map = bw_map_ref (self->map);
  job->task = task;
  job->frame = task == DRAW_OVERLAY ? self->picture->frame : measure_frame (self, task == DRAW_OUTLINE);
  if (task == DRAW_OVERLAY)
    job->areas = cairo_surface_reference (self->picture->areas);
  if (task == DRAW_OUTLINE)
    {
      self->old_outline = FALSE;
      return job;
    }
  job->selected = self->selected->len > 0 ? g_memdup2 (self->marks, n) : NULL;
  job->locked = self->locked != NULL ? g_memdup2 (self->locked, n) : NULL;
  job->problems = self->problems != NULL ? g_memdup2 (self->problems, n) : NULL;
  self->old_areas = self->old_overlay = FALSE;
  return job;
}

static BwMapPicture *
run_job (const Job *job)
{
  BwMapOverlay overlay = { job->selected, job->locked, job->problems };

  return job->task == DRAW_OUTLINE ? bw_map_picture_new_outline (job->map, &job->frame)
                                   : bw_map_picture_new (job->map, &job->frame, &overlay, job->areas);
}

/* Shows what was drawn (transfer full), unless the map has other areas now. */
static void
take_picture (BwTerritoryMap *self,
              const Job      *job,
              BwMapPicture   *picture)
{
  BwMapPicture **place = job->task == DRAW_OUTLINE ? &self->outline : &self->picture;

  if (self->map == NULL || bw_map_get_atlas (self->map) != bw_map_get_atlas (job->map))
    {
      bw_map_picture_free (picture);
      return;
    }
  g_clear_pointer (place, bw_map_picture_free);
  *place = picture;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, run_job (data), (GDestroyNotify)bw_map_picture_free);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  BwTerritoryMap *self = BW_TERRITORY_MAP (source);

  self->drawing = FALSE;
  take_picture (self, g_task_get_task_data (G_TASK (result)), g_task_propagate_pointer (G_TASK (result), NULL));
  bw_territory_map_update_pictures (self);
}

/* Draws what is out of date, as soon as there is a thread for it. To be called whenever something has changed. */
void
bw_territory_map_update_pictures (BwTerritoryMap *self)
{
  Task task = self->drawing ? DRAW_NOTHING : choose_task (self);
  g_autoptr (GTask) drawing = NULL;

  if (task == DRAW_NOTHING)
    return;
  if (self->picture == NULL && bw_atlas_n_units (bw_map_get_atlas (self->map)) <= QUICK_UNITS)
    {
      Job *job = begin_job (self, task);

      take_picture (self, job, run_job (job));
      free_job (job);
      return;
    }
  self->drawing = TRUE;
  drawing = g_task_new (self, NULL, drawn_cb, NULL);
  g_task_set_task_data (drawing, begin_job (self, task), free_job);
  g_task_run_in_thread (drawing, draw_in_thread);
}

/* Forgets the pictures: they are of another map. */
void
bw_territory_map_drop_pictures (BwTerritoryMap *self)
{
  g_clear_pointer (&self->picture, bw_map_picture_free);
  g_clear_pointer (&self->outline, bw_map_picture_free);
}

/* Has areas and all over them drawn anew. */
void
bw_territory_map_redraw (BwTerritoryMap *self)
{
  self->old_areas = self->old_outline = TRUE;
  bw_territory_map_update_pictures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Has what is over the areas drawn anew. */
void
bw_territory_map_redraw_overlay (BwTerritoryMap *self)
{
  self->old_overlay = TRUE;
  bw_territory_map_update_pictures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether everything is shown as it is now, and nothing is still being drawn. */
gboolean
bw_territory_map_is_drawn (BwTerritoryMap *self)
{
  return !self->drawing && choose_task (self) == DRAW_NOTHING;
}
