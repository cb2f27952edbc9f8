/* Sudden death, a full disk, a broken disk, two at once: nothing half done, nothing lost, nothing double. */
#include "roster_fixture.h"

#include <errno.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include "failing_disk.h"

static int store_on_failing_disk(void **state)
{
    disk_install();
    disk_fail_after(DISK_GOOD, 0, false);
    return fixture_open(state);
}

/* Letter number `uid` of a folder: a sign-up, its answer, and the cursor. */
static int take_uid(struct roster *roster, uint32_t uid, struct err *err)
{
    char hash[32], place[32], message_id[64], address[64];
    snprintf(hash, sizeof hash, "hash-%u", uid);
    snprintf(place, sizeof place, "INBOX:7:%u", uid);
    snprintf(message_id, sizeof message_id, "answer-%u@protect.example", uid);
    snprintf(address, sizeof address, "applicant-%u@example.org", uid);
    const struct person person = person_of("Ana Popescu", "consilier", "Asociația Zâmbet", "+40722123456");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    const struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, address, message_id);
    const struct source_cursor cursor = {7, uid + 1};
    const struct taking taking = {.hash = hash,
                                  .place = place,
                                  .folder = "INBOX",
                                  .cursor = &cursor,
                                  .verdict = &verdict,
                                  .from_address = address,
                                  .person = &taken_person,
                                  .person_count = 1,
                                  .answer = &answer,
                                  .answer_count = 1};
    struct taken taken;
    return roster_take(roster, &taking, NOW, &taken, err);
}

/* Every letter has its row, its answer and moved the cursor; returns how many there are. */
static uint64_t assert_consistent(struct fixture *fixture)
{
    struct roster_counts counts;
    struct source_cursor cursor;
    struct outbox_row **row;
    size_t rows;
    OK(fixture, roster_check(fixture->roster, &fixture->err));
    OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
    OK(fixture, roster_cursor(fixture->roster, "INBOX", &cursor, &fixture->err));
    OK(fixture, outbox_list(fixture->roster, NULL, fixture->arena, &row, &rows, &fixture->err));
    assert_int_equal(counts.applicant[APPLICANT_COMPLETE], counts.letters);
    assert_int_equal(rows, counts.letters);
    assert_int_equal(cursor.next_uid, counts.letters ? counts.letters + 1 : 0);
    return counts.letters;
}

/* Runs `work` in a process that dies at its `step`-th disk operation. Whether it came to its end. */
static bool survives(struct fixture *fixture, int step, int (*work)(struct roster *, struct err *))
{
    roster_close(&fixture->roster);
    pid_t child = fork();
    if (child == 0) {
        struct roster *roster = NULL;
        struct err err = {ERR_NONE, ""};
        disk_fail_after(DISK_DEATH, step, false);
        int result = roster_open(fixture->path, false, &roster, &err);
        if (result == 0)
            result = work(roster, &err);
        _exit(result < 0 ? 1 : 0); /* without roster_close: that would be an orderly end */
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status))
        fail_msg("the work failed at step %d", step);
    OK(fixture, roster_open(fixture->path, false, &fixture->roster, &fixture->err));
    return WIFEXITED(status);
}

static int take_the_second(struct roster *roster, struct err *err)
{
    return take_uid(roster, 2, err);
}

static void death_at_any_step_of_a_taking_leaves_all_of_it_or_nothing(void **state)
{
    struct fixture *fixture = *state;
    int step = 1, died = 0;
    OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
    while (!survives(fixture, step, take_the_second)) {
        assert_in_range(assert_consistent(fixture), 1, 2);
        if (roster_knows_place(fixture->roster, "INBOX:7:2", &fixture->err) == 1)
            break; /* the very last step: it died after the commit */
        died++;
        step++;
        assert_true(step < 1000);
    }
    assert_int_equal(assert_consistent(fixture), 2);
    assert_true(died > 10);
}

static int take_a_group(struct roster *roster, struct err *err)
{
    if (roster_begin(roster, err))
        return -1;
    for (uint32_t uid = 2; uid <= 6; uid++)
        if (take_uid(roster, uid, err))
            return -1;
    return roster_commit(roster, err);
}

static void death_at_any_step_of_a_group_leaves_all_of_it_or_nothing(void **state)
{
    struct fixture *fixture = *state;
    int step = 1;
    OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
    while (!survives(fixture, step, take_a_group)) {
        uint64_t letters = assert_consistent(fixture);
        if (letters == 6)
            break;
        assert_int_equal(letters, 1);
        step++;
        assert_true(step < 1000);
    }
    assert_int_equal(assert_consistent(fixture), 6);
    assert_true(step > 10);
}

