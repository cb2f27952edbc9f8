#include "grefier/roster/lessons.h"

#include "store.h"

int roster_keep_lesson(struct roster *roster, const struct lesson *lesson, int64_t now, struct err *err)
{
    return RUN(roster, err, "INSERT OR IGNORE INTO lesson VALUES (?1, ?2, ?3, ?4, ?5)",
               integer(lesson->letter), text(lesson->sender), text(lesson->subject), text(lesson->body),
               integer(now));
}

int roster_lessons(struct roster *roster, struct arena *arena, struct lesson **lesson, size_t *count,
                   struct err *err)
{
    struct statement *statement;
    struct lesson *all = NULL;
    size_t found = 0;
    int more;
    if (QUERY(roster, &statement, err,
              "SELECT number, sender, lesson.subject, body, language, reason FROM lesson"
              " JOIN letter ON number = letter"
              " ORDER BY number"))
        return -1;
    while ((more = statement_next(statement, err)) > 0) {
        all = list_grow(arena, all, found, sizeof *all);
        all[found++] = (struct lesson){.letter = column_integer(statement, 0),
                                       .sender = column_word(statement, 1, arena),
                                       .subject = column_word(statement, 2, arena),
                                       .body = column_word(statement, 3, arena),
                                       .language = column_word(statement, 4, arena),
                                       .reason = column_word(statement, 5, arena)};
    }
    statement_close(&statement);
    if (more < 0)
        return -1;
    *lesson = all;
    *count = found;
    return 0;
}
