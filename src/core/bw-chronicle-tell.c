/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works the CRM's own record of changes into the history.
 *
 * The record decides; what exports showed is then read again against it, oldest first, so that a change that was
 * assumed between two exports gives way to the one that is told. A change that two files tell of is one: it leads to the same
 * value within a day (the files may count days in different time zones), and the earlier day counts. The chain is
 * made of what each change led to: where a record's old value is another than what the one before led to, it is the
 * new values that count. O(n x m) in the changes of one field of one deal, which are few. */

#include "core/bw-chronicle-private.h"

enum
{
  SAME_DAYS = 1, /* how far apart two files may date one change */
};

/* The first change of @entries, not yet @matched, that @told tells of too, up to @days apart; -1 for none. Only what begins
 * and ends with the same values can be one change on two days. */
static int
find_match (const BwChronicle *chronicle,
            guint8             field,
            const GArray      *entries,
            const GArray      *matched,
            const BwTold      *told,
            int                days)
{
  for (guint i = 0; i < matched->len; i++)
    {
      const BwChange *change = &g_array_index (entries, BwEntry, i).change;

      if (!g_array_index (matched, guint8, i) && ABS (change->at - told->at) == days && change->import != chronicle->import &&
          bw_chronicle_same (chronicle, field, change->new_value, told->new_value) &&
          (days == 0 || (told->has_old && bw_chronicle_same (chronicle, field, change->old_value, told->old_value))))
        return (int)i;
    }
  return -1;
}

/* Where among @entries, which are in order, a change that @told tells of belongs. */
static guint
place_of (const BwChronicle *chronicle,
          guint8             field,
          const GArray      *entries,
          const BwTold      *told)
{
  guint end = entries->len;

  while (end > 0 && g_array_index (entries, BwEntry, end - 1).change.at > told->at)
    end--;
  if (!told->has_old)
    return end;
  /* Of several on one day it follows the one that led to its old value, or precedes the one that went out from its new. */
  for (guint i = end; i > 0 && g_array_index (entries, BwEntry, i - 1).change.at == told->at; i--)
    if (bw_chronicle_same (chronicle, field, g_array_index (entries, BwEntry, i - 1).change.new_value, told->old_value))
      return i;
  for (guint i = end; i > 0 && g_array_index (entries, BwEntry, i - 1).change.at == told->at; i--)
    if (g_array_index (entries, BwEntry, i - 1).change.import != chronicle->import &&
        bw_chronicle_same (chronicle, field, g_array_index (entries, BwEntry, i - 1).change.old_value, told->new_value))
      return i - 1;
  return end;
}

/* Puts @entries, of which some have been dated a day earlier, in the order of their days again. */
static void
restore_order (GArray *entries)
{
  BwEntry *all = (BwEntry *)(void *)entries->data;

  for (guint i = 1; i < entries->len; i++)
    for (guint at = i; at > 0 && all[at - 1].change.at > all[at].change.at; at--)
      {
        BwEntry kept = all[at];

        all[at] = all[at - 1];
        all[at - 1] = kept;
      }
}

/* Joins what is told with what was told before. Returns: (transfer full) (element-type BwEntry): in order. */
static GArray *
join_told (const BwChronicle *chronicle,
           guint8             field,
           const BwTold      *told,
           guint              n)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (BwEntry));
  g_autoptr (GArray) matched = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_autofree int *matches = g_new (int, MAX (n, 1));

  for (guint i = 0; i < chronicle->chain->len; i++)
    if (bw_chronicle_is_told (chronicle, &bw_chain_get (chronicle, i)->change))
      g_array_append_vals (entries, bw_chain_get (chronicle, i), 1);
  g_array_set_size (matched, entries->len);
  for (guint i = 0; i < n; i++)
    matches[i] = -1;
  for (int days = 0; days <= SAME_DAYS; days++)
    for (guint i = 0; i < n; i++)
      {
        if (matches[i] < 0)
          matches[i] = find_match (chronicle, field, entries, matched, &told[i], days);
        if (matches[i] < 0 || g_array_index (matched, guint8, matches[i]))
          continue;
        g_array_index (matched, guint8, matches[i]) = TRUE;
        g_array_index (entries, BwEntry, matches[i]).change.at =
          MIN (g_array_index (entries, BwEntry, matches[i]).change.at, told[i].at);
      }
  restore_order (entries);
  for (guint i = 0; i < n; i++)
    if (matches[i] < 0)
      {
        BwEntry entry = { { .deal = chronicle->deal,
                            .at = told[i].at,
                            .field = field,
                            .source = BW_TIME_CRM,
                            .import = chronicle->import,
                            .old_value = told[i].old_value,
                            .new_value = told[i].new_value },
                          told[i].line,
                          0 };

        g_array_insert_val (entries, place_of (chronicle, field, entries, &told[i]), entry);
      }
  return entries;
}

