/*
 * Sessions. Either managed code feeds one, or a thread of the session's own does from a source; events go through a ring that one side
 * writes and the other reads.
 */
#include "objects.h"

#include <string.h>

/* Events that can wait, a power of two. */
#define RING 32

/* Frames that are read at once: 10 ms. */
#define BLOCK SOTTO_HOP
#define BYTES_OF_FRAME 8

#define OFFSET_FRACTION 12
#define OFFSET_ONE (1 << OFFSET_FRACTION)
#define OFFSET_POLE 10

#define LONGEST_PATH 255
#define LONGEST_WINDOW_MS 3600000

/* What a session uses: null where there is none, also of `commands`, or of `acoustic` and `words`. */
typedef struct {
    sotto_model_object *wake;
    sotto_model_object *voice;
    sotto_model_object *commands;
    sotto_model_object *acoustic;
    sotto_automaton_object *words;
} session_models;

typedef struct {
    sotto_object object;
    session_models models;
    sotto_session *session;

    /* Counts of events written and taken; only one side changes each. */
    uint32_t written;
    uint32_t taken;
    sotto_event ring[RING];
    int32_t lost_events;

    /* The sentences that were heard last, and the count of events written with theirs; under the lock. */
    sotto_n_best best;
    uint32_t best_written;

    /* The source is null while nothing is read, the thread also while managed code reads. */
    sotto_source_settings settings;
    sotto_source *source;
    sotto_thread *thread;
    int32_t lost_samples;

    /* Samples that were lost to the sources before this one. */
    int32_t lost_before;

    /* For the thread, to open the window and to stop; from it, that it reads; the samples heard and the window's rest, which others read. */
    int32_t open;
    int32_t stop;
    int32_t reading;
    int64_t samples_heard;
    int32_t window_left_ms;

    /* What does not change in the samples, in units of 1/4096, once one was seen. */
    int64_t offset;
    int32_t offset_known;

    uint8_t frames[BLOCK * BYTES_OF_FRAME];
    int16_t samples[BLOCK];
} session_object;

/* That the n best list is as many numbers as callers are told. */
typedef char best_has_the_length_told[sizeof(sotto_n_best) == SOTTO_SENTENCE_VALUES * sizeof(int32_t) ? 1 : -1];

void (*sotto_interop_on_event)(void);

static int32_t load_flag(const int32_t *flag)
{
    return __atomic_load_n(flag, __ATOMIC_ACQUIRE);
}

static void store_flag(int32_t *flag, int32_t value)
{
    __atomic_store_n(flag, value, __ATOMIC_RELEASE);
}

static const sotto_model *model_of(const sotto_model_object *object)
{
    return object != NULL ? &object->model : NULL;
}

/* A session over models that are in use already. */
static int32_t open_over(const session_models *models, const sotto_search_settings *search, int32_t window_ms)
{
    sotto_session_parts parts = {
        model_of(models->wake), model_of(models->voice), model_of(models->commands), model_of(models->acoustic),
        models->words != NULL ? &models->words->automaton : NULL, search};
    if (window_ms < 1 || window_ms > LONGEST_WINDOW_MS || (search != NULL && !sotto_search_takes(search))) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    if (!sotto_session_takes(&parts)) {
        return SOTTO_INTEROP_UNSUITABLE;
    }

    size_t head = sotto_padded(sizeof(session_object));
    session_object *opened = sotto_platform_take(head + sotto_session_bytes(&parts));
    if (opened == NULL) {
        return SOTTO_INTEROP_NO_MEMORY;
    }

    opened->object.type = SOTTO_OBJECT_SESSION;
    opened->models = *models;
    opened->session = sotto_session_init((uint8_t *)opened + head, &parts, window_ms * (SOTTO_SAMPLE_RATE / 1000));
    return sotto_object_add(&opened->object);
}

static void release(const session_models *models)
{
    sotto_object_release(models->wake);
    sotto_object_release(models->voice);
    sotto_object_release(models->commands);
    sotto_object_release(models->acoustic);
    sotto_object_release(models->words);
}

