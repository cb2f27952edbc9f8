/* Who of the people that a letter names is signed up. */
#include <string.h>

#include "crowding.h"
#include "heading.h"
#include "name.h"

/* "așa că iată: Flavia Nechita, …" */
static bool begins_clause(const struct folded *text, size_t at)
{
    return at >= 2 && text->text[at - 1] == ' ' && strchr(":.!?", text->text[at - 2]);
}

/* "comisar-șef de poliție Lucian Țuțuianu, …", "Învățătoarea Ana Pop, …": only titles, ranks and trades before the name. */
static bool is_after_title(const struct crowding *crowding, const struct entity *name)
{
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    size_t from = mark_length(text), title = title_length(crowding->rules, text, from, name->from);
    size_t begin = from, end = name->to;
    if (from + title >= name->from || /* "Domnul deputat Ion Pop a fost invitat" is no entry of a list */
        (title == 0 && name_narrow(crowding->rules, text, &begin, &end, NAME_SAID) && begin == name->from))
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

/* "1. Gina Florea": nothing but a name in a list. */
static bool is_mere_name(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    return unit->bullet && member->name->to + 1 >= unit->folded.length;
}

/* Whose name is none of a list of mere names only signs it. */
static bool is_below_list(const struct crowding *crowding, const struct member *member)
{
    size_t names = 0;
    for (size_t i = 0; i < crowding->count; i++)
        names += crowding->member[i].name->unit < member->name->unit &&
                 is_mere_name(crowding, &crowding->member[i]);
    return names > 1 && !is_mere_name(crowding, member) && !crowding->entities->with_writer;
}

/* Such a line, and its next one gives somebody's data, or is another of them. */
static bool is_bare_line(const struct crowding *crowding, const struct member *member)
{
    if (!is_mere_name(crowding, member))
        return false;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *next = &crowding->member[i];
        bool is_somebody = next->applies || next->field[FIELD_POSITION] || next->field[FIELD_PHONE] ||
                           is_mere_name(crowding, next);
        if (is_somebody && crowding_unit(crowding, next->name)->bullet &&
            (next->name->unit == member->name->unit + 1 || next->name->unit + 1 == member->name->unit))
            return true;
    }
    return false;
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

/* The line below that of another who has a phone beside the name, or in a list under a heading. */
static bool is_next_line(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    size_t from = member->name->from;
    if (heading_over(crowding->units, crowding->entities, member->name))
        return true;
    if (unit->after_blank || (from >= 2 && unit->folded.text[from - 2] == ','))
        return false; /* "Președinte, Ana Pop, 0722 …" */
    for (size_t i = 0; i < crowding->count; i++)
        if (crowding->member[i].name->unit + 1 == member->name->unit &&
            crowding_has_phone_beside(&crowding->member[i]))
            return true;
    return false;
}

/* Whoever is signed up by words, with a phone of their own: then a name and a phone that stand elsewhere in the text are
 * those of somebody one may ask, unless the letter speaks of several. */
static bool somebody_is_said(const struct crowding *crowding, const struct member *except)
{
    const struct entities *entities = crowding->entities;
    if (entities->several || entities->plural || entities->headcount > 1)
        return false;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *member = &crowding->member[i];
        if (member != except && crowding_has_phone_beside(member) &&
            (member->role == ROLE_NOMINEE || member->role == ROLE_SELF || member->is_sender))
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
    if (mark_length(&unit->folded) == 0 && !is_next_line(crowding, member) &&
        somebody_is_said(crowding, member))
        return false;
    if (member->field[FIELD_PHONE] && (leads || names_with_phone > 1))
        return true;
    return leads && member->field[FIELD_POSITION] &&
           (member->field[FIELD_ORGANIZATION] || crowding->count > 1);
}

/* Under a list whose people have their data on their own lines, a name with data below it is the one who signs. In one
 * unit with them it is another of them; above the line of a writer who does not come it is who does. */
static bool somebody_is_inline(const struct crowding *crowding, const struct member *except)
{
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *member = &crowding->member[i];
        if (member != except && member->name->unit != except->name->unit && member->is_inline &&
            member->field[FIELD_PHONE] && !(crowding->entities->declines && member->is_sender))
            return true;
    }
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

/* "…: Horia Țibulcă (0744 …); Ana Rus (0745 …); și Șerban Prisecaru": one more of an enumeration, whatever is given of
 * them. */
static bool is_enumerated(const struct crowding *crowding, const struct member *member)
{
    const struct folded *text = &crowding_unit(crowding, member->name)->folded;
    const struct rule *rule = rules_named(crowding->rules, "value.enumerated");
    if (!rule || rule_try(rule, text->text, member->name->from, 0, NULL) != RULE_YES)
        return false;
    for (const struct member *before = crowding->member; before < member; before++)
        if (before->applies && before->name->unit == member->name->unit)
            return true;
    return false;
}

/* A paragraph of its own, or a line below the end of a sentence, without a number of its own. */
static bool begins_apart(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    if (unit->after_blank || member->name->unit == 0)
        return unit->after_blank;
    const struct folded *above = &unit[-1].folded;
    return above->length > 0 && strchr(".!?", above->text[above->length - 1]) &&
           (crowding->entities->acting || !crowding_has_phone_beside(member));
}

/* "Iustina Radu, șef cabinet, 0744 …" in a paragraph of its own below the one that From is not, or that somebody acts for: a
 * signature in one line. */
static bool signs_in_one_line(const struct crowding *crowding, const struct member *member, bool nominates)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    bool writes = member->is_sender || crowding->entities->acting;
    if (!nominates || !writes || member->role != ROLE_SEEN || unit->bullet ||
        !begins_apart(crowding, member) || !is_after_title(crowding, member->name))
        return false;
    for (size_t i = 0; i < crowding->count; i++)
        if (&crowding->member[i] != member && crowding->member[i].name->unit >= member->name->unit)
            return false;
    return true;
}

