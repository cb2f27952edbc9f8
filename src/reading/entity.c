#include "entity.h"

#include <string.h>
#include <strings.h>

#include "domain.h"
#include "grefier/base/caps.h"
#include "name.h"
#include "phone.h"
#include "scan.h"

static struct entity *add(struct scan *scan, unsigned field, size_t unit, size_t from, size_t to, int weight,
                          const char *rule)
{
    if (scan->count == CAP_CANDIDATES)
        return NULL;
    struct entity *entity = &scan->found[scan->count++];
    *entity =
        (struct entity){.field = field, .unit = unit, .from = from, .to = to, .weight = weight, .rule = rule};
    return entity;
}

static bool says(struct scan *scan, const char *name, const char *text)
{
    const struct rule *rule = rules_named(scan->rules, name);
    struct folded folded = text_fold(scan->letter->arena, text, strlen(text));
    return rule && rule_try(rule, folded.text, folded.length, 0, NULL) == RULE_YES;
}

bool scan_is_no_organization(struct scan *scan, const char *text)
{
    struct folded folded = text_fold(scan->letter->arena, text, strlen(text));
    if (!strchr(folded.text, ' ') && folded.text[0] >= 'a' && folded.text[0] <= 'z')
        return folded.length > 1 && folded.text[1] >= 'a' && folded.text[1] <= 'z';
    return says(scan, "value.not-organization", text) ||
           rules_has_word(scan->rules, "place", folded.text, folded.length);
}

static void add_text(struct scan *scan, unsigned field, size_t unit, size_t from, size_t to,
                     const struct rule *rule)
{
    struct arena *arena = scan->letter->arena;
    const char *text =
        value_clean(arena, scan->rules, field, text_unfold(arena, &scan->units->item[unit].folded, from, to));
    if (!text || strlen(text) < 2 || (field == FIELD_ORGANIZATION && scan_is_no_organization(scan, text)))
        return;
    /* of two names for one organization the fuller one is better */
    int fullness = field == FIELD_ORGANIZATION ? (int)((to - from < 60 ? to - from : 60) / 6) : 0;
    if (field == FIELD_ORGANIZATION && !strchr(text, ' '))
        fullness -= 12; /* "Compania", "Consiliul" */
    struct entity *entity = add(scan, field, unit, from, to, rule->weight + fullness, rule->name);
    if (!entity)
        return;
    entity->text = text;
    entity->after_position = strcmp(rule->says, "after-position") == 0;
    entity->is_shared = strcmp(rule->says, "shared-position") == 0;
    entity->is_subunit = field == FIELD_ORGANIZATION && says(scan, "value.subunit", text);
}

static enum role role_of(const char *says)
{
    return strcmp(says, "self") == 0            ? ROLE_SELF
           : strncmp(says, "nominee", 7) == 0   ? ROLE_NOMINEE
           : strncmp(says, "companion", 9) == 0 ? ROLE_COMPANION
           : strcmp(says, "other") == 0         ? ROLE_OTHER
           : strcmp(says, "contact") == 0       ? ROLE_CONTACT
                                                : ROLE_SEEN;
}

/* "nominee-known": the words around are weak, so the name must be one we know. */
static enum name_trust trust_of(const char *says)
{
    return text_ends(says, "-known") || strcmp(says, "other") == 0 ? NAME_SEEN : NAME_SAID;
}

static bool add_name(struct scan *scan, size_t unit, size_t from, size_t to, enum name_trust trust,
                     enum role role, int weight, const char *rule)
{
    const struct folded *folded = &scan->units->item[unit].folded;
    if (!name_narrow(scan->rules, folded, &from, &to, trust))
        return false;
    struct entity *entity = add(scan, FIELD_NAME, unit, from, to, weight, rule);
    if (!entity)
        return false;
    entity->role = role;
    entity->text = text_line(scan->letter->arena, text_unfold(scan->letter->arena, folded, from, to),
                             strlen(text_unfold(scan->letter->arena, folded, from, to)), CAP_VALUE_BYTES);
    return true;
}