int32_t sotto_interop_open_session(int32_t wake, int32_t commands, int32_t voice, int32_t window_ms)
{
    session_models models = {
        sotto_object_use(wake, SOTTO_OBJECT_MODEL), voice == 0 ? NULL : sotto_object_use(voice, SOTTO_OBJECT_MODEL),
        sotto_object_use(commands, SOTTO_OBJECT_MODEL), NULL, NULL};
    int closed = models.wake == NULL || models.commands == NULL || (voice != 0 && models.voice == NULL);
    int32_t result = closed ? (int32_t)SOTTO_INTEROP_CLOSED : open_over(&models, NULL, window_ms);
    if (result < 0) {
        release(&models);
    }

    return result;
}

int32_t sotto_interop_open_sentence_session(
    int32_t wake, int32_t acoustic, int32_t automaton, int32_t voice, int32_t window_ms, const int32_t *settings, int32_t settings_length)
{
    sotto_search_settings search;
    int32_t result = sotto_read_search_settings(&search, settings, settings_length);
    if (result < 0) {
        return result;
    }

    session_models models = {
        sotto_object_use(wake, SOTTO_OBJECT_MODEL), voice == 0 ? NULL : sotto_object_use(voice, SOTTO_OBJECT_MODEL), NULL,
        sotto_object_use(acoustic, SOTTO_OBJECT_MODEL), sotto_object_use(automaton, SOTTO_OBJECT_AUTOMATON)};
    int closed = models.wake == NULL || models.acoustic == NULL || models.words == NULL || (voice != 0 && models.voice == NULL);
    result = closed ? (int32_t)SOTTO_INTEROP_CLOSED : open_over(&models, &search, window_ms);
    if (result < 0) {
        release(&models);
    }

    return result;
}

static void stop(session_object *opened)
{
    if (opened->thread != NULL) {
        store_flag(&opened->stop, 1);
        sotto_thread_join(opened->thread);
        opened->thread = NULL;
    }

    if (opened->source != NULL) {
        sotto_source_close(opened->source);
        opened->source = NULL;
    }
}

void sotto_session_closing(sotto_object *object)
{
    session_object *opened = (session_object *)object;
    stop(opened);
    release(&opened->models);
}

/* The session of a handle that reads no source; otherwise null and why. */
static session_object *idle_session(int32_t handle, int32_t *why)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    *why = opened == NULL ? SOTTO_INTEROP_CLOSED : opened->source != NULL ? SOTTO_INTEROP_BAD_STATE : 0;
    return *why == 0 ? opened : NULL;
}

int32_t sotto_interop_reset_session(int32_t handle)
{
    int32_t result;
    session_object *opened = idle_session(handle, &result);
    if (opened != NULL) {
        sotto_session_reset(opened->session);
        opened->taken = opened->written;
        opened->samples_heard = 0;
        opened->window_left_ms = 0;
        opened->lost_events = 0;
        opened->lost_samples = 0;
    }

    return result;
}

int32_t sotto_interop_use_threshold(int32_t handle, int32_t kind, int32_t threshold)
{
    int32_t result;
    session_object *opened = idle_session(handle, &result);
    if (opened == NULL) {
        return result;
    }

    if (kind < 0 || kind > 1 || threshold < 0 || threshold > 256) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    if (kind == 1 && opened->models.commands == NULL) {
        return SOTTO_INTEROP_BAD_STATE;
    }

    sotto_session_use_threshold(opened->session, kind, threshold);
    return 0;
}

static int has_events(const session_object *opened)
{
    return opened->taken != __atomic_load_n(&opened->written, __ATOMIC_ACQUIRE);
}

/* Whether the events of the last feed find a place. */
static int has_room(const session_object *opened)
{
    uint32_t waiting = opened->written - __atomic_load_n(&opened->taken, __ATOMIC_ACQUIRE);
    return waiting + (uint32_t)opened->session->event_count <= RING;
}

