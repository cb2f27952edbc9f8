/*
 * wire: one TCP connection to a server, in TLS or (loopback only) in clear text. Every wait has one deadline
 * a command (or a message of a FETCH) on the monotonic clock, and what comes in is held to `limits`.
 */
#ifndef GREFIER_MAILBOX_WIRE_H
#define GREFIER_MAILBOX_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "grefier/base/err.h"
#include "url.h"

struct wire;

/*
 * Connects within `seconds`, which are also the deadline of every command later. A clear-text URL is held to
 * peers that really are loopback addresses. Returns 0, or -1 with RETRY or REFUSED.
 */
int wire_connect(const struct mailbox_url *url, int seconds, struct wire **wire, struct err *err);
/*
 * Turns the connection into TLS (1.2 at least). Inside the handshake the certificate's chain, expiry, purpose
 * and host name are checked against `ca_file` (PEM; NULL: the system's). Returns 0, or -1: REFUSED (the
 * certificate, or no common version), RETRY.
 */
int wire_secure(struct wire *wire, const char *ca_file, struct err *err);
/* Of a connection that wire_secure has made or refused: the protocol's version ("" when there is none yet) and
 * from when until when the server's certificate is valid (left alone when none was shown). */
void wire_certificate(const struct wire *wire, char *version, size_t size, int64_t *from, int64_t *until);
/* Says farewell where that is possible at once, closes, frees, sets to NULL. Takes NULL. */
void wire_close(struct wire **wire);

/* A new command: deadline and limits begin again. */
void wire_begin(struct wire *wire);
/* The command has come a good step on: its deadline begins again, its limits do not. The caller sees to it that
 * this cannot go on for ever. */
void wire_go_on(struct wire *wire);
/* Both return the number of bytes (> 0), or -1; then wire_problem tells why. */
ssize_t wire_read(struct wire *wire, void *bytes, size_t size);
ssize_t wire_write(struct wire *wire, const void *bytes, size_t size);
/* Whether bytes wait inside TLS, where poll does not see them. */
bool wire_has_pending(const struct wire *wire);
int wire_fd(const struct wire *wire);
/* "host:port", for people. */
const char *wire_name(const struct wire *wire);
/* What went wrong first; NULL while all is well. */
const struct err *wire_problem(const struct wire *wire);

#endif
