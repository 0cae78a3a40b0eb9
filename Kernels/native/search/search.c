/* Token passing over a word automaton, as the managed SentenceDecoder.cs does it: its comments say why. */
#include "search.h"

#include "../padded.h"

#include <string.h>

#define WAYS 3
#define MAXIMUM_BASE (1 << 29)
#define MAXIMUM_BEAM (1 << 20)
#define MAXIMUM_WEIGHT 4096
#define MAXIMUM_SIZE 16384
#define COSTS 256

/* Keys of places (PlaceKey.cs). */
enum { KEY_STATE = 0, KEY_NODE = 1, KEY_ARC = 2, KEY_WORD = 3 };

#define KIND_SHIFT 28
#define INDEX_SHIFT 7
#define INDEX_MASK ((1 << (KIND_SHIFT - INDEX_SHIFT)) - 1)
#define SOUND_MASK 0x3F
#define BLANK 1

struct sotto_search {
    sotto_search_state known;
    const sotto_automaton *automaton;
    sotto_search_settings settings;
    sotto_histories histories;
    sotto_hypotheses lists[2];
    sotto_hypotheses best;
    sotto_hypotheses *current;
    sotto_hypotheses *next;
    int32_t base;
    int32_t lowest;
    int32_t width;
    int32_t limit;

    /* The hypotheses of the place that is gone on from. */
    int32_t costs[WAYS];
    int32_t words[WAYS];
    int32_t penalties[SOTTO_SEARCH_LABELS];
    int32_t weighted[COSTS];
    int32_t buckets[SOTTO_BUCKETS];
};

static int32_t node_key(int32_t node)
{
    return KEY_NODE << KIND_SHIFT | node << 1;
}

static int32_t word_key(int32_t kind, int32_t index, int32_t place)
{
    return kind << KIND_SHIFT | index << INDEX_SHIFT | place << 1;
}

/* The next sound of a word, after a sound or the blank after it. */
static int32_t next_sound(int32_t key)
{
    return (key & ~BLANK) + 2;
}

int sotto_search_takes(const sotto_search_settings *settings)
{
    return sotto_in_range(settings->beam, 0, MAXIMUM_BEAM) && sotto_in_range(settings->language_weight, 0, MAXIMUM_WEIGHT)
        && sotto_in_range(settings->word_penalty, 0, MAXIMUM_WEIGHT) && sotto_in_range(settings->places, 4, MAXIMUM_SIZE)
        && sotto_in_range(settings->histories, 4, MAXIMUM_SIZE) && sotto_in_range(settings->sentences, 1, 16);
}

/* Takes an array of `bytes` each from where `at` stands in memory, which may be null to count only. */
static void *take(uint8_t *memory, size_t *at, int32_t count, size_t bytes)
{
    void *taken = memory == NULL ? NULL : memory + *at;
    *at += sotto_padded((size_t)count * bytes);
    return taken;
}

static void place_list(sotto_hypotheses *list, uint8_t *memory, size_t *at, int32_t capacity, int32_t ways)
{
    list->capacity = capacity;
    list->ways = ways;
    list->shift = sotto_shift_for(2 * capacity);
    list->keys = take(memory, at, capacity, sizeof *list->keys);
    list->costs = take(memory, at, capacity * ways, sizeof *list->costs);
    list->words = take(memory, at, capacity * ways, sizeof *list->words);
}

/* Places all arrays behind the search; how many bytes all of it takes. */
static size_t place_arrays(sotto_search *search, uint8_t *memory, const sotto_search_settings *settings)
{
    size_t at = sotto_padded(sizeof *search);
    place_list(&search->lists[0], memory, &at, settings->places, WAYS);
    place_list(&search->lists[1], memory, &at, settings->places, WAYS);
    place_list(&search->best, memory, &at, 1, settings->sentences);
    int32_t index_length = sotto_index_length(search->lists[0].shift);
    search->lists[0].index = take(memory, &at, index_length, sizeof *search->best.index);
    search->lists[1].index = search->lists[0].index;
    search->best.index = take(memory, &at, sotto_index_length(search->best.shift), sizeof *search->best.index);
    sotto_histories *histories = &search->histories;
    histories->capacity = settings->histories;
    histories->shift = sotto_shift_for(2 * settings->histories);
    histories->words = take(memory, &at, settings->histories, sizeof *histories->words);
    histories->previous = take(memory, &at, settings->histories, sizeof *histories->previous);
    histories->index = take(memory, &at, sotto_index_length(histories->shift), sizeof *histories->index);
    return at;
}

