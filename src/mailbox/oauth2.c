#include "grefier/mailbox/oauth2.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "../rules/yaml.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/base/stop.h"
#include "grefier/base/text.h"

#define TIMEOUT          30
#define CONNECT_TIMEOUT  10
#define ANSWER_MOST      (64u * 1024u)
#define TOKEN_MOST       (16u * 1024u) /* Microsoft's have some 2 KiB */
#define SHOWN_MOST       500u
#define LIFETIME_ASSUMED 3600
#define LIFETIME_MOST    (INT64_C(30) * 24 * 3600)
#define INTERVAL_ASSUMED 5
#define INTERVAL_MOST    300
#define SLOW_DOWN        5 /* RFC 8628 section 3.5 */
#define SYSTEM_CA        "/etc/ssl/certs/ca-certificates.crt"
#define DEVICE_GRANT     "urn:ietf:params:oauth:grant-type:device_code"

/* One request and what came back. */
struct exchange {
    CURL *curl;
    struct buf form, body;
    long status;
    struct arena *arena;
    const struct yaml *answer; /* the object that came, or NULL */
};

static void exchange_begin(struct exchange *exchange)
{
    *exchange = (struct exchange){.curl = curl_easy_init(), .arena = arena_new()};
    if (!exchange->curl)
        abort();
    buf_init(&exchange->form, ANSWER_MOST);
    buf_init(&exchange->body, ANSWER_MOST);
}

static void wipe(struct buf *buf)
{
    if (buf->data)
        explicit_bzero(buf->data, buf->capacity);
    buf_free(buf);
}

static void wipe_texts(const struct yaml *node)
{
    for (size_t i = 0; i < node->count; i++)
        wipe_texts(&node->child[i]);
    if (node->text && *node->text) {
        char *text = (char *)(uintptr_t)node->text;
        explicit_bzero(text, strlen(text));
    }
}

static void exchange_end(struct exchange *exchange)
{
    if (exchange->answer)
        wipe_texts(exchange->answer);
    wipe(&exchange->form);
    wipe(&exchange->body);
    curl_easy_cleanup(exchange->curl);
    arena_free(&exchange->arena);
}

static void add_field(struct exchange *exchange, const char *name, const char *value)
{
    if (!value)
        return;
    char *escaped = curl_easy_escape(exchange->curl, value, 0);
    if (!escaped)
        abort();
    buf_add_format(&exchange->form, "%s%s=%s", exchange->form.length ? "&" : "", name, escaped);
    explicit_bzero(escaped, strlen(escaped));
    curl_free(escaped);
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *to)
{
    return buf_add(to, bytes, size * count) == 0 ? size * count : 0;
}

/* The host of a URL, for messages. */
static const char *host_of(struct arena *arena, const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    return arena_copy(arena, host, strcspn(host, "/?#"));
}

/* The program was told to end: a provider that says nothing is not waited for. */
static int give_up(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)context, (void)a, (void)b, (void)c, (void)d;
    return stop_is_over(STOP_GRACE);
}

static void set_options(const struct oauth2_client *client, const char *url, struct exchange *exchange)
{
    CURL *curl = exchange->curl;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
                     "https,http"); /* http: the configuration allows it on loopback */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); /* a name server that is silent is not waited for */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, client->timeout ? (long)client->timeout : (long)TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, give_up);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_CAPATH, NULL); /* else the system's folder is trusted besides */
    curl_easy_setopt(curl, CURLOPT_CAINFO, client->ca_file ? client->ca_file : SYSTEM_CA);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, exchange->form.data);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)exchange->form.length);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange->body);
}

static int failed(CURLcode code, const char *host, struct err *err)
{
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return err_set(err, ERR_REFUSED, "%s: its certificate is not to be trusted", host);
    case CURLE_SSL_CACERT_BADFILE:
        return err_set(err, ERR_REFUSED, "%s: the file of trusted certificates cannot be read", host);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return err_set(err, ERR_INPUT, "%s: no https:// address", host);
    default:
        return err_set(err, ERR_RETRY, "%s: no token: %s", host, curl_easy_strerror(code));
    }
}

