// What nanoFramework's loader reads: the native methods by the place of every method in the assembly, and what the assembly must say of them.
// A test compares it with the compiled assembly (Tests/Host/InteropTableTests.cs).
#include "Sotto_Interop.h"

typedef Library_Sotto_Interop_Sotto_Interop_NativeMethods NativeMethods;

// Methods of the assembly, type by type in the order of their names, and how many of them come before the native ones.
static const int32_t MethodCount = 179;
static const int32_t FirstNative = 52;

static constexpr CLR_RT_MethodHandler natives[] = {
    NativeMethods::Version___STATIC__I4,
    NativeMethods::Close___STATIC__I4__I4,
    NativeMethods::Load___STATIC__I4__SZARRAY_U1__I4,
    NativeMethods::LoadResource___STATIC__I4__STRING,
    NativeMethods::ModelNumber___STATIC__I4__I4__I4,
    NativeMethods::ModelText___STATIC__I4__I4__I4__SZARRAY_U1__I4,
    NativeMethods::OpenRunner___STATIC__I4__I4,
    NativeMethods::ResetRunner___STATIC__I4__I4,
    NativeMethods::Step___STATIC__I4__I4__SZARRAY_I1__I4__I4__SZARRAY_I1__I4__I4,
    NativeMethods::LoadDecoder___STATIC__I4__SZARRAY_U1__I4,
    NativeMethods::LoadDecoderResource___STATIC__I4__STRING,
    NativeMethods::DecoderNumber___STATIC__I4__I4__I4,
    NativeMethods::OpenDecoder___STATIC__I4__I4,
    NativeMethods::ResetDecoder___STATIC__I4__I4,
    NativeMethods::FeedDecoder___STATIC__I4__I4__I4,
    NativeMethods::ScoreRows___STATIC__I4__I4__SZARRAY_I4__I4__I4__SZARRAY_I4__I4,
    NativeMethods::Aim___STATIC__I4__I4,
    NativeMethods::ScorePoints___STATIC__I4__I4__I4__SZARRAY_I4__I4,
    NativeMethods::LoadAutomaton___STATIC__I4__SZARRAY_U1__I4,
    NativeMethods::LoadAutomatonResource___STATIC__I4__STRING,
    NativeMethods::AutomatonNumber___STATIC__I4__I4__I4,
    NativeMethods::AutomatonText___STATIC__I4__I4__I4__SZARRAY_U1__I4,
    NativeMethods::OpenSearch___STATIC__I4__I4__SZARRAY_I4__I4,
    NativeMethods::ResetSearch___STATIC__I4__I4,
    NativeMethods::FeedSearch___STATIC__I4__I4__SZARRAY_I1__I4__I4,
    NativeMethods::FinishSearch___STATIC__I4__I4,
    NativeMethods::SearchNumber___STATIC__I4__I4__I4,
    NativeMethods::SearchCost___STATIC__I4__I4__I4,
    NativeMethods::SearchWords___STATIC__I4__I4__I4__SZARRAY_I4__I4,
    NativeMethods::OpenFrontEnd___STATIC__I4,
    NativeMethods::ResetFrontEnd___STATIC__I4__I4,
    NativeMethods::FeedFrontEnd___STATIC__I4__I4__SZARRAY_I2__I4__I4__I4__SZARRAY_U2__I4,
    NativeMethods::OpenSession___STATIC__I4__I4__I4__I4__I4,
    NativeMethods::ResetSession___STATIC__I4__I4,
    NativeMethods::UseThreshold___STATIC__I4__I4__I4__I4,
    NativeMethods::FeedSession___STATIC__I4__I4__SZARRAY_I2__I4__I4__I4,
    NativeMethods::TakeEvent___STATIC__I4__I4__SZARRAY_I4__I4,
    NativeMethods::SessionNumber___STATIC__I4__I4__I4,
    NativeMethods::Start___STATIC__I4__I4__SZARRAY_I4__I4__SZARRAY_U1__I4,
    NativeMethods::OpenSource___STATIC__I4__I4__SZARRAY_I4__I4__SZARRAY_U1__I4,
    NativeMethods::ReadSource___STATIC__I4__I4__SZARRAY_U1__I4,
    NativeMethods::Stop___STATIC__I4__I4,
    NativeMethods::Wait___STATIC__I4__I4__I4,
    NativeMethods::OpenWindow___STATIC__I4__I4,
    NativeMethods::OpenSentenceSession___STATIC__I4__I4__I4__I4__I4__I4__SZARRAY_I4__I4,
    NativeMethods::TakeSentences___STATIC__I4__I4__SZARRAY_I4__I4,
    NativeMethods::ReadIntentResource___STATIC__I4__STRING__SZARRAY_U1__I4,
};

struct MethodTable
{
    CLR_RT_MethodHandler methods[MethodCount];
};

static constexpr MethodTable MakeTable()
{
    MethodTable table{};
    for (size_t i = 0; i < ARRAYSIZE(natives); i++)
    {
        table.methods[FirstNative + i] = natives[i];
    }

    return table;
}

static constexpr MethodTable table = MakeTable();

const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_Sotto_Interop = {
    "Sotto.Interop",
    0x13F94DE8,
    table.methods,
    {1, 0, 0, 0},
};
