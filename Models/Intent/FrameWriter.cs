using Sotto.Kernels;
using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>
/// Lets a decoder write frames: at each place the best of the rows that the grammar allows there, or of the positions that a
/// field may point at. The probability of a frame is the product of those of its choices among what was allowed.
/// </summary>
public sealed class FrameWriter
{
    private const int DeadEnd = -3;

    private readonly IntentModel _model;
    private readonly IDecoder _decoder;
    private readonly bool[] _used = new bool[TokenList.Capacity];
    private readonly int[] _scores;
    private TokenList _tokens;
    private Sentence _sentence;
    private string _text;

    /// <summary>A writer of a model's frames.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decoder">An engine that runs it.</param>
    public FrameWriter(IntentModel model, IDecoder decoder)
    {
        _model = model;
        _decoder = decoder;
        _scores = new int[model.Rows.Count + 2 + TokenList.Capacity];
    }

    /// <summary>The probability of the frame that was written last, of <see cref="IntentFormat.One"/>.</summary>
    public int Probability { get; private set; }

    /// <summary>Whether another frame follows the one that was written last.</summary>
    public bool HasNext { get; private set; }

    /// <summary>The probability that what was read is a command broken off, of <see cref="IntentFormat.One"/>.</summary>
    public int IncompleteProbability { get; private set; }

    /// <summary>Hears of every choice: what was chosen, and how probable it was; null for nobody.</summary>
    public IWriterListener Listener { get; set; }

    /// <summary>Feeds the decoder a sentence.</summary>
    /// <param name="text">The sentence as it was typed or heard.</param>
    /// <param name="sentence">Its words.</param>
    /// <param name="tokens">Its tokens.</param>
    public void Read(string text, Sentence sentence, TokenList tokens)
    {
        _text = text;
        _sentence = sentence;
        _tokens = tokens;
        _decoder.Reset();
        _decoder.Feed(IntentRows.Begin);
        for (int i = 0; i < tokens.Count; i++)
        {
            _used[i] = false;
            _decoder.Feed(tokens.RowAt(i));
        }

        _decoder.Feed(IntentRows.Write);
    }

    /// <summary>Writes the next frame.</summary>
    /// <param name="frame">Receives it.</param>
    /// <returns>False where the context does not hold it, or where the sentence lacks what its intent needs.</returns>
    public bool Write(IntentFrame frame)
    {
        Probability = IntentFormat.One;
        frame.Count = 0;
        frame.Evidence = Evidence.None;
        int node = 0;
        IntentField field = null;
        while (true)
        {
            if (_decoder.Position >= _model.Shape.Context)
            {
                return false;
            }

            int edge = ChooseEdge(node);
            if (edge == DeadEnd)
            {
                return false;
            }

            int row = edge < 0 ? (edge == -1 ? IntentRows.End : IntentRows.Next) : _model.Grammar.RowOf(node, edge);
            _decoder.Feed(row);
            Tell(row, -1);
            if (edge < 0)
            {
                HasNext = row == IntentRows.Next;
                return true;
            }

            node = _model.Grammar.NodeAfter(node, edge);
            field = Take(row, field, frame);
            if (field != null && field.Kind != FieldKind.Value && !Point(field, frame))
            {
                return false;
            }
        }
    }

    /// <summary>Writes an intent or a value into the frame, or says which field comes next.</summary>
    private IntentField Take(int row, IntentField field, IntentFrame frame)
    {
        IntentRows rows = _model.Rows;
        if (row < rows.FirstField)
        {
            frame.Intent = _model.Intents[row - rows.FirstIntent];
            frame.Kind = _model.Kinds[row - rows.FirstIntent];
            return null;
        }

        if (row < rows.FirstValue)
        {
            return _model.Fields[row - rows.FirstField];
        }

        if (field != null)
        {
            string value = _model.Values[row - rows.FirstValue];
            frame.Set(field.Slot, value, IsNumber(value));
            frame.Evidence = frame.Evidence == Evidence.None ? Evidence.Implied : frame.Evidence;
        }

        return null;
    }

    /// <summary>The best edge of a node: its number, or -1 for the end, -2 for another frame, <see cref="DeadEnd"/> for none.</summary>
    private int ChooseEdge(int node)
    {
        int edges = _model.Grammar.EdgesOf(node);
        int largest = int.MinValue;
        int best = 0;
        for (int edge = 0; edge < edges + 2; edge++)
        {
            _scores[edge] = IsAllowed(node, edge, edges) ? _decoder.ScoreRow(RowOfEdge(node, edge, edges)) : int.MinValue;
            best = _scores[edge] > largest ? edge : best;
            largest = _scores[edge] > largest ? _scores[edge] : largest;
        }

        if (largest == int.MinValue)
        {
            return DeadEnd;
        }

        int chosen = Chance(_scores, edges + 2, best, _model.Shape.RowLogitScale);
        Probability = (Probability * chosen) >> 15;
        if (node == 0)
        {
            NoteIncomplete(edges, best);
        }

        return best < edges ? best : edges - 1 - best;
    }

    private bool IsAllowed(int node, int edge, int edges)
    {
        if (edge >= edges)
        {
            return _model.Grammar.IsEnd(node);
        }

        int row = _model.Grammar.RowOf(node, edge) - _model.Rows.FirstField;
        return row < 0 || row >= _model.Rows.Fields || CanFill(_model.Fields[row]);
    }

