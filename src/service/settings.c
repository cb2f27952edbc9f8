#include "grefier/service/service.h"
#include "grefier/service/token.h"

static int read_login(const struct server_settings *server, char **secret, struct err *err)
{
    if (server->oauth2.present)
        return token_get(server, secret, err);
    return server->password_file ? secret_read(server->password_file, secret, err) : 0;
}

int service_source_settings(const struct config *config, const char *folder, struct source_settings *settings,
                            char **secret, struct err *err)
{
    const struct server_settings *server = &config->mailbox.server;
    if (read_login(server, secret, err) != 0)
        return -1;
    *settings = (struct source_settings){.url = server->url,
                                         .user = server->user,
                                         .password = server->oauth2.present ? NULL : *secret,
                                         .token = server->oauth2.present ? *secret : NULL,
                                         .ca_file = server->ca_file,
                                         .folder = folder,
                                         .timeout = (int)config->mailbox.timeout};
    return 0;
}

int service_post_settings(const struct config *config, struct post_settings *settings, char **secret,
                          struct err *err)
{
    const struct server_settings *server = &config->outgoing.server;
    if (read_login(server, secret, err) != 0)
        return -1;
    *settings = (struct post_settings){.url = server->url,
                                       .user = server->user,
                                       .password = server->oauth2.present ? NULL : *secret,
                                       .token = server->oauth2.present ? *secret : NULL,
                                       .ca_file = server->ca_file};
    return 0;
}
