/* What the interop library needs of a system, a file each: memory, one lock, a thread, a source of audio, and waiting. */
#ifndef SOTTO_PLATFORM_H
#define SOTTO_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

/* How a source is read; see sotto_interop_start. */
typedef struct {
    int32_t format;
    int32_t channel;
    int32_t shift;
    int32_t port;
    int32_t clock_pin;
    int32_t word_select_pin;
    int32_t data_pin;
    int32_t core;
    int32_t pace;
    int32_t late_bits;
    int32_t removes_offset;
} sotto_source_settings;

#define SOTTO_SOURCE_SETTINGS 11
#define SOTTO_FORMAT_MONO_16 0
#define SOTTO_FORMAT_STEREO_32 1

typedef struct sotto_source sotto_source;
typedef struct sotto_thread sotto_thread;

/* Memory at a multiple of 16, zeroed; null where there is none. Taken when something is opened, never in a step. */
void *sotto_platform_take(size_t bytes);
void sotto_platform_give(void *memory);

/* Guards the table of handles. */
void sotto_platform_lock(void);
void sotto_platform_unlock(void);

/* Null where there is no such source. */
sotto_source *sotto_source_open(const sotto_source_settings *settings, const char *path);

/* Reads up to `frames` frames of the settings' format. How many, 0 where none came in some 100 ms, under 0 at the source's end. */
int32_t sotto_source_read(sotto_source *source, void *to, int32_t frames);

/* Frames that were lost so far because nobody read them. */
int32_t sotto_source_lost(const sotto_source *source);
void sotto_source_close(sotto_source *source);

/* Starts a thread, on that core where cores can be chosen; null where it cannot be. Joining waits for its end and gives it back. */
sotto_thread *sotto_thread_start(void (*body)(void *argument), void *argument, int32_t core);
void sotto_thread_join(sotto_thread *thread);

/* Wakes everyone who waits; waits for that, at most so many ms, unless `ready` says that there is nothing to wait for. */
void sotto_platform_signal(void);
int sotto_platform_wait(int (*ready)(void *argument), void *argument, int32_t timeout_ms);

#endif
