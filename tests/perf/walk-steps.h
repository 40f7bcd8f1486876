/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does in a window, step by step. */
#pragma once

#include "app/bw-application.h"
#include "app/bw-window.h"

typedef struct
{
  BwApplication *application;
  BwWindow      *window;
  const char    *path;
  const char    *mode;    /* (nullable) */
  char         **only;    /* (nullable) (array zero-terminated=1): parts of the names of the steps that are wanted */
  gint64         painted; /* when the last frame had been drawn */
} Bench;

/* Asks the window for something; @run counts the runs of a step. */
typedef void (*WalkStep) (Bench *bench,
                          guint  run);

/* Tells (transfer full) (nullable) what shows whether the result is there: it is once this is another and not NULL. */
typedef char *(*WalkSign) (Bench *bench);

typedef struct
{
  const char *name;
  const char *page; /* (nullable): that is shown before */
  WalkStep    step;
  WalkSign    sign;  /* (nullable): the first frame is all that is waited for */
  WalkStep    enter; /* (nullable): before the first run */
  WalkStep    ready; /* (nullable): before each run; it may take its time */
  WalkStep    back;  /* (nullable): after each run */
  WalkStep    leave; /* (nullable): after the last run */
  guint       runs;  /* 0: as many as is usual */
} WalkMeasure;

extern const WalkMeasure walk_measures[];
extern const guint       walk_n_measures;

char *walk_sign_home (Bench *bench);
