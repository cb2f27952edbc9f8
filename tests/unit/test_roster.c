/* The store itself: who may open what, groups, facts, attempts, backup, damage. */
#include "roster_fixture.h"
#include "grefier/roster/lessons.h"

#include <sqlite3.h>
#include <sys/wait.h>

static enum err_kind refusal(struct fixture *fixture, const char *path, bool read_only)
{
    struct roster *other = NULL;
    struct err err = {ERR_NONE, ""};
    assert_int_equal(roster_open(path, read_only, &other, &err), -1);
    assert_null(other);
    assert_true(strlen(err.text) > 0);
    (void)fixture;
    return err.kind;
}

static void write_with_sqlite(const char *path, const char *sql)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    assert_int_equal(chmod(path, 0600), 0);
}

static void a_new_store_is_readable_by_its_owner_alone(void **state)
{
    struct fixture *fixture = *state;
    struct roster *other;
    struct stat found;
    char path[120];
    snprintf(path, sizeof path, "%s/new/roster.db", fixture->folder);
    mode_t before = umask(0);
    OK(fixture, roster_open(path, false, &other, &fixture->err));
    umask(before);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    *strrchr(path, '/') = '\0';
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0700);
    roster_close(&other);
}

static void the_journal_is_as_private_as_the_store(void **state)
{
    struct fixture *fixture = *state;
    struct stat found;
    char path[120];
    mode_t before = umask(0);
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    take_ana(fixture);
    snprintf(path, sizeof path, "%s-journal", fixture->path);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    OK(fixture, roster_commit(fixture->roster, &fixture->err));
    umask(before);
    assert_int_equal(access(path, F_OK), -1);
}

static void a_symbolic_link_is_refused_but_a_linked_folder_is_not(void **state)
{
    struct fixture *fixture = *state;
    char link[120];
    struct roster *other;
    snprintf(link, sizeof link, "%s/link.db", fixture->folder);
    assert_int_equal(symlink(fixture->path, link), 0);
    assert_int_equal(refusal(fixture, link, false), ERR_REFUSED);
    assert_int_equal(refusal(fixture, link, true), ERR_REFUSED);
    unlink(link);
    assert_int_equal(symlink("/nowhere/at/all", link), 0);
    assert_int_equal(refusal(fixture, link, false), ERR_REFUSED);
    unlink(link);
    assert_int_equal(symlink(fixture->folder, link), 0);
    snprintf(link, sizeof link, "%s/link.db/roster.db", fixture->folder);
    OK(fixture, roster_open(link, false, &other, &fixture->err));
    roster_close(&other);
}

static void loose_modes_and_second_names_are_refused(void **state)
{
    struct fixture *fixture = *state;
    char second[120];
    static const mode_t loose[] = {0640, 0604, 0620, 0666};
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        assert_int_equal(chmod(fixture->path, loose[i]), 0);
        assert_int_equal(refusal(fixture, fixture->path, false), ERR_REFUSED);
        assert_int_equal(refusal(fixture, fixture->path, true), ERR_REFUSED);
    }
    assert_int_equal(chmod(fixture->path, 0600), 0);
    assert_int_equal(chmod(fixture->folder, 0777), 0);
    assert_int_equal(refusal(fixture, fixture->path, false), ERR_REFUSED);
    assert_int_equal(chmod(fixture->folder, 0700), 0);
    snprintf(second, sizeof second, "%s/second.db", fixture->folder);
    assert_int_equal(link(fixture->path, second), 0);
    assert_int_equal(refusal(fixture, fixture->path, false), ERR_REFUSED);
    unlink(second);
    fixture_reopen(fixture);
}

