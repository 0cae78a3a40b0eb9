using Sotto.Compiler.Intent;
using Sotto.Models.Intent;

namespace Sotto.Training.Intent;

/// <summary>The words, intents, fields, values and frames of a model, gathered from the sentences that it is to learn.</summary>
public sealed class IntentVocabulary
{
    private const char Separator = ':';
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
    private readonly Dictionary<string, SortedSet<string>> _classes = [];
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, UtteranceFrame> _frames = [];

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

    /// <summary>Whether the last token is pointed at too: of text, and of what stands for a phrase of the lexicon.</summary>
    public static bool HasLast(string field, UtteranceToken first) => KindOf(field) switch
    {
        FieldKind.Text => true,
        FieldKind.Phrase => first.Kind != UtteranceKind.Phrase,
        _ => false,
    };

    /// <summary>Takes what a sentence says.</summary>
    public void Add(Utterance sentence)
    {
        for (int i = 0; i < sentence.Tokens.Count; i++)
        {
            if (sentence.Tokens[i].Kind == UtteranceKind.Word && !sentence.IsPointedAt(i))
            {
                _counts[sentence.Tokens[i].Text] = _counts.GetValueOrDefault(sentence.Tokens[i].Text) + 1;
            }
        }

        foreach (UtteranceFrame frame in sentence.Frames)
        {
            Add(sentence, frame);
        }
    }

    /// <summary>What a model's file is written from.</summary>
    /// <param name="classes">Classes of the lexicon.</param>
    /// <param name="phrases">Its phrases.</param>
    /// <param name="must">Words that are known whatever their number.</param>
    /// <param name="words">Most known words: of the others the most frequent.</param>
    /// <param name="buckets">Rows of unknown words.</param>
    public IntentSource ToSource(
        IReadOnlyList<string> classes, IReadOnlyList<PhraseSource> phrases, IReadOnlySet<string> must, int words, int buckets)
    {
        string[] known = [.. _counts.Keys.Union(must).OrderByDescending(must.Contains).ThenByDescending(word => _counts.GetValueOrDefault(word))
            .ThenBy(word => word, StringComparer.Ordinal).Take(words).DistinctBy(IntentRows.HashOf).OrderBy(IntentRows.HashOf)];
        string[] intents = [.. _intents];
        string[] fields = [.. _fields];
        string[] values = [.. _values];
        int firstIntent = IntentRows.FirstBucket + buckets + classes.Count + known.Length;
        return new IntentSource(
            buckets, classes, known, [.. intents.Select(intent => (intent, KindOfIntent(intent)))],
            [.. fields.Select(field => ToField(field, classes))], values,
            [.. _frames.Values.Select(frame => RowsOf(frame, intents, fields, values, firstIntent))], phrases, Threshold: 0.5, Confidence: []);
    }

    private void Add(Utterance sentence, UtteranceFrame frame)
    {
        _intents.Add(frame.Intent);
        foreach (UtteranceSlot slot in frame.Slots)
        {
            _fields.Add(slot.Field);
            if (slot.Value is not null)
            {
                _values.Add(slot.Value);
            }
            else if (KindOf(slot.Field) == FieldKind.Phrase)
            {
                AddPhrase(slot.Field, sentence.Tokens[slot.First]);
            }
        }

        _frames.TryAdd($"{frame.Intent} {string.Join(' ', frame.Slots.Select(slot => $"{slot.Field}={slot.Value}"))}", frame);
    }

    private void AddPhrase(string field, UtteranceToken first)
    {
        if (first.Kind != UtteranceKind.Phrase)
        {
            _open.Add(field);
            return;
        }

        if (!_classes.TryGetValue(field, out SortedSet<string>? classes))
        {
            _classes[field] = classes = new SortedSet<string>(StringComparer.Ordinal);
        }

        classes.Add(first.Text);
    }

    private IntentField ToField(string key, IReadOnlyList<string> classes)
    {
        ulong mask = 0;
        foreach (string name in _classes.GetValueOrDefault(key) ?? [])
        {
            mask |= 1UL << classes.Index().First(pair => pair.Item == name).Index;
        }

        int sign = key.StartsWith(NegativeNumber, StringComparison.Ordinal) ? -1 : 1;
        return new IntentField(key[(key.IndexOf(Separator) + 1)..], KindOf(key), mask, _open.Contains(key), sign);
    }

    private static int[] RowsOf(UtteranceFrame frame, string[] intents, string[] fields, string[] values, int firstIntent)
    {
        int firstField = firstIntent + intents.Length;
        int firstValue = firstField + fields.Length;
        List<int> rows = [firstIntent + Array.IndexOf(intents, frame.Intent)];
        foreach (UtteranceSlot slot in frame.Slots)
        {
            rows.Add(firstField + Array.IndexOf(fields, slot.Field));
            if (slot.Value is not null)
            {
                rows.Add(firstValue + Array.IndexOf(values, slot.Value));
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
