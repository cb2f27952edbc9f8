#include "enclosure.h"

#include <string.h>

#define OFFICIAL   90 /* the words tell of a paper that names or signs up somebody */
#define TITLED     70 /* the file's own name says so */
#define FORM_LIKE  60 /* a name that a form or a letter has; below, any document */
#define COVER_NOTE 12 /* words that only hand a file over */

static const struct sign *told_of(const struct weighing *weighing)
{
    return signs_best(&weighing->signs, SIGN_ATTACHMENT, TEXT_ZONES);
}

static const struct sign *document(const struct weighing *weighing)
{
    return signs_best(&weighing->signs, SIGN_ATTACHMENT, RULE_ZONE_ATTACHMENT);
}

static bool has_file(const struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->letter->attachment_count; i++)
        if (!weighing->letter->attachment[i].is_inline)
            return true;
    return false;
}

/* The signature and the From name of a nomination are the nominator's, of what an office sends the office's. */
static bool counts(const struct weighing *weighing, const struct value *value)
{
    const struct sign *told = told_of(weighing);
    const char *where = value->evidence.where;
    if (!value->text || !where)
        return false;
    bool hands_over = weighing->wished == SIGN_NOMINATE || (told && told->weight >= OFFICIAL);
    return !hands_over || strcmp(where, "own") == 0 || strcmp(where, "subject") == 0;
}

static bool is_somebody_given(const struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->people->count; i++) {
        const struct value *field = weighing->people->person[i].field;
        if (counts(weighing, &field[FIELD_NAME]) &&
            (counts(weighing, &field[FIELD_POSITION]) || counts(weighing, &field[FIELD_PHONE])))
            return true;
    }
    return false;
}

bool enclosure_holds_data(struct weighing *weighing)
{
    if (!has_file(weighing))
        return false;
    const struct sign *told = told_of(weighing), *file = document(weighing);
    unsigned given = weighing->said + (weighing->wished == SIGN_NOMINATE ? 0 : weighing->signed_only);
    bool pointed_at = told || (file && file->weight >= FORM_LIKE);
    bool says_nothing =
        told && weighing->said <= 2 && !weighing_has_own_wish(weighing); /* "Vezi atașament." */
    bool lacks_data = (told || file) && !is_somebody_given(weighing);
    if (!(pointed_at && given <= 1) && !says_nothing && !lacks_data)
        return false;
    weighing_speak(weighing, told ? told : file);
    return true;
}

bool enclosure_is_signup(struct weighing *weighing)
{
    const struct sign *told = told_of(weighing), *file = document(weighing);
    if (!file || weighing->against >= SERIOUS || weighing->said > 2)
        return false;
    bool official = told && told->weight >= OFFICIAL && weighing->context >= NAMED;
    bool titled = file->weight >= TITLED && weighing_other_words(weighing) <= COVER_NOTE &&
                  (weighing->context > 0 || !weighing_is_reply(weighing));
    if (official || titled)
        weighing_speak(weighing, official ? told : file);
    return official || titled;
}
