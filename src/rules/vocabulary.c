#include "engine.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"

struct vocabulary *vocabulary_find(const struct rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->vocabulary_count; i++)
        if (strcmp(rules->vocabulary[i]->name, name) == 0)
            return rules->vocabulary[i];
    return NULL;
}

/* Letters, digits, blanks, hyphens, apostrophes: nothing that could mean something in a pattern. */
static bool is_simple(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at < 0x80 && !strchr(" -'", *at) && !(*at >= '0' && *at <= '9') &&
            !((*at | 0x20) >= 'a' && (*at | 0x20) <= 'z'))
            return false;
    return true;
}

bool read_word(const struct yaml *node, bool plain, struct word *word, struct problems *problems)
{
    const char *text = yaml_text(node, "a word", problems);
    if (!text)
        return false;
    word->source = (struct source){text, node->place, node->style};
    word->literal = plain || node->style == YAML_PLAIN;
    if (!plain && node->style == YAML_PLAIN && !is_simple(text)) {
        problem_at(problems, &node->place,
                   "\"%.60s\" is a pattern: put it in single quotes (bare words are taken as they stand)",
                   text);
        return false;
    }
    if (strlen(text) > (word->literal ? WORD_BYTES : PATTERN_BYTES)) {
        problem_at(problems, &node->place, "longer than %u bytes",
                   word->literal ? WORD_BYTES : PATTERN_BYTES);
        return false;
    }
    return true;
}

static void read_words(struct rules *rules, struct vocabulary *vocabulary, const struct yaml *list,
                       struct problems *problems)
{
    vocabulary->word = arena_array(rules->arena, list->count + 1, sizeof *vocabulary->word);
    for (size_t i = 0; i < list->count; i++)
        if (read_word(&list->child[i], vocabulary->plain, &vocabulary->word[vocabulary->word_count],
                      problems))
            vocabulary->word_count++;
}

