#include "stand_ins.h"

#include <stdbool.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/text.h"

#define DIGITS_KEPT   4 /* a house or a school has a short number */
#define NUMBER_DIGITS 9 /* of a Romanian number behind +40 or 0 */
#define BETWEEN       " .-/()"
#define NAME_ENDS     " ,;:.!?()\"\t"

static const char *const first_names[] = {"Ana",   "Mihai", "Ioana", "Andrei",
                                          "Elena", "Radu",  "Maria", "Vlad"};
static const char *const last_names[] = {"Stancu", "Dobre", "Munteanu", "Tudor",
                                         "Ilie",   "Barbu", "Neagu",    "Sava"};

struct stand_ins stand_ins_for(struct arena *arena, size_t index, const char *name, const char *phone)
{
    return (struct stand_ins){
        .arena = arena,
        .name = arena_format(arena, "%s %s", first_names[index % 8], last_names[index / 8 % 8]),
        .phone = arena_format(arena, "+40722%06zu", (100000 + index) % 1000000),
        .address = arena_format(arena, "persoana%zu@exemplu.example", index + 1),
        .real_name = name,
        .real_phone = phone};
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

/* The word of the stand-in's name in the place of the same word of the real one, as loud as that was. */
static const char *name_word(const struct stand_ins *stand_ins, const char *word)
{
    const char *real = stand_ins->real_name ? text_key(stand_ins->arena, stand_ins->real_name) : "";
    const char *key = text_key(stand_ins->arena, word), *blank = strchr(stand_ins->name, ' ');
    size_t length = strlen(key), index = 0;
    for (; *real && length > 1; index++) {
        size_t each = strcspn(real, " -");
        if (each == length && strncmp(real, key, length) == 0)
            return index == 0
                       ? arena_copy(stand_ins->arena, stand_ins->name, (size_t)(blank - stand_ins->name))
                       : blank + 1;
        real += each + (real[each] != '\0');
    }
    return word;
}

const char *stand_ins_put(const struct stand_ins *stand_ins, const char *text)
{
    struct buf out;
    buf_init(&out, 8 * strlen(text) + 256);
    while (*text) {
        size_t length, word = strcspn(text, " ");
        if (is_digit(*text) && number_at(text, &length) > DIGITS_KEPT) {
            put_number(stand_ins, text, length, &out);
            text += length;
        } else if (memchr(text, '@', word)) {
            buf_add_text(&out, stand_ins->address);
            text += word;
        } else if (strchr(NAME_ENDS "-0123456789+", *text)) {
            buf_add_byte(&out, *text++);
        } else {
            length = strcspn(text, NAME_ENDS "-");
            buf_add_text(&out, name_word(stand_ins, arena_copy(stand_ins->arena, text, length)));
            text += length;
        }
    }
    const char *put = arena_copy(stand_ins->arena, out.data ? out.data : "", out.length);
    buf_free(&out);
    return put;
}
