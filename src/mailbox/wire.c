/* The one file of this room that sees GnuTLS. */
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "grefier/base/arena.h"
#include "grefier/base/clock.h"
#include "grefier/base/stop.h"
#include "limits.h"
#include "lookup.h"

#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct wire {
    int fd;
    int seconds;
    int64_t deadline; /* in clock_ticks */
    char host[256];
    char name[264];
    gnutls_session_t tls; /* NULL: clear text */
    gnutls_certificate_credentials_t trust;
    gnutls_typed_vdata_st expected[2]; /* GnuTLS keeps the pointer until the handshake is over */
    struct limits limits;
    int cause; /* errno of the last receive that failed: GnuTLS keeps it from us */
    struct err problem;
};

int wire_fd(const struct wire *wire)
{
    return wire->fd;
}

const char *wire_name(const struct wire *wire)
{
    return wire->name;
}

const struct err *wire_problem(const struct wire *wire)
{
    return wire->problem.kind == ERR_NONE ? NULL : &wire->problem;
}

bool wire_has_pending(const struct wire *wire)
{
    return wire->tls && gnutls_record_check_pending(wire->tls) > 0;
}

void wire_begin(struct wire *wire)
{
    wire->deadline = clock_ticks() + (int64_t)wire->seconds * 1000;
    limits_begin(&wire->limits);
}

void wire_go_on(struct wire *wire)
{
    wire->deadline = clock_ticks() + (int64_t)wire->seconds * 1000;
}

static int fail(struct wire *wire, enum err_kind kind, const char *cause)
{
    if (wire->problem.kind == ERR_NONE)
        err_set(&wire->problem, kind, "%s: %s", wire->name, cause);
    return -1;
}

/* The command's deadline, or the end of the program. */
static int check_time(struct wire *wire)
{
    if (stop_is_over(STOP_GRACE))
        return fail(wire, ERR_RETRY, "not waited for: the program was told to end");
    return clock_ticks() > wire->deadline ? fail(wire, ERR_RETRY, "no answer in time") : 0;
}

static int wait_until(struct wire *wire, short events)
{
    for (;;) {
        if (check_time(wire) != 0)
            return -1;
        int64_t left = wire->deadline - clock_ticks() + 1;
        struct pollfd ready = {.fd = wire->fd, .events = events};
        int64_t most = stop_is_watched() ? STOP_ASK : INT32_MAX;
        int count = poll(&ready, 1, (int)(left > most ? most : left));
        if (count > 0)
            return 0;
        if (count < 0 && errno != EINTR)
            return fail(wire, ERR_RETRY, strerror(errno));
    }
}

/* ---- connecting ---------------------------------------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return ntohl(four.sin_addr.s_addr) >> 24 == 127;
    }
    struct sockaddr_in6 six;
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&six, address, sizeof six);
    return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr);
}

static int connect_to(struct wire *wire, const struct addrinfo *address)
{
    int error = 0, on = 1;
    socklen_t size = sizeof error;
    wire->fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (wire->fd < 0)
        return fail(wire, ERR_RETRY, strerror(errno));
    if (connect(wire->fd, address->ai_addr, address->ai_addrlen) != 0) {
        if (errno != EINPROGRESS)
            return fail(wire, ERR_RETRY, strerror(errno));
        if (wait_until(wire, POLLOUT) != 0)
            return -1;
        if (getsockopt(wire->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
            return fail(wire, ERR_RETRY, strerror(error ? error : errno));
    }
    setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(wire->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    return 0;
}

static int connect_to_any(struct wire *wire, const struct mailbox_url *url)
{
    struct addrinfo *addresses = NULL;
    const char *cause = NULL;
    if (lookup_host(url->host, url->port, wire->deadline, &addresses, &cause) != 0)
        return fail(wire, ERR_RETRY, cause);
    int result = -1;
    for (struct addrinfo *address = addresses; address && result != 0; address = address->ai_next) {
        wire->problem.kind = ERR_NONE;
        if (url->clear_text && !is_loopback(address->ai_addr)) {
            fail(wire, ERR_REFUSED, "clear text is allowed to a loopback address only");
            continue;
        }
        result = connect_to(wire, address);
        if (result != 0 && wire->fd >= 0) {
            close(wire->fd);
            wire->fd = -1;
        }
    }
    freeaddrinfo(addresses);
    return result;
}

int wire_connect(const struct mailbox_url *url, int seconds, struct wire **wire, struct err *err)
{
    struct wire *made = xcalloc(1, sizeof *made);
    made->fd = -1;
    made->seconds = seconds;
    snprintf(made->host, sizeof made->host, "%s", url->host);
    snprintf(made->name, sizeof made->name, "%s:%s", url->host, url->port);
    wire_begin(made);
    if (connect_to_any(made, url) != 0) {
        if (err)
            *err = made->problem;
        wire_close(&made);
        return -1;
    }
    *wire = made;
    return 0;
}

void wire_close(struct wire **wire)
{
    if (!*wire)
        return;
    if ((*wire)->tls) {
        if ((*wire)->problem.kind == ERR_NONE)
            gnutls_bye((*wire)->tls, GNUTLS_SHUT_WR);
        gnutls_deinit((*wire)->tls);
    }
    if ((*wire)->trust)
        gnutls_certificate_free_credentials((*wire)->trust);
    if ((*wire)->fd >= 0)
        close((*wire)->fd);
    free(*wire);
    *wire = NULL;
}

/* ---- TLS ----------------------------------------------------------------------------------------------- */