static bool is_vocabulary_name(const char *name)
{
    return *name && strlen(name) <= 60 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

void read_vocabulary(struct rules *rules, const struct yaml *document, struct problems *problems)
{
    yaml_only(document, "vocabulary about plain asked_by_code words", problems);
    const struct yaml *name = yaml_get(document, "vocabulary"), *plain = yaml_get(document, "plain"),
                      *asked = yaml_get(document, "asked_by_code"), *words = yaml_get(document, "words");
    if (!is_vocabulary_name(name->text)) {
        problem_at(problems, &name->place,
                   "the name of a vocabulary is made of small letters, digits and hyphens");
        return;
    }
    const struct vocabulary *other = vocabulary_find(rules, name->text);
    if (other) {
        problem_at(problems, &name->place, "vocabulary \"%s\" is already in %s:%u", name->text,
                   other->place.file, other->place.line);
        return;
    }
    struct vocabulary *vocabulary = arena_alloc(rules->arena, sizeof *vocabulary);
    vocabulary->name = name->text;
    vocabulary->place = name->place;
    if (plain)
        yaml_bool(plain, &vocabulary->plain, problems);
    if (asked)
        yaml_bool(asked, &vocabulary->asked_by_code, problems);
    if (!words || words->kind != YAML_LIST || words->count == 0)
        problem_at(problems, words ? &words->place : &name->place,
                   "a vocabulary needs a list \"words\" with at least one word");
    else
        read_words(rules, vocabulary, words, problems);
    rules->vocabulary =
        arena_grow(rules->arena, rules->vocabulary, rules->vocabulary_count, sizeof(struct vocabulary *));
    rules->vocabulary[rules->vocabulary_count++] = vocabulary;
}

/* Folded, lower case, single blanks. */
static char *word_key(struct arena *arena, const char *text)
{
    char *key = text_key(arena, text), *to = key;
    for (const char *from = key; *from; from++)
        if (*from != ' ' || (to > key && to[-1] != ' '))
            *to++ = *from;
    while (to > key && to[-1] == ' ')
        to--;
    *to = '\0';
    return key;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void make_set(struct rules *rules, struct vocabulary *vocabulary)
{
    size_t count = 0;
    struct arena *scratch = arena_new(); /* folding takes room for the worst, and there are many words */
    vocabulary->set = arena_array(rules->arena, vocabulary->word_count + 1, sizeof *vocabulary->set);
    for (size_t i = 0; i < vocabulary->word_count; i++) {
        const char *key = word_key(scratch, vocabulary->word[i].source.text);
        if (*key)
            vocabulary->set[count++] = arena_string(rules->arena, key);
    }
    arena_free(&scratch);
    if (count)
        qsort(vocabulary->set, count, sizeof *vocabulary->set, by_text);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(vocabulary->set[i], vocabulary->set[i - 1]) != 0)
            vocabulary->set[vocabulary->set_count++] = vocabulary->set[i];
}

char *words_alternatives(struct arena *arena, const struct word *word, size_t count)
{
    const char **pattern = arena_array(arena, count + 1, sizeof *pattern);
    struct buf text;
    buf_init(&text, SIZE_MAX / 4);
    for (size_t i = 0; i < count; i++) {
        pattern[i] = word[i].source.text;
        if (!word[i].literal)
            continue;
        const char *key = word_key(arena, word[i].source.text);
        buf_clear(&text);
        literal_write(key, strlen(key), &text);
        pattern[i] = arena_copy(arena, text.data, text.length);
    }
    buf_clear(&text);
    if (count == 0)
        buf_add_text(&text, "(?!)");
    factor_write(pattern, count, &text);
    char *alternatives = arena_copy(arena, text.data, text.length);
    buf_free(&text);
    return alternatives;
}

static void make_alternatives(struct rules *rules, struct vocabulary *vocabulary)
{
    if (!vocabulary->plain) {
        vocabulary->alternatives = words_alternatives(rules->arena, vocabulary->word, vocabulary->word_count);
        return;
    }
    struct buf text;
    buf_init(&text, SIZE_MAX / 4);
    make_set(rules, vocabulary);
    trie_write(vocabulary->set, vocabulary->set_count, &text);
    vocabulary->alternatives = arena_copy(rules->arena, text.data, text.length);
    buf_free(&text);
}

void vocabularies_prepare(struct rules *rules, struct problems *problems)
{
    for (size_t i = 0; i < rules->vocabulary_count; i++)
        make_alternatives(rules, rules->vocabulary[i]);
    for (size_t i = 0; i < rules->vocabulary_count; i++) {
        struct vocabulary *vocabulary = rules->vocabulary[i];
        if (!expand_check(rules, vocabulary, problems))
            vocabulary->broken = true;
        for (size_t w = 0; w < vocabulary->word_count && !vocabulary->broken; w++)
            if (!vocabulary->word[w].literal &&
                engine_check_fragment(rules, &vocabulary->word[w].source, problems) != 0)
                vocabulary->broken = true;
        struct entry *entry = entry_add(rules, "vocabulary", vocabulary->name, &vocabulary->place, problems);
        vocabulary->entry = entry;
        if (!entry || vocabulary->broken)
            continue;
        entry->rule.zones = ~0u;
        entry->source =
            (struct source){arena_format(rules->arena, "(?<!\\w) (?: %s ) (?!\\w)", vocabulary->alternatives),
                            vocabulary->place, YAML_PLAIN};
    }
}

static int compare_word(const char *word, size_t length, const char *key)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char a = (unsigned char)word[i], b = (unsigned char)key[i];
        if (a >= 'A' && a <= 'Z')
            a = (unsigned char)(a + 32);
        if (a != b)
            return a < b ? -1 : 1;
        if (!b)
            return 1;
    }
    return key[length] ? -1 : 0;
}

bool rules_has_word(const struct rules *rules, const char *vocabulary, const char *word, size_t length)
{
    const struct vocabulary *in = vocabulary_find(rules, vocabulary);
    size_t from = 0, to = in ? in->set_count : 0;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare_word(word, length, in->set[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return false;
}

const char *rules_word_at(const struct rules *rules, const char *vocabulary, size_t index)
{
    const struct vocabulary *in = vocabulary_find(rules, vocabulary);
    return in && index < in->set_count ? in->set[index] : NULL;
}

const struct rule *rules_vocabulary(const struct rules *rules, const char *vocabulary)
{
    const struct vocabulary *found = vocabulary_find(rules, vocabulary);
    return found && found->entry ? &found->entry->rule : NULL;
}
