/* Short letters, read with the rules that ship: what the tests of reading share. */
#ifndef GREFIER_TESTS_READING_CASE_H
#define GREFIER_TESTS_READING_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

#define ANA           "From: Ana Pop <ana.pop@lumina.example>\nTo: inscrieri@protect.example\n"
#define UTF8          "Content-Type: text/plain; charset=utf-8\n"
#define REPLY_SUBJECT "Re: Lansare Grup de Lucru - înscrieri"
#define LABELLED      "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n"
#define ONE_LINE      "Ana Pop, psiholog, Asociația Lumina Cluj, 0722 345 678\n"
#define SIGNATURE     "\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\n0722 345 678\n"
#define ANNOUNCEMENT                                                                                         \
    "\n\nPe 15 apr. 2024, la 10:22, Secretariat <inscrieri@protect.example> a scris:\n\n"                    \
    "> Platforma anunță deschiderea înscrierilor pentru participare la Grupul de Lucru.\n"                \
    "> În emailul de înscriere vă rugăm să menționați numele, poziția, organizația și telefonul.\n"

static inline struct rules *shipped_rules(void)
{
    static struct rules *rules;
    if (rules)
        return rules;
    const char *folder = getenv("GREFIER_RULES");
    struct err err = {0};
    struct buf problems;
    buf_init(&problems, 1u << 20);
    if (!folder || rules_load(&folder, 1, &rules, &problems, &err) != 0) {
        fprintf(stderr, "%s%s\n", problems.data ? problems.data : "", err.text);
        exit(1);
    }
    buf_free(&problems);
    return rules;
}

/* The group's teardown. */
static inline int free_shipped_rules(void **state)
{
    struct rules *rules = shipped_rules();
    (void)state;
    rules_free(&rules);
    return 0;
}

/* A letter of header lines (each with its line end), a subject and a body. */
static inline struct letter *letter_of(const char *headers, const char *subject, const char *body)
{
    struct buf raw;
    buf_init(&raw, 1u << 20);
    buf_add_format(&raw, "%sSubject: %s\n", headers, subject);
    if (!text_find(headers, "content-type:"))
        buf_add_text(&raw, UTF8);
    buf_add_format(&raw, "Message-ID: <case@x.example>\nDate: Tue, 16 Apr 2024 21:18:09 +0300\n\n%s", body);
    struct letter *letter = NULL;
    struct err err = {0};
    letter_setup();
    if (letter_read(raw.data, raw.length, shipped_rules(), &letter, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    buf_free(&raw);
    return letter;
}

#endif
