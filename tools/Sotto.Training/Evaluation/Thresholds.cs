using Sotto.Compiler;
using Sotto.Models;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>Chooses a model's thresholds on recordings that no figure is reported on.</summary>
public static class Thresholds
{
    private const int Highest = 250;

    // Below a half, the model itself says that it is rather something else.
    private const int Lowest = 128;

    // How often a recording is heard through another microphone, besides as it is.
    private const int Microphones = 2;

    // "Alexander" holds the whole of a wake word: one recording of hours may sound like it without being held against it.
    private const int Spared = 1;

    // In a command window a wrong word costs less than a missed one.
    private const double CommandShare = 0.01;

    /// <summary>
    /// For every called label the lowest threshold, but at least 0.5, that at most one recording of anything else reaches,
    /// however many microphones they are heard through (command words: a hundredth of them). These are people's recordings,
    /// half of the strangers' speech among them, and for wake words the sentences of neural voices, where there are any.
    /// Training recordings are heard too: a false call in hours takes hours to be seen.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The corpus; its test part is not heard.</param>
    /// <param name="leaveOut">Wake words whose human recordings must not be heard.</param>
    public static int[] Choose(Model model, Corpus corpus, IReadOnlySet<string> leaveOut)
    {
        bool wake = model.Kind == ModelKind.Wake;
        Recording[] said = [.. corpus.Recordings.Where(r => r.Split != Split.Test && IsHeard(r, wake)
            && !(r.Set == SpeechSet.Wake && leaveOut.Contains(r.Label)))];
        ScoreTrack[][] heard = [.. Enumerable.Range(0, wake ? Microphones + 1 : 1)
            .Select(number => Scores.Run(model, said, number == 0 ? null : new OtherMicrophone(number).Apply))];
        int[] thresholds = new int[model.OutputLength];
        for (int label = 0; label < thresholds.Length; label++)
        {
            if (Detector.IsWord(model.Labels[label]))
            {
                double worst = heard.Max(tracks => Peak(tracks, model.Labels[label], label, model.Smoothing, wake ? 0 : CommandShare));
                thresholds[label] = (int)Math.Clamp(worst + 1, Lowest, Highest);
            }
        }

        return thresholds;
    }

    /// <summary>A copy of a model's file with the thresholds chosen for it.</summary>
    public static byte[] Apply(byte[] file, Corpus corpus, IReadOnlySet<string> leaveOut) =>
        ThresholdWriter.Apply(file, Choose(Model.Load(file), corpus, leaveOut));

    private static bool IsHeard(Recording recording, bool wake) =>
        recording.Origin == Origin.Human || (wake && recording.Origin == Origin.Neural && recording.Set == SpeechSet.Sentence);

    /// <summary>The peak of a label that a share of the recordings of anything else passes, at least the spared ones.</summary>
    private static double Peak(ScoreTrack[] tracks, string name, int label, int smoothing, double share)
    {
        double[] peaks = [.. tracks.Where(t => !Says(t.Recording, name)).Select(t => t.Peak(label, smoothing).Score * 256).OrderDescending()];
        return peaks.Length <= Spared ? 0 : peaks[Math.Max(Spared, (int)(share * peaks.Length))];
    }

    /// <summary>Whether a recording is one of a label's word.</summary>
    public static bool Says(Recording recording, string label) =>
        recording.Label == label && recording.Set is (SpeechSet.Wake or SpeechSet.Command);
}
