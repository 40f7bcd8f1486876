/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data: each check on a book that has what it looks for, and on one that has not. */

#include "core/bw-custom-field.h"
#include "core/bw-health.h"
#include "core/bw-leak.h"
#include "core/bw-likeness.h"
#include "core/bw-record.h"
#include "core/bw-sample.h"

#include <math.h>

enum
{
  DAY = 20600, /* the day of the data */
  N_DEALS = 200,
  OPEN = 2, /* stages of the book */
  WON = 4,
  LOST = 5,
};

static BwText
text (BwBook     *book,
      const char *value)
{
  return bw_pool_add (&book->texts, value, -1);
}

static guint
add_account (BwBook     *book,
             const char *name)
{
  BwAccount account = {
    .key = book->accounts->len + 1,
    .latitude = NAN,
    .longitude = NAN,
    .revenue = BW_MONEY_NONE,
    .employees = -1,
    .owner = BW_NOBODY,
    .parent = BW_NOBODY,
  };

  account.name = text (book, name);
  g_array_append_val (book->accounts, account);
  return book->accounts->len - 1;
}

static guint
add_person (BwBook     *book,
            const char *name,
            gint32      manager)
{
  BwPerson person = { .key = book->people->len + 1, .manager = manager, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

  person.name = text (book, name);
  g_array_append_val (book->people, person);
  return book->people->len - 1;
}

/* A book in which nothing is wrong: a hundred open and a hundred closed deals of many names. */
static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwImportRecord record = { .key = 1, .as_of = DAY, .n_rows = N_DEALS };

  bw_book_add_default_stages (book);
  add_person (book, "Ann Archer", BW_NOBODY);
  add_person (book, "Bob Butler", 0);
  add_account (book, "Northwind Traders");
  add_account (book, "Contoso Pharma");
  record.file = text (book, "deals.csv");
  record.kind = text (book, "deals");
  g_array_append_val (book->imports, record);
  for (guint i = 0; i < N_DEALS; i++)
    {
      guint            deal = bw_deals_append (&book->deals, i + 1);
      BwDeals         *deals = &book->deals;
      gboolean         open = i < N_DEALS / 2;
      g_autofree char *name = g_strdup_printf ("Deal %u", i);

      deals->name[deal] = text (book, name);
      deals->amount[deal] = 100000 + i;
      deals->owner[deal] = (gint32)(i % 2);
      deals->account[deal] = (gint32)(i % 2);
      deals->stage[deal] = open ? OPEN : i % 2 ? WON
                                               : LOST;
      deals->created[deal] = DAY - 60;
      deals->close[deal] = open ? DAY + (BwDate)(i % 90) : DAY - 10;
      deals->activity[deal] = DAY - 20;
      deals->source[deal] = bw_pool_intern (&book->texts, i % 3 ? "Web" : "Phone");
    }
  return book;
}

/* ---- One flaw each ---- */

static void
no_owner (BwBook *book)
{
  book->deals.owner[3] = BW_NOBODY;
}

static void
no_account (BwBook *book)
{
  book->deals.account[150] = BW_NOBODY;
}

static void
no_amount (BwBook *book)
{
  book->deals.amount[3] = BW_MONEY_NONE;
  book->deals.amount[4] = BW_MONEY_NONE;
}

static void
no_close (BwBook *book)
{
  book->deals.close[3] = BW_DATE_NONE;
}

static void
unmapped (BwBook *book)
{
  BwStage odd = { .key = 99, .name = text (book, "WAIT_CLIENT"), .probability = BW_PROBABILITY_NONE };

  g_array_append_val (book->stages, odd);
  book->deals.stage[3] = (guint16)(book->stages->len - 1);
}

static void
rejected (BwBook *book)
{
  g_array_index (book->imports, BwImportRecord, 0).n_to_correct = 3;
}

static void
won_undated (BwBook *book)
{
  book->deals.close[101] = BW_DATE_NONE;
}

static void
won_nothing (BwBook *book)
{
  book->deals.amount[101] = 0;
  book->deals.amount[103] = BW_MONEY_NONE;
}

static void
closed_first (BwBook *book)
{
  book->deals.created[101] = book->deals.close[101] + 1;
  book->deals.activity[101] = book->deals.close[101];
}

static void
overdue (BwBook *book)
{
  book->deals.close[3] = DAY - 1;
}

static void
month_ends (BwBook *book)
{
  for (guint i = 0; i < 40; i++)
    book->deals.close[i] = bw_date_from_ymd (2026, 6 + (int)(i % 3), i % 3 == 0 ? 30 : 31);
}