/* "subsemnata – consilier – 0264 …": the words stand for the name that the mail comes from. */
static void add_writer(struct scan *scan, size_t unit, const struct rule_capture *words,
                       const struct rule *rule)
{
    struct arena *arena = scan->letter->arena;
    const struct folded sender = text_fold(arena, scan->letter->from.name, strlen(scan->letter->from.name));
    size_t from = 0, to = sender.length;
    if (names_organization(scan->rules, &sender, 0, to) ||
        !name_narrow(scan->rules, &sender, &from, &to, NAME_SAID))
        return;
    struct entity *entity = add(scan, FIELD_NAME, unit, words->from, words->to, rule->weight, rule->name);
    if (!entity)
        return;
    entity->role = ROLE_SELF;
    entity->text = text_unfold(arena, &sender, from, to);
}

static unsigned zone_bit(const struct unit *unit)
{
    if (unit->is_subject)
        return RULE_ZONE_SUBJECT;
    return unit->zone == ZONE_SIGNATURE ? RULE_ZONE_SIGNATURE : RULE_ZONE_OWN;
}

static void take_captures(struct scan *scan, size_t unit, const struct rule *rule,
                          const struct rule_match *match)
{
    bool unnamed = strcmp(rule->says, "unnamed") == 0, somebody = strcmp(rule->says, "somebody") == 0;
    if ((unnamed || somebody) && !scan->told.unnamed && !scan->told.somebody)
        scan->told.told_unit = unit;
    scan->told.unnamed |= unnamed;
    scan->told.somebody |= somebody;
    scan->told.below |= strcmp(rule->says, "below") == 0;
    scan->told.with_writer |= strcmp(rule->says, "with-writer") == 0;
    scan->told.several |= strcmp(rule->says, "several") == 0 || scan->told.with_writer;
    scan->told.plural |= strcmp(rule->says, "plural") == 0;
    if (strcmp(rule->says, "headcount") == 0 && rule->weight > scan->told.headcount)
        scan->told.headcount = rule->weight;
    scan->told.declines |= strcmp(rule->says, "declines") == 0;
    scan->told.acting |= strcmp(rule->says, "acting") == 0;
    scan->old_signature |= strcmp(rule->says, "old-signature") == 0;
    const struct rule_capture *none = rule_capture(match, "void");
    if (none)
        add(scan, FIELD_VOID, unit, none->from, none->to, rule->weight, rule->name);
    const struct rule_capture *name = rule_capture(match, "name");
    if (name && strcmp(rule->says, "writer") == 0) {
        add_writer(scan, unit, name, rule);
        scan->told.several = true;
        return;
    }
    if (name && !add_name(scan, unit, name->from, name->to, trust_of(rule->says), role_of(rule->says),
                          rule->weight, rule->name))
        return; /* without the name the sentence is not what the rule is about */
    const struct rule_capture *position = rule_capture(match, "position");
    if (position)
        add_text(scan, FIELD_POSITION, unit, position->from, position->to, rule);
    const struct rule_capture *organization = rule_capture(match, "organization");
    if (organization)
        add_text(scan, FIELD_ORGANIZATION, unit, organization->from, organization->to, rule);
}

static void scan_rules(struct scan *scan, size_t index)
{
    const struct unit *unit = &scan->units->item[index];
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(scan->rules, "people", i)); i++) {
        if (!(rule->zones & zone_bit(unit)))
            continue;
        struct rule_match match;
        for (size_t at = 0; at < unit->folded.length;) {
            enum rule_outcome outcome = rule_try(rule, unit->folded.text, unit->folded.length, at, &match);
            scan->told.limit |= outcome == RULE_LIMIT;
            if (outcome != RULE_YES)
                break;
            take_captures(scan, index, rule, &match);
            /* the next one may begin inside this match ("pe A și pe B"), but never at the same place */
            at = match.from + 1 > at ? match.from + 1 : at + 1;
            while (at < unit->folded.length && unit->folded.text[at - 1] != ' ')
                at++;
        }
    }
}

