namespace Sotto.Models.Text;

/// <summary>What a word of a <see cref="Sentence"/> is.</summary>
public enum WordKind
{
    /// <summary>A word; its value is 0.</summary>
    Word,

    /// <summary>A number from 0 on; its value is in thousandths.</summary>
    Number,

    /// <summary>A time of day; its value is in minutes after midnight.</summary>
    Time,
}
