#include "gate_sender.h"

#include <stdio.h>
#include <string.h>

#include "grefier/base/text.h"

bool gate_machine_name(const char *address)
{
    static const char *const whole[] = {"root",   "postmaster", "hostmaster", "webmaster",
                                        "abuse",  "nobody",     "www-data",   "daemon",
                                        "apache", "cron",       "mailer",     NULL};
    static const char *const starts[] = {"mailer-daemon",
                                         "mailerdaemon",
                                         "mail-daemon",
                                         "noreply",
                                         "no-reply",
                                         "no_reply",
                                         "no.reply",
                                         "donotreply",
                                         "do-not-reply",
                                         "do_not_reply",
                                         "do.not.reply",
                                         "not-reply",
                                         "nu-raspunde",
                                         "nuraspunde",
                                         "bounce",
                                         "owner-",
                                         "listserv",
                                         "majordomo",
                                         "mailman",
                                         "autoreply",
                                         "auto-reply",
                                         "autoresponder",
                                         "automailer",
                                         "postmaster-",
                                         "microsoftexchange",
                                         "mdaemon",
                                         NULL};
    static const char *const ends[] = {"-owner",    "-request", "-bounces", "-bounce", "-noreply",
                                       "-no-reply", ".noreply", "_noreply", "-daemon", NULL};
    char local[256];
    size_t length = strcspn(address, "@");
    snprintf(local, sizeof local, "%.*s", (int)(length < 255 ? length : 255), address);
    local[strcspn(local, "+=")] = '\0';
    for (const char *const *word = whole; *word; word++)
        if (text_same(local, *word))
            return true;
    for (const char *const *word = ends; *word; word++)
        if (text_ends(local, *word))
            return true;
    for (const char *const *word = starts; *word; word++)
        if (text_starts(local, *word))
            return true;
    return false;
}
