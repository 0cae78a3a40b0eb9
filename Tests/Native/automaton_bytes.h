/* Word automata of random words, sounds, states and costs. */
#ifndef SOTTO_TESTS_AUTOMATON_BYTES_H
#define SOTTO_TESTS_AUTOMATON_BYTES_H

#include "random_input.h"

#define MOST_AUTOMATON_BYTES 65536
#define MOST_WORDS 40
#define MOST_WORD_SOUNDS 5
#define SOUNDS 8

/* What is written so far. */
typedef struct {
    uint8_t *bytes;
    size_t length;
    uint32_t words;

    /* Sounds of words, each one pronunciation. */
    uint8_t sounds[MOST_WORDS][MOST_WORD_SOUNDS];
    uint32_t counts[MOST_WORDS];
} automaton_writer;

static inline void put(automaton_writer *to, uint32_t value, int count)
{
    for (int i = 0; i < count; i++) {
        to->bytes[to->length++] = (uint8_t)(value >> 8 * i);
    }
}

static inline uint32_t draw_words(automaton_writer *to)
{
    uint32_t total = 0;
    to->words = 1 + draw(MOST_WORDS);
    for (uint32_t word = 0; word < to->words; word++) {
        to->counts[word] = 1 + draw(MOST_WORD_SOUNDS);
        total += to->counts[word];
        for (uint32_t i = 0; i < to->counts[word]; i++) {
            to->sounds[word][i] = (uint8_t)(1 + draw(SOUNDS));
        }
    }

    return total;
}

/* Leaves under the root, of words of one sound, and under a node for each first sound; how many before each node in `first`. */
static inline uint32_t put_leaves(automaton_writer *to, uint32_t *first)
{
    uint32_t leaves = 0;
    for (uint32_t node = 0; node <= SOUNDS; node++) {
        first[node] = leaves;
        for (uint32_t word = 0; word < to->words; word++) {
            if (node == 0 ? to->counts[word] == 1 : to->counts[word] > 1 && to->sounds[word][0] == node) {
                put(to, word | (uint32_t)(node > 0) << 16 | (40 + draw(100)) << 24, 4);
                leaves++;
            }
        }
    }

    return leaves;
}

static inline void put_states(automaton_writer *to, uint32_t states, uint32_t arcs)
{
    for (uint32_t state = 0; state <= states; state++) {
        put(to, state <= 1 ? 0 : state == states ? arcs : arcs * (state - 1) / states, 2);
        put(to, state == 0 || state == states ? 0 : draw(state), 2);
        put(to, draw(80), 1);
        put(to, draw(3) == 0 ? 255 : draw(80), 1);
    }
}

static inline void put_nodes(automaton_writer *to, const uint32_t *first, uint32_t leaves)
{
    for (uint32_t node = 0; node <= SOUNDS + 1; node++) {
        put(to, node == 0 ? 1 : SOUNDS + 1, 2);
        put(to, node <= SOUNDS ? first[node] : leaves, 2);
        put(to, node <= SOUNDS ? node : 0, 1);
        put(to, node == 0 ? 0 : draw(40), 1);
    }
}

static inline void put_words(automaton_writer *to)
{
    uint32_t at = 0;
    for (uint32_t word = 0; word <= to->words; word++) {
        put(to, at, 2);
        at += word < to->words ? to->counts[word] : 0;
    }

    for (uint32_t word = 0; word < to->words; word += 16) {
        put(to, word, 2);
    }

    for (uint32_t word = 0; word < to->words; word++) {
        for (uint32_t i = 0; i < to->counts[word]; i++) {
            put(to, to->sounds[word][i], 1);
        }
    }

    for (uint32_t word = 0; word < to->words; word++) {
        put(to, 0x80 | ('a' + word % 26), 1);
    }

    put(to, 0, (int)(-to->length & 3));
}

/* Writes a random automaton; how many bytes, at most MOST_AUTOMATON_BYTES. */
static inline size_t write_automaton(uint8_t *bytes)
{
    automaton_writer writer = {bytes, 0, 0, {{0}}, {0}};
    automaton_writer *to = &writer;
    uint32_t total = draw_words(to);
    uint32_t singles = draw(to->words + 1);
    uint32_t states = 2 + singles + draw(30);
    uint32_t arcs = draw(200);
    uint32_t first[SOUNDS + 1];
    put(to, 0x57544F53, 4);
    put(to, 1, 2);
    put(to, HEADER_LENGTH, 2);
    put(to, 0, 4);
    put(to, 0, 4);
    put(to, to->words, 2);
    put(to, states, 2);
    put(to, singles, 2);
    put(to, draw(states), 2);
    put(to, SOUNDS + 1, 2);
    put(to, to->words, 2);
    put(to, arcs, 4);
    put(to, total, 4);
    memset(bytes + to->length, 0, HEADER_LENGTH - to->length);
    to->length = HEADER_LENGTH;
    for (uint32_t arc = 0; arc < arcs; arc++) {
        put(to, draw(to->words) | draw(states) << 12 | draw(120) << 24, 4);
    }

    uint32_t leaves = put_leaves(to, first);
    put_states(to, states, arcs);
    put_nodes(to, first, leaves);
    put_words(to);
    seal(bytes, to->length);
    return to->length;
}

#endif
