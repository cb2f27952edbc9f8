#include "lookup.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include "grefier/base/arena.h"
#include "grefier/base/clock.h"
#include "grefier/base/stop.h"

/* One question to the resolver. It belongs to both threads, and whoever leaves it last frees it. */
struct question {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool answered, left; /* by the thread that asks the resolver; by the program */
    int code;            /* of getaddrinfo */
    struct addrinfo *found;
    char *host, *port;
};

static struct question *question_new(const char *host, const char *port)
{
    struct question *question = xcalloc(1, sizeof *question);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&question->lock, NULL);
    pthread_cond_init(&question->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    question->host = xstrdup(host);
    question->port = xstrdup(port);
    return question;
}

static void question_free(struct question *question)
{
    if (question->found)
        freeaddrinfo(question->found);
    pthread_cond_destroy(&question->changed);
    pthread_mutex_destroy(&question->lock);
    free(question->host);
    free(question->port);
    free(question);
}

static void *ask(void *context)
{
    struct question *question = context;
    const struct addrinfo wanted = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int code = getaddrinfo(question->host, question->port, &wanted, &found);
    pthread_mutex_lock(&question->lock);
    question->code = code;
    question->found = code == 0 ? found : NULL;
    question->answered = true;
    bool left = question->left;
    pthread_cond_signal(&question->changed);
    pthread_mutex_unlock(&question->lock);
    if (left)
        question_free(question);
    return NULL;
}

/* Why there is no more waiting; NULL: there is. */
static const char *patience(int64_t deadline)
{
    if (stop_is_over(STOP_GRACE))
        return "not waited for: the program was told to end";
    return clock_ticks() >= deadline ? "no name server answers in time" : NULL;
}

static struct timespec soon(int64_t deadline)
{
    struct timespec until;
    int64_t left = deadline - clock_ticks(), pause = left < STOP_ASK ? left : STOP_ASK;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (pause > 0 ? pause : 0) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return until;
}

int lookup_host(const char *host, const char *port, int64_t deadline, struct addrinfo **found,
                const char **cause)
{
    struct question *question = question_new(host, port);
    pthread_t thread;
    if (pthread_create(&thread, NULL, ask, question) != 0) {
        question_free(question);
        *cause = "the system gives no thread to look it up in";
        return -1;
    }
    pthread_detach(thread);
    *cause = NULL;
    pthread_mutex_lock(&question->lock);
    while (!question->answered && !(*cause = patience(deadline))) {
        const struct timespec until = soon(deadline);
        pthread_cond_timedwait(&question->changed, &question->lock, &until);
    }
    bool answered = question->answered;
    question->left = true;
    pthread_mutex_unlock(&question->lock);
    if (!answered)
        return -1;
    int result = 0;
    if (question->code == 0) {
        *found = question->found;
        question->found = NULL;
    } else {
        *cause = gai_strerror(question->code);
        result = -1;
    }
    question_free(question);
    return result;
}
