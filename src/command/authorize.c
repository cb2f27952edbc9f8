#include <time.h>

#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/mailbox/oauth2.h"
#include "grefier/service/token.h"

static void show(const struct oauth2_device *device)
{
    fprintf(stderr,
            "Open in a browser, signed in as the mailbox's user:\n\n  %s\n\nand enter the code\n\n  %s\n\n",
            device->verification_url, device->user_code);
    if (device->complete_url)
        fprintf(stderr, "or open %s\n\n", device->complete_url);
    fprintf(stderr, "Waiting until somebody has agreed there (at most %lld minutes; Ctrl-C gives up) …\n",
            (long long)(device->lifetime + 59) / 60);
}

/* A request that fails for a moment is no reason to make the person begin anew. */
static int await(const struct oauth2_client *client, struct oauth2_device *device, struct oauth2_grant *grant,
                 struct err *err)
{
    int64_t until = clock_ticks() + device->lifetime * 1000;
    while (clock_ticks() < until) {
        nanosleep(&(struct timespec){.tv_sec = (time_t)device->interval}, NULL);
        int result = oauth2_device_poll(client, device, grant, err);
        if (result > 0)
            return 0;
        if (result < 0 && err->kind != ERR_RETRY)
            return -1;
    }
    return err_set(err, ERR_REFUSED, "nobody has agreed in time");
}

static int authorize(const struct server_settings *server, struct err *err)
{
    struct oauth2_client client = {0};
    struct oauth2_device device = {0};
    struct oauth2_grant grant = {0};
    char *secret = NULL;
    int result = token_client(server, &client, &secret, err);
    if (result == 0)
        result = oauth2_device_begin(&client, &device, err);
    if (result == 0) {
        show(&device);
        result = await(&client, &device, &grant, err);
    }
    if (result == 0 && !grant.refresh_token)
        result = err_set(err, ERR_REFUSED,
                         "the provider gave no refresh token (Microsoft wants offline_access in scope)");
    if (result == 0)
        result = token_keep(server, grant.refresh_token, err);
    oauth2_grant_free(&grant);
    oauth2_device_free(&device);
    secret_free(&secret);
    return result;
}

int command_authorize(struct call *call, int argc, char **argv)
{
    bool outgoing = false;
    const struct option_row options[] = {{"outgoing", &outgoing, NULL}};
    int first;
    int code = options_read(call, options, 1, argc, argv, 0, 0, &first);
    if (code >= 0)
        return code;
    struct config *config = NULL;
    struct err err = {0};
    code = open_config(call, &config);
    if (code >= 0)
        return code;
    const char *section = outgoing ? "outgoing" : "mailbox";
    const struct server_settings *server = outgoing ? &config->outgoing.server : &config->mailbox.server;
    if (!server->oauth2.present || !server->oauth2.device_url)
        code = fail(EXIT_WRONG_CONFIG, "%s: %s.oauth2%s is needed for this", call->config, section,
                    server->oauth2.present ? ".device_url" : "");
    else if (authorize(server, &err) != 0)
        code = fail_err(EXIT_FAILED, &err);
    else
        code =
            (fprintf(stderr, "Authorised; the refresh token is in %s\n", server->oauth2.refresh_token_file),
             EXIT_DONE);
    config_free(&config);
    return code;
}
