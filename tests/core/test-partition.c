/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to hold for every plan the optimiser makes, whatever it is asked. Optima of whole states are those of an exact solver; see
 * tests/accuracy/compare-partition. */

#include "core/bw-random.h"
#include "made-map.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint       width, height, m, gap, k;
} GridCase;

static const GridCase grids[] = {
  { "one", 6, 6, 1, 0, 1 },
  { "few", 8, 8, 1, 0, 4 },
  { "odd", 12, 9, 1, 0, 7 },
  { "two-measures", 16, 16, 2, 0, 6 },
  { "three-measures", 30, 30, 3, 0, 10 },
  { "water-between", 16, 10, 1, 8, 4 },
  { "large", 60, 60, 1, 0, 30 },
  { "large-water", 60, 60, 1, 30, 20 },
};

/* Even and in one piece where that is possible, and the same whatever the number of threads. */
static void
test_grid (gconstpointer data)
{
  const GridCase *c = data;
  g_auto (BwMadeMap) map = bw_made_map_grid (c->width, c->height, c->m, c->gap, 7);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = c->k, .seed = 5, .iterations = 60000, .n_threads = 1 };
  g_autoptr (BwPartition) alone = bw_made_map_divide (graph, &options);
  g_autoptr (BwPartition) both = NULL;
  BwPartitionScore score;

  g_assert_cmpuint (alone->score.n_outside, ==, 0);
  g_assert_cmpuint (alone->score.n_detached, ==, 0);
  g_assert_cmpuint (alone->findings->len, ==, 0);
  options.n_threads = 2;
  both = bw_made_map_divide (graph, &options);
  g_assert_cmpmem (alone->territory, map.n * sizeof (gint32), both->territory, map.n * sizeof (gint32));
  bw_partition_score (graph, &options, both->territory, &score);
  g_assert_cmpfloat (score.inertia, ==, both->score.inertia);
  g_assert_cmpuint (alone->iterations, ==, both->iterations);
}

/* Every unit a territory of its own. */
static void
test_all_alone (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (5, 4, 1, 0, 3);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 20, .seed = 1, .iterations = 5000 };
  g_autoptr (BwPartition) partition = bw_made_map_divide (graph, &options);

  for (guint t = 0; t < 20; t++)
    g_assert_cmpuint (partition->units[t], ==, 1);
}

/* The best division of a small map, by trying all: two rows of six, three territories of four. */
static void
test_against_all (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (6, 2, 1, 0, 11);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  double             tolerance = 0.2, least = G_MAXDOUBLE;
  BwPartitionOptions options = { .k = 3, .tolerances = &tolerance, .seed = 1, .iterations = 30000 };
  g_autoptr (BwPartition) partition = bw_made_map_divide (graph, &options);
  gint32 plan[12] = { 0 };

  for (guint code = 0; code < 531441; code++)
    {
      BwPartitionScore score;

      for (guint u = 0, left = code; u < 12; u++, left /= 3)
        plan[u] = (gint32)(left % 3);
      bw_partition_score (graph, &options, plan, &score);
      if (score.n_outside == 0 && score.n_detached == 0)
        least = MIN (least, score.inertia);
    }
  g_assert_cmpfloat_with_epsilon (partition->score.inertia, least, 1e-6 * least);
}

/* Locks, closed territories and pinned centres. */
static void
test_locks (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (20, 20, 1, 0, 9);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  g_autofree gint32 *fixed = g_new (gint32, map.n);
  BwPartitionOptions options = { .k = 5, .seed = 1, .iterations = 60000, .fixed = fixed };
  double             centres[15];
  guint8             closed[5] = { 0, 1 };
  g_autoptr (BwPartition) first = NULL;
  g_autoptr (BwPartition) second = NULL;

  memset (fixed, 0xff, map.n * sizeof *fixed);
  for (guint u = 0; u < 20; u++)
    fixed[u] = 3;
  fixed[399] = 0;
  for (guint i = 0; i < 15; i++)
    centres[i] = NAN;
  centres[6] = centres[7] = 190, centres[8] = 0;
  options.centres = centres;
  first = bw_made_map_divide (graph, &options);
  g_assert_cmpuint (first->score.n_outside, ==, 0);
  g_assert_cmpuint (first->score.n_detached, ==, 0);
  for (guint u = 0; u < map.n; u++)
    map.weights[u] *= map.x[u] > 120 ? 2 : 1;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  options.current = first->territory;
  options.closed = closed;
  second = bw_made_map_divide (graph, &options);
  g_assert_cmpfloat (second->score.moved, >, 0);
}

