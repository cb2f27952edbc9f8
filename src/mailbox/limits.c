#include "limits.h"

#include "grefier/base/caps.h"

void limits_begin(struct limits *limits)
{
    limits->bytes = limits->syntax_bytes = limits->lines = 0;
}

static void follow_literal_size(struct limits *limits, char byte)
{
    if (byte == '{') {
        limits->in_literal_size = true;
        limits->size_given = limits->size_wrong = limits->size_closed = false;
        limits->literal_size = 0;
    } else if (byte == '}') {
        limits->size_closed = limits->in_literal_size;
        limits->in_literal_size = false;
    } else if (limits->in_literal_size && byte >= '0' && byte <= '9') {
        limits->size_given = true;
        if (limits->literal_size <= CAP_RESPONSE_BYTES)
            limits->literal_size = limits->literal_size * 10 + (uint64_t)(byte - '0');
    } else if (limits->in_literal_size) {
        limits->size_wrong = true;
    } else if (byte != '\r') {
        limits->size_closed = false;
    }
}

static void follow_line_start(struct limits *limits, char byte)
{
    static const char start[] = "* ";
    size_t at = limits->line_length++;
    if (at < 2)
        limits->data_line = (at == 0 || limits->data_line) && byte == start[at];
    else if (at == 2)
        limits->data_line = limits->data_line && byte >= '0' && byte <= '9';
}

static const char *end_line(struct limits *limits)
{
    const char *problem = NULL;
    bool literal = limits->data_line && limits->size_closed;
    if (literal && (limits->size_wrong || !limits->size_given))
        problem = "the server announced a literal of no size";
    else if (literal && limits->literal_size > CAP_RESPONSE_BYTES)
        problem = "the server announced a literal that is too large";
    else if (++limits->lines > LIMIT_LINES)
        problem = "the server sent too many lines for one command";
    if (literal && !problem)
        limits->literal_left = limits->literal_size;
    limits->line_length = literal ? 3 : 0; /* the line goes on after its literal */
    limits->brackets = literal ? limits->brackets : 0;
    limits->in_literal_size = limits->size_closed = false;
    return problem;
}

const char *limits_take(struct limits *limits, const char *bytes, size_t length)
{
    limits->bytes += length;
    if (limits->bytes > CAP_RESPONSE_BYTES)
        return "the server sent too much for one command";
    for (size_t i = 0; i < length;) {
        if (limits->literal_left > 0) {
            size_t rest = length - i;
            size_t skipped = limits->literal_left < rest ? (size_t)limits->literal_left : rest;
            limits->literal_left -= skipped;
            i += skipped;
            continue;
        }
        char byte = bytes[i++];
        if (++limits->syntax_bytes > LIMIT_SYNTAX_BYTES)
            return "the server sent too long a list for one command";
        if (byte == '\n') {
            const char *problem = end_line(limits);
            if (problem)
                return problem;
            continue;
        }
        if (byte == '(' && ++limits->brackets > LIMIT_BRACKETS)
            return "the server sent too deep a list";
        follow_line_start(limits, byte);
        follow_literal_size(limits, byte);
    }
    return NULL;
}
