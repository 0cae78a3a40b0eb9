#include "listener.h"
#include "row_model.h"
#include "../padded.h"

#include <string.h>

/* SentenceListener.PauseMilliseconds and so on. */
#define PAUSE_MS 1200
#define WHOLE_PAUSE_MS 600
#define WHOLE_END_COST 64

size_t sotto_listener_bytes(const sotto_model *acoustic, const sotto_search_settings *search)
{
    return sotto_row_model_bytes(acoustic) + sotto_padded(sotto_search_bytes(search));
}

uint8_t *sotto_listener_init(
    sotto_listener *listener, const sotto_model *acoustic, const sotto_automaton *words, const sotto_search_settings *search, uint8_t *memory)
{
    int32_t frame_ms = acoustic->step_frames * acoustic->feature_step_ms;
    memory = sotto_row_model_init(&listener->rows, acoustic, memory);
    listener->pause = (PAUSE_MS + frame_ms - 1) / frame_ms;
    listener->whole_pause = (WHOLE_PAUSE_MS + frame_ms - 1) / frame_ms;
    listener->search = sotto_search_init(memory, words, search);
    memset(&listener->best, 0, sizeof listener->best);
    sotto_listener_reset(listener);
    return memory + sotto_padded(sotto_search_bytes(search));
}

void sotto_listener_reset(sotto_listener *listener)
{
    sotto_row_model_reset(&listener->rows);
    sotto_search_reset(listener->search);
}

int sotto_listener_has_begun(const sotto_listener *listener)
{
    return sotto_search_known(listener->search)->sounds > 0;
}

/* Whether what was said is over (SentenceDecoder.HasEnded, and a longer pause whatever was said). */
static int is_over(const sotto_listener *listener)
{
    const sotto_search_state *known = sotto_search_known(listener->search);
    int whole = known->end_cost >= 0 && known->end_cost <= WHOLE_END_COST;
    return sotto_listener_has_begun(listener) && known->frames_since_sound >= (whole ? listener->whole_pause : listener->pause);
}

int sotto_listener_take(sotto_listener *listener, const uint16_t row[SOTTO_FEATURES])
{
    if (!sotto_row_model_take(&listener->rows, row)) {
        return 0;
    }

    sotto_search_feed(listener->search, listener->rows.output);
    return is_over(listener);
}

int32_t sotto_listener_finish(sotto_listener *listener)
{
    sotto_n_best *best = &listener->best;
    memset(best, 0, sizeof *best);
    if (!sotto_listener_has_begun(listener)) {
        return 0;
    }

    best->sounds = sotto_search_known(listener->search)->sounds;
    int32_t found = sotto_search_finish(listener->search);
    for (int32_t i = 0; i < found && best->count < SOTTO_BEST_SENTENCES; i++) {
        sotto_sentence *sentence = &best->sentences[best->count];
        sentence->cost = sotto_search_cost(listener->search, i);
        sentence->word_count = sotto_search_words(listener->search, i, sentence->words, SOTTO_SENTENCE_WORDS);
        if (sentence->word_count <= SOTTO_SENTENCE_WORDS) {
            best->count++;
        } else {
            memset(sentence, 0, sizeof *sentence);
        }
    }

    return best->count;
}
