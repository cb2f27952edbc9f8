/* The one file that speaks SMTP, by libcurl: one easy handle, whose connection serves message after message.
 */
#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/stop.h"
#include "grefier/letter/letter.h"
#include "parts.h"

#define TIMEOUT         60 /* seconds for a message */
#define CONNECT_TIMEOUT 20 /* seconds of it for the connection with its login */
#define SYSTEM_CA       "/etc/ssl/certs/ca-certificates.crt"
#define LOGIN_REPLY(r)  ((r) == 530 || (r) == 534 || (r) == 535 || (r) == 538) /* RFC 4954, section 6 */

struct post_server {
    CURL *curl;
    char *base; /* "smtps://host:465" */
    char *name; /* "host:465", for people */
    char *user, *password, *token, *ca_file;
    bool implicit_tls, clear_text;
    int timeout;
};

/* One exchange, as the callbacks see it. */
struct exchange {
    const struct post_server *server;
    const char *message;
    size_t length, position;
    bool handed_over; /* libcurl has asked for more than there is: the final dot follows */
    enum post_stage stage;
    bool starttls_taken; /* the reply 220 to STARTTLS came */
    int reply;           /* number of the last reply, 0 before the first */
    bool leaving;        /* QUIT went out: its reply is not about the letter */
    bool login_offered, login_impossible;
    char problem[CURL_ERROR_SIZE];
};

struct post_server *post_server_new(const struct post_url *url, const struct post_settings *settings)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct post_server *server = xcalloc(1, sizeof *server);
    struct buf text;
    buf_init(&text, 512);
    buf_add_format(&text, "%s:%u", url->host, url->port);
    server->name = buf_take(&text, NULL);
    buf_add_format(&text, "%s://%s", url->scheme, server->name);
    server->base = buf_take(&text, NULL);
    server->implicit_tls = strcmp(url->scheme, "smtps") == 0;
    server->clear_text = url->clear_text;
    server->timeout = settings->timeout > 0 ? settings->timeout : TIMEOUT;
    server->user = settings->user ? xstrdup(settings->user) : NULL;
    server->password = settings->password ? xstrdup(settings->password) : NULL;
    server->token = settings->token ? xstrdup(settings->token) : NULL;
    server->ca_file = xstrdup(settings->ca_file ? settings->ca_file : SYSTEM_CA);
    server->curl = curl_easy_init();
    if (!server->curl)
        abort(); /* out of memory, as the x…alloc functions */
    return server;
}

