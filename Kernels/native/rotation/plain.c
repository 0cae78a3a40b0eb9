/* Positions as angles (Su et al., "RoFormer", 2021, section 3.2.2): a value is turned together with the one half a head further on. */
#include "../transformer.h"

static int8_t to_byte(int32_t value)
{
    return (int8_t)sotto_clamp((value + 64) >> 7, SOTTO_LEAST, SOTTO_MOST);
}

void sotto_rotate_plain(const int8_t *turns, int32_t half, int8_t *heads, int32_t count)
{
    for (int32_t head = 0; head < count; head++) {
        for (int32_t i = 0; i < half; i++) {
            int32_t cosine = turns[2 * i];
            int32_t sine = turns[2 * i + 1];
            int32_t first = heads[i];
            int32_t second = heads[half + i];
            heads[i] = to_byte(first * cosine - second * sine);
            heads[half + i] = to_byte(second * cosine + first * sine);
        }

        heads += 2 * half;
    }
}
