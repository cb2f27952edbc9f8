#include "grefier/service/resend.h"

#include "grefier/answer/compose.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/service/gate.h"
#include "answering.h"
#include "ids.h"

#define REFERENCES_MOST 4

struct writing {
    struct roster *roster;
    const struct config *config;
    const struct rules *rules;
    struct arena *arena;
    struct applicant **applicant;
    struct person *person;
    int64_t *id;
    size_t count;
    int64_t letter; /* that is answered; 0: none */
    const char *recipient;
    const char *reference[REFERENCES_MOST];
    size_t reference_count;
    bool asked, missing;
    bool automatic; /* nobody ordered it: the caps on automatic answers count */
    int64_t now;
};

static void fill_person(struct writing *writing, size_t index)
{
    const struct applicant *row = writing->applicant[index];
    struct person *person = &writing->person[index];
    for (size_t i = 0; i < row->field_count && i < FIELD_LIMIT; i++)
        person->field[i].text = row->field[i];
    person->extension = row->extension;
    person->email = row->email;
    person->sector = row->sector;
    person->missing = row->missing;
    person->is_sender = text_same(row->email ? row->email : "", writing->recipient) || !writing->automatic;
    writing->missing |= row->missing != 0;
    writing->id[index] = row->id;
}

static void fill_people(struct writing *writing, struct applicant **applicant, size_t count)
{
    writing->applicant = applicant;
    writing->count = count;
    writing->person = arena_array(writing->arena, count, sizeof *writing->person);
    writing->id = arena_array(writing->arena, count, sizeof *writing->id);
    for (size_t i = 0; i < count; i++)
        fill_person(writing, i);
}

/* Our earlier letters to the same address keep the thread together. */
static int find_thread(struct writing *writing, struct err *err)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    const struct outbox_filter filter = {.kinds = OUTBOX_ANSWERS, .applicant = writing->id[0]};
    if (outbox_list(writing->roster, &filter, writing->arena, &row, &count, err) != 0)
        return -1;
    for (size_t i = count > REFERENCES_MOST ? count - REFERENCES_MOST : 0; i < count; i++) {
        if (*row[i]->message_id)
            writing->reference[writing->reference_count++] = row[i]->message_id;
        writing->asked |= row[i]->kind == OUTBOX_ASK;
    }
    return 0;
}

static int compose(struct writing *writing, const char *own_id, const char *token, struct buf *bytes,
                   struct err *err)
{
    const struct config *config = writing->config;
    const struct answer_sender sender = {config->outgoing.from_name, config->outgoing.from_address,
                                         config->group.name, config->group.privacy_notice};
    const struct answer answer = {.action = writing->missing ? ACTION_ASK : ACTION_ACKNOWLEDGE,
                                  .language = writing->applicant[0]->language,
                                  .to_name = writing->person[0].is_sender && writing->applicant[0]->email
                                                 ? writing->applicant[0]->field[FIELD_NAME]
                                                 : "",
                                  .to_address = writing->recipient,
                                  .subject = "",
                                  .message_id = "",
                                  .references = writing->reference,
                                  .reference_count = writing->reference_count,
                                  .own_id = own_id,
                                  .token = token,
                                  .date = writing->now,
                                  .person = writing->person,
                                  .person_count = writing->count,
                                  .reminder = writing->missing && writing->asked};
    return answer_compose(&answer, &sender, writing->rules, bytes, err);
}

/* The gate judges a letter that is answered; here it is as if the applicant had written just now. */
static int ask_gate(const struct writing *writing, const struct buf *bytes, struct gate_ruling *ruling,
                    struct err *err)
{
    const struct address ours = {"", writing->config->outgoing.from_address}, none = {"", ""};
    const struct letter letter = {.from = {"", writing->recipient},
                                  .from_count = 1,
                                  .sender = none,
                                  .return_path = none,
                                  .to = {&ours, 1},
                                  .subject = "",
                                  .subject_core = "",
                                  .message_id = "",
                                  .date = writing->now,
                                  .content_type = "text/plain",
                                  .report_type = "",
                                  .delivery_report = "",
                                  .returned_headers = ""};
    struct gate_facts facts = {.kind = writing->missing ? OUTBOX_ASK : OUTBOX_ACKNOWLEDGE,
                               .mode = writing->config->outgoing.answers,
                               .recipient = writing->recipient,
                               .answer = bytes->data,
                               .answer_length = bytes->length,
                               .address = &writing->config->mailbox.addresses,
                               .secretariat = &writing->config->secretariat.addresses,
                               .started = CLOCK_NONE,
                               .letter = &letter,
                               .received = writing->now,
                               .person = writing->person,
                               .person_count = writing->count,
                               .in_thread = true};
    if (writing->automatic && gate_count_answers(writing->roster, writing->config, writing->recipient,
                                                 writing->now, &facts, err) != 0)
        return -1;
    *ruling = gate_rule(&facts);
    return 0;
}

