using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// Hears one sentence, row by row: the acoustic model, the search, and when the sentence is over (endpointing, by two rules): after a
/// pause, which is shorter where the automaton takes what was said for a whole sentence.
/// </summary>
public sealed class SentenceListener
{
    /// <summary>The pause after what was said, whatever it is.</summary>
    public const int PauseMilliseconds = 1200;

    /// <summary>The pause after a whole sentence.</summary>
    public const int WholePauseMilliseconds = 600;

    /// <summary>The largest <see cref="ISentenceDecoder.EndCost"/> of a whole sentence: four natural logarithms.</summary>
    public const int WholeEndCost = 4 * SpokenFormat.UnitsPerNat;

    private readonly RowModel _rows;
    private readonly SentenceDecoder _decoder;
    private readonly NBestList _best;
    private readonly int _pause;
    private readonly int _wholePause;

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="acoustic">The acoustic model: rows of 40 features, 10 ms apart, in, and logits of the sounds out.</param>
    /// <param name="decoder">Searches the sentences.</param>
    /// <exception cref="ModelFormatException">The model is no acoustic one, or of other rows or sounds.</exception>
    public SentenceListener(Model acoustic, SentenceDecoder decoder)
    {
        if (acoustic.Kind != ModelKind.Acoustic || acoustic.OutputLength != SpokenFormat.Labels)
        {
            throw new ModelFormatException("no acoustic model of " + SpokenFormat.Labels.ToString() + " sounds");
        }

        int frame = acoustic.StepFrames * acoustic.FeatureStepMilliseconds;
        _pause = (PauseMilliseconds + frame - 1) / frame;
        _wholePause = (WholePauseMilliseconds + frame - 1) / frame;
        _rows = new RowModel(acoustic);
        _decoder = decoder;
        _best = new NBestList(decoder.Words);
        Reset();
    }

    /// <summary>The sentences that <see cref="Finish"/> found; they stay until it is called again.</summary>
    public NBestList Best
    {
        get { return _best; }
    }

    /// <summary>The search, for whoever looks at more than the sentences.</summary>
    public SentenceDecoder Decoder
    {
        get { return _decoder; }
    }

    /// <summary>Whether any sound was heard.</summary>
    public bool HasBegun
    {
        [Step]
        get { return _decoder.Sounds > 0; }
    }

    /// <summary>Forgets what was heard, but not the sentences that were found.</summary>
    [Step]
    public void Reset()
    {
        _rows.Reset();
        _decoder.Reset();
    }

    /// <summary>Takes a feature row.</summary>
    /// <param name="row">40 raw features.</param>
    /// <returns>Whether a sentence was said and is over.</returns>
    [Step]
    public bool Take(ushort[] row)
    {
        if (!_rows.Take(row))
        {
            return false;
        }

        _decoder.Feed(_rows.Output, 0);
        return HasBegun && (_decoder.FramesSinceSound >= _pause || _decoder.HasEnded(_wholePause, WholeEndCost));
    }

    /// <summary>Finds the best sentences of what was heard. More may be heard after it.</summary>
    /// <returns>How many there are; 0 where no sound was heard.</returns>
    [Step]
    public int Finish()
    {
        if (HasBegun)
        {
            _best.Fill(_decoder);
        }
        else
        {
            _best.Clear();
        }

        return _best.Count;
    }
}
