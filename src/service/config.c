#include "grefier/service/config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_values.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/mailbox/source.h"

#define CONFIG_BYTES_MOST (256u * 1024u)
#define DAY               (INT64_C(24) * 3600)

/* Our own address is always one of ours; the rules of this machine lie over the given ones. */
static void complete(struct config *config)
{
    if (config->outgoing.copies == COPIES_WHERE_NAMED)
        config->outgoing.copies = config->outgoing.sent_folder ? COPIES_YES : COPIES_NO;
    if (!config->outgoing.sent_folder)
        config->outgoing.sent_folder = SOURCE_SENT;
    struct text_list *ours = &config->mailbox.addresses;
    const char **all = arena_array(config->arena, ours->count + 1, sizeof *all);
    bool listed = false;
    for (size_t i = 0; i < ours->count; i++) {
        all[i] = ours->item[i];
        listed |= text_same(all[i], config->outgoing.from_address);
    }
    all[ours->count] = config->outgoing.from_address;
    *ours = (struct text_list){all, ours->count + !listed};

    struct text_list *rules = &config->rules;
    const char **layers = arena_array(config->arena, rules->count + 2, sizeof *layers);
    size_t count = 0;
    for (; count < rules->count; count++)
        layers[count] = rules->item[count];
    if (count == 0)
        layers[count++] = GREFIER_RULES_DIR;
    if (strcmp(layers[count - 1], CONFIG_RULES_OVER) != 0 && access(CONFIG_RULES_OVER, R_OK | X_OK) == 0)
        layers[count++] = CONFIG_RULES_OVER;
    *rules = (struct text_list){layers, count};
}

static void set_defaults(struct config *config)
{
    config->mailbox.folder = "INBOX";
    config->mailbox.start = CLOCK_NONE;
    config->mailbox.poll = 60;
    config->mailbox.timeout = 60;
    config->outgoing.from_name = "";
    config->outgoing.from_address = "";
    config->outgoing.answers = ANSWERS_SHADOW;
    config->outgoing.per_sender = 3;
    config->outgoing.per_sender_span = DAY;
    config->outgoing.total = 60;
    config->outgoing.total_span = 3600;
    config->outgoing.remind_after = 7 * DAY;
    config->outgoing.drafts_folder = SOURCE_DRAFTS;
    config->secretariat.digest_at = 8 * 60;
    config->secretariat.timezone = "Europe/Bucharest";
    config->group.name = "";
    config->group.privacy_notice = "";
    config->group.language = "ro";
    config->keep_messages = 400 * DAY;
    config->keep_incomplete = 180 * DAY;
    config->alert.after = 1800;
}

static int read_bytes(const char *path, struct buf *bytes, struct err *err)
{
    struct stat about;
    char piece[8192];
    ssize_t got;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return err_set(err, ERR_RETRY, "the configuration %s cannot be read: %s", path, strerror(errno));
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(fd);
        return err_set(err, ERR_RETRY, "the configuration %s is no file", path);
    }
    while ((got = read(fd, piece, sizeof piece)) > 0)
        buf_add(bytes, piece, (size_t)got);
    close(fd);
    if (got < 0)
        return err_set(err, ERR_RETRY, "the configuration %s cannot be read: %s", path, strerror(errno));
    return bytes->full ? err_set(err, ERR_INPUT, "the configuration %s is too large", path) : 0;
}

static char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *given = slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : arena_string(arena, ".");
    char *real = realpath(given, NULL);
    char *folder = arena_string(arena, real ? real : given);
    free(real);
    return folder;
}

static void read_document(struct config_reading *reading, const struct buf *bytes)
{
    struct problems problems = {reading->problems, 0};
    struct yaml *document = NULL;
    size_t count = 0;
    if (yaml_read(reading->config->arena, reading->file, bytes->data ? bytes->data : "", bytes->length,
                  &document, &count, &problems) != 0) {
        reading->count += problems.count;
        if (count == 0)
            return; /* else it can be read but for that, and what else is wrong is said too */
    }
    if (count > 1)
        config_problem(reading, document[1].place.line, "---", "one document is enough");
    if (count && document->kind != YAML_MAP)
        config_problem(reading, document->place.line, "configuration", "must be keys with values");
    config_read_keys(reading, count && document->kind == YAML_MAP ? document : NULL);
}

int config_load(const char *path, struct config **config, struct buf *problems, struct err *err)
{
    struct arena *arena = arena_new();
    struct config *fresh = arena_alloc(arena, sizeof *fresh);
    struct config_reading reading = {fresh, problems, 0, path, folder_of(arena, path)};
    struct buf bytes;
    int result = -1;
    buf_init(&bytes, CONFIG_BYTES_MOST);
    fresh->arena = arena;
    fresh->path = arena_string(arena, path);
    set_defaults(fresh);
    if (read_bytes(path, &bytes, err) != 0)
        goto out;
    read_document(&reading, &bytes);
    if (reading.count > 0) {
        err_set(err, ERR_INPUT, "the configuration %s has %zu mistake%s", path, reading.count,
                reading.count == 1 ? "" : "s");
        goto out;
    }
    complete(fresh);
    *config = fresh;
    arena = NULL;
    result = 0;
out:
    buf_free(&bytes);
    arena_free(&arena);
    return result;
}

void config_free(struct config **config)
{
    if (!*config)
        return;
    struct arena *arena = (*config)->arena;
    arena_free(&arena);
    *config = NULL;
}