static int put(struct writing *writing, struct resend *resend, struct err *err)
{
    struct buf bytes;
    const char *own_id = ids_message(writing->arena, writing->config->outgoing.from_address);
    const char *token = ids_token(writing->arena);
    int result = -1;
    resend->kind = writing->missing ? OUTBOX_ASK : OUTBOX_ACKNOWLEDGE;
    buf_init(&bytes, CAP_ANSWER_BYTES);
    if (find_thread(writing, err) != 0 || compose(writing, own_id, token, &bytes, err) != 0)
        goto out;
    struct gate_ruling ruling;
    if (ask_gate(writing, &bytes, &ruling, err) != 0)
        goto out;
    result = 0;
    if (ruling.way > GATE_DROP) {
        resend->outcome = RESEND_STOPPED;
        resend->reason = ruling.reason;
        goto out;
    }
    resend->outcome = ruling.way == GATE_PASS ? RESEND_QUEUED : RESEND_SHADOW;
    const struct outgoing outgoing = {.kind = resend->kind,
                                      .state = ruling.way == GATE_PASS ? OUTBOX_QUEUED : OUTBOX_DROPPED,
                                      .note = ruling.name,
                                      .recipient = writing->recipient,
                                      .sender = writing->config->outgoing.from_address,
                                      .message_id = own_id,
                                      .token = token,
                                      .message = bytes.data,
                                      .length = bytes.length,
                                      .letter = writing->letter,
                                      .applicant = writing->id,
                                      .applicant_count = writing->count};
    result = outbox_add(writing->roster, &outgoing, writing->now, NULL, err);
out:
    buf_free(&bytes);
    return result;
}

int resend_answer(struct roster *roster, const struct config *config, const struct rules *rules,
                  int64_t applicant, int64_t now, struct resend *resend, struct err *err)
{
    struct writing writing = {
        .roster = roster, .config = config, .rules = rules, .arena = arena_new(), .now = now};
    struct applicant *row = NULL;
    *resend = (struct resend){.outcome = RESEND_NOBODY, .reason = ""};
    int result = roster_applicant(roster, applicant, writing.arena, &row, err);
    if (result > 0) {
        result = 0;
        writing.recipient = row->email ? row->email : row->contact;
        if (row->status == APPLICANT_WITHDRAWN || row->status == APPLICANT_REVIEW)
            resend->outcome = RESEND_WITHDRAWN;
        else if (!*writing.recipient)
            resend->outcome = RESEND_NO_ADDRESS;
        else {
            fill_people(&writing, &row, 1);
            result = put(&writing, resend, err);
        }
    }
    arena_free(&writing.arena);
    return result;
}

int resend_reminder(struct roster *roster, const struct config *config, const struct rules *rules,
                    const struct outbox_row *asked, struct applicant **applicant, size_t count, int64_t now,
                    struct resend *resend, struct err *err)
{
    struct writing writing = {.roster = roster,
                              .config = config,
                              .rules = rules,
                              .arena = arena_new(),
                              .recipient = asked->recipient,
                              .letter = asked->letter,
                              .automatic = true,
                              .now = now};
    *resend = (struct resend){.outcome = RESEND_NO_ADDRESS, .reason = ""};
    int result = 0;
    if (*writing.recipient && count) {
        fill_people(&writing, applicant, count);
        result = put(&writing, resend, err);
    }
    arena_free(&writing.arena);
    return result;
}