static int open_only(struct roster *roster, struct err *err)
{
    (void)roster;
    (void)err;
    return 0;
}

static void death_while_the_store_is_made_leaves_one_that_can_be_made(void **state)
{
    struct fixture *fixture = *state;
    int step = 1;
    for (;;) {
        roster_close(&fixture->roster);
        unlink(fixture->path);
        bool survived = survives(fixture, step, open_only);
        OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
        assert_int_equal(assert_consistent(fixture), 1);
        if (survived)
            break;
        step++;
    }
    assert_true(step > 10);
}

static void a_reader_repairs_what_a_killed_writer_left(void **state)
{
    struct fixture *fixture = *state;
    struct roster_counts counts;
    OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
    for (int step = 8; step < 14; step++) {
        roster_close(&fixture->roster);
        pid_t child = fork();
        if (child == 0) {
            struct roster *roster = NULL;
            struct err err;
            disk_fail_after(DISK_DEATH, step, false);
            if (roster_open(fixture->path, false, &roster, &err) == 0)
                take_uid(roster, 2, &err);
            _exit(0);
        }
        waitpid(child, NULL, 0);
        OK(fixture, roster_open(fixture->path, true, &fixture->roster, &fixture->err));
        OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
        assert_in_range(counts.letters, 1, 2);
        fixture_reopen(fixture);
        assert_int_equal(assert_consistent(fixture), counts.letters);
        if (counts.letters == 2)
            return;
    }
}

static void a_disk_that_fails_at_any_step_loses_nothing_and_is_said(void **state)
{
    struct fixture *fixture = *state;
    static const enum disk_failure failures[] = {DISK_FULL, DISK_BROKEN};
    uint32_t uid = 1;
    for (size_t kind = 0; kind < 2; kind++)
        for (int step = 1;; step++) {
            disk_fail_after(failures[kind], step, step % 2 == 0);
            int result = take_uid(fixture->roster, uid, &fixture->err);
            bool happened = disk.happened;
            disk_fail_after(DISK_GOOD, 0, false);
            if (result)
                assert_int_equal(fixture->err.kind, ERR_RETRY);
            else
                uid++;
            assert_int_equal(assert_consistent(fixture), uid - 1);
            if (!happened)
                break;
        }
    OK(fixture, take_uid(fixture->roster, uid, &fixture->err));
    assert_int_equal(assert_consistent(fixture), uid);
}

static void a_group_on_a_full_disk_is_undone_wholly(void **state)
{
    struct fixture *fixture = *state;
    OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
    for (int step = 1;; step++) {
        disk_fail_after(DISK_FULL, step, true);
        OK(fixture, roster_begin(fixture->roster, &fixture->err));
        bool failed = false;
        for (uint32_t uid = 2; uid <= 200; uid++) /* enough to overflow into the file before the commit */
            failed |= take_uid(fixture->roster, uid, &fixture->err) < 0;
        failed |= roster_commit(fixture->roster, &fixture->err) < 0;
        bool happened = disk.happened;
        disk_fail_after(DISK_GOOD, 0, false);
        if (!happened) {
            assert_false(failed);
            break;
        }
        assert_true(failed);
        assert_int_equal(fixture->err.kind, ERR_RETRY);
        assert_int_equal(assert_consistent(fixture), 1);
        step += step / 4; /* not each of the many steps */
    }
    assert_int_equal(assert_consistent(fixture), 200);
}

