/*
 * What is wrong with rules although they compile: examples that do not come out as written, patterns that are
 * slow on hostile text. Nothing is measured with a clock, so that the answer is the same on every machine.
 */
#include "internal.h"

#include <string.h>

#include "engine.h"
#include "grefier/base/text.h"

#define PUMP_LEAST  64u
#define PUMP_SHORT  256u
#define PUMP_LONG   1024u
#define PUMP_LIMIT  4096u  /* a whole line, for the limits themselves */
#define STEPS_SLOW  60000u /* fewer steps than this on PUMP_LONG bytes are fast, however they grow */
#define STEPS_MOST  4000000u
#define GROWTH_FAST 5u /* times the steps for 4 times the text: linear is 4 */
#define GROWTH_SLOW 8u /* quadratic is 16 */

struct checking {
    struct rules *rules;
    struct problems errors;
    struct arena *arena; /* of one rule */
};

static void warn(struct checking *checking, const struct place *place, const char *format, const char *name,
                 const char *detail)
{
    struct problems warnings = {checking->errors.out, 0};
    struct arena *arena = checking->arena;
    const char *text = arena_format(arena, "warning: %s: %s%s", name, format, detail);
    problem_at(&warnings, place, "%s", text);
}

static void compare_group(struct checking *checking, const struct entry *entry, const struct yaml *wanted,
                          const struct folded *folded, const struct rule_match *match)
{
    if (!engine_has_group(&entry->rule, wanted->key)) {
        problem_at(&checking->errors, &wanted->place, "%s: the pattern has no group \"%s\"", entry->rule.name,
                   wanted->key);
        return;
    }
    const struct rule_capture *capture = rule_capture(match, wanted->key);
    bool none = wanted->style == YAML_PLAIN && (strcmp(wanted->text, "~") == 0 || !wanted->text[0]);
    const char *found = capture ? text_unfold(checking->arena, folded, capture->from, capture->to) : NULL;
    const char *expected = text_line(checking->arena, wanted->text, strlen(wanted->text), 4096);
    if (none ? found != NULL : !found || strcmp(found, expected) != 0)
        problem_at(&checking->errors, &wanted->place, "%s: group \"%s\" is %s%s%s, not %s%s%s",
                   entry->rule.name, wanted->key, found ? "\"" : "", found ? found : "missing",
                   found ? "\"" : "", none ? "" : "\"", none ? "missing" : expected, none ? "" : "\"");
}

static void run_example(struct checking *checking, const struct entry *entry, const struct example *example)
{
    struct folded folded = text_fold(checking->arena, example->text, strlen(example->text));
    struct rule_match match;
    enum rule_outcome outcome = rule_try(&entry->rule, folded.text, folded.length, 0, &match);
    if (outcome == RULE_LIMIT)
        problem_at(&checking->errors, &example->place, "%s: gives up on its own example", entry->rule.name);
    else if (outcome == RULE_YES && example->reject)
        problem_at(&checking->errors, &example->place, "%s: must not match, but does: \"%s\" in \"%s\"",
                   entry->rule.name, text_unfold(checking->arena, &folded, match.from, match.to),
                   example->text);
    else if (outcome == RULE_NO && !example->reject)
        problem_at(&checking->errors, &example->place, "%s: must match, but does not: \"%s\"",
                   entry->rule.name, example->text);
    for (size_t i = 0; outcome == RULE_YES && example->groups && i < example->groups->count; i++)
        if (strcmp(example->groups->child[i].key, "text") != 0)
            compare_group(checking, entry, &example->groups->child[i], &folded, &match);
}

static void check_examples(struct checking *checking, const struct entry *entry)
{
    bool any = false;
    for (size_t i = 0; i < entry->example_count; i++) {
        run_example(checking, entry, &entry->example[i]);
        any = any || !entry->example[i].reject;
    }
    if (any)
        return;
    if (strcmp(entry->rule.group, "fields") == 0) /* labels are mostly plain words */
        warn(checking, &entry->source.place, "no example that must match", entry->rule.name, "");
    else
        problem_at(&checking->errors, &entry->source.place,
                   "%s: no example that must match: write one below \"match:\"", entry->rule.name);
}