static void
probability (BwBook *book)
{
  book->deals.probability[101] = 500;
  book->deals.probability[102] = 10;
  book->deals.probability[3] = 1000;
  book->deals.probability[4] = 400;
}

static void
late_activity (BwBook *book)
{
  book->deals.activity[101] = DAY - 5;
}

static void
quota_sum (BwBook *book)
{
  BwQuota quota = { .person = 0, .territory = BW_NOBODY, .product = BW_NOBODY, .from = DAY - 30, .to = DAY + 60, .amount = 500 };

  g_array_append_val (book->quotas, quota);
  quota.person = 1;
  quota.amount = 400;
  g_array_append_val (book->quotas, quota);
  /* Another period agrees. */
  quota.from = quota.to + 1;
  quota.to += 90;
  g_array_append_val (book->quotas, quota);
  quota.person = 0;
  g_array_append_val (book->quotas, quota);
}

static void
circle (BwBook *book)
{
  bw_book_person (book, 0)->manager = 1;
}

static void
negative (BwBook *book)
{
  book->deals.amount[3] = -1200000;
}

static void
year_1900 (BwBook *book)
{
  book->deals.created[3] = bw_date_from_ymd (1900, 1, 1);
  book->deals.close[4] = bw_date_from_ymd (2099, 12, 31);
}

static void
future (BwBook *book)
{
  book->deals.created[3] = DAY + 1;
  book->deals.close[101] = DAY + 3;
}

static void
beyond (BwBook *book)
{
  book->deals.probability[3] = 1500;
}

static void
left_first (BwBook *book)
{
  bw_book_person (book, 1)->started = 100;
  bw_book_person (book, 1)->ended = 99;
}

static void
double_deals (BwBook *book)
{
  book->deals.name[4] = text (book, "DEAL  2");
  book->deals.name[104] = book->deals.name[102]; /* another amount: a renewal */
  book->deals.name[108] = book->deals.name[106];
  book->deals.amount[108] = book->deals.amount[106];
}

static void
double_accounts (BwBook *book)
{
  add_account (book, "NorthWind Traders, Inc.");
}

static void
double_people (BwBook *book)
{
  add_person (book, "Butler, Bob", 0);
}

static void
double_products (BwBook *book)
{
  static const char *const names[] = { "GTX Pro", "GTX Basic", "GTXPro", "MG 100", "MG 200" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwProduct product = { .key = i + 1, .name = text (book, names[i]), .list_price = BW_MONEY_NONE };

      g_array_append_val (book->products, product);
    }
}

static void
same_sku (BwBook *book)
{
  static const char *const names[] = { "Panel 100", "Panneau (doublon)", "Door" };
  static const char *const skus[] = { "PNL-100", "pnl 100", "DR-1" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwProduct product = { .key = i + 1, .ref = text (book, skus[i]), .name = text (book, names[i]), .list_price = BW_MONEY_NONE };

      g_array_append_val (book->products, product);
    }
}

static void
aliases (BwBook *book)
{
  BwProduct      product = { .key = 1, .name = text (book, "GTX Pro"), .list_price = BW_MONEY_NONE };
  BwProductAlias alias = { .key = 2, .alias = text (book, "GTXPro"), .product = 0 };

  g_array_append_val (book->products, product);
  g_array_append_val (book->aliases, alias);
  alias.confirmed = TRUE;
  g_array_append_val (book->aliases, alias);
}

static void
spellings (BwBook *book)
{
  static const char *const words[] = { "Avito", "avito", "AVITO", "Авито" };

  for (guint i = 0; i < 8; i++)
    book->deals.source[i] = bw_pool_intern (&book->texts, words[i % 4]);
  book->deals.source[8] = book->deals.source[0];
}

static void
silent (BwBook *book)
{
  BwChange change = { .deal = 4, .at = DAY - 30, .field = BW_FIELD_AMOUNT };

  for (guint i = 3; i < 5; i++)
    {
      book->deals.created[i] = DAY - 200;
      book->deals.activity[i] = DAY - 91;
    }
  bw_history_add (&book->history, &change, 1, book->deals.n);
}

static void
old_data (BwBook *book)
{
  g_array_index (book->imports, BwImportRecord, 0).as_of = DAY - 31;
}

static void
no_call (BwBook *book)
{
  BwCall call = { .person = 0, .author = 0, .from = DAY - 10, .to = DAY + 10, .amount = 5 };

  g_array_append_val (book->calls, call);
}

