#include "grefier/reading/guard.h"

#include <string.h>

#include "sentence.h"

enum mark { MARK_NONE, MARK_HOLD, MARK_FORM, MARK_AUTOMATIC, MARK_BOUNCE };

struct suspicion {
    enum mark mark;
    const char *name;
    const char *words;
};

static void suspect(struct suspicion *found, enum mark mark, const char *name, const char *words)
{
    if (mark > found->mark)
        *found = (struct suspicion){mark, name, words};
}

static enum mark mark_of(const char *says)
{
    static const struct {
        const char *says;
        enum mark mark;
    } known[] = {
        {"hold", MARK_HOLD}, {"form", MARK_FORM}, {"automatic", MARK_AUTOMATIC}, {"bounce", MARK_BOUNCE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].says, says) == 0)
            return known[i].mark;
    return MARK_NONE;
}

static const char *words_of(enum mark mark)
{
    switch (mark) {
    case MARK_BOUNCE:
        return "a delivery report";
    case MARK_AUTOMATIC:
        return "written by a machine";
    case MARK_FORM:
        return "sent by a program for somebody else";
    case MARK_HOLD:
        return "not to be answered by a machine";
    case MARK_NONE:
        break;
    }
    return NULL;
}

/* ---- marks in the structure of the message -------------------------------------------------------------- */

static bool same_domain(const char *a, const char *b)
{
    const char *at = strrchr(a, '@'), *other = strrchr(b, '@');
    return at && other && text_same(at, other);
}

static bool goes_elsewhere(const struct letter *letter)
{
    for (size_t i = 0; i < letter->reply_to.count; i++)
        if (!text_same(letter->reply_to.item[i].address, letter->from.address))
            return true;
    return false;
}

/* Whether the author's address is the very one the letter was delivered to: our own voice, or somebody with
 * our password. */
static bool from_ourselves(const struct letter *letter)
{
    const struct address_list *list = letter->delivered_to.count ? &letter->delivered_to : &letter->to;
    for (size_t i = 0; i < list->count; i++)
        if (*letter->from.address && text_same(list->item[i].address, letter->from.address))
            return true;
    return false;
}

static void look_at_authors(const struct letter *letter, struct suspicion *found)
{
    if (letter->null_return_path)
        suspect(found, MARK_AUTOMATIC, "guard.null-sender", "sent with a null envelope sender");
    if (letter->from_count == 0)
        suspect(found, MARK_AUTOMATIC, "guard.no-author", "it has no author");
    else if (!*letter->from.address)
        suspect(found, MARK_HOLD, "guard.unreadable-author", "the author's address cannot be read");
    if (letter->from_count > 1)
        suspect(found, MARK_HOLD, "guard.several-authors", "it has several authors");
    if (goes_elsewhere(letter))
        suspect(found, MARK_HOLD, "guard.reply-elsewhere", "replies are asked to another address");
    if (*letter->sender.address && !text_same(letter->sender.address, letter->from.address) &&
        !same_domain(letter->sender.address, letter->from.address))
        suspect(found, MARK_HOLD, "guard.sent-by-another", "another address sent it for the author");
    if (from_ourselves(letter))
        suspect(found, MARK_HOLD, "guard.ourselves", "it comes from the very address it went to");
}

/* RFC 3462, 3464, 8098, 5965, 5546. */
static void look_at_content(const struct letter *letter, struct suspicion *found)
{
    if (*letter->delivery_report || text_same(letter->report_type, "delivery-status"))
        suspect(found, MARK_BOUNCE, "guard.delivery-report", NULL);
    if (text_same(letter->report_type, "disposition-notification"))
        suspect(found, MARK_AUTOMATIC, "guard.read-receipt", "a read receipt");
    else if (text_same(letter->content_type, "multipart/report"))
        suspect(found, MARK_AUTOMATIC, "guard.report", "a report");
    if (text_same(letter->content_type, "text/calendar"))
        suspect(found, MARK_AUTOMATIC, "guard.calendar", "a calendar message");
    else if (letter->has_calendar)
        suspect(found, MARK_FORM, "guard.calendar", "a calendar message");
}

/* ---- marks that rules know ------------------------------------------------------------------------------ */

static bool is_found(const struct rule *rule, const struct sentences *sentences, bool *limit)
{
    for (size_t i = 0; i < sentences->count; i++) {
        const struct sentence *sentence = &sentences->item[i];
        if (!(rule->zones & sentence->zone))
            continue;
        enum rule_outcome outcome = rule_try(rule, sentence->text, sentence->length, 0, NULL);
        *limit |= outcome == RULE_LIMIT;
        if (outcome == RULE_YES)
            return true;
    }
    return false;
}

static void look_at_rules(const struct letter *letter, const struct rules *rules, struct suspicion *found)
{
    struct sentences sentences = sentences_of(letter);
    const struct rule *rule;
    bool limit = false;
    for (size_t i = 0; (rule = rules_at(rules, "guard", i)); i++) {
        enum mark mark = mark_of(rule->says);
        if (mark > found->mark && is_found(rule, &sentences, &limit))
            suspect(found, mark, rule->name, NULL);
    }
    if (limit)
        suspect(found, MARK_HOLD, "guard.limit", "a rule hit its limit");
}

struct guard_finding guard_look(const struct letter *letter, const struct rules *rules)
{
    struct suspicion found = {.mark = MARK_NONE};
    look_at_content(letter, &found);
    look_at_authors(letter, &found);
    look_at_rules(letter, rules, &found);
    if (found.mark == MARK_NONE)
        return (struct guard_finding){.kind = KIND_OTHER};
    return (struct guard_finding){
        .kind = found.mark == MARK_BOUNCE ? KIND_BOUNCE
                : found.mark == MARK_HOLD ? KIND_OTHER
                                          : KIND_AUTOMATIC,
        .name = found.name,
        .reason = arena_format(letter->arena, "%s (%s)", found.words ? found.words : words_of(found.mark),
                               found.name),
        .hold = found.mark == MARK_HOLD || found.mark == MARK_FORM,
    };
}
