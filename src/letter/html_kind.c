/* What an HTML element means for the text: by its name, its style, and the classes of the known mail clients.
 */
#include <string.h>

#include "grefier/base/text.h"
#include "html.h"

struct kind {
    const char *name;
    unsigned flags;
};

static const struct kind kinds[] = {
    {"p", IS_BLOCK | IS_PARAGRAPH},
    {"div", IS_BLOCK | IS_PARAGRAPH},
    {"blockquote", IS_BLOCK | IS_PARAGRAPH | IS_WEAK_QUOTE},
    {"table", IS_BLOCK | IS_PARAGRAPH | IS_TABLE},
    {"tr", IS_BLOCK | IS_PARAGRAPH | IS_ROW},
    {"td", IS_BLOCK | IS_PARAGRAPH | IS_CELL},
    {"th", IS_BLOCK | IS_PARAGRAPH | IS_CELL | IS_BOLD},
    {"ul", IS_BLOCK | IS_PARAGRAPH | IS_LIST},
    {"ol", IS_BLOCK | IS_PARAGRAPH | IS_LIST | IS_ORDERED},
    {"li", IS_BLOCK | IS_PARAGRAPH | IS_ITEM},
    {"b", IS_BOLD},
    {"strong", IS_BOLD},
    {"h1", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"h2", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"h3", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"h4", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"h5", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"h6", IS_BLOCK | IS_PARAGRAPH | IS_BOLD},
    {"pre", IS_BLOCK | IS_PARAGRAPH | IS_PRE},
    {"hr", IS_BLOCK | IS_PARAGRAPH},
    {"head", IS_HIDDEN},
    {"script", IS_HIDDEN},
    {"style", IS_HIDDEN},
    {"title", IS_HIDDEN},
    {"template", IS_HIDDEN},
    {"object", IS_HIDDEN},
    {"select", IS_HIDDEN},
    {"dl", IS_BLOCK | IS_PARAGRAPH},
    {"dt", IS_BLOCK | IS_PARAGRAPH},
    {"dd", IS_BLOCK | IS_PARAGRAPH},
    {"caption", IS_BLOCK | IS_PARAGRAPH},
    {"center", IS_BLOCK | IS_PARAGRAPH},
    {"address", IS_BLOCK | IS_PARAGRAPH},
    {"article", IS_BLOCK | IS_PARAGRAPH},
    {"section", IS_BLOCK | IS_PARAGRAPH},
    {"header", IS_BLOCK | IS_PARAGRAPH},
    {"footer", IS_BLOCK | IS_PARAGRAPH},
    {"main", IS_BLOCK | IS_PARAGRAPH},
    {"form", IS_BLOCK | IS_PARAGRAPH},
    {"fieldset", IS_BLOCK | IS_PARAGRAPH},
    {"legend", IS_BLOCK | IS_PARAGRAPH},
    {"body", IS_BLOCK | IS_PARAGRAPH},
};

/* Classes and ids that mail clients give to what they put around the writer's words. */
static const struct kind containers[] = {
    {"gmail_quote", IS_CONTAINER},
    {"gmail_quote_container", IS_CONTAINER},
    {"gmail_attr", IS_QUOTE_HEADER},
    {"gmail_signature", IS_SIGNATURE},
    {"gmail_signature_prefix", IS_SIGNATURE},
    {"moz-cite-prefix", IS_QUOTE_HEADER},
    {"moz-forward-container", IS_CONTAINER},
    {"moz-signature", IS_SIGNATURE},
    {"divrplyfwdmsg", IS_QUOTE_HEADER},
    {"outlookmessageheader", IS_QUOTE_HEADER},
    {"olk_src_body_section", IS_QUOTE},
    {"mail-editor-reference-message-container", IS_QUOTE},
    {"ms-outlook-mobile-reference-message", IS_QUOTE},
    {"ms-outlook-mobile-signature", IS_SIGNATURE},
    {"signature", IS_SIGNATURE},
    {"_rc_sig", IS_SIGNATURE},
    {"yahoo_quoted", IS_QUOTE},
    {"yahoo-signature", IS_SIGNATURE},
    {"ydp-signature", IS_SIGNATURE},
    {"zmail_extra", IS_QUOTE},
    {"protonmail_quote", IS_CONTAINER},
    {"protonmail_signature_block", IS_SIGNATURE},
    {"protonmail_signature_block-user", IS_SIGNATURE},
    {"tutanota_quote", IS_QUOTE},
    {"freebirdanswer", IS_QUOTE},
    {"wordsection_quote", IS_QUOTE},
};

