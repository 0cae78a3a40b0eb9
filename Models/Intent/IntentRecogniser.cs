using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>Understands sentences: text to words, words to tokens, tokens to frames, and refuses what is no command.</summary>
public sealed class IntentRecogniser : ISentenceReader
{
    private readonly IntentModel _model;
    private readonly FrameWriter _writer;
    private readonly Lexicon _lexicon;
    private readonly Sentence _sentence = new Sentence();
    private readonly TokenList _tokens = new TokenList();

    /// <summary>A recogniser.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decoder">An engine that runs it.</param>
    public IntentRecogniser(IntentModel model, IDecoder decoder)
    {
        _model = model;
        _lexicon = model.Lexicon;
        _writer = new FrameWriter(model, decoder);
    }

    /// <summary>The words of the sentence that was understood last.</summary>
    public Sentence Sentence
    {
        get { return _sentence; }
    }

    /// <summary>The tokens of the sentence that was understood last.</summary>
    public TokenList Tokens
    {
        get { return _tokens; }
    }

    /// <summary>Hears how frames grow; null for nobody.</summary>
    public IWriterListener Listener
    {
        get { return _writer.Listener; }
        set { _writer.Listener = value; }
    }

    /// <inheritdoc/>
    public void Understand(string text, IntentAnswer answer)
    {
        answer.Count = 0;
        answer.Confidence = 0;
        answer.Refusal = Refusal.Incomplete;
        TextNormalizer.Normalise(text, _sentence);
        _tokens.Fill(_sentence, _lexicon, _model.Rows);
        if (_tokens.Count == 0)
        {
            return;
        }

        // Begin and write stand around the tokens, and something has to come after them.
        if (_tokens.Overflow || _tokens.Count + 2 >= _model.Shape.Context)
        {
            answer.Refusal = Refusal.Ambiguous;
            return;
        }

        _writer.Read(text, _sentence, _tokens);
        answer.Refusal = WriteFrames(answer) ? Judge(answer) : Refusal.Incomplete;
    }

    private bool WriteFrames(IntentAnswer answer)
    {
        answer.Confidence = IntentFormat.One;
        do
        {
            IntentFrame frame = answer.Frames[answer.Count];
            if (!_writer.Write(frame))
            {
                return false;
            }

            answer.Count++;
            frame.Confidence = _model.ConfidenceOf(_writer.Probability);
            answer.Confidence = frame.Confidence < answer.Confidence ? frame.Confidence : answer.Confidence;
        }
        while (_writer.HasNext && answer.Count < IntentAnswer.MaximumFrames);
        return !_writer.HasNext;
    }

    /// <summary>Whether the frames are taken, and if not, why.</summary>
    private Refusal Judge(IntentAnswer answer)
    {
        bool isCommand = true;
        bool isSure = true;
        bool breaksOff = false;
        for (int i = 0; i < answer.Count; i++)
        {
            IntentKind kind = answer.Frames[i].Kind;
            isCommand &= kind == IntentKind.Command || kind == IntentKind.Again;
            breaksOff |= kind == IntentKind.Incomplete;
            isSure &= answer.Frames[i].Confidence >= _model.ThresholdOf(answer.Frames[i].Evidence);
        }

        if (isCommand && isSure)
        {
            return Refusal.None;
        }

        answer.Confidence = isCommand ? answer.Confidence : 0;
        if (breaksOff || _writer.IncompleteProbability > IntentFormat.One / 3)
        {
            return Refusal.Incomplete;
        }

        return _tokens.UnknownCount > 0 ? Refusal.UnknownWords : Refusal.Ambiguous;
    }
}
