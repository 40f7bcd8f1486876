/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said about a deal, an account, a territory or a cell, and a field to say more. */
#pragma once

#include <adwaita.h>

#include "core/bw-comment.h"
#include "session/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_COMMENTS (bw_comments_get_type ())

G_DECLARE_FINAL_TYPE (BwComments, bw_comments, BW, COMMENTS, AdwBin)

/* Shows the comments about @about in the book of @session. */
void bw_comments_show (BwComments           *self,
                       BwSession            *session,
                       const BwCommentAbout *about);
/* What stands above them, and is what the field is called. */
void bw_comments_set_title (BwComments *self,
                            const char *title);
/* Returns: (transfer floating): the comments about @about, which follow the book. */
GtkWidget *bw_comments_new (BwSession            *session,
                            const BwCommentAbout *about);
/* Shows them in a dialog over @parent: @title is what they are about. */
void  bw_comments_present (GtkWindow            *parent,
                           BwSession            *session,
                           const BwCommentAbout *about,
                           const char           *title);
char *bw_comments_dup_about (const BwBook    *book,
                             const BwComment *comment) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
