/* The configuration: what is right is read as it was meant; what is wrong is all said at once. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grefier/base/clock.h"
#include "grefier/service/config.h"

#define LEAST                                                                                                \
    "mailbox:\n  url: maildir:in\noutgoing:\n  url: maildir:out\n  from: a@b.example\nstore: roster.db\n"

struct fixture {
    char folder[64], path[96];
    struct config *config;
    struct buf problems;
    struct err err;
};

static int set_up(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/grefier-config-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof fixture->path, "%s/grefier.yaml", fixture->folder);
    buf_init(&fixture->problems, 65536);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    config_free(&fixture->config);
    buf_free(&fixture->problems);
    unlink(fixture->path);
    rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static int load(struct fixture *fixture, const char *text)
{
    config_free(&fixture->config);
    buf_clear(&fixture->problems);
    fixture->err = (struct err){0};
    write_file(fixture->path, text, 0600);
    return config_load(fixture->path, &fixture->config, &fixture->problems, &fixture->err);
}

static void load_well(struct fixture *fixture, const char *text)
{
    if (load(fixture, text) != 0)
        fail_msg("%s: %s", fixture->err.text, fixture->problems.data ? fixture->problems.data : "");
}

/* The text has this mistake, at this line, and it is said so. */
static void wrong(struct fixture *fixture, const char *text, const char *mistake)
{
    char wanted[400];
    assert_int_equal(load(fixture, text), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    assert_null(fixture->config);
    snprintf(wanted, sizeof wanted, "%s:%s", fixture->path, mistake);
    if (!fixture->problems.data || !strstr(fixture->problems.data, wanted))
        fail_msg("want \"%s\" in:\n%s", wanted, fixture->problems.data ? fixture->problems.data : "nothing");
}

static void the_smallest_one_has_sensible_defaults(void **state)
{
    struct fixture *fixture = *state;
    load_well(fixture, LEAST);
    const struct config *config = fixture->config;
    assert_string_equal(config->mailbox.folder, "INBOX");
    assert_int_equal(config->mailbox.poll, 60);
    assert_int_equal(config->mailbox.timeout, 60);
    assert_true(config->mailbox.start == CLOCK_NONE);
    assert_int_equal(config->outgoing.answers, ANSWERS_SHADOW);
    assert_int_equal(config->outgoing.per_sender, 3);
    assert_int_equal(config->outgoing.per_sender_span, 86400);
    assert_int_equal(config->outgoing.total, 60);
    assert_int_equal(config->outgoing.total_span, 3600);
    assert_int_equal(config->secretariat.digest_at, 480);
    assert_string_equal(config->secretariat.timezone, "Europe/Bucharest");
    assert_string_equal(config->group.language, "ro");
    assert_int_equal(config->keep_messages, 400 * 86400);
    assert_null(config->mailbox.authserv_id);
    assert_null(config->alert.server.url);
    assert_int_equal(config->alert.after, 1800);
}

static void every_key_is_read(void **state)
{
    struct fixture *fixture = *state;
    load_well(
        fixture,
        "mailbox:\n  url: imaps://imap.protect.example\n  user: u\n  password_file: /etc/pw\n"
        "  ca_file: /ca.pem\n  folder: Intrare\n  also_inspect: [Junk, Spam]\n  start: 2026-11-01\n"
        "  poll: 5m\n  timeout: 90s\n  addresses: [a@b.example, c@d.example]\n  authserv_id: mx.b.example\n"
        "outgoing:\n  url: smtp://smtp.b.example:587\n  user: v\n  password_file: pw2\n"
        "  from: \"Secretariatul <a@b.example>\"\n  answers: draft\n  per_sender: 2/week\n"
        "  total: 10/minute\n  remind_after: never\n  drafts_folder: Ciorne\n  sent_folder: Trimise\n  "
        "sent_copies: no\n"
        "secretariat:\n  addresses: s@b.example\n  digest_at: \"07:30\"\n  timezone: UTC\n"
        "group: {name: Grupul, privacy_notice: Datele, language: en}\n"
        "store: data/roster.db\nrules: [/r1, r2]\nkeep: {messages: 30d, incomplete: 10d}\n"
        "alert: {url: 'smtp://mx.c.example', to: [admin@c.example], after: 10m}\nmetrics_file: m.prom\n");
    const struct config *config = fixture->config;
    char path[128];
    assert_string_equal(config->mailbox.server.url, "imaps://imap.protect.example");
    assert_string_equal(config->mailbox.server.user, "u");
    assert_int_equal(config->mailbox.also_inspect.count, 2);
    assert_string_equal(config->mailbox.also_inspect.item[1], "Spam");
    int64_t day = 0;
    clock_parse_day("2026-11-01", &day);
    assert_true(config->mailbox.start == day);
    assert_int_equal(config->mailbox.poll, 300);
    assert_int_equal(config->mailbox.timeout, 90);
    assert_int_equal(config->mailbox.addresses.count, 2);
    assert_string_equal(config->mailbox.authserv_id, "mx.b.example");
    assert_int_equal(config->outgoing.answers, ANSWERS_DRAFT);
    assert_int_equal(config->outgoing.per_sender, 2);
    assert_int_equal(config->outgoing.per_sender_span, 7 * 86400);
    assert_int_equal(config->outgoing.total_span, 60);
    assert_int_equal(config->outgoing.remind_after, 0);
    assert_string_equal(config->outgoing.from_name, "Secretariatul");
    assert_string_equal(config->outgoing.from_address, "a@b.example");
    assert_string_equal(config->outgoing.drafts_folder, "Ciorne");
    assert_string_equal(config->outgoing.sent_folder, "Trimise");
    assert_int_equal(config->outgoing.copies, COPIES_NO);
    assert_int_equal(config->secretariat.addresses.count, 1);
    assert_int_equal(config->secretariat.digest_at, 450);
    snprintf(path, sizeof path, "%s/data/roster.db", fixture->folder);
    assert_string_equal(config->store, path);
    snprintf(path, sizeof path, "%s/pw2", fixture->folder);
    assert_string_equal(config->outgoing.server.password_file, path);
    assert_string_equal(config->rules.item[0], "/r1");
    snprintf(path, sizeof path, "%s/r2", fixture->folder);
    assert_string_equal(config->rules.item[1], path);
    assert_int_equal(config->keep_incomplete, 10 * 86400);
}

static void a_relative_maildir_lies_beside_the_file(void **state)
{
    struct fixture *fixture = *state;
    char url[128];
    load_well(fixture, LEAST);
    snprintf(url, sizeof url, "maildir:%s/in", fixture->folder);
    assert_string_equal(fixture->config->mailbox.server.url, url);
}

static void our_own_address_is_always_among_ours(void **state)
{
    struct fixture *fixture = *state;
    load_well(fixture, LEAST);
    assert_int_equal(fixture->config->mailbox.addresses.count, 1);
    assert_string_equal(fixture->config->mailbox.addresses.item[0], "a@b.example");
}

static void all_mistakes_are_said_at_once(void **state)
{
    struct fixture *fixture = *state;
    const char *text = "mailbox:\n  url: imaps://h\n  user: u\n  password_file: p\n  foldr: X\n  poll: 3x\n"
                       "outgoing:\n  url: maildir:out\n  from: nobody\n  answers: maybe\n";
    wrong(fixture, text, "5: mailbox.foldr: unknown key; did you mean folder?\n");
    wrong(fixture, text, "6: mailbox.poll: \"3x\" is wrong: it must be from 1s to 1d, like 60s or 5m\n");
    wrong(fixture, text, "9: outgoing.from: ");
    wrong(fixture, text, "10: outgoing.answers: \"maybe\" is wrong: it must be shadow, draft or send\n");
    wrong(fixture, text, "1: store: missing\n");
    assert_string_equal(strrchr(fixture->err.text, ' '), " mistakes");
    assert_non_null(strstr(fixture->err.text, "5 mistakes"));
}

static void an_unknown_key_is_named(void **state)
{
    struct fixture *fixture = *state;
    wrong(fixture, LEAST "zzzzzz: 1\n", "7: zzzzzz: unknown key\n");
    wrong(fixture, LEAST "stor: x\n", "7: stor: unknown key; did you mean store?\n");
    wrong(fixture, LEAST "group:\n  privacy_notise: x\n",
          "8: group.privacy_notise: unknown key; did you mean privacy_notice?\n");
}

static void a_key_given_twice_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    wrong(fixture, LEAST "store: other.db\n", "7:");
}

