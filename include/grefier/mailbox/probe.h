/*
 * probe: what stands between us and a mail server, step by step and without a login: its name, its port, TLS and
 * the certificate. For `check`, which has a line for each; for IMAP and SMTP servers alike.
 */
#ifndef GREFIER_MAILBOX_PROBE_H
#define GREFIER_MAILBOX_PROBE_H

#include <stdbool.h>
#include <stdint.h>
#include "grefier/base/err.h"

enum probe_step { PROBE_NAME, PROBE_CONNECTION, PROBE_TLS, PROBE_DONE };

struct probe {
    enum probe_step step; /* that failed; PROBE_DONE: none */
    char server[264];     /* "host:port" */
    char addresses[200];  /* the first few of the host's, with commas */
    bool tls;             /* the URL asks for TLS */
    char version[16];     /* "TLS1.3"; "" before the handshake is over */
    /* Of the certificate, also of one that was refused; CLOCK_NONE: none was shown. */
    int64_t valid_from, valid_until;
};

/*
 * `url` is imaps://, imap://, smtps:// or smtp:// as the configuration takes them; `ca_file` as in
 * source_settings; `seconds` for each step. Returns 0, or -1 with probe->step and err (RETRY, REFUSED, INPUT).
 */
int probe_server(const char *url, const char *ca_file, int seconds, struct probe *probe, struct err *err);

#endif
