/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows that are one.
 *
 * The merged row stays where it is, with the key of the kept one, so that imports that name it find the way, and nothing is
 * lost. Everything that referred to it is rewritten, the past too: otherwise the state of a past day would tell of an account or
 * person that no list has. What was moved is noted as a trail, from which the two can be separated again; undo takes the
 * merge back to the byte. Where the kept row has a quota for the very same period, is named in the same territory, or has the same
 * number, the other's stays with it, unseen, instead of counting twice. O(deals + history). */

#include "core/bw-merge-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-choice.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-record.h"

G_DEFINE_QUARK (bw_merge_error_quark, bw_merge_error)

#define REFERENCE(type, member, table, target, name)    \
  {                                                     \
    table, target, G_STRUCT_OFFSET (type, member), name \
  }

static const BwReference references[] = {
  REFERENCE (BwPerson, manager, BW_TABLE_PEOPLE, BW_TABLE_PEOPLE, "managers"),
  REFERENCE (BwAccount, owner, BW_TABLE_ACCOUNTS, BW_TABLE_PEOPLE, "owners"),
  REFERENCE (BwAccount, parent, BW_TABLE_ACCOUNTS, BW_TABLE_ACCOUNTS, "parents"),
  REFERENCE (BwAccountNumber, account, BW_TABLE_ACCOUNT_NUMBERS, BW_TABLE_ACCOUNTS, "account_numbers"),
  REFERENCE (BwProductAlias, product, BW_TABLE_ALIASES, BW_TABLE_PRODUCTS, "aliases"),
  REFERENCE (BwQuota, person, BW_TABLE_QUOTAS, BW_TABLE_PEOPLE, "quotas"),
  REFERENCE (BwQuota, product, BW_TABLE_QUOTAS, BW_TABLE_PRODUCTS, "product_quotas"),
  REFERENCE (BwCall, person, BW_TABLE_CALLS, BW_TABLE_PEOPLE, "calls"),
  REFERENCE (BwCall, author, BW_TABLE_CALLS, BW_TABLE_PEOPLE, "authors"),
  REFERENCE (BwQuotaChange, person, BW_TABLE_QUOTA_CHANGES, BW_TABLE_PEOPLE, "quota_changes"),
  REFERENCE (BwQuotaChange, product, BW_TABLE_QUOTA_CHANGES, BW_TABLE_PRODUCTS, "product_quota_changes"),
  REFERENCE (BwReportingLine, person, BW_TABLE_REPORTING, BW_TABLE_PEOPLE, "reporting"),
  REFERENCE (BwReportingLine, manager, BW_TABLE_REPORTING, BW_TABLE_PEOPLE, "reporting_managers"),
  REFERENCE (BwSheetLine, manager, BW_TABLE_SHEET_LINES, BW_TABLE_PEOPLE, "sheet_managers"),
  REFERENCE (BwSheetLine, person, BW_TABLE_SHEET_LINES, BW_TABLE_PEOPLE, "sheet_people"),
  REFERENCE (BwCadence, host, BW_TABLE_CADENCES, BW_TABLE_PEOPLE, "cadence_hosts"),
  REFERENCE (BwCadence, person, BW_TABLE_CADENCES, BW_TABLE_PEOPLE, "cadence_people"),
  REFERENCE (BwMeeting, host, BW_TABLE_MEETINGS, BW_TABLE_PEOPLE, "meeting_hosts"),
  REFERENCE (BwMeeting, person, BW_TABLE_MEETINGS, BW_TABLE_PEOPLE, "meeting_people"),
  REFERENCE (BwCommitment, owner, BW_TABLE_COMMITMENTS, BW_TABLE_PEOPLE, "commitment_owners"),
  REFERENCE (BwCommitment, account, BW_TABLE_COMMITMENTS, BW_TABLE_ACCOUNTS, "commitment_accounts"),
  REFERENCE (BwComment, person, BW_TABLE_COMMENTS, BW_TABLE_PEOPLE, "comment_people"),
  REFERENCE (BwComment, account, BW_TABLE_COMMENTS, BW_TABLE_ACCOUNTS, "comment_accounts"),
  REFERENCE (BwLever, person, BW_TABLE_LEVERS, BW_TABLE_PEOPLE, "levers"),
  REFERENCE (BwLever, other, BW_TABLE_LEVERS, BW_TABLE_PEOPLE, "lever_others"),
  REFERENCE (BwLever, product, BW_TABLE_LEVERS, BW_TABLE_PRODUCTS, "lever_products"),
  REFERENCE (BwTerritory, owner, BW_TABLE_TERRITORIES, BW_TABLE_PEOPLE, "territories"),
  REFERENCE (BwNamedAccount, account, BW_TABLE_NAMED_ACCOUNTS, BW_TABLE_ACCOUNTS, "named"),
  REFERENCE (BwRecord, person, BW_TABLE_RECORDS, BW_TABLE_PEOPLE, "person_records"),
  REFERENCE (BwRecord, account, BW_TABLE_RECORDS, BW_TABLE_ACCOUNTS, "account_records"),
  REFERENCE (BwRecord, product, BW_TABLE_RECORDS, BW_TABLE_PRODUCTS, "product_records"),
};

