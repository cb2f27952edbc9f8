#include "grefier/base/clock.h"
#include "grefier/service/calendar.h"
#include "grefier/service/digest_due.h"
#include "roster_commands.h"

/* The roster's sheet of the digest's workbook. */
int roster_export_book(struct ledger *ledger, struct buf *out)
{
    struct rules *rules = NULL;
    struct digest digest;
    struct err err = {0};
    int64_t now = clock_now();
    if (open_rules(ledger->config->rules.item, ledger->config->rules.count, &rules) >= 0)
        return -1;
    calendar_set(ledger->config->secretariat.timezone);
    const struct digest_source source = {ledger->roster, ledger->config, rules};
    int result = digest_fill(&source, calendar_local(now).day, now, ledger->arena, &digest, &err);
    if (result == 0)
        result = digest_roster_workbook(&digest, words_read(ledger->arena, rules), out, &err);
    if (result != 0)
        fail_err(EXIT_FAILED, &err);
    rules_free(&rules);
    return result;
}
