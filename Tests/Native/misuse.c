/*
 * What managed code can do to the library behind handles: every function at random, with handles that are open, closed or never were, and
 * arrays of exactly the length that is told, or null. Nothing may be read or written outside, and a source is read meanwhile.
 *   misuse WAKE.sotto COMMANDS.sotto ACOUSTIC.sotto    a seeded run; says in one line what it did
 */
#include "../../Kernels/interop/native/sotto_interop.h"
#include "automaton_bytes.h"
#include "decoder_bytes.h"

#define CALLS 1000000
#define HANDLES 24
#define LONGEST 2000

/* Kinds of objects, and of each the places that its handles are kept in: every eighth. */
enum { MODEL, RUNNER, FRONT_END, SESSION, DECODER_MODEL, DECODER, AUTOMATON, SEARCH, KINDS };

static int32_t handles[HANDLES];

/* An array of `length` values, or null now and then. */
static void *array_of(int32_t length, size_t size)
{
    uint8_t *bytes = draw(16) == 0 ? NULL : block((size_t)length * size);
    for (size_t i = 0; bytes != NULL && i < (size_t)length * size; i++) {
        bytes[i] = (uint8_t)draw(256);
    }

    return bytes;
}

/* Mostly what fits, sometimes anything. */
static int32_t number(int32_t most)
{
    return draw(8) == 0 ? (int32_t)(draw(65536) << 16 | draw(65536)) : (int32_t)draw((uint32_t)most + 1);
}

static int32_t *place_of(int kind)
{
    return &handles[draw(HANDLES / KINDS) * KINDS + (uint32_t)kind];
}

/* Mostly of something of a kind, open or closed; sometimes of anything, or nothing. */
static int32_t handle_of(int kind)
{
    return draw(16) == 0 ? number(1000) : *place_of(draw(16) == 0 ? (int)draw(KINDS) : kind);
}

static int32_t feed(int32_t handle, int as_session)
{
    int32_t length = (int32_t)draw(LONGEST);
    int32_t row_length = draw(4) == 0 ? (int32_t)draw(40) : 40;
    int16_t *samples = array_of(length, sizeof *samples);
    uint16_t *row = array_of(row_length, sizeof *row);
    int32_t result = as_session ? sotto_interop_feed_session(handle, samples, length, number(10), number(length))
                                : sotto_interop_feed_front_end(handle, samples, length, number(10), number(length), row, row_length);
    free(samples);
    free(row);
    return result;
}

static int32_t step(int32_t handle)
{
    int32_t input_length = 100 + (int32_t)draw(100);
    int32_t output_length = (int32_t)draw(32);
    int8_t *input = array_of(input_length, 1);
    int8_t *output = array_of(output_length, 1);
    int32_t result = sotto_interop_step(handle, input, input_length, number(20), output, output_length, number(4));
    free(input);
    free(output);
    return result;
}

static int32_t read_text(int32_t handle)
{
    int32_t length = (int32_t)draw(32);
    uint8_t *text = array_of(length, 1);
    int32_t result = sotto_interop_model_text(handle, number(15) - 1, text, length);
    free(text);
    return result;
}

static int32_t take(int32_t handle)
{
    int32_t length = (int32_t)draw(2 * SOTTO_EVENT_VALUES);
    int32_t *values = array_of(length, sizeof *values);
    int32_t result = sotto_interop_take_event(handle, values, length);
    free(values);
    return result;
}

static int32_t start(int32_t handle)
{
    static const char *const paths[] = {"/dev/zero", "/dev/urandom", "/dev/null", "/nowhere"};
    const char *path = paths[draw(4)];
    int32_t settings[11] = {number(1), number(1), number(31), 0, 0, 0, 0, 0, draw(2) == 0 ? 0 : number(1000), number(31), number(1)};
    int32_t length = draw(8) == 0 ? number(10) : 11;
    sotto_interop_open_window(handle);
    return (draw(2) == 0 ? sotto_interop_start : sotto_interop_open_source)(handle, settings, length, (const uint8_t *)path, (int32_t)strlen(path));
}

