/* Messages from the paths somebody named. */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/text.h"
#include "grefier/mailbox/source.h"
#include "message_file.h"

#define START_BYTES 4096 /* of a file, that tell what it is */

struct files {
    char **paths;
    size_t count, next; /* the path that comes next */
    FTS *walk;          /* through the present path; NULL: none begun */
    struct mbox *mbox;  /* open where the present file is one */
    char *path;         /* of the present file */
    unsigned number;    /* of the message in the mbox */
    char *name;         /* what was given last */
    size_t left_out;    /* files in folders that were passed over */
};

struct files *files_open(const char *const *paths, size_t count)
{
    struct files *files = xcalloc(1, sizeof *files);
    files->paths = xcalloc(count + 1, sizeof *files->paths);
    for (; files->count < count; files->count++)
        files->paths[files->count] = xstrdup(paths[files->count]);
    return files;
}

size_t files_left_out(const struct files *files)
{
    return files->left_out;
}

static void close_mbox(struct files *files)
{
    if (!files->mbox)
        return;
    fclose(files->mbox->stream);
    free(files->mbox);
    files->mbox = NULL;
}

void files_close(struct files **files)
{
    if (!*files)
        return;
    close_mbox(*files);
    if ((*files)->walk)
        fts_close((*files)->walk);
    for (size_t i = 0; i < (*files)->count; i++)
        free((*files)->paths[i]);
    free((*files)->paths);
    free((*files)->path);
    free((*files)->name);
    free(*files);
    *files = NULL;
}

static void set_text(char **text, char *value)
{
    free(*text);
    *text = value;
}

/* ---- one file ------------------------------------------------------------------------------------------ */

/* The next message of the open mbox: 1, 0 when it is over, -1. */
static int next_of_mbox(struct files *files, struct mail *mail, struct err *err)
{
    struct buf name;
    int result = mbox_read(files->mbox, mail, err);
    if (result != 1)
        close_mbox(files);
    if (result == 0)
        return 0;
    buf_init(&name, strlen(files->path) + 20);
    buf_add_format(&name, "%s:%u", files->path, ++files->number);
    set_text(&files->name, buf_take(&name, NULL));
    return result;
}

/* Takes over the stream: reads the one message in it, or opens it as an mbox (then 0). */
static int read_stream(struct files *files, FILE *stream, const char *path, struct mail *mail,
                       struct err *err)
{
    set_text(&files->path, xstrdup(path));
    set_text(&files->name, xstrdup(path));
    if (mbox_begins(stream)) {
        files->mbox = xcalloc(1, sizeof *files->mbox);
        files->mbox->stream = stream;
        files->number = 0;
        return 0;
    }
    int result = message_file_read(stream, mail, err);
    fclose(stream);
    return result == 0 ? 1 : -1;
}

static int read_path(struct files *files, const char *path, bool named, struct mail *mail, struct err *err)
{
    int fd = message_file_open(AT_FDCWD, path, named, err);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "r");
    if (stream)
        return read_stream(files, stream, path, mail, err);
    set_text(&files->name, xstrdup(path));
    return -1;
}

static int read_stdin(struct files *files, struct mail *mail, struct err *err)
{
    int fd = dup(STDIN_FILENO);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "r");
    if (stream)
        return read_stream(files, stream, "-", mail, err);
    set_text(&files->name, xstrdup("-"));
    return err_set(err, ERR_INPUT, "standard input is closed");
}

/* ---- the walk ------------------------------------------------------------------------------------------ */

