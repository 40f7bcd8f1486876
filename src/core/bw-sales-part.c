/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a split each deal or record belongs to.
 *
 * A part is known by its name, as the same text may stand in the pool more than once and two rows may have been merged.
 * What a deal has (an index or a text) is looked up as a number; only numbers not met before are turned into names. */

#include "core/bw-sales-part.h"

#include "core/bw-custom-field.h"
#include "core/bw-merge.h"
#include "core/bw-territory-plan.h"

struct _BwSalesParts
{
  const BwBook    *book; /* (unowned) */
  BwSalesSplit     split;
  guint            field;
  gint32          *people; /* whom each stands for */
  gint32          *accounts;
  gint32          *products;
  BwTerritoryPlan *plan;    /* (nullable): of a split by territory */
  GHashTable      *by_name; /* name (owned by names) to number + 1 */
  GHashTable      *by_value;
  GPtrArray       *names;
};

/* Returns: (transfer full): no parts yet of @split of @book (borrowed: it must live as long). */
BwSalesParts *
bw_sales_parts_new (const BwBook *book,
                    BwSalesSplit  split,
                    guint         field)
{
  BwSalesParts *parts = g_new0 (BwSalesParts, 1);

  parts->book = book;
  parts->split = split == BW_SALES_BY_FIELD && field >= book->fields->len ? BW_SALES_BY_NOTHING : split;
  parts->field = field;
  parts->people = bw_merge_map (book, BW_TABLE_PEOPLE);
  parts->accounts = bw_merge_map (book, BW_TABLE_ACCOUNTS);
  parts->products = bw_merge_map (book, BW_TABLE_PRODUCTS);
  if (split == BW_SALES_BY_TERRITORY && bw_territory_plan_current (book) >= 0)
    parts->plan = bw_territory_plan_new (book, bw_territory_plan_current (book));
  parts->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  parts->by_value = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  parts->names = g_ptr_array_new_with_free_func (g_free);
  return parts;
}

/* Frees @parts (transfer full) (nullable). */
void
bw_sales_parts_free (BwSalesParts *parts)
{
  if (parts == NULL)
    return;
  g_free (parts->people);
  g_free (parts->accounts);
  g_free (parts->products);
  bw_territory_plan_free (parts->plan);
  g_hash_table_unref (parts->by_name);
  g_hash_table_unref (parts->by_value);
  g_ptr_array_unref (parts->names);
  g_free (parts);
}

/* What a deal or record tells of itself. */
typedef struct
{
  gint32 person;
  gint32 account;
  gint32 product;
  BwText region;
  BwText type;
  BwText source;
  BwText state;
  BwText name;
  gint64 own; /* the value of the project's own field */
} Facts;

static gint32
resolve (const gint32 *map,
         const GArray *table,
         gint32        row)
{
  return row >= 0 && (guint)row < table->len ? map[row] : BW_NOBODY;
}

static BwText
account_text (const BwBook *book,
              gint32        account,
              BwSalesSplit  split)
{
  const BwAccount *row;

  if (account < 0)
    return 0;
  row = bw_book_account (book, account);
  return split == BW_SALES_BY_INDUSTRY ? row->industry : split == BW_SALES_BY_STATE ? row->state
                                                                                    : row->country;
}

/* The number, an index or a text, by which the part of @facts is known. */
static gint64
value_of (const BwSalesParts *parts,
          const Facts        *facts)
{
  const BwBook *book = parts->book;
  gint32        person = resolve (parts->people, book->people, facts->person);
  gint32        account = resolve (parts->accounts, book->accounts, facts->account);
  gint32        product = resolve (parts->products, book->products, facts->product);

  switch (parts->split)
    {
    case BW_SALES_BY_PERSON:
      return person;
    case BW_SALES_BY_TEAM:
      return person >= 0 && bw_book_person (book, person)->manager >= 0 ? bw_book_person (book, person)->manager : person;
    case BW_SALES_BY_REGION:
      return facts->region != 0 || person < 0 ? facts->region : bw_book_person (book, person)->region;
    case BW_SALES_BY_PRODUCT:
      return product;
    case BW_SALES_BY_FAMILY:
      return product >= 0 ? bw_book_product (book, product)->family : 0;
    case BW_SALES_BY_TERRITORY:
      return parts->plan != NULL && account >= 0 ? parts->plan->accounts[account] : BW_NOBODY;
    case BW_SALES_BY_ACCOUNT:
      return account;
    case BW_SALES_BY_STATE:
      return facts->state != 0 ? facts->state : account_text (book, account, parts->split);
    case BW_SALES_BY_INDUSTRY:
    case BW_SALES_BY_COUNTRY:
      return account_text (book, account, parts->split);
    case BW_SALES_BY_TYPE:
      return facts->type;
    case BW_SALES_BY_SOURCE:
      return facts->source;
    case BW_SALES_BY_NAME:
      return facts->name;
    case BW_SALES_BY_FIELD:
      return facts->own;
    case BW_SALES_BY_NOTHING:
    case BW_N_SALES_SPLITS:
    default:
      return 0;
    }
}

