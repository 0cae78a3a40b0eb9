#include "gate.h"
#include "listener.h"
#include "../padded.h"

/* Kinds of models (ModelKind.cs). */
#define WAKE_WORDS 0
#define COMMANDS 1
#define SOUNDS 2

/* ManagedSession.LongestSentenceMilliseconds. */
#define LONGEST_SENTENCE (6 * SOTTO_SAMPLE_RATE)

/* The spotters' arrays follow it. */
#define HEAD_BYTES sotto_padded(sizeof(sotto_session))

/* Whether a model, or none, is of rows that the front end gives and of a kind. */
static int takes(const sotto_model *model, int32_t kind)
{
    return model == NULL || (model->kind == kind && model->input_length == model->step_frames * SOTTO_FEATURES
        && model->feature_step_ms * SOTTO_SAMPLE_RATE == SOTTO_HOP * 1000);
}

int sotto_session_takes(const sotto_session_parts *parts)
{
    int all = takes(parts->wake, WAKE_WORDS) && takes(parts->voice, WAKE_WORDS) && takes(parts->commands, COMMANDS) && takes(parts->acoustic, SOUNDS);
    return all && (parts->acoustic == NULL || (parts->acoustic->output_length == SOTTO_SEARCH_LABELS && sotto_search_takes(parts->search)));
}

size_t sotto_session_bytes(const sotto_session_parts *parts)
{
    size_t hears = parts->commands != NULL ? sotto_spotter_bytes(parts->commands) : sotto_listener_bytes(parts->acoustic, parts->search);
    return HEAD_BYTES + sotto_spotter_bytes(parts->wake) + hears + (parts->voice != NULL ? sotto_gate_bytes(parts->voice) : 0);
}

sotto_session *sotto_session_init(void *memory, const sotto_session_parts *parts, int32_t window_samples)
{
    sotto_session *session = memory;
    uint8_t *arrays = (uint8_t *)memory + HEAD_BYTES;
    arrays = sotto_spotter_init(&session->wake, parts->wake, arrays);
    session->hears_sentences = parts->commands == NULL;
    arrays = session->hears_sentences ? sotto_listener_init(&session->listener, parts->acoustic, parts->words, parts->search, arrays)
                                      : sotto_spotter_init(&session->commands, parts->commands, arrays);
    session->gated = parts->voice != NULL;
    if (session->gated) {
        sotto_gate_init(&session->gate, parts->voice, arrays);
    }

    session->window_samples = window_samples;
    sotto_session_reset(session);
    return session;
}

void sotto_session_use_threshold(sotto_session *session, int32_t kind, int32_t threshold)
{
    sotto_spotter_use_threshold(kind == WAKE_WORDS ? &session->wake : &session->commands, threshold);
}

static void reset_commands(sotto_session *session)
{
    if (session->hears_sentences) {
        sotto_listener_reset(&session->listener);
    } else {
        sotto_spotter_reset(&session->commands);
    }
}

void sotto_session_reset(sotto_session *session)
{
    sotto_front_end_init(&session->front_end);
    sotto_spotter_reset(&session->wake);
    reset_commands(session);
    if (session->gated) {
        sotto_gate_reset(&session->gate);
    }

    session->event_count = 0;
    session->window_open = 0;
    session->window_end = 0;
    session->samples_heard = 0;
}

void sotto_session_open_window(sotto_session *session)
{
    session->window_open = 1;
    session->window_end = session->samples_heard + session->window_samples;
    session->sentence_end = session->samples_heard + LONGEST_SENTENCE;
    reset_commands(session);
}

static void raise_event(sotto_session *session, sotto_event_kind kind, int32_t label, int32_t score)
{
    sotto_event *event = &session->events[session->event_count++];
    event->sample = session->samples_heard;
    event->kind = kind;
    event->label = label;
    event->score = score;
}

static void raise_word(sotto_session *session, sotto_event_kind kind, const sotto_spotter *spotter)
{
    raise_event(session, kind, spotter->label, sotto_spotter_score(spotter));
}

/* A sentence is over at its end or when it has had its time; one that has begun has more than the window. */
static void hear_sentence(sotto_session *session, const uint16_t *row)
{
    int over = sotto_listener_take(&session->listener, row);
    if (sotto_listener_has_begun(&session->listener) && session->window_end < session->sentence_end) {
        session->window_end = session->sentence_end;
    }

    if (over || session->samples_heard >= session->window_end) {
        int32_t found = sotto_listener_finish(&session->listener);
        session->window_open = 0;
        raise_event(session, found > 0 ? SOTTO_EVENT_SENTENCE : SOTTO_EVENT_CLOSED, found, 0);
    }
}

/* What a row means: a command acts before a wake word opens the window anew, and an open window that has had its time closes. */
static void take_row(sotto_session *session)
{
    const uint16_t *row = session->front_end.row;
    int woken = session->gated ? sotto_gate_take(&session->gate, &session->wake, row) : sotto_spotter_take(&session->wake, row);
    if (session->window_open && session->hears_sentences) {
        hear_sentence(session, row);
    } else if (session->window_open && sotto_spotter_take(&session->commands, row)) {
        session->window_open = 0;
        raise_word(session, SOTTO_EVENT_COMMAND, &session->commands);
    }

    if (woken) {
        sotto_session_open_window(session);
        raise_word(session, SOTTO_EVENT_WAKE, &session->wake);
    } else if (session->window_open && session->samples_heard >= session->window_end) {
        session->window_open = 0;
        raise_event(session, SOTTO_EVENT_CLOSED, 0, 0);
    }
}

size_t sotto_session_feed(sotto_session *session, const int16_t *samples, size_t count)
{
    size_t taken = 0;
    session->event_count = 0;
    while (taken < count && session->event_count == 0) {
        size_t part = sotto_front_end_feed(&session->front_end, samples + taken, count - taken);
        taken += part;
        session->samples_heard += (int64_t)part;
        if (session->front_end.row_ready) {
            take_row(session);
        }
    }

    return taken;
}
