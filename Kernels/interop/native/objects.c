#include "objects.h"

#include <string.h>

#define SLOTS 64
#define SLOT_BITS 8

typedef struct {
    sotto_object *object;

    /* How often the slot was used: a handle of before is closed, not the next object's. */
    int32_t generation;
} slot;

static slot slots[SLOTS];

static int32_t handle_of(int32_t index)
{
    return slots[index].generation << SLOT_BITS | index;
}

/* The slot of an open handle; null where it is not open. */
static slot *slot_of(int32_t handle)
{
    int32_t index = handle & ((1 << SLOT_BITS) - 1);
    int open = handle > 0 && index < SLOTS && slots[index].object != NULL && handle_of(index) == handle;
    return open ? &slots[index] : NULL;
}

int32_t sotto_object_add(sotto_object *object)
{
    int32_t handle = SOTTO_INTEROP_NO_MEMORY;
    sotto_platform_lock();
    for (int32_t i = 0; i < SLOTS && handle < 0; i++) {
        if (slots[i].object == NULL) {
            slots[i].object = object;
            slots[i].generation = (slots[i].generation & 0x3FFFFF) + 1;
            handle = handle_of(i);
        }
    }

    sotto_platform_unlock();
    if (handle < 0) {
        sotto_platform_give(object);
    }

    return handle;
}

void *sotto_object_of(int32_t handle, sotto_object_type type)
{
    sotto_platform_lock();
    slot *found = slot_of(handle);
    sotto_object *object = found != NULL && found->object->type == type ? found->object : NULL;
    sotto_platform_unlock();
    return object;
}

void *sotto_object_over(size_t bytes, const uint8_t **image, int32_t length, int copied, int32_t *result)
{
    *result = *image == NULL ? SOTTO_INTEROP_NULL : length < 0 ? SOTTO_INTEROP_OUT_OF_RANGE : SOTTO_INTEROP_NO_MEMORY;
    size_t head = sotto_padded(bytes);
    uint8_t *object = *result == SOTTO_INTEROP_NO_MEMORY ? sotto_platform_take(head + (copied ? (size_t)length : 0)) : NULL;
    if (object != NULL && copied) {
        *image = memcpy(object + head, *image, (size_t)length);
    }

    return object;
}

void *sotto_object_use(int32_t handle, sotto_object_type type)
{
    sotto_platform_lock();
    slot *found = slot_of(handle);
    sotto_object *object = found != NULL && found->object->type == type ? found->object : NULL;
    if (object != NULL) {
        object->users++;
    }

    sotto_platform_unlock();
    return object;
}

void sotto_object_release(void *object)
{
    if (object != NULL) {
        sotto_platform_lock();
        ((sotto_object *)object)->users--;
        sotto_platform_unlock();
    }
}

/* Takes an object out of the table unless something uses it. */
static int32_t remove_object(int32_t handle, sotto_object **object)
{
    int32_t result = SOTTO_INTEROP_CLOSED;
    sotto_platform_lock();
    slot *found = slot_of(handle);
    if (found != NULL) {
        result = found->object->users > 0 ? SOTTO_INTEROP_BAD_STATE : 0;
        *object = found->object;
        found->object = result == 0 ? NULL : found->object;
    }

    sotto_platform_unlock();
    return result;
}

int32_t sotto_interop_close(int32_t handle)
{
    sotto_object *object = NULL;
    int32_t result = remove_object(handle, &object);
    if (result != 0) {
        return result;
    }

    if (object->type == SOTTO_OBJECT_SESSION) {
        sotto_session_closing(object);
    } else if (object->type == SOTTO_OBJECT_RUNNER) {
        sotto_runner_closing(object);
    } else if (object->type == SOTTO_OBJECT_DECODER) {
        sotto_decoder_closing(object);
    } else if (object->type == SOTTO_OBJECT_SEARCH) {
        sotto_search_closing(object);
    }

    sotto_platform_give(object);
    return 0;
}

static int is_model(const sotto_object *object)
{
    return object->type == SOTTO_OBJECT_MODEL || object->type == SOTTO_OBJECT_DECODER_MODEL
        || object->type == SOTTO_OBJECT_AUTOMATON;
}

static void close_each(int models_too)
{
    for (int32_t i = 0; i < SLOTS; i++) {
        if (slots[i].object != NULL && (models_too || !is_model(slots[i].object))) {
            sotto_interop_close(handle_of(i));
        }
    }
}

void sotto_interop_close_all(void)
{
    /* What uses models first. */
    close_each(0);
    close_each(1);
}

int32_t sotto_interop_version(void)
{
    return SOTTO_INTEROP_VERSION;
}