    private int RowOfEdge(int node, int edge, int edges)
    {
        return edge < edges ? _model.Grammar.RowOf(node, edge) : edge == edges ? IntentRows.End : IntentRows.Next;
    }

    /// <summary>How probable it is that a sentence breaks off, seen when its first intent is chosen.</summary>
    private void NoteIncomplete(int edges, int best)
    {
        IncompleteProbability = 0;
        for (int edge = 0; edge < edges; edge++)
        {
            int intent = _model.Grammar.RowOf(0, edge) - _model.Rows.FirstIntent;
            if (_model.Kinds[intent] == IntentKind.Incomplete)
            {
                IncompleteProbability = ChanceOf(_scores, edges + 2, best, edge, _model.Shape.RowLogitScale);
            }
        }
    }

    /// <summary>Whether there is anything that a field can point at.</summary>
    private bool CanFill(IntentField field)
    {
        for (int token = 0; token < _tokens.Count && field.Kind != FieldKind.Value; token++)
        {
            if (CanPoint(field, token))
            {
                return true;
            }
        }

        return field.Kind == FieldKind.Value;
    }

    private bool CanPoint(IntentField field, int token)
    {
        if (_used[token])
        {
            return false;
        }

        int entry = _tokens.EntryAt(token);
        WordKind kind = _sentence.Kinds[_tokens.FirstWordOf(token)];
        switch (field.Kind)
        {
            case FieldKind.Number:
                return entry < 0 && kind == WordKind.Number;
            case FieldKind.Time:
                return entry < 0 && kind == WordKind.Time;
            case FieldKind.Phrase:
                return entry < 0 ? field.IsOpen : field.Takes(_model.Lexicon.ClassOf(entry));
            default:
                return true;
        }
    }

    /// <summary>Points at what fills a field; words have a first and a last one.</summary>
    private bool Point(IntentField field, IntentFrame frame)
    {
        if (_decoder.Position >= _model.Shape.Context)
        {
            return false;
        }

        int first = ChoosePoint(field, 0);
        int last = first;
        int entry = _tokens.EntryAt(first);
        if (field.Kind == FieldKind.Text || (field.Kind == FieldKind.Phrase && entry < 0))
        {
            if (_decoder.Position >= _model.Shape.Context)
            {
                return false;
            }

            last = ChoosePoint(null, first);
        }

        for (int token = first; token <= last; token++)
        {
            _used[token] = true;
        }

        frame.Evidence = Evidence.Named;
        frame.Set(field.Slot, ValueOf(field, first, last), field.Kind == FieldKind.Number || (entry >= 0 && IsNumber(_model.Lexicon.ValueOf(entry))));
        return _decoder.Position < _model.Shape.Context;
    }

    /// <summary>The best token that a field may point at, or, without one, the best last one; it is fed.</summary>
    private int ChoosePoint(IntentField field, int from)
    {
        _decoder.Aim();
        int largest = int.MinValue;
        int best = from;
        for (int token = 0; token < _tokens.Count; token++)
        {
            bool allowed = token >= from && (field == null ? !_used[token] : CanPoint(field, token));
            _scores[token] = allowed ? _decoder.ScorePoint(token + 1) : int.MinValue;
            best = _scores[token] > largest ? token : best;
            largest = _scores[token] > largest ? _scores[token] : largest;
        }

        Probability = (Probability * Chance(_scores, _tokens.Count, best, _model.Shape.PointLogitScale)) >> 15;
        _decoder.Feed(_tokens.RowAt(best));
        Tell(_tokens.RowAt(best), best);
        return best;
    }

    private string ValueOf(IntentField field, int first, int last)
    {
        int entry = _tokens.EntryAt(first);
        int word = _tokens.FirstWordOf(first);
        if (field.Kind == FieldKind.Phrase && entry >= 0)
        {
            return _model.Lexicon.ValueOf(entry);
        }

        if (field.Kind == FieldKind.Number)
        {
            return Decimals.ToText(field.Sign * _sentence.Values[word]);
        }

        if (field.Kind == FieldKind.Time)
        {
            return _sentence.Words[word];
        }

        int end = _tokens.LastWordOf(last);
        int start = _sentence.Start[word];
        return _text.Substring(start, _sentence.Start[end] + _sentence.Length[end] - start);
    }

    private void Tell(int row, int token)
    {
        if (Listener != null)
        {
            Listener.Chosen(row, token, Probability);
        }
    }

    private static bool IsNumber(string value)
    {
        int thousandths;
        return Decimals.TryParse(value, out thousandths);
    }

    /// <summary>The probability of the best of some scores.</summary>
    [Step]
    private static int Chance(int[] scores, int count, int best, Multiplier scale)
    {
        return ChanceOf(scores, count, best, best, scale);
    }

    /// <summary>The probability of one of some scores (softmax).</summary>
    [Step]
    private static int ChanceOf(int[] scores, int count, int best, int one, Multiplier scale)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += scores[i] == int.MinValue ? 0 : Probabilities.OfScore(scores[i], scores[best], scale);
        }

        int own = scores[one] == int.MinValue ? 0 : Probabilities.OfScore(scores[one], scores[best], scale);
        return (int)(((long)own << 15) / sum);
    }
}
