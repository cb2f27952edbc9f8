/* Everything that is known of a letter, weighed: who writes, what they want, what is missing. */
#include "grefier/base/caps.h"
#include "grefier/reading/guard.h"
#include "grefier/reading/intention.h"
#include "passed_on.h"

static void speak(struct verdict *verdict, const char *name)
{
    if (name && verdict->spoke_count < READING_SPOKE)
        verdict->spoke[verdict->spoke_count++] = name;
}

static void take_people(struct verdict *verdict, const struct people *people, const struct rules *rules)
{
    verdict->person = people->person;
    verdict->person_count = people->count;
    for (size_t i = 0; i < people->count; i++) {
        struct person *person = &people->person[i];
        person->missing = 0;
        for (unsigned field = 0; field < rules_field_count(rules) && field < FIELD_LIMIT; field++)
            if (rules_field(rules, field)->required && !person->field[field].text)
                person->missing |= 1u << field;
        verdict->missing |= person->missing;
    }
}

static void take_intention(struct verdict *verdict, const struct intention *intention)
{
    verdict->kind = intention->kind;
    verdict->reason = intention->reason;
    verdict->language = intention->language;
    verdict->urgent = intention->urgent;
    verdict->wording = intention->wording;
    verdict->opinion = intention->opinion;
    for (size_t i = 0; i < intention->spoke_count; i++)
        speak(verdict, intention->spoke[i]);
    for (size_t i = 0; i < intention->topic_count; i++)
        verdict->topic[verdict->topic_count++] = intention->topic[i];
}

static void settle(struct verdict *verdict, enum action action, const char *reason)
{
    verdict->action = action;
    if (reason)
        verdict->reason = reason;
}

/* White words on white may be the trick of somebody who hides them, or come from a dark screen: none may be answered. */
static bool is_faint(const struct letter *letter)
{
    for (size_t i = 0; i < letter->line_count; i++)
        if (letter->line[i].faint &&
            (letter->line[i].zone == ZONE_OWN || letter->line[i].zone == ZONE_SIGNATURE))
            return true;
    return false;
}

/* "Concediu / înscriere": the words of a vacation notice, but people use them too. Above a whole sign-up they are for a
 * person to judge. */
static bool is_only_titled(const struct letter *letter, const struct guard_finding *guard,
                           const struct intention *intention)
{
    bool answers = letter->reference_count > 0 || strchr(letter->subject, ':');
    return !answers && guard->name && strcmp(guard->name, "guard.subject-automatic") == 0 &&
           intention->kind == KIND_REGISTRATION && !intention->doubt;
}

/* "Sunt în concediu până pe 18, deci scurt: mă înscriu", "Dezabonare de la ofertele băncii" below somebody's sign-up: words
 * that machines write, but people use them too. */
static bool is_persons(const struct letter *letter, const struct guard_finding *guard,
                       const struct intention *intention)
{
    static const char *const marks[] = {"guard.body-away", "guard.body-away-short",
                                        "guard.body-subscription"};
    if (!guard->name || !intention->in_person)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(guard->name, marks[i]) == 0)
            return true;
    return is_only_titled(letter, guard, intention);
}

/* A sign-up for certain: may it be answered, and with what? */
static void settle_signup(struct verdict *verdict, const struct people *people,
                          const struct intention *intention, const struct guard_finding *guard, bool faint)
{
    if (guard->hold || guard->kind != KIND_OTHER)
        settle(verdict, ACTION_REVIEW, guard->reason);
    else if (intention->doubt)
        settle(verdict, ACTION_REVIEW, NULL);
    else if (faint)
        settle(verdict, ACTION_REVIEW,
               "some of its words cannot be seen: they have the colour of their background");
    else if (intention->attachment_only)
        settle(verdict, ACTION_REVIEW, "the data are in an attached file");
    else if (people->contradicts)
        settle(verdict, ACTION_REVIEW,
               people->contradiction ? people->contradiction : "the data contradict each other");
    else if (people->count >= CAP_PEOPLE)
        settle(verdict, ACTION_REVIEW, "more people than one message should sign up");
    else if (verdict->missing && intention->cannot_give)
        settle(verdict, ACTION_REVIEW, "says that something asked for cannot be given");
    else if (verdict->missing)
        settle(verdict, ACTION_ASK, "a sign-up with something missing");
    else
        settle(verdict, ACTION_ACKNOWLEDGE, "a sign-up with everything asked for");
}

/* Why something that matters may stand where nobody has read; NULL when all was read. Of a truncated message the
 * files behind the words are missing, which nobody reads anyway. */
