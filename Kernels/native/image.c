#include "image.h"

/* CRC-32 (ISO 3309, reflected, as zip has it), half a byte at a time. */
static uint32_t checksum(const uint8_t *bytes, int32_t count)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    uint32_t sum = 0xFFFFFFFF;
    for (int32_t i = 0; i < count; i++) {
        sum ^= bytes[i];
        sum = sum >> 4 ^ table[sum & 15];
        sum = sum >> 4 ^ table[sum & 15];
    }

    return ~sum;
}

sotto_status sotto_check_image(const uint8_t *image, size_t length, int32_t magic, int32_t most)
{
    if (length < SOTTO_HEADER_LENGTH || sotto_word(image) != magic) {
        return SOTTO_NOT_A_MODEL;
    }

    if (sotto_half(image + 4) != 1) {
        return SOTTO_BAD_VERSION;
    }

    if (length > (size_t)most || sotto_word(image + 8) != (int32_t)length) {
        return SOTTO_BAD_LENGTH;
    }

    return (uint32_t)sotto_word(image + 12) == checksum(image + 16, (int32_t)length - 16) ? SOTTO_OK : SOTTO_BAD_CHECKSUM;
}
