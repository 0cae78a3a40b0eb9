using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;

namespace Sotto.Training.Words;

/// <summary>Chooses thresholds by how often an hour a word may be called that nobody said.</summary>
public static class FalseRate
{
    private const int Lowest = 128;
    private const int Highest = 250;
    private const int Microphones = 3;

    /// <summary>
    /// For each word the lowest threshold, but at least 0.5, at which its share of the calls happens in speech that the weights never
    /// saw, heard as it is and through two other microphones. Calls are rounded to whole ones: in half of the time of one, none may happen.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">Its development part is heard. Near misses are not: nobody says them by the hour.</param>
    /// <param name="perHour">Calls an hour of all words together.</param>
    /// <returns>A threshold for each label, and the hours that were heard.</returns>
    public static (int[] Thresholds, double Hours) Choose(Model model, Corpus corpus, double perHour)
    {
        Recording[] others = [.. corpus.Recordings.Where(r => r.Split == Split.Development && r.Set != SpeechSet.Silence && !IsNear(r, model.Labels))];
        ScoreTrack[] tracks = [.. Enumerable.Range(0, Microphones)
            .SelectMany(number => Scores.Run(model, others, number == 0 ? null : new OtherMicrophone(number).Apply))];
        double hours = tracks.Where(track => track.Recording.Set != SpeechSet.Wake).Sum(track => track.Seconds) / 3600;
        int[] words = [.. Enumerable.Range(0, model.OutputLength).Where(label => Detector.IsWord(model.Labels[label]))];
        int[] thresholds = new int[model.OutputLength];
        foreach (int label in words)
        {
            double[] peaks = [.. tracks.Where(track => !Thresholds.Says(track.Recording, model.Labels[label]))
                .Select(track => track.Peak(label, model.Smoothing).Score * 256).OrderDescending()];
            int allowed = (int)Math.Round(perHour * hours / words.Length);
            thresholds[label] = (int)Math.Clamp((allowed < peaks.Length ? peaks[allowed] : 0) + 1, Lowest, Highest);
        }

        return (thresholds, hours);
    }

    /// <summary>Whether a recording was made to sound like one of the words.</summary>
    public static bool IsNear(Recording recording, string[] labels) => recording.Set == SpeechSet.Near && labels.Contains(recording.Label);
}
