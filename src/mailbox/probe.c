#include "grefier/mailbox/probe.h"

#include <string.h>
#include <sys/socket.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "lookup.h"
#include "url.h"
#include "wire.h"

#define LINE_SIZE   1024
#define LINES_MOST  100   /* of one answer */
#define LOOKUP_MOST 60000 /* milliseconds */

struct server {
    struct mailbox_url url;
    bool smtp;
};

/* An SMTP server's URL is taken apart as an IMAP server's, but for its usual port. */
static int read_url(const char *text, struct server *server, struct err *err)
{
    char same[600];
    server->smtp = text_starts(text, "smtp");
    if (!server->smtp)
        return mailbox_url_read(text, &server->url, err);
    const char *rest = strstr(text, "://");
    if (!rest)
        return err_set(err, ERR_INPUT, "expected smtps://host[:port] or smtp://host[:port]");
    rest += 3;
    snprintf(same, sizeof same, "%s://%.500s", text_starts(text, "smtps:") ? "imaps" : "imap", rest);
    if (mailbox_url_read(same, &server->url, err) != 0)
        return -1;
    size_t host = *rest == '[' ? strcspn(rest, "]") : strcspn(rest, ":/?");
    if (rest[host + (*rest == '[')] != ':')
        snprintf(server->url.port, sizeof server->url.port, "%s",
                 server->url.scheme == MAILBOX_IMAPS ? "465" : "587");
    return 0;
}

static int find_addresses(const struct server *server, struct probe *probe, struct err *err)
{
    struct addrinfo *found = NULL;
    const char *cause = NULL;
    int64_t deadline = clock_ticks() + LOOKUP_MOST;
    if (lookup_host(server->url.host, server->url.port, deadline, &found, &cause) != 0)
        return err_set(err, ERR_RETRY, "%s: %s", server->url.host, cause);
    for (const struct addrinfo *at = found; at; at = at->ai_next) {
        char address[64];
        size_t length = strlen(probe->addresses);
        if (getnameinfo(at->ai_addr, at->ai_addrlen, address, sizeof address, NULL, 0, NI_NUMERICHOST) == 0 &&
            length + strlen(address) + 3 < sizeof probe->addresses)
            snprintf(probe->addresses + length, sizeof probe->addresses - length, "%s%s", length ? ", " : "",
                     address);
    }
    freeaddrinfo(found);
    return 0;
}

/* One line, byte by byte: nothing that lies behind it may be taken out of the connection. */
static int read_line(struct wire *wire, char line[LINE_SIZE], struct err *err)
{
    size_t length = 0;
    for (;;) {
        char byte;
        if (wire_read(wire, &byte, 1) != 1) {
            *err = *wire_problem(wire);
            return -1;
        }
        if (byte == '\n')
            break;
        if (length + 1 < LINE_SIZE)
            line[length++] = byte;
    }
    line[length] = '\0';
    return 0;
}

/* Says `command` (NULL: nothing) and reads until a line that begins with `yes`. */
static int say(struct wire *wire, const char *command, const char *yes, const char *more, struct err *err)
{
    char line[LINE_SIZE];
    wire_begin(wire);
    for (size_t sent = 0, length = command ? strlen(command) : 0; sent < length;) {
        ssize_t count = wire_write(wire, command + sent, length - sent);
        if (count < 0) {
            *err = *wire_problem(wire);
            return -1;
        }
        sent += (size_t)count;
    }
    for (unsigned i = 0; i < LINES_MOST; i++) {
        if (read_line(wire, line, err) != 0)
            return -1;
        if (text_starts(line, yes))
            return 0;
        if (!text_starts(line, more))
            break;
    }
    return err_set(err, ERR_REFUSED, "%s: the server offers no STARTTLS", wire_name(wire));
}

static int start_tls(struct wire *wire, bool smtp, struct err *err)
{
    if (!smtp)
        return say(wire, NULL, "* OK", "*", err) != 0 ? -1 : say(wire, "t STARTTLS\r\n", "t OK", "*", err);
    if (say(wire, NULL, "220 ", "220-", err) != 0 ||
        say(wire, "EHLO localhost\r\n", "250 ", "250-", err) != 0)
        return -1;
    return say(wire, "STARTTLS\r\n", "220 ", "220-", err);
}

static int secure(const struct server *server, const char *ca_file, struct wire *wire, struct probe *probe,
                  struct err *err)
{
    if (server->url.scheme == MAILBOX_IMAP && start_tls(wire, server->smtp, err) != 0)
        return -1;
    int result = wire_secure(wire, ca_file, err);
    wire_certificate(wire, probe->version, sizeof probe->version, &probe->valid_from, &probe->valid_until);
    return result;
}

int probe_server(const char *url, const char *ca_file, int seconds, struct probe *probe, struct err *err)
{
    struct server server = {0};
    struct wire *wire = NULL;
    *probe = (struct probe){.step = PROBE_NAME, .valid_from = CLOCK_NONE, .valid_until = CLOCK_NONE};
    if (read_url(url, &server, err) != 0)
        return -1;
    snprintf(probe->server, sizeof probe->server, "%s:%s", server.url.host, server.url.port);
    probe->tls = !server.url.clear_text;
    if (find_addresses(&server, probe, err) != 0)
        return -1;
    probe->step = PROBE_CONNECTION;
    if (wire_connect(&server.url, seconds, &wire, err) != 0)
        return -1;
    probe->step = PROBE_TLS;
    int result = probe->tls ? secure(&server, ca_file, wire, probe, err) : 0;
    wire_close(&wire);
    if (result == 0)
        probe->step = PROBE_DONE;
    return result;
}
