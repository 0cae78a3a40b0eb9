#if !NET
using System.Runtime.CompilerServices;
using Sotto.Kernels;

namespace Sotto.Interop;

/// <summary>
/// The functions of <c>native/sotto_interop.h</c>, which describes them: methods of the firmware. Of every array the
/// length goes with it.
/// </summary>
internal static class NativeMethods
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Version();

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Close(int handle);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Load(byte[] image, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int LoadResource(string name);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ModelNumber(int model, int field);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ModelText(int model, int index, byte[] text, int textLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenRunner(int model);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ResetRunner(int runner);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Step(int runner, sbyte[] input, int inputLength, int inputAt, sbyte[] output, int outputLength, int outputAt);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int LoadDecoder(byte[] image, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int LoadDecoderResource(string name);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int DecoderNumber(int model, int field);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenDecoder(int model);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ResetDecoder(int decoder);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int FeedDecoder(int decoder, int row);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ScoreRows(int decoder, int[] rows, int rowsLength, int count, int[] scores, int scoresLength);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Aim(int decoder);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ScorePoints(int decoder, int count, int[] scores, int scoresLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int LoadAutomaton(byte[] image, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int LoadAutomatonResource(string name);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int AutomatonNumber(int automaton, int field);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int AutomatonText(int automaton, int word, byte[] text, int textLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenSearch(int automaton, int[] settings, int settingsLength);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ResetSearch(int search);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int FeedSearch(int search, sbyte[] logits, int length, int at);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int FinishSearch(int search);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int SearchNumber(int search, int field);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int SearchCost(int search, int sentence);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int SearchWords(int search, int sentence, int[] words, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenFrontEnd();

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ResetFrontEnd(int frontEnd);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int FeedFrontEnd(int frontEnd, short[] samples, int length, int at, int count, ushort[] row, int rowLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenSession(int wake, int commands, int voice, int windowMilliseconds);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ResetSession(int session);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int UseThreshold(int session, int kind, int threshold);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int FeedSession(int session, short[] samples, int length, int at, int count);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int TakeEvent(int session, int[] values, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int SessionNumber(int session, int field);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Start(int session, int[] settings, int settingsLength, byte[] path, int pathLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenSource(int session, int[] settings, int settingsLength, byte[] path, int pathLength);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ReadSource(int session, byte[] frames, int framesLength);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Stop(int session);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Wait(int session, int timeoutMilliseconds);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenWindow(int session);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int OpenSentenceSession(int wake, int acoustic, int automaton, int voice, int windowMilliseconds, int[] settings, int settingsLength);

    [Step]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int TakeSentences(int session, int[] values, int length);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ReadIntentResource(string name, byte[] file, int length);
}
#endif
