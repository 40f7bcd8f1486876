/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was known of deals while they were open, as rows to learn from.
 *
 * A deal that ended is looked at on some days spread evenly at random over the time it was open, about every four weeks (the
 * landmarks of van Houwelingen, 2007, Dynamic prediction by landmarking in event history analysis), as it was then; how it ended
 * is added. A row so tells nothing that was not known on its day, and stages, ages and pushes are those at which deals stand when
 * they are to be foretold, not those at which they ended. A row counts less by half for every two years since the deal ended.
 *
 * Where most closed deals have no day on which they are known to have been open (a plain table of deals and what became of
 * them), the rows are the deals as they are, without stage and time, and deals that are alike in all are one group, so that
 * whoever leaves groups out leaves out copies, too.
 *
 * Fields that are known only after the outcome are left out: those that bw-leak.h finds, those whose values alone tell nearly all
 * outcomes, and those that are known for one outcome only. Which they are is judged on all data, as that only takes away.
 *
 * At most as many rows as are asked for are taken: of more closed deals some, the rarer outcome first, weighted back.
 * O(deals + changes + rows x columns). */

#include "core/bw-win-rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-hazard.h"
#include "core/bw-leak.h"
#include "core/bw-random.h"
#include "core/bw-score.h"
#include "core/bw-snapshot.h"
#include "core/bw-target-code.h"

enum
{
  MAX_LOOKS = 12,      /* rows of a deal */
  MIN_SPACING = 28,    /* days between them */
  MIN_LEVEL_DEALS = 3, /* for a level of its own */
  MAX_LEVELS = 2000,   /* of a category */
  MIN_NUMBERS = 20,    /* known ones, to be worth a column */
  MIN_LEAK_DEALS = 60, /* to call a field too good */
  HALF_LIFE_DAYS = 728,
};

#define MIN_RARER_SHARE   0.2  /* of the deals that are kept */
#define MIN_LIVES         0.5  /* of closed deals that were seen open, not to be plain */
#define TOO_GOOD          0.97 /* AUC of one field alone */
#define TOO_LOPSIDED      0.5  /* of shares in which a field is known, between won and lost */
#define MIN_LEAK_FREQUENT 0.9  /* of deals whose level is no rare one, to judge a category */

/* A closed deal. */
typedef struct
{
  guint32 deal;
  BwDate  birth; /* its first day, and the day on which it ended */
  BwDate  end;
  guint8  won;
  float   weight;
} Life;

static void
free_column (gpointer data)
{
  BwWinColumn *column = data;

  g_free (column->name);
  g_free (column->title);
  g_clear_pointer (&column->levels, g_hash_table_unref);
  g_clear_pointer (&column->values, g_array_unref);
  g_clear_pointer (&column->n_deals, g_array_unref);
  g_free (column);
}

/* ---- Which deals, which days ---- */

/* The day on which @deal, now closed, was closed. Where only an export shows it, its close date, if that was before. */
static BwDate
find_end (const BwBook     *book,
          const BwSnapshot *now,
          guint             deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  BwDate          close = now->close[deal];

  for (guint c = n; c > 0; c--)
    {
      const BwChange *change = &changes[c - 1];
      gboolean        seen_late = change->source == BW_TIME_EXPORT || change->source == BW_TIME_IMPORT;

      if (change->field == BW_FIELD_STAGE && change->at <= now->at && change->new_value == now->stage[deal])
        return seen_late && close != BW_DATE_NONE && close < change->at ? close : change->at;
    }
  return close != BW_DATE_NONE ? close : now->stage_since[deal];
}

