#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "grefier/base/text.h"

struct pending {
    struct yaml *document;
    size_t count;
};

static bool is_text(const char *data, size_t length)
{
    return text_is_utf8(data, length) && strlen(data) == length;
}

static void keep_template(struct rules *rules, const char *name, const char *path, const struct buf *bytes,
                          struct problems *problems)
{
    const char *data = bytes->data ? bytes->data : "";
    if (!is_text(data, bytes->length)) {
        struct place place = {path, 1, 1};
        problem_at(problems, &place, "the text is not UTF-8");
        return;
    }
    char *text = arena_copy(rules->arena, data, bytes->length), *to = text;
    for (const char *from = text; *from; from++)
        if (*from != '\r' || from[1] != '\n')
            *to++ = *from;
    *to = '\0';
    rules->template =
        arena_grow(rules->arena, rules->template, rules->template_count, sizeof *rules->template);
    rules->template[rules->template_count++] =
        (struct template_file){arena_copy(rules->arena, name, strlen(name) - strlen(".txt")), text, path};
}

/* YAML would take other encodings too, but leaves out what it cannot read. */
static void read_rule_file(struct rules *rules, const char *path, const struct buf *bytes,
                           struct pending *pending, struct problems *problems)
{
    const char *data = bytes->data ? bytes->data : "";
    if (is_text(data, bytes->length))
        yaml_read(rules->arena, path, data, bytes->length, &pending->document, &pending->count, problems);
    else
        problem_at(problems, &(struct place){path, 1, 1}, "the file is not UTF-8");
}

/* Reads the file; the documents of a YAML file wait in *pending. */
static int take_file(struct rules *rules, const struct rule_file *file, struct pending *pending,
                     struct problems *problems, struct err *err)
{
    struct buf bytes;
    buf_init(&bytes, CAP_RULE_FILE_BYTES);
    const char *path = arena_string(rules->arena, file->path);
    int result = folder_read(path, &bytes, err);
    if (result == 0 && strcmp(file->name, WORDING_FILE) == 0)
        read_wording(rules, path, &bytes, problems);
    else if (result == 0 && text_ends(file->name, ".txt"))
        keep_template(rules, file->name + (text_starts(file->name, "answers/") ? strlen("answers/") : 0),
                      path, &bytes, problems);
    else if (result == 0)
        read_rule_file(rules, path, &bytes, pending, problems);
    buf_free(&bytes);
    return result;
}

static void read_document(struct rules *rules, const struct yaml *document, bool vocabularies,
                          struct problems *problems)
{
    if (yaml_get(document, "vocabulary")) {
        if (vocabularies)
            read_vocabulary(rules, document, problems);
    } else if (vocabularies) {
        return;
    } else if (yaml_get(document, "group")) {
        read_group(rules, document, problems);
    } else if (yaml_get(document, "fields")) {
        read_fields(rules, document, problems);
    } else {
        problem_at(problems, &document->place,
                   "a rule file begins with \"group: NAME\", \"vocabulary: NAME\" or \"fields:\"");
    }
}

static void compile_all(struct rules *rules, struct problems *problems)
{
    for (size_t g = 0; g < rules->group_count; g++)
        for (size_t i = 0; i < rules->group[g].count; i++)
            if (rules->group[g].entry[i]->source.text)
                engine_compile(rules, rules->group[g].entry[i], problems);
}

static int load(struct rules *rules, const struct rule_file *file, size_t count, struct problems *problems,
                struct err *err)
{
    struct pending *pending = arena_array(rules->arena, count + 1, sizeof *pending);
    for (size_t i = 0; i < count; i++)
        if (take_file(rules, &file[i], &pending[i], problems, err) != 0)
            return -1;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++)
            for (size_t d = 0; d < pending[i].count; d++)
                read_document(rules, &pending[i].document[d], pass == 0, problems);
        if (pass == 0)
            vocabularies_prepare(rules, problems);
    }
    check_says(rules, problems);
    compile_all(rules, problems);
    return 0;
}

int rules_load(const char *const *folders, size_t count, struct rules **rules, struct buf *problems,
               struct err *err)
{
    struct problems found = {problems, 0};
    struct rules *made = xcalloc(1, sizeof *made);
    struct rule_file *file = NULL;
    size_t file_count = 0;
    *rules = NULL;
    made->arena = arena_new();
    made->engine = engine_new();
    int result = folder_list(folders, count, &file, &file_count, err);
    if (result == 0)
        result = load(made, file, file_count, &found, err);
    if (result == 0 && made->field_count == 0 && found.count == 0) {
        struct place place = {count ? folders[0] : "rules", 1, 1};
        problem_at(&found, &place, "no file describes the fields (fields.yaml)");
    }
    folder_list_free(file, file_count);
    if (result == 0 && found.count > 0)
        result = err_set(err, ERR_INPUT, "%zu %s in the rules", found.count,
                         found.count == 1 ? "thing is wrong" : "things are wrong");
    if (result == 0)
        *rules = made;
    else
        rules_free(&made);
    return result;
}

void rules_rest(const struct rules *rules)
{
    for (size_t g = 0; g < rules->group_count; g++)
        for (size_t i = 0; i < rules->group[g].count; i++)
            if (rules->group[g].entry[i]->rule.code)
                engine_code_rest(rules->group[g].entry[i]->rule.code);
}

void rules_free(struct rules **rules)
{
    if (!rules || !*rules)
        return;
    for (size_t g = 0; g < (*rules)->group_count; g++)
        for (size_t i = 0; i < (*rules)->group[g].count; i++)
            engine_code_free(&(*rules)->group[g].entry[i]->rule.code);
    engine_free(&(*rules)->engine);
    arena_free(&(*rules)->arena);
    free(*rules);
    *rules = NULL;
}
