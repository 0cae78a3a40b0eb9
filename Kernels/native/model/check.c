/* The checks of a layer, those of the managed LayerReader.cs, each once when a model is loaded. */
#include "format.h"

/* A layer under check: its record, what it decodes to, and its tensors; an input that it does not have is all zeros. */
typedef struct {
    const sotto_model *model;
    const uint8_t *record;
    int32_t kind;
    sotto_layer layer;
    int32_t input_number;
    int32_t second_number;
    int32_t output_number;
    sotto_tensor input;
    sotto_tensor second;
    sotto_tensor output;
    int64_t multiply_accumulates;
    int64_t work;
} subject;

static int word_in_range(const subject *s, int32_t at, int32_t minimum, int32_t maximum)
{
    return sotto_in_range(sotto_word(s->record + at), minimum, maximum);
}

static int half_in_range(const subject *s, int32_t at, int32_t minimum, int32_t maximum)
{
    return sotto_in_range(sotto_half(s->record + at), minimum, maximum);
}

static int is_table(const subject *s, int32_t at, int32_t length, int32_t alignment)
{
    return at >= SOTTO_HEADER_LENGTH && at % alignment == 0 && sotto_lies_inside(s->model, at, length);
}

static int same_frames(const sotto_tensor *a, const sotto_tensor *b)
{
    return a->frames == b->frames && a->bins == b->bins && a->channels == b->channels;
}

/* That an operator is known, and that its tensors exist, are written if it reads them and not if it writes them. */
static sotto_status check_tensors(subject *s, const sotto_layer_check *check)
{
    const sotto_model *model = s->model;
    s->kind = sotto_half(s->record + SOTTO_AT_OPERATOR);
    s->input_number = sotto_half(s->record + SOTTO_AT_INPUT);
    s->output_number = sotto_half(s->record + SOTTO_AT_OUTPUT);
    int has_second = s->kind == SOTTO_OP_ADD || s->kind == SOTTO_OP_SUBTRACT || s->kind == SOTTO_OP_MULTIPLY;
    s->second_number = has_second ? sotto_half(s->record + SOTTO_AT_SECOND) : SOTTO_NONE;
    int has_input = s->kind != SOTTO_OP_COPY || s->input_number != SOTTO_NONE;
    if (!sotto_in_range(s->kind, SOTTO_OP_CONVOLUTION, SOTTO_OP_COPY) || (has_input && s->input_number >= model->tensor_count)
        || (has_second && s->second_number >= model->tensor_count) || s->output_number >= model->tensor_count) {
        return SOTTO_BAD_LAYER;
    }

    /* Copies build a tensor piece by piece, as a concatenation is. */
    int ordered = (!has_input || sotto_is_written(check, s->input_number)) && (!has_second || sotto_is_written(check, s->second_number))
        && s->input_number != s->output_number && s->second_number != s->output_number
        && (s->kind == SOTTO_OP_COPY || !sotto_is_written(check, s->output_number));
    if (!ordered) {
        return SOTTO_BAD_ORDER;
    }

    if (has_input) {
        s->input = sotto_read_tensor(model, s->input_number);
    }

    if (has_second) {
        s->second = sotto_read_tensor(model, s->second_number);
    }

    s->output = sotto_read_tensor(model, s->output_number);
    return SOTTO_OK;
}

static sotto_status check_extents(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    int fits = sotto_in_range(layer->time_kernel, 1, SOTTO_MAXIMUM_EXTENT) && sotto_in_range(layer->time_stride, 1, SOTTO_MAXIMUM_EXTENT)
        && sotto_in_range(layer->dilation, 1, SOTTO_MAXIMUM_EXTENT) && sotto_in_range(layer->bin_kernel, 1, SOTTO_MAXIMUM_EXTENT)
        && sotto_in_range(layer->bin_stride, 1, SOTTO_MAXIMUM_EXTENT) && layer->pad_low <= SOTTO_MAXIMUM_EXTENT
        && sotto_in_range(layer->clamp_minimum, -128, 127) && sotto_in_range(layer->clamp_maximum, layer->clamp_minimum, 127);
    return fits ? SOTTO_OK : SOTTO_BAD_LAYER;
}

/* That windows over time fit: those of a stream end with the newest frames and reach back into kept ones, those of a clip go over all
 * frames, kept ones included, and their padding. */