static void what_is_no_yaml_is_said(void **state)
{
    struct fixture *fixture = *state;
    wrong(fixture, "mailbox: [1\noutgoing: }\n", "2:");
    wrong(fixture, "", "1: mailbox.url: missing\n");
    wrong(fixture, "just words\n", "1: configuration: must be keys with values\n");
    wrong(fixture, LEAST "mailbox2: {a: 1}\n", "7: mailbox2: unknown key; did you mean mailbox?\n");
}

static void types_and_ranges(void **state)
{
    struct fixture *fixture = *state;
    wrong(fixture, "mailbox: 1\n", "1: mailbox: must be a section with keys of its own\n");
    wrong(fixture, LEAST "rules: {a: b}\n", "7: rules: must be a list");
    wrong(fixture, LEAST "group:\n  name: [a, b]\n", "8: group.name: must be one value");
    wrong(fixture, LEAST "group:\n  name:\n", "8: group.name: has no value\n");
    wrong(fixture, LEAST "group: {language: de}\n",
          "7: group.language: \"de\" is wrong: it must be ro or en\n");
    wrong(fixture, LEAST "secretariat: {digest_at: \"25:00\"}\n", "7: secretariat.digest_at: ");
    wrong(fixture, LEAST "secretariat: {digest_at: 8}\n", "7: secretariat.digest_at: ");
    wrong(fixture, LEAST "secretariat: {timezone: Europe/Nowhere}\n", "7: secretariat.timezone: ");
    wrong(fixture, LEAST "secretariat: {timezone: ../../../etc/passwd}\n", "7: secretariat.timezone: ");
    wrong(fixture, LEAST "secretariat: {addresses: [\"a b@c.example\"]}\n", "7: secretariat.addresses: ");
    wrong(fixture, LEAST "keep: {messages: 0d}\n", "7: keep.messages: ");
}

