/*
 * config_values: one reader for each type of value in the configuration; and the table of keys (config_keys.c) that
 * uses them. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_CONFIG_VALUES_H
#define GREFIER_SRC_SERVICE_CONFIG_VALUES_H

#include "../rules/yaml.h"
#include "grefier/service/config.h"

struct config_reading {
    struct config *config;
    struct buf *problems;
    size_t count;       /* of problems */
    const char *file;   /* for messages */
    const char *folder; /* relative paths begin here; absolute */
};

/* Adds "FILE:LINE: key: …". */
void config_problem(struct config_reading *reading, unsigned line, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Reads every key of the document, a map (NULL: an empty one), and says what is wrong with them, each and together. */
void config_read_keys(struct config_reading *reading, const struct yaml *document);

/* Writes the value to `to` (and `also`, where a value has two parts) when it is right; else one problem. */
typedef void value_reader(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                          void *also);

value_reader value_text, /* const char *: one line, not empty */
    value_path,          /* const char *: absolute */
    value_secret,        /* const char *: absolute; a credential's name */
    value_mailbox_url,   /* const char *: imaps, imap, maildir */
    value_outgoing_url,  /* const char *: smtps, smtp, maildir */
    value_alert_url,     /* const char *: smtps, smtp, maildir, sendmail: */
    value_https,         /* const char *: https://, or http:// on loopback */
    value_texts,         /* struct text_list: a list, or one */
    value_paths,         /* struct text_list, absolute */
    value_addresses,     /* struct text_list of plain addresses */
    value_start,         /* int64_t: "now" or a day */
    value_poll,          /* int64_t: 1s to 1d */
    value_keep,          /* int64_t: 1d to 100 years */
    value_remind,        /* int64_t: 1h and more, or "never" */
    value_sender,        /* const char * name, const char * address: Name <address> */
    value_answers,       /* enum answers */
    value_copies,        /* enum copies: yes, no */
    value_rate,          /* unsigned, int64_t: 3/day */
    value_time,          /* int: minutes after midnight */
    value_zone,          /* const char *: a time zone's name */
    value_language;      /* const char *: ro, en */

/* Whether the host of "scheme://host[:port]…" is this machine by its loopback address. */
bool url_is_loopback(const char *url);

#endif