static sotto_status check_time(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    int32_t reach = (layer->time_kernel - 1) * layer->dilation + 1;
    int32_t pad_first = sotto_half(s->record + SOTTO_AT_PAD_FIRST);
    int32_t pad_last = sotto_half(s->record + SOTTO_AT_PAD_LAST);
    if (pad_first >= reach || pad_last >= reach || !half_in_range(s, SOTTO_AT_KIND_OF_WINDOWS, 0, 1)) {
        return SOTTO_BAD_LAYER;
    }

    if (sotto_half(s->record + SOTTO_AT_KIND_OF_WINDOWS) == 1) {
        int32_t span = layer->input_frames + pad_first + pad_last - reach;
        return span >= 0 && span / layer->time_stride + 1 == layer->output_frames ? SOTTO_OK : SOTTO_BAD_SHAPE;
    }

    int fits = pad_first + pad_last == 0 && layer->output_frames * layer->time_stride == s->input.frames && layer->first_frame >= 0;
    return fits ? SOTTO_OK : SOTTO_BAD_SHAPE;
}

/* That every window lies within the input's frames and bins and their padding, and none in padding alone. */
static sotto_status check_window(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    sotto_status status = check_time(s);
    if (status != SOTTO_OK) {
        return status;
    }

    int32_t pad_high = sotto_half(s->record + SOTTO_AT_PAD_HIGH);
    int32_t span = layer->input_bins + layer->pad_low + pad_high - layer->bin_kernel;
    int fits = span >= 0 && span / layer->bin_stride + 1 == layer->output_bins && layer->pad_low < layer->bin_kernel
        && pad_high < layer->bin_kernel && (s->kind != SOTTO_OP_DEPTHWISE || layer->output_channels == layer->input_channels);
    return fits ? SOTTO_OK : SOTTO_BAD_SHAPE;
}

/* Rows of weights: the taps of each output, or the channels of each tap of a depthwise convolution; and the factors of 4-bit ones. */
static sotto_status check_weights(const subject *s, int32_t taps)
{
    const sotto_layer *layer = &s->layer;
    int depthwise = s->kind == SOTTO_OP_DEPTHWISE;
    int32_t rows = depthwise ? taps : layer->output_channels;
    int32_t length = depthwise ? layer->output_channels : taps;
    int32_t most = layer->packed && !depthwise ? SOTTO_MAXIMUM_EXTENT : 0;
    if (layer->packed > 1 || !half_in_range(s, SOTTO_AT_GROUP_LENGTH, 0, most)) {
        return SOTTO_BAD_LAYER;
    }

    if (!is_table(s, layer->weights, rows * (layer->packed ? sotto_nibble_bytes(length) : length), 1)) {
        return SOTTO_BAD_TABLE;
    }

    if (sotto_half(s->record + SOTTO_AT_GROUP_LENGTH) == 0) {
        return SOTTO_OK;
    }

    int32_t count = layer->output_channels * ((taps + layer->group_length - 1) / layer->group_length);
    if (!is_table(s, layer->factors, count, 1)) {
        return SOTTO_BAD_TABLE;
    }

    for (int32_t i = 0; i < count; i++) {
        if (!sotto_in_range(s->model->image[layer->factors + i], 1, SOTTO_MAXIMUM_FACTOR)) {
            return SOTTO_BAD_LAYER;
        }
    }

    return SOTTO_OK;
}

/* Biases, multipliers and shifts, one each a channel. */
static sotto_status check_channels(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    const uint8_t *image = s->model->image;
    int32_t channels = layer->output_channels;
    if (!is_table(s, layer->biases, 4 * channels, 4) || !is_table(s, layer->multipliers, 4 * channels, 4)
        || !is_table(s, layer->shifts, channels, 1)) {
        return SOTTO_BAD_TABLE;
    }

    for (int32_t i = 0; i < channels; i++) {
        if (!sotto_in_range(sotto_word(image + layer->biases + 4 * i), -SOTTO_MAXIMUM_BIAS, SOTTO_MAXIMUM_BIAS)
            || sotto_word(image + layer->multipliers + 4 * i) < 0 || !sotto_in_range((int8_t)image[layer->shifts + i], -31, 30)) {
            return SOTTO_BAD_LAYER;
        }
    }

    return SOTTO_OK;
}

static sotto_status check_convolution(subject *s)
{
    const sotto_layer *layer = &s->layer;
    sotto_status status = check_window(s);
    if (status != SOTTO_OK) {
        return status;
    }

    int64_t taps = (int64_t)layer->time_kernel * layer->bin_kernel * (s->kind == SOTTO_OP_DEPTHWISE ? 1 : layer->input_channels);
    if (taps > SOTTO_MAXIMUM_TAPS || taps * layer->output_channels > SOTTO_MAXIMUM_LENGTH) {
        return SOTTO_BAD_LAYER;
    }

    s->multiply_accumulates = taps * layer->output_channels * layer->output_bins * layer->output_frames;
    status = check_weights(s, (int32_t)taps);
    return status != SOTTO_OK ? status : check_channels(s);
}

