#include "crowd.h"

#include <string.h>

#include "crowding.h"
#include "name.h"

/* The next entity of another kind belongs to the last name before it, as long as it is near: the same unit,
 * or the units below it up to an empty line. */
static bool is_near(const struct crowding *crowding, const struct entity *name, const struct entity *other)
{
    if (name->unit == other->unit)
        return true;
    if (other->unit < name->unit || other->unit > name->unit + 4)
        return false;
    for (size_t i = name->unit + 1; i <= other->unit; i++) {
        const struct unit *unit = &crowding->units->item[i];
        if (unit->after_blank || !crowding_is_own(unit) || unit->bullet)
            return false;
    }
    return true;
}

static void attach(const struct crowding *crowding, struct member *member, struct entity *entity)
{
    if (entity->field == FIELD_ORGANIZATION && entity->is_subunit)
        return; /* the organization it is a part of may stand elsewhere */
    if (crowding && entity->is_writers && member->role == ROLE_NOMINEE && !member->is_sender)
        return;
    member->is_inline |= crowding && entity->unit == member->name->unit && entity->from > member->name->from;
    struct entity **place = &member->field[entity->field];
    bool better = !*place || (entity->field == FIELD_PHONE && entity->weight > (*place)->weight);
    if (better)
        *place = entity;
}

#define BESIDE    12 /* a title or two between a position and its name */
#define FULL_STOP 4  /* in a shorter gap a stop ends the sentence, in a longer one it is a title's */

/* "…, consilier școlar. Mă numesc Ion Pop": a stop that is not followed by a title. */
static bool ends_sentence(const struct crowding *crowding, const struct entity *position,
                          const struct entity *name)
{
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    size_t from = position->to + 2;
    return from < name->from && text->text[position->to] == '.' && text->text[from] >= 'A' &&
           text->text[from] <= 'Z' && title_length(crowding->rules, text, from, name->from) == 0;
}

/* A position may stand before its name: "psiholog Ana Pop", "doamna consilier școlar Violeta Caraiman". */
static struct entity *position_before(const struct crowding *crowding, size_t name)
{
    struct entity *item = crowding->entities->item;
    if (name == 0 || item[name - 1].field != FIELD_POSITION || item[name - 1].unit != item[name].unit)
        return NULL;
    const char *between = crowding_unit(crowding, &item[name])->folded.text + item[name - 1].to;
    size_t length = item[name].from - item[name - 1].to;
    bool apart = length > BESIDE || memchr(between, ',', length) || memchr(between, ')', length) ||
                 memmem(between, length, " si ", 4) || memmem(between, length, " iar ", 5) ||
                 (length <= FULL_STOP && memchr(between, '.', length)) ||
                 ends_sentence(crowding, &item[name - 1], &item[name]);
    return apart ? NULL : &item[name - 1];
}

static bool is_called_like_sender(const struct crowding *crowding, const struct entity *name)
{
    return name_same(text_key(crowding->arena, name->text), crowding->sender);
}

/* An office is called after the one it serves ("cabinet.dobrei@…"): who is signed up there writes only if the whole name
 * says so, and never where somebody acts for them. */
static bool is_writer(const struct crowding *crowding, const struct entity *name)
{
    if (name->role != ROLE_NOMINEE)
        return sender_is(crowding->letter, crowding->sender, name->text);
    return !crowding->entities->acting && crowding->sender[0] && is_called_like_sender(crowding, name);
}

