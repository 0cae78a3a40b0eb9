#include "search.h"

#include <string.h>

/* Where a place is found, or would be. */
static int32_t slot_of(const sotto_hypotheses *list, int32_t key)
{
    int32_t slot = sotto_scatter(key, list->shift);
    while (list->index[slot] != 0 && list->keys[list->index[slot] - 1] != key) {
        slot = (slot + 1) & (sotto_index_length(list->shift) - 1);
    }

    return slot;
}

int32_t sotto_hypotheses_cheapest(const sotto_hypotheses *list)
{
    int32_t best = -1;
    for (int32_t place = 0; place < list->count; place++) {
        if (best < 0 || list->costs[place * list->ways] < list->costs[best * list->ways]) {
            best = place;
        }
    }

    return best;
}

void sotto_hypotheses_clear(sotto_hypotheses *list)
{
    list->count = 0;
    memset(list->index, 0, sizeof *list->index * (size_t)sotto_index_length(list->shift));
}

/* Puts a hypothesis among those of its place: in the place of the one with the same words, or of the dearest. */
static void insert(sotto_hypotheses *list, int32_t place, int32_t cost, int32_t words)
{
    int32_t *costs = list->costs + place * list->ways;
    uint16_t *said = list->words + place * list->ways;
    int32_t at = 0;
    while (at < list->ways - 1 && costs[at] != SOTTO_NO_COST && said[at] != words) {
        at++;
    }

    if (cost >= costs[at]) {
        return;
    }

    for (; at > 0 && costs[at - 1] > cost; at--) {
        costs[at] = costs[at - 1];
        said[at] = said[at - 1];
    }

    costs[at] = cost;
    said[at] = (uint16_t)words;
}

int sotto_hypotheses_add(sotto_hypotheses *list, int32_t key, int32_t cost, int32_t words)
{
    int32_t slot = slot_of(list, key);
    int32_t place = list->index[slot] - 1;
    if (place < 0) {
        if (list->count == list->capacity) {
            return 0;
        }

        place = list->count++;
        list->index[slot] = (uint16_t)list->count;
        list->keys[place] = key;
        for (int32_t way = 0; way < list->ways; way++) {
            list->costs[place * list->ways + way] = SOTTO_NO_COST;
        }
    }

    insert(list, place, cost, words);
    return 1;
}

static void move(sotto_hypotheses *list, int32_t from, int32_t to, int32_t limit, int32_t less)
{
    list->keys[to] = list->keys[from];
    for (int32_t way = 0; way < list->ways; way++) {
        int32_t cost = list->costs[from * list->ways + way];
        list->costs[to * list->ways + way] = cost <= limit ? cost - less : SOTTO_NO_COST;
        list->words[to * list->ways + way] = list->words[from * list->ways + way];
    }
}

void sotto_hypotheses_retain(sotto_hypotheses *list, int32_t limit, int32_t most, int32_t less)
{
    int32_t kept = 0;
    for (int32_t place = 0; place < list->count && kept < most; place++) {
        if (list->costs[place * list->ways] <= limit) {
            move(list, place, kept, limit, less);
            kept++;
        }
    }

    sotto_hypotheses_clear(list);
    list->count = kept;
    for (int32_t place = 0; place < kept; place++) {
        list->index[slot_of(list, list->keys[place])] = (uint16_t)(place + 1);
    }
}

/* Of the width in so many equal parts, how many from the first on hold no more places than may stay. */
static int32_t count_buckets(sotto_hypotheses *list, int32_t best, int32_t width, int32_t most)
{
    memset(list->buckets, 0, sizeof *list->buckets * SOTTO_BUCKETS);
    for (int32_t place = 0; place < list->count; place++) {
        int32_t over = list->costs[place * list->ways] - best;
        if (over <= width) {
            list->buckets[over * SOTTO_BUCKETS / (width + 1)]++;
        }
    }

    int32_t taken = 0;
    int32_t sum = list->buckets[0];
    while (taken < SOTTO_BUCKETS && sum <= most) {
        taken++;
        sum += taken < SOTTO_BUCKETS ? list->buckets[taken] : 0;
    }

    return taken;
}

int32_t sotto_hypotheses_narrow(sotto_hypotheses *list, int32_t best, int32_t width)
{
    int32_t most = list->capacity * 3 / 4;
    int32_t taken = count_buckets(list, best, width, most);
    while (taken == 0 && width > 0) {
        width /= SOTTO_BUCKETS;
        taken = count_buckets(list, best, width, most);
    }

    int32_t narrower = taken == 0 ? 0 : (taken * (width + 1) + SOTTO_BUCKETS - 1) / SOTTO_BUCKETS - 1;
    sotto_hypotheses_retain(list, best + narrower, most, 0);
    return narrower;
}
