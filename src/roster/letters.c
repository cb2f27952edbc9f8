#include "grefier/roster/letters.h"

#include <string.h>
#include "grefier/base/text.h"
#include "erase.h"
#include "letter_rows.h"

#define SUBJECT_BYTES 400u

const char *message_key(struct arena *arena, const char *message_id)
{
    if (!message_id || !*message_id)
        return NULL;
    char *key = arena_alloc(arena, 65);
    text_sha256(message_id, strlen(message_id), key);
    return key;
}

int roster_knows_place(struct roster *roster, const char *place, struct err *err)
{
    int64_t letter;
    return NUMBER(roster, err, &letter, "SELECT letter FROM place WHERE place = ?1", text(place));
}

static int compare(struct roster *roster, struct arena *arena, const char *message_id, const char *hash,
                   const char *from_address, int64_t received, enum roster_known *known, int64_t *number,
                   struct err *err)
{
    int64_t forgotten;
    *number = 0;
    *known = ROSTER_SAME;
    int found = NUMBER(roster, err, number, "SELECT min(number) FROM letter WHERE hash = ?1", text(hash));
    if (found)
        return found;
    if (from_address && *from_address && received != CLOCK_NONE) {
        found = roster_forgotten(roster, from_address, &forgotten, err);
        *known = ROSTER_FORGOTTEN;
        if (found < 0 || (found && received <= forgotten))
            return found;
    }
    const char *key = message_key(arena, message_id);
    if (key) {
        found =
            NUMBER(roster, err, number, "SELECT min(number) FROM letter WHERE message_key = ?1", text(key));
        *known = ROSTER_SAME_ID;
        if (found)
            return found;
    }
    *known = ROSTER_UNKNOWN;
    return 0;
}

int roster_knows(struct roster *roster, const char *message_id, const char *hash, const char *from_address,
                 int64_t received, enum roster_known *known, int64_t *number, struct err *err)
{
    struct arena *arena = arena_new();
    enum roster_known how;
    int64_t which;
    int result = compare(roster, arena, message_id, hash, from_address, received, &how, &which, err);
    arena_free(&arena);
    if (result < 0)
        return -1;
    *known = how;
    *number = which;
    return 0;
}

static const char *joined(struct arena *arena, const char *const *word, size_t count)
{
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_format(arena, "%s%s%s", all, i ? "\n" : "", word[i]);
    return all;
}

static const char *clean(struct arena *arena, const char *bytes, size_t maximum)
{
    return bytes && *bytes ? text_line(arena, bytes, strlen(bytes), maximum) : NULL;
}

static bool waits(const struct taking *taking)
{
    bool held = false;
    for (size_t i = 0; i < taking->answer_count; i++)
        held |= taking->answer[i].state == OUTBOX_HELD;
    return taking->wait || held || taking->verdict->action == ACTION_REVIEW;
}

/* Of what is left alone nothing personal is kept; the subject only for the person who must decide. */
static int add_letter(struct roster *roster, const struct taking *taking, int64_t now, int64_t *number,
                      struct err *err)
{
    struct arena *arena = arena_new();
    const struct verdict *verdict = taking->verdict;
    bool keep = verdict->action != ACTION_IGNORE || taking->wait;
    bool waiting = waits(taking);
    int result = RUN(
        roster, err,
        "INSERT INTO letter (message_key, message_id, hash, received, taken, kind, action, reason, language,"
        " spoke, topic, urgent, address, name, subject, same_as, waiting)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        text(message_key(arena, taking->message_id)), text_or_null(keep ? taking->message_id : NULL),
        text(taking->hash), instant(taking->received), integer(now), text(kind_word(verdict->kind)),
        text(action_word(verdict->action)), text(verdict->reason ? verdict->reason : ""),
        text(verdict->language ? verdict->language : ""),
        text(joined(arena, verdict->spoke, verdict->spoke_count)),
        text(joined(arena, verdict->topic, verdict->topic_count)), integer(verdict->urgent),
        text_or_null(keep ? clean(arena, taking->from_address, CAP_VALUE_BYTES + 60) : NULL),
        text_or_null(keep ? clean(arena, taking->from_name, CAP_VALUE_BYTES) : NULL),
        text_or_null(waiting ? clean(arena, taking->subject, SUBJECT_BYTES) : NULL),
        reference(taking->same_as), integer(waiting));
    arena_free(&arena);
    *number = store_last_number(roster);
    return result;
}

