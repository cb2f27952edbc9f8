/*
 * compose: the bytes of an answer. Pure: ids and the date are given. RFC 5322, 2045, 2047, 3676, 3834.
 */
#ifndef GREFIER_ANSWER_COMPOSE_H
#define GREFIER_ANSWER_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/buf.h"
#include "grefier/base/err.h"
#include "grefier/reading/reading.h"

struct answer_sender {
    const char *name, *address; /* From, from `outgoing.from` */
    const char *group_name;
    const char *privacy_notice; /* "" when none */
};

struct answer {
    enum action action;               /* ACTION_ASK or ACTION_ACKNOWLEDGE */
    const char *language;             /* "ro" or "en"; anything else is answered in Romanian */
    const char *to_name, *to_address; /* a name or subject that is not known: "" or NULL */
    const char *subject;              /* of the message answered */
    const char *message_id;           /* of the message answered, without < >; "" or NULL */
    const char *const *references;
    size_t reference_count;
    const char *own_id; /* our Message-ID without < > */
    const char *token; /* ours, survives a relay's rewriting: X-Grefier, References, "[ref. …]" (token.h) */
    int64_t date;
    const struct person *person;
    size_t person_count;
    const char *return_address; /* Reply-To when it is not the sender's own address; NULL: none */
    bool updated;               /* acknowledge: a known applicant's record was changed */
    bool reminder;              /* ask: it was asked before */
};

/*
 * Writes the whole message with CRLF line ends to `out`. Headers hold only what was checked, encoded and
 * folded: no byte that came from outside can end a header line. Ids from outside that are not well formed
 * (header_id_is_plain) are left out. Returns 0, or -1 with INPUT (the recipient is no plain address, there is
 * nobody to write about, a request with nothing missing, the whole is over CAP_ANSWER_BYTES) or BROKEN (a template is missing or wrong, an
 * own id is unusable); `out` is then to be thrown away.
 */
int answer_compose(const struct answer *answer, const struct answer_sender *sender, const struct rules *rules,
                   struct buf *out, struct err *err);
/*
 * For `rules check`: whether the answer templates are there, well formed, and use only the keys that are
 * filled. Adds one line a problem to `report`, returns their number.
 */
size_t answer_check(const struct rules *rules, struct buf *report);

/* For all letters of ours: adds "Name: value\r\n", cleaned, encoded where needed (RFC 2047) and folded. */
void header_add(struct buf *out, const char *name, const char *value);
/* Adds an address header: "Name: =?UTF-8?…?= <address>\r\n"; nothing when the address is not plain. */
void header_add_address(struct buf *out, const char *name, const char *display_name, const char *address);
/* Adds "Name: <id>\r\n <id>\r\n…" of the well-formed ids; nothing when there is none. */
void header_add_ids(struct buf *out, const char *name, const char *const *ids, size_t count);
/* Whether `id` (without < >) may stand in our headers: left@right of printable ASCII, no blanks, quotes, < >
 * ( ), commas, semicolons, backslashes, nothing that looks like an encoded word, at most 250 bytes. */
bool header_id_is_plain(const char *id);
/*
 * Adds a text/plain body with its two content headers (Content-Type, Content-Transfer-Encoding) and the empty
 * line: format=flowed, lines of at most 76 characters where words allow, CRLF, quoted-printable when it is
 * not plain ASCII. MIME-Version is the caller's.
 */
void body_add_text(struct buf *out, const char *text);

#endif
