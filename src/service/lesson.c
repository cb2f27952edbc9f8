#include "grefier/service/lesson.h"

#include <string.h>

#include "grefier/answer/compose.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/service/stand_ins.h"

#define COMMON       "not-a-name"   /* words that are never a person's name */
#define NUMBER_WORDS "number-word"  /* a phone can be spelled */
#define LEFT_OUT     "\xE2\x80\xA6" /* … */
#define OPENING      "Bună ziua,\n\n"
#define CLOSING      "\nCu stimă,\n"
#define POSITION     "psiholog"
#define ORGANIZATION "Asociația Exemplu"
#define WORD_ENDS    " \t.,;:!?()[]{}<>\"'/\\|_-+=*&#%@0123456789"
#define KEPT_SIGNS   ",;:.!?"
#define SHORTEST     3  /* bytes of a word that can name somebody */
#define MADE_UP      40 /* people to choose from */

/* How the people are given: nobody knows any more how they were, and the rules weigh it. */
enum way { AS_FORM, AS_LINE, AS_SIGNATURE, NOBODY, WAYS };

/* A message that is put together. */
struct drafting {
    const struct rules *rules;
    const struct letter_record *record;
    const struct value_record *value;
    size_t count;
    struct arena *arena;
    const char **name; /* the words of the people's names, and of the sender's address before the @ */
    size_t name_count;
    const char **other; /* of their organizations, and of what stands behind the @ */
    size_t other_count;
    struct stand_ins stand_ins;
    struct buf subject, own, signature, quoted;
};

/* ---- whose words ---- */

static void add_words(struct arena *arena, const char *text, const char ***word, size_t *count)
{
    const char *key = text_key(arena, text);
    for (size_t length; key += strspn(key, WORD_ENDS), *key; key += length) {
        length = strcspn(key, WORD_ENDS);
        if (length < SHORTEST)
            continue;
        const char **more = arena_array(arena, *count + 1, sizeof *more);
        if (*count)
            memcpy(more, *word, *count * sizeof *more);
        more[(*count)++] = arena_copy(arena, key, length);
        *word = more;
    }
}

static void find_words(struct drafting *drafting)
{
    const char *address = drafting->record->from_address;
    size_t local = strcspn(address, "@");
    add_words(drafting->arena, drafting->record->from_name, &drafting->name, &drafting->name_count);
    add_words(drafting->arena, arena_copy(drafting->arena, address, local), &drafting->name,
              &drafting->name_count);
    add_words(drafting->arena, address + local, &drafting->other, &drafting->other_count);
    for (size_t i = 0; i < drafting->count; i++) {
        const struct value_record *value = &drafting->value[i];
        if (strcmp(value->field, "name") == 0)
            add_words(drafting->arena, value->text, &drafting->name, &drafting->name_count);
        else if (strcmp(value->field, "position") != 0)
            add_words(drafting->arena, value->text, &drafting->other, &drafting->other_count);
    }
}

static bool holds(const char *const *word, size_t count, const char *key, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(word[i]) == length && memcmp(word[i], key, length) == 0)
            return true;
    return false;
}

/* Whether a word of the people's names stands there. In what none of them wrote a common word is nobody's, though an
 * office may be called by it. */
static bool names_somebody(const struct drafting *drafting, const char *text)
{
    const char *key = text_key(drafting->arena, text);
    for (size_t length; key += strspn(key, WORD_ENDS), *key; key += length) {
        length = strcspn(key, WORD_ENDS);
        if (holds(drafting->name, drafting->name_count, key, length) &&
            !rules_has_word(drafting->rules, COMMON, key, length))
            return true;
    }
    return false;
}

/* ---- the subject ---- */

static bool is_common(const struct drafting *drafting, const char *word, size_t length)
{
    return length > 1 && rules_has_word(drafting->rules, COMMON, word, length) &&
           !rules_has_word(drafting->rules, NUMBER_WORDS, word, length) &&
           !rules_has_word(drafting->rules, "given-name", word, length) &&
           !rules_has_word(drafting->rules, "surname", word, length) &&
           !holds(drafting->name, drafting->name_count, word, length) &&
           !holds(drafting->other, drafting->other_count, word, length);
}

