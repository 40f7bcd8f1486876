/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rows of activities, line items, contacts, payments, contracts, deliveries, costs, sales and series.
 *
 * Which field of a file goes where in a record is in the tables below, one line each; what a kind cannot do without is in
 * them too. Deals, accounts, products and people are looked up by id and by name. Where only an id is given that nobody
 * knows, nothing is made up: the id stays in the record until its owner comes. A name alone makes a new account, as it
 * does in a file of deals.
 *
 * What is still to come (an open task, a payment that is pending) has its day in "due" and none in "date", so that sums
 * over what happened need no look at the status. */

#include "import/bw-record-draft.h"
#include "import/bw-period-text.h"
#include "import/bw-rate.h"
#include "import/bw-synonyms.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  MAX_NAMED = 5, /* names in a note */
};

#define END BW_N_IMPORT_FIELDS

/* Which cells a text is taken from, the first that is not empty. */
static const struct
{
  BwRecordKind  kind;
  BwRecordText  text;
  BwImportField fields[3];
} text_fields[] = {
  { BW_RECORD_ACTIVITY, BW_RECORD_NAME, { BW_IMPORT_SUBJECT, BW_IMPORT_NOTE, END } },
  { BW_RECORD_ACTIVITY, BW_RECORD_TYPE, { BW_IMPORT_TYPE, END, END } },
  { BW_RECORD_ACTIVITY, BW_RECORD_STATUS, { BW_IMPORT_OUTCOME, BW_IMPORT_STATUS, END } },
  { BW_RECORD_ACTIVITY, BW_RECORD_GROUP, { BW_IMPORT_DIRECTION, END, END } },
  { BW_RECORD_LINE_ITEM, BW_RECORD_NAME, { BW_IMPORT_PRODUCT, END, END } },
  { BW_RECORD_LINE_ITEM, BW_RECORD_TYPE, { BW_IMPORT_FAMILY, END, END } },
  { BW_RECORD_CONTACT, BW_RECORD_NAME, { BW_IMPORT_NAME, END, END } },
  { BW_RECORD_CONTACT, BW_RECORD_TYPE, { BW_IMPORT_TITLE, END, END } },
  { BW_RECORD_CONTACT, BW_RECORD_GROUP, { BW_IMPORT_DEPARTMENT, END, END } },
  { BW_RECORD_CONTACT, BW_RECORD_STATUS, { BW_IMPORT_SOURCE, END, END } },
  { BW_RECORD_CONTACT, BW_RECORD_EMAIL, { BW_IMPORT_EMAIL, END, END } },
  { BW_RECORD_PAYMENT, BW_RECORD_NAME, { BW_IMPORT_NOTE, END, END } },
  { BW_RECORD_PAYMENT, BW_RECORD_TYPE, { BW_IMPORT_TYPE, END, END } },
  { BW_RECORD_PAYMENT, BW_RECORD_STATUS, { BW_IMPORT_STATUS, END, END } },
  { BW_RECORD_CONTRACT, BW_RECORD_NAME, { BW_IMPORT_NAME, END, END } },
  { BW_RECORD_CONTRACT, BW_RECORD_STATUS, { BW_IMPORT_STATUS, END, END } },
  { BW_RECORD_DELIVERY, BW_RECORD_STATUS, { BW_IMPORT_STATUS, END, END } },
  { BW_RECORD_DELIVERY, BW_RECORD_GROUP, { BW_IMPORT_GROUP, END, END } },
  { BW_RECORD_COST, BW_RECORD_NAME, { BW_IMPORT_CAMPAIGN, END, END } },
  { BW_RECORD_COST, BW_RECORD_GROUP, { BW_IMPORT_SOURCE, END, END } },
  { BW_RECORD_SALE, BW_RECORD_TYPE, { BW_IMPORT_FAMILY, BW_IMPORT_GROUP, END } },
  { BW_RECORD_SALE, BW_RECORD_GROUP, { BW_IMPORT_REGION, END, END } },
  { BW_RECORD_SALE, BW_RECORD_STATE, { BW_IMPORT_STATE, END, END } },
  { BW_RECORD_SALE, BW_RECORD_POSTAL, { BW_IMPORT_POSTAL, END, END } },
  { BW_RECORD_SERIES, BW_RECORD_GROUP, { BW_IMPORT_GROUP, END, END } },
};

