#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/text.h"
#include "parts.h"

#define NAME_SIZE 80

static int trouble(struct err *err, const char *path, const char *what)
{
    return err_set(err, ERR_RETRY, "%s: %s: %s", path, what, strerror(errno));
}

/* The folder that `name` lies in; to be freed. */
static char *above(const char *name)
{
    const char *slash = strrchr(name, '/');
    if (!slash)
        return xstrdup(".");
    return slash == name ? xstrdup("/") : xstrndup(name, (size_t)(slash - name));
}

/* What root makes belongs to whom the folder around it belongs to: the service must be able to use it. */
static int give_away(int parent, const char *name)
{
    struct stat around;
    char *folder = above(name);
    int result = geteuid() != 0 ? 0
                 : fstatat(parent, folder, &around, 0) ||
                         fchownat(parent, name, around.st_uid, around.st_gid, AT_SYMLINK_NOFOLLOW)
                     ? -1
                     : 0;
    free(folder);
    return result;
}

/* A folder under `parent`, made when it is missing; its descriptor, or -1. */
static int open_folder(int parent, const char *name)
{
    if (mkdirat(parent, name, 0700) == 0) {
        if (give_away(parent, name))
            return -1;
    } else if (errno != EEXIST) {
        return -1;
    }
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

struct folders {
    int root, tmp, new;
};

static void close_folders(struct folders *folders)
{
    int *each[] = {&folders->root, &folders->tmp, &folders->new};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        if (*each[i] >= 0)
            close(*each[i]);
        *each[i] = -1;
    }
}

static int open_folders(const char *path, struct folders *folders, struct err *err)
{
    *folders = (struct folders){-1, -1, -1};
    int result = 0, cur = -1;
    folders->root = open_folder(AT_FDCWD, path);
    if (folders->root >= 0)
        cur = open_folder(folders->root, "cur");
    if (cur >= 0)
        folders->tmp = open_folder(folders->root, "tmp");
    if (folders->tmp >= 0)
        folders->new = open_folder(folders->root, "new");
    if (folders->new < 0) {
        result = trouble(err, path, "the Maildir cannot be opened");
        close_folders(folders);
    }
    if (cur >= 0)
        close(cur);
    return result;
}

int post_folder_try(const char *path, struct err *err)
{
    static const char *const parts[] = {".", "cur", "tmp", "new"};
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), result = 0;
    if (folder < 0) {
        char *around = above(path);
        if (errno != ENOENT || faccessat(AT_FDCWD, around, W_OK | X_OK, AT_EACCESS))
            result = trouble(err, path, "the Maildir cannot be opened");
        free(around);
        return result;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts && result == 0; i++)
        if (faccessat(folder, parts[i], W_OK | X_OK, AT_EACCESS) && (i == 0 || errno != ENOENT))
            result = trouble(err, path, "the Maildir cannot be written");
    close(folder);
    return result;
}

/* The value of the Message-ID field, or the whole message when there is none. */
static void find_identity(const char *lines, const char **from, size_t *length)
{
    for (const char *at = lines; *at && *at != '\n'; at += strcspn(at, "\n"), at += *at == '\n')
        if (text_starts(at, "Message-ID:")) {
            *from = at + strlen("Message-ID:");
            *from += strspn(*from, " \n");
            *length = strcspn(*from, " \n");
            return;
        }
    *from = lines;
    *length = strlen(lines);
}

/* The same Message-ID gives the same name: a repeat replaces the message instead of doubling it. */
static void name_for(const char *lines, char name[NAME_SIZE])
{
    const char *from;
    size_t length;
    char hash[65];
    find_identity(lines, &from, &length);
    text_sha256(from, length, hash);
    snprintf(name, NAME_SIZE, "%.32s.grefier", hash);
}

static void add_lines(const char *message, size_t length, struct buf *lines)
{
    for (size_t i = 0; i < length; i++) {
        if (message[i] == '\r') {
            buf_add_byte(lines, '\n');
            if (i + 1 < length && message[i + 1] == '\n')
                i++;
        } else {
            buf_add_byte(lines, message[i]);
        }
    }
}

static int write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return -1;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

/* Durable under its name in new/, or not there at all. */
static int keep(const struct folders *folders, const char *name, const char *bytes, size_t length)
{
    if (unlinkat(folders->tmp, name, 0) && errno != ENOENT) /* left by a run that died */
        return -1;
    int file = openat(folders->tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return -1;
    int result = write_all(file, bytes, length) || fsync(file) ? -1 : 0;
    if (close(file) && result == 0)
        result = -1;
    if (result == 0)
        result = renameat(folders->tmp, name, folders->new, name);
    if (result == 0)
        return fsync(folders->new);
    int reason = errno;
    unlinkat(folders->tmp, name, 0);
    errno = reason;
    return -1;
}

int post_folder_keep(const char *path, const char *message, size_t length, struct err *err)
{
    struct folders folders;
    if (open_folders(path, &folders, err))
        return -1;
    struct buf lines;
    buf_init(&lines, length + 1);
    buf_add_text(&lines, "");
    add_lines(message, length, &lines);
    char name[NAME_SIZE];
    name_for(lines.data, name);
    int result = keep(&folders, name, lines.data, lines.length);
    if (result)
        trouble(err, path, "the message cannot be kept");
    buf_free(&lines);
    close_folders(&folders);
    return result;
}
