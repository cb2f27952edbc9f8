/*
 * Every limit on what the outside can make us hold, each with its reason. Input is hostile: a size is checked
 * against its cap before memory is taken for it.
 */
#ifndef GREFIER_BASE_CAPS_H
#define GREFIER_BASE_CAPS_H

#define CAP_MESSAGE_BYTES                                                                                    \
    (256u * 1024u) /* fetched of each message: signatures and texts lie in front, files behind */
#define CAP_HEADER_COUNT    512u  /* header fields kept of one message; real mail has under 100 */
#define CAP_HEADER_BYTES    8192u /* one decoded header value; long enough for any real Received line */
#define CAP_ADDRESSES       256u  /* addresses kept of one header field */
#define CAP_REFERENCES      64u   /* message ids kept of References: the nearest ones count */
#define CAP_MIME_DEPTH      32u   /* nested parts walked; real mail has under 8 */
#define CAP_MIME_PARTS      256u  /* parts looked at; the rest is noted as damage */
#define CAP_TEXT_BYTES      (256u * 1024u)       /* decoded text read from one message */
#define CAP_HTML_BYTES      (2u * 1024u * 1024u) /* HTML handed to the parser */
#define CAP_LINES           4000u                /* lines of text read from one message */
#define CAP_LINE_BYTES      4096u                /* one line or joined paragraph; the rest of it is cut */
#define CAP_ATTACHMENTS     64u                  /* attachment names kept */
#define CAP_OWN_BYTES       32768u        /* own words that rules are tried on; a sign-up has under 5,000 */
#define CAP_PEOPLE          24u           /* people signed up by one message; more goes to a person */
#define CAP_CANDIDATES      512u          /* values proposed for one message */
#define CAP_VALUE_BYTES     200u          /* one field's value; also what an answer repeats */
#define CAP_ANSWER_BYTES    (32u * 1024u) /* one composed answer */
#define CAP_MATCH_LIMIT     100000u       /* PCRE2 backtracking steps from one start */
#define CAP_MATCH_HEAP_KIB  4096u         /* PCRE2 heap for one match */
#define CAP_TRIAL_BYTES     11000000u /* that rules look at in one message; a sign-up takes under 1,600,000 */
#define CAP_RULE_FILE_BYTES (1024u * 1024u)       /* one rule file */
#define CAP_RULES           4096u                 /* rules in all files together */
#define CAP_RESPONSE_BYTES  (16u * 1024u * 1024u) /* read from the IMAP server for one command */

#endif
