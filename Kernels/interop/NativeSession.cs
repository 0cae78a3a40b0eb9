using System;
using System.Text;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Interop;

/// <summary>
/// The session in C: the same events as <see cref="ManagedSession"/>. Managed code feeds it block by block, one call each;
/// or a thread of its own reads a microphone by DMA, and managed code, never held up, takes the events. One managed thread at
/// a time uses a session.
/// </summary>
public sealed class NativeSession : ISession, IDisposable
{
    private const int WindowLeft = 0;
    private const int SamplesLow = 1;
    private const int SamplesHigh = 2;
    private const int SamplesLost = 3;
    private const int EventsLost = 4;
    private const int Reading = 5;
    private const int EventValues = 5;
    private const int NoModel = 0;

    private readonly int _handle;
    private readonly string[] _wakeLabels;
    private readonly string[] _commandLabels;
    private readonly NBestList _sentences;
    private readonly int[] _values = new int[EventValues];

    /// <summary>Takes all memory that it needs, and resets it; the wake model never rests.</summary>
    /// <param name="wake">Spots wake words.</param>
    /// <param name="commands">Spots command words.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window, 1 to 3,600,000.</param>
    /// <exception cref="ArgumentException">A model does not suit, or the window is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">A model was disposed of.</exception>
    public NativeSession(NativeModel wake, NativeModel commands, int windowMilliseconds)
        : this(wake, commands, null, windowMilliseconds)
    {
    }

    /// <summary>Takes all memory that it needs, and resets it.</summary>
    /// <param name="wake">Spots wake words.</param>
    /// <param name="commands">Spots command words.</param>
    /// <param name="voice">The model of the voice gate before the wake model (<see cref="VoiceGate"/>); null for none.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window, 1 to 3,600,000.</param>
    /// <exception cref="ArgumentException">A model does not suit, or the window is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">A model was disposed of.</exception>
    public NativeSession(NativeModel wake, NativeModel commands, NativeModel voice, int windowMilliseconds)
    {
        // Whatever fails, it fails before there is something to close.
        int wakeHandle = NativeModel.HandleOf(wake);
        int commandHandle = NativeModel.HandleOf(commands);
        int voiceHandle = voice == null ? NoModel : NativeModel.HandleOf(voice);
        _wakeLabels = wake.Labels;
        _commandLabels = commands.Labels;
        _handle = NativeResult.Check(NativeMethods.OpenSession(wakeHandle, commandHandle, voiceHandle, windowMilliseconds));
    }

    /// <summary>Takes all memory that it needs, and resets it: after a wake word it hears a sentence.</summary>
    /// <param name="wake">Spots wake words.</param>
    /// <param name="acoustic">Hears sounds.</param>
    /// <param name="words">What may be said.</param>
    /// <param name="search">How it is searched for; read once.</param>
    /// <param name="voice">The model of the voice gate before the wake model (<see cref="VoiceGate"/>); null for none.</param>
    /// <param name="windowMilliseconds">How long after a wake word a sentence may begin, 1 to 3,600,000.</param>
    /// <exception cref="ArgumentException">A model does not suit, or the window or a setting is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">A model was disposed of.</exception>
    /// <exception cref="OutOfMemoryException">There is too little native memory.</exception>
    public NativeSession(
        NativeModel wake, NativeModel acoustic, NativeWordAutomaton words, SearchSettings search, NativeModel voice, int windowMilliseconds)
    {
        int wakeHandle = NativeModel.HandleOf(wake);
        int acousticHandle = NativeModel.HandleOf(acoustic);
        int wordsHandle = NativeWordAutomaton.HandleOf(words);
        int voiceHandle = voice == null ? NoModel : NativeModel.HandleOf(voice);
        int[] settings = NativeWordAutomaton.NumbersOf(search);
        _wakeLabels = wake.Labels;
        _commandLabels = new string[0];
        _sentences = new NBestList(words);
        _handle = NativeResult.Check(
            NativeMethods.OpenSentenceSession(wakeHandle, acousticHandle, wordsHandle, voiceHandle, windowMilliseconds, settings, settings.Length));
    }

    /// <inheritdoc/>
    public string[] WakeLabels
    {
        get { return _wakeLabels; }
    }

    /// <inheritdoc/>
    public string[] CommandLabels
    {
        get { return _commandLabels; }
    }

    /// <inheritdoc/>
    public NBestList Sentences
    {
        get { return _sentences; }
    }

    /// <inheritdoc/>
    public long SamplesHeard
    {
        get
        {
            // The thread may hear on between the two halves.
            int high;
            int low;
            do
            {
                high = Number(SamplesHigh);
                low = Number(SamplesLow);
            }
            while (high != Number(SamplesHigh));

            return ((long)high << 31) | (long)low;
        }
    }

    /// <inheritdoc/>
    public int WindowLeftMilliseconds
    {
        get { return Number(WindowLeft); }
    }

    /// <summary>Samples that were lost because the source's buffers were full.</summary>
    public int LostSamples
    {
        get { return Number(SamplesLost); }
    }

