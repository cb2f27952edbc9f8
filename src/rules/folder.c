#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grefier/base/text.h"

#define FOLDER_DEPTH 8u    /* of folders in folders: a link to a parent must end somewhere */
#define FOLDER_FILES 4096u /* in all layers */

struct listing {
    struct rule_file *file;
    size_t count;
};

static bool is_rule_file(const char *name)
{
    return text_ends(name, ".yaml") || text_ends(name, ".yml") || strcmp(name, WORDING_FILE) == 0 ||
           ((strncmp(name, "answers/", 8) == 0 || strncmp(name, "digest/", 7) == 0) &&
            text_ends(name, ".txt"));
}

static char *join(const char *folder, const char *name)
{
    struct buf path;
    buf_init(&path, SIZE_MAX / 4);
    buf_add_text(&path, folder);
    if (*folder)
        buf_add_byte(&path, '/');
    buf_add_text(&path, name);
    return buf_take(&path, NULL);
}

/* A later layer's file takes the place of an earlier one. Takes over both strings. */
static void keep(struct listing *listing, char *name, char *path)
{
    for (size_t i = 0; i < listing->count; i++)
        if (strcmp(listing->file[i].name, name) == 0) {
            free(listing->file[i].path);
            listing->file[i].path = path;
            free(name);
            return;
        }
    listing->file = xrealloc(listing->file, listing->count + 1, sizeof *listing->file);
    listing->file[listing->count++] = (struct rule_file){name, path};
}

static int walk(struct listing *listing, const char *root, const char *inside, unsigned depth,
                struct err *err)
{
    char *folder = *inside ? join(root, inside) : xstrdup(root);
    DIR *open = opendir(folder);
    int result = open ? 0 : err_set(err, ERR_RETRY, "%s: %s", folder, strerror(errno));
    const struct dirent *item;
    while (open && result == 0 && (item = readdir(open))) {
        if (item->d_name[0] == '.')
            continue;
        char *name = join(inside, item->d_name), *path = join(root, name);
        struct stat status;
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            if (depth < FOLDER_DEPTH)
                result = walk(listing, root, name, depth + 1, err);
        } else if (is_rule_file(name)) {
            if (listing->count < FOLDER_FILES) {
                keep(listing, name, path);
                continue;
            }
            result = err_set(err, ERR_INPUT, "%s: more than %u rule files", folder, FOLDER_FILES);
        }
        free(name);
        free(path);
    }
    if (open)
        closedir(open);
    free(folder);
    return result;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct rule_file *)a)->name, ((const struct rule_file *)b)->name);
}

int folder_list(const char *const *folders, size_t count, struct rule_file **files, size_t *file_count,
                struct err *err)
{
    struct listing listing = {0};
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = walk(&listing, folders[i], "", 0, err);
    if (result != 0) {
        folder_list_free(listing.file, listing.count);
        return result;
    }
    if (listing.count)
        qsort(listing.file, listing.count, sizeof *listing.file, by_name);
    *files = listing.file;
    *file_count = listing.count;
    return 0;
}

void folder_list_free(struct rule_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(files[i].name);
        free(files[i].path);
    }
    free(files);
}

int folder_read(const char *path, struct buf *bytes, struct err *err)
{
    buf_clear(bytes);
    int result = 0,
        file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe must not hold us */
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0)
        result = err_set(err, ERR_RETRY, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        result = err_set(err, ERR_INPUT, "%s: not a file", path);
    while (result == 0) {
        char piece[16384];
        ssize_t got = read(file, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            result = err_set(err, ERR_RETRY, "%s: %s", path, strerror(errno));
        if (got <= 0)
            break;
        if (buf_add(bytes, piece, (size_t)got) != 0)
            result = err_set(err, ERR_INPUT, "%s: larger than %zu bytes", path, bytes->maximum);
    }
    if (file >= 0)
        close(file);
    return result;
}
