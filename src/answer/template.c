#include "grefier/answer/template.h"

#include <string.h>

#include "grefier/answer/inert.h"
#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"

#define TOKENS_LIMIT  4096 /* pieces of one template; ours have under 100 */
#define DEPTH_LIMIT   8    /* sections within sections */
#define SUBJECT_START "Subject:"

enum kind_of_token { TOKEN_TEXT, TOKEN_VALUE, TOKEN_IF, TOKEN_UNLESS, TOKEN_EACH, TOKEN_END };

struct token {
    enum kind_of_token kind;
    const char *text; /* of a text; the key of a tag */
    size_t length;
    unsigned line;
    size_t partner; /* of a section's begin: its end */
};

/* A template cut into tokens: the subject's first, then the text's. */
struct parsed {
    struct arena *arena;
    struct token *token;
    size_t count, subject_count;
    size_t problems;
    const char *name;   /* for the report */
    struct buf *report; /* each problem a line, or NULL */
    struct err *err;    /* the first problem */
};

static void problem(struct parsed *parsed, unsigned line, const char *what, const char *key, size_t length)
{
    int size = (int)(length > 60 ? 60 : length);
    if (parsed->problems++ == 0)
        err_set(parsed->err, ERR_BROKEN, "template line %u: %s%.*s", line, what, size, key);
    if (parsed->report)
        buf_add_format(parsed->report, "%s:%u: %s%.*s\n", parsed->name, line, what, size, key);
}

static void add_token(struct parsed *parsed, struct token token)
{
    if (parsed->count == TOKENS_LIMIT) {
        problem(parsed, token.line, "the template is too long", "", 0);
        return;
    }
    parsed->token[parsed->count++] = token;
}

static void add_text(struct parsed *parsed, const char *text, size_t length, unsigned line)
{
    if (length > 0)
        add_token(parsed, (struct token){.kind = TOKEN_TEXT, .text = text, .length = length, .line = line});
}

static bool is_key(const char *text, size_t length)
{
    return length > 0 && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") >= length;
}

/* The tag at `at`, which is a "{"; its length with the braces, or 0 when it is none (said once). */
static size_t read_tag(struct parsed *parsed, const char *at, const char *end, unsigned line,
                       struct token *token)
{
    const char *close = memchr(at, '}', (size_t)(end - at));
    if (!close) {
        problem(parsed, line, "\"{\" without \"}\"", "", 0);
        return 0;
    }
    static const char marks[] = "?!#/";
    static const enum kind_of_token kinds[] = {TOKEN_IF, TOKEN_UNLESS, TOKEN_EACH, TOKEN_END};
    const char *mark = strchr(marks, at[1]);
    const char *key = at + (mark ? 2 : 1);
    *token = (struct token){.kind = mark ? kinds[mark - marks] : TOKEN_VALUE,
                            .text = key,
                            .length = key <= close ? (size_t)(close - key) : 0,
                            .line = line};
    if (!is_key(token->text, token->length)) {
        problem(parsed, line, "no tag: ", at, (size_t)(close - at) + 1);
        return 0;
    }
    return (size_t)(close - at) + 1;
}

/* Whether the line holds section tags and blanks only, at least one tag. */
static bool is_section_line(const char *at, const char *end)
{
    bool tag = false;
    while (at < end) {
        if (*at == ' ' || *at == '\t') {
            at++;
            continue;
        }
        const char *close = memchr(at, '}', (size_t)(end - at));
        if (*at != '{' || !close || close - at < 2 || !strchr("?!#/", at[1]))
            return false;
        tag = true;
        at = close + 1;
    }
    return tag;
}

static void read_line(struct parsed *parsed, const char *at, const char *end, unsigned line, bool keep_end)
{
    bool only_sections = keep_end && is_section_line(at, end);
    const char *text = at;
    while (at < end) {
        struct token token;
        size_t length = *at == '{' ? read_tag(parsed, at, end, line, &token) : 0;
        if (length == 0) {
            at++;
            continue;
        }
        if (!only_sections)
            add_text(parsed, text, (size_t)(at - text), line);
        add_token(parsed, token);
        at += length;
        text = at;
    }
    if (only_sections)
        return;
    add_text(parsed, text, (size_t)(end - text), line);
    if (keep_end)
        add_text(parsed, "\n", 1, line);
}

