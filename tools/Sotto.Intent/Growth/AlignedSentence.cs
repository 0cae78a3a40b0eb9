using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Intent.Growth;

/// <summary>A token as the device will read it.</summary>
/// <param name="Word">The word; the first one of a phrase.</param>
/// <param name="Kind">What the word is.</param>
/// <param name="Value">A number in thousandths.</param>
/// <param name="Entry">The entry of the lexicon, -1 for none.</param>
public readonly record struct AlignedToken(string Word, WordKind Kind, int Value, int Entry);

/// <summary>A slot, and the tokens that it points at.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="First">The first token.</param>
/// <param name="Last">The last token.</param>
/// <param name="IsOpen">Whether a name is pointed at that the lexicon does not have.</param>
public sealed record AlignedSlot(UtteranceSlot Slot, int First, int Last, bool IsOpen)
{
    /// <summary>Whether the last token is pointed at too.</summary>
    public bool HasLast => Slot.Kind == FieldKind.Text || IsOpen;
}

/// <summary>A frame with the tokens that its slots point at.</summary>
/// <param name="Intent">Its intent.</param>
/// <param name="Slots">Its slots.</param>
public sealed record AlignedFrame(string Intent, IReadOnlyList<AlignedSlot> Slots);

/// <summary>A sentence that was grown, as text and as the tokens that the device makes of the text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Frames">Its frames.</param>
public sealed record AlignedSentence(string Text, IReadOnlyList<AlignedToken> Tokens, IReadOnlyList<AlignedFrame> Frames);

/// <summary>Reads sentences that were grown as the device will, and finds what their slots point at.</summary>
/// <param name="lexicon">The lexicon.</param>
public sealed class Aligner(Lexicon lexicon)
{
    private readonly Sentence _sentence = new();
    private readonly LexiconMatch _match = new();

    /// <summary>
    /// The sentence as the device reads it; null where what it reads does not point at the same: a name that swallows the word
    /// after it, or more words than a sentence holds.
    /// </summary>
    public AlignedSentence? Align(Utterance utterance)
    {
        string text = string.Join(' ', utterance.Tokens.Select(token => token.Text));
        TextNormalizer.Normalise(text, _sentence);
        (List<AlignedToken> tokens, List<(int Start, int End)> places) = Read();
        if (_sentence.Overflow || tokens.Count is 0 or > TokenList.Capacity)
        {
            return null;
        }

        int[] starts = Starts(utterance);
        List<AlignedFrame> frames = [];
        foreach (UtteranceFrame frame in utterance.Frames)
        {
            AlignedSlot?[] slots = [.. frame.Slots.Select(slot => AlignSlot(slot, utterance, starts, tokens, places))];
            if (slots.Any(slot => slot is null))
            {
                return null;
            }

            frames.Add(new AlignedFrame(frame.Intent, slots!));
        }

        return new AlignedSentence(text, tokens, frames);
    }

    private (List<AlignedToken> Tokens, List<(int Start, int End)> Places) Read()
    {
        List<AlignedToken> tokens = [];
        List<(int, int)> places = [];
        _match.Read(_sentence, lexicon);
        for (int token = 0; token < _match.Count; token++)
        {
            int word = _match.Words[token];
            int last = word + _match.Lengths[token] - 1;
            tokens.Add(new AlignedToken(_sentence.Words[word], _sentence.Kinds[word], _sentence.Values[word], _match.Entries[token]));
            places.Add((_sentence.Start[word], _sentence.Start[last] + _sentence.Length[last]));
        }

        return (tokens, places);
    }

    private static int[] Starts(Utterance utterance)
    {
        int[] starts = new int[utterance.Tokens.Count];
        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + utterance.Tokens[i - 1].Text.Length + 1;
        }

        return starts;
    }

    private AlignedSlot? AlignSlot(
        UtteranceSlot slot, Utterance utterance, int[] starts, List<AlignedToken> tokens, List<(int Start, int End)> places)
    {
        if (!slot.IsPointedAt)
        {
            return new AlignedSlot(slot, -1, -1, false);
        }

        int start = starts[slot.First];
        int end = starts[slot.Last] + utterance.Tokens[slot.Last].Text.Length;
        int first = places.FindIndex(place => place.End > start);
        int last = places.FindLastIndex(place => place.Start < end);
        if (first < 0 || last < first || places[first].Start < start || places[last].End > end)
        {
            return null;
        }

        AlignedToken token = tokens[first];
        bool isOne = first == last;
        bool isOpen = slot.Kind == FieldKind.Phrase && Enumerable.Range(first, last - first + 1).All(i => tokens[i].Entry < 0);
        bool fits = slot.Kind switch
        {
            FieldKind.Number => isOne && token.Kind == WordKind.Number && token.Entry < 0,
            FieldKind.Phrase => (isOne && token.Entry >= 0 && lexicon.ValueOf(token.Entry) == slot.Value)
                || (isOpen && utterance.Tokens[slot.First].Text == slot.Value),
            _ => true,
        };
        return fits ? new AlignedSlot(slot, first, last, isOpen) : null;
    }
}
