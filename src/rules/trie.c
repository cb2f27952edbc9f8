/*
 * Thousands of names as one pattern: words that begin alike share their beginning, so that a matcher looks at
 * each letter once instead of trying every word.
 */
#include "internal.h"

#include <string.h>

#include "grefier/base/text.h"

void literal_write(const char *bytes, size_t length, struct buf *out)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool word = byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') ||
                    ((byte | 0x20u) >= 'a' && (byte | 0x20u) <= 'z');
        if (byte == ' ')
            buf_add_text(out, "\\s+");
        else {
            if (!word)
                buf_add_byte(out, '\\');
            buf_add_byte(out, (char)byte);
        }
    }
}

static size_t step_at(const char *word)
{
    uint32_t code;
    return text_decode(word, word + strlen(word), &code);
}

/* set[0, count) begin with the same `depth` bytes, which are already written. */
static void write_rest(const char *const *set, size_t count, size_t depth, struct buf *out)
{
    for (;;) {
        bool ends = !set[0][depth]; /* sorted: only the first can be at its end */
        if (ends) {
            set++;
            count--;
        }
        if (count == 0)
            return;
        size_t step = step_at(set[0] + depth);
        bool same = strncmp(set[0] + depth, set[count - 1] + depth, step) == 0;
        if (ends || !same) {
            buf_add_text(out, "(?:");
            for (size_t from = 0, to; from < count; from = to) {
                step = step_at(set[from] + depth);
                for (to = from + 1; to < count && strncmp(set[from] + depth, set[to] + depth, step) == 0;)
                    to++;
                if (from > 0)
                    buf_add_byte(out, '|');
                literal_write(set[from] + depth, step, out);
                write_rest(set + from, to - from, depth + step, out);
            }
            buf_add_text(out, ends ? ")?" : ")"); /* greedy: the longer word first */
            return;
        }
        literal_write(set[0] + depth, step, out);
        depth += step;
    }
}

void trie_write(const char *const *set, size_t count, struct buf *out)
{
    if (count)
        write_rest(set, count, 0, out);
    else
        buf_add_text(out, "(?!)"); /* no word matches */
}