/* Realigning moves little, and nothing when nothing has to. */
static void
test_realign (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (40, 40, 1, 0, 21);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 16, .seed = 1, .iterations = 100000 };
  g_autoptr (BwPartition) first = bw_made_map_divide (graph, &options);
  g_autoptr (BwPartition) same = NULL;
  g_autoptr (BwPartition) second = NULL;

  options.current = first->territory;
  options.moved_cost = 30;
  same = bw_made_map_divide (graph, &options);
  g_assert_cmpfloat (same->start.inertia, ==, first->score.inertia); /* what it is held against is today's plan */
  g_assert_cmpuint (same->start.n_moved, ==, 0);
  g_assert_cmpfloat (same->moved_at_least, <=, 1e-6);
  g_assert_cmpfloat (same->score.moved, <=, 0.02 * graph->total[0]);
  for (guint u = 0; u < map.n; u++)
    map.weights[u] *= 1 + map.x[u] / 800;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  second = bw_made_map_divide (graph, &options);
  g_assert_cmpuint (second->start.n_outside, >, 4);
  g_assert_cmpuint (second->score.n_outside, ==, 0);
  g_assert_cmpuint (second->score.n_detached, ==, 0);
  g_assert_cmpfloat (second->moved_at_least, >, 0);
  g_assert_cmpfloat (second->score.moved, <=, 1.35 * second->moved_at_least);
}

/* Tries all ways to call the territories from the @at-th on. @common: [8][8]: value of a territory of the one plan in one of the other.
 * Returns: the most that can stay. */
static double
most_that_stays (const double *common,
                 guint        *name,
                 guint         at)
{
  double most = at == 8 ? 0 : -1;

  for (guint i = at; i < 8; i++)
    {
      guint before = name[at];

      name[at] = name[i], name[i] = before;
      most = MAX (most, common[8 * at + name[at]] + most_that_stays (common, name, at + 1));
      name[i] = name[at], name[at] = before;
    }
  return most;
}

/* Made afresh, territories are called what lets least move, areas that are worth little counted too: of all 40,320 ways to call them none
 * leaves more where it is. */
static void
test_names (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (24, 24, 1, 0, 13);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 8, .seed = 1, .iterations = 40000 };
  g_autoptr (BwPartition) first = bw_made_map_divide (graph, &options);
  g_autofree gint32 *current = g_new (gint32, map.n);

  /* Far from even, so that the centres have to wander: what is in the first quarter weighs most. */
  for (guint u = 0; u < map.n; u++)
    {
      current[u] = first->territory[u];
      map.weights[u] *= map.x[u] < 60 && map.y[u] < 60 ? 40 : 1;
    }
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  options.current = current;
  options.afresh = TRUE;
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (BwPartition) afresh = NULL;
      guint  name[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };
      double common[64] = { 0 }, moved = 0;

      options.seed = seed;
      afresh = bw_made_map_divide (graph, &options);
      g_assert_cmpuint (afresh->score.n_outside, ==, 0);
      for (guint u = 0; u < map.n; u++)
        {
          common[8 * afresh->territory[u] + current[u]] += graph->weights[u];
          moved += afresh->territory[u] != current[u] ? graph->weights[u] : 0;
        }
      g_assert_cmpfloat_with_epsilon (moved, afresh->score.moved, 1e-6 * (1 + moved));
      g_assert_cmpfloat (moved, >, 0);
      g_assert_cmpfloat (graph->total[0] - moved, >=, 0.99 * most_that_stays (common, name, 0));
    }
}

/* What is cut off is told once for each territory, with how many pieces it is. */
static void
check_told_once (const BwPartition *partition)
{
  for (guint i = 0; i < partition->findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (partition->findings, BwPartitionFinding, i);

      if (finding->kind != BW_PARTITION_SPLIT_LOCK && finding->kind != BW_PARTITION_DETACHED_AREA)
        continue;
      g_assert_cmpuint (finding->n_pieces, >=, 1);
      for (guint j = i + 1; j < partition->findings->len; j++)
        {
          const BwPartitionFinding *other = &g_array_index (partition->findings, BwPartitionFinding, j);

          g_assert_true (finding->kind != other->kind || finding->territory != other->territory);
        }
    }
}

