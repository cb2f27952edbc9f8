/* The verdict as `extract --json` prints it: one object a line, RFC 8259. */
#include "grefier/reading/reading.h"

static void add_member(struct buf *out, const char *name, const char *value)
{
    buf_add_json(out, name);
    buf_add_text(out, ": ");
    buf_add_json(out, value);
}

static void add_list(struct buf *out, const char *name, const char *const *item, size_t count)
{
    buf_add_json(out, name);
    buf_add_text(out, ": [");
    for (size_t i = 0; i < count; i++) {
        buf_add_text(out, i ? ", " : "");
        buf_add_json(out, item[i]);
    }
    buf_add_text(out, "]");
}

static void add_evidence(struct buf *out, const struct evidence *evidence)
{
    buf_add_text(out, "{");
    add_member(out, "rule", evidence->rule);
    buf_add_text(out, ", ");
    add_member(out, "where", evidence->where);
    buf_add_format(out, ", \"line\": %u, \"weight\": %d, ", evidence->line, evidence->weight);
    add_member(out, "text", evidence->text);
    buf_add_text(out, "}");
}

static void add_all_evidence(struct buf *out, const struct person *person, const struct rules *rules)
{
    bool first = true;
    buf_add_text(out, ", \"evidence\": {");
    for (size_t field = 0; field < rules_field_count(rules) && field < FIELD_LIMIT; field++) {
        if (!person->field[field].text)
            continue;
        buf_add_text(out, first ? "" : ", ");
        buf_add_json(out, rules_field(rules, field)->id);
        buf_add_text(out, ": ");
        add_evidence(out, &person->field[field].evidence);
        first = false;
    }
    buf_add_text(out, "}");
}

static void add_person(struct buf *out, const struct person *person, const struct rules *rules, bool explain)
{
    buf_add_text(out, "{");
    for (size_t field = 0; field < rules_field_count(rules) && field < FIELD_LIMIT; field++) {
        add_member(out, rules_field(rules, field)->id, person->field[field].text);
        buf_add_text(out, ", ");
    }
    if (person->extension && *person->extension) {
        add_member(out, "extension", person->extension);
        buf_add_text(out, ", ");
    }
    add_member(out, "sector", sector_word(person->sector));
    if (explain)
        add_all_evidence(out, person, rules);
    buf_add_text(out, "}");
}

static void add_people(struct buf *out, const struct verdict *verdict, const struct rules *rules,
                       bool explain)
{
    buf_add_text(out, "\"people\": [");
    for (size_t i = 0; i < verdict->person_count; i++) {
        buf_add_text(out, i ? ", " : "");
        add_person(out, &verdict->person[i], rules, explain);
    }
    buf_add_text(out, "]");
}

static void add_missing(struct buf *out, const struct verdict *verdict, const struct rules *rules)
{
    const char *missing[FIELD_LIMIT];
    size_t count = 0;
    for (size_t field = 0; field < rules_field_count(rules) && field < FIELD_LIMIT; field++)
        if (verdict->missing & (1u << field))
            missing[count++] = rules_field(rules, field)->id;
    add_list(out, "missing", missing, count);
}

static void add_candidates(struct buf *out, const struct verdict *verdict, const struct rules *rules)
{
    buf_add_text(out, ", \"candidates\": [");
    for (size_t i = 0; i < verdict->candidate_count; i++) {
        const struct candidate *candidate = &verdict->candidate[i];
        const struct rule_field *field = rules_field(rules, candidate->field);
        buf_add_text(out, i ? ", {" : "{");
        add_member(out, "field", field ? field->id : NULL);
        buf_add_text(out, ", ");
        add_member(out, "value", candidate->value.text);
        buf_add_text(out, ", ");
        add_member(out, "lost", candidate->lost);
        buf_add_text(out, ", \"evidence\": ");
        add_evidence(out, &candidate->value.evidence);
        buf_add_text(out, "}");
    }
    buf_add_text(out, "]");
}

static void add_leaning(struct buf *out, const char *name, const int leaning[RULE_LEANINGS])
{
    buf_add_format(out, ", \"%s\": {\"sign-up\": %d, \"person\": %d, \"other\": %d", name,
                   leaning[LEANING_SIGN_UP], leaning[LEANING_PERSON], leaning[LEANING_NOTHING]);
}

static void add_second_opinion(struct buf *out, const struct verdict *verdict)
{
    const struct opinion *opinion = &verdict->opinion;
    add_leaning(out, "words", verdict->wording.leaning);
    buf_add_text(out, "}");
    if (!opinion->found)
        return;
    add_leaning(out, "together", opinion->likely);
    buf_add_text(out, ", ");
    add_member(out, "found", opinion->found);
    buf_add_format(out, ", \"about_group\": %s}", opinion->about_group ? "true" : "false");
}

void reading_json(const char *file, const struct verdict *verdict, const struct rules *rules, bool explain,
                  struct buf *out)
{
    buf_add_text(out, "{");
    add_member(out, "file", file);
    buf_add_text(out, ", ");
    add_member(out, "kind", kind_word(verdict->kind));
    buf_add_text(out, ", ");
    add_member(out, "action", action_word(verdict->action));
    buf_add_text(out, ", ");
    add_member(out, "language", verdict->language);
    buf_add_text(out, ", ");
    add_people(out, verdict, rules, explain);
    buf_add_text(out, ", ");
    add_missing(out, verdict, rules);
    buf_add_text(out, ", ");
    add_member(out, "reason", verdict->reason);
    buf_add_text(out, ", ");
    add_list(out, "rules", verdict->spoke, verdict->spoke_count);
    buf_add_text(out, ", ");
    add_list(out, "topics", verdict->topic, verdict->topic_count);
    buf_add_format(out, ", \"urgent\": %s", verdict->urgent ? "true" : "false");
    if (explain) {
        add_second_opinion(out, verdict);
        add_candidates(out, verdict, rules);
    }
    buf_add_text(out, "}");
}
