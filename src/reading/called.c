/* Whose phone or position it is, where the words around call somebody: by name, or as "my", "her", "my colleague's". */
#include <string.h>

#include "crowding.h"

#define BEFORE_VALUE  50
#define SHORTEST_WORD 3 /* of a name: "Ana" */
#define SURE_WORD     4 /* a shorter one must be written with a capital */

/* Where the words begin that say whose phone this is: in the same clause, behind the number before it. */
static size_t clause_of(const struct folded *text, size_t value)
{
    size_t from = value > BEFORE_VALUE ? value - BEFORE_VALUE : 0;
    for (size_t i = value; i-- > from;)
        if (strchr(";!?", text->text[i]) || (text->text[i] >= '0' && text->text[i] <= '9') ||
            (text->text[i] == '.' && i + 1 < value && text->text[i + 1] == ' ' &&
             unit_sentence_ends(text, from, value)))
            return i + 1;
    return from;
}

static bool is_ending(const char *word, size_t length, const char *const *endings)
{
    for (; *endings; endings++)
        if (strlen(*endings) == length && memcmp(word, *endings, length) == 0)
            return true;
    return false;
}

/* "Ilen" of "Ileana": before an ending the vowel of some names closes. Returns the length in `closed`. */
static size_t close_vowel(const char *stem, size_t length, char closed[CAP_VALUE_BYTES])
{
    size_t at = length;
    while (at > 1 && !(stem[at - 2] == 'e' && stem[at - 1] == 'a'))
        at--;
    if (at < 2 || at == length || length >= CAP_VALUE_BYTES)
        return 0;
    memcpy(closed, stem, at - 1);
    memcpy(closed + at - 1, stem + at, length - at);
    return length - 1;
}

static bool begins_with(const char *word, size_t length, const char *stem, size_t stem_length)
{
    return stem_length >= 2 && length > stem_length && memcmp(word, stem, stem_length) == 0;
}

/* Whether the word is that name, or its genitive: "Medeei", "Ilenei", "Ancăi", "Sandului". All lower case. */
static bool is_word_of(const char *word, size_t length, const char *name, size_t name_length)
{
    static const char *const feminine[] = {"ei", "ai", "i", "ii", NULL}, *const masculine[] = {"lui", "ului",
                                                                                               NULL};
    if (length == name_length && memcmp(word, name, length) == 0)
        return true;
    if (begins_with(word, length, name, name_length))
        return is_ending(word + name_length, length - name_length, masculine);
    size_t stem = name_length - 1;
    if (name_length < SHORTEST_WORD || name[stem] != 'a')
        return false;
    if (begins_with(word, length, name, stem) && is_ending(word + stem, length - stem, feminine))
        return true;
    char closed[CAP_VALUE_BYTES];
    size_t size = close_vowel(name, stem, closed);
    return begins_with(word, length, closed, size) && is_ending(word + size, length - size, feminine);
}

#define BETWEEN_WORDS " -,'():/\".\t"
#define LONGEST_WORD  40

