#include <string.h>

#include "digest_rows.h"
#include "grefier/base/clock.h"
#include "grefier/service/calendar.h"

#define SIMILAR_KEPT 3

static int64_t local_day(int64_t instant)
{
    return instant == CLOCK_NONE ? DAY_NONE : calendar_local(instant).day;
}

static const char *missing_titles(const struct filling *filling, unsigned missing)
{
    const char *titles = "";
    for (size_t i = 0; i < filling->digest->field_count; i++)
        if (missing & 1u << i)
            titles = arena_format(filling->arena, "%s%s%s", titles, *titles ? ", " : "",
                                  filling->digest->field_title[i]);
    return titles;
}

static struct digest_person person_of(const struct filling *filling, const struct applicant *row)
{
    return (struct digest_person){.id = row->id,
                                  .field = (const char *const *)row->field,
                                  .extension = row->extension,
                                  .email = row->email      ? row->email
                                           : *row->contact ? row->contact
                                                           : NULL,
                                  .sector = sector_word(row->sector),
                                  .status = applicant_status_word(row->status),
                                  .missing = missing_titles(filling, row->missing),
                                  .created = local_day(row->created),
                                  .updated = local_day(row->updated),
                                  .last_asked = local_day(row->last_asked),
                                  .asked = row->asked,
                                  .disputed = row->disputed};
}

static int find_similar(const struct filling *filling, struct digest_person *person, struct err *err)
{
    int64_t *similar = NULL;
    size_t count = 0;
    if (roster_similar(filling->source->roster, person->id, filling->arena, &similar, &count, err) != 0)
        return -1;
    person->similar = similar;
    person->similar_count = count < SIMILAR_KEPT ? count : SIMILAR_KEPT;
    return 0;
}

static bool is_member(const struct applicant *row)
{
    return row->status == APPLICANT_COMPLETE || row->status == APPLICANT_INCOMPLETE ||
           row->status == APPLICANT_UNREACHABLE;
}

static void count_person(struct filling *filling, const struct applicant *row, uint64_t *sector)
{
    struct digest *digest = filling->digest;
    int64_t age = digest->day - local_day(row->created);
    if (row->status != APPLICANT_REVIEW && age >= 0 && age < DIGEST_DAYS)
        digest->by_day[DIGEST_DAYS - 1 - age]++;
    if (!is_member(row))
        return;
    digest->members++;
    sector[row->sector]++;
}

/* In the group's order, the empty ones too: who is missing is what the secretariat wants to see. */
static void fill_sectors(struct filling *filling, const uint64_t *sector)
{
    struct digest_count *count = arena_array(filling->arena, SECTOR_OTHER + 1, sizeof *count);
    size_t used = 0;
    for (int i = SECTOR_PARLIAMENT; i <= SECTOR_OTHER; i++)
        count[used++] = (struct digest_count){sector_word((enum sector)i), sector[i]};
    if (sector[SECTOR_NONE])
        count[used++] = (struct digest_count){"none", sector[SECTOR_NONE]};
    filling->digest->sector = count;
    filling->digest->sector_count = used;
}

int rows_people(struct filling *filling, struct err *err)
{
    struct digest *digest = filling->digest;
    uint64_t sector[SECTOR_OTHER + 1] = {0};
    size_t count = 0;
    if (roster_applicants(filling->source->roster, NULL, filling->arena, &filling->applicant,
                          &filling->applicant_count, err) != 0)
        return -1;
    count = filling->applicant_count;
    struct digest_person *all = arena_array(filling->arena, count + 1, sizeof *all);
    struct digest_person *fresh = arena_array(filling->arena, count + 1, sizeof *fresh);
    struct digest_person *open = arena_array(filling->arena, count + 1, sizeof *open);
    for (size_t i = 0; i < count; i++) {
        const struct applicant *row = filling->applicant[i];
        all[i] = person_of(filling, row);
        count_person(filling, row, sector);
        if (row->status == APPLICANT_INCOMPLETE)
            open[digest->incomplete_count++] = all[i];
        if (row->status == APPLICANT_REVIEW || row->created < filling->since ||
            row->created >= filling->until)
            continue;
        if (find_similar(filling, &all[i], err) != 0)
            return -1;
        fresh[digest->newcomer_count++] = all[i];
    }
    digest->person = all;
    digest->person_count = count;
    digest->newcomer = fresh;
    digest->incomplete = open;
    fill_sectors(filling, sector);
    return 0;
}
