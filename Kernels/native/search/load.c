/* A word automaton's file, checked as the managed WordAutomaton.cs does. */
#include "automaton.h"

#include <string.h>

/* Places in the header. */
enum {
    AT_HEADER_LENGTH = 6,
    AT_WORDS = 16,
    AT_STATES = 18,
    AT_SINGLES = 20,
    AT_START = 22,
    AT_NODES = 24,
    AT_LEAVES = 26,
    AT_ARCS = 28,
    AT_SOUNDS = 32
};

static int read_sizes(sotto_automaton *automaton, const uint8_t *image)
{
    automaton->words = sotto_half(image + AT_WORDS);
    automaton->states = sotto_half(image + AT_STATES);
    automaton->singles = sotto_half(image + AT_SINGLES);
    automaton->start = sotto_half(image + AT_START);
    automaton->nodes = sotto_half(image + AT_NODES);
    automaton->leaves = sotto_half(image + AT_LEAVES);
    automaton->arcs = sotto_word(image + AT_ARCS);
    automaton->sound_bytes = sotto_word(image + AT_SOUNDS);
    return sotto_in_range(automaton->words, 1, SOTTO_MAXIMUM_WORDS) && sotto_in_range(automaton->states, 1, SOTTO_MAXIMUM_WORDS)
        && automaton->singles < automaton->states && automaton->singles <= automaton->words && automaton->start < automaton->states
        && sotto_in_range(automaton->nodes, 1, SOTTO_MAXIMUM_NODES) && automaton->leaves <= SOTTO_MAXIMUM_NODES
        && sotto_in_range(automaton->arcs, 0, SOTTO_MAXIMUM_ARCS) && sotto_in_range(automaton->sound_bytes, 1, SOTTO_MAXIMUM_SOUND_BYTES);
}

/* Where the tables lie, one after the other. */
static int place_tables(sotto_automaton *automaton, const uint8_t *image)
{
    int32_t leaves_at = SOTTO_HEADER_LENGTH + automaton->arcs * SOTTO_ARC_LENGTH;
    int32_t states_at = leaves_at + automaton->leaves * SOTTO_ARC_LENGTH;
    int32_t nodes_at = states_at + (automaton->states + 1) * SOTTO_STATE_LENGTH;
    int32_t words_at = nodes_at + (automaton->nodes + 1) * SOTTO_STATE_LENGTH;
    int32_t text_places_at = words_at + (automaton->words + 1) * 2;
    int32_t sounds_at = text_places_at + (automaton->words + SOTTO_TEXTS_A_PLACE - 1) / SOTTO_TEXTS_A_PLACE * 2;
    int32_t texts_at = sounds_at + automaton->sound_bytes;
    if (texts_at > automaton->length) {
        return 0;
    }

    automaton->arc_records = image + SOTTO_HEADER_LENGTH;
    automaton->leaf_records = image + leaves_at;
    automaton->state_records = image + states_at;
    automaton->node_records = image + nodes_at;
    automaton->word_places = image + words_at;
    automaton->text_places = image + text_places_at;
    automaton->sounds = image + sounds_at;
    automaton->texts = image + texts_at;
    return 1;
}

/* That a word's pronunciations lie one after the other with a zero between them. */
static int has_sounds(const sotto_automaton *automaton, int32_t word)
{
    int32_t count = sotto_sound_count(automaton, word);
    if (count < 1 || count > SOTTO_MAXIMUM_SOUNDS || sotto_sounds_at(automaton, word + 1) > automaton->sound_bytes) {
        return 0;
    }

    int has_variants = 0;
    for (int32_t place = 0; place < count; place++) {
        int32_t sound = sotto_sound_of(automaton, word, place);
        has_variants |= sound == 0;
        if (sound >= SOTTO_SEARCH_LABELS || (sound == 0 && (place == 0 || sotto_sound_of(automaton, word, place + 1) == 0))) {
            return 0;
        }
    }

    return has_variants == sotto_has_variants(automaton, word);
}

/* Goes past a text from `at` on, of printable letters; 0 where there is none. */
static int32_t pass_text(const sotto_automaton *automaton, int32_t at)
{
    int32_t most = automaton->length - (int32_t)(automaton->texts - automaton->arc_records) - SOTTO_HEADER_LENGTH;
    for (int32_t letters = 1; letters <= SOTTO_SEARCH_LETTERS && at < most; letters++) {
        uint8_t letter = automaton->texts[at++];
        if ((letter & ~SOTTO_LAST_LETTER) <= ' ' || (letter & ~SOTTO_LAST_LETTER) > '~') {
            return 0;
        }

        if (letter >= SOTTO_LAST_LETTER) {
            return at;
        }
    }

    return 0;
}

static sotto_status check_words(sotto_automaton *automaton)
{
    int32_t at = 0;
    if (sotto_sounds_at(automaton, 0) != 0 || sotto_sounds_at(automaton, automaton->words) != automaton->sound_bytes) {
        return SOTTO_BAD_AUTOMATON;
    }

    for (int32_t word = 0; word < automaton->words; word++) {
        automaton->where = word;
        int is_found = word % SOTTO_TEXTS_A_PLACE != 0 || sotto_pair(automaton->text_places + word / SOTTO_TEXTS_A_PLACE * 2) == at;
        at = is_found && has_sounds(automaton, word) ? pass_text(automaton, at) : 0;
        if (at == 0) {
            return SOTTO_BAD_AUTOMATON;
        }
    }

    /* The file ends where words may. */
    automaton->where = -1;
    int32_t end = (int32_t)(automaton->texts - automaton->arc_records) + SOTTO_HEADER_LENGTH + at;
    return automaton->length - end > 3 ? SOTTO_BAD_AUTOMATON : SOTTO_OK;
}