static gboolean
has_finding (const BwPartition     *partition,
             BwPartitionFindingKind kind,
             gint32                 unit)
{
  for (guint i = 0; i < partition->findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (partition->findings, BwPartitionFinding, i);
      g_autofree char          *sentence = bw_partition_finding_dup_sentence (finding, "U", "T", "M", "O");

      g_assert_nonnull (sentence);
      g_assert_nonnull (bw_partition_finding_code (finding->kind));
      if (finding->kind == kind && (unit < 0 || finding->unit == unit))
        return TRUE;
    }
  return FALSE;
}

/* What cannot be met is named. */
static void
test_findings (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (10, 10, 1, 0, 4);
  g_autoptr (BwUnitGraph) graph = NULL;
  BwPartitionOptions options = { .k = 5, .seed = 1, .iterations = 20000 };
  gint32             fixed[100];
  g_autoptr (BwPartition) huge = NULL;
  g_autoptr (BwPartition) loaded = NULL;
  g_autoptr (BwPartition) island = NULL;

  map.weights[55] = 1000;
  graph = bw_made_map_graph (&map);
  huge = bw_made_map_divide (graph, &options);
  g_assert_true (has_finding (huge, BW_PARTITION_LARGE_UNIT, 55));
  g_assert_cmpuint (huge->units[huge->territory[55]], ==, 1);
  map.weights[55] = 2;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  for (guint u = 0; u < 100; u++)
    fixed[u] = u < 50 ? 2 : -1;
  options.fixed = fixed;
  loaded = bw_made_map_divide (graph, &options);
  g_assert_true (has_finding (loaded, BW_PARTITION_OVERLOADED_LOCK, -1));
  options.fixed = NULL;
  for (guint i = 0; i < map.edges->len;)
    if (g_array_index (map.edges, guint32, i) == 0)
      g_array_remove_range (map.edges, i, 2);
    else
      i += 2;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  island = bw_made_map_divide (graph, &options);
  g_assert_true (has_finding (island, BW_PARTITION_DETACHED_AREA, 0));
  g_assert_cmpuint (island->score.n_outside, ==, 0);
}

static gboolean
refuse_cb (double   done,
           gpointer data)
{
  return FALSE;
}

/* A row of @n units for two territories, which weigh what @weigh says. */
static BwPartition *
divide_row (guint n,
            guint m,
            double (*weigh) (guint unit,
                             guint measure),
            const BwPartitionOptions *options)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (n, 1, m, 0, 2);
  g_autoptr (BwUnitGraph) graph = NULL;

  for (guint u = 0; u < n * m; u++)
    map.weights[u] = weigh (u / m, u % m);
  graph = bw_made_map_graph (&map);
  return bw_made_map_divide (graph, options);
}

static double
weigh_ten (guint unit,
           guint measure)
{
  return 10;
}

/* The one measure everywhere alike, the other only in the first five. */
static double
weigh_at_odds (guint unit,
               guint measure)
{
  return measure == 0 || unit < 5 ? 1 : 0;
}

static double
weigh_right (guint unit,
             guint measure)
{
  return unit < 10 ? 1 : 2;
}

/* Why a territory has too much or too little is told by what it could give or take. */
static void
test_reasons (void)
{
  gint32             current[20], fixed[20];
  BwPartitionOptions options = { .k = 2, .seed = 1, .iterations = 5000 };
  g_autoptr (BwPartition) lumps = divide_row (5, 1, weigh_ten, &options);
  g_autoptr (BwPartition) odds = divide_row (20, 2, weigh_at_odds, &options);
  g_autoptr (BwPartition) locked = NULL;
  g_autoptr (BwPartition) hurried = NULL;

  g_assert_true (has_finding (lumps, BW_PARTITION_LUMPS, 2) || has_finding (lumps, BW_PARTITION_LUMPS, 1) || has_finding (lumps, BW_PARTITION_LUMPS, 3));
  g_assert_true (has_finding (odds, BW_PARTITION_AT_ODDS, -1));
  for (guint u = 0; u < 20; u++)
    {
      current[u] = u >= 10;
      fixed[u] = u == 9 || u == 10 ? current[u] : -1;
    }
  options.current = current;
  options.fixed = fixed;
  locked = divide_row (20, 1, weigh_right, &options);
  g_assert_true (has_finding (locked, BW_PARTITION_LOCKED_IN, 10));
  options.fixed = NULL;
  options.progress = refuse_cb;
  hurried = divide_row (20, 1, weigh_right, &options);
  g_assert_true (hurried->score.n_outside == 0 || has_finding (hurried, BW_PARTITION_NO_TIME, -1));
}