/* Three records of the first deal: a payment, a line item, a delivery. */
static void
add_records (BwBook *book,
             guint   deal)
{
  static const BwRecordKind kinds[] = { BW_RECORD_PAYMENT, BW_RECORD_LINE_ITEM, BW_RECORD_DELIVERY };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      BwRecord record;

      bw_record_init (&record, kinds[i]);
      record.key = i + 1;
      record.deal = (gint32)deal;
      record.amount = i < 2 ? book->deals.amount[deal] : BW_MONEY_NONE;
      record.date = DAY - 12;
      record.phase = BW_RECORD_DONE;
      g_array_append_val (book->records, record);
    }
}

static void
orphans (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 1)->deal = BW_NOBODY;
  bw_book_record (book, 1)->deal_ref = text (book, "D9999");
}

static void
negative_payment (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 0)->amount = -5;
}

static void
after_close (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 2)->date = DAY - 4;
}

static void
line_items (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 1)->amount /= 2;
}

static void
overpaid (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 0)->amount += 1;
}

static void
late (BwBook *book)
{
  add_records (book, 101);
  bw_book_record (book, 2)->date = BW_DATE_NONE;
  bw_book_record (book, 2)->due = DAY - 1;
  bw_book_record (book, 2)->phase = BW_RECORD_OPEN;
}

/* A text that only closed deals have. */
static void
known_afterwards (BwBook *book)
{
  for (guint i = 0; i < N_DEALS / 2; i++)
    book->deals.next_step[i + N_DEALS / 2] = text (book, "Lost because of the price");
}

static void
custom_afterwards (BwBook *book)
{
  gint32 field = bw_custom_field_find_or_add (book, "Reason", BW_TYPE_TEXT);

  for (guint i = N_DEALS / 2; i < N_DEALS; i += 2)
    bw_custom_column_set (&book->deals.custom[field], i, bw_pool_intern (&book->texts, i % 4 ? "Price" : "Time"));
}

/* Regions are filled when deals close, and at no other move. */
static void
set_at_close (BwBook *book)
{
  for (guint i = N_DEALS / 2; i < N_DEALS; i++)
    {
      BwChange changes[] = {
        { .deal = i, .at = DAY - 40, .field = BW_FIELD_STAGE, .old_value = 0, .new_value = 1 },
        { .deal = i, .at = DAY - 10, .ordinal = 1, .field = BW_FIELD_REGION, .old_value = 0, .new_value = 0 },
        { .deal = i, .at = DAY - 10, .ordinal = 2, .field = BW_FIELD_STAGE, .old_value = 1, .new_value = book->deals.stage[i] },
      };

      bw_history_add (&book->history, changes, G_N_ELEMENTS (changes), book->deals.n);
    }
}

