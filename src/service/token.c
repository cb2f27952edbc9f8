#include "grefier/service/token.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/arena.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/service/file.h"

#define PLACES       2  /* mailbox and outgoing */
#define MARGIN_MOST  60 /* seconds before it expires a token is not used any more */
#define MARGIN_SHARE 10 /* … and of a short-lived one, this part of its life */

/* By wall clock and by monotonic clock: one stands still while the machine sleeps, the other may be set back. */
static struct held {
    char *file;   /* refresh_token_file, by which it is known */
    char *access; /* NULL: to be fetched */
    char *unkept; /* a refresh token that could not be written yet */
    int64_t until, ticks_until;
} all[PLACES];

static struct held *find(const struct server_settings *server)
{
    const char *file = server->oauth2.refresh_token_file;
    for (size_t i = 0; i < PLACES; i++)
        if (all[i].file && strcmp(all[i].file, file) == 0)
            return &all[i];
    return NULL;
}

static void empty(struct held *held)
{
    secret_free(&held->access);
    secret_free(&held->unkept);
    free(held->file);
    *held = (struct held){0};
}

/* A configuration read anew may name another file: the place of one that was not asked for lately is taken. */
static struct held *place(const struct server_settings *server)
{
    static size_t next;
    struct held *held = find(server);
    if (held)
        return held;
    held = &all[next++ % PLACES];
    empty(held);
    held->file = xstrdup(server->oauth2.refresh_token_file);
    return held;
}

static bool is_fresh(const struct held *held)
{
    return held && held->access && clock_now() < held->until && clock_ticks() < held->ticks_until;
}

bool token_is_stale(const struct server_settings *server)
{
    return server->oauth2.present && !is_fresh(find(server));
}

void token_forget(const struct server_settings *server)
{
    struct held *held = server->oauth2.present ? find(server) : NULL;
    if (held)
        secret_free(&held->access);
}

int token_client(const struct server_settings *server, struct oauth2_client *client, char **secret,
                 struct err *err)
{
    const struct oauth2_settings *settings = &server->oauth2;
    if (settings->client_secret_file && secret_read(settings->client_secret_file, secret, err) != 0)
        return -1;
    *client = (struct oauth2_client){.token_url = settings->token_url,
                                     .device_url = settings->device_url,
                                     .client_id = settings->client_id,
                                     .client_secret = *secret,
                                     .scope = settings->scope,
                                     .ca_file = settings->ca_file};
    return 0;
}

int token_keep(const struct server_settings *server, const char *refresh_token, struct err *err)
{
    struct arena *arena = arena_new();
    char *line = arena_format(arena, "%s\n", refresh_token);
    int result = file_replace(server->oauth2.refresh_token_file, line, strlen(line), 0600, err);
    explicit_bzero(line, strlen(line));
    arena_free(&arena);
    return result;
}

/* The old token may be void already: what cannot be written is held in memory and tried again. */
static void keep(struct held *held, const struct server_settings *server)
{
    struct err err = {0};
    if (!held->unkept)
        return;
    if (token_keep(server, held->unkept, &err) == 0)
        secret_free(&held->unkept);
    else
        log_event(LOG_LEVEL_ERROR, "token-unkept", "note=\"%s\"", err.text);
}

static int fetch(struct held *held, const struct server_settings *server, struct err *err)
{
    struct oauth2_client client = {0};
    struct oauth2_grant grant = {0};
    char *secret = NULL, *refresh = NULL;
    int result = token_client(server, &client, &secret, err);
    if (result == 0)
        result = held->unkept ? (refresh = xstrdup(held->unkept), 0)
                              : secret_read(server->oauth2.refresh_token_file, &refresh, err);
    if (result == 0)
        result = oauth2_refresh(&client, refresh, &grant, err);
    if (result == 0) {
        int64_t margin = grant.lifetime / MARGIN_SHARE;
        int64_t usable = grant.lifetime - (margin < MARGIN_MOST ? margin : MARGIN_MOST);
        held->access = xstrdup(grant.access_token);
        held->until = clock_now() + usable;
        held->ticks_until = clock_ticks() + usable * 1000;
        if (grant.refresh_token && strcmp(grant.refresh_token, refresh) != 0) {
            secret_free(&held->unkept);
            held->unkept = xstrdup(grant.refresh_token);
        }
    }
    oauth2_grant_free(&grant);
    secret_free(&refresh);
    secret_free(&secret);
    return result;
}

int token_get(const struct server_settings *server, char **token, struct err *err)
{
    struct held *held = place(server);
    if (!is_fresh(held)) {
        secret_free(&held->access);
        if (fetch(held, server, err) != 0)
            return -1;
    }
    keep(held, server);
    *token = xstrdup(held->access);
    return 0;
}