static int descriptor_of(gnutls_transport_ptr_t pointer)
{
    return ((const struct wire *)pointer)->fd;
}

static ssize_t push(gnutls_transport_ptr_t pointer, const void *bytes, size_t size)
{
    return send(descriptor_of(pointer), bytes, size, MSG_NOSIGNAL);
}

static ssize_t pull(gnutls_transport_ptr_t pointer, void *bytes, size_t size)
{
    struct wire *wire = pointer;
    ssize_t count = recv(wire->fd, bytes, size, 0);
    wire->cause = count < 0 ? errno : 0;
    return count;
}

static bool is_address(const char *host)
{
    return strchr(host, ':') || strspn(host, "0123456789.") == strlen(host);
}

static int load_trust(struct wire *wire, const char *ca_file)
{
    gnutls_certificate_allocate_credentials(&wire->trust);
    int count = ca_file ? gnutls_certificate_set_x509_trust_file(wire->trust, ca_file, GNUTLS_X509_FMT_PEM)
                        : gnutls_certificate_set_x509_system_trust(wire->trust);
    if (count > 0)
        return 0;
    return fail(wire, ERR_REFUSED,
                ca_file ? "no certificate of an authority can be read from ca_file"
                        : "the system has no certificates of authorities (package ca-certificates)");
}

static int prepare(struct wire *wire, const char *ca_file)
{
    if (load_trust(wire, ca_file) != 0)
        return -1;
    if (gnutls_init(&wire->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK) < 0 ||
        gnutls_priority_set_direct(wire->tls, PRIORITIES, NULL) < 0 ||
        gnutls_credentials_set(wire->tls, GNUTLS_CRD_CERTIFICATE, wire->trust) < 0 ||
        (!is_address(wire->host) &&
         gnutls_server_name_set(wire->tls, GNUTLS_NAME_DNS, wire->host, strlen(wire->host)) < 0))
        return fail(wire, ERR_BROKEN, "TLS cannot be set up");
    wire->expected[0].type = GNUTLS_DT_DNS_HOSTNAME;
    wire->expected[0].data = (unsigned char *)wire->host;
    wire->expected[1].type = GNUTLS_DT_KEY_PURPOSE_OID;
    wire->expected[1].data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER;
    gnutls_session_set_verify_cert2(wire->tls, wire->expected, 2, 0);
    gnutls_transport_set_ptr(wire->tls, wire);
    gnutls_transport_set_push_function(wire->tls, push);
    gnutls_transport_set_pull_function(wire->tls, pull);
    return 0;
}

static int explain_certificate(struct wire *wire)
{
    gnutls_datum_t text = {.data = NULL};
    char cause[300] = "the certificate is not trusted";
    unsigned status = gnutls_session_get_verify_cert_status(wire->tls);
    if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &text, 0) == 0 && text.data)
        snprintf(cause, sizeof cause, "certificate refused: %s", (const char *)text.data);
    gnutls_free(text.data);
    return fail(wire, ERR_REFUSED, cause);
}

static int explain_handshake(struct wire *wire, int code)
{
    char cause[200];
    switch (code) {
    case GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR:
        return explain_certificate(wire);
    case GNUTLS_E_PREMATURE_TERMINATION:
    case GNUTLS_E_PULL_ERROR:
    case GNUTLS_E_PUSH_ERROR:
        return fail(wire, ERR_RETRY, "the server closed the connection during the TLS handshake");
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
        snprintf(cause, sizeof cause, "TLS: the server says: %s",
                 gnutls_alert_get_name(gnutls_alert_get(wire->tls)));
        return fail(wire, ERR_REFUSED, cause);
    default:
        snprintf(cause, sizeof cause, "TLS: %s", gnutls_strerror(code));
        return fail(wire, ERR_REFUSED, cause);
    }
}

