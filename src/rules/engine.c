/*
 * PCRE2 behind the rules: compiled and limited.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

#include "code.h"

#define MATCH_DEPTH 50000u /* nested backtracking without JIT; the heap limit is the other bound */
#define JIT_STACK   ((size_t)1024u * 1024u) /* enough for a group repeated along a whole subject */
/* The offset limit is how a match is asked for at one place: an option that JIT code knows, unlike "anchored". */
#define OPTIONS                                                                                              \
    (PCRE2_UTF | PCRE2_CASELESS | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C |                \
     PCRE2_USE_OFFSET_LIMIT)

struct probe {
    pcre2_code *code;
    pcre2_match_data *data;
};

struct engine *engine_new(void)
{
    struct engine *engine = xcalloc(1, sizeof *engine);
    engine->limits = pcre2_match_context_create(NULL);
    engine->stack = pcre2_jit_stack_create((size_t)32 * 1024, JIT_STACK, NULL);
    if (!engine->limits)
        abort();
    engine->budget = SIZE_MAX;
    pcre2_set_match_limit(engine->limits, CAP_MATCH_LIMIT);
    pcre2_set_heap_limit(engine->limits, CAP_MATCH_HEAP_KIB);
    pcre2_set_depth_limit(engine->limits, MATCH_DEPTH);
    wide_make(&engine->subject, SUBJECT_BYTES);
    engine->seen = xcalloc(SUBJECT_BYTES, 1);
    if (engine->stack)
        pcre2_jit_stack_assign(engine->limits, NULL, engine->stack);
    return engine;
}

void engine_free(struct engine **engine)
{
    if (!*engine)
        return;
    pcre2_match_data_free((*engine)->data);
    pcre2_match_context_free((*engine)->limits);
    if ((*engine)->stack)
        pcre2_jit_stack_free((*engine)->stack);
    wide_free(&(*engine)->subject);
    free((*engine)->seen);
    free(*engine);
    *engine = NULL;
}

void engine_code_free(struct rule_code **code)
{
    if (!*code)
        return;
    for (uint32_t i = 0; i < (*code)->name_count; i++)
        free((*code)->name[i].name);
    free((*code)->name);
    pcre2_code_free((*code)->code);
    free(*code);
    *code = NULL;
}

static void error_message(int code, char *text, size_t size)
{
    PCRE2_UCHAR units[256] = {0};
    pcre2_get_error_message(code, units, sizeof units / sizeof *units);
    size_t i = 0;
    for (; units[i] && i + 1 < size; i++)
        text[i] = (char)units[i]; /* PCRE2 speaks ASCII */
    text[i] = '\0';
}

/* The compiled pattern, or NULL and a problem at the place in the source where it is wrong. */
static pcre2_code *compile(struct rules *rules, const struct source *source, uint32_t more, size_t *helpers,
                           struct problems *problems)
{
    struct expansion expansion;
    if (expand(rules, source, &expansion, problems) != 0)
        return NULL;
    struct wide pattern;
    wide_make(&pattern, expansion.text.length);
    widen(&pattern, expansion.text.data, expansion.text.length);
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *compiled = pcre2_compile(pattern.unit, pattern.count, OPTIONS | more, &code, &offset, NULL);
    if (!compiled) {
        char text[256];
        error_message(code, text, sizeof text);
        size_t at = offset < pattern.count ? expansion.origin[pattern.byte[offset]] : strlen(source->text);
        struct place place = source_place(source, at);
        problem_at(problems, &place, "pattern: %s", text);
    }
    if (helpers)
        *helpers = expansion.helpers;
    wide_free(&pattern);
    expansion_free(&expansion);
    return compiled;
}

static uint32_t info(const pcre2_code *code, uint32_t what)
{
    uint32_t value = 0;
    pcre2_pattern_info(code, what, &value);
    return value;
}

/* PCRE2_INFO_MATCHEMPTY says yes to every pattern with calls, so it is tried. */
static bool matches_nothing(const pcre2_code *code)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    int result = pcre2_match(code, (const PCRE2_UCHAR[]){0}, 0, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    return result >= 0;
}

int engine_check_fragment(struct rules *rules, const struct source *source, struct problems *problems)
{
    size_t helpers = 0;
    pcre2_code *code = compile(rules, source, 0, &helpers, problems);
    if (!code)
        return -1;
    bool captures = info(code, PCRE2_INFO_CAPTURECOUNT) > helpers, empty = matches_nothing(code);
    pcre2_code_free(code);
    if (captures)
        problem_at(problems, &source->place,
                   "a word of a vocabulary has no capture groups: write (?: instead of (");
    if (empty)
        problem_at(problems, &source->place, "this word also matches nothing at all");
    return captures || empty ? -1 : 0;
}

