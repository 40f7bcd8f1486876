/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that give accounts to territories by what they are.
 *
 * A condition is a line of terms, all of which must hold; each names something and lists what it may be:
 *
 *   zip=78701,787*,75000-75999; state=TX,OK; industry=Software,"Food, drink"; size=100-999,5000-; account=A-1001
 *
 * A ZIP code is one of five digits, those with a beginning, or a range, all by the account's postal code as given, so
 * that codes without an area of their own (PO boxes) are caught as well. Industries and accounts compare without regard to
 * case; an account is named by the CRM's id or its name. Size is the number of employees; unknown is none.
 *
 * A plan's rules are asked in the order of the book's table; the first that holds gives the account its territory. A
 * rule stands above the map (areas) and below accounts that are named one by one: see bw-territory-plan.c.
 *
 * An edit of the order moves territories and conditions between rows, so that rows stay where they are. */

#include "core/bw-territory-rule.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef enum
{
  TERM_ZIP,
  TERM_STATE,
  TERM_INDUSTRY,
  TERM_SIZE,
  TERM_ACCOUNT,
  N_TERMS,
} TermKind;

static const char *const term_names[N_TERMS] = { "zip", "state", "industry", "size", "account" };

/* One value that a term lists. */
typedef struct
{
  char  *text;      /* (owned): as a person wrote it */
  char  *plain;     /* (owned): in small letters */
  gint64 low, high; /* of ZIP codes and sizes, both belong to it */
} Value;

typedef struct
{
  TermKind kind;
  GArray  *values; /* Value */
} Term;

struct _BwRuleCondition
{
  GArray *terms; /* Term */
};

G_DEFINE_QUARK (bw_rule_error_quark, bw_rule_error)

static void
clear_value (gpointer data)
{
  Value *value = data;

  g_free (value->text);
  g_free (value->plain);
}

static void
clear_term (gpointer data)
{
  g_array_unref (((Term *)data)->values);
}

/* Frees @condition (transfer full) (nullable). */
void
bw_rule_condition_free (BwRuleCondition *condition)
{
  if (condition == NULL)
    return;
  g_array_unref (condition->terms);
  g_free (condition);
}

/* Splits @text at @separator outside of quotes.
 * Returns: (transfer full) (element-type utf8): the pieces without space around them. */
static GPtrArray *
split (const char *text,
       char        separator)
{
  GPtrArray  *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *from = text;
  gboolean    quoted = FALSE;

  for (const char *at = text;; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      if (*at != '\0' && (*at != separator || quoted))
        continue;
      g_ptr_array_add (pieces, g_strstrip (g_strndup (from, (gsize)(at - from))));
      if (*at == '\0')
        return pieces;
      from = at + 1;
    }
}

/* Reads all of @text as a number of at most @max_digits digits. */
static gboolean
read_number (const char *text,
             gsize       max_digits,
             gint64     *number)
{
  gsize n = strlen (text);

  if (n == 0 || n > max_digits || strspn (text, "0123456789") != n)
    return FALSE;
  *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/* Reads "78701", "787*" or "75000-75999". */
static gboolean
read_zip (const char *text,
          Value      *value)
{
  gsize n = strlen (text);
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  static const gint64 powers[] = { 100000, 10000, 1000, 100, 10, 1 };
  g_autofree char    *prefix = n > 1 && text[n - 1] == '*' ? g_strndup (text, n - 1) : NULL;

  if (prefix != NULL)
    {
      if (n > 6 || !read_number (prefix, 5, &value->low))
        return FALSE;
      value->low *= powers[n - 1];
      value->high = value->low + powers[n - 1] - 1;
      return TRUE;
    }
  if (g_strv_length (ends) == 1)
    {
      value->low = value->high = 0;
      return n == 5 && read_number (text, 5, &value->low) && read_number (text, 5, &value->high);
    }
  return strlen (ends[0]) == 5 && strlen (ends[1]) == 5 && read_number (ends[0], 5, &value->low) &&
         read_number (ends[1], 5, &value->high) && value->low <= value->high;
}

/* Reads "100-999", "5000-" or "12". */
static gboolean
read_size (const char *text,
           Value      *value)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);

  if (!read_number (g_strstrip (ends[0]), 9, &value->low))
    return FALSE;
  value->high = value->low;
  if (ends[1] != NULL && *g_strstrip (ends[1]) == '\0')
    value->high = G_MAXINT64;
  else if (ends[1] != NULL && !read_number (ends[1], 9, &value->high))
    return FALSE;
  return value->low <= value->high;
}

