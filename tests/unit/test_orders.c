/* The secretariat's orders as they are written. */
#include "digest_fixture.h"

#include "grefier/digest/orders.h"

static struct order read_order(const char *line)
{
    struct order order;
    if (!order_parse(line, words, rules, arena, &order))
        fail_msg("it is taken for no order: %s", line);
    return order;
}

static bool is_ignored(const char *line)
{
    struct order order;
    return !order_parse(line, words, rules, arena, &order);
}

static void assert_set(const char *line, int64_t number, const char *field, const char *value)
{
    struct order order = read_order(line);
    if (order.kind != ORDER_SET)
        fail_msg("%s: kind %d, %s", line, (int)order.kind, order.wrong ? order.wrong : "");
    assert_int_equal(order.number, number);
    assert_string_equal(order.field, field);
    assert_string_equal(order.value, value);
}

static void assert_kind(const char *line, enum order_kind kind, int64_t number)
{
    struct order order = read_order(line);
    if (order.kind != kind)
        fail_msg("%s: kind %d, %s", line, (int)order.kind, order.wrong ? order.wrong : "");
    if (kind != ORDER_WRONG)
        assert_int_equal(order.number, number);
}

static void assert_wrong(const char *line, const char *why)
{
    struct order order = read_order(line);
    assert_int_equal(order.kind, ORDER_WRONG);
    assert_string_equal(order.wrong, why);
}

static void values_are_set_with_or_without_diacritics(void **state)
{
    (void)state;
    assert_set("12 telefon 0722 123 456", 12, "phone", "0722 123 456");
    assert_set("12 organizația Asociația X", 12, "organization", "Asociația X");
    assert_set("12 organizatia Asociația Ștefan cel Mare", 12, "organization", "Asociația Ștefan cel Mare");
    assert_set("12 organiza\xC5\xA3ia Ana", 12, "organization", "Ana"); /* ţ with a cedilla */
    assert_set("12 NUME Ana-Maria Pop", 12, "name", "Ana-Maria Pop");
    assert_set("12 funcția: consilier juridic", 12, "position", "consilier juridic");
    assert_set("12 functia = lector", 12, "position", "lector");
    assert_set("12 interior 31", 12, "extension", "31");
    assert_set("12 e-mail ana@exemplu.example", 12, "email", "ana@exemplu.example");
}

static void a_line_may_begin_as_people_begin_lines(void **state)
{
    (void)state;
    assert_set("  - 12 telefon - 0722 123 456 ", 12, "phone", "0722 123 456");
    assert_set("\xE2\x80\xA2 12. telefon 0722123456", 12, "phone", "0722123456");
    assert_set("#12 telefon +40 722 123 456", 12, "phone", "+40 722 123 456");
    assert_set("12: telefon: 0722\xC2\xA0"
               "123 456",
               12, "phone", "0722 123 456");
}

static void a_value_keeps_its_dashes_and_signs(void **state)
{
    (void)state;
    assert_set("3 organizația ONG „Vis-à-vis” (filiala 2)", 3, "organization", "ONG „Vis-à-vis” (filiala 2)");
}

static void people_are_withdrawn_merged_written_to(void **state)
{
    (void)state;
    assert_kind("9 retrage", ORDER_WITHDRAW, 9);
    assert_kind("9 Retrage.", ORDER_WITHDRAW, 9);
    assert_kind("12 trimite", ORDER_SEND, 12);
    assert_kind("12 trimite din nou, vă rog", ORDER_SEND, 12);
    struct order order = read_order("7 unește 12");
    assert_int_equal(order.kind, ORDER_MERGE);
    assert_int_equal(order.number, 7);
    assert_int_equal(order.other, 12);
    assert_int_equal(read_order("7 uneste cu 12").other, 12);
}

static void letters_are_agreed_to_or_not(void **state)
{
    (void)state;
    assert_kind("M15 da", ORDER_YES, 15);
    assert_kind("m15 DA", ORDER_YES, 15);
    assert_kind("M 15: da, mulțumesc", ORDER_YES, 15);
    assert_kind("M15 nu!", ORDER_NO, 15);
}

static void what_was_meant_but_not_understood_is_said(void **state)
{
    (void)state;
    assert_wrong("12 telefn 0722 123 456", "orders.wrong.unknown");
    assert_wrong("12", "orders.wrong.unknown");
    assert_wrong("12 da", "orders.wrong.unknown");
    assert_wrong("M15 retrage", "orders.wrong.unknown");
    assert_wrong("M15", "orders.wrong.unknown");
    assert_wrong("0 retrage", "orders.wrong.number");
    assert_wrong("99999999999999999999 retrage", "orders.wrong.number");
    assert_wrong("12 telefon", "orders.wrong.value");
    assert_wrong("12 telefon:  ", "orders.wrong.value");
    assert_wrong("12 funcția -", "orders.wrong.value");
    assert_wrong("7 unește", "orders.wrong.number");
    assert_wrong("7 unește Ana", "orders.wrong.number");
    assert_wrong("7 unește 8 9", "orders.wrong.unknown");
    assert_wrong("M15 da, M16 nu", "orders.wrong.unknown");
    assert_wrong("9 retrage, 10 retrage", "orders.wrong.unknown");
    assert_wrong("retrage 9", "orders.wrong.unknown");
    assert_wrong("da M15", "orders.wrong.unknown");
    assert_wrong("telefon 12 0722 123 456", "orders.wrong.unknown");
}

