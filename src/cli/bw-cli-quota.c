/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotas without a window: what they are, parent against children, how they changed, set and shared out. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-quota-edit.h"
#include "core/bw-quota-proposal.h"

static const char *
name_of (const BwBook *book,
         gint32        person)
{
  return person >= 0 ? bw_book_text (book, bw_book_person (book, person)->name) : NULL;
}

static void
add_scope (JsonBuilder  *builder,
           const BwBook *book,
           gint32        person,
           gint32        territory,
           gint32        product,
           BwDate        from,
           BwDate        to)
{
  bw_cli_add_text (builder, "person", name_of (book, person));
  bw_cli_add_text (builder, "territory", territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : NULL);
  bw_cli_add_text (builder, "product", product >= 0 ? bw_book_text (book, bw_book_product (book, product)->name) : NULL);
  bw_cli_add_date (builder, "from", from);
  bw_cli_add_date (builder, "to", to);
}

static void
add_gaps (JsonBuilder     *builder,
          const BwCliLook *look)
{
  const BwBook *book = look->book;
  g_autoptr (GArray) gaps = bw_quota_gaps (book, &look->period);

  json_builder_set_member_name (builder, "gaps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gaps->len; i++)
    {
      const BwQuotaGap *gap = &g_array_index (gaps, BwQuotaGap, i);
      gboolean          both = gap->quota != BW_MONEY_NONE && gap->below != BW_MONEY_NONE;

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "person", name_of (book, gap->person));
      bw_cli_add_money (builder, "quota", gap->quota, book->currency);
      bw_cli_add_money (builder, "below", gap->below, book->currency);
      bw_cli_add_money (builder, "difference", both ? gap->below - gap->quota : BW_MONEY_NONE, book->currency);
      bw_cli_add_count (builder, "with", gap->n_with);
      bw_cli_add_count (builder, "without", gap->n_without);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_quotas_json (const BwCliLook *look)
{
  const BwBook *book = look->book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_look_add_period (builder, look);
  bw_cli_add_text (builder, "currency", book->currency);
  json_builder_set_member_name (builder, "quotas");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

      if (quota->to < look->period.from || quota->from > look->period.to)
        continue;
      json_builder_begin_object (builder);
      add_scope (builder, book, quota->person, quota->territory, quota->product, quota->from, quota->to);
      bw_cli_add_money (builder, "amount", quota->amount, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_gaps (builder, look);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->quota_changes->len; i++)
    {
      const BwQuotaChange *change = &g_array_index (book->quota_changes, BwQuotaChange, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (change->at);
      g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
      const char      *note = bw_book_text (book, change->note);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "at", at);
      add_scope (builder, book, change->person, change->territory, change->product, change->from, change->to);
      bw_cli_add_money (builder, "was", change->was, book->currency);
      bw_cli_add_money (builder, "amount", change->amount, book->currency);
      bw_cli_add_text (builder, "note", *note != '\0' ? note : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_gaps (const BwCliLook *look)
{
  static const char *const titles[] = { "person", "quota", "below", "with", "without" };
  const BwBook            *book = look->book;
  g_autoptr (GArray) gaps = bw_quota_gaps (book, &look->period);

  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < gaps->len; i++)
    {
      const BwQuotaGap *gap = &g_array_index (gaps, BwQuotaGap, i);
      g_autofree char  *quota = gap->quota != BW_MONEY_NONE ? bw_money_format_plain (gap->quota, book->currency) : NULL;
      g_autofree char  *below = gap->below != BW_MONEY_NONE ? bw_money_format_plain (gap->below, book->currency) : NULL;
      g_autofree char  *with = g_strdup_printf ("%u", gap->n_with), *without = g_strdup_printf ("%u", gap->n_without);
      const char       *cells[] = { name_of (book, gap->person), quota, below, with, without };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

/* Finds the product called @name (nullable: all, %BW_NOBODY). Returns FALSE where there is none, which has been told. */
static gboolean
find_product (const BwCli  *cli,
              const BwBook *book,
              const char   *name,
              gint32       *product,
              int          *status)
{
  *product = BW_NOBODY;
  for (guint i = 0; name != NULL && i < book->products->len && *product < 0; i++)
    if (g_ascii_strcasecmp (bw_book_text (book, bw_book_product (book, i)->name), name) == 0)
      *product = (gint32)i;
  if (name == NULL || *product >= 0)
    return TRUE;
  *status = bw_cli_misuse (cli, _ ("There is no product called “%s”."), name);
  return FALSE;
}

static int
remove_quota (const BwCliLook *look,
              const char      *product)
{
  const BwCli *cli = &look->cli;
  BwBook      *book = bw_session_get_book (look->session), *after;
  BwQuota      like = {
         .person = look->scope.kind == BW_SCOPE_PERSON ? look->scope.index : BW_NOBODY,
         .territory = look->scope.kind == BW_SCOPE_TERRITORY ? look->scope.index : BW_NOBODY,
         .from = look->period.from,
         .to = look->period.to,
  };
  BwDelta *delta;
  int      status;

  if (!find_product (cli, book, product, &like.product, &status))
    return status;
  if (!bw_quota_edit_can_remove (book, &like))
    {
      g_autofree char *period = bw_period_dup_title (&look->period);

      return bw_cli_misuse (cli, _ ("There is no quota of %s for %s to remove."), look->scope_name, period);
    }
  after = bw_quota_edit_remove (book, &like, g_get_real_time () / G_USEC_PER_SEC, &delta);
  return bw_cli_apply (cli, look->session, _ ("Remove a quota"), after, delta);
}

static int
set (const BwCliLook *look,
     const char      *product_text)
{
  const BwCli *cli = &look->cli;
  BwBook      *book = bw_session_get_book (look->session), *after;
  gint32       product;
  gint64       amount;
  BwDelta     *delta;
  int          status;

  if (!find_product (cli, book, product_text, &product, &status))
    return status;
  if (!bw_cli_read_amount (cli, cli->rest[2], book->currency, &amount, &status))
    return status;
  if (amount <= 0)
    return bw_cli_misuse (cli, _ ("A quota is more than 0."));
  after = bw_quota_edit_set (book, &look->scope, product, &look->period, amount, g_get_real_time () / G_USEC_PER_SEC, &delta);
  return bw_cli_apply (cli, look->session, _ ("Set a quota"), after, delta);
}

static void
print_parts_json (const BwCliLook *look,
                  const GArray    *parts)
{
  const BwBook *book = look->book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_look_add_period (builder, look);
  bw_cli_look_add_scope (builder, look);
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    {
      const BwQuotaPart *part = &g_array_index (parts, BwQuotaPart, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "person", name_of (book, part->person));
      bw_cli_add_number (builder, "ramp", part->ramp);
      bw_cli_add_money (builder, "was", part->was, book->currency);
      bw_cli_add_money (builder, "amount", part->amount, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Shares the quota of the scope's head out, and keeps it where that is asked for. */
static int
share_out (const BwCliLook *look,
           gboolean         ramps,
           gboolean         keeps)
{
  const BwCli *cli = &look->cli;
  BwBook      *book = bw_session_get_book (look->session);
  gint32       manager = look->scope.kind == BW_SCOPE_PERSON ? look->scope.index : BW_NOBODY;
  gint64       amount = bw_book_quota (book, manager, &look->period);
  g_autoptr (GArray) parts = NULL;
  BwShareKind kind;
  BwDelta    *delta;
  int         status = BW_CLI_DONE;

  if (!bw_share_kind_parse (cli->rest[2], &kind))
    return bw_cli_misuse (cli, _ ("“%s” is no way to share a quota out. Write even, past or potential."), cli->rest[2]);
  if (cli->n_rest > 3 && !bw_cli_read_amount (cli, cli->rest[3], book->currency, &amount, &status))
    return status;
  if (amount == BW_MONEY_NONE)
    return bw_cli_misuse (cli, _ ("There is no quota to share out for this period; write an amount behind the way."));
  parts = bw_quota_share_out (book, manager, &look->period, amount, kind, ramps, look->as_of);
  if (parts->len == 0)
    return bw_cli_misuse (cli, _ ("Nobody reports to %s in this period."), look->scope_name);
  if (keeps)
    {
      BwBook *after = bw_quota_share_apply (book, parts, &look->period, kind, g_get_real_time () / G_USEC_PER_SEC, &delta);

      status = bw_cli_apply (cli, look->session, _ ("Share a quota out"), after, delta);
    }
  if (status == BW_CLI_DONE)
    print_parts_json (look, parts);
  return status;
}

static void
print_lines_json (const BwCliLook *look,
                  const GArray    *lines)
{
  const BwBook *book = look->book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_look_add_scope (builder, look);
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const BwQuotaLine *line = &g_array_index (lines, BwQuotaLine, i);

      json_builder_begin_object (builder);
      bw_cli_add_date (builder, "from", line->quota.from);
      bw_cli_add_date (builder, "to", line->quota.to);
      bw_cli_add_money (builder, "was", line->was, book->currency);
      bw_cli_add_money (builder, "amount", line->quota.amount, book->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Spreads a year's quota of the scope over its periods, and keeps it where that is asked for. */
static int
spread (const BwCliLook *look,
        gboolean         keeps)
{
  const BwCli *cli = &look->cli;
  BwBook      *book = bw_session_get_book (look->session);
  BwPeriod     year = bw_calendar_period_at (&book->calendar, BW_PERIOD_YEAR, look->period.from);
  BwQuota      whole = {
         .person = look->scope.kind == BW_SCOPE_PERSON ? look->scope.index : BW_NOBODY,
         .territory = look->scope.kind == BW_SCOPE_TERRITORY ? look->scope.index : BW_NOBODY,
         .product = BW_NOBODY,
         .from = year.from,
         .to = year.to,
  };
  BwQuotaWay way = g_ascii_strcasecmp (cli->rest[2], "season") == 0 ? BW_QUOTA_SPREAD_SEASON : BW_QUOTA_SPREAD_EVEN;
  g_autoptr (GArray) lines = NULL;
  int status = BW_CLI_DONE;

  if (way == BW_QUOTA_SPREAD_EVEN && g_ascii_strcasecmp (cli->rest[2], "even") != 0)
    return bw_cli_misuse (cli, _ ("“%s” is no way to spread a quota over the year. Write even or season."), cli->rest[2]);
  whole.amount = whole.territory < 0 ? bw_book_quota (book, whole.person, &year) : bw_quota_find (book, &whole);
  if (cli->n_rest > 3 && !bw_cli_read_amount (cli, cli->rest[3], book->currency, &whole.amount, &status))
    return status;
  if (whole.amount == BW_MONEY_NONE || whole.amount <= 0)
    return bw_cli_misuse (cli, _ ("There is no quota of this year to spread; write an amount behind the way."));
  lines = bw_quota_propose (book, &whole, way, FALSE, look->as_of);
  if (keeps)
    {
      BwDelta *delta;
      BwBook  *after = bw_quota_propose_apply (book, lines, way, g_get_real_time () / G_USEC_PER_SEC, &delta);

      status = bw_cli_apply (cli, look->session, _ ("Spread a quota over the year"), after, delta);
    }
  if (status == BW_CLI_DONE)
    print_lines_json (look, lines);
  return status;
}

int
bw_cli_quota (int    argc,
              char **argv)
{
  g_autofree char   *product = NULL;
  gboolean           no_ramp = FALSE, keeps = FALSE;
  const GOptionEntry own[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &product, _ ("Of this product alone"), "NAME" },
    { "no-ramp", 0, 0, G_OPTION_ARG_NONE, &no_ramp, _ ("Give new people as much as settled ones"), NULL },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &keeps, _ ("Keep what was shared out"), NULL },
    { NULL },
  };
  g_auto (BwCliLook) look = { 0 };
  int status;

  if (!bw_cli_look_start_with (&look, argc, argv, "FILE [set AMOUNT|remove|share even|past|potential [AMOUNT]|spread even|season [AMOUNT]]", 1, 4,
                               _ ("Lists quotas, what managers have beside the sum of those who report, and how they changed; sets or removes the quota of --scope, "
                                  "shares it out among those who report, or spreads it over the periods of the year."),
                               own, &status))
    return status;
  if (look.cli.n_rest == 3 && g_str_equal (look.cli.rest[1], "set"))
    return set (&look, product);
  if (look.cli.n_rest == 2 && g_str_equal (look.cli.rest[1], "remove"))
    return remove_quota (&look, product);
  if (look.cli.n_rest >= 3 && g_str_equal (look.cli.rest[1], "share"))
    return share_out (&look, !no_ramp, keeps);
  if (look.cli.n_rest >= 3 && g_str_equal (look.cli.rest[1], "spread"))
    return spread (&look, keeps);
  if (look.cli.n_rest > 1)
    return bw_cli_misuse (&look.cli, _ ("Write: quota FILE set AMOUNT, quota FILE remove, quota FILE share even, past or potential, or quota FILE spread even or season."));
  if (look.cli.json)
    print_quotas_json (&look);
  else
    print_gaps (&look);
  return BW_CLI_DONE;
}
