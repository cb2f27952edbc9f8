#include "grefier/digest/words.h"

#include <string.h>
#include "grefier/digest/romanian.h"
#include "word_keys.h"

#define WORDS_FILE    "digest/words.ro"
#define REASONS_FILE  "digest/reasons.ro"
#define HELP_FILE     "digest/help.ro"
#define SEPARATOR     " = "
#define PROBLEMS_MOST 20 /* a file that is wholly wrong is one trouble, not two hundred */

struct pair {
    const char *key, *text;
};

struct pairs {
    struct pair *item;
    size_t count;
};

struct words {
    struct arena *arena;
    struct pairs word, reason;
    const char **help;
};

static size_t count_lines(const char *text)
{
    size_t lines = 1;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* The next line that is neither empty nor a remark, or NULL. */
static char *next_line(struct arena *arena, const char **at)
{
    while (**at) {
        size_t length = strcspn(*at, "\n");
        const char *line = *at;
        *at += length + ((*at)[length] == '\n');
        while (length > 0 && strchr(" \t\r", line[length - 1]))
            length--;
        if (length > 0 && *line != '#')
            return arena_copy(arena, line, length);
    }
    return NULL;
}

static struct pairs read_pairs(struct arena *arena, const char *source)
{
    struct pairs pairs = {0};
    if (!source)
        return pairs;
    pairs.item = arena_array(arena, count_lines(source), sizeof *pairs.item);
    for (char *line; (line = next_line(arena, &source));) {
        char *separator = strstr(line, SEPARATOR);
        if (!separator)
            continue;
        *separator = '\0';
        pairs.item[pairs.count++] = (struct pair){line, separator + strlen(SEPARATOR)};
    }
    return pairs;
}

static const char **read_lines(struct arena *arena, const char *source)
{
    const char **lines = arena_array(arena, source ? count_lines(source) + 1 : 1, sizeof *lines);
    size_t count = 0;
    for (char *line; source && (line = next_line(arena, &source));)
        lines[count++] = line;
    return lines;
}

struct words *words_read(struct arena *arena, const struct rules *rules)
{
    struct words *words = arena_alloc(arena, sizeof *words);
    words->arena = arena;
    words->word = read_pairs(arena, rules_template(rules, WORDS_FILE));
    words->reason = read_pairs(arena, rules_template(rules, REASONS_FILE));
    words->help = read_lines(arena, rules_template(rules, HELP_FILE));
    return words;
}

static const char *find(const struct pairs *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->item[i].key, key) == 0)
            return pairs->item[i].text;
    return NULL;
}

const char *word(const struct words *words, const char *key)
{
    const char *text = find(&words->word, key);
    return text ? text : arena_format(words->arena, "[%s]", key);
}

const char *word_of(const struct words *words, const char *section, const char *name)
{
    const char *text = find(&words->word, arena_format(words->arena, "%s.%s", section, name));
    return text ? text : name;
}

/* Puts `with[i]` where the text says "{" mark[i] "}". */
static const char *fill(struct arena *arena, const char *text, const char *marks, const char *const *with)
{
    struct buf out;
    size_t most = strlen(text) + 1;
    for (size_t i = 0; marks[i]; i++)
        most += (with[i] ? strlen(with[i]) : 0) * (strlen(text) / 3 + 1);
    buf_init(&out, most);
    for (const char *at = text; *at; at++) {
        const char *mark = *at == '{' && at[1] && at[2] == '}' ? strchr(marks, at[1]) : NULL;
        if (!mark) {
            buf_add_byte(&out, *at);
            continue;
        }
        buf_add_text(&out, with[mark - marks] ? with[mark - marks] : "");
        at += 2;
    }
    const char *filled = arena_copy(arena, out.data ? out.data : "", out.length);
    buf_free(&out);
    return filled;
}

const char *word_count(const struct words *words, struct arena *arena, const char *key, uint64_t count)
{
    const char *form = word(words, key);
    for (enum plural plural = romanian_plural(count); plural > PLURAL_ONE && strstr(form, " | "); plural--)
        form = strstr(form, " | ") + 3;
    const char *end = strstr(form, " | ");
    const char *const number = romanian_number(arena, count);
    return fill(arena, arena_copy(arena, form, end ? (size_t)(end - form) : strlen(form)), "n", &number);
}

const char *word_fill(const struct words *words, struct arena *arena, const char *key, const char *first,
                      const char *second, const char *third)
{
    const char *const with[] = {first, second, third};
    return fill(arena, word(words, key), "123", with);
}

const char *word_reason(const struct words *words, struct arena *arena, const char *reason)
{
    const char *known = find(&words->reason, reason), *said = "";
    const char *remark = strrchr(reason, '(');
    if (!known && remark && remark > reason && remark[strlen(remark) - 1] == ')') {
        known = find(&words->reason, arena_copy(arena, reason, (size_t)(remark - reason) - 1));
        said = arena_copy(arena, remark + 1, strlen(remark) - 2);
    }
    const char *also = known ? NULL : strstr(reason, ": "); /* "perhaps a sign-up, but also: …" */
    const char *lead = also ? find(&words->reason, arena_copy(arena, reason, (size_t)(also - reason))) : NULL;
    if (lead)
        return arena_format(arena, "%s: %s", lead, word_reason(words, arena, also + 2));
    return known ? fill(arena, known, "1", &said) : reason;
}

const char *const *words_help(const struct words *words)
{
    return words->help;
}

void words_add_how(const struct words *words, const char *indent, struct buf *out)
{
    const char *lines = word(words, "how.lines");
    while (*lines) {
        size_t length = strcspn(lines, "/"), blanks = 0;
        while (blanks < length && lines[length - 1 - blanks] == ' ')
            blanks++;
        buf_add_format(out, "%s„%.*s”\n", indent, (int)(length - blanks), lines);
        lines += length + (lines[length] == '/');
        lines += strspn(lines, " ");
    }
}

/* ---- checking ---- */

static size_t forms_of(const char *text)
{
    size_t forms = 1;
    while ((text = strstr(text, " | "))) {
        text += 3;
        forms++;
    }
    return forms;
}

static size_t complain(struct buf *report, const struct rules *rules, const char *name, const char *key,
                       const char *what)
{
    const char *path = rules_template_file(rules, name);
    buf_add_format(report, "%s%s: %s%s%s\n", path ? path : name, path ? "" : ".txt", key, *key ? ": " : "",
                   what);
    return 1;
}

size_t words_check(const struct rules *rules, struct buf *report)
{
    struct arena *arena = arena_new();
    struct words *words = words_read(arena, rules);
    size_t problems = 0;
    if (!rules_template(rules, WORDS_FILE))
        problems += complain(report, rules, WORDS_FILE, "", "the file is missing");
    if (!words->help[0])
        problems += complain(report, rules, HELP_FILE, "", "nobody to turn to is named");
    for (const struct word_key *key = word_keys; problems < PROBLEMS_MOST && key->name; key++) {
        const char *text = find(&words->word, key->name);
        if (!text)
            problems += complain(report, rules, WORDS_FILE, key->name, "missing");
        else if (key->counted && forms_of(text) != 3)
            problems += complain(report, rules, WORDS_FILE, key->name, "needs three forms: 1 | 2 … | 20 …");
    }
    arena_free(&arena);
    return problems;
}