/* What locks of others cut off from the rest of its territory is told, and that it is because of them. */
static void
test_locked_between (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (20, 10, 1, 0, 4);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  gint32             current[200];
  guint8             closed[3] = { 1 };
  BwPartitionOptions options = { .k = 3, .seed = 1, .iterations = 20000, .current = current, .closed = closed };
  g_autoptr (BwPartition) ring = NULL;
  g_autoptr (BwPartition) open = NULL;

  /* A ring of the closed territory, with four areas of the next inside. */
  for (int u = 0; u < 200; u++)
    {
      int      x = u % 20, y = u / 20;
      gboolean inside = (x == 5 || x == 6) && (y == 5 || y == 6);

      current[u] = x >= 3 && x <= 8 && y >= 3 && y <= 8 && !inside ? 0 : x < 10 ? 1
                                                                                : 2;
    }
  ring = bw_made_map_divide (graph, &options);
  g_assert_true (has_finding (ring, BW_PARTITION_LOCKED_BETWEEN, -1));
  g_assert_false (has_finding (ring, BW_PARTITION_DETACHED_AREA, -1));
  for (guint i = 0; i < ring->findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (ring->findings, BwPartitionFinding, i);

      if (finding->kind != BW_PARTITION_LOCKED_BETWEEN)
        continue;
      g_assert_cmpint (finding->territory, ==, 1);
      g_assert_cmpuint (finding->n_units, ==, 4);
      g_assert_cmpuint (finding->n_pieces, ==, 1);
    }
  /* With a way out there is nothing to tell. */
  current[5 * 20 + 4] = current[5 * 20 + 3] = 1;
  open = bw_made_map_divide (graph, &options);
  g_assert_false (has_finding (open, BW_PARTITION_LOCKED_BETWEEN, -1));
  g_assert_cmpuint (open->score.n_detached, ==, 0);
}

/* Every finding has a sentence of its own, in which no name is left out. */
static void
test_sentences (void)
{
  for (BwPartitionFindingKind kind = BW_PARTITION_LARGE_UNIT; kind <= BW_PARTITION_STOPPED; kind++)
    for (guint over = 0; over < 2; over++)
      {
        BwPartitionFinding finding = { .kind = kind, .value = over ? 3 : 1, .target = 2, .n_units = 1, .n_pieces = 1 };
        g_autofree char   *sentence = bw_partition_finding_dup_sentence (&finding, "Unit", "Territory", "Measure", "Other");

        g_assert_true (g_str_has_suffix (sentence, "."));
        g_assert_null (strchr (sentence, '%'));
        if (kind >= BW_PARTITION_LOCKED_IN && kind <= BW_PARTITION_AT_ODDS)
          g_assert_nonnull (strstr (sentence, "Unit"));
        if (kind == BW_PARTITION_AT_ODDS)
          g_assert_nonnull (strstr (sentence, "put Other outside its tolerance, as Unit"));
      }
}

/* One unit is more than a territory may have: the others still share the rest evenly, and only it is named. */
static void
test_oversize (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (48, 48, 1, 0, 17);
  g_autoptr (BwUnitGraph) graph = NULL;
  BwPartitionOptions options = { .k = 20, .seed = 1, .iterations = 400000 };
  g_autoptr (BwPartition) partition = NULL;

  map.weights[1000] = 450;
  graph = bw_made_map_graph (&map);
  partition = bw_made_map_divide (graph, &options);
  g_assert_cmpfloat (map.weights[1000], >, 1.05 * graph->total[0] / 20);
  g_assert_cmpuint (partition->score.n_outside, ==, 1);
  g_assert_cmpuint (partition->score.n_detached, ==, 0);
  g_assert_cmpuint (partition->findings->len, ==, 1);
  g_assert_true (has_finding (partition, BW_PARTITION_LARGE_UNIT, 1000));
}

/* Units locked here and there, in territories that have to change a lot: they stay, all is even, and what is not in one piece is
 * nothing but locked units. With few changes the same locks are in nobody's way. */
