/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+C ends what is being worked out, not the program.
 *
 * The handler only sets a flag, which the work's progress looks at: the best result so far is given then, by the ordinary way. How far the
 * work is stands on the terminal where somebody looks at it and the result goes elsewhere. */

#include "cli/bw-cli-interrupt.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;
static struct sigaction      before;

static void
interrupt_cb (int number)
{
  interrupted = 1;
}

static gboolean
is_watched (void)
{
  return isatty (STDERR_FILENO) && !isatty (STDOUT_FILENO);
}

/* From now on an interruption is noted. */
void
bw_cli_interrupt_begin (void)
{
  struct sigaction action = { 0 };

  interrupted = 0;
  action.sa_handler = interrupt_cb;
  sigaction (SIGINT, &action, &before);
}

/* From now on an interruption ends the program again. */
void
bw_cli_interrupt_end (void)
{
  sigaction (SIGINT, &before, NULL);
  if (is_watched ())
    g_printerr ("\r");
}

/* A BwProgress: shows @done. Returns %FALSE once there was an interruption. */
gboolean
bw_cli_interrupt_progress (double   done,
                           gpointer data)
{
  if (is_watched ())
    g_printerr ("\r%3.0f %%", 100 * done);
  return !interrupted;
}
