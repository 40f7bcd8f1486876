/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deserves a look, and what of it was dismissed, without a window. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-look.h"
#include "core/bw-insight-dismissal.h"
#include "core/bw-insight.h"

/* What is asked for. */
typedef struct
{
  gboolean all;
  char    *dismiss;
  char    *show_again;
  char    *until;
  char    *today;
  int      most;
  BwDate   until_day; /* BW_DATE_NONE: for good */
  BwDate   today_day; /* 0: not asked */
} Wish;

static void
clear_wish (Wish *wish)
{
  g_free (wish->dismiss);
  g_free (wish->show_again);
  g_free (wish->until);
  g_free (wish->today);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, clear_wish)

static const char *
deal_ref (const BwBook *book,
          gint32        deal)
{
  return deal >= 0 ? bw_book_text (book, book->deals.ref[deal]) : NULL;
}

static void
add_finding (JsonBuilder            *builder,
             const BwInsightFinding *finding)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "code", bw_insight_code_name (finding->code));
  bw_cli_add_text (builder, "text", finding->text);
  bw_cli_add_text (builder, "action", finding->action);
  bw_cli_add_count (builder, "n", finding->n);
  json_builder_set_member_name (builder, "dismissed");
  json_builder_add_boolean_value (builder, finding->dismissed);
  json_builder_end_object (builder);
}

static void
add_insight (JsonBuilder     *builder,
             const BwBook    *book,
             const BwInsight *insight)
{
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "code", bw_insight_code_name (insight->code));
  bw_cli_add_text (builder, "title", insight->title);
  bw_cli_add_text (builder, "text", insight->text);
  bw_cli_add_text (builder, "action", insight->action);
  bw_cli_add_money (builder, "amount", insight->amount, book->currency);
  bw_cli_add_money (builder, "stake", insight->stake, book->currency);
  bw_cli_add_text (builder, "deal", deal_ref (book, insight->deal));
  bw_cli_add_text (builder, "filter", insight->filter);
  json_builder_set_member_name (builder, "dismissed");
  json_builder_add_boolean_value (builder, insight->dismissed);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < insight->findings->len; i++)
    add_finding (builder, g_ptr_array_index (insight->findings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_insights (const BwCliLook *look,
                const GPtrArray *insights)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", look->as_of);
  json_builder_set_member_name (builder, "insights");
  json_builder_begin_array (builder);
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      add_insight (builder, look->book, insight);
      if (!look->cli.json)
        g_print ("%s %s%s\n", insight->text, insight->action, insight->dismissed ? _ (" (dismissed)") : "");
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (look->cli.json)
    bw_cli_print_json (builder);
}

/* Takes "CODE" or "CODE:DEAL" apart. Returns FALSE when there is no such code, which has been told. */
static gboolean
read_name (const BwCliLook *look,
           const char      *text,
           BwInsightCode   *code,
           char           **deal,
           int             *status)
{
  const char      *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, (gsize)(colon - text)) : g_strdup (text);

  *deal = colon != NULL ? g_strdup (colon + 1) : NULL;
  if (bw_insight_code_parse (name, code))
    return TRUE;
  *status = bw_cli_misuse (&look->cli, _ ("There are no findings called “%s”. “insights --json” gives the code of each."), name);
  return FALSE;
}

/* Dismisses what --dismiss names: the finding of one deal, or the first with the code that is about no deal. */
static int
dismiss (const BwCliLook *look,
         const Wish      *wish,
         const GPtrArray *insights)
{
  g_autofree char *deal = NULL;
  BwInsightCode    code;
  int              status = BW_CLI_DONE;

  if (!read_name (look, wish->dismiss, &code, &deal, &status))
    return status;
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (g_strcmp0 (deal_ref (look->book, insight->deal), deal) != 0)
        continue;
      for (guint f = 0; f < insight->findings->len; f++)
        {
          BwDelta *delta;
          BwBook  *after;

          if (((const BwInsightFinding *)g_ptr_array_index (insight->findings, f))->code != code)
            continue;
          after = bw_insight_dismiss (look->book, insight, (int)code, wish->until_day, g_get_real_time () / G_USEC_PER_SEC, &delta);
          return bw_cli_apply (&look->cli, look->session, _ ("Dismiss a finding"), after, delta);
        }
    }
  return bw_cli_misuse (&look->cli, _ ("Nothing of the kind “%s” is found here. “insights” lists what is."), wish->dismiss);
}

