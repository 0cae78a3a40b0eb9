using Sotto.Models.Intent;

namespace Sotto.Training.Intent;

/// <summary>Turns sentences into the rows that the decoder is fed, by the numbers that a model's file gives them.</summary>
public sealed class ExampleMaker
{
    private readonly IntentRows _rows;
    private readonly int _context;
    private readonly Dictionary<string, int> _classes;
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
        _classes = Numbers(model.Classes, _rows.FirstClass);
        _intents = Numbers(model.Intents, _rows.FirstIntent);
        _fields = Numbers(fieldKeys, _rows.FirstField);
        _values = Numbers(model.Values, _rows.FirstValue);
    }

    /// <summary>The example of a sentence; null where the context does not hold it.</summary>
    public IntentExample? Make(Utterance sentence)
    {
        List<int> rows = [IntentRows.Begin];
        List<int> targets = [IntentExample.None];
        foreach (UtteranceToken token in sentence.Tokens)
        {
            rows.Add(RowOf(token));
            targets.Add(IntentExample.None);
        }

        if (sentence.Tokens.Count is 0 or > TokenList.Capacity)
        {
            return null;
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

    /// <summary>The row of a token.</summary>
    public int RowOf(UtteranceToken token) => token.Kind switch
    {
        UtteranceKind.Number => IntentRows.OfNumber(token.Thousandths),
        UtteranceKind.Time => IntentRows.Time,
        UtteranceKind.Phrase => _classes[token.Text],
        _ => _rows.OfWord(token.Text),
    };

    private void Write(Utterance sentence, UtteranceFrame frame, List<int> rows, List<int> targets)
    {
        Choose(_intents[frame.Intent], rows, targets);
        foreach (UtteranceSlot slot in frame.Slots)
        {
            Choose(_fields[slot.Field], rows, targets);
            if (slot.Value is not null)
            {
                Choose(_values[slot.Value], rows, targets);
                continue;
            }

            Point(sentence, slot.First, rows, targets);
            if (IntentVocabulary.HasLast(slot.Field, sentence.Tokens[slot.First]))
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
    private void Point(Utterance sentence, int token, List<int> rows, List<int> targets)
    {
        targets.Add(IntentExample.FirstPoint + token + 1);
        rows.Add(RowOf(sentence.Tokens[token]));
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> names, int first) =>
        names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => first + pair.place);
}
