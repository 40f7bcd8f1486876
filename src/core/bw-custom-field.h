/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that a project's own exports have beside the built-in ones. */
#pragma once

#include "core/bw-book.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_CUSTOM_FIELD_ERROR (bw_custom_field_error_quark ())

typedef enum
{
  BW_CUSTOM_FIELD_ERROR_NAME, /* empty, or another field's */
} BwCustomFieldError;

GQuark bw_custom_field_error_quark (void);

/* A number as text that reads back as the same number. */
#define BW_NUMBER_SIZE G_ASCII_DTOSTR_BUF_SIZE

gint32      bw_custom_field_find (const BwBook *book,
                                  const char   *name);
gint32      bw_custom_field_find_or_add (BwBook     *book,
                                         const char *name,
                                         BwFieldType type);
const char *bw_custom_field_name (const BwBook *book,
                                  guint         field);
const char *bw_custom_field_title (const BwBook *book,
                                   guint         field);
const char *bw_field_type_title (BwFieldType type);
guint       bw_custom_field_count (const BwBook *book,
                                   guint         field);
gboolean    bw_custom_field_fit (BwBook *book);

char    *bw_custom_value_dup_text (const BwBook *book,
                                   BwFieldType   type,
                                   gint64        value) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_custom_value_dup_shown (const BwBook *book,
                                    BwFieldType   type,
                                    gint64        value) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_custom_value_is_none (BwFieldType type,
                                  gint64      value);
char    *bw_number_write (double number,
                          char   buffer[BW_NUMBER_SIZE]);
double   bw_number_from_bits (gint64 bits);
gint64   bw_number_to_bits (double number);

char    *bw_change_field_dup_name (const BwBook *book,
                                   guint8        field) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_change_field_parse (const BwBook *book,
                                const char   *name,
                                guint8       *field);

BwBook *bw_custom_field_rename (const BwBook *book,
                                guint         field,
                                const char   *title,
                                BwDelta     **delta,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_custom_field_remove (const BwBook *book,
                                guint         field,
                                BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_custom_field_turn_into_text (const BwBook *book,
                                        guint         field,
                                        BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
