/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to flow between adjacent territories until all are even, and the units that carry it.
 *
 * Territories are the nodes of a network, borders its arcs. The cheapest flow that brings every load within its bounds is found by
 * successive shortest paths (Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 9): first what must leave or be filled, marked by a
 * gain that no way is as long as, and only as long as a path gains. Value that passes through a territory is counted once for
 * each border it passes, as other units have to be moved there. It is the least that any realignment has to move, up to the
 * size of the units, and how much each border has to carry.
 *
 * The flow is then carried by units at these borders, layer by layer, those first that cost least in compactness for what they carry;
 * this is the chain of ejections along the shortest way from a surplus to a deficit. O(k^2) for each path, O(borders) for each layer. */

#include "core/bw-partition-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MUST 1e6

enum
{
  MOST_LAYERS = 60,
  MOST_PATHS = 100000,
};

typedef struct
{
  guint32 to;
  guint32 back; /* the arc the other way */
  double  room; /* G_MAXDOUBLE: any amount */
  double  cost;
} Arc;

/* The network: nodes 0 to k - 1 are territories, then source and sink. */
typedef struct
{
  guint    n;
  GArray  *arcs;  /* Arc, in pairs */
  guint32 *first; /* [n + 1] into order */
  guint32 *order; /* arcs by the node they begin at */
} Network;

static void
add_arc (GArray *arcs,
         GArray *from,
         guint32 a,
         guint32 b,
         double  room,
         double  cost)
{
  Arc forth = { b, arcs->len + 1, room, cost }, back = { a, arcs->len, 0, -cost };

  if (!(room > 0))
    return;
  g_array_append_val (arcs, forth);
  g_array_append_val (arcs, back);
  g_array_append_val (from, a);
  g_array_append_val (from, b);
}

/* Pairs of territories with a border, both ways. */
static void
add_borders (const BwPartTask *task,
             const gint32     *territory,
             GArray           *arcs,
             GArray           *from)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint u = 0; u < task->n; u++)
    for (guint j = task->graph->first[u]; j < task->graph->first[u + 1]; j++)
      {
        gint32 a = territory[u], b = territory[task->graph->neighbours[j]];

        if (a == b || a < 0 || b < 0 || task->closed[a] || task->closed[b] ||
            !g_hash_table_add (seen, GSIZE_TO_POINTER ((gsize)a * task->k + (gsize)b + 1)))
          continue;
        add_arc (arcs, from, (guint32)a, (guint32)b, G_MAXDOUBLE, 1);
      }
}

/* Lays out the network for loads of @measure that are to come within @within of their tolerances. */
static void
make_network (Network          *network,
              const BwPartTask *task,
              const gint32     *territory,
              const double     *load,
              guint             measure,
              double            within)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *place = NULL;
  guint32             source = task->k, sink = task->k + 1;

  network->n = task->k + 2;
  network->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  add_borders (task, territory, network->arcs, from);
  for (guint32 t = 0; t < task->k; t++)
    {
      gsize  at = (gsize)t * task->m + measure;
      double middle = (task->low[at] + task->high[at]) / 2, half = (task->high[at] - task->low[at]) / 2 * within;
      double low = middle - half, high = middle + half, has = load[at];

      if (task->closed[t])
        continue;
      add_arc (network->arcs, from, source, t, has - high, -MUST);
      add_arc (network->arcs, from, source, t, MIN (has, high) - low, 0);
      add_arc (network->arcs, from, t, sink, low - has, -MUST);
      add_arc (network->arcs, from, t, sink, high - MAX (has, low), 0);
    }
  network->first = g_new0 (guint32, network->n + 1);
  network->order = g_new (guint32, MAX (from->len, 1));
  for (guint i = 0; i < from->len; i++)
    network->first[g_array_index (from, guint32, i) + 1]++;
  for (guint i = 0; i < network->n; i++)
    network->first[i + 1] += network->first[i];
  place = g_memdup2 (network->first, (network->n + 1) * sizeof *network->first);
  for (guint i = 0; i < from->len; i++)
    network->order[place[g_array_index (from, guint32, i)]++] = i;
}

