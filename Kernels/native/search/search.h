/* What a search remembers: hypotheses at their places, and the words that they share. Each as its managed twin in Models/Spoken. */
#ifndef SOTTO_SEARCH_PARTS_H
#define SOTTO_SEARCH_PARTS_H

#include "automaton.h"

/* The cost of no hypothesis. */
#define SOTTO_NO_COST INT32_MAX

/* Numbers that sotto_hypotheses_narrow counts in. */
#define SOTTO_BUCKETS 64

/* Places, and at each of them the cheapest hypotheses with different words, cheapest first (HypothesisList.cs). */
typedef struct {
    int32_t capacity;
    int32_t ways;
    int32_t count;
    int32_t shift;
    int32_t *keys;
    int32_t *costs;
    int32_t *buckets;
    uint16_t *words;

    /* Where each place is found by its key, plus one; 0 is empty. Lists may share it: one uses it at a time. */
    uint16_t *index;
} sotto_hypotheses;

/* Beginnings of sentences, each once (WordHistories.cs). */
typedef struct {
    int32_t capacity;
    int32_t count;
    int32_t shift;
    uint16_t *words;
    uint16_t *previous;
    uint16_t *index;
} sotto_histories;

/* How far a number of 32 bits is shifted to be below a power of two that is at least `length`; that power. */
static inline int32_t sotto_shift_for(int32_t length)
{
    int32_t shift = 31;
    while (1 << (32 - shift) < length) {
        shift--;
    }

    return shift;
}

static inline int32_t sotto_index_length(int32_t shift)
{
    return 1 << (32 - shift);
}

/* Where the search for a key begins: Fibonacci hashing, after Knuth. */
static inline int32_t sotto_scatter(int32_t key, int32_t shift)
{
    return (int32_t)((uint32_t)key * 0x9E3779B1u >> shift);
}

/* The place with the cheapest hypothesis, the first of such; -1 where there is none. */
int32_t sotto_hypotheses_cheapest(const sotto_hypotheses *list);

void sotto_hypotheses_clear(sotto_hypotheses *list);

/* Adds a hypothesis; 0 where its place is new and there is no room. */
int sotto_hypotheses_add(sotto_hypotheses *list, int32_t key, int32_t cost, int32_t words);

/* Keeps places that cost no more than a limit, of many the first ones, and takes `less` from every cost. */
void sotto_hypotheses_retain(sotto_hypotheses *list, int32_t limit, int32_t most, int32_t less);

/* Of a full list, keeps what costs least, so that there is room again; how much more than `best` others may cost from now on. */
int32_t sotto_hypotheses_narrow(sotto_hypotheses *list, int32_t best, int32_t width);

void sotto_histories_clear(sotto_histories *histories);

/* A beginning and a word more: its number, -1 where there is no room for another. */
int32_t sotto_histories_extend(sotto_histories *histories, int32_t history, int32_t word);

/* Sweeps out what no hypothesis of a list has, and gives the list the new numbers. */
void sotto_histories_sweep(sotto_histories *histories, sotto_hypotheses *list);

/* Whether over a half is used. */
static inline int sotto_histories_are_crowded(const sotto_histories *histories)
{
    return histories->count > histories->capacity / 2;
}

#endif
