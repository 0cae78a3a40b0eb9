using Sotto.Kernels;

namespace Sotto.Models.Intent;

/// <summary>The decoder in C#.</summary>
public sealed class ManagedDecoder : IDecoder
{
    private readonly Decoder _decoder;

    /// <summary>A decoder of a model.</summary>
    public ManagedDecoder(IntentModel model)
    {
        _decoder = new Decoder(model.Shape, model.File);
    }

    /// <inheritdoc/>
    public int Position
    {
        get { return _decoder.Position; }
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        _decoder.Reset();
    }

    /// <inheritdoc/>
    [Step]
    public void Feed(int row)
    {
        _decoder.Feed(row);
    }

    /// <inheritdoc/>
    [Step]
    public int ScoreRow(int row)
    {
        return _decoder.ScoreRow(row);
    }

    /// <inheritdoc/>
    [Step]
    public void Aim()
    {
        _decoder.Aim();
    }

    /// <inheritdoc/>
    [Step]
    public int ScorePoint(int position)
    {
        return _decoder.ScorePoint(position);
    }
}