/* One export's word on the field in hand, to be read again. */
typedef struct
{
  BwSighting sighting;
  gint32     import;
} Again;

/* What the exports said, by the chain in hand. Returns: (transfer full) (element-type Again): oldest first. */
static GArray *
recall (BwChronicle *chronicle,
        guint8       field)
{
  GArray *sightings = g_array_new (FALSE, FALSE, sizeof (Again));
  BwDate  day = G_MININT32, before = BW_DATE_NONE;
  gint32  import = -1;

  while ((day = bw_views_after (chronicle->views, chronicle->deal, field, day, &import)) != BW_DATE_NONE)
    {
      const BwImportRecord *record = &g_array_index (chronicle->book->imports, BwImportRecord, import);
      Again                 again = { { .day = day, .since = BW_DATE_NONE, .modified = BW_DATE_NONE, .source = record->as_of_source },
                                      import };

      again.sighting.value = bw_chain_value (chronicle, day);
      again.sighting.since = bw_chain_closed_since (chronicle, field, again.sighting.value, before, day);
      for (guint i = 0; i < chronicle->chain->len; i++)
        {
          const BwEntry *entry = bw_chain_get (chronicle, i);

          if (entry->change.at > before && entry->change.at <= day && !bw_chronicle_is_told (chronicle, &entry->change) &&
              bw_chronicle_same (chronicle, field, entry->change.new_value, again.sighting.value))
            {
              again.sighting.since = entry->change.source == BW_TIME_IMPLIED ? entry->change.at : BW_DATE_NONE;
              again.sighting.modified = entry->change.source == BW_TIME_CRM ? entry->change.at : BW_DATE_NONE;
              again.sighting.line = entry->line;
              again.import = entry->change.import;
            }
        }
      g_array_append_val (sightings, again);
      before = day;
    }
  return sightings;
}

/* Works @n changes that the CRM tells of @field, in the order of their time, into the history of the deal in hand.
 * Returns whether it changed anything. */
gboolean
bw_chronicle_tell (BwChronicle  *chronicle,
                   guint8        field,
                   const BwTold *told,
                   guint         n)
{
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GArray) sightings = NULL;
  const BwEntry *first;

  if (n == 0)
    return FALSE;
  bw_chain_load (chronicle, field);
  sightings = recall (chronicle, field);
  entries = join_told (chronicle, field, told, n);
  first = &g_array_index (entries, BwEntry, 0);
  if (first->change.import == chronicle->import && first->line == told[0].line)
    {
      BwDate seen = sightings->len > 0 ? g_array_index (sightings, Again, 0).sighting.day : BW_DATE_NONE;

      if (told[0].has_old)
        chronicle->initial = told[0].old_value;
      else if (seen != BW_DATE_NONE && seen < first->change.at)
        chronicle->initial = g_array_index (sightings, Again, 0).sighting.value;
      else
        chronicle->initial = first->change.new_value;
    }
  g_array_set_size (chronicle->chain, 0);
  g_array_append_vals (chronicle->chain, entries->data, entries->len);
  for (guint i = 0; i < sightings->len; i++)
    {
      const Again *again = &g_array_index (sightings, Again, i);

      bw_chain_observe (chronicle, field, &again->sighting, again->import, TRUE);
    }
  bw_chain_store (chronicle, field);
  return TRUE;
}