static void
test_locks_in_the_way (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (60, 60, 1, 0, 33);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 12, .seed = 1, .iterations = 300000 };
  g_autoptr (BwPartition) first = bw_made_map_divide (graph, &options);
  g_autoptr (BwPartition) same = NULL;
  g_autoptr (BwPartition) second = NULL;
  g_autofree gint32 *fixed = g_new (gint32, map.n);
  BwRandom           random;

  bw_random_init (&random, 5, 0);
  for (guint u = 0; u < map.n; u++)
    fixed[u] = bw_random_unit (&random) < 0.1 ? first->territory[u] : -1;
  options.current = first->territory;
  options.fixed = fixed;
  same = bw_made_map_divide (graph, &options);
  g_assert_cmpuint (same->score.n_outside, ==, 0);
  g_assert_cmpuint (same->score.n_detached, ==, 0);
  for (guint u = 0; u < map.n; u++)
    map.weights[u] *= 1 + map.x[u] / 300;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  second = bw_made_map_divide (graph, &options);
  g_assert_cmpfloat (second->start.worst, >, 0.3);
  g_assert_cmpuint (second->score.n_outside, ==, 0);
  g_assert_cmpfloat (second->score.moved, <=, 1.35 * second->moved_at_least);
  check_told_once (second);
  for (guint t = 0; t < options.k; t++)
    {
      g_autofree gint32 *loose = g_memdup2 (second->territory, map.n * sizeof *loose);
      guint              pieces = bw_made_map_count_pieces (graph, second->territory, (gint32)t);

      if (pieces == 1)
        continue;
      g_assert_true (has_finding (second, BW_PARTITION_SPLIT_LOCK, -1));
      for (guint u = 0; u < map.n; u++)
        {
          gboolean touches = FALSE;

          for (guint j = graph->first[u]; fixed[u] >= 0 && j < graph->first[u + 1]; j++)
            touches |= fixed[graph->neighbours[j]] < 0 && second->territory[graph->neighbours[j]] == second->territory[u];
          if (fixed[u] >= 0 && !touches)
            loose[u] = -1;
        }
      g_assert_cmpuint (bw_made_map_count_pieces (graph, loose, (gint32)t), ==, 1);
    }
}

/* The same question has the same answer: with locks, with today's plan, several measures, and small. */
static void
test_same_seed (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (44, 44, 2, 0, 23);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 9, .seed = 77, .iterations = 60000 };
  g_autofree gint32 *fixed = g_new (gint32, map.n);
  g_autoptr (BwPartition) current = NULL;

  memset (fixed, 0xff, map.n * sizeof *fixed);
  fixed[3] = 4, fixed[900] = 2;
  for (guint kind = 0; kind < 4; kind++)
    {
      g_autoptr (BwPartition) first = NULL;
      g_autoptr (BwPartition) second = NULL;

      options.fixed = kind == 1 || kind == 3 ? fixed : NULL;
      options.current = kind >= 2 ? current->territory : NULL;
      options.n_threads = 2;
      first = bw_made_map_divide (graph, &options);
      options.n_threads = 1;
      second = bw_made_map_divide (graph, &options);
      g_assert_cmpmem (first->territory, map.n * sizeof (gint32), second->territory, map.n * sizeof (gint32));
      g_assert_cmpfloat (first->score.inertia, ==, second->score.inertia);
      if (kind == 0)
        current = g_steal_pointer (&first);
      for (guint u = 0; kind == 1 && u < map.n; u++)
        map.weights[2 * u] *= map.y[u] > 200 ? 1.3 : 1;
      if (kind == 1)
        {
          bw_unit_graph_unref (graph);
          graph = bw_made_map_graph (&map);
        }
    }
}

