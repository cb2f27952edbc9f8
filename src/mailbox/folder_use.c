#include "folder_use.h"

#include <libetpan/libetpan.h>
#include <string.h>
#include "folder_name.h"
#include "grefier/base/arena.h"
#include "grefier/base/text.h"

bool folder_is_use(const char *folder)
{
    return text_same(folder, SOURCE_SENT) || text_same(folder, SOURCE_DRAFTS);
}

const char *folder_usual_name(const char *use)
{
    return text_same(use, SOURCE_SENT) ? "Sent" : "Drafts";
}

static bool has_flag(const struct mailimap_mbx_list_flags *flags, const char *wanted)
{
    for (clistiter *at = flags->mbf_oflags ? clist_begin(flags->mbf_oflags) : NULL; at; at = clist_next(at)) {
        const struct mailimap_mbx_list_oflag *flag = clist_content(at);
        if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && flag->of_flag_ext &&
            text_same(flag->of_flag_ext, wanted))
            return true;
    }
    return false;
}

/* A folder that is only a name in the server's configuration is of no use. */
static bool can_be_opened(const struct mailimap_mbx_list_flags *flags)
{
    bool is_selectable = flags->mbf_type != MAILIMAP_MBX_LIST_FLAGS_SFLAG ||
                         flags->mbf_sflag != MAILIMAP_MBX_LIST_SFLAG_NOSELECT;
    return is_selectable && !has_flag(flags, "NonExistent");
}

/* The first folder of the list that is for that use, or NULL. A name that could not be asked for again is none. */
static char *first_for(clist *list, const char *use)
{
    char *name = NULL;
    for (clistiter *at = list ? clist_begin(list) : NULL; at && !name; at = clist_next(at)) {
        const struct mailimap_mailbox_list *folder = clist_content(at);
        if (folder->mb_flag && folder->mb_name && has_flag(folder->mb_flag, use + strlen("\\")) &&
            can_be_opened(folder->mb_flag))
            folder_name_decode(folder->mb_name, &name);
    }
    return name;
}

/* Servers that cannot be asked for uses alone may name them in any list of folders. A no is no answer, no failure. */
int folder_find(struct session *session, const char *folder, char **name, struct err *err)
{
    int tag;
    if (!folder_is_use(folder)) {
        *name = xstrdup(folder);
        return 0;
    }
    bool can_be_asked = mailimap_has_extension(session->imap, "SPECIAL-USE") &&
                        mailimap_has_extension(session->imap, "LIST-EXTENDED");
    if (session_send(session, can_be_asked ? "LIST (SPECIAL-USE) \"\" \"*\"" : "LIST \"\" \"*\"", &tag,
                     err) != 0)
        return -1;
    session->any_order = true; /* BAD is no answer either */
    int answer = session_read(session, tag, false, err);
    session->any_order = false;
    if (answer < 0)
        return -1;
    char *found = answer == 0 ? first_for(session->imap->imap_response_info->rsp_mailbox_list, folder) : NULL;
    *name = found ? found : xstrdup(folder_usual_name(folder));
    return 0;
}
