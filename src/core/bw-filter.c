/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads filter expressions over deals.
 *
 *   filter     = [ any ]
 *   any        = all { "or" all }
 *   all        = one { "and" one }
 *   one        = "not" one | "(" any ")" | comparison
 *   comparison = FIELD ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" ) VALUE | FIELD "is" [ "not" ] "empty"
 *
 * A field is a built-in one or one of the project's own; a name of several words stands in quotes, and so does a name that
 * a built-in field has too. A value of several words stands in quotes. Numbers may end in k, m or b; dates are 2026-11-01, today, today-30,
 * or a period such as 2026-Q4, which = takes as "within it". ~ asks whether the text is in it. Case never matters.
 *
 * A recursive descent of bounded depth. Names and values are checked against the book while reading, so that a
 * slip of the pen is told with its place; running the filter looks names up again, so it outlives changes of the
 * book. A field that the project no longer has is unknown for every deal. */

#include "core/bw-filter.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-territory-plan.h"

enum
{
  MAX_DEPTH = 64,
  MAX_COMPARISONS = 500,
  MAX_NAMED_FIELDS = 12,
};

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_QUOTED,
  TOKEN_OPERATOR,
  TOKEN_OPEN,
  TOKEN_CLOSE,
} TokenKind;

typedef struct
{
  const BwBook *book;
  const char   *text;
  const char   *next;
  TokenKind     kind;
  guint         position; /* of the token: characters from 1 */
  gsize         start;    /* of the token: bytes */
  gsize         end;      /* of the token before it */
  char         *token;    /* (owned): its text */
  guint         depth;
  guint         n_comparisons;
  GError      **error;
} Parser;

G_DEFINE_QUARK (bw_query_error_quark, bw_query_error)

static void
node_free (BwFilterNode *node)
{
  if (node == NULL)
    return;
  node_free (node->left);
  node_free (node->right);
  bw_matcher_free (node->matcher);
  g_free (node->value);
  g_free (node);
}

typedef BwFilterNode Node;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

static Node *
node_new (BwFilterNodeKind kind,
          Node            *left,
          Node            *right)
{
  Node *node = g_new0 (Node, 1);

  node->kind = kind;
  node->left = left;
  node->right = right;
  return node;
}

/* Reading */

/* Says what was @expected (translated) where the parser stands. */
static void
expect (Parser     *parser,
        const char *expected)
{
  if (parser->error != NULL && *parser->error != NULL)
    return;
  if (parser->kind == TOKEN_END)
    g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX,
                 _ ("The filter ends at character %u, where %s was expected."), parser->position, expected);
  else
    g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX,
                 _ ("At character %u of the filter stands “%s”, where %s was expected."), parser->position,
                 parser->token, expected);
}

static gboolean
read_quoted (Parser *parser)
{
  GString    *text = g_string_new (NULL);
  const char *at = parser->next + 1;

  while (*at != '\0' && *at != '"')
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (text, *at++);
    }
  parser->kind = TOKEN_QUOTED;
  parser->token = g_string_free (text, FALSE);
  if (*at == '\0')
    {
      g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX,
                   _ ("The quotation mark at character %u of the filter is never closed; "
                      "write another \" after the text."),
                   parser->position);
      return FALSE;
    }
  parser->next = at + 1;
  return TRUE;
}

/* Reads the next token. Returns FALSE with an error set when there is none that makes sense. */
static gboolean
advance (Parser *parser)
{
  const char *at;
  gsize       length;

  g_clear_pointer (&parser->token, g_free);
  parser->end = (gsize)(parser->next - parser->text);
  while (g_ascii_isspace (*parser->next))
    parser->next++;
  at = parser->next;
  parser->start = (gsize)(at - parser->text);
  parser->position = (guint)g_utf8_pointer_to_offset (parser->text, at) + 1;
  if (*at == '"')
    return read_quoted (parser);
  if (*at == '\0')
    {
      parser->kind = TOKEN_END;
      length = 0;
    }
  else if (*at == '(' || *at == ')')
    {
      parser->kind = *at == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
      length = 1;
    }
  else if (strchr ("=!<>~", *at) != NULL)
    {
      parser->kind = TOKEN_OPERATOR;
      length = at[1] == '=' && *at != '=' && *at != '~' ? 2 : 1;
    }
  else
    {
      parser->kind = TOKEN_WORD;
      length = strcspn (at, " \t\r\n\f\v()=!<>~\"");
    }
  parser->token = g_strndup (at, length);
  parser->next = at + length;
  return TRUE;
}

static gboolean
is_word (const Parser *parser,
         const char   *word)
{
  return parser->kind == TOKEN_WORD && g_ascii_strcasecmp (parser->token, word) == 0;
}

