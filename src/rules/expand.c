/*
 * {{vocabulary}} in a pattern, recursively. A vocabulary that a pattern needs more than once is written once,
 * as a group that is only called ((?(DEFINE)…)), because PCRE2 takes no pattern above 64 KiB compiled.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"

#define INLINE_BYTES 12u /* a shorter vocabulary that needs no others is simply repeated */

enum piece_kind { PIECE_TEXT, PIECE_REFERENCE, PIECE_COMMENT };

#define EXPANSION_BYTES ((size_t)4 * 1024 * 1024) /* one pattern with all its vocabularies */

/* A stretch of a pattern: as it stands, the name in {{name}}, or a comment. */
struct piece {
    enum piece_kind kind;
    const char *text;
    size_t length;
};

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
}

const char *pattern_class_end(const char *at)
{
    at++;
    at += *at == '^';
    at += *at == ']';
    while (*at && *at != ']') {
        if (*at == '\\' && at[1])
            at++;
        else if (at[0] == '[' && at[1] == ':' && strstr(at, ":]"))
            at = strstr(at, ":]") + 1;
        at++;
    }
    return *at ? at + 1 : at;
}

static const char *reference_end(const char *at)
{
    if (at[0] != '{' || at[1] != '{')
        return NULL;
    const char *name = at + 2, *end = name;
    while (is_name_byte(*end))
        end++;
    return end > name && end[0] == '}' && end[1] == '}' ? end + 2 : NULL;
}

/* The next piece at *at; false at the end. Nothing in an escape or a class is a reference or a comment. */
static bool next_piece(const char **at, struct piece *piece)
{
    const char *from = *at, *end = reference_end(from);
    if (!*from)
        return false;
    if (end) {
        *piece = (struct piece){PIECE_REFERENCE, from + 2, (size_t)(end - from) - 4};
    } else if (*from == '#') {
        end = from + strcspn(from, "\n");
        *piece = (struct piece){PIECE_COMMENT, from, (size_t)(end - from)};
    } else {
        for (end = from; *end && *end != '#' && !reference_end(end);)
            end = *end == '[' ? pattern_class_end(end) : end + (*end == '\\' && end[1] ? 2 : 1);
        *piece = (struct piece){PIECE_TEXT, from, (size_t)(end - from)};
    }
    *at = end;
    return true;
}

static struct vocabulary *piece_vocabulary(const struct rules *rules, const struct piece *piece)
{
    for (size_t i = 0; i < rules->vocabulary_count; i++)
        if (strlen(rules->vocabulary[i]->name) == piece->length &&
            memcmp(rules->vocabulary[i]->name, piece->text, piece->length) == 0)
            return rules->vocabulary[i];
    return NULL;
}

static bool check_references(struct rules *rules, const struct source *source, struct problems *problems);

bool expand_check(struct rules *rules, struct vocabulary *vocabulary, struct problems *problems)
{
    bool good = true;
    vocabulary->busy = true;
    for (size_t i = 0; i < vocabulary->word_count && good; i++)
        if (!vocabulary->word[i].literal)
            good = check_references(rules, &vocabulary->word[i].source, problems);
    vocabulary->busy = false;
    vocabulary->checked = good;
    return good;
}

static bool check_references(struct rules *rules, const struct source *source, struct problems *problems)
{
    struct piece piece;
    for (const char *at = source->text; next_piece(&at, &piece);) {
        if (piece.kind != PIECE_REFERENCE)
            continue;
        struct place place = source_place(source, (size_t)(piece.text - source->text));
        struct vocabulary *vocabulary = piece_vocabulary(rules, &piece);
        if (!vocabulary) {
            problem_at(problems, &place, "there is no vocabulary \"%.*s\"", (int)piece.length, piece.text);
            return false;
        }
        vocabulary->used = true;
        if (vocabulary->busy) {
            problem_at(problems, &place, "vocabulary \"%s\" leads back to itself", vocabulary->name);
            return false;
        }
        if (vocabulary->broken || (!vocabulary->checked && !expand_check(rules, vocabulary, problems)))
            return false;
    }
    return true;
}

static void count_uses(struct rules *rules, const char *text)
{
    struct piece piece;
    while (next_piece(&text, &piece)) {
        struct vocabulary *vocabulary =
            piece.kind == PIECE_REFERENCE ? piece_vocabulary(rules, &piece) : NULL;
        if (vocabulary && vocabulary->uses++ == 0 && !vocabulary->plain)
            count_uses(rules, vocabulary->alternatives);
    }
}

struct place source_place(const struct source *source, size_t offset)
{
    struct place place = source->place;
    unsigned column = place.column;
    for (size_t i = 0; i < offset && source->text[i]; i++) {
        place.column++;
        if (source->text[i] == '\n') {
            place.line++;
            place.column = column;
        }
    }
    return place;
}

struct writer {
    struct rules *rules;
    struct expansion *expansion;
    const struct source *source;
    struct problems *problems;
    struct arena *arena;
    bool failed;
};

