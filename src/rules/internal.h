/*
 * What the files of this room share. A rule set is read in two passes: first every file into the structures
 * below, then, with all vocabularies known, every pattern is expanded and compiled.
 */
#ifndef GREFIER_SRC_RULES_INTERNAL_H
#define GREFIER_SRC_RULES_INTERNAL_H

#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/rules/rules.h"
#include "yaml.h"

#define WORD_BYTES    160u   /* one word of a plain vocabulary; bounds the nesting of its pattern */
#define PATTERN_BYTES 16384u /* one pattern as written */
#define WORDING_FILE  "wording.txt"

/* A pattern as somebody wrote it. */
struct source {
    const char *text;
    struct place place;
    enum yaml_style style;
};

struct example {
    struct place place;
    const char *text; /* as people write, with diacritics */
    bool reject;
    const struct yaml *groups; /* a map of group values to compare, or NULL */
};

struct entry {
    struct rule rule; /* first, so that a rule is its entry */
    struct source source;
    struct place says_place;
    struct example *example;
    size_t example_count;
};

struct word {
    struct source source;
    bool literal;
};

enum definition { DEFINITION_NONE, DEFINITION_WANTED, DEFINITION_WRITTEN };

struct vocabulary {
    const char *name;
    struct place place;
    bool plain;
    bool asked_by_code;
    bool used;
    bool broken;   /* already reported: patterns with it are not compiled */
    bool busy;     /* being looked through: meeting it again is a cycle */
    bool checked;  /* all it refers to is there */
    unsigned uses; /* in the pattern being expanded, like the next */
    enum definition definition;
    struct word *word;
    size_t word_count;
    const char **set; /* of a plain one: its words, folded, lower case, sorted, without doubles */
    size_t set_count;
    const char *alternatives; /* all words as one pattern, other vocabularies still as {{…}} */
    struct entry *entry;      /* the vocabulary as a rule */
};

struct group {
    const char *name;
    const struct yaml *words; /* that its rules may say, or NULL: any */
    struct entry **entry;
    size_t count;
};

struct template_file {
    const char *name; /* "request.ro" */
    const char *text;
    const char *path;
};

struct engine;

struct rules {
    struct arena *arena;
    struct engine *engine;
    struct group *group;
    size_t group_count;
    struct vocabulary **vocabulary;
    size_t vocabulary_count;
    struct rule_field field[RULE_FIELDS];
    size_t field_count;
    struct template_file *template;
    size_t template_count;
    struct rule_term *term; /* sorted */
    size_t term_count;
    size_t rule_count;
};

/* A file of the layered folders. */
struct rule_file {
    char *name; /* relative to its folder */
    char *path;
};

/* folder.c: the files of all folders, later ones in place of earlier ones of the same name, sorted by name.
 */
int folder_list(const char *const *folders, size_t count, struct rule_file **files, size_t *file_count,
                struct err *err);
void folder_list_free(struct rule_file *files, size_t count);
int folder_read(const char *path, struct buf *bytes, struct err *err);

/* read.c: documents into structures. */
void read_group(struct rules *rules, const struct yaml *document, struct problems *problems);
/* Reports rules that say a word their group does not list. */
void check_says(const struct rules *rules, struct problems *problems);
struct entry *entry_add(struct rules *rules, const char *group, const char *id, const struct place *place,
                        struct problems *problems);
void read_examples(struct rules *rules, struct entry *entry, const struct yaml *item,
                   struct problems *problems);
struct group *group_find(const struct rules *rules, const char *name);
/* Room for one more item in an arena array that doubles at powers of two. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size);

/* vocabulary.c */
void read_vocabulary(struct rules *rules, const struct yaml *document, struct problems *problems);
struct vocabulary *vocabulary_find(const struct rules *rules, const char *name);
/* Fills `set` and `alternatives` of all, and makes their entries. */
void vocabularies_prepare(struct rules *rules, struct problems *problems);
bool read_word(const struct yaml *node, bool plain, struct word *word, struct problems *problems);
/* The words as alternatives, in the order written; literal ones escaped. */
char *words_alternatives(struct arena *arena, const struct word *word, size_t count);

/* factor.c: the patterns as alternatives that share what they begin with. */
void factor_write(const char *const *pattern, size_t count, struct buf *out);

/* trie.c: the sorted words as one pattern that shares beginnings and prefers the longest word. */
void trie_write(const char *const *set, size_t count, struct buf *out);
/* One literal character of extended mode; a blank stands for any run of blanks. */
void literal_write(const char *bytes, size_t length, struct buf *out);

/* wording.c: the file of that name, line by line. */
void read_wording(struct rules *rules, const char *path, const struct buf *bytes, struct problems *problems);

/* field.c */
void read_fields(struct rules *rules, const struct yaml *document, struct problems *problems);

/* expand.c: the pattern with its vocabularies put in, folded. */
struct expansion {
    struct buf text;
    uint32_t *origin; /* for each byte, where in the source it comes from */
    size_t origin_room;
    size_t helpers; /* groups defined for vocabularies; their names begin with '_' */
};
/* The end of the character class ([…]) that begins at `at`. */
const char *pattern_class_end(const char *at);
int expand(struct rules *rules, const struct source *source, struct expansion *expansion,
           struct problems *problems);
/* Whether all that the vocabulary refers to is there and leads nowhere back; else a problem. */
bool expand_check(struct rules *rules, struct vocabulary *vocabulary, struct problems *problems);
void expansion_free(struct expansion *expansion);
struct place source_place(const struct source *source, size_t offset);

#endif
