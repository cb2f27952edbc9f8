#include <string.h>

#include "grefier/base/text.h"
#include "grefier/service/gate.h"

#define RESULT_MOST 4096

enum verdict_word { WORD_NONE, WORD_PASS, WORD_FAIL, WORD_OTHER };

/* Comments may hold anything, also "dmarc=pass". */
static void without_comments(const char *from, char *to, size_t size)
{
    unsigned depth = 0;
    bool quoted = false;
    size_t length = 0;
    for (; *from && length + 1 < size; from++) {
        if (*from == '"' && depth == 0)
            quoted = !quoted;
        if (*from == '\\' && from[1] && (depth || quoted))
            from++;
        else if (*from == '(' && !quoted)
            depth++;
        if (depth == 0)
            to[length++] = *from;
        else if (*from == ')' && from[-1] != '\\')
            depth--;
    }
    to[length] = '\0';
}

static bool names_server(const char *value, const char *authserv_id)
{
    size_t length = strlen(authserv_id);
    value += strspn(value, " \t");
    return text_starts(value, authserv_id) && strchr(" \t;", value[length]) != NULL;
}

static enum verdict_word word_of(const char *result)
{
    static const struct {
        const char *word;
        enum verdict_word meaning;
    } words[] = {{"pass", WORD_PASS}, {"fail", WORD_FAIL}, {"hardfail", WORD_FAIL}, {"none", WORD_NONE}};
    size_t length = strcspn(result, " \t;(");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == length && text_starts(result, words[i].word))
            return words[i].meaning;
    return WORD_OTHER;
}

/* The result of a method: each stands at the beginning of a part between semicolons. One pass is enough: a
 * message may carry several signatures. */
static enum verdict_word result_of(const char *value, const char *method)
{
    enum verdict_word found = WORD_NONE;
    const char *part = strchr(value, ';');
    while (part) {
        part += 1 + strspn(part + 1, " \t");
        const char *next = strchr(part, ';');
        size_t length = strlen(method);
        if (text_starts(part, method)) {
            const char *at = part + length + strspn(part + length, " \t");
            enum verdict_word word = *at == '=' ? word_of(at + 1 + strspn(at + 1, " \t")) : WORD_NONE;
            if (word == WORD_PASS || found == WORD_NONE)
                found = word;
        }
        part = next;
    }
    return found;
}

enum gate_authentication gate_authentication(const struct letter *letter, const char *authserv_id)
{
    for (size_t i = 0; authserv_id && i < letter->header_count; i++) {
        char value[RESULT_MOST];
        if (!text_same(letter->headers[i].name, "Authentication-Results"))
            continue;
        without_comments(letter->headers[i].value, value, sizeof value);
        if (!names_server(value, authserv_id))
            continue;
        enum verdict_word dmarc = result_of(value, "dmarc");
        enum verdict_word spf = result_of(value, "spf"), dkim = result_of(value, "dkim");
        if (dmarc == WORD_PASS || dmarc == WORD_FAIL)
            return dmarc == WORD_PASS ? AUTHENTICATION_PASSED : AUTHENTICATION_FAILED;
        if (spf == WORD_PASS || dkim == WORD_PASS)
            return AUTHENTICATION_PASSED;
        return spf == WORD_FAIL || dkim == WORD_FAIL ? AUTHENTICATION_FAILED : AUTHENTICATION_UNKNOWN;
    }
    return AUTHENTICATION_UNKNOWN;
}
