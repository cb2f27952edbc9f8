/* Rule folders made for one test, and what loading them says. For programs that test rules. */
#ifndef GREFIER_TESTS_RULES_FOLDER_H
#define GREFIER_TESTS_RULES_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "grefier/base/arena.h"
#include "grefier/base/text.h"
#include "grefier/rules/rules.h"

#define FIELDS                                                                                               \
    "fields:\n"                                                                                              \
    "  - {id: name, title: {ro: nume, en: name}, labels: [nume, 'nume \\s+ si \\s+ prenume']}\n"             \
    "  - {id: position, labels: [functia, \"func\xC8\x9Bie\"]}\n"                                            \
    "  - {id: organization, labels: [organizatia]}\n"                                                        \
    "  - {id: phone, labels: ['tel (?: efon )? \\.?']}\n"

struct folder {
    char path[64];
    char *file[32];
    size_t count;
};

struct fixture {
    struct folder base, over;
    struct buf problems;
    struct err err;
    struct rules *rules;
    struct arena *arena;
};

static inline void folder_make(struct folder *folder)
{
    *folder = (struct folder){.path = "/tmp/grefier-rules-XXXXXX"};
    assert_non_null(mkdtemp(folder->path));
}

static inline void folder_write(struct folder *folder, const char *name, const char *text)
{
    char path[256];
    const char *slash = strchr(name, '/');
    if (slash) {
        snprintf(path, sizeof path, "%s/%.*s", folder->path, (int)(slash - name), name);
        mkdir(path, 0700);
    }
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    for (size_t i = 0; i < folder->count; i++)
        if (strcmp(folder->file[i], path) == 0)
            return;
    assert_true(folder->count < sizeof folder->file / sizeof *folder->file);
    folder->file[folder->count++] = xstrdup(path);
}

static inline void folder_remove(struct folder *folder)
{
    for (size_t i = 0; i < folder->count; i++) {
        unlink(folder->file[i]);
        char *slash = strrchr(folder->file[i], '/');
        *slash = '\0';
        if (strcmp(folder->file[i], folder->path) != 0)
            rmdir(folder->file[i]);
        free(folder->file[i]);
    }
    rmdir(folder->path);
}

static inline int setup(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    folder_make(&fixture->base);
    folder_make(&fixture->over);
    buf_init(&fixture->problems, 100000);
    fixture->arena = arena_new();
    *state = fixture;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *fixture = *state;
    folder_remove(&fixture->base);
    folder_remove(&fixture->over);
    buf_free(&fixture->problems);
    rules_free(&fixture->rules);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static inline int load(struct fixture *fixture)
{
    const char *folders[] = {fixture->base.path, fixture->over.path};
    rules_free(&fixture->rules);
    buf_clear(&fixture->problems);
    return rules_load(folders, 2, &fixture->rules, &fixture->problems, &fixture->err);
}

/* Loads the fields and one more file. */
static inline int load_text(struct fixture *fixture, const char *text)
{
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    folder_write(&fixture->base, "test.yaml", text);
    int result = load(fixture);
    if (result != 0 && fixture->problems.length == 0)
        fail_msg("%s", fixture->err.text);
    return result;
}

static inline void assert_loads(struct fixture *fixture, const char *text)
{
    if (load_text(fixture, text) != 0)
        fail_msg("%s", fixture->problems.data);
}

/* The file is refused with a problem at that place in it, holding those words. */
static inline void assert_refused(struct fixture *fixture, const char *text, const char *place,
                                  const char *words)
{
    assert_int_equal(load_text(fixture, text), -1);
    assert_null(fixture->rules);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    char expected[200];
    snprintf(expected, sizeof expected, "/test.yaml:%s: ", place);
    if (!strstr(fixture->problems.data, expected) || !strstr(fixture->problems.data, words))
        fail_msg("no \"%s\" with \"%s\" in:\n%s", expected, words, fixture->problems.data);
}

static inline enum rule_outcome try(struct fixture *fixture, const char *rule, const char *text,
                                    struct rule_match *match)
{
    const struct rule *found = rules_named(fixture->rules, rule);
    assert_non_null(found);
    struct folded folded = text_fold(fixture->arena, text, strlen(text));
    return rule_try(found, folded.text, folded.length, 0, match);
}

static inline const char *capture(struct fixture *fixture, const char *rule, const char *text,
                                  const char *group)
{
    struct rule_match match;
    if (try(fixture, rule, text, &match) != RULE_YES)
        return "no match";
    struct folded folded = text_fold(fixture->arena, text, strlen(text));
    const struct rule_capture *found = rule_capture(&match, group);
    return found ? text_unfold(fixture->arena, &folded, found->from, found->to) : NULL;
}

#define SIGNUP                                                                                               \
    "group: test\n"                                                                                          \
    "rules:\n"                                                                                               \
    "  - id: wish\n"                                                                                         \
    "    says: signup\n"                                                                                     \
    "    weight: -3\n"                                                                                       \
    "    zone: [subject, own]\n"                                                                             \
    "    language: ro\n"                                                                                     \
    "    pattern: |-\n"                                                                                      \
    "      \\b doresc \\s+ sa \\s+ ma \\s+ \xC3\xAEnscriu   # f\xC4\x83r\xC4\x83 "                           \
    "\xE2\x80\x9Esemne\xE2\x80\x9D: {{nothing}}\n"                                                           \
    "      (?: \\s+ cu \\s+ (?<name> \\w+ ) | \\s+ la \\s+ (?<name> \\w+ ) )?\n"                             \
    "    match: [\"Doresc s\xC4\x83 m\xC4\x83 \xC3\xAEnscriu\"]\n"

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
