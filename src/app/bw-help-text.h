/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the help says. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that can be looked up: a heading, and what there is to say. Neither is translated yet. */
typedef struct
{
  const char *heading;
  const char *text;
} BwHelpItem;

/* What is said of a page, or of a subject that belongs to none. */
typedef struct
{
  const char       *name;  /* of the page, or of the subject */
  const char       *title; /* not translated yet, as @lead */
  const char       *lead;  /* the question that it answers */
  const BwHelpItem *items; /* the last has no heading */
} BwHelpTopic;

guint              bw_help_n_topics (void);
const BwHelpTopic *bw_help_topic (guint index);

G_END_DECLS