/* JSON is YAML: the answer is read by the reader that is there already. */
static void read_answer(struct exchange *exchange)
{
    struct buf ignored;
    struct yaml *document = NULL;
    size_t count = 0;
    buf_init(&ignored, 4096);
    struct problems problems = {&ignored, 0};
    if (exchange->body.length && exchange->body.data[0] == '{' &&
        yaml_read(exchange->arena, "answer", exchange->body.data, exchange->body.length, &document, &count,
                  &problems) == 0 &&
        count == 1 && document->kind == YAML_MAP)
        exchange->answer = document;
    wipe(&ignored);
}

static int post_form(const struct oauth2_client *client, const char *url, struct exchange *exchange,
                     struct err *err)
{
    set_options(client, url, exchange);
    CURLcode code = curl_easy_perform(exchange->curl);
    if (code != CURLE_OK)
        return failed(code, host_of(exchange->arena, url), err);
    curl_easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &exchange->status);
    read_answer(exchange);
    return 0;
}

/* NULL when it is not there, empty, or longer than it may be. */
static const char *text_of(const struct exchange *exchange, const char *key, size_t most)
{
    const struct yaml *node = exchange->answer ? yaml_get(exchange->answer, key) : NULL;
    bool fits = node && node->kind == YAML_SCALAR && *node->text && strlen(node->text) <= most;
    return fits ? node->text : NULL;
}

/* Tokens go into protocol lines: nothing but visible ASCII. */
static const char *token_of(const struct exchange *exchange, const char *key)
{
    const char *token = text_of(exchange, key, TOKEN_MOST);
    for (const char *at = token; at && *at; at++)
        if (*at <= ' ' || *at > '~')
            return NULL;
    return token;
}

static int64_t seconds_of(const struct exchange *exchange, const char *key, int64_t assumed, int64_t most)
{
    const char *text = text_of(exchange, key, 20);
    char *end = NULL;
    long long seconds = text && *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
    if (!end || *end != '\0' || seconds < 1)
        return assumed;
    return seconds < most ? seconds : most;
}

/* The provider's word for what is wrong (RFC 6749 section 5.2), "" when it says none; never anything else it says. */
static const char *error_of(const struct exchange *exchange)
{
    const char *word = text_of(exchange, "error", 60);
    return word && strspn(word, "abcdefghijklmnopqrstuvwxyz_") == strlen(word) ? word : "";
}

static int refused(const struct exchange *exchange, const char *url, struct err *err)
{
    const char *host = host_of(exchange->arena, url), *word = error_of(exchange);
    if (strcmp(word, "invalid_grant") == 0 || strcmp(word, "expired_token") == 0)
        return err_set(err, ERR_REFUSED,
                       "%s: the authorisation was revoked or has expired (%s): grefier authorize", host,
                       word);
    if (strcmp(word, "access_denied") == 0)
        return err_set(err, ERR_REFUSED, "%s: somebody said no (%s)", host, word);
    if (*word && strcmp(word, "temporarily_unavailable") != 0 && strcmp(word, "server_error") != 0 &&
        strcmp(word, "slow_down") != 0 && exchange->status < 500 && exchange->status != 429)
        return err_set(err, ERR_REFUSED, "%s: the provider refuses (%s): see the section oauth2", host, word);
    return err_set(err, ERR_RETRY, "%s: no token came (status %ld%s%s)", host, exchange->status,
                   *word ? ", " : "", word);
}

static void take_grant(const struct exchange *exchange, struct oauth2_grant *grant)
{
    const char *fresh = token_of(exchange, "refresh_token");
    *grant = (struct oauth2_grant){.access_token = xstrdup(token_of(exchange, "access_token")),
                                   .refresh_token = fresh ? xstrdup(fresh) : NULL,
                                   .lifetime =
                                       seconds_of(exchange, "expires_in", LIFETIME_ASSUMED, LIFETIME_MOST)};
}

