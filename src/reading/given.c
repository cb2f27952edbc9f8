#include "given.h"

#include <string.h>

#include "grefier/base/text.h"

#define AROUND " \t<>()[],;:\"'"

static bool is_of_the_envelope(const struct letter *letter, const char *address)
{
    const struct address_list *lists[] = {&letter->to, &letter->cc};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            if (text_same(lists[i]->item[j].address, address))
                return true;
    return text_same(letter->from.address, address);
}

/* Whose name stands last before that line, or on it; NULL before all names. */
static struct person *owner_at(struct people *people, unsigned line)
{
    struct person *owner = NULL;
    unsigned best = 0;
    for (size_t i = 0; i < people->count; i++) {
        unsigned at = people->person[i].field[FIELD_NAME].evidence.line;
        if (people->person[i].field[FIELD_NAME].text && at > 0 && at <= line && at >= best) {
            owner = &people->person[i];
            best = at;
        }
    }
    return owner;
}

/* "" marks somebody with two addresses: neither is taken. */
static void give(struct person *owner, const char *address)
{
    if (!owner || owner->is_sender)
        return;
    if (!owner->given_email)
        owner->given_email = address;
    else if (!text_same(owner->given_email, address))
        owner->given_email = "";
}

static void read_line(const struct letter *letter, struct people *people, size_t index)
{
    const char *at = letter->line[index].text;
    for (size_t length; at += strspn(at, AROUND), *at; at += length) {
        length = strcspn(at, AROUND);
        size_t end = length;
        while (end > 0 && strchr(".!?", at[end - 1]))
            end--;
        const char *word = arena_copy(letter->arena, at, end);
        if (strchr(word, '@') && address_is_plain(word) && !is_of_the_envelope(letter, word))
            give(owner_at(people, (unsigned)index + 1), word);
    }
}

void given_addresses(const struct letter *letter, struct people *people)
{
    for (size_t i = 0; i < letter->line_count; i++)
        if (letter->line[i].zone == ZONE_OWN && letter->line[i].quote_depth == 0 &&
            strchr(letter->line[i].text, '@'))
            read_line(letter, people, i);
    for (size_t i = 0; i < people->count; i++)
        if (people->person[i].given_email && !*people->person[i].given_email)
            people->person[i].given_email = NULL;
}