    /// <summary>Events that were lost because 32 waited already, or 31 and two came at once.</summary>
    public int LostEvents
    {
        get { return Number(EventsLost); }
    }

    /// <summary>Whether the session's own thread reads its source: until the source ends, or <see cref="StopCapture"/>.</summary>
    public bool IsCapturing
    {
        get { return Number(Reading) != 0; }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The session's own thread is there.</exception>
    public void Reset()
    {
        NativeResult.Check(NativeMethods.ResetSession(_handle));
    }

    /// <summary>Uses one threshold for all words of a model.</summary>
    /// <param name="kind">Which of the two models of words.</param>
    /// <param name="threshold">0 to 256 in units of 1/256; no mean reaches 256.</param>
    public void UseThreshold(ModelKind kind, int threshold)
    {
        NativeResult.Check(NativeMethods.UseThreshold(_handle, (int)kind, threshold));
    }

    /// <inheritdoc/>
    /// <remarks>The session's own thread does it within 10 ms; until then <see cref="WindowLeftMilliseconds"/> knows nothing of it.</remarks>
    [Step]
    public void OpenWindow()
    {
        NativeResult.Check(NativeMethods.OpenWindow(_handle));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The array is null or too short.</exception>
    /// <exception cref="InvalidOperationException">The session's own thread is there.</exception>
    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        return NativeResult.Check(NativeMethods.FeedSession(_handle, samples, samples == null ? 0 : samples.Length, offset, count));
    }

    /// <inheritdoc/>
    [Step]
    public bool TryTake(SessionEvent into)
    {
        if (into == null)
        {
            NativeResult.Check(NativeResult.Null);
        }

        int result = NativeResult.Check(NativeMethods.TakeEvent(_handle, _values, _values.Length));

        if (result == 0)
        {
            return false;
        }

        into.Kind = (SessionEventKind)_values[0];
        into.Label = _values[1];
        into.Score = _values[2];
        into.Sample = ((long)_values[4] << 32) | (uint)_values[3];
        if (into.Kind == SessionEventKind.Sentence)
        {
            NativeResult.Check(NativeMethods.TakeSentences(_handle, _sentences.Numbers, NBestList.Length));
        }

        return true;
    }

    /// <summary>
    /// Starts a thread that reads a microphone, file or pipe and hears it, beside all managed threads, until the source ends.
    /// </summary>
    /// <param name="settings">What it reads, and how.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The session reads already, or the source cannot be opened.</exception>
    public void StartCapture(CaptureSettings settings)
    {
        int[] numbers = Numbers(settings);
        byte[] path = Encoding.UTF8.GetBytes(settings.Path);
        NativeResult.Check(NativeMethods.Start(_handle, numbers, numbers.Length, path, path.Length));
    }

    /// <summary>Opens a microphone, file or pipe to look at what comes from it (<see cref="ReadSource"/>): nothing is heard.</summary>
    /// <param name="settings">What is read, and how.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The session reads already, or the source cannot be opened.</exception>
    public void OpenSource(CaptureSettings settings)
    {
        int[] numbers = Numbers(settings);
        byte[] path = Encoding.UTF8.GetBytes(settings.Path);
        NativeResult.Check(NativeMethods.OpenSource(_handle, numbers, numbers.Length, path, path.Length));
    }

    /// <summary>Reads frames as they come, and waits for them as long as a block of 10 ms takes.</summary>
    /// <param name="frames">
    /// Receives as many as it holds, at most 160: two slots each, of 32 bits where the settings say <see cref="CaptureSettings.Stereo32"/>,
    /// else of 16, of which that of the other channel is 0.
    /// </param>
    /// <returns>How many came: 0 where none did in 100 ms or the source has ended.</returns>
    /// <exception cref="InvalidOperationException">No source is open to be looked at.</exception>
    [Step]
    public int ReadSource(byte[] frames)
    {
        return NativeResult.Check(NativeMethods.ReadSource(_handle, frames, frames == null ? 0 : frames.Length));
    }

    /// <summary>Ends the thread, also after the source has ended, and closes the source, before the session is fed or reset.</summary>
    /// <exception cref="InvalidOperationException">No source is open.</exception>
    public void StopCapture()
    {
        NativeResult.Check(NativeMethods.Stop(_handle));
    }

    /// <summary>Waits, while other managed threads run on, until an event waits or the source has ended.</summary>
    /// <param name="timeoutMilliseconds">The longest to wait.</param>
    /// <returns>Whether there was any of it.</returns>
    public bool Wait(int timeoutMilliseconds)
    {
        return NativeResult.Check(NativeMethods.Wait(_handle, timeoutMilliseconds)) != 0;
    }

    /// <summary>Ends the thread and frees all memory.</summary>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
    }

    private static int[] Numbers(CaptureSettings settings)
    {
        if (settings == null)
        {
            throw new ArgumentNullException("settings");
        }

        return settings.ToNumbers();
    }

    private int Number(int field)
    {
        return NativeResult.Check(NativeMethods.SessionNumber(_handle, field));
    }
}
