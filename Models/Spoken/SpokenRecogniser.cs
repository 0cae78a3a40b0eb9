using Sotto.Kernels;
using Sotto.Models.Intent;

namespace Sotto.Models.Spoken;

/// <summary>
/// From samples to a command: front end, acoustic model, the search for sentences, and a reader that understands the best of them. What
/// was meant is decided by both: how far a sentence is from what was heard, and how sure the reader is of what it means.
/// </summary>
public sealed class SpokenRecogniser
{
    /// <summary>Samples of silence after which all that was said has reached the search: 600 ms.</summary>
    public const int TailSamples = 9600;

    private readonly FrontEnd _frontEnd = new FrontEnd();
    private readonly ModelRunner _runner;
    private readonly sbyte[] _input;
    private readonly sbyte[] _logits;
    private readonly SentenceDecoder _decoder;
    private readonly ISentenceReader _reader;
    private readonly SpokenRules _rules;
    private readonly IntentAnswer _candidate = new IntentAnswer();
    private int _filled;

    /// <summary>A recogniser that has heard nothing.</summary>
    /// <param name="acoustic">The acoustic model: rows of 40 features, 10 ms apart, in, and logits of the sounds out.</param>
    /// <param name="decoder">Searches the sentences.</param>
    /// <param name="reader">Understands them.</param>
    /// <param name="rules">When a sentence is taken.</param>
    /// <exception cref="ModelFormatException">The model is no acoustic one, or of other rows or sounds.</exception>
    public SpokenRecogniser(Model acoustic, SentenceDecoder decoder, ISentenceReader reader, SpokenRules rules)
    {
        if (acoustic.Kind != ModelKind.Acoustic || acoustic.OutputLength != SpokenFormat.Labels
            || acoustic.InputLength != acoustic.StepFrames * FrontEnd.FeatureCount || acoustic.FeatureStepMilliseconds * FrontEnd.SampleRate != FrontEnd.Hop * 1000)
        {
            throw new ModelFormatException("no acoustic model of rows of 40 features, 10 ms apart, and " + SpokenFormat.Labels.ToString() + " sounds");
        }

        _runner = new ModelRunner(acoustic);
        _input = new sbyte[acoustic.InputLength];
        _logits = new sbyte[acoustic.OutputLength];
        _decoder = decoder;
        _reader = reader;
        _rules = rules;
    }

    /// <summary>What was said, as the search has it; empty where nothing was taken. Changed by <see cref="Understand"/>.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How far that is from what was heard (<see cref="SpokenRules.Distance"/>), the reader's doubt included; the largest number where nothing was taken.</summary>
    public int Distance { get; private set; } = int.MaxValue;

    /// <summary>The search, for whoever looks at more than the sentence that was taken.</summary>
    public SentenceDecoder Decoder
    {
        get { return _decoder; }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        _frontEnd.Reset();
        _runner.Reset();
        _decoder.Reset();
        _filled = 0;
    }

    /// <summary>Hears samples.</summary>
    /// <param name="samples">Holds 16 kHz samples.</param>
    /// <param name="offset">The first.</param>
    /// <param name="count">How many.</param>
    [Step]
    public void Feed(short[] samples, int offset, int count)
    {
        int done = 0;
        while (done < count)
        {
            done += _frontEnd.Feed(samples, offset + done, count - done);
            if (_frontEnd.RowReady)
            {
                Take(_frontEnd.Row);
            }
        }
    }

    /// <summary>
    /// Decides what was said. The sentence is taken that costs least, what the reader doubts added, among those that the reader takes
    /// for a command and that, its doubt added, are near enough to what was heard. Allocates.
    /// </summary>
    /// <param name="answer">Receives what it means, or why it was refused. Its confidence is the product of the reader's and of <see cref="SpokenRules.Nearness"/>.</param>
    /// <returns>Whether a command was taken.</returns>
    public bool Understand(IntentAnswer answer)
    {
        Text = "";
        Distance = int.MaxValue;
        answer.Count = 0;
        answer.Confidence = 0;
        answer.Refusal = Refusal.UnknownWords;
        int sentences = _decoder.Finish();
        for (int i = 0; i < sentences; i++)
        {
            string text = _decoder.Text(i);
            if (_rules.Nearness(_rules.Distance(_decoder.Cost(i), _decoder.Sounds)) == 0)
            {
                // Doubt takes it farther still: the reader need not look at it.
                continue;
            }

            _reader.Understand(text, _candidate);
            int distance = _rules.Distance(_decoder.Cost(i) + _rules.CostOfDoubt(_candidate), _decoder.Sounds);
            int nearness = _rules.Nearness(distance);
            if (nearness > 0 && distance < Distance)
            {
                Distance = distance;
                Text = text;
                answer.CopyFrom(_candidate);
                answer.Confidence = (int)((long)_candidate.Confidence * nearness / IntentFormat.One);
            }
        }

        return Text.Length > 0 && answer.Refusal == Refusal.None;
    }

    [Step]
    private void Take(ushort[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            _input[_filled + i] = FrontEnd.Quantize(row[i]);
        }

        _filled += row.Length;
        if (_filled == _input.Length)
        {
            _filled = 0;
            _runner.Step(_input, 0, _logits, 0);
            _decoder.Feed(_logits, 0);
        }
    }
}
