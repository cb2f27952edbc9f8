#include <inttypes.h>
#include <stdio.h>

#include "grefier/base/clock.h"
#include "grefier/service/resend.h"
#include "roster_commands.h"

static int say(const struct resend *resend, int64_t id)
{
    const char *what = resend->kind == OUTBOX_ASK ? "a request" : "an acknowledgement";
    switch (resend->outcome) {
    case RESEND_QUEUED:
        fprintf(stderr, "%" PRId64 ": %s lies in the outbox; the service sends it\n", id, what);
        return EXIT_DONE;
    case RESEND_SHADOW:
        fprintf(stderr, "%" PRId64 ": %s is written, but answers are in shadow mode\n", id, what);
        return EXIT_DONE;
    case RESEND_STOPPED:
        return fail(EXIT_FAILED, "roster resend: not sent: %s", resend->reason);
    case RESEND_NO_ADDRESS:
        return fail(EXIT_FAILED, "roster resend: there is no address to write to");
    case RESEND_WITHDRAWN:
        return fail(EXIT_FAILED, "roster resend: the applicant withdrew, or waits for a person");
    case RESEND_NOBODY:
        break;
    }
    return fail(EXIT_FAILED, "there is no applicant %" PRId64, id);
}

int roster_resend(struct call *call, int argc, char **argv)
{
    struct ledger ledger;
    struct rules *rules = NULL;
    struct resend resend;
    struct err err = {0};
    int64_t id;
    int first, code = options_read(call, NULL, 0, argc, argv, 1, 1, &first);
    if (code < 0)
        code = applicant_number(argv[first], &id);
    if (code < 0)
        code = ledger_open(call, false, &ledger);
    if (code >= 0)
        return code;
    code = open_rules(ledger.config->rules.item, ledger.config->rules.count, &rules);
    if (code >= 0)
        return ledger_close(&ledger, code);
    if (resend_answer(ledger.roster, ledger.config, rules, id, clock_now(), &resend, &err) != 0)
        code = fail_err(EXIT_FAILED, &err);
    else
        code = say(&resend, id);
    rules_free(&rules);
    return ledger_close(&ledger, code);
}
