/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that can be undone, kept when a project is closed.
 *
 * They are packed (zlib) on the file's thread, the newest first, as far as KEPT_BYTES reach: an older one can only be taken back
 * after all newer ones. What comes from a file is unpacked no further than that and looked through as GVariant does with bytes
 * that nobody vouches for; steps that do not fit the book's imports end the list. */

#include "session/bw-session-private.h"

#include <string.h>

enum
{
  KEPT_BYTES = 8 << 20, /* of all steps that are kept, before they are packed */
  KEPT_STEPS = 100,
  PIECE = 1 << 16,
};

#define STEPS_TYPE "a(suuay)"

void
bw_step_free (gpointer step)
{
  g_free (((BwStep *)step)->label);
  g_bytes_unref (((BwStep *)step)->token);
  g_free (step);
}

/* @bytes through @converter, which is fresh. Returns: (transfer full) (nullable): %NULL when they make no sense or too much. */
static GBytes *
convert (GConverter *converter,
         GBytes     *bytes)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize            n, read, written;
  const guint8    *data = g_bytes_get_data (bytes, &n);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      guint at = out->len;

      if (at > KEPT_BYTES + PIECE)
        return NULL;
      g_byte_array_set_size (out, at + PIECE);
      result = g_converter_convert (converter, data, n, out->data + at, PIECE, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      g_byte_array_set_size (out, at + (guint)written);
      data += read;
      n -= read;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* Returns: (transfer full) (element-type BwStep): the newest of @steps that are small enough together, in their order. */
static GPtrArray *
copy_newest (const GPtrArray *steps)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (bw_step_free);
  gsize      size = 0;

  for (guint i = steps->len; i > 0 && copy->len < KEPT_STEPS; i--)
    {
      const BwStep *step = g_ptr_array_index (steps, i - 1);
      BwStep       *kept;

      size += g_bytes_get_size (step->token) + strlen (step->label) + 32;
      if (size > KEPT_BYTES)
        break;
      kept = g_memdup2 (step, sizeof *step);
      kept->label = g_strdup (step->label);
      kept->token = g_bytes_ref (step->token);
      g_ptr_array_insert (copy, 0, kept);
    }
  return copy;
}

static void
keep_work (GTask    *task,
           BwStore **store)
{
  const GPtrArray *steps = g_task_get_task_data (task);
  GVariantBuilder  builder;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) bytes = NULL, packed = NULL;
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (STEPS_TYPE));
  for (guint i = 0; i < steps->len; i++)
    {
      const BwStep *step = g_ptr_array_index (steps, i);

      g_variant_builder_add (&builder, "(suu@ay)", step->label, step->imports_before, step->imports_after,
                             g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, step->token, TRUE));
    }
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  bytes = g_variant_get_data_as_bytes (variant);
  packed = steps->len > 0 ? convert (G_CONVERTER (compressor), bytes) : NULL;
  if (*store != NULL)
    bw_store_keep_steps (*store, packed);
  g_task_return_boolean (task, TRUE);
}

/* Keeps @steps (element-type BwStep) in the file of @thread, which is about to be closed. */
void
bw_steps_keep (BwStoreThread   *thread,
               const GPtrArray *steps)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, copy_newest (steps), (GDestroyNotify)g_ptr_array_unref);
  bw_store_thread_run (thread, task, keep_work);
}

/* Returns: (transfer full) (element-type BwStep): the steps that were kept in @store and can still be undone; the book that it
 * holds has had @n_imports. */
GPtrArray *
bw_steps_load (BwStore *store,
               guint    n_imports)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (bw_step_free);
  g_autoptr (GBytes) packed = bw_store_load_steps (store);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  gsize n;

  bytes = packed != NULL ? convert (G_CONVERTER (decompressor), packed) : NULL;
  if (bytes == NULL)
    return steps;
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (STEPS_TYPE), bytes, FALSE));
  n = MIN (g_variant_n_children (variant), KEPT_STEPS);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) token = NULL;
      BwStep step;

      g_variant_get_child (variant, i, "(suu@ay)", &step.label, &step.imports_before, &step.imports_after, &token);
      step.token = g_variant_get_data_as_bytes (token);
      g_ptr_array_add (steps, g_memdup2 (&step, sizeof step));
      if (step.imports_before > step.imports_after || step.imports_after > n_imports || *step.label == '\0')
        {
          g_ptr_array_set_size (steps, 0);
          break;
        }
    }
  return steps;
}
