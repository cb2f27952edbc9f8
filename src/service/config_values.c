#include "config_values.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/letter/letter.h"

#define DAY       (INT64_C(24) * 3600)
#define TEXT_MOST 8192u
#define LIST_MOST 64u

static const char *one_line(struct config_reading *reading, const struct yaml *node, const char *key)
{
    if (node->kind != YAML_SCALAR)
        config_problem(reading, node->key_place.line, key, "must be one value, not a list or a section");
    else if (!node->text[0])
        config_problem(reading, node->key_place.line, key, "has no value");
    else if (!text_is_utf8(node->text, strlen(node->text)))
        config_problem(reading, node->key_place.line, key, "is no valid UTF-8");
    else if (strlen(node->text) > TEXT_MOST)
        config_problem(reading, node->key_place.line, key, "is too long");
    else
        return text_line(reading->config->arena, node->text, strlen(node->text), TEXT_MOST);
    return NULL;
}

static void wrong(struct config_reading *reading, const struct yaml *node, const char *key,
                  const char *wanted)
{
    config_problem(reading, node->key_place.line, key, "\"%.60s\" is wrong: %s", node->text, wanted);
}

void value_text(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (text)
        *(const char **)to = text;
}

static const char *absolute(struct config_reading *reading, const char *path)
{
    return *path == '/' ? path : arena_format(reading->config->arena, "%s/%s", reading->folder, path);
}

void value_path(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (text)
        *(const char **)to = absolute(reading, text);
}

void value_secret(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                  void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (!text)
        return;
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    const char *path = absolute(reading, text);
    const char *stored = arena_format(reading->config->arena, CONFIG_CREDENTIALS "%s", text);
    if (!strchr(text, '/') && access(path, F_OK) != 0 && access(stored, F_OK) == 0)
        path = stored; /* the commands of root use what the service is given */
    if (credentials && *credentials == '/' && !strchr(text, '/')) {
        const char *given = arena_format(reading->config->arena, "%s/%s", credentials, text);
        if (access(given, F_OK) == 0)
            path = given;
    }
    *(const char **)to = path;
}

static void
read_list(struct config_reading *reading, const struct yaml *node, const char *key, struct text_list *list,
          const char *(*each)(struct config_reading *, const struct yaml *, const char *, const char *))
{
    const struct yaml *item = node->kind == YAML_LIST ? node->child : node;
    size_t count = node->kind == YAML_LIST ? node->count : 1;
    if (node->kind == YAML_MAP || count > LIST_MOST) {
        config_problem(reading, node->key_place.line, key, "must be a list of at most %u", LIST_MOST);
        return;
    }
    struct text_list fresh = {arena_array(reading->config->arena, count + 1, sizeof *fresh.item), 0};
    for (size_t i = 0; i < count; i++) {
        struct yaml one = item[i];
        one.key_place = node->kind == YAML_LIST ? item[i].place : node->key_place;
        const char *text = one_line(reading, &one, key);
        if (text)
            text = each(reading, &one, key, text);
        if (text)
            fresh.item[fresh.count++] = text;
    }
    *list = fresh;
}

static const char *plain_item(struct config_reading *reading, const struct yaml *node, const char *key,
                              const char *text)
{
    (void)reading, (void)node, (void)key;
    return text;
}

static const char *path_item(struct config_reading *reading, const struct yaml *node, const char *key,
                             const char *text)
{
    (void)node, (void)key;
    return absolute(reading, text);
}

static const char *address_item(struct config_reading *reading, const struct yaml *node, const char *key,
                                const char *text)
{
    if (address_is_plain(text))
        return text;
    wrong(reading, node, key, "it must be a plain address, like name@example.org");
    return NULL;
}

void value_texts(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                 void *also)
{
    (void)also;
    read_list(reading, node, key, to, plain_item);
}

void value_paths(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                 void *also)
{
    (void)also;
    read_list(reading, node, key, to, path_item);
}

void value_addresses(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                     void *also)
{
    (void)also;
    read_list(reading, node, key, to, address_item);
}

void value_start(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                 void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    int64_t day = CLOCK_NONE;
    if (text && strcmp(text, "now") != 0 && clock_parse_day(text, &day) != 0)
        wrong(reading, node, key, "it must be now or a day like 2026-11-23");
    else if (text)
        *(int64_t *)to = day;
}

