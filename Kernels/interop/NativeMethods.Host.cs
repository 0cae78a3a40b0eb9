#if NET
using System.Runtime.InteropServices;
using Sotto.Kernels;

namespace Sotto.Interop;

/// <summary>
/// The functions of <c>native/sotto_interop.h</c>, which describes them: on .NET, functions of the shared library. Of every array the
/// length goes with it.
/// </summary>
internal static class NativeMethods
{
    private const string Library = "sotto";

    [DllImport(Library, EntryPoint = "sotto_interop_version")]
    internal static extern int Version();

    [DllImport(Library, EntryPoint = "sotto_interop_close")]
    internal static extern int Close(int handle);

    [DllImport(Library, EntryPoint = "sotto_interop_load")]
    internal static extern int Load(byte[] image, int length);

    /// <summary>On .NET nothing is deployed.</summary>
    internal static int LoadResource(string name)
    {
        throw new System.NotSupportedException(name + ": models are resources of a deployed assembly on nanoFramework alone; load the file");
    }

    [DllImport(Library, EntryPoint = "sotto_interop_model_number")]
    internal static extern int ModelNumber(int model, int field);

    [DllImport(Library, EntryPoint = "sotto_interop_model_text")]
    internal static extern int ModelText(int model, int index, byte[] text, int textLength);

    [DllImport(Library, EntryPoint = "sotto_interop_open_runner")]
    internal static extern int OpenRunner(int model);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_reset_runner")]
    internal static extern int ResetRunner(int runner);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_step")]
    internal static extern int Step(int runner, sbyte[] input, int inputLength, int inputAt, sbyte[] output, int outputLength, int outputAt);

    [DllImport(Library, EntryPoint = "sotto_interop_load_decoder")]
    internal static extern int LoadDecoder(byte[] image, int length);

    /// <summary>On .NET nothing is deployed.</summary>
    internal static int LoadDecoderResource(string name)
    {
        return LoadResource(name);
    }

    [DllImport(Library, EntryPoint = "sotto_interop_decoder_number")]
    internal static extern int DecoderNumber(int model, int field);

    [DllImport(Library, EntryPoint = "sotto_interop_open_decoder")]
    internal static extern int OpenDecoder(int model);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_reset_decoder")]
    internal static extern int ResetDecoder(int decoder);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_feed_decoder")]
    internal static extern int FeedDecoder(int decoder, int row);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_score_rows")]
    internal static extern int ScoreRows(int decoder, int[] rows, int rowsLength, int count, int[] scores, int scoresLength);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_aim")]
    internal static extern int Aim(int decoder);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_score_points")]
    internal static extern int ScorePoints(int decoder, int count, int[] scores, int scoresLength);

    [DllImport(Library, EntryPoint = "sotto_interop_load_automaton")]
    internal static extern int LoadAutomaton(byte[] image, int length);

    /// <summary>On .NET nothing is deployed.</summary>
    internal static int LoadAutomatonResource(string name)
    {
        return LoadResource(name);
    }

    [DllImport(Library, EntryPoint = "sotto_interop_automaton_number")]
    internal static extern int AutomatonNumber(int automaton, int field);

    [DllImport(Library, EntryPoint = "sotto_interop_automaton_text")]
    internal static extern int AutomatonText(int automaton, int word, byte[] text, int textLength);

    [DllImport(Library, EntryPoint = "sotto_interop_open_search")]
    internal static extern int OpenSearch(int automaton, int[] settings, int settingsLength);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_reset_search")]
    internal static extern int ResetSearch(int search);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_feed_search")]
    internal static extern int FeedSearch(int search, sbyte[] logits, int length, int at);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_finish_search")]
    internal static extern int FinishSearch(int search);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_search_number")]
    internal static extern int SearchNumber(int search, int field);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_search_cost")]
    internal static extern int SearchCost(int search, int sentence);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_search_words")]
    internal static extern int SearchWords(int search, int sentence, int[] words, int length);

    [DllImport(Library, EntryPoint = "sotto_interop_open_front_end")]
    internal static extern int OpenFrontEnd();

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_reset_front_end")]
    internal static extern int ResetFrontEnd(int frontEnd);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_feed_front_end")]
    internal static extern int FeedFrontEnd(int frontEnd, short[] samples, int length, int at, int count, ushort[] row, int rowLength);

    [DllImport(Library, EntryPoint = "sotto_interop_open_session")]
    internal static extern int OpenSession(int wake, int commands, int voice, int windowMilliseconds);

    [DllImport(Library, EntryPoint = "sotto_interop_reset_session")]
    internal static extern int ResetSession(int session);

    [DllImport(Library, EntryPoint = "sotto_interop_use_threshold")]
    internal static extern int UseThreshold(int session, int kind, int threshold);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_feed_session")]
    internal static extern int FeedSession(int session, short[] samples, int length, int at, int count);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_take_event")]
    internal static extern int TakeEvent(int session, int[] values, int length);

    [DllImport(Library, EntryPoint = "sotto_interop_session_number")]
    internal static extern int SessionNumber(int session, int field);

    [DllImport(Library, EntryPoint = "sotto_interop_start")]
    internal static extern int Start(int session, int[] settings, int settingsLength, byte[] path, int pathLength);

    [DllImport(Library, EntryPoint = "sotto_interop_open_source")]
    internal static extern int OpenSource(int session, int[] settings, int settingsLength, byte[] path, int pathLength);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_read_source")]
    internal static extern int ReadSource(int session, byte[] frames, int framesLength);

    [DllImport(Library, EntryPoint = "sotto_interop_stop")]
    internal static extern int Stop(int session);

    [DllImport(Library, EntryPoint = "sotto_interop_wait")]
    internal static extern int Wait(int session, int timeoutMilliseconds);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_open_window")]
    internal static extern int OpenWindow(int session);

    [DllImport(Library, EntryPoint = "sotto_interop_open_sentence_session")]
    internal static extern int OpenSentenceSession(int wake, int acoustic, int automaton, int voice, int windowMilliseconds, int[] settings, int settingsLength);

    [Step]
    [DllImport(Library, EntryPoint = "sotto_interop_take_sentences")]
    internal static extern int TakeSentences(int session, int[] values, int length);

    /// <summary>On .NET nothing is deployed.</summary>
    internal static int ReadIntentResource(string name, byte[] file, int length)
    {
        return LoadResource(name);
    }
}
#endif
