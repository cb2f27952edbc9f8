/* Header fields → addresses, ids, subject, date. Wraps GMime's decoders. RFC 5322, 2047. */
#include <gmime/gmime.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "parts.h"

#define NAME_BYTES    ((size_t)2 * CAP_VALUE_BYTES)
#define SUBJECT_BYTES 998u
#define ID_BYTES      250u

static char *decode(struct arena *arena, const char *value, size_t maximum)
{
    char *decoded = g_mime_utils_header_decode_text(NULL, value);
    char *line = text_line(arena, decoded ? decoded : value, strlen(decoded ? decoded : value), maximum);
    g_free(decoded);
    return line;
}

bool address_is_plain(const char *address)
{
    size_t length = strlen(address);
    const char *at = strchr(address, '@');
    if (length > 254 || !at || at == address || at - address > 64 || strchr(at + 1, '@'))
        return false;
    for (const char *byte = address; *byte; byte++)
        if (*byte <= ' ' || *byte >= 127 || strchr("<>()[]\\,;:\"", *byte))
            return false;
    const char *domain = at + 1;
    bool dotted = strchr(domain, '.') || text_same(domain, "localhost");
    return dotted && address[0] != '.' && at[-1] != '.' && !strstr(address, "..") && *domain != '.' &&
           *domain != '-' && address[length - 1] != '.' && address[length - 1] != '-' && !strchr(domain, '_');
}

static const char *lower_domain(struct arena *arena, const char *address)
{
    char *copy = arena_string(arena, address);
    for (char *at = strchr(copy, '@'); at && *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at + 32);
    return copy;
}

struct gathered {
    struct arena *arena;
    struct address item[CAP_ADDRESSES];
    size_t count;
};

static void gather(struct gathered *gathered, const char *name, const char *address)
{
    if (gathered->count == CAP_ADDRESSES)
        return;
    gathered->item[gathered->count++] = (struct address){
        .name = name ? text_line(gathered->arena, name, strlen(name), NAME_BYTES) : "",
        .address = address && address_is_plain(address) ? lower_domain(gathered->arena, address) : ""};
}

static void gather_list(struct gathered *gathered, InternetAddressList *list, unsigned depth)
{
    int count = internet_address_list_length(list);
    for (int i = 0; i < count && gathered->count < CAP_ADDRESSES; i++) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            InternetAddressList *members =
                internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
            if (members && depth < 4)
                gather_list(gathered, members, depth + 1);
        } else if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
            gather(gathered, internet_address_get_name(address),
                   internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
        }
    }
}

/* For fields that are no address list by the book: the text before the one <…@…>, or one bare address. */
static void gather_loosely(struct gathered *gathered, const char *value)
{
    const char *open = NULL, *close = NULL;
    for (const char *at = value; (at = strchr(at, '<')); at++) {
        const char *end = strchr(at, '>'), *sign = strchr(at, '@');
        if (end && sign && sign < end) {
            if (open) {
                gather(gathered, NULL, NULL); /* two of them: nobody knows which is meant */
                return;
            }
            open = at;
            close = end;
        }
    }
    if (open) {
        while (open[1] == '<')
            open++;
        const char *name_end = strchr(value, '<');
        char *name = decode(gathered->arena, arena_copy(gathered->arena, value, (size_t)(name_end - value)),
                            NAME_BYTES);
        gather(gathered, name, text_line(gathered->arena, open + 1, (size_t)(close - open - 1), NAME_BYTES));
        return;
    }
    const char *word = text_line(gathered->arena, value, strlen(value), NAME_BYTES);
    gather(gathered, NULL, word);
}

static bool is_readable(const struct gathered *gathered, size_t from)
{
    if (gathered->count == from)
        return false;
    for (size_t i = from; i < gathered->count; i++)
        if (!gathered->item[i].address[0])
            return false;
    return true;
}

static void gather_field(struct gathered *gathered, const char *value)
{
    size_t before = gathered->count;
    InternetAddressList *list = internet_address_list_parse(NULL, value);
    if (list) {
        gather_list(gathered, list, 0);
        g_object_unref(list);
    }
    if (is_readable(gathered, before) || !*value)
        return;
    size_t first = gathered->count;
    gather_loosely(gathered, value);
    if (is_readable(gathered, first) || first == before) { /* the loose reading is the better one */
        memmove(&gathered->item[before], &gathered->item[first],
                (gathered->count - first) * sizeof *gathered->item);
        gathered->count -= first - before;
    } else {
        gathered->count = first;
    }
}

static struct address_list read_addresses(struct letter *letter, const struct fields *fields,
                                          const char *const *names)
{
    struct gathered *gathered = arena_alloc(letter->arena, sizeof *gathered);
    gathered->arena = letter->arena;
    for (; *names; names++)
        for (size_t i = 0; i < fields->count; i++)
            if (text_same(fields->item[i].name, *names))
                gather_field(gathered, fields->item[i].value);
    return (struct address_list){.item = gathered->item, .count = gathered->count};
}

static struct address_list read_list(struct letter *letter, const struct fields *fields, const char *name)
{
    return read_addresses(letter, fields, (const char *const[]){name, NULL});
}

static struct address first_of(struct address_list list)
{
    return list.count ? list.item[0] : (struct address){.name = "", .address = ""};
}

static void read_return_path(struct letter *letter, const struct fields *fields)
{
    const struct field *field = fields_find(fields, "return-path");
    letter->return_path = (struct address){.name = "", .address = ""};
    if (!field)
        return;
    const char *open = strchr(field->value, '<');
    letter->null_return_path = open && open[1 + strspn(open + 1, " ")] == '>';
    if (!letter->null_return_path)
        letter->return_path = first_of(read_list(letter, fields, "return-path"));
}

