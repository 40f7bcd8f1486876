/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CRM's export of thirteen tables with documented defects: each is found, and named where a user looks.
 *
 * The defects are those that the data's own description lists. A defect of one row is a rejected row or a note of its file's
 * import; one that several tables tell is a finding of the data's health. */

#include "core/bw-health.h"
#include "core/bw-record.h"

#include "import-fixture.h"

static const char *const tables[] = {
  "activities", "companies", "contacts", "deal_products", "deals", "marketing_costs", "payments",
  "pipeline_stages", "production_orders", "products", "shipments", "stage_history", "users"
};

typedef struct
{
  BwBook         *book;
  BwImportResult *result;
  BwHealth       *health;
} Data;

static gboolean
read_all (Data *data)
{
  g_autofree char *folder = sample_path ("crm/bitrix_messy");
  BwImportOptions  options = { .as_of = day ("2026-06-24"), .now = FIXTURE_NOW };
  GError          *error = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BwBook) before = bw_book_new ();

  memset (data, 0, sizeof *data);
  if (folder == NULL)
    return FALSE;
  bw_book_add_default_stages (before);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strconcat (tables[i], ".csv", NULL);

      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
    }
  g_ptr_array_add (paths, NULL);
  g_assert_true (bw_import_run (before, (const char *const *)paths->pdata, &options, NULL, NULL, &data->result, &error));
  g_assert_no_error (error);
  data->book = data->result->after;
  data->health = bw_health_new (data->book, day ("2026-06-24"), BW_DATE_NONE);
  return TRUE;
}

static void
clear (Data *data)
{
  bw_health_free (data->health);
  bw_import_result_free (data->result);
}

/* Rows that were put aside: file, id or value, a word of the reason. */
static const struct
{
  const char *defect;
  const char *file;
  guint       row;
  const char *column;
  const char *word;
} rejected[] = {
  { "1.1 two rows of a deal: the newer one counts", "deals.csv", 9, "deal_id", "changed later" },
  { "2.2 a change of an unknown deal", "stage_history.csv", 7, "deal_id", "D1012" },
  { "6.5 an empty company", "companies.csv", 7, "name", "no name" },
};

/* Sentences about a file. */
static const struct
{
  const char *defect;
  const char *table;
  const char *words;
} notes[] = {
  { "1.2 the same change twice", "stage_history", "twice" },
  { "2.1 activities of an unknown deal", "activities", "D9999" },
  { "2.1 payments of an unknown deal", "payments", "D9999" },
  { "2.1 products of an unknown deal", "deal_products", "D9999" },
  { "2.1 production of an unknown deal", "production_orders", "D9999" },
  { "2.3 a contact of an unknown company", "contacts", "C999" },
  { "2.4 an unknown stage", "deals", "WAIT_CLIENT" },
  { "2.5 an unknown product", "deal_products", "PR999" },
  { "4.1 a day in another form than the others", "deals", "1 date in “created_at” is written in another form" },
  { "4.2 a day with slashes", "payments", "1 date in “payment_date” is written in another form" },
  { "5.2 a payment below zero", "payments", "below zero" },
  { "5.3 discounts that may be amounts", "deal_products", "discounts were taken as amounts" },
  { "6.1 an amount without a currency", "deals", "1 amount has no currency beside it; it was taken as RUB" },
  { "6.6 a contact without an e-mail address", "contacts", "1 contact has no e-mail address" },
  { "7.3 an unknown type of payment", "payments", "does not say what kind" },
  { "7.5 a history of two deals alone", "stage_history", "tells of 2 deals of 11" },
  { "8.1 phones in several forms", "contacts", "phone numbers were written in other forms" },
  { "8.2 one currency throughout", "deals", "All amounts are in RUB" },
};

/* What several tables tell: the finding, and how many at the least. */
static const struct
{
  const char  *defect;
  BwHealthCode code;
  guint        n;
  const char  *item; /* (nullable): a part of an item's text */
} findings[] = {
  { "1.3 an article number of two products", BW_HEALTH_SAME_SKU, 1, "Панель" },
  { "2.1 records of unknown deals, accounts and products", BW_HEALTH_ORPHAN_RECORDS, 6, NULL },
  { "2.4 an unknown stage", BW_HEALTH_UNMAPPED_STAGE, 1, NULL },
  { "3.1 spellings of a source", BW_HEALTH_SPELLINGS, 2, "Avito" },
  { "5.1 an amount below zero", BW_HEALTH_NEGATIVE_AMOUNT, 1, NULL },
  { "5.2 a payment below zero", BW_HEALTH_NEGATIVE_RECORDS, 1, NULL },
  { "6.2 a deal without an owner", BW_HEALTH_NO_OWNER, 1, NULL },
  { "6.3 a deal without a company", BW_HEALTH_NO_ACCOUNT, 1, NULL },
  { "6.4 won and not closed", BW_HEALTH_WON_UNDATED, 1, NULL },
  { "7.1 paid more than agreed", BW_HEALTH_OVERPAID, 1, NULL },
  { "7.4 facts after the close", BW_HEALTH_AFTER_CLOSE, 1, NULL },
  { "7.6 overdue and not done", BW_HEALTH_LATE_RECORDS, 2, NULL },
};

