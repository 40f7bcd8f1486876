/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user decided once: remembered mappings, answers that need not be asked for again. There are few, so that they are
 * searched one by one. */

#include "core/bw-choice.h"

static BwChoice *
find (const BwBook *book,
      const char   *name,
      guint        *row)
{
  for (guint i = 0; i < book->choices->len; i++)
    {
      BwChoice *choice = &g_array_index (book->choices, BwChoice, i);

      if (g_str_equal (bw_book_text (book, choice->name), name))
        {
          *row = i;
          return choice;
        }
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): what was decided about @name; %NULL when nothing was. */
const char *
bw_choice_get (const BwBook *book,
               const char   *name)
{
  guint           row;
  const BwChoice *choice = find (book, name, &row);

  return choice != NULL ? bw_book_text (book, choice->value) : NULL;
}

/* Decides about @name in @book, which nobody else holds, and tells @delta. */
void
bw_choice_set (BwBook     *book,
               BwDelta    *delta,
               const char *name,
               const char *value)
{
  guint     row;
  BwChoice *choice = find (book, name, &row);

  if (choice == NULL)
    {
      BwChoice new_choice = { .key = bw_book_random_key (),
                              .name = bw_pool_add (&book->texts, name, -1),
                              .value = bw_pool_add (&book->texts, value, -1) };

      g_array_append_val (book->choices, new_choice);
    }
  else if (!g_str_equal (bw_book_text (book, choice->value), value))
    {
      choice->value = bw_pool_add (&book->texts, value, -1);
      bw_delta_mark (delta, BW_TABLE_CHOICES, row);
    }
}

/* Forgets in @book, which nobody else holds, what was decided about @name, and tells @delta. */
void
bw_choice_clear (BwBook     *book,
                 BwDelta    *delta,
                 const char *name)
{
  guint           row;
  const BwChoice *choice = find (book, name, &row);

  if (choice == NULL)
    return;
  if (row < delta->before[BW_TABLE_CHOICES])
    bw_delta_remove (delta, BW_TABLE_CHOICES, choice->key);
  g_array_remove_index (book->choices, row);
}
