namespace Sotto.Models.Intent;

/// <summary>Places and limits of an intent model's file. The layout is described in ../FORMAT.md.</summary>
public static class IntentFormat
{
    /// <summary>"SOTI", little endian.</summary>
    public const uint Magic = 0x49544F53;

    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 1;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 64;

    /// <summary>Bytes of the decoder's record, without its blocks.</summary>
    public const int DecoderLength = 72;

    /// <summary>Bytes of a block's record.</summary>
    public const int BlockLength = 80;

    /// <summary>Largest file, in bytes.</summary>
    public const int MaximumLength = 1024 * 1024;

    /// <summary>Most rows that a sentence and its frames may take.</summary>
    public const int MaximumContext = 64;

    /// <summary>Most blocks.</summary>
    public const int MaximumBlocks = 16;

    /// <summary>With the number of blocks: weights have 4 bits.</summary>
    public const int Packed = 0x8000;

    /// <summary>Most values of a hidden layer.</summary>
    public const int MaximumHidden = 1024;

    /// <summary>Most rows of the embedding.</summary>
    public const int MaximumRows = 8192;

    /// <summary>Most classes of the lexicon: a field has a bit for each.</summary>
    public const int MaximumClasses = 64;

    /// <summary>Most phrases.</summary>
    public const int MaximumPhrases = 1024;

    /// <summary>Most slots of a frame.</summary>
    public const int MaximumSlots = 8;

    /// <summary>Thresholds, one for each <see cref="Evidence"/>.</summary>
    public const int Thresholds = 3;

    /// <summary>Points of the curve from probability to confidence: at 0, 1/16, ... 1.</summary>
    public const int ConfidencePoints = 17;

    /// <summary>One, as probabilities and confidences are counted.</summary>
    public const int One = 1 << 15;
}
