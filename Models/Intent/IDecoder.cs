namespace Sotto.Models.Intent;

/// <summary>
/// An engine that runs the decoder of an intent model. Scores are sums of products, the same numbers in every engine.
/// </summary>
public interface IDecoder
{
    /// <summary>Rows fed since the last reset.</summary>
    int Position { get; }

    /// <summary>Forgets all that was fed.</summary>
    void Reset();

    /// <summary>Takes one row of the embedding.</summary>
    /// <param name="row">Its number.</param>
    void Feed(int row);

    /// <summary>How well a row would come next.</summary>
    /// <param name="row">Its number.</param>
    int ScoreRow(int row);

    /// <summary>Makes ready for <see cref="ScorePoint"/>, after a feed.</summary>
    void Aim();

    /// <summary>How well a position that was fed is what comes next.</summary>
    /// <param name="position">0 to <see cref="Position"/> - 1.</param>
    int ScorePoint(int position);
}
