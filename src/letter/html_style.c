/* Styles: what they say of an element's look, as far as it decides whether its words can be seen. */
#include <stdlib.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/text.h"
#include "html.h"

#define VALUE_BYTES 64u
#define FAR_AWAY    200.0 /* that many pixels or points to the left of the page or above it nothing is seen */
#define FAR_WIDTHS  50.0  /* the same in letters, or hundredths of the page */
#define UNREADABLE  2.0   /* pixels or points; nobody writes that small */

/* The value of a style's property without blanks, lower case, into `to`; "" when it is not set. */
static const char *property(const char *style, const char *name, char to[VALUE_BYTES])
{
    size_t used = 0;
    for (const char *at = style; (at = text_find(at, name)); at += strlen(name)) {
        if (at > style && !strchr(" ;\t\r\n", at[-1]))
            continue;
        const char *value = at + strlen(name);
        value += strspn(value, " \t\r\n");
        if (*value != ':')
            continue;
        used = 0; /* the last one counts */
        for (value++; *value && *value != ';' && used + 1 < VALUE_BYTES; value++)
            if (!strchr(" \t\r\n", *value))
                to[used++] = *value >= 'A' && *value <= 'Z' ? (char)(*value + 32) : *value;
    }
    to[used] = '\0';
    return to;
}

static bool is_zero(const char *value)
{
    if (*value != '0' && *value != '.')
        return false;
    value += strspn(value, "0.");
    return !*value || !strchr("123456789", *value);
}

static bool is_set(const char *style, const char *name, const char *start)
{
    char value[VALUE_BYTES];
    return text_starts(property(style, name, value), start);
}

static bool is_nothing(const char *style, const char *name)
{
    char value[VALUE_BYTES];
    return is_zero(property(style, name, value));
}

/* "-9999px" */
static bool is_far(const char *style, const char *name)
{
    char value[VALUE_BYTES], *unit;
    double length = -strtod(property(style, name, value), &unit);
    bool widths =
        text_starts(unit, "em") || text_starts(unit, "rem") || text_starts(unit, "v") || *unit == '%';
    return length >= (widths ? FAR_WIDTHS : FAR_AWAY);
}

/* A box without height or width of which nothing may stand out. */
static bool is_collapsed(const char *style)
{
    static const char *const sizes[] = {"height", "max-height", "width", "max-width"};
    char overflow[VALUE_BYTES];
    property(style, "overflow", overflow);
    if (!overflow[0] || text_starts(overflow, "visible"))
        return false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (is_nothing(style, sizes[i]))
            return true;
    return false;
}

static bool is_moved_away(const char *style)
{
    static const char *const ways[] = {"left", "top", "right", "bottom"};
    if (is_far(style, "text-indent") || is_far(style, "margin-left") || is_far(style, "margin-top"))
        return true;
    bool positioned = is_set(style, "position", "absolute") || is_set(style, "position", "fixed") ||
                      is_set(style, "position", "relative");
    for (size_t i = 0; positioned && i < sizeof ways / sizeof *ways; i++)
        if (is_far(style, ways[i]))
            return true;
    return false;
}

/* "rect(0,0,0,0)", "rect(1px 1px 1px 1px)", "inset(100%)" */
static bool is_clipped(const char *style)
{
    char value[VALUE_BYTES];
    property(style, "clip", value);
    if (text_starts(value, "rect(")) {
        const char *at = value + strlen("rect(");
        return at[strspn(at, "01px,emt")] == ')';
    }
    property(style, "clip-path", value);
    return text_starts(value, "inset(50%") || text_starts(value, "inset(100%") ||
           text_starts(value, "circle(0");
}

static bool is_hidden(const char *style)
{
    return is_set(style, "display", "none") || is_set(style, "visibility", "hidden") ||
           is_set(style, "visibility", "collapse") || is_set(style, "mso-hide", "all") ||
           is_nothing(style, "opacity") || is_set(style, "transform", "scale(0") || is_collapsed(style) ||
           is_moved_away(style) || is_clipped(style);
}

static unsigned size_flags(const char *style)
{
    char value[VALUE_BYTES], *unit;
    if (!property(style, "font-size", value)[0])
        return 0;
    double size = strtod(value, &unit);
    bool small = size <= UNREADABLE && unit > value && (text_starts(unit, "px") || text_starts(unit, "pt"));
    return small || is_zero(value) ? IS_TINY : IS_SIZED;
}

