#include "answering.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "grefier/answer/compose.h"
#include "grefier/base/text.h"
#include "sent.h"

static const char token_signs[] = "ABCDEFGHJKMNPQRSTVWXYZ23456789"; /* none that are mistaken for another */

static void random_bytes(void *to, size_t size)
{
    if (getrandom(to, size, 0) != (ssize_t)size)
        abort();
}

/* "K7Q2M-9DX4T": 49 bits, short enough to be seen in a text. */
static char *new_token(struct arena *arena)
{
    unsigned char chance[10];
    char token[12];
    random_bytes(chance, sizeof chance);
    for (size_t i = 0, at = 0; i < sizeof chance; i++, at++) {
        if (i == 5)
            token[at++] = '-';
        token[at] = token_signs[chance[i] % (sizeof token_signs - 1)];
    }
    token[11] = '\0';
    return arena_string(arena, token);
}

static char *new_message_id(struct arena *arena, const char *address)
{
    uint64_t chance[2];
    random_bytes(chance, sizeof chance);
    return arena_format(arena, "%016llx%016llx%s", (unsigned long long)chance[0],
                        (unsigned long long)chance[1], strchr(address, '@'));
}

static int compose(struct intake *intake, struct buf *bytes, const char *own_id, const char *token,
                   struct err *err)
{
    const struct config *config = intake->service->config;
    const struct letter *letter = intake->letter;
    const struct answer_sender sender = {config->outgoing.from_name, config->outgoing.from_address,
                                         config->group.name, config->group.privacy_notice};
    const struct answer answer = {.action = intake->verdict->action,
                                  .language = intake->verdict->language,
                                  .to_name = letter->from.name,
                                  .to_address = letter->from.address,
                                  .subject = letter->subject,
                                  .message_id = letter->message_id,
                                  .references = letter->references,
                                  .reference_count = letter->reference_count,
                                  .own_id = own_id,
                                  .token = token,
                                  .date = intake->now,
                                  .person = intake->person,
                                  .person_count = intake->person_count,
                                  .updated = intake->updated};
    return answer_compose(&answer, &sender, intake->service->rules, bytes, err);
}

int gate_count_answers(struct roster *roster, const struct config *config, const char *recipient, int64_t now,
                       struct gate_facts *facts, struct err *err)
{
    facts->to_sender_most = config->outgoing.per_sender;
    facts->in_all_most = config->outgoing.total;
    if (outbox_count(roster, recipient, OUTBOX_ANSWERS, now - config->outgoing.per_sender_span,
                     &facts->to_sender, err) != 0 ||
        outbox_count(roster, recipient, OUTBOX_ANSWERS, 0, &facts->ever_to_sender, err) != 0)
        return -1;
    return outbox_count(roster, NULL, OUTBOX_ANSWERS, now - config->outgoing.total_span, &facts->in_all, err);
}

/* Whether all it names are known from its address, and something of them is new. */
static bool only_updates(const struct intake *intake)
{
    for (size_t i = 0; i < intake->person_count; i++)
        if (!intake->taking[i].applicant)
            return false;
    return intake->updated;
}

static int gather(const struct intake *intake, const struct guard_finding *guard, const struct buf *bytes,
                  struct gate_facts *facts, struct err *err)
{
    const struct config *config = intake->service->config;
    const char *const id[] = {intake->letter->message_id};
    struct outbox_row *own = NULL;
    int ours =
        *id[0] ? outbox_find_thread(intake->service->roster, id, 1, NULL, 0, intake->letter->arena, &own, err)
               : 0;
    if (ours < 0)
        return -1;
    *facts = (struct gate_facts){
        .kind = intake->verdict->action == ACTION_ASK ? OUTBOX_ASK : OUTBOX_ACKNOWLEDGE,
        .mode = config->outgoing.answers,
        .recipient = intake->letter->from.address,
        .answer = bytes->data,
        .answer_length = bytes->length,
        .address = &config->mailbox.addresses,
        .secretariat = &config->secretariat.addresses,
        .authserv_id = config->mailbox.authserv_id,
        .started = intake->service->started,
        .letter = intake->letter,
        .guard = guard,
        .received = intake->mail->internal_date,
        .person = intake->person,
        .person_count = intake->person_count,
        .own_id = ours > 0,
        .same_id = intake->same_as != 0,
        .in_thread = intake->thread && intake->from_thread_partner,
        .stranger = intake->thread && !intake->from_thread_partner,
        .updates = only_updates(intake),
    };
    struct err unseen = {0}; /* whoever could not look now looks again before it leaves */
    facts->human_spoke = sent_has_reply(intake->service, intake->letter->message_id, NULL, &unseen) > 0;
    return gate_count_answers(intake->service->roster, config, intake->letter->from.address, intake->now,
                              facts, err);
}

/* The verdict follows the gate: what is not answered is for a person, or for nobody. */
static void follow(struct intake *intake, const struct gate_ruling *ruling)
{
    struct verdict *verdict = intake->verdict;
    if (ruling->way < GATE_HOLD)
        return;
    if (verdict->spoke_count < READING_SPOKE)
        verdict->spoke[verdict->spoke_count++] = ruling->name;
    verdict->reason = arena_format(intake->letter->arena, "%s (%s)", ruling->reason, ruling->name);
    if (ruling->way == GATE_REVIEW)
        verdict->action = ACTION_REVIEW;
    else if (ruling->way == GATE_IGNORE)
        verdict->action = ACTION_IGNORE;
}

int answer_prepare(struct intake *intake, struct err *err)
{
    struct arena *arena = intake->letter->arena;
    struct gate_facts facts;
    struct buf bytes;
    struct err problem = {0};
    int result = -1;
    char *token = new_token(arena);
    char *own_id = new_message_id(arena, intake->service->config->outgoing.from_address);
    struct guard_finding guard = guard_look(intake->letter, intake->service->rules);
    buf_init(&bytes, CAP_ANSWER_BYTES);
    if (compose(intake, &bytes, own_id, token, &problem) != 0) {
        intake->verdict->action = ACTION_REVIEW;
        intake->verdict->reason = arena_format(arena, "no answer could be written: %s", problem.text);
        result = 0;
        goto out;
    }
    if (gather(intake, &guard, &bytes, &facts, err) != 0)
        goto out;
    struct gate_ruling ruling = gate_rule(&facts);
    if (ruling.way == GATE_HOLD && intake->unchanged) /* nobody needs to decide whether to say it again */
        ruling = (struct gate_ruling){GATE_IGNORE, ruling.name, "a known applicant, with nothing new"};
    result = 0;
    follow(intake, &ruling);
    if (ruling.way > GATE_HOLD)
        goto out;
    intake->answer = (struct outgoing){.kind = facts.kind,
                                       .state = ruling.way == GATE_PASS   ? OUTBOX_QUEUED
                                                : ruling.way == GATE_DROP ? OUTBOX_DROPPED
                                                                          : OUTBOX_HELD,
                                       .note = ruling.name,
                                       .recipient = intake->letter->from.address,
                                       .sender = intake->service->config->outgoing.from_address,
                                       .message_id = own_id,
                                       .token = token,
                                       .message = arena_copy(arena, bytes.data, bytes.length),
                                       .length = bytes.length};
    intake->answered = true;
out:
    buf_free(&bytes);
    return result;
}
