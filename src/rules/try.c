/* Patterns tried on texts: every outcome told apart, and all of them paid from the message's budget. */
#include <string.h>

#include "code.h"
#include "engine.h"
#include "grefier/base/text.h"

#define TRIAL_COST                                                                                           \
    128u /* of a trial besides the bytes it looks at: setting out costs as much as reading a line */

static void fill(struct rule_match *match, const struct rule_code *code)
{
    const PCRE2_SIZE *offset = pcre2_get_ovector_pointer(code->engine->data);
    const uint32_t *byte = code->engine->subject.byte;
    *match = (struct rule_match){.from = byte[offset[0]], .to = byte[offset[1]]};
    for (uint32_t i = 0; i < code->name_count && match->count < RULE_CAPTURES; i++) {
        size_t group = code->name[i].number;
        if (offset[2 * group] != PCRE2_UNSET)
            match->capture[match->count++] = (struct rule_capture){
                code->name[i].name, byte[offset[2 * group]], byte[offset[2 * group + 1]]};
    }
}

static size_t cut(const char *subject, size_t length)
{
    if (length <= SUBJECT_BYTES)
        return length;
    length = SUBJECT_BYTES;
    while (length > 0 && ((unsigned char)subject[length] & 0xC0u) == 0x80u)
        length--;
    return length;
}

/* Widens the subject unless it is what was seen, or the beginning of it. Returns how many units it has. */
static size_t widen_subject(struct engine *engine, const char *subject, size_t length)
{
    const struct wide *wide = &engine->subject;
    if (length <= engine->seen_length && memcmp(engine->seen, subject, length) == 0) {
        size_t count = unit_at(wide, length);
        if (wide->byte[count] == length)
            return count;
    }
    widen(&engine->subject, subject, length);
    memcpy(engine->seen, subject, length);
    engine->seen_length = length;
    return wide->count;
}

#define JIT_CODE_MOST 65536u /* bytes of a compiled pattern: larger ones gain little and triple in size */
#define JIT_WORTH     8192u /* bytes looked at: making machine code costs as much as these, and memory for ever */

/* Where the system forbids it (MemoryDenyWriteExecute) the interpreter does the work. */
static void make_machine_code(struct rule_code *code)
{
    size_t size = 0;
    code->jit = true;
    pcre2_pattern_info(code->code, PCRE2_INFO_SIZE, &size);
    if (size <= JIT_CODE_MOST)
        pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE);
}

static bool spend(struct engine *engine, size_t cost)
{
    bool enough = engine->budget >= cost;
    if (engine->budget != SIZE_MAX)
        engine->budget = enough ? engine->budget - cost : 0;
    return enough;
}

static bool gave_up(int result)
{
    return result < 0 && result != PCRE2_ERROR_NOMATCH;
}

/* How much of the text was looked at from `start` to the match, or to `end` in vain; a pattern that gave up took all the
 * steps there are. */
static size_t looked_at(const struct engine *engine, int result, size_t start, size_t end)
{
    if (gave_up(result))
        return CAP_MATCH_LIMIT;
    if (result >= 0)
        end = engine->subject.byte[pcre2_get_ovector_pointer(engine->data)[1]];
    return end > start ? end - start : 0;
}

static enum rule_outcome outcome_of(struct engine *engine, int result)
{
    if (result == PCRE2_ERROR_NOMATCH)
        return RULE_NO;
    if (result >= 0)
        return RULE_YES;
    engine->give_ups++;
    return RULE_LIMIT;
}

/* The interpreter comes to a limit earlier than machine code does: what a pattern says must not depend on how often it
 * was tried before, so that it gives up only as machine code. */
static int match_units(struct rule_code *code, size_t count, size_t at)
{
    struct engine *engine = code->engine;
    engine_code_wake(code);
    if (!code->jit && code->looked_at >= JIT_WORTH)
        make_machine_code(code);
    for (;;) {
        int result = pcre2_match(code->code, engine->subject.unit, count, at, PCRE2_NO_UTF_CHECK,
                                 engine->data, engine->limits);
        if (!gave_up(result) || code->jit)
            return result;
        make_machine_code(code);
    }
}

/* `here`: at `start` and nowhere else. */
static enum rule_outcome try(const struct rule *rule, const char *subject, size_t length, size_t start,
                             bool here, struct rule_match *match)
{
    struct rule_code *code = rule->code;
    struct engine *engine = code->engine;
    length = cut(subject, length);
    if (start > length)
        return RULE_NO;
    if (!spend(engine, TRIAL_COST))
        return outcome_of(engine, PCRE2_ERROR_MATCHLIMIT);
    size_t count = widen_subject(engine, subject, length), at = unit_at(&engine->subject, start);
    pcre2_set_offset_limit(engine->limits, here ? at : PCRE2_UNSET);
    int result = match_units(code, count, at);
    size_t looked = looked_at(engine, result, start, here ? start : length);
    spend(engine, looked);
    code->looked_at += looked;
    if (result >= 0 && match)
        fill(match, code);
    return outcome_of(engine, result);
}

enum rule_outcome rule_try(const struct rule *rule, const char *subject, size_t length, size_t start,
                           struct rule_match *match)
{
    return try(rule, subject, length, start, false, match);
}

enum rule_outcome rule_try_at(const struct rule *rule, const char *subject, size_t length, size_t at,
                              struct rule_match *match)
{
    return try(rule, subject, length, at, true, match);
}

void rules_budget(const struct rules *rules, size_t most)
{
    rules->engine->budget = most;
}

size_t rules_give_ups(const struct rules *rules)
{
    return rules->engine->give_ups;
}

const struct rule_capture *rule_capture(const struct rule_match *match, const char *name)
{
    for (size_t i = 0; i < match->count; i++)
        if (strcmp(match->capture[i].name, name) == 0)
            return &match->capture[i];
    return NULL;
}
