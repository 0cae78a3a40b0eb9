/* Word automata, and searches for sentences over them. */
#include "objects.h"

#include <string.h>

#define SETTINGS 6
#define AUTOMATON_NUMBERS 6

typedef struct {
    sotto_object object;
    sotto_automaton_object *automaton;
    sotto_search *search;
} search_object;

static int32_t load(const uint8_t *image, int32_t length, int copied)
{
    int32_t result;
    sotto_automaton_object *loaded = sotto_object_over(sizeof *loaded, &image, length, copied, &result);
    if (loaded == NULL) {
        return result;
    }

    loaded->object.type = SOTTO_OBJECT_AUTOMATON;
    sotto_status status = sotto_automaton_load(&loaded->automaton, image, (size_t)length);
    if (status != SOTTO_OK) {
        sotto_platform_give(loaded);
        return SOTTO_INTEROP_BAD_MODEL - (int32_t)status;
    }

    return sotto_object_add(&loaded->object);
}

int32_t sotto_interop_load_automaton(const uint8_t *image, int32_t length)
{
    return load(image, length, 1);
}

int32_t sotto_interop_load_automaton_in_place(const uint8_t *image, int32_t length)
{
    return load(image, length, 0);
}

int32_t sotto_interop_automaton_number(int32_t handle, int32_t field)
{
    sotto_automaton_object *loaded = sotto_object_of(handle, SOTTO_OBJECT_AUTOMATON);
    if (loaded == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (field < 0 || field >= AUTOMATON_NUMBERS) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    /* The fields are int32_t, one after the other. */
    int32_t value;
    memcpy(&value, (const uint8_t *)&loaded->automaton + (size_t)field * sizeof value, sizeof value);
    return value;
}

int32_t sotto_interop_automaton_text(int32_t handle, int32_t word, uint8_t *text, int32_t text_length)
{
    sotto_automaton_object *loaded = sotto_object_of(handle, SOTTO_OBJECT_AUTOMATON);
    if (loaded == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (text == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (word < 0 || word >= loaded->automaton.words || text_length < SOTTO_SEARCH_LETTERS) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    return sotto_automaton_text(&loaded->automaton, word, (char *)text);
}

int32_t sotto_read_search_settings(sotto_search_settings *search, const int32_t *settings, int32_t settings_length)
{
    if (settings == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (settings_length != SETTINGS) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    memcpy(search, settings, sizeof *search);
    return 0;
}

int32_t sotto_interop_open_search(int32_t handle, const int32_t *settings, int32_t settings_length)
{
    sotto_search_settings wanted;
    int32_t read = sotto_read_search_settings(&wanted, settings, settings_length);
    if (read < 0) {
        return read;
    }

    sotto_automaton_object *automaton = sotto_object_use(handle, SOTTO_OBJECT_AUTOMATON);
    if (automaton == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    size_t head = sotto_padded(sizeof(search_object));
    int takes = sotto_search_takes(&wanted);
    search_object *opened = takes ? sotto_platform_take(head + sotto_search_bytes(&wanted)) : NULL;
    if (opened == NULL) {
        sotto_object_release(automaton);
        return takes ? SOTTO_INTEROP_NO_MEMORY : SOTTO_INTEROP_OUT_OF_RANGE;
    }

    opened->object.type = SOTTO_OBJECT_SEARCH;
    opened->automaton = automaton;
    opened->search = sotto_search_init((uint8_t *)opened + head, &automaton->automaton, &wanted);
    int32_t result = sotto_object_add(&opened->object);
    if (result < 0) {
        sotto_object_release(automaton);
    }

    return result;
}

void sotto_search_closing(sotto_object *search)
{
    sotto_object_release(((search_object *)search)->automaton);
}

int32_t sotto_interop_reset_search(int32_t handle)
{
    search_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SEARCH);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    sotto_search_reset(opened->search);
    return 0;
}

int32_t sotto_interop_feed_search(int32_t handle, const int8_t *logits, int32_t length, int32_t at)
{
    search_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SEARCH);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (logits == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (!sotto_is_within(length, at, SOTTO_SEARCH_LABELS)) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    sotto_search_feed(opened->search, logits + at);
    return sotto_search_known(opened->search)->end_cost + 1;
}

int32_t sotto_interop_finish_search(int32_t handle)
{
    search_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SEARCH);
    return opened == NULL ? (int32_t)SOTTO_INTEROP_CLOSED : sotto_search_finish(opened->search);
}

int32_t sotto_interop_search_number(int32_t handle, int32_t field)
{
    search_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SEARCH);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    const sotto_search_state *known = sotto_search_known(opened->search);
    switch (field) {
    case 0:
        return known->frames;
    case 1:
        return known->frames_since_sound;
    case 2:
        return known->place_count;
    case 3:
        return known->sounds;
    default:
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }
}

/* Whether a sentence of a handle was found; why not in `result`. */
static search_object *found(int32_t handle, int32_t sentence, int32_t *result)
{
    search_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SEARCH);
    *result = opened == NULL ? SOTTO_INTEROP_CLOSED : SOTTO_INTEROP_OUT_OF_RANGE;
    return opened != NULL && sentence >= 0 && sentence < sotto_search_known(opened->search)->sentence_count ? opened : NULL;
}

int32_t sotto_interop_search_cost(int32_t handle, int32_t sentence)
{
    int32_t result;
    search_object *opened = found(handle, sentence, &result);
    return opened == NULL ? result : sotto_search_cost(opened->search, sentence);
}

int32_t sotto_interop_search_words(int32_t handle, int32_t sentence, int32_t *words, int32_t length)
{
    int32_t result;
    search_object *opened = found(handle, sentence, &result);
    if (opened == NULL) {
        return result;
    }

    return words == NULL ? (int32_t)SOTTO_INTEROP_NULL : sotto_search_words(opened->search, sentence, words, length);
}