/* Every name in the own words with what follows it up to the next name. */
static void collect(struct crowding *crowding)
{
    struct member *last = NULL;
    for (size_t i = 0; i < crowding->entities->count; i++) {
        struct entity *entity = &crowding->entities->item[i];
        if (!crowding_is_own(crowding_unit(crowding, entity)))
            continue;
        if (entity->field == FIELD_NAME) {
            last = NULL;
            if (entity->role == ROLE_OTHER || crowding->count == CAP_PEOPLE)
                continue;
            last = &crowding->member[crowding->count++];
            *last = (struct member){.name = entity, .role = entity->role};
            last->is_sender = is_writer(crowding, entity);
            struct entity *position = position_before(crowding, i);
            if (position)
                attach(crowding, last, position);
        } else if (last && is_near(crowding, last->name, entity)) {
            bool is_next_ones = i + 1 < crowding->entities->count && entity->field == FIELD_POSITION &&
                                crowding->entities->item[i + 1].field == FIELD_NAME &&
                                position_before(crowding, i + 1) == entity;
            if (!is_next_ones)
                attach(crowding, last, entity);
        }
    }
}

static bool same_person(const struct crowding *crowding, const struct member *a, const struct member *b)
{
    return name_same(text_key(crowding->arena, a->name->text), text_key(crowding->arena, b->name->text));
}

static void absorb(struct member *into, const struct member *from)
{
    if (from->role > into->role && from->role != ROLE_OTHER)
        into->role = into->role == ROLE_SELF ? ROLE_SELF : from->role;
    into->is_inline |= from->is_inline;
    if (strlen(from->name->text) > strlen(into->name->text))
        into->name = from->name;
    for (unsigned i = FIELD_POSITION; i <= FIELD_PHONE; i++)
        if (from->field[i])
            attach(NULL, into, from->field[i]);
}

/* Of a family only the one whose whole name it is writes, not whoever shares the surname in the address. */
static void find_sender(struct crowding *crowding)
{
    bool certain = false;
    for (size_t i = 0; i < crowding->count && crowding->sender[0]; i++)
        certain |= crowding->member[i].is_sender && is_called_like_sender(crowding, crowding->member[i].name);
    for (size_t i = 0; i < crowding->count && certain; i++)
        crowding->member[i].is_sender &= is_called_like_sender(crowding, crowding->member[i].name);
}

/* One person may be named several times. */
static void merge(struct crowding *crowding)
{
    size_t kept = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        size_t same = 0;
        while (same < kept && !same_person(crowding, &crowding->member[same], &crowding->member[i]))
            same++;
        if (same < kept)
            absorb(&crowding->member[same], &crowding->member[i]);
        else
            crowding->member[kept++] = crowding->member[i];
    }
    crowding->count = kept;
}

/* "așa că iată: Flavia Nechita, …" */
static bool begins_clause(const struct folded *text, size_t at)
{
    return at >= 2 && text->text[at - 1] == ' ' && strchr(":.!?", text->text[at - 2]);
}

/* "comisar-șef de poliție Lucian Țuțuianu, …": only titles and ranks before the name. */
static bool is_after_title(const struct crowding *crowding, const struct entity *name)
{
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    size_t from = mark_length(text), title = title_length(crowding->rules, text, from, name->from);
    if (from + title >= name->from)
        return true;
    for (size_t i = 0; i < crowding->entities->count; i++) {
        const struct entity *entity = &crowding->entities->item[i];
        if (entity->unit == name->unit && entity->field == FIELD_POSITION &&
            entity->from <= from + title + 1 && entity->to < name->from && name->from - entity->to <= BESIDE)
            return true;
    }
    return false;
}

/* "Asociația Lumina, Ana Pop, psiholog, …": second in a list that begins with another value. */
static bool is_second(const struct crowding *crowding, const struct entity *name)
{
    for (size_t i = 0; i < crowding->entities->count; i++) {
        const struct entity *first = &crowding->entities->item[i];
        if (first->unit == name->unit && first->from <= 6 && first->field != FIELD_NAME &&
            first->to < name->from)
            return name->from - first->to <= 4;
    }
    return false;
}

/* "1. Gina Florea": nothing but a name in a list, and its next line gives somebody's data. */
static bool is_bare_line(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    if (!unit->bullet || member->name->to + 1 < unit->folded.length)
        return false;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *next = &crowding->member[i];
        bool is_somebody = next->applies || next->field[FIELD_POSITION] || next->field[FIELD_PHONE];
        if (is_somebody && crowding_unit(crowding, next->name)->bullet &&
            (next->name->unit == member->name->unit + 1 || next->name->unit + 1 == member->name->unit))
            return true;
    }
    return false;
}

