/* Every key of the configuration: what it is called, who reads it, where it goes; and what is wrong with those given. */
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "config_values.h"
#include "grefier/base/text.h"

#define KEY_SIZE 96
#define NO_FIELD SIZE_MAX

struct key {
    const char *name; /* with its sections: "mailbox.url" */
    value_reader *read;
    size_t to, also; /* offsets into struct config */
    bool required;   /* where its section is needed */
};

#define AT(member) offsetof(struct config, member), NO_FIELD

static const struct key keys[] = {
    {"mailbox.url", value_mailbox_url, AT(mailbox.server.url), true},
    {"mailbox.user", value_text, AT(mailbox.server.user), false},
    {"mailbox.password_file", value_secret, AT(mailbox.server.password_file), false},
    {"mailbox.oauth2.token_url", value_https, AT(mailbox.server.oauth2.token_url), true},
    {"mailbox.oauth2.device_url", value_https, AT(mailbox.server.oauth2.device_url), false},
    {"mailbox.oauth2.client_id", value_text, AT(mailbox.server.oauth2.client_id), true},
    {"mailbox.oauth2.client_secret_file", value_secret, AT(mailbox.server.oauth2.client_secret_file), false},
    {"mailbox.oauth2.refresh_token_file", value_secret, AT(mailbox.server.oauth2.refresh_token_file), true},
    {"mailbox.oauth2.scope", value_text, AT(mailbox.server.oauth2.scope), false},
    {"mailbox.oauth2.ca_file", value_path, AT(mailbox.server.oauth2.ca_file), false},
    {"mailbox.ca_file", value_path, AT(mailbox.server.ca_file), false},
    {"mailbox.folder", value_text, AT(mailbox.folder), false},
    {"mailbox.also_inspect", value_texts, AT(mailbox.also_inspect), false},
    {"mailbox.authserv_id", value_text, AT(mailbox.authserv_id), false},
    {"mailbox.start", value_start, AT(mailbox.start), false},
    {"mailbox.poll", value_poll, AT(mailbox.poll), false},
    {"mailbox.timeout", value_poll, AT(mailbox.timeout), false},
    {"mailbox.addresses", value_addresses, AT(mailbox.addresses), false},
    {"outgoing.url", value_outgoing_url, AT(outgoing.server.url), true},
    {"outgoing.user", value_text, AT(outgoing.server.user), false},
    {"outgoing.password_file", value_secret, AT(outgoing.server.password_file), false},
    {"outgoing.oauth2.token_url", value_https, AT(outgoing.server.oauth2.token_url), true},
    {"outgoing.oauth2.device_url", value_https, AT(outgoing.server.oauth2.device_url), false},
    {"outgoing.oauth2.client_id", value_text, AT(outgoing.server.oauth2.client_id), true},
    {"outgoing.oauth2.client_secret_file", value_secret, AT(outgoing.server.oauth2.client_secret_file),
     false},
    {"outgoing.oauth2.refresh_token_file", value_secret, AT(outgoing.server.oauth2.refresh_token_file), true},
    {"outgoing.oauth2.scope", value_text, AT(outgoing.server.oauth2.scope), false},
    {"outgoing.oauth2.ca_file", value_path, AT(outgoing.server.oauth2.ca_file), false},
    {"outgoing.ca_file", value_path, AT(outgoing.server.ca_file), false},
    {"outgoing.from", value_sender, offsetof(struct config, outgoing.from_name),
     offsetof(struct config, outgoing.from_address), true},
    {"outgoing.answers", value_answers, AT(outgoing.answers), false},
    {"outgoing.per_sender", value_rate, offsetof(struct config, outgoing.per_sender),
     offsetof(struct config, outgoing.per_sender_span), false},
    {"outgoing.total", value_rate, offsetof(struct config, outgoing.total),
     offsetof(struct config, outgoing.total_span), false},
    {"outgoing.remind_after", value_remind, AT(outgoing.remind_after), false},
    {"outgoing.drafts_folder", value_text, AT(outgoing.drafts_folder), false},
    {"outgoing.sent_folder", value_text, AT(outgoing.sent_folder), false},
    {"outgoing.sent_copies", value_copies, AT(outgoing.copies), false},
    {"secretariat.addresses", value_addresses, AT(secretariat.addresses), false},
    {"secretariat.digest_at", value_time, AT(secretariat.digest_at), false},
    {"secretariat.timezone", value_zone, AT(secretariat.timezone), false},
    {"group.name", value_text, AT(group.name), false},
    {"group.privacy_notice", value_text, AT(group.privacy_notice), false},
    {"group.language", value_language, AT(group.language), false},
    {"store", value_path, AT(store), true},
    {"rules", value_paths, AT(rules), false},
    {"keep.messages", value_keep, AT(keep_messages), false},
    {"keep.incomplete", value_keep, AT(keep_incomplete), false},
    {"alert.url", value_alert_url, AT(alert.server.url), true},
    {"alert.user", value_text, AT(alert.server.user), false},
    {"alert.password_file", value_secret, AT(alert.server.password_file), false},
    {"alert.ca_file", value_path, AT(alert.server.ca_file), false},
    {"alert.to", value_addresses, AT(alert.to), true},
    {"alert.after", value_poll, AT(alert.after), false},
    {"metrics_file", value_path, AT(metrics_file), false},
};
#define KEYS (sizeof keys / sizeof *keys)

