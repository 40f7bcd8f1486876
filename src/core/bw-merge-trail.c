/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge moved, written as a text: lists of names and numbers such as "deals=12,3,1;past=12;managers=5f3a…;check=77",
 * the places of deals as differences, keys in hexadecimal. */

#include "core/bw-merge-private.h"

#include <string.h>

/* Returns: (transfer full): an empty trail. */
BwTrail *
bw_trail_new (void)
{
  BwTrail *trail = g_new0 (BwTrail, 1);
  guint    n;

  bw_merge_references (&n);
  trail->deals = g_array_new (FALSE, FALSE, sizeof (guint));
  trail->past = g_array_new (FALSE, FALSE, sizeof (guint));
  trail->rows = g_new (GArray *, n);
  for (guint i = 0; i < n; i++)
    trail->rows[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  return trail;
}

/* Frees @trail (transfer full) (nullable). */
void
bw_trail_free (BwTrail *trail)
{
  guint n;

  if (trail == NULL)
    return;
  bw_merge_references (&n);
  g_array_unref (trail->deals);
  g_array_unref (trail->past);
  for (guint i = 0; i < n; i++)
    g_array_unref (trail->rows[i]);
  g_free (trail->rows);
  g_free (trail);
}

static void
write_places (GString       *text,
              const char    *name,
              const GArray  *places,
              const BwDeals *deals,
              guint64       *check)
{
  guint last = 0;

  g_string_append_printf (text, "%s=", name);
  for (guint i = 0; i < places->len; i++)
    {
      guint place = g_array_index (places, guint, i);

      g_string_append_printf (text, "%s%u", i > 0 ? "," : "", place - last);
      last = place;
      *check ^= (guint64)deals->key[place];
    }
  g_string_append_c (text, ';');
}

/* Returns: (transfer full): @trail as a text. */
char *
bw_trail_write (BwTrail       *trail,
                const BwDeals *deals)
{
  GString           *text = g_string_new (NULL);
  guint              n;
  const BwReference *references = bw_merge_references (&n);

  trail->check = 0;
  write_places (text, "deals", trail->deals, deals, &trail->check);
  write_places (text, "past", trail->past, deals, &trail->check);
  for (guint i = 0; i < n; i++)
    {
      if (trail->rows[i]->len == 0)
        continue;
      g_string_append_printf (text, "%s=", references[i].name);
      for (guint k = 0; k < trail->rows[i]->len; k++)
        g_string_append_printf (text, "%s%" G_GINT64_MODIFIER "x", k > 0 ? "," : "", g_array_index (trail->rows[i], gint64, k));
      g_string_append_c (text, ';');
    }
  g_string_append_printf (text, "check=%" G_GINT64_MODIFIER "x", trail->check);
  return g_string_free (text, FALSE);
}

static gboolean
read_places (const char    *list,
             const BwDeals *deals,
             GArray        *places,
             guint64       *check)
{
  g_auto (GStrv) numbers = g_strsplit (list, ",", -1);
  guint64 place = 0;

  for (guint i = 0; numbers[i] != NULL && *numbers[i] != '\0'; i++)
    {
      guint64 step;
      guint   here;

      if (!g_ascii_string_to_unsigned (numbers[i], 10, 0, G_MAXUINT32, &step, NULL) || (place += step) >= deals->n)
        return FALSE;
      here = (guint)place;
      g_array_append_val (places, here);
      *check ^= (guint64)deals->key[here];
    }
  return TRUE;
}

static gboolean
read_keys (const char *list,
           GArray     *keys)
{
  g_auto (GStrv) numbers = g_strsplit (list, ",", -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      guint64 key;

      if (!g_ascii_string_to_unsigned (numbers[i], 16, 0, G_MAXINT64, &key, NULL))
        return FALSE;
      g_array_append_val (keys, key);
    }
  return TRUE;
}

static gboolean
read_part (BwTrail       *trail,
           const char    *name,
           const char    *list,
           const BwDeals *deals,
           guint64       *check)
{
  guint              n;
  const BwReference *references = bw_merge_references (&n);

  if (g_str_equal (name, "deals"))
    return read_places (list, deals, trail->deals, check);
  if (g_str_equal (name, "past"))
    return read_places (list, deals, trail->past, check);
  if (g_str_equal (name, "check"))
    return g_ascii_string_to_unsigned (list, 16, 0, G_MAXUINT64, &trail->check, NULL);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (name, references[i].name))
      return read_keys (list, trail->rows[i]);
  return FALSE;
}

/* Returns: (transfer full) (nullable): what bw_trail_write() wrote; %NULL when it is no such text, or the deals are not those
 * that it was written of. */
BwTrail *
bw_trail_read (const char    *text,
               const BwDeals *deals)
{
  g_autoptr (BwTrail) trail = bw_trail_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  guint64 check = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL)
        return NULL;
      *equals = '\0';
      if (!read_part (trail, parts[i], equals + 1, deals, &check))
        return NULL;
    }
  return check == trail->check ? g_steal_pointer (&trail) : NULL;
}