/* The cells of a kind's amount, dates and quantity; whether a row is nothing without them. */
static const struct
{
  BwImportField amount, date, due, created, quantity;
  gboolean      needs_amount, needs_date, needs_quantity;
} number_fields[BW_N_RECORD_KINDS] = {
  [BW_RECORD_ACTIVITY] = { END, BW_IMPORT_DATE, BW_IMPORT_DUE, BW_IMPORT_CREATED, BW_IMPORT_DURATION, FALSE, FALSE, FALSE },
  [BW_RECORD_LINE_ITEM] = { BW_IMPORT_AMOUNT, BW_IMPORT_CREATED, END, BW_IMPORT_CREATED, BW_IMPORT_QUANTITY, FALSE, FALSE, FALSE },
  [BW_RECORD_CONTACT] = { END, END, END, BW_IMPORT_CREATED, END, FALSE, FALSE, FALSE },
  [BW_RECORD_PAYMENT] = { BW_IMPORT_AMOUNT, BW_IMPORT_DATE, BW_IMPORT_DUE, END, END, TRUE, FALSE, FALSE },
  [BW_RECORD_CONTRACT] = { BW_IMPORT_AMOUNT, BW_IMPORT_DATE, BW_IMPORT_END_DATE, BW_IMPORT_SIGNED, BW_IMPORT_DURATION, FALSE, FALSE,
                           FALSE },
  [BW_RECORD_DELIVERY] = { END, BW_IMPORT_DATE, BW_IMPORT_DUE, BW_IMPORT_CREATED, BW_IMPORT_QUANTITY, FALSE, FALSE, FALSE },
  [BW_RECORD_COST] = { BW_IMPORT_COST, BW_IMPORT_DATE, END, END, END, TRUE, TRUE, FALSE },
  [BW_RECORD_SALE] = { BW_IMPORT_AMOUNT, BW_IMPORT_DATE, END, END, BW_IMPORT_QUANTITY, TRUE, TRUE, FALSE },
  [BW_RECORD_SERIES] = { END, BW_IMPORT_DATE, END, END, BW_IMPORT_VALUE, FALSE, TRUE, TRUE },
};

/* Words for how far something is, folded, in English, German, French, Spanish and Russian. */
static const struct
{
  BwRecordPhase phase;
  const char   *words;
} phase_words[] = {
  { BW_RECORD_DONE,
    " completed complete done held closed paid shipped delivered finished signed active sent received settled activated executed "
    "invoiced success successful erledigt abgeschlossen bezahlt geliefert versandt fertig unterzeichnet aktiv termine terminee "
    "terminé terminée paye payé payée livre livré livrée expedie expédié signe signé actif fait hecho completado completada pagado pagada "
    "entregado entregada enviado enviada firmado activo выполнено завершено завершен завершена оплачено оплачен доставлено отгружено "
    "готово подписан " },
  { BW_RECORD_OPEN,
    " open planned pending notstarted inprogress scheduled draft due overdue unpaid partial partiallypaid deferred waiting "
    "waitingonsomeoneelse new created inproduction processing outstanding inapproval inapprovalprocess offen geplant ausstehend "
    "fallig fällig inbearbeitung unbezahlt entwurf ouvert prevu prévu enattente encours brouillon impaye impayé abierto pendiente "
    "planificado programado enproceso borrador nopagado ожидает вожидании вработе запланировано неоплачено новый " },
  { BW_RECORD_CANCELLED,
    " cancelled canceled void voided deleted rejected failed declined refunded noshow storniert abgesagt abgelehnt annule annulé annulée "
    "refuse refusé cancelado cancelada rechazado anulado anulada отменено отменен отменена отклонено " },
};

/* Types that say nothing. */
static const char vague_words[] = " unknown other misc miscellaneous undefined notset unbekannt sonstige sonstiges inconnu autre desconocido "
                                  "otro неизвестно неизвестный прочее другое ";

static gboolean
is_word_of (const char *words,
            const char *word)
{
  g_autofree char *wanted = bw_header_fold (word);
  g_autofree char *spaced = g_strdup_printf (" %s ", wanted);

  return *wanted != '\0' && strstr (words, spaced) != NULL;
}

/* How far something is that is said to be @word; %BW_RECORD_UNSAID when that says nothing. */
BwRecordPhase
bw_record_phase_of_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (phase_words); i++)
    if (is_word_of (phase_words[i].words, word))
      return phase_words[i].phase;
  return BW_RECORD_UNSAID;
}

