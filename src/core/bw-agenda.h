/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to talk about in a check-in, from the numbers. */
#pragma once

#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

/* In the order in which they are talked about. */
typedef enum
{
  BW_AGENDA_COMMITMENTS, /* last time's first */
  BW_AGENDA_NUMBERS,
  BW_AGENDA_WINS,
  BW_AGENDA_MOVED,
  BW_AGENDA_RISKS,
  BW_AGENDA_NEAR_MISSES, /* lost late, slipped at the end */
  BW_N_AGENDA_SECTIONS,
} BwAgendaSection;

typedef struct
{
  BwAgendaSection section;
  char           *title;      /* a deal's name, what was promised, what the number is */
  char           *text;       /* whole sentences */
  gint32          deal;       /* index; BW_NOBODY: about no single one */
  gint64          commitment; /* line; 0: none */
  gint64          amount;     /* minor units, BW_MONEY_NONE unknown */
  gboolean        from_last;  /* a commitment of the last check-in */
} BwAgendaItem;

/* What is asked. */
typedef struct
{
  gint32   host;
  gint32   person; /* BW_NOBODY: the host's whole team */
  BwDate   day;    /* on which the check-in is */
  BwDate   as_of;
  BwPeriod period;
  gint64   at; /* when it begins on that day, seconds since 1970; 0: not known */
} BwAgendaQuery;

/* Amounts in minor units, BW_MONEY_NONE unknown; "before" is at the end of the day "since". */
typedef struct
{
  BwAgendaQuery query;
  BwScope       scope; /* whose deals: the person's with everyone below, or the host's */
  BwDate        since;
  gint64        last; /* the line of the check-in before; 0: there was none, and since is two weeks before */
  gint64        closed, closed_before, quota, open;
  guint         n_open;
  double        coverage, chance; /* NaN: no number */
  gint64        call, call_before, override;
  BwDate        called;
  gint64        p10, p50, p90, p50_before; /* BW_MONEY_NONE without a forecast */
  GPtrArray    *items;                     /* (element-type BwAgendaItem): by section */
} BwAgenda;

BwDate      bw_agenda_since (const BwBook        *book,
                             const BwAgendaQuery *query,
                             gint64              *last);
BwScope     bw_agenda_scope (const BwAgendaQuery *query);
GArray     *bw_agenda_dup_commitments (const BwBook        *book,
                                       const BwAgendaQuery *query) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_agenda_dup_standing (const BwBook       *book,
                                    const BwCommitment *commitment,
                                    BwDate              day) G_GNUC_WARN_UNUSED_RESULT;
BwAgenda   *bw_agenda_new (BwBook              *book,
                           const BwAgendaQuery *query,
                           const BwOutlook     *now,
                           const BwOutlook     *before) G_GNUC_WARN_UNUSED_RESULT;
void        bw_agenda_free (BwAgenda *agenda);
GArray     *bw_agenda_dup_deals (const BwBook   *book,
                                 const BwAgenda *agenda) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_agenda_dup_title (const BwBook   *book,
                                 const BwAgenda *agenda) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_agenda_dup_subtitle (const BwBook   *book,
                                    const BwAgenda *agenda) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_agenda_to_markdown (const BwBook   *book,
                                   const BwAgenda *agenda,
                                   const char     *notes) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_agenda_section_name (BwAgendaSection section);
const char *bw_agenda_section_title (BwAgendaSection section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAgenda, bw_agenda_free)

G_END_DECLS
