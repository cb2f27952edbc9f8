#include "grefier/service/gate.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "gate_sender.h"

#define ANSWERS 1u
#define OTHERS  2u /* digests, confirmations, alarms */
#define ALL     (ANSWERS | OTHERS)

#define EVER_TO_SENDER                                                                                       \
    12u /* answers to one address in all, also in a thread: about four sign-ups with questions */

/* ---- small questions ------------------------------------------------------------------------------------
 */

static bool holds_address(const struct text_list *list, const char *address)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (text_same(list->item[i], address))
            return true;
    return false;
}

static bool any_ours(const struct gate_facts *facts, const struct address_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (holds_address(facts->address, list->item[i].address))
            return true;
    return false;
}

/* Whether `text` begins with one of the blank-separated words. */
static bool begins_with(const char *text, const char *const *word)
{
    for (; *word; word++)
        if (text_starts(text, *word))
            return true;
    return false;
}

/* Whether a header field of that name has a value that begins with one of the words; no words: any value. */
static bool header_says(const struct letter *letter, const char *name, const char *const *word)
{
    for (size_t i = 0; i < letter->header_count; i++) {
        const char *value = letter->headers[i].value;
        if (text_same(letter->headers[i].name, name) &&
            (!word || begins_with(value + strspn(value, " \t"), word)))
            return true;
    }
    return false;
}

/* ---- the checks: each says true when it objects ---------------------------------------------------------
 */

static bool null_sender(const struct gate_facts *facts)
{
    return facts->letter->null_return_path;
}

static bool no_author(const struct gate_facts *facts)
{
    return facts->letter->from_count == 0;
}

static bool own_address(const struct gate_facts *facts)
{
    const struct letter *letter = facts->letter;
    return holds_address(facts->address, letter->from.address) ||
           (*letter->sender.address && holds_address(facts->address, letter->sender.address)) ||
           (*letter->return_path.address && holds_address(facts->address, letter->return_path.address));
}

static bool own_recipient(const struct gate_facts *facts)
{
    return holds_address(facts->address, facts->recipient) &&
           !holds_address(facts->secretariat, facts->recipient);
}

static bool own_mark(const struct gate_facts *facts)
{
    return facts->own_id || header_says(facts->letter, "X-Grefier", NULL);
}

/* Behind blanks and comments: "(a person) no". RFC 5322, CFWS. */
static const char *behind_comments(const char *text)
{
    for (unsigned depth = 0; *text; text++) {
        if (*text == '\\' && depth > 0 && text[1])
            text++;
        else if (*text == '(')
            depth++;
        else if (*text == ')' && depth > 0)
            depth--;
        else if (depth == 0 && *text != ' ' && *text != '\t')
            break;
    }
    return text;
}

static bool auto_submitted(const struct gate_facts *facts)
{
    for (size_t i = 0; i < facts->letter->header_count; i++) {
        const struct header *header = &facts->letter->headers[i];
        const char *value = behind_comments(header->value);
        if (text_same(header->name, "Auto-Submitted") &&
            !(text_starts(value, "no") && strchr(" \t;(", value[2]) != NULL))
            return true;
    }
    return false;
}

static bool precedence(const struct gate_facts *facts)
{
    static const char *const words[] = {"bulk", "list", "junk", "auto_reply", "auto-reply", NULL};
    return header_says(facts->letter, "Precedence", words) ||
           header_says(facts->letter, "X-Precedence", words);
}

static bool mailing_list(const struct gate_facts *facts)
{
    static const char *const names[] = {"list-",       "x-mailing-list",    "mailing-list",
                                        "x-beenthere", "x-mailman-version", "x-google-group-id",
                                        NULL};
    for (size_t i = 0; i < facts->letter->header_count; i++)
        if (begins_with(facts->letter->headers[i].name, names))
            return true;
    return false;
}

