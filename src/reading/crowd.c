#include "crowd.h"

#include <string.h>

#include "crowding.h"
#include "heading.h"
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

/* "Pentru lămuriri: 0249 …" behind the one who is named: the office's that writes. */
static bool is_office_phone(const struct crowding *crowding, const struct member *member,
                            const struct entity *entity)
{
    const struct rule *rule = rules_named(crowding->rules, "value.office-phone-cue");
    const char *text = crowding_unit(crowding, entity)->folded.text;
    return entity->field == FIELD_PHONE && member->role == ROLE_NOMINEE && !member->is_sender && rule &&
           rule_try(rule, text, entity->from, 0, NULL) == RULE_YES;
}

static void attach(const struct crowding *crowding, struct member *member, struct entity *entity)
{
    if (crowding && is_office_phone(crowding, member, entity))
        return;
    if (entity->field == FIELD_ORGANIZATION && entity->is_subunit)
        return; /* the organization it is a part of may stand elsewhere */
    if (crowding && entity->unit != member->name->unit && crowding_has_phone_beside(member) &&
        heading_is(crowding->units, crowding->entities, entity))
        return; /* it heads the next ones of the list */
    if (crowding && entity->is_writers && member->role == ROLE_NOMINEE && !member->is_sender)
        return;
    member->is_inline |= crowding && entity->unit == member->name->unit && entity->from > member->name->from;
    struct entity **place = &member->field[entity->field];
    bool better = !*place || (entity->field == FIELD_PHONE && entity->weight > (*place)->weight);
    if (better)
        *place = entity;
}

#define FULL_STOP 4 /* in a shorter gap a stop ends the sentence, in a longer one it is a title's */

/* "…, consilier școlar. Mă numesc Ion Pop": a stop that is not followed by a title. */
static bool ends_sentence(const struct crowding *crowding, const struct entity *position,
                          const struct entity *name)
{
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    size_t from = position->to + 2;
    return from < name->from && text->text[position->to] == '.' && text->text[from] >= 'A' &&
           text->text[from] <= 'Z' && title_length(crowding->rules, text, from, name->from) == 0;
}

#define OF_WHOM 40 /* " al comunei, domnul " */

/* "pe asistentul social al comunei, domnul Vasile Gârbu": the office, then who holds it; not the next one of a list. */
static bool names_holder(const struct crowding *crowding, const struct entity *position, size_t name)
{
    const struct entity *item = crowding->entities->item;
    const struct folded *text = &crowding_unit(crowding, &item[name])->folded;
    const char *comma = memchr(text->text + position->to, ',', item[name].from - position->to);
    if (!comma || item[name].from - position->to > OF_WHOM || item[name].role == ROLE_SEEN)
        return false;
    size_t at = (size_t)(comma - text->text), after = at + 1;
    bool is_decision = (position->to >= 4 && memcmp(text->text + position->to - 4, "ului", 4) == 0) ||
                       strcspn(text->text + position->to, "0123456789") < at - position->to;
    if (is_decision) /* "în baza Dispoziției primarului nr. 318, doamna …" */
        return false;
    after += strspn(text->text + after, " ");
    bool has_holder = position > item && position[-1].field == FIELD_NAME &&
                      position[-1].unit == position->unit && position->from - position[-1].to <= FULL_STOP;
    return !has_holder && after < item[name].from &&
           after + title_length(crowding->rules, text, after, item[name].from) >= item[name].from;
}

/* A position may stand before its name: "psiholog Ana Pop", "doamna consilier școlar Violeta Caraiman". */
static struct entity *position_before(const struct crowding *crowding, size_t name)
{
    struct entity *item = crowding->entities->item;
    if (name == 0 || item[name - 1].unit != item[name].unit)
        return NULL;
    struct entity *position = &item[name - 1];
    if (name > 1 && position->field == FIELD_ORGANIZATION && position[-1].unit == item[name].unit)
        position--; /* "asistenta-șefă de la Pediatrie, Domnica Ungurean" */
    if (position->field != FIELD_POSITION)
        return NULL;
    const char *between = crowding_unit(crowding, &item[name])->folded.text + position->to;
    size_t length = item[name].from - position->to;
    bool apart = length > BESIDE || memchr(between, ',', length) || memchr(between, ')', length) ||
                 memmem(between, length, " si ", 4) || memmem(between, length, " iar ", 5) ||
                 (length <= FULL_STOP && memchr(between, '.', length)) ||
                 ends_sentence(crowding, position, &item[name]);
    return apart && !names_holder(crowding, position, name) ? NULL : position;
}