/* What the words before a number say of it, or those from `from` on behind it. */
static bool is_said(const struct scan *scan, const char *rule_name, const struct folded *text, size_t from,
                    size_t to)
{
    const struct rule *rule = rules_named(scan->rules, rule_name);
    return rule && rule_try(rule, text->text, to, from, NULL) == RULE_YES;
}

static void scan_phones(struct scan *scan, size_t index)
{
    const struct unit *unit = &scan->units->item[index];
    const struct folded *text = &unit->folded;
    struct phone phones[PHONES_A_TEXT];
    int count = phones_find(scan->rules, &unit->folded, phones);
    scan->told.limit |= count < 0;
    for (int i = 0; i < count; i++) {
        int weight = (unit->zone == ZONE_SIGNATURE ? 88 : 96) + phones[i].preference;
        struct entity *entity =
            add(scan, FIELD_PHONE, index, phones[i].from, phones[i].to, weight, phones[i].rule);
        if (!entity)
            return;
        entity->text = arena_string(scan->letter->arena, phones[i].e164);
        entity->is_mobile = phones[i].is_mobile;
        entity->is_writers = is_said(scan, "value.writers-phone", text, 0, phones[i].from) ||
                             is_said(scan, "value.writers-phone-after", text, phones[i].to, text->length);
        entity->is_shared = is_said(scan, "value.shared-phone", text, 0, phones[i].from) ||
                            is_said(scan, "value.shared-phone-after", text, phones[i].to, text->length);
        if (phones[i].extension[0])
            entity->extension = arena_string(scan->letter->arena, phones[i].extension);
    }
}

#define DOMAIN_WEIGHT 50

/* "C.S. Delfinul" from ana@delfinul.example: the words around know the whole name. */
static bool is_within_organization(const struct scan *scan, size_t unit, size_t from, size_t to)
{
    for (size_t i = 0; i < scan->count; i++) {
        const struct entity *entity = &scan->found[i];
        if (entity->unit == unit && entity->field == FIELD_ORGANIZATION && entity->from < from &&
            entity->to >= to)
            return true;
    }
    return false;
}

/* "Casa Nouă din Oradea" from ana@casanoua.example. */
static void scan_domain(struct scan *scan, size_t index)
{
    const struct unit *unit = &scan->units->item[index];
    const struct rule *rest = rules_named(scan->rules, "value.organization-rest");
    size_t from = 0, to = 0;
    if (!*scan->domain || !domain_find(&unit->folded, scan->domain, &from, &to))
        return;
    struct rule_match match;
    if (rest && rule_try(rest, unit->folded.text, unit->folded.length, to, &match) == RULE_YES &&
        match.from == to)
        to = match.to;
    const char *text = value_clean(scan->letter->arena, scan->rules, FIELD_ORGANIZATION,
                                   text_unfold(scan->letter->arena, &unit->folded, from, to));
    struct entity *entity =
        text && !is_within_organization(scan, index, from, to)
            ? add(scan, FIELD_ORGANIZATION, index, from, to, DOMAIN_WEIGHT, "shape.domain")
            : NULL;
    if (entity)
        entity->text = text;
}

static bool has_field(const struct scan *scan, size_t unit, unsigned field)
{
    for (size_t i = 0; i < scan->count; i++)
        if (scan->found[i].unit == unit && scan->found[i].field == field)
            return true;
    return false;
}

/* "Hermina Gündisch" in a line of its own, and right below it what somebody is: the first line of somebody's block. */
static bool heads_block(const struct scan *scan, size_t index)
{
    const struct unit *unit = &scan->units->item[index], *below = unit + 1;
    if (unit->zone != ZONE_OWN || index + 1 >= scan->units->count || below->after_blank ||
        below->is_subject || has_field(scan, index, FIELD_ORGANIZATION))
        return false;
    const struct folded *above = index > 0 ? &unit[-1].folded : NULL;
    if (!unit->after_blank && above && above->length > 0 && above->text[above->length - 1] != ':')
        return false;
    for (size_t i = 0; i < scan->count; i++) {
        const struct entity *position = &scan->found[i];
        if (position->unit == index + 1 && position->field == FIELD_POSITION && position->from <= 1 &&
            (position->to + 1 >= below->folded.length || strchr(",-|(", below->folded.text[position->to])))
            return true;
    }
    return false;
}

