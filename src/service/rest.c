#include "rest.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * What is never written to is a copy of the file, which the system keeps and reads again by itself. Segments that are
 * written to are left: relocations and data live there.
 */
static int drop_code(struct dl_phdr_info *object, size_t size, void *page)
{
    (void)size;
    uintptr_t mask = ~(*(const uintptr_t *)page - 1);
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W))
            continue;
        uintptr_t from = (object->dlpi_addr + segment->p_vaddr) & mask,
                  to = (object->dlpi_addr + segment->p_vaddr + segment->p_memsz + ~mask) & mask;
        madvise((void *)from, to - from,
                MADV_DONTNEED); /* where it is refused nothing is lost but the room */
    }
    return 0;
}

void rest_from_work(void)
{
    malloc_trim(0);
}

void rest_for_long(const struct rules *rules)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    rules_rest(rules);
    malloc_trim(0);
    dl_iterate_phdr(drop_code, &page);
}
