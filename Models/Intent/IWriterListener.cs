namespace Sotto.Models.Intent;

/// <summary>Hears how a frame grows.</summary>
public interface IWriterListener
{
    /// <summary>A choice was made.</summary>
    /// <param name="row">The row that was written, or that of the token pointed at.</param>
    /// <param name="token">The token pointed at, -1 where a row was written.</param>
    /// <param name="probability">Probability of the frame so far, of <see cref="IntentFormat.One"/>.</param>
    void Chosen(int row, int token, int probability);
}
