/* The digest as a message. RFC 5322, 2045-2047, 2183. */
#include <stdio.h>
#include <string.h>

#include "grefier/answer/compose.h"
#include "grefier/answer/token.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/digest/digest.h"
#include "grefier/digest/romanian.h"
#include "grefier/letter/letter.h"

#define WORKBOOK_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define LINE_GROUPS   19 /* of four characters: 76 in a line */
#define ENCODED_WIDTH 75
#define BOUNDARY_SIZE 48

static void add_base64(struct buf *out, const unsigned char *bytes, size_t length)
{
    static const char sign[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0, group = 0; i < length; i += 3) {
        unsigned two = i + 1 < length ? bytes[i + 1] : 0u, three = i + 2 < length ? bytes[i + 2] : 0u;
        unsigned all = (unsigned)bytes[i] << 16 | two << 8 | three;
        const char four[] = {sign[all >> 18], sign[all >> 12 & 63],
                             i + 1 < length ? sign[all >> 6 & 63] : '=',
                             i + 2 < length ? sign[all & 63] : '='};
        buf_add(out, four, sizeof four);
        if (++group % LINE_GROUPS == 0 || i + 3 >= length)
            buf_add_text(out, "\r\n");
    }
}

/* Quoted-printable, so that the HTML stays readable in the raw message. LF line ends become CRLF. */
static void add_quoted(struct buf *out, const char *text)
{
    size_t column = 0;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '\n') {
            buf_add_text(out, "\r\n");
            column = 0;
            continue;
        }
        bool literal = byte >= 0x20 && byte < 0x7F && byte != '=' && !(byte == ' ' && text[1] == '\n') &&
                       !(byte == '.' && column == 0);
        size_t size = literal ? 1 : 3;
        if (column + size > ENCODED_WIDTH) {
            buf_add_text(out, "=\r\n");
            column = 0;
        }
        if (literal)
            buf_add_byte(out, *text);
        else
            buf_add_format(out, "=%02X", (unsigned)byte);
        column += size;
    }
}

/* From the Message-ID, which nobody can know beforehand: no text can hold it. */
static void make_boundary(const struct digest *digest, const char *part, char boundary[BOUNDARY_SIZE])
{
    char hex[65];
    struct arena *arena = arena_new();
    const char *seed = arena_format(arena, "%s %s", part, digest->message_id);
    text_sha256(seed, strlen(seed), hex);
    snprintf(boundary, BOUNDARY_SIZE, "=_%.32s", hex);
    arena_free(&arena);
}

static void add_headers(const struct digest *digest, const struct words *words, struct arena *arena,
                        struct buf *out)
{
    char date[CLOCK_TEXT_SIZE], token_id[TOKEN_SIZE + 300];
    const char *id = token_id;
    clock_rfc5322(digest->date, date);
    header_add_address(out, "From", digest->from_name, digest->from_address);
    header_add_address(out, "To", digest->to_name, digest->to_address);
    header_add(out, "Subject",
               arena_format(arena, "%s [ref. %s]", digest_subject(digest, words, arena), digest->token));
    header_add(out, "Date", date);
    header_add_ids(out, "Message-ID", &digest->message_id, 1);
    if (token_to_id(digest->token, digest->from_address, token_id, sizeof token_id))
        header_add_ids(out, "References", &id, 1);
    header_add(out, "Auto-Submitted", "auto-generated");
    header_add(out, "X-Auto-Response-Suppress", "All");
    header_add(out, "X-Grefier", digest->token);
    header_add(out, "MIME-Version", "1.0");
}

static void add_texts(const struct digest *digest, const struct words *words, struct buf *out)
{
    struct buf text, html;
    char boundary[BOUNDARY_SIZE];
    make_boundary(digest, "texts", boundary);
    buf_init(&text, DIGEST_TEXT_MOST);
    buf_init(&html, DIGEST_HTML_MOST);
    digest_text(digest, words, &text);
    digest_html(digest, words, &html);
    buf_add_format(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n", boundary,
                   boundary);
    body_add_text(out, text.data ? text.data : "");
    buf_add_format(out,
                   "\r\n--%s\r\nContent-Type: text/html; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                   boundary);
    add_quoted(out, html.data ? html.data : "");
    buf_add_format(out, "\r\n--%s--\r\n", boundary);
    buf_free(&text);
    buf_free(&html);
}

static void add_workbook(const struct digest *digest, struct arena *arena, const struct buf *book,
                         struct buf *out)
{
    const char *name = arena_format(arena, "inscrieri-%s.xlsx", day_text(arena, digest->day));
    buf_add_format(out,
                   "Content-Type: " WORKBOOK_TYPE ";\r\n name=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n"
                   "Content-Disposition: attachment;\r\n filename=\"%s\"\r\n\r\n",
                   name, name);
    add_base64(out, (const unsigned char *)book->data, book->length);
}

static int check(const struct digest *digest, struct err *err)
{
    if (!address_is_plain(digest->to_address) || !address_is_plain(digest->from_address))
        return err_set(err, ERR_INPUT, "the digest's sender or recipient is no plain address");
    if (!header_id_is_plain(digest->message_id) || !token_is_plain(digest->token))
        return err_set(err, ERR_INPUT, "the digest's own id or token is unusable");
    return 0;
}

int digest_mail(const struct digest *digest, const struct words *words, struct buf *out, struct err *err)
{
    if (check(digest, err) != 0)
        return -1;
    struct arena *arena = arena_new();
    struct buf book;
    char boundary[BOUNDARY_SIZE];
    buf_init(&book, DIGEST_BOOK_MOST);
    int result = digest_workbook(digest, words, &book, err);
    if (result == 0) {
        make_boundary(digest, "whole", boundary);
        add_headers(digest, words, arena, out);
        buf_add_format(out, "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n", boundary,
                       boundary);
        add_texts(digest, words, out);
        buf_add_format(out, "\r\n--%s\r\n", boundary);
        add_workbook(digest, arena, &book, out);
        buf_add_format(out, "\r\n--%s--\r\n", boundary);
        if (out->full)
            result = err_set(err, ERR_INPUT, "the digest is over %zu bytes", out->maximum);
    }
    buf_free(&book);
    arena_free(&arena);
    return result;
}