/* The first line of a signature or a block that is nothing but two or three words with capitals: a name, even if we know
 * none of them. */
static bool is_name_line(const struct scan *scan, size_t index, size_t *from, size_t *to)
{
    const struct unit *unit = &scan->units->item[index];
    bool is_first =
        unit->zone == ZONE_SIGNATURE && (index == 0 || scan->units->item[index - 1].zone != ZONE_SIGNATURE);
    *from = 0;
    *to = unit->folded.length;
    return (is_first || heads_block(scan, index)) && !unit->is_subject && unit->folded.text[0] < 'a' &&
           name_narrow(scan->rules, &unit->folded, from, to, NAME_SAID) && *to + 2 >= unit->folded.length;
}

/* Whether the unit stands right below another that gives somebody's name and phone. */
static bool goes_on(const struct scan *scan, size_t index)
{
    return index > 0 && !scan->units->item[index].after_blank && has_field(scan, index - 1, FIELD_NAME) &&
           has_field(scan, index - 1, FIELD_PHONE);
}

/* "- Medeea Ciurlionis, vicepreședintă, 0771 …": first in a list of somebody's data stands a name, even if we know none
 * of its words. */
static bool is_list_name(const struct scan *scan, size_t index, size_t *from, size_t *to)
{
    const struct unit *unit = &scan->units->item[index];
    const struct folded *text = &unit->folded;
    bool has_data = has_field(scan, index, FIELD_PHONE) ||
                    ((unit->bullet || goes_on(scan, index)) && has_field(scan, index, FIELD_POSITION));
    return !unit->is_subject && has_data && name_narrow(scan->rules, text, from, to, NAME_SAID) &&
           *to < text->length &&
           (strchr(",;|(\t", text->text[*to]) || strncmp(text->text + *to, " - ", 3) == 0 ||
            strncmp(text->text + *to, " (", 2) == 0);
}

/* How much the place and the title before it say that a name begins at `at`. */
static bool reads_as_name(const struct scan *scan, size_t index, size_t at, size_t *from, size_t *to)
{
    const struct unit *unit = &scan->units->item[index];
    const struct folded *text = &unit->folded;
    *from = at;
    *to = text->length;
    if (name_narrow(scan->rules, text, from, to, NAME_SEEN))
        return true;
    *from = at;
    *to = text->length;
    if (title_length(scan->rules, text, at, text->length) &&
        name_narrow(scan->rules, text, from, to, NAME_SAID))
        return true;
    if (at > mark_length(text))
        return false;
    *from = at;
    *to = text->length;
    if (is_list_name(scan, index, from, to))
        return true;
    return at == 0 && is_name_line(scan, index, from, to);
}

/* Names by their shape: at every word that begins with a capital and follows no other word of the same name. */
static void scan_names(struct scan *scan, size_t index)
{
    const struct folded *text = &scan->units->item[index].folded;
    for (size_t at = 0; at < text->length;) {
        size_t from, to;
        bool begins = at == 0 || strchr(" ,;:|(/\t\"-", text->text[at - 1]);
        if (begins && text->text[at] != ' ' && reads_as_name(scan, index, at, &from, &to)) {
            add_name(scan, index, from, to, NAME_SAID, ROLE_SEEN, 57, "shape.name");
            at = to;
        } else {
            at++;
        }
    }
}

static bool holds_given_name(const struct rules *rules, const struct folded *text)
{
    for (size_t at = 0, end; at < text->length; at = end + 1) {
        for (end = at; end < text->length && text->text[end] != ' ';)
            end++;
        if (is_given_name(rules, text->text, at, end))
            return true;
    }
    return false;
}