static unsigned flags_of_name(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_same(name, kinds[i].name))
            return kinds[i].flags;
    return 0;
}

static unsigned flags_of_word(const char *word, size_t length)
{
    if (length > 2 && strncasecmp(word, "x_", 2) == 0) { /* Outlook renames what it quotes */
        word += 2;
        length -= 2;
    }
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
        if (strlen(containers[i].name) == length && strncasecmp(word, containers[i].name, length) == 0)
            return containers[i].flags;
    if (length > 12 && strncasecmp(word, "yahoo_quoted", 12) == 0)
        return IS_QUOTE;
    if (length > 9 && strncasecmp(word, "signature", 9) == 0 && strchr("-_0123456789", word[9]))
        return IS_SIGNATURE;
    if (length > 9 && strncasecmp(word + length - 9, "signature", 9) == 0 && strncasecmp(word, "ydp", 3) == 0)
        return IS_SIGNATURE;
    return 0;
}

static unsigned flags_of_words(const char *value)
{
    unsigned flags = 0;
    for (const char *at = value; *at;) {
        size_t length = strcspn(at, " \t\r\n");
        flags |= flags_of_word(at, length);
        at += length;
        at += strspn(at, " \t\r\n");
    }
    return flags;
}

static void take_look(struct look *look, const struct look *more)
{
    look->flags |= more->flags;
    if (more->color != COLOR_NONE)
        look->color = more->color;
    if (more->background != COLOR_NONE)
        look->background = more->background;
}

static void look_at_words(const struct sheet *sheet, const char *name, char mark, const char *value,
                          struct look *look)
{
    look->flags |= flags_of_words(value);
    for (size_t i = 0; i < sheet->count; i++)
        if (sheet_applies(&sheet->rule[i], name, mark, value))
            take_look(look, &sheet->rule[i].look);
}

static void look_at_attribute(const struct sheet *sheet, const char *name, const char *attribute,
                              const char *value, struct look *look)
{
    if (text_same(attribute, "class"))
        look_at_words(sheet, name, '.', value, look);
    else if (text_same(attribute, "id"))
        look_at_words(sheet, name, '#', value, look);
    else if (text_same(attribute, "hidden"))
        look->flags |= IS_HIDDEN;
    else if (text_same(attribute, "color"))
        look->color = style_color(value);
    else if (text_same(attribute, "bgcolor"))
        look->background = style_color(value);
    else if (text_same(attribute, "background"))
        look->background = COLOR_UNKNOWN; /* a picture */
}

void html_look(const struct sheet *sheet, const char *name, const char *const *attributes, struct look *look)
{
    const char *style = "";
    *look = (struct look){flags_of_name(name), COLOR_NONE, COLOR_NONE};
    bool is_blockquote = (look->flags & IS_WEAK_QUOTE) != 0;
    for (; attributes && attributes[0]; attributes += 2) {
        const char *attribute = attributes[0], *value = attributes[1] ? attributes[1] : "";
        look_at_attribute(sheet, name, attribute, value, look);
        if (text_same(attribute, "style"))
            style = value;
        if (is_blockquote &&
            ((text_same(attribute, "type") && text_same(value, "cite")) || text_find(value, "quote") ||
             (text_same(attribute, "style") && text_find(value, "border-left"))))
            look->flags = (look->flags & ~((unsigned)IS_WEAK_QUOTE | IS_CONTAINER)) | IS_QUOTE;
    }
    style_look(style, look); /* at last: it has precedence over the sheet and over attributes */
}