size_t sotto_search_bytes(const sotto_search_settings *settings)
{
    sotto_search counted;
    return place_arrays(&counted, NULL, settings);
}

sotto_search *sotto_search_init(void *memory, const sotto_automaton *automaton, const sotto_search_settings *settings)
{
    sotto_search *search = memory;
    memset(search, 0, sizeof *search);
    search->automaton = automaton;
    search->settings = *settings;
    place_arrays(search, memory, settings);
    search->lists[0].buckets = search->buckets;
    search->lists[1].buckets = search->buckets;
    search->best.buckets = search->buckets;
    search->current = &search->lists[0];
    search->next = &search->lists[1];
    for (int32_t cost = 0; cost < COSTS; cost++) {
        search->weighted[cost] = (cost * settings->language_weight + SOTTO_UNITS_A_NAT / 2) / SOTTO_UNITS_A_NAT;
    }

    sotto_search_reset(search);
    return search;
}

const sotto_search_state *sotto_search_known(const sotto_search *search)
{
    return &search->known;
}

void sotto_search_reset(sotto_search *search)
{
    memset(&search->known, 0, sizeof search->known);
    search->known.end_cost = -1;
    search->known.place_count = 1;
    search->base = 0;
    sotto_histories_clear(&search->histories);
    sotto_hypotheses_clear(search->next);
    sotto_hypotheses_clear(search->current);
    sotto_hypotheses_add(search->current, search->automaton->start, 0, 0);
}

/* Brings the hypotheses that are gone on from to a place of the next frame, as far as they are not too dear. */
static void add(sotto_search *search, int32_t key, int32_t added)
{
    for (int32_t way = 0; way < WAYS && search->costs[way] != SOTTO_NO_COST; way++) {
        int32_t cost = search->costs[way] + added;
        if (cost > search->limit) {
            return;
        }

        if (cost < search->lowest) {
            search->lowest = cost;
            search->limit = cost + search->width;
        }

        if (!sotto_hypotheses_add(search->next, key, cost, search->words[way])) {
            search->width = sotto_hypotheses_narrow(search->next, search->lowest, search->width);
            search->limit = search->lowest + search->width;
            way--;
        }
    }
}

static void begin(sotto_search *search, int32_t key, int32_t added, int32_t sound, int32_t sound_before)
{
    if (sound != sound_before) {
        add(search, key, added + search->penalties[sound]);
    }
}

/* Goes on from a node of the tree to those below it, and to the words that go on by themselves. */
static void descend(sotto_search *search, int32_t node, int32_t added, int32_t sound_before)
{
    const sotto_automaton *automaton = search->automaton;
    int32_t paid = search->weighted[sotto_node_cost(automaton, node)] - added;
    int32_t end = sotto_first_child(automaton, node + 1);
    for (int32_t child = sotto_first_child(automaton, node); child < end; child++) {
        int32_t cost = search->weighted[sotto_node_cost(automaton, child)] - paid;
        begin(search, node_key(child), cost, sotto_node_sound(automaton, child), sound_before);
    }

    end = sotto_first_leaf(automaton, node + 1);
    for (int32_t leaf = sotto_first_leaf(automaton, node); leaf < end; leaf++) {
        int32_t word = sotto_leaf_word(automaton, leaf);
        int32_t place = sotto_leaf_place(automaton, leaf);
        int32_t cost = search->weighted[sotto_leaf_cost(automaton, leaf)] - paid;
        begin(search, word_key(KEY_WORD, word, place), cost, sotto_sound_of(automaton, word, place), sound_before);
    }
}

/* Begins the word of an arc, by each of its pronunciations. */
static void enter_arc(sotto_search *search, int32_t arc, int32_t added, int32_t sound_before)
{
    const sotto_automaton *automaton = search->automaton;
    if (search->costs[0] + added > search->limit) {
        return;
    }

    int32_t word = sotto_arc_word(automaton, arc);
    begin(search, word_key(KEY_ARC, arc, 0), added, sotto_sound_of(automaton, word, 0), sound_before);
    int32_t count = sotto_has_variants(automaton, word) ? sotto_sound_count(automaton, word) : 0;
    for (int32_t place = 1; place < count; place++) {
        if (sotto_sound_of(automaton, word, place - 1) == 0) {
            begin(search, word_key(KEY_ARC, arc, place), added, sotto_sound_of(automaton, word, place), sound_before);
        }
    }
}

