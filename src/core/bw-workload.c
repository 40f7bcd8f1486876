/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much work an account asks for, by a formula.
 *
 * A formula is a list of steps; the first whose condition holds says how much it is, in whatever unit the project counts: hours or
 * visits.
 *
 *   12 if size=500- | 6 if size=50-499; industry=Software | 2
 *
 * The conditions are those of rules (bw-territory-rule.h); a step without one holds for every account. What no step holds for asks
 * for nothing. */

#include "core/bw-workload.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Far more than anybody has hours, far less than sums could not hold. */
#define MOST 1e6

typedef struct
{
  double           amount;
  BwRuleCondition *condition; /* (owned) (nullable): always */
} Step;

struct _BwWorkload
{
  GArray *steps; /* Step */
};

G_DEFINE_QUARK (bw_workload_error_quark, bw_workload_error)

static void
clear_step (gpointer data)
{
  bw_rule_condition_free (((Step *)data)->condition);
}

/* Splits @text at bars outside of quotes.
 * Returns: (transfer full) (element-type utf8): the pieces without space around them. */
static GPtrArray *
split (const char *text)
{
  GPtrArray  *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *from = text;
  gboolean    quoted = FALSE;

  for (const char *at = text;; at++)
    {
      quoted = quoted != (*at == '"');
      if (*at != '\0' && (*at != '|' || quoted))
        continue;
      g_ptr_array_add (pieces, g_strstrip (g_strndup (from, (gsize)(at - from))));
      if (*at == '\0')
        return pieces;
      from = at + 1;
    }
}

/* Reads "12" or "12 if size=500-". */
static gboolean
read_step (const char *piece,
           Step       *step,
           GError    **error)
{
  char *end;

  step->amount = g_ascii_strtod (piece, &end);
  if (end == piece || !(step->amount >= 0 && step->amount <= MOST) || strchr ("+-", *piece) != NULL)
    {
      g_set_error (error, BW_WORKLOAD_ERROR, BW_WORKLOAD_ERROR_SYNTAX,
                   _ ("“%s” does not begin with a number of hours or visits. Write such as 12 if size=500- | 2."), piece);
      return FALSE;
    }
  while (g_ascii_isspace (*end))
    end++;
  if (*end == '\0')
    return TRUE;
  if (!g_str_has_prefix (end, "if "))
    {
      g_set_error (error, BW_WORKLOAD_ERROR, BW_WORKLOAD_ERROR_SYNTAX,
                   _ ("After the number in “%s” comes “if” and what the accounts are like. Write such as 12 if size=500-."), piece);
      return FALSE;
    }
  step->condition = bw_rule_condition_parse (end + 3, error);
  return step->condition != NULL;
}

/* Reads a formula.
 * Returns: (transfer full) (nullable): %NULL with @error set, a sentence for whoever wrote it. */
BwWorkload *
bw_workload_parse (const char *text,
                   GError    **error)
{
  g_autoptr (BwWorkload) self = g_new0 (BwWorkload, 1);
  g_autoptr (GPtrArray) pieces = split (text);

  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  for (guint i = 0; i < pieces->len; i++)
    {
      Step step = { 0 };

      if (!read_step (g_ptr_array_index (pieces, i), &step, error))
        return NULL;
      g_array_append_val (self->steps, step);
    }
  return g_steal_pointer (&self);
}

/* Frees @workload (transfer full) (nullable). */
void
bw_workload_free (BwWorkload *workload)
{
  if (workload == NULL)
    return;
  g_array_unref (workload->steps);
  g_free (workload);
}

/* What @account of @book, which lies at @place, asks for; 0 when no step holds. */
double
bw_workload_of (const BwWorkload *workload,
                const BwBook     *book,
                guint             account,
                const BwPlace    *place)
{
  for (guint i = 0; i < workload->steps->len; i++)
    {
      const Step *step = &g_array_index (workload->steps, Step, i);

      if (step->condition == NULL || bw_rule_condition_holds (step->condition, book, account, place))
        return step->amount;
    }
  return 0;
}
