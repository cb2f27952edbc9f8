#include <stdio.h>
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define HOST_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"

static bool is_loopback(const char *host)
{
    return text_same(host, "localhost") || strcmp(host, "[::1]") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

/* Takes the host; what is behind it, or NULL. */
static const char *read_host(const char *at, char *host, size_t size)
{
    size_t length = strspn(at, HOST_SIGNS);
    if (*at == '[') {
        length = 1 + strspn(at + 1, "0123456789abcdefABCDEF:.");
        if (at[length++] != ']')
            return NULL;
    }
    if (length == 0 || length >= size || at[0] == '-')
        return NULL;
    memcpy(host, at, length);
    host[length] = '\0';
    return at + length;
}

static const char *read_port(const char *at, unsigned *port)
{
    if (*at != ':')
        return at;
    size_t digits = strspn(++at, "0123456789");
    if (digits == 0 || digits > 5)
        return NULL;
    *port = (unsigned)strtoul(at, NULL, 10);
    return *port > 0 && *port < 65536 ? at + digits : NULL;
}

static int read_server(const char *at, struct post_url *url, struct err *err)
{
    url->port = strcmp(url->scheme, "smtps") == 0 ? 465 : 587;
    at = read_host(at, url->host, sizeof url->host);
    at = at ? read_port(at, &url->port) : NULL;
    if (at && *at == '/')
        at++;
    if (at && strcmp(at, "?tls=none") == 0 && strcmp(url->scheme, "smtp") == 0)
        url->clear_text = true;
    else if (!at || *at)
        return err_set(err, ERR_INPUT, "outgoing url: expected %s://host[:port]", url->scheme);
    if (url->clear_text && !is_loopback(url->host))
        return err_set(err, ERR_REFUSED, "outgoing url: clear text is allowed to a loopback address only");
    return 0;
}

int post_url_read(const char *text, struct post_url *url, struct err *err)
{
    *url = (struct post_url){.path = NULL};
    size_t length = strcspn(text, ":");
    if (length < sizeof url->scheme) {
        memcpy(url->scheme, text, length);
        if (strcmp(url->scheme, "maildir") == 0 && text[length] && text[length + 1] == '/') {
            url->path = text + length + 1;
            return 0;
        }
        if ((strcmp(url->scheme, "smtp") == 0 || strcmp(url->scheme, "smtps") == 0) &&
            strncmp(text + length, "://", 3) == 0)
            return read_server(text + length + 3, url, err);
    }
    return err_set(err, ERR_INPUT, "outgoing url: expected smtps://host, smtp://host or maildir:/path");
}
