namespace Sotto.Models.Intent;

/// <summary>How a model fills a slot.</summary>
public enum FieldKind
{
    /// <summary>It writes one of the slot's values.</summary>
    Value = 0,

    /// <summary>It points at a number.</summary>
    Number = 1,

    /// <summary>It points at a phrase of the lexicon: a room, a device, a color; or, where it may, at words.</summary>
    Phrase = 2,

    /// <summary>It points at the first and the last of some words.</summary>
    Text = 3,

    /// <summary>It points at a time of day.</summary>
    Time = 4,
}
