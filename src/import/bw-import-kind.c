/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of files: what they are called, and what reads them. */

#include "import/bw-import.h"
#include "import/bw-import-run.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *title;
  gboolean (*read) (BwImportRun *run,
                    BwSource    *source,
                    GError     **error);
} kinds[BW_N_KINDS] = {
  [BW_KIND_UNKNOWN] = { "unknown", N_ ("Unknown"), NULL },
  [BW_KIND_PEOPLE] = { "people", N_ ("People"), bw_import_people },
  [BW_KIND_PRODUCTS] = { "products", N_ ("Products"), bw_import_products },
  [BW_KIND_ACCOUNTS] = { "accounts", N_ ("Accounts"), bw_import_accounts },
  [BW_KIND_QUOTAS] = { "quotas", N_ ("Quotas"), bw_import_quotas },
  [BW_KIND_CONTACTS] = { "contacts", N_ ("Contacts"), bw_import_records },
  [BW_KIND_STAGES] = { "stages", N_ ("Stages"), bw_import_stages },
  [BW_KIND_DEALS] = { "deals", N_ ("Deals"), bw_import_deals },
  [BW_KIND_STAGE_HISTORY] = { "stage_history", N_ ("History of stages"), bw_import_stage_history },
  [BW_KIND_FIELD_HISTORY] = { "field_history", N_ ("History of fields"), bw_import_field_history },
  [BW_KIND_LINE_ITEMS] = { "line_items", N_ ("Line items"), bw_import_records },
  [BW_KIND_ACTIVITIES] = { "activities", N_ ("Activities"), bw_import_records },
  [BW_KIND_PAYMENTS] = { "payments", N_ ("Payments"), bw_import_records },
  [BW_KIND_CONTRACTS] = { "contracts", N_ ("Contracts"), bw_import_records },
  [BW_KIND_DELIVERIES] = { "deliveries", N_ ("Deliveries"), bw_import_records },
  [BW_KIND_COSTS] = { "costs", N_ ("Costs"), bw_import_records },
  [BW_KIND_CALLS] = { "calls", N_ ("Forecast calls"), bw_import_calls },
  [BW_KIND_SALES] = { "sales", N_ ("Sales"), bw_import_records },
  [BW_KIND_SERIES] = { "series", N_ ("Series"), bw_import_records },
};

/* Returns: (transfer none): the kind's name in files and commands. */
const char *
bw_import_kind_name (BwImportKind kind)
{
  return kinds[kind].name;
}

/* Returns: (transfer none): the kind's name for people, translated. */
const char *
bw_import_kind_title (BwImportKind kind)
{
  return _ (kinds[kind].title);
}

/* Reads what bw_import_kind_name() gives. */
gboolean
bw_import_kind_parse (const char   *name,
                      BwImportKind *kind)
{
  for (guint i = BW_KIND_UNKNOWN + 1; i < BW_N_KINDS; i++)
    if (g_str_equal (name, kinds[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Whether files of the kind of @source are read; says so when they are not. */
gboolean
bw_import_check_kind (const BwSource *source,
                      GError        **error)
{
  if (kinds[source->mapping.kind].read != NULL)
    return TRUE;
  g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND,
               /* Translators: a file's name and the title of a kind, such as "Payments". */
               _ ("“%s” holds what is not read: %s. Leave it out of the import."), source->name,
               bw_import_kind_title (source->mapping.kind));
  return FALSE;
}

/* Reads all rows of @source, whose kind is one that is read, into the book. */
gboolean
bw_import_read_kind (BwImportRun *run,
                     BwSource    *source,
                     GError     **error)
{
  return kinds[source->mapping.kind].read (run, source, error);
}

/* Whether files of @kind have fields of the project's own whose values are of @type: deals any, accounts numbers alone. */
gboolean
bw_import_kind_keeps (BwImportKind kind,
                      BwFieldType  type)
{
  return kind == BW_KIND_DEALS || (kind == BW_KIND_ACCOUNTS && type == BW_TYPE_NUMBER);
}
