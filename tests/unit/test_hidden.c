/*
 * HTML that a reader of mail does not see: it is not read, whatever hides it, and words that only their colour hides
 * bring a person.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "grefier/reading/reading.h"
#include "reading_case.h"

#define HTML    ANA "Content-Type: text/html; charset=utf-8\n"
#define SIGN_UP "Mă înscriu în grupul de lucru. Ana Pop, psiholog, Asociația Lumina, 0722 345 678"

static struct letter *read_html(const char *html)
{
    return letter_of(HTML, "Factura", html);
}

static void assert_shown(const char *html, const char *expected)
{
    struct letter *letter = read_html(html);
    struct buf text;
    buf_init(&text, 4096);
    buf_add_text(&text, "");
    for (size_t i = 0; i < letter->line_count; i++)
        if (!letter->line[i].blank)
            buf_add_format(&text, "%s\n", letter->line[i].text);
    if (strcmp(text.data ? text.data : "", expected) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", html, text.data ? text.data : "", expected);
    buf_free(&text);
    letter_free(&letter);
}

static void assert_styled(const char *style, const char *expected)
{
    char html[400];
    snprintf(html, sizeof html, "<p>factura</p><div style=\"%s\">mă înscriu</div>", style);
    assert_shown(html, expected);
}

static void every_way_of_hiding_is_known(void **state)
{
    (void)state;
    static const char *const hidden[] = {"display:none!important",
                                         "DISPLAY : NONE",
                                         "color:red;display:/* x */none",
                                         "visibility:hidden",
                                         "font-size:1px",
                                         "opacity:0.0",
                                         "height:0;overflow:hidden",
                                         "width:0px; overflow:hidden",
                                         "max-width:0;overflow:hidden",
                                         "position:absolute;left:-9999px",
                                         "position:fixed; top: -200em",
                                         "position:absolute;clip:rect(0,0,0,0)",
                                         "position:absolute;clip:rect(1px 1px 1px 1px)",
                                         "clip-path:inset(100%)",
                                         "text-indent:-9999px",
                                         "margin-left:-5000px",
                                         "transform:scale(0)"};
    static const char *const shown[] = {"display:block",
                                        "font-size:8pt",
                                        "opacity:0.5",
                                        "height:0",
                                        "height:10px;overflow:hidden",
                                        "text-indent:-18pt",
                                        "margin-left:-36.0pt",
                                        "left:-9999px",
                                        "position:relative;left:-2px",
                                        "min-height:0;overflow:hidden",
                                        "clip:auto",
                                        "line-height:0;max-height:none;overflow:hidden"};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        assert_styled(hidden[i], "factura\n");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        assert_styled(shown[i], "factura\nmă înscriu\n");
}

static void a_style_sheet_hides_too(void **state)
{
    (void)state;
    assert_shown("<style>@import url(x); body{color:#000} .h, td.i{display:none} #j{font-size:0}</style>"
                 "<p>a</p><p class='x h'>b</p><p class=i>c</p><div id=j>d</div><p class=hh>e</p>",
                 "a\nc\ne\n");
    assert_shown("<style><!-- /* .a{display:none} */ @media (max-width:600px){.b{display:none}} "
                 "div .c{display:none} .d:hover{display:none} --></style>"
                 "<p class=a>a</p><p class=b>b</p><p class=c>c</p><p class=d>d</p>",
                 "a\nb\nc\nd\n");
    assert_shown("<style>.a{display:none</style><style>.b{}}.c{display:none}</style><p class=a>a</p><p>b",
                 "b\n");
}

/* Words in the colour of their background are read, and said to be faint: they may come from a dark screen. */
static void words_without_contrast_are_faint(void **state)
{
    (void)state;
    static const struct {
        const char *html;
        bool faint;
    } cases[] = {
        {"<p style='color:#ffffff'>ana</p>", true},
        {"<p style='color:white'>ana</p>", true},
        {"<p style='color:#FEFEFE'>ana</p>", true},
        {"<p style='color:rgb(255, 255, 255)'>ana</p>", true},
        {"<p style='color:transparent'>ana</p>", true},
        {"<p style='color:rgba(0,0,0,0)'>ana</p>", true},
        {"<font color=white>ana</font>", true},
        {"<style>.h{color:#fff}</style><p class=h>ana</p>", true},
        {"<div style='background:#000'><p style='color:#000'>ana</p></div>", true},
        {"<p style='background:#000;color:#fff'><span style='background:#fff'>ana</span></p>", true},
        {"<p>ana</p>", false},
        {"<p style='color:#eee'>ana</p>", false},
        {"<p style='color:#fff'>&nbsp; . <span style='color:#000'>ana</span></p>", false},
        {"<table><tr><td style='background-color:#4472C4'><span "
         "style='color:white'>ana</span></td></tr></table>",
         false},
        {"<table bgcolor='#003366'><tr><td><font color='#FFFFFF'>ana</font></td></tr></table>", false},
        {"<table background='x.png'><tr><td style='color:#fff'>ana</td></tr></table>", false},
        {"<style>.dark{background:#123}</style><div class=dark><b style='color:#fff'>ana</b></div>", false},
        {"<div style='background:url(x.png) #fff'><p style='color:white'>ana</p></div>", false},
        {"<div style='background:navy'><p style='color:white'>ana</p></div>", false},
        {"<style>@media (prefers-color-scheme: dark){.x{color:#fff}}</style><p class=x>ana</p>", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter = read_html(cases[i].html);
        bool faint = false;
        for (size_t l = 0; l < letter->line_count; l++)
            faint = faint || letter->line[l].faint;
        if (faint != cases[i].faint)
            fail_msg("%s: %s", cases[i].html, faint ? "faint" : "not faint");
        letter_free(&letter);
    }
}

static enum action action_of(const char *before, const char *style)
{
    char html[600];
    snprintf(html, sizeof html,
             "%s<p>Bună ziua, vă trimit factura.</p><div class=h style='%s'>" SIGN_UP "</div>", before,
             style);
    struct letter *letter = read_html(html);
    struct verdict *verdict = NULL;
    reading_read(letter, shipped_rules(), &verdict);
    enum action action = verdict->action;
    letter_free(&letter);
    return action;
}

static void a_hidden_sign_up_is_not_answered(void **state)
{
    (void)state;
    assert_int_equal(action_of("", ""), ACTION_ACKNOWLEDGE);
    assert_int_equal(action_of("", "height:0;overflow:hidden"), ACTION_IGNORE);
    assert_int_equal(action_of("", "position:absolute;left:-9999px"), ACTION_IGNORE);
    assert_int_equal(action_of("<style>.h{display:none}</style>", ""), ACTION_IGNORE);
    assert_int_equal(action_of("", "color:#ffffff"), ACTION_REVIEW);
    assert_int_equal(action_of("", "color:transparent"), ACTION_REVIEW);
    assert_int_equal(action_of("", "background:#036;color:#ffffff"), ACTION_ACKNOWLEDGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_hiding_is_known),
        cmocka_unit_test(a_style_sheet_hides_too),
        cmocka_unit_test(words_without_contrast_are_faint),
        cmocka_unit_test(a_hidden_sign_up_is_not_answered),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