static void
clear_network (Network *network)
{
  g_array_unref (network->arcs);
  g_free (network->first);
  g_free (network->order);
}

/* The cheapest way from source to sink with room on it (Bellman, Ford, Moore, with a queue). Returns its cost; @via: the arc by which each
 * node was come to. */
static double
find_path (const Network *network,
           guint32       *via,
           double        *cost,
           guint32       *queue,
           guint8        *queued)
{
  guint32 source = network->n - 2, sink = network->n - 1;
  guint   head = 0, tail = 0;

  for (guint i = 0; i < network->n; i++)
    cost[i] = G_MAXDOUBLE, queued[i] = FALSE;
  cost[source] = 0;
  queue[tail++] = source;
  while (head != tail)
    {
      guint32 at = queue[head];

      head = (head + 1) % (network->n + 1);
      queued[at] = FALSE;
      for (guint i = network->first[at]; i < network->first[at + 1]; i++)
        {
          const Arc *arc = &g_array_index (network->arcs, Arc, network->order[i]);

          if (!(arc->room > 1e-9) || cost[at] + arc->cost >= cost[arc->to] - 1e-6)
            continue;
          cost[arc->to] = cost[at] + arc->cost;
          via[arc->to] = network->order[i];
          if (queued[arc->to])
            continue;
          queued[arc->to] = TRUE;
          queue[tail] = arc->to;
          tail = (tail + 1) % (network->n + 1);
        }
    }
  return cost[sink];
}

/* Sends flow as long as it gains. */
static void
solve (Network *network)
{
  g_autofree guint32 *via = g_new0 (guint32, network->n), *queue = g_new (guint32, network->n + 1);
  g_autofree double  *cost = g_new (double, network->n);
  g_autofree guint8  *queued = g_new (guint8, network->n);
  guint32             source = network->n - 2, sink = network->n - 1;

  for (guint i = 0; i < MOST_PATHS && find_path (network, via, cost, queue, queued) < -0.5; i++)
    {
      double amount = G_MAXDOUBLE;

      for (guint32 at = sink; at != source;)
        {
          const Arc *arc = &g_array_index (network->arcs, Arc, via[at]);

          amount = MIN (amount, arc->room);
          at = g_array_index (network->arcs, Arc, arc->back).to;
        }
      for (guint32 at = sink; at != source;)
        {
          Arc *arc = &g_array_index (network->arcs, Arc, via[at]), *back = &g_array_index (network->arcs, Arc, arc->back);

          if (arc->room < G_MAXDOUBLE)
            arc->room -= amount;
          if (back->room < G_MAXDOUBLE)
            back->room += amount;
          at = back->to;
        }
    }
}

/* The least of the first measure that has to change hands until all territories are within their tolerances. */
double
bw_part_flow_least (const BwPartTask *task,
                    const gint32     *territory)
{
  g_autofree double *load = g_new0 (double, (gsize)task->k * task->m);
  Network            network = { 0 };
  double             sum = 0;

  for (guint u = 0; u < task->n; u++)
    if (territory[u] >= 0)
      load[(gsize)territory[u] * task->m] += task->graph->weights[(gsize)u * task->m];
  make_network (&network, task, territory, load, 0, 1);
  solve (&network);
  for (guint i = 0; i < network.arcs->len; i += 2)
    {
      const Arc *arc = &g_array_index (network.arcs, Arc, i), *back = &g_array_index (network.arcs, Arc, i + 1);

      if (arc->to < task->k && back->to < task->k)
        sum += back->room;
    }
  clear_network (&network);
  return sum;
}

/* A unit that could carry something over a border. */
typedef struct
{
  double  cost; /* for what it carries */
  guint32 unit;
  gint32  to;
} Carrier;

static int
compare_carriers (gconstpointer a,
                  gconstpointer b)
{
  const Carrier *x = a, *y = b;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->unit != y->unit)
    return x->unit < y->unit ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}

