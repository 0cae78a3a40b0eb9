using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Network;

namespace Sotto.Training.Words;

/// <summary>What an old word was found at before and after a new one came.</summary>
/// <param name="Word">The word.</param>
/// <param name="Before">Results of the model as it was.</param>
/// <param name="After">Results of the new one on the same recordings.</param>
public sealed record OldWord(string Word, IReadOnlyList<WakeResult> Before, IReadOnlyList<WakeResult> After);

/// <summary>Everything that is said of a model of one's own words.</summary>
/// <param name="Phrase">What is said.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Data">What the model was made of.</param>
/// <param name="Model">The model.</param>
/// <param name="FileLength">Bytes of its file.</param>
/// <param name="Shape">Size of its network.</param>
/// <param name="ThresholdHours">Hours of other speech that the thresholds were chosen on.</param>
/// <param name="Found">What is found of the new word.</param>
/// <param name="Others">What is called falsely.</param>
/// <param name="Rounding">What is found of it in int8 and in floating point.</param>
/// <param name="Old">The old words, where it was added to a model.</param>
/// <param name="Worst">The worst confusions.</param>
public sealed record WordReport(
    string Phrase, AddWordOptions Options, WordData Data, Model Model, int FileLength, NetworkShape Shape, double ThresholdHours,
    IReadOnlyList<WakeResult> Found, IReadOnlyList<WakeResult> Others, (double Rounded, double Exact) Rounding, IReadOnlyList<OldWord> Old,
    IReadOnlyList<WordConfusion> Worst)
{
    /// <summary>Hours of other speech in the test, near misses aside.</summary>
    public double OtherHours => Speech.Sum(result => result.Hours);

    /// <summary>Calls in them.</summary>
    public int OtherCalls => Speech.Sum(result => result.False);

    /// <summary>How many recordings of a kind are learned from.</summary>
    public int Learned(Origin origin, Func<Recording, bool> part) =>
        Data.Corpus.Recordings.Count(r => r.Origin == origin && r.Split == Split.Train && part(r));

    private IEnumerable<WakeResult> Speech => Others.Where(result => !result.Name.StartsWith("near", StringComparison.Ordinal));
}