/* Its common words, each with the sign behind it; whatever stands between them is left out. */
static void add_subject(struct drafting *drafting)
{
    const char *subject = drafting->record->subject;
    struct folded folded = text_fold(drafting->arena, subject, strlen(subject));
    bool left_out = false;
    if (!rules_vocabulary(drafting->rules, NUMBER_WORDS))
        return;
    for (const char *at = folded.text; at += strspn(at, " "), *at;) {
        size_t whole = strcspn(at, " "), length = whole;
        while (length > 0 && strchr(KEPT_SIGNS, at[length - 1]))
            length--;
        const char *key = text_key(drafting->arena, arena_copy(drafting->arena, at, length));
        bool common = is_common(drafting, key, strlen(key));
        if (common || !left_out)
            buf_add_format(&drafting->subject, "%s%.*s", drafting->subject.length ? " " : "",
                           common ? (int)(length + (at[length] && at[length] != ' ')) : (int)strlen(LEFT_OUT),
                           common ? at : LEFT_OUT);
        left_out = !common;
        at += whole;
    }
}

/* ---- what the rules heard ---- */

/* The first of a rule's examples that names nobody here; NULL: there is none. */
static const char *example_of(const struct drafting *drafting, const char *rule)
{
    const char *example;
    for (size_t i = 0; (example = rules_example(drafting->rules, rule, i)); i++)
        if (!names_somebody(drafting, example))
            return example;
    return NULL;
}

static bool is_heard(const struct drafting *drafting, const struct rule *rule, const char *text)
{
    struct folded folded = text_fold(drafting->arena, text, strlen(text));
    return rule_try(rule, folded.text, folded.length, 0, NULL) == RULE_YES;
}

/* Where the rule listens. Of those for several zones nobody knows which it was: the subject, if it says it. */
static void add_example(struct drafting *drafting, const char *name)
{
    const struct rule *rule = rules_named(drafting->rules, name);
    const char *example = rule ? example_of(drafting, name) : NULL;
    const char *subject = drafting->subject.data ? drafting->subject.data : "";
    if (!example || ((rule->zones & RULE_ZONE_SUBJECT) && is_heard(drafting, rule, subject)))
        return;
    if (rule->zones & RULE_ZONE_OWN)
        buf_add_format(&drafting->own, "%s\n", example);
    else if (rule->zones & RULE_ZONE_SUBJECT)
        buf_add_format(&drafting->subject, "%s%s", drafting->subject.length ? " " : "", example);
    else if (rule->zones & RULE_ZONE_SIGNATURE)
        buf_add_format(&drafting->signature, "%s\n", example);
    else if (rule->zones & RULE_ZONE_QUOTED)
        buf_add_format(&drafting->quoted, "> %s\n", example);
}

/* ---- people who do not exist ---- */

static const char *made_up(const struct drafting *drafting, size_t field)
{
    return field == FIELD_NAME           ? drafting->stand_ins.name
           : field == FIELD_POSITION     ? POSITION
           : field == FIELD_ORGANIZATION ? ORGANIZATION
                                         : drafting->stand_ins.phone;
}

static bool gives(const struct drafting *drafting, int64_t applicant, size_t field)
{
    for (size_t i = 0; i < drafting->count; i++)
        if (drafting->value[i].applicant == applicant && *drafting->value[i].text &&
            strcmp(drafting->value[i].field, rules_field(drafting->rules, field)->id) == 0)
            return true;
    return false;
}

/* Each field that the message gave. */
static void add_person(struct drafting *drafting, int64_t applicant, enum way way)
{
    struct buf *out = way == AS_SIGNATURE ? &drafting->signature : &drafting->own;
    const char *comma = "";
    for (size_t field = FIELD_NAME; field < FIELD_FIRST_CUSTOM; field++) {
        if (!gives(drafting, applicant, field))
            continue;
        if (way == AS_FORM)
            buf_add_format(out, "%s: ", rules_field(drafting->rules, field)->title_ro);
        buf_add_format(out, "%s%s%s", comma, made_up(drafting, field), way == AS_LINE ? "" : "\n");
        comma = way == AS_LINE ? ", " : "";
    }
    buf_add_text(out, *comma ? "\n" : "");
}

/* Somebody whose name is none of theirs. */
static bool make_up(struct drafting *drafting, size_t *next)
{
    while (*next < MADE_UP) {
        drafting->stand_ins = stand_ins_for(drafting->arena, (*next)++, NULL, NULL);
        if (!names_somebody(drafting, drafting->stand_ins.name))
            return true;
    }
    return false;
}