/* Returns: (transfer full): @phone with its digits alone, "+" before an international number. */
char *
bw_phone_normalise (const char *phone)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = phone; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) || (*at == '+' && digits->len == 0))
      g_string_append_c (digits, *at);
    else if (g_ascii_isalpha (*at) && digits->len > 0)
      break; /* an extension */
  if (g_str_has_prefix (digits->str, "00"))
    {
      g_string_erase (digits, 0, 2);
      g_string_prepend_c (digits, '+');
    }
  return g_string_free (digits, FALSE);
}

/* Returns: (transfer none): the place of @text in @record. */
BwText *
bw_record_text (BwRecord    *record,
                BwRecordText text)
{
  BwText *const places[BW_N_RECORD_TEXTS] = {
    &record->ref, &record->name, &record->deal_ref, &record->account_ref, &record->product_ref, &record->type,
    &record->status, &record->group, &record->state, &record->postal, &record->email, &record->phone
  };

  return places[text];
}

/* The cell of @field, "" when it is missing. */
static const char *
cell_of (const BwRecordReading *reading,
         const BwCsvRow        *row,
         BwImportField          field)
{
  const char *value = field == END ? "" : bw_source_cell (reading->source, row, field);

  return bw_value_is_missing (value) ? "" : value;
}

/* Whether the discounts of the file are per cent, shares or amounts, by the column's name and its first values. */
static BwDiscountStyle
guess_discount (const BwSource *source)
{
  int              column = source->mapping.columns[BW_IMPORT_DISCOUNT];
  g_autofree char *name = NULL;
  double           largest = 0;
  gboolean         whole = TRUE;

  if (column < 0)
    return BW_DISCOUNT_PER_CENT;
  name = bw_header_fold (g_ptr_array_index (source->headers, column));
  for (guint r = 0; r < source->head->len; r++)
    {
      char **cells = g_ptr_array_index (source->head, r);
      double value;

      if ((guint)column >= g_strv_length (cells) ||
          bw_value_parse_number (cells[column], source->decimals[BW_IMPORT_DISCOUNT], &value) != BW_VALUE_GOOD)
        continue;
      largest = MAX (largest, fabs (value));
      whole &= value == floor (value);
    }
  if (strstr (name, "amount") != NULL || strstr (name, "betrag") != NULL || strstr (name, "montant") != NULL || largest > 100)
    return BW_DISCOUNT_AMOUNT;
  return largest <= 1 && !whole ? BW_DISCOUNT_SHARE : BW_DISCOUNT_PER_CENT;
}

/* Returns: (transfer full): what the file's series is called: by its column, unless that says no more than "value". */
static char *
name_series (const BwSource *source)
{
  static const char plain[] = " value amount y total count wert betrag valeur montant valor importe actual x ";
  int               column = source->mapping.columns[BW_IMPORT_VALUE];
  const char       *header = column >= 0 ? g_ptr_array_index (source->headers, column) : "";
  const char       *dot = strrchr (source->name, '.');
  g_autofree char  *stem = g_strndup (source->name, dot != NULL ? (gsize)(dot - source->name) : strlen (source->name));

  if (*header != '\0' && !is_word_of (plain, header))
    return g_strdup (header);
  /* Another export of the same series has another day in its name. */
  for (gsize length = strlen (stem); length > 0 && strchr ("0123456789-_. ()", stem[length - 1]) != NULL; length--)
    stem[length - 1] = '\0';
  return *stem != '\0' ? g_steal_pointer (&stem) : g_strdup (source->name);
}

static void
note_direction (BwRecordReading *reading)
{
  int              column = reading->source->mapping.columns[BW_IMPORT_DIRECTION];
  g_autofree char *header = column >= 0 ? bw_header_fold (g_ptr_array_index (reading->source->headers, column)) : g_strdup ("");

  reading->asks_outbound = strstr (header, "outbound") != NULL && strstr (header, "inbound") == NULL;
  reading->asks_inbound = strstr (header, "inbound") != NULL && strstr (header, "outbound") == NULL;
}

