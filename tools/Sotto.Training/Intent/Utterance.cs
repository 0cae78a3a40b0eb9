namespace Sotto.Training.Intent;

/// <summary>A token of a sentence that was grown for training.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; the name of the class of a phrase; the digits of a number.</param>
/// <param name="Thousandths">A number times 1,000.</param>
public readonly record struct UtteranceToken(UtteranceKind Kind, string Text, int Thousandths = 0)
{
    /// <summary>A word.</summary>
    public static UtteranceToken Word(string text) => new(UtteranceKind.Word, text);
}

/// <summary>What a token is.</summary>
public enum UtteranceKind
{
    /// <summary>A word.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A phrase of the lexicon.</summary>
    Phrase,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>A slot as a sentence fills it.</summary>
/// <param name="Field">Which slot, and how: the key of a field.</param>
/// <param name="Value">What is written; null where the sentence is pointed at.</param>
/// <param name="First">The first token that is pointed at.</param>
/// <param name="Last">The last one.</param>
public sealed record UtteranceSlot(string Field, string? Value, int First, int Last);

/// <summary>A frame that a sentence means.</summary>
/// <param name="Intent">Its intent.</param>
/// <param name="Slots">Its slots, in the order they are written.</param>
public sealed record UtteranceFrame(string Intent, IReadOnlyList<UtteranceSlot> Slots)
{
    /// <summary>The frame of a sentence that is no command.</summary>
    public static UtteranceFrame Nothing { get; } = new(IntentNames.Nothing, []);

    /// <summary>The frame of a sentence that breaks off.</summary>
    public static UtteranceFrame Incomplete { get; } = new(IntentNames.Incomplete, []);

    /// <summary>The same frame of a sentence whose tokens lie elsewhere.</summary>
    /// <param name="move">From old places to new ones.</param>
    public UtteranceFrame Moved(Func<int, int> move) =>
        this with { Slots = [.. Slots.Select(slot => slot.Value is null ? slot with { First = move(slot.First), Last = move(slot.Last) } : slot)] };
}

/// <summary>Names of intents that every model has.</summary>
public static class IntentNames
{
    /// <summary>Not for this device.</summary>
    public const string Nothing = "_nothing_";

    /// <summary>A command that breaks off.</summary>
    public const string Incomplete = "_incomplete_";

    /// <summary>The last command again.</summary>
    public const string Again = "SottoAgain";
}

/// <summary>A sentence with what it means.</summary>
/// <param name="Tokens">The sentence.</param>
/// <param name="Frames">Its frames, in the order they are said.</param>
public sealed record Utterance(IReadOnlyList<UtteranceToken> Tokens, IReadOnlyList<UtteranceFrame> Frames)
{
    /// <summary>Whether a token is pointed at.</summary>
    public bool IsPointedAt(int token) =>
        Frames.Any(frame => frame.Slots.Any(slot => slot.Value is null && slot.First <= token && token <= slot.Last));

    /// <summary>The same with tokens put in before one.</summary>
    /// <param name="at">The place; the number of tokens for the end.</param>
    /// <param name="added">What is put in.</param>
    public Utterance With(int at, IReadOnlyList<UtteranceToken> added) => new(
        [.. Tokens.Take(at), .. added, .. Tokens.Skip(at)],
        [.. Frames.Select(frame => frame.Moved(place => place >= at ? place + added.Count : place))]);

    /// <summary>The same without a token, which nothing points at.</summary>
    public Utterance Without(int token) => new(
        [.. Tokens.Where((_, place) => place != token)],
        [.. Frames.Select(frame => frame.Moved(place => place > token ? place - 1 : place))]);

    /// <summary>The same with another token in the place of one.</summary>
    public Utterance Replacing(int token, UtteranceToken other) => this with { Tokens = [.. Tokens.Select((old, place) => place == token ? other : old)] };

    /// <summary>One sentence after the other, with words between them.</summary>
    public Utterance Then(IReadOnlyList<UtteranceToken> between, Utterance next)
    {
        int shift = Tokens.Count + between.Count;
        return new([.. Tokens, .. between, .. next.Tokens], [.. Frames, .. next.Frames.Select(frame => frame.Moved(place => place + shift))]);
    }
}