static void read_span(struct config_reading *reading, const struct yaml *node, const char *key, int64_t least,
                      int64_t most, const char *wanted, int64_t *to)
{
    const char *text = one_line(reading, node, key);
    int64_t seconds = 0;
    if (text && (clock_parse_span(text, &seconds) != 0 || seconds < least || seconds > most))
        wrong(reading, node, key, wanted);
    else if (text)
        *to = seconds;
}

void value_poll(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    read_span(reading, node, key, 1, DAY, "it must be from 1s to 1d, like 60s or 5m", to);
}

void value_keep(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    read_span(reading, node, key, DAY, INT64_MAX, "it must be at least 1d, like 400d", to);
}

void value_remind(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                  void *also)
{
    (void)also;
    if (node->kind == YAML_SCALAR && text_same(node->text, "never"))
        *(int64_t *)to = 0;
    else
        read_span(reading, node, key, 3600, INT64_MAX, "it must be never or at least 1h, like 7d", to);
}

void value_sender(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                  void *also)
{
    const char *text = one_line(reading, node, key);
    if (!text)
        return;
    struct arena *arena = reading->config->arena;
    const char *open = strrchr(text, '<'), *close = strrchr(text, '>');
    const char *name = "", *address = text;
    if (open && close && close > open && close[1] == '\0') {
        address = arena_copy(arena, open + 1, (size_t)(close - open) - 1);
        name = text_line(arena, text, (size_t)(open - text), CAP_VALUE_BYTES);
        size_t length = strlen(name);
        if (length >= 2 && name[0] == '"' && name[length - 1] == '"')
            name = arena_copy(arena, name + 1, length - 2);
    }
    if (!address_is_plain(address)) {
        wrong(reading, node, key, "it must be like \"Name <name@example.org>\"");
        return;
    }
    *(const char **)to = name;
    *(const char **)also = address;
}

void value_answers(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                   void *also)
{
    (void)also;
    static const char *const words[] = {"shadow", "draft", "send"};
    const char *text = one_line(reading, node, key);
    for (int i = 0; text && i < 3; i++)
        if (strcmp(text, words[i]) == 0) {
            *(enum answers *)to = (enum answers)i;
            return;
        }
    if (text)
        wrong(reading, node, key, "it must be shadow, draft or send");
}

void value_copies(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                  void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (text && (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0))
        *(enum copies *)to = *text == 'y' ? COPIES_YES : COPIES_NO;
    else if (text)
        wrong(reading, node, key, "it must be yes or no");
}

void value_rate(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    static const struct {
        const char *word;
        int64_t seconds;
    } units[] = {{"minute", 60}, {"hour", 3600}, {"day", DAY}, {"week", 7 * DAY}};
    const char *text = one_line(reading, node, key);
    if (!text)
        return;
    char *end = NULL;
    errno = 0;
    unsigned long count = *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;
    if (end && *end == '/' && errno == 0 && count >= 1 && count <= 100000)
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (strcmp(end + 1, units[i].word) == 0) {
                *(unsigned *)to = (unsigned)count;
                *(int64_t *)also = units[i].seconds;
                return;
            }
    wrong(reading, node, key, "it must be a number a minute, hour, day or week, like 3/day");
}

void value_time(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (!text)
        return;
    if (strlen(text) == 5 && strspn(text, "0123456789") == 2 && text[2] == ':' &&
        strspn(text + 3, "0123456789") == 2) {
        int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
        if (hours < 24 && minutes < 60) {
            *(int *)to = hours * 60 + minutes;
            return;
        }
    }
    wrong(reading, node, key, "it must be a time from \"00:00\" to \"23:59\"");
}

void value_zone(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (!text)
        return;
    char path[256];
    int length = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", text);
    bool named =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == strlen(text) &&
        *text != '/' && length > 0 && (size_t)length < sizeof path;
    bool zones_installed = access("/usr/share/zoneinfo", F_OK) == 0;
    if (!named || (zones_installed && access(path, R_OK) != 0) ||
        (!zones_installed && strcmp(text, "UTC") != 0))
        wrong(reading, node, key,
              zones_installed ? "there is no such time zone in /usr/share/zoneinfo"
                              : "there are no time zones on this machine (install tzdata)");
    else
        *(const char **)to = text;
}

void value_language(struct config_reading *reading, const struct yaml *node, const char *key, void *to,
                    void *also)
{
    (void)also;
    const char *text = one_line(reading, node, key);
    if (text && strcmp(text, "ro") != 0 && strcmp(text, "en") != 0)
        wrong(reading, node, key, "it must be ro or en");
    else if (text)
        *(const char **)to = text;
}
