// Takes the arguments of native methods apart and calls sotto_interop.h. Of an array the length is taken from the array itself, not from
// the argument after it: what managed code says of an array is not believed.
#include "Sotto_Interop.h"
#include "../sotto_interop.h"
#include "resources.h"

typedef Library_Sotto_Interop_Sotto_Interop_NativeMethods NativeMethods;

static int32_t NumberOf(CLR_RT_StackFrame &stack, int32_t index)
{
    return stack.ArgN(index).NumericByRefConst().s4;
}

// The first element of an array; nullptr where there is none.
template <typename T> static T *ElementsOf(CLR_RT_StackFrame &stack, int32_t index)
{
    CLR_RT_HeapBlock_Array *array = stack.ArgN(index).DereferenceArray();
    return array == nullptr ? nullptr : (T *)array->GetFirstElement();
}

static int32_t LengthOf(CLR_RT_StackFrame &stack, int32_t index)
{
    CLR_RT_HeapBlock_Array *array = stack.ArgN(index).DereferenceArray();
    return array == nullptr ? 0 : (int32_t)array->m_numOfElements;
}

static HRESULT Answer(CLR_RT_StackFrame &stack, int32_t result)
{
    stack.SetResult_I4(result);
    return S_OK;
}

// Also runs once a source is read: the thread that does it has no other way to wake managed ones.
static void WakeManagedThreads()
{
    Events_Set(SYSTEM_EVENT_FLAG_RADIO);
}

// Lets nothing outlive the runtime that opened it: models lie in flash that a deployment writes anew. The other targets end as processes do.
static void CloseAtReboot()
{
#if defined(ESP_PLATFORM)
    HAL_AddSoftRebootHandler(sotto_interop_close_all);
#endif
}

HRESULT NativeMethods::Version___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_version());
}

HRESULT NativeMethods::Close___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_close(NumberOf(stack, 0)));
}

HRESULT NativeMethods::Load___STATIC__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    return Answer(stack, sotto_interop_load(ElementsOf<uint8_t>(stack, 0), LengthOf(stack, 0)));
}

HRESULT NativeMethods::LoadResource___STATIC__I4__STRING(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    const char *name = stack.Arg0().RecoverString();
    return Answer(stack, name == nullptr ? (int32_t)SOTTO_INTEROP_NULL : sotto_load_resource(name));
}

HRESULT NativeMethods::ModelNumber___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_model_number(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::ModelText___STATIC__I4__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_model_text(
        NumberOf(stack, 0), NumberOf(stack, 1), ElementsOf<uint8_t>(stack, 2), LengthOf(stack, 2)));
}

HRESULT NativeMethods::OpenRunner___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_runner(NumberOf(stack, 0)));
}

HRESULT NativeMethods::ResetRunner___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_reset_runner(NumberOf(stack, 0)));
}

HRESULT NativeMethods::Step___STATIC__I4__I4__SZARRAY_I1__I4__I4__SZARRAY_I1__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_step(
        NumberOf(stack, 0), ElementsOf<int8_t>(stack, 1), LengthOf(stack, 1), NumberOf(stack, 3), ElementsOf<int8_t>(stack, 4), LengthOf(stack, 4), NumberOf(stack, 6)));
}

HRESULT NativeMethods::LoadDecoder___STATIC__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    return Answer(stack, sotto_interop_load_decoder(ElementsOf<uint8_t>(stack, 0), LengthOf(stack, 0)));
}

HRESULT NativeMethods::LoadDecoderResource___STATIC__I4__STRING(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    const char *name = stack.Arg0().RecoverString();
    return Answer(stack, name == nullptr ? (int32_t)SOTTO_INTEROP_NULL : sotto_load_decoder_resource(name));
}

HRESULT NativeMethods::DecoderNumber___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_decoder_number(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::OpenDecoder___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_decoder(NumberOf(stack, 0)));
}

HRESULT NativeMethods::ResetDecoder___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_reset_decoder(NumberOf(stack, 0)));
}

HRESULT NativeMethods::FeedDecoder___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_feed_decoder(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::ScoreRows___STATIC__I4__I4__SZARRAY_I4__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_score_rows(
        NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1), NumberOf(stack, 3), ElementsOf<int32_t>(stack, 4), LengthOf(stack, 4)));
}

HRESULT NativeMethods::Aim___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_aim(NumberOf(stack, 0)));
}

HRESULT NativeMethods::ScorePoints___STATIC__I4__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_score_points(
        NumberOf(stack, 0), NumberOf(stack, 1), ElementsOf<int32_t>(stack, 2), LengthOf(stack, 2)));
}

HRESULT NativeMethods::LoadAutomaton___STATIC__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    return Answer(stack, sotto_interop_load_automaton(ElementsOf<uint8_t>(stack, 0), LengthOf(stack, 0)));
}

HRESULT NativeMethods::LoadAutomatonResource___STATIC__I4__STRING(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    const char *name = stack.Arg0().RecoverString();
    return Answer(stack, name == nullptr ? (int32_t)SOTTO_INTEROP_NULL : sotto_load_automaton_resource(name));
}

HRESULT NativeMethods::AutomatonNumber___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_automaton_number(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::AutomatonText___STATIC__I4__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_automaton_text(
        NumberOf(stack, 0), NumberOf(stack, 1), ElementsOf<uint8_t>(stack, 2), LengthOf(stack, 2)));
}

HRESULT NativeMethods::OpenSearch___STATIC__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_search(NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1)));
}

HRESULT NativeMethods::ResetSearch___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_reset_search(NumberOf(stack, 0)));
}