static gboolean
refuse_value (Parser     *parser,
              const char *expected)
{
  g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_VALUE,
               _ ("At character %u of the filter “%s” cannot be used: %s was expected."),
               parser->position, parser->token, expected);
  return FALSE;
}

/* Reads a number with k, m or b behind it and, for shares, a per cent sign. */
static gboolean
parse_number (const char *text,
              double     *number)
{
  char  *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || !isfinite (value) || g_ascii_isxdigit (*text) != g_ascii_isdigit (*text))
    return FALSE;
  switch (g_ascii_tolower (*end))
    {
    case 'k':
      value *= 1e3;
      end++;
      break;
    case 'm':
      value *= 1e6;
      end++;
      break;
    case 'b':
      value *= 1e9;
      end++;
      break;
    case '%':
      end++;
      break;
    default:
      break;
    }
  *number = value;
  return *end == '\0' && fabs (value) < 1e15;
}

static gboolean
parse_date (Parser *parser,
            Node   *node)
{
  BwPeriod period;
  BwDate   date;
  gint64   days = 0;

  if (g_ascii_strncasecmp (parser->token, "today", 5) == 0)
    {
      const char *rest = parser->token + 5;

      if (*rest != '\0' &&
          (strchr ("+-", *rest) == NULL || !g_ascii_string_to_signed (rest + 1, 10, 0, 100000, &days, NULL)))
        return refuse_value (parser, _ ("today with a number of days, such as today-30,"));
      node->relative = TRUE;
      node->low = node->high = *rest == '-' ? -days : days;
      return TRUE;
    }
  if (bw_date_parse_iso (parser->token, &date))
    {
      node->low = node->high = date;
      return TRUE;
    }
  if (bw_calendar_parse_period (&parser->book->calendar, parser->token, &period, NULL))
    {
      node->low = period.from;
      node->high = period.to;
      return TRUE;
    }
  return refuse_value (parser, _ ("a date such as 2026-11-01, today-30 or 2026-Q4"));
}

/* A name that no row has is a slip of the pen, unless only a part of it is asked for. */
static gboolean
parse_name (Parser *parser,
            Node   *node)
{
  guint            n = bw_deal_field_n_rows (parser->book, node->field);
  g_autofree char *expected = NULL;
  gint32           plan = bw_territory_plan_current (parser->book);

  node->matcher = bw_matcher_new (parser->token);
  for (guint row = 0; row < n; row++)
    {
      const char *name = bw_deal_field_row_name (parser->book, node->field, row);

      if (node->field == BW_DEAL_FIELD_TERRITORY && bw_book_territory (parser->book, row)->plan != plan)
        continue;
      if (node->sign != BW_FILTER_CONTAINS && !bw_matcher_equals (node->matcher, name))
        continue;
      node->low = node->high = row;
      return TRUE;
    }
  if (node->sign == BW_FILTER_CONTAINS)
    return TRUE;
  /* Translators: %s is the name of a field, such as stage or owner. */
  expected = g_strdup_printf (_ ("the name of an existing %s (in quotes if it has spaces)"),
                              bw_deal_field_name (parser->book, node->field));
  return refuse_value (parser, expected);
}

static gboolean
parse_yes_no (Parser *parser,
              Node   *node)
{
  static const char *const words[2][4] = { { "no", "false", "0", N_ ("No") }, { "yes", "true", "1", N_ ("Yes") } };

  for (guint value = 0; value < 2; value++)
    for (guint i = 0; i < 4; i++)
      {
        g_autoptr (BwMatcher) matcher = bw_matcher_new (i < 3 ? words[value][i] : _ (words[value][i]));

        if (!bw_matcher_equals (matcher, parser->token))
          continue;
        node->low = node->high = value;
        return TRUE;
      }
  return refuse_value (parser, _ ("yes or no"));
}

static gboolean
parse_value (Parser *parser,
             Node   *node)
{
  double number = 0;

  switch (bw_deal_field_type (parser->book, node->field))
    {
    case BW_DEAL_FIELD_ROW:
      return parse_name (parser, node);
    case BW_DEAL_FIELD_DATE:
      return parse_date (parser, node);
    case BW_DEAL_FIELD_MONEY:
      if (!parse_number (parser->token, &number) ||
          bw_money_from_major (number, parser->book->currency) == BW_MONEY_NONE)
        return refuse_value (parser, _ ("an amount such as 50000, 50k or 1.5m"));
      node->low = node->high = bw_money_from_major (number, parser->book->currency);
      return TRUE;
    case BW_DEAL_FIELD_NUMBER:
    case BW_DEAL_FIELD_PERCENT:
      if (!parse_number (parser->token, &number))
        return refuse_value (parser, _ ("a number"));
      number = bw_deal_field_type (parser->book, node->field) == BW_DEAL_FIELD_PERCENT ? number * 10 : number;
      node->low = node->high = (gint64)round (number);
      return TRUE;
    case BW_DEAL_FIELD_REAL:
      if (!parse_number (parser->token, &number))
        return refuse_value (parser, _ ("a number"));
      node->low = node->high = bw_deal_value_of_number (number);
      return TRUE;
    case BW_DEAL_FIELD_YES_NO:
      return parse_yes_no (parser, node);
    case BW_DEAL_FIELD_TEXT:
    default:
      node->matcher = bw_matcher_new (parser->token);
      return TRUE;
    }
}

