/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of deals as filters, orders and grids see them.
 *
 * Every field is either a text or a number of 64 bits with one value for unknown: an amount, a day, a count, or
 * the row of a small table (owner, stage, also category and kind). Filters and orders then need two cases, not
 * twenty. The project's own fields come behind the built-in ones; their numbers are given out as 64 bits that are ordered as
 * the numbers are. Values are given out in stretches, so that the choice of the field is made once for thousands of deals.
 *
 * A deal's territory is no column: it follows from the account and the plan, which is laid out once for a whole filter. Here it is
 * unknown for every deal. */

#include "core/bw-deal-field.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-adjustment.h"
#include "core/bw-custom-field.h"
#include "core/bw-money.h"

static const struct
{
  const char     *name;
  const char     *title;
  BwDealFieldType type;
} fields[BW_N_DEAL_FIELDS] = {
  [BW_DEAL_FIELD_NAME] = { "name", N_ ("Deal"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_REF] = { "id", N_ ("ID"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_ACCOUNT] = { "account", N_ ("Account"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_OWNER] = { "owner", N_ ("Owner"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_STAGE] = { "stage", N_ ("Stage"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_CATEGORY] = { "category", N_ ("Category"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_AMOUNT] = { "amount", N_ ("Amount"), BW_DEAL_FIELD_MONEY },
  [BW_DEAL_FIELD_CLOSE] = { "close", N_ ("Close date"), BW_DEAL_FIELD_DATE },
  [BW_DEAL_FIELD_CREATED] = { "created", N_ ("Created"), BW_DEAL_FIELD_DATE },
  [BW_DEAL_FIELD_AGE] = { "age", N_ ("Age in days"), BW_DEAL_FIELD_NUMBER },
  [BW_DEAL_FIELD_STAGE_DAYS] = { "stage_days", N_ ("Days in stage"), BW_DEAL_FIELD_NUMBER },
  [BW_DEAL_FIELD_PROBABILITY] = { "probability", N_ ("Probability"), BW_DEAL_FIELD_PERCENT },
  [BW_DEAL_FIELD_PRODUCT] = { "product", N_ ("Product"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_REGION] = { "region", N_ ("Region"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_TYPE] = { "type", N_ ("Type"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_SOURCE] = { "source", N_ ("Source"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_PUSHES] = { "pushes", N_ ("Times pushed"), BW_DEAL_FIELD_NUMBER },
  [BW_DEAL_FIELD_ACTIVITY] = { "activity", N_ ("Last activity"), BW_DEAL_FIELD_DATE },
  [BW_DEAL_FIELD_NEXT_STEP] = { "next_step", N_ ("Next step"), BW_DEAL_FIELD_TEXT },
  [BW_DEAL_FIELD_KIND] = { "kind", N_ ("Status"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_TERRITORY] = { "territory", N_ ("Territory"), BW_DEAL_FIELD_ROW },
  [BW_DEAL_FIELD_ADJUSTED] = { "adjusted", N_ ("Adjusted"), BW_DEAL_FIELD_YES_NO },
  [BW_DEAL_FIELD_GONE] = { "gone", N_ ("Gone from the exports"), BW_DEAL_FIELD_YES_NO },
  [BW_DEAL_FIELD_WEIGHTED] = { "weighted", N_ ("Weighted"), BW_DEAL_FIELD_MONEY },
};

/* Other names that filters may use. */
static const struct
{
  const char *name;
  BwDealField field;
} aliases[] = {
  { "ref", BW_DEAL_FIELD_REF },
  { "close_date", BW_DEAL_FIELD_CLOSE },
  { "status", BW_DEAL_FIELD_KIND },
};

static const char *const category_titles[BW_N_CATEGORIES] = {
  [BW_CATEGORY_PIPELINE] = N_ ("Pipeline"),
  [BW_CATEGORY_BEST_CASE] = N_ ("Best case"),
  [BW_CATEGORY_COMMIT] = N_ ("Commit"),
  [BW_CATEGORY_CLOSED] = N_ ("Closed"),
  [BW_CATEGORY_OMITTED] = N_ ("Omitted"),
};

static const char *const kind_titles[] = {
  [BW_STAGE_OPEN] = N_ ("Open"),
  [BW_STAGE_WON] = N_ ("Won"),
  [BW_STAGE_LOST] = N_ ("Lost"),
};

/* Returns: (transfer none): the field's name in filters, files and commands; of the project's own what it is called. */
const char *
bw_deal_field_name (const BwBook *book,
                    BwDealField   field)
{
  return bw_deal_field_is_custom (field) ? bw_deal_field_title (book, field) : fields[field].name;
}

/* Returns: (transfer none): what the field is called on screen; "" for one that @book does not have. */
const char *
bw_deal_field_title (const BwBook *book,
                     BwDealField   field)
{
  if (!bw_deal_field_is_custom (field))
    return _ (fields[field].title);
  return bw_deal_field_exists (book, field) ? bw_custom_field_title (book, field - BW_N_DEAL_FIELDS) : "";
}

/* Whether @book has @field: built-in ones always. */
gboolean
bw_deal_field_exists (const BwBook *book,
                      BwDealField   field)
{
  return field < BW_N_DEAL_FIELDS + book->fields->len;
}

/* Reads the name of a built-in field, in any case. */
static gboolean
parse_built_in (const char  *name,
                BwDealField *field)
{
  for (guint i = 0; i < BW_N_DEAL_FIELDS; i++)
    if (g_ascii_strcasecmp (name, fields[i].name) == 0)
      {
        *field = i;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (name, aliases[i].name) == 0)
      {
        *field = aliases[i].field;
        return TRUE;
      }
  return FALSE;
}

/* Reads the name of a field, in any case. Where a field of the project's own has the name of a built-in one, it is meant
 * when @quoted. */
gboolean
bw_deal_field_parse (const BwBook *book,
                     const char   *name,
                     gboolean      quoted,
                     BwDealField  *field)
{
  gint32 own;

  if (!quoted && parse_built_in (name, field))
    return TRUE;
  own = bw_custom_field_find (book, name);
  if (own < 0)
    return quoted && parse_built_in (name, field);
  *field = BW_N_DEAL_FIELDS + (BwDealField)own;
  return TRUE;
}

/* What the values of @field are. */
BwDealFieldType
bw_deal_field_type (const BwBook *book,
                    BwDealField   field)
{
  static const BwDealFieldType types[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = BW_DEAL_FIELD_TEXT,
    [BW_TYPE_NUMBER] = BW_DEAL_FIELD_REAL,
    [BW_TYPE_DATE] = BW_DEAL_FIELD_DATE,
    [BW_TYPE_BOOLEAN] = BW_DEAL_FIELD_YES_NO,
  };

  if (!bw_deal_field_is_custom (field))
    return fields[field].type;
  return bw_deal_field_exists (book, field) ? types[bw_book_field (book, field - BW_N_DEAL_FIELDS)->type] : BW_DEAL_FIELD_NUMBER;
}

/* Returns: (transfer none) (nullable): the column of a field of texts, one for each deal. */
const BwText *
bw_deal_field_texts (const BwBook *book,
                     BwDealField   field)
{
  if (bw_deal_field_is_custom (field))
    return bw_deal_field_type (book, field) == BW_DEAL_FIELD_TEXT ? book->deals.custom[field - BW_N_DEAL_FIELDS].texts : NULL;
  switch ((int)field)
    {
    case BW_DEAL_FIELD_NAME:
      return book->deals.name;
    case BW_DEAL_FIELD_REF:
      return book->deals.ref;
    case BW_DEAL_FIELD_REGION:
      return book->deals.region;
    case BW_DEAL_FIELD_TYPE:
      return book->deals.type;
    case BW_DEAL_FIELD_SOURCE:
      return book->deals.source;
    case BW_DEAL_FIELD_NEXT_STEP:
      return book->deals.next_step;
    default:
      return NULL;
    }
}

/* How many rows the table behind @field has; 0 when there is none. */
guint
bw_deal_field_n_rows (const BwBook *book,
                      BwDealField   field)
{
  switch ((int)field)
    {
    case BW_DEAL_FIELD_ACCOUNT:
      return book->accounts->len;
    case BW_DEAL_FIELD_OWNER:
      return book->people->len;
    case BW_DEAL_FIELD_PRODUCT:
      return book->products->len;
    case BW_DEAL_FIELD_STAGE:
      return book->stages->len;
    case BW_DEAL_FIELD_CATEGORY:
      return BW_N_CATEGORIES;
    case BW_DEAL_FIELD_KIND:
      return G_N_ELEMENTS (kind_titles);
    case BW_DEAL_FIELD_TERRITORY:
      return book->territories->len;
    default:
      return 0;
    }
}

/* Returns: (transfer none): the name on screen of row @row of the table behind @field. */
const char *
bw_deal_field_row_name (const BwBook *book,
                        BwDealField   field,
                        guint         row)
{
  switch ((int)field)
    {
    case BW_DEAL_FIELD_ACCOUNT:
      return bw_book_text (book, bw_book_account (book, row)->name);
    case BW_DEAL_FIELD_OWNER:
      return bw_book_text (book, bw_book_person (book, row)->name);
    case BW_DEAL_FIELD_PRODUCT:
      return bw_book_text (book, bw_book_product (book, row)->name);
    case BW_DEAL_FIELD_STAGE:
      return bw_book_text (book, bw_book_stage (book, row)->name);
    case BW_DEAL_FIELD_CATEGORY:
      return bw_deal_category_title (book, row);
    case BW_DEAL_FIELD_KIND:
      return _ (kind_titles[row]);
    case BW_DEAL_FIELD_TERRITORY:
      return bw_book_text (book, bw_book_territory (book, row)->name);
    default:
      return "";
    }
}

/* Returns: (transfer none): what the project calls @category, else its common name. */
const char *
bw_deal_category_title (const BwBook *book,
                        BwCategory    category)
{
  const char *own = bw_book_text (book, book->category_names[category]);

  return *own != '\0' ? own : _ (category_titles[category]);
}

/* What the deal's present stage is; a stage that nobody knows counts as open. */
BwStageKind
bw_deal_kind (const BwBook *book,
              guint         deal)
{
  guint stage = book->deals.stage[deal];

  return stage < book->stages->len ? bw_book_stage (book, stage)->kind : BW_STAGE_OPEN;
}

/* The category that @deal of @book is in today: its own, else its stage's. */
BwCategory
bw_deal_category (const BwBook *book,
                  guint         deal)
{
  guint8 own = book->deals.category[deal];
  guint  stage = book->deals.stage[deal];

  if (own < BW_N_CATEGORIES)
    return own;
  return stage < book->stages->len ? bw_book_stage (book, stage)->category : BW_CATEGORY_PIPELINE;
}

static inline gint64
present_probability (const BwBook *book,
                     guint         deal)
{
  gint16 own = book->deals.probability[deal];
  guint  stage = book->deals.stage[deal];

  if (own == BW_PROBABILITY_NONE && stage < book->stages->len)
    own = bw_book_stage (book, stage)->probability;
  return own == BW_PROBABILITY_NONE ? BW_DEAL_VALUE_NONE : own;
}

/* As the forecast counts it: in whole minor units of each deal. */
static inline gint64
present_weighted (const BwBook *book,
                  guint         deal)
{
  gint64 probability = present_probability (book, deal);

  if (probability == BW_DEAL_VALUE_NONE || book->deals.amount[deal] == BW_MONEY_NONE)
    return BW_DEAL_VALUE_NONE;
  /* As amount * probability / 1000, which the largest amounts would overflow. */
  return bw_money_share (book->deals.amount[deal], probability);
}

static inline gint64
days_between (BwDate from,
              BwDate to)
{
  return from == BW_DATE_NONE || to == BW_DATE_NONE ? BW_DEAL_VALUE_NONE : (gint64)to - from;
}

/* Days since it was created; of a closed deal those until it closed. */
static inline gint64
present_age (const BwBook *book,
             guint         deal,
             BwDate        today)
{
  BwDate end = bw_deal_kind (book, deal) == BW_STAGE_OPEN ? today : book->deals.close[deal];

  return days_between (book->deals.created[deal], end);
}

static inline gint64
known_date (BwDate date)
{
  return date == BW_DATE_NONE ? BW_DEAL_VALUE_NONE : date;
}

/* @number as 64 bits that are ordered as numbers are; %BW_DEAL_VALUE_NONE for NaN. Negative numbers are turned round, as
 * their bits are of a magnitude. */
gint64
bw_deal_value_of_number (double number)
{
  double plus = number + 0.0; /* no negative zero */
  gint64 bits;

  if (plus != plus)
    return BW_DEAL_VALUE_NONE;
  memcpy (&bits, &plus, sizeof bits);
  return bits >= 0 ? bits : bits ^ G_MAXINT64;
}

/* What bw_deal_value_of_number() was given. */
double
bw_deal_value_to_number (gint64 value)
{
  return bw_number_from_bits (value >= 0 ? value : value ^ G_MAXINT64);
}

static void
custom_values (const BwCustomColumn *column,
               const guint32        *deals,
               guint                 first,
               guint                 n,
               gint64               *values)
{
  for (guint k = 0; k < n; k++)
    {
      guint i = deals != NULL ? deals[k] : first + k;

      switch (column->type)
        {
        case BW_TYPE_NUMBER:
          values[k] = bw_deal_value_of_number (column->numbers[i]);
          break;
        case BW_TYPE_DATE:
          values[k] = known_date (column->dates[i]);
          break;
        case BW_TYPE_BOOLEAN:
          values[k] = column->booleans[i] == BW_BOOLEAN_NONE ? BW_DEAL_VALUE_NONE : (gint64)column->booleans[i];
          break;
        case BW_TYPE_TEXT:
        case BW_N_TYPES:
        default:
          values[k] = BW_DEAL_VALUE_NONE;
          break;
        }
    }
}

/* Writes the values of @field of the @n deals in @deals, or when that is NULL of those from @first on. Not for texts.
 * Amounts are minor units, dates day numbers, probabilities thousandths, names rows of their tables, numbers of the
 * project's own fields as bw_deal_value_of_number() gives them; what is not known is %BW_DEAL_VALUE_NONE. @today is for ages. */
void
bw_deal_field_values (const BwBook  *book,
                      BwDealField    field,
                      BwDate         today,
                      const guint32 *deals,
                      guint          first,
                      guint          n,
                      gint64        *values)
{
  const BwDeals *columns = &book->deals;

  if (bw_deal_field_is_custom (field) && bw_deal_field_exists (book, field))
    {
      custom_values (&columns->custom[field - BW_N_DEAL_FIELDS], deals, first, n, values);
      return;
    }
#define EACH(VALUE)                                   \
  for (guint k = 0; k < n; k++)                       \
    {                                                 \
      guint i = deals != NULL ? deals[k] : first + k; \
      values[k] = (VALUE);                            \
    }                                                 \
  break
#define ROW(column) (columns->column[i] < 0 ? BW_DEAL_VALUE_NONE : (gint64)columns->column[i])

  switch ((int)field)
    {
    case BW_DEAL_FIELD_ACCOUNT:
      EACH (ROW (account));
    case BW_DEAL_FIELD_OWNER:
      EACH (ROW (owner));
    case BW_DEAL_FIELD_PRODUCT:
      EACH (ROW (product));
    case BW_DEAL_FIELD_STAGE:
      EACH (columns->stage[i] < book->stages->len ? (gint64)columns->stage[i] : BW_DEAL_VALUE_NONE);
    case BW_DEAL_FIELD_CATEGORY:
      EACH (bw_deal_category (book, i));
    case BW_DEAL_FIELD_KIND:
      EACH (bw_deal_kind (book, i));
    case BW_DEAL_FIELD_AMOUNT:
      EACH (columns->amount[i]); /* BW_MONEY_NONE is the same number */
    case BW_DEAL_FIELD_CLOSE:
      EACH (known_date (columns->close[i]));
    case BW_DEAL_FIELD_CREATED:
      EACH (known_date (columns->created[i]));
    case BW_DEAL_FIELD_ACTIVITY:
      EACH (known_date (columns->activity[i]));
    case BW_DEAL_FIELD_AGE:
      EACH (present_age (book, i, today));
    case BW_DEAL_FIELD_STAGE_DAYS:
      EACH (days_between (columns->stage_since[i], today));
    case BW_DEAL_FIELD_PROBABILITY:
      EACH (present_probability (book, i));
    case BW_DEAL_FIELD_WEIGHTED:
      EACH (present_weighted (book, i));
    case BW_DEAL_FIELD_PUSHES:
      EACH (columns->pushes[i]);
    case BW_DEAL_FIELD_GONE:
      EACH ((columns->flags[i] & BW_DEAL_VANISHED) != 0);
    case BW_DEAL_FIELD_ADJUSTED:
      EACH (bw_adjustment_is_any (book, i));
    default:
      for (guint k = 0; k < n; k++)
        values[k] = BW_DEAL_VALUE_NONE;
    }
#undef ROW
#undef EACH
}

/* What a grid shows of @deal in the column @field.
 * Returns: (transfer full): the text; "" for what is not known. */
char *
bw_deal_dup_text (const BwBook *book,
                  guint         deal,
                  BwDealField   field,
                  BwDate        today)
{
  gint64 value;

  g_return_val_if_fail (deal < book->deals.n, g_strdup (""));

  if (!bw_deal_field_exists (book, field))
    return g_strdup ("");
  if (bw_deal_field_is_custom (field))
    {
      const BwCustomColumn *column = &book->deals.custom[field - BW_N_DEAL_FIELDS];

      return bw_custom_value_dup_shown (book, column->type, bw_custom_column_get (column, deal));
    }
  if (fields[field].type == BW_DEAL_FIELD_TEXT)
    return g_strdup (bw_book_text (book, bw_deal_field_texts (book, field)[deal]));
  bw_deal_field_values (book, field, today, NULL, deal, 1, &value);
  if (value == BW_DEAL_VALUE_NONE)
    return g_strdup ("");
  switch (fields[field].type)
    {
    case BW_DEAL_FIELD_ROW:
      return g_strdup (bw_deal_field_row_name (book, field, (guint)value));
    case BW_DEAL_FIELD_MONEY:
      return bw_money_format (value, book->currency);
    case BW_DEAL_FIELD_DATE:
      return bw_date_format_short ((BwDate)value, BW_DATE_NONE);
    case BW_DEAL_FIELD_PERCENT:
      /* Translators: a probability. */
      return g_strdup_printf (_ ("%.0f %%"), (double)value / 10.0);
    case BW_DEAL_FIELD_YES_NO:
      return g_strdup (value != 0 ? _ ("Yes") : _ ("No"));
    case BW_DEAL_FIELD_NUMBER:
    case BW_DEAL_FIELD_REAL:
    case BW_DEAL_FIELD_TEXT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}