/* Returns: (transfer none) (array length=n): what refers to people, accounts and products beside deals. */
const BwReference *
bw_merge_references (guint *n)
{
  *n = G_N_ELEMENTS (references);
  return references;
}

/* Whether rows of @table can be merged. */
gboolean
bw_merge_fits (const BwTable table)
{
  return table == BW_TABLE_PEOPLE || table == BW_TABLE_ACCOUNTS || table == BW_TABLE_PRODUCTS;
}

/* Returns: (transfer none): the column of @deals that refers to @table; @field is its field. */
gint32 *
bw_merge_deal_column (BwDeals *deals,
                      BwTable  table,
                      BwField *field)
{
  if (table == BW_TABLE_ACCOUNTS)
    {
      *field = BW_FIELD_ACCOUNT;
      return deals->account;
    }
  *field = table == BW_TABLE_PEOPLE ? BW_FIELD_OWNER : BW_FIELD_PRODUCT;
  return table == BW_TABLE_PEOPLE ? deals->owner : deals->product;
}

/* Returns: (transfer none): where @row of @table has what took its place. */
gint64 *
bw_merge_member (const BwBook *book,
                 BwTable       table,
                 guint         row)
{
  if (table == BW_TABLE_ACCOUNTS)
    return &bw_book_account (book, row)->merged;
  return table == BW_TABLE_PEOPLE ? &bw_book_person (book, row)->merged : &bw_book_product (book, row)->merged;
}

/* The key of @row of @table. */
gint64
bw_merge_row_key (const BwBook *book,
                  BwTable       table,
                  guint         row)
{
  GArray *rows = bw_book_table (book, table);

  return *(const gint64 *)(const void *)(rows->data + (gsize)row * g_array_get_element_size (rows));
}

/* Returns: (transfer full): the name of the choice that holds what the merge of @away moved. */
char *
bw_merge_trail_name (const BwBook *book,
                     BwTable       table,
                     guint         away)
{
  return g_strdup_printf ("merged:%s:%" G_GINT64_MODIFIER "x",
                          table == BW_TABLE_ACCOUNTS ? "accounts" : table == BW_TABLE_PEOPLE ? "people"
                                                                                             : "products",
                          bw_merge_row_key (book, table, away));
}

gboolean
bw_merge_is_away (const BwBook *book,
                  BwTable       table,
                  guint         row)
{
  return *bw_merge_member (book, table, row) != 0;
}

gint32
bw_merge_resolve (const BwBook *book,
                  BwTable       table,
                  gint32        row)
{
  gint64 key = row >= 0 ? *bw_merge_member (book, table, (guint)row) : 0;

  if (key != 0)
    for (guint i = 0; i < bw_book_table (book, table)->len; i++)
      if (bw_merge_row_key (book, table, i) == key)
        return (gint32)i;
  return row;
}