/* Weights of zero, of all in one unit, of none at all; no borders; places that are the same. */
static void
test_degenerate (void)
{
  for (guint kind = 0; kind < 7; kind++)
    {
      g_auto (BwMadeMap) map = bw_made_map_grid (9, 9, 1, 0, 4);
      g_autoptr (BwUnitGraph) graph = NULL;
      BwPartitionOptions options = { .k = 6, .seed = 1, .iterations = 8000 };
      g_autoptr (BwPartition) partition = NULL;
      g_autoptr (BwPartition) again = NULL;

      for (guint u = 0; u < map.n; u++)
        {
          if (kind == 0)
            map.weights[u] = u % 3 == 0 ? map.weights[u] : 0;
          if (kind == 1)
            map.weights[u] = u == 40 ? 1e12 : 0;
          if (kind == 2)
            map.weights[u] = 0;
          if (kind == 4)
            map.x[u] = map.y[u] = 3;
          if (kind == 5)
            map.weights[u] *= u % 2 == 0 ? 1e15 : 1e-15;
          if (kind == 6)
            map.x[u] *= 100;
        }
      if (kind == 3)
        g_array_set_size (map.edges, 0);
      graph = bw_made_map_graph (&map);
      partition = bw_made_map_divide (graph, &options);
      options.current = partition->territory;
      again = bw_made_map_divide (graph, &options);
      options.current = NULL;
      options.scattered = TRUE;
      bw_partition_free (g_steal_pointer (&again));
      again = bw_made_map_divide (graph, &options);
    }
}

/* Questions that make no sense are answered with a sentence. */
static void
test_refused (void)
{
  static const double bad[] = { NAN, -1, INFINITY };
  g_auto (BwMadeMap) map = bw_made_map_grid (3, 3, 1, 0, 1);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwUnitGraphInput   input = { .n = 9, .n_measures = 1, .x_km = map.x, .y_km = map.y, .weights = map.weights };
  guint32            edge[2] = { 0, 9 };
  gint32             plan[9] = { 0, 0, 0, 0, 7 };
  guint8             closed[2] = { 1 };
  BwPartitionOptions wrong[] = {
    { .k = 0 },
    { .k = 10 },
    { .k = 2, .tolerances = bad },
    { .k = 2, .tolerances = bad + 1 },
    { .k = 2, .shares = bad },
    { .k = 2, .current = plan },
    { .k = 2, .fixed = plan },
    { .k = 2, .closed = closed },
    { .k = 2, .seconds = -1 },
    { .k = 2, .moved_cost = NAN },
    { .k = 2, .base = bad },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_partition_new (graph, &wrong[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == BW_PARTITION_ERROR);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      double before = map.weights[4];

      map.weights[4] = bad[i];
      g_assert_null (bw_unit_graph_new (&input, &error));
      g_assert_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "5"));
      map.weights[4] = before;
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (BwUnitGraph) empty = NULL;
    BwPartitionOptions options = { .k = 1 };

    input.edges = edge;
    input.n_edges = 1;
    g_assert_null (bw_unit_graph_new (&input, &error));
    g_assert_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_GRAPH);
    g_clear_error (&error);
    input.n = input.n_edges = 0;
    empty = bw_unit_graph_new (&input, &error);
    g_assert_no_error (error);
    g_assert_null (bw_partition_new (empty, &options, &error));
    g_assert_error (error, BW_PARTITION_ERROR, BW_PARTITION_ERROR_REQUEST);
  }
}

static gboolean
stop_cb (double   done,
         gpointer data)
{
  guint *n = data;

  g_assert_cmpfloat (done, >=, 0);
  g_assert_cmpfloat (done, <=, 1);
  return ++*n < 40;
}

/* Stopped in the middle, there is a whole plan all the same. */
static void
test_stop (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (70, 70, 1, 0, 4);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  guint              n = 0;
  BwPartitionOptions options = { .k = 20, .seed = 1, .iterations = 100000000, .progress = stop_cb, .progress_data = &n };
  g_autoptr (BwPartition) partition = bw_made_map_divide (graph, &options);

  g_assert_true (partition->stopped);
  g_assert_true (has_finding (partition, BW_PARTITION_STOPPED, -1));
  g_assert_cmpuint (n, <, 60);
}

enum
{
  N_STOPS = 12,
};

typedef struct
{
  guint  n, last;
  double told;
} Stop;

static gboolean
stop_at_cb (double   done,
            gpointer data)
{
  Stop *stop = data;

  g_assert_cmpfloat (done, >=, stop->told);
  stop->told = done;
  return ++stop->n < stop->last;
}

/* From one question whether to stop to the next there is never more than a few thousand proposals, of one chain or the other, in whatever
 * phase the work is; and at each there is a whole plan. */
