/* The words for what a reading says. */
#include "grefier/reading/reading.h"

const char *kind_word(enum kind kind)
{
    switch (kind) {
    case KIND_REGISTRATION:
        return "registration";
    case KIND_FOLLOWUP:
        return "followup";
    case KIND_WITHDRAWAL:
        return "withdrawal";
    case KIND_SENSITIVE:
        return "sensitive";
    case KIND_AUTOMATIC:
        return "automatic";
    case KIND_BOUNCE:
        return "bounce";
    case KIND_COMMAND:
        return "command";
    case KIND_OTHER:
        break;
    }
    return "other";
}

const char *action_word(enum action action)
{
    switch (action) {
    case ACTION_ACKNOWLEDGE:
        return "acknowledge";
    case ACTION_ASK:
        return "ask";
    case ACTION_REVIEW:
        return "review";
    case ACTION_IGNORE:
        break;
    }
    return "ignore";
}

const char *sector_word(enum sector sector)
{
    switch (sector) {
    case SECTOR_PARLIAMENT:
        return "parliament";
    case SECTOR_LAW:
        return "law";
    case SECTOR_ACADEMIA:
        return "academia";
    case SECTOR_INSTITUTION:
        return "institution";
    case SECTOR_CIVIL_SOCIETY:
        return "civil-society";
    case SECTOR_OTHER:
        return "other";
    case SECTOR_NONE:
        break;
    }
    return NULL;
}
