/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails when it is told to.
 *
 * A layer between SQLite and its usual file system (see "The OS Backend (VFS) To SQLite"): operations are counted, by default writes,
 * truncations, syncs and deletions, and a chosen one or all from it on fail, or the process kills itself. For the failing of the
 * power each file keeps what stood where it was written since it was last synced; some of that then stands there again. */

#include "fault-vfs.h"

#include <signal.h>
#include <string.h>

#include <sqlite3.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real; /* behind this structure */
  GPtrArray    *olds; /* (element-type Old) (nullable): since the last sync */
} FaultFile;

/* What stood where something was written. */
typedef struct
{
  sqlite3_int64 at;
  sqlite3_int64 size; /* of the file before */
  int           n;
  char         *bytes; /* (owned) */
} Old;

static sqlite3_vfs  fault_vfs;
static sqlite3_vfs *real_vfs;
static FaultKind    armed;
static guint        armed_at;
static guint        count;
static guint        counted = FAULT_ON_CHANGE;
static GPtrArray   *open_files; /* (element-type FaultFile) */

static void
old_free (gpointer data)
{
  Old *old = data;

  g_free (old->bytes);
  g_free (old);
}

/* Puts back, on all open files, about half of what was written since their last sync. */
static void
lose_power (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (armed_at);

  for (guint f = 0; f < open_files->len; f++)
    {
      FaultFile *file = g_ptr_array_index (open_files, f);

      for (guint i = file->olds->len; i-- > 0;)
        {
          Old          *old = g_ptr_array_index (file->olds, i);
          sqlite3_int64 size = 0;

          if (g_rand_boolean (rand))
            continue;
          file->real->pMethods->xWrite (file->real, old->bytes, old->n, old->at);
          if (old->at + old->n > old->size && file->real->pMethods->xFileSize (file->real, &size) == SQLITE_OK && size == old->at + old->n)
            file->real->pMethods->xTruncate (file->real, old->size);
        }
      g_ptr_array_set_size (file->olds, 0);
    }
}

/* What the next operation at @place comes to. */
static int
operation (FaultPlace place,
           int        failure)
{
  guint now;

  if ((counted & place) == 0)
    return armed == FAULT_POWER && count > armed_at ? failure : SQLITE_OK;
  now = count++;
  if (armed == FAULT_NONE || now < armed_at)
    return SQLITE_OK;
  switch (armed)
    {
    case FAULT_KILL:
      raise (SIGKILL);
      return SQLITE_IOERR;
    case FAULT_FULL:
      return now == armed_at ? SQLITE_FULL : SQLITE_OK;
    case FAULT_FULL_STAYS:
      return SQLITE_FULL;
    case FAULT_ERROR:
      return now == armed_at ? failure : SQLITE_OK;
    case FAULT_POWER:
      if (now == armed_at)
        lose_power ();
      return failure;
    case FAULT_SHORT:
    case FAULT_ERROR_STAYS:
    case FAULT_NONE:
    default:
      return failure;
    }
}

#define REAL(file) (((FaultFile *)(file))->real)

static int
file_close (sqlite3_file *file)
{
  g_ptr_array_remove_fast (open_files, file);
  g_ptr_array_unref (((FaultFile *)file)->olds);
  return REAL (file)->pMethods != NULL ? REAL (file)->pMethods->xClose (REAL (file)) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file,
           void         *data,
           int           n,
           sqlite3_int64 at)
{
  int rc = operation (FAULT_ON_READ, SQLITE_IOERR_READ);

  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xRead (REAL (file), data, n, at);
}

/* Keeps what stands at the place of the next write. */
static void
keep_old (FaultFile    *file,
          int           n,
          sqlite3_int64 at)
{
  Old *old = g_new0 (Old, 1);

  old->at = at;
  old->n = n;
  old->bytes = g_malloc0 ((gsize)n);
  file->real->pMethods->xFileSize (file->real, &old->size);
  file->real->pMethods->xRead (file->real, old->bytes, n, at);
  g_ptr_array_add (file->olds, old);
}

static int
file_write (sqlite3_file *file,
            const void   *data,
            int           n,
            sqlite3_int64 at)
{
  guint before = count;
  int   rc = operation (FAULT_ON_WRITE, SQLITE_IOERR_WRITE);

  if (rc != SQLITE_OK && armed == FAULT_SHORT && before == armed_at)
    REAL (file)->pMethods->xWrite (REAL (file), data, n / 2, at);
  if (rc == SQLITE_OK && armed == FAULT_POWER)
    keep_old ((FaultFile *)file, n, at);
  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xWrite (REAL (file), data, n, at);
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  int rc = operation (FAULT_ON_TRUNCATE, SQLITE_IOERR_TRUNCATE);

  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  int rc = operation (FAULT_ON_SYNC, SQLITE_IOERR_FSYNC);

  if (rc == SQLITE_OK)
    g_ptr_array_set_size (((FaultFile *)file)->olds, 0);
  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file,
           int           lock)
{
  int rc = operation (FAULT_ON_LOCK, SQLITE_IOERR_LOCK);

  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xLock (REAL (file), lock);
}

static int
file_unlock (sqlite3_file *file,
             int           lock)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), lock);
}

static int
file_reserved (sqlite3_file *file,
               int          *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
file_control (sqlite3_file *file,
              int           op,
              void         *data)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static const sqlite3_io_methods methods = {
  1,
  file_close,
  file_read,
  file_write,
  file_truncate,
  file_sync,
  file_size,
  file_lock,
  file_unlock,
  file_reserved,
  file_control,
  file_sector_size,
  file_characteristics,
};

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  FaultFile *fault = (FaultFile *)file;
  int        rc = operation (FAULT_ON_OPEN, SQLITE_CANTOPEN);

  fault->real = (sqlite3_file *)(fault + 1);
  fault->base.pMethods = NULL;
  if (rc != SQLITE_OK)
    return rc;
  rc = real_vfs->xOpen (real_vfs, name, fault->real, flags, out_flags);
  if (fault->real->pMethods != NULL)
    {
      fault->base.pMethods = &methods;
      fault->olds = g_ptr_array_new_with_free_func (old_free);
      g_ptr_array_add (open_files, fault);
    }
  return rc;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *name,
            int          sync)
{
  int rc = operation (FAULT_ON_DELETE, SQLITE_IOERR_DELETE);

  return rc != SQLITE_OK ? rc : real_vfs->xDelete (real_vfs, name, sync);
}

/* Makes this the file system of every connection opened from now on. */
void
fault_vfs_install (void)
{
  open_files = g_ptr_array_new ();
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int)sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = vfs_open;
  fault_vfs.xDelete = vfs_delete;
  sqlite3_vfs_register (&fault_vfs, 1);
}

/* From now on the operation number @at, the first being 0, comes to @kind. */
void
fault_vfs_arm (FaultKind kind,
               guint     at)
{
  fault_vfs_arm_at (kind, FAULT_ON_CHANGE, at);
}

/* The same of the operations at @places alone. */
void
fault_vfs_arm_at (FaultKind kind,
                  guint     places,
                  guint     at)
{
  armed = kind;
  armed_at = at;
  counted = places;
  count = 0;
}

/* How many operations there were since arming. */
guint
fault_vfs_count (void)
{
  return count;
}