/* Begins the words that may come after a state, but not those that begin with the sound before. */
static void enter(sotto_search *search, int32_t state, int32_t sound_before)
{
    const sotto_automaton *automaton = search->automaton;
    int32_t added = search->settings.word_penalty;
    while (search->costs[0] + added <= search->limit) {
        int32_t end = sotto_first_arc(automaton, state + 1);
        for (int32_t arc = sotto_first_arc(automaton, state); arc < end; arc++) {
            enter_arc(search, arc, added + search->weighted[sotto_arc_cost(automaton, arc)], sound_before);
        }

        if (state == 0) {
            descend(search, 0, added, sound_before);
            return;
        }

        added += search->weighted[sotto_back_off_cost(automaton, state)];
        state = sotto_back_off(automaton, state);
    }
}

/* Adds a word to the hypotheses that are gone on from; those that are too dear or find no room are dropped. Whether any stay. */
static int extend(sotto_search *search, int32_t word)
{
    int32_t kept = 0;
    for (int32_t way = 0; way < WAYS; way++) {
        if (search->costs[way] != SOTTO_NO_COST && search->costs[way] <= search->limit) {
            int32_t history = sotto_histories_extend(&search->histories, search->words[way], word);
            if (history >= 0) {
                search->costs[kept] = search->costs[way];
                search->words[kept] = history;
                kept++;
            }
        }
    }

    for (int32_t way = kept; way < WAYS; way++) {
        search->costs[way] = SOTTO_NO_COST;
    }

    return kept > 0;
}

/* Goes on within the tree, where it is not decided yet which word it is. */
static void advance_node(sotto_search *search, int32_t key)
{
    int32_t node = (key & ~(KEY_NODE << KIND_SHIFT)) >> 1;
    int32_t sound = sotto_node_sound(search->automaton, node);
    if (key & BLANK) {
        add(search, key, search->penalties[0]);
        descend(search, node, 0, 0);
    } else {
        add(search, key, search->penalties[sound]);
        add(search, key | BLANK, search->penalties[0]);
        descend(search, node, 0, sound);
    }
}

/* A place within a word: the word, which of its sounds, and the state after it. */
typedef struct {
    int32_t word;
    int32_t place;
    int32_t state;
} within;

static within within_word(const sotto_automaton *automaton, int32_t key)
{
    int32_t index = key >> INDEX_SHIFT & INDEX_MASK;
    int is_arc = key >> KIND_SHIFT == KEY_ARC;
    int32_t word = is_arc ? sotto_arc_word(automaton, index) : index;
    int32_t state = is_arc ? sotto_arc_state(automaton, index) : sotto_word_state(automaton, word);
    return (within){word, key >> 1 & SOUND_MASK, state};
}

/* Goes on within a word, or from its last sound to what comes after it. */
static void advance_word(sotto_search *search, int32_t key)
{
    within at = within_word(search->automaton, key);
    int32_t next = sotto_sound_of(search->automaton, at.word, at.place + 1);
    if (key & BLANK) {
        add(search, key, search->penalties[0]);
        add(search, next_sound(key), search->penalties[next]);
        return;
    }

    int32_t sound = sotto_sound_of(search->automaton, at.word, at.place);
    add(search, key, search->penalties[sound]);
    if (next == 0) {
        if (extend(search, at.word)) {
            add(search, at.state, search->penalties[0]);
            enter(search, at.state, sound);
        }

        return;
    }

    add(search, key | BLANK, search->penalties[0]);
    if (next != sound) {
        add(search, next_sound(key), search->penalties[next]);
    }
}

static void take_place(sotto_search *search, int32_t place)
{
    for (int32_t way = 0; way < WAYS; way++) {
        search->costs[way] = search->current->costs[place * WAYS + way];
        search->words[way] = search->current->words[place * WAYS + way];
    }
}

/* Goes on from a place by a frame. */
static void advance(sotto_search *search, int32_t place)
{
    take_place(search, place);
    int32_t key = search->current->keys[place];
    switch (key >> KIND_SHIFT) {
    case KEY_STATE:
        add(search, key, search->penalties[0]);
        enter(search, key, 0);
        break;
    case KEY_NODE:
        advance_node(search, key);
        break;
    default:
        advance_word(search, key);
        break;
    }
}