/* Moves the events of the last feed into the ring. */
static void keep_events(session_object *opened)
{
    const sotto_session *session = opened->session;
    for (int32_t i = 0; i < session->event_count; i++) {
        if (session->events[i].kind == SOTTO_EVENT_SENTENCE) {
            sotto_platform_lock();
            opened->best = session->listener.best;
            opened->best_written = opened->written;
            sotto_platform_unlock();
        }

        opened->ring[opened->written % RING] = session->events[i];
        __atomic_store_n(&opened->written, opened->written + 1, __ATOMIC_RELEASE);
    }
}

/* ms until the window closes, rounded up; at least 1 while it is open (ManagedSession.WindowLeftMilliseconds). */
static int32_t window_left(const sotto_session *session)
{
    const int32_t samples_a_ms = SOTTO_SAMPLE_RATE / 1000;
    int64_t left = (session->window_end - session->samples_heard + samples_a_ms - 1) / samples_a_ms;
    return !session->window_open ? 0 : left > 0 ? (int32_t)left : 1;
}

/* What others may read while the thread runs. */
static void publish(session_object *opened)
{
    __atomic_store_n(&opened->samples_heard, opened->session->samples_heard, __ATOMIC_RELEASE);
    store_flag(&opened->window_left_ms, window_left(opened->session));
}

/* The thread that reads opens it before its next block. */
int32_t sotto_interop_open_window(int32_t handle)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (opened->thread != NULL) {
        store_flag(&opened->open, 1);
    } else {
        sotto_session_open_window(opened->session);
        publish(opened);
    }

    return 0;
}

int32_t sotto_interop_feed_session(int32_t handle, const int16_t *samples, int32_t length, int32_t at, int32_t count)
{
    int32_t result;
    session_object *opened = idle_session(handle, &result);
    if (opened == NULL) {
        return result;
    }

    if (samples == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (!sotto_is_within(length, at, count)) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    int32_t taken = 0;
    while (taken < count && !has_events(opened)) {
        taken += (int32_t)sotto_session_feed(opened->session, samples + at + taken, (size_t)(count - taken));
        keep_events(opened);
    }

    publish(opened);
    return taken;
}

int32_t sotto_interop_take_event(int32_t handle, int32_t *values, int32_t length)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (values == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (length < SOTTO_EVENT_VALUES) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    if (!has_events(opened)) {
        return 0;
    }

    sotto_event event = opened->ring[opened->taken % RING];
    __atomic_store_n(&opened->taken, opened->taken + 1, __ATOMIC_RELEASE);
    values[0] = event.kind;
    values[1] = event.label;
    values[2] = event.score;
    values[3] = (int32_t)(uint32_t)event.sample;
    values[4] = (int32_t)(event.sample >> 32);
    return 1;
}

int32_t sotto_interop_take_sentences(int32_t handle, int32_t *values, int32_t length)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (values == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (length < SOTTO_SENTENCE_VALUES) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    /* The list is numbers of 32 bits, one after the other. */
    memset(values, 0, SOTTO_SENTENCE_VALUES * sizeof *values);
    sotto_platform_lock();
    if (opened->best_written + 1 == opened->taken) {
        memcpy(values, &opened->best, sizeof opened->best);
    }

    sotto_platform_unlock();
    return values[1];
}

int32_t sotto_interop_session_number(int32_t handle, int32_t field)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    int64_t heard = __atomic_load_n(&opened->samples_heard, __ATOMIC_ACQUIRE);
    switch (field) {
        case 0: return load_flag(&opened->window_left_ms);
        /* 31 bits, so that neither half is taken for an error. */
        case 1: return (int32_t)(heard & 0x7FFFFFFF);
        case 2: return (int32_t)(heard >> 31 & 0x7FFFFFFF);
        case 3: return load_flag(&opened->lost_samples);
        case 4: return load_flag(&opened->lost_events);
        case 5: return load_flag(&opened->reading);
        default: return SOTTO_INTEROP_OUT_OF_RANGE;
    }
}

