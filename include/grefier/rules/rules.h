/*
 * rules: the rule files under rules/, compiled. The only room that sees PCRE2 and (with config) libfyaml.
 *
 * Rules are data: a person adds a phrase to a file, runs `grefier rules check` and sees it work; the format
 * and a tour are in rules/README.md. A rule folder holds YAML files (one or several documents each) of three
 * kinds:
 *
 *   group: intention        rules that speak about one thing; a group may go on in further files
 *     each rule: id, says, weight, zone, language, pattern, match, reject
 *   vocabulary: given-name  words for {{given-name}} in patterns and for rules_has_word
 *   fields:                 the fields of the sign-up and their labels, see struct rule_field
 *
 * answers/NAME.txt, the templates of answers (grefier/answer/template.h), and wording.txt (see rules_term).
 * Folders are layered: a later folder's file of the same relative name replaces the earlier one's; other files
 * add. Files are read in the order of their names.
 *
 * Patterns are PCRE2, extended (blanks mean nothing, # begins a comment), case-blind; (?-i: …) asks for
 * capitals. They are tried on folded text (text.h); \w, \d, \b know ASCII letters only, which folding makes
 * of all Latin ones. The same group name may stand in several alternatives. Names that begin with "_" are the
 * room's own. One thread: all rules of one `struct rules` share their working memory.
 */
#ifndef GREFIER_RULES_RULES_H
#define GREFIER_RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/buf.h"
#include "grefier/base/err.h"

struct rules;

enum rule_zone {
    RULE_ZONE_SUBJECT = 1u << 0,
    RULE_ZONE_OWN = 1u << 1,
    RULE_ZONE_SIGNATURE = 1u << 2,
    RULE_ZONE_QUOTED = 1u << 3,
    RULE_ZONE_FORWARDED = 1u << 4,
    RULE_ZONE_FOOTER = 1u << 5,
    RULE_ZONE_HEADER = 1u << 6,    /* "Name: value" of a header field, folded */
    RULE_ZONE_ATTACHMENT = 1u << 7 /* the name of an attached file */
};

struct rule_code; /* the compiled pattern */

struct rule {
    const char *name; /* "group.id" */
    const char *group;
    const char *says;     /* "" when it says nothing */
    const char *language; /* or NULL */
    int weight;
    unsigned zones;   /* of enum rule_zone */
    const char *file; /* where it was written, for messages */
    unsigned line;
    struct rule_code *code;
};

#define RULE_CAPTURES 16

struct rule_capture {
    const char *name; /* of the named group */
    size_t from, to;  /* byte offsets into the subject; only groups that took part are listed */
};

struct rule_match {
    size_t from, to;
    size_t count;
    struct rule_capture capture[RULE_CAPTURES];
};

/* Three outcomes: an error is never "no match". */
enum rule_outcome {
    RULE_NO = 0,
    RULE_YES = 1,
    RULE_LIMIT = -1 /* the pattern gave up (match, heap or time limit): a person must look at the message */
};

/*
 * Tries `rule` on subject[start, length). The subject is folded text. On RULE_YES fills *match (may be NULL).
 * The subject is at most CAP_LINE_BYTES x 4; a longer one is cut. What lies before `start` is seen by \b and
 * lookbehinds. Bytes that are not UTF-8 count as U+FFFD. To find the next match go on at match.to (at
 * least one character further when the match is empty). The names in *match live as long as the rules.
 */
enum rule_outcome rule_try(const struct rule *rule, const char *subject, size_t length, size_t start,
                           struct rule_match *match);
/* As rule_try, but the match must begin at the byte `at`: whoever wants it nowhere else does not search the rest. */
enum rule_outcome rule_try_at(const struct rule *rule, const char *subject, size_t length, size_t at,
                              struct rule_match *match);
/*
 * What the trials from now on may cost together, in bytes looked at (CAP_TRIAL_BYTES for one message); SIZE_MAX, as
 * after loading, is without limit. Once it is spent every trial says RULE_LIMIT. No clock is asked, so that a message
 * is read the same way everywhere.
 */
void rules_budget(const struct rules *rules, size_t most);
/* How often a trial has said RULE_LIMIT since the rules were loaded: whoever asks before and after some work knows
 * whether a pattern gave up anywhere in it. */
size_t rules_give_ups(const struct rules *rules);
/* The capture of that name, or NULL. */
const struct rule_capture *rule_capture(const struct rule_match *match, const char *name);

