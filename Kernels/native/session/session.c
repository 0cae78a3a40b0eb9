#include "gate.h"
#include "../padded.h"

#define WAKE_WORDS 0

/* The spotters' arrays follow it. */
#define HEAD_BYTES sotto_padded(sizeof(sotto_session))

int sotto_session_takes(const sotto_model *model, int32_t kind)
{
    return model->kind == kind && model->input_length == model->step_frames * SOTTO_FEATURES
        && model->feature_step_ms * SOTTO_SAMPLE_RATE == SOTTO_HOP * 1000;
}

size_t sotto_session_bytes(const sotto_model *wake, const sotto_model *commands, const sotto_model *voice)
{
    return HEAD_BYTES + sotto_spotter_bytes(wake) + sotto_spotter_bytes(commands) + (voice != NULL ? sotto_gate_bytes(voice) : 0);
}

sotto_session *sotto_session_init(
    void *memory, const sotto_model *wake, const sotto_model *commands, const sotto_model *voice, int32_t window_samples)
{
    sotto_session *session = memory;
    uint8_t *arrays = (uint8_t *)memory + HEAD_BYTES;
    arrays = sotto_spotter_init(&session->wake, wake, arrays);
    arrays = sotto_spotter_init(&session->commands, commands, arrays);
    session->gated = voice != NULL;
    if (session->gated) {
        sotto_gate_init(&session->gate, voice, arrays);
    }

    session->window_samples = window_samples;
    sotto_session_reset(session);
    return session;
}

void sotto_session_use_threshold(sotto_session *session, int32_t kind, int32_t threshold)
{
    sotto_spotter_use_threshold(kind == WAKE_WORDS ? &session->wake : &session->commands, threshold);
}

void sotto_session_reset(sotto_session *session)
{
    sotto_front_end_init(&session->front_end);
    sotto_spotter_reset(&session->wake);
    sotto_spotter_reset(&session->commands);
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
    sotto_spotter_reset(&session->commands);
}

static void raise_event(sotto_session *session, sotto_event_kind kind, const sotto_spotter *spotter)
{
    sotto_event *event = &session->events[session->event_count++];
    event->sample = session->samples_heard;
    event->kind = kind;
    event->label = spotter != NULL ? spotter->label : 0;
    event->score = spotter != NULL ? sotto_spotter_score(spotter) : 0;
}

/* What a row means: a command acts before a wake word opens the window anew, and an open window that has had its time closes. */
static void take_row(sotto_session *session)
{
    const uint16_t *row = session->front_end.row;
    int woken = session->gated ? sotto_gate_take(&session->gate, &session->wake, row) : sotto_spotter_take(&session->wake, row);
    if (session->window_open && sotto_spotter_take(&session->commands, row)) {
        session->window_open = 0;
        raise_event(session, SOTTO_EVENT_COMMAND, &session->commands);
    }

    if (woken) {
        sotto_session_open_window(session);
        raise_event(session, SOTTO_EVENT_WAKE, &session->wake);
    } else if (session->window_open && session->samples_heard >= session->window_end) {
        session->window_open = 0;
        raise_event(session, SOTTO_EVENT_CLOSED, NULL);
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