static short direction(const struct wire *wire)
{
    return gnutls_record_get_direction(wire->tls) ? POLLOUT : POLLIN;
}

int wire_secure(struct wire *wire, const char *ca_file, struct err *err)
{
    int code = 0;
    wire_begin(wire);
    if (prepare(wire, ca_file) != 0)
        goto failed;
    while ((code = gnutls_handshake(wire->tls)) < 0) {
        if (gnutls_error_is_fatal(code)) {
            explain_handshake(wire, code);
            goto failed;
        }
        if (clock_ticks() > wire->deadline || code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED)
            if (wait_until(wire, direction(wire)) != 0)
                goto failed;
    }
    return 0;
failed:
    if (err)
        *err = wire->problem;
    return -1;
}

void wire_certificate(const struct wire *wire, char *version, size_t size, int64_t *from, int64_t *until)
{
    unsigned count = 0;
    gnutls_x509_crt_t certificate;
    const gnutls_datum_t *shown = wire->tls ? gnutls_certificate_get_peers(wire->tls, &count) : NULL;
    const char *name = wire->tls ? gnutls_protocol_get_name(gnutls_protocol_get_version(wire->tls)) : NULL;
    snprintf(version, size, "%s", name ? name : "");
    if (!shown || count == 0 || gnutls_x509_crt_init(&certificate) != 0)
        return;
    if (gnutls_x509_crt_import(certificate, &shown[0], GNUTLS_X509_FMT_DER) == 0) {
        *from = gnutls_x509_crt_get_activation_time(certificate);
        *until = gnutls_x509_crt_get_expiration_time(certificate);
    }
    gnutls_x509_crt_deinit(certificate);
}

/* ---- bytes --------------------------------------------------------------------------------------------- */

/* In clear. A server that goes with our words unread resets the connection: an end like another. */
static ssize_t receive(struct wire *wire, void *bytes, size_t size, bool *again)
{
    ssize_t count = recv(wire->fd, bytes, size, 0);
    if (count >= 0)
        return count;
    if (errno == ECONNRESET)
        return 0;
    *again = errno == EAGAIN || errno == EINTR;
    if (!*again)
        fail(wire, ERR_RETRY, strerror(errno));
    return -1;
}

/* One try: bytes, 0 at the end, -1 with *again or the cause filed. */
static ssize_t read_once(struct wire *wire, void *bytes, size_t size, bool *again)
{
    if (!wire->tls)
        return receive(wire, bytes, size, again);
    ssize_t count = gnutls_record_recv(wire->tls, bytes, size);
    if (count >= 0)
        return count;
    bool pull_failed = count == GNUTLS_E_PULL_ERROR;
    if (count == GNUTLS_E_PREMATURE_TERMINATION || (pull_failed && wire->cause == ECONNRESET))
        return 0;
    *again = !gnutls_error_is_fatal((int)count) && count != GNUTLS_E_REHANDSHAKE;
    if (!*again)
        fail(wire, ERR_RETRY, pull_failed ? strerror(wire->cause) : gnutls_strerror((int)count));
    return -1;
}

ssize_t wire_read(struct wire *wire, void *bytes, size_t size)
{
    for (;;) {
        bool again = false;
        if (wire->problem.kind != ERR_NONE)
            return -1;
        if (check_time(wire) != 0)
            return -1;
        ssize_t count = read_once(wire, bytes, size, &again);
        if (count > 0) {
            const char *problem = limits_take(&wire->limits, bytes, (size_t)count);
            return problem ? fail(wire, ERR_RETRY, problem) : count;
        }
        if (count == 0)
            return fail(wire, ERR_RETRY, "the server closed the connection");
        if (!again || wait_until(wire, wire->tls ? direction(wire) : POLLIN) != 0)
            return -1;
    }
}

ssize_t wire_write(struct wire *wire, const void *bytes, size_t size)
{
    for (;;) {
        if (wire->problem.kind != ERR_NONE)
            return -1;
        ssize_t count = wire->tls ? gnutls_record_send(wire->tls, bytes, size)
                                  : send(wire->fd, bytes, size, MSG_NOSIGNAL);
        if (count > 0)
            return count;
        bool again = wire->tls ? count == GNUTLS_E_AGAIN || count == GNUTLS_E_INTERRUPTED
                               : errno == EAGAIN || errno == EINTR;
        if (!again)
            return fail(wire, ERR_RETRY, "the server closed the connection");
        if (wait_until(wire, POLLOUT) != 0)
            return -1;
    }
}
