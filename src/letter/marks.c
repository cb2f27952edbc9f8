#include "grefier/base/text.h"
#include "parts.h"

static const char *const says[MARK_COUNT] = {
    [MARK_QUOTE_START] = "quote-header-start", [MARK_QUOTE_HEADER] = "quote-header",
    [MARK_QUOTE_WEAK] = "quote-header-weak",   [MARK_HEADER_PART] = "quote-header-part",
    [MARK_QUOTE_FROM] = "quote-from",          [MARK_FORWARD] = "forward-mark",
    [MARK_SIGNATURE] = "signature-mark",       [MARK_SIGN_OFF] = "sign-off",
    [MARK_POSTSCRIPT] = "postscript",          [MARK_FOOTER] = "footer",
    [MARK_FOOTER_MAYBE] = "footer-maybe",      [MARK_FOOTER_EVIDENCE] = "footer-evidence",
    [MARK_FOOTER_MORE] = "footer-more",        [MARK_SENT_FROM] = "sent-from",
};

void marks_init(struct marks *marks, const struct rules *rules)
{
    *marks = (struct marks){0};
    if (!rules)
        return;
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, "zone", i)); i++)
        for (size_t mark = 0; mark < MARK_COUNT; mark++)
            if (rule->says && text_same(rule->says, says[mark]) && marks->count[mark] < MARK_RULES)
                marks->rule[mark][marks->count[mark]++] = rule;
}

const struct rule *marks_match(struct marks *marks, enum mark mark, const char *folded, size_t length)
{
    for (size_t i = 0; i < marks->count[mark]; i++) {
        enum rule_outcome outcome = rule_try(marks->rule[mark][i], folded, length, 0, NULL);
        if (outcome == RULE_YES)
            return marks->rule[mark][i];
        if (outcome == RULE_LIMIT)
            marks->limit = true;
    }
    return NULL;
}
