/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a column are, whatever its name. */
#pragma once

#include "core/bw-book.h"
#include "import/bw-field.h"

G_BEGIN_DECLS

/* How many of the first values are what. */
typedef struct
{
  guint    n; /* not missing */
  guint    n_distinct;
  guint    n_amounts; /* numbers of any kind */
  guint    n_money;   /* with the sign or code of a currency */
  guint    n_dates;   /* not numbers of a spreadsheet */
  guint    n_serials; /* whole numbers that could be dates */
  guint    n_padded;  /* numbers that begin with a nought or have too many digits */
  guint    n_booleans;
  guint    n_shares;
  guint    n_emails;
  guint    n_ids;   /* words with digits in them, without spaces */
  guint    n_long;  /* texts of more than a line */
  guint    n_names; /* texts that are nothing else */
  guint    n_known; /* stages whose names say what they are */
  guint    n_outcomes;
  guint    n_stages; /* the project's own */
  guint    n_people;
  guint    n_accounts;
  guint    n_products;
  gboolean repeats; /* a value comes more than once */
} BwColumnValues;

/* The names that a project knows. */
typedef struct _BwKnownNames BwKnownNames;

BwKnownNames *bw_known_names_new (const BwBook    *book,
                                  const GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;
void          bw_known_names_free (BwKnownNames *names);
void          bw_column_values_count (BwColumnValues     *values,
                                      const GPtrArray    *rows,
                                      guint               column,
                                      const BwKnownNames *names);
guint         bw_column_values_fit (const BwColumnValues *values,
                                    BwFieldForm           form);
BwFieldType   bw_column_values_type (const BwColumnValues *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwKnownNames, bw_known_names_free)

G_END_DECLS
