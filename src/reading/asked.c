/* What this room and the letter's ask of the rules by name, so that a slip of the pen in a name is found. */
#include <string.h>

#include "grefier/reading/reading.h"

static const char *const groups[] = {"intention",
                                     "filler",
                                     "passed-on",
                                     "reply",
                                     "guard",
                                     "language",
                                     "people",
                                     "form",
                                     "value",
                                     "inflection",
                                     "inflection-adjective",
                                     "inflection-position",
                                     "inflection-plural",
                                     "phone",
                                     "sector",
                                     "topics",
                                     "zone",
                                     "fields",
                                     "vocabulary",
                                     NULL};

static const char *const vocabularies[] = {"given-name",
                                           "surname",
                                           "not-a-name",
                                           "honorific",
                                           "place",
                                           "position-head",
                                           "organization-head",
                                           "organization-tail",
                                           "organization-acronym",
                                           "public-domain",
                                           NULL};

static bool is_listed(const char *const *list, const char *name)
{
    while (*list && strcmp(*list, name) != 0)
        list++;
    return *list;
}

static size_t report_group(const struct rule *first, const char *name, struct buf *report)
{
    if (!first)
        return 0;
    buf_add_format(report, "%s:%u:1: nothing asks for rules of a group \"%s\"; known groups are", first->file,
                   first->line, name);
    for (const char *const *known = groups; *known; known++)
        if (strcmp(*known, "fields") != 0 && strcmp(*known, "vocabulary") != 0)
            buf_add_format(report, " %s", *known);
    buf_add_text(report, "\n");
    return 1;
}

size_t reading_check(const struct rules *rules, struct buf *report)
{
    size_t problems = 0;
    const struct rule *first;
    const char *name;
    for (size_t i = 0; (name = rules_group(rules, i, &first)); i++)
        if (!is_listed(groups, name))
            problems += report_group(first, name, report);
    for (const char *const *wanted = vocabularies; *wanted; wanted++)
        if (!rules_vocabulary(rules, *wanted)) {
            buf_add_format(report, "the vocabulary \"%s\", which the program needs, is in no file\n",
                           *wanted);
            problems++;
        }
    return problems;
}