/* Whether text[from, to) holds that word of a name. */
static bool holds_word(const struct folded *text, size_t from, size_t to, const char *name,
                       size_t name_length)
{
    char word[LONGEST_WORD];
    for (size_t at = from, end; at < to; at = end + 1) {
        end = at;
        while (end < to && !strchr(BETWEEN_WORDS, text->text[end]))
            end++;
        bool is_capital = text->text[at] >= 'A' && text->text[at] <= 'Z';
        size_t length = end - at;
        if (length < SHORTEST_WORD || length > LONGEST_WORD || (length < SURE_WORD && !is_capital))
            continue;
        for (size_t i = 0; i < length; i++) {
            char byte = text->text[at + i];
            word[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
        }
        if (is_word_of(word, length, name, name_length))
            return true;
    }
    return false;
}

#define WHOLE_NAME 2 /* words: a longer one says no more */

/* How many words of the name stand in text[from, to), WHOLE_NAME at most. */
static int words_called(const char *name, const struct folded *text, size_t from, size_t to)
{
    int count = 0;
    for (const char *word = name; *word && count < WHOLE_NAME; word += strspn(word, " -")) {
        size_t length = strcspn(word, " -");
        count += length >= SHORTEST_WORD && holds_word(text, from, to, word, length);
        word += length;
    }
    return count;
}

static bool writes(const struct member *member)
{
    return member->role == ROLE_SELF || member->is_sender;
}

/* Of two who are named alike: whoever holds the value already, but somebody named in passing ("Geamia Abdul Medgid") goes
 * behind the writer. */
static bool goes_first(const struct member *member, const struct member *other, const struct entity *value)
{
    bool one_writes = writes(member) != writes(other);
    if (one_writes && (writes(member) ? other : member)->role == ROLE_SEEN)
        return writes(member);
    return member->field[value->field] == value;
}

/* The member most of whose name stands in text[from, to): of a family only the given name tells. */
static struct member *named_in(struct crowding *crowding, const struct entity *value, size_t from, size_t to)
{
    const struct folded *text = &crowding_unit(crowding, value)->folded;
    struct member *best = NULL;
    int most = 0;
    for (size_t i = 0; i < crowding->count; i++) {
        struct member *member = &crowding->member[i];
        int words = words_called(crowding->key[i], text, from, to);
        if (words > most || (words == most && best && goes_first(member, best, value))) {
            best = member;
            most = words;
        }
    }
    return best;
}

static bool try_behind(const struct crowding *crowding, const struct entity *phone, const char *rule_name,
                       struct rule_match *match)
{
    const struct folded *text = &crowding_unit(crowding, phone)->folded;
    const struct rule *rule = rules_named(crowding->rules, rule_name);
    return rule && rule_try(rule, text->text, text->length, phone->to, match) == RULE_YES;
}

#define CUE 120 /* the words that call somebody stand near */

static bool try_before(const struct crowding *crowding, const struct entity *value, const char *rule_name,
                       struct rule_match *match)
{
    const char *text = crowding_unit(crowding, value)->folded.text;
    const struct rule *rule = rules_named(crowding->rules, rule_name);
    size_t start = value->from > CUE ? value->from - CUE : 0;
    return rule && rule_try(rule, text, value->from, start, match) == RULE_YES;
}

/* The one the letter comes from, or else who speaks of themselves: "Suntem Marcel Pop și Ana Pop", and Ana writes. */
static struct member *writer_of(struct crowding *crowding)
{
    struct member *self = NULL, *sender = NULL;
    size_t senders = 0;
    for (size_t i = crowding->count; i-- > 0;) {
        struct member *member = &crowding->member[i];
        self = member->role == ROLE_SELF ? member : self;
        sender = member->is_sender ? member : sender;
        senders += member->is_sender;
    }
    return self && senders != 1 ? self : sender ? sender : self;
}

/* "eu și Paula Pop, … Ea e psiholog": the writer is not named. */
static bool is_alone_with_writer(const struct crowding *crowding)
{
    return crowding->count == 1 && crowding->member[0].role == ROLE_COMPANION;
}

/* Of two, the one who does not write. */
static struct member *other_of(struct crowding *crowding)
{
    struct member *writer = writer_of(crowding);
    if (!writer && is_alone_with_writer(crowding))
        return &crowding->member[0];
    if (!writer || crowding->count != 2)
        return NULL;
    return writer == &crowding->member[0] ? &crowding->member[1] : &crowding->member[0];
}

/* "0733 410 220 (Ovidiu), 0733 410 221 al meu" */
static struct member *named_behind(struct crowding *crowding, const struct entity *phone)
{
    struct rule_match match;
    if (try_behind(crowding, phone, "value.writers-phone-after", &match))
        return writer_of(crowding);
    if (try_behind(crowding, phone, "value.named-phone-after", &match)) {
        struct member *named = named_in(crowding, phone, phone->to, match.to);
        if (named)
            return named;
    }
    return try_behind(crowding, phone, "value.others-phone-after", &match) ? other_of(crowding) : NULL;
}

/* Whether the numbers of the unit that the entity stands in, the first of them, have their names behind them. */
static bool names_stand_behind(struct crowding *crowding, size_t first)
{
    const struct entities *entities = crowding->entities;
    for (size_t i = first; i < entities->count && entities->item[i].unit == entities->item[first].unit; i++) {
        const struct entity *phone = &entities->item[i];
        if (phone->field == FIELD_PHONE && named_behind(crowding, phone))
            return true;
    }
    return false;
}

/* `behind`: in this unit the names stand behind their numbers. */
static struct member *whose_phone(struct crowding *crowding, const struct entity *phone, bool behind)
{
    if (behind)
        return named_behind(crowding, phone);
    if (phone->is_writers && writer_of(crowding))
        return writer_of(crowding);
    const struct folded *text = &crowding_unit(crowding, phone)->folded;
    struct member *named = named_in(crowding, phone, clause_of(text, phone->from), phone->from);
    return named || !try_before(crowding, phone, "value.others-phone", NULL) ? named : other_of(crowding);
}

/* "Corina este coordonatoare, iar Iustin este educator" */
static struct member *whose_position(struct crowding *crowding, const struct entity *position)
{
    struct rule_match match;
    if (try_before(crowding, position, "value.position-of", &match)) {
        struct member *named = named_in(crowding, position, match.from, position->from);
        if (named)
            return named;
    }
    if (position->is_writers)
        return writer_of(crowding);
    return try_before(crowding, position, "value.others-position", NULL) ? other_of(crowding) : NULL;
}

/* The writer's value is nobody else's, even where the writer is not named here (`owner` NULL). */
static void give(struct crowding *crowding, struct member *owner, struct entity *value)
{
    for (size_t i = 0; i < crowding->count && (owner || value->is_writers); i++)
        if (crowding->member[i].field[value->field] == value)
            crowding->member[i].field[value->field] = NULL;
    if (owner)
        owner->field[value->field] = value;
}

#define TO_WORKPLACE 24 /* " în cadrul ", ", angajată la " */

/* "iar Ina e psiholog la Clinica Alba": whose position it is works there too. */
static struct entity *workplace_of(const struct entities *entities, size_t position)
{
    struct entity *next = &entities->item[position] + 1;
    bool follows = position + 1 < entities->count && next->field == FIELD_ORGANIZATION &&
                   next->unit == next[-1].unit && next->from - next[-1].to <= TO_WORKPLACE;
    return follows && !next->is_subunit ? next : NULL;
}

void called_by_words(struct crowding *crowding)
{
    struct entities *entities = crowding->entities;
    bool several = crowding->count > 1 || is_alone_with_writer(crowding), behind = false;
    for (size_t i = 0; i < crowding->count; i++)
        crowding->key[i] = text_key(crowding->arena, crowding->member[i].name->text);
    for (size_t i = 0; i < entities->count && several; i++) {
        struct entity *value = &entities->item[i];
        if (!crowding_is_own(crowding_unit(crowding, value)))
            continue;
        if (i == 0 || value[-1].unit != value->unit)
            behind = names_stand_behind(crowding, i);
        if (value->is_shared)
            continue;
        if (value->field == FIELD_POSITION) {
            value->is_writers = try_before(crowding, value, "value.writers-position", NULL);
            struct member *owner = whose_position(crowding, value);
            struct entity *workplace = workplace_of(entities, i);
            give(crowding, owner, value);
            if (workplace) {
                workplace->is_writers = value->is_writers && !owner;
                give(crowding, owner, workplace);
            }
        } else if (value->field == FIELD_PHONE) {
            give(crowding, whose_phone(crowding, value, behind), value);
        }
    }
}
