#include <string.h>

#include "answering.h"
#include "grefier/answer/token.h"
#include "grefier/base/text.h"
#include "grefier/reading/people.h"

#define IDS_MOST    (CAP_REFERENCES + 16)
#define TOKENS_MOST (CAP_REFERENCES + 16)

/* The ids and marks of ours that a message may carry. */
struct marks {
    const char *id[IDS_MOST];
    size_t id_count;
    const char *token[TOKENS_MOST];
    size_t token_count;
};

static void add_token(struct marks *marks, struct arena *arena, const char *token)
{
    if (marks->token_count < TOKENS_MOST)
        marks->token[marks->token_count++] = arena_string(arena, token);
}

static void add_id(struct marks *marks, struct arena *arena, const char *id)
{
    char token[TOKEN_SIZE];
    if (marks->id_count < IDS_MOST)
        marks->id[marks->id_count++] = id;
    if (token_from_id(id, token))
        add_token(marks, arena, token);
}

/* Message-Ids in running text: whatever stands between < and > with one @. */
static void add_ids_of_text(struct marks *marks, struct arena *arena, const char *text)
{
    while ((text = strchr(text, '<'))) {
        size_t length = strcspn(++text, "<> \t\r\n");
        if (text[length] == '>' && memchr(text, '@', length))
            add_id(marks, arena, arena_copy(arena, text, length));
    }
}

static void add_tokens_of_text(struct marks *marks, struct arena *arena, const char *text)
{
    char token[TOKEN_SIZE];
    if (token_from_text(text, token))
        add_token(marks, arena, token);
}

static void marks_of(const struct letter *letter, struct marks *marks)
{
    for (size_t i = letter->reference_count; i-- > 0;)
        add_id(marks, letter->arena, letter->references[i]);
    const char *own = letter_header(letter, "X-Grefier");
    if (own && token_is_plain(own))
        add_token(marks, letter->arena, own);
    for (size_t i = 0; i < letter->line_count; i++)
        if (strstr(letter->line[i].text, "[ref."))
            add_tokens_of_text(marks, letter->arena, letter->line[i].text);
}

static int find(struct intake *intake, const struct marks *marks, struct err *err)
{
    if (marks->id_count == 0 && marks->token_count == 0)
        return 0;
    return outbox_find_thread(intake->service->roster, marks->id, marks->id_count, marks->token,
                              marks->token_count, intake->letter->arena, &intake->thread, err);
}

int thread_find(struct intake *intake, struct err *err)
{
    struct marks marks = {0};
    marks_of(intake->letter, &marks);
    int found = find(intake, &marks, err);
    intake->from_thread_partner =
        found > 0 && text_same(intake->thread->recipient, intake->letter->from.address);
    return found < 0 ? -1 : 0;
}

int thread_bounced(struct intake *intake, struct err *err)
{
    struct marks marks = {0};
    struct arena *arena = intake->letter->arena;
    add_ids_of_text(&marks, arena, intake->letter->returned_headers);
    add_ids_of_text(&marks, arena, intake->letter->delivery_report);
    marks_of(intake->letter, &marks);
    int found = find(intake, &marks, err);
    if (found <= 0)
        return found;
    if (intake->thread->state != OUTBOX_SENT && intake->thread->state != OUTBOX_UNCERTAIN)
        return 0;
    return outbox_bounced(intake->service->roster, intake->thread->number, "the answer came back undelivered",
                          intake->now, err) < 0
               ? -1
               : 0;
}

static bool asks_for(const struct intake *intake, enum action action, const char *reason)
{
    intake->verdict->action = action;
    intake->verdict->reason = reason;
    return true;
}

/* Whether a machine may go on with the reply: withdrawals, help sought and doubts are for people. */
static bool is_plain_reply(const struct intake *intake)
{
    const struct verdict *verdict = intake->verdict;
    return verdict->kind == KIND_OTHER || verdict->kind == KIND_REGISTRATION ||
           verdict->kind == KIND_FOLLOWUP;
}

/* Names are written in many ways; two that share no word are two people's. */
static bool share_a_word(struct arena *arena, const char *a, const char *b)
{
    const char *at = text_key(arena, a), *other = text_key(arena, b);
    for (size_t length; *at; at += length) {
        at += strspn(at, " -.,");
        length = strcspn(at, " -.,");
        for (const char *found = other; length > 1 && (found = strstr(found, arena_copy(arena, at, length)));)
            if ((found == other || strchr(" -.,", found[-1])) && strchr(" -.,", found[length]))
                return true;
            else
                found += length;
    }
    return false;
}

static bool speaks_of_another(struct arena *arena, const struct people *people, const struct applicant *known)
{
    const char *said = people->person[0].field[FIELD_NAME].text, *name = known->field[FIELD_NAME];
    return people->nominates || (said && name && !share_a_word(arena, said, name));
}

/* Only what the applicant lacks is taken from a reply: a name in it is most often a signature. */
static struct person *gained(struct intake *intake, const struct person *said, const struct applicant *known)
{
    struct person *person = arena_alloc(intake->letter->arena, sizeof *person);
    *person = *said;
    for (size_t i = 0; i < known->field_count && i < FIELD_LIMIT; i++)
        if (known->field[i] && i != FIELD_PHONE)
            person->field[i] = (struct value){0};
    return person;
}

int thread_follow(struct intake *intake, struct err *err)
{
    struct applicant *known = NULL;
    const struct rules *rules = intake->service->rules;
    if (!intake->thread || intake->verdict->kind == KIND_AUTOMATIC || intake->verdict->kind == KIND_BOUNCE)
        return 0;
    if (!intake->from_thread_partner) {
        asks_for(intake, ACTION_REVIEW, "somebody else answers a letter of ours");
        return 0;
    }
    if (!is_plain_reply(intake))
        return 0;
    intake->verdict->kind = KIND_FOLLOWUP;
    if (intake->thread->applicant_count != 1) {
        asks_for(intake, ACTION_REVIEW, "a reply about several people");
        return 0;
    }
    int found = roster_applicant(intake->service->roster, intake->thread->applicant[0], intake->letter->arena,
                                 &known, err);
    if (found <= 0)
        return found;
    struct people *people = people_find(intake->letter, rules);
    if (people->limit || people->contradicts || people->count != 1 ||
        speaks_of_another(intake->letter->arena, people, known)) {
        asks_for(intake, ACTION_REVIEW, "a reply that a person must read");
        return 0;
    }
    intake->verdict->action = ACTION_ACKNOWLEDGE;
    people_add(intake, gained(intake, &people->person[0], known), known);
    intake->verdict->person = intake->person;
    intake->verdict->person_count = 1;
    if (intake->verdict->action == ACTION_ACKNOWLEDGE && !intake->updated)
        asks_for(intake, known->missing ? ACTION_REVIEW : ACTION_IGNORE, "a reply with nothing new in it");
    if (intake->verdict->action == ACTION_ACKNOWLEDGE && intake->person[0].missing)
        asks_for(intake, ACTION_ASK, "a reply that leaves something open");
    else if (intake->verdict->action == ACTION_ACKNOWLEDGE)
        intake->verdict->reason = "a reply that gives what was missing";
    return 0;
}