static GArray *
find_lives (BwWinRows *rows)
{
  g_autoptr (BwSnapshot) now = bw_snapshot_new (rows->book, rows->as_of);
  GArray *lives = g_array_new (FALSE, FALSE, sizeof (Life));
  guint   n_seen_open = 0, kept = 0;

  for (guint i = 0; i < now->n; i++)
    {
      Life life = { .deal = i, .won = now->kind[i] == BW_STAGE_WON };

      if (!now->exists[i] || now->kind[i] == BW_STAGE_OPEN)
        continue;
      life.end = find_end (rows->book, now, i);
      life.birth = bw_deal_birth (rows->book, i, rows->as_of);
      if (life.end != BW_DATE_NONE && life.end > rows->as_of)
        life.end = BW_DATE_NONE;
      n_seen_open += life.end != BW_DATE_NONE && life.birth != BW_DATE_NONE && life.birth < life.end;
      rows->n_closed++;
      rows->n_closed_won += life.won;
      g_array_append_val (lives, life);
    }
  rows->plain = n_seen_open < MIN_LIVES * lives->len;
  for (guint i = 0; i < lives->len && !rows->plain; i++)
    {
      Life life = g_array_index (lives, Life, i);

      if (life.end != BW_DATE_NONE && life.birth != BW_DATE_NONE && life.birth < life.end)
        g_array_index (lives, Life, kept++) = life;
    }
  if (!rows->plain)
    g_array_set_size (lives, kept);
  return lives;
}

/* Keeps at most @most of @lives by chance; of the rarer outcome enough to make out MIN_RARER_SHARE if it has them. */
static void
thin_out (GArray *lives,
          guint   most,
          guint64 seed)
{
  guint    n[2] = { 0 }, take[2], kept = 0, rarer;
  BwRandom random;

  for (guint i = 0; i < lives->len; i++)
    n[g_array_index (lives, Life, i).won]++;
  rarer = n[1] < n[0];
  take[rarer] = (guint)(most * MAX (MIN_RARER_SHARE, (double)n[rarer] / MAX (lives->len, 1)));
  take[rarer] = MIN (n[rarer], take[rarer]);
  take[!rarer] = MIN (n[!rarer], most - take[rarer]);
  bw_random_init (&random, seed, 0);
  for (guint i = 0; i < lives->len; i++)
    {
      Life   life = g_array_index (lives, Life, i);
      guint *left = &n[life.won], *wanted = &take[life.won];

      life.weight = 1.0F;
      if (lives->len > most)
        {
          gboolean taken = bw_random_below (&random, *left) < *wanted;

          (*left)--;
          if (!taken)
            continue;
          (*wanted)--;
        }
      g_array_index (lives, Life, kept++) = life;
    }
  g_array_set_size (lives, kept);
}

/* How often a deal is looked at. */
static guint
count_looks (const Life *life,
             double      spacing)
{
  return (guint)CLAMP ((life->end - life->birth) / spacing + 0.5, 1.0, MAX_LOOKS);
}

/* Adds the rows of one deal: it is looked at about every @spacing days. */
static void
add_looks (BwWinRows  *rows,
           const Life *life,
           double      spacing,
           guint64     seed)
{
  int      length = rows->plain ? 0 : life->end - life->birth;
  guint    looks = rows->plain ? 1 : count_looks (life, spacing);
  double   weight = life->weight;
  BwRandom random;

  bw_random_init (&random, seed, 1 + (guint64)life->deal);
  if (life->end != BW_DATE_NONE)
    weight *= exp2 (-(double)(rows->as_of - life->end) / HALF_LIFE_DAYS);
  for (guint k = 0; k < looks; k++)
    {
      guint row = rows->n++;

      rows->deal[row] = life->deal;
      rows->at[row] = rows->as_of;
      if (!rows->plain)
        rows->at[row] = life->birth + MIN ((int)((k + bw_random_unit (&random)) / looks * length), length - 1);
      rows->won[row] = life->won;
      rows->weight[row] = weight;
    }
}

static void
pick_rows (BwWinRows *rows,
           guint64    seed,
           guint      max_rows)
{
  g_autoptr (GArray) lives = find_lives (rows);
  guint  n[2] = { 0 }, all[2] = { 0 }, n_looks = 0;
  double sum = 0.0, spacing = 0.0;

  for (guint i = 0; i < lives->len; i++)
    all[g_array_index (lives, Life, i).won]++;
  thin_out (lives, rows->plain ? max_rows : max_rows / 2, seed);
  for (guint i = 0; i < lives->len; i++)
    {
      const Life *life = &g_array_index (lives, Life, i);

      n[life->won]++;
      spacing += rows->plain ? 0.0 : (double)life->end - life->birth;
    }
  spacing = MAX (spacing / MAX (max_rows / 2, 1), MIN_SPACING);
  for (guint i = 0; i < lives->len; i++)
    n_looks += rows->plain ? 1 : count_looks (&g_array_index (lives, Life, i), spacing);
  rows->deal = g_new (guint32, (gsize)n_looks + 1);
  rows->at = g_new (BwDate, (gsize)n_looks + 1);
  rows->group = g_new0 (guint32, (gsize)n_looks + 1);
  rows->won = g_new (guint8, (gsize)n_looks + 1);
  rows->weight = g_new (double, (gsize)n_looks + 1);
  for (guint i = 0; i < lives->len; i++)
    {
      Life *life = &g_array_index (lives, Life, i);

      life->weight = (float)all[life->won] / (float)n[life->won];
      add_looks (rows, life, spacing, seed);
    }
  rows->n_deals = lives->len;
  rows->n_won = n[1];
  for (guint i = 0; i < rows->n; i++)
    sum += rows->weight[i];
  for (guint i = 0; i < rows->n; i++)
    rows->weight[i] *= rows->n / sum;
}