static int add_place(struct roster *roster, int64_t letter, const char *place, const char *folder,
                     const struct source_cursor *cursor, struct err *err)
{
    if (RUN(roster, err, "INSERT OR IGNORE INTO place VALUES (?1, ?2)", text(place), integer(letter)) ||
        roster_attempt_end(roster, place, err))
        return -1;
    return cursor && folder ? roster_set_cursor(roster, folder, cursor, err) : 0;
}

int roster_take_again(struct roster *roster, int64_t letter, const char *place, const char *folder,
                      const struct source_cursor *cursor, struct err *err)
{
    return store_begin(roster, err)
               ? -1
               : store_end(roster, add_place(roster, letter, place, folder, cursor, err), err);
}

static int add_applicant(struct roster *roster, const struct taking *taking, const struct person *person,
                         int64_t letter, int64_t now, int64_t *id, struct err *err)
{
    if (RUN(roster, err,
            "INSERT INTO applicant (letter, status, note, contact, self, created, updated, asked)"
            " VALUES (?1, 'review', '', ?2, ?3, ?4, ?4, 0)",
            integer(letter), text(taking->from_address ? taking->from_address : ""),
            integer(person->is_sender), integer(now)))
        return -1;
    *id = store_last_number(roster);
    return 0;
}

static int put_values(struct roster *roster, const struct taking *taking, const struct taking_person *taken,
                      struct new_value value, int64_t now, struct err *err)
{
    const struct person *person = taken->person;
    const char *own = person->is_sender && !taken->applicant ? taking->from_address : NULL;
    bool other_phone = false;
    for (size_t i = 0; i < roster->field_count; i++) {
        value.field = roster->field[i].id;
        value.text = person->field[i].text;
        value.evidence = &person->field[i].evidence;
        int changed = value.text ? value_put(roster, &value, now, err) : 0;
        if (changed < 0)
            return -1;
        other_phone |= changed > 0 && i == FIELD_PHONE;
    }
    value.evidence = NULL;
    const struct {
        const char *field, *text;
    } others[] = {{VALUE_EMAIL, person->email ? person->email : own},
                  {VALUE_GIVEN_EMAIL, person->given_email},
                  {VALUE_EXTENSION, other_phone && !person->extension ? "" : person->extension},
                  {VALUE_SECTOR, sector_word(person->sector)},
                  {VALUE_LANGUAGE, taken->applicant ? NULL : taking->verdict->language}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        value.field = others[i].field;
        value.text = others[i].text;
        if (value.text && value_put(roster, &value, now, err) < 0)
            return -1;
    }
    return 0;
}

static int take_person(struct roster *roster, const struct taking *taking, size_t index, int64_t letter,
                       int64_t now, int64_t *id, struct err *err)
{
    const struct taking_person *taken = &taking->person[index];
    bool hold = taken->hold || taking->verdict->action == ACTION_REVIEW;
    enum applicant_status status = APPLICANT_REVIEW;
    *id = taken->applicant;
    if (*id) {
        int found = status_of(roster, *id, &status, err);
        if (found <= 0)
            return found < 0 ? -1 : err_set(err, ERR_INPUT, "there is no applicant %lld", (long long)*id);
    } else if (add_applicant(roster, taking, taken->person, letter, now, id, err)) {
        return -1;
    }
    struct new_value value = {
        .applicant = *id, .proposed = hold && taken->applicant, .letter = letter, .who = "letter"};
    if (put_values(roster, taking, taken, value, now, err) ||
        RUN(roster, err, "INSERT OR IGNORE INTO mention VALUES (?1, ?2)", integer(letter), integer(*id)))
        return -1;
    if (hold || (taken->applicant && status == APPLICANT_REVIEW)) /* only a person ends a review */
        return 0;
    return status_follow(roster, *id, now, err);
}

static int take(struct roster *roster, const struct taking *taking, int64_t now, struct taken *taken,
                struct err *err)
{
    if (add_letter(roster, taking, now, &taken->letter, err) ||
        add_place(roster, taken->letter, taking->place, taking->folder, taking->cursor, err))
        return -1;
    if (taking->verdict->action == ACTION_IGNORE)
        return 0;
    for (size_t i = 0; i < taking->person_count; i++, taken->applicant_count++)
        if (take_person(roster, taking, i, taken->letter, now, &taken->applicant[i], err))
            return -1;
    return 0;
}