static void an_order_that_takes_itself_back_is_none(void **state)
{
    (void)state;
    assert_wrong("3 retrage - NU inca, verific", "orders.wrong.unknown");
    assert_wrong("3 retrage?", "orders.wrong.unknown");
    assert_wrong("4 unește 5? nu știu", "orders.wrong.unknown");
    assert_wrong("6 trimite, dar nu azi", "orders.wrong.unknown");
    assert_wrong("M15 da, dar nu acum", "orders.wrong.unknown");
    assert_wrong("M15 nu știu", "orders.wrong.unknown");
    assert_kind("3 retrage, vă rog frumos!", ORDER_WITHDRAW, 3);
    assert_kind("M15 nu, mulțumesc", ORDER_NO, 15);
    assert_kind("4 unește cu 5, vă rog", ORDER_MERGE, 4);
}

static void the_number_may_be_called_what_people_call_it(void **state)
{
    (void)state;
    assert_set("nr. 7 telefon 0722 123 456", 7, "phone", "0722 123 456");
    assert_kind("Nr 7: retrage", ORDER_WITHDRAW, 7);
    assert_set("rândul 7 telefon 0722 123 456", 7, "phone", "0722 123 456");
    assert_kind("persoana 7 retrage", ORDER_WITHDRAW, 7);
    assert_kind("Vă rog, persoana nr. 7 retrage", ORDER_WITHDRAW, 7);
    assert_kind("Mesajul M15: da", ORDER_YES, 15);
}

static void a_line_that_speaks_of_a_row_is_not_passed_over(void **state)
{
    (void)state;
    assert_wrong("Vă rog retrageți 7", "orders.wrong.unknown");
    assert_wrong("Vă rog să o retrageți pe 7", "orders.wrong.unknown");
    assert_wrong("La 7 telefonul este 0722 123 456", "orders.wrong.unknown");
    assert_wrong("Pentru M15 răspunsul este da", "orders.wrong.unknown");
}

static void marks_of_bold_text_are_no_part_of_a_value(void **state)
{
    (void)state;
    assert_set("**6 organizația Asociația Y**", 6, "organization", "Asociația Y");
    assert_set("*6 organizația Asociația Y*", 6, "organization", "Asociația Y");
    assert_set("* 6 organizația Asociația Y", 6, "organization", "Asociația Y");
}

/* Whatever an unmarked digest or confirmation in a reply shows, it orders nothing. */
static void the_examples_are_no_orders(void **state)
{
    (void)state;
    struct buf how;
    size_t examples = 0;
    buf_init(&how, 4096);
    words_add_how(words, "", &how);
    for (char *line = how.data; *line; line += strlen(line) + 1, examples++) {
        struct order order;
        line[strcspn(line, "\n")] = '\0';
        if (order_parse(line, words, rules, arena, &order) && order.kind != ORDER_WRONG)
            fail_msg("an example is an order: %s", line);
    }
    assert_true(examples >= 8);
    buf_free(&how);
}

static void what_people_write_around_orders_is_no_order(void **state)
{
    (void)state;
    static const char *const lines[] = {"",
                                        "Bună dimineața,",
                                        "Mulțumesc, o zi bună!",
                                        "Da, am văzut.",
                                        "Nu știu cine este.",
                                        "tel. 0722 123 456",
                                        "Telefon: +40 722 123 456",
                                        "Mihai",
                                        "Maria Popescu",
                                        "e-mail ioana@exemplu.example",
                                        "Trimis de pe telefonul meu"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!is_ignored(lines[i]))
            fail_msg("taken for an order: %s", lines[i]);
}

static void a_hostile_line_is_one_clean_line(void **state)
{
    (void)state;
    struct order order = read_order("12 nume Ana\r\nBcc: rau@exemplu.example\x1B[31m \xE2\x80\xAEx");
    assert_int_equal(order.kind, ORDER_SET);
    assert_null(strpbrk(order.value, "\r\n\x1B"));
    assert_null(strstr(order.value, "\xE2\x80\xAE"));
    assert_null(strpbrk(order.line, "\r\n\x1B"));
    char longest[20000];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "12 nume ", 8);
    longest[sizeof longest - 1] = '\0';
    assert_true(strlen(read_order(longest).value) <= 200);
}