static const char *why_unread(const struct letter *letter)
{
    if (letter->damage)
        return letter->damage;
    for (size_t i = 0; i < letter->line_count; i++)
        if (!letter->line[i].blank)
            return NULL;
    return letter->truncated ? "its words lie behind more than is fetched of a message" : NULL;
}

static void settle_all(struct verdict *verdict, const struct people *people,
                       const struct intention *intention, const struct guard_finding *guard,
                       const struct letter *letter)
{
    const char *unread = why_unread(letter);
    /* A program that writes for people (a contact form) may carry somebody's wish or cry for help. */
    bool matters = is_only_titled(letter, guard, intention) ||
                   (guard->hold && intention->kind != KIND_OTHER &&
                    (intention->kind != KIND_REGISTRATION || !intention->doubt));
    if (guard->kind != KIND_OTHER && !matters) {
        verdict->kind = guard->kind;
        verdict->urgent = false;
        settle(verdict, ACTION_IGNORE, guard->reason);
    } else if (intention->limit || people->limit) {
        settle(verdict, ACTION_REVIEW, "a rule hit its limit: the message could not be read to the end");
    } else if (unread) {
        settle(verdict, ACTION_REVIEW, unread);
    } else if (verdict->kind == KIND_REGISTRATION) {
        settle_signup(verdict, people, intention, guard, is_faint(letter));
    } else if (verdict->kind == KIND_OTHER && !intention->doubt) {
        settle(verdict, ACTION_IGNORE, NULL);
    } else {
        settle(verdict, ACTION_REVIEW, NULL);
    }
}

/* Nobody signs up in a book: what is that long is not tried rule by rule. */
static bool is_too_long(const struct letter *letter)
{
    size_t bytes = 0;
    for (size_t i = 0; i < letter->line_count; i++)
        if (letter->line[i].zone == ZONE_OWN || letter->line[i].zone == ZONE_SIGNATURE)
            bytes += letter->line[i].folded.length + 1;
    return bytes > CAP_OWN_BYTES;
}

static void set_aside(struct verdict *verdict, struct letter *letter, const struct rules *rules,
                      const struct guard_finding *guard)
{
    verdict->language = language_of(letter, rules);
    verdict->kind = guard->kind;
    if (guard->kind != KIND_OTHER && !guard->hold)
        settle(verdict, ACTION_IGNORE, guard->reason);
    else
        settle(verdict, ACTION_REVIEW, "far longer than a sign-up: a person must read it");
}

/* Of a sign-up that is passed on, the people in it; where the words around say nothing, the message passed on is read to
 * see whether it is one. */
static struct people *look_into(struct letter *letter, const struct rules *rules, struct people *people,
                                struct intention *intention, const struct guard_finding *guard)
{
    if (!intention->passed_on && (!intention->may_pass_on || guard->kind != KIND_OTHER))
        return people;
    struct people *theirs = passed_on_people(letter, rules, !intention->passed_on);
    if (!theirs)
        return people;
    if (!intention->passed_on) {
        intention->kind = KIND_REGISTRATION;
        intention->passed_on = intention->doubt = true;
        intention->reason = "a sign-up is passed on";
    }
    return theirs;
}

static void read_letter(struct letter *letter, const struct rules *rules, struct verdict *made)
{
    size_t give_ups = rules_give_ups(rules);
    struct guard_finding guard = guard_look(letter, rules);
    speak(made, guard.name);
    if (is_too_long(letter)) {
        set_aside(made, letter, rules, &guard);
        return;
    }
    struct people *people = people_find(letter, rules);
    struct intention *intention = intention_find(letter, rules, people);
    if (is_persons(letter, &guard, intention))
        guard = (struct guard_finding){.kind = KIND_OTHER};
    people = look_into(letter, rules, people, intention, &guard);
    intention->limit |=
        rules_give_ups(rules) != give_ups; /* also where the room that tried it saw just no match */
    speak(made, guard.name);
    take_intention(made, intention);
    if (letter->is_encrypted && guard.kind == KIND_OTHER) {
        settle(made, ACTION_REVIEW, "the message is encrypted and cannot be read");
    } else {
        if (made->kind == KIND_REGISTRATION &&
            (guard.kind == KIND_OTHER || guard.hold || is_only_titled(letter, &guard, intention)))
            take_people(made, people, rules);
        settle_all(made, people, intention, &guard, letter);
    }
    made->candidate = people->candidate;
    made->candidate_count = people->candidate_count;
}

void reading_read(struct letter *letter, const struct rules *rules, struct verdict **verdict)
{
    *verdict = arena_alloc(letter->arena, sizeof **verdict);
    rules_budget(rules, CAP_TRIAL_BYTES);
    read_letter(letter, rules, *verdict);
    rules_budget(rules, SIZE_MAX);
}