/* The names of groups, without our own helpers. PCRE2's table: number, name, NUL. */
static void take_names(struct rule_code *code)
{
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMETABLE, &table);
    uint32_t count = info(code->code, PCRE2_INFO_NAMECOUNT),
             size = info(code->code, PCRE2_INFO_NAMEENTRYSIZE);
    code->name = xcalloc(count + 1, sizeof *code->name);
    for (uint32_t i = 0; i < count; i++) {
        PCRE2_SPTR entry = table + (size_t)i * size;
        if (entry[1] == '_')
            continue;
        struct group_name *name = &code->name[code->name_count++];
        *name = (struct group_name){xcalloc(size, 1), entry[0]};
        for (uint32_t c = 1; entry[c]; c++)
            name->name[c - 1] = (char)entry[c];
    }
}

int engine_compile(struct rules *rules, struct entry *entry, struct problems *problems)
{
    pcre2_code *code = compile(rules, &entry->source, 0, NULL, problems);
    if (!code)
        return -1;
    struct rule_code *made = xcalloc(1, sizeof *made);
    made->code = code;
    made->entry = entry;
    made->rules = rules;
    made->engine = rules->engine;
    take_names(made);
    uint32_t pairs = info(code, PCRE2_INFO_CAPTURECOUNT) + 1;
    if (pairs > rules->engine->pairs) {
        pcre2_match_data_free(rules->engine->data);
        rules->engine->pairs = pairs;
        rules->engine->data = pcre2_match_data_create(pairs, NULL);
        if (!rules->engine->data)
            abort();
    }
    entry->rule.code = made;
    return 0;
}

void engine_code_rest(struct rule_code *code)
{
    pcre2_code_free(code->code);
    code->code = NULL;
    code->looked_at = 0;
    code->jit = false;
}

void engine_code_wake(struct rule_code *code)
{
    if (code->code)
        return;
    struct buf nowhere;
    buf_init(&nowhere, 0);
    struct problems problems = {&nowhere, 0};
    code->code = compile(code->rules, &code->entry->source, 0, NULL, &problems);
    if (!code->code)
        abort(); /* it was compiled before: only memory can be missing */
}

bool engine_has_group(const struct rule *rule, const char *name)
{
    for (uint32_t i = 0; i < rule->code->name_count; i++)
        if (strcmp(rule->code->name[i].name, name) == 0)
            return true;
    return false;
}

size_t engine_group_count(const struct rule *rule)
{
    size_t count = 0;
    const struct group_name *name = rule->code->name;
    for (uint32_t i = 0; i < rule->code->name_count; i++) /* sorted by name */
        count += i == 0 || strcmp(name[i].name, name[i - 1].name) != 0;
    return count;
}

bool engine_matches_nothing(const struct rule *rule)
{
    engine_code_wake(rule->code);
    return matches_nothing(rule->code->code);
}

struct probe *probe_new(struct rules *rules, const struct entry *entry)
{
    struct buf nowhere;
    buf_init(&nowhere, 0);
    struct problems problems = {&nowhere, 0};
    struct probe *probe = xcalloc(1, sizeof *probe);
    probe->code = compile(rules, &entry->source, PCRE2_AUTO_CALLOUT, NULL, &problems);
    probe->data = probe->code ? pcre2_match_data_create_from_pattern(probe->code, NULL) : NULL;
    return probe;
}

void probe_free(struct probe **probe)
{
    pcre2_match_data_free((*probe)->data);
    pcre2_code_free((*probe)->code);
    free(*probe);
    *probe = NULL;
}

struct counter {
    size_t steps, most;
};

static int count_step(pcre2_callout_block *block, void *data)
{
    (void)block;
    struct counter *counter = data;
    return ++counter->steps < counter->most ? 0 : PCRE2_ERROR_CALLOUT;
}

size_t probe_steps(const struct probe *probe, const char *subject, size_t length, size_t most)
{
    if (!probe->data)
        return 0;
    struct counter counter = {0, most};
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    if (!context)
        abort();
    pcre2_set_callout(context, count_step, &counter);
    pcre2_set_heap_limit(context, CAP_MATCH_HEAP_KIB);
    struct wide wide;
    wide_make(&wide, length);
    widen(&wide, subject, length);
    pcre2_match(probe->code, wide.unit, wide.count, 0, PCRE2_NO_JIT, probe->data, context);
    wide_free(&wide);
    pcre2_match_context_free(context);
    return counter.steps;
}