#define BARE_HEAD 6 /* "șef", "șeful": less than the rank before the name says */

/* "domnul profesor Ion Pop, inspector școlar": the title gives way to the office behind the name. */
static bool gives_way(const struct crowding *crowding, const struct entity *title, const struct entity *name,
                      const struct entity *office)
{
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    bool is_beside = office->field == FIELD_POSITION && office->unit == name->unit &&
                     office->from == name->to + 2 && text->text[name->to] == ',';
    size_t title_end = title->from + title_length(crowding->rules, text, title->from, name->from);
    return is_beside && strlen(office->text) > BARE_HEAD && title->unit == name->unit &&
           (name->from <= title->to + 1 || name->from <= title_end) && title_end >= title->to;
}

static bool is_called_like_sender(const struct crowding *crowding, const struct entity *name)
{
    return name_same(text_key(crowding->arena, name->text), crowding->sender);
}

/* An office is called after the one it serves ("cabinet.dobrei@…"): where somebody is signed up by another, only the whole
 * name says who writes, and a nominee never does where somebody acts for them. */
static bool is_writer(const struct crowding *crowding, const struct entity *name)
{
    bool nominee = name->role == ROLE_NOMINEE, acting = crowding->entities->acting;
    if (!nominee && !acting)
        return sender_is(crowding->letter, crowding->rules, crowding->sender, name->text);
    return !(nominee && acting) && crowding->sender[0] && is_called_like_sender(crowding, name);
}

/* "Reprezentantul nostru va fi:", and the name in the next line. */
static bool is_introduced(const struct crowding *crowding, const struct entity *name)
{
    const struct unit *unit = crowding_unit(crowding, name);
    const struct rule *rule = rules_named(crowding->rules, "value.introduces");
    if (name->role != ROLE_SEEN || name->unit == 0 || !rule || !crowding_is_own(&unit[-1]))
        return false;
    size_t from = mark_length(&unit->folded);
    from += title_length(crowding->rules, &unit->folded, from, name->from);
    const struct folded *above = &unit[-1].folded;
    return from >= name->from && rule_try(rule, above->text, above->length, 0, NULL) == RULE_YES;
}

/* "… persoana care va reprezenta Ministerul X în grup:", and below it the one who does, whose own lines tell a department
 * of it. */
static void attach_represented(const struct crowding *crowding, struct member *member)
{
    const struct rule *rule = rules_named(crowding->rules, "value.represented-cue");
    for (size_t i = 0; i < crowding->entities->count && rule; i++) {
        struct entity *entity = &crowding->entities->item[i];
        if (entity->field == FIELD_ORGANIZATION && entity->unit + 1 == member->name->unit &&
            rule_try(rule, crowding_unit(crowding, entity)->folded.text, entity->from, 0, NULL) == RULE_YES)
            attach(NULL, member, entity);
    }
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
            bool introduced = is_introduced(crowding, entity);
            if (introduced)
                entity->role = ROLE_NOMINEE;
            last = &crowding->member[crowding->count++];
            *last = (struct member){.name = entity, .role = entity->role};
            if (introduced)
                attach_represented(crowding, last);
            last->is_sender = is_writer(crowding, entity);
            last->signs_office =
                entity->role == ROLE_SEEN && heading_is_office(crowding->units, crowding->entities, entity);
            struct entity *position = position_before(crowding, i);
            bool has_office =
                position && i + 1 < crowding->entities->count &&
                (gives_way(crowding, position, entity, entity + 1) ||
                 heading_is_mere_rank(crowding->rules, crowding->units, crowding->entities, position));
            if (position && !has_office)
                attach(crowding, last, position);
        } else if (last && is_near(crowding, last->name, entity)) {
            size_t next = i + 1;
            while (next < crowding->entities->count && next <= i + 2 && entity[next - i].field != FIELD_NAME)
                next++;
            bool is_next_ones = entity->field == FIELD_POSITION && next < crowding->entities->count &&
                                next <= i + 2 && position_before(crowding, next) == entity;
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

/* "Pe mail apar drept Irina Popa, dar mă cheamă Irina Dănilă": who says what they are called, and the name the mail comes
 * from, with one given name. */
static bool is_renamed(const struct crowding *crowding, const struct member *self, const struct member *other)
{
    return self->role == ROLE_SELF && other->role == ROLE_SEEN &&
           is_called_like_sender(crowding, other->name) &&
           name_shares_given(crowding->rules, text_key(crowding->arena, self->name->text), crowding->sender);
}

/* Whether the later of two is the earlier one again; `earlier` is left with both's values. */
static bool merge_two(const struct crowding *crowding, struct member *earlier, const struct member *later)
{
    struct entity *name = is_renamed(crowding, earlier, later)   ? earlier->name
                          : is_renamed(crowding, later, earlier) ? later->name
                                                                 : NULL;
    if (!name && !same_person(crowding, earlier, later))
        return false;
    absorb(earlier, later);
    earlier->name = name ? name : earlier->name;
    return true;
}

/* One person may be named several times. */
static void merge(struct crowding *crowding)
{
    size_t kept = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        size_t same = 0;
        while (same < kept && !merge_two(crowding, &crowding->member[same], &crowding->member[i]))
            same++;
        if (same == kept)
            crowding->member[kept++] = crowding->member[i];
    }
    crowding->count = kept;
}