/* Whether @sign makes sense for the field. */
static gboolean
fits (const BwBook    *book,
      BwDealField      field,
      BwFilterOperator sign)
{
  BwDealFieldType type = bw_deal_field_type (book, field);

  if (sign == BW_FILTER_EQUAL || sign == BW_FILTER_NOT_EQUAL || sign == BW_FILTER_EMPTY)
    return TRUE;
  if (sign == BW_FILTER_CONTAINS)
    return type == BW_DEAL_FIELD_TEXT || type == BW_DEAL_FIELD_ROW;
  return (type != BW_DEAL_FIELD_TEXT && type != BW_DEAL_FIELD_ROW && type != BW_DEAL_FIELD_YES_NO) || field == BW_DEAL_FIELD_STAGE ||
         field == BW_DEAL_FIELD_CATEGORY;
}

static gboolean
parse_operator (Parser *parser,
                Node   *node)
{
  static const struct
  {
    const char      *text;
    BwFilterOperator sign;
  } operators[] = {
    { "=", BW_FILTER_EQUAL },
    { "!=", BW_FILTER_NOT_EQUAL },
    { "<", BW_FILTER_LESS },
    { "<=", BW_FILTER_LESS_EQUAL },
    { ">", BW_FILTER_GREATER },
    { ">=", BW_FILTER_GREATER_EQUAL },
    { "~", BW_FILTER_CONTAINS },
  };

  for (guint i = 0; parser->kind == TOKEN_OPERATOR && i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (parser->token, operators[i].text) && fits (parser->book, node->field, operators[i].sign))
      {
        node->sign = operators[i].sign;
        return TRUE;
      }
  if (fits (parser->book, node->field, BW_FILTER_LESS))
    expect (parser, _ ("one of = != < <= > >= or “is empty”"));
  else if (!fits (parser->book, node->field, BW_FILTER_CONTAINS))
    expect (parser, _ ("one of = != or “is empty”"));
  else
    expect (parser, _ ("one of = != ~ or “is empty”"));
  return FALSE;
}

/* Reads what follows "is" into @node; gives the node, or one that turns it round. */
static Node *
parse_empty (Parser *parser,
             Node   *taken)
{
  g_autoptr (Node) node = taken;
  gboolean no;

  node->sign = BW_FILTER_EMPTY;
  if (!advance (parser))
    return NULL;
  no = is_word (parser, "not");
  if (no && !advance (parser))
    return NULL;
  if (!is_word (parser, "empty"))
    {
      expect (parser, no ? _ ("“empty”") : _ ("“empty” or “not empty”"));
      return NULL;
    }
  if (!advance (parser))
    return NULL;
  return no ? node_new (BW_FILTER_NODE_NOT, g_steal_pointer (&node), NULL) : g_steal_pointer (&node);
}

/* Names of the project's own fields as filters have them, the first few. */
static char *
list_own_fields (const BwBook *book)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (book->fields->len, MAX_NAMED_FIELDS); i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? ", " : "", bw_deal_field_name (book, BW_N_DEAL_FIELDS + i));
  if (book->fields->len > MAX_NAMED_FIELDS)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

static void
refuse_field (Parser *parser)
{
  g_autofree char *own = list_own_fields (parser->book);
  const char      *built_in = "name, account, owner, stage, category, amount, close, created, age, stage_days, probability, "
                              "product, region, type, source, pushes, activity, next_step, kind, territory, id";

  if (*own == '\0')
    g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_FIELD,
                 _ ("At character %u of the filter stands “%s”, which is no field. Fields are %s."), parser->position,
                 parser->token, built_in);
  else
    g_set_error (parser->error, BW_QUERY_ERROR, BW_QUERY_ERROR_FIELD,
                 _ ("At character %u of the filter stands “%s”, which is no field. Fields are %s, and the project's own: %s."),
                 parser->position, parser->token, built_in, own);
}