/* A name that only stands there is an applicant when it is listed with data of its own. */
static bool is_listed(const struct crowding *crowding, const struct member *member, size_t names_with_phone)
{
    bool has_data = member->field[FIELD_PHONE] || member->field[FIELD_POSITION];
    const struct unit *unit = crowding_unit(crowding, member->name);
    size_t before = member->name->from;
    bool leads = before <= 6 || unit->bullet || begins_clause(&unit->folded, before) ||
                 is_second(crowding, member->name) || is_after_title(crowding, member->name);
    if ((unit->bullet || crowding->entities->several) && has_data)
        return true;
    if (member->field[FIELD_PHONE] && (leads || names_with_phone > 1))
        return true;
    return leads && member->field[FIELD_POSITION] &&
           (member->field[FIELD_ORGANIZATION] || crowding->count > 1);
}

/* Under a list whose people have their data on their own lines, a name with data below it is the one who signs. In one
 * unit with them it is another of them. */
static bool somebody_is_inline(const struct crowding *crowding, const struct member *except)
{
    for (size_t i = 0; i < crowding->count; i++)
        if (&crowding->member[i] != except && crowding->member[i].name->unit != except->name->unit &&
            crowding->member[i].is_inline && crowding->member[i].field[FIELD_PHONE])
            return true;
    return false;
}

/* "… domnul Ion Marin, jurist, și doamna Ana Pop, psiholog": named in the same breath as a nominee, with a position. */
static bool accompanies(const struct crowding *crowding, const struct member *member)
{
    const struct folded *text = &crowding_unit(crowding, member->name)->folded;
    if (!member->field[FIELD_POSITION] || !member->is_inline)
        return false;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct entity *name = crowding->member[i].name;
        if (crowding->member[i].role == ROLE_NOMINEE && name->unit == member->name->unit &&
            name->to < member->name->from && !unit_sentence_ends(text, name->to, member->name->from))
            return true;
    }
    return false;
}

static bool has_phone_beside(const struct member *member)
{
    return member->field[FIELD_PHONE] && member->field[FIELD_PHONE]->unit == member->name->unit;
}

/* "Iustina Radu, șef cabinet, 0744 …" in a paragraph of its own below the one that From is not: a signature in one line. */
static bool signs_in_one_line(const struct crowding *crowding, const struct member *member, bool nominates)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    if (!nominates || !member->is_sender || member->role != ROLE_SEEN || unit->bullet || !unit->after_blank ||
        !is_after_title(crowding, member->name))
        return false;
    for (size_t i = 0; i < crowding->count; i++)
        if (&crowding->member[i] != member && crowding->member[i].name->unit >= member->name->unit)
            return false;
    return true;
}

/* One more line of a list of people: behind a bullet or a number, or right below the line of another. */
static bool goes_on(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    bool follows = false;
    for (size_t i = 0; i < crowding->count; i++)
        follows |= crowding->member[i].name->unit + 1 == member->name->unit;
    return member->is_inline &&
           (unit->bullet || mark_length(&unit->folded) > 0 || (follows && !unit->after_blank));
}

/* The last name, alone in its line below people who have their phones beside them, or below the one that is written for:
 * whoever signs. */
static bool signs(const struct crowding *crowding, const struct member *member, bool nominates)
{
    const struct entity *name = member->name;
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    if (has_phone_beside(member) || goes_on(crowding, member) || member->role == ROLE_NOMINEE ||
        !is_after_title(crowding, name) || unit_sentence_ends(text, name->to, text->length))
        return false;
    size_t others = 0, beside = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *other = &crowding->member[i];
        if (other != member && other->name->unit > name->unit)
            return false;
        bool has_own = other->field[FIELD_PHONE] && other->field[FIELD_PHONE] != member->field[FIELD_PHONE];
        others += other != member && (has_own || other->role == ROLE_NOMINEE);
        beside += other != member && has_phone_beside(other);
    }
    return beside > 1 || (others > 0 && (nominates || crowding->entities->acting));
}