/*
 * Loads and compiles every file of `folders` (count of them, lowest layer first). All errors are collected:
 * *problems (a buf the caller initialised) gets one line each, "FILE:LINE:COLUMN: what is wrong\n". Returns 0
 * and *rules, or -1 with err INPUT (a rule is wrong; *rules is NULL) or RETRY (a folder cannot be read).
 */
int rules_load(const char *const *folders, size_t count, struct rules **rules, struct buf *problems,
               struct err *err);
void rules_free(struct rules **rules);
/*
 * Gives back the memory of all compiled patterns (some 8 MiB), for a program that has nothing to read for a while. The
 * rules stay as they are, whatever happens to their files meanwhile: each pattern is compiled again, out of the same
 * text, when it is next tried. Names in matches stay.
 */
void rules_rest(const struct rules *rules);

/* The name of each group: index 0, 1, … until NULL. *first is its first rule, NULL when it has none. */
const char *rules_group(const struct rules *rules, size_t index, const struct rule **first);
/* The rules of a group in the order they were written: index 0, 1, … until NULL. */
const struct rule *rules_at(const struct rules *rules, const char *group, size_t index);
/* The rule of that full name, or NULL. */
const struct rule *rules_named(const struct rules *rules, const char *name);
/* What was written beside a rule as something that it must match: index 0, 1, … until NULL. */
const char *rules_example(const struct rules *rules, const char *name, size_t index);
/* Whether a plain vocabulary holds `word` (folded, any case), exactly. */
bool rules_has_word(const struct rules *rules, const char *vocabulary, const char *word, size_t length);
/* The words of a plain vocabulary, folded, in small letters, sorted: index 0, 1, … until NULL. */
const char *rules_word_at(const struct rules *rules, const char *vocabulary, size_t index);
/*
 * A vocabulary as a rule of its own (named "vocabulary.NAME"): matches one of its words at a word boundary.
 * NULL when there is no such vocabulary. rule_try(…, start) finds the next one.
 */
const struct rule *rules_vocabulary(const struct rules *rules, const char *vocabulary);

#define RULE_FIELDS 12 /* fields of one sign-up, at most */

/*
 * A field of the sign-up, from fields.yaml. The first four are name, position, organization, phone, in that
 * order. `label` matches a label at the start of a line or a cell, behind bullets and numbers, and has two
 * groups: label      the label's own words, "Nume și prenume"; several joined by / ( | when they stand in two
 * languages separator  what follows it up to the value, ": "; empty when the line ends after the label (the
 * whole line or cell is a label); not there when other text follows at once ("Numele meu este …", "Tel
 * 0722…") The match ends where the value begins.
 */
struct rule_field {
    const char *id; /* "name", "position", "organization", "phone", or a custom one */
    bool required;
    const char *validator; /* "name", "position", "organization", "phone", "text" */
    const struct rule *label;
    const char *title_ro, *title_en; /* what answers and digests call it: "telefon", "phone" */
};
size_t rules_field_count(const struct rules *rules);
const struct rule_field *rules_field(const struct rules *rules, size_t index);

/*
 * wording.txt: what words have said for and against a sign-up in letters that people have judged. One line a term: three
 * weights in hundredths, then one word or two that follow each other (which: grefier/reading/wording.h). The file is
 * learned from labelled letters, not written by hand; an empty one in a later folder takes the opinion away.
 */
enum rule_leaning { LEANING_SIGN_UP, LEANING_PERSON, LEANING_NOTHING, RULE_LEANINGS };
struct rule_term {
    const char *text;
    /* towards a sign-up to answer, a letter that a person must see, any other letter */
    int weight[RULE_LEANINGS];
};
/* The term of exactly that text, or NULL. */
const struct rule_term *rules_term(const struct rules *rules, const char *text);

/* The text of answers/NAME.txt ("request.ro") or digest/NAME.txt ("digest/words.ro"), or NULL. */
const char *rules_template(const struct rules *rules, const char *name);
/* The file that text comes from, for messages, or NULL. */
const char *rules_template_file(const struct rules *rules, const char *name);

/*
 * `grefier rules check`: runs the examples of every rule; reports rules without examples, patterns that hit a
 * limit or whose work grows faster than the text on hostile text, vocabularies that nothing uses. Adds one
 * line a problem to *report. Returns the number of errors; warnings ("FILE:LINE:COLUMN: warning: …") are not
 * counted.
 */
size_t rules_check(const struct rules *rules, struct buf *report);
/* How many rules, vocabularies, examples there are. */
struct rules_count {
    size_t rules, vocabularies, words, examples, templates;
};
struct rules_count rules_count(const struct rules *rules);

#endif