HRESULT NativeMethods::FeedSearch___STATIC__I4__I4__SZARRAY_I1__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_feed_search(
        NumberOf(stack, 0), ElementsOf<int8_t>(stack, 1), LengthOf(stack, 1), NumberOf(stack, 3)));
}

HRESULT NativeMethods::FinishSearch___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_finish_search(NumberOf(stack, 0)));
}

HRESULT NativeMethods::SearchNumber___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_search_number(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::SearchCost___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_search_cost(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::SearchWords___STATIC__I4__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_search_words(
        NumberOf(stack, 0), NumberOf(stack, 1), ElementsOf<int32_t>(stack, 2), LengthOf(stack, 2)));
}

HRESULT NativeMethods::OpenFrontEnd___STATIC__I4(CLR_RT_StackFrame &stack)
{
    CloseAtReboot();
    return Answer(stack, sotto_interop_open_front_end());
}

HRESULT NativeMethods::ResetFrontEnd___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_reset_front_end(NumberOf(stack, 0)));
}

HRESULT NativeMethods::FeedFrontEnd___STATIC__I4__I4__SZARRAY_I2__I4__I4__I4__SZARRAY_U2__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_feed_front_end(
        NumberOf(stack, 0), ElementsOf<int16_t>(stack, 1), LengthOf(stack, 1), NumberOf(stack, 3), NumberOf(stack, 4), ElementsOf<uint16_t>(stack, 5), LengthOf(stack, 5)));
}

HRESULT NativeMethods::OpenSession___STATIC__I4__I4__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_session(NumberOf(stack, 0), NumberOf(stack, 1), NumberOf(stack, 2), NumberOf(stack, 3)));
}

HRESULT NativeMethods::ResetSession___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_reset_session(NumberOf(stack, 0)));
}

HRESULT NativeMethods::UseThreshold___STATIC__I4__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_use_threshold(NumberOf(stack, 0), NumberOf(stack, 1), NumberOf(stack, 2)));
}

HRESULT NativeMethods::FeedSession___STATIC__I4__I4__SZARRAY_I2__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_feed_session(
        NumberOf(stack, 0), ElementsOf<int16_t>(stack, 1), LengthOf(stack, 1), NumberOf(stack, 3), NumberOf(stack, 4)));
}

HRESULT NativeMethods::TakeEvent___STATIC__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_take_event(NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1)));
}

HRESULT NativeMethods::SessionNumber___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_session_number(NumberOf(stack, 0), NumberOf(stack, 1)));
}

HRESULT NativeMethods::Start___STATIC__I4__I4__SZARRAY_I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    sotto_interop_on_event = WakeManagedThreads;
    return Answer(stack, sotto_interop_start(
        NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1), ElementsOf<uint8_t>(stack, 3), LengthOf(stack, 3)));
}

HRESULT NativeMethods::OpenSource___STATIC__I4__I4__SZARRAY_I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_source(
        NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1), ElementsOf<uint8_t>(stack, 3), LengthOf(stack, 3)));
}

HRESULT NativeMethods::ReadSource___STATIC__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_read_source(NumberOf(stack, 0), ElementsOf<uint8_t>(stack, 1), LengthOf(stack, 1)));
}

HRESULT NativeMethods::Stop___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_stop(NumberOf(stack, 0)));
}

// Lets other managed threads run meanwhile: called again whenever the event was raised or the time has passed.
HRESULT NativeMethods::Wait___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();
    {
        CLR_RT_HeapBlock timeout;
        CLR_INT64 *expires = nullptr;
        bool raised = true;
        int32_t result = NumberOf(stack, 1) < 0 ? (int32_t)SOTTO_INTEROP_OUT_OF_RANGE : sotto_interop_ready(NumberOf(stack, 0));
        timeout.SetInteger((CLR_INT64)NumberOf(stack, 1) * TIME_CONVERSION__TO_MILLISECONDS);
        NANOCLR_CHECK_HRESULT(stack.SetupTimeoutFromTicks(timeout, expires));
        while (result == 0 && raised)
        {
            NANOCLR_CHECK_HRESULT(
                g_CLR_RT_ExecutionEngine.WaitEvents(stack.m_owningThread, *expires, Event_Radio, raised));
            result = sotto_interop_ready(NumberOf(stack, 0));
        }

        stack.PopValue();
        stack.SetResult_I4(result);
    }
    NANOCLR_NOCLEANUP();
}

HRESULT NativeMethods::OpenWindow___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_window(NumberOf(stack, 0)));
}

HRESULT NativeMethods::OpenSentenceSession___STATIC__I4__I4__I4__I4__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_open_sentence_session(
        NumberOf(stack, 0), NumberOf(stack, 1), NumberOf(stack, 2), NumberOf(stack, 3), NumberOf(stack, 4), ElementsOf<int32_t>(stack, 5),
        LengthOf(stack, 5)));
}

HRESULT NativeMethods::TakeSentences___STATIC__I4__I4__SZARRAY_I4__I4(CLR_RT_StackFrame &stack)
{
    return Answer(stack, sotto_interop_take_sentences(NumberOf(stack, 0), ElementsOf<int32_t>(stack, 1), LengthOf(stack, 1)));
}

HRESULT NativeMethods::ReadIntentResource___STATIC__I4__STRING__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    const char *name = stack.Arg0().RecoverString();
    return Answer(stack, name == nullptr ? (int32_t)SOTTO_INTEROP_NULL : sotto_read_intent_resource(name, ElementsOf<uint8_t>(stack, 1), LengthOf(stack, 1)));
}
