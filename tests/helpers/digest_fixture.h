/*
 * Digests of an empty, an ordinary and a heavy day, as the service would fill them.
 */
#ifndef GREFIER_TESTS_DIGEST_FIXTURE_H
#define GREFIER_TESTS_DIGEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/digest/digest.h"
#include "grefier/digest/romanian.h"
#include "grefier/letter/letter.h"

#define MONDAY 20780 /* 23 November 2026 */

static struct rules *rules;
static struct arena *arena;
static struct words *words;
static struct err err;

static const char *const titles[] = {"nume", "funcție", "organizație", "telefon"};

static int load_rules(void **state)
{
    (void)state;
    letter_setup();
    const char *folder = getenv("GREFIER_RULES");
    struct buf problems;
    assert_non_null(folder);
    buf_init(&problems, 65536);
    int result = rules_load(&folder, 1, &rules, &problems, &err);
    if (result)
        print_error("%s\n", problems.data);
    buf_free(&problems);
    arena = arena_new();
    words = result ? NULL : words_read(arena, rules);
    return result;
}

static int free_rules(void **state)
{
    (void)state;
    rules_free(&rules);
    arena_free(&arena);
    return 0;
}

static inline struct digest empty_day(void)
{
    static const struct digest_count sector[] = {{"parliament", 0},  {"law", 0},           {"academia", 0},
                                                 {"institution", 0}, {"civil-society", 0}, {"other", 0}};
    return (struct digest){.day = MONDAY,
                           .group_name = "Grupul de lucru pentru prevenirea exploatării copiilor",
                           .to_address = "secretariat@protect.example",
                           .to_name = "",
                           .from_address = "inscrieri@protect.example",
                           .from_name = "Secretariatul Grupului de lucru",
                           .token = "K7Q29D4FXHT2A3BM",
                           .message_id = "0123456789abcdef@protect.example",
                           .date = INT64_C(1795413600),
                           .blind_since = "",
                           .gap_from = "",
                           .gap_till = "",
                           .last_digest = "",
                           .error = "",
                           .field_title = titles,
                           .field_count = 4,
                           .sector = sector,
                           .sector_count = 6};
}

static inline struct digest_person person(int64_t id, const char *name, const char *position,
                                          const char *organization, const char *phone, const char *sector)
{
    const char **field = arena_array(arena, 4, sizeof *field);
    field[0] = name;
    field[1] = position;
    field[2] = organization;
    field[3] = phone;
    return (struct digest_person){.id = id,
                                  .field = field,
                                  .email = arena_format(arena, "persoana%lld@exemplu.example", (long long)id),
                                  .sector = sector,
                                  .status = phone ? "complete" : "incomplete",
                                  .missing = phone ? "" : "telefon",
                                  .created = MONDAY - id % 3,
                                  .updated = MONDAY,
                                  .last_asked = phone ? DAY_NONE : MONDAY - 1,
                                  .asked = phone ? 0 : 2};
}

static const char *const organizations[] = {"Asociația „Zâmbet și Speranță”",
                                            "DGASPC Iași",
                                            "Universitatea Babeș-Bolyai",
                                            "Baroul Cluj",
                                            "Camera Deputaților",
                                            "Școala Gimnazială nr. 3 Târgu Mureș",
                                            "Fundația Copiii Noștri",
                                            "Societatea Țintă SRL"};
static const char *const sectors[] = {"civil-society", "institution", "academia",      "law",
                                      "parliament",    "institution", "civil-society", "other"};
static const char *const names[] = {"Ștefan Țurcanu", "Ana-Maria Pop",     "Ioana Bălan",  "Gheorghe Șerban",
                                    "Îngrid Kovács",  "Răzvan Dumitrașcu", "Elena Nistor", "Călin Ardeleanu"};
static const char *const positions[] = {"președinte", "asistent social", "lector universitar", "avocat",
                                        "deputat",    "director",        "psiholog",           "jurist"};

static inline struct digest_person *people(size_t count)
{
    struct digest_person *all = arena_array(arena, count, sizeof *all);
    for (size_t i = 0; i < count; i++) {
        const char *phone = i % 5 == 4 ? NULL : arena_format(arena, "+40722%06zu", 100000 + i);
        all[i] = person((int64_t)i + 1, names[i % 8], positions[i % 8], organizations[i % 8], phone,
                        sectors[i % 8]);
    }
    return all;
}

static inline void count_people(struct digest *digest)
{
    struct digest_count *sector = arena_array(arena, 6, sizeof *sector);
    memcpy(sector, digest->sector, 6 * sizeof *sector);
    for (size_t i = 0; i < digest->person_count; i++) {
        for (size_t j = 0; j < 6; j++)
            sector[j].count += strcmp(sector[j].name, digest->person[i].sector) == 0;
        digest->by_day[(DIGEST_DAYS - 1) - (i * 7 % DIGEST_DAYS) / (1 + i % 3)]++;
        digest->members++;
    }
    digest->sector = sector;
}

