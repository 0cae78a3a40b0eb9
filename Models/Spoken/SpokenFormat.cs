namespace Sotto.Models.Spoken;

/// <summary>Places and limits of a word automaton's file. The layout is described in README.md beside this file.</summary>
public static class SpokenFormat
{
    /// <summary>"SOTW", little endian.</summary>
    public const uint Magic = 0x57544F53;

    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 1;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 64;

    /// <summary>Bytes of an arc, and of a leaf of the tree.</summary>
    public const int ArcLength = 4;

    /// <summary>Bytes of a state, and of a node of the tree.</summary>
    public const int StateLength = 6;

    /// <summary>Largest file, in bytes.</summary>
    public const int MaximumLength = 1024 * 1024;

    /// <summary>Labels of the acoustic model: the blank, which is 0, and the sounds.</summary>
    public const int Labels = 40;

    /// <summary>Most words, and most states: an arc has 12 bits for either.</summary>
    public const int MaximumWords = 4096;

    /// <summary>Most arcs.</summary>
    public const int MaximumArcs = 0xFFFF;

    /// <summary>Most nodes of the tree, and most pronunciations.</summary>
    public const int MaximumNodes = 0x7FFF;

    /// <summary>Most sounds of a word, all its pronunciations and a zero between any two of them counted.</summary>
    public const int MaximumSounds = 63;

    /// <summary>Most bytes of all words' sounds: a word's place has 15 bits.</summary>
    public const int MaximumSoundBytes = 0x7FFF;

    /// <summary>Most letters of a word.</summary>
    public const int MaximumLetters = 40;

    /// <summary>Units of a cost that are one in the natural logarithm of a probability.</summary>
    public const int UnitsPerNat = 16;

    /// <summary>The ending of a state at which no sentence ends.</summary>
    public const int NoEnd = 255;

    /// <summary>Words whose texts share a place in the table of places.</summary>
    public const int TextsPerPlace = 16;

    /// <summary>With a word's place: it has more than one pronunciation.</summary>
    internal const int HasVariants = 0x8000;

    /// <summary>With the last letter of a word.</summary>
    internal const int LastLetter = 0x80;
}
