#include <signal.h>
#include <sys/stat.h>

#include "grefier/command/command.h"

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    umask(077);
    return command_main(argc, argv);
}