static inline struct digest_person *incomplete_of(struct digest_person *all, size_t count, size_t *found)
{
    struct digest_person *some = arena_array(arena, count, sizeof *some);
    for (size_t i = 0; i < count; i++)
        if (*all[i].missing)
            some[(*found)++] = all[i];
    return some;
}

static inline struct digest ordinary_day(void)
{
    static const struct digest_value values[] = {
        {"nume", "Maria Ilieș", "Mă numesc Maria Ilieș", 3},
        {"telefon", "+40744111222", "tel. 0744 111 222", 9},
    };
    static const struct digest_letter letters[] = {
        {.number = 31,
         .kind = "sensitive",
         .from_name = "",
         .from_address = "mama@exemplu.example",
         .subject = "Vă rog ajutați-ne",
         .reason = "somebody seeks help",
         .urgent = true,
         .day = MONDAY},
        {.number = 28,
         .kind = "withdrawal",
         .from_name = "Dan Ionescu",
         .from_address = "dan@barou.example",
         .subject = "Renunț la înscriere",
         .reason = "somebody withdraws",
         .day = MONDAY - 1},
        {.number = 30,
         .kind = "registration",
         .from_name = "Maria Ilieș",
         .from_address = "maria@exemplu.example",
         .subject = "Înscriere & întrebare <urgent>",
         .reason = "our server doubts that its sender wrote it (gate.not-authentic)",
         .day = MONDAY,
         .value = values,
         .value_count = 2},
        {.number = 29,
         .kind = "registration",
         .from_name = "Vlad Pop",
         .from_address = "vlad@exemplu.example",
         .subject = "Înscriere",
         .reason = "this address had as many automatic answers as it may (gate.sender-cap)",
         .held = 1,
         .expires = MONDAY + 12,
         .day = MONDAY}};
    static const struct digest_answer failed[] = {{.kind = "acknowledge",
                                                   .state = "refused",
                                                   .note = "550 5.1.1 no such user",
                                                   .recipient = "nimeni@exemplu.example",
                                                   .person = "4 Gheorghe Șerban",
                                                   .day = MONDAY}};
    static const struct digest_count ignored[] = {
        {"written by a machine", 12}, {"it came through a mailing list", 3}, {"no sign-up recognised", 1}};
    static const struct digest_count topics[] = {
        {"terminology", 9}, {"sanctions", 4}, {"grooming-and-sextortion", 1}};
    static const int64_t similar[] = {2};
    struct digest digest = empty_day();
    struct digest_person *all = people(25);
    all[9].similar = similar;
    all[9].similar_count = 1;
    digest.person = digest.newcomer = all;
    digest.person_count = digest.newcomer_count = 25;
    digest.incomplete = incomplete_of(all, 25, &digest.incomplete_count);
    digest.letter = letters;
    digest.letter_count = 4;
    digest.failed = failed;
    digest.failed_count = 1;
    digest.ignored = ignored;
    digest.ignored_count = 3;
    digest.topic = topics;
    digest.topic_count = 3;
    count_people(&digest);
    return digest;
}

static inline struct digest heavy_day(void)
{
    struct digest digest = empty_day();
    struct digest_person *all = people(2000);
    struct digest_letter *letter = arena_array(arena, 300, sizeof *letter);
    struct digest_answer *failed = arena_array(arena, 150, sizeof *failed);
    for (size_t i = 0; i < 300; i++)
        letter[i] = (struct digest_letter){.number = 5000 + (int64_t)i,
                                           .kind = "registration",
                                           .from_name = names[i % 8],
                                           .from_address = "cineva@exemplu.example",
                                           .subject = "Înscriere în grupul de lucru",
                                           .reason = "a known applicant gives other data than before",
                                           .urgent = i < 40,
                                           .day = MONDAY};
    for (size_t i = 0; i < 150; i++)
        failed[i] = (struct digest_answer){.kind = "acknowledge",
                                           .state = "refused",
                                           .note = "550 5.1.1 no such user here",
                                           .recipient = "cineva@exemplu.example",
                                           .person = "12 Cineva",
                                           .day = MONDAY};
    digest.person = digest.newcomer = all;
    digest.person_count = digest.newcomer_count = 2000;
    digest.incomplete = incomplete_of(all, 2000, &digest.incomplete_count);
    digest.letter = letter;
    digest.letter_count = 300;
    digest.failed = failed;
    digest.failed_count = 150;
    digest.blind_since = "luni, 23 noiembrie 2026, ora 03:10";
    digest.shadow = true;
    count_people(&digest);
    return digest;
}

#endif
