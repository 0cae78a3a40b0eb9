/* What handles stand for. */
#ifndef SOTTO_OBJECTS_H
#define SOTTO_OBJECTS_H

#include "../../native/include/sotto_decoder.h"
#include "../../native/include/sotto_search.h"
#include "../../native/include/sotto_session.h"
#include "../../native/padded.h"
#include "platform.h"
#include "sotto_interop.h"

typedef enum {
    SOTTO_OBJECT_MODEL = 1,
    SOTTO_OBJECT_RUNNER,
    SOTTO_OBJECT_FRONT_END,
    SOTTO_OBJECT_SESSION,
    SOTTO_OBJECT_DECODER_MODEL,
    SOTTO_OBJECT_DECODER,
    SOTTO_OBJECT_AUTOMATON,
    SOTTO_OBJECT_SEARCH
} sotto_object_type;

/* How every object begins. */
typedef struct {
    sotto_object_type type;

    /* Runners, sessions, decoders and searches that use a model. */
    int32_t users;
} sotto_object;

typedef struct {
    sotto_object object;
    sotto_model model;
} sotto_model_object;

typedef struct {
    sotto_object object;
    sotto_automaton automaton;
} sotto_automaton_object;

/* Enters an object into the table. Its handle; where there is no place the object is given back. */
int32_t sotto_object_add(sotto_object *object);

/* The object of a handle; null unless it is open and of this type. */
void *sotto_object_of(int32_t handle, sotto_object_type type);

/*
 * Memory of an object of `bytes`, zeroed, for a model over an image, or, if that is to be copied, over a copy behind the object: `image` is
 * then the copy. Null, and why in `result`, where there is none.
 */
void *sotto_object_over(size_t bytes, const uint8_t **image, int32_t length, int copied, int32_t *result);

/* The model of a handle, one user more; null where there is none. One user less; nothing of null. */
void *sotto_object_use(int32_t handle, sotto_object_type type);
void sotto_object_release(void *object);

/* Frees what a session keeps beside its object's memory. */
void sotto_session_closing(sotto_object *session);
void sotto_runner_closing(sotto_object *runner);
void sotto_decoder_closing(sotto_object *decoder);
void sotto_search_closing(sotto_object *search);

/* Reads settings of a search from numbers, which are checked where the search is made. 0, or why not. */
int32_t sotto_read_search_settings(sotto_search_settings *search, const int32_t *settings, int32_t settings_length);

/* Whether `count` values from `at` on are in an array of `length`. */
static inline int sotto_is_within(int32_t length, int32_t at, int32_t count)
{
    return at >= 0 && count >= 0 && at <= length && count <= length - at;
}

#endif
