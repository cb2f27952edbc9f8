#include "trial.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "grefier/answer/compose.h"
#include "grefier/base/caps.h"
#include "grefier/reading/guard.h"

#define SECONDS_MOST 60

static void answer_it(const struct letter *letter, const struct verdict *verdict, const struct rules *rules)
{
    const struct answer_sender sender = {"", "trial@localhost.localdomain", "", ""};
    const struct answer answer = {.action = verdict->action,
                                  .language = verdict->language,
                                  .to_name = letter->from.name,
                                  .to_address = letter->from.address,
                                  .subject = letter->subject,
                                  .message_id = letter->message_id,
                                  .references = letter->references,
                                  .reference_count = letter->reference_count,
                                  .own_id = "trial@localhost.localdomain",
                                  .token = "TRIAL-TRIAL",
                                  .person = verdict->person,
                                  .person_count = verdict->person_count};
    struct err err = {0};
    struct buf bytes;
    buf_init(&bytes, CAP_ANSWER_BYTES);
    answer_compose(&answer, &sender, rules, &bytes, &err);
    buf_free(&bytes);
}

/* All that is done with the bytes that came from outside, and nothing that outlives the process. */
static void read_it(const struct mail *mail, const struct rules *rules)
{
    struct letter *letter = NULL;
    struct verdict *verdict = NULL;
    struct err err = {0};
    const struct rlimit limit = {SECONDS_MOST, SECONDS_MOST}, no_core = {0, 0};
    setrlimit(RLIMIT_CPU, &limit);
    setrlimit(RLIMIT_CORE, &no_core);
    if (letter_read(mail->raw, mail->length, rules, &letter, &err) == 0) {
        reading_read(letter, rules, &verdict);
        guard_look(letter, rules);
        if (verdict->action == ACTION_ASK || verdict->action == ACTION_ACKNOWLEDGE)
            answer_it(letter, verdict, rules);
    }
    _exit(0);
}

bool trial_survived(const struct mail *mail, const struct rules *rules)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        read_it(mail, rules);
    if (child < 0)
        return true; /* no process to spare: it is read the ordinary way */
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGTERM || WTERMSIG(status) == SIGINT))
        return true; /* the whole service is told to end */
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