/* Begins to read @source. */
void
bw_record_reading_init (BwRecordReading *reading,
                        BwImportRun     *run,
                        BwSource        *source,
                        BwRecordKind     kind)
{
  BwBook  *book = run->book;
  gboolean has_deals = bw_source_has (source, BW_IMPORT_DEAL_ID) || bw_source_has (source, BW_IMPORT_DEAL);

  memset (reading, 0, sizeof *reading);
  reading->run = run;
  reading->source = source;
  reading->kind = kind;
  reading->today = (BwDate)((run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC) / 86400);
  reading->name = g_string_new (NULL);
  reading->phone = g_string_new (NULL);
  reading->lost_deals = g_ptr_array_new_with_free_func (g_free);
  reading->lost_accounts = g_ptr_array_new_with_free_func (g_free);
  reading->lost_products = g_ptr_array_new_with_free_func (g_free);
  reading->lost_people = g_ptr_array_new_with_free_func (g_free);
  reading->phases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading->discount = guess_discount (source);
  note_direction (reading);
  if (kind == BW_RECORD_SERIES)
    reading->series = name_series (source);
  if (!has_deals)
    return;
  bw_text_index_init (&reading->deals, &book->texts, book->deals.n);
  bw_text_index_init (&reading->deal_names, &book->texts, bw_source_has (source, BW_IMPORT_DEAL) ? book->deals.n : 0);
  for (guint i = 0; i < book->deals.n; i++)
    {
      bw_text_index_add (&reading->deals, book->deals.ref[i], (gint32)i);
      if (bw_source_has (source, BW_IMPORT_DEAL))
        bw_text_index_add (&reading->deal_names, book->deals.name[i], (gint32)i);
    }
}

/* Frees what @reading holds. */
void
bw_record_reading_clear (BwRecordReading *reading)
{
  bw_text_index_clear (&reading->deals);
  bw_text_index_clear (&reading->deal_names);
  g_string_free (reading->name, TRUE);
  g_string_free (reading->phone, TRUE);
  g_ptr_array_unref (reading->lost_deals);
  g_ptr_array_unref (reading->lost_accounts);
  g_ptr_array_unref (reading->lost_products);
  g_ptr_array_unref (reading->lost_people);
  g_hash_table_unref (reading->phases);
  g_free (reading->series);
}

/* Counts a row that names what is not there, and keeps the first few names. */
static void
note_lost (GPtrArray  *names,
           guint      *n,
           const char *name)
{
  (*n)++;
  if (names->len > MAX_NAMED)
    return;
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return;
  g_ptr_array_add (names, g_strdup (name));
}

/* ---- What rows refer to ---- */

static void
read_deal (BwRecordReading *reading,
           const BwCsvRow  *row,
           BwRecordDraft   *draft)
{
  const char *ref = cell_of (reading, row, BW_IMPORT_DEAL_ID), *name = cell_of (reading, row, BW_IMPORT_DEAL);
  gint32      found;

  if (*ref == '\0' && *name == '\0')
    return;
  found = bw_text_index_find (&reading->deals, ref);
  /* In some exports the column of deals holds ids, in others names. */
  if (found < 0 && *ref == '\0')
    found = bw_text_index_find (&reading->deals, name);
  if (found < 0)
    found = bw_text_index_find (&reading->deal_names, *name != '\0' ? name : ref);
  if (found >= 0)
    {
      draft->record.deal = found;
      return;
    }
  draft->texts[BW_RECORD_DEAL_REF] = *ref != '\0' ? ref : name;
  note_lost (reading->lost_deals, &reading->n_lost_deals, draft->texts[BW_RECORD_DEAL_REF]);
}

static void
read_account (BwRecordReading *reading,
              const BwCsvRow  *row,
              BwRecordDraft   *draft)
{
  const char *ref = cell_of (reading, row, BW_IMPORT_ACCOUNT_ID), *name = cell_of (reading, row, BW_IMPORT_ACCOUNT);
  BwLinker   *linker = reading->run->linker;

  if (*name != '\0')
    draft->record.account = bw_linker_account (linker, ref, name, NULL);
  else if (*ref != '\0')
    {
      draft->record.account = bw_linker_find (linker, BW_TABLE_ACCOUNTS, ref, ref);
      if (draft->record.account >= 0)
        return;
      draft->texts[BW_RECORD_ACCOUNT_REF] = ref;
      note_lost (reading->lost_accounts, &reading->n_lost_accounts, ref);
    }
}