static int
show_again (const BwCliLook *look,
            const Wish      *wish)
{
  const BwBook    *book = look->book;
  g_autofree char *deal = NULL;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  BwInsightCode code;
  BwDelta      *delta;
  BwBook       *after;
  int           status = BW_CLI_DONE;

  if (!read_name (look, wish->show_again, &code, &deal, &status))
    return status;
  for (guint i = 0; i < book->dismissals->len; i++)
    {
      const BwDismissal *dismissal = &g_array_index (book->dismissals, BwDismissal, i);

      if (g_str_equal (bw_book_text (book, dismissal->code), bw_insight_code_name (code)) &&
          (deal == NULL || g_strcmp0 (deal_ref (book, dismissal->deal), deal) == 0))
        g_array_append_val (keys, dismissal->key);
    }
  if (keys->len == 0)
    return bw_cli_misuse (&look->cli, _ ("Nothing of the kind “%s” was dismissed. “insights --all” lists what was."), wish->show_again);
  after = bw_insight_restore (book, (const gint64 *)(const void *)keys->data, keys->len, &delta);
  return bw_cli_apply (&look->cli, look->session, _ ("Show findings again"), after, delta);
}

/* Reads what is to be a day. Returns FALSE when it is none, which has been told. */
static gboolean
read_day (const BwCliLook *look,
          const char      *option,
          const char      *text,
          BwDate          *day,
          int             *status)
{
  if (text == NULL || bw_date_parse_iso (text, day))
    return TRUE;
  *status = bw_cli_misuse (&look->cli, _ ("%s takes a day such as 2026-11-01, not “%s”."), option, text);
  return FALSE;
}

int
bw_cli_insights (int    argc,
                 char **argv)
{
  g_auto (Wish) wish = { .until_day = BW_DATE_NONE };
  const GOptionEntry entries[] = {
    { "most", 0, 0, G_OPTION_ARG_INT, &wish.most, _ ("No more than so many, the most at stake"), "N" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &wish.all, _ ("Those that were dismissed as well"), NULL },
    { "dismiss", 0, 0, G_OPTION_ARG_STRING, &wish.dismiss, _ ("Do not show a finding again until it stands otherwise; DEAL is the deal’s id"), "CODE[:DEAL]" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &wish.until, _ ("With --dismiss: only until this day"), "DATE" },
    { "show-again", 0, 0, G_OPTION_ARG_STRING, &wish.show_again, _ ("Show again what was dismissed"), "CODE[:DEAL]" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &wish.today, _ ("Tell how old the data are on this day"), "DATE" },
    { NULL },
  };
  g_autoptr (GPtrArray) insights = NULL;
  g_auto (BwCliLook) look = { 0 };
  BwInsightQuery query = { .business = TRUE };
  int            status;

  if (!bw_cli_look_start (&look, argc, argv, _ ("Lists what needs attention, the most at stake first."), entries, &status))
    return status;
  if (!read_day (&look, "--until", wish.until, &wish.until_day, &status) ||
      !read_day (&look, "--today", wish.today, &wish.today_day, &status))
    return status;
  if (wish.show_again != NULL)
    return show_again (&look, &wish);
  query.scope = look.scope;
  query.period = look.period;
  query.as_of = look.as_of;
  query.today = wish.today_day;
  query.dismissed = wish.all;
  query.n_most = wish.dismiss != NULL ? 0 : (guint)MAX (wish.most, 0);
  insights = bw_insights_new (look.book, &query);
  if (wish.dismiss != NULL)
    return dismiss (&look, &wish, insights);
  print_insights (&look, insights);
  return BW_CLI_DONE;
}