static void rates_are_numbers_a_span(void **state)
{
    struct fixture *fixture = *state;
    static const char *const bad[] = {"3",      "3/",      "/day",    "0/day",
                                      "-1/day", "3/month", "3 / day", "999999999999/day"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[400];
        snprintf(text, sizeof text, "outgoing:\n  per_sender: \"%s\"\n", bad[i]);
        wrong(fixture, text, "2: outgoing.per_sender: ");
    }
}

static void urls_are_of_the_known_kinds(void **state)
{
    struct fixture *fixture = *state;
    static const char *const bad[] = {"http://x",
                                      "imaps://",
                                      "imaps:x",
                                      "imaps://u@h",
                                      "imaps://h:0",
                                      "imaps://h:99999",
                                      "imaps://h/path",
                                      "smtps://h",
                                      "imaps://h?x=1",
                                      "maildir:",
                                      "imaps://h?tls=none",
                                      "imap://h?tls=none",
                                      "imap://127.0.0.1.evil.example?tls=none",
                                      "imaps://localhost?tls=none"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[400];
        snprintf(text, sizeof text, "mailbox:\n  url: \"%s\"\n", bad[i]);
        wrong(fixture, text, "2: mailbox.url: ");
    }
}

static void clear_text_only_on_this_machine(void **state)
{
    struct fixture *fixture = *state;
    static const char *const good[] = {"imap://localhost:143?tls=none", "imap://127.0.0.1?tls=none",
                                       "imap://[::1]:1143?tls=none"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "mailbox:\n  url: \"%s\"\n  user: u\n  password_file: p\noutgoing:\n  url: maildir:o\n"
                 "  from: a@b.example\nstore: s\n",
                 good[i]);
        load_well(fixture, text);
        assert_string_equal(fixture->config->mailbox.server.url, good[i]);
    }
}

static void a_server_needs_a_login(void **state)
{
    struct fixture *fixture = *state;
    const char *text = "mailbox:\n  url: imaps://h\noutgoing:\n  url: smtps://h\n  user: u\n";
    wrong(fixture, text, "2: mailbox.user: missing\n");
    wrong(fixture, text, "2: mailbox.password_file: missing (or mailbox.oauth2)\n");
    wrong(fixture, text, "4: outgoing.password_file: missing (or outgoing.oauth2)\n");
    wrong(fixture, "mailbox:\n  url: imaps://h\n  oauth2: {token_url: \"https://x/y\"}\n",
          "3: mailbox.oauth2.client_id: missing\n");
    wrong(fixture,
          "mailbox:\n  url: imaps://h\n  user: u\n  password_file: p\n"
          "  oauth2: {token_url: \"https://x/y\", client_id: c, refresh_token_file: r}\n",
          "4: mailbox.password_file: give this or mailbox.oauth2, not both\n");
    wrong(fixture, "mailbox:\n  oauth2:\n    token_url: http://x.example/y\n",
          "3: mailbox.oauth2.token_url: ");
}