struct config_walk {
    struct config_reading *reading;
    unsigned line[KEYS]; /* where a key was given; 0: not given */
};

void config_problem(struct config_reading *reading, unsigned line, const char *key, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct arena *arena = arena_new();
    buf_add_format(reading->problems, "%s:%u: %s: %s\n", reading->file, line,
                   text_line(arena, key, strlen(key), KEY_SIZE),
                   text_line(arena, text, strlen(text), sizeof text));
    arena_free(&arena);
    reading->count++;
}

static size_t letters_apart(const char *a, const char *b)
{
    size_t row[64];
    size_t width = strlen(b);
    if (width >= 64 || strlen(a) >= 64)
        return 64;
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            size_t shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            corner = row[j];
            row[j] = change < shift ? change : shift;
        }
    }
    return row[width];
}

/* The nearest name that may stand in this section, "" when none is near. */
static void nearest_key(const char *section, const char *wrong, char nearest[KEY_SIZE])
{
    size_t prefix = strlen(section), least = 3;
    nearest[0] = '\0';
    for (size_t i = 0; i < KEYS; i++) {
        if (strncmp(keys[i].name, section, prefix) != 0)
            continue;
        char sibling[KEY_SIZE];
        snprintf(sibling, sizeof sibling, "%.*s", (int)strcspn(keys[i].name + prefix, "."),
                 keys[i].name + prefix);
        size_t apart = letters_apart(wrong, sibling);
        if (apart < least && apart < strlen(sibling)) {
            least = apart;
            snprintf(nearest, KEY_SIZE, "%s", sibling);
        }
    }
}

static void unknown_key(struct config_walk *walk, const struct yaml *node, const char *section,
                        const char *name)
{
    char nearest[KEY_SIZE];
    nearest_key(section, node->key, nearest);
    if (*nearest)
        config_problem(walk->reading, node->key_place.line, name, "unknown key; did you mean %s?", nearest);
    else
        config_problem(walk->reading, node->key_place.line, name, "unknown key");
}

static bool is_section(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < KEYS; i++)
        if (strncmp(keys[i].name, name, length) == 0 && keys[i].name[length] == '.')
            return true;
    return false;
}

static void read_key(struct config_walk *walk, size_t index, const struct yaml *node)
{
    const struct key *key = &keys[index];
    char *base = (char *)walk->reading->config;
    walk->line[index] = node->key_place.line;
    key->read(walk->reading, node, key->name, base + key->to,
              key->also == NO_FIELD ? NULL : base + key->also);
}

