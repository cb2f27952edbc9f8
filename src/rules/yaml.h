/*
 * yaml: a YAML file as a small tree whose every node knows where it was written. Wraps libfyaml; private to
 * this room.
 */
#ifndef GREFIER_SRC_RULES_YAML_H
#define GREFIER_SRC_RULES_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"

struct place {
    const char *file;
    unsigned line, column; /* from 1; bytes, not characters */
};

/* What is wrong with the files, one line each. */
struct problems {
    struct buf *out;
    size_t count;
};

void problem_at(struct problems *problems, const struct place *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };
enum yaml_style { YAML_PLAIN, YAML_QUOTED, YAML_BLOCK };

struct yaml {
    enum yaml_kind kind;
    enum yaml_style style; /* of a scalar */
    const char *key;       /* of a member of a map; NULL otherwise */
    struct place key_place;
    struct place place; /* where its text begins, behind a quote or in the first line of a block */
    const char *text;   /* of a scalar; never NULL */
    struct yaml *child;
    size_t count;
};

/*
 * Reads every document of `bytes` into *documents (count of them; an empty document is left out). All lives
 * in `arena`. Returns 0, or -1 when there were syntax errors, which are then in *problems.
 */
int yaml_read(struct arena *arena, const char *file, const char *bytes, size_t length,
              struct yaml **documents, size_t *count, struct problems *problems);

/* The member of a map, or NULL. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* Reports members of `map` whose key is not in the blank-separated list `known`. */
void yaml_only(const struct yaml *map, const char *known, struct problems *problems);
/* The text of a scalar that is not empty; NULL and a problem otherwise. `what` names it. */
const char *yaml_text(const struct yaml *node, const char *what, struct problems *problems);
/* true or false into *value. */
void yaml_bool(const struct yaml *node, bool *value, struct problems *problems);
/* A whole number within the limits into *value. */
void yaml_int(const struct yaml *node, int lowest, int highest, int *value, struct problems *problems);

#endif
