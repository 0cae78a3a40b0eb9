/*
 * Word automata of random words and states, whole and broken, through the loader and a search over random sounds, in blocks of exactly the
 * right size.
 *   searches            a seeded run of a few seconds; says in one line what it did
 */
#include "../../Kernels/native/include/sotto_search.h"
#include "automaton_bytes.h"

#define ROUNDS 400
#define BROKEN_EACH 25
#define FRAMES 25

/* What was made last. */
static uint8_t *bytes;
static size_t length;

static void feed(sotto_search *search)
{
    int8_t *logits = block(SOTTO_SEARCH_LABELS);
    for (int i = 0; i < SOTTO_SEARCH_LABELS; i++) {
        logits[i] = (int8_t)(draw(60) - 128);
    }

    logits[draw(SOUNDS + 1)] = (int8_t)draw(100);
    sotto_search_feed(search, logits);
    free(logits);
}

/* Loads and, if it is sound, searches; 0 where it was refused, -1 where a sentence is not what it must be. */
static int try_search(const uint8_t *image, size_t count)
{
    sotto_automaton automaton;
    if (sotto_automaton_load(&automaton, image, count) != SOTTO_OK) {
        return 0;
    }

    char text[SOTTO_SEARCH_LETTERS];
    int32_t letters = 0;
    for (int32_t word = 0; word < automaton.words; word++) {
        letters += sotto_automaton_text(&automaton, word, text);
    }

    sotto_search_settings settings = {
        (int32_t)draw(300), (int32_t)draw(20), (int32_t)draw(20), 4 + (int32_t)draw(80), 4 + (int32_t)draw(80), 1 + (int32_t)draw(5)};
    void *memory = block(sotto_search_bytes(&settings));
    sotto_search *search = sotto_search_init(memory, &automaton, &settings);
    int result = letters < automaton.words ? -1 : 1;
    for (int frame = 0; frame < FRAMES; frame++) {
        feed(search);
    }

    for (int32_t sentence = 0; sentence < sotto_search_finish(search); sentence++) {
        int32_t *words = block(3 * sizeof *words);
        int32_t said = sotto_search_words(search, sentence, words, 3);
        int is_dearer = sentence == 0 || sotto_search_cost(search, sentence) >= sotto_search_cost(search, sentence - 1);
        for (int32_t i = 0; i < said && i < 3; i++) {
            result = words[i] < 0 || words[i] >= automaton.words ? -1 : result;
        }

        result = is_dearer ? result : -1;
        free(words);
    }

    free(memory);
    return result;
}

static uint8_t *broken(void)
{
    uint8_t *copy = block(length);
    memcpy(copy, bytes, length);
    for (uint32_t changes = 1 + draw(3); changes > 0; changes--) {
        uint8_t *at = copy + 16 + draw((uint32_t)(draw(3) == 0 ? 20 : length - 16));
        *at = draw(3) == 0 ? (uint8_t)draw(256) : (uint8_t)(*at ^ 1 << draw(8));
    }

    seal(copy, length);
    return copy;
}

int main(void)
{
    int ran = 0;
    bytes = block(MOST_AUTOMATON_BYTES);
    for (int round = 0; round < ROUNDS; round++) {
        length = write_automaton(bytes);
        uint8_t *image = block(length);
        memcpy(image, bytes, length);
        if (try_search(image, length) != 1) {
            fprintf(stderr, "automaton %d is refused or decodes wrongly\n", round);
            return 1;
        }

        free(image);
        for (int i = 0; i < BROKEN_EACH; i++) {
            image = broken();
            int result = try_search(image, length - (draw(20) == 0 ? draw((uint32_t)length) : 0));
            if (result < 0) {
                fprintf(stderr, "a broken automaton of %d decodes wrongly\n", round);
                return 1;
            }

            ran += result;
            free(image);
        }
    }

    free(bytes);
    printf("%d automata searched; of %d broken ones %d ran\n", ROUNDS, ROUNDS * BROKEN_EACH, ran);
    return 0;
}
