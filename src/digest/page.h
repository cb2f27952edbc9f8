/* page: what the text and the HTML of a digest share: the sentences, and how long lists may be. */
#ifndef GREFIER_SRC_DIGEST_PAGE_H
#define GREFIER_SRC_DIGEST_PAGE_H

#include "grefier/digest/digest.h"

struct page {
    const struct digest *digest;
    const struct words *words;
    struct arena *arena; /* of one try */
    struct buf *out;
    size_t rows;    /* of each list, at most */
    size_t waiting; /* letters that wait */
    size_t urgent;  /* calls for help */
};

/* Writes a page with as many rows as fit `most` bytes: tries again with fewer, first in the lists that can
 * wait, last of the calls for help. */
void page_fit(const struct digest *digest, const struct words *words, size_t most, struct buf *out,
              void (*write)(struct page *page));

#define PAGE_DOT   " · "
#define PAGE_NOTES 8

/* Text from outside, inert. "" for NULL. */
const char *page_outside(const struct page *page, const char *text);
/* An address that is plain as it stands, any other inert. */
const char *page_address(const struct page *page, const char *address);
/* `a` and `b` with PAGE_DOT between them where neither is empty. */
const char *page_join(const struct page *page, const char *a, const char *b);

/* "2 înscrieri noi · un mesaj de văzut", and with the roster's size. */
const char *page_summary(const struct page *page);
/* Notes for the top; returns how many. */
size_t page_notes(const struct page *page, const char *note[PAGE_NOTES]);
/* The person's name, or that there is none. */
const char *page_name(const struct page *page, const struct digest_person *person);
/* "consilier · Asociația X", and what else is known but name and phone. */
const char *page_role(const struct page *page, const struct digest_person *person);
/* "+40722123456, interior 12 · ana@…" */
const char *page_contact(const struct page *page, const struct digest_person *person);
/* "lipsește: telefonul · din 20 noiembrie · întrebat de 2 ori, ultima dată la 22 noiembrie" */
const char *page_missing(const struct page *page, const struct digest_person *person);
/* "Ana Pop <ana@…> · 23 noiembrie" */
const char *page_sender(const struct page *page, const struct digest_letter *letter);
/* "telefon: +40722123456 („tel. 0722 123 456”, rândul 3)" */
const char *page_value(const struct page *page, const struct digest_value *value);
/* "se șterge după 3 ianuarie, …"; "" while that is far away. */
const char *page_expires(const struct page *page, const struct digest_letter *letter);
/* What "da" and "nu" do to this letter. */
const char *page_ask(const struct page *page, const struct digest_letter *letter);
/* Whether "nu" means something else than "da". */
bool page_is_question(const struct page *page, const struct digest_letter *letter);
/* "12 Ana Pop · confirmare · refuzat · 550 no such user" */
const char *page_answer(const struct page *page, const struct digest_answer *answer);
/* Which sectors nobody of the group comes from. */
const char *page_lack(const struct page *page);
/* "încă 12 în registrul atașat", or NULL when all are shown. */
const char *page_more(const struct page *page, size_t count, size_t shown);
uint64_t page_days_total(const struct digest *digest, uint64_t *most);
uint64_t page_ignored_total(const struct digest *digest);
uint64_t page_urgent(const struct digest *digest);

#endif