/* "Amândoi au acceptat. Director, Ana Pop, 0241 …": the last name, behind an office, below a list whose people have their
 * phones beside them. */
static bool signs_list(const struct crowding *crowding, const struct member *member)
{
    const struct unit *unit = crowding_unit(crowding, member->name);
    const struct rule *rule = rules_named(crowding->rules, "value.signing-office");
    size_t listed = 0;
    if (unit->bullet || member->role != ROLE_SEEN || !rule ||
        rule_try(rule, unit->folded.text, member->name->from, 0, NULL) != RULE_YES)
        return false;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *other = &crowding->member[i];
        if (other != member && other->name->unit >= member->name->unit)
            return false;
        const struct unit *line = crowding_unit(crowding, other->name);
        bool in_list = line->bullet || mark_length(&line->folded) > 0;
        listed +=
            other != member && in_list && (crowding_has_phone_beside(other) || other->field[FIELD_POSITION]);
    }
    return listed > 1;
}

/* The last name, alone in its line below people who have their phones beside them, or below the one that is written for:
 * whoever signs. */
static bool signs(const struct crowding *crowding, const struct member *member, bool nominates)
{
    const struct entity *name = member->name;
    const struct folded *text = &crowding_unit(crowding, name)->folded;
    if (crowding_has_phone_beside(member) || goes_on(crowding, member) || member->role == ROLE_NOMINEE ||
        !is_after_title(crowding, name) || unit_sentence_ends(text, name->to, text->length))
        return false;
    size_t others = 0, beside = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        const struct member *other = &crowding->member[i];
        if (other != member && other->name->unit > name->unit)
            return false;
        bool has_own = other->field[FIELD_PHONE] && other->field[FIELD_PHONE] != member->field[FIELD_PHONE];
        others += other != member && (has_own || other->role == ROLE_NOMINEE);
        beside += other != member && crowding_has_phone_beside(other);
    }
    return beside > 1 || (others > 0 && (nominates || crowding->entities->acting));
}

/* "Mă numesc Larisa Cîmpean și vă scriu la rugămintea domnului deputat …": presents herself, signs up another. */
static bool acts_for_another(const struct crowding *crowding, const struct member *member, bool nominates)
{
    return nominates && crowding->entities->acting && member->role == ROLE_SELF &&
           !member->field[FIELD_PHONE];
}

/* "eu și Paula Pop", "colega mea este Medeea Szilagyi": with the writer, where the letter speaks of more than one; "îl
 * cheamă Ilie Pop": instead of a writer who acts for somebody. */
static bool comes_along(const struct crowding *crowding, const struct member *member)
{
    return member->role == ROLE_COMPANION &&
           (crowding->entities->several || crowding->entities->plural || member->field[FIELD_PHONE] ||
            (crowding->entities->acting && !somebody_is_said(crowding, member)));
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

/* Whoever writes "eu și Paula Pop", or "eu și Paula", comes along with her. */
static bool brings_somebody(const struct crowding *crowding, const struct member *member, bool nominates)
{
    bool brings = crowding->entities->with_writer && !nominates;
    for (size_t i = 0; i < crowding->count; i++)
        brings |= comes_along(crowding, &crowding->member[i]);
    return brings && member->is_sender;
}

bool applies(const struct crowding *crowding, const struct member *member, bool nominates, size_t phones)
{
    if (comes_along(crowding, member) || brings_somebody(crowding, member, nominates))
        return true;
    if (acts_for_another(crowding, member, nominates) || signs(crowding, member, nominates) ||
        signs_in_one_line(crowding, member, nominates) || signs_list(crowding, member))
        return false;
    if (member->role == ROLE_NOMINEE || member->role == ROLE_SELF || accompanies(crowding, member) ||
        is_joined(crowding, member) || is_bare_line(crowding, member) || is_enumerated(crowding, member))
        return true;
    bool listed = is_listed(crowding, member, phones) &&
                  (member->is_inline || !(nominates || somebody_is_inline(crowding, member)));
    bool with_own_data = member->is_sender && member->is_inline && member->field[FIELD_PHONE] &&
                         member->field[FIELD_POSITION] && !crowding->entities->acting;
    if (nominates) /* "mă înscriu eu (Ana Pop, jurist, 0722 …) și colegul Ion Rus" */
        return listed || with_own_data;
    if (member->is_sender)
        return listed || !(somebody_is_inline(crowding, member) || is_below_list(crowding, member));
    return listed;
}
