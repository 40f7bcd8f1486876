/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of postal codes: told apart and read. */
#pragma once

#include <gio/gio.h>

#include "core/bw-postal-edit.h"

G_BEGIN_DECLS

/* What taking a file would do. */
typedef struct
{
  char         *path; /* (owned) */
  BwPostalCount count;
  guint         n_found; /* accounts that get a place by it */
  GString      *sample;  /* (owned): the first places, a line each */
  BwBook       *before;  /* (owned) */
  BwBook       *after;   /* (owned) (nullable): until it is stolen */
  BwDelta      *delta;   /* (owned) (nullable): until it is stolen */
} BwPostalFile;

gboolean      bw_postal_file_is_one (const char *path);
GBytes       *bw_postal_file_load (const char *path,
                                   GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void          bw_postal_file_read_async (BwBook             *book,
                                         const char         *path,
                                         GAsyncReadyCallback ready,
                                         gpointer            data);
BwPostalFile *bw_postal_file_read_finish (GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void          bw_postal_file_free (BwPostalFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPostalFile, bw_postal_file_free)

G_END_DECLS
