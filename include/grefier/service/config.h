/*
 * config: the one configuration file (YAML), read with libfyaml. All mistakes are reported at once, each with
 * file, line and key; nothing is used of a file that has one.
 */
#ifndef GREFIER_SERVICE_CONFIG_H
#define GREFIER_SERVICE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/err.h"

enum copies { COPIES_WHERE_NAMED, COPIES_NO, COPIES_YES };
enum answers { ANSWERS_SHADOW, ANSWERS_DRAFT, ANSWERS_SEND };

struct text_list {
    const char **item;
    size_t count;
};

struct oauth2_settings {
    bool present;
    const char *token_url, *device_url, *client_id, *client_secret_file, *refresh_token_file, *scope;
    const char *ca_file; /* NULL: the system's */
};

struct server_settings {
    const char *url, *user, *password_file, *ca_file; /* paths absolute; NULL where not given */
    struct oauth2_settings oauth2;
};

struct config {
    struct arena *arena;
    const char *path;
    struct {
        struct server_settings server;
        const char *folder;
        struct text_list also_inspect;
        const char *authserv_id; /* NULL: Authentication-Results are not used */
        int64_t start;           /* CLOCK_NONE: from the first start on */
        int64_t poll;            /* seconds */
        int64_t timeout;         /* seconds for an answer of the server */
        struct text_list addresses;
    } mailbox;
    struct {
        struct server_settings server;
        const char *from_name, *from_address;
        enum answers answers;
        unsigned per_sender;
        int64_t per_sender_span;
        unsigned total;
        int64_t total_span;
        int64_t remind_after; /* seconds; 0: never */
        const char *drafts_folder,
            *sent_folder;   /* or SOURCE_DRAFTS, SOURCE_SENT; sent_folder is looked through */
        enum copies copies; /* of what is sent, into sent_folder */
    } outgoing;
    struct {
        struct text_list addresses;
        int digest_at; /* minutes after midnight */
        const char *timezone;
    } secretariat;
    struct {
        const char *name, *privacy_notice, *language;
    } group;
    const char *store;
    struct text_list rules;                 /* folders, lowest layer first */
    int64_t keep_messages, keep_incomplete; /* seconds */
    struct {
        struct server_settings server; /* the road besides the mailbox; url also "sendmail:"; NULL: none */
        struct text_list to;
        int64_t after; /* seconds without a successful poll */
    } alert;
    const char *metrics_file; /* NULL */
};

/* Where the configuration lies unless --config says otherwise, and the folder of rules that is laid over every
 * other one, where it exists. */
#define CONFIG_FILE       "/etc/grefier/grefier.yaml"
#define CONFIG_RULES_OVER "/etc/grefier/rules"
/* In front of a credential's name: where the installed unit takes it from. */
#define CONFIG_CREDENTIALS "/etc/credstore/grefier."

/*
 * Reads `path`. Every mistake adds one line to *problems: "FILE:LINE: key: what is wrong". Returns 0 and
 * *config, or -1 with INPUT (mistakes; see *problems) or RETRY (the file cannot be read). Free with
 * config_free.
 */
int config_load(const char *path, struct config **config, struct buf *problems, struct err *err);
void config_free(struct config **config);

/*
 * Reads a secret from an absolute path (config_load makes them so: a systemd credential's name becomes
 * $CREDENTIALS_DIRECTORY/NAME where that exists, for root also
 * /etc/credstore/grefier.NAME; any other path is relative to the configuration file). The
 * file must be a regular one, of this user or root, readable by nobody else (what the service manager gives
 * may be), one line of text of at most 64 KiB; a final line end is dropped. Returns 0 and *secret (heap; wipe
 * with secret_free), or -1 with REFUSED (the file is not as it must be) or RETRY (it cannot be read).
 */
int secret_read(const char *path, char **secret, struct err *err);
void secret_free(char **secret);

#endif
