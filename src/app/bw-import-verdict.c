/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of an import, and whether it is to be remembered.
 *
 * Shows the counts of the trial, the first reason why something cannot be taken, and all reasons, counted, on demand. When
 * files are too large to be tried it says about how many rows they have. */

#include "app/bw-import-verdict.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "app/bw-import-wording.h"

/* As many different reasons are listed. */
#define REASONS 20

struct _BwImportVerdict
{
  AdwBin parent_instance;

  GtkSpinner     *spinner;
  GtkLabel       *counts;
  GtkLabel       *first;
  GtkMenuButton  *reasons;
  GtkLabel       *reason_list;
  GtkCheckButton *accept;
  GtkCheckButton *remember;

  BwImportDraft *draft; /* (owned) */
  gboolean       filling;
};

enum
{
  ACCEPTED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportVerdict, bw_import_verdict, ADW_TYPE_BIN)

/* A reason why rows or cells are not taken. */
typedef struct
{
  const char          *reason;
  guint                n;
  const BwRejectedRow *first;
} Reason;

static void
accept_cb (BwImportVerdict *self)
{
  g_signal_emit (self, signals[ACCEPTED_CHANGED], 0);
}

static void
remember_cb (BwImportVerdict *self)
{
  if (!self->filling && self->draft != NULL)
    bw_import_draft_set_remember (self->draft, gtk_check_button_get_active (self->remember));
}

/* What gets the focus is not to look as if all of it had been chosen. */
static void
details_shown_cb (BwImportVerdict *self)
{
  gtk_label_select_region (self->reason_list, 0, 0);
}

static int
compare_reasons (const void *a,
                 const void *b)
{
  const Reason *x = a, *y = b;

  return x->n != y->n ? (x->n > y->n ? -1 : 1) : x->first->row < y->first->row ? -1
                                                                               : 1;
}

/* Returns: (transfer full) (element-type Reason): the reasons, commonest first. */
static GArray *
count_reasons (const BwImportResult *result)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *reasons = g_array_new (FALSE, FALSE, sizeof (Reason));

  for (guint i = 0; i < result->delta->rejected->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (result->delta->rejected, i);
      gpointer             place;

      if (!g_hash_table_lookup_extended (places, row->reason, NULL, &place))
        {
          Reason reason = { row->reason, 0, row };

          place = GUINT_TO_POINTER (reasons->len);
          g_hash_table_insert (places, row->reason, place);
          g_array_append_val (reasons, reason);
        }
      g_array_index (reasons, Reason, GPOINTER_TO_UINT (place)).n++;
    }
  if (reasons->len > 1)
    qsort (reasons->data, reasons->len, sizeof (Reason), compare_reasons);
  return reasons;
}

/* Returns: (transfer full): "deals.csv, line 17, Close Date “31.04.2026”: There is no such day." */
static char *
word_row (const BwRejectedRow *row)
{
  if (*row->column == '\0')
    /* Translators: file, line, reason */
    return g_strdup_printf (_ ("%s, line %'u: %s"), row->file, (guint)row->row, row->reason);
  /* Translators: file, line, column, value, reason */
  return g_strdup_printf (_ ("%s, line %'u, %s “%s”: %s"), row->file, (guint)row->row, row->column, row->value, row->reason);
}

static void
list_reasons (BwImportVerdict      *self,
              const BwImportResult *result)
{
  g_autoptr (GArray) reasons = count_reasons (result);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *first = NULL;

  for (guint i = 0; i < MIN (reasons->len, REASONS); i++)
    {
      const Reason    *reason = &g_array_index (reasons, Reason, i);
      g_autofree char *row = word_row (reason->first);

      g_string_append_printf (text, "%s%'u × %s", text->len > 0 ? "\n\n" : "", reason->n, row);
    }
  for (guint i = 0; i < result->summaries->len; i++)
    {
      const BwImportSummary *summary = g_ptr_array_index (result->summaries, i);

      for (guint k = 0; k < summary->notes->len; k++)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n\n" : "", summary->file,
                                (const char *)g_ptr_array_index (summary->notes, k));
    }
  if (result->delta->rejected->len > 0)
    first = word_row (g_ptr_array_index (result->delta->rejected, 0));
  gtk_label_set_label (self->first, first != NULL ? first : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->first), first);
  gtk_widget_set_visible (GTK_WIDGET (self->first), first != NULL);
  gtk_label_set_label (self->reason_list, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), text->len > 0);
}