static void
read_product (BwRecordReading *reading,
              const BwCsvRow  *row,
              BwRecordDraft   *draft)
{
  const char *ref = cell_of (reading, row, BW_IMPORT_PRODUCT_ID), *name = cell_of (reading, row, BW_IMPORT_PRODUCT);
  const char *sku = cell_of (reading, row, BW_IMPORT_SKU);
  BwLinker   *linker = reading->run->linker;
  gint32      found = BW_NOBODY;

  if (*ref == '\0')
    ref = sku;
  if (*ref != '\0')
    found = bw_linker_find (linker, BW_TABLE_PRODUCTS, ref, ref);
  if (found < 0 && *name != '\0')
    found = bw_linker_product (linker, ref, name, FALSE, NULL);
  draft->record.product = found;
  if (found >= 0 || *ref == '\0')
    return;
  draft->texts[BW_RECORD_PRODUCT_REF] = ref;
  note_lost (reading->lost_products, &reading->n_lost_products, ref);
}

static void
read_person (BwRecordReading *reading,
             const BwCsvRow  *row,
             BwRecordDraft   *draft)
{
  const char *ref = cell_of (reading, row, BW_IMPORT_OWNER_ID), *name = cell_of (reading, row, BW_IMPORT_OWNER);

  if (*ref == '\0' && *name == '\0')
    return;
  draft->record.person = bw_linker_find (reading->run->linker, BW_TABLE_PEOPLE, ref, *name != '\0' ? name : ref);
  if (draft->record.person < 0 && *ref == '\0')
    draft->record.person = bw_linker_find (reading->run->linker, BW_TABLE_PEOPLE, name, name);
  if (draft->record.person < 0)
    note_lost (reading->lost_people, &reading->n_lost_people, *name != '\0' ? name : ref);
}

/* ---- Texts ---- */

static void
read_texts (BwRecordReading *reading,
            const BwCsvRow  *row,
            BwRecordDraft   *draft)
{
  draft->texts[BW_RECORD_REF] = cell_of (reading, row, BW_IMPORT_ID);
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    if (text_fields[i].kind == reading->kind)
      for (guint f = 0; text_fields[i].fields[f] != END && *draft->texts[text_fields[i].text] == '\0'; f++)
        draft->texts[text_fields[i].text] = cell_of (reading, row, text_fields[i].fields[f]);
}

/* "1" in a column that is called "is outbound" says "outbound". */
static void
read_direction (BwRecordReading *reading,
                BwRecordDraft   *draft)
{
  gboolean yes;

  if ((reading->asks_outbound || reading->asks_inbound) &&
      bw_value_parse_boolean (draft->texts[BW_RECORD_GROUP], &yes) == BW_VALUE_GOOD)
    draft->texts[BW_RECORD_GROUP] = yes == reading->asks_outbound ? "outbound" : "inbound";
}

/* The name of a contact of which the file has two halves, and the phone in one form. */
static void
read_contact (BwRecordReading *reading,
              const BwCsvRow  *row,
              BwRecordDraft   *draft)
{
  const char      *phone = cell_of (reading, row, BW_IMPORT_PHONE);
  g_autofree char *normal = bw_phone_normalise (phone);
  gboolean         active;

  g_string_assign (reading->name, cell_of (reading, row, BW_IMPORT_FIRST_NAME));
  if (reading->name->len > 0 && *cell_of (reading, row, BW_IMPORT_LAST_NAME) != '\0')
    g_string_append_c (reading->name, ' ');
  g_string_append (reading->name, cell_of (reading, row, BW_IMPORT_LAST_NAME));
  if (reading->name->len > 0)
    draft->texts[BW_RECORD_NAME] = reading->name->str;
  g_string_assign (reading->phone, normal);
  draft->texts[BW_RECORD_PHONE] = reading->phone->str;
  reading->n_rewritten_phones += strcmp (phone, normal) != 0;
  reading->n_without_email +=
    bw_source_has (reading->source, BW_IMPORT_EMAIL) && bw_value_is_missing (cell_of (reading, row, BW_IMPORT_EMAIL));
  if (bw_value_parse_boolean (cell_of (reading, row, BW_IMPORT_IS_ACTIVE), &active) == BW_VALUE_GOOD)
    draft->record.phase = active ? BW_RECORD_UNSAID : BW_RECORD_CANCELLED;
}

/* ---- Numbers and dates ---- */

static gboolean
read_amount (BwRecordReading *reading,
             const BwCsvRow  *row,
             BwImportField    field,
             gboolean         needed,
             gint64          *minor)
{
  const BwBook *book = reading->run->book;
  char          currency[BW_VALUE_CURRENCY_SIZE] = "";
  gint64        amount;

  *minor = BW_MONEY_NONE;
  if (field == END || !bw_source_has (reading->source, field))
    return TRUE;
  if (!bw_source_amount (reading->source, row, field, needed, &amount, currency))
    return FALSE;
  if (needed && amount == BW_MONEY_NONE)
    {
      bw_source_reject (reading->source, row, field, _ ("The row has no amount."));
      return FALSE;
    }
  return bw_rate_convert (reading->source, book, row, field, TRUE, currency, amount, minor);
}

