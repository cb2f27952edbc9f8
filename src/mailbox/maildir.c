#include "maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include "folder_name.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "message_file.h"

struct entry {
    char *name;
    bool seen_before; /* lies in cur/, not new/ */
};

struct maildir {
    int fd;    /* of the folder */
    int watch; /* inotify on cur/ and new/; -1: none to be had */
    struct entry *entries;
    size_t count, given;
};

/* ---- opening and listing ------------------------------------------------------------------------------- */

/* PATH or PATH/.Name, as a new string. */
static char *folder_path(const char *path, const char *folder, struct err *err)
{
    char *name = NULL;
    struct buf full;
    if (!folder || text_same(folder, "INBOX"))
        return xstrdup(path);
    if (folder_name_encode(folder, &name, err) != 0)
        return NULL;
    buf_init(&full, 8192);
    buf_add_format(&full, "%s/.%s", path, name);
    bool usable = !full.full && !strchr(name, '/') && name[0] != '.';
    free(name);
    if (usable)
        return buf_take(&full, NULL);
    buf_free(&full);
    err_set(err, ERR_INPUT, "that name cannot be a folder of a Maildir");
    return NULL;
}

int maildir_open(const char *path, const char *folder, struct maildir **maildir, struct err *err)
{
    static const char *const parts[] = {"cur", "new"};
    struct stat status;
    char *full = folder_path(path, folder, err);
    if (!full)
        return -1;
    struct maildir *made = xcalloc(1, sizeof *made);
    made->fd = open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    made->watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    int result = 0;
    for (size_t i = 0; i < 2 && result == 0; i++) {
        if (made->fd < 0 || fstatat(made->fd, parts[i], &status, 0) != 0 || !S_ISDIR(status.st_mode))
            result = err_set(err, ERR_REFUSED, "%s: no Maildir: %s", full, strerror(errno));
        struct buf part;
        buf_init(&part, 8192);
        buf_add_format(&part, "%s/%s", full, parts[i]);
        if (result == 0 && made->watch >= 0)
            inotify_add_watch(made->watch, part.data, IN_MOVED_TO | IN_CLOSE_WRITE);
        buf_free(&part);
    }
    free(full);
    if (result == 0)
        result = maildir_refresh(made, err);
    if (result == 0)
        *maildir = made;
    else
        maildir_close(&made);
    return result;
}

static void forget_entries(struct maildir *maildir)
{
    for (size_t i = 0; i < maildir->count; i++)
        free(maildir->entries[i].name);
    free(maildir->entries);
    maildir->entries = NULL;
    maildir->count = maildir->given = 0;
}

