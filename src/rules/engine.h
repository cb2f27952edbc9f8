/* engine: compiled patterns. Wraps PCRE2; private to this room. */
#ifndef GREFIER_SRC_RULES_ENGINE_H
#define GREFIER_SRC_RULES_ENGINE_H

#include "internal.h"

struct engine *engine_new(void);
void engine_free(struct engine **engine);
/* Compiles entry->source into entry->rule.code. Returns 0, or -1 and a problem. */
int engine_compile(struct rules *rules, struct entry *entry, struct problems *problems);
void engine_code_free(struct rule_code **code);
/* Lets the compiled pattern go; engine_code_wake makes it again, out of the same source, where it is gone. */
void engine_code_rest(struct rule_code *code);
void engine_code_wake(struct rule_code *code);
/* Whether `source` is a well-formed fragment without capture groups that matches something; -1 and a problem
 * otherwise. */
int engine_check_fragment(struct rules *rules, const struct source *source, struct problems *problems);
bool engine_has_group(const struct rule *rule, const char *name);
/* How many different group names the pattern has. */
size_t engine_group_count(const struct rule *rule);
/* Whether the pattern matches an empty subject. */
bool engine_matches_nothing(const struct rule *rule);

/* The pattern once more, built to count the steps it takes. */
struct probe;
struct probe *probe_new(struct rules *rules, const struct entry *entry);
void probe_free(struct probe **probe);
/* Steps over all start positions, at most `most`: the same on every machine. */
size_t probe_steps(const struct probe *probe, const char *subject, size_t length, size_t most);

#endif
