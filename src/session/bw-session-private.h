/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share. */
#pragma once

#include "session/bw-session.h"
#include "session/bw-store-thread.h"

G_BEGIN_DECLS

/* One step that can be undone or redone. */
typedef struct
{
  char   *label;
  GBytes *token;                         /* what bw_store_revert() takes */
  guint   imports_before, imports_after; /* how many the book had: those between are the step's */
} BwStep;

struct _BwSession
{
  GObject         parent_instance;
  BwStoreThread  *thread; /* (nullable): NULL until a project is open and after it was closed */
  GFile          *file;   /* (nullable) */
  BwBook         *book;   /* (nullable) */
  BwAtlas        *atlas;  /* (nullable): NULL when no map is installed */
  BwFocus        *focus;
  BwOutlookBases *bases;
  BwOutlookBases *past_bases;       /* (owned) */
  char           *read_only_reason; /* (nullable) */
  gboolean        lost;             /* the file cannot be read any more: the book is all that is left */
  GPtrArray      *undo_steps;       /* BwStep, newest last */
  GPtrArray      *redo_steps;
  guint           holds;      /* imports and undos that keep edits away */
  guint           edits;      /* edits that have not been committed yet */
  int             generation; /* counts edits that failed, so that those made on top of them fail too */
};

/* bw-session-steps.c */
void       bw_step_free (gpointer step);
void       bw_steps_keep (BwStoreThread   *thread,
                          const GPtrArray *steps);
GPtrArray *bw_steps_load (BwStore *store,
                          guint    n_imports) G_GNUC_WARN_UNUSED_RESULT;

void     bw_session_take_book (BwSession *self,
                               BwBook    *book);
void     bw_session_hold (BwSession *self);
void     bw_session_release (BwSession *self);
gboolean bw_session_refuse (BwSession *self,
                            GTask     *task);
void     bw_session_add_step (BwSession  *self,
                              const char *label,
                              GBytes     *token,
                              guint       imports_before,
                              guint       imports_after);

void bw_session_notify_steps (BwSession *self);
void bw_session_finish_copies (BwSession *self);

/* bw-session-again.c */
void bw_session_forget_steps (BwSession *self);
void bw_session_lose_file (BwSession *self);
void bw_session_see_again (BwSession    *self,
                           const GError *error);

void bw_session_start_correcting (BwSession  *self,
                                  GTask      *outer,
                                  GPtrArray  *corrections,
                                  const char *path);
void bw_session_read_awaited (BwSession      *self,
                              GTask          *outer,
                              BwImportResult *result,
                              guint           first);

G_END_DECLS
