using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>Follows a stream of feature rows and calls words in it.</summary>
public interface IWordSpotter
{
    /// <summary>What says which word was called, and how sure every word is.</summary>
    Detector Detector
    {
        [Step]
        get;
    }

    /// <summary>Whether the last row completed a step, so that the detector's means are new.</summary>
    bool Stepped
    {
        [Step]
        get;
    }

    /// <summary>Forgets the stream.</summary>
    [Step]
    void Reset();

    /// <summary>Takes a feature row.</summary>
    /// <param name="row">40 raw features.</param>
    /// <returns>Whether the row completed a step that called a label.</returns>
    [Step]
    bool Take(ushort[] row);
}
