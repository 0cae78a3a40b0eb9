/* What a program without a C library needs of RISC-V: where it starts, and Linux's system calls. */
#ifndef SOTTO_FREESTANDING_RISCV_H
#define SOTTO_FREESTANDING_RISCV_H

#include <stddef.h>
#include <stdint.h>

enum { READ = 63, WRITE = 64, EXIT = 93 };

/* The arguments of a system call lie in the registers that those of a function lie in. */
static int32_t system_call(int32_t number, int32_t file, void *bytes, size_t count)
{
    register int32_t a0 __asm__("a0") = file;
    register void *a1 __asm__("a1") = bytes;
    register size_t a2 __asm__("a2") = count;
    register int32_t a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
    return a0;
}

/* The linker addresses data by gp; what sets it must not itself be so addressed. */
__asm__(".globl _start\n"
        "_start:\n"
        "    .option push\n"
        "    .option norelax\n"
        "    la gp, __global_pointer$\n"
        "    .option pop\n"
        "    mv a0, sp\n"
        "    andi sp, sp, -16\n"
        "    j run\n");

#endif