static bool same_key(const struct token *a, const struct token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static void pair_sections(struct parsed *parsed, size_t from, size_t to)
{
    size_t open[DEPTH_LIMIT], depth = 0;
    for (size_t i = from; i < to; i++) {
        struct token *token = &parsed->token[i];
        if (token->kind == TOKEN_END) {
            if (depth == 0 || !same_key(&parsed->token[open[depth - 1]], token)) {
                problem(parsed, token->line, "closed but not open here: ", token->text, token->length);
                return;
            }
            parsed->token[open[--depth]].partner = i;
        } else if (token->kind != TOKEN_TEXT && token->kind != TOKEN_VALUE) {
            if (depth == DEPTH_LIMIT) {
                problem(parsed, token->line, "too many sections within sections", "", 0);
                return;
            }
            open[depth++] = i;
        }
    }
    if (depth > 0) {
        const struct token *token = &parsed->token[open[depth - 1]];
        problem(parsed, token->line, "never closed: ", token->text, token->length);
    }
}

static const char *line_end(const char *line)
{
    const char *end = line + strcspn(line, "\n");
    return end > line && end[-1] == '\r' ? end - 1 : end;
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

static void parse(struct parsed *parsed, const char *source)
{
    parsed->token = arena_array(parsed->arena, TOKENS_LIMIT, sizeof *parsed->token);
    if (text_starts(source, "\xEF\xBB\xBF"))
        source += 3;
    if (!text_starts(source, SUBJECT_START)) {
        problem(parsed, 1, "the first line must be \"Subject: …\"", "", 0);
        return;
    }
    const char *subject = source + strlen(SUBJECT_START);
    read_line(parsed, subject + strspn(subject, " \t"), line_end(source), 1, false);
    parsed->subject_count = parsed->count;
    const char *line = next_line(source);
    if (line_end(line) != line) {
        problem(parsed, 2, "the second line must be empty", "", 0);
        return;
    }
    unsigned number = 3;
    for (line = next_line(line); *line; line = next_line(line))
        read_line(parsed, line, line_end(line), number++, true);
    pair_sections(parsed, 0, parsed->subject_count);
    pair_sections(parsed, parsed->subject_count, parsed->count);
}

/* ---- filling ------------------------------------------------------------------------------------------- */

/* The scopes that a key is looked up in, the innermost first. */
struct level {
    const struct template_scope *scope;
    const struct level *outer;
    bool first, last; /* of a list's item */
};

static const struct template_value *in_scope(const struct template_scope *scope, const struct token *token)
{
    for (size_t i = 0; i < scope->count; i++)
        if (strlen(scope->value[i].key) == token->length &&
            memcmp(scope->value[i].key, token->text, token->length) == 0)
            return &scope->value[i];
    return NULL;
}

static bool is_named(const struct token *token, const char *key)
{
    return token->length == strlen(key) && memcmp(token->text, key, token->length) == 0;
}

static const struct template_value *look_up(struct parsed *parsed, const struct level *level,
                                            const struct token *token)
{
    static const struct template_value yes = {.key = "", .text = "1"}, no = {.key = ""};
    if (level->outer && is_named(token, "first"))
        return level->first ? &yes : &no;
    if (level->outer && is_named(token, "last"))
        return level->last ? &yes : &no;
    for (; level; level = level->outer) {
        const struct template_value *value = in_scope(level->scope, token);
        if (value)
            return value;
    }
    problem(parsed, token->line, "unknown key ", token->text, token->length);
    return NULL;
}

static void add_value(struct parsed *parsed, const struct template_value *value, const struct token *token,
                      struct buf *out)
{
    if (value->item)
        problem(parsed, token->line, "a list, no value: ", token->text, token->length);
    else if (value->text)
        buf_add_text(out,
                     value->trusted ? value->text : text_inert(parsed->arena, value->text, CAP_VALUE_BYTES));
}

static void render(struct parsed *parsed, size_t from, size_t to, const struct level *level, struct buf *out);

static void render_section(struct parsed *parsed, size_t at, const struct level *level, struct buf *out)
{
    const struct token *token = &parsed->token[at];
    const struct template_value *value = look_up(parsed, level, token);
    if (!value)
        return;
    bool given = value->item_count > 0 || (value->text && *value->text);
    if (token->kind != TOKEN_EACH) {
        if (given == (token->kind == TOKEN_IF))
            render(parsed, at + 1, token->partner, level, out);
        return;
    }
    if (value->text)
        problem(parsed, token->line, "no list: ", token->text, token->length);
    for (size_t i = 0; i < value->item_count; i++) {
        struct level inner = {&value->item[i], level, i == 0, i + 1 == value->item_count};
        render(parsed, at + 1, token->partner, &inner, out);
    }
}

/* Recursion goes as deep as the template's sections, which DEPTH_LIMIT bounds. */
static void render(struct parsed *parsed, size_t from, size_t to, const struct level *level, struct buf *out)
{
    for (size_t i = from; i < to && parsed->problems == 0 && !out->full; i++) {
        const struct token *token = &parsed->token[i];
        if (token->kind == TOKEN_TEXT) {
            buf_add(out, token->text, token->length);
        } else if (token->kind == TOKEN_VALUE) {
            const struct template_value *value = look_up(parsed, level, token);
            if (value)
                add_value(parsed, value, token, out);
        } else if (token->kind != TOKEN_END) {
            render_section(parsed, i, level, out);
            i = token->partner;
        }
    }
}

int template_fill(const char *source, const struct template_scope *scope, struct buf *subject,
                  struct buf *text, struct err *err)
{
    struct parsed parsed = {.arena = arena_new(), .err = err};
    struct level outermost = {.scope = scope};
    parse(&parsed, source);
    if (parsed.problems == 0)
        render(&parsed, 0, parsed.subject_count, &outermost, subject);
    if (parsed.problems == 0)
        render(&parsed, parsed.subject_count, parsed.count, &outermost, text);
    int result = parsed.problems == 0 ? 0 : -1;
    if (result == 0 && (subject->full || text->full))
        result = err_set(err, ERR_INPUT, "the text is too long");
    arena_free(&parsed.arena);
    return result;
}

/* ---- checking ------------------------------------------------------------------------------------------ */

static bool is_known(const struct token *token, const char *const *keys)
{
    if (is_named(token, "first") || is_named(token, "last"))
        return true;
    for (; *keys; keys++)
        if (is_named(token, *keys))
            return true;
    return false;
}

size_t template_check(const char *name, const char *source, const char *const *keys, struct buf *report)
{
    struct parsed parsed = {.arena = arena_new(), .name = name, .report = report};
    parse(&parsed, source);
    for (size_t i = 0; i < parsed.count; i++) {
        const struct token *token = &parsed.token[i];
        if (token->kind != TOKEN_TEXT && token->kind != TOKEN_END && !is_known(token, keys))
            problem(&parsed, token->line, "unknown key ", token->text, token->length);
    }
    if (!text_is_utf8(source, strlen(source)))
        problem(&parsed, 1, "the file is no UTF-8", "", 0);
    arena_free(&parsed.arena);
    return parsed.problems;
}
