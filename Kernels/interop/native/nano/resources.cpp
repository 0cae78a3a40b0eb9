#include "resources.h"
#include "../sotto_interop.h"

#include <nanoCLR_Runtime.h>
#include <string.h>

// What the metadata processor stores in the place of a resource's name (nanoResourcesTable.GenerateIdFromResourceName).
static int16_t IdOf(const char *name)
{
    uint32_t even = (5381u << 16) + 5381u;
    uint32_t odd = even;
    for (int32_t i = 0; name[i] != '\0'; i++)
    {
        uint32_t &hash = i % 2 == 0 ? even : odd;
        hash = ((hash << 5) + hash) ^ (uint8_t)name[i];
    }

    uint32_t whole = even + odd * 1566083941u;
    return (int16_t)((int16_t)(whole >> 16) ^ (int16_t)whole);
}

// What a resource of this id must begin with to be meant.
struct Sought
{
    int16_t id;
    const char *magic;
};

static bool IsModel(const CLR_RECORD_RESOURCE *resource, const Sought &sought, const uint8_t *data, uint32_t size)
{
    return resource->id == sought.id && resource->kind == CLR_RECORD_RESOURCE::RESOURCE_Binary && size >= 4
        && memcmp(data, sought.magic, 4) == 0;
}

// The resource of this id in one assembly; nullptr where there is none. The last record is a sentinel, at the end of the data.
static const uint8_t *FindIn(CLR_RT_Assembly *assembly, const Sought &sought, uint32_t &size)
{
    for (int32_t i = 0; i + 1 < assembly->m_pTablesSize[TBL_Resources]; i++)
    {
        const CLR_RECORD_RESOURCE *resource = assembly->GetResource(i);
        const CLR_RECORD_RESOURCE *next = assembly->GetResource(i + 1);
        const uint8_t *data = assembly->GetResourceData(resource->offset);
        size = next->offset - resource->offset - (next->flags & CLR_RECORD_RESOURCE::FLAGS_PaddingMask);
        if (IsModel(resource, sought, data, size))
        {
            return data;
        }
    }

    return nullptr;
}

// The resource that is sought, of the first assembly that has it; nullptr where there is none.
static const uint8_t *Find(const Sought &sought, uint32_t &size)
{
    NANOCLR_FOREACH_ASSEMBLY(g_CLR_RT_TypeSystem)
    {
        const uint8_t *data = FindIn(pASSM, sought, size);
        if (data != nullptr)
        {
            return data;
        }
    }
    NANOCLR_FOREACH_ASSEMBLY_END();

    return nullptr;
}

// Loads, by `load`, what is sought.
static int32_t Load(const Sought &sought, int32_t (*load)(const uint8_t *image, int32_t length))
{
    uint32_t size = 0;
    const uint8_t *data = Find(sought, size);
    return data == nullptr ? (int32_t)SOTTO_INTEROP_NO_RESOURCE : load(data, (int32_t)size);
}

int32_t sotto_load_resource(const char *name)
{
    return Load({IdOf(name), "SOTO"}, sotto_interop_load_in_place);
}

int32_t sotto_load_decoder_resource(const char *name)
{
    return Load({IdOf(name), "SOTI"}, sotto_interop_load_decoder_in_place);
}

int32_t sotto_load_automaton_resource(const char *name)
{
    return Load({IdOf(name), "SOTW"}, sotto_interop_load_automaton_in_place);
}

int32_t sotto_read_intent_resource(const char *name, uint8_t *into, int32_t room)
{
    uint32_t size = 0;
    const uint8_t *data = Find({IdOf(name), "SOTI"}, size);
    if (data == nullptr)
    {
        return SOTTO_INTEROP_NO_RESOURCE;
    }

    if (into != nullptr)
    {
        memcpy(into, data, (int32_t)size < room ? size : (uint32_t)room);
    }

    return (int32_t)size;
}