/* ---- the whole ---- */

static const char *text_of(const struct buf *part)
{
    return part->data ? part->data : "";
}

/* Copies the parts; false where one of them grew too long or names somebody after all. */
static bool compose(struct drafting *drafting, const char *sender, struct lesson *lesson)
{
    struct buf body;
    buf_init(&body, CAP_TEXT_BYTES);
    buf_add_format(&body, "%s%s%s%s%s", OPENING, text_of(&drafting->own), CLOSING,
                   drafting->signature.length ? text_of(&drafting->signature) : sender,
                   drafting->signature.length ? "" : "\n");
    if (drafting->quoted.length)
        buf_add_format(&body, "\n%s", text_of(&drafting->quoted));
    *lesson = (struct lesson){.letter = drafting->record->number,
                              .sender = sender,
                              .subject = arena_string(drafting->arena, text_of(&drafting->subject)),
                              .body = arena_string(drafting->arena, text_of(&body))};
    bool whole = !body.full && !drafting->own.full && !drafting->subject.full;
    buf_free(&body);
    return whole && !names_somebody(drafting, lesson->subject) && !names_somebody(drafting, lesson->body);
}

/* Whether the rules doubt it for the reason that they doubted the letter for. */
static bool is_doubted_alike(const struct drafting *drafting, const struct lesson *lesson)
{
    struct letter *letter = NULL;
    struct verdict *verdict = NULL;
    struct err err = {0};
    struct buf message;
    bool alike = false;
    buf_init(&message, CAP_MESSAGE_BYTES);
    lesson_message(lesson->sender, LESSON_ADDRESS, lesson->subject, lesson->body, &message);
    if (!message.full && letter_read(message.data, message.length, drafting->rules, &letter, &err) == 0) {
        reading_read(letter, drafting->rules, &verdict);
        alike = verdict->action == ACTION_REVIEW && verdict->kind == drafting->record->kind &&
                !verdict->urgent && strcmp(verdict->reason, drafting->record->reason) == 0;
    }
    letter_free(&letter);
    buf_free(&message);
    return alike;
}

static bool draft(struct drafting *drafting, enum way way, struct lesson *lesson)
{
    size_t next = 0;
    if (!make_up(drafting, &next))
        return false;
    const char *sender = drafting->stand_ins.name;
    add_subject(drafting);
    for (size_t i = 0; i < drafting->record->spoke_count; i++)
        add_example(drafting, drafting->record->spoke[i]);
    for (size_t i = 0; way != NOBODY && i < drafting->record->applicant_count; i++) {
        if (i > 0 && !make_up(drafting, &next))
            return false;
        add_person(drafting, drafting->record->applicant[i], way);
    }
    return compose(drafting, sender, lesson);
}

static bool try_way(struct drafting *drafting, enum way way, struct lesson *lesson)
{
    struct buf *const part[] = {&drafting->subject, &drafting->own, &drafting->signature, &drafting->quoted};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        buf_init(part[i], CAP_TEXT_BYTES);
    bool alike = draft(drafting, way, lesson) && is_doubted_alike(drafting, lesson);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        buf_free(part[i]);
    return alike;
}

bool lesson_of(const struct rules *rules, const struct letter_record *record,
               const struct value_record *value, size_t count, struct arena *arena, struct lesson *lesson)
{
    struct drafting drafting = {
        .rules = rules, .record = record, .value = value, .count = count, .arena = arena};
    if (record->action != ACTION_REVIEW || record->urgent ||
        (record->kind != KIND_REGISTRATION && record->kind != KIND_OTHER))
        return false;
    find_words(&drafting);
    for (enum way way = 0; way < WAYS; way++)
        if (try_way(&drafting, way, lesson))
            return true;
    return false;
}

void lesson_message(const char *name, const char *address, const char *subject, const char *text,
                    struct buf *out)
{
    header_add_address(out, "From", name, address);
    header_add_address(out, "To", "", "inscrieri@exemplu.example");
    header_add(out, "Subject", subject);
    header_add(out, "Date", "Mon, 23 Nov 2026 10:00:00 +0200");
    header_add(out, "MIME-Version", "1.0");
    body_add_text(out, text);
}
