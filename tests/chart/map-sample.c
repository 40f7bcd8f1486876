/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map to draw, the same each time. */

#include "map-sample.h"

#include "chart/bw-map-chart.h"

static GBytes *
read_map (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("BELLWETHER_MAP_DIR"), "map", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

/* Texas and Oklahoma are North's, California, Nevada and Oregon South's, unless not @whole. Returns: (transfer full). */
BwChart *
map_sample_chart (gboolean whole)
{
  static const char *const units[] = { "state:TX", "state:OK", "state:CA", "state:NV", "state:OR" };
  static const char *const names[] = { "North", "South" };
  g_autoptr (GBytes) map = read_map ("us.bwmap");
  g_autoptr (GBytes) zips = read_map ("us-zip.bwzip");
  g_autoptr (BwBook) mapped = bw_book_new ();
  BwAtlas         *atlas = bw_atlas_new_from_bytes (map, zips, NULL);
  BwPlan           plan = { 1, 0, BW_PLAN_ACTIVE, BW_DATE_NONE };
  BwTerritoryPlan *laid;
  BwAccountValues *values;
  BwChart         *chart;

  bw_book_set_atlas (mapped, atlas);
  bw_book_add_default_stages (mapped);
  g_array_append_val (mapped->plans, plan);
  for (gint32 i = 0; i < 2; i++)
    {
      BwTerritory territory = { i + 1, 0, bw_pool_add (&mapped->texts, names[i], -1), BW_NOBODY, i };

      g_array_append_val (mapped->territories, territory);
    }
  for (guint i = 0; i < (whole ? G_N_ELEMENTS (units) : 2); i++)
    {
      BwAssignment row = { i + 1, i < 2 ? 0 : 1, bw_pool_add (&mapped->texts, units[i], -1) };

      g_array_append_val (mapped->assignments, row);
    }
  laid = bw_territory_plan_new (mapped, BW_NOBODY);
  values = bw_account_values_new (mapped, 20000);
  chart = bw_map_chart_new (laid, values);
  bw_account_values_free (values);
  bw_territory_plan_free (laid);
  bw_atlas_unref (atlas);
  return chart;
}
