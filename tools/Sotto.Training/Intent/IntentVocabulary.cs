using Sotto.Compiler.Intent;
using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Training.Intent;

/// <summary>The words, intents, fields, values and frames of a model, gathered from the sentences that it is to learn.</summary>
public sealed class IntentVocabulary
{
    private const char Separator = ':';

    // Words of commands are known before those of other talk: that a word is unknown says much there.
    private const int WeightOfCommand = 4;

    private const string Value = "value";
    private const string Number = "number";
    private const string NegativeNumber = "negative";
    private const string Phrase = "phrase";
    private const string Text = "text";
    private const string Time = "time";

    private readonly Dictionary<string, int> _counts = [];
    private readonly SortedSet<string> _intents = new(StringComparer.Ordinal) { IntentNames.Nothing, IntentNames.Incomplete };
    private readonly SortedSet<string> _fields = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _classes = [];
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, AlignedFrame> _frames = [];

    /// <summary>The keys of the fields, in the order of their numbers.</summary>
    public IReadOnlyList<string> FieldKeys => [.. _fields];

    /// <summary>The key of a field: how it is filled, and its slot.</summary>
    public static string KeyOf(FieldKind kind, string slot, int sign = 1) => (kind switch
    {
        FieldKind.Value => Value,
        FieldKind.Number => sign < 0 ? NegativeNumber : Number,
        FieldKind.Phrase => Phrase,
        FieldKind.Text => Text,
        _ => Time,
    }) + Separator + slot;

    /// <summary>The key of a slot's field.</summary>
    public static string KeyOf(AlignedSlot slot) => KeyOf(slot.Slot.Kind, slot.Slot.Name, slot.Slot.Sign);

    /// <summary>Takes what a sentence says.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="lexicon">The lexicon that it was read with.</param>
    public void Add(AlignedSentence sentence, Lexicon lexicon)
    {
        int weight = IntentCalibration.IsCommand(sentence) ? WeightOfCommand : 1;
        for (int i = 0; i < sentence.Tokens.Count; i++)
        {
            AlignedToken token = sentence.Tokens[i];
            bool isCopied = sentence.Frames.Any(frame => frame.Slots.Any(slot => slot.First <= i && i <= slot.Last));
            if (token.Kind == WordKind.Word && token.Entry < 0 && !isCopied)
            {
                _counts[token.Word] = _counts.GetValueOrDefault(token.Word) + weight;
            }
        }

        foreach (AlignedFrame frame in sentence.Frames)
        {
            Add(sentence, frame, lexicon);
        }
    }

    /// <summary>What a model's file is written from.</summary>
    /// <param name="classes">Classes of the lexicon.</param>
    /// <param name="phrases">Its phrases.</param>
    /// <param name="least">How often a word must have been said to be known.</param>
    /// <param name="words">Most known words: the most frequent.</param>
    /// <param name="buckets">Rows of unknown words.</param>
    public IntentSource ToSource(IReadOnlyList<string> classes, IReadOnlyList<PhraseSource> phrases, int least, int words, int buckets)
    {
        string[] known = [.. _counts.Where(pair => pair.Value >= least).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key).Take(words).DistinctBy(IntentRows.HashOf).OrderBy(IntentRows.HashOf)];
        string[] intents = [.. _intents];
        string[] fields = [.. _fields];
        string[] values = [.. _values];
        int firstIntent = IntentRows.FirstBucket + buckets + classes.Count + known.Length;
        return new IntentSource(
            buckets, classes, known, [.. intents.Select(intent => (intent, KindOfIntent(intent)))],
            [.. fields.Select(field => ToField(field))], values,
            [.. _frames.Values.Select(frame => RowsOf(frame, intents, fields, values, firstIntent))], phrases, Threshold: 0.5, Confidence: []);
    }

    private void Add(AlignedSentence sentence, AlignedFrame frame, Lexicon lexicon)
    {
        _intents.Add(frame.Intent);
        foreach (AlignedSlot slot in frame.Slots)
        {
            string key = KeyOf(slot);
            _fields.Add(key);
            if (!slot.Slot.IsPointedAt)
            {
                _values.Add(slot.Slot.Value);
            }
            else if (slot.IsOpen)
            {
                _open.Add(key);
            }
            else if (slot.Slot.Kind == FieldKind.Phrase)
            {
                _classes[key] = _classes.GetValueOrDefault(key) | (1UL << lexicon.ClassOf(sentence.Tokens[slot.First].Entry));
            }
        }

        _frames.TryAdd(string.Join(' ', frame.Slots.Select(WrittenOf).Prepend(frame.Intent)), frame);
    }

    private static string WrittenOf(AlignedSlot slot) => slot.Slot.IsPointedAt ? KeyOf(slot) : $"{KeyOf(slot)}={slot.Slot.Value}";

    private IntentField ToField(string key)
    {
        int sign = key.StartsWith(NegativeNumber, StringComparison.Ordinal) ? -1 : 1;
        return new IntentField(key[(key.IndexOf(Separator) + 1)..], KindOf(key), _classes.GetValueOrDefault(key), _open.Contains(key), sign);
    }

    private static int[] RowsOf(AlignedFrame frame, string[] intents, string[] fields, string[] values, int firstIntent)
    {
        int firstField = firstIntent + intents.Length;
        int firstValue = firstField + fields.Length;
        List<int> rows = [firstIntent + Array.IndexOf(intents, frame.Intent)];
        foreach (AlignedSlot slot in frame.Slots)
        {
            rows.Add(firstField + Array.IndexOf(fields, KeyOf(slot)));
            if (!slot.Slot.IsPointedAt)
            {
                rows.Add(firstValue + Array.IndexOf(values, slot.Slot.Value));
            }
        }

        return [.. rows];
    }

    private static FieldKind KindOf(string key) => key[..key.IndexOf(Separator)] switch
    {
        Value => FieldKind.Value,
        Number or NegativeNumber => FieldKind.Number,
        Phrase => FieldKind.Phrase,
        Text => FieldKind.Text,
        _ => FieldKind.Time,
    };

    private static IntentKind KindOfIntent(string intent) => intent switch
    {
        IntentNames.Nothing => IntentKind.Nothing,
        IntentNames.Incomplete => IntentKind.Incomplete,
        IntentNames.Again => IntentKind.Again,
        _ => IntentKind.Command,
    };
}
