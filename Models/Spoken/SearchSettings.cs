using System;

namespace Sotto.Models.Spoken;

/// <summary>How wide the search for a sentence is, and how it weighs what is probable against what was heard.</summary>
public sealed class SearchSettings
{
    /// <summary>The largest beam.</summary>
    public const int MaximumBeam = 1 << 20;

    /// <summary>The largest weight, and the largest penalty.</summary>
    public const int MaximumWeight = 4096;

    /// <summary>The most places and the most histories.</summary>
    public const int MaximumSize = 16384;

    /// <summary>How much more than the cheapest a hypothesis may cost, in the units of the acoustic model's logits.</summary>
    public int Beam { get; set; } = 140;

    /// <summary>
    /// Units of the logits that the automaton's costs count for, for each in the natural logarithm of a probability: the inverse of the
    /// logits' scale, times how much more words are trusted than sounds.
    /// </summary>
    public int LanguageWeight { get; set; } = 5;

    /// <summary>What a word costs beside that, in the units of the logits.</summary>
    public int WordPenalty { get; set; }

    /// <summary>Places that hypotheses may be at, at a time. Each takes 48 bytes or a little more.</summary>
    public int Places { get; set; } = 768;

    /// <summary>Beginnings of sentences that hypotheses may share, at a time. Each takes 8 bytes or a little more.</summary>
    public int Histories { get; set; } = 2048;

    /// <summary>Sentences that are given in the end, at most.</summary>
    public int Sentences { get; set; } = 4;

    /// <summary>That every number is in its range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    internal void Check()
    {
        Check(Beam, 0, MaximumBeam, "Beam");
        Check(LanguageWeight, 0, MaximumWeight, "LanguageWeight");
        Check(WordPenalty, 0, MaximumWeight, "WordPenalty");
        Check(Places, 4, MaximumSize, "Places");
        Check(Histories, 4, MaximumSize, "Histories");
        Check(Sentences, 1, 16, "Sentences");
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException(name + " is " + value.ToString() + ", not " + least.ToString() + " to " + most.ToString());
        }
    }
}
