using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Training.Intent;

/// <summary>Turns sentences into the rows that the decoder is fed, by the numbers that a model's file gives them.</summary>
public sealed class ExampleMaker
{
    private readonly IntentRows _rows;
    private readonly int _context;
    private readonly Lexicon _lexicon;
    private readonly Dictionary<string, int> _intents;
    private readonly Dictionary<string, int> _fields;
    private readonly Dictionary<string, int> _values;

    /// <summary>A maker of a model's examples.</summary>
    /// <param name="model">The model, of which only the names count.</param>
    /// <param name="fieldKeys">The keys of its fields, in their order.</param>
    public ExampleMaker(IntentModel model, IReadOnlyList<string> fieldKeys)
    {
        _rows = model.Rows;
        _context = model.Shape.Context;
        _lexicon = model.Lexicon;
        _intents = Numbers(model.Intents, _rows.FirstIntent);
        _fields = Numbers(fieldKeys, _rows.FirstField);
        _values = Numbers(model.Values, _rows.FirstValue);
    }

    /// <summary>The example of a sentence; null where the context does not hold it.</summary>
    public IntentExample? Make(AlignedSentence sentence)
    {
        List<int> rows = [IntentRows.Begin];
        List<int> targets = [IntentExample.None];
        foreach (AlignedToken token in sentence.Tokens)
        {
            rows.Add(RowOf(token));
            targets.Add(IntentExample.None);
        }

        rows.Add(IntentRows.Write);
        for (int i = 0; i < sentence.Frames.Count; i++)
        {
            Write(sentence, sentence.Frames[i], rows, targets);
            Choose(i + 1 < sentence.Frames.Count ? IntentRows.Next : IntentRows.End, rows, targets);
        }

        // Nothing is asked after the last row.
        rows.RemoveAt(rows.Count - 1);
        return rows.Count >= _context ? null
            : new IntentExample([.. rows.Select(row => (short)row)], [.. targets.Select(target => (short)target)]);
    }

    private int RowOf(AlignedToken token) => token switch
    {
        { Entry: >= 0 } => _rows.FirstClass + _lexicon.ClassOf(token.Entry),
        { Kind: WordKind.Number } => IntentRows.OfNumber(token.Value),
        { Kind: WordKind.Time } => IntentRows.Time,
        _ => _rows.OfWord(token.Word),
    };

    private void Write(AlignedSentence sentence, AlignedFrame frame, List<int> rows, List<int> targets)
    {
        Choose(_intents[frame.Intent], rows, targets);
        foreach (AlignedSlot slot in frame.Slots)
        {
            Choose(_fields[IntentVocabulary.KeyOf(slot)], rows, targets);
            if (!slot.Slot.IsPointedAt)
            {
                Choose(_values[slot.Slot.Value], rows, targets);
                continue;
            }

            Point(sentence, slot.First, rows, targets);
            if (slot.HasLast)
            {
                Point(sentence, slot.Last, rows, targets);
            }
        }
    }

    private static void Choose(int row, List<int> rows, List<int> targets)
    {
        targets.Add(row);
        rows.Add(row);
    }

    /// <summary>The sentence's tokens come after the row that begins it.</summary>
    private void Point(AlignedSentence sentence, int token, List<int> rows, List<int> targets)
    {
        targets.Add(IntentExample.FirstPoint + token + 1);
        rows.Add(RowOf(sentence.Tokens[token]));
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> names, int first) =>
        names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => first + pair.place);
}
