#include "sent.h"

#include "grefier/base/log.h"

static int open_folder(struct service *service, struct err *err)
{
    struct source_settings settings;
    char *secret = NULL;
    if (service->sent)
        return 0;
    int result = service_source_settings(service->config, service->config->outgoing.sent_folder, &settings,
                                         &secret, err);
    if (result == 0)
        result = source_open(&settings, &service->sent, err);
    secret_free(&secret);
    return result;
}

int sent_has_reply(struct service *service, const char *message_id, struct err *err)
{
    struct err problem = {0};
    if (!service->config->outgoing.sent_folder || !*message_id)
        return 0;
    int result = open_folder(service, &problem);
    if (result == 0)
        result = source_has_reply(service->sent, message_id, &problem);
    if (result >= 0)
        return result;
    log_event(LOG_LEVEL_WARNING, "sent-unseen", "note=\"%s\"", problem.text);
    sent_close(service);
    if (problem.kind == ERR_REFUSED) /* a folder that is not there holds no answer */
        return 0;
    *err = problem;
    return -1;
}

void sent_close(struct service *service)
{
    source_close(&service->sent);
}
