using Sotto.Models;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>Chooses a model's thresholds on development recordings.</summary>
public static class Thresholds
{
    private const int Lowest = 128;
    private const int Highest = 250;

    /// <summary>
    /// For every called label the lowest threshold that no development recording of anything else reaches, kept within
    /// 0.5 and 0.98 and raised by a quarter of what is left above it, since others will come closer than those heard here.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The corpus; only its development part is heard.</param>
    /// <param name="quiet">How many of the first labels are never called.</param>
    public static int[] Choose(Model model, Corpus corpus, int quiet)
    {
        Recording[] development = [.. corpus.Recordings.Where(r => r.Split == Split.Development)];
        ScoreTrack[] tracks = Scores.Run(model, development);
        int[] thresholds = new int[model.OutputLength];
        for (int label = quiet; label < thresholds.Length; label++)
        {
            double worst = 0;
            foreach (ScoreTrack track in tracks)
            {
                if (!Says(track.Recording, model.Labels[label]))
                {
                    worst = Math.Max(worst, track.Peak(label, model.Smoothing).Score * 256);
                }
            }

            thresholds[label] = (int)Math.Clamp(worst + ((256 - worst) / 4), Lowest, Highest);
        }

        return thresholds;
    }

    /// <summary>Whether a recording is one of a label's word.</summary>
    public static bool Says(Recording recording, string label) =>
        recording.Label == label && recording.Set is (SpeechSet.Wake or SpeechSet.Command);
}
