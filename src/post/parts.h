/* The two ways out behind post.h, seen by this room only. */
#ifndef GREFIER_POST_PARTS_H
#define GREFIER_POST_PARTS_H

#include <stdbool.h>
#include "grefier/post/post.h"

/* A parsed outgoing URL. `scheme` is "smtp", "smtps" or "maildir". */
struct post_url {
    char scheme[8];
    char host[256]; /* an IPv6 address with its brackets */
    unsigned port;
    bool clear_text;  /* ?tls=none */
    const char *path; /* of a Maildir; points into the text */
};
int post_url_read(const char *text, struct post_url *url, struct err *err);

struct post_server; /* an SMTP server, by libcurl */
struct post_server *post_server_new(const struct post_url *url, const struct post_settings *settings);
void post_server_free(struct post_server **server);
struct post_result post_server_send(struct post_server *server, const char *from, const char *to,
                                    const char *message, size_t length, struct err *err);
struct post_result post_server_try(struct post_server *server, const char *from, struct err *err);

/* A Maildir that keeps the messages, with LF line ends as is the custom there. */
int post_folder_try(const char *path, struct err *err);
int post_folder_keep(const char *path, const char *message, size_t length, struct err *err);

#endif