static bool loop_mark(const struct gate_facts *facts)
{
    static const char *const names[] = {"X-Loop",
                                        "X-Autoreply",
                                        "X-Auto-Reply",
                                        "X-Autorespond",
                                        "X-Autoresponder",
                                        "X-Autoreply-From",
                                        "X-Auto-Reply-From",
                                        "X-Mail-Autoreply",
                                        "X-AutoGenerated",
                                        "X-Vacation",
                                        "X-FC-MachineGenerated",
                                        "X-Failed-Recipients",
                                        "X-MS-Exchange-Inbox-Rules-Loop",
                                        "Delivered-By-Autoresponder"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (header_says(facts->letter, names[i], NULL))
            return true;
    return false;
}

static bool suppressed(const struct gate_facts *facts)
{
    const char *value = letter_header(facts->letter, "X-Auto-Response-Suppress");
    return value && (text_find(value, "all") || text_find(value, "oof") || text_find(value, "autoreply"));
}

static bool report(const struct gate_facts *facts)
{
    const struct letter *letter = facts->letter;
    return text_same(letter->content_type, "multipart/report") || *letter->report_type ||
           *letter->delivery_report;
}

static bool calendar(const struct gate_facts *facts)
{
    return facts->letter->has_calendar || text_same(facts->letter->content_type, "text/calendar");
}

/* Not the envelope sender: people whose mail goes through a provider have "bounce-…" there. */
static bool machine_sender(const struct gate_facts *facts)
{
    const struct letter *letter = facts->letter;
    return gate_machine_name(letter->from.address) ||
           (*letter->sender.address && gate_machine_name(letter->sender.address));
}

static bool machine_found(const struct gate_facts *facts)
{
    return facts->guard && (facts->guard->kind == KIND_AUTOMATIC || facts->guard->kind == KIND_BOUNCE);
}

static bool guard_holds(const struct gate_facts *facts)
{
    return facts->guard && facts->guard->hold;
}

static bool unclear_recipient(const struct gate_facts *facts)
{
    return !facts->recipient || !address_is_plain(facts->recipient);
}

static bool not_the_author(const struct gate_facts *facts)
{
    return !facts->recipient || !text_same(facts->recipient, facts->letter->from.address);
}

static bool several_authors(const struct gate_facts *facts)
{
    return facts->letter->from_count > 1;
}

static bool reply_elsewhere(const struct gate_facts *facts)
{
    for (size_t i = 0; i < facts->letter->reply_to.count; i++)
        if (!text_same(facts->letter->reply_to.item[i].address, facts->letter->from.address))
            return true;
    return false;
}

static bool not_to_us(const struct gate_facts *facts)
{
    const struct letter *letter = facts->letter;
    return !any_ours(facts, &letter->to) && !any_ours(facts, &letter->cc) &&
           !any_ours(facts, &letter->delivered_to);
}

static bool not_authentic(const struct gate_facts *facts)
{
    return gate_authentication(facts->letter, facts->authserv_id) == AUTHENTICATION_FAILED;
}

static bool too_old(const struct gate_facts *facts)
{
    int64_t written = facts->letter->date, received = facts->received;
    return facts->started != CLOCK_NONE && ((written != CLOCK_NONE && written < facts->started) ||
                                            (received != CLOCK_NONE && received < facts->started));
}

static bool no_date(const struct gate_facts *facts)
{
    return facts->started != CLOCK_NONE && facts->letter->date == CLOCK_NONE && facts->received == CLOCK_NONE;
}

static bool same_id(const struct gate_facts *facts)
{
    return facts->same_id;
}

static bool stranger(const struct gate_facts *facts)
{
    return facts->stranger;
}

static bool human_spoke(const struct gate_facts *facts)
{
    return facts->human_spoke;
}

/* A known applicant's new data, and a server of ours that vouches for the address: they hear that it was noted. */
static bool proven_update(const struct gate_facts *facts)
{
    return facts->kind == OUTBOX_ACKNOWLEDGE && facts->updates &&
           gate_author_is_proven(facts->letter, facts->authserv_id);
}

/* Who never answered us may be a forged name: one letter of ours is all a victim gets, whenever it was. */
static bool answered_already(const struct gate_facts *facts)
{
    return facts->ever_to_sender > 0 && !facts->in_thread && !proven_update(facts);
}

/* Nobody needs so many answers to sign up; two machines that quote each other would go on for years. */
static bool endless(const struct gate_facts *facts)
{
    return facts->ever_to_sender >= EVER_TO_SENDER;
}

static bool sender_cap(const struct gate_facts *facts)
{
    return facts->to_sender_most > 0 && facts->to_sender >= facts->to_sender_most;
}

static bool total_cap(const struct gate_facts *facts)
{
    return facts->in_all_most > 0 && facts->in_all >= facts->in_all_most;
}

static bool odd_text(const char *text)
{
    if (strlen(text) > CAP_VALUE_BYTES || strstr(text, "://") || text_find(text, "www."))
        return true;
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return true;
    return false;
}

static bool odd_value(const struct gate_facts *facts)
{
    for (size_t i = 0; i < facts->person_count; i++)
        for (size_t j = 0; j < FIELD_LIMIT; j++)
            if (facts->person[i].field[j].text && odd_text(facts->person[i].field[j].text))
                return true;
    return false;
}

/* Every line ends with CRLF and is short enough; headers have exactly one recipient. RFC 5322. */
static bool odd_bytes(const struct gate_facts *facts)
{
    size_t line = 0;
    if (!facts->answer)
        return false;
    for (size_t i = 0; i < facts->answer_length; i++) {
        char byte = facts->answer[i], before = i ? facts->answer[i - 1] : '\0';
        if (byte == '\0' || (byte == '\n') != (before == '\r'))
            return true;
        line = byte == '\n' ? 0 : line + 1;
        if (line > 998 + 1)
            return true;
    }
    return facts->answer_length == 0 || facts->answer[facts->answer_length - 1] != '\n';
}

static bool not_the_secretariat(const struct gate_facts *facts)
{
    return facts->kind != OUTBOX_ALARM && !holds_address(facts->secretariat, facts->recipient);
}

static bool shadow(const struct gate_facts *facts)
{
    return facts->mode == ANSWERS_SHADOW;
}

static const struct gate_check {
    const char *name;
    enum gate_way way;
    unsigned applies;
    bool (*objects)(const struct gate_facts *facts);
    const char *reason;
} checks[] = {
    {"gate.null-sender", GATE_IGNORE, ANSWERS, null_sender, "sent with a null envelope sender"},
    {"gate.no-author", GATE_IGNORE, ANSWERS, no_author, "it has no author"},
    {"gate.own-address", GATE_IGNORE, ANSWERS, own_address, "it comes from our own address"},
    {"gate.own-mark", GATE_IGNORE, ANSWERS, own_mark, "it carries our own mark"},
    {"gate.auto-submitted", GATE_IGNORE, ANSWERS, auto_submitted,
     "marked as written by a machine (Auto-Submitted)"},
    {"gate.precedence", GATE_IGNORE, ANSWERS, precedence, "marked as bulk (Precedence)"},
    {"gate.list", GATE_IGNORE, ANSWERS, mailing_list, "it came through a mailing list"},
    {"gate.loop-mark", GATE_IGNORE, ANSWERS, loop_mark, "it carries an autoresponder's mark"},
    {"gate.report", GATE_IGNORE, ANSWERS, report, "it is a report of a mail server"},
    {"gate.machine-sender", GATE_IGNORE, ANSWERS, machine_sender, "its sender's name is a machine's"},
    {"gate.machine", GATE_IGNORE, ANSWERS, machine_found, "a machine wrote it"},
    {"gate.recipient", GATE_REVIEW, ALL, unclear_recipient, "the address to answer to is not plain"},
    {"gate.not-the-author", GATE_REVIEW, ANSWERS, not_the_author, "the answer would not go to its author"},
    {"gate.own-recipient", GATE_REVIEW, ALL, own_recipient, "it would go to our own address"},
    {"gate.calendar", GATE_REVIEW, ANSWERS, calendar, "it is an invitation, or holds one"},
    {"gate.several-authors", GATE_REVIEW, ANSWERS, several_authors, "it has several authors"},
    {"gate.reply-elsewhere", GATE_REVIEW, ANSWERS, reply_elsewhere, "replies are asked to another address"},
    {"gate.not-to-us", GATE_REVIEW, ANSWERS, not_to_us, "it is not addressed to us"},
    {"gate.not-authentic", GATE_REVIEW, ANSWERS, not_authentic, "our server doubts that its sender wrote it"},
    {"gate.too-old", GATE_REVIEW, ANSWERS, too_old, "it is older than the start of the service"},
    {"gate.no-date", GATE_REVIEW, ANSWERS, no_date, "nobody knows how old it is"},
    {"gate.same-id", GATE_REVIEW, ANSWERS, same_id, "its Message-ID came already, with other content"},
    {"gate.stranger", GATE_REVIEW, ANSWERS, stranger, "somebody else answers a letter of ours"},
    {"gate.value", GATE_REVIEW, ANSWERS, odd_value,
     "a value holds a link or control characters, or is too long"},
    {"gate.bytes", GATE_REVIEW, ALL, odd_bytes, "the composed letter is not well formed"},
    {"gate.not-the-secretariat", GATE_REVIEW, OTHERS, not_the_secretariat,
     "it would not go to the secretariat"},
    {"gate.suppressed", GATE_HOLD, ANSWERS, suppressed, "its server wants no automatic answers"},
    {"gate.guard", GATE_HOLD, ANSWERS, guard_holds, "a mark on it says that a machine must not answer"},
    {"gate.human-answered", GATE_HOLD, ANSWERS, human_spoke, "a person has answered it already"},
    {"gate.answered-already", GATE_HOLD, ANSWERS, answered_already,
     "this address had an automatic answer and did not reply to it"},
    {"gate.endless", GATE_HOLD, ANSWERS, endless, "this address had so many automatic answers already"},
    {"gate.sender-cap", GATE_HOLD, ANSWERS, sender_cap,
     "this address had as many automatic answers as it may"},
    {"gate.total-cap", GATE_HOLD, ANSWERS, total_cap, "as many automatic answers went out as may"},
    {"shadow", GATE_DROP, ANSWERS, shadow, "answers are in shadow mode"},
};
#define CHECKS (sizeof checks / sizeof *checks)

struct gate_ruling gate_rule(const struct gate_facts *facts)
{
    struct gate_ruling ruling = {.way = GATE_PASS};
    bool answer = facts->kind == OUTBOX_ASK || facts->kind == OUTBOX_ACKNOWLEDGE;
    for (size_t i = 0; i < CHECKS; i++)
        if ((checks[i].applies & (answer ? ANSWERS : OTHERS)) && checks[i].way > ruling.way &&
            checks[i].objects(facts))
            ruling = (struct gate_ruling){checks[i].way, checks[i].name, checks[i].reason};
    return ruling;
}

const char *gate_name(size_t index)
{
    return index < CHECKS ? checks[index].name : NULL;
}

const char *gate_way_word(enum gate_way way)
{
    static const char *const words[] = {"pass", "drop", "hold", "review", "ignore"};
    return words[way];
}