static void
test_stop_anywhere (gconstpointer data)
{
  gboolean realign = GPOINTER_TO_INT (data);
  g_auto (BwMadeMap) map = bw_made_map_grid (42, 42, 2, 0, 4);
  g_autoptr (BwUnitGraph) graph = bw_made_map_graph (&map);
  BwPartitionOptions options = { .k = 12, .seed = 1, .iterations = 20000, .n_threads = 1 };
  g_autoptr (BwPartition) first = bw_made_map_divide (graph, &options);
  Stop stop = { .last = G_MAXUINT };

  options.progress = stop_at_cb;
  options.progress_data = &stop;
  if (realign)
    options.current = first->territory;
  for (guint u = 0; realign && u < map.n; u++)
    map.weights[2 * u] *= 1 + map.x[u] / 200;
  bw_unit_graph_unref (graph);
  graph = bw_made_map_graph (&map);
  bw_partition_free (bw_made_map_divide (graph, &options));
  g_assert_cmpfloat (stop.told, >, 0.9);
  for (guint i = 0, calls = stop.n; i <= N_STOPS; i++)
    {
      guint64 before = 0;

      for (guint j = 0; j < 2; j++)
        {
          guint last = MAX (calls * i / N_STOPS, 1) + j;
          g_autoptr (BwPartition) partition = NULL;

          stop = (Stop) { .last = last };
          partition = bw_made_map_divide (graph, &options);
          g_assert_cmpint (partition->stopped, ==, last <= calls);
          g_assert_cmpuint (partition->iterations, >=, before);
          g_assert_true (j == 0 || partition->iterations - before <= 4096);
          before = partition->iterations;
          g_assert_cmpuint (stop.n, <=, last + 30);
        }
    }
}

/* What territories have already counts, and a sphere is as good as a plane. */
static void
test_base_and_sphere (void)
{
  g_auto (BwMadeMap) map = bw_made_map_grid (20, 20, 1, 0, 8);
  g_autoptr (BwUnitGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  double             base[4] = { 100, 0, 0, 0 };
  BwPartitionOptions options = { .k = 4, .seed = 1, .iterations = 60000, .base = base };
  BwUnitGraphInput   input = { .n = 400, .n_measures = 1, .latitude = map.y, .longitude = map.x, .weights = map.weights };
  g_autoptr (BwPartition) partition = NULL;

  for (guint u = 0; u < map.n; u++)
    map.x[u] = map.x[u] / 10 - 100, map.y[u] = map.y[u] / 10 + 30;
  input.edges = (const guint32 *)(gpointer)map.edges->data;
  input.n_edges = map.edges->len / 2;
  graph = bw_unit_graph_new (&input, &error);
  g_assert_no_error (error);
  partition = bw_partition_new (graph, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (partition->score.n_outside, ==, 0);
  g_assert_cmpuint (partition->score.n_detached, ==, 0);
  g_assert_cmpfloat_with_epsilon (partition->load[0], (graph->total[0] + 100) / 4, 0.05 * (graph->total[0] + 100) / 4);
  g_assert_cmpuint (partition->units[0] + 10, <, partition->units[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    {
      g_autofree char *path = g_strconcat ("/partition/grid/", grids[i].name, NULL);

      g_test_add_data_func (path, &grids[i], test_grid);
    }
  g_test_add_func ("/partition/all-alone", test_all_alone);
  g_test_add_func ("/partition/against-all", test_against_all);
  g_test_add_func ("/partition/locks", test_locks);
  g_test_add_func ("/partition/realign", test_realign);
  g_test_add_func ("/partition/names", test_names);
  g_test_add_func ("/partition/findings", test_findings);
  g_test_add_func ("/partition/reasons", test_reasons);
  g_test_add_func ("/partition/locked-between", test_locked_between);
  g_test_add_func ("/partition/sentences", test_sentences);
  g_test_add_func ("/partition/oversize", test_oversize);
  g_test_add_func ("/partition/locks-in-the-way", test_locks_in_the_way);
  g_test_add_func ("/partition/same-seed", test_same_seed);
  g_test_add_func ("/partition/degenerate", test_degenerate);
  g_test_add_func ("/partition/refused", test_refused);
  g_test_add_func ("/partition/stop", test_stop);
  g_test_add_data_func ("/partition/stop-anywhere/new", GINT_TO_POINTER (FALSE), test_stop_anywhere);
  g_test_add_data_func ("/partition/stop-anywhere/realign", GINT_TO_POINTER (TRUE), test_stop_anywhere);
  g_test_add_func ("/partition/base-and-sphere", test_base_and_sphere);
  return g_test_run ();
}