gint32 *
bw_merge_map (const BwBook *book,
              BwTable       table)
{
  guint   n = bw_book_table (book, table)->len;
  gint32 *map = g_new (gint32, MAX (n, 1));
  g_autoptr (GHashTable) rows = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 key = *bw_merge_member (book, table, i);

      map[i] = (gint32)i;
      if (key == 0)
        continue;
      if (rows == NULL)
        {
          rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
          for (guint k = 0; k < n; k++)
            {
              gint64 other = bw_merge_row_key (book, table, k);

              g_hash_table_insert (rows, g_memdup2 (&other, sizeof other), GUINT_TO_POINTER (k + 1));
            }
        }
      if (g_hash_table_contains (rows, &key))
        map[i] = GPOINTER_TO_INT (g_hash_table_lookup (rows, &key)) - 1;
    }
  return map;
}

/* ---- Facts ---- */

static gboolean
fill_text (BwText *to,
           BwText  from)
{
  if (*to != 0 || from == 0)
    return FALSE;
  *to = from;
  return TRUE;
}

static gboolean
fill_account (BwAccount       *keep,
              const BwAccount *away,
              gint32           keep_row)
{
  gboolean changed = fill_text (&keep->ref, away->ref) | fill_text (&keep->industry, away->industry);

  /* An address is taken whole or not at all. */
  if (keep->street == 0 && keep->city == 0 && keep->postal == 0)
    changed |= fill_text (&keep->street, away->street) | fill_text (&keep->city, away->city) |
               fill_text (&keep->postal, away->postal) | fill_text (&keep->state, away->state) |
               fill_text (&keep->country, away->country);
  if (isnan (keep->latitude) && !isnan (away->latitude))
    {
      keep->latitude = away->latitude;
      keep->longitude = away->longitude;
      changed = TRUE;
    }
  if (keep->revenue == BW_MONEY_NONE && away->revenue != BW_MONEY_NONE)
    {
      keep->revenue = away->revenue;
      changed = TRUE;
    }
  if (keep->employees < 0 && away->employees >= 0)
    {
      keep->employees = away->employees;
      changed = TRUE;
    }
  if (keep->owner < 0 && away->owner >= 0)
    {
      keep->owner = away->owner;
      changed = TRUE;
    }
  if (keep->parent < 0 && away->parent >= 0 && away->parent != keep_row)
    {
      keep->parent = away->parent;
      changed = TRUE;
    }
  return changed;
}

static gboolean
fill_person (BwPerson       *keep,
             const BwPerson *away,
             gint32          keep_row)
{
  gboolean changed = fill_text (&keep->ref, away->ref) | fill_text (&keep->email, away->email) |
                     fill_text (&keep->region, away->region) | fill_text (&keep->time_zone, away->time_zone);

  if (keep->manager < 0 && away->manager >= 0 && away->manager != keep_row)
    {
      keep->manager = away->manager;
      changed = TRUE;
    }
  if (keep->started == BW_DATE_NONE && away->started != BW_DATE_NONE)
    {
      keep->started = away->started;
      changed = TRUE;
    }
  return changed;
}

static gboolean
fill_product (BwProduct       *keep,
              const BwProduct *away)
{
  gboolean changed = fill_text (&keep->ref, away->ref) | fill_text (&keep->family, away->family);

  if (keep->list_price == BW_MONEY_NONE && away->list_price != BW_MONEY_NONE)
    {
      keep->list_price = away->list_price;
      changed = TRUE;
    }
  if (!keep->listed && away->listed)
    {
      keep->listed = TRUE;
      changed = TRUE;
    }
  return changed;
}

static gboolean
fill_facts (BwBook *book,
            BwTable table,
            guint   keep,
            guint   away)
{
  if (table == BW_TABLE_ACCOUNTS)
    return fill_account (bw_book_account (book, keep), bw_book_account (book, away), (gint32)keep);
  if (table == BW_TABLE_PEOPLE)
    return fill_person (bw_book_person (book, keep), bw_book_person (book, away), (gint32)keep);
  return fill_product (bw_book_product (book, keep), bw_book_product (book, away));
}

/* ---- References ---- */