/* Reads the day of a row, which series also write as "2026-Q4" or "Oct 2026". */
static gboolean
read_date (BwRecordReading *reading,
           const BwCsvRow  *row,
           BwImportField    field,
           gboolean         needed,
           BwDate          *date)
{
  BwSource *source = reading->source;
  BwPeriod  period;

  *date = BW_DATE_NONE;
  if (field == END || !bw_source_has (source, field))
    return TRUE;
  if (reading->kind == BW_RECORD_SERIES || reading->kind == BW_RECORD_COST)
    {
      const char *text = cell_of (reading, row, field);

      if (*text != '\0' && bw_value_parse_date (text, source->orders[field], date) != BW_VALUE_GOOD &&
          bw_period_text_parse (&reading->run->book->calendar, text, &period))
        {
          *date = period.from;
          return TRUE;
        }
    }
  if (!bw_source_date (source, row, field, needed, date))
    return FALSE;
  if (!needed || *date != BW_DATE_NONE)
    return TRUE;
  bw_source_reject (source, row, field, _ ("The row has no date."));
  return FALSE;
}

/* Works a line's amount out from quantity, price and discount where the file gives none. */
static void
work_out_amount (BwRecordReading *reading,
                 const BwCsvRow  *row,
                 BwRecordDraft   *draft)
{
  gint64 price;
  double amount, discount;

  if (draft->record.amount != BW_MONEY_NONE || isnan (draft->record.quantity) ||
      !read_amount (reading, row, BW_IMPORT_UNIT_PRICE, FALSE, &price) || price == BW_MONEY_NONE)
    return;
  amount = (double)price * draft->record.quantity;
  discount = bw_source_number (reading->source, row, BW_IMPORT_DISCOUNT);
  if (!isnan (discount) && discount != 0)
    {
      reading->n_discounts++;
      if (reading->discount == BW_DISCOUNT_AMOUNT)
        amount -= discount * (double)bw_currency_scale (reading->run->book->currency);
      else
        amount *= 1 - discount / (reading->discount == BW_DISCOUNT_PER_CENT ? 100 : 1);
    }
  if (fabs (amount) <= (double)BW_MONEY_MAX)
    draft->record.amount = llround (amount);
}

static gboolean
read_numbers (BwRecordReading *reading,
              const BwCsvRow  *row,
              BwRecordDraft   *draft)
{
  BwRecord *record = &draft->record;
  gboolean  needs_date = number_fields[reading->kind].needs_date;

  if (!read_amount (reading, row, number_fields[reading->kind].amount, number_fields[reading->kind].needs_amount, &record->amount) ||
      !read_date (reading, row, number_fields[reading->kind].date, needs_date, &record->date) ||
      !read_date (reading, row, number_fields[reading->kind].due, FALSE, &record->due) ||
      !read_date (reading, row, number_fields[reading->kind].created, FALSE, &record->created))
    return FALSE;
  if (number_fields[reading->kind].quantity != END && bw_source_has (reading->source, number_fields[reading->kind].quantity))
    record->quantity = bw_source_number (reading->source, row, number_fields[reading->kind].quantity);
  if (number_fields[reading->kind].needs_quantity && isnan (record->quantity))
    {
      /* A value that is none was told already. */
      if (*cell_of (reading, row, number_fields[reading->kind].quantity) == '\0')
        bw_source_reject (reading->source, row, number_fields[reading->kind].quantity, _ ("The row has no value."));
      return FALSE;
    }
  if (reading->kind == BW_RECORD_LINE_ITEM)
    work_out_amount (reading, row, draft);
  return TRUE;
}

/* How far something with the status @word is; words repeat. */
static BwRecordPhase
look_up_phase (BwRecordReading *reading,
               const char      *word)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (reading->phases, word));

  if (*word == '\0')
    return BW_RECORD_UNSAID;
  if (found == 0)
    {
      found = bw_record_phase_of_word (word) + 1;
      g_hash_table_insert (reading->phases, g_strdup (word), GUINT_TO_POINTER (found));
    }
  return found - 1;
}

