#include "message_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"

int message_file_open(int folder_fd, const char *name, bool follow, struct err *err)
{
    struct stat status;
    /* O_NONBLOCK: a FIFO under that name must not hold us */
    int fd = openat(folder_fd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
    if (fd < 0)
        return err_set(err,
                       errno == ENOENT || errno == ELOOP ? ERR_INPUT
                       : errno == EACCES                 ? ERR_REFUSED
                                                         : ERR_RETRY,
                       "cannot be opened: %s", strerror(errno));
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        return err_set(err, ERR_INPUT, "is not a regular file");
    }
    return fd;
}

static void set_date(FILE *stream, struct mail *mail)
{
    struct stat status;
    mail->internal_date = CLOCK_NONE;
    if (fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode))
        mail->internal_date = (int64_t)status.st_mtime;
}

/* Adds what fits under the cap, counts everything. */
static void add(struct buf *text, struct mail *mail, const char *bytes, size_t length)
{
    size_t room = text->maximum - text->length;
    buf_add(text, bytes, length < room ? length : room);
    mail->size += length;
}

static int finish(struct buf *text, struct mail *mail, bool failed, struct err *err)
{
    if (failed) {
        buf_free(text);
        return err_set(err, ERR_RETRY, "cannot be read: %s", strerror(errno));
    }
    mail->raw = buf_take(text, &mail->length);
    mail->truncated = mail->size > mail->length;
    return 0;
}

int message_file_read(FILE *stream, struct mail *mail, struct err *err)
{
    char piece[16384];
    size_t count;
    struct buf text;
    buf_init(&text, CAP_MESSAGE_BYTES);
    *mail = (struct mail){.size = 0};
    set_date(stream, mail);
    while ((count = fread(piece, 1, sizeof piece, stream)) > 0)
        add(&text, mail, piece, count);
    return finish(&text, mail, ferror(stream) != 0, err);
}

/* ---- mbox ---------------------------------------------------------------------------------------------- */

bool mbox_begins(FILE *stream)
{
    static const char mark[] = "From ";
    size_t matched = 0;
    int byte = EOF;
    while (matched < 5 && (byte = getc(stream)) == mark[matched])
        matched++;
    if (matched < 5 && byte != EOF)
        ungetc(byte, stream);
    for (size_t i = matched; i > 0; i--) /* glibc takes as many back as were read */
        ungetc(mark[i - 1], stream);
    return matched == 5;
}

/* The next line with its end, or a piece of a long one. 0 at the end. */
static size_t read_piece(struct mbox *mbox)
{
    size_t length = 0;
    for (int byte; length < sizeof mbox->line && (byte = getc_unlocked(mbox->stream)) != EOF;) {
        mbox->line[length++] = (char)byte;
        if (byte == '\n')
            break;
    }
    return length;
}

static bool is_quoted_from(const char *line, size_t length)
{
    size_t marks = 0;
    while (marks < length && line[marks] == '>')
        marks++;
    return marks > 0 && length - marks >= 5 && memcmp(line + marks, "From ", 5) == 0;
}

/* A separator line ends the message before it and begins the one behind it: what is left of it is skipped. */
static void skip_line(struct mbox *mbox, size_t length)
{
    while (length > 0 && mbox->line[length - 1] != '\n')
        length = read_piece(mbox);
}

int mbox_read(struct mbox *mbox, struct mail *mail, struct err *err)
{
    const char *line = mbox->line;
    size_t length, blank = 0;
    bool line_start = true, begun = mbox->separator_read;
    struct buf text;
    buf_init(&text, CAP_MESSAGE_BYTES);
    *mail = (struct mail){.size = 0};
    set_date(mbox->stream, mail);
    mbox->separator_read = false;
    while (!mbox->separator_read && (length = read_piece(mbox)) > 0) {
        if (line_start && length >= 5 && memcmp(line, "From ", 5) == 0 && (blank > 0 || !begun)) {
            skip_line(mbox, length);
            mbox->separator_read = begun;
            begun = true;
            continue;
        }
        size_t mark = line_start && is_quoted_from(line, length) ? 1 : 0;
        add(&text, mail, line + mark, length - mark);
        blank = line_start && (line[0] == '\n' || (length == 2 && memcmp(line, "\r\n", 2) == 0)) ? length : 0;
        line_start = line[length - 1] == '\n';
        begun = true;
    }
    mail->size -= blank; /* it belongs to the mbox */
    if (text.length > mail->size)
        text.data[text.length = (size_t)mail->size] = '\0';
    if (finish(&text, mail, ferror(mbox->stream) != 0, err) != 0)
        return -1;
    if (begun)
        return 1;
    mail_release(mail);
    return 0;
}

/* The length of the field's name at the start of a line, 0 when there is none. */
static size_t field_name(const char *line, size_t length)
{
    size_t name = 0;
    while (name < length && line[name] > ' ' && line[name] < 0x7f && line[name] != ':')
        name++;
    return name < length && line[name] == ':' ? name : 0;
}

bool message_begins(const char *bytes, size_t length)
{
    static const char *const usual[] = {"From",        "Date",       "Received",
                                        "Return-Path", "Message-ID", "MIME-Version"};
    bool first = true;
    for (const char *line = bytes, *end = bytes + length; line < end; first = false) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((next ? next : end) - line), name = field_name(line, size);
        bool folded = !first && size && (*line == ' ' || *line == '\t');
        if (!name && !folded) /* the header is over, or none was begun */
            return false;
        for (size_t i = 0; name && !folded && i < sizeof usual / sizeof *usual; i++)
            if (strlen(usual[i]) == name && strncasecmp(usual[i], line, name) == 0)
                return true;
        line = next ? next + 1 : end;
    }
    return false;
}
