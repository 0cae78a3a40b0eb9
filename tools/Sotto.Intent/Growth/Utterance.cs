using Sotto.Models.Intent;

namespace Sotto.Intent.Growth;

/// <summary>A part of a sentence that was grown for training: one or more words.</summary>
/// <param name="Text">The words.</param>
/// <param name="IsWord">Whether it is a word of a template, and not what fills a slot.</param>
public readonly record struct UtteranceToken(string Text, bool IsWord)
{
    /// <summary>A word.</summary>
    public static UtteranceToken Word(string text) => new(text, IsWord: true);
}

/// <summary>A slot as a sentence fills it.</summary>
/// <param name="Name">The slot.</param>
/// <param name="Kind">How it is filled.</param>
/// <param name="Value">What it is filled with.</param>
/// <param name="Sign">-1 where the number in the sentence stands for one with a minus.</param>
/// <param name="First">The first token that is pointed at.</param>
/// <param name="Last">The last one.</param>
public sealed record UtteranceSlot(string Name, FieldKind Kind, string Value, int Sign, int First, int Last)
{
    /// <summary>Whether the sentence is pointed at.</summary>
    public bool IsPointedAt => Kind != FieldKind.Value;
}

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
        this with { Slots = [.. Slots.Select(slot => slot.IsPointedAt ? slot with { First = move(slot.First), Last = move(slot.Last) } : slot)] };
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
        Frames.Any(frame => frame.Slots.Any(slot => slot.IsPointedAt && slot.First <= token && token <= slot.Last));

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