void maildir_close(struct maildir **maildir)
{
    if (!*maildir)
        return;
    forget_entries(*maildir);
    if ((*maildir)->fd >= 0)
        close((*maildir)->fd);
    if ((*maildir)->watch >= 0)
        close((*maildir)->watch);
    free(*maildir);
    *maildir = NULL;
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int list_part(struct maildir *maildir, const char *part, struct err *err)
{
    int fd = openat(maildir->fd, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) {
        err_set(err, ERR_RETRY, "the Maildir's %s/ cannot be listed: %s", part, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    for (struct dirent *found; (found = readdir(folder)) != NULL;) {
        if (found->d_name[0] == '.')
            continue;
        if ((maildir->count & (maildir->count - 1)) == 0)
            maildir->entries =
                xrealloc(maildir->entries, maildir->count ? 2 * maildir->count : 1, sizeof *maildir->entries);
        maildir->entries[maildir->count++] = (struct entry){xstrdup(found->d_name), part[0] == 'c'};
    }
    closedir(folder);
    return 0;
}

size_t maildir_left(const struct maildir *maildir)
{
    return maildir->count - maildir->given;
}

int maildir_refresh(struct maildir *maildir, struct err *err)
{
    forget_entries(maildir);
    /* new/ first: what moves from it to cur/ meanwhile is then listed twice rather than not at all */
    if (list_part(maildir, "new", err) != 0 || list_part(maildir, "cur", err) != 0)
        return -1;
    if (maildir->count > 1)
        qsort(maildir->entries, maildir->count, sizeof *maildir->entries, compare_entries);
    return 0;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

/* The unique part of the name; a long one is told by its hash. */
static void set_place(const char *name, struct mail *mail)
{
    const char *info = strstr(name, ":2,");
    size_t length = info ? (size_t)(info - name) : strlen(name);
    char hash[65];
    if (length < sizeof mail->place) {
        memcpy(mail->place, name, length);
        mail->place[length] = '\0';
        return;
    }
    text_sha256(name, length, hash);
    snprintf(mail->place, sizeof mail->place, "sha256-%s", hash);
}

/* 1 read (an empty message where we may not: that makes a person look), 0 not to be read (gone, a link, a
 * folder), -1. */
static int read_entry(const struct maildir *maildir, const struct entry *entry, struct mail *mail,
                      struct err *err)
{
    struct err cause = {.kind = ERR_NONE};
    char name[sizeof((struct dirent *)0)->d_name + 5];
    snprintf(name, sizeof name, "%s/%s", entry->seen_before ? "cur" : "new", entry->name);
    int fd = message_file_open(maildir->fd, name, false, &cause), result = 0;
    if (fd < 0 && cause.kind == ERR_INPUT)
        return 0;
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "r");
    if (stream) {
        result = message_file_read(stream, mail, &cause);
        fclose(stream);
    } else if (cause.kind == ERR_REFUSED) {
        *mail = (struct mail){.internal_date = CLOCK_NONE, .raw = xstrdup("")};
    }
    if (result != 0 || (!stream && cause.kind != ERR_REFUSED)) {
        err_set(err, ERR_RETRY, "%s %s", entry->name, cause.text);
        return -1;
    }
    set_place(entry->name, mail);
    return 1;
}

int maildir_next(struct maildir *maildir, struct mail *mail, struct err *err)
{
    while (maildir->given < maildir->count) {
        int result = read_entry(maildir, &maildir->entries[maildir->given++], mail, err);
        if (result != 0)
            return result;
    }
    return 0;
}

int maildir_wait(struct maildir *maildir, int seconds, int wake_fd, struct err *err)
{
    char events[4096];
    int64_t end = clock_ticks() + (int64_t)seconds * 1000;
    for (;;) {
        struct pollfd ready[] = {{.fd = maildir->watch, .events = POLLIN}, {.fd = wake_fd, .events = POLLIN}};
        int64_t left = end - clock_ticks();
        if (left <= 0)
            return 0;
        int count = poll(ready, 2, left > INT32_MAX ? INT32_MAX : (int)left);
        if (count < 0 && errno != EINTR)
            return err_set(err, ERR_RETRY, "the Maildir cannot be watched: %s", strerror(errno));
        if (count > 0 && ready[1].revents)
            return 0;
        if (count > 0 && read(maildir->watch, events, sizeof events) > 0)
            return 1;
    }
}

/* ---- adding -------------------------------------------------------------------------------------------- */

static int make_folders(const char *path)
{
    static const char *const parts[] = {"", "/tmp", "/new", "/cur"};
    for (size_t i = 0; i < 4; i++) {
        struct buf part;
        buf_init(&part, 8192);
        buf_add_format(&part, "%s%s", path, parts[i]);
        int result = mkdir(part.data ? part.data : "", 0700);
        buf_free(&part);
        if (result != 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}

/* Writes all of it and makes it lasting; closes the descriptor. */
static int write_out(int fd, const char *message, size_t length)
{
    while (length > 0) {
        ssize_t count = write(fd, message, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        message += count;
        length -= (size_t)count;
    }
    int result = length == 0 && fsync(fd) == 0 ? 0 : -1;
    return close(fd) == 0 ? result : -1;
}

int maildir_append(const char *path, const char *folder, const char *flags, const char *message,
                   size_t length, struct err *err)
{
    static unsigned serial;
    char unique[100];
    struct buf from, to;
    char *full = folder_path(path, folder, err);
    if (!full)
        return -1;
    buf_init(&from, 8192);
    buf_init(&to, 8192);
    snprintf(unique, sizeof unique, "%lld.M%lldP%ldQ%u.grefier", (long long)clock_now(),
             (long long)clock_ticks(), (long)getpid(), serial++);
    bool draft = flags && text_find(flags, "\\Draft"), seen = flags && text_find(flags, "\\Seen");
    buf_add_format(&from, "%s/tmp/%s", full, unique);
    buf_add_format(&to, "%s/%s/%s%s%s%s", full, draft || seen ? "cur" : "new", unique,
                   draft || seen ? ":2," : "", draft ? "D" : "", seen ? "S" : "");
    int result = -1, fd = -1;
    if (!from.full && !to.full && make_folders(full) == 0)
        fd = open(from.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 && write_out(fd, message, length) == 0 && rename(from.data, to.data) == 0)
        result = 0;
    if (result != 0) {
        err_set(err, ERR_RETRY, "%s: the message cannot be kept: %s", full, strerror(errno));
        if (fd >= 0)
            unlink(from.data);
    }
    buf_free(&from);
    buf_free(&to);
    free(full);
    return result;
}

/* Whether the header has a field of that name ("Name:") with these bytes in it. */
static bool header_holds(const struct mail *mail, const char *name, const char *bytes)
{
    for (const char *line = mail->raw; *line && *line != '\n' && *line != '\r';) {
        const char *end = line + strcspn(line, "\n");
        while (*end && (end[1] == ' ' || end[1] == '\t')) /* a folded field is one line */
            end += 1 + strcspn(end + 1, "\n");
        const char *found = strstr(line, bytes);
        if (text_starts(line, name) && found && found < end)
            return true;
        line = *end ? end + 1 : end;
    }
    return false;
}

int maildir_has_message(const char *path, const char *folder, const char *message_id, struct err *err)
{
    struct maildir *maildir = NULL;
    struct mail mail = {.raw = NULL};
    if (maildir_open(path, folder, &maildir, err) != 0)
        return -1;
    int result;
    bool found = false;
    while (!found && (result = maildir_next(maildir, &mail, err)) == 1) {
        found = header_holds(&mail, "Message-ID:", message_id);
        mail_release(&mail);
    }
    maildir_close(&maildir);
    return found ? 1 : result;
}

/* Whether any message of the folder, listed anew, is what `is_it` looks for. */
static int any_is(struct maildir *maildir, bool (*is_it)(const struct mail *, const char *, const char *),
                  const char *a, const char *b, struct err *err)
{
    struct mail mail = {.raw = NULL};
    bool found = false;
    int result = maildir_refresh(maildir, err);
    while (result >= 0 && !found && (result = maildir_next(maildir, &mail, err)) == 1) {
        found = is_it(&mail, a, b);
        mail_release(&mail);
    }
    return found ? 1 : result;
}

static bool is_reply(const struct mail *mail, const char *id, const char *token_id)
{
    return (header_holds(mail, "In-Reply-To:", id) || header_holds(mail, "References:", id)) &&
           !header_holds(mail, "X-Grefier:", "") &&
           !(token_id && header_holds(mail, "References:", token_id));
}

static bool is_copy(const struct mail *mail, const char *id, const char *token_id)
{
    return header_holds(mail, "Message-ID:", id) || (token_id && header_holds(mail, "References:", token_id));
}

/* Looks for "<message_id>" and, where there is a token, "grefier.token@". */
static int look_for(struct maildir *maildir, bool (*is_it)(const struct mail *, const char *, const char *),
                    const char *message_id, const char *token, struct err *err)
{
    struct buf id, token_id;
    buf_init(&id, 2048);
    buf_init(&token_id, 2048);
    buf_add_format(&id, "<%s>", message_id);
    if (token)
        buf_add_format(&token_id, "grefier.%s@", token);
    int result = any_is(maildir, is_it, id.data, token ? token_id.data : NULL, err);
    buf_free(&id);
    buf_free(&token_id);
    return result;
}

int maildir_has_reply(struct maildir *maildir, const char *message_id, const char *own_token, struct err *err)
{
    return look_for(maildir, is_reply, message_id, own_token, err);
}

int maildir_has_copy(struct maildir *maildir, const char *message_id, const char *token, struct err *err)
{
    return look_for(maildir, is_copy, message_id, token, err);
}