static gboolean
read_value (TermKind    kind,
            const char *piece,
            Value      *value,
            GError    **error)
{
  gsize n = strlen (piece);

  value->text = n >= 2 && piece[0] == '"' && piece[n - 1] == '"' ? g_strndup (piece + 1, n - 2) : g_strdup (piece);
  value->plain = g_utf8_casefold (value->text, -1);
  if (*value->text == '\0' || strchr (value->text, '"') != NULL)
    g_set_error (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX, _ ("After “%s=” a value is missing."), term_names[kind]);
  else if (kind == TERM_ZIP && !read_zip (value->text, value))
    g_set_error (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX,
                 _ ("“%s” is no ZIP code. Write five digits (78701), a beginning (787*) or a range (75000-75999)."), value->text);
  else if (kind == TERM_SIZE && !read_size (value->text, value))
    g_set_error (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX,
                 _ ("“%s” is no number of employees. Write a number (50), a range (100-999) or a beginning (5000-)."), value->text);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_term (BwRuleCondition *condition,
           const char      *piece,
           GError         **error)
{
  const char      *equals = strchr (piece, '=');
  g_autofree char *name = equals != NULL ? g_strstrip (g_strndup (piece, (gsize)(equals - piece))) : NULL;
  g_autoptr (GPtrArray) values = equals != NULL ? split (equals + 1, ',') : NULL;
  Term term = { 0, g_array_new (FALSE, TRUE, sizeof (Value)) };

  g_array_set_clear_func (term.values, clear_value);
  while (term.kind < N_TERMS && (name == NULL || g_ascii_strcasecmp (name, term_names[term.kind]) != 0))
    term.kind++;
  if (term.kind == N_TERMS)
    {
      g_array_unref (term.values);
      g_set_error (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX,
                   _ ("“%s” says nothing of an account. Write such as zip=787*, state=TX, industry=Software, size=100-999 or "
                      "account=Acme."),
                   piece);
      return FALSE;
    }
  g_array_append_val (condition->terms, term);
  for (guint i = 0; i < values->len; i++)
    {
      Value    value = { 0 };
      gboolean good = read_value (term.kind, g_ptr_array_index (values, i), &value, error);

      g_array_append_val (term.values, value);
      if (!good)
        return FALSE;
    }
  return TRUE;
}

/* Reads a condition as described above.
 * Returns: (transfer full) (nullable): %NULL with a sentence in @error when it is none. */
BwRuleCondition *
bw_rule_condition_parse (const char *text,
                         GError    **error)
{
  g_autoptr (BwRuleCondition) condition = g_new0 (BwRuleCondition, 1);
  g_autoptr (GPtrArray) pieces = split (text, ';');

  condition->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_array_set_clear_func (condition->terms, clear_term);
  for (guint i = 0; i < pieces->len; i++)
    if (*(const char *)g_ptr_array_index (pieces, i) != '\0' && !read_term (condition, g_ptr_array_index (pieces, i), error))
      return NULL;
  if (condition->terms->len == 0)
    {
      g_set_error_literal (error, BW_RULE_ERROR, BW_RULE_ERROR_SYNTAX,
                           _ ("The rule asks for nothing. Write such as zip=787*, state=TX, industry=Software, size=100-999 or "
                              "account=Acme."));
      return NULL;
    }
  return g_steal_pointer (&condition);
}

/* Returns: (transfer full): the condition in one way of writing, which can be read again. */
char *
bw_rule_condition_dup_text (const BwRuleCondition *condition)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < condition->terms->len; i++)
    {
      const Term *term = &g_array_index (condition->terms, Term, i);

      g_string_append_printf (text, "%s%s=", i > 0 ? "; " : "", term_names[term->kind]);
      for (guint j = 0; j < term->values->len; j++)
        {
          const char *value = g_array_index (term->values, Value, j).text;
          const char *quote = strpbrk (value, ",;") != NULL ? "\"" : "";

          g_string_append_printf (text, "%s%s%s%s", j > 0 ? "," : "", quote, value, quote);
        }
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_within (const Value *value,
           gint64       number)
{
  return number >= value->low && number <= value->high;
}

static gboolean
is_called (const Value  *value,
           const BwBook *book,
           BwText        text)
{
  g_autofree char *plain = g_utf8_casefold (bw_book_text (book, text), -1);

  return g_str_equal (value->plain, plain);
}

static gboolean
value_holds (const Term    *term,
             const Value   *value,
             const BwBook  *book,
             guint          index,
             const BwPlace *place)
{
  const BwAccount *account = bw_book_account (book, index);

  switch (term->kind)
    {
    case TERM_ZIP:
      return place->zip != 0 && is_within (value, place->zip);
    case TERM_STATE:
      return book->atlas != NULL && place->state != BW_ATLAS_NOWHERE && place->state == bw_atlas_find_parent (book->atlas, value->text);
    case TERM_INDUSTRY:
      return is_called (value, book, account->industry);
    case TERM_SIZE:
      return account->employees >= 0 && is_within (value, account->employees);
    case TERM_ACCOUNT:
      return is_called (value, book, account->ref) || is_called (value, book, account->name);
    case N_TERMS:
    default:
      return FALSE;
    }
}

/* Whether the account with index @account, which lies at @place, is what @condition asks for. */
gboolean
bw_rule_condition_holds (const BwRuleCondition *condition,
                         const BwBook          *book,
                         guint                  account,
                         const BwPlace         *place)
{
  for (guint i = 0; i < condition->terms->len; i++)
    {
      const Term *term = &g_array_index (condition->terms, Term, i);
      gboolean    holds = FALSE;

      for (guint j = 0; j < term->values->len && !holds; j++)
        holds = value_holds (term, &g_array_index (term->values, Value, j), book, account, place);
      if (!holds)
        return FALSE;
    }
  return TRUE;
}

/* ---- Edits ---- */

static BwText
add_text (BwBook                *after,
          const BwRuleCondition *condition)
{
  g_autofree char *text = bw_rule_condition_dup_text (condition);

  return bw_pool_add (&after->texts, text, -1);
}

/* Adds a rule as the last one. */
BwBook *
bw_territory_rule_edit_add (const BwBook          *book,
                            gint32                 territory,
                            const BwRuleCondition *condition,
                            BwDelta              **delta)
{
  BwBook         *after = bw_book_copy_but_deals (book);
  BwTerritoryRule rule = { bw_book_random_key (), territory, add_text (after, condition) };

  *delta = bw_delta_new (book);
  g_array_append_val (after->rules, rule);
  return after;
}

/* Makes @rule (an index) say something else. */
BwBook *
bw_territory_rule_edit_change (const BwBook          *book,
                               guint                  rule,
                               gint32                 territory,
                               const BwRuleCondition *condition,
                               BwDelta              **delta)
{
  BwBook          *after = bw_book_copy_but_deals (book);
  BwTerritoryRule *row = &g_array_index (after->rules, BwTerritoryRule, rule);

  *delta = bw_delta_new (book);
  row->territory = territory;
  row->condition = add_text (after, condition);
  bw_delta_mark (*delta, BW_TABLE_RULES, rule);
  return after;
}

/* Takes @rule (an index) away. */
BwBook *
bw_territory_rule_edit_remove (const BwBook *book,
                               guint         rule,
                               BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_delta_remove (*delta, BW_TABLE_RULES, g_array_index (after->rules, BwTerritoryRule, rule).key);
  g_array_remove_index (after->rules, rule);
  return after;
}

/* Returns: (transfer full) (element-type guint): which of the book's rules are @plan's, in their order. */
GArray *
bw_territory_rules_of_plan (const BwBook *book,
                            gint32        plan)
{
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->rules->len; i++)
    {
      gint32 territory = g_array_index (book->rules, BwTerritoryRule, i).territory;

      if (plan >= 0 && territory >= 0 && (guint)territory < book->territories->len && bw_book_territory (book, territory)->plan == plan)
        g_array_append_val (rules, i);
    }
  return rules;
}

/* Asks @rule (an index) before the one that now stands before it in its plan, or with @up unset after the one after it. */
BwBook *
bw_territory_rule_edit_raise (const BwBook *book,
                              guint         rule,
                              gboolean      up,
                              BwDelta     **delta)
{
  BwBook          *after = bw_book_copy_but_deals (book);
  BwTerritoryRule *row = &g_array_index (after->rules, BwTerritoryRule, rule);
  g_autoptr (GArray) rules = bw_territory_rules_of_plan (book, bw_book_territory (book, row->territory)->plan);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < rules->len; i++)
    {
      guint other = i + (up ? -1 : 1);

      if (g_array_index (rules, guint, i) == rule && other < rules->len)
        {
          BwTerritoryRule *neighbour = &g_array_index (after->rules, BwTerritoryRule, g_array_index (rules, guint, other));
          BwTerritoryRule  said = *row;

          row->territory = neighbour->territory;
          row->condition = neighbour->condition;
          neighbour->territory = said.territory;
          neighbour->condition = said.condition;
          bw_delta_mark (*delta, BW_TABLE_RULES, rule);
          bw_delta_mark (*delta, BW_TABLE_RULES, g_array_index (rules, guint, other));
        }
    }
  return after;
}