/* "grădinița raza soarelui" from "Raza Soarelui": what the mail goes out under is the organization's name, nobody's. */
static bool is_name_of_house(struct scan *scan, size_t unit, size_t from, size_t to,
                             const struct folded *sender)
{
    if (holds_given_name(scan->rules, sender))
        return false;
    for (size_t i = 0; i < scan->count; i++) {
        struct entity *entity = &scan->found[i];
        if (entity->unit != unit || entity->field != FIELD_ORGANIZATION || entity->from > from ||
            entity->to + 1 < from)
            continue;
        if (entity->to < to) { /* "cabinetul stomatologic zâna măseluță": known only up to the name */
            entity->to = to;
            entity->text = value_clean(
                scan->letter->arena, scan->rules, FIELD_ORGANIZATION,
                text_unfold(scan->letter->arena, &scan->units->item[unit].folded, entity->from, to));
        }
        return entity->text != NULL;
    }
    return false;
}

/* "mă bag și eu: roxana bîrsan, …": nobody else's capitals tell it, but it is the name the mail comes from. */
static void scan_sender(struct scan *scan, size_t index, const struct folded *sender)
{
    const struct folded *text = &scan->units->item[index].folded;
    if (!memchr(sender->text, ' ', sender->length) || scan->units->item[index].is_subject)
        return;
    for (size_t at = 0; at + sender->length <= text->length; at++) {
        bool begins = at == 0 || strchr(" ,;:|(/\"-", text->text[at - 1]);
        size_t end = at + sender->length;
        if (!begins || text->text[at] < 'a' ||
            strncasecmp(text->text + at, sender->text, sender->length) != 0 ||
            (end < text->length && text->text[end] >= 'A' && text->text[end] != '|'))
            continue;
        if (is_name_of_house(scan, index, at, end, sender))
            scan->told.sent_by_house = true;
        else
            add_name(scan, index, at, end, NAME_GIVEN, ROLE_SEEN, 57, "shape.sender");
        return;
    }
}

/* "sonia dumitrache, ilustratoare" from "Sonia D" or from sonia.dumitrache@…: two small words in a line or a clause of
 * their own, one of them a given name. */
static void scan_sender_typed_small(struct scan *scan, size_t index)
{
    const struct unit *unit = &scan->units->item[index];
    const struct rule *rule = rules_named(scan->rules, "value.typed-small");
    struct rule_match match;
    if (!rule || unit->is_subject || has_field(scan, index, FIELD_NAME))
        return;
    for (size_t at = 0; rule_try(rule, unit->folded.text, unit->folded.length, at, &match) == RULE_YES;
         at = match.to) {
        const struct rule_capture *name = rule_capture(&match, "name");
        if (!name || !sender_is(scan->letter, scan->rules, scan->letter->from.name,
                                text_unfold(scan->letter->arena, &unit->folded, name->from, name->to)))
            continue;
        add_name(scan, index, name->from, name->to, NAME_SAID, ROLE_SEEN, 57, "shape.sender");
        return;
    }
}

struct entities entities_of(struct letter *letter, const struct rules *rules, const struct units *units)
{
    struct scan scan = {.letter = letter,
                        .rules = rules,
                        .units = units,
                        .domain = domain_name(letter, rules),
                        .found = arena_array(letter->arena, CAP_CANDIDATES, sizeof(struct entity))};
    const struct folded sender = text_fold(letter->arena, letter->from.name, strlen(letter->from.name));
    for (size_t i = 0; i < units->count; i++) {
        if (units->item[i].taken)
            continue;
        scan_phones(&scan, i);
        scan_rules(&scan, i);
        scan_domain(&scan, i);
    }
    for (size_t i = 0; i < units->count; i++) {
        if (units->item[i].taken)
            continue;
        scan_names(&scan, i);
        scan_sender(&scan, i, &sender);
        scan_sender_typed_small(&scan, i);
    }
    struct entities entities = scan.told;
    entities.item = arena_array(letter->arena, scan.count + 1, sizeof(struct entity));
    entities.lost = arena_array(letter->arena, scan.count + 1, sizeof(struct candidate));
    scan_settle(&scan, &entities);
    return entities;
}
