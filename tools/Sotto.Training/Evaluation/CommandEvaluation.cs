using Sotto.Models;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>How a command model did: counts of what was said against what was understood.</summary>
/// <param name="Labels">The model's labels.</param>
/// <param name="Counts">A row for what was said, a column for what was understood.</param>
public sealed record ConfusionMatrix(string[] Labels, int[][] Counts)
{
    /// <summary>Recordings in all.</summary>
    public int Total => Counts.Sum(row => row.Sum());

    /// <summary>Share understood, all recordings alike.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Labels.Length).Sum(i => Counts[i][i]) / Math.Max(1, Total);

    /// <summary>Share understood, every label alike.</summary>
    public double MeanOverLabels => Enumerable.Range(0, Labels.Length)
        .Average(i => (double)Counts[i][i] / Math.Max(1, Counts[i].Sum()));
}

/// <summary>Measures the command model on held-out people, one file one word.</summary>
public static class CommandEvaluation
{
    /// <summary>The twelve-way decision on every test recording of a command word, another word, or silence.</summary>
    /// <param name="model">The model; labels 0 and 1 are other speech and silence.</param>
    /// <param name="corpus">The corpus.</param>
    public static ConfusionMatrix Run(Model model, Corpus corpus)
    {
        string[] labels = model.Labels;
        int[][] counts = [.. labels.Select(_ => new int[labels.Length])];
        ScoreTrack[] tracks = Scores.Run(model, [.. corpus.Recordings.Where(IsTest)]);
        foreach (ScoreTrack track in tracks)
        {
            counts[Array.IndexOf(labels, track.Recording.Label)][Decide(track, model)]++;
        }

        return new ConfusionMatrix(labels, counts);
    }

    // 0.9, chosen on the recordings of training and development.
    private const int SpeechThreshold = 230;

    /// <summary>
    /// The word that a board takes the file for; without one, other speech where it was sure at some time, else silence.
    /// </summary>
    private static int Decide(ScoreTrack track, Model model)
    {
        Detector detector = new(model);
        ClipDecision clip = new(model.Labels);
        foreach (byte[] step in track.Probabilities.Chunk(track.Labels))
        {
            detector.Update(Array.ConvertAll(step, value => (sbyte)(value - 128)));
            clip.Note(detector);
        }

        int word = clip.Decide(ClipDecision.DefaultThreshold);
        return word != ClipDecision.NoWord ? word : clip.PeakOf(0) >= SpeechThreshold ? 0 : 1;
    }

    private static bool IsTest(Recording recording) =>
        recording.Origin == Origin.Human && recording.Split == Split.Test
        && (recording.Set is SpeechSet.Command or SpeechSet.Silence || recording.Label == Vocabulary.Unknown);
}
