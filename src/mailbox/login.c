/* Who we are: capabilities and the ways to log in. */
#include <libetpan/libetpan.h>
#include <string.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "session.h"

#define LOGIN_BYTES 65536u

int session_ask_capabilities(struct session *session, struct err *err)
{
    struct mailimap_connection_info *connection = session->imap->imap_connection_info;
    if (connection && connection->imap_capability) {
        mailimap_capability_data_free(connection->imap_capability);
        connection->imap_capability = NULL;
    }
    int tag;
    if (session_send(session, "CAPABILITY", &tag, err) != 0)
        return -1;
    int answer = session_read(session, tag, false, err);
    if (answer == 0)
        return 0;
    return answer < 0 ? -1 : session_fail(session, MAILIMAP_ERROR_CAPABILITY, NULL, err);
}

static bool has_controls(const char *text)
{
    for (; text && *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return true;
    return false;
}

static void free_secret(char *secret, size_t length)
{
    explicit_bzero(secret, length);
    free(secret);
}

static char *base64(const char *bytes, size_t length, size_t *encoded_length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *text = xcalloc(length / 3 + 2, 4), *to = text;
    for (size_t i = 0; i < length; i += 3) {
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (i + k < length ? (unsigned char)bytes[i + k] : 0u);
        for (unsigned k = 0; k < 4; k++)
            *to++ = i + k > length ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
    *encoded_length = (size_t)(to - text);
    return text;
}

/* "\0user\0password" (RFC 4616), as a line for the wire. */
static char *plain_response(const struct source_settings *settings, size_t *length)
{
    size_t user = strlen(settings->user), password = strlen(settings->password);
    char *plain = xcalloc(user + password + 3, 1);
    memcpy(plain + 1, settings->user, user);
    memcpy(plain + user + 2, settings->password, password);
    char *encoded = base64(plain, user + password + 2, length);
    free_secret(plain, user + password + 2);
    return encoded;
}

/* AUTHENTICATE PLAIN: 0 logged in, 1 refused, -1 error. */
static int authenticate_plain(struct session *session, const struct source_settings *settings,
                              struct err *err)
{
    int tag;
    if (session_send(session, "AUTHENTICATE PLAIN", &tag, err) != 0)
        return -1;
    const char *line = mailimap_read_line(session->imap);
    if (!line)
        return session_fail(session, MAILIMAP_ERROR_STREAM, NULL, err);
    if (*line != '+')
        return session_read(session, tag, true, err);
    size_t length;
    char *response = plain_response(settings, &length);
    int result = session_send_bare(session, response, err);
    free_secret(response, length);
    return result != 0 ? -1 : session_read(session, tag, false, err);
}

/* libetpan's own logins, told apart as session_read does. */
static int outcome(struct session *session, int result, struct err *err)
{
    session->last_tag = session->imap->imap_tag;
    if (result == MAILIMAP_NO_ERROR)
        return 0;
    return result == MAILIMAP_ERROR_LOGIN ? 1 : session_fail(session, result, NULL, err);
}

static int choose_login(struct session *session, const struct source_settings *settings, struct err *err)
{
    struct mailimap *imap = session->imap;
    const char *name = wire_name(session->wire);
    if (settings->token) {
        if (!mailimap_has_xoauth2(imap))
            return err_set(err, ERR_REFUSED, "%s: the server offers no login by OAuth2 (XOAUTH2)", name);
        wire_begin(session->wire);
        imap->imap_tag = session->last_tag;
        return outcome(session, mailimap_oauth2_authenticate(imap, settings->user, settings->token), err);
    }
    if (mailimap_has_authentication(imap, "PLAIN"))
        return authenticate_plain(session, settings, err);
    if (mailimap_has_extension(imap, "LOGINDISABLED"))
        return err_set(err, ERR_REFUSED, "%s: the server offers no login by password", name);
    wire_begin(session->wire);
    imap->imap_tag = session->last_tag;
    return outcome(session, mailimap_login(imap, settings->user, settings->password), err);
}

/* A no that will pass (RFC 5530). */
static bool is_passing(const struct session *session)
{
    static const char *const codes[] = {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"};
    const struct mailimap_response_info *info = session->imap->imap_response_info;
    for (size_t i = 0; info && info->rsp_atom && i < sizeof codes / sizeof *codes; i++)
        if (strcasecmp(info->rsp_atom, codes[i]) == 0)
            return true;
    return false;
}

int session_log_in(struct session *session, const struct source_settings *settings, struct err *err)
{
    const char *name = wire_name(session->wire);
    if (!settings->user || (!settings->password && !settings->token))
        return err_set(err, ERR_INPUT, "%s: a user and a password are needed", name);
    if (has_controls(settings->user) || has_controls(settings->password) || has_controls(settings->token) ||
        strlen(settings->user) > LOGIN_BYTES)
        return err_set(err, ERR_INPUT, "%s: user or password have control characters", name);
    if (session_ask_capabilities(session, err) != 0)
        return -1;
    int answer = choose_login(session, settings, err);
    mailstream *stream = session->imap->imap_stream;
    explicit_bzero(stream->write_buffer, stream->buffer_max_size);
    if (answer < 0)
        return -1;
    if (answer > 0) /* the server's own words are left out: it was told the password */
        return is_passing(session) ? err_set(err, ERR_RETRY, "%s: the server cannot check logins now", name)
                                   : err_set(err, ERR_REFUSED, "%s: the login was refused", name);
    session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
    if (session_ask_capabilities(session, err) != 0)
        return -1;
    session->can_idle = mailimap_has_idle(session->imap) != 0;
    return 0;
}
