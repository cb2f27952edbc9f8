#include "grefier/roster/report.h"

#include <stdlib.h>
#include <string.h>
#include "store.h"

int report_digest_before(struct roster *roster, const char *day, int64_t now, struct arena *arena,
                         const char **before, int64_t *made, struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err,
              "SELECT day, made FROM digest WHERE day < ?1 AND made <= ?2 ORDER BY made DESC, day DESC"
              " LIMIT 1",
              text(day), integer(now)))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0) {
        *before = column_word(statement, 0, arena);
        *made = column_integer(statement, 1);
    }
    statement_close(&statement);
    return found;
}

struct tallies {
    struct arena *arena;
    struct topic_tally *item;
    size_t count;
};

static void add(struct tallies *tallies, const char *topic, size_t length, uint64_t times)
{
    for (size_t i = 0; i < tallies->count; i++)
        if (strlen(tallies->item[i].topic) == length && memcmp(tallies->item[i].topic, topic, length) == 0) {
            tallies->item[i].count += times;
            return;
        }
    tallies->item = list_grow(tallies->arena, tallies->item, tallies->count, sizeof *tallies->item);
    tallies->item[tallies->count++] = (struct topic_tally){arena_copy(tallies->arena, topic, length), times};
}

static int most_first(const void *a, const void *b)
{
    const struct topic_tally *one = a, *other = b;
    if (one->count != other->count)
        return one->count < other->count ? 1 : -1;
    return strcmp(one->topic, other->topic);
}

/* A letter's topics stand in one column, a line each. */
int report_topics(struct roster *roster, struct arena *arena, struct topic_tally **tally, size_t *count,
                  struct err *err)
{
    struct statement *statement;
    struct tallies tallies = {.arena = arena};
    if (QUERY(roster, &statement, err,
              "SELECT topic, count(*) FROM letter WHERE topic <> ?1 AND EXISTS (SELECT 1 FROM mention"
              " WHERE mention.letter = number) GROUP BY topic",
              text("")))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        const char *topics = column_word(statement, 0, arena);
        uint64_t times = (uint64_t)column_integer(statement, 1);
        for (size_t length; *topics; topics += length + (topics[length] == '\n')) {
            length = strcspn(topics, "\n");
            add(&tallies, topics, length, times);
        }
    }
    statement_close(&statement);
    if (more < 0)
        return -1;
    if (tallies.count)
        qsort(tallies.item, tallies.count, sizeof *tallies.item, most_first);
    *tally = tallies.item;
    *count = tallies.count;
    return 0;
}

int report_expired(struct roster *roster, int64_t since, int64_t until, uint64_t *count, struct err *err)
{
    int64_t expired = 0;
    if (NUMBER(roster, err, &expired,
               "SELECT count(*) FROM letter WHERE decision = 'expired' AND decided >= ?1 AND decided < ?2",
               integer(since), integer(until)) < 0)
        return -1;
    *count = (uint64_t)expired;
    return 0;
}
