/* What a program without a C library needs of Xtensa: where it starts, and Linux's system calls. */
#ifndef SOTTO_FREESTANDING_XTENSA_H
#define SOTTO_FREESTANDING_XTENSA_H

#include <stddef.h>
#include <stdint.h>

enum { READ = 12, WRITE = 13, EXIT = 118 };

/* The number goes where the result comes back, the first argument where no function has it. */
static int32_t system_call(int32_t number, int32_t file, void *bytes, size_t count)
{
    register int32_t a2 __asm__("a2") = number;
    register int32_t a6 __asm__("a6") = file;
    register void *a3 __asm__("a3") = bytes;
    register size_t a4 __asm__("a4") = count;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3), "r"(a4) : "memory");
    return a2;
}

/* A function's first argument is a2, the stack a1, a multiple of 16. */
__asm__(".globl _start\n"
        "_start:\n"
        "    mov a2, a1\n"
        "    srli a1, a1, 4\n"
        "    slli a1, a1, 4\n"
        "    j run\n");

#endif
