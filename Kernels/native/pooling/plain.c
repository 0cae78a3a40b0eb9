/*
 * Mean or maximum of every channel over windows of frames and bins (TensorFlow Lite's AVERAGE_POOL_2D and MAX_POOL_2D, int8: input and
 * output share a scale). Padding does not count.
 */
#include "../fixed_point.h"
#include "../window.h"

/* Frames and bins of a window that lie inside the input; values from one frame and one bin to the next. */
typedef struct {
    int32_t frames;
    int32_t bins;
    int32_t frame_step;
    int32_t bin_step;
} pool_window;

typedef int32_t pool_function(const int8_t *inputs, const pool_window *window);

/* Rounded to nearest, halves away from zero. */
static int32_t mean(const int8_t *inputs, const pool_window *window)
{
    int32_t count = window->frames * window->bins;
    int32_t sum = 0;
    for (int32_t frame = 0; frame < window->frames; frame++) {
        for (int32_t bin = 0; bin < window->bins; bin++) {
            sum += inputs[frame * window->frame_step + bin * window->bin_step];
        }
    }

    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

static int32_t largest(const int8_t *inputs, const pool_window *window)
{
    int32_t result = INT8_MIN;
    for (int32_t frame = 0; frame < window->frames; frame++) {
        for (int32_t bin = 0; bin < window->bins; bin++) {
            int32_t value = inputs[frame * window->frame_step + bin * window->bin_step];
            result = value > result ? value : result;
        }
    }

    return result;
}

static void run(const sotto_layer *layer, int8_t *arena, pool_function *pool)
{
    int32_t channels = layer->input_channels;
    pool_window window = {0, 0, layer->input_bins * channels, channels};
    int8_t *output = arena + layer->output;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        int32_t first = oldest < 0 ? 0 : oldest;
        int32_t end = oldest + layer->time_kernel;
        window.frames = (end < layer->input_frames ? end : layer->input_frames) - first;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            sotto_span bins = sotto_span_of(layer, bin);
            window.bins = bins.end - bins.inside;
            const int8_t *inputs = arena + layer->input + (first * layer->input_bins + bins.first_bin + bins.inside) * channels;
            for (int32_t channel = 0; channel < channels; channel++) {
                *output++ = (int8_t)sotto_clamp(pool(inputs + channel, &window), layer->clamp_minimum, layer->clamp_maximum);
            }
        }
    }
}

void sotto_average_pool_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    run(layer, arena, mean);
}

void sotto_max_pool_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    run(layer, arena, largest);
}