static const struct
{
  const char  *name;
  BwHealthCode code;
  guint        n;
  guint        index; /* of the first item */
  void (*spoil) (BwBook *book);
} cases[] = {
  { "no-owner", BW_HEALTH_NO_OWNER, 1, 3, no_owner },
  { "no-account", BW_HEALTH_NO_ACCOUNT, 1, 150, no_account },
  { "no-amount", BW_HEALTH_NO_AMOUNT, 2, 3, no_amount },
  { "no-close-date", BW_HEALTH_NO_CLOSE_DATE, 1, 3, no_close },
  { "unmapped-stage", BW_HEALTH_UNMAPPED_STAGE, 1, 3, unmapped },
  { "rejected-rows", BW_HEALTH_REJECTED_ROWS, 1, 0, rejected },
  { "won-undated", BW_HEALTH_WON_UNDATED, 1, 101, won_undated },
  { "won-without-amount", BW_HEALTH_WON_WITHOUT_AMOUNT, 2, 101, won_nothing },
  { "closed-before-created", BW_HEALTH_CLOSED_BEFORE_CREATED, 1, 101, closed_first },
  { "overdue", BW_HEALTH_OVERDUE, 1, 3, overdue },
  { "month-ends", BW_HEALTH_MONTH_ENDS, 42, 94, month_ends },
  { "probability", BW_HEALTH_PROBABILITY, 3, 102, probability },
  { "activity-after-close", BW_HEALTH_ACTIVITY_AFTER_CLOSE, 1, 101, late_activity },
  { "quota-sum", BW_HEALTH_QUOTA_SUM, 1, 0, quota_sum },
  { "manager-cycle", BW_HEALTH_MANAGER_CYCLE, 2, 0, circle },
  { "negative-amount", BW_HEALTH_NEGATIVE_AMOUNT, 1, 3, negative },
  { "date-out-of-range", BW_HEALTH_DATE_OUT_OF_RANGE, 2, 4, year_1900 },
  { "in-the-future", BW_HEALTH_IN_THE_FUTURE, 2, 101, future },
  { "probability-range", BW_HEALTH_PROBABILITY_RANGE, 1, 3, beyond },
  { "ended-before-started", BW_HEALTH_ENDED_BEFORE_STARTED, 1, 1, left_first },
  { "double-deals", BW_HEALTH_DOUBLE_DEALS, 2, 108, double_deals },
  { "double-accounts", BW_HEALTH_DOUBLE_ACCOUNTS, 1, 2, double_accounts },
  { "double-people", BW_HEALTH_DOUBLE_PEOPLE, 1, 2, double_people },
  { "double-products", BW_HEALTH_DOUBLE_PRODUCTS, 1, 2, double_products },
  { "same-sku", BW_HEALTH_SAME_SKU, 1, 1, same_sku },
  { "unconfirmed-aliases", BW_HEALTH_UNCONFIRMED_ALIASES, 1, 0, aliases },
  { "spellings", BW_HEALTH_SPELLINGS, 3, 0, spellings },
  { "silent", BW_HEALTH_SILENT, 1, 3, silent },
  { "old-data", BW_HEALTH_OLD_DATA, 1, 0, old_data },
  { "no-call", BW_HEALTH_NO_CALL, 1, 1, no_call },
  { "orphan-records", BW_HEALTH_ORPHAN_RECORDS, 1, 1, orphans },
  { "negative-records", BW_HEALTH_NEGATIVE_RECORDS, 1, 0, negative_payment },
  { "after-close", BW_HEALTH_AFTER_CLOSE, 1, 2, after_close },
  { "line-items", BW_HEALTH_LINE_ITEMS, 1, 101, line_items },
  { "overpaid", BW_HEALTH_OVERPAID, 1, 101, overpaid },
  { "late-records", BW_HEALTH_LATE_RECORDS, 1, 2, late },
  { "known-afterwards", BW_HEALTH_KNOWN_AFTERWARDS, 1, BW_FIELD_NEXT_STEP, known_afterwards },
  { "custom-known-afterwards", BW_HEALTH_KNOWN_AFTERWARDS, 1, BW_N_FIELDS, custom_afterwards },
  { "set-at-close", BW_HEALTH_SET_AT_CLOSE, 1, BW_FIELD_REGION, set_at_close },
};

static void
test_sound (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwHealth) health = NULL;

  add_records (book, 101);
  health = bw_health_new (book, DAY, DAY);
  for (guint i = 0; i < health->findings->len; i++)
    g_test_message ("%s", ((const BwHealthFinding *)g_ptr_array_index (health->findings, i))->text);
  g_assert_cmpuint (health->findings->len, ==, 0);
  g_assert_cmpuint (health->scores[BW_HEALTH_MISSING].n_affected, ==, 0);
  g_assert_cmpuint (health->scores[BW_HEALTH_MISSING].n_of, ==, N_DEALS);
}

static void
test_flaw (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwHealth) health = NULL;
  const BwHealthFinding *finding;

  cases[which].spoil (book);
  health = bw_health_new (book, DAY, DAY);
  for (guint i = 0; i < health->findings->len; i++)
    g_test_message ("%s", ((const BwHealthFinding *)g_ptr_array_index (health->findings, i))->text);
  g_assert_cmpuint (health->findings->len, ==, 1);
  finding = bw_health_get (health, cases[which].code);
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->n, ==, cases[which].n);
  g_assert_cmpuint (finding->items->len, ==, finding->n);
  g_assert_cmpuint (finding->n, <=, finding->n_of);
  if (finding->kind != BW_HEALTH_OF_WORDS)
    g_assert_cmpuint (g_array_index (finding->items, BwHealthItem, 0).index, ==, cases[which].index);
  for (guint i = 0; i < finding->n; i++)
    {
      g_autofree char *line = bw_health_dup_item_text (book, finding, i);

      g_assert_cmpuint (strlen (line), >, 2);
      g_assert_true (g_utf8_validate (line, -1, NULL));
    }
  if (finding->kind == BW_HEALTH_OF_DEALS)
    g_assert_cmpuint (health->scores[finding->area].n_affected, ==, finding->n);
}

/* Vanished deals are not looked at. */
static void
test_vanished (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwHealth) health = NULL;

  no_owner (book);
  book->deals.flags[3] |= BW_DEAL_VANISHED;
  health = bw_health_new (book, DAY, DAY);
  g_assert_cmpuint (health->findings->len, ==, 0);
}