/* `section` is "" or ends with a dot. */
static void walk_map(struct config_walk *walk, const struct yaml *map, const char *section)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml *node = &map->child[i];
        char name[KEY_SIZE], inner[KEY_SIZE + 1];
        size_t known = 0;
        snprintf(name, sizeof name, "%s%s", section, node->key);
        while (known < KEYS && strcmp(keys[known].name, name) != 0)
            known++;
        if (known < KEYS) {
            read_key(walk, known, node);
        } else if (!is_section(name)) {
            unknown_key(walk, node, section, name);
        } else if (node->kind != YAML_MAP) {
            config_problem(walk->reading, node->key_place.line, name,
                           "must be a section with keys of its own");
        } else {
            snprintf(inner, sizeof inner, "%s.", name);
            walk_map(walk, node, inner);
        }
    }
}

static unsigned line_of(const struct config_walk *walk, const char *name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (strcmp(keys[i].name, name) == 0)
            return walk->line[i];
    return 0;
}

/* The first line of a section, 0 when it is not there. */
static unsigned line_of_section(const struct config_walk *walk, const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? (size_t)(dot - name) + 1 : 0;
    unsigned line = 0;
    for (size_t i = 0; dot && i < KEYS; i++)
        if (strncmp(keys[i].name, name, length) == 0 && walk->line[i] && (!line || walk->line[i] < line))
            line = walk->line[i];
    return line;
}

static void find_missing(struct config_walk *walk)
{
    for (size_t i = 0; i < KEYS; i++) {
        unsigned line = line_of_section(walk, keys[i].name);
        bool optional_section =
            (strstr(keys[i].name, ".oauth2.") || text_starts(keys[i].name, "alert.")) && !line;
        if (keys[i].required && !walk->line[i] && !optional_section)
            config_problem(walk->reading, line ? line : 1, keys[i].name, "missing");
    }
}

static bool is_folder_url(const char *url)
{
    return url && text_starts(url, "maildir:");
}

static void check_login(struct config_walk *walk, struct server_settings *server, const char *section,
                        bool needed)
{
    char name[KEY_SIZE];
    snprintf(name, sizeof name, "%s.url", section);
    unsigned line = line_of(walk, name);
    snprintf(name, sizeof name, "%s.oauth2.token_url", section);
    server->oauth2.present = line_of_section(walk, name) > 0;
    if (!server->url || is_folder_url(server->url))
        return;
    if (needed && !server->user) {
        snprintf(name, sizeof name, "%s.user", section);
        config_problem(walk->reading, line, name, "missing");
    }
    snprintf(name, sizeof name, "%s.password_file", section);
    unsigned given = line_of(walk, name);
    if ((needed || server->user) && !given && !server->oauth2.present)
        config_problem(walk->reading, line, name, "missing (or %s.oauth2)", section);
    if (given && server->oauth2.present)
        config_problem(walk->reading, given, name, "give this or %s.oauth2, not both", section);
}

static void check_together(struct config_walk *walk)
{
    struct config *config = walk->reading->config;
    check_login(walk, &config->mailbox.server, "mailbox", true);
    check_login(walk, &config->outgoing.server, "outgoing", false);
    if (config->alert.server.url && strcmp(config->alert.server.url, "sendmail:") != 0)
        check_login(walk, &config->alert.server, "alert", false);
    for (size_t i = 0; i < config->mailbox.also_inspect.count && config->mailbox.folder; i++)
        if (text_same(config->mailbox.also_inspect.item[i], config->mailbox.folder))
            config_problem(walk->reading, line_of(walk, "mailbox.also_inspect"), "mailbox.also_inspect",
                           "holds the folder that is read anyway");
}

void config_read_keys(struct config_reading *reading, const struct yaml *document)
{
    struct config_walk walk = {.reading = reading};
    const struct yaml empty = {.kind = YAML_MAP};
    walk_map(&walk, document ? document : &empty, "");
    find_missing(&walk);
    check_together(&walk);
}