/* Frame i of those that were read, as 32 bits of which the first is the sign. */
static int32_t sample_of(const session_object *opened, int32_t i)
{
    uint32_t slot;
    if (opened->settings.format == SOTTO_FORMAT_MONO_16) {
        uint16_t half;
        memcpy(&half, opened->frames + (size_t)i * sizeof half, sizeof half);
        slot = (uint32_t)half << 16;
    } else {
        memcpy(&slot, opened->frames + (size_t)(2 * i + opened->settings.channel) * sizeof slot, sizeof slot);
    }

    return (int32_t)(slot << opened->settings.late_bits);
}

/* Takes away what does not change, as OffsetFilter (Devices/Microphone) does: one pole at 2.5 Hz, the offset in units of 1/4096. */
static int64_t without_offset(session_object *opened, int32_t sample)
{
    int64_t scaled = (int64_t)sample * OFFSET_ONE;
    if (!opened->offset_known) {
        opened->offset_known = 1;
        opened->offset = scaled;
    }

    int64_t result = sample - (opened->offset >> OFFSET_FRACTION);
    opened->offset += (scaled - opened->offset) >> OFFSET_POLE;
    return result;
}

/* From frames as a source has them to int16 samples: in time, without offset, shifted, cut to the nearest that 16 bits hold. */
static void convert(session_object *opened, int32_t frames)
{
    for (int32_t i = 0; i < frames; i++) {
        int64_t sample = sample_of(opened, i);
        if (opened->settings.removes_offset) {
            sample = without_offset(opened, (int32_t)sample);
        }

        sample >>= opened->settings.shift;
        opened->samples[i] = (int16_t)(sample > INT16_MAX ? INT16_MAX : sample < INT16_MIN ? INT16_MIN : sample);
    }
}

static void wake_waiting(void)
{
    sotto_platform_signal();
    if (sotto_interop_on_event != NULL) {
        sotto_interop_on_event();
    }
}

/* Hears what was read. Events that find no place are lost, and counted: audio is not held up by who does not listen. */
static void hear(session_object *opened, int32_t frames)
{
    convert(opened, frames);
    if (__atomic_exchange_n(&opened->open, 0, __ATOMIC_ACQ_REL)) {
        sotto_session_open_window(opened->session);
    }

    for (int32_t at = 0; at < frames;) {
        at += (int32_t)sotto_session_feed(opened->session, opened->samples + at, (size_t)(frames - at));
        if (opened->session->event_count == 0) {
            continue;
        }

        /* First what the events are about: who takes one finds the window as it says. */
        publish(opened);
        if (has_room(opened)) {
            keep_events(opened);
            wake_waiting();
        } else {
            store_flag(&opened->lost_events, opened->lost_events + opened->session->event_count);
        }
    }

    publish(opened);
}

static void read_source(void *argument)
{
    session_object *opened = argument;
    int32_t frames = 0;
    while (frames >= 0 && !load_flag(&opened->stop)) {
        frames = sotto_source_read(opened->source, opened->frames, BLOCK);
        int32_t lost = sotto_source_lost(opened->source);
        store_flag(&opened->lost_samples, lost > INT32_MAX - opened->lost_before ? INT32_MAX : opened->lost_before + lost);
        if (frames > 0) {
            hear(opened, frames);
        }
    }

    store_flag(&opened->reading, 0);
    wake_waiting();
}

/* Settings as numbers, checked; 0 where one is out of its range. */
static int read_settings(sotto_source_settings *settings, const int32_t *values)
{
    memcpy(settings, values, sizeof *settings);
    return (settings->format == SOTTO_FORMAT_MONO_16 || settings->format == SOTTO_FORMAT_STEREO_32)
        && settings->channel >= 0 && settings->channel <= 1 && settings->shift >= 0 && settings->shift <= 31 && settings->pace >= 0
        && settings->pace <= 1000000 && settings->late_bits >= 0 && settings->late_bits <= 31;
}

