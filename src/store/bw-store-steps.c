/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that can be undone, kept for the next time that the project is opened.
 *
 * What takes a write back only fits the file as that write left it. So the steps are written last, when the project is closed, among the
 * packed copies, with the file's change counter: any later write, of whatever program, moves the counter on, and then there is
 * nothing to be undone. So is it when the program did not come to close the project, or has other tables or another order of bytes. What
 * a file from elsewhere holds there is looked through as it is used; see bw-store-undo.c and bw-row-log.c.
 *
 *   head     magic, layout, change counter (64 bits each, in the machine's order)
 *   steps    the session's */

#include "store/bw-store-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/bw-packed-block.h"

#define STEPS_PART  "undo_steps"
#define STEPS_MAGIC G_GINT64_CONSTANT (0x3130736470655742)

typedef struct
{
  gint64 magic;
  gint64 layout;
  gint64 counter;
} Head;

void
bw_store_keep_steps (BwStore *store,
                     GBytes  *steps)
{
  g_clear_pointer (&store->steps, g_bytes_unref);
  store->steps = steps != NULL ? g_bytes_ref (steps) : g_bytes_new (NULL, 0);
}

GBytes *
bw_store_load_steps (BwStore *store)
{
  gsize            n;
  g_autofree char *data = bw_packed_read (&store->sql, STEPS_PART, &n);
  Head             head;

  store->steps_counter = bw_store_file_counter (store);
  if (data == NULL || n < sizeof head)
    return NULL;
  memcpy (&head, data, sizeof head);
  if (head.magic != STEPS_MAGIC || head.layout != bw_store_layout () || head.counter != store->steps_counter)
    return NULL;
  return g_bytes_new (data + sizeof head, n - sizeof head);
}

static gboolean
write_steps (BwStore *store)
{
  Head        head = { STEPS_MAGIC, bw_store_layout (), bw_store_file_counter (store) };
  gsize       n;
  const void *data = g_bytes_get_data (store->steps, &n);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (n == 0)
    return bw_sql_exec (&store->sql, "DELETE FROM packed WHERE part = '" STEPS_PART "'", NULL);
  g_byte_array_append (bytes, (const guint8 *)&head, sizeof head);
  g_byte_array_append (bytes, data, (guint)n);
  return bw_packed_write (&store->sql, STEPS_PART, bytes->data, bytes->len, NULL);
}

/* Writes the steps that were given, unless nothing was written since they were loaded. To be called last before closing. Failing does
 * no harm: then there is nothing to be undone. */
void
bw_store_write_steps (BwStore *store)
{
  if (store->steps == NULL || store->steps_counter == bw_store_file_counter (store))
    return;
  if (!bw_store_begin_writing (store, NULL))
    return;
  if (write_steps (store) && bw_store_pack_keep (store, NULL))
    bw_sql_commit (&store->sql, NULL);
  else
    bw_sql_rollback (&store->sql);
}
