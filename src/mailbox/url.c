#include "url.h"

#include <string.h>
#include "grefier/base/text.h"

#define HOST_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"

static bool is_loopback(const char *host)
{
    return text_same(host, "localhost") || strcmp(host, "::1") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

/* Each takes its piece from `at` and returns what is behind it, or NULL. */
static const char *read_host(const char *at, char *host, size_t size)
{
    bool bracketed = *at == '[';
    if (bracketed)
        at++;
    size_t length = strspn(at, bracketed ? "0123456789abcdefABCDEF:." : HOST_SIGNS);
    if (length == 0 || length >= size || *at == '-' || (bracketed && at[length] != ']'))
        return NULL;
    memcpy(host, at, length);
    host[length] = '\0';
    return at + length + (bracketed ? 1 : 0);
}

static const char *read_port(const char *at, char *port, size_t size)
{
    if (*at != ':')
        return at;
    at++;
    size_t digits = strspn(at, "0123456789");
    if (digits == 0 || digits >= size || *at == '0')
        return NULL;
    memcpy(port, at, digits);
    port[digits] = '\0';
    return strtoul(port, NULL, 10) < 65536 ? at + digits : NULL;
}

static int read_server(const char *at, struct mailbox_url *url, struct err *err)
{
    const char *standard = url->scheme == MAILBOX_IMAPS ? "993" : "143";
    memcpy(url->port, standard, 4);
    at = read_host(at, url->host, sizeof url->host);
    at = at ? read_port(at, url->port, sizeof url->port) : NULL;
    if (at && *at == '/')
        at++;
    if (at && url->scheme == MAILBOX_IMAP && strcmp(at, "?tls=none") == 0)
        url->clear_text = true;
    else if (!at || *at)
        return err_set(err, ERR_INPUT, "mailbox url: expected imaps://host[:port] or imap://host[:port]");
    if (url->clear_text && !is_loopback(url->host))
        return err_set(err, ERR_REFUSED, "mailbox url: clear text is allowed to a loopback address only");
    return 0;
}

int mailbox_url_read(const char *text, struct mailbox_url *url, struct err *err)
{
    *url = (struct mailbox_url){.scheme = MAILBOX_MAILDIR};
    if (strncmp(text, "maildir:/", 9) == 0) {
        url->path = text + strlen("maildir:");
        return 0;
    }
    if (strncmp(text, "imaps://", 8) == 0) {
        url->scheme = MAILBOX_IMAPS;
        return read_server(text + 8, url, err);
    }
    if (strncmp(text, "imap://", 7) == 0) {
        url->scheme = MAILBOX_IMAP;
        return read_server(text + 7, url, err);
    }
    return err_set(err, ERR_INPUT, "mailbox url: expected imaps://host, imap://host or maildir:/path");
}