static gpointer
pair_key (const BwPartTask *task,
          gint32            a,
          gint32            b)
{
  return GSIZE_TO_POINTER ((gsize)a * task->k + (gsize)b + 1);
}

/* Units at borders with something to carry. Returns: (transfer full) (element-type Carrier), the cheapest first. */
static GArray *
find_carriers (BwPartState *state,
               GHashTable  *to_carry,
               guint        measure)
{
  const BwPartTask *task = state->task;
  GArray           *carriers = g_array_new (FALSE, FALSE, sizeof (Carrier));

  for (guint i = 0; i < state->n_border; i++)
    {
      guint32 unit = state->border[i];
      gint32  own = state->territory[unit], last = own;
      double  weight = task->graph->weights[(gsize)unit * task->m + measure];

      for (guint j = task->graph->first[unit]; weight > 0 && j < task->graph->first[unit + 1]; j++)
        {
          gint32  other = state->territory[task->graph->neighbours[j]];
          double *left;

          if (other == own || other == last || state->cut_off[task->graph->neighbours[j]])
            continue;
          last = other;
          left = g_hash_table_lookup (to_carry, pair_key (task, own, other));
          if (left != NULL && weight <= *left)
            {
              Carrier carrier = { bw_part_state_delta (state, unit, other, G_MAXDOUBLE) / weight, unit, other };

              g_array_append_val (carriers, carrier);
            }
        }
    }
  g_array_sort (carriers, compare_carriers);
  return carriers;
}

/* Moves one layer of units. Returns how many. */
static guint
carry_layer (BwPartState *state,
             GHashTable  *to_carry,
             guint        measure)
{
  const BwPartTask *task = state->task;
  g_autoptr (GArray) carriers = find_carriers (state, to_carry, measure);
  guint n = 0;

  for (guint i = 0; i < carriers->len; i++)
    {
      const Carrier *carrier = &g_array_index (carriers, Carrier, i);
      double        *left = g_hash_table_lookup (to_carry, pair_key (task, state->territory[carrier->unit], carrier->to));
      double         weight = task->graph->weights[(gsize)carrier->unit * task->m + measure];
      gboolean       touches = FALSE;

      for (guint j = task->graph->first[carrier->unit]; j < task->graph->first[carrier->unit + 1] && !touches; j++)
        touches = state->territory[task->graph->neighbours[j]] == carrier->to && !state->cut_off[task->graph->neighbours[j]];
      if (left == NULL || weight > *left || !touches || !bw_part_state_can_leave (state, carrier->unit))
        continue;
      bw_part_state_move (state, carrier->unit, carrier->to);
      *left -= weight;
      n++;
    }
  return n;
}

/* Moves units so that the loads of @measure come within @within of their tolerances, as far as units that small are at the right borders.
 * The penalty is not looked at meanwhile. Returns how many were moved. */
guint
bw_part_flow (BwPartState *state,
              guint        measure,
              double       within)
{
  const BwPartTask *task = state->task;
  g_autoptr (GHashTable) to_carry = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  Network network = { 0 };
  double  penalty = state->penalty;
  guint   n = 0;

  make_network (&network, task, state->territory, state->load, measure, within);
  solve (&network);
  for (guint i = 0; i < network.arcs->len; i += 2)
    {
      const Arc *arc = &g_array_index (network.arcs, Arc, i), *back = &g_array_index (network.arcs, Arc, i + 1);

      if (arc->to < task->k && back->to < task->k && back->room > 1e-9)
        g_hash_table_insert (to_carry, pair_key (task, (gint32)back->to, (gint32)arc->to), g_memdup2 (&back->room, sizeof back->room));
    }
  clear_network (&network);
  state->penalty = 0;
  for (guint layer = 0, moved = 1; layer < MOST_LAYERS && moved > 0 && g_hash_table_size (to_carry) > 0; layer++)
    {
      if (bw_part_state_done (state))
        break;
      moved = carry_layer (state, to_carry, measure);
      n += moved;
    }
  state->penalty = penalty;
  bw_part_state_set (state, state->territory);
  return n;
}
