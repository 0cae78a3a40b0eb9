// Models that are resources of deployed assemblies.
#ifndef SOTTO_RESOURCES_H
#define SOTTO_RESOURCES_H

#include <stdint.h>

// Loads, in place, the binary resource of this name of any assembly, the first that begins as a .sotto model does. A handle, or an error of
// sotto_interop.h: SOTTO_INTEROP_NO_RESOURCE where there is none.
int32_t sotto_load_resource(const char *name);

// The same for the decoder of an intent model.
int32_t sotto_load_decoder_resource(const char *name);

// The same for a word automaton.
int32_t sotto_load_automaton_resource(const char *name);

// Copies the first bytes of an intent model, as many as there is room for, which may be none. Its length, or an error.
int32_t sotto_read_intent_resource(const char *name, uint8_t *into, int32_t room);

#endif
