/*
 * A store in a temporary folder, and sign-ups to put into it.
 */
#ifndef GREFIER_TESTS_ROSTER_FIXTURE_H
#define GREFIER_TESTS_ROSTER_FIXTURE_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "grefier/base/clock.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/erasure.h"
#include "grefier/roster/letters.h"

#define NOW INT64_C(1795421000) /* 2026-11-23 */

struct fixture {
    char folder[64], path[80];
    struct roster *roster;
    struct arena *arena;
    struct err err;
};

static inline int fixture_open(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/grefier-roster-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof fixture->path, "%s/roster.db", fixture->folder);
    fixture->arena = arena_new();
    if (roster_open(fixture->path, false, &fixture->roster, &fixture->err))
        fail_msg("%s", fixture->err.text);
    *state = fixture;
    return 0;
}

static inline void remove_folder(const char *folder)
{
    DIR *listing = opendir(folder);
    for (struct dirent *entry; listing && (entry = readdir(listing));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            char path[400];
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            if (entry->d_type == DT_DIR)
                remove_folder(path);
            else
                unlink(path);
        }
    if (listing)
        closedir(listing);
    rmdir(folder);
}

static inline int fixture_close(void **state)
{
    struct fixture *fixture = *state;
    roster_close(&fixture->roster);
    arena_free(&fixture->arena);
    remove_folder(fixture->folder);
    free(fixture);
    return 0;
}

/* Closes and opens it again, as a service that starts. */
static inline void fixture_reopen(struct fixture *fixture)
{
    roster_close(&fixture->roster);
    if (roster_open(fixture->path, false, &fixture->roster, &fixture->err))
        fail_msg("%s", fixture->err.text);
}

/* The call went well; else the test ends with what the store says. */
#define OK(fixture, call)                                                                                    \
    do {                                                                                                     \
        if ((call) < 0)                                                                                      \
            fail_msg("%s: %s", #call, (fixture)->err.text);                                                  \
    } while (0)

static inline struct value value_of(const char *text, const char *rule, unsigned line)
{
    return (struct value){text, {.rule = rule, .where = "own", .line = line, .weight = 5, .text = text}};
}

/* Somebody who signs up themselves; a NULL is missing. */
static inline struct person person_of(const char *name, const char *position, const char *organization,
                                      const char *phone)
{
    return (struct person){.field = {value_of(name, "fields.name.label", 1),
                                     value_of(position, "fields.position.label", 2),
                                     value_of(organization, "fields.organization.label", 3),
                                     value_of(phone, "fields.phone.label", 4)},
                           .is_sender = true};
}

static inline struct person ana(void)
{
    return person_of("Ana Popescu", "consilier", "Asociația Zâmbet", "+40722123456");
}

static inline struct verdict verdict_of(enum kind kind, enum action action)
{
    return (struct verdict){.kind = kind,
                            .action = action,
                            .language = "ro",
                            .reason = "all fields given",
                            .spoke = {"intention.signup.wish", "shape.labels"},
                            .spoke_count = 2};
}

static inline struct outgoing answer_of(enum outbox_kind kind, const char *recipient, const char *message_id)
{
    static const char message[] = "Subject: Re: inscriere\r\n\r\nThe text of the answer.\r\n";
    return (struct outgoing){.kind = kind,
                             .state = OUTBOX_QUEUED,
                             .recipient = recipient,
                             .sender = "inscrieri@protect.example",
                             .message_id = message_id,
                             .token = NULL,
                             .message = message,
                             .length = sizeof message - 1};
}

/* Takes one person in; the place, hash and Message-ID are made from `name`. */
static inline int take(struct fixture *fixture, const char *name, const char *address,
                       const struct verdict *verdict, const struct taking_person *person,
                       const struct outgoing *answer, struct taken *taken)
{
    char place[80], message_id[80];
    snprintf(place, sizeof place, "INBOX:7:%s", name);
    snprintf(message_id, sizeof message_id, "%s@example.org", name);
    const struct taking taking = {.message_id = message_id,
                                  .hash = name,
                                  .place = place,
                                  .received = NOW - 10,
                                  .verdict = verdict,
                                  .from_name = person ? person->person->field[FIELD_NAME].text : NULL,
                                  .from_address = address,
                                  .subject = "Inscriere Ana Popescu",
                                  .person = person,
                                  .person_count = person != NULL,
                                  .answer = answer,
                                  .answer_count = answer != NULL};
    return roster_take(fixture->roster, &taking, NOW, taken, &fixture->err);
}

/* The ordinary case: Ana signs up, complete, and is acknowledged. Returns her id. */
static inline int64_t take_ana(struct fixture *fixture)
{
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, "ana@zambet.example", "ours-1@protect.example");
    struct taken taken;
    answer.token = "K7Q2-ANA";
    answer.message = "Subject: Re: Inscriere Ana Popescu\r\n\r\nAna Popescu, +40722123456\r\n";
    answer.length = strlen(answer.message);
    OK(fixture, take(fixture, "ana-1", "ana@zambet.example", &verdict, &taken_person, &answer, &taken));
    return taken.applicant[0];
}

/* Somebody whose phone is missing, asked for it. Returns their id. */
static inline int64_t take_dan(struct fixture *fixture)
{
    const struct person person = person_of("Dan Ionescu", "avocat", "Baroul Cluj", NULL);
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ASK);
    struct outgoing answer = answer_of(OUTBOX_ASK, "Dan@Barou.example", "ours-2@protect.example");
    struct taken taken;
    answer.token = "K7Q2-DAN";
    OK(fixture, take(fixture, "dan-1", "Dan@Barou.example", &verdict, &taken_person, &answer, &taken));
    return taken.applicant[0];
}

static inline struct applicant *applicant_now(struct fixture *fixture, int64_t id)
{
    struct applicant *found = NULL;
    OK(fixture, roster_applicant(fixture->roster, id, fixture->arena, &found, &fixture->err));
    return found;
}

static inline struct outbox_row *row_now(struct fixture *fixture, int64_t number)
{
    struct outbox_row *found = NULL;
    OK(fixture, outbox_get(fixture->roster, number, true, fixture->arena, &found, &fixture->err));
    return found;
}

/* Whether any file in the store's folder holds these bytes, in any case of its ASCII letters. */
static inline bool folder_holds(const struct fixture *fixture, const char *needle)
{
    bool found = false;
    size_t length = strlen(needle);
    DIR *listing = opendir(fixture->folder);
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", fixture->folder, entry->d_name);
        FILE *file = entry->d_type == DT_REG ? fopen(path, "rb") : NULL;
        if (!file)
            continue;
        struct buf all;
        char block[4096];
        buf_init(&all, 64u << 20);
        for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
            buf_add(&all, block, got);
        fclose(file);
        for (size_t i = 0; i + length <= all.length; i++)
            found |= strncasecmp(all.data + i, needle, length) == 0;
        buf_free(&all);
    }
    closedir(listing);
    return found;
}

#endif
