/* Linux and macOS: threads, and a file or pipe in the place of a microphone. */
#define _POSIX_C_SOURCE 200809L

#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Frames that a paced source keeps for whoever is late, as the DMA buffers of a microphone do: 80 ms. */
#define KEPT 1280
#define FRAMES_A_MS 16
#define POLL_MS 100
#define LONGEST_FRAME 8

struct sotto_source {
    int file;
    int32_t bytes_of_frame;
    int32_t pace;
    int32_t lost;
    int64_t start_ns;
    int64_t taken;

    /* The beginning of a frame whose rest has not come yet. */
    int32_t partial_bytes;
    uint8_t partial[LONGEST_FRAME];
};

struct sotto_thread {
    pthread_t id;
    void (*body)(void *argument);
    void *argument;
};

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t wait_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;

static int64_t now_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void *sotto_platform_take(size_t bytes)
{
    void *memory = NULL;
    if (posix_memalign(&memory, 16, bytes) != 0) {
        return NULL;
    }

    return memset(memory, 0, bytes);
}

void sotto_platform_give(void *memory)
{
    free(memory);
}

void sotto_platform_lock(void)
{
    pthread_mutex_lock(&table_lock);
}

void sotto_platform_unlock(void)
{
    pthread_mutex_unlock(&table_lock);
}

/* A file or pipe; -1 where there is none. A pipe's other end is not waited for: reading does that. */
static int open_file(const char *path)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && (fstat(file, &about) != 0 || S_ISDIR(about.st_mode))) {
        close(file);
        file = -1;
    }

    return file;
}

sotto_source *sotto_source_open(const sotto_source_settings *settings, const char *path)
{
    int file = open_file(path);
    sotto_source *source = file < 0 ? NULL : sotto_platform_take(sizeof *source);
    if (source == NULL) {
        if (file >= 0) {
            close(file);
        }

        return NULL;
    }

    source->file = file;
    source->bytes_of_frame = settings->format == SOTTO_FORMAT_MONO_16 ? 2 : LONGEST_FRAME;
    source->pace = settings->pace;
    source->start_ns = now_ns(CLOCK_MONOTONIC);
    return source;
}

/* Whether there is something to read, if only the end, within 100 ms. */
static int comes(const sotto_source *source)
{
    struct pollfd ready = {source->file, POLLIN, 0};
    return poll(&ready, 1, POLL_MS) > 0;
}

/* Frames, whole; 0 where none came in 100 ms, -1 at the end. Of a frame that is not all there yet the next call has the rest. */
static int32_t read_frames(sotto_source *source, uint8_t *to, int32_t frames)
{
    int32_t wanted = frames * source->bytes_of_frame;
    int32_t there = source->partial_bytes;
    int ended = 0;
    memcpy(to, source->partial, (size_t)there);
    while (there < wanted && !ended && comes(source)) {
        ssize_t got = read(source->file, to + there, (size_t)(wanted - there));
        ended = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
        there += got > 0 ? (int32_t)got : 0;
    }

    int32_t whole = there / source->bytes_of_frame;
    source->partial_bytes = there - whole * source->bytes_of_frame;
    memcpy(source->partial, to + whole * source->bytes_of_frame, (size_t)source->partial_bytes);
    return whole == 0 && ended ? -1 : whole;
}

/* Frames that a microphone would have given since the start. */
static int64_t arrived(const sotto_source *source)
{
    return (now_ns(CLOCK_MONOTONIC) - source->start_ns) / 1000000 * FRAMES_A_MS * source->pace;
}

static void rest_until_there(const sotto_source *source, int32_t frames)
{
    int64_t early = source->taken + frames - arrived(source);
    if (early > 0) {
        int64_t ns = early * 1000000 / FRAMES_A_MS / source->pace;
        struct timespec rest = {(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
        nanosleep(&rest, NULL);
    }
}

/* At a microphone's pace. What its buffers would not have held is lost, a block a call, so that whoever reads can stop between. */
static int32_t read_paced(sotto_source *source, void *to, int32_t frames)
{
    rest_until_there(source, frames);
    int64_t behind = arrived(source) - source->taken - KEPT;
    int32_t wanted = behind > 0 && behind < frames ? (int32_t)behind : frames;
    int32_t read = read_frames(source, to, wanted);
    source->taken += read;
    if (read < wanted) {
        /* There was no more: whoever writes is late, not who reads, and time goes on from here. */
        source->start_ns = now_ns(CLOCK_MONOTONIC);
        source->taken = 0;
    }

    if (read > 0 && behind > 0) {
        source->lost = read > INT32_MAX - source->lost ? INT32_MAX : source->lost + read;
        return 0;
    }

    return read;
}

int32_t sotto_source_read(sotto_source *source, void *to, int32_t frames)
{
    return source->pace > 0 ? read_paced(source, to, frames) : read_frames(source, to, frames);
}

int32_t sotto_source_lost(const sotto_source *source)
{
    return source->lost;
}

void sotto_source_close(sotto_source *source)
{
    close(source->file);
    sotto_platform_give(source);
}

static void *run_thread(void *argument)
{
    sotto_thread *thread = argument;
    thread->body(thread->argument);
    return NULL;
}

sotto_thread *sotto_thread_start(void (*body)(void *argument), void *argument, int32_t core)
{
    (void)core;
    sotto_thread *thread = sotto_platform_take(sizeof *thread);
    if (thread != NULL) {
        thread->body = body;
        thread->argument = argument;
        if (pthread_create(&thread->id, NULL, run_thread, thread) != 0) {
            sotto_platform_give(thread);
            return NULL;
        }
    }

    return thread;
}

void sotto_thread_join(sotto_thread *thread)
{
    pthread_join(thread->id, NULL);
    sotto_platform_give(thread);
}

void sotto_platform_signal(void)
{
    pthread_mutex_lock(&wait_lock);
    pthread_cond_broadcast(&woken);
    pthread_mutex_unlock(&wait_lock);
}

int sotto_platform_wait(int (*ready)(void *argument), void *argument, int32_t timeout_ms)
{
    int64_t end = now_ns(CLOCK_REALTIME) + (int64_t)timeout_ms * 1000000;
    struct timespec until = {(time_t)(end / 1000000000), (long)(end % 1000000000)};
    int timed_out = 0;
    pthread_mutex_lock(&wait_lock);
    while (!ready(argument) && !timed_out) {
        timed_out = pthread_cond_timedwait(&woken, &wait_lock, &until) == ETIMEDOUT;
    }

    pthread_mutex_unlock(&wait_lock);
    return ready(argument);
}
