/* mail_folder: a temporary folder with message files in it, for the tests of sources. */
#ifndef GREFIER_TESTS_MAIL_FOLDER_H
#define GREFIER_TESTS_MAIL_FOLDER_H

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct mail_folder {
    char path[64];
};

/* The path of what lies in the folder; valid until the eighth call after. */
static inline const char *inside(const struct mail_folder *folder, const char *name)
{
    static char paths[8][512];
    static unsigned turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder->path, name);
    return path;
}

static inline int make_folder(void **state)
{
    struct mail_folder *folder = calloc(1, sizeof *folder);
    snprintf(folder->path, sizeof folder->path, "/tmp/grefier-test-XXXXXX");
    *state = folder;
    return mkdtemp(folder->path) ? 0 : -1;
}

static inline int drop_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline int drop_folder(void **state)
{
    struct mail_folder *folder = *state;
    nftw(folder->path, drop_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
    return 0;
}

static inline void make_maildir(const struct mail_folder *folder)
{
    mkdir(inside(folder, "cur"), 0700);
    mkdir(inside(folder, "new"), 0700);
    mkdir(inside(folder, "tmp"), 0700);
}

static inline void put_bytes(const struct mail_folder *folder, const char *name, const char *bytes,
                             size_t length)
{
    FILE *file = fopen(inside(folder, name), "w");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

static inline void put(const struct mail_folder *folder, const char *name, const char *text)
{
    put_bytes(folder, name, text, strlen(text));
}

static inline int is_there(const struct mail_folder *folder, const char *name)
{
    return access(inside(folder, name), F_OK) == 0;
}

static inline int count_files(const struct mail_folder *folder, const char *name)
{
    int count = 0;
    DIR *entries = opendir(inside(folder, name));
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;)
        count += entry->d_name[0] != '.';
    if (entries)
        closedir(entries);
    return entries ? count : -1;
}

#endif
