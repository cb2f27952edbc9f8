#include "config_values.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"

struct url_parts {
    char scheme[16], host[256];
    const char *query; /* behind "?", or NULL */
    bool odd;          /* more than scheme, host, port and query, or a part that is not right */
};

static void read_host(struct url_parts *parts, const char *at, size_t length)
{
    size_t host = 0;
    if (length && at[0] == '[') {
        const char *end = memchr(at, ']', length);
        host = end ? (size_t)(end - at) + 1 : 0;
    } else {
        while (host < length && at[host] != ':')
            host++;
    }
    parts->odd |= host == 0 || host >= sizeof parts->host ||
                  strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]") < host;
    if (!parts->odd)
        snprintf(parts->host, sizeof parts->host, "%.*s", (int)host, at);
    if (host == length)
        return;
    char *end = NULL;
    unsigned long port = at[host] == ':' ? strtoul(at + host + 1, &end, 10) : 0;
    parts->odd |= end != at + length || port < 1 || port > 65535;
}

static struct url_parts split(const char *url)
{
    struct url_parts parts = {.query = strchr(url, '?')};
    const char *colon = strstr(url, "://");
    if (!colon || colon - url >= (ptrdiff_t)sizeof parts.scheme) {
        parts.odd = true;
        return parts;
    }
    snprintf(parts.scheme, sizeof parts.scheme, "%.*s", (int)(colon - url), url);
    const char *end = parts.query ? parts.query : url + strlen(url);
    if (end > colon + 3 && end[-1] == '/')
        end--;
    read_host(&parts, colon + 3, (size_t)(end - colon) - 3);
    parts.query = parts.query ? parts.query + 1 : NULL;
    return parts;
}

static bool host_is_loopback(const char *host)
{
    return text_same(host, "localhost") || text_same(host, "[::1]") ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

bool url_is_loopback(const char *url)
{
    return host_is_loopback(split(url).host);
}

static const char *maildir_url(struct config_reading *reading, const char *text)
{
    const char *path = text + strlen("maildir:");
    return *path == '/' ? text : arena_format(reading->config->arena, "maildir:%s/%s", reading->folder, path);
}

static void server_url(struct config_reading *reading, const struct yaml *node, const char *key,
                       const char *safe, const char *starttls, const char **to)
{
    const char *text = NULL;
    value_text(reading, node, key, &text, NULL);
    if (!text)
        return;
    unsigned line = node->key_place.line;
    if (text_starts(text, "maildir:") && text[strlen("maildir:")]) {
        *to = maildir_url(reading, text);
        return;
    }
    struct url_parts parts = split(text);
    bool clear = parts.query && strcmp(parts.query, "tls=none") == 0;
    if (parts.odd || (!text_same(parts.scheme, safe) && !text_same(parts.scheme, starttls)))
        config_problem(reading, line, key,
                       "\"%.80s\" is wrong: it must be %s://HOST, %s://HOST or maildir:/PATH", text, safe,
                       starttls);
    else if (parts.query && !clear)
        config_problem(reading, line, key, "\"?%.60s\" is not known here", parts.query);
    else if (clear && !host_is_loopback(parts.host))
        config_problem(reading, line, key,
                       "?tls=none is for a loopback address only: a password would go out in clear text");
    else if (clear && text_same(parts.scheme, safe))
        config_problem(reading, line, key, "?tls=none goes with %s://, not with %s://", starttls, safe);
    else
        *to = text;
}

void value_mailbox_url(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                       void *also)
{
    (void)also;
    server_url(reading, node, key, "imaps", "imap", to);
}

void value_outgoing_url(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                        void *also)
{
    (void)also;
    server_url(reading, node, key, "smtps", "smtp", to);
}

void value_alert_url(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                     void *also)
{
    if (node->kind == YAML_SCALAR && strcmp(node->text, "sendmail:") == 0)
        *(const char **)to = "sendmail:";
    else
        value_outgoing_url(reading, node, key, to, also);
}

void value_https(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                 void *also)
{
    const char *text = NULL;
    value_text(reading, node, key, &text, also);
    if (!text)
        return;
    struct url_parts parts = {0};
    const char *colon = strstr(text, "://");
    if (colon) {
        struct arena *arena = reading->config->arena;
        parts = split(arena_copy(arena, text, (size_t)(colon - text) + 3 + strcspn(colon + 3, "/?")));
    }
    if (colon && !parts.odd &&
        (text_same(parts.scheme, "https") ||
         (text_same(parts.scheme, "http") && host_is_loopback(parts.host))))
        *(const char **)to = text;
    else
        config_problem(reading, node->key_place.line, key, "\"%.80s\" is wrong: it must be https://HOST/PATH",
                       text);
}
