/*
 * Functions whose every use has been somebody's bug: calling one does not compile. The file is included
 * before everything else in each of our C files.
 */
#ifndef GREFIER_BASE_BANNED_H
#define GREFIER_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function) use_of_##function##_is_banned
#undef strcpy
#define strcpy(to, from) BANNED(strcpy)
#undef strcat
#define strcat(to, from) BANNED(strcat)
#undef strncpy
#define strncpy(to, from, size) BANNED(strncpy)
#undef strncat
#define strncat(to, from, size) BANNED(strncat)
#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef strtok
#define strtok(text, marks) BANNED(strtok)
#undef gmtime
#define gmtime(time) BANNED(gmtime)
#undef localtime
#define localtime(time) BANNED(localtime)
#undef ctime
#define ctime(time) BANNED(ctime)
#undef asctime
#define asctime(time) BANNED(asctime)
#undef atoi
#define atoi(text) BANNED(atoi)
#undef atol
#define atol(text) BANNED(atol)
#undef tmpnam
#define tmpnam(name) BANNED(tmpnam)

#endif