/* Whether @row of @reference must stay with the row that is merged away, because the kept one has its like. */
static gboolean
is_taken (const BwBook      *book,
          const BwReference *reference,
          guint              row,
          gint32             keep)
{
  if (reference->table == BW_TABLE_QUOTAS)
    {
      BwQuota wanted = g_array_index (book->quotas, BwQuota, row);

      if (reference->target == BW_TABLE_PEOPLE)
        wanted.person = keep;
      else
        wanted.product = keep;
      for (guint i = 0; i < book->quotas->len; i++)
        {
          const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

          if (quota->person == wanted.person && quota->product == wanted.product && quota->territory == wanted.territory &&
              quota->from == wanted.from && quota->to == wanted.to)
            return TRUE;
        }
    }
  if (reference->table == BW_TABLE_NAMED_ACCOUNTS)
    for (guint i = 0; i < book->named_accounts->len; i++)
      {
        const BwNamedAccount *named = &g_array_index (book->named_accounts, BwNamedAccount, i);

        if (named->account == keep && named->territory == g_array_index (book->named_accounts, BwNamedAccount, row).territory)
          return TRUE;
      }
  if (reference->table == BW_TABLE_ACCOUNT_NUMBERS)
    for (guint i = 0; i < book->numbers->len; i++)
      {
        const BwAccountNumber *number = &g_array_index (book->numbers, BwAccountNumber, i);

        if (number->account == keep && number->field == g_array_index (book->numbers, BwAccountNumber, row).field)
          return TRUE;
      }
  return FALSE;
}

/* Whether any of @rows has @row at @offset. */
static gboolean
refers (const GArray *rows,
        gsize         offset,
        gint32        row)
{
  guint size = g_array_get_element_size ((GArray *)rows);

  for (guint i = 0; i < rows->len; i++)
    if (*(const gint32 *)(const void *)(rows->data + (gsize)i * size + offset) == row)
      return TRUE;
  return FALSE;
}

static void
move_references (BwBook  *book,
                 BwDelta *delta,
                 BwTable  table,
                 guint    keep,
                 guint    away,
                 BwTrail *trail)
{
  for (guint r = 0; r < G_N_ELEMENTS (references); r++)
    {
      const BwReference *reference = &references[r];
      GArray            *rows = bw_book_table (book, reference->table);

      if (reference->target != table || !refers (rows, reference->offset, (gint32)away))
        continue;
      rows = bw_book_writable_table (book, reference->table);
      for (guint i = 0; i < rows->len; i++)
        {
          char   *row = rows->data + (gsize)i * g_array_get_element_size (rows);
          gint32 *value = (gint32 *)(void *)(row + reference->offset);

          if (*value != (gint32)away || is_taken (book, reference, i, (gint32)keep) || (reference->table == table && i == away))
            continue;
          /* Nobody is above or below themselves: the kept row takes the place in the tree of the one above it. */
          if (reference->table == table && i == keep)
            {
              gint32 above = *(gint32 *)(void *)(rows->data + (gsize)away * g_array_get_element_size (rows) + reference->offset);

              *value = above == (gint32)keep ? BW_NOBODY : above;
            }
          else
            {
              *value = (gint32)keep;
              g_array_append_vals (trail->rows[r], row, 1);
            }
          bw_delta_mark (delta, reference->table, i);
        }
    }
}

static void
move_deals (BwBook  *book,
            BwDelta *delta,
            BwTable  table,
            guint    keep,
            guint    away,
            BwTrail *trail)
{
  BwField field;
  gint32 *column = bw_merge_deal_column (&book->deals, table, &field);

  for (guint i = 0; i < book->deals.n; i++)
    if (column[i] == (gint32)away)
      {
        column[i] = (gint32)keep;
        g_array_append_val (trail->deals, i);
        bw_delta_mark_deal (delta, i);
      }
}