static int compare_names(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_folder(const char *folder, const char *name)
{
    struct stat status;
    struct buf path;
    buf_init(&path, 8192);
    buf_add_format(&path, "%s/%s", folder, name);
    bool result = path.data && stat(path.data, &status) == 0 && S_ISDIR(status.st_mode);
    buf_free(&path);
    return result;
}

/* Whether the folder belongs to a Maildir: fts_number tells its children. */
enum { PLAIN_FOLDER, MAILDIR, MAILDIR_PART };

static long kind_of(const FTSENT *folder)
{
    if (folder->fts_level > FTS_ROOTLEVEL && folder->fts_parent->fts_number == MAILDIR &&
        (strcmp(folder->fts_name, "cur") == 0 || strcmp(folder->fts_name, "new") == 0))
        return MAILDIR_PART;
    return is_folder(folder->fts_accpath, "cur") && is_folder(folder->fts_accpath, "new") ? MAILDIR
                                                                                          : PLAIN_FOLDER;
}

static bool is_skipped_folder(const FTSENT *folder)
{
    return folder->fts_level > FTS_ROOTLEVEL &&
           (folder->fts_name[0] == '.' ||
            (folder->fts_parent->fts_number == MAILDIR && strcmp(folder->fts_name, "tmp") == 0));
}

/* Whether a file that nobody named is a message by what lies in it. */
static bool looks_like_message(const FTSENT *file)
{
    char start[START_BYTES];
    int fd = message_file_open(AT_FDCWD, file->fts_accpath, false, NULL);
    ssize_t length = fd < 0 ? 0 : pread(fd, start, sizeof start, 0);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "r");
    bool result = stream && (mbox_begins(stream) || (length > 0 && message_begins(start, (size_t)length)));
    if (stream)
        fclose(stream);
    return result;
}

/* An entry of a Maildir, *.eml, an mbox, or what begins as a message does (MH's "1"). */
static bool is_message(const FTSENT *file)
{
    if (file->fts_name[0] == '.')
        return false;
    if (file->fts_parent->fts_number == MAILDIR_PART || text_ends(file->fts_name, ".eml"))
        return true;
    return looks_like_message(file);
}

/* Nobody named it, and it is not read. What hides is meant to be left alone. */
static int leave_out(struct files *files, const FTSENT *entry)
{
    files->left_out += entry->fts_name[0] != '.' && entry->fts_parent->fts_number == PLAIN_FOLDER;
    return 0;
}

/* What one step of the walk gives: 1 a message, 0 nothing of itself, -1. */
static int visit(struct files *files, FTSENT *entry, struct mail *mail, struct err *err)
{
    bool named = entry->fts_level == FTS_ROOTLEVEL;
    switch (entry->fts_info) {
    case FTS_D:
        entry->fts_number = kind_of(entry);
        if (is_skipped_folder(entry))
            fts_set(files->walk, entry, FTS_SKIP);
        return 0;
    case FTS_F:
        return named || is_message(entry) ? read_path(files, entry->fts_path, named, mail, err)
                                          : leave_out(files, entry);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        set_text(&files->name, xstrdup(entry->fts_path));
        return err_set(err, ERR_INPUT, "cannot be opened: %s", strerror(entry->fts_errno));
    default: /* a link, a socket, a loop, the way out of a folder */
        if (!named || entry->fts_info == FTS_DP)
            return entry->fts_info == FTS_DP ? 0 : leave_out(files, entry);
        set_text(&files->name, xstrdup(entry->fts_path));
        return err_set(err, ERR_INPUT, "is not a regular file");
    }
}

/* Begins the next path: 1 a message, 0 the walk has begun, -1. */
static int begin_path(struct files *files, struct mail *mail, struct err *err)
{
    char *path = files->paths[files->next++];
    char *one[] = {path, NULL};
    if (strcmp(path, "-") == 0)
        return read_stdin(files, mail, err);
    files->walk = fts_open(one, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, compare_names);
    if (files->walk)
        return 0;
    set_text(&files->name, xstrdup(path));
    return err_set(err, ERR_INPUT, "cannot be opened: %s", strerror(errno));
}

int files_next(struct files *files, struct mail *mail, const char **name, struct err *err)
{
    int result = 0;
    while (result == 0) {
        FTSENT *entry;
        if (files->mbox) {
            result = next_of_mbox(files, mail, err);
        } else if (files->walk && (entry = fts_read(files->walk)) != NULL) {
            result = visit(files, entry, mail, err);
        } else if (files->walk) {
            fts_close(files->walk);
            files->walk = NULL;
        } else if (files->next < files->count) {
            result = begin_path(files, mail, err);
        } else {
            return 0;
        }
    }
    *name = files->name;
    return result;
}
