using Sotto.Kernels;
using Sotto.Models.Intent;

namespace Sotto.Models.Spoken;

/// <summary>
/// From the samples of one recording to a command: front end, acoustic model, the search for sentences, and a reader that understands
/// the best of them.
/// </summary>
public sealed class SpokenRecogniser
{
    /// <summary>Samples of silence after which all that was said has reached the search: 600 ms.</summary>
    public const int TailSamples = 9600;

    private readonly FrontEnd _frontEnd = new FrontEnd();
    private readonly SentenceListener _listener;
    private readonly SentenceInterpreter _interpreter;

    /// <summary>A recogniser that has heard nothing.</summary>
    /// <param name="acoustic">The acoustic model: rows of 40 features, 10 ms apart, in, and logits of the sounds out.</param>
    /// <param name="decoder">Searches the sentences.</param>
    /// <param name="reader">Understands them.</param>
    /// <param name="rules">When a sentence is taken.</param>
    /// <exception cref="ModelFormatException">The model is no acoustic one, or of other rows or sounds.</exception>
    public SpokenRecogniser(Model acoustic, SentenceDecoder decoder, ISentenceReader reader, SpokenRules rules)
    {
        _listener = new SentenceListener(acoustic, decoder);
        _interpreter = new SentenceInterpreter(reader, rules);
    }

    /// <summary>What was said, as the search has it; empty where nothing was taken. Changed by <see cref="Understand"/>.</summary>
    public string Text
    {
        get { return _interpreter.Text; }
    }

    /// <summary>How far that is from what was heard (<see cref="SentenceInterpreter.Distance"/>).</summary>
    public int Distance
    {
        get { return _interpreter.Distance; }
    }

    /// <summary>The search, for whoever looks at more than the sentence that was taken.</summary>
    public SentenceDecoder Decoder
    {
        get { return _listener.Decoder; }
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        _frontEnd.Reset();
        _listener.Reset();
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
                _listener.Take(_frontEnd.Row);
            }
        }
    }

    /// <summary>Decides what was said (<see cref="SentenceInterpreter.Understand"/>). Allocates.</summary>
    /// <param name="answer">Receives what it means, or why it was refused.</param>
    /// <returns>Whether a command was taken.</returns>
    public bool Understand(IntentAnswer answer)
    {
        _listener.Finish();
        bool understood = _interpreter.Understand(_listener.Best);
        answer.CopyFrom(_interpreter.Answer);
        return understood;
    }
}