/* How far an activity, payment or delivery is whose status does not say it; what is to come gets its day in "due". */
static void
settle_dates (BwRecordReading *reading,
              BwRecord        *record)
{
  if (record->phase == BW_RECORD_UNSAID)
    {
      if (record->date != BW_DATE_NONE)
        record->phase = record->date > reading->today ? BW_RECORD_OPEN : BW_RECORD_DONE;
      else if (record->due != BW_DATE_NONE)
        record->phase = BW_RECORD_OPEN;
    }
  /* What was done has a day, if only the one it was planned for. */
  if (record->phase == BW_RECORD_DONE && record->date == BW_DATE_NONE && reading->kind == BW_RECORD_ACTIVITY)
    record->date = record->due;
  if (record->phase != BW_RECORD_OPEN)
    return;
  if (record->due == BW_DATE_NONE)
    record->due = record->date;
  record->date = BW_DATE_NONE;
}

/* How far it is: by a flag, else by its status, else by its dates. */
static void
settle_phase (BwRecordReading *reading,
              const BwCsvRow  *row,
              BwRecordDraft   *draft)
{
  BwRecord *record = &draft->record;
  gboolean  done;
  BwDate    done_at = BW_DATE_NONE;

  if (reading->kind == BW_RECORD_ACTIVITY && bw_source_has (reading->source, BW_IMPORT_DONE_AT))
    bw_source_date (reading->source, row, BW_IMPORT_DONE_AT, FALSE, &done_at);
  if (bw_value_parse_boolean (cell_of (reading, row, BW_IMPORT_DONE), &done) == BW_VALUE_GOOD)
    record->phase = done ? BW_RECORD_DONE : BW_RECORD_OPEN;
  else
    record->phase = (guint8)look_up_phase (reading, cell_of (reading, row, BW_IMPORT_STATUS));
  if (done_at != BW_DATE_NONE)
    {
      record->date = done_at;
      if (record->phase == BW_RECORD_UNSAID)
        record->phase = BW_RECORD_DONE;
    }
  if (reading->kind == BW_RECORD_ACTIVITY || reading->kind == BW_RECORD_PAYMENT || reading->kind == BW_RECORD_DELIVERY)
    settle_dates (reading, record);
}

/* Why @draft is nothing; %NULL when it is something. */
static const char *
find_fault (const BwRecordDraft *draft,
            BwImportField       *field)
{
  const BwRecord *record = &draft->record;
  gboolean        has_deal = record->deal >= 0 || *draft->texts[BW_RECORD_DEAL_REF] != '\0';
  gboolean        has_account = record->account >= 0 || *draft->texts[BW_RECORD_ACCOUNT_REF] != '\0';
  gboolean        has_product = record->product >= 0 || *draft->texts[BW_RECORD_PRODUCT_REF] != '\0';

  *field = END;
  switch (record->kind)
    {
    case BW_RECORD_CONTACT:
      *field = BW_IMPORT_NAME;
      return *draft->texts[BW_RECORD_NAME] == '\0' && *draft->texts[BW_RECORD_EMAIL] == '\0' ? _ ("The contact has no name.") : NULL;
    case BW_RECORD_LINE_ITEM:
      return !has_deal ? _ ("The row names no deal.") : !has_product ? _ ("The row names no product.")
                                                                     : NULL;
    case BW_RECORD_ACTIVITY:
      return record->date == BW_DATE_NONE && record->due == BW_DATE_NONE && record->created == BW_DATE_NONE
               ? _ ("The row has no date.")
               : NULL;
    case BW_RECORD_CONTRACT:
    case BW_RECORD_DELIVERY:
      return !has_deal && !has_account && *draft->texts[BW_RECORD_REF] == '\0' ? _ ("The row names neither an id nor a deal nor an account.")
                                                                               : NULL;
    default:
      return NULL;
    }
}

/* Counts what is worth a word about the file as a whole. */
static void
count_oddities (BwRecordReading     *reading,
                const BwCsvRow      *row,
                const BwRecordDraft *draft)
{
  if (draft->record.amount != BW_MONEY_NONE && draft->record.amount < 0 && reading->n_negative++ == 0)
    reading->first_negative = row->line;
  reading->n_vague += reading->kind == BW_RECORD_PAYMENT && is_word_of (vague_words, draft->texts[BW_RECORD_TYPE]);
}

