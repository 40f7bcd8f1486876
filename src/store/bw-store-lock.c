/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writer at a time: a lock file beside the project.
 *
 * SQLite's own lock is held only during a transaction, so that a second program can read the project meanwhile.
 * Who may write is decided by flock() on ".NAME.lock" beside the project. The kernel lets go of it when its holder
 * ends, however it ends, so a file that was left behind means nothing. The file tells who holds it. It is
 * removed before the lock is let go; who waited for the removed one notices by its inode and tries again. The project
 * itself is never opened here: closing it would drop the POSIX locks that SQLite holds in this process. */

#include "store/bw-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _BwStoreLock
{
  char *path;
  int   fd;
};

enum
{
  MAX_TRIES = 10,
  MAX_HOLDER = 512,
};

static char *
lock_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.lock", name);

  return g_build_filename (folder, hidden, NULL);
}

/* "Anna on laptop (bellwether, process 4711)", as the holder wrote it; %NULL when it cannot be read. */
static char *
read_holder (int fd)
{
  char    text[MAX_HOLDER + 1];
  ssize_t length = pread (fd, text, MAX_HOLDER, 0);

  if (length <= 0)
    return NULL;
  text[length] = '\0';
  g_strstrip (text);
  return g_utf8_make_valid (text, -1);
}

static void
write_holder (int fd)
{
  const char      *program = g_get_prgname () != NULL ? g_get_prgname () : "bellwether";
  g_autofree char *text = NULL;

  /* Translators: the user's name, the computer's name, the program's name, the process' number. */
  text = g_strdup_printf (_ ("%s on %s (%s, process %d)"), g_get_user_name (), g_get_host_name (), program, (int)getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    return; /* The lock holds all the same; only its holder stays unnamed. */
}

/* Lets those read who is working on the project who may read the project itself. */
static void
open_to_readers (int         fd,
                 const char *project)
{
  struct stat of_project;

  if (stat (project, &of_project) == 0 && fchmod (fd, 0600 | (of_project.st_mode & 0066)) != 0)
    return; /* Then the owner alone sees it. */
}

static gboolean
is_still_there (int         fd,
                const char *path)
{
  struct stat held, there;

  return fstat (fd, &held) == 0 && stat (path, &there) == 0 && held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

/* Takes the right to write the project at @path. Returns %NULL when it cannot be had; @reason (transfer full) then
 * says why. */
BwStoreLock *
bw_store_lock_take (const char *path,
                    char      **reason)
{
  g_autofree char *beside = lock_path (path);
  g_autofree char *name = g_path_get_basename (path);

  for (int try = 0; try < MAX_TRIES; try++)
    {
      int fd = g_open (beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (fd < 0)
        {
          *reason = g_strdup_printf (_ ("“%s” is open for reading only: its folder cannot be written (%s). Save a copy in "
                                        "another folder to work on it."),
                                     name, g_strerror (errno));
          return NULL;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          gboolean         taken = errno == EWOULDBLOCK;
          g_autofree char *holder = taken ? read_holder (fd) : g_strdup (g_strerror (errno));

          close (fd);
          if (taken)
            *reason = g_strdup_printf (_ ("“%s” is open for reading only: %s is working on it."), name,
                                       holder != NULL ? holder : _ ("another program"));
          else
            *reason = g_strdup_printf (_ ("“%s” is open for reading only: its folder cannot be locked (%s)."), name, holder);
          return NULL;
        }
      if (is_still_there (fd, beside))
        {
          BwStoreLock *lock = g_new0 (BwStoreLock, 1);

          open_to_readers (fd, path);
          write_holder (fd);
          lock->path = g_steal_pointer (&beside);
          lock->fd = fd;
          return lock;
        }
      close (fd);
    }
  *reason = g_strdup_printf (_ ("“%s” is open for reading only: another program keeps opening and closing it."), name);
  return NULL;
}

/* Lets go of the right (transfer full) (nullable). */
void
bw_store_lock_release (BwStoreLock *lock)
{
  if (lock == NULL)
    return;
  g_unlink (lock->path);
  close (lock->fd);
  g_free (lock->path);
  g_free (lock);
}
