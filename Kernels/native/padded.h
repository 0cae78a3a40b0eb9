/* How memory that a caller gives in one piece is cut into several. */
#ifndef SOTTO_PADDED_H
#define SOTTO_PADDED_H

#include <stddef.h>

/* What every piece begins at a multiple of, as the whole does. */
#define SOTTO_ALIGNMENT 16

/* Bytes up to where the next piece may begin. */
static inline size_t sotto_padded(size_t bytes)
{
    return (bytes + SOTTO_ALIGNMENT - 1) / SOTTO_ALIGNMENT * SOTTO_ALIGNMENT;
}

#endif
