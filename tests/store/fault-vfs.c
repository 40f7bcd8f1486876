/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails when it is told to.
 *
 * A layer between SQLite and its usual file system (see "The OS Backend (VFS) To SQLite"): writes, truncations, syncs and
 * deletions are counted, and from a chosen one on they fail, or the process kills itself. */

#include "fault-vfs.h"

#include <signal.h>
#include <string.h>

#include <sqlite3.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real; /* behind this structure */
} FaultFile;

static sqlite3_vfs  fault_vfs;
static sqlite3_vfs *real_vfs;
static FaultKind    armed;
static guint        armed_at;
static guint        count;

/* What the next changing operation comes to. */
static int
operation (int failure)
{
  guint now = count++;

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
  return REAL (file)->pMethods != NULL ? REAL (file)->pMethods->xClose (REAL (file)) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file,
           void         *data,
           int           n,
           sqlite3_int64 at)
{
  return REAL (file)->pMethods->xRead (REAL (file), data, n, at);
}

static int
file_write (sqlite3_file *file,
            const void   *data,
            int           n,
            sqlite3_int64 at)
{
  int rc = operation (SQLITE_IOERR_WRITE);

  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xWrite (REAL (file), data, n, at);
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  int rc = operation (SQLITE_IOERR_TRUNCATE);

  return rc != SQLITE_OK ? rc : REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  int rc = operation (SQLITE_IOERR_FSYNC);

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
  return REAL (file)->pMethods->xLock (REAL (file), lock);
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
  int        rc;

  fault->real = (sqlite3_file *)(fault + 1);
  fault->base.pMethods = NULL;
  rc = real_vfs->xOpen (real_vfs, name, fault->real, flags, out_flags);
  if (fault->real->pMethods != NULL)
    fault->base.pMethods = &methods;
  return rc;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *name,
            int          sync)
{
  int rc = operation (SQLITE_IOERR_DELETE);

  return rc != SQLITE_OK ? rc : real_vfs->xDelete (real_vfs, name, sync);
}

/* Makes this the file system of every connection opened from now on. */
void
fault_vfs_install (void)
{
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
  armed = kind;
  armed_at = at;
  count = 0;
}

/* How many operations there were since arming. */
guint
fault_vfs_count (void)
{
  return count;
}
