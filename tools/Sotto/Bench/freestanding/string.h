/* All of a C library that the kernels may use: for compilers that come without one, and the proof that there is no more. */
#ifndef SOTTO_FREESTANDING_STRING_H
#define SOTTO_FREESTANDING_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);

#endif