static Node *
parse_comparison (Parser *parser)
{
  g_autoptr (Node) node = node_new (BW_FILTER_NODE_COMPARISON, NULL, NULL);

  if (++parser->n_comparisons > MAX_COMPARISONS)
    {
      expect (parser, _ ("the end, as a filter has at most 500 comparisons"));
      return NULL;
    }
  if (parser->kind != TOKEN_WORD && parser->kind != TOKEN_QUOTED)
    {
      expect (parser, _ ("a field such as amount or stage"));
      return NULL;
    }
  if (!bw_deal_field_parse (parser->book, parser->token, parser->kind == TOKEN_QUOTED, &node->field))
    {
      refuse_field (parser);
      return NULL;
    }
  if (bw_deal_field_is_custom (node->field))
    node->key = bw_book_field (parser->book, node->field - BW_N_DEAL_FIELDS)->key;
  if (!advance (parser))
    return NULL;
  if (is_word (parser, "is"))
    return parse_empty (parser, g_steal_pointer (&node));
  if (!parse_operator (parser, node) || !advance (parser))
    return NULL;
  if (parser->kind != TOKEN_WORD && parser->kind != TOKEN_QUOTED)
    {
      expect (parser, _ ("a value"));
      return NULL;
    }
  node->value = g_strdup (parser->token);
  if (!parse_value (parser, node) || !advance (parser))
    return NULL;
  return g_steal_pointer (&node);
}

static Node *parse_any (Parser *parser);

/* Notes that @node (nullable) stands from @from up to where the parser is. */
static Node *
place (const Parser *parser,
       Node         *node,
       gsize         from)
{
  if (node != NULL)
    {
      node->from = from;
      node->to = parser->end;
    }
  return node;
}

static Node *
parse_one (Parser *parser)
{
  g_autoptr (Node) inner = NULL;
  gsize from = parser->start;

  if (!is_word (parser, "not") && parser->kind != TOKEN_OPEN)
    return place (parser, parse_comparison (parser), from);
  if (parser->depth == MAX_DEPTH)
    {
      expect (parser, _ ("no further nesting"));
      return NULL;
    }
  parser->depth++;
  if (parser->kind == TOKEN_OPEN)
    {
      if (!advance (parser) || (inner = parse_any (parser)) == NULL)
        return NULL;
      if (parser->kind != TOKEN_CLOSE)
        {
          expect (parser, _ ("“and”, “or” or a closing parenthesis"));
          return NULL;
        }
      if (!advance (parser))
        return NULL;
    }
  else
    {
      if (!advance (parser) || (inner = parse_one (parser)) == NULL)
        return NULL;
      inner = node_new (BW_FILTER_NODE_NOT, g_steal_pointer (&inner), NULL);
    }
  parser->depth--;
  return place (parser, g_steal_pointer (&inner), from);
}

/* Reads one or more parts joined by @word. */
static Node *
parse_chain (Parser          *parser,
             const char      *word,
             BwFilterNodeKind kind,
             Node *(*parse_part) (Parser *parser))
{
  g_autoptr (Node) left = parse_part (parser);

  while (left != NULL && is_word (parser, word))
    {
      Node *right = advance (parser) ? parse_part (parser) : NULL;

      if (right == NULL)
        return NULL;
      left = node_new (kind, g_steal_pointer (&left), right);
    }
  return g_steal_pointer (&left);
}

static Node *
parse_all (Parser *parser)
{
  return parse_chain (parser, "and", BW_FILTER_NODE_AND, parse_one);
}

static Node *
parse_any (Parser *parser)
{
  return parse_chain (parser, "or", BW_FILTER_NODE_OR, parse_all);
}

/* Reads @expression; an empty one admits every deal.
 * Returns: (transfer full) (nullable): the filter; NULL with @error (%BW_QUERY_ERROR) set, which says at which
 * character what was expected. */
BwFilter *
bw_filter_parse (const BwBook *book,
                 const char   *expression,
                 GError      **error)
{
  GError   *problem = NULL;
  Parser    parser = { .book = book, .text = expression, .next = expression, .error = &problem };
  BwFilter *filter = g_new0 (BwFilter, 1);

  if (!g_utf8_validate (expression, -1, NULL))
    g_set_error_literal (&problem, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX,
                         _ ("The filter is not valid UTF-8 text; write it again."));
  else if (advance (&parser) && parser.kind != TOKEN_END)
    {
      filter->root = parse_any (&parser);
      if (filter->root != NULL && parser.kind != TOKEN_END)
        expect (&parser, _ ("“and” or “or”"));
    }
  g_free (parser.token);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      g_clear_pointer (&filter, bw_filter_free);
    }
  return filter;
}

/* Appends @words to @text in quotes, such that a filter reads them as they are. */
void
bw_filter_append_quoted (GString    *text,
                         const char *words)
{
  g_string_append_c (text, '"');
  for (; *words != '\0'; words++)
    {
      if (*words == '"' || *words == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *words);
    }
  g_string_append_c (text, '"');
}

/* Frees @filter (transfer full) (nullable). */
void
bw_filter_free (BwFilter *filter)
{
  if (filter == NULL)
    return;
  node_free (filter->root);
  g_free (filter);
}