static char *
dup_name (const BwSalesParts *parts,
          gint64              value)
{
  const BwBook *book = parts->book;

  switch (parts->split)
    {
    case BW_SALES_BY_NOTHING:
      return g_strdup ("");
    case BW_SALES_BY_PERSON:
    case BW_SALES_BY_TEAM:
      return g_strdup (value < 0 ? "" : bw_book_text (book, bw_book_person (book, value)->name));
    case BW_SALES_BY_PRODUCT:
      return g_strdup (value < 0 ? "" : bw_book_text (book, bw_book_product (book, value)->name));
    case BW_SALES_BY_TERRITORY:
      return g_strdup (value < 0 ? "" : bw_book_text (book, bw_book_territory (book, value)->name));
    case BW_SALES_BY_ACCOUNT:
      return g_strdup (value < 0 ? "" : bw_book_text (book, bw_book_account (book, value)->name));
    case BW_SALES_BY_FIELD:
      {
        BwFieldType type = bw_book_field (book, parts->field)->type;

        return bw_custom_value_is_none (type, value) ? g_strdup ("") : bw_custom_value_dup_shown (book, type, value);
      }
    default:
      return g_strdup (bw_book_text (book, (BwText)value));
    }
}

/* The number of the part of @facts, which is made at need. */
static guint
part_of (BwSalesParts *parts,
         const Facts  *facts)
{
  gint64           value = value_of (parts, facts);
  guint            found = GPOINTER_TO_UINT (g_hash_table_lookup (parts->by_value, &value));
  g_autofree char *name = NULL;

  if (found != 0)
    return found - 1;
  name = dup_name (parts, value);
  found = GPOINTER_TO_UINT (g_hash_table_lookup (parts->by_name, name));
  if (found == 0)
    {
      found = parts->names->len + 1;
      g_hash_table_insert (parts->by_name, name, GUINT_TO_POINTER (found));
      g_ptr_array_add (parts->names, g_steal_pointer (&name));
    }
  g_hash_table_insert (parts->by_value, g_memdup2 (&value, sizeof value), GUINT_TO_POINTER (found));
  return found - 1;
}

/* The number of the part that @deal belongs to. */
guint
bw_sales_parts_of_deal (BwSalesParts *parts,
                        guint         deal)
{
  const BwDeals *deals = &parts->book->deals;
  Facts          facts = {
             deals->owner[deal],
             deals->account[deal],
             deals->product[deal],
             deals->region[deal],
             deals->type[deal],
             deals->source[deal],
             .own = parts->split == BW_SALES_BY_FIELD ? bw_custom_column_get (&deals->custom[parts->field], deal) : 0,
  };

  return part_of (parts, &facts);
}

/* The number of the part that @record belongs to; the project's own fields are deals': a record has none. */
guint
bw_sales_parts_of_record (BwSalesParts   *parts,
                          const BwRecord *record)
{
  Facts facts = {
    record->person,
    record->account,
    record->product,
    record->group,
    record->type,
    .state = record->state,
    .name = record->name,
  };

  if (parts->split == BW_SALES_BY_FIELD)
    facts.own = bw_field_type_none (bw_book_field (parts->book, parts->field)->type);
  return part_of (parts, &facts);
}

/* Returns: (transfer none) (element-type utf8): the names of the parts met so far, by number; "" of those that tell none. */
GPtrArray *
bw_sales_parts_get_names (BwSalesParts *parts)
{
  return parts->names;
}
