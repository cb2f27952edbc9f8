#include "session.h"

#include <libetpan/libetpan.h>
#include <string.h>
#include "folder_name.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"

#define BUFFER_BYTES 16384 /* of libetpan's stream: one TLS record */
#define SECONDS      60

/* ---- libetpan's stream over our wire ------------------------------------------------------------------- */

static ssize_t low_read(mailstream_low *low, void *bytes, size_t size)
{
    return wire_read(low->data, bytes, size);
}

static ssize_t low_write(mailstream_low *low, const void *bytes, size_t size)
{
    return wire_write(low->data, bytes, size);
}

static int low_close(mailstream_low *low)
{
    (void)low; /* the session closes the wire */
    return 0;
}

static int low_fd(mailstream_low *low)
{
    return wire_fd(low->data);
}

static void low_free(mailstream_low *low)
{
    free(low);
}

static void low_cancel(mailstream_low *low)
{
    (void)low;
}

static mailstream_low_driver driver = {
    .mailstream_read = low_read,
    .mailstream_write = low_write,
    .mailstream_close = low_close,
    .mailstream_get_fd = low_fd,
    .mailstream_free = low_free,
    .mailstream_cancel = low_cancel,
};

static mailstream *stream_over(struct wire *wire)
{
    mailstream_low *low = mailstream_low_new(wire, &driver);
    mailstream *stream = low ? mailstream_new(low, BUFFER_BYTES) : NULL;
    if (!stream)
        abort(); /* out of memory, as the x…alloc functions */
    return stream;
}

/* ---- commands ------------------------------------------------------------------------------------------ */

int session_fail(const struct session *session, int result, const char *refusal, struct err *err)
{
    const struct err *problem = wire_problem(session->wire);
    if (problem) {
        if (err)
            *err = *problem;
        return -1;
    }
    const char *name = wire_name(session->wire);
    switch (result) {
    case MAILIMAP_ERROR_STREAM:
    case MAILIMAP_ERROR_FATAL:
    case MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION:
        return err_set(err, ERR_RETRY, "%s: the server closed the connection", name);
    case MAILIMAP_ERROR_PARSE:
        return err_set(err, ERR_RETRY, "%s: the server sent what is not IMAP", name);
    case MAILIMAP_ERROR_PROTOCOL:
        return err_set(err, ERR_RETRY, "%s: the server did not understand a command", name);
    default:
        if (refusal)
            return err_set(err, ERR_REFUSED, "%s: %s", name, refusal);
        return err_set(err, ERR_RETRY, "%s: the server refused a command", name);
    }
}

static int send_text(struct session *session, const char *line, struct err *err)
{
    mailstream *stream = session->imap->imap_stream;
    size_t length = strlen(line);
    if (mailstream_write(stream, line, length) != (ssize_t)length ||
        mailstream_write(stream, "\r\n", 2) != 2 || mailstream_flush(stream) != 0)
        return session_fail(session, MAILIMAP_ERROR_STREAM, NULL, err);
    return 0;
}

int session_send_bare(struct session *session, const char *line, struct err *err)
{
    wire_begin(session->wire);
    return send_text(session, line, err);
}

int session_send(struct session *session, const char *line, int *tag, struct err *err)
{
    wire_begin(session->wire);
    session->imap->imap_tag = session->last_tag;
    int result = mailimap_send_current_tag(session->imap);
    *tag = session->last_tag = session->imap->imap_tag;
    return result == MAILIMAP_NO_ERROR ? send_text(session, line, err)
                                       : session_fail(session, result, NULL, err);
}

static void note_exists(struct session *session)
{
    struct mailimap_selection_info *folder = session->imap->imap_selection_info;
    if (folder && folder->sel_has_exists) {
        session->exists = folder->sel_exists;
        session->exists_news = true;
        folder->sel_has_exists = 0;
    }
}

int session_read(struct session *session, int tag, bool line_read, struct err *err)
{
    struct mailimap_response *response = NULL;
    if (!line_read) {
        wire_begin(session->wire);
        if (!mailimap_read_line(session->imap))
            return session_fail(session, MAILIMAP_ERROR_STREAM, NULL, err);
    }
    session->imap->imap_tag = tag;
    int result = mailimap_parse_response(session->imap, &response);
    session->imap->imap_tag = session->last_tag;
    note_exists(session);
    if (result == MAILIMAP_ERROR_PROTOCOL && session->any_order)
        return 1; /* libetpan's word for BAD, and for another tag */
    if (result != MAILIMAP_NO_ERROR)
        return session_fail(session, result, NULL, err);
    int state = response->rsp_resp_done->rsp_data.rsp_tagged->rsp_cond_state->rsp_type;
    mailimap_response_free(response);
    return state == MAILIMAP_RESP_COND_STATE_OK ? 0 : 1;
}

