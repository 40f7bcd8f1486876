/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that make the tables of a project file. */
#pragma once

#include "store/bw-sql.h"

G_BEGIN_DECLS

#define BW_STORE_APPLICATION_ID 0x42574857

/* The texts of the steps, each ending in the schema of its number; @n is the newest. */
typedef struct
{
  guint              n;
  const char *const *steps;
} BwSchema;

const BwSchema *bw_schema_get (void);
gboolean        bw_schema_create (BwSql          *sql,
                                  const BwSchema *schema,
                                  GError        **error);
gboolean        bw_schema_upgrade (BwSql          *sql,
                                   const BwSchema *schema,
                                   guint           from,
                                   GError        **error);
gboolean        bw_schema_verify (BwSql          *sql,
                                  const BwSchema *schema,
                                  guint           step,
                                  GError        **error);

G_END_DECLS
