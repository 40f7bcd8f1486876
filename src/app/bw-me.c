/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of the team sits at this computer.
 *
 * It is said once for each project and computer, so it stands in the program's settings and not in the project, which others open
 * too. What is kept is the random key of the person's row: it is of one project alone and goes with it, whatever its file is
 * called and wherever it lies. Where the settings' schema is not installed the choice lasts as long as the session. */

#include "app/bw-me.h"

#include "app/bw-window-state.h"
#include "core/bw-merge.h"

enum
{
  MOST_KEPT = 200,
};

struct _BwMe
{
  GObject parent_instance;

  BwSession *session;  /* not owned: it owns this */
  GSettings *settings; /* (owned) (nullable) */
  gint64     key;      /* of the person, without settings; 0: none */
};

G_DEFINE_FINAL_TYPE (BwMe, bw_me, G_TYPE_OBJECT)

static guint changed_signal;

static char *
dup_key (const BwBook *book,
         guint         person)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64)bw_book_person (book, person)->key);
}

/* The one of that session; made when it is first asked for. */
BwMe *
bw_me_of (BwSession *session)
{
  BwMe *self = g_object_get_data (G_OBJECT (session), "bw-me");

  if (self != NULL)
    return self;
  self = g_object_new (BW_TYPE_ME, NULL);
  self->session = session;
  g_object_set_data_full (G_OBJECT (session), "bw-me", self, g_object_unref);
  return self;
}

gint32
bw_me_get_person (BwMe *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_auto (GStrv) keys = self->settings != NULL ? g_settings_get_strv (self->settings, "me") : NULL;

  for (guint i = 0; book != NULL && i < book->people->len; i++)
    {
      g_autofree char *key = dup_key (book, i);

      if (keys != NULL ? g_strv_contains ((const char *const *)keys, key) : bw_book_person (book, i)->key == self->key)
        return bw_merge_resolve (book, BW_TABLE_PEOPLE, (gint32)i);
    }
  return BW_NOBODY;
}

/* The kept keys without those of this project's people, and with that of @person before them. */
static void
keep (BwMe         *self,
      const BwBook *book,
      gint32        person)
{
  g_auto (GStrv) keys = g_settings_get_strv (self->settings, "me");
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < book->people->len; i++)
    g_hash_table_add (own, dup_key (book, i));
  if (person >= 0)
    g_ptr_array_add (kept, dup_key (book, (guint)person));
  for (guint i = 0; keys[i] != NULL && kept->len < MOST_KEPT; i++)
    if (!g_hash_table_contains (own, keys[i]))
      g_ptr_array_add (kept, g_strdup (keys[i]));
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (self->settings, "me", (const char *const *)kept->pdata);
}

void
bw_me_set_person (BwMe  *self,
                  gint32 person)
{
  const BwBook *book = bw_session_get_book (self->session);

  if (book == NULL || person == bw_me_get_person (self))
    return;
  if (self->settings != NULL)
    keep (self, book, person);
  else
    self->key = person >= 0 ? bw_book_person (book, person)->key : 0;
  g_signal_emit (self, changed_signal, 0);
}

static void
bw_me_dispose (GObject *object)
{
  BwMe *self = BW_ME (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_me_parent_class)->dispose (object);
}

static void
bw_me_class_init (BwMeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_me_dispose;
  changed_signal = g_signal_new ("changed", BW_TYPE_ME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_me_init (BwMe *self)
{
  self->settings = bw_window_state_open ();
}