/* The id between < and > at *at, or NULL at the end; moves *at behind it. */
static const char *next_id(struct arena *arena, const char **at)
{
    for (const char *open; (open = strchr(*at, '<'));) {
        size_t length = strcspn(open + 1, "<> \t");
        *at = open + 1 + length;
        if (**at == '>' && length > 0 && length <= ID_BYTES) {
            bool clean = true;
            for (size_t i = 1; i <= length; i++)
                clean = clean && open[i] > ' ' && open[i] < 127;
            if (clean)
                return arena_copy(arena, open + 1, length);
        }
    }
    return NULL;
}

/* Yahoo's web mail gives every letter, also the first of a thread, a reference to its own draft. */
static bool is_own_draft(const char *id)
{
    return strstr(id, ".ref@mail.yahoo.") != NULL;
}

static bool add_reference(struct letter *letter, const char **ids, const char *id)
{
    if (is_own_draft(id))
        return true;
    for (size_t i = 0; i < letter->reference_count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    if (letter->reference_count == CAP_REFERENCES) { /* the nearest ones stand last */
        memmove(ids, ids + 1, (size_t)(CAP_REFERENCES - 1) * sizeof *ids);
        letter->reference_count--;
    }
    ids[letter->reference_count++] = id;
    return true;
}

static void read_references(struct letter *letter, const struct fields *fields)
{
    const char **ids = arena_array(letter->arena, CAP_REFERENCES, sizeof *ids);
    letter->references = ids;
    static const char *const names[] = {"references", "in-reply-to"};
    for (size_t i = 0; i < 2; i++) {
        const struct field *field = fields_find(fields, names[i]);
        const char *at = field ? field->value : "";
        for (const char *id; (id = next_id(letter->arena, &at));)
            add_reference(letter, ids, id);
    }
}

static void read_message_id(struct letter *letter, const struct fields *fields)
{
    const struct field *field = fields_find(fields, "message-id");
    const char *at = field ? field->value : "", *id = next_id(letter->arena, &at);
    letter->message_id = id ? id : "";
    size_t length = field ? strlen(field->value) : 0;
    if (!id && length > 2 && length <= ID_BYTES && strchr(field->value, '@') &&
        strcspn(field->value, "<> ") == length)
        letter->message_id = text_line(letter->arena, field->value, length, ID_BYTES);
}

/* "Re: ", "RE[2]: ", "Fwd: ", "Răsp: ", "[list] " off the front. Folded text only: offsets are ASCII. */
static size_t prefix_length(const char *folded)
{
    static const char marks[][16] = {"re",   "r",       "fw",     "fwd",        "aw",           "wg",
                                     "tr",   "rv",      "sv",     "vs",         "antw",         "rif",
                                     "i",    "va",      "valasz", "tovabbitas", "tovabbitott",  "inoltrare",
                                     "rasp", "raspuns", "redir",  "redirect",   "redirectionat"};
    if (*folded == '[') {
        size_t length = strcspn(folded, "]");
        bool is_mark = length <= 40 && folded[length] == ']';
        return is_mark && folded[length + 1 + strspn(folded + length + 1, " ")] ? length + 1 : 0;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!text_starts(folded, marks[i]))
            continue;
        const char *at = folded + strlen(marks[i]);
        if (*at == '[' || *at == '(' || *at == '^') {
            at++;
            at += strspn(at, "0123456789");
            at += *at == ']' || *at == ')';
        }
        at += strspn(at, " ");
        if (*at == ':')
            return (size_t)(at + 1 - folded);
    }
    return 0;
}

static void read_subject(struct letter *letter, const struct fields *fields)
{
    const struct field *field = fields_find(fields, "subject");
    letter->subject = field ? decode(letter->arena, field->value, SUBJECT_BYTES) : "";
    letter->subject_folded = text_fold(letter->arena, letter->subject, strlen(letter->subject));
    size_t from = 0;
    for (size_t step; (step = prefix_length(letter->subject_folded.text + from)) > 0;) {
        from += step;
        from += strspn(letter->subject_folded.text + from, " ");
    }
    letter->subject_core =
        text_unfold(letter->arena, &letter->subject_folded, from, letter->subject_folded.length);
}

static int64_t read_date(const struct fields *fields)
{
    const struct field *field = fields_find(fields, "date");
    GDateTime *date = field && *field->value ? g_mime_utils_header_decode_date(field->value) : NULL;
    if (!date)
        return CLOCK_NONE;
    int64_t instant = g_date_time_to_unix(date);
    g_date_time_unref(date);
    return instant;
}

static void read_all(struct letter *letter, const struct fields *fields)
{
    struct header *headers = arena_array(letter->arena, fields->count, sizeof *headers);
    for (size_t i = 0; i < fields->count; i++)
        headers[i] = (struct header){.name = fields->item[i].name,
                                     .value = decode(letter->arena, fields->item[i].value, CAP_HEADER_BYTES)};
    letter->headers = headers;
    letter->header_count = fields->count;
}

void headers_read(struct letter *letter, const struct fields *fields)
{
    read_all(letter, fields);
    struct address_list from = read_list(letter, fields, "from");
    letter->from = first_of(from);
    letter->from_count = fields_find(fields, "from") && from.count == 0 ? 1 : from.count;
    letter->sender = first_of(read_list(letter, fields, "sender"));
    read_return_path(letter, fields);
    letter->reply_to = read_list(letter, fields, "reply-to");
    letter->to = read_list(letter, fields, "to");
    letter->cc = read_list(letter, fields, "cc");
    letter->delivered_to = read_addresses(
        letter, fields, (const char *const[]){"delivered-to", "x-original-to", "envelope-to", NULL});
    read_subject(letter, fields);
    read_message_id(letter, fields);
    read_references(letter, fields);
    letter->date = read_date(fields);
}
