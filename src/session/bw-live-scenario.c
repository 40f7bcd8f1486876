/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios played upon what the focus shows, as fast as they are changed.
 *
 * Three kinds of jobs, one at a time: the base (the forecast with all that it was made from, seconds on a large project unless
 * another page has it already, see bw-outlook-bases.h),
 * a play of levers upon it (a slider waits for it), and a study (many plays). What is asked for while a job runs is
 * remembered, only the newest of it: there is no queue. A play that runs is let end, so that a slider that keeps moving
 * shows something; a study is cancelled by new levers, everything by a new base.
 *
 * The base stays when a change of the book does not concern it: saving a scenario costs no forecast. */

#include "session/bw-live-scenario.h"

#include <string.h>

typedef enum
{
  JOB_BASE,
  JOB_PLAY,
  JOB_STUDY,
} JobKind;

/* What a study found. */
typedef struct
{
  BwScenarioResult     *beside[BW_LIVE_SCENARIO_MAX_BESIDE]; /* (owned) (nullable) */
  guint                 n_beside;
  BwScenarioEffect     *effects; /* (owned) (nullable) */
  guint                 n_effects;
  BwScenarioNeed        needs[2];
  guint                 n_needs;
  BwScenarioDifference *difference; /* (owned) (nullable) */
} Findings;

/* What a job is given, and gives. */
typedef struct
{
  JobKind           kind;
  BwStudy           study;
  BwOutlookBases   *bases; /* (owned) */
  BwBook           *book;  /* (owned) */
  BwScope           scope;
  BwPeriod          period;
  BwDate            as_of;
  BwScenarioBase   *base; /* (owned) (nullable) */
  BwScenarioResult *present;
  BwScenarioResult *played;
  BwLeverSet        levers;
  BwLeverSet        beside[BW_LIVE_SCENARIO_MAX_BESIDE];
  guint             n_beside;
  BwLeverSet        against;
  Findings          findings;
} Job;

struct _BwLiveScenario
{
  GObject       parent_instance;
  BwSession    *session; /* (owned) */
  gboolean      active;
  GCancellable *running; /* (owned) (nullable) */
  JobKind       running_kind;
  BwStudy       running_study;

  /* What is asked. */
  BwLeverSet levers;
  BwLeverSet beside[BW_LIVE_SCENARIO_MAX_BESIDE];
  guint      n_beside;
  BwLeverSet against;
  BwStudy    wanted;
  gboolean   base_stale, play_stale;
  gboolean   study_stale[BW_N_STUDIES];

  /* What is known. */
  BwScenarioBase   *base;    /* (owned) (nullable) */
  BwScenarioResult *present; /* (owned) (nullable) */
  BwScenarioResult *played;  /* (owned) (nullable) */
  BwLeverSet        played_levers;
  Findings          findings;
};

enum
{
  PROP_BUSY = 1,
  N_PROPS,
};

