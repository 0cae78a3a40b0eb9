using Sotto.Compiler;
using Sotto.Models;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>Chooses a model's thresholds on recordings that no figure is reported on.</summary>
public static class Thresholds
{
    private const int Lowest = 128;
    private const int Highest = 250;
    private const double NearShare = 0.25;
    private const double WakeMargin = 0.5;

    // "Alexander" holds the whole of a wake word: one recording of hours may sound like it without being held against it.
    private const int Spared = 1;

    // In a command window a wrong word costs less than a missed one.
    private const double CommandShare = 0.01;

    /// <summary>
    /// For every called label the lowest threshold that at most one of people's recordings of anything else reaches (a hundredth
    /// of them for command words) and at most a quarter of machine-spoken near misses, for wake words raised by half of what is
    /// left above it, since others will come closer than those heard here, and kept within 0.5 and 0.98.
    /// People's training recordings are heard too: a false call in hours takes hours to be seen.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The corpus; its test part is not heard.</param>
    /// <param name="leaveOut">Wake words whose human recordings must not be heard.</param>
    public static int[] Choose(Model model, Corpus corpus, IReadOnlySet<string> leaveOut)
    {
        double share = model.Kind == ModelKind.Wake ? 0 : CommandShare;
        ScoreTrack[] people = Scores.Run(model, [.. corpus.Recordings.Where(r => r.Origin == Origin.Human && r.Split != Split.Test
            && !(r.Set == SpeechSet.Wake && leaveOut.Contains(r.Label)))]);
        ScoreTrack[] machines = Scores.Run(model, [.. corpus.Recordings.Where(r => r.Origin == Origin.Synthetic && r.Split == Split.Development)]);
        int[] thresholds = new int[model.OutputLength];
        for (int label = 0; label < thresholds.Length; label++)
        {
            if (!Detector.IsWord(model.Labels[label]))
            {
                continue;
            }

            double worst = Math.Max(Peak(people, model, label, share), Peak(machines, model, label, NearShare));
            thresholds[label] = (int)Math.Clamp(worst + ((256 - worst) * (model.Kind == ModelKind.Wake ? WakeMargin : 0)) + 1, Lowest, Highest);
        }

        return thresholds;
    }

    /// <summary>A copy of a model's file with the thresholds chosen for it.</summary>
    public static byte[] Apply(byte[] file, Corpus corpus, IReadOnlySet<string> leaveOut) =>
        ThresholdWriter.Apply(file, Choose(Model.Load(file), corpus, leaveOut));

    /// <summary>
    /// The peak of a label that a share of the recordings of anything else passes, at least the spared ones; near misses of it
    /// alone if there are any.
    /// </summary>
    private static double Peak(ScoreTrack[] tracks, Model model, int label, double share)
    {
        string name = model.Labels[label];
        ScoreTrack[] others = [.. tracks.Where(t => !Says(t.Recording, name))];
        ScoreTrack[] near = [.. others.Where(t => t.Recording.Set == SpeechSet.Near && t.Recording.Label == name)];
        double[] peaks = [.. (near.Length > 0 ? near : others).Select(t => t.Peak(label, model.Smoothing).Score * 256).OrderDescending()];
        return peaks.Length <= Spared ? 0 : peaks[Math.Max(Spared, (int)(share * peaks.Length))];
    }

    /// <summary>Whether a recording is one of a label's word.</summary>
    public static bool Says(Recording recording, string label) =>
        recording.Label == label && recording.Set is (SpeechSet.Wake or SpeechSet.Command);
}