/* ---- opening ------------------------------------------------------------------------------------------- */

/* Reads the greeting. A server that greets as if we were logged in would let STARTTLS or the login be
 * skipped. */
static int greet(struct session *session, struct err *err)
{
    wire_begin(session->wire);
    int result = mailimap_connect(session->imap, stream_over(session->wire));
    if (result == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
        return 0;
    if (result == MAILIMAP_NO_ERROR_AUTHENTICATED)
        return err_set(err, ERR_REFUSED, "%s: the server greets without asking for a login (PREAUTH)",
                       wire_name(session->wire));
    return session_fail(session, result, NULL, err);
}

static int start_tls(struct session *session, const char *ca_file, struct err *err)
{
    const char *name = wire_name(session->wire);
    if (session_ask_capabilities(session, err) != 0)
        return -1;
    if (!mailimap_has_extension(session->imap, "STARTTLS"))
        return err_set(err, ERR_REFUSED, "%s: the server offers no STARTTLS, and clear text is refused",
                       name);
    wire_begin(session->wire);
    int result = mailimap_starttls(session->imap);
    if (session->imap->imap_stream->read_buffer_len != 0)
        return err_set(err, ERR_REFUSED, "%s: somebody speaks in clear text after STARTTLS", name);
    if (result != MAILIMAP_NO_ERROR)
        return session_fail(session, result, "the server refused STARTTLS", err);
    session->last_tag = session->imap->imap_tag;
    return wire_secure(session->wire, ca_file, err);
}

int session_open(const struct source_settings *settings, const struct mailbox_url *url,
                 struct session **session, struct err *err)
{
    struct session *made = xcalloc(1, sizeof *made);
    if (wire_connect(url, settings->timeout > 0 ? settings->timeout : SECONDS, &made->wire, err) != 0)
        goto failed;
    if (url->scheme == MAILBOX_IMAPS && wire_secure(made->wire, settings->ca_file, err) != 0)
        goto failed;
    made->imap = mailimap_new(0, NULL);
    if (!made->imap)
        abort(); /* out of memory */
    if (greet(made, err) != 0)
        goto failed;
    if (url->scheme == MAILBOX_IMAP && !url->clear_text && start_tls(made, settings->ca_file, err) != 0)
        goto failed;
    if (session_log_in(made, settings, err) != 0)
        goto failed;
    *session = made;
    return 0;
failed:
    session_close(&made);
    return -1;
}

void session_close(struct session **session)
{
    if (!*session)
        return;
    struct mailimap *imap = (*session)->imap;
    if (imap && imap->imap_stream && imap->imap_state != MAILIMAP_STATE_DISCONNECTED &&
        !wire_problem((*session)->wire)) {
        int tag;
        session_send(*session, "LOGOUT", &tag, NULL);
    }
    if (imap) {
        if (imap->imap_stream) /* else mailimap_free would wait for an answer to its own LOGOUT */
            mailstream_close(imap->imap_stream);
        imap->imap_stream = NULL;
        mailimap_free(imap);
    }
    wire_close(&(*session)->wire);
    free(*session);
    *session = NULL;
}

int session_examine(struct session *session, const char *folder, struct folder_state *state, struct err *err)
{
    char *name = NULL;
    if (folder_name_encode(folder, &name, err) != 0)
        return -1;
    wire_begin(session->wire);
    session->imap->imap_tag = session->last_tag;
    int result = mailimap_examine(session->imap, name);
    session->last_tag = session->imap->imap_tag;
    free(name);
    if (result != MAILIMAP_NO_ERROR) {
        char refusal[ERR_TEXT_SIZE];
        snprintf(refusal, sizeof refusal, "the folder %s does not exist or cannot be read", folder);
        return session_fail(session, result, refusal, err);
    }
    note_exists(session);
    session->exists_news = false;
    state->uid_validity = session->imap->imap_selection_info->sel_uidvalidity;
    state->uid_next = session->imap->imap_selection_info->sel_uidnext;
    if (state->uid_validity == 0)
        return err_set(err, ERR_REFUSED, "%s: the server gives its messages no lasting numbers (UIDVALIDITY)",
                       wire_name(session->wire));
    return 0;
}

uint32_t session_exists(const struct session *session)
{
    return session->exists;
}
