#include <string.h>

#include "answering.h"
#include "grefier/answer/inert.h"
#include "grefier/answer/token.h"
#include "grefier/base/text.h"
#include "grefier/reading/reply.h"

#define IDS_MOST    (CAP_REFERENCES + 16)
#define TOKENS_MOST (CAP_REFERENCES + 16)
#define REASON_MOST 200

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

static void add_mark(struct marks *marks, struct arena *arena, const char *value)
{
    const char *word = value + strspn(value, " \t");
    char *token = arena_copy(arena, word, strcspn(word, " \t\r\n"));
    if (token_is_plain(token))
        add_token(marks, arena, token);
}

static void marks_of(const struct letter *letter, struct marks *marks)
{
    for (size_t i = letter->reference_count; i-- > 0;)
        add_id(marks, letter->arena, letter->references[i]);
    const char *own = letter_header(letter, "X-Grefier");
    if (own)
        add_mark(marks, letter->arena, own);
    for (size_t i = 0; i < letter->line_count; i++)
        if (strstr(letter->line[i].text, "[ref."))
            add_tokens_of_text(marks, letter->arena, letter->line[i].text);
}

/* Servers that know no RFC 3464 return our headers, or all of our letter, as text. */
static void marks_of_copy(const struct letter *letter, struct marks *marks)
{
    for (size_t i = 0; i < letter->line_count; i++) {
        const char *text = letter->line[i].text, *mark = text_find(text, "X-Grefier:");
        add_ids_of_text(marks, letter->arena, text);
        if (mark)
            add_mark(marks, letter->arena, mark + strlen("X-Grefier:"));
    }
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

/* ---- delivery reports ------------------------------------------------------------------------------------ */

/* The value of the next field of that name in a delivery report, from *at on; NULL when there is none. */
static const char *next_field(struct arena *arena, const char **at, const char *name)
{
    for (const char *line = *at; *line;) {
        const char *end = line + strcspn(line, "\n");
        while (*end && (end[1] == ' ' || end[1] == '\t')) /* a folded field is one line */
            end += 1 + strcspn(end + 1, "\n");
        *at = *end ? end + 1 : end;
        if (text_starts(line, name))
            return text_line(arena, line + strlen(name), (size_t)(end - line) - strlen(name), CAP_LINE_BYTES);
        line = *at;
    }
    return NULL;
}

/* Only "failed" is a failure: delayed, delivered, relayed and expanded tell of none. RFC 3464, 2.3.3. */
static bool tells_of_failure(struct intake *intake)
{
    struct arena *arena = intake->letter->arena;
    const char *at = intake->letter->delivery_report, *action;
    bool any = false;
    while ((action = next_field(arena, &at, "Action:"))) {
        any = true;
        if (text_starts(action, "failed"))
            return true;
    }
    return !any && !reply_is_waiting(intake->letter, intake->service->rules);
}

/* "550 …" or "550-5.1.1 …" anywhere in a line; the line from there, or NULL. */
static const char *reply_code(const char *line)
{
    for (const char *at = line; (at = strchr(at, '5')); at++)
        if ((at == line || strchr(" :(<'\"", at[-1])) && strspn(at + 1, "0123456789") == 2 &&
            strchr(" -:", at[3]) && at[3])
            return at;
    return NULL;
}

/* Addresses name people, and the reason is kept longer than they are. */
static const char *without_addresses(struct arena *arena, const char *text)
{
    const char *clean = "";
    for (size_t length; *(text += strspn(text, " ")); text += length) {
        length = strcspn(text, " ");
        clean = memchr(text, '@', length)
                    ? clean
                    : arena_format(arena, "%s%s%.*s", clean, *clean ? " " : "", (int)length, text);
    }
    return clean;
}

/* The server's own words, inert; NULL when it gives none. */
static const char *bounce_reason(const struct letter *letter)
{
    struct arena *arena = letter->arena;
    const char *from = letter->delivery_report, *again = from;
    const char *status = next_field(arena, &from, "Status:");
    const char *detail = next_field(arena, &again, "Diagnostic-Code:");
    for (size_t i = 0; !status && !detail && i < letter->line_count; i++)
        detail = reply_code(letter->line[i].text);
    if (!status && !detail)
        return NULL;
    const char *both = arena_format(arena, "%s%s%s", status ? status : "", status && detail ? ", " : "",
                                    detail ? detail : "");
    return text_inert(arena, without_addresses(arena, both), REASON_MOST);
}

int thread_bounced(struct intake *intake, struct err *err)
{
    struct marks marks = {0};
    struct arena *arena = intake->letter->arena;
    add_ids_of_text(&marks, arena, intake->letter->returned_headers);
    add_ids_of_text(&marks, arena, intake->letter->delivery_report);
    marks_of(intake->letter, &marks);
    marks_of_copy(intake->letter, &marks);
    int found = find(intake, &marks, err);
    if (found <= 0)
        return found;
    if (!tells_of_failure(intake)) {
        intake->verdict->reason = "a delivery report that tells of no failure";
        return 0;
    }
    if (intake->thread->state != OUTBOX_SENT && intake->thread->state != OUTBOX_UNCERTAIN)
        return 0;
    const char *said = bounce_reason(intake->letter), *reason = "the answer came back undelivered";
    intake->verdict->reason = said ? arena_format(arena, "%s (%s)", reason, said) : reason;
    return outbox_bounced(intake->service->roster, intake->thread->number, said ? said : reason, intake->now,
                          err) < 0
               ? -1
               : 0;
}