static void no_message_is_claimed_on_a_disk_that_fails(void **state)
{
    struct fixture *fixture = *state;
    OK(fixture, take_uid(fixture->roster, 1, &fixture->err));
    disk_fail_after(DISK_FULL, 1, true);
    assert_int_equal(outbox_claim(fixture->roster, 1, NOW, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_RETRY);
    disk_fail_after(DISK_GOOD, 0, false);
    assert_int_equal(row_now(fixture, 1)->state, OUTBOX_QUEUED);
    assert_int_equal(outbox_claim(fixture->roster, 1, NOW, &fixture->err), 1);
}

static void a_service_killed_again_and_again_does_each_thing_once(void **state)
{
    struct fixture *fixture = *state;
    unsigned random = 12345;
    size_t doubts;
    for (int round = 0; round < 25; round++) {
        roster_close(&fixture->roster);
        pid_t child = fork();
        if (child == 0) {
            struct roster *roster;
            struct source_cursor cursor;
            struct err err;
            if (roster_open(fixture->path, false, &roster, &err))
                _exit(1);
            roster_cursor(roster, "INBOX", &cursor, &err);
            for (uint32_t uid = cursor.next_uid ? cursor.next_uid : 1;; uid++) {
                const struct outbox_settlement sent = {.state = OUTBOX_SENT, .code = 250};
                if (take_uid(roster, uid, &err) || outbox_claim(roster, uid, NOW, &err) != 1 ||
                    outbox_settle(roster, uid, &sent, NOW, &err) != 1)
                    _exit(1);
            }
        }
        random = random * 1103515245u + 12345u;
        usleep(2000 + random / 65536u % 40000u);
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status));
        OK(fixture, roster_open(fixture->path, false, &fixture->roster, &fixture->err));
        assert_consistent(fixture);
        OK(fixture, outbox_recover(fixture->roster, NOW, &doubts, &fixture->err));
        assert_in_range(doubts, 0, 1);
        /* what was left due goes out, so that the next round begins in order */
        for (struct outbox_row *row;
             outbox_due(fixture->roster, NOW, NULL, fixture->arena, &row, &fixture->err) == 1;) {
            const struct outbox_settlement sent = {.state = OUTBOX_SENT, .code = 250};
            assert_int_equal(outbox_claim(fixture->roster, row->number, NOW, &fixture->err), 1);
            assert_int_equal(outbox_settle(fixture->roster, row->number, &sent, NOW, &fixture->err), 1);
        }
    }
}

static void two_processes_write_side_by_side(void **state)
{
    struct fixture *fixture = *state;
    struct roster_counts counts;
    pid_t child[2];
    roster_close(&fixture->roster);
    for (uint32_t i = 0; i < 2; i++)
        if ((child[i] = fork()) == 0) {
            struct roster *roster;
            struct err err;
            int result = roster_open(fixture->path, false, &roster, &err);
            for (uint32_t uid = 0; result == 0 && uid < 30; uid++)
                result = take_uid(roster, 1000 * (i + 1) + uid, &err);
            _exit(result ? 1 : 0);
        }
    for (int i = 0; i < 2; i++) {
        int status = -1;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    OK(fixture, roster_open(fixture->path, false, &fixture->roster, &fixture->err));
    OK(fixture, roster_check(fixture->roster, &fixture->err));
    OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
    assert_int_equal(counts.letters, 60);
}

/* A real file system of 512 KiB, where we may make one. */
static void a_full_and_a_read_only_file_system(void **state)
{
    struct fixture *fixture = *state;
    char folder[100], path[120];
    struct roster *small = NULL;
    snprintf(folder, sizeof folder, "%s/small", fixture->folder);
    snprintf(path, sizeof path, "%s/roster.db", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    if (mount("grefier-test", folder, "tmpfs", 0, "size=512k,mode=0700"))
        skip();
    uint32_t uid = 0;
    int result = roster_open(path, false, &small, &fixture->err);
    while (result == 0 && uid < 1000)
        result = take_uid(small, ++uid, &fixture->err);
    bool full = result < 0 && fixture->err.kind == ERR_RETRY && uid > 5;
    roster_close(&small);
    result = roster_open(path, true, &small, &fixture->err);
    struct roster_counts counts = {0};
    if (result == 0)
        result = roster_counts(small, &counts, &fixture->err);
    roster_close(&small);
    mount("grefier-test", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL);
    bool refused = roster_open(path, false, &small, &fixture->err) < 0 && fixture->err.kind == ERR_RETRY;
    roster_close(&small);
    struct roster_counts still = {0};
    bool readable = roster_open(path, true, &small, &fixture->err) == 0 &&
                    roster_counts(small, &still, &fixture->err) == 0;
    roster_close(&small);
    umount2(folder, MNT_DETACH); /* whatever happened above */
    assert_true(full);
    assert_int_equal(result, 0);
    assert_int_equal(counts.letters, uid - 1);
    assert_true(refused);
    assert_true(readable);
    assert_int_equal(still.letters, counts.letters);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_on_failing_disk, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(death_at_any_step_of_a_taking_leaves_all_of_it_or_nothing),
        STORE_TEST(death_at_any_step_of_a_group_leaves_all_of_it_or_nothing),
        STORE_TEST(death_while_the_store_is_made_leaves_one_that_can_be_made),
        STORE_TEST(a_reader_repairs_what_a_killed_writer_left),
        STORE_TEST(a_disk_that_fails_at_any_step_loses_nothing_and_is_said),
        STORE_TEST(a_group_on_a_full_disk_is_undone_wholly),
        STORE_TEST(no_message_is_claimed_on_a_disk_that_fails),
        STORE_TEST(a_service_killed_again_and_again_does_each_thing_once),
        STORE_TEST(two_processes_write_side_by_side),
        STORE_TEST(a_full_and_a_read_only_file_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
