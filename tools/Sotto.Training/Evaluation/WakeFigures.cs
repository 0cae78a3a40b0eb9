using Sotto.Models;

namespace Sotto.Training.Evaluation;

/// <summary>What a threshold that is common to all words comes to.</summary>
/// <param name="Threshold">The threshold, in units of 1/256.</param>
/// <param name="Found">Words called that were said.</param>
/// <param name="False">Words called that were not.</param>
public sealed record WakePoint(int Threshold, int Found, int False);

/// <summary>What is found against what is falsely called.</summary>
/// <param name="Noise">Which recordings of the words, or the noise that they are heard in.</param>
/// <param name="Decibels">Of the words over the noise; NaN for none.</param>
/// <param name="Said">How many.</param>
/// <param name="Hours">How long the other speech is.</param>
/// <param name="Points">By threshold, from the laxest on.</param>
public sealed record WakeCurve(string Noise, double Decibels, int Said, double Hours, IReadOnlyList<WakePoint> Points)
{
    private const int Laxest = 50;

    /// <summary>Counts calls.</summary>
    /// <param name="noise">Which recordings of the words, or the noise that they are heard in.</param>
    /// <param name="decibels">Of the words over the noise; NaN for none.</param>
    /// <param name="model">The model.</param>
    /// <param name="words">Recordings of its words.</param>
    /// <param name="other">Recordings of anything else.</param>
    public static WakeCurve Of(string noise, double decibels, Model model, ScoreTrack[] words, ScoreTrack[] other)
    {
        int[] found = Calls(words, model, right: true);
        int[] wrong = Calls(other, model, right: false);
        return new WakeCurve(noise, decibels, words.Length, other.Sum(track => track.Seconds) / 3600, [.. Enumerable.Range(Laxest, 256 - Laxest)
            .Select(threshold => new WakePoint(threshold, found.Count(peak => peak >= threshold), wrong.Count(peak => peak >= threshold)))]);
    }

    /// <summary>The highest threshold at which each word is called that was said (right) or was not.</summary>
    private static int[] Calls(ScoreTrack[] tracks, Model model, bool right) =>
        [.. tracks.SelectMany(track => Enumerable.Range(1, model.OutputLength - 1)
            .Where(label => Thresholds.Says(track.Recording, model.Labels[label]) == right)
            .Select(label => (int)(track.Peak(label, model.Smoothing).Score * 256)))];
}

/// <summary>How wake words and command words did: what <c>eval wake --json</c> writes and <c>eval report</c> reads.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Split">Which recordings, and how they are told.</param>
/// <param name="Models">The files.</param>
/// <param name="Words">The wake words.</param>
/// <param name="Results">By set, noise and level.</param>
/// <param name="Curves">By noise and level.</param>
/// <param name="Matrix">Command words; null where they were not heard.</param>
public sealed record WakeFigures(
    string Command, string Split, IReadOnlyList<MeasuredFile> Models, IReadOnlyList<string> Words, IReadOnlyList<WakeResult> Results,
    IReadOnlyList<WakeCurve> Curves, ConfusionMatrix? Matrix);
