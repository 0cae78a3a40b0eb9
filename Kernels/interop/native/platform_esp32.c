/*
 * ESP32 under nanoFramework: a task pinned to a core and I2S by DMA. The driver is the one that nanoFramework's own System.Device.I2s is
 * built on: ESP-IDF aborts at start-up where a firmware holds both of its I2S drivers.
 */
#include "platform.h"

#include <driver/i2s.h>
#include <esp_heap_caps.h>
#include <freertos/FreeRTOS.h>
#include <freertos/queue.h>
#include <freertos/semphr.h>
#include <freertos/task.h>
#include <soc/soc_caps.h>
#include <string.h>

/* DMA buffers, of 10 ms each: 80 ms until audio is lost. */
#define BUFFERS 8
#define FRAMES 160
#define SAMPLE_RATE 16000
#define READ_MS 100

/* Events of the driver that can wait: two for each buffer of half a second. Audio lost in a longer stall is counted in part. */
#define EVENTS 100

/* As an lx106 compiler counts, the thread takes 1,392 bytes at most, in a model's step; the search for a sentence less. Windows add some. */
#define STACK_BYTES 4096
/* Over the interpreter's, which never yields for as long as a buffer lasts. */
#define PRIORITY 10

struct sotto_source {
    i2s_port_t port;
    size_t bytes_of_frame;
    QueueHandle_t events;
    int32_t lost;
};

struct sotto_thread {
    void (*body)(void *argument);
    void *argument;
    SemaphoreHandle_t ended;
};

void *sotto_platform_take(size_t bytes)
{
    void *memory = heap_caps_aligned_alloc(16, bytes, MALLOC_CAP_INTERNAL | MALLOC_CAP_8BIT);
    if (memory != NULL) {
        memset(memory, 0, bytes);
    }

    return memory;
}

void sotto_platform_give(void *memory)
{
    heap_caps_free(memory);
}

/* Handles are opened and closed by managed threads alone, of which one runs at a time. */
void sotto_platform_lock(void)
{
}

void sotto_platform_unlock(void)
{
}

/* A PDM microphone needs the filter that makes samples of its bits, which only I2S0 of some chips has. */
static int suits(const sotto_source_settings *settings)
{
#if SOC_I2S_SUPPORTS_PDM2PCM
    int pdm = settings->port == 0;
#else
    int pdm = 0;
#endif
    return settings->port >= 0 && settings->port < (int32_t)SOC_I2S_NUM && (settings->format == SOTTO_FORMAT_STEREO_32 || pdm);
}

static void describe(i2s_config_t *config, const sotto_source_settings *settings)
{
    int pdm = settings->format == SOTTO_FORMAT_MONO_16;
    i2s_channel_fmt_t half = settings->channel == 0 ? I2S_CHANNEL_FMT_ONLY_LEFT : I2S_CHANNEL_FMT_ONLY_RIGHT;
    *config = (i2s_config_t){
        .mode = (i2s_mode_t)(I2S_MODE_MASTER | I2S_MODE_RX | (pdm ? I2S_MODE_PDM : 0)),
        .sample_rate = SAMPLE_RATE,
        .bits_per_sample = pdm ? I2S_BITS_PER_SAMPLE_16BIT : I2S_BITS_PER_SAMPLE_32BIT,
        .channel_format = pdm ? half : I2S_CHANNEL_FMT_RIGHT_LEFT,
        .communication_format = I2S_COMM_FORMAT_STAND_I2S,
        .intr_alloc_flags = ESP_INTR_FLAG_LOWMED,
        .dma_desc_num = BUFFERS,
        .dma_frame_num = FRAMES,
        .mclk_multiple = I2S_MCLK_MULTIPLE_256,
    };
}

static esp_err_t install(sotto_source *source, const sotto_source_settings *settings)
{
    i2s_config_t config;
    describe(&config, settings);
    /* The clock of a PDM microphone comes out where the word select of others does. */
    const i2s_pin_config_t pins = {
        .mck_io_num = I2S_PIN_NO_CHANGE,
        .bck_io_num = settings->format == SOTTO_FORMAT_MONO_16 ? I2S_PIN_NO_CHANGE : settings->clock_pin,
        .ws_io_num = settings->format == SOTTO_FORMAT_MONO_16 ? settings->clock_pin : settings->word_select_pin,
        .data_out_num = I2S_PIN_NO_CHANGE,
        .data_in_num = settings->data_pin,
    };
    esp_err_t result = i2s_driver_install(source->port, &config, EVENTS, &source->events);
    if (result != ESP_OK) {
        return result;
    }

    result = i2s_set_pin(source->port, &pins);
    if (result != ESP_OK) {
        i2s_driver_uninstall(source->port);
    }

    return result;
}

sotto_source *sotto_source_open(const sotto_source_settings *settings, const char *path)
{
    sotto_source *source = path[0] == '\0' && suits(settings) ? sotto_platform_take(sizeof *source) : NULL;
    if (source == NULL) {
        return NULL;
    }

    source->port = (i2s_port_t)settings->port;
    source->bytes_of_frame = settings->format == SOTTO_FORMAT_MONO_16 ? sizeof(int16_t) : 2 * sizeof(int32_t);
    if (install(source, settings) != ESP_OK) {
        sotto_platform_give(source);
        return NULL;
    }

    return source;
}

int32_t sotto_source_read(sotto_source *source, void *to, int32_t frames)
{
    size_t bytes = 0;
    esp_err_t result = i2s_read(source->port, to, (size_t)frames * source->bytes_of_frame, &bytes, pdMS_TO_TICKS(READ_MS));
    i2s_event_t event;
    while (xQueueReceive(source->events, &event, 0) == pdTRUE) {
        source->lost += event.type == I2S_EVENT_RX_Q_OVF ? FRAMES : 0;
    }

    return result == ESP_OK ? (int32_t)(bytes / source->bytes_of_frame) : -1;
}

int32_t sotto_source_lost(const sotto_source *source)
{
    return source->lost;
}

void sotto_source_close(sotto_source *source)
{
    i2s_driver_uninstall(source->port);
    sotto_platform_give(source);
}

static void run_thread(void *argument)
{
    sotto_thread *thread = argument;
    thread->body(thread->argument);
    xSemaphoreGive(thread->ended);
    vTaskDelete(NULL);
}

sotto_thread *sotto_thread_start(void (*body)(void *argument), void *argument, int32_t core)
{
    sotto_thread *thread = sotto_platform_take(sizeof *thread);
    if (thread == NULL) {
        return NULL;
    }

    thread->body = body;
    thread->argument = argument;
    thread->ended = xSemaphoreCreateBinary();
    BaseType_t on = core >= 0 && core < portNUM_PROCESSORS ? core : portNUM_PROCESSORS - 1;
    if (thread->ended == NULL || xTaskCreatePinnedToCore(run_thread, "sotto", STACK_BYTES, thread, PRIORITY, NULL, on) != pdPASS) {
        if (thread->ended != NULL) {
            vSemaphoreDelete(thread->ended);
        }

        sotto_platform_give(thread);
        return NULL;
    }

    return thread;
}

void sotto_thread_join(sotto_thread *thread)
{
    xSemaphoreTake(thread->ended, portMAX_DELAY);
    vSemaphoreDelete(thread->ended);
    sotto_platform_give(thread);
}

/* Managed threads wait for nanoFramework's own events (sotto_interop_on_event): waiting here would hold up all of them. */
void sotto_platform_signal(void)
{
}

int sotto_platform_wait(int (*ready)(void *argument), void *argument, int32_t timeout_ms)
{
    (void)timeout_ms;
    return ready(argument);
}
