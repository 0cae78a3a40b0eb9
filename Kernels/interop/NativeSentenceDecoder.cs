using System;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Interop;

/// <summary>
/// The search for a spoken sentence in the native engine. The automaton stays where it is: in flash, or in native memory. All memory of
/// the search is taken when it is made.
/// </summary>
public sealed class NativeSentenceDecoder : ISentenceDecoder, IDisposable
{
    private readonly NativeWordAutomaton _automaton;
    private readonly int _handle;
    private int _endCost = -1;
    private int _bestCount;

    private NativeSentenceDecoder(NativeWordAutomaton automaton, int handle)
    {
        _automaton = automaton;
        _handle = handle;
    }

    /// <inheritdoc/>
    public int Frames
    {
        [Step]
        get { return NativeResult.Check(NativeMethods.SearchNumber(_handle, 0)); }
    }

    /// <inheritdoc/>
    public int FramesSinceSound
    {
        [Step]
        get { return NativeResult.Check(NativeMethods.SearchNumber(_handle, 1)); }
    }

    /// <inheritdoc/>
    public int Sounds
    {
        [Step]
        get { return NativeResult.Check(NativeMethods.SearchNumber(_handle, 3)); }
    }

    /// <summary>Places that hypotheses are at.</summary>
    public int Places
    {
        [Step]
        get { return NativeResult.Check(NativeMethods.SearchNumber(_handle, 2)); }
    }

    /// <inheritdoc/>
    public int EndCost
    {
        [Step]
        get { return _endCost; }
    }

    /// <inheritdoc/>
    public int BestCount
    {
        [Step]
        get { return _bestCount; }
    }

    /// <summary>Words of the automaton.</summary>
    public int Words
    {
        get { return _automaton.Words; }
    }

    /// <summary>Loads a word automaton, checks all of it, once, and makes a search over it.</summary>
    /// <param name="image">The whole file, which is copied.</param>
    /// <param name="settings">How to search; they are read once.</param>
    /// <exception cref="ArgumentException">The file is null, or a setting is out of its range.</exception>
    /// <exception cref="ModelFormatException">It is no word automaton, or not sound.</exception>
    public static NativeSentenceDecoder FromImage(byte[] image, SearchSettings settings)
    {
        return Open(NativeWordAutomaton.FromImage(image), settings);
    }

    /// <summary>
    /// The same from a binary resource of any deployed assembly, which is used in place: it costs no managed memory but this object.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="settings">How to search; they are read once.</param>
    /// <exception cref="ArgumentException">There is no such resource, or a setting is out of its range.</exception>
    /// <exception cref="ModelFormatException">It is no word automaton, or not sound.</exception>
    /// <exception cref="NotSupportedException">This is not nanoFramework.</exception>
    public static NativeSentenceDecoder FromResource(string name, SearchSettings settings)
    {
        return Open(NativeWordAutomaton.FromResource(name), settings);
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        NativeResult.Check(NativeMethods.ResetSearch(_handle));
        _endCost = -1;
        _bestCount = 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The array is null, or too short.</exception>
    [Step]
    public void Feed(sbyte[] logits, int offset)
    {
        int length = logits == null ? 0 : logits.Length;
        _endCost = NativeResult.Check(NativeMethods.FeedSearch(_handle, logits, length, offset)) - 1;
        _bestCount = 0;
    }

    /// <inheritdoc/>
    [Step]
    public bool HasEnded(int frames, int mostEndCost)
    {
        return _endCost >= 0 && _endCost <= mostEndCost && FramesSinceSound >= frames;
    }

    /// <inheritdoc/>
    [Step]
    public int Finish()
    {
        _bestCount = NativeResult.Check(NativeMethods.FinishSearch(_handle));
        return _bestCount;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sentence.</exception>
    [Step]
    public int Cost(int sentence)
    {
        return NativeResult.Check(NativeMethods.SearchCost(_handle, sentence));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The array is null, or there is no such sentence.</exception>
    [Step]
    public int CopyWords(int sentence, int[] into)
    {
        return NativeResult.Check(NativeMethods.SearchWords(_handle, sentence, into, into == null ? 0 : into.Length));
    }

    /// <inheritdoc/>
    public string Text(int sentence)
    {
        int[] words = new int[CopyWords(sentence, new int[0])];
        CopyWords(sentence, words);
        return WordTexts.Join(_automaton, words, 0, words.Length);
    }

    /// <summary>Frees it and its automaton.</summary>
    /// <exception cref="ObjectDisposedException">It was freed before.</exception>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
        _automaton.Dispose();
    }

    private static NativeSentenceDecoder Open(NativeWordAutomaton automaton, SearchSettings settings)
    {
        int[] numbers = NativeWordAutomaton.NumbersOf(settings);
        int handle = NativeMethods.OpenSearch(NativeWordAutomaton.HandleOf(automaton), numbers, numbers.Length);
        if (handle < 0)
        {
            automaton.Dispose();
        }

        return new NativeSentenceDecoder(automaton, NativeResult.Check(handle));
    }
}