enum
{
  PLAYED,
  STUDIED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

static const double wanted_chances[] = { 0.5, 0.8 };

G_DEFINE_FINAL_TYPE (BwLiveScenario, bw_live_scenario, G_TYPE_OBJECT)

static void
set_levers (BwLeverSet    *set,
            const BwLever *levers,
            guint          n)
{
  BwLever *copy = g_memdup2 (levers, n * sizeof (BwLever));

  g_free (set->levers);
  set->levers = copy;
  set->n = n;
}

static void
clear_levers (BwLeverSet *set)
{
  g_clear_pointer (&set->levers, g_free);
  set->n = 0;
}

static void
clear_beside (BwLeverSet *sets,
              guint      *n)
{
  for (guint i = 0; i < *n; i++)
    clear_levers (&sets[i]);
  *n = 0;
}

static void
copy_beside (const BwLeverSet *from,
             guint             n,
             BwLeverSet       *to,
             guint            *n_to)
{
  for (*n_to = 0; *n_to < MIN (n, BW_LIVE_SCENARIO_MAX_BESIDE); (*n_to)++)
    set_levers (&to[*n_to], from[*n_to].levers, from[*n_to].n);
}

static void
clear_study (Findings *findings,
             BwStudy   study)
{
  switch (study)
    {
    case BW_STUDY_BESIDE:
      for (guint i = 0; i < BW_LIVE_SCENARIO_MAX_BESIDE; i++)
        g_clear_pointer (&findings->beside[i], bw_scenario_result_free);
      findings->n_beside = 0;
      break;
    case BW_STUDY_EFFECTS:
      g_clear_pointer (&findings->effects, g_free);
      findings->n_effects = 0;
      break;
    case BW_STUDY_NEEDS:
      findings->n_needs = 0;
      break;
    case BW_STUDY_DIFFERENCE:
      g_clear_pointer (&findings->difference, bw_scenario_difference_free);
      break;
    case BW_N_STUDIES:
    default:
      break;
    }
}

static void
clear_findings (Findings *findings)
{
  for (guint i = 0; i < BW_N_STUDIES; i++)
    clear_study (findings, (BwStudy)i);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_outlook_bases_unref (job->bases);
  bw_book_unref (job->book);
  g_clear_pointer (&job->base, bw_scenario_base_unref);
  g_clear_pointer (&job->present, bw_scenario_result_free);
  g_clear_pointer (&job->played, bw_scenario_result_free);
  clear_levers (&job->levers);
  clear_beside (job->beside, &job->n_beside);
  clear_levers (&job->against);
  clear_findings (&job->findings);
  g_free (job);
}

/* ---- Work, on a thread of its own ---- */

static gboolean
go_on (double   done,
       gpointer cancellable)
{
  return !g_cancellable_is_cancelled (cancellable);
}

static gboolean
work_base (Job          *job,
           GCancellable *cancellable)
{
  g_autoptr (BwOutlookBase) all = bw_outlook_bases_find (job->bases, job->book, &job->period, job->as_of, BW_LIVE_SCENARIO_SEED,
                                                         go_on, cancellable);

  if (all != NULL)
    job->base = bw_scenario_base_new_part (all, &job->scope, go_on, cancellable);
  if (job->base != NULL)
    job->present = bw_scenario_run (job->base, NULL, 0, go_on, cancellable);
  return job->present != NULL;
}

static gboolean
work_needs (Job          *job,
            GCancellable *cancellable)
{
  g_autoptr (BwScenarioResult) played = bw_scenario_run (job->base, job->levers.levers, job->levers.n, go_on, cancellable);

  if (played == NULL)
    return FALSE;
  if (played->quota == BW_MONEY_NONE)
    return TRUE;
  if (!bw_scenario_need (job->base, job->levers.levers, job->levers.n, played->quota, wanted_chances, G_N_ELEMENTS (wanted_chances),
                         job->findings.needs, go_on, cancellable))
    return FALSE;
  job->findings.n_needs = G_N_ELEMENTS (wanted_chances);
  return TRUE;
}

static gboolean
work_study (Job          *job,
            GCancellable *cancellable)
{
  Findings *findings = &job->findings;

  switch (job->study)
    {
    case BW_STUDY_BESIDE:
      for (; findings->n_beside < job->n_beside; findings->n_beside++)
        {
          const BwLeverSet *set = &job->beside[findings->n_beside];

          findings->beside[findings->n_beside] = bw_scenario_run (job->base, set->levers, set->n, go_on, cancellable);
          if (findings->beside[findings->n_beside] == NULL)
            return FALSE;
        }
      return TRUE;
    case BW_STUDY_EFFECTS:
      findings->effects = bw_scenario_tornado (job->base, job->levers.levers, job->levers.n, &findings->n_effects, go_on, cancellable);
      return findings->effects != NULL;
    case BW_STUDY_NEEDS:
      return work_needs (job, cancellable);
    case BW_STUDY_DIFFERENCE:
      findings->difference = bw_scenario_compare (job->base, job->against.levers, job->against.n, job->levers.levers, job->levers.n,
                                                  go_on, cancellable);
      return findings->difference != NULL;
    case BW_N_STUDIES:
    default:
      return FALSE;
    }
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Job     *job = data;
  gboolean done = FALSE;

  switch (job->kind)
    {
    case JOB_BASE:
      done = work_base (job, cancellable);
      break;
    case JOB_PLAY:
      job->played = bw_scenario_run (job->base, job->levers.levers, job->levers.n, go_on, cancellable);
      done = job->played != NULL;
      break;
    case JOB_STUDY:
    default:
      done = work_study (job, cancellable);
      break;
    }
  g_task_return_boolean (task, done);
}

/* ---- On the main thread ---- */

static void begin (BwLiveScenario *self);

/* All that rests on the levers has to be worked out anew. */
static void
set_levers_stale (BwLiveScenario *self)
{
  self->play_stale = TRUE;
  for (guint i = 0; i < BW_N_STUDIES; i++)
    if (i != BW_STUDY_BESIDE)
      self->study_stale[i] = TRUE;
}

static void
take_study (BwLiveScenario *self,
            Job            *job)
{
  Findings *from = &job->findings, *to = &self->findings;

  clear_study (to, job->study);
  switch (job->study)
    {
    case BW_STUDY_BESIDE:
      memcpy (to->beside, from->beside, sizeof to->beside);
      to->n_beside = from->n_beside;
      memset (from->beside, 0, sizeof from->beside);
      break;
    case BW_STUDY_EFFECTS:
      to->effects = g_steal_pointer (&from->effects);
      to->n_effects = from->n_effects;
      break;
    case BW_STUDY_NEEDS:
      memcpy (to->needs, from->needs, sizeof to->needs);
      to->n_needs = from->n_needs;
      break;
    case BW_STUDY_DIFFERENCE:
      to->difference = g_steal_pointer (&from->difference);
      break;
    case BW_N_STUDIES:
    default:
      break;
    }
}

static void
take (BwLiveScenario *self,
      Job            *job)
{
  switch (job->kind)
    {
    case JOB_BASE:
      /* What was played upon the base before stays to be seen until it has been played upon this one. */
      g_clear_pointer (&self->base, bw_scenario_base_unref);
      g_clear_pointer (&self->present, bw_scenario_result_free);
      self->base = g_steal_pointer (&job->base);
      self->present = g_steal_pointer (&job->present);
      set_levers_stale (self);
      self->study_stale[BW_STUDY_BESIDE] = TRUE;
      break;
    case JOB_PLAY:
      g_clear_pointer (&self->played, bw_scenario_result_free);
      self->played = g_steal_pointer (&job->played);
      clear_levers (&self->played_levers);
      self->played_levers = job->levers;
      job->levers = (BwLeverSet) { NULL, 0 };
      break;
    case JOB_STUDY:
    default:
      take_study (self, job);
      break;
    }
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwLiveScenario *self = BW_LIVE_SCENARIO (object);
  Job            *job = g_task_get_task_data (G_TASK (result));
  gboolean        done = g_task_propagate_boolean (G_TASK (result), NULL) && !g_cancellable_is_cancelled (self->running);

  g_clear_object (&self->running);
  if (done)
    take (self, job);
  begin (self);
  if (done && job->kind != JOB_BASE)
    g_signal_emit (self, signals[job->kind == JOB_PLAY ? PLAYED : STUDIED], 0);
  if (self->running == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* Begins the job that is needed most, when none runs. */
static void
begin (BwLiveScenario *self)
{
  BwBook  *book = bw_session_get_book (self->session);
  BwFocus *focus = bw_session_get_focus (self->session);
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (book == NULL || !self->active || self->running != NULL ||
      !(self->base_stale || self->play_stale || self->study_stale[self->wanted]))
    return;
  job = g_new0 (Job, 1);
  job->kind = self->base_stale ? JOB_BASE : self->play_stale ? JOB_PLAY
                                                             : JOB_STUDY;
  job->bases = bw_outlook_bases_ref (bw_session_get_bases (self->session));
  job->book = bw_book_ref (book);
  job->scope = *bw_focus_get_scope (focus);
  job->period = *bw_focus_get_period (focus);
  job->as_of = bw_focus_get_as_of (focus);
  job->base = job->kind != JOB_BASE ? bw_scenario_base_ref (self->base) : NULL;
  job->study = self->wanted;
  set_levers (&job->levers, self->levers.levers, self->levers.n);
  set_levers (&job->against, self->against.levers, self->against.n);
  copy_beside (self->beside, self->n_beside, job->beside, &job->n_beside);
  self->running_kind = job->kind;
  self->running_study = self->wanted;
  if (job->kind == JOB_BASE)
    self->base_stale = FALSE;
  else if (job->kind == JOB_PLAY)
    self->play_stale = FALSE;
  else
    self->study_stale[self->wanted] = FALSE;
  self->running = g_cancellable_new ();
  task = g_task_new (self, self->running, done_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, work_cb);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* Stops the study that runs, if one does; it is to be made again. */
static void
stop_study (BwLiveScenario *self)
{
  if (self->running == NULL || self->running_kind != JOB_STUDY)
    return;
  g_cancellable_cancel (self->running);
  self->study_stale[self->running_study] = TRUE;
}

static void
focus_changed_cb (BwLiveScenario *self)
{
  self->base_stale = TRUE;
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  begin (self);
}

static void
book_changed_cb (BwLiveScenario *self)
{
  BwBook *book = bw_session_get_book (self->session);

  if (self->base == NULL || self->base_stale || !bw_scenario_base_knows (self->base, book))
    focus_changed_cb (self);
}

static void
bw_live_scenario_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, BW_LIVE_SCENARIO (object)->running != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_live_scenario_finalize (GObject *object)
{
  BwLiveScenario *self = BW_LIVE_SCENARIO (object);

  g_clear_pointer (&self->base, bw_scenario_base_unref);
  g_clear_pointer (&self->present, bw_scenario_result_free);
  g_clear_pointer (&self->played, bw_scenario_result_free);
  clear_findings (&self->findings);
  clear_levers (&self->levers);
  clear_levers (&self->played_levers);
  clear_levers (&self->against);
  clear_beside (self->beside, &self->n_beside);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_live_scenario_parent_class)->finalize (object);
}

static void
bw_live_scenario_class_init (BwLiveScenarioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_live_scenario_get_property;
  object_class->finalize = bw_live_scenario_finalize;
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[PLAYED] =
    g_signal_new ("played", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STUDIED] =
    g_signal_new ("studied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_live_scenario_init (BwLiveScenario *self)
{
  self->base_stale = TRUE;
}

/* Returns: (transfer full): without levers, and inactive. */
BwLiveScenario *
bw_live_scenario_new (BwSession *session)
{
  BwLiveScenario *self = g_object_new (BW_TYPE_LIVE_SCENARIO, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (focus_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
bw_live_scenario_set_active (BwLiveScenario *self,
                             gboolean        active)
{
  self->active = active;
  begin (self);
}

/* Plays @levers (array length=n), which are copied. */
void
bw_live_scenario_play (BwLiveScenario *self,
                       const BwLever  *levers,
                       guint           n)
{
  set_levers (&self->levers, levers, n);
  set_levers_stale (self);
  stop_study (self);
  begin (self);
}

void
bw_live_scenario_want (BwLiveScenario *self,
                       BwStudy         study)
{
  g_return_if_fail (study < BW_N_STUDIES);

  if (study == self->wanted)
    return;
  stop_study (self);
  self->wanted = study;
  begin (self);
}

void
bw_live_scenario_set_beside (BwLiveScenario   *self,
                             const BwLeverSet *sets,
                             guint             n)
{
  clear_beside (self->beside, &self->n_beside);
  copy_beside (sets, n, self->beside, &self->n_beside);
  stop_study (self);
  self->study_stale[BW_STUDY_BESIDE] = TRUE;
  begin (self);
}

void
bw_live_scenario_set_against (BwLiveScenario *self,
                              const BwLever  *levers,
                              guint           n)
{
  set_levers (&self->against, levers, n);
  stop_study (self);
  self->study_stale[BW_STUDY_DIFFERENCE] = TRUE;
  begin (self);
}

BwScenarioBase *
bw_live_scenario_get_base (BwLiveScenario *self)
{
  return self->played != NULL ? self->base : NULL;
}

const BwScenarioResult *
bw_live_scenario_get_present (BwLiveScenario *self)
{
  return self->played != NULL ? self->present : NULL;
}

const BwScenarioResult *
bw_live_scenario_get_played (BwLiveScenario *self)
{
  return self->played;
}

const BwLever *
bw_live_scenario_get_levers (BwLiveScenario *self,
                             guint          *n)
{
  *n = self->played_levers.n;
  return self->played_levers.levers;
}

gboolean
bw_live_scenario_has (BwLiveScenario *self,
                      BwStudy         study)
{
  return !self->study_stale[study] && !(self->running != NULL && self->running_kind == JOB_STUDY && self->running_study == study);
}

/* Returns: (transfer none) (nullable): the outcome of the other scenario number @i. */
const BwScenarioResult *
bw_live_scenario_get_beside (BwLiveScenario *self,
                             guint           i)
{
  return i < self->findings.n_beside ? self->findings.beside[i] : NULL;
}

/* Returns: (transfer none) (nullable) (array length=n). */
const BwScenarioEffect *
bw_live_scenario_get_effects (BwLiveScenario *self,
                              guint          *n)
{
  *n = self->findings.n_effects;
  return self->findings.effects;
}

/* Returns: (transfer none) (array length=n): none without a quota. */
const BwScenarioNeed *
bw_live_scenario_get_needs (BwLiveScenario *self,
                            guint          *n)
{
  *n = self->findings.n_needs;
  return self->findings.needs;
}

/* Returns: (transfer none) (nullable). */
const BwScenarioDifference *
bw_live_scenario_get_difference (BwLiveScenario *self)
{
  return self->findings.difference;
}
