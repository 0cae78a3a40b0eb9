using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Network;

namespace Sotto.Training.Evaluation;

/// <summary>How a wake model did on one set of recordings.</summary>
/// <param name="Name">What was heard.</param>
/// <param name="Recordings">How many files.</param>
/// <param name="Hours">How long.</param>
/// <param name="FoundByWord">Share found of each word's recordings; NaN where there are none.</param>
/// <param name="False">Files in which a word was called that was not said.</param>
/// <param name="Said">Files in which a word was said.</param>
/// <param name="Called">Of them, those in which it was called.</param>
public sealed record WakeResult(string Name, int Recordings, double Hours, double[] FoundByWord, int False, int Said, int Called)
{
    /// <summary>Mean over the words, of those that were said.</summary>
    public double Found => FoundByWord.Where(f => !double.IsNaN(f)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>False calls an hour.</summary>
    public double FalsePerHour => False / Math.Max(Hours, 1e-9);
}

/// <summary>Measures a wake model on recordings that its weights and thresholds never saw.</summary>
/// <param name="model">The model.</param>
/// <param name="corpus">The corpus.</param>
/// <param name="network">The network to measure in floating point with the model's thresholds; null for the model itself.</param>
public sealed class WakeEvaluation(Model model, Corpus corpus, KeywordNetwork? network = null)
{
    private static readonly double[] Ratios = [10, 5, 0];

    /// <summary>The held-out fifth of each word, clean and with the kitchen.</summary>
    public IEnumerable<WakeResult> OwnFifth() =>
        OwnFifth(["kitchen"], Ratios).Select(heard => Summarise(NameOf(heard.Noise, heard.Decibels), model, heard.Tracks));

    /// <summary>What a set of the held-out fifth is called.</summary>
    public static string NameOf(string noise, double decibels) =>
        double.IsNaN(decibels) ? $"held-out fifth, {noise}" : FormattableString.Invariant($"held-out fifth, {noise} {decibels} dB");

    /// <summary>The held-out fifth of each word, clean and in noise, as the model hears it.</summary>
    /// <param name="noises">The noises; those that the corpus lacks are left out.</param>
    /// <param name="ratios">Decibels of the speech over them.</param>
    public IEnumerable<(string Noise, double Decibels, ScoreTrack[] Tracks)> OwnFifth(IReadOnlyList<string> noises, IReadOnlyList<double> ratios)
    {
        Recording[] recordings = [.. Human(r => r.Set == SpeechSet.Wake && r.Split == Split.Test)];
        yield return ("clean", double.NaN, Hear(recordings, null));
        foreach (string noise in noises.Where(corpus.Noises.ContainsKey))
        {
            foreach (double ratio in ratios)
            {
                yield return (noise, ratio, Hear(recordings, new NoiseMixer(corpus.Noises[noise], ratio).Apply));
            }
        }
    }

    /// <summary>Speech that is no wake word, each collection by itself.</summary>
    public IEnumerable<WakeResult> OtherSpeech()
    {
        foreach (IGrouping<string, Recording> group in Human(r => r.Set == SpeechSet.Sentence && r.Split == Split.Test).GroupBy(r => r.Label))
        {
            yield return Measure($"no wake word: {group.Key}", [.. group], null);
        }

        yield return Measure(
            "no wake word: single words, held-out speakers",
            [.. Human(r => r.Set is SpeechSet.Command or SpeechSet.Word && r.Split == Split.Test)], null);
    }

    /// <summary>Peaks of all labels on a set, for curves.</summary>
    public ScoreTrack[] Tracks(Func<Recording, bool> part) => Scores.Run(model, [.. Human(part)]);

    private IEnumerable<Recording> Human(Func<Recording, bool> part) =>
        corpus.Recordings.Where(r => r.Origin == Origin.Human && part(r));

    private WakeResult Measure(string name, Recording[] recordings, Func<Recording, short[]>? prepare) =>
        Summarise(name, model, Hear(recordings, prepare));

    private ScoreTrack[] Hear(Recording[] recordings, Func<Recording, short[]>? prepare) =>
        network is null ? Scores.Run(model, recordings, prepare) : Scores.RunFloat(network, recordings, prepare);

    /// <summary>Applies the model's thresholds to tracks.</summary>
    public static WakeResult Summarise(string name, Model model, ScoreTrack[] tracks)
    {
        int[] words = [.. Enumerable.Range(0, model.OutputLength).Where(label => Detector.IsWord(model.Labels[label]))];
        int[] said = new int[words.Length];
        int[] found = new int[words.Length];
        int wrong = 0;
        foreach (ScoreTrack track in tracks)
        {
            double[] peaks = track.Peaks(model.Smoothing);
            for (int word = 0; word < words.Length; word++)
            {
                bool called = peaks[words[word]] * 256 >= model.Thresholds[words[word]];
                bool right = Thresholds.Says(track.Recording, model.Labels[words[word]]);
                said[word] += right ? 1 : 0;
                found[word] += right && called ? 1 : 0;
                wrong += !right && called ? 1 : 0;
            }
        }

        double[] shares = [.. said.Zip(found, (of, count) => of == 0 ? double.NaN : (double)count / of)];
        return new WakeResult(name, tracks.Length, tracks.Sum(t => t.Seconds) / 3600, shares, wrong, said.Sum(), found.Sum());
    }
}
