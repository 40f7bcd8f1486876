/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the targets, the certainty and the sources of an import are called on screen.
 */

#include "app/bw-import-wording.h"

#include <glib/gi18n.h>

/* Returns: (transfer none): what a field of the project's own with values of @type is called. */
const char *
bw_import_wording_type (BwFieldType type)
{
  switch (type)
    {
    case BW_TYPE_NUMBER:
      return _ ("Own field: number");
    case BW_TYPE_DATE:
      return _ ("Own field: date");
    case BW_TYPE_BOOLEAN:
      return _ ("Own field: yes or no");
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return _ ("Own field: text");
    }
}

/* Returns: (transfer none): what a column is read into: @field (nullable: nothing), of @type when it is the project's own. */
const char *
bw_import_wording_target (const char *field,
                          BwFieldType type)
{
  if (field == NULL)
    return _ ("Leave out");
  return g_str_equal (field, BW_IMPORT_CUSTOM) ? bw_import_wording_type (type) : bw_import_field_label (field);
}

/* Returns: (transfer none): how sure a guess is. */
const char *
bw_import_wording_sure (double confidence)
{
  return confidence >= 0.9 ? _ ("certain") : confidence >= 0.6 ? _ ("likely")
                                                               : _ ("unsure");
}

/* Returns: (transfer none): the same as a shape. */
const char *
bw_import_wording_sure_dots (double confidence)
{
  return confidence >= 0.9 ? "●●●" : confidence >= 0.6 ? "●●○"
                                                       : "●○○";
}

/* Returns: (transfer none): the name of the program whose exports look as @profile says; %NULL when it is any table. */
const char *
bw_import_wording_program (const char *profile)
{
  static const struct
  {
    const char *profile;
    const char *name;
  } programs[] = {
    { "bitrix", "Bitrix24" },
    { "clari", "Clari" },
    { "dynamics", "Dynamics 365" },
    { "hubspot", "HubSpot" },
    { "maven", "Maven" },
    { "pipedrive", "Pipedrive" },
    { "salesforce", "Salesforce" },
    { "zoho", "Zoho" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_strcmp0 (profile, programs[i].profile) == 0)
      return programs[i].name;
  return NULL;
}

/* Returns: (transfer full): what an import will do, for its button: "Import 8,800 deals". */
char *
bw_import_wording_deed (const BwImportResult *result)
{
  BwImportKind kind = BW_KIND_UNKNOWN;
  gboolean     mixed = FALSE;
  guint        n = 0;

  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);

      mixed |= kind != BW_KIND_UNKNOWN && kind != summary->kind;
      kind = summary->kind;
      n += summary->rows - MIN (summary->n_rejected, summary->rows);
    }
  if (mixed)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u row", "Import %'u rows", n), n);
  switch (kind)
    {
    case BW_KIND_DEALS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u deal", "Import %'u deals", n), n);
    case BW_KIND_ACCOUNTS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u account", "Import %'u accounts", n), n);
    case BW_KIND_PEOPLE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u person", "Import %'u people", n), n);
    case BW_KIND_PRODUCTS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u product", "Import %'u products", n), n);
    case BW_KIND_QUOTAS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u quota", "Import %'u quotas", n), n);
    case BW_KIND_UNKNOWN:
    case BW_N_KINDS:
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %'u row", "Import %'u rows", n), n);
    }
}

/* Returns: (transfer full): so many @what: "120 rows", "4 changed". */
char *
bw_import_wording_tally (BwImportTally what,
                         guint         n)
{
  switch (what)
    {
    case BW_TALLY_NEW:
      return g_strdup_printf (ngettext ("%'u new", "%'u new", n), n);
    case BW_TALLY_CHANGED:
      return g_strdup_printf (ngettext ("%'u changed", "%'u changed", n), n);
    case BW_TALLY_UNCHANGED:
      return g_strdup_printf (ngettext ("%'u unchanged", "%'u unchanged", n), n);
    case BW_TALLY_VANISHED:
      return g_strdup_printf (ngettext ("%'u no longer there", "%'u no longer there", n), n);
    case BW_TALLY_REJECTED:
      return g_strdup_printf (ngettext ("%'u rejected", "%'u rejected", n), n);
    case BW_TALLY_SET_ASIDE:
      return g_strdup_printf (ngettext ("%'u set aside", "%'u set aside", n), n);
    case BW_TALLY_ROWS:
    default:
      return g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
    }
}

/* Returns: (transfer full): "120 new · 4 changed · 3 rejected": the @n @summaries (array length=n) (nullable elements) in
 * one, without what is 0. */
char *
bw_import_wording_counts (const BwImportSummary *const *summaries,
                          guint                         n)
{
  static const BwImportTally kinds[] = { BW_TALLY_NEW, BW_TALLY_CHANGED, BW_TALLY_UNCHANGED, BW_TALLY_VANISHED,
                                         BW_TALLY_REJECTED, BW_TALLY_SET_ASIDE };
  guint                      sums[G_N_ELEMENTS (kinds)] = { 0 };
  GString                   *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const BwImportSummary *summary = summaries[i];
      const guint            counts[] = { summary->n_new, summary->n_changed, summary->n_unchanged,
                                          summary->n_vanished, summary->n_rejected, summary->n_set_aside };

      for (guint k = 0; k < G_N_ELEMENTS (counts); k++)
        sums[k] += counts[k];
    }
  for (guint k = 0; k < G_N_ELEMENTS (sums); k++)
    {
      g_autofree char *tally = bw_import_wording_tally (kinds[k], sums[k]);

      if (sums[k] > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", tally);
    }
  if (text->len == 0)
    g_string_append (text, _ ("nothing"));
  return g_string_free (text, FALSE);
}