static void
test_rejected (void)
{
  Data data;

  if (!read_all (&data))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rejected); i++)
    {
      gboolean found = FALSE;

      for (guint r = 0; r < data.result->delta->rejected->len && !found; r++)
        {
          const BwRejectedRow *row = g_ptr_array_index (data.result->delta->rejected, r);

          found = g_str_equal (row->file, rejected[i].file) && row->row == rejected[i].row &&
                  g_str_equal (row->column, rejected[i].column) && strstr (row->reason, rejected[i].word) != NULL;
        }
      if (!found)
        g_error ("not found: %s", rejected[i].defect);
    }
  clear (&data);
}

static void
test_notes (void)
{
  Data data;

  if (!read_all (&data))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      gboolean found = FALSE;

      for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
        {
          const BwImportSummary *summary = g_ptr_array_index (data.result->summaries, t);

          for (guint n = 0; g_str_equal (tables[t], notes[i].table) && n < summary->notes->len && !found; n++)
            found = strstr (g_ptr_array_index (summary->notes, n), notes[i].words) != NULL;
        }
      if (!found)
        g_error ("not found: %s", notes[i].defect);
    }
  clear (&data);
}

static void
test_findings (void)
{
  Data     data;
  gboolean bad = FALSE;

  if (!read_all (&data))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      const BwHealthFinding *finding = bw_health_get (data.health, findings[i].code);
      gboolean               found = finding != NULL && finding->n >= findings[i].n;

      for (guint item = 0; found && findings[i].item != NULL && item < finding->items->len; item++)
        {
          g_autofree char *text = bw_health_dup_item_text (data.book, finding, item);

          if (strstr (text, findings[i].item) != NULL)
            break;
          found = item + 1 < finding->items->len;
        }
      if (!found)
        g_printerr ("# not found: %s (%u)\n", findings[i].defect, finding != NULL ? finding->n : 0);
      bad |= !found;
    }
  g_assert_false (bad);
  clear (&data);
}

/* What was read all the same. */
static void
test_values (void)
{
  Data   data;
  guint  deal, n_open = 0;
  gint64 paid = 0;

  if (!read_all (&data))
    return;
  g_assert_cmpstr (data.book->currency, ==, "RUB");
  deal = find_deal (data.book, "D1008");
  g_assert_cmpint (data.book->deals.amount[deal], ==, 6900000);
  /* 4.1: a day in another form than the others. */
  deal = find_deal (data.book, "D1010");
  g_assert_cmpint (data.book->deals.created[deal], ==, day ("2026-06-14"));
  deal = find_deal (data.book, "D1001");
  g_assert_cmpstr (bw_book_text (data.book, data.book->deals.name[deal]), ==, "Панели для склада Альфа");
  g_assert_cmpstr (bw_book_text (data.book, bw_book_account (data.book, data.book->deals.account[deal])->name), ==, "ООО Альфа-Строй");
  g_assert_cmpstr (bw_book_text (data.book, bw_book_person (data.book, data.book->deals.owner[deal])->name), ==, "Иван Петров");
  for (guint i = 0; i < data.book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (data.book, i);

      if (record->kind != BW_RECORD_PAYMENT)
        continue;
      if (g_str_equal (bw_book_text (data.book, record->ref), "PAY006"))
        g_assert_cmpint (record->date, ==, day ("2026-06-15")); /* 4.2: slashes */
      n_open += record->phase == BW_RECORD_OPEN;
      paid += record->phase == BW_RECORD_DONE && record->deal >= 0 ? record->amount : 0;
    }
  /* 7.2: what is pending does not count as paid, nor does 2.1: what belongs to no deal. */
  g_assert_cmpuint (n_open, ==, 1);
  g_assert_cmpint (paid, ==, 39100000);
  clear (&data);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/bitrix/rejected", test_rejected);
  g_test_add_func ("/import/bitrix/notes", test_notes);
  g_test_add_func ("/import/bitrix/findings", test_findings);
  g_test_add_func ("/import/bitrix/values", test_values);
  return g_test_run ();
}
