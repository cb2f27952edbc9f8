/* Sources: addresses of mailboxes, folder names on the wire, and Maildirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../src/mailbox/folder_name.h"
#include "../../src/mailbox/url.h"
#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/mailbox/source.h"
#include "mail_folder.h"

/* ---- addresses ----------------------------------------------------------------------------------------- */

static void server_addresses_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum mailbox_scheme scheme;
        const char *host, *port;
        bool clear_text;
    } cases[] = {
        {"imaps://imap.protect.example", MAILBOX_IMAPS, "imap.protect.example", "993", false},
        {"imaps://imap.protect.example/", MAILBOX_IMAPS, "imap.protect.example", "993", false},
        {"imap://imap.protect.example:1143", MAILBOX_IMAP, "imap.protect.example", "1143", false},
        {"imap://192.0.2.7", MAILBOX_IMAP, "192.0.2.7", "143", false},
        {"imaps://[2001:db8::7]:65535", MAILBOX_IMAPS, "2001:db8::7", "65535", false},
        {"imap://localhost?tls=none", MAILBOX_IMAP, "localhost", "143", true},
        {"imap://127.8.9.1:99/?tls=none", MAILBOX_IMAP, "127.8.9.1", "99", true},
        {"imap://[::1]:143?tls=none", MAILBOX_IMAP, "::1", "143", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mailbox_url url;
        assert_int_equal(mailbox_url_read(cases[i].text, &url, NULL), 0);
        assert_int_equal(url.scheme, cases[i].scheme);
        assert_string_equal(url.host, cases[i].host);
        assert_string_equal(url.port, cases[i].port);
        assert_int_equal(url.clear_text, cases[i].clear_text);
    }
}

