/*
 * lookup: the addresses of a host, by the system's resolver, which waits for half a minute where no name server answers
 * and cannot be interrupted. So it is asked in a thread of its own, which does nothing else and can be left to itself.
 */
#ifndef GREFIER_MAILBOX_LOOKUP_H
#define GREFIER_MAILBOX_LOOKUP_H

#include <netdb.h>
#include <stdint.h>

/*
 * Looks for the stream addresses of that host and port (a number) until `deadline` (in clock_ticks) or the end of
 * the program. Returns 0 and *found (to be freed by freeaddrinfo), or -1 and *cause, a text that lasts.
 */
int lookup_host(const char *host, const char *port, int64_t deadline, struct addrinfo **found,
                const char **cause);

#endif
