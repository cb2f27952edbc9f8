/* The gate as a table: each row changes one thing of a message that may be answered. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "grefier/base/clock.h"
#include "grefier/service/gate.h"

#define STARTED INT64_C(1711929600) /* 2024-04-01 */
#define OURS    "inscrieri@protect.example"

struct gate_case {
    const char *name;
    const char *headers;          /* added in front of the ordinary ones */
    const char *from, *to, *date; /* instead of the ordinary ones; "" leaves the field out */
    const char *type;             /* instead of text/plain */
    const char *rules;            /* nothing, or what the guard says: "automatic", "bounce", "hold" */
    const char *value;            /* what the applicant's name is */
    const char *answer;           /* the composed bytes */
    const char *recipient;
    const char *received; /* a day; "none" */
    uint64_t to_sender, ever_to_sender, in_all;
    bool own_id, same_id, in_thread, stranger, human, updates, no_start, no_authserv;
    enum answers mode;
    enum outbox_kind kind;
    const char *wanted; /* the check's name, or "pass" */
};

#define PROVEN                                                                                               \
    .headers = "Authentication-Results: mx.protect.example; dmarc=pass header.from=zambet.example\n"

static const struct gate_case cases[] = {
    /* who sends */
    {"an ordinary sign-up passes", .wanted = "pass"},
    {"a null envelope sender", .headers = "Return-Path: <>\n", .wanted = "gate.null-sender"},
    {"a filled envelope sender", .headers = "Return-Path: <ana@zambet.example>\n", .wanted = "pass"},
    {"a provider's envelope sender passes", .headers = "Return-Path: <bounce-12-ana@out.provider.example>\n",
     .wanted = "pass"},
    {"no From at all", .from = "", .wanted = "gate.no-author"},
    {"our own address", .from = "Inscrieri <inscrieri@protect.example>", .wanted = "gate.own-address"},
    {"our own address in capitals", .from = "<INSCRIERI@PROTECT.EXAMPLE>", .wanted = "gate.own-address"},
    {"our alias", .from = "alias@protect.example", .wanted = "gate.own-address"},
    {"our address as Sender", .headers = "Sender: inscrieri@protect.example\n", .wanted = "gate.own-address"},
    {"our address as envelope sender", .headers = "Return-Path: <inscrieri@protect.example>\n",
     .wanted = "gate.own-address"},
    {"a colleague of our domain passes", .from = "Dan <dan@protect.example>", .wanted = "pass"},
    {"mailer-daemon", .from = "MAILER-DAEMON@zambet.example", .wanted = "gate.machine-sender"},
    {"postmaster", .from = "Mail Delivery <postmaster@zambet.example>", .wanted = "gate.machine-sender"},
    {"noreply", .from = "Magazin <noreply@zambet.example>", .wanted = "gate.machine-sender"},
    {"no-reply", .from = "no-reply@zambet.example", .wanted = "gate.machine-sender"},
    {"no.reply with a tag", .from = "no.reply+77@zambet.example", .wanted = "gate.machine-sender"},
    {"donotreply", .from = "DoNotReply@zambet.example", .wanted = "gate.machine-sender"},
    {"nu-raspunde", .from = "nu-raspunde@zambet.example", .wanted = "gate.machine-sender"},
    {"a list's owner", .from = "owner-lista@zambet.example", .wanted = "gate.machine-sender"},
    {"a list's request address", .from = "lista-request@zambet.example", .wanted = "gate.machine-sender"},
    {"a list's bounces", .from = "lista-bounces@zambet.example", .wanted = "gate.machine-sender"},
    {"root", .from = "root@zambet.example", .wanted = "gate.machine-sender"},
    {"www-data", .from = "www-data@zambet.example", .wanted = "gate.machine-sender"},
    {"an Exchange system mailbox", .from = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@zambet.example",
     .wanted = "gate.machine-sender"},
    {"a machine as Sender", .headers = "Sender: noreply@forms.example\n", .wanted = "gate.machine-sender"},
    {"office@ is how people write", .from = "office@zambet.example", .wanted = "pass"},
    {"contact@ is how people write", .from = "contact@zambet.example", .wanted = "pass"},
    {"secretariat@ is how people write", .from = "secretariat@zambet.example", .wanted = "pass"},
    {"Rootea is a name", .from = "rootea.maria@zambet.example", .wanted = "pass"},
    {"Abuselu is a name", .from = "abuselu@zambet.example", .wanted = "pass"},

    /* marks of machines */
    {"Auto-Submitted: auto-replied", .headers = "Auto-Submitted: auto-replied\n",
     .wanted = "gate.auto-submitted"},
    {"Auto-Submitted: auto-generated; with parameters", .headers = "Auto-Submitted: auto-generated; x=y\n",
     .wanted = "gate.auto-submitted"},
    {"Auto-Submitted: nonsense", .headers = "Auto-Submitted: nonsense\n", .wanted = "gate.auto-submitted"},
    {"Auto-Submitted: no", .headers = "Auto-Submitted: no\n", .wanted = "pass"},
    {"Auto-Submitted: No (a person)", .headers = "Auto-Submitted: No (a person)\n", .wanted = "pass"},
    {"Auto-Submitted: (a person) no", .headers = "Auto-Submitted: (a (real) person) no\n", .wanted = "pass"},
    {"Auto-Submitted: (no) auto-replied", .headers = "Auto-Submitted: (no) auto-replied\n",
     .wanted = "gate.auto-submitted"},
    {"a second Auto-Submitted counts", .headers = "Auto-Submitted: no\nAuto-Submitted: auto-replied\n",
     .wanted = "gate.auto-submitted"},
    {"Precedence: bulk", .headers = "Precedence: bulk\n", .wanted = "gate.precedence"},
    {"Precedence: LIST", .headers = "Precedence: LIST\n", .wanted = "gate.precedence"},
    {"Precedence: junk", .headers = "Precedence: junk\n", .wanted = "gate.precedence"},
    {"Precedence: auto_reply", .headers = "Precedence: auto_reply\n", .wanted = "gate.precedence"},
    {"Precedence: normal", .headers = "Precedence: normal\n", .wanted = "pass"},
    {"List-Id", .headers = "List-Id: <lista.zambet.example>\n", .wanted = "gate.list"},
    {"List-Unsubscribe", .headers = "List-Unsubscribe: <mailto:x@zambet.example>\n", .wanted = "gate.list"},
    {"X-Mailman-Version", .headers = "X-Mailman-Version: 2.1.39\n", .wanted = "gate.list"},
    {"a header that only sounds like a list", .headers = "Listing: 1\n", .wanted = "pass"},
    {"X-Loop", .headers = "X-Loop: zambet\n", .wanted = "gate.loop-mark"},
    {"X-Autoreply", .headers = "X-Autoreply: yes\n", .wanted = "gate.loop-mark"},
    {"X-Autorespond", .headers = "X-Autorespond: concediu\n", .wanted = "gate.loop-mark"},
    {"Exim's X-Failed-Recipients", .headers = "X-Failed-Recipients: x@y.example\n",
     .wanted = "gate.loop-mark"},
    {"a rule of an Exchange inbox", .headers = "X-MS-Exchange-Inbox-Rules-Loop: ana@zambet.example\n",
     .wanted = "gate.loop-mark"},
    {"X-Mailer is no loop mark", .headers = "X-Mailer: Outlook\n", .wanted = "pass"},
    {"X-Auto-Response-Suppress: All", .headers = "X-Auto-Response-Suppress: All\n",
     .wanted = "gate.suppressed"},
    {"X-Auto-Response-Suppress: DR, OOF", .headers = "X-Auto-Response-Suppress: DR, OOF\n",
     .wanted = "gate.suppressed"},
    {"X-Auto-Response-Suppress: DR", .headers = "X-Auto-Response-Suppress: DR\n", .wanted = "pass"},
    {"our own mark", .headers = "X-Grefier: ABCD-EFGH\n", .wanted = "gate.own-mark"},
    {"a Message-ID of ours", .own_id = true, .wanted = "gate.own-mark"},
    {"a report", .type = "multipart/report; report-type=delivery-status; boundary=x",
     .wanted = "gate.report"},
    {"an invitation", .type = "text/calendar; method=REQUEST", .wanted = "gate.calendar"},
    {"the guard knows a machine", .rules = "automatic", .wanted = "gate.machine"},
    {"the guard knows a bounce", .rules = "bounce", .wanted = "gate.machine"},
    {"the guard wants it held", .rules = "hold", .wanted = "gate.guard"},

    /* to whom, from whom */
    {"addressed to somebody else", .to = "altcineva@zambet.example", .wanted = "gate.not-to-us"},
    {"no To at all", .to = "", .wanted = "gate.not-to-us"},
    {"a copy to us", .to = "altcineva@zambet.example", .headers = "Cc: Noi <Inscrieri@Protect.example>\n",
     .wanted = "pass"},
    {"delivered to us", .to = "lista@zambet.example", .headers = "Delivered-To: inscrieri@protect.example\n",
     .wanted = "pass"},
    {"to our alias", .to = "alias@protect.example", .wanted = "pass"},
    {"to us among others", .to = "a@b.example, inscrieri@protect.example", .wanted = "pass"},
    {"two authors", .from = "a@zambet.example, b@zambet.example", .recipient = "a@zambet.example",
     .wanted = "gate.several-authors"},
    {"Reply-To elsewhere", .headers = "Reply-To: victima@alta.example\n", .wanted = "gate.reply-elsewhere"},
    {"Reply-To at home", .headers = "Reply-To: \"Ana\" <ANA@zambet.example>\n", .wanted = "pass"},
    {"Reply-To at home and elsewhere", .headers = "Reply-To: ana@zambet.example, x@alta.example\n",
     .wanted = "gate.reply-elsewhere"},
    {"an answer to another address", .recipient = "altcineva@zambet.example",
     .wanted = "gate.not-the-author"},
    {"a recipient with a line end", .recipient = "ana@zambet.example\r\nBcc: x@y.example",
     .wanted = "gate.recipient"},
    {"a recipient with a blank", .recipient = "ana maria@zambet.example", .wanted = "gate.recipient"},
    {"no recipient", .recipient = "", .wanted = "gate.recipient"},

    /* what our server says */
    {"DMARC failed", .headers = "Authentication-Results: mx.protect.example; dmarc=fail header.from=x\n",
     .wanted = "gate.not-authentic"},
    {"DMARC passed although SPF failed",
     .headers = "Authentication-Results: mx.protect.example; spf=fail; dkim=pass; dmarc=pass\n",
     .wanted = "pass"},
    {"SPF failed, nothing else",
     .headers = "Authentication-Results: mx.protect.example; spf=fail smtp.mailfrom=x\n",
     .wanted = "gate.not-authentic"},
    {"SPF failed, DKIM passed",
     .headers = "Authentication-Results: mx.protect.example; spf=fail; dkim=pass\n", .wanted = "pass"},
    {"DKIM failed, nothing else", .headers = "Authentication-Results: mx.protect.example 1; dkim=fail\n",
     .wanted = "gate.not-authentic"},
    {"one of two signatures passed",
     .headers = "Authentication-Results: mx.protect.example; dkim=fail; dkim=pass\n", .wanted = "pass"},
    {"softfail is no failure", .headers = "Authentication-Results: mx.protect.example; spf=softfail\n",
     .wanted = "pass"},
    {"none is no failure", .headers = "Authentication-Results: mx.protect.example; dmarc=none; spf=none\n",
     .wanted = "pass"},
    {"another server's failure proves nothing",
     .headers = "Authentication-Results: mx.elsewhere.example; dmarc=fail\n", .wanted = "pass"},
    {"another server's pass proves nothing",
     .headers = "Authentication-Results: mx.elsewhere.example; dmarc=pass\n"
                "Authentication-Results: mx.protect.example; dmarc=fail\n",
     .wanted = "gate.not-authentic"},
    {"a forged pass below ours",
     .headers = "Authentication-Results: mx.protect.example; dmarc=fail\n"
                "Authentication-Results: mx.protect.example; dmarc=pass\n",
     .wanted = "gate.not-authentic"},
    {"DMARC failed in a second field of ours",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass\n"
                "Authentication-Results: mx.protect.example; dmarc=fail\n",
     .wanted = "gate.not-authentic"},
    {"DMARC failed in the last of three fields",
     .headers = "Authentication-Results: mx.protect.example; spf=pass\n"
                "Authentication-Results: mx.protect.example; dmarc=pass\n"
                "Authentication-Results: mx.protect.example; dmarc=fail\n",
     .wanted = "gate.not-authentic"},
    {"DMARC passed in a second field, SPF failed in the first",
     .headers = "Authentication-Results: mx.protect.example; spf=fail\n"
                "Authentication-Results: mx.protect.example; dmarc=pass\n",
     .wanted = "pass"},
    {"SPF failed in one field, DKIM passed in the next",
     .headers = "Authentication-Results: mx.protect.example; spf=fail\n"
                "Authentication-Results: mx.protect.example; dkim=pass\n",
     .wanted = "pass"},
    {"a pass below the next Received is not ours",
     .headers = "Authentication-Results: mx.protect.example; spf=fail\n"
                "Received: from mx.elsewhere.example by mx.protect.example; Tue, 16 Apr 2024 09:00:00 +0300\n"
                "Authentication-Results: mx.protect.example; dmarc=pass\n",
     .wanted = "gate.not-authentic"},
    {"a failure below the next Received is believed",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass\n"
                "Received: from mx.elsewhere.example by mx.protect.example; Tue, 16 Apr 2024 09:00:00 +0300\n"
                "Authentication-Results: mx.protect.example; dmarc=fail\n",
     .wanted = "gate.not-authentic"},
    {"a Received above all proves nothing against a pass",
     .headers = "Received: from mx.protect.example by imap.protect.example; Tue, 16 Apr 2024 09:00:00 +0300\n"
                "Authentication-Results: mx.protect.example; spf=fail\n"
                "Authentication-Results: mx.protect.example; dmarc=pass\n",
     .wanted = "pass"},
    {"a pass in a comment",
     .headers = "Authentication-Results: mx.protect.example; dmarc=fail (dmarc=pass)\n",
     .wanted = "gate.not-authentic"},
    {"a name that only begins like ours",
     .headers = "Authentication-Results: mx.protect.example.evil.example; dmarc=fail\n", .wanted = "pass"},
    {"not configured, not looked at", .no_authserv = true,
     .headers = "Authentication-Results: mx.protect.example; dmarc=fail\n", .wanted = "pass"},

    /* how old */
    {"written before the start", .date = "Sun, 31 Mar 2024 10:00:00 +0000", .wanted = "gate.too-old"},
    {"received before the start", .received = "2024-03-31", .wanted = "gate.too-old"},
    {"old, moved into the inbox today", .date = "Mon, 01 Feb 2021 10:00:00 +0000", .received = "2024-04-17",
     .wanted = "gate.too-old"},
    {"no start, no age", .date = "Mon, 01 Feb 2021 10:00:00 +0000", .no_start = true, .wanted = "pass"},
    {"no date of any kind", .date = "", .received = "none", .wanted = "gate.no-date"},
    {"no Date, but received", .date = "", .wanted = "pass"},
    {"not known when received, but written", .received = "none", .wanted = "pass"},

    /* what the store knows */
    {"the same Message-ID with other content", .same_id = true, .wanted = "gate.same-id"},
    {"a stranger in our thread", .stranger = true, .wanted = "gate.stranger"},
    {"a person answered already", .human = true, .wanted = "gate.human-answered"},
    {"one answer, no reply to it", .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"the next day, still no reply to it", .ever_to_sender = 1, .to_sender = 0,
     .wanted = "gate.answered-already"},
    {"an update, and nothing proves its author", .updates = true, .ever_to_sender = 1,
     .wanted = "gate.answered-already"},
    {"an update, and DMARC proves its author",
     .headers =
         "Authentication-Results: mx.protect.example; dmarc=pass (p=none) header.from=zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and DMARC proves its author in capitals",
     .headers = "Authentication-Results: mx.protect.example; dmarc=pass header.from=ZAMBET.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and DKIM proves its author",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass header.d=zambet.example header.s=k1\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and DKIM proves its author by his identity",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass header.i=@zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and one of two signatures proves its author",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass header.d=relay.example; dkim=pass "
                "header.d=zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and SPF proves its author",
     .headers = "Authentication-Results: mx.protect.example; spf=pass smtp.mailfrom=ana@zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and SPF proves its author's domain",
     .headers = "Authentication-Results: mx.protect.example; spf=pass smtp.mailfrom=zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "pass"},
    {"an update, and SPF proves the forger's domain",
     .headers = "Authentication-Results: mx.protect.example; spf=pass smtp.mailfrom=x@forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and DKIM proves the forger's domain",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass header.d=forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and DMARC proves another author",
     .headers = "Authentication-Results: mx.protect.example; dmarc=pass header.from=forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and DMARC does not say whom it proves",
     .headers = "Authentication-Results: mx.protect.example; dmarc=pass\n", .updates = true,
     .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and DKIM failed for its author's domain",
     .headers = "Authentication-Results: mx.protect.example; dkim=fail header.d=zambet.example; dkim=pass "
                "header.d=forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and only a parent domain is proven",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass header.d=example\n", .updates = true,
     .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and only a subdomain is proven",
     .headers = "Authentication-Results: mx.protect.example; spf=pass smtp.mailfrom=x@news.zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and a domain that only begins like its author's",
     .headers = "Authentication-Results: mx.protect.example; spf=pass "
                "smtp.mailfrom=x@zambet.example.forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and a proof in a comment",
     .headers =
         "Authentication-Results: mx.protect.example; spf=none (dmarc=pass header.from=zambet.example)\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and a proof in the sender's own words",
     .headers = "Authentication-Results: mx.protect.example; spf=pass smtp.mailfrom=\"x; dmarc=pass "
                "header.from=zambet.example \"@forger.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and another server's proof",
     .headers = "Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, and a proof below our server's own field",
     .headers = "Authentication-Results: mx.protect.example; spf=none\nAuthentication-Results: "
                "mx.protect.example; dmarc=pass header.from=zambet.example\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"an update, a proof, and a failure below",
     .headers = "Authentication-Results: mx.protect.example; dkim=pass "
                "header.d=zambet.example\nAuthentication-Results: mx.protect.example; dmarc=fail\n",
     .updates = true, .ever_to_sender = 1, .wanted = "gate.not-authentic"},
    {"an update, a proof, and no server to believe", .no_authserv = true, PROVEN, .updates = true,
     .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"a proof, and nothing is updated", PROVEN, .ever_to_sender = 1, .wanted = "gate.answered-already"},
    {"a proven update that is a request", PROVEN, .updates = true, .ever_to_sender = 1, .kind = OUTBOX_ASK,
     .wanted = "gate.answered-already"},
    {"a proven update within the sender's cap", PROVEN, .updates = true, .to_sender = 2, .ever_to_sender = 2,
     .wanted = "pass"},
    {"a proven update above the sender's cap", PROVEN, .updates = true, .to_sender = 3, .ever_to_sender = 3,
     .wanted = "gate.sender-cap"},
    {"proven updates without end", PROVEN, .updates = true, .ever_to_sender = 12, .wanted = "gate.endless"},
    {"one answer, and a reply to it", .to_sender = 1, .ever_to_sender = 1, .in_thread = true,
     .wanted = "pass"},
    {"a reply after a year", .ever_to_sender = 4, .in_thread = true, .wanted = "pass"},
    {"a thread without end", .ever_to_sender = 12, .in_thread = true, .wanted = "gate.endless"},
    {"one below a thread without end", .ever_to_sender = 11, .in_thread = true, .wanted = "pass"},
    {"the sender's cap in a thread", .to_sender = 3, .in_thread = true, .wanted = "gate.sender-cap"},
    {"one below the sender's cap", .to_sender = 2, .in_thread = true, .wanted = "pass"},
    {"the total cap", .in_all = 60, .wanted = "gate.total-cap"},
    {"one below the total cap", .in_all = 59, .wanted = "pass"},

    /* what would be said */
    {"a link as a name", .value = "Click http://evil.example", .wanted = "gate.value"},
    {"a link without its scheme", .value = "Ana www.evil.example", .wanted = "gate.value"},
    {"an escape in a name", .value = "Ana \033[31m", .wanted = "gate.value"},
    {"a line end in a name", .value = "Ana\nBcc: x", .wanted = "gate.value"},
    {"a name with diacritics", .value = "Ștefania Țăranu-Îlea", .wanted = "pass"},
    {"a bare line feed in the bytes", .answer = "To: a\n\r\nx\r\n", .wanted = "gate.bytes"},
    {"a bare carriage return in the bytes", .answer = "To: a\rx\r\n", .wanted = "gate.bytes"},
    {"bytes without an end", .answer = "To: a\r\n\r\nx", .wanted = "gate.bytes"},
    {"bytes as they should be", .answer = "To: a\r\n\r\nx\r\n", .wanted = "pass"},

    /* modes, and letters that are no answers */
    {"shadow", .mode = ANSWERS_SHADOW, .wanted = "shadow"},
    {"shadow does not hide a refusal", .mode = ANSWERS_SHADOW, .headers = "Precedence: bulk\n",
     .wanted = "gate.precedence"},
    {"draft passes", .mode = ANSWERS_DRAFT, .wanted = "pass"},
    {"a request passes the same way", .kind = OUTBOX_ASK, .wanted = "pass"},
    {"a digest to the secretariat", .kind = OUTBOX_DIGEST, .recipient = "secretariat@protect.example",
     .wanted = "pass"},
    {"a digest in shadow", .kind = OUTBOX_DIGEST, .mode = ANSWERS_SHADOW,
     .recipient = "secretariat@protect.example", .wanted = "pass"},
    {"a digest to somebody else", .kind = OUTBOX_DIGEST, .recipient = "ana@zambet.example",
     .wanted = "gate.not-the-secretariat"},
    {"a digest into the watched inbox", .kind = OUTBOX_DIGEST, .recipient = OURS,
     .wanted = "gate.own-recipient"},
    {"an alarm goes where it must", .kind = OUTBOX_ALARM, .recipient = "admin@alta.example",
     .wanted = "pass"},
    {"a confirmation to a stranger", .kind = OUTBOX_CONFIRMATION, .recipient = "ana@zambet.example",
     .wanted = "gate.not-the-secretariat"},
};

static struct letter *letter_of(const struct gate_case *row)
{
    struct letter *letter = NULL;
    struct err err = {0};
    struct buf raw;
    buf_init(&raw, 16384);
    buf_add_text(&raw, row->headers ? row->headers : "");
    if (!row->from || *row->from)
        buf_add_format(&raw, "From: %s\n", row->from ? row->from : "Ana Popescu <ana@zambet.example>");
    if (!row->to || *row->to)
        buf_add_format(&raw, "To: %s\n", row->to ? row->to : "Grupul <" OURS ">");
    if (!row->date || *row->date)
        buf_add_format(&raw, "Date: %s\n", row->date ? row->date : "Tue, 16 Apr 2024 09:00:00 +0300");
    buf_add_format(&raw, "Subject: Inscriere\nMessage-ID: <1@zambet.example>\nContent-Type: %s\n\nText\n",
                   row->type ? row->type : "text/plain; charset=utf-8");
    if (letter_read(raw.data, raw.length, NULL, &letter, &err) != 0)
        fail_msg("%s: %s", row->name, err.text);
    buf_free(&raw);
    return letter;
}

static int64_t received_of(const struct gate_case *row)
{
    int64_t day = CLOCK_NONE;
    if (!row->received)
        clock_parse_day("2024-04-17", &day);
    else if (strcmp(row->received, "none") != 0)
        clock_parse_day(row->received, &day);
    return day;
}

static struct gate_ruling rule_on(const struct gate_case *row)
{
    static const char *const ours[] = {OURS, "alias@protect.example"};
    static const char *const secretaries[] = {"secretariat@protect.example"};
    const struct text_list address = {(const char **)ours, 2}, secretariat = {(const char **)secretaries, 1};
    struct guard_finding guard = {.kind = KIND_OTHER};
    struct person person = {.field = {{.text = row->value ? row->value : "Ana Popescu"}}};
    struct letter *letter = letter_of(row);
    if (row->rules && strcmp(row->rules, "hold") == 0)
        guard.hold = true;
    else if (row->rules)
        guard.kind = strcmp(row->rules, "bounce") == 0 ? KIND_BOUNCE : KIND_AUTOMATIC;
    struct gate_facts facts = {
        .kind = row->kind,
        .mode = row->mode,
        .recipient = row->recipient ? row->recipient : letter->from.address,
        .answer = row->answer,
        .answer_length = row->answer ? strlen(row->answer) : 0,
        .address = &address,
        .secretariat = &secretariat,
        .authserv_id = row->no_authserv ? NULL : "mx.protect.example",
        .started = row->no_start ? CLOCK_NONE : STARTED,
        .letter = letter,
        .guard = &guard,
        .received = received_of(row),
        .person = &person,
        .person_count = 1,
        .own_id = row->own_id,
        .same_id = row->same_id,
        .in_thread = row->in_thread,
        .stranger = row->stranger,
        .human_spoke = row->human,
        .updates = row->updates,
        .to_sender = row->to_sender,
        .ever_to_sender = row->ever_to_sender,
        .to_sender_most = 3,
        .in_all = row->in_all,
        .in_all_most = 60,
    };
    struct gate_ruling ruling = gate_rule(&facts);
    letter_free(&letter);
    return ruling;
}

/* Rows that name no mode or kind mean an acknowledgement that would be sent. */
static struct gate_case completed(const struct gate_case *row)
{
    struct gate_case whole = *row;
    if (whole.mode == ANSWERS_SHADOW && !strstr(row->name, "shadow"))
        whole.mode = ANSWERS_SEND;
    if (whole.kind == OUTBOX_ASK && !strstr(row->name, "request"))
        whole.kind = OUTBOX_ACKNOWLEDGE;
    return whole;
}

static void every_case_gets_the_named_ruling(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gate_case row = completed(&cases[i]);
        struct gate_ruling ruling = rule_on(&row);
        const char *got = ruling.name ? ruling.name : "pass";
        if (strcmp(got, row.wanted) == 0)
            continue;
        print_error("%s: want %s, got %s\n", row.name, row.wanted, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void every_check_has_a_case(void **state)
{
    (void)state;
    for (size_t i = 0; gate_name(i); i++) {
        bool tried = false;
        for (size_t j = 0; j < sizeof cases / sizeof *cases; j++)
            tried |= strcmp(cases[j].wanted, gate_name(i)) == 0;
        if (!tried)
            fail_msg("%s has no case", gate_name(i));
    }
}

static void the_strictest_check_wins(void **state)
{
    (void)state;
    const struct gate_case row = {"both", .headers = "Reply-To: x@alta.example\nPrecedence: bulk\n",
                                  .mode = ANSWERS_SEND, .kind = OUTBOX_ACKNOWLEDGE};
    struct gate_ruling ruling = rule_on(&row);
    assert_int_equal(ruling.way, GATE_IGNORE);
    assert_string_equal(ruling.name, "gate.precedence");
    assert_non_null(ruling.reason);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_gets_the_named_ruling),
        cmocka_unit_test(every_check_has_a_case),
        cmocka_unit_test(the_strictest_check_wins),
    };
    letter_setup();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