static void a_file_of_somebody_else_is_refused(void **state)
{
    struct fixture *fixture = *state;
    if (geteuid() != 0)
        skip();
    assert_int_equal(chown(fixture->path, 4321, 4321), 0);
    assert_int_equal(chown(fixture->folder, 65534, 65534), 0);
    pid_t child = fork();
    if (child == 0) {
        struct roster *other = NULL;
        struct err err = {ERR_NONE, ""};
        if (setuid(65534))
            _exit(2);
        _exit(roster_open(fixture->path, false, &other, &err) == -1 && err.kind == ERR_REFUSED ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

static void what_root_creates_belongs_to_the_owner_of_the_folder(void **state)
{
    struct fixture *fixture = *state;
    struct roster *other;
    struct stat found;
    char path[120];
    if (geteuid() != 0)
        skip();
    assert_int_equal(chown(fixture->folder, 65534, 65534), 0);
    snprintf(path, sizeof path, "%s/other.db", fixture->folder);
    OK(fixture, roster_open(path, false, &other, &fixture->err));
    roster_close(&other);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_uid, 65534);
}

static void a_database_of_another_program_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    char path[120];
    snprintf(path, sizeof path, "%s/other.db", fixture->folder);
    write_with_sqlite(path, "CREATE TABLE theirs (a)");
    assert_int_equal(refusal(fixture, path, false), ERR_REFUSED);
    assert_int_equal(refusal(fixture, path, true), ERR_REFUSED);
    roster_close(&fixture->roster);
    write_with_sqlite(fixture->path, "PRAGMA user_version = 1000");
    assert_int_equal(refusal(fixture, fixture->path, false), ERR_REFUSED);
}

/* Version 1 kept no lessons. */
static void a_store_of_an_older_version_is_brought_up_to_date(void **state)
{
    struct fixture *fixture = *state;
    struct lesson *lesson = NULL;
    size_t count = 1;
    int64_t id = take_ana(fixture);
    roster_close(&fixture->roster);
    write_with_sqlite(fixture->path, "DROP TABLE lesson; PRAGMA user_version = 1");
    assert_int_equal(refusal(fixture, fixture->path, true), ERR_REFUSED);
    OK(fixture, roster_open(fixture->path, false, &fixture->roster, &fixture->err));
    OK(fixture, roster_lessons(fixture->roster, fixture->arena, &lesson, &count, &fixture->err));
    assert_int_equal(count, 0);
    assert_string_equal(applicant_now(fixture, id)->field[FIELD_NAME], "Ana Popescu");
}

static void a_file_that_is_no_database_is_broken(void **state)
{
    struct fixture *fixture = *state;
    char path[120];
    snprintf(path, sizeof path, "%s/text.db", fixture->folder);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 200; i++)
        fputs("this is not a database, however long it is\n", file);
    fclose(file);
    chmod(path, 0600);
    assert_int_equal(refusal(fixture, path, false), ERR_BROKEN);
}

static void a_reader_makes_nothing_and_writes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct roster *reader;
    char path[120];
    snprintf(path, sizeof path, "%s/none.db", fixture->folder);
    assert_int_equal(refusal(fixture, path, true), ERR_REFUSED);
    assert_int_equal(access(path, F_OK), -1);
    OK(fixture, roster_open(fixture->path, true, &reader, &fixture->err));
    assert_int_equal(roster_set_fact(reader, "a", "b", &fixture->err), -1);
    roster_close(&reader);
}

static void a_reader_sees_what_was_committed_while_the_service_writes(void **state)
{
    struct fixture *fixture = *state;
    struct roster *reader;
    struct roster_counts counts;
    OK(fixture, roster_open(fixture->path, true, &reader, &fixture->err));
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    take_ana(fixture);
    OK(fixture, roster_counts(reader, &counts, &fixture->err));
    assert_int_equal(counts.letters, 0);
    OK(fixture, roster_commit(fixture->roster, &fixture->err));
    OK(fixture, roster_counts(reader, &counts, &fixture->err));
    assert_int_equal(counts.letters, 1);
    assert_int_equal(counts.answered, 1);
    assert_int_equal(counts.applicant[APPLICANT_COMPLETE], 1);
    assert_int_equal(counts.outbox[OUTBOX_QUEUED], 1);
    assert_int_equal(counts.oldest_due, NOW);
    roster_close(&reader);
}