static sotto_status check_states(sotto_automaton *automaton)
{
    if (sotto_first_arc(automaton, 0) != 0 || sotto_first_arc(automaton, 1) != 0 || sotto_first_arc(automaton, automaton->states) != automaton->arcs) {
        return SOTTO_BAD_AUTOMATON;
    }

    for (int32_t state = 0; state < automaton->states; state++) {
        automaton->where = state;
        int32_t back_off = sotto_back_off(automaton, state);
        if (sotto_first_arc(automaton, state) > sotto_first_arc(automaton, state + 1) || (state == 0 ? back_off != 0 : back_off >= state)) {
            return SOTTO_BAD_AUTOMATON;
        }
    }

    for (int32_t arc = 0; arc < automaton->arcs; arc++) {
        automaton->where = arc;
        if (sotto_arc_word(automaton, arc) >= automaton->words || sotto_arc_state(automaton, arc) >= automaton->states) {
            return SOTTO_BAD_AUTOMATON;
        }
    }

    automaton->where = -1;
    return SOTTO_OK;
}

/* That nothing below a node is cheaper than it, and its leaves are sounds of words. */
static int is_tree_below(const sotto_automaton *automaton, int32_t node)
{
    for (int32_t child = sotto_first_child(automaton, node); child < sotto_first_child(automaton, node + 1); child++) {
        if (sotto_node_cost(automaton, child) < sotto_node_cost(automaton, node)) {
            return 0;
        }
    }

    for (int32_t leaf = sotto_first_leaf(automaton, node); leaf < sotto_first_leaf(automaton, node + 1); leaf++) {
        int32_t word = sotto_leaf_word(automaton, leaf);
        if (word >= automaton->words || sotto_sound_of(automaton, word, sotto_leaf_place(automaton, leaf)) == 0
            || sotto_leaf_cost(automaton, leaf) < sotto_node_cost(automaton, node)) {
            return 0;
        }
    }

    return 1;
}

static sotto_status check_tree(sotto_automaton *automaton)
{
    int32_t nodes = automaton->nodes;
    if (sotto_first_child(automaton, 0) != 1 || sotto_first_child(automaton, nodes) != nodes || sotto_first_leaf(automaton, 0) != 0
        || sotto_first_leaf(automaton, nodes) != automaton->leaves || sotto_node_cost(automaton, 0) != 0) {
        return SOTTO_BAD_AUTOMATON;
    }

    for (int32_t node = 0; node < nodes; node++) {
        automaton->where = node;
        int32_t sound = sotto_node_sound(automaton, node);
        int32_t child = sotto_first_child(automaton, node);
        if (child <= node || child > sotto_first_child(automaton, node + 1)
            || sotto_first_leaf(automaton, node) > sotto_first_leaf(automaton, node + 1)
            || (node == 0 ? sound != 0 : sound < 1 || sound >= SOTTO_SEARCH_LABELS)) {
            return SOTTO_BAD_AUTOMATON;
        }
    }

    for (int32_t node = 0; node < nodes; node++) {
        automaton->where = node;
        if (!is_tree_below(automaton, node)) {
            return SOTTO_BAD_AUTOMATON;
        }
    }

    automaton->where = -1;
    return SOTTO_OK;
}

sotto_status sotto_automaton_load(sotto_automaton *automaton, const void *image, size_t length)
{
    if (automaton == NULL || image == NULL || (uintptr_t)image % 4 != 0) {
        return SOTTO_BAD_ARGUMENT;
    }

    memset(automaton, 0, sizeof *automaton);
    automaton->where = -1;
    sotto_status status = sotto_check_image(image, length, SOTTO_AUTOMATON_MAGIC, SOTTO_AUTOMATON_MAXIMUM_LENGTH);
    if (status != SOTTO_OK) {
        return status;
    }

    automaton->length = (int32_t)length;
    if (sotto_half((const uint8_t *)image + AT_HEADER_LENGTH) != SOTTO_HEADER_LENGTH) {
        return SOTTO_BAD_VERSION;
    }

    if (!read_sizes(automaton, image)) {
        return SOTTO_BAD_HEADER;
    }

    if (!place_tables(automaton, image)) {
        return SOTTO_BAD_TABLE;
    }

    status = check_words(automaton);
    status = status != SOTTO_OK ? status : check_states(automaton);
    return status != SOTTO_OK ? status : check_tree(automaton);
}

int32_t sotto_automaton_text(const sotto_automaton *automaton, int32_t word, char *text)
{
    const uint8_t *at = automaton->texts + sotto_pair(automaton->text_places + word / SOTTO_TEXTS_A_PLACE * 2);
    for (int32_t skip = word % SOTTO_TEXTS_A_PLACE; skip > 0; at++) {
        skip -= *at >= SOTTO_LAST_LETTER;
    }

    int32_t count = 0;
    do {
        text[count++] = (char)(*at & ~SOTTO_LAST_LETTER);
    } while (*at++ < SOTTO_LAST_LETTER);
    return count;
}
