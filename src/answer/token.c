#include "grefier/answer/token.h"

#include <stdio.h>
#include <string.h>

#include "grefier/base/text.h"
#include "grefier/letter/letter.h"

#define ID_START   "grefier."
#define TEXT_START "[ref."
#define SIGNS      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"

static bool is_plain(const char *token, size_t length)
{
    return length >= TOKEN_MINIMUM && length < TOKEN_SIZE && strspn(token, SIGNS) >= length &&
           token[0] != '-' && token[length - 1] != '-';
}

static bool take(const char *from, size_t length, char token[TOKEN_SIZE])
{
    if (!is_plain(from, length))
        return false;
    memcpy(token, from, length);
    token[length] = '\0';
    return true;
}

bool token_is_plain(const char *token)
{
    return is_plain(token, strlen(token));
}

bool token_to_id(const char *token, const char *address, char *id, size_t size)
{
    if (!token_is_plain(token) || !address_is_plain(address))
        return false;
    int length = snprintf(id, size, ID_START "%s%s", token, strchr(address, '@'));
    return length > 0 && (size_t)length < size;
}

bool token_from_id(const char *id, char token[TOKEN_SIZE])
{
    if (!text_starts(id, ID_START) || !strchr(id, '@'))
        return false;
    id += strlen(ID_START);
    return take(id, strcspn(id, "@"), token);
}

bool token_from_text(const char *text, char token[TOKEN_SIZE])
{
    bool found = false;
    while ((text = text_find(text, TEXT_START))) {
        text += strlen(TEXT_START);
        const char *from = text + strspn(text, " ");
        size_t length = strspn(from, SIGNS);
        if (from[length] == ']' && take(from, length, token))
            found = true;
    }
    return found;
}