/* "Mă numesc Larisa Cîmpean și vă scriu la rugămintea domnului deputat …": presents herself, signs up another. */
static bool acts_for_another(const struct crowding *crowding, const struct member *member, bool nominates)
{
    return nominates && crowding->entities->acting && member->role == ROLE_SELF &&
           !member->field[FIELD_PHONE];
}

/* "eu și Paula Pop", "colega mea este Medeea Szilagyi": with the writer, where the letter speaks of more than one. */
static bool comes_along(const struct crowding *crowding, const struct member *member)
{
    return member->role == ROLE_COMPANION &&
           (crowding->entities->several || crowding->entities->plural || member->field[FIELD_PHONE]);
}

/* Named in one breath with somebody who is signed up. */
static bool is_joined(const struct crowding *crowding, const struct member *member)
{
    bool is_meant = crowding->entities->several || crowding->entities->plural ||
                    (member->is_inline && member->field[FIELD_POSITION]);
    for (const struct member *before = crowding->member; before < member && is_meant; before++)
        if (before->applies && together_with(crowding, before, member))
            return true;
    return false;
}

/* Whoever writes "eu și Paula Pop" comes along with her. */
static bool brings_somebody(const struct crowding *crowding, const struct member *member)
{
    bool brings = false;
    for (size_t i = 0; i < crowding->count; i++)
        brings |= comes_along(crowding, &crowding->member[i]);
    return brings && member->is_sender;
}

static bool is_applicant(const struct crowding *crowding, const struct member *member, bool nominates,
                         size_t phones)
{
    if (comes_along(crowding, member) || brings_somebody(crowding, member))
        return true;
    if (acts_for_another(crowding, member, nominates) || signs(crowding, member, nominates) ||
        signs_in_one_line(crowding, member, nominates))
        return false;
    if (member->role == ROLE_NOMINEE || member->role == ROLE_SELF || accompanies(crowding, member) ||
        is_joined(crowding, member) || is_bare_line(crowding, member))
        return true;
    bool listed = is_listed(crowding, member, phones) &&
                  (member->is_inline || !(nominates || somebody_is_inline(crowding, member)));
    bool with_own_data = member->is_sender && member->is_inline && member->field[FIELD_PHONE] &&
                         member->field[FIELD_POSITION] && !crowding->entities->acting;
    if (nominates) /* "mă înscriu eu (Ana Pop, jurist, 0722 …) și colegul Ion Rus" */
        return listed || with_own_data;
    if (member->is_sender)
        return listed || !somebody_is_inline(crowding, member);
    return listed;
}

struct crowd crowd_of(struct letter *letter, const struct rules *rules, const struct units *units,
                      struct entities *entities, const char *sender)
{
    struct crowding *crowding = arena_alloc(letter->arena, sizeof *crowding);
    *crowding = (struct crowding){.letter = letter,
                                  .arena = letter->arena,
                                  .rules = rules,
                                  .units = units,
                                  .entities = entities,
                                  .sender = text_key(letter->arena, sender)};
    collect(crowding);
    merge(crowding);
    find_sender(crowding);
    called_by_words(crowding);
    struct crowd crowd = {.member = arena_array(letter->arena, CAP_PEOPLE, sizeof *crowd.member)};
    size_t phones = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        crowd.nominates |= crowding->member[i].role == ROLE_NOMINEE && !crowding->member[i].is_sender;
        phones += crowding->member[i].field[FIELD_PHONE] != NULL;
    }
    for (size_t i = 0; i < crowding->count; i++) {
        struct member *member = &crowding->member[i];
        member->applies = is_applicant(crowding, member, crowd.nominates, phones);
        crowd.accompanied |= member->applies && member->role == ROLE_COMPANION;
        if (member->applies)
            crowd.member[crowd.count++] = *member;
    }
    return crowd;
}