/* A beginning, then `length` bytes of `pump` again and again, then a sign that few patterns expect. */
static const char *hostile(struct arena *arena, const char *start, const char *pump, size_t length)
{
    struct buf text;
    buf_init(&text, length + 8192);
    buf_add_text(&text, start);
    length += text.length;
    while (text.length < length)
        buf_add_text(&text, pump);
    buf_add_text(&text, "\x01!");
    const char *copy = arena_copy(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static size_t steps_on(struct checking *checking, const struct probe *probe, const char *start,
                       const char *pump, size_t length)
{
    const char *text = hostile(checking->arena, start, pump, length);
    return probe_steps(probe, text, strlen(text), STEPS_MOST);
}

/* Whether the pattern is slow on that kind of text; says so once. What grows with the text is not looked at longer. */
static bool try_hostile(struct checking *checking, const struct entry *entry, const struct probe *probe,
                        const char *start, const char *pump)
{
    size_t least = steps_on(checking, probe, start, pump, PUMP_LEAST);
    size_t before = steps_on(checking, probe, start, pump, PUMP_SHORT);
    if (before < STEPS_MOST && before <= GROWTH_FAST * least)
        return false;
    const char *longest = hostile(checking->arena, start, pump, PUMP_LIMIT);
    const char *what = arena_format(checking->arena, "\"%.40s%.20s%.20s…\"", start, pump, pump);
    if (rule_try(&entry->rule, longest, strlen(longest), 0, NULL) == RULE_LIMIT) {
        problem_at(&checking->errors, &entry->source.place,
                   "%s: gives up (too many ways to match) on a long %s", entry->rule.name, what);
        return true;
    }
    size_t steps = steps_on(checking, probe, start, pump, PUMP_LONG);
    if (steps < STEPS_SLOW || (steps < STEPS_MOST && steps / GROWTH_SLOW < before))
        return false;
    warn(checking, &entry->source.place, "slow: its work grows faster than the text on a long ",
         entry->rule.name, what);
    return true;
}

static void check_speed(struct checking *checking, const struct entry *entry)
{
    static const char *const pumps[] = {" ",      "a",          "A",   "1",    ",",   ".",     "-",
                                        "a ",     "Aa ",        "Aa-", "1 ",   "1.",  "a, ",   "Aa Bb, ",
                                        "a.",     "(",          ": ",  "/",    "\"",  "nume ", "+40 7",
                                        "de la ", "a b c d e ", "A. ", "a / ", "a@b."};
    struct probe *probe = probe_new(checking->rules, entry);
    bool slow = false;
    for (size_t i = 0; i < sizeof pumps / sizeof *pumps && !slow; i++)
        slow = try_hostile(checking, entry, probe, "", pumps[i]);
    for (size_t e = 0; e < entry->example_count && e < 3 && !slow; e++) {
        const char *text = entry->example[e].text;
        struct folded folded = text_fold(checking->arena, text, strlen(text));
        if (folded.length == 0 || entry->example[e].reject)
            continue;
        slow = try_hostile(checking, entry, probe, "", folded.text);
        for (size_t i = 0; i < 9 && !slow; i++)
            slow = try_hostile(checking, entry, probe, folded.text, pumps[i]);
    }
    probe_free(&probe);
}

static bool is_letter(char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* In extended mode "asistent social" means "asistentsocial", which nobody wants to say. */
static void check_blanks(struct checking *checking, const char *name, const struct source *source)
{
    const char *text = source->text;
    size_t letters = 0; /* in a row before i */
    for (size_t i = 0; text[i]; i++) {
        if (text[i] == '\\' && text[i + 1])
            i++;
        if (text[i] == '#')
            return;
        if (letters >= 3 && text[i] == ' ' && is_letter(text[i + 1]) && is_letter(text[i + 2])) {
            struct place place = source_place(source, i);
            warn(checking, &place, "a blank between two words means nothing in a pattern: write \\s+", name,
                 "");
            return;
        }
        letters = is_letter(text[i]) && (i == 0 || text[i - 1] != '\\') ? letters + 1 : 0;
    }
}

/* Whether an empty example says that the pattern shall match where there is nothing. */
static bool is_meant_for_nothing(const struct entry *entry)
{
    for (size_t i = 0; i < entry->example_count; i++)
        if (!entry->example[i].reject && !entry->example[i].text[0])
            return true;
    return false;
}

static void check_entry(struct checking *checking, const struct entry *entry)
{
    checking->arena = arena_new();
    check_examples(checking, entry);
    if (strcmp(entry->rule.group, "fields") != 0)
        check_blanks(checking, entry->rule.name, &entry->source);
    if (engine_group_count(&entry->rule) > RULE_CAPTURES)
        problem_at(&checking->errors, &entry->source.place, "%s: more than %d named groups", entry->rule.name,
                   RULE_CAPTURES);
    if (engine_matches_nothing(&entry->rule) && !is_meant_for_nothing(entry))
        warn(checking, &entry->source.place, "matches also where there is nothing", entry->rule.name, "");
    check_speed(checking, entry);
    arena_free(&checking->arena);
}

static void check_vocabulary(struct checking *checking, const struct vocabulary *vocabulary)
{
    checking->arena = arena_new();
    if (!vocabulary->used && !vocabulary->asked_by_code)
        warn(checking, &vocabulary->place,
             "no pattern uses this vocabulary (say \"asked_by_code: true\" if the program does)",
             vocabulary->name, "");
    for (size_t i = 0; i < vocabulary->word_count; i++)
        if (!vocabulary->word[i].literal)
            check_blanks(checking, vocabulary->name, &vocabulary->word[i].source);
    if (!vocabulary->plain && vocabulary->entry)
        check_speed(checking, vocabulary->entry);
    arena_free(&checking->arena);
}

size_t rules_check(const struct rules *rules, struct buf *report)
{
    /* Expanding marks vocabularies as used; nothing a caller sees changes. */
    struct checking checking = {.rules = (struct rules *)(uintptr_t)rules, .errors = {report, 0}};
    for (size_t i = 0; i < rules->vocabulary_count; i++)
        check_vocabulary(&checking, rules->vocabulary[i]);
    for (size_t g = 0; g < rules->group_count; g++)
        for (size_t i = 0; i < rules->group[g].count; i++)
            if (strcmp(rules->group[g].name, "vocabulary") != 0)
                check_entry(&checking, rules->group[g].entry[i]);
    return checking.errors.count;
}