/* ---- colors -------------------------------------------------------------------------------------------------- */

static int color_of_hex(const char *digits)
{
    size_t length = strspn(digits, "0123456789abcdef");
    long value = strtol(digits, NULL, 16);
    if (length == 4 || length == 8) { /* with how much of it covers what is below */
        if ((value & (length == 4 ? 0xF : 0xFF)) == 0)
            return COLOR_CLEAR;
        value >>= length == 4 ? 4 : 8;
        length = length == 4 ? 3 : 6;
    }
    if (length == 3)
        value = (value & 0xF00) * 0x1100 + (value & 0xF0) * 0x110 + (value & 0xF) * 0x11;
    return length == 3 || length == 6 ? (int)value : COLOR_UNKNOWN;
}

/* "rgb(255,255,255)", "rgba(0,0,0,0)" */
static int color_of_numbers(const char *at)
{
    double number[4] = {0, 0, 0, 1};
    for (size_t i = 0; i < 4 && *at && *at != ')'; i++) {
        char *end;
        number[i] = strtod(at, &end);
        if (end == at || *end == '%' || number[i] < 0 || number[i] > 255)
            return COLOR_UNKNOWN;
        at = *end == ',' ? end + 1 : end;
    }
    return number[3] == 0 ? COLOR_CLEAR : (int)number[0] << 16 | (int)number[1] << 8 | (int)number[2];
}

int style_color(const char *text)
{
    char value[VALUE_BYTES];
    size_t length = 0;
    for (; *text && length + 1 < sizeof value; text++)
        if (!strchr(" \t\r\n", *text))
            value[length++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
    value[length] = '\0';
    if (!value[0] || text_starts(value, "inherit") || text_starts(value, "initial") ||
        text_starts(value, "currentcolor"))
        return COLOR_NONE;
    if (text_find(value, "url(") || text_find(value, "gradient"))
        return COLOR_UNKNOWN;
    if (value[0] == '#')
        return color_of_hex(value + 1);
    if (text_starts(value, "rgb"))
        return color_of_numbers(value + strcspn(value, "(") + (strchr(value, '(') ? 1 : 0));
    if (text_starts(value, "transparent") || text_starts(value, "none"))
        return COLOR_CLEAR;
    if (text_starts(value, "white") && !text_starts(value, "whitesmoke"))
        return 0xFFFFFF;
    return text_starts(value, "black") ? 0 : COLOR_UNKNOWN;
}

static void take_color(const char *style, const char *name, int *color)
{
    char value[VALUE_BYTES];
    int found = style_color(property(style, name, value));
    if (found != COLOR_NONE)
        *color = found;
}

bool color_is_lost(int color, int background)
{
    if (color == COLOR_CLEAR)
        return true;
    if (color < 0 || background < 0)
        return false;
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((color >> shift & 0xFF) - (background >> shift & 0xFF)) > 16)
            return false;
    return true;
}

static void look_at_style(const char *style, struct look *look)
{
    if (is_hidden(style))
        look->flags |= IS_HIDDEN;
    look->flags |= size_flags(style);
    if (is_set(style, "font-weight", "bold") || is_set(style, "font-weight", "700") ||
        is_set(style, "font-weight", "800"))
        look->flags |= IS_BOLD;
    if (is_set(style, "white-space", "pre"))
        look->flags |= IS_PRE;
    take_color(style, "color", &look->color);
    take_color(style, "background", &look->background);
    take_color(style, "background-color", &look->background);
    char picture[VALUE_BYTES];
    if (text_find(property(style, "background-image", picture), "("))
        look->background = COLOR_UNKNOWN;
}

void style_look(const char *style, struct look *look)
{
    struct buf bare;
    if (!strstr(style, "/*")) {
        look_at_style(style, look);
        return;
    }
    buf_init(&bare, strlen(style) + 1);
    for (const char *at = style; *at;) {
        const char *close = strncmp(at, "/*", 2) == 0 ? strstr(at + 2, "*/") : NULL;
        if (close)
            at = close + 2;
        else
            buf_add_byte(&bare, *at++);
    }
    look_at_style(bare.data ? bare.data : "", look);
    buf_free(&bare);
}