static sotto_status check_pool(subject *s)
{
    const sotto_layer *layer = &s->layer;
    sotto_status status = check_window(s);
    if (status != SOTTO_OK) {
        return status;
    }

    int32_t taps = layer->time_kernel * layer->bin_kernel;
    s->work = (int64_t)taps * sotto_tensor_bytes(&s->output);
    int fits = layer->output_channels == layer->input_channels && layer->dilation == 1
        && layer->output_zero_point == layer->input_zero_point && taps <= SOTTO_MAXIMUM_TAPS;
    return fits ? SOTTO_OK : SOTTO_BAD_SHAPE;
}

/* The one multiplier of an operator, and its shift. */
static sotto_status check_multiplier(const subject *s, int32_t least_shift)
{
    return s->layer.input_multiplier >= 0 && sotto_in_range(s->layer.input_shift, least_shift, 30) ? SOTTO_OK : SOTTO_BAD_LAYER;
}

static sotto_status check_pair(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    if (!same_frames(&s->input, &s->output) || !same_frames(&s->second, &s->output)) {
        return SOTTO_BAD_SHAPE;
    }

    if (s->kind == SOTTO_OP_MULTIPLY) {
        return check_multiplier(s, -31);
    }

    int fits = layer->input_multiplier >= 0 && sotto_in_range(layer->input_shift, -31, 0) && layer->second_multiplier >= 0
        && sotto_in_range(layer->second_shift, -31, 0) && layer->output_multiplier >= 0 && sotto_in_range(layer->output_shift, -31, 30);
    return fits ? SOTTO_OK : SOTTO_BAD_LAYER;
}

/* That a mean goes over dimensions of which the output has one index. */
static sotto_status check_mean(subject *s)
{
    const sotto_layer *layer = &s->layer;
    int fits = (layer->output_frames == 1 || layer->output_frames == layer->input_frames)
        && (layer->output_bins == 1 || layer->output_bins == layer->input_bins)
        && (layer->output_channels == 1 || layer->output_channels == layer->input_channels);
    s->work = sotto_tensor_bytes(&s->input);
    return fits ? check_multiplier(s, -31) : SOTTO_BAD_SHAPE;
}

static sotto_status check_requantise(const subject *s)
{
    if (!same_frames(&s->input, &s->output)) {
        return SOTTO_BAD_SHAPE;
    }

    return sotto_in_range(s->layer.second_multiplier, -128, 127) ? check_multiplier(s, -31) : SOTTO_BAD_LAYER;
}

static sotto_status check_probability(const subject *s)
{
    int softmax = s->kind == SOTTO_OP_SOFTMAX;
    if (!same_frames(&s->input, &s->output) || s->output.zero_point != -128) {
        return SOTTO_BAD_SHAPE;
    }

    int fits = softmax ? s->layer.output_shift <= 0 : s->layer.output_shift >= 0;
    return fits ? check_multiplier(s, softmax ? 0 : -31) : SOTTO_BAD_LAYER;
}

/* The first and the last value that steps through an input reach, from any between. */
static void widen(int64_t *first, int64_t *last, int64_t by)
{
    *(by < 0 ? first : last) += by;
}

/* That the numbers of a copy are in range, and its box lies in the output. */
static sotto_status check_box(const subject *s)
{
    const sotto_layer *layer = &s->layer;
    const sotto_tensor *output = &s->output;
    int in_range = sotto_in_range(layer->input_multiplier, 0, SOTTO_MAXIMUM_LENGTH)
        && sotto_in_range(layer->input_shift, -SOTTO_MAXIMUM_STEP, SOTTO_MAXIMUM_STEP)
        && sotto_in_range(layer->second_multiplier, -SOTTO_MAXIMUM_STEP, SOTTO_MAXIMUM_STEP)
        && sotto_in_range(layer->second_shift, -SOTTO_MAXIMUM_STEP, SOTTO_MAXIMUM_STEP)
        && sotto_in_range(layer->output_multiplier, 0, output->frames * sotto_frame_length(output) - 1)
        && word_in_range(s, SOTTO_AT_OUTPUT_SHIFT, 0, 1);
    if (!in_range) {
        return SOTTO_BAD_LAYER;
    }

    int32_t bin = layer->output_multiplier / output->channels;
    int fits = bin / output->bins + layer->time_kernel <= output->frames && bin % output->bins + layer->bin_kernel <= output->bins
        && layer->output_multiplier % output->channels + layer->bin_stride <= output->channels;
    return fits ? SOTTO_OK : SOTTO_BAD_SHAPE;
}

