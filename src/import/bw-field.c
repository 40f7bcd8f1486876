/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that columns are read into, and the form in which headers are compared.
 *
 * Headers are compared folded: lower case, letters and digits only, without accents, so that "Close Date", "close_date",
 * "CloseDate" and "Close date *" are one, and so are "Échéance" and "echeance". Where only part of a header is to be
 * recognised it is compared by words, which also end where a small letter meets a capital. */

#include "import/bw-field.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  BwFieldForm form;
  const char *title;
} fields[BW_N_IMPORT_FIELDS] = {
#define FIELD(id, name, form, title) { name, BW_FORM_##form, title },
  BW_IMPORT_FIELDS (FIELD)
#undef FIELD
};

/* Returns: (transfer none): the field's name in mappings. */
const char *
bw_import_field_name (BwImportField field)
{
  return fields[field].name;
}

/* Returns: (transfer none): the field's name for people, translated. */
const char *
bw_import_field_title (BwImportField field)
{
  return _ (fields[field].title);
}

/* What the values of @field are. */
BwFieldForm
bw_import_field_form (BwImportField field)
{
  return fields[field].form;
}

/* Reads what bw_import_field_name() gives. */
gboolean
bw_import_field_parse (const char    *name,
                       BwImportField *field)
{
  for (guint i = 0; i < BW_N_IMPORT_FIELDS; i++)
    if (g_str_equal (name, fields[i].name))
      {
        *field = i;
        return TRUE;
      }
  return FALSE;
}

/* Appends @c without case and accents. */
static void
append_plain (GString *text,
              gunichar c)
{
  c = g_unichar_tolower (c);
  switch (c)
    {
    case 0xdf: /* ß */
      g_string_append (text, "ss");
      break;
    case 0xe6: /* æ */
      g_string_append (text, "ae");
      break;
    case 0x153: /* œ */
      g_string_append (text, "oe");
      break;
    case 0xf8: /* ø */
      g_string_append_c (text, 'o');
      break;
    case 0x142: /* ł */
      g_string_append_c (text, 'l');
      break;
    default:
      g_string_append_unichar (text, c);
    }
}

/* The same for a @header of ASCII alone, which needs no decomposing; %NULL for any other. */
static char *
fold_plain (const char *header,
            const char *gap)
{
  GString *folded = g_string_sized_new (strlen (header) + 1);
  gboolean small = FALSE, broken = FALSE;

  for (const char *at = header; *at != '\0'; at++)
    {
      if (*at & 0x80)
        {
          g_string_free (folded, TRUE);
          return NULL;
        }
      if (!g_ascii_isalnum (*at))
        {
          broken = TRUE;
          continue;
        }
      if (gap != NULL && folded->len > 0 && (broken || (small && g_ascii_isupper (*at))))
        g_string_append (folded, gap);
      g_string_append_c (folded, g_ascii_tolower (*at));
      small = g_ascii_islower (*at);
      broken = FALSE;
    }
  return g_string_free (folded, FALSE);
}

/* The letters and digits of @header; @gap (nullable) between words. */
static char *
fold (const char *header,
      const char *gap)
{
  char            *plain = fold_plain (header, gap);
  g_autofree char *valid = NULL;
  g_autofree char *parts = NULL;
  GString         *folded;
  gboolean         small = FALSE, broken = FALSE;

  if (plain != NULL)
    return plain;
  valid = g_utf8_make_valid (header, -1);
  parts = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_string_new (NULL);
  for (const char *at = parts; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          broken = TRUE;
          continue;
        }
      if (gap != NULL && folded->len > 0 && (broken || (small && g_unichar_isupper (c))))
        g_string_append (folded, gap);
      append_plain (folded, c);
      small = g_unichar_islower (c);
      broken = FALSE;
    }
  return g_string_free (folded, FALSE);
}

/* Returns: (transfer full): @header in the form in which headers are compared. */
char *
bw_header_fold (const char *header)
{
  return fold (header, NULL);
}

/* Returns: (transfer full): the folded words of @header with spaces between them. */
char *
bw_header_words (const char *header)
{
  return fold (header, " ");
}

/* Whether @header is that of a column with the time at which each deal entered a stage, as in
 * `Date entered "Proposal (Sales Pipeline)"`. @stage (out) (transfer full): its name; @pipeline (out) (transfer full)
 * (nullable): the pipeline's. */
gboolean
bw_header_parse_stage_entered (const char *header,
                               char      **stage,
                               char      **pipeline)
{
  static const char *const starts[] = { "date entered ", "datum des eintritts in ", "eintrittsdatum ",
                                        "date d entree dans ", "date d entree ", "date dentree ",
                                        "fecha de entrada en ", "fecha de entrada " };
  g_autofree char         *words = bw_header_words (header);
  g_autofree char         *inner = NULL;
  const char              *open = strpbrk (header, "\"\xe2\xc2");
  const char              *end;
  gboolean                 found = FALSE;

  *pipeline = NULL;
  if (g_str_has_prefix (header, "hs_date_entered_") || g_str_has_prefix (header, "hs_v2_date_entered_"))
    {
      *stage = g_strdup (strstr (header, "_entered_") + strlen ("_entered_"));
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (starts) && !found; i++)
    found = g_str_has_prefix (words, starts[i]);
  if (!found || open == NULL)
    return FALSE;
  /* Straight, curly, low or angled quotation marks. */
  while (*open != '\0' && g_unichar_type (g_utf8_get_char (open)) != G_UNICODE_INITIAL_PUNCTUATION && *open != '"' &&
         g_utf8_get_char (open) != 0x201e)
    open = g_utf8_next_char (open);
  if (*open == '\0')
    return FALSE;
  inner = g_strdup (g_utf8_next_char (open));
  g_strchomp (inner);
  end = g_utf8_find_prev_char (inner, inner + strlen (inner));
  if (end == NULL || end == inner || !g_unichar_ispunct (g_utf8_get_char (end)) || *end == ')')
    return FALSE;
  inner[end - inner] = '\0';
  if (g_str_has_suffix (inner, ")") && strstr (inner, " (") != NULL)
    {
      char *last = g_strrstr (inner, " (");

      *pipeline = g_strndup (last + 2, strlen (last + 2) - 1);
      *last = '\0';
    }
  *stage = g_strdup (g_strstrip (inner));
  return TRUE;
}