static int take_answers(struct roster *roster, const struct taking *taking, int64_t now, struct taken *taken,
                        struct err *err)
{
    for (size_t i = 0; i < taking->answer_count; i++, taken->outbox_count++) {
        struct outgoing answer = taking->answer[i];
        answer.letter = taken->letter;
        answer.applicant = taken->applicant;
        answer.applicant_count = taken->applicant_count;
        if (outbox_add(roster, &answer, now, &taken->outbox[i], err))
            return -1;
    }
    return 0;
}

int roster_take(struct roster *roster, const struct taking *taking, int64_t now, struct taken *taken,
                struct err *err)
{
    struct taken made = {0};
    if (!taking->hash || !*taking->hash || !taking->place || taking->person_count > CAP_PEOPLE ||
        taking->answer_count > TAKING_ANSWERS)
        return err_set(err, ERR_INPUT, "a message is taken in with its hash and place, and within the caps");
    if (store_begin(roster, err))
        return -1;
    int result = take(roster, taking, now, &made, err);
    if (result == 0)
        result = take_answers(roster, taking, now, &made, err);
    if (store_end(roster, result, err))
        return -1;
    *taken = made;
    return 0;
}

static int accept_letter(struct roster *roster, int64_t number, struct arena *arena, int64_t now,
                         struct err *err)
{
    struct numbers proposed = {0}, mentioned = {0};
    if (store_numbers(roster, arena, &proposed, err,
                      "SELECT id FROM value WHERE letter = ?1 AND state = 'proposed' ORDER BY id",
                      BINDINGS(integer(number))) ||
        store_numbers(roster, arena, &mentioned, err,
                      "SELECT applicant FROM mention JOIN letter ON number = mention.letter"
                      " WHERE mention.letter = ?1 AND kind IN ('registration', 'followup')",
                      BINDINGS(integer(number))))
        return -1;
    int result = 0;
    for (size_t i = 0; result == 0 && i < proposed.count; i++)
        result = value_accept(roster, proposed.item[i], now, err);
    for (size_t i = 0; result == 0 && i < mentioned.count; i++)
        result = status_follow(roster, mentioned.item[i], now, err);
    return result;
}

int letter_reject(struct roster *roster, int64_t number, struct arena *arena, int64_t now, struct err *err)
{
    struct numbers brought = {0};
    if (RUN(roster, err, "DELETE FROM value WHERE letter = ?1 AND state = 'proposed'", integer(number)) ||
        store_numbers(roster, arena, &brought, err,
                      "SELECT id FROM applicant WHERE letter = ?1 AND status = 'review'",
                      BINDINGS(integer(number))))
        return -1;
    int result = 0;
    for (size_t i = 0; result == 0 && i < brought.count; i++)
        result = applicant_erase(roster, brought.item[i], now, err);
    if (result)
        return -1;
    /* it is left alone after all, and of such nothing personal is kept */
    return RUN(roster, err,
               "UPDATE letter SET message_id = NULL, address = NULL, name = NULL, subject = NULL WHERE number"
               " = ?1 AND NOT EXISTS (SELECT 1 FROM mention WHERE letter = ?1)"
               " AND NOT EXISTS (SELECT 1 FROM applicant WHERE (email = address OR contact = address)"
               " AND status <> 'review')",
               integer(number));
}

static int decide(struct roster *roster, int64_t number, bool yes, const char *who, struct arena *arena,
                  int64_t now, struct err *err)
{
    if (RUN(roster, err,
            "UPDATE letter SET waiting = 0, decision = ?2, decided_by = ?3, decided = ?4"
            " WHERE number = ?1 AND waiting",
            integer(number), text(yes ? "yes" : "no"), text(who), integer(now)))
        return -1;
    if (store_changes(roster) == 0)
        return 0;
    int result =
        yes ? accept_letter(roster, number, arena, now, err) : letter_reject(roster, number, arena, now, err);
    return result ? -1 : 1;
}

int roster_decide(struct roster *roster, int64_t number, bool yes, const char *who, int64_t now,
                  struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    struct arena *arena = arena_new();
    int result = store_end(roster, decide(roster, number, yes, who, arena, now, err), err);
    arena_free(&arena);
    return result;
}