/* Notes who applies; with `contacts` those whom one is told to ask, else all others. */
static void gather(struct crowding *crowding, struct crowd *crowd, size_t phones, bool contacts)
{
    for (size_t i = 0; i < crowding->count; i++) {
        struct member *member = &crowding->member[i];
        if ((member->role == ROLE_CONTACT) != contacts)
            continue;
        member->applies = applies(crowding, member, crowd->nominates, phones);
        crowd->accompanied |= member->applies && member->role == ROLE_COMPANION;
        if (member->applies)
            crowd->member[crowd->count++] = *member;
    }
}

static bool is_writer_of(const struct member *member)
{
    return member->is_sender || member->role == ROLE_SELF;
}

/* "Eu nu pot veni, dar s-au oferit trei colege: …" */
static void leave_writer_out(struct crowd *crowd)
{
    size_t kept = 0;
    for (size_t i = 0; i < crowd->count; i++)
        kept += !is_writer_of(&crowd->member[i]);
    if (kept == 0)
        return;
    kept = 0;
    for (size_t i = 0; i < crowd->count; i++)
        if (!is_writer_of(&crowd->member[i]))
            crowd->member[kept++] = crowd->member[i];
    crowd->count = kept;
    crowd->nominates = true;
    crowd->accompanied = false;
}

/* Whoever writes for somebody gives the data line by line, "a) Ion Pop", "b) senator", …: the only other name in a list. */
static struct member *only_listed(struct crowding *crowding)
{
    struct member *found = NULL;
    for (size_t i = 0; i < crowding->count; i++) {
        struct member *member = &crowding->member[i];
        const struct unit *unit = crowding_unit(crowding, member->name);
        if (is_writer_of(member) || !unit->bullet)
            continue;
        if (found)
            return NULL;
        found = member;
    }
    return found;
}

/* The lines of the list below the name are what is told of it. */
static void take_list(struct crowding *crowding, struct member *member)
{
    size_t end = member->name->unit + 1;
    while (end < crowding->units->count && crowding->units->item[end].bullet)
        end++;
    for (size_t i = 0; i < crowding->entities->count; i++) {
        struct entity *entity = &crowding->entities->item[i];
        if (entity->field != FIELD_NAME && entity->unit > member->name->unit && entity->unit < end)
            attach(NULL, member, entity);
    }
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
    gather(crowding, &crowd, phones, false);
    bool writes_for_them = crowd.accompanied && entities->acting && !entities->several && !entities->plural;
    if (entities->declines || writes_for_them)
        leave_writer_out(&crowd);
    struct member *listed = crowd.count == 0 && entities->acting ? only_listed(crowding) : NULL;
    if (listed) {
        take_list(crowding, listed);
        listed->applies = crowd.nominates = true;
        crowd.member[crowd.count++] = *listed;
    }
    crowd.is_contact = crowd.count == 0;
    if (crowd.is_contact)
        gather(crowding, &crowd, phones, true);
    return crowd;
}
