/*
 * terms_tool: what tests/corpus/learn.py learns from: each message's terms as reading takes them, one line a message:
 * the file, then every term, with tabs between.
 *
 *   terms_tool RULES FILE…
 */
#include <stdio.h>
#include <stdlib.h>
#include "grefier/base/buf.h"
#include "grefier/mailbox/source.h"
#include "grefier/reading/wording.h"

static void print_terms(const char *name, const struct mail *mail, const struct rules *rules)
{
    struct letter *letter = NULL;
    struct err err = {0};
    if (letter_read(mail->raw, mail->length, rules, &letter, &err) != 0)
        return;
    struct terms terms = wording_terms(letter, NULL);
    fputs(name, stdout);
    for (size_t i = 0; i < terms.count; i++)
        printf("\t%s", terms.item[i]);
    putchar('\n');
    letter_free(&letter);
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    const char *folder = arguments[1], *name = NULL;
    struct rules *rules = NULL;
    struct buf problems;
    struct err err = {0};
    struct mail mail = {0};
    int more = -1;
    letter_setup();
    buf_init(&problems, 1u << 20);
    struct files *files = files_open((const char *const *)(void *)(arguments + 2), (size_t)count - 2);
    if (rules_load(&folder, 1, &rules, &problems, &err) == 0)
        while ((more = files_next(files, &mail, &name, &err)) == 1) {
            print_terms(name, &mail, rules);
            mail_release(&mail);
        }
    if (more != 0)
        fprintf(stderr, "terms_tool: %s\n", err.text);
    files_close(&files);
    rules_free(&rules);
    buf_free(&problems);
    return more == 0 ? 0 : 1;
}