static void write_bytes(struct writer *writer, const char *bytes, size_t length, size_t origin)
{
    struct expansion *expansion = writer->expansion;
    size_t from = expansion->text.length;
    buf_add(&expansion->text, bytes, length);
    if (expansion->text.length >= expansion->origin_room) {
        expansion->origin_room = 2 * expansion->text.length + 256;
        expansion->origin = xrealloc(expansion->origin, expansion->origin_room, sizeof *expansion->origin);
    }
    for (size_t i = from; i < expansion->text.length; i++)
        expansion->origin[i] = (uint32_t)origin;
}

/* Letters lose their marks, dashes and quotes become plain ones, as in the text the pattern is tried on. */
static void write_character(struct writer *writer, const char *at, size_t step, size_t origin)
{
    struct folded folded = text_fold(writer->arena, at, step);
    char sign = folded.length == 1 ? folded.text[0] : ' ';
    if ((folded.length == step && memcmp(folded.text, at, step) == 0) ||
        ((sign | 0x20) >= 'a' && (sign | 0x20) <= 'z')) {
        write_bytes(writer, folded.text, folded.length, origin);
    } else if (sign != ' ') {
        write_bytes(writer, (const char[]){'\\', sign}, 2, origin);
    } else {
        struct place place = source_place(writer->source, origin);
        problem_at(writer->problems, &place, "the sign \"%.*s\" is never met: patterns see it as \"%s\"",
                   (int)step, at, folded.text);
        writer->failed = true;
    }
}

static void write_piece(struct writer *writer, const struct piece *piece, size_t origin, bool follow)
{
    const char *end = piece->text + piece->length;
    for (const char *at = piece->text; at < end;) {
        uint32_t code;
        size_t step = text_decode(at, end, &code);
        size_t here = follow ? (size_t)(at - writer->source->text) : origin;
        if (step == 1)
            write_bytes(writer, at, 1, here);
        else
            write_character(writer, at, step, here);
        at += step;
    }
}

static size_t vocabulary_index(const struct rules *rules, const struct vocabulary *vocabulary)
{
    size_t index = 0;
    while (rules->vocabulary[index] != vocabulary)
        index++;
    return index;
}

static void write_text(struct writer *writer, const char *text, size_t origin)
{
    write_bytes(writer, text, strlen(text), origin);
}

static bool is_short(const struct vocabulary *vocabulary)
{
    return strlen(vocabulary->alternatives) <= INLINE_BYTES && !strstr(vocabulary->alternatives, "{{");
}

/* `follow`: the text is the source itself, so that each byte knows its own place. */
static void write_pattern(struct writer *writer, const char *text, size_t origin, bool follow)
{
    struct piece piece;
    while (!writer->failed && next_piece(&text, &piece)) {
        size_t here = follow ? (size_t)(piece.text - writer->source->text) : origin;
        struct vocabulary *vocabulary =
            piece.kind == PIECE_REFERENCE ? piece_vocabulary(writer->rules, &piece) : NULL;
        if (piece.kind == PIECE_TEXT) {
            write_piece(writer, &piece, origin, follow);
        } else if (piece.kind == PIECE_COMMENT) {
            write_text(writer, " ", here);
        } else if (!vocabulary || vocabulary->broken) {
            writer->failed = true;
        } else if (vocabulary->uses > 1 && !is_short(vocabulary)) {
            if (vocabulary->definition == DEFINITION_NONE)
                vocabulary->definition = DEFINITION_WANTED;
            size_t index = vocabulary_index(writer->rules, vocabulary);
            write_text(writer, arena_format(writer->arena, "(?&_%zu)", index), here);
        } else {
            write_text(writer, "(?:", here);
            write_pattern(writer, vocabulary->alternatives, here, false);
            write_text(writer, ")", here);
        }
    }
}

static void write_definitions(struct writer *writer)
{
    for (bool more = true; more && !writer->failed;) { /* a definition may call for another one */
        more = false;
        for (size_t i = 0; i < writer->rules->vocabulary_count; i++) {
            struct vocabulary *vocabulary = writer->rules->vocabulary[i];
            if (vocabulary->definition != DEFINITION_WANTED)
                continue;
            vocabulary->definition = DEFINITION_WRITTEN;
            more = true;
            writer->expansion->helpers++;
            write_text(writer, arena_format(writer->arena, "(?(DEFINE)(?<_%zu>", i), 0);
            write_pattern(writer, vocabulary->alternatives, 0, false);
            write_text(writer, "))", 0);
        }
    }
}

int expand(struct rules *rules, const struct source *source, struct expansion *expansion,
           struct problems *problems)
{
    *expansion = (struct expansion){0};
    struct writer writer = {rules, expansion, source, problems, arena_new(), false};
    buf_init(&expansion->text, EXPANSION_BYTES);
    for (size_t i = 0; i < rules->vocabulary_count; i++) {
        rules->vocabulary[i]->uses = 0;
        rules->vocabulary[i]->definition = DEFINITION_NONE;
    }
    writer.failed = !check_references(rules, source, problems);
    if (!writer.failed) {
        count_uses(rules, source->text);
        write_pattern(&writer, source->text, 0, true);
        write_definitions(&writer);
    }
    arena_free(&writer.arena);
    if (writer.failed || expansion->text.full) {
        expansion_free(expansion);
        return -1;
    }
    return 0;
}

void expansion_free(struct expansion *expansion)
{
    buf_free(&expansion->text);
    free(expansion->origin);
    *expansion = (struct expansion){0};
}
