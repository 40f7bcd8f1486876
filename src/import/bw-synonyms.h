/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called, in four languages. */
#pragma once

#include "import/bw-field.h"
#include "import/bw-import.h"

G_BEGIN_DECLS

enum
{
  BW_N_HEADER_LANGUAGES = 4, /* English, German, French, Spanish */
};

/* Headers of a field in files of some kinds: separated by commas, likeliest first; those after a bar are weaker, because
 * they may as well mean something else. */
typedef struct
{
  guint32       kinds; /* bits of BwImportKind */
  BwImportField field;
  const char   *phrases[BW_N_HEADER_LANGUAGES];
} BwSynonyms;

#define BW_KIND_BIT(kind) (1u << BW_KIND_##kind)

/* Each ended by an entry without kinds. */
extern const BwSynonyms bw_synonyms_of_deals[];
extern const BwSynonyms bw_synonyms_of_lists[];
extern const BwSynonyms bw_synonyms_of_events[];

/* What a header is likely to be. */
typedef struct
{
  BwImportField field;
  guint         rank;  /* its place among the field's headers, 0 the likeliest */
  gboolean      weak;  /* it may as well mean something else */
  double        share; /* how much of the header was recognised, 0 to 1 */
} BwHeaderMatch;

gboolean bw_synonyms_match (BwImportKind   kind,
                            const char    *header,
                            BwHeaderMatch *match);
gboolean bw_synonyms_match_part (BwImportKind   kind,
                                 const char    *header,
                                 BwHeaderMatch *match);
gboolean bw_synonyms_has_field (BwImportKind  kind,
                                BwImportField field);

G_END_DECLS
