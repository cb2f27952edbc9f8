#include "folder.h"

#include "grefier/base/log.h"

/* Where reading goes on is written down at once: "from now on" must not move with a later start. */
static int find_place(struct service *service, const char *folder, struct source *source, struct err *err)
{
    struct source_cursor cursor = {0};
    bool renewed = false;
    if (roster_cursor(service->roster, folder, &cursor, err) != 0)
        return -1;
    int64_t from = cursor.uid_validity ? service->started : service->config->mailbox.start;
    if (source_begin(source, &cursor, from, &renewed, err) != 0)
        return -1;
    if (renewed && cursor.uid_validity)
        log_event(LOG_LEVEL_WARNING, "folder-renewed", "known messages are recognised by their content");
    cursor = source_position(source);
    return renewed && cursor.uid_validity ? roster_set_cursor(service->roster, folder, &cursor, err) : 0;
}

int folder_open(struct service *service, const char *folder, struct source **source, struct err *err)
{
    struct source_settings settings;
    struct source *opened = NULL;
    char *secret = NULL;
    int result = service_source_settings(service->config, folder, &settings, &secret, err);
    if (result == 0)
        result = source_open(&settings, &opened, err);
    secret_free(&secret);
    if (result == 0)
        result = find_place(service, folder, opened, err);
    if (result == 0)
        *source = opened;
    else
        source_close(&opened);
    return result;
}