static void
move_history (BwBook  *book,
              BwDelta *delta,
              BwTable  table,
              guint    keep,
              guint    away,
              BwTrail *trail)
{
  BwField  field;
  guint    found = 0;
  gboolean had_keep = FALSE;

  bw_merge_deal_column (&book->deals, table, &field);
  for (; found < book->history.n; found++)
    {
      const BwChange *change = &book->history.changes[found];

      if (change->field == field && (change->old_value == away || change->new_value == away))
        break;
    }
  if (found == book->history.n)
    return;
  bw_history_make_writable (&book->history);
  found = book->history.first[book->history.changes[found].deal];
  for (guint i = found; i < book->history.n; i++)
    {
      BwChange *change = &book->history.changes[i];
      gboolean  moved = FALSE;

      if (i == book->history.first[change->deal])
        had_keep = FALSE;
      if (change->field != field)
        continue;
      had_keep |= change->old_value == keep || change->new_value == keep;
      if (change->old_value == away || change->new_value == away)
        {
          if (change->old_value == away)
            change->old_value = keep;
          if (change->new_value == away)
            change->new_value = keep;
          moved = TRUE;
        }
      /* Where both were in one deal's past, the two cannot be told apart any more. */
      if (had_keep && trail->past->len > 0 && g_array_index (trail->past, guint, trail->past->len - 1) == change->deal)
        g_array_set_size (trail->past, trail->past->len - 1);
      else if (moved && !had_keep &&
               (trail->past->len == 0 || g_array_index (trail->past, guint, trail->past->len - 1) != change->deal))
        g_array_append_val (trail->past, change->deal);
    }
  bw_delta_move (delta, field, away, keep, NULL);
}

/* ---- Merging ---- */

/* Whether @keep is below @away with somebody between, so that merging the two would close a circle. */
static gboolean
closes_circle (const BwBook *book,
               BwTable       table,
               guint         keep,
               guint         away)
{
  gint32 at = (gint32)keep;

  if (table == BW_TABLE_PRODUCTS)
    return FALSE;
  for (guint steps = 0; steps <= bw_book_table (book, table)->len && at >= 0; steps++)
    {
      at = table == BW_TABLE_PEOPLE ? bw_book_person (book, at)->manager : bw_book_account (book, at)->parent;
      if (at == (gint32)away)
        return steps > 0;
    }
  return FALSE;
}

static gboolean
may_merge (const BwBook *book,
           BwTable       table,
           guint         keep,
           guint         away,
           GError      **error)
{
  guint n = bw_book_table (book, table)->len;

  g_return_val_if_fail (bw_merge_fits (table) && keep < n && away < n, FALSE);

  if (keep == away)
    g_set_error_literal (error, BW_MERGE_ERROR, BW_MERGE_ERROR_SAME, _ ("A row cannot be merged with itself. Choose two."));
  else if (bw_merge_is_away (book, table, keep) || bw_merge_is_away (book, table, away))
    g_set_error_literal (error, BW_MERGE_ERROR, BW_MERGE_ERROR_SAME,
                         _ ("One of the two was merged already. Choose the one that took its place."));
  else if (closes_circle (book, table, keep, away))
    g_set_error_literal (error, BW_MERGE_ERROR, BW_MERGE_ERROR_CIRCLE,
                         _ ("The one to keep is below the other with somebody between them, who would then be above "
                            "and below the same. Keep the other instead."));
  else
    return TRUE;
  return FALSE;
}

BwBook *
bw_merge_apply (const BwBook *book,
                BwTable       table,
                guint         keep,
                guint         away,
                BwDelta     **delta,
                GError      **error)
{
  g_autoptr (BwTrail) trail = NULL;
  g_autofree char *name = NULL, *text = NULL;
  BwBook          *after;
  gint64           keep_key, away_key;

  if (!may_merge (book, table, keep, away, error))
    return NULL;
  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  trail = bw_trail_new ();
  keep_key = bw_merge_row_key (after, table, keep);
  away_key = bw_merge_row_key (after, table, away);
  move_references (after, *delta, table, keep, away, trail);
  move_deals (after, *delta, table, keep, away, trail);
  move_history (after, *delta, table, keep, away, trail);
  if (fill_facts (after, table, keep, away))
    bw_delta_mark (*delta, table, keep);
  for (guint i = 0; i < bw_book_table (after, table)->len; i++)
    if (i == away || *bw_merge_member (after, table, i) == away_key)
      {
        *bw_merge_member (after, table, i) = keep_key;
        bw_delta_mark (*delta, table, i);
      }
  name = bw_merge_trail_name (after, table, away);
  text = bw_trail_write (trail, &after->deals);
  bw_choice_set (after, *delta, name, text);
  return after;
}