/* What every label costs in a frame: how far its logit is below the largest. */
static void listen(sotto_search *search, const int8_t *logits)
{
    int32_t largest = logits[0];
    int32_t heard = 0;
    for (int32_t label = 1; label < SOTTO_SEARCH_LABELS; label++) {
        if (logits[label] > largest) {
            largest = logits[label];
            heard = label;
        }
    }

    for (int32_t label = 0; label < SOTTO_SEARCH_LABELS; label++) {
        search->penalties[label] = largest - logits[label];
    }

    search->known.frames_since_sound = heard == 0 ? search->known.frames_since_sound + 1 : 0;
    search->known.sounds += heard != 0 && heard != search->known.heard ? 1 : 0;
    search->known.heard = heard;
}

static int32_t find_end_cost(const sotto_search *search)
{
    const sotto_hypotheses *current = search->current;
    int32_t place = sotto_hypotheses_cheapest(current);
    if (place < 0 || current->keys[place] >> KIND_SHIFT != KEY_STATE || current->words[place * WAYS] == 0) {
        return -1;
    }

    int32_t cost = sotto_end_cost(search->automaton, current->keys[place]);
    return cost == SOTTO_NO_END ? -1 : cost;
}

/* Makes room for histories; the width of the beam in this frame. */
static int32_t sweep(sotto_search *search)
{
    if (!sotto_histories_are_crowded(&search->histories)) {
        return search->settings.beam;
    }

    sotto_histories_sweep(&search->histories, search->current);
    return sotto_histories_are_crowded(&search->histories) ? search->settings.beam / 2 : search->settings.beam;
}

void sotto_search_feed(sotto_search *search, const int8_t *logits)
{
    listen(search, logits);
    search->known.frames++;
    search->known.sentence_count = 0;
    search->lowest = SOTTO_NO_COST;
    search->limit = SOTTO_NO_COST;
    search->width = sweep(search);
    sotto_hypotheses_clear(search->next);
    int32_t first = sotto_hypotheses_cheapest(search->current);
    advance(search, first);
    for (int32_t place = 0; place < search->current->count; place++) {
        if (place != first) {
            advance(search, place);
        }
    }

    sotto_hypotheses_retain(search->next, search->limit, search->settings.places, search->lowest);
    search->base = search->base + search->lowest < MAXIMUM_BASE ? search->base + search->lowest : MAXIMUM_BASE;
    sotto_hypotheses *used = search->current;
    search->current = search->next;
    search->next = used;
    search->known.place_count = search->current->count;
    search->known.end_cost = find_end_cost(search);
}

/* Offers the hypotheses of a place as sentences, where a sentence may end there. */
static void end_place(sotto_search *search, int32_t place)
{
    take_place(search, place);
    int32_t key = search->current->keys[place];
    int32_t state = key;
    if (key >> KIND_SHIFT != KEY_STATE) {
        if (key >> KIND_SHIFT == KEY_NODE || (key & BLANK)) {
            return;
        }

        within at = within_word(search->automaton, key);
        if (sotto_sound_of(search->automaton, at.word, at.place + 1) != 0 || !extend(search, at.word)) {
            return;
        }

        state = at.state;
    }

    int32_t cost = sotto_end_cost(search->automaton, state);
    for (int32_t way = 0; way < WAYS && search->costs[way] != SOTTO_NO_COST && cost != SOTTO_NO_END; way++) {
        sotto_hypotheses_add(&search->best, 0, search->costs[way] + search->weighted[cost], search->words[way]);
    }
}

int32_t sotto_search_finish(sotto_search *search)
{
    sweep(search);
    sotto_hypotheses_clear(&search->best);
    search->limit = SOTTO_NO_COST;
    for (int32_t place = 0; place < search->current->count; place++) {
        end_place(search, place);
    }

    int32_t count = 0;
    while (search->best.count > 0 && count < search->settings.sentences && search->best.costs[count] != SOTTO_NO_COST) {
        count++;
    }

    search->known.sentence_count = count;
    return count;
}

int32_t sotto_search_cost(const sotto_search *search, int32_t sentence)
{
    return search->base + search->best.costs[sentence];
}

int32_t sotto_search_words(const sotto_search *search, int32_t sentence, int32_t *words, int32_t length)
{
    const sotto_histories *histories = &search->histories;
    int32_t count = 0;
    for (int32_t at = search->best.words[sentence]; at != 0; at = histories->previous[at]) {
        count++;
    }

    int32_t place = count;
    for (int32_t at = search->best.words[sentence]; at != 0; at = histories->previous[at]) {
        place--;
        if (place < length) {
            words[place] = histories->words[at];
        }
    }

    return count;
}
