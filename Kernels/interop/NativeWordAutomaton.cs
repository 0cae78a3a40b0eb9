using System;
using System.Text;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Interop;

/// <summary>
/// A word automaton that the native engine has loaded. It stays where it is: in flash, or in native memory. Searches and sessions that
/// use it must be disposed of before it is.
/// </summary>
public sealed class NativeWordAutomaton : IWordTexts, IDisposable
{
    private readonly int _handle;
    private readonly byte[] _letters = new byte[SpokenFormat.MaximumLetters];

    private NativeWordAutomaton(int handle)
    {
        _handle = handle;
    }

    /// <summary>How many words it has.</summary>
    public int Words
    {
        get { return NativeResult.Check(NativeMethods.AutomatonNumber(_handle, 0)); }
    }

    /// <summary>Loads an automaton and checks all of it, once.</summary>
    /// <param name="image">The whole file, which is copied.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ModelFormatException">It is no word automaton, or not sound.</exception>
    public static NativeWordAutomaton FromImage(byte[] image)
    {
        return new NativeWordAutomaton(NativeResult.Check(NativeMethods.LoadAutomaton(image, image == null ? 0 : image.Length)));
    }

    /// <summary>
    /// The same from a binary resource of any deployed assembly, which is used in place: it costs no managed memory but this object.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="ArgumentException">There is no such resource.</exception>
    /// <exception cref="ModelFormatException">It is no word automaton, or not sound.</exception>
    /// <exception cref="NotSupportedException">This is not nanoFramework.</exception>
    public static NativeWordAutomaton FromResource(string name)
    {
        return new NativeWordAutomaton(NativeResult.Check(NativeMethods.LoadAutomatonResource(name)));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such word.</exception>
    public string TextOf(int word)
    {
        int count = NativeResult.Check(NativeMethods.AutomatonText(_handle, word, _letters, _letters.Length));
        return Encoding.UTF8.GetString(_letters, 0, count);
    }

    /// <summary>Frees it.</summary>
    /// <exception cref="InvalidOperationException">Something uses it still.</exception>
    /// <exception cref="ObjectDisposedException">It was freed before.</exception>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
    }

    /// <summary>What native functions know an automaton by.</summary>
    /// <param name="automaton">The automaton.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    internal static int HandleOf(NativeWordAutomaton automaton)
    {
        if (automaton == null)
        {
            throw new ArgumentNullException("automaton");
        }

        return automaton._handle;
    }

    /// <summary>Settings as native functions take them.</summary>
    /// <param name="settings">The settings.</param>
    internal static int[] NumbersOf(SearchSettings settings)
    {
        return new int[] { settings.Beam, settings.LanguageWeight, settings.WordPenalty, settings.Places, settings.Histories, settings.Sentences };
    }
}