static void free_secret(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

void post_server_free(struct post_server **server)
{
    if (!*server)
        return;
    curl_socket_t connection = CURL_SOCKET_BAD;
    curl_easy_getinfo((*server)->curl, CURLINFO_ACTIVESOCKET, &connection);
    if (connection != CURL_SOCKET_BAD)
        shutdown(connection, SHUT_RD); /* libcurl would wait two minutes for the reply to its QUIT */
    curl_easy_reset((*server)->curl);  /* no callback any more: their exchange is gone */
    curl_easy_cleanup((*server)->curl);
    curl_global_cleanup();
    free_secret((*server)->password);
    free_secret((*server)->token);
    free((*server)->base);
    free((*server)->name);
    free((*server)->user);
    free((*server)->ca_file);
    free(*server);
    *server = NULL;
}

/* ---- what libcurl calls -------------------------------------------------------------------------------- */

static size_t give_text(char *to, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;
    size_t room = size * count, left = exchange->length - exchange->position;
    size_t given = left < room ? left : room;
    memcpy(to, exchange->message + exchange->position, given);
    exchange->position += given;
    if (given == 0)
        exchange->handed_over = true;
    return given;
}

/* Which command goes out tells how far the exchange has come; nothing else of it is looked at. */
static int note_command(CURL *curl, curl_infotype type, char *bytes, size_t length, void *context)
{
    (void)curl;
    static const struct {
        const char *command;
        enum post_stage stage;
    } stages[] = {{"STARTTLS", POST_STAGE_TLS},
                  {"AUTH ", POST_STAGE_LOGIN},
                  {"MAIL ", POST_STAGE_SENDER},
                  {"RCPT ", POST_STAGE_RECIPIENT},
                  {"DATA", POST_STAGE_DATA}};
    struct exchange *exchange = context;
    if (type == CURLINFO_HEADER_OUT && length >= 4 && memcmp(bytes, "QUIT", 4) == 0)
        exchange->leaving = true;
    for (size_t i = 0; type == CURLINFO_HEADER_OUT && i < sizeof stages / sizeof *stages; i++)
        if (length >= strlen(stages[i].command) &&
            memcmp(bytes, stages[i].command, strlen(stages[i].command)) == 0)
            exchange->stage = stages[i].stage;
    return 0;
}

/*
 * Sees each line of each reply. Where EHLO is refused or offers no login, libcurl would go on without one;
 * returning 0 ends the exchange before the letter goes to a server that does not know us.
 */
static size_t note_reply(char *bytes, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;
    const struct post_server *server = exchange->server;
    size_t length = size * count;
    int reply = 0;
    for (size_t i = 0; i < 3 && i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++)
        reply = reply * 10 + (bytes[i] - '0');
    if (reply < 100 || length < 4 || exchange->leaving)
        return length;
    bool last = bytes[3] != '-';
    if (last)
        exchange->reply = reply;
    if (exchange->stage == POST_STAGE_TLS && last && reply == 220)
        exchange->starttls_taken = true;
    if (!server->user || exchange->stage > POST_STAGE_TLS)
        return length;
    if (reply >= 400 && last && exchange->stage == POST_STAGE_CONNECT)
        return 0;
    bool secured = server->implicit_tls || server->clear_text || exchange->starttls_taken;
    if (length > 9 && memcmp(bytes + 4, "AUTH ", 5) == 0) /* what libcurl goes by, case and blank included */
        exchange->login_offered = true;
    exchange->login_impossible = reply == 250 && last && secured && !exchange->login_offered;
    return exchange->login_impossible ? 0 : length;
}

/* The program was told to end: a server that says nothing is not waited for. */
static int give_up(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct exchange *exchange = context;
    (void)a, (void)b, (void)c, (void)d;
    return stop_is_over(exchange->stage == POST_STAGE_DATA ? STOP_GRACE_DATA : STOP_GRACE);
}

/* ---- one exchange -------------------------------------------------------------------------------------- */

static void prepare(struct post_server *server, struct exchange *exchange, const char *url)
{
    CURL *curl = server->curl;
    curl_easy_reset(curl); /* the options only: the connection stays */
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* nothing from the environment */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); /* a name server that is silent is not waited for */
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)server->timeout);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)server->timeout); /* also for a QUIT */
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                     (long)(server->timeout < CONNECT_TIMEOUT ? server->timeout : CONNECT_TIMEOUT));
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, give_up);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, exchange);
    if (!server->clear_text)
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_CAPATH, NULL); /* else the system's folder is trusted besides */
    curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS,
                         server->token ? "AUTH=XOAUTH2" : "AUTH=PLAIN;AUTH=LOGIN");
        if (server->token)
            curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->token);
        else
            curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password ? server->password : "");
    }
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange->problem);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* to note_command only */
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note_command);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, note_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, exchange);
}

/* "smtps://host:465/our.domain": libcurl says the path as the name of EHLO. */
static char *url_for(const struct post_server *server, const char *address)
{
    const char *domain = address && address_is_plain(address) ? strchr(address, '@') : NULL;
    struct buf url;
    buf_init(&url, 2048);
    buf_add_format(&url, "%s/%s", server->base, domain && domain[1] != '[' ? domain + 1 : "localhost");
    return buf_take(&url, NULL);
}

static bool is_certificate_trouble(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR;
}

static enum post_stage stage_of(CURLcode code, const struct exchange *exchange)
{
    if (is_certificate_trouble(code) || code == CURLE_SSL_CONNECT_ERROR)
        return POST_STAGE_TLS;
    if (code == CURLE_LOGIN_DENIED || exchange->login_impossible || LOGIN_REPLY(exchange->reply))
        return POST_STAGE_LOGIN;
    return exchange->stage;
}

/* The reply's number decides, and only where the reply is about this letter is its no a lasting one. */
static struct post_result judge(CURLcode code, const struct exchange *exchange)
{
    int reply = exchange->reply;
    struct post_result result = {POST_LATER, stage_of(code, exchange), reply};
    bool about_letter =
        result.stage >= POST_STAGE_RECIPIENT || (result.stage == POST_STAGE_SENDER && reply == 552);
    if (code == CURLE_OK || (exchange->handed_over && reply >= 200 && reply < 300))
        result.outcome = POST_SENT;
    else if (reply >= 500 && about_letter)
        result.outcome = POST_REFUSED;
    else if (reply < 400 && exchange->handed_over)
        result.outcome = POST_UNCERTAIN;
    return result;
}

static bool is_login_refused(CURLcode code, const struct exchange *exchange, int reply)
{
    return exchange->login_impossible || LOGIN_REPLY(reply) ||
           (code == CURLE_LOGIN_DENIED && (reply < 400 || reply >= 500));
}