static void facts_and_cursors_outlive_the_service(void **state)
{
    struct fixture *fixture = *state;
    const char *word = NULL;
    int64_t number = 0;
    struct source_cursor cursor = {1, 1};
    OK(fixture, roster_cursor(fixture->roster, "INBOX", &cursor, &fixture->err));
    assert_int_equal(cursor.uid_validity, 0);
    cursor = (struct source_cursor){4000000001u, 4000000002u};
    OK(fixture, roster_set_cursor(fixture->roster, "INBOX", &cursor, &fixture->err));
    OK(fixture, roster_set_fact(fixture->roster, FACT_MODE, "shadow", &fixture->err));
    OK(fixture, roster_set_fact_number(fixture->roster, FACT_STARTED, NOW, &fixture->err));
    fixture_reopen(fixture);
    cursor = (struct source_cursor){0};
    OK(fixture, roster_cursor(fixture->roster, "INBOX", &cursor, &fixture->err));
    assert_true(cursor.uid_validity == 4000000001u && cursor.next_uid == 4000000002u);
    assert_int_equal(roster_fact(fixture->roster, FACT_MODE, fixture->arena, &word, &fixture->err), 1);
    assert_string_equal(word, "shadow");
    assert_int_equal(roster_fact_number(fixture->roster, FACT_STARTED, &number, &fixture->err), 1);
    assert_int_equal(number, NOW);
    OK(fixture, roster_set_fact(fixture->roster, FACT_MODE, NULL, &fixture->err));
    assert_int_equal(roster_fact(fixture->roster, FACT_MODE, fixture->arena, &word, &fixture->err), 0);
}

static void a_message_that_kills_the_reader_is_counted_until_it_is_taken(void **state)
{
    struct fixture *fixture = *state;
    unsigned before = 99;
    for (unsigned i = 0; i < 3; i++) {
        OK(fixture, roster_attempt_begin(fixture->roster, "INBOX:7:ana-1", NOW, &before, &fixture->err));
        assert_int_equal(before, i);
        fixture_reopen(fixture);
    }
    take_ana(fixture);
    OK(fixture, roster_attempt_begin(fixture->roster, "INBOX:7:ana-1", NOW, &before, &fixture->err));
    assert_int_equal(before, 0);
    OK(fixture, roster_attempt_end(fixture->roster, "INBOX:7:ana-1", &fixture->err));
    OK(fixture, roster_attempt_begin(fixture->roster, "INBOX:7:ana-1", NOW, &before, &fixture->err));
    assert_int_equal(before, 0);
}

static void the_fields_are_remembered_for_those_who_have_no_rules(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(roster_field_count(fixture->roster), 4);
    assert_string_equal(roster_field(fixture->roster, FIELD_PHONE)->id, "phone");
    const struct roster_field fields[] = {
        {"name", true}, {"position", true}, {"organization", false}, {"phone", true}, {"county", true}};
    OK(fixture, roster_set_fields(fixture->roster, fields, 5, &fixture->err));
    fixture_reopen(fixture);
    assert_int_equal(roster_field_count(fixture->roster), 5);
    assert_false(roster_field(fixture->roster, FIELD_ORGANIZATION)->required);
    assert_string_equal(roster_field(fixture->roster, 4)->id, "county");
    assert_int_equal(applicant_now(fixture, take_ana(fixture))->missing, 1u << 4);
}

