/* Messages from named paths: files, folders, Maildirs, mbox files, standard input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/mailbox/source.h"
#include "mail_folder.h"

/* What the walk gives, one line each: "name=text" (line ends as '/') or "name!" for one that failed. The
 * folder's own path is left out of the names. */
static char *walk_all(const struct mail_folder *folder, const char *const *paths, size_t count)
{
    struct files *files = files_open(paths, count);
    struct mail mail;
    struct err err = {.kind = ERR_NONE};
    const char *name = NULL;
    struct buf text;
    buf_init(&text, 1u << 20);
    int result;
    while ((result = files_next(files, &mail, &name, &err)) != 0) {
        size_t root = strlen(folder->path);
        buf_add_text(&text, strncmp(name, folder->path, root) == 0 ? name + root : name);
        if (result < 0) {
            assert_int_not_equal(err.kind, ERR_NONE);
            buf_add_text(&text, "!\n");
            continue;
        }
        for (char *end = mail.raw; (end = strpbrk(end, "\r\n")) != NULL;)
            *end = *end == '\n' ? '/' : '_';
        buf_add_format(&text, "=%s\n", mail.raw);
        mail_release(&mail);
    }
    files_close(&files);
    assert_null(files);
    return buf_take(&text, NULL);
}

static void expect(const struct mail_folder *folder, const char *path, const char *expected)
{
    char *text = walk_all(folder, &path, 1);
    assert_string_equal(text, expected);
    free(text);
}

static void paths_are_read_in_the_order_they_were_named(void **state)
{
    struct mail_folder *folder = *state;
    put(folder, "b.eml", "B");
    put(folder, "a.eml", "A");
    put(folder, "c.odd-name", "C");
    const char *const paths[] = {inside(folder, "b.eml"), inside(folder, "missing"),
                                 inside(folder, "c.odd-name"), inside(folder, "a.eml"), ""};
    char *text = walk_all(folder, paths, 5);
    assert_string_equal(text, "/b.eml=B\n/missing!\n/c.odd-name=C\n/a.eml=A\n!\n");
    free(text);
}

static void a_folder_gives_its_messages_sorted_and_nothing_else(void **state)
{
    struct mail_folder *folder = *state;
    mkdir(inside(folder, "sub"), 0700);
    mkdir(inside(folder, ".git"), 0700);
    put(folder, "2.eml", "two");
    put(folder, "1.EML", "one");
    put(folder, "labels.jsonl", "{}");
    put(folder, ".3.eml", "hidden");
    put(folder, ".git/4.eml", "hidden");
    put(folder, "sub/5.eml", "five");
    put(folder, "sub/README", "From here on, read this.\n");
    put(folder, "sub/notes", "nothing");
    put(folder, "sub/note2", "Note: this\nbegins: like one\n\nFrom: nobody\n");
    put(folder, "sub/7", "X-Folded: a\n b\nDate: today\n\nMH");
    put(folder, "sub/two.txt", "return-path: <a@b>\n\ntwo");
    put(folder, "sub/old.mbox", "From a@b Mon\nfirst\n\nFrom c@d Tue\nsecond\n");
    assert_int_equal(symlink(inside(folder, "2.eml"), inside(folder, "link.eml")), 0);
    char *text = walk_all(folder, (const char *const[]){folder->path}, 1);
    assert_string_equal(text,
                        "/1.EML=one\n/2.eml=two\n/sub/5.eml=five\n/sub/7=X-Folded: a/ b/Date: today//MH\n"
                        "/sub/README:1=\n/sub/old.mbox:1=first/\n/sub/old.mbox:2=second/\n"
                        "/sub/two.txt=return-path: <a@b>//two\n");
    free(text);
}

static void a_maildir_gives_what_was_delivered(void **state)
{
    struct mail_folder *folder = *state;
    make_maildir(folder);
    put(folder, "new/2.b", "new");
    put(folder, "cur/1.a:2,S", "seen");
    put(folder, "tmp/0.x.eml", "not there yet");
    put(folder, "dovecot.index.log", "index");
    expect(folder, folder->path, "/cur/1.a:2,S=seen\n/new/2.b=new\n");
}

static void an_mbox_is_taken_apart(void **state)
{
    struct mail_folder *folder = *state;
    put(folder, "all",
        "From ana@example.org Mon Nov 23 08:00:00 2026\n"
        "Subject: one\n\n"
        ">From the start\n>>From again\n> From quoted\nFrom within a paragraph\n\n"
        "From \n"
        "Subject: two\r\n\r\nlast\r\n\r\n"
        "From x\n\n"
        "From y\nSubject: four\n\nend without a line end");
    expect(folder, inside(folder, "all"),
           "/all:1=Subject: one//From the start/>From again/> From quoted/From within a paragraph/\n"
           "/all:2=Subject: two_/_/last_/\n"
           "/all:3=\n"
           "/all:4=Subject: four//end without a line end\n");
}