static void free_text(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void oauth2_grant_free(struct oauth2_grant *grant)
{
    free_text(&grant->access_token);
    free_text(&grant->refresh_token);
}

void oauth2_device_free(struct oauth2_device *device)
{
    free_text(&device->device_code);
    free_text(&device->user_code);
    free_text(&device->verification_url);
    free_text(&device->complete_url);
}

int oauth2_refresh(const struct oauth2_client *client, const char *refresh_token, struct oauth2_grant *grant,
                   struct err *err)
{
    struct exchange exchange;
    exchange_begin(&exchange);
    add_field(&exchange, "grant_type", "refresh_token");
    add_field(&exchange, "refresh_token", refresh_token);
    add_field(&exchange, "client_id", client->client_id);
    add_field(&exchange, "client_secret", client->client_secret);
    add_field(&exchange, "scope", client->scope);
    int result = post_form(client, client->token_url, &exchange, err);
    if (result == 0 && (exchange.status != 200 || !token_of(&exchange, "access_token")))
        result = refused(&exchange, client->token_url, err);
    if (result == 0)
        take_grant(&exchange, grant);
    exchange_end(&exchange);
    return result;
}

static char *shown(const struct exchange *exchange, const char *key)
{
    const char *text = text_of(exchange, key, SHOWN_MOST);
    return text ? xstrdup(text_line(exchange->arena, text, strlen(text), SHOWN_MOST)) : NULL;
}

int oauth2_device_begin(const struct oauth2_client *client, struct oauth2_device *device, struct err *err)
{
    struct exchange exchange;
    exchange_begin(&exchange);
    add_field(&exchange, "client_id", client->client_id);
    add_field(&exchange, "scope", client->scope);
    int result = post_form(client, client->device_url, &exchange, err);
    const char *code = result == 0 ? token_of(&exchange, "device_code") : NULL;
    /* Google says verification_url */
    char *url = code ? shown(&exchange, "verification_uri") : NULL;
    if (code && !url)
        url = shown(&exchange, "verification_url");
    char *user_code = url ? shown(&exchange, "user_code") : NULL;
    if (result == 0 && (exchange.status != 200 || !user_code))
        result = refused(&exchange, client->device_url, err);
    if (result == 0) {
        *device = (struct oauth2_device){
            .device_code = xstrdup(code),
            .user_code = user_code,
            .verification_url = url,
            .complete_url = shown(&exchange, "verification_uri_complete"),
            .interval = seconds_of(&exchange, "interval", INTERVAL_ASSUMED, INTERVAL_MOST),
            .lifetime = seconds_of(&exchange, "expires_in", 900, LIFETIME_MOST)};
    } else {
        free_text(&url);
        free_text(&user_code);
    }
    exchange_end(&exchange);
    return result;
}

int oauth2_device_poll(const struct oauth2_client *client, struct oauth2_device *device,
                       struct oauth2_grant *grant, struct err *err)
{
    struct exchange exchange;
    exchange_begin(&exchange);
    add_field(&exchange, "grant_type", DEVICE_GRANT);
    add_field(&exchange, "device_code", device->device_code);
    add_field(&exchange, "client_id", client->client_id);
    add_field(&exchange, "client_secret", client->client_secret);
    int result = post_form(client, client->token_url, &exchange, err);
    const char *word = result == 0 ? error_of(&exchange) : "";
    if (result == 0 && strcmp(word, "slow_down") == 0)
        device->interval += SLOW_DOWN;
    if (result == 0 && (strcmp(word, "slow_down") == 0 || strcmp(word, "authorization_pending") == 0)) {
        result = 0;
    } else if (result == 0 && exchange.status == 200 && token_of(&exchange, "access_token")) {
        take_grant(&exchange, grant);
        result = 1;
    } else if (result == 0) {
        result = refused(&exchange, client->token_url, err);
    }
    exchange_end(&exchange);
    return result;
}