/* Reads @row into @draft; %FALSE when it was rejected. */
gboolean
bw_record_reading_row (BwRecordReading *reading,
                       const BwCsvRow  *row,
                       BwRecordDraft   *draft)
{
  const char   *fault;
  BwImportField field;

  bw_record_init (&draft->record, reading->kind);
  for (guint i = 0; i < BW_N_RECORD_TEXTS; i++)
    draft->texts[i] = "";
  if (!read_numbers (reading, row, draft))
    return FALSE;
  read_texts (reading, row, draft);
  if (reading->kind == BW_RECORD_ACTIVITY)
    read_direction (reading, draft);
  if (reading->kind == BW_RECORD_SERIES)
    draft->texts[BW_RECORD_NAME] = reading->series;
  read_deal (reading, row, draft);
  read_account (reading, row, draft);
  if (reading->kind == BW_RECORD_LINE_ITEM || reading->kind == BW_RECORD_SALE)
    read_product (reading, row, draft);
  read_person (reading, row, draft);
  if (reading->kind == BW_RECORD_CONTACT)
    read_contact (reading, row, draft);
  else
    settle_phase (reading, row, draft);
  fault = find_fault (draft, &field);
  if (fault != NULL)
    {
      bw_source_reject (reading->source, row, field, fault);
      return FALSE;
    }
  count_oddities (reading, row, draft);
  return TRUE;
}

/* ---- Notes ---- */

static char *
list_names (const GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, MAX_NAMED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (names, i));
  if (names->len > MAX_NAMED)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

static void
add_lost_notes (BwRecordReading *reading)
{
  BwSource        *source = reading->source;
  g_autofree char *deals = list_names (reading->lost_deals), *accounts = list_names (reading->lost_accounts);
  g_autofree char *products = list_names (reading->lost_products), *people = list_names (reading->lost_people);

  if (reading->n_lost_deals > 0)
    bw_source_note (source,
                    ngettext ("%u row names a deal that is not in the project (%s); it is kept, and joined to the deal when that comes.",
                              "%u rows name deals that are not in the project (%s); they are kept, and joined to the deals when these come.",
                              reading->n_lost_deals),
                    reading->n_lost_deals, deals);
  if (reading->n_lost_accounts > 0)
    bw_source_note (source,
                    ngettext ("%u row names an account that is not in the project (%s); it is kept without.",
                              "%u rows name accounts that are not in the project (%s); they are kept without.", reading->n_lost_accounts),
                    reading->n_lost_accounts, accounts);
  if (reading->n_lost_products > 0)
    bw_source_note (source,
                    ngettext ("%u row names a product that is not in the project (%s); it is kept without.",
                              "%u rows name products that are not in the project (%s); they are kept without.", reading->n_lost_products),
                    reading->n_lost_products, products);
  if (reading->n_lost_people > 0)
    bw_source_note (source,
                    ngettext ("%u row names a person who is not in the project (%s); it is kept without.",
                              "%u rows name people who are not in the project (%s); they are kept without.", reading->n_lost_people),
                    reading->n_lost_people, people);
}

/* Says what was noticed in the file. */
void
bw_record_reading_add_notes (BwRecordReading *reading)
{
  BwSource *source = reading->source;

  add_lost_notes (reading);
  if (reading->n_negative > 0)
    bw_source_note (source,
                    ngettext ("%u amount is below zero (line %" PRIu64 "); it is counted as a correction.",
                              "%u amounts are below zero, the first on line %" PRIu64 "; they are counted as corrections.",
                              reading->n_negative),
                    reading->n_negative, reading->first_negative);
  if (reading->n_vague > 0)
    bw_source_note (source, ngettext ("%u payment does not say what kind it is.", "%u payments do not say what kind they are.", reading->n_vague),
                    reading->n_vague);
  if (reading->n_rewritten_phones > 0)
    bw_source_note (source,
                    ngettext ("%u phone number was written in another form; it is kept as digits alone.",
                              "%u phone numbers were written in other forms; they are kept as digits alone.", reading->n_rewritten_phones),
                    reading->n_rewritten_phones);
  if (reading->n_without_email > 0)
    bw_source_note (source, ngettext ("%u contact has no e-mail address.", "%u contacts have no e-mail address.", reading->n_without_email),
                    reading->n_without_email);
  if (reading->n_discounts > 0 && reading->discount == BW_DISCOUNT_AMOUNT)
    bw_source_note (source, "%s", _ ("The discounts were taken as amounts off each line, as some are above 100 or the column says so."));
  else if (reading->n_discounts > 0)
    bw_source_note (source, "%s", _ ("The discounts were taken as shares of each line."));
}