static void an_mbox_with_lines_longer_than_its_buffer(void **state)
{
    struct mail_folder *folder = *state;
    struct buf text;
    struct mail mail;
    const char *name;
    buf_init(&text, 1u << 22);
    buf_add_text(&text, "From ");
    for (size_t i = 0; i < 100000; i++)
        buf_add_text(&text, "From ");
    buf_add_text(&text, "\n");
    for (size_t i = 0; i < 60000; i++)
        buf_add_text(&text, "From From ");
    buf_add_text(&text, "\n\nFrom x\nsecond\n");
    put_bytes(folder, "long", text.data, text.length);
    buf_free(&text);
    const char *path = inside(folder, "long");
    struct files *files = files_open(&path, 1);
    assert_int_equal(files_next(files, &mail, &name, NULL), 1);
    mail_release(&mail);
    assert_int_equal(files_next(files, &mail, &name, NULL), 1);
    assert_string_equal(mail.raw, "second\n");
    mail_release(&mail);
    assert_int_equal(files_next(files, &mail, &name, NULL), 0);
    files_close(&files);
}

static void a_large_message_in_an_mbox_is_cut_and_the_next_is_whole(void **state)
{
    struct mail_folder *folder = *state;
    struct buf text;
    struct mail mail;
    const char *name;
    buf_init(&text, 1u << 22);
    buf_add_text(&text, "From x\n");
    for (size_t i = 0; i < CAP_MESSAGE_BYTES / 2; i++)
        buf_add_text(&text, "a\n");
    buf_add_text(&text, "b\n\nFrom x\nsecond\n");
    put_bytes(folder, "large", text.data, text.length);
    buf_free(&text);
    const char *path = inside(folder, "large");
    struct files *files = files_open(&path, 1);
    assert_int_equal(files_next(files, &mail, &name, NULL), 1);
    assert_int_equal(mail.length, CAP_MESSAGE_BYTES);
    assert_int_equal(mail.size, CAP_MESSAGE_BYTES + 2);
    assert_true(mail.truncated);
    mail_release(&mail);
    assert_int_equal(files_next(files, &mail, &name, NULL), 1);
    assert_string_equal(mail.raw, "second\n");
    assert_string_equal(name + strlen(name) - 2, ":2");
    mail_release(&mail);
    files_close(&files);
}

static void a_file_that_only_looks_like_an_mbox(void **state)
{
    struct mail_folder *folder = *state;
    put(folder, "from", "From: ana@example.org\n\nFrom x\n");
    put(folder, "empty", "");
    put(folder, "short", "Fro");
    expect(folder, inside(folder, "from"), "/from=From: ana@example.org//From x/\n");
    expect(folder, inside(folder, "empty"), "/empty=\n");
    expect(folder, inside(folder, "short"), "/short=Fro\n");
}

static void a_link_that_was_named_is_followed_and_no_other(void **state)
{
    struct mail_folder *folder = *state;
    put(folder, "a.eml", "A");
    mkdir(inside(folder, "sub"), 0700);
    assert_int_equal(symlink("../a.eml", inside(folder, "sub/link.eml")), 0);
    assert_int_equal(mkfifo(inside(folder, "sub/fifo.eml"), 0600), 0);
    assert_int_equal(symlink("nowhere", inside(folder, "dangling")), 0);
    expect(folder, inside(folder, "sub/link.eml"), "/sub/link.eml=A\n");
    expect(folder, inside(folder, "sub"), "");
    expect(folder, inside(folder, "sub/fifo.eml"), "/sub/fifo.eml!\n");
    expect(folder, inside(folder, "dangling"), "/dangling!\n");
}

static void standard_input_is_a_dash(void **state)
{
    struct mail_folder *folder = *state;
    int kept = dup(STDIN_FILENO);
    put(folder, "one", "Subject: one\n\n");
    put(folder, "two", "From x\none\n\nFrom y\ntwo\n");
    for (int i = 0; i < 2; i++) {
        int fd = open(inside(folder, i ? "two" : "one"), O_RDONLY);
        assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
        close(fd);
        expect(folder, "-", i ? "-:1=one/\n-:2=two/\n" : "-=Subject: one//\n");
    }
    dup2(kept, STDIN_FILENO);
    close(kept);
}

static void nothing_named_is_nothing_read(void **state)
{
    (void)state;
    struct mail mail;
    const char *name;
    struct files *files = files_open(NULL, 0);
    assert_int_equal(files_next(files, &mail, &name, NULL), 0);
    assert_int_equal(files_next(files, &mail, &name, NULL), 0);
    files_close(&files);
    files_close(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(paths_are_read_in_the_order_they_were_named, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_folder_gives_its_messages_sorted_and_nothing_else, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_maildir_gives_what_was_delivered, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(an_mbox_is_taken_apart, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(an_mbox_with_lines_longer_than_its_buffer, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_large_message_in_an_mbox_is_cut_and_the_next_is_whole, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_file_that_only_looks_like_an_mbox, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_link_that_was_named_is_followed_and_no_other, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(standard_input_is_a_dash, make_folder, drop_folder),
        cmocka_unit_test(nothing_named_is_nothing_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
