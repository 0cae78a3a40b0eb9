/* Front ends by themselves. */
#include "objects.h"

#include <string.h>

typedef struct {
    sotto_object object;
    sotto_front_end front_end;
} front_end_object;

int32_t sotto_interop_open_front_end(void)
{
    front_end_object *opened = sotto_platform_take(sizeof *opened);
    if (opened == NULL) {
        return SOTTO_INTEROP_NO_MEMORY;
    }

    opened->object.type = SOTTO_OBJECT_FRONT_END;
    sotto_front_end_init(&opened->front_end);
    return sotto_object_add(&opened->object);
}

int32_t sotto_interop_reset_front_end(int32_t handle)
{
    front_end_object *opened = sotto_object_of(handle, SOTTO_OBJECT_FRONT_END);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    sotto_front_end_init(&opened->front_end);
    return 0;
}

int32_t sotto_interop_feed_front_end(
    int32_t handle, const int16_t *samples, int32_t length, int32_t at, int32_t count, uint16_t *row, int32_t row_length)
{
    front_end_object *opened = sotto_object_of(handle, SOTTO_OBJECT_FRONT_END);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (samples == NULL || row == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (!sotto_is_within(length, at, count) || row_length < SOTTO_FEATURES) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    int32_t taken = (int32_t)sotto_front_end_feed(&opened->front_end, samples + at, (size_t)count);
    if (!opened->front_end.row_ready) {
        return taken;
    }

    memcpy(row, opened->front_end.row, sizeof opened->front_end.row);
    return taken + SOTTO_ROW_COMPLETE;
}