static void
test_ignore (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = NULL, again = NULL;
  g_autoptr (BwDelta) delta = NULL, second = NULL;
  g_autoptr (BwHealth) health = NULL, back = NULL;

  no_owner (book);
  no_account (book);
  after = bw_health_ignore (book, BW_HEALTH_NO_OWNER, TRUE, &delta);
  health = bw_health_new (after, DAY, DAY);
  g_assert_cmpuint (health->findings->len, ==, 1);
  g_assert_cmpuint (health->n_ignored, ==, 1);
  g_assert_cmpuint (health->scores[BW_HEALTH_MISSING].n_affected, ==, 1);
  again = bw_health_ignore (after, BW_HEALTH_NO_OWNER, FALSE, &second);
  back = bw_health_new (again, DAY, DAY);
  g_assert_cmpuint (back->findings->len, ==, 2);
}

/* What breaks numbers comes before what bends them, and the larger share before the smaller. */
static void
test_order (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwHealth) health = NULL;
  const BwHealthCode codes[] = { BW_HEALTH_NO_CLOSE_DATE, BW_HEALTH_NO_OWNER, BW_HEALTH_NO_AMOUNT, BW_HEALTH_NO_ACCOUNT };

  no_owner (book);
  no_account (book);
  no_amount (book);
  book->deals.close[5] = book->deals.close[6] = BW_DATE_NONE;
  health = bw_health_new (book, DAY, DAY);
  g_assert_cmpuint (health->findings->len, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (((const BwHealthFinding *)g_ptr_array_index (health->findings, i))->code, ==, codes[i]);
}

static void
test_codes (void)
{
  for (guint i = 0; i < BW_N_HEALTH_CODES; i++)
    {
      BwHealthCode code;

      g_assert_true (bw_health_code_parse (bw_health_code_name ((BwHealthCode)i), &code));
      g_assert_cmpint (code, ==, i);
      g_assert_cmpuint (strlen (bw_health_code_title ((BwHealthCode)i)), >, 5);
    }
  g_assert_false (bw_health_code_parse ("nothing", &(BwHealthCode) { 0 }));
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwHealth) health = bw_health_new (book, BW_DATE_NONE, BW_DATE_NONE);

  g_assert_cmpuint (health->findings->len, ==, 0);
}

/* Amounts that are 0 for all that were lost tell the outcome; a handful of deals tells nothing. */
static void
test_leaks (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GArray) before = bw_leak_find (book), after = NULL, few = NULL;

  g_assert_false (bw_leak_is_suspect (before, BW_FIELD_AMOUNT));
  for (guint i = 0; i < N_DEALS; i++)
    if (book->deals.stage[i] == LOST)
      book->deals.amount[i] = 0;
  after = bw_leak_find (book);
  g_assert_true (bw_leak_is_suspect (after, BW_FIELD_AMOUNT));
  g_assert_false (bw_leak_is_suspect (after, BW_FIELD_SOURCE));
  book->deals.n = 20;
  few = bw_leak_find (book);
  g_assert_false (bw_leak_is_suspect (few, BW_FIELD_AMOUNT));
}

/* The sample company has nothing double in it that was not put there. */
static void
test_sample (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autoptr (BwHealth) health = NULL;

  options.n_deals = 3000;
  book = bw_sample_new (&options);
  health = bw_health_new (book, BW_DATE_NONE, BW_DATE_NONE);
  for (guint i = 0; i < health->findings->len; i++)
    {
      const BwHealthFinding *finding = g_ptr_array_index (health->findings, i);
      g_autofree char       *line = bw_health_dup_item_text (book, finding, 0);

      g_test_message ("%s: %s %s", bw_health_code_name (finding->code), finding->text, line);
      g_assert_cmpint (finding->area, !=, BW_HEALTH_IMPOSSIBLE);
    }
  g_assert_null (bw_health_get (health, BW_HEALTH_DOUBLE_PEOPLE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/sound", test_sound);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/health/flaw/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_flaw);
    }
  g_test_add_func ("/health/vanished", test_vanished);
  g_test_add_func ("/health/ignore", test_ignore);
  g_test_add_func ("/health/order", test_order);
  g_test_add_func ("/health/codes", test_codes);
  g_test_add_func ("/health/empty", test_empty);
  g_test_add_func ("/health/leaks", test_leaks);
  g_test_add_func ("/health/sample", test_sample);
  return g_test_run ();
}