/* And that all that it goes through lies in the input or the file. */
static sotto_status check_copy(subject *s)
{
    const sotto_layer *layer = &s->layer;
    sotto_status status = check_box(s);
    if (status != SOTTO_OK) {
        return status;
    }

    int from_file = s->input_number == SOTTO_NONE;
    int64_t first = layer->input_multiplier;
    int64_t last = layer->input_multiplier;
    widen(&first, &last, (int64_t)(layer->time_kernel - 1) * layer->input_shift);
    widen(&first, &last, (int64_t)(layer->bin_kernel - 1) * layer->second_multiplier);
    widen(&first, &last, (int64_t)(layer->bin_stride - 1) * layer->second_shift);
    s->work = (int64_t)layer->time_kernel * layer->bin_kernel * layer->bin_stride;
    if (first < 0 || last >= (from_file ? SOTTO_MAXIMUM_LENGTH : sotto_tensor_bytes(&s->input))) {
        return SOTTO_BAD_SHAPE;
    }

    return !from_file || is_table(s, layer->weights, (int32_t)last + 1, 1) ? SOTTO_OK : SOTTO_BAD_TABLE;
}

static sotto_status check_operator(subject *s)
{
    switch (s->kind) {
    case SOTTO_OP_CONVOLUTION:
    case SOTTO_OP_DEPTHWISE:
        return check_convolution(s);
    case SOTTO_OP_AVERAGE_POOL:
    case SOTTO_OP_MAX_POOL:
        return check_pool(s);
    case SOTTO_OP_ADD:
    case SOTTO_OP_SUBTRACT:
    case SOTTO_OP_MULTIPLY:
        return check_pair(s);
    case SOTTO_OP_MEAN:
        return check_mean(s);
    case SOTTO_OP_REQUANTISE:
        return check_requantise(s);
    case SOTTO_OP_COPY:
        return check_copy(s);
    default:
        return check_probability(s);
    }
}

/* Whether a layer from `number` on names a tensor, or the tensor is the model's output. Looked up, not remembered: only tensors that
 * share bytes are asked about, and there is no memory to remember it in. */
static int is_used_from(const sotto_model *model, int32_t tensor, int32_t number)
{
    int used = tensor == model->output_tensor;
    for (int32_t i = number; i < model->layer_count && !used; i++) {
        const uint8_t *record = sotto_layer_record(model, i);
        used = sotto_half(record + SOTTO_AT_INPUT) == tensor || sotto_half(record + SOTTO_AT_SECOND) == tensor;
    }

    return used;
}

/* Whether a written tensor that shares bytes with the output may not be written over, this layer's inputs as far as the operator is done
 * with them. A tensor that no layer names counts as named by the first, as in the managed engine. */
static int is_needed(const subject *s, int32_t number, int32_t tensor, const sotto_tensor *other, int32_t distance)
{
    if (other->history > 0) {
        return 1;
    }

    int given = (tensor == s->input_number || tensor == s->second_number) && !is_used_from(s->model, tensor, number + 1)
        && distance <= other->offset - s->output.offset;
    return !given && (number == 0 || is_used_from(s->model, tensor, number));
}

/* That an output lies on nothing that this layer, a later one or the next step reads: tensors with a history last throughout, any other
 * from its writing until the last layer that names it, or the end of the step. */
static sotto_status check_overlap(const subject *s, const sotto_layer_check *check, int32_t number)
{
    const sotto_tensor *output = &s->output;
    int32_t distance = output->history == 0 ? sotto_overlap_distance(s->kind, &s->layer) : INT32_MAX;
    for (int32_t i = 0; i < s->model->tensor_count; i++) {
        sotto_tensor other = sotto_read_tensor(s->model, i);
        int shares = i != s->output_number && output->offset < other.offset + sotto_tensor_bytes(&other)
            && other.offset < output->offset + sotto_tensor_bytes(output);
        if (shares && (other.history > 0 || sotto_is_written(check, i)) && is_needed(s, number, i, &other, distance)) {
            return SOTTO_BAD_ORDER;
        }
    }

    return SOTTO_OK;
}

sotto_status sotto_check_layer(sotto_layer_check *check, int32_t number)
{
    subject s = {.model = check->model, .record = sotto_layer_record(check->model, number)};
    sotto_status status = check_tensors(&s, check);
    if (status == SOTTO_OK) {
        sotto_read_layer(check->model, number, &s.layer);
        status = check_extents(&s);
    }

    if (status == SOTTO_OK) {
        status = check_operator(&s);
    }

    if (status == SOTTO_OK) {
        status = check_overlap(&s, check, number);
    }

    if (status == SOTTO_OK) {
        check->multiply_accumulates += s.multiply_accumulates;
        check->work += s.multiply_accumulates + s.work + sotto_tensor_bytes(&s.output);
        sotto_note_written(check, s.output_number);
    }

    return status;
}