static void explain(const struct post_server *server, const struct exchange *exchange, CURLcode code,
                    struct post_result result, struct err *err)
{
    bool refused = is_login_refused(code, exchange, result.code);
    bool for_now = result.code >= 400 && result.code < 500;
    bool lasting = refused || result.outcome == POST_REFUSED || (is_certificate_trouble(code) && !for_now);
    const char *problem = *exchange->problem ? exchange->problem : curl_easy_strerror(code);
    if (exchange->login_impossible)
        problem = "the server offers no login";
    else if (refused)
        problem = "the login was refused";
    else if (result.outcome == POST_UNCERTAIN)
        problem = "no reply to the message, which may have been taken";
    else if (code == CURLE_ABORTED_BY_CALLBACK)
        problem = "not waited for: the program was told to end";
    char reply[32] = "";
    if (result.code >= 400)
        snprintf(reply, sizeof reply, " (reply %d)", result.code);
    err_set(err, lasting ? ERR_REFUSED : ERR_RETRY, "%s: %s: %s%s", server->name,
            post_stage_word(result.stage), problem, reply);
}

/* A connection that was kept may have died since; nothing of this letter has been said on it then. */
static bool was_stale(const struct post_server *server, const struct exchange *exchange, CURLcode code)
{
    long connections = 1;
    curl_easy_getinfo(server->curl, CURLINFO_NUM_CONNECTS, &connections);
    return code != CURLE_OK && code != CURLE_OPERATION_TIMEDOUT && code != CURLE_ABORTED_BY_CALLBACK &&
           connections == 0 && exchange->stage < POST_STAGE_DATA &&
           (exchange->reply < 400 || exchange->reply == 421);
}

static CURLcode send_text(struct post_server *server, struct exchange *exchange, const char *from,
                          const char *to)
{
    char *url = url_for(server, from);
    struct curl_slist *recipient = curl_slist_append(NULL, to);
    prepare(server, exchange, url);
    curl_easy_setopt(server->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(server->curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(server->curl, CURLOPT_MAIL_RCPT, recipient);
    /* No CURLOPT_INFILESIZE: libcurl compares it with the bytes after dot-stuffing and may end too early. */
    curl_easy_setopt(server->curl, CURLOPT_READFUNCTION, give_text);
    curl_easy_setopt(server->curl, CURLOPT_READDATA, exchange);
    CURLcode code = curl_easy_perform(server->curl);
    curl_slist_free_all(recipient);
    free(url);
    return code;
}

/* libcurl stuffs dots only after CRLF and passes a lone CR or LF on, which some servers take for a line end.
 */
static void add_lines(const char *message, size_t length, struct buf *lines)
{
    for (size_t i = 0; i < length; i++) {
        if (message[i] != '\r' && message[i] != '\n') {
            buf_add_byte(lines, message[i]);
            continue;
        }
        buf_add_text(lines, "\r\n");
        if (message[i] == '\r' && i + 1 < length && message[i + 1] == '\n')
            i++;
    }
}

struct post_result post_server_send(struct post_server *server, const char *from, const char *to,
                                    const char *message, size_t length, struct err *err)
{
    struct buf lines;
    buf_init(&lines, 2 * length);
    buf_add_text(&lines, ""); /* never NULL, also without a byte */
    add_lines(message, length, &lines);
    struct exchange exchange;
    CURLcode code;
    for (bool again = false;; again = true) {
        exchange = (struct exchange){.server = server, .message = lines.data, .length = lines.length};
        code = send_text(server, &exchange, from, to);
        if (again || !was_stale(server, &exchange, code))
            break;
    }
    struct post_result result = judge(code, &exchange);
    if (result.outcome != POST_SENT)
        explain(server, &exchange, code, result, err);
    buf_free(&lines);
    return result;
}

/* One command of our own, which libcurl sends where there is no letter. */
static CURLcode say(struct post_server *server, struct exchange *exchange, const char *url,
                    const char *command)
{
    prepare(server, exchange, url);
    curl_easy_setopt(server->curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(server->curl, CURLOPT_CUSTOMREQUEST, command);
    CURLcode code = curl_easy_perform(server->curl);
    /* libcurl takes some refusals for an answer, meant for its VRFY */
    return code == CURLE_OK && exchange->reply >= 400 ? CURLE_SEND_ERROR : code;
}

struct post_result post_server_try(struct post_server *server, const char *from, struct err *err)
{
    struct exchange exchange = {.server = server};
    char *url = url_for(server, from ? from : server->user);
    CURLcode code = say(server, &exchange, url, "NOOP");
    if (code == CURLE_OK && from && address_is_plain(from)) {
        struct buf command;
        buf_init(&command, 2048);
        buf_add_format(&command, "MAIL FROM:<%s>", from);
        code = say(server, &exchange, url, command.data);
        if (code == CURLE_OK)
            code = say(server, &exchange, url, "RSET");
        buf_free(&command);
    }
    free(url);
    struct post_result result = judge(code, &exchange);
    if (code != CURLE_OK)
        explain(server, &exchange, code, result, err);
    return result;
}