static void what_is_no_address_is_refused_and_not_repeated(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "imap.protect.example",
                                        "imaps:/host",
                                        "imaps://",
                                        "imaps://-v",
                                        "imaps://clerk:secret@host",
                                        "imaps://host:",
                                        "imaps://host:0",
                                        "imaps://host:65536",
                                        "imaps://host:99999999999",
                                        "imaps://host:993secret",
                                        "imaps://host/secret",
                                        "imaps://host?tls=none",
                                        "imap://host?tls=no-secret",
                                        "imaps://[::1",
                                        "imaps://[fe80::1%eth0]",
                                        "imaps://ho\rst",
                                        "pop3://host",
                                        "maildir:relative"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mailbox_url url;
        struct err err = {.kind = ERR_NONE};
        assert_int_equal(mailbox_url_read(wrong[i], &url, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_null(strstr(err.text, "secret"));
    }
}

static void clear_text_is_for_loopback_only(void **state)
{
    (void)state;
    static const char *const wrong[] = {"imap://host?tls=none", "imap://10.0.0.1?tls=none",
                                        "imap://127.0.0.1.example?tls=none",
                                        "imap://localhost.example?tls=none", "imap://[::2]?tls=none"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mailbox_url url;
        struct err err = {.kind = ERR_NONE};
        assert_int_equal(mailbox_url_read(wrong[i], &url, &err), -1);
        assert_int_equal(err.kind, ERR_REFUSED);
    }
}

/* ---- folder names -------------------------------------------------------------------------------------- */

static void folder_names_travel_as_modified_utf7(void **state)
{
    (void)state;
    static const struct {
        const char *name, *wire;
    } cases[] = {
        {"INBOX", "INBOX"},
        {"A & B", "A &- B"},
        {"Înscrieri", "&AM4-nscrieri"},
        {"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, /* RFC 3501, 5.1.3 */
        {"ș&ț", "&Ahk-&-&Ahs-"},
        {"șțăâî", "&AhkCGwEDAOIA7g-"},
        {"😀", "&2D3eAA-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *wire = NULL;
        assert_int_equal(folder_name_encode(cases[i].name, &wire, NULL), 0);
        assert_string_equal(wire, cases[i].wire);
        free(wire);
        char *name = NULL;
        assert_int_equal(folder_name_decode(cases[i].wire, &name), 0);
        assert_string_equal(name, cases[i].name);
        free(name);
    }
}

static void folder_names_that_cannot_be(void **state)
{
    (void)state;
    char longest[600];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const wrong[] = {"", "a\r\nx LOGOUT", "a\tb", "\xff", "a\x7f", longest};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *wire = NULL;
        struct err err = {.kind = ERR_NONE};
        assert_int_equal(folder_name_encode(wrong[i], &wire, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_null(wire);
    }
}

static void folder_names_that_could_not_be_asked_for_again_are_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",      "&",         "&AM4",   "&AM4-&Ahk-", "&AGE-",  "&AM4&-",
                                        "&====", "&2D0-",     "&3gA-",  "&3gDYPQ-",   "&AAA-",  "\xc3\x8en",
                                        "a\tb",  "&AM4!abc-", "&////-", "&,,,,-",     "&AM4B-", "&-&AAAA-"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *name = NULL;
        assert_int_equal(folder_name_decode(wrong[i], &name), -1);
        assert_null(name);
    }
}

/* ---- Maildir ------------------------------------------------------------------------------------------- */

static struct source *open_maildir(const char *path)
{
    char *url = NULL;
    assert_true(asprintf(&url, "maildir:%s", path) > 0);
    struct source_settings settings = {.url = url, .folder = "INBOX"};
    struct source *source = NULL;
    struct source_cursor cursor = {0, 0};
    bool renewed = true;
    assert_int_equal(source_open(&settings, &source, NULL), 0);
    assert_int_equal(source_begin(source, &cursor, CLOCK_NONE, &renewed, NULL), 0);
    assert_false(renewed);
    free(url);
    return source;
}

/* The places of all messages there are now, each followed by '|'. */
static char *places(struct source *source)
{
    static char all[4096];
    struct mail mail;
    size_t length = 0;
    all[0] = '\0';
    while (source_next(source, &mail, NULL) == 1) {
        length += (size_t)snprintf(all + length, sizeof all - length, "%s|", mail.place);
        mail_release(&mail);
    }
    return all;
}

static void a_maildir_is_read_in_order_and_left_alone(void **state)
{
    struct mail_folder *folder = *state;
    make_maildir(folder);
    put(folder, "cur/1002.b.host:2,S", "Subject: b\n\nb\n");
    put(folder, "new/1003.c.host", "Subject: c\n\nc\n");
    put(folder, "cur/1001.a.host:2,", "Subject: a\n\na\n");
    put(folder, "tmp/1000.x.host", "not there yet");
    put(folder, "cur/.hidden", "no message");
    struct source *source = open_maildir(folder->path);
    assert_string_equal(places(source), "1001.a.host|1002.b.host|1003.c.host|");
    assert_string_equal(places(source), "");
    assert_true(is_there(folder, "new/1003.c.host"));
    assert_true(is_there(folder, "cur/1002.b.host:2,S"));
    struct source_cursor position = source_position(source);
    assert_int_equal(position.uid_validity, 0);
    source_close(&source);
    assert_null(source);
}

static void a_maildir_message_has_its_bytes_and_its_time(void **state)
{
    struct mail_folder *folder = *state;
    struct mail mail;
    struct timespec times[2] = {{.tv_sec = 1700000000}, {.tv_sec = 1700000000}};
    make_maildir(folder);
    put_bytes(folder, "new/1.a", "Subject: x\n\nwith\0nul", 20);
    utimensat(AT_FDCWD, inside(folder, "new/1.a"), times, 0);
    struct source *source = open_maildir(folder->path);
    assert_int_equal(source_next(source, &mail, NULL), 1);
    assert_int_equal(mail.length, 20);
    assert_int_equal(mail.size, 20);
    assert_memory_equal(mail.raw, "Subject: x\n\nwith\0nul", 20);
    assert_int_equal(mail.internal_date, 1700000000);
    assert_int_equal(mail.uid, 0);
    assert_false(mail.truncated);
    mail_release(&mail);
    assert_null(mail.raw);
    source_close(&source);
}

static void links_and_folders_in_a_maildir_are_not_followed(void **state)
{
    struct mail_folder *folder = *state;
    make_maildir(folder);
    put(folder, "secret", "password");
    assert_int_equal(symlink(inside(folder, "secret"), inside(folder, "new/1.link")), 0);
    assert_int_equal(mkdir(inside(folder, "cur/2.folder"), 0700), 0);
    assert_int_equal(mkfifo(inside(folder, "cur/3.fifo"), 0600), 0);
    put(folder, "new/4.good", "Subject: x\n\n");
    struct source *source = open_maildir(folder->path);
    assert_string_equal(places(source), "4.good|");
    source_close(&source);
}

static void a_message_that_may_not_be_read_is_given_empty(void **state)
{
    struct mail_folder *folder = *state;
    struct mail mail;
    if (geteuid() == 0)
        skip(); /* to whom nothing is forbidden */
    make_maildir(folder);
    put(folder, "new/1.locked", "Subject: x\n\n");
    assert_int_equal(chmod(inside(folder, "new/1.locked"), 0), 0);
    struct source *source = open_maildir(folder->path);
    assert_int_equal(source_next(source, &mail, NULL), 1);
    assert_string_equal(mail.place, "1.locked");
    assert_int_equal(mail.length, 0);
    mail_release(&mail);
    source_close(&source);
}

static void long_names_still_have_places_of_their_own(void **state)
{
    struct mail_folder *folder = *state;
    char name[220], first[96];
    struct mail mail;
    make_maildir(folder);
    for (int i = 0; i < 2; i++) {
        snprintf(name, sizeof name, "new/%0200d%d", 7, i);
        put(folder, name, "Subject: x\n\n");
    }
    struct source *source = open_maildir(folder->path);
    assert_int_equal(source_next(source, &mail, NULL), 1);
    memcpy(first, mail.place, sizeof first);
    mail_release(&mail);
    assert_int_equal(source_next(source, &mail, NULL), 1);
    assert_string_not_equal(mail.place, first);
    mail_release(&mail);
    source_close(&source);
}

static void a_large_message_is_cut_and_says_so(void **state)
{
    struct mail_folder *folder = *state;
    struct mail mail;
    size_t length = CAP_MESSAGE_BYTES + 1;
    char *text = xcalloc(length, 1);
    memset(text, 'x', length);
    make_maildir(folder);
    put_bytes(folder, "new/1.large", text, length);
    put_bytes(folder, "new/2.just-fits", text, length - 1);
    put_bytes(folder, "new/3.empty", text, 0);
    struct source *source = open_maildir(folder->path);
    static const struct {
        size_t length, size;
        bool truncated;
    } expected[] = {{CAP_MESSAGE_BYTES, CAP_MESSAGE_BYTES + 1, true},
                    {CAP_MESSAGE_BYTES, CAP_MESSAGE_BYTES, false},
                    {0, 0, false}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(source_next(source, &mail, NULL), 1);
        assert_int_equal(mail.length, expected[i].length);
        assert_int_equal(mail.size, expected[i].size);
        assert_int_equal(mail.truncated, expected[i].truncated);
        assert_non_null(mail.raw);
        mail_release(&mail);
    }
    source_close(&source);
    free(text);
}

static void a_refresh_sees_what_came_and_forgets_what_went(void **state)
{
    struct mail_folder *folder = *state;
    make_maildir(folder);
    put(folder, "new/1.a", "a");
    put(folder, "new/2.b", "b");
    struct source *source = open_maildir(folder->path);
    unlink(inside(folder, "new/2.b"));
    assert_string_equal(places(source), "1.a|");
    put(folder, "new/3.c", "c");
    assert_int_equal(rename(inside(folder, "new/1.a"), inside(folder, "cur/1.a:2,S")), 0);
    assert_int_equal(source_wait(source, 60, -1, NULL), 1);
    assert_int_equal(source_refresh(source, NULL), 0);
    assert_string_equal(places(source), "1.a|3.c|");
    source_close(&source);
}

static void waiting_ends_with_the_wake_descriptor(void **state)
{
    struct mail_folder *folder = *state;
    int ends[2];
    make_maildir(folder);
    struct source *source = open_maildir(folder->path);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(source_wait(source, 3600, ends[0], NULL), 0);
    assert_int_equal(source_wait(source, 0, -1, NULL), 0);
    close(ends[0]);
    close(ends[1]);
    source_close(&source);
}

static void what_is_no_maildir_is_refused(void **state)
{
    struct mail_folder *folder = *state;
    struct source *source = NULL;
    struct err err = {.kind = ERR_NONE};
    char *url = NULL;
    assert_true(asprintf(&url, "maildir:%s", folder->path) > 0);
    struct source_settings settings = {.url = url, .folder = "INBOX"};
    assert_int_equal(source_open(&settings, &source, &err), -1);
    assert_int_equal(err.kind, ERR_REFUSED);
    assert_null(source);
    settings.url = "maildir:/nonexistent";
    assert_int_equal(source_open(&settings, &source, &err), -1);
    source_close(&source);
    free(url);
}

static void a_draft_goes_to_its_subfolder_and_is_found(void **state)
{
    struct mail_folder *folder = *state;
    static const char text[] = "Subject: x\nMessage-ID:\n <one@protect.example>\n\n<two@protect.example>\n";
    struct err err = {.kind = ERR_NONE};
    char *url = NULL;
    make_maildir(folder);
    assert_true(asprintf(&url, "maildir:%s", folder->path) > 0);
    struct source_settings settings = {.url = url, .folder = "INBOX"};
    assert_int_equal(source_append(&settings, "Ciorne ș", "\\Draft \\Seen", text, strlen(text), &err), 0);
    assert_int_equal(count_files(folder, ".Ciorne &Ahk-/cur"), 1);
    assert_int_equal(count_files(folder, ".Ciorne &Ahk-/tmp"), 0);
    assert_int_equal(source_has_message(&settings, "Ciorne ș", "<one@protect.example>", &err), 1);
    assert_int_equal(source_has_message(&settings, "Ciorne ș", "<two@protect.example>", &err), 0);
    assert_int_equal(source_append(&settings, "INBOX", "", text, strlen(text), &err), -1);
    assert_int_equal(source_append(&settings, "../outside", "", text, strlen(text), &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(source_append(&settings, "a/b", "", text, strlen(text), &err), -1);
    free(url);
}

static void a_maildirs_folders_for_a_use_have_the_usual_names(void **state)
{
    struct mail_folder *folder = *state;
    static const char text[] = "Subject: x\nMessage-ID: <one@protect.example>\n\n";
    struct err err = {.kind = ERR_NONE};
    struct source *source = NULL;
    char *url = NULL;
    make_maildir(folder);
    assert_true(asprintf(&url, "maildir:%s", folder->path) > 0);
    struct source_settings settings = {.url = url, .folder = "INBOX"};
    assert_int_equal(source_append(&settings, SOURCE_DRAFTS, "\\Draft", text, strlen(text), &err), 0);
    assert_int_equal(source_append(&settings, SOURCE_SENT, "\\Seen", text, strlen(text), &err), 0);
    assert_int_equal(count_files(folder, ".Drafts/cur"), 1);
    assert_int_equal(source_has_message(&settings, SOURCE_SENT, "<one@protect.example>", &err), 1);
    settings.folder = SOURCE_SENT;
    assert_int_equal(source_open(&settings, &source, &err), 0);
    assert_string_equal(source_folder(source), "Sent");
    source_close(&source);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(server_addresses_are_taken_apart),
        cmocka_unit_test(what_is_no_address_is_refused_and_not_repeated),
        cmocka_unit_test(clear_text_is_for_loopback_only),
        cmocka_unit_test(folder_names_travel_as_modified_utf7),
        cmocka_unit_test(folder_names_that_cannot_be),
        cmocka_unit_test(folder_names_that_could_not_be_asked_for_again_are_none),
        cmocka_unit_test_setup_teardown(a_maildir_is_read_in_order_and_left_alone, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_maildir_message_has_its_bytes_and_its_time, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(links_and_folders_in_a_maildir_are_not_followed, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_message_that_may_not_be_read_is_given_empty, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(long_names_still_have_places_of_their_own, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_large_message_is_cut_and_says_so, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_refresh_sees_what_came_and_forgets_what_went, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(waiting_ends_with_the_wake_descriptor, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(what_is_no_maildir_is_refused, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_draft_goes_to_its_subfolder_and_is_found, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_maildirs_folders_for_a_use_have_the_usual_names, make_folder,
                                        drop_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
