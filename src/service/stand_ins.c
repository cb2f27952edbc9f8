#include "grefier/service/stand_ins.h"

#include <stdbool.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/text.h"

#define DIGITS_KEPT   4 /* a house or a school has a short number */
#define NUMBER_DIGITS 9 /* of a Romanian number behind +40 or 0 */
#define BETWEEN       " .-/()"
#define NAME_ENDS     " ,;:.!?()\"\t"
#define PART_ENDS     " -\"'"

static const char *const first_names[] = {"Ana",   "Mihai", "Ioana", "Andrei",
                                          "Elena", "Radu",  "Maria", "Vlad"};
static const char *const last_names[] = {"Stancu", "Dobre", "Munteanu", "Tudor",
                                         "Ilie",   "Barbu", "Neagu",    "Sava"};

/* An address at the domain that the case is written to would be a colleague's. */
struct stand_ins stand_ins_for(struct arena *arena, size_t index, const char *name, const char *phone)
{
    struct stand_ins stand_ins = {.arena = arena,
                                  .index = index,
                                  .phone = arena_format(arena, "+40722%06zu", (100000 + index) % 1000000),
                                  .address = arena_format(arena, "persoana%zu@altundeva.example", index + 1),
                                  .real_phone = phone};
    stand_ins.name = stand_ins_name(&stand_ins, name ? name : "");
    return stand_ins;
}

/* The words of a name: its key, with what is no word of it (a title, an initial) left out. */
static const char *words_of(struct arena *arena, const char *real)
{
    const char *key = text_key(arena, real), *words = "";
    for (size_t length; key += strspn(key, NAME_ENDS), *key; key += length) {
        length = strcspn(key, NAME_ENDS);
        if (length > 1 && key[length] != '.')
            words = arena_format(arena, "%s%s%.*s", words, *words ? " " : "", (int)length, key);
    }
    return words;
}

const char *stand_ins_name(struct stand_ins *stand_ins, const char *real)
{
    const char *key = words_of(stand_ins->arena, real);
    size_t other = stand_ins->named_count;
    for (size_t i = 0; i < other; i++)
        if (strcmp(stand_ins->named[i].key, key) == 0)
            return stand_ins->named[i].name;
    const char *name =
        arena_format(stand_ins->arena, "%s %s", first_names[(stand_ins->index + 3 * other) % 8],
                     last_names[(stand_ins->index / 8 + other) % 8]);
    if (other < STAND_INS_NAMES) {
        stand_ins->named[other].key = key;
        stand_ins->named[other].name = name;
        stand_ins->named_count++;
    }
    return name;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The digits from here on, with what may stand between them: their count, and where the last one ends. */
static size_t number_at(const char *at, size_t *length)
{
    size_t digits = 0;
    *length = 0;
    for (size_t i = 0; at[i] && (is_digit(at[i]) || strchr(BETWEEN, at[i])); i++)
        if (is_digit(at[i])) {
            digits++;
            *length = i + 1;
        }
    return digits;
}

static bool ends_with_own(const struct stand_ins *stand_ins, const char *at, size_t length)
{
    size_t own = stand_ins->real_phone ? strlen(stand_ins->real_phone) : 0, same = 0;
    if (own < NUMBER_DIGITS)
        return false;
    for (size_t i = length; i-- > 0 && same < NUMBER_DIGITS;)
        if (is_digit(at[i]) && at[i] != stand_ins->real_phone[own - 1 - same++])
            return false;
    return same == NUMBER_DIGITS;
}

/* The stand-in's digits from behind, with the real one's blanks; any other number becomes all sevens. */
static void put_number(const struct stand_ins *stand_ins, const char *at, size_t length, struct buf *out)
{
    char *number = arena_copy(stand_ins->arena, at, length);
    size_t left = strlen(stand_ins->phone), done = 0;
    bool own = ends_with_own(stand_ins, at, length);
    for (size_t i = length; i-- > 0;)
        if (is_digit(number[i]) && (!own || done++ < NUMBER_DIGITS))
            number[i] = own ? stand_ins->phone[--left] : '7';
    buf_add_text(out, number);
}

/* Whether one of the parts of `word` ("Ana-Maria") is one of `key`, of which `length` bytes count. */
static bool shares_part(const char *word, const char *key, size_t length)
{
    for (size_t each; word += strspn(word, PART_ENDS), *word; word += each) {
        each = strcspn(word, PART_ENDS);
        for (size_t at = 0, part; at < length; at += part + 1) {
            part = strcspn(key + at, PART_ENDS);
            if (each > 1 && part == each && strncmp(word, key + at, each) == 0)
                return true;
        }
    }
    return false;
}

/* What stands for a word of somebody's name: the first name for its first word, the last name for the others,
 * all of it for a name of one word. NULL for any other word. */
static const char *name_word(const struct stand_ins *stand_ins, const char *word)
{
    const char *given = text_key(stand_ins->arena, word);
    for (size_t i = 0; i < stand_ins->named_count; i++) {
        const char *key = stand_ins->named[i].key, *name = stand_ins->named[i].name;
        size_t first = strcspn(key, " ");
        for (size_t at = 0, length; key[at]; at += length + (key[at + length] == ' ')) {
            length = strcspn(key + at, " ");
            if (!shares_part(given, key + at, length))
                continue;
            const char *last = strchr(name, ' ') + 1;
            if (!key[first])
                return name;
            return at ? last : arena_copy(stand_ins->arena, name, (size_t)(last - name) - 1);
        }
    }
    return NULL;
}

/* A name of many words has a stand-in of two: what repeats is left out with the blank before it. */
static void put_word(const struct stand_ins *stand_ins, const char *word, const char **before,
                     struct buf *out)
{
    const char *stand_in = name_word(stand_ins, word);
    bool again = stand_in && *before && strcmp(*before, stand_in) == 0;
    if (again && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
    if (!again)
        buf_add_text(out, stand_in ? stand_in : word);
    *before = stand_in;
}

const char *stand_ins_put(const struct stand_ins *stand_ins, const char *text)
{
    struct buf out;
    const char *before = NULL; /* the stand-in just put, with nothing but blanks behind it */
    buf_init(&out, 32 * strlen(text) + 256);
    while (*text) {
        size_t length, word = strcspn(text, " ");
        if (*text != ' ' && strchr(NAME_ENDS "-0123456789+", *text))
            before = NULL;
        if (is_digit(*text) && number_at(text, &length) > DIGITS_KEPT) {
            put_number(stand_ins, text, length, &out);
            text += length;
        } else if (memchr(text, '@', word)) {
            buf_add_text(&out, stand_ins->address);
            text += word;
        } else if (strchr(NAME_ENDS "-0123456789+", *text)) {
            buf_add_byte(&out, *text++);
        } else {
            length = strcspn(text, NAME_ENDS);
            put_word(stand_ins, arena_copy(stand_ins->arena, text, length), &before, &out);
            text += length;
        }
    }
    const char *put = arena_copy(stand_ins->arena, out.data ? out.data : "", out.length);
    buf_free(&out);
    return put;
}