static void
show_done (BwImportVerdict *self)
{
  const BwImportResult *result = bw_import_draft_get_result (self->draft);
  g_autofree char      *counts = bw_import_wording_counts ((const BwImportSummary *const *)result->summaries->pdata,
                                                           result->summaries->len);

  gtk_label_set_label (self->counts, counts);
  list_reasons (self, result);
}

static void
show_plain (BwImportVerdict *self,
            const char      *counts,
            const char      *first)
{
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->first, first != NULL ? first : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->first), first);
  gtk_widget_set_visible (GTK_WIDGET (self->first), first != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), FALSE);
}

static void
show_trial (BwImportVerdict *self)
{
  g_autofree char *text = NULL;
  guint            rows;

  switch (bw_import_draft_get_trial (self->draft))
    {
    case BW_TRIAL_DONE:
      show_done (self);
      return;
    case BW_TRIAL_FAILED:
      show_plain (self, _ ("This cannot be imported so"), bw_import_draft_get_trial_error (self->draft)->message);
      return;
    case BW_TRIAL_TOO_LARGE:
      rows = (guint)MIN (bw_import_draft_estimate_rows (self->draft), G_MAXUINT);
      text = g_strdup_printf (_ ("About %'u rows"), rows);
      show_plain (self, text, _ ("Too large to be tried; the import itself tells what came of it"));
      return;
    case BW_TRIAL_RUNNING:
      show_plain (self, _ ("Trying the import…"), NULL);
      return;
    case BW_TRIAL_NONE:
    default:
      show_plain (self, _ ("Nothing to import"), NULL);
    }
}

static guint
count_questions (BwImportVerdict *self)
{
  guint n = 0;

  for (guint i = 0; i < bw_import_draft_get_n_files (self->draft); i++)
    n += bw_import_draft_count_questions (self->draft, i);
  return n;
}

static void
dispose (GObject *object)
{
  BwImportVerdict *self = BW_IMPORT_VERDICT (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (bw_import_verdict_parent_class)->dispose (object);
}

static void
bw_import_verdict_class_init (BwImportVerdictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, counts);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, first);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, reasons);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, reason_list);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, accept);
  gtk_widget_class_bind_template_child (widget_class, BwImportVerdict, remember);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, remember_cb);
  signals[ACCEPTED_CHANGED] =
    g_signal_new ("accepted-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_import_verdict_init (BwImportVerdict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows what would come of @draft. */
void
bw_import_verdict_set_draft (BwImportVerdict *self,
                             BwImportDraft   *draft)
{
  g_return_if_fail (BW_IS_IMPORT_VERDICT (self));

  g_set_object (&self->draft, draft);
}

/* Shows the draft as it now is. */
void
bw_import_verdict_refresh (BwImportVerdict *self)
{
  gboolean running;

  g_return_if_fail (BW_IS_IMPORT_VERDICT (self));

  running = bw_import_draft_is_looking (self->draft) || bw_import_draft_get_trial (self->draft) == BW_TRIAL_RUNNING;
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  show_trial (self);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), count_questions (self) > 0);
  self->filling = TRUE;
  gtk_check_button_set_active (self->remember, bw_import_draft_get_remember (self->draft));
  self->filling = FALSE;
}

/* Whether the person takes the guesses as they are, or nothing is asked. */
gboolean
bw_import_verdict_get_accepted (BwImportVerdict *self)
{
  g_return_val_if_fail (BW_IS_IMPORT_VERDICT (self), FALSE);

  return count_questions (self) == 0 || gtk_check_button_get_active (self->accept);
}
