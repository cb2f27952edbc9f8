#include "yaml.h"

#include <errno.h>
#include <libfyaml.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"

void problem_at(struct problems *problems, const struct place *place, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buf_add_format(problems->out, "%s:%u:%u: %s\n", place->file, place->line, place->column, text);
    problems->count++;
}

struct conversion {
    struct arena *arena;
    struct problems *problems;
    const char *file;
    const char *bytes;
    size_t length;
    bool failed;
};

static struct place place_of(const struct conversion *conversion, struct fy_node *node, struct place fallback)
{
    struct fy_token *token = fy_node_get_scalar_token(node);
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    if (!mark || mark->line < 0)
        return fallback;
    struct place place = {conversion->file, (unsigned)mark->line + 1, (unsigned)mark->column + 1};
    if (fy_node_get_style(node) == FYNS_LITERAL || fy_node_get_style(node) == FYNS_FOLDED)
        for (size_t at = mark->input_pos; at < conversion->length && conversion->bytes[at] == ' '; at++)
            place.column++;
    return place;
}

static void fail(struct conversion *conversion, struct place place, const char *text)
{
    problem_at(conversion->problems, &place, "%s", text);
    conversion->failed = true;
}

static void convert_scalar(struct conversion *conversion, struct fy_node *from, struct yaml *to)
{
    size_t length = 0;
    const char *text = fy_node_get_scalar(from, &length);
    enum fy_node_style style = fy_node_get_style(from);
    if (style == FYNS_ALIAS)
        fail(conversion, to->place, "anchors and aliases (& and *) are not used here: quote the text");
    to->style = style == FYNS_PLAIN                             ? YAML_PLAIN
                : style == FYNS_LITERAL || style == FYNS_FOLDED ? YAML_BLOCK
                                                                : YAML_QUOTED;
    to->text = arena_copy(conversion->arena, text ? text : "", text ? length : 0);
    if (strlen(to->text) != (text ? length : 0))
        fail(conversion, to->place, "the text holds a NUL character");
}

static bool has_key(const struct yaml *map, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(map->child[i].key, key) == 0)
            return true;
    return false;
}

static void fail_key(struct conversion *conversion, const struct yaml *key)
{
    problem_at(conversion->problems, &key->place, "%.80s: duplicate key", key->text);
    conversion->failed = true;
}

/* The depth is limited by the parser (64). */
static void convert(struct conversion *conversion, struct fy_node *from, struct yaml *to, struct place near)
{
    to->text = "";
    to->place = from ? place_of(conversion, from, near) : near;
    if (!from)
        return;
    void *next = NULL;
    size_t count = 0;
    if (fy_node_is_scalar(from)) {
        convert_scalar(conversion, from, to);
        return;
    }
    int size =
        fy_node_is_mapping(from) ? fy_node_mapping_item_count(from) : fy_node_sequence_item_count(from);
    to->kind = fy_node_is_mapping(from) ? YAML_MAP : YAML_LIST;
    to->count = size > 0 ? (size_t)size : 0;
    to->child = arena_array(conversion->arena, to->count + 1, sizeof *to->child);
    if (to->kind == YAML_LIST) {
        struct fy_node *item;
        while (count < to->count && (item = fy_node_sequence_iterate(from, &next)))
            convert(conversion, item, &to->child[count++], near);
    } else {
        struct fy_node_pair *pair;
        while (count < to->count && (pair = fy_node_mapping_iterate(from, &next))) {
            struct yaml key = {0};
            convert(conversion, fy_node_pair_key(pair), &key, near);
            if (key.kind != YAML_SCALAR)
                fail(conversion, key.place, "a key must be a word");
            else if (has_key(to, count, key.text))
                fail_key(conversion, &key);
            to->child[count].key = key.text;
            to->child[count].key_place = key.place;
            convert(conversion, fy_node_pair_value(pair), &to->child[count++], key.place);
            if (count == 1)
                to->place = key.place;
        }
    }
    if (to->kind == YAML_LIST && count > 0)
        to->place = to->child[0].place;
}

static void report(struct conversion *conversion, struct fy_diag *diag)
{
    void *next = NULL;
    const struct fy_diag_error *error;
    bool any = false;
    while ((error = fy_diag_errors_iterate(diag, &next))) {
        fail(conversion,
             (struct place){conversion->file, error->line > 0 ? (unsigned)error->line : 1,
                            error->column > 0 ? (unsigned)error->column : 1},
             error->msg);
        any = true;
    }
    if (!any)
        fail(conversion, (struct place){conversion->file, 1, 1}, "this is not YAML");
}

int yaml_read(struct arena *arena, const char *file, const char *bytes, size_t length,
              struct yaml **documents, size_t *count, struct problems *problems)
{
    struct conversion conversion = {arena, problems, file, bytes, length, false};
    *documents = NULL;
    *count = 0;
    if (length == 0)
        return 0;
    struct fy_diag_cfg diag_settings;
    fy_diag_cfg_default(&diag_settings);
    diag_settings.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_settings);
    if (!diag)
        abort();
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg settings = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_ALLOW_DUPLICATE_KEYS,
                                    .diag = diag};
    struct fy_parser *parser = fy_parser_create(&settings);
    if (!parser || fy_parser_set_string(parser, bytes, length) != 0)
        abort();
    struct fy_document *document;
    while ((document = fy_parse_load_document(parser))) {
        struct fy_node *root = fy_document_root(document);
        struct yaml *grown = arena_array(arena, *count + 1, sizeof *grown);
        if (*count)
            memcpy(grown, *documents, *count * sizeof *grown);
        *documents = grown;
        convert(&conversion, root, &grown[*count], (struct place){file, 1, 1});
        if (root && !fy_node_is_null(root))
            ++*count;
        fy_parse_document_destroy(parser, document);
    }
    if (fy_diag_got_error(diag))
        report(&conversion, diag);
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
    return conversion.failed ? -1 : 0;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
    if (map->kind == YAML_MAP)
        for (size_t i = 0; i < map->count; i++)
            if (strcmp(map->child[i].key, key) == 0)
                return &map->child[i];
    return NULL;
}

static bool in_list(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, " ");
        if (size == length && memcmp(at, word, length) == 0)
            return true;
        at += size;
        at += strspn(at, " ");
    }
    return false;
}

void yaml_only(const struct yaml *map, const char *known, struct problems *problems)
{
    for (size_t i = 0; i < map->count; i++)
        if (!in_list(known, map->child[i].key))
            problem_at(problems, &map->child[i].key_place, "unknown key \"%.60s\"; known here: %s",
                       map->child[i].key, known);
}

const char *yaml_text(const struct yaml *node, const char *what, struct problems *problems)
{
    if (node->kind == YAML_SCALAR && node->text[0])
        return node->text;
    problem_at(problems, &node->place, "%s must be a text", what);
    return NULL;
}

void yaml_bool(const struct yaml *node, bool *value, struct problems *problems)
{
    if (node->kind == YAML_SCALAR && text_same(node->text, "true"))
        *value = true;
    else if (node->kind == YAML_SCALAR && text_same(node->text, "false"))
        *value = false;
    else
        problem_at(problems, &node->place, "%s must be true or false", node->key);
}

void yaml_int(const struct yaml *node, int lowest, int highest, int *value, struct problems *problems)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(node->text, &end, 10);
    if (node->kind == YAML_SCALAR && node->text[0] && !*end && errno == 0 && number >= lowest &&
        number <= highest)
        *value = (int)number;
    else
        problem_at(problems, &node->place, "%s must be a whole number from %d to %d", node->key, lowest,
                   highest);
}
