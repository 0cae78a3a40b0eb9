#include "search.h"

#include <string.h>

static void clear_index(sotto_histories *histories)
{
    memset(histories->index, 0, sizeof *histories->index * (size_t)sotto_index_length(histories->shift));
}

/* Where a history is found, or would be. */
static int32_t slot_of(const sotto_histories *histories, int32_t history, int32_t word)
{
    int32_t slot = sotto_scatter(history << 12 | word, histories->shift);
    for (;;) {
        int32_t found = histories->index[slot] - 1;
        if (found < 0 || (histories->previous[found] == history && histories->words[found] == word)) {
            return slot;
        }

        slot = (slot + 1) & (sotto_index_length(histories->shift) - 1);
    }
}

void sotto_histories_clear(sotto_histories *histories)
{
    histories->count = 1;
    clear_index(histories);
}

int32_t sotto_histories_extend(sotto_histories *histories, int32_t history, int32_t word)
{
    int32_t slot = slot_of(histories, history, word);
    if (histories->index[slot] != 0) {
        return histories->index[slot] - 1;
    }

    if (histories->count == histories->capacity) {
        return -1;
    }

    histories->words[histories->count] = (uint16_t)word;
    histories->previous[histories->count] = (uint16_t)history;
    histories->count++;
    histories->index[slot] = (uint16_t)histories->count;
    return histories->count - 1;
}

/* Marks what a list has, and what that goes on from: in the index, which is not needed meanwhile. */
static void mark(sotto_histories *histories, const sotto_hypotheses *list)
{
    memset(histories->index, 0, sizeof *histories->index * (size_t)histories->count);
    for (int32_t i = 0; i < list->count * list->ways; i++) {
        if (list->costs[i] != SOTTO_NO_COST) {
            histories->index[list->words[i]] = 1;
        }
    }

    for (int32_t i = histories->count - 1; i > 0; i--) {
        if (histories->index[i] != 0) {
            histories->index[histories->previous[i]] = 1;
        }
    }
}

/* Moves up those that are marked, and writes their new numbers over the marks. A beginning comes before what goes on from it. */
static void renumber(sotto_histories *histories)
{
    int32_t kept = 1;
    histories->index[0] = 0;
    for (int32_t i = 1; i < histories->count; i++) {
        if (histories->index[i] != 0) {
            histories->words[kept] = histories->words[i];
            histories->previous[kept] = histories->index[histories->previous[i]];
            histories->index[i] = (uint16_t)kept;
            kept++;
        }
    }

    histories->count = kept;
}

void sotto_histories_sweep(sotto_histories *histories, sotto_hypotheses *list)
{
    mark(histories, list);
    renumber(histories);
    for (int32_t i = 0; i < list->count * list->ways; i++) {
        if (list->costs[i] != SOTTO_NO_COST) {
            list->words[i] = histories->index[list->words[i]];
        }
    }

    clear_index(histories);
    for (int32_t i = 1; i < histories->count; i++) {
        histories->index[slot_of(histories, histories->previous[i], histories->words[i])] = (uint16_t)(i + 1);
    }
}