/* ---- Columns ---- */

static BwWinColumn *
add_column (BwWinRows  *rows,
            BwWinRole   role,
            BwWinOrigin origin,
            guint       field,
            const char *name,
            const char *title)
{
  BwWinColumn *column = g_new0 (BwWinColumn, 1);

  column->role = role;
  column->origin = origin;
  column->field = field;
  column->name = g_strdup (name);
  column->title = g_strdup (title);
  column->n_deals = g_array_new (FALSE, TRUE, sizeof (guint));
  g_ptr_array_add (rows->columns, column);
  return column;
}

static void
add_category (BwWinRows  *rows,
              BwWinRole   role,
              BwWinOrigin origin,
              guint       field,
              gboolean    is_text,
              const char *name,
              const char *title)
{
  BwWinColumn *column = add_column (rows, role, origin, field, name, title);

  column->is_category = TRUE;
  column->is_text = is_text;
  column->levels = is_text ? g_hash_table_new (g_str_hash, g_str_equal) : g_hash_table_new (NULL, NULL);
  column->values = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Whether @field is to be done without, which is noted. */
static gboolean
leave_out (BwWinRows    *rows,
           const GArray *leaks,
           guint         field,
           const char   *title)
{
  if (!bw_leak_is_suspect (leaks, field))
    return FALSE;
  g_ptr_array_add (rows->left_out, g_strdup (title));
  return TRUE;
}

static void
add_own_fields (BwWinRows    *rows,
                const GArray *leaks)
{
  for (guint i = 0; i < rows->book->fields->len; i++)
    {
      BwFieldType type = bw_book_field (rows->book, i)->type;
      const char *name = bw_custom_field_name (rows->book, i), *title = bw_custom_field_title (rows->book, i);

      if (i >= rows->book->deals.n_custom || leave_out (rows, leaks, BW_N_FIELDS + i, title))
        continue;
      /* A date tells when, and of a closed deal mostly when it was closed. */
      if (type == BW_TYPE_NUMBER)
        add_column (rows, BW_WIN_OWN, BW_WIN_OF_FIELD, BW_N_FIELDS + i, name, title);
      else if (type != BW_TYPE_DATE)
        add_category (rows, BW_WIN_OWN, BW_WIN_OF_FIELD, BW_N_FIELDS + i, type == BW_TYPE_TEXT, name, title);
    }
}

static void
add_columns (BwWinRows *rows)
{
  static const struct
  {
    BwField     field;
    gboolean    is_text;
    const char *title;
  } categories[] = {
    { BW_FIELD_OWNER, FALSE, N_ ("Owner") },
    { BW_FIELD_PRODUCT, FALSE, N_ ("Product") },
    { BW_FIELD_ACCOUNT, FALSE, N_ ("Account") },
    { BW_FIELD_REGION, TRUE, N_ ("Region") },
    { BW_FIELD_TYPE, TRUE, N_ ("Type") },
    { BW_FIELD_SOURCE, TRUE, N_ ("Source") },
  };
  g_autoptr (GArray) leaks = bw_leak_find (rows->book);

  if (!rows->plain)
    {
      add_category (rows, BW_WIN_STAGE, BW_WIN_OF_FIELD, BW_FIELD_STAGE, FALSE, "stage", _ ("Stage"));
      add_column (rows, BW_WIN_TIMING, BW_WIN_OF_AGE, BW_FIELD_CREATED, "age", _ ("Age"));
      add_column (rows, BW_WIN_TIMING, BW_WIN_OF_STAGE_DAYS, BW_FIELD_STAGE, "days_in_stage", _ ("Time in stage"));
      add_column (rows, BW_WIN_OWN, BW_WIN_OF_PUSHES, BW_FIELD_CLOSE_DATE, "pushes", _ ("Pushes"));
    }
  if (!leave_out (rows, leaks, BW_FIELD_AMOUNT, _ ("Amount")))
    add_column (rows, BW_WIN_OWN, BW_WIN_OF_AMOUNT, BW_FIELD_AMOUNT, "amount", _ ("Amount"));
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (!leave_out (rows, leaks, categories[i].field, _ (categories[i].title)))
      add_category (rows, BW_WIN_OWN, BW_WIN_OF_FIELD, categories[i].field, categories[i].is_text,
                    bw_field_name (categories[i].field), _ (categories[i].title));
  if (!bw_leak_is_suspect (leaks, BW_FIELD_ACCOUNT))
    add_category (rows, BW_WIN_OWN, BW_WIN_OF_INDUSTRY, BW_FIELD_ACCOUNT, TRUE, "industry", _ ("Industry"));
  add_own_fields (rows, leaks);
}

typedef struct
{
  gint64  value;
  guint   n; /* deals */
  guint32 last;
} Met;

static int
compare_met (const void *a,
             const void *b)
{
  const Met *x = a, *y = b;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return x->value < y->value ? -1 : x->value > y->value;
}

/* Gives the values of a category that enough deals have levels, the most frequent first. */
static void
find_levels (BwWinRows *rows,
             guint      index)
{
  BwWinColumn *column = bw_win_rows_column (rows, index);
  g_autoptr (GArray) met = g_array_new (FALSE, FALSE, sizeof (Met));

  for (guint i = 0; i < rows->n; i++)
    {
      gint64   value = bw_win_rows_category (rows, index, rows->deal[i], rows->at[i]);
      gpointer key = column->is_text ? (gpointer)bw_book_text (rows->book, (BwText)value) : GINT_TO_POINTER ((int)value);
      guint    place = GPOINTER_TO_UINT (g_hash_table_lookup (column->levels, key));

      if (place == 0)
        {
          Met new_met = { .value = value, .last = G_MAXUINT32 };

          g_array_append_val (met, new_met);
          place = met->len;
          g_hash_table_insert (column->levels, key, GUINT_TO_POINTER (place));
        }
      if (g_array_index (met, Met, place - 1).last != rows->deal[i])
        g_array_index (met, Met, place - 1).n++;
      g_array_index (met, Met, place - 1).last = rows->deal[i];
    }
  g_hash_table_remove_all (column->levels);
  g_array_sort (met, compare_met);
  for (guint i = 0; i < MIN (met->len, MAX_LEVELS) && g_array_index (met, Met, i).n >= MIN_LEVEL_DEALS; i++)
    {
      const Met *level = &g_array_index (met, Met, i);
      gpointer   key =
        column->is_text ? (gpointer)bw_book_text (rows->book, (BwText)level->value) : GINT_TO_POINTER ((int)level->value);

      g_array_append_val (column->values, level->value);
      g_array_append_val (column->n_deals, level->n);
      g_hash_table_insert (column->levels, key, GUINT_TO_POINTER (i + 1));
    }
}

/* ---- Columns that are of no use ---- */

/* The column's values by row; of a category that of its level alone: the log-odds of winning. NaN where unknown or rare. */
static double *
as_numbers (const BwWinRows *rows,
            guint            index)
{
  const BwWinColumn *column = bw_win_rows_column (rows, index);
  double            *numbers = g_new (double, rows->n + 1);
  g_autoptr (BwTargetCode) code = bw_target_code_new (column->is_category ? column->values->len : 0, 2);

  for (guint i = 0; i < rows->n; i++)
    {
      numbers[i] = rows->values[(gsize)i * rows->columns->len + index];
      if (column->is_category && numbers[i] >= 0)
        bw_target_code_add (code, (guint)numbers[i], rows->deal[i] % 2, rows->won[i], 1.0);
    }
  bw_target_code_settle (code);
  for (guint i = 0; i < rows->n && column->is_category; i++)
    numbers[i] = numbers[i] < 0 ? NAN : bw_target_code_value (code, (gint32)numbers[i], rows->deal[i] % 2, BW_TARGET_CODE_ALL);
  return numbers;
}

/* Whether @value of @column says that nothing is known. */
static gboolean
is_blank (const BwWinColumn *column,
          double             value)
{
  gint64 of_level;

  if (!column->is_category || value < 0)
    return isnan (value);
  of_level = g_array_index (column->values, gint64, (guint)value);
  return column->is_text ? of_level == 0 : of_level < 0;
}

/* Whether the column tells so much that it cannot have been known before. */
static gboolean
is_too_good (const BwWinRows *rows,
             guint            index)
{
  const BwWinColumn *column = bw_win_rows_column (rows, index);
  g_autofree double *numbers = as_numbers (rows, index);
  g_autofree guint8 *won = g_new (guint8, rows->n + 1);
  guint              n = 0, n_won = 0, known[2] = { 0 }, all[2] = { 0 };
  double             auc;

  for (guint i = 0; i < rows->n; i++)
    {
      all[rows->won[i]]++;
      known[rows->won[i]] += !is_blank (column, rows->values[(gsize)i * rows->columns->len + index]);
      if (isnan (numbers[i]))
        continue;
      numbers[n] = numbers[i];
      n_won += rows->won[i];
      won[n++] = rows->won[i];
    }
  if (all[0] >= MIN_LEAK_DEALS / 2 && all[1] >= MIN_LEAK_DEALS / 2 &&
      fabs ((double)known[1] / all[1] - (double)known[0] / all[0]) > TOO_LOPSIDED)
    return TRUE;
  if (n < MIN_LEAK_DEALS || n_won < MIN_LEAK_DEALS / 4 || n - n_won < MIN_LEAK_DEALS / 4 || n < MIN_LEAK_FREQUENT * rows->n)
    return FALSE;
  auc = bw_score_auc (numbers, won, n);
  return auc > TOO_GOOD || auc < 1.0 - TOO_GOOD;
}

/* Whether the column has at least two values that enough deals have. */
static gboolean
says_something (const BwWinRows *rows,
                guint            index)
{
  const BwWinColumn *column = bw_win_rows_column (rows, index);
  guint              n = 0;
  double             low = INFINITY, high = -INFINITY;

  if (column->is_category)
    return column->values->len >= 2 || (column->values->len == 1 && g_array_index (column->n_deals, guint, 0) < rows->n_deals);
  for (guint i = 0; i < rows->n; i++)
    {
      double value = rows->values[(gsize)i * rows->columns->len + index];

      if (isnan (value))
        continue;
      low = MIN (low, value);
      high = MAX (high, value);
      n++;
    }
  return n >= MIN_NUMBERS && high > low;
}

static void
drop_columns (BwWinRows *rows)
{
  guint             width = rows->columns->len, n = 0;
  g_autofree guint *kept = g_new (guint, width + 1);
  GPtrArray        *columns = g_ptr_array_new_with_free_func (free_column);

  for (guint c = 0; c < width; c++)
    {
      gboolean good = says_something (rows, c);

      if (good && bw_win_rows_column (rows, c)->role == BW_WIN_OWN && is_too_good (rows, c))
        {
          g_ptr_array_add (rows->left_out, g_strdup (bw_win_rows_column (rows, c)->title));
          good = FALSE;
        }
      if (good)
        kept[n++] = c;
    }
  for (guint i = 0; i < rows->n; i++)
    for (guint k = 0; k < n; k++)
      rows->values[(gsize)i * n + k] = rows->values[(gsize)i * width + kept[k]];
  for (guint k = 0; k < n; k++)
    g_ptr_array_add (columns, g_steal_pointer (&rows->columns->pdata[kept[k]]));
  for (guint c = 0; c < width; c++)
    if (rows->columns->pdata[c] != NULL)
      free_column (rows->columns->pdata[c]);
  g_ptr_array_set_free_func (rows->columns, NULL);
  g_ptr_array_unref (rows->columns);
  rows->columns = columns;
}

/* ---- Numbers' fifths, groups ---- */

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* Bounds of the fifths of a number's values, and how many deals have one in each. */
static void
count_fifths (BwWinRows *rows,
              guint      index)
{
  BwWinColumn       *column = bw_win_rows_column (rows, index);
  g_autofree double *sorted = g_new (double, rows->n + 1);
  guint32            last[G_N_ELEMENTS (column->fifths) + 2]; /* the last for not known */
  guint              n = 0;

  for (guint i = 0; i < rows->n; i++)
    {
      sorted[n] = rows->values[(gsize)i * rows->columns->len + index];
      n += !isnan (sorted[n]);
    }
  qsort (sorted, n, sizeof *sorted, compare_doubles);
  for (guint k = 0; k < G_N_ELEMENTS (column->fifths); k++)
    column->fifths[k] = sorted[(guint)((k + 1) / 5.0 * (n - 1))];
  g_array_set_size (column->n_deals, G_N_ELEMENTS (column->fifths) + 1);
  memset (last, 0xff, sizeof last);
  for (guint i = 0; i < rows->n; i++)
    {
      double value = rows->values[(gsize)i * rows->columns->len + index];
      guint  place = 0;

      while (place < G_N_ELEMENTS (column->fifths) && value > column->fifths[place])
        place++;
      if (isnan (value))
        place = G_N_ELEMENTS (last) - 1;
      if (last[place] == rows->deal[i])
        continue;
      last[place] = rows->deal[i];
      if (isnan (value))
        column->n_unknown++;
      else
        g_array_index (column->n_deals, guint, place)++;
    }
}

static guint
hash_row (gconstpointer data)
{
  GBytes *bytes = (gpointer)data;

  return g_bytes_hash (bytes);
}

/* Rows of one deal are a group; in a plain table rows that are alike. */
static void
find_groups (BwWinRows *rows)
{
  gsize size = sizeof (double) * rows->columns->len;
  g_autoptr (GHashTable) groups = g_hash_table_new_full (hash_row, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  for (guint i = 0; i < rows->n; i++)
    {
      GBytes  *key = rows->plain ? g_bytes_new (rows->values + (gsize)i * rows->columns->len, size)
                                 : g_bytes_new (&rows->deal[i], sizeof rows->deal[i]);
      gpointer found = g_hash_table_lookup (groups, key);

      if (found == NULL)
        {
          found = GUINT_TO_POINTER (++rows->n_groups);
          g_hash_table_insert (groups, key, found);
        }
      else
        g_bytes_unref (key);
      rows->group[i] = GPOINTER_TO_UINT (found) - 1;
    }
}

/* What the closed deals of @book tell that were closed by the end of the day @as_of: at most about @max_rows rows.
 * Returns: (transfer full) */
BwWinRows *
bw_win_rows_new (const BwBook *book,
                 BwDate        as_of,
                 guint64       seed,
                 guint         max_rows)
{
  BwWinRows *rows = g_new0 (BwWinRows, 1);

  rows->book = bw_book_ref ((BwBook *)book);
  rows->as_of = as_of;
  rows->columns = g_ptr_array_new_with_free_func (free_column);
  rows->left_out = g_ptr_array_new_with_free_func (g_free);
  rows->lines = bw_stall_lines_new (book, as_of);
  pick_rows (rows, seed, max_rows);
  add_columns (rows);
  for (guint c = 0; c < rows->columns->len; c++)
    if (bw_win_rows_column (rows, c)->is_category)
      find_levels (rows, c);
  rows->values = g_new (double, (gsize)rows->n * rows->columns->len + 1);
  for (guint i = 0; i < rows->n; i++)
    bw_win_rows_read (rows, rows->deal[i], rows->at[i], rows->values + (gsize)i * rows->columns->len);
  drop_columns (rows);
  for (guint c = 0; c < rows->columns->len; c++)
    if (!bw_win_rows_column (rows, c)->is_category)
      count_fifths (rows, c);
  find_groups (rows);
  return rows;
}

/* Frees @rows (transfer full) (nullable). */
void
bw_win_rows_free (BwWinRows *rows)
{
  if (rows == NULL)
    return;
  bw_book_unref (rows->book);
  g_ptr_array_unref (rows->columns);
  g_ptr_array_unref (rows->left_out);
  g_free (rows->lines);
  g_free (rows->deal);
  g_free (rows->at);
  g_free (rows->group);
  g_free (rows->won);
  g_free (rows->weight);
  g_free (rows->values);
  g_free (rows);
}
