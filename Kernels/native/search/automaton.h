/* Places and limits of a word automaton's file (Models/Spoken/README.md, WordAutomaton.cs), and reads from its records. */
#ifndef SOTTO_AUTOMATON_H
#define SOTTO_AUTOMATON_H

#include "../image.h"
#include "../include/sotto_search.h"

/* "SOTW". */
#define SOTTO_AUTOMATON_MAGIC 0x57544F53

#define SOTTO_AUTOMATON_MAXIMUM_LENGTH (1024 * 1024)
#define SOTTO_MAXIMUM_WORDS 4096
#define SOTTO_MAXIMUM_ARCS 0xFFFF
#define SOTTO_MAXIMUM_NODES 0x7FFF
#define SOTTO_MAXIMUM_SOUNDS 63
#define SOTTO_MAXIMUM_SOUND_BYTES 0x7FFF
#define SOTTO_TEXTS_A_PLACE 16
#define SOTTO_ARC_LENGTH 4
#define SOTTO_STATE_LENGTH 6
#define SOTTO_HAS_VARIANTS 0x8000
#define SOTTO_LAST_LETTER 0x80

/* The ending of a state at which no sentence ends. */
#define SOTTO_NO_END 255

/* Units of a cost that are one in the natural logarithm of a probability. */
#define SOTTO_UNITS_A_NAT 16

/* Two bytes anywhere. */
static inline int32_t sotto_pair(const uint8_t *at)
{
    return at[0] | at[1] << 8;
}

static inline int32_t sotto_first_arc(const sotto_automaton *automaton, int32_t state)
{
    return sotto_pair(automaton->state_records + state * SOTTO_STATE_LENGTH);
}

static inline int32_t sotto_back_off(const sotto_automaton *automaton, int32_t state)
{
    return sotto_pair(automaton->state_records + state * SOTTO_STATE_LENGTH + 2);
}

static inline int32_t sotto_back_off_cost(const sotto_automaton *automaton, int32_t state)
{
    return automaton->state_records[state * SOTTO_STATE_LENGTH + 4];
}

static inline int32_t sotto_end_cost(const sotto_automaton *automaton, int32_t state)
{
    return automaton->state_records[state * SOTTO_STATE_LENGTH + 5];
}

static inline int32_t sotto_arc_word(const sotto_automaton *automaton, int32_t arc)
{
    return sotto_pair(automaton->arc_records + arc * SOTTO_ARC_LENGTH) & 0xFFF;
}

static inline int32_t sotto_arc_state(const sotto_automaton *automaton, int32_t arc)
{
    return sotto_pair(automaton->arc_records + arc * SOTTO_ARC_LENGTH + 1) >> 4;
}

static inline int32_t sotto_arc_cost(const sotto_automaton *automaton, int32_t arc)
{
    return automaton->arc_records[arc * SOTTO_ARC_LENGTH + 3];
}

/* The state after a word that was found in the tree. */
static inline int32_t sotto_word_state(const sotto_automaton *automaton, int32_t word)
{
    return word < automaton->singles ? word + 1 : 0;
}

static inline int32_t sotto_first_child(const sotto_automaton *automaton, int32_t node)
{
    return sotto_pair(automaton->node_records + node * SOTTO_STATE_LENGTH);
}

static inline int32_t sotto_first_leaf(const sotto_automaton *automaton, int32_t node)
{
    return sotto_pair(automaton->node_records + node * SOTTO_STATE_LENGTH + 2);
}

static inline int32_t sotto_node_sound(const sotto_automaton *automaton, int32_t node)
{
    return automaton->node_records[node * SOTTO_STATE_LENGTH + 4];
}

static inline int32_t sotto_node_cost(const sotto_automaton *automaton, int32_t node)
{
    return automaton->node_records[node * SOTTO_STATE_LENGTH + 5];
}

static inline int32_t sotto_leaf_word(const sotto_automaton *automaton, int32_t leaf)
{
    return sotto_pair(automaton->leaf_records + leaf * SOTTO_ARC_LENGTH) & 0xFFF;
}

static inline int32_t sotto_leaf_place(const sotto_automaton *automaton, int32_t leaf)
{
    return automaton->leaf_records[leaf * SOTTO_ARC_LENGTH + 2];
}

static inline int32_t sotto_leaf_cost(const sotto_automaton *automaton, int32_t leaf)
{
    return automaton->leaf_records[leaf * SOTTO_ARC_LENGTH + 3];
}

/* Where a word's sounds begin among all sounds. */
static inline int32_t sotto_sounds_at(const sotto_automaton *automaton, int32_t word)
{
    return sotto_pair(automaton->word_places + 2 * word) & ~SOTTO_HAS_VARIANTS;
}

static inline int32_t sotto_sound_count(const sotto_automaton *automaton, int32_t word)
{
    return sotto_sounds_at(automaton, word + 1) - sotto_sounds_at(automaton, word);
}

static inline int sotto_has_variants(const sotto_automaton *automaton, int32_t word)
{
    return (sotto_pair(automaton->word_places + 2 * word) & SOTTO_HAS_VARIANTS) != 0;
}

/* A sound of a word; 0 between two pronunciations and after the last. */
static inline int32_t sotto_sound_of(const sotto_automaton *automaton, int32_t word, int32_t place)
{
    int32_t at = sotto_sounds_at(automaton, word) + place;
    return at < sotto_sounds_at(automaton, word + 1) ? automaton->sounds[at] : 0;
}

#endif
