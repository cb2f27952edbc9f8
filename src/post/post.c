#include "grefier/post/post.h"

#include "grefier/base/arena.h"
#include "grefier/letter/letter.h"
#include "parts.h"

struct post {
    struct post_server *server; /* or NULL, and then */
    char *folder;
};

int post_open(const struct post_settings *settings, struct post **post, struct err *err)
{
    struct post_url url;
    if (post_url_read(settings->url, &url, err))
        return -1;
    *post = xcalloc(1, sizeof **post);
    if (url.path)
        (*post)->folder = xstrdup(url.path);
    else
        (*post)->server = post_server_new(&url, settings);
    return 0;
}

void post_close(struct post **post)
{
    if (!*post)
        return;
    post_server_free(&(*post)->server);
    free((*post)->folder);
    free(*post);
    *post = NULL;
}

struct post_result post_send(struct post *post, const char *from, const char *to, const char *message,
                             size_t length, struct err *err)
{
    /* libcurl writes a line end or a ">" inside an address to the wire as it is */
    if (!address_is_plain(from) || !address_is_plain(to)) {
        err_set(err, ERR_REFUSED, "the %s is no plain address",
                address_is_plain(to) ? "sender" : "recipient");
        return (struct post_result){.outcome = POST_REFUSED, .stage = POST_STAGE_CONNECT};
    }
    if (post->server)
        return post_server_send(post->server, from, to, message, length, err);
    bool kept = post_folder_keep(post->folder, message, length, err) == 0;
    return (struct post_result){.outcome = kept ? POST_SENT : POST_LATER, .stage = POST_STAGE_DATA};
}

struct post_result post_try(struct post *post, const char *from, struct err *err)
{
    if (post->server)
        return post_server_try(post->server, from, err);
    bool usable = post_folder_try(post->folder, err) == 0;
    return (struct post_result){.outcome = usable ? POST_SENT : POST_LATER, .stage = POST_STAGE_DATA};
}

const char *post_outcome_word(enum post_outcome outcome)
{
    static const char *const words[] = {"sent", "later", "refused", "uncertain"};
    return (size_t)outcome < sizeof words / sizeof *words ? words[outcome] : "unknown";
}

const char *post_stage_word(enum post_stage stage)
{
    static const char *const words[] = {"connect", "tls", "login", "sender", "recipient", "data"};
    return (size_t)stage < sizeof words / sizeof *words ? words[stage] : "unknown";
}