static void a_group_is_done_wholly_or_not_at_all(void **state)
{
    struct fixture *fixture = *state;
    struct applicant **people;
    size_t count;
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    assert_int_equal(roster_begin(fixture->roster, &fixture->err), -1);
    take_ana(fixture);
    roster_rollback(fixture->roster);
    OK(fixture, roster_applicants(fixture->roster, NULL, fixture->arena, &people, &count, &fixture->err));
    assert_int_equal(count, 0);
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    take_ana(fixture);
    take_dan(fixture);
    OK(fixture, roster_commit(fixture->roster, &fixture->err));
    fixture_reopen(fixture);
    OK(fixture, roster_applicants(fixture->roster, NULL, fixture->arena, &people, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_int_equal(roster_commit(fixture->roster, &fixture->err), -1);
}

static void closing_undoes_a_group_that_was_not_committed(void **state)
{
    struct fixture *fixture = *state;
    struct roster_counts counts;
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    take_ana(fixture);
    fixture_reopen(fixture);
    OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
    assert_int_equal(counts.letters, 0);
}

static void one_call_that_fails_in_a_group_undoes_itself_only(void **state)
{
    struct fixture *fixture = *state;
    struct roster_counts counts;
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, "x@example.org", "ours-1@protect.example");
    struct taken taken;
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    take_ana(fixture);
    /* the same Message-ID of ours: must not be */
    assert_int_equal(take(fixture, "x-1", "x@example.org", &verdict, &taken_person, &answer, &taken), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    take_dan(fixture);
    OK(fixture, roster_commit(fixture->roster, &fixture->err));
    OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
    assert_int_equal(counts.letters, 2);
    assert_int_equal(counts.applicant[APPLICANT_COMPLETE], 1);
    OK(fixture, roster_check(fixture->roster, &fixture->err));
}

static void one_service_holds_a_store(void **state)
{
    struct fixture *fixture = *state;
    struct roster *other;
    OK(fixture, roster_hold(fixture->roster, &fixture->err));
    OK(fixture, roster_open(fixture->path, false, &other, &fixture->err));
    assert_int_equal(roster_hold(other, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_RETRY);
    roster_close(&fixture->roster);
    OK(fixture, roster_hold(other, &fixture->err));
    roster_close(&other);
}

static void a_backup_is_whole_private_and_never_overwrites(void **state)
{
    struct fixture *fixture = *state;
    struct roster *copy;
    struct roster_counts counts;
    struct stat found;
    char path[120];
    take_ana(fixture);
    snprintf(path, sizeof path, "%s/backup.db", fixture->folder);
    OK(fixture, roster_backup(fixture->roster, path, &fixture->err));
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    OK(fixture, roster_open(path, true, &copy, &fixture->err));
    OK(fixture, roster_check(copy, &fixture->err));
    OK(fixture, roster_counts(copy, &counts, &fixture->err));
    assert_int_equal(counts.letters, 1);
    roster_close(&copy);
    assert_int_equal(roster_backup(fixture->roster, path, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_REFUSED);
}

static void damage_is_found(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 20; i++) {
        char place[40];
        unsigned before;
        snprintf(place, sizeof place, "INBOX:7:%d", i);
        OK(fixture, roster_attempt_begin(fixture->roster, place, NOW, &before, &fixture->err));
    }
    OK(fixture, roster_check(fixture->roster, &fixture->err));
    roster_close(&fixture->roster);
    int file = open(fixture->path, O_WRONLY | O_CLOEXEC);
    char noise[4096 * 3];
    memset(noise, 0xA5, sizeof noise);
    off_t end = lseek(file, 0, SEEK_END);
    assert_true(pwrite(file, noise, sizeof noise, end / 2 / 4096 * 4096) > 0);
    close(file);
    struct roster *damaged = NULL;
    int result = roster_open(fixture->path, false, &damaged, &fixture->err);
    if (result == 0)
        result = roster_check(damaged, &fixture->err);
    assert_int_equal(result, -1);
    assert_int_equal(fixture->err.kind, ERR_BROKEN);
    roster_close(&damaged);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_new_store_is_readable_by_its_owner_alone),
        STORE_TEST(the_journal_is_as_private_as_the_store),
        STORE_TEST(a_symbolic_link_is_refused_but_a_linked_folder_is_not),
        STORE_TEST(loose_modes_and_second_names_are_refused),
        STORE_TEST(a_file_of_somebody_else_is_refused),
        STORE_TEST(what_root_creates_belongs_to_the_owner_of_the_folder),
        STORE_TEST(a_database_of_another_program_is_left_alone),
        STORE_TEST(a_store_of_an_older_version_is_brought_up_to_date),
        STORE_TEST(a_file_that_is_no_database_is_broken),
        STORE_TEST(a_reader_makes_nothing_and_writes_nothing),
        STORE_TEST(a_reader_sees_what_was_committed_while_the_service_writes),
        STORE_TEST(facts_and_cursors_outlive_the_service),
        STORE_TEST(a_message_that_kills_the_reader_is_counted_until_it_is_taken),
        STORE_TEST(the_fields_are_remembered_for_those_who_have_no_rules),
        STORE_TEST(a_group_is_done_wholly_or_not_at_all),
        STORE_TEST(closing_undoes_a_group_that_was_not_committed),
        STORE_TEST(one_call_that_fails_in_a_group_undoes_itself_only),
        STORE_TEST(one_service_holds_a_store),
        STORE_TEST(a_backup_is_whole_private_and_never_overwrites),
        STORE_TEST(damage_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