static int32_t read_source(int32_t handle)
{
    int32_t length = (int32_t)draw(2000);
    uint8_t *frames = array_of(length, 1);
    int32_t result = sotto_interop_read_source(handle, frames, length);
    free(frames);
    return result;
}

static int32_t score_rows(int32_t handle)
{
    int32_t length = (int32_t)draw(20);
    int32_t scores_length = (int32_t)draw(20);
    int32_t *rows = array_of(length, sizeof *rows);
    int32_t *scores = array_of(scores_length, sizeof *scores);
    for (int32_t i = 0; rows != NULL && i < length; i++) {
        rows[i] = draw(64) == 0 ? number(100) : (int32_t)draw(2);
    }

    int32_t result = sotto_interop_score_rows(handle, rows, length, number(length), scores, scores_length);
    free(rows);
    free(scores);
    return result;
}

static int32_t score_points(int32_t handle)
{
    int32_t length = (int32_t)draw(20);
    int32_t *scores = array_of(length, sizeof *scores);
    int32_t result = sotto_interop_score_points(handle, number(8), scores, length);
    free(scores);
    return result;
}

static int32_t feed_search(int32_t handle)
{
    int32_t length = 40 + (int32_t)draw(20);
    int8_t *logits = array_of(length, 1);
    int32_t result = sotto_interop_feed_search(handle, logits, length, number(20));
    free(logits);
    return result;
}

static int32_t read_sentence(int32_t handle)
{
    int32_t length = (int32_t)draw(8);
    int32_t *words = array_of(length, sizeof *words);
    int32_t result = sotto_interop_search_words(handle, number(3), words, length);
    free(words);
    return draw(2) == 0 ? result : sotto_interop_search_cost(handle, number(3));
}

static int32_t read_word(int32_t handle)
{
    int32_t length = 30 + (int32_t)draw(20);
    uint8_t *text = array_of(length, 1);
    int32_t result = sotto_interop_automaton_text(handle, number(40), text, length);
    free(text);
    return draw(2) == 0 ? result : sotto_interop_automaton_number(handle, number(8));
}

static int32_t handle_of_sentences(int32_t *settings, int32_t settings_length)
{
    int32_t voice = draw(2) == 0 ? 0 : handle_of(MODEL);
    return sotto_interop_open_sentence_session(handle_of(MODEL), handle_of(MODEL), handle_of(AUTOMATON), voice, 1 + number(5000), settings, settings_length);
}

/* A search over an automaton, or a session with one. */
static int32_t open_search(int as_session)
{
    int32_t settings[6] = {number(200), number(20), number(20), 4 + number(60), 4 + number(60), 1 + number(5)};
    int32_t *given = draw(16) == 0 ? NULL : settings;
    int32_t length = draw(16) == 0 ? number(7) : 6;
    return as_session ? handle_of_sentences(given, length) : sotto_interop_open_search(handle_of(AUTOMATON), given, length);
}

static int32_t take_sentences(int32_t handle)
{
    int32_t length = SOTTO_SENTENCE_VALUES - 10 + (int32_t)draw(20);
    int32_t *values = array_of(length, sizeof *values);
    int32_t result = sotto_interop_take_sentences(handle, values, length);
    free(values);
    return result;
}

/* Opens something in the place of a handle that is closed first. */
static int32_t open_one(const file models[7], int kind)
{
    int32_t *place = place_of(kind);
    if (sotto_interop_close(*place) == SOTTO_INTEROP_BAD_STATE) {
        return SOTTO_INTEROP_BAD_STATE;
    }

    const file *model = &models[(kind == DECODER_MODEL ? 3 : kind == AUTOMATON ? 5 : 0) + (int)draw(kind == MODEL ? 3 : 2)];
    switch (kind) {
        case MODEL: return *place = sotto_interop_load(draw(16) == 0 ? NULL : model->bytes, (int32_t)model->length - (draw(8) == 0));
        case RUNNER: return *place = sotto_interop_open_runner(handle_of(MODEL));
        case FRONT_END: return *place = sotto_interop_open_front_end();
        case DECODER_MODEL: return *place = sotto_interop_load_decoder(draw(16) == 0 ? NULL : model->bytes, (int32_t)model->length - (draw(8) == 0));
        case DECODER: return *place = sotto_interop_open_decoder(handle_of(DECODER_MODEL));
        case AUTOMATON: return *place = sotto_interop_load_automaton(draw(16) == 0 ? NULL : model->bytes, (int32_t)model->length - (draw(8) == 0));
        case SEARCH: return *place = open_search(0);
        default: return *place = draw(2) == 0 ? open_search(1) : sotto_interop_open_session(handle_of(MODEL), handle_of(MODEL), draw(2) == 0 ? 0 : handle_of(MODEL), 1 + number(5000));
    }
}