static struct orders orders_in(const char *body)
{
    struct letter *letter = NULL;
    struct err problem = {0};
    const char *raw = arena_format(arena,
                                   "From: secretariat@protect.example\nSubject: Re: Raport\n"
                                   "Content-Type: text/plain; charset=utf-8\n\n%s",
                                   body);
    assert_int_equal(letter_read(raw, strlen(raw), rules, &letter, &problem), 0);
    struct orders orders = orders_of(letter, words, rules, arena);
    letter_free(&letter);
    return orders;
}

static void only_the_writers_own_words_count(void **state)
{
    (void)state;
    struct orders orders =
        orders_in("Bună,\n\n12 telefon 0722 123 456\n9 retrage\n\nCu stimă,\nIoana Pop\n"
                  "Secretariat\ntel. 0722 000 111\n\n"
                  "Pe lun., 23 nov. 2026 la 08:00, Secretariatul <x@protect.example> a scris:\n"
                  "> 1 retrage\n> M15 da\n");
    assert_int_equal(orders.count, 2);
    assert_int_equal(orders.item[0].kind, ORDER_SET);
    assert_int_equal(orders.item[1].number, 9);
    assert_false(orders.more);
}

static void a_digest_without_quote_marks_orders_nothing(void **state)
{
    (void)state;
    struct digest digest = ordinary_day();
    struct buf text, body;
    buf_init(&text, DIGEST_TEXT_MOST);
    buf_init(&body, 2 * DIGEST_TEXT_MOST);
    digest_text(&digest, words, &text);
    buf_add_format(&body, "3 retrage\n\n%s\n4 retrage\n", text.data);
    struct orders orders = orders_in(body.data);
    assert_int_equal(orders.count, 2);
    assert_int_equal(orders.item[0].number, 3);
    assert_int_equal(orders.item[1].number, 4);
    buf_clear(&body);
    buf_add_format(&body, "3 retrage\n\n%s", strchr(text.data, '\n') + 1); /* as the HTML part begins */
    assert_int_equal(orders_in(body.data).count, 1);
    buf_free(&text);
    buf_free(&body);
}

static void a_mail_of_one_tap_is_one_order(void **state)
{
    (void)state;
    struct orders orders = orders_in("M15 da\n\nTrimis de pe iPhone\n");
    assert_int_equal(orders.count, 1);
    assert_int_equal(orders.item[0].kind, ORDER_YES);
    assert_int_equal(orders_in("M15 da").count, 1);
    assert_int_equal(orders_in("M15 da\r\n-- \r\nIoana Pop\r\nstr. Lungă 12\r\n12 etaj\r\n").count, 1);
}

static void orders_that_look_like_a_signature_count(void **state)
{
    (void)state;
    struct orders orders = orders_in("12 telefon 0722 123 456\n");
    assert_int_equal(orders.count, 1);
    orders = orders_in("Mulțumesc,\n12 telefon 0722 123 456\n13 e-mail ana@exemplu.example\n");
    assert_int_equal(orders.count, 2);
}

static void a_mail_with_too_many_orders_says_so(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, 65536);
    for (int i = 1; i <= ORDERS_MOST + 5; i++)
        buf_add_format(&body, "%d retrage\n", i);
    struct orders orders = orders_in(body.data);
    assert_int_equal(orders.count, ORDERS_MOST);
    assert_true(orders.more);
    buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_set_with_or_without_diacritics),
        cmocka_unit_test(a_line_may_begin_as_people_begin_lines),
        cmocka_unit_test(a_value_keeps_its_dashes_and_signs),
        cmocka_unit_test(people_are_withdrawn_merged_written_to),
        cmocka_unit_test(letters_are_agreed_to_or_not),
        cmocka_unit_test(what_was_meant_but_not_understood_is_said),
        cmocka_unit_test(an_order_that_takes_itself_back_is_none),
        cmocka_unit_test(the_number_may_be_called_what_people_call_it),
        cmocka_unit_test(a_line_that_speaks_of_a_row_is_not_passed_over),
        cmocka_unit_test(marks_of_bold_text_are_no_part_of_a_value),
        cmocka_unit_test(the_examples_are_no_orders),
        cmocka_unit_test(a_digest_without_quote_marks_orders_nothing),
        cmocka_unit_test(what_people_write_around_orders_is_no_order),
        cmocka_unit_test(a_hostile_line_is_one_clean_line),
        cmocka_unit_test(only_the_writers_own_words_count),
        cmocka_unit_test(a_mail_of_one_tap_is_one_order),
        cmocka_unit_test(orders_that_look_like_a_signature_count),
        cmocka_unit_test(a_mail_with_too_many_orders_says_so),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
