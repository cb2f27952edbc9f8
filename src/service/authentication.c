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

struct results {
    enum verdict_word dmarc, spf, dkim;
};

/* A part's result for the method it names, WORD_NONE for another method's. */
static enum verdict_word result_of(const char *part, const char *method)
{
    size_t length = strlen(method);
    if (!text_starts(part, method))
        return WORD_NONE;
    const char *at = part + length + strspn(part + length, " \t");
    return *at == '=' ? word_of(at + 1 + strspn(at + 1, " \t")) : WORD_NONE;
}

/* One pass is enough, a message may carry several signatures; a DMARC failure is never taken back. */
static void add_result(enum verdict_word *so_far, enum verdict_word word, enum verdict_word strongest)
{
    if (word != WORD_NONE && *so_far != strongest && (word == strongest || *so_far != WORD_PASS))
        *so_far = word;
}

/* Each result stands at the beginning of a part between semicolons. */
static void add_results(const char *value, struct results *results)
{
    for (const char *part = strchr(value, ';'); part; part = strchr(part, ';')) {
        part += 1 + strspn(part + 1, " \t");
        add_result(&results->dmarc, result_of(part, "dmarc"), WORD_FAIL);
        add_result(&results->spf, result_of(part, "spf"), WORD_PASS);
        add_result(&results->dkim, result_of(part, "dkim"), WORD_PASS);
    }
}

static enum gate_authentication conclude(const struct results *results)
{
    if (results->dmarc == WORD_FAIL)
        return AUTHENTICATION_FAILED;
    if (results->dmarc == WORD_PASS || results->spf == WORD_PASS || results->dkim == WORD_PASS)
        return AUTHENTICATION_PASSED;
    return results->spf == WORD_FAIL || results->dkim == WORD_FAIL ? AUTHENTICATION_FAILED
                                                                   : AUTHENTICATION_UNKNOWN;
}

/* A server may write a field for each of its filters, one below the other. What it wrote ends where the next
 * Received begins: below that anybody may have written in its name, and only a failure is believed. */
enum gate_authentication gate_authentication(const struct letter *letter, const char *authserv_id)
{
    struct results ours = {0}, below = {0};
    bool seen = false, left = false;
    for (size_t i = 0; authserv_id && i < letter->header_count; i++) {
        char value[RESULT_MOST];
        left |= seen && text_same(letter->headers[i].name, "Received");
        if (!text_same(letter->headers[i].name, "Authentication-Results"))
            continue;
        without_comments(letter->headers[i].value, value, sizeof value);
        if (!names_server(value, authserv_id))
            continue;
        seen = true;
        add_results(value, left ? &below : &ours);
    }
    return below.dmarc == WORD_FAIL ? AUTHENTICATION_FAILED : conclude(&ours);
}

/* ---- proof ----------------------------------------------------------------------------------------------- */

/* Whether `word`, "header.from=ana@zambet.example" or only the domain, is that property of that domain. */
static bool word_names(const char *word, size_t length, const char *property, const char *domain)
{
    size_t name = strlen(property) + 1;
    if (length <= name || !text_starts(word, property) || word[name - 1] != '=')
        return false;
    const char *value = word + name, *at = memchr(value, '@', length - name), *from = at ? at + 1 : value;
    return (size_t)(word + length - from) == strlen(domain) && text_starts(from, domain);
}

static bool part_names(const char *part, const char *property, const char *domain)
{
    while (*part && *part != ';') {
        size_t length = strcspn(part, " \t;");
        if (word_names(part, length, property, domain))
            return true;
        part += length + strspn(part + length, " \t");
    }
    return false;
}

/* Whether a pass in this field is one for that very domain; a pass for the forger's own proves nothing. */
static bool field_vouches(const char *value, const char *domain)
{
    static const struct {
        const char *method, *property;
    } proofs[] = {
        {"dmarc", "header.from"}, {"dkim", "header.d"}, {"dkim", "header.i"}, {"spf", "smtp.mailfrom"}};
    for (const char *part = strchr(value, ';'); part; part = strchr(part, ';')) {
        part += 1 + strspn(part + 1, " \t");
        for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
            if (result_of(part, proofs[i].method) == WORD_PASS &&
                part_names(part, proofs[i].property, domain))
                return true;
    }
    return false;
}

/* Only the topmost field: one further down may be the sender's own, where our server took none away. A quoted string
 * holds the sender's words, and in them may stand a pass. */
bool gate_author_is_proven(const struct letter *letter, const char *authserv_id)
{
    const char *at = strrchr(letter->from.address, '@');
    if (!authserv_id || !at || !at[1] || letter->from_count != 1 ||
        gate_authentication(letter, authserv_id) == AUTHENTICATION_FAILED)
        return false;
    for (size_t i = 0; i < letter->header_count; i++) {
        char value[RESULT_MOST];
        const struct header *header = &letter->headers[i];
        if (!text_same(header->name, "Authentication-Results"))
            continue;
        without_comments(header->value, value, sizeof value);
        if (names_server(value, authserv_id))
            return strlen(header->value) < sizeof value && !strchr(header->value, '"') &&
                   field_vouches(value, at + 1);
    }
    return false;
}