static void hostile_text_stays_one_line(void **state)
{
    struct fixture *fixture = *state;
    wrong(fixture, LEAST "\"a\\nb\\e[31m\": 1\n", "7: a b[31m: unknown key\n");
}

static void a_file_that_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(config_load("/nonexistent/x.yaml", &fixture->config, &fixture->problems, &fixture->err),
                     -1);
    assert_int_equal(fixture->err.kind, ERR_RETRY);
    assert_int_equal(config_load("/tmp", &fixture->config, &fixture->problems, &fixture->err), -1);
    assert_int_equal(config_load("/dev/zero", &fixture->config, &fixture->problems, &fixture->err), -1);
}

/* ---- secrets ------------------------------------------------------------------------------------------------- */

static int read_secret(struct fixture *fixture, const char *text, mode_t mode, char **secret)
{
    fixture->err = (struct err){0};
    write_file(fixture->path, text, mode);
    return secret_read(fixture->path, secret, &fixture->err);
}

static void a_secret_is_one_line_of_a_private_file(void **state)
{
    struct fixture *fixture = *state;
    char *secret = NULL;
    assert_int_equal(read_secret(fixture, "geheim pass\n", 0600, &secret), 0);
    assert_string_equal(secret, "geheim pass");
    secret_free(&secret);
    assert_null(secret);
    assert_int_equal(read_secret(fixture, "geheim\r\n", 0400, &secret), 0);
    assert_string_equal(secret, "geheim");
    secret_free(&secret);
}

static void a_secret_others_can_read_is_refused(void **state)
{
    struct fixture *fixture = *state;
    static const mode_t modes[] = {0640, 0604, 0644, 0660, 0601};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        char *secret = NULL;
        assert_int_equal(read_secret(fixture, "geheim\n", modes[i], &secret), -1);
        assert_int_equal(fixture->err.kind, ERR_REFUSED);
        assert_null(secret);
        assert_null(strstr(fixture->err.text, "geheim"));
    }
}

static void a_secret_that_is_none(void **state)
{
    struct fixture *fixture = *state;
    char *secret = NULL;
    assert_int_equal(read_secret(fixture, "", 0600, &secret), -1);
    assert_int_equal(read_secret(fixture, "\n", 0600, &secret), -1);
    assert_int_equal(read_secret(fixture, "a\nb\n", 0600, &secret), -1);
    assert_int_equal(fixture->err.kind, ERR_REFUSED);
    assert_int_equal(secret_read(fixture->folder, &secret, &fixture->err), -1);
    assert_int_equal(secret_read("/dev/null", &secret, &fixture->err), -1);
    assert_int_equal(secret_read("/nonexistent", &secret, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_RETRY);
}

static void a_credential_of_the_service_manager_comes_first(void **state)
{
    struct fixture *fixture = *state;
    char path[128], *secret = NULL;
    snprintf(path, sizeof path, "%s/imap-password", fixture->folder);
    write_file(path, "from the manager\n", 0440);
    setenv("CREDENTIALS_DIRECTORY", fixture->folder, 1);
    load_well(fixture, "mailbox:\n  url: imaps://h\n  user: u\n  password_file: imap-password\n"
                       "outgoing:\n  url: maildir:o\n  from: a@b.example\nstore: s\n");
    assert_string_equal(fixture->config->mailbox.server.password_file, path);
    assert_int_equal(secret_read(path, &secret, &fixture->err), 0);
    assert_string_equal(secret, "from the manager");
    secret_free(&secret);
    unsetenv("CREDENTIALS_DIRECTORY");
    assert_int_equal(secret_read(path, &secret, &fixture->err), -1);
    unlink(path);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_smallest_one_has_sensible_defaults),
        CASE(every_key_is_read),
        CASE(a_relative_maildir_lies_beside_the_file),
        CASE(our_own_address_is_always_among_ours),
        CASE(all_mistakes_are_said_at_once),
        CASE(an_unknown_key_is_named),
        CASE(a_key_given_twice_is_an_error),
        CASE(what_is_no_yaml_is_said),
        CASE(types_and_ranges),
        CASE(rates_are_numbers_a_span),
        CASE(urls_are_of_the_known_kinds),
        CASE(clear_text_only_on_this_machine),
        CASE(a_server_needs_a_login),
        CASE(hostile_text_stays_one_line),
        CASE(a_file_that_is_not_there),
        CASE(a_secret_is_one_line_of_a_private_file),
        CASE(a_secret_others_can_read_is_refused),
        CASE(a_secret_that_is_none),
        CASE(a_credential_of_the_service_manager_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
