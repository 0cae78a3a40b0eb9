namespace Sotto.Models.Intent;

/// <summary>A slot together with one way to fill it.</summary>
public sealed class IntentField
{
    /// <summary>Name of the slot.</summary>
    public readonly string Slot;

    /// <summary>How it is filled.</summary>
    public readonly FieldKind Kind;

    /// <summary>Classes of the lexicon that it may point at, one bit each; of a phrase only.</summary>
    public readonly ulong Classes;

    /// <summary>Whether words that the lexicon does not know will do too.</summary>
    public readonly bool IsOpen;

    /// <summary>What a number is multiplied by: -1 where the sentence says how much less.</summary>
    public readonly int Sign;

    /// <summary>A field.</summary>
    public IntentField(string slot, FieldKind kind, ulong classes, bool isOpen, int sign)
    {
        Slot = slot;
        Kind = kind;
        Classes = classes;
        IsOpen = isOpen;
        Sign = sign;
    }

    /// <summary>Whether it may point at a phrase of a class.</summary>
    public bool Takes(int lexiconClass)
    {
        return Kind == FieldKind.Phrase && ((Classes >> lexiconClass) & 1) != 0;
    }
}