static int32_t call(const file models[7])
{
    int kind = (int)draw(KINDS);
    switch (draw(40)) {
        case 0: return sotto_interop_close(handle_of(kind));
        case 1: return sotto_interop_model_number(handle_of(MODEL), number(120));
        case 2: return read_text(handle_of(MODEL));
        case 3: return sotto_interop_reset_runner(handle_of(RUNNER));
        case 4: return step(handle_of(RUNNER));
        case 5: return sotto_interop_reset_front_end(handle_of(FRONT_END));
        case 6: return feed(handle_of(FRONT_END), 0);
        case 7: return sotto_interop_reset_session(handle_of(SESSION));
        case 8: return sotto_interop_use_threshold(handle_of(SESSION), number(1), number(256));
        case 9:
        case 10: return feed(handle_of(SESSION), 1);
        case 11:
        case 12: return take(handle_of(SESSION));
        case 13: return sotto_interop_session_number(handle_of(SESSION), number(6));
        case 14: return start(handle_of(SESSION));
        case 15: return sotto_interop_stop(handle_of(SESSION));
        case 16: return sotto_interop_ready(handle_of(SESSION));
        case 17: return sotto_interop_wait(handle_of(SESSION), (int32_t)draw(2));
        case 18: return sotto_interop_decoder_number(handle_of(DECODER_MODEL), number(12));
        case 19: return draw(8) == 0 ? sotto_interop_reset_decoder(handle_of(DECODER)) : 0;
        case 20:
        case 21: return sotto_interop_feed_decoder(handle_of(DECODER), number(2));
        case 22: return score_rows(handle_of(DECODER));
        case 23: return sotto_interop_aim(handle_of(DECODER));
        case 24: return score_points(handle_of(DECODER));
        case 25:
        case 26: return read_source(handle_of(SESSION));
        case 27:
        case 28:
        case 29: return feed_search(handle_of(SEARCH));
        case 30: return sotto_interop_finish_search(handle_of(SEARCH));
        case 31: return read_sentence(handle_of(SEARCH));
        case 32: return read_word(handle_of(AUTOMATON));
        case 33: return sotto_interop_search_number(handle_of(SEARCH), number(4));
        case 34: return draw(8) == 0 ? sotto_interop_reset_search(handle_of(SEARCH)) : 0;
        case 35:
        case 36: return take_sentences(handle_of(SESSION));
        default: return open_one(models, kind);
    }
}

static file random_decoder(void)
{
    file result = {block(MOST_DECODER_BYTES), 0};
    result.length = write_decoder(result.bytes, draw_sizes(16));
    return result;
}

static file random_automaton(void)
{
    file result = {block(MOST_AUTOMATON_BYTES), 0};
    result.length = write_automaton(result.bytes);
    return result;
}

int main(int count, char **paths)
{
    if (count != 4) {
        fprintf(stderr, "misuse: three models are wanted\n");
        return 2;
    }

    const file models[7] = {read_file(paths[1]), read_file(paths[2]), read_file(paths[3]), random_decoder(), random_decoder(), random_automaton(), random_automaton()};
    int well = 0;
    for (int i = 0; i < CALLS; i++) {
        well += call(models) >= 0;
    }

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < HANDLES; i++) {
            sotto_interop_close(handles[i]);
        }
    }

    for (int i = 0; i < 7; i++) {
        free(models[i].bytes);
    }

    printf("%d calls, %d of them well\n", CALLS, well);
    return 0;
}