static int32_t start_thread(session_object *opened)
{
    opened->open = 0;
    opened->offset_known = 0;
    opened->stop = 0;
    opened->reading = 1;
    opened->lost_before = opened->lost_samples;
    opened->thread = sotto_thread_start(read_source, opened, opened->settings.core);
    if (opened->thread == NULL) {
        opened->reading = 0;
        stop(opened);
        return SOTTO_INTEROP_NO_MEMORY;
    }

    return 0;
}

/* Opens the source of a session that has none. */
static int32_t open_source(
    session_object *opened, const int32_t *settings, int32_t settings_length, const uint8_t *path, int32_t path_length)
{
    if (settings == NULL || path == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    char text[LONGEST_PATH + 1] = {0};
    if (settings_length != SOTTO_SOURCE_SETTINGS || path_length < 0 || path_length > LONGEST_PATH
        || !read_settings(&opened->settings, settings)) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    for (int32_t i = 0; i < path_length; i++) {
        if (path[i] == 0) {
            return SOTTO_INTEROP_OUT_OF_RANGE;
        }

        text[i] = (char)path[i];
    }

    opened->source = sotto_source_open(&opened->settings, text);
    return opened->source == NULL ? SOTTO_INTEROP_NO_SOURCE : 0;
}

int32_t sotto_interop_open_source(int32_t handle, const int32_t *settings, int32_t settings_length, const uint8_t *path, int32_t path_length)
{
    int32_t result;
    session_object *opened = idle_session(handle, &result);
    return opened == NULL ? result : open_source(opened, settings, settings_length, path, path_length);
}

int32_t sotto_interop_start(int32_t handle, const int32_t *settings, int32_t settings_length, const uint8_t *path, int32_t path_length)
{
    int32_t result = sotto_interop_open_source(handle, settings, settings_length, path, path_length);
    return result < 0 ? result : start_thread(sotto_object_of(handle, SOTTO_OBJECT_SESSION));
}

/* Frames of one sample of 16 bits become those of two slots, from the last on, since they lie in the same place. */
static void spread(uint8_t *frames, int32_t count, int32_t channel)
{
    for (int32_t i = count - 1; i >= 0; i--) {
        uint16_t slots[2] = {0, 0};
        memcpy(&slots[channel], frames + (size_t)i * sizeof slots[0], sizeof slots[0]);
        memcpy(frames + (size_t)i * sizeof slots, slots, sizeof slots);
    }
}

int32_t sotto_interop_read_source(int32_t handle, uint8_t *frames, int32_t length)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (frames == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (opened->source == NULL || opened->thread != NULL) {
        return SOTTO_INTEROP_BAD_STATE;
    }

    int mono = opened->settings.format == SOTTO_FORMAT_MONO_16;
    int32_t whole = length / (mono ? 2 * (int32_t)sizeof(int16_t) : BYTES_OF_FRAME);
    int32_t count = sotto_source_read(opened->source, frames, whole < BLOCK ? whole : BLOCK);
    if (mono) {
        spread(frames, count, opened->settings.channel);
    }

    return count > 0 ? count : 0;
}

int32_t sotto_interop_stop(int32_t handle)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (opened->source == NULL) {
        return SOTTO_INTEROP_BAD_STATE;
    }

    stop(opened);
    return 0;
}

static int is_ready(void *argument)
{
    session_object *opened = argument;
    return has_events(opened) || !load_flag(&opened->reading);
}

int32_t sotto_interop_ready(int32_t handle)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    return opened == NULL ? SOTTO_INTEROP_CLOSED : is_ready(opened);
}

int32_t sotto_interop_wait(int32_t handle, int32_t timeout_ms)
{
    session_object *opened = sotto_object_of(handle, SOTTO_OBJECT_SESSION);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    return timeout_ms < 0 ? SOTTO_INTEROP_OUT_OF_RANGE : sotto_platform_wait(is_ready, opened, timeout_ms);
}
