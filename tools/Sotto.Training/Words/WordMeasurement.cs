using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Network;

namespace Sotto.Training.Words;

/// <summary>Something that scored high without being the word.</summary>
/// <param name="Text">What is said in it.</param>
/// <param name="Word">What the model took it for.</param>
/// <param name="Score">How surely, 0 to 1.</param>
/// <param name="Called">Whether that is over the threshold.</param>
/// <param name="Recording">The recording.</param>
public sealed record WordConfusion(string Text, string Word, double Score, bool Called, Recording Recording);

/// <summary>Measures a model of one's own words on recordings that its weights and thresholds never saw.</summary>
/// <param name="model">The model.</param>
/// <param name="data">What it was made of.</param>
public sealed class WordMeasurement(Model model, WordData data)
{
    private static readonly double[] Ratios = [10, 5, 0];

    private const int NoiseLength = 20 * 16000;
    private const double NoisePole = 0.97;

    /// <summary>What is found of a word, by people and by voices, clean and in noise.</summary>
    /// <param name="label">The word.</param>
    public IEnumerable<WakeResult> Found(string label)
    {
        foreach (IGrouping<string, Recording> group in Of(Split.Test, r => r.Set == SpeechSet.Wake && r.Label == label)
            .GroupBy(r => r.Origin == Origin.Human ? "people, held out" : "voices, held out").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Recording[] recordings = [.. group];
            yield return Measure($"{group.Key}, clean", recordings, null);
            foreach (double ratio in Ratios)
            {
                yield return Measure($"{group.Key}, noise {ratio} dB", recordings, new NoiseMixer(Noise(), ratio).Apply);
            }
        }
    }

    /// <summary>What is called falsely in anything else, each kind of speech by itself; near misses last.</summary>
    public IEnumerable<WakeResult> Others()
    {
        foreach (IGrouping<string, Recording> group in Of(Split.Test, IsOther).GroupBy(KindOf).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return Measure(group.Key, [.. group], null);
        }

        Recording[] near = [.. Of(Split.Test, r => FalseRate.IsNear(r, model.Labels))];
        if (near.Length > 0)
        {
            yield return Measure("near misses, voices held out", near, null);
        }
    }

    /// <summary>What is found of the new word in int8 and in floating point, at the same thresholds.</summary>
    public (double Rounded, double Exact) Rounding(KeywordNetwork network)
    {
        Recording[] said = [.. Of(Split.Test, r => r.Set == SpeechSet.Wake && r.Label == model.Labels[^1])];
        return (WakeEvaluation.Summarise("int8", model, Scores.Run(model, said)).Found, WakeEvaluation.Summarise("float", model, Scores.RunFloat(network, said)).Found);
    }

    /// <summary>What scored highest without being the word it was taken for; the weights saw none of it.</summary>
    /// <param name="count">How many, one of each text.</param>
    public IReadOnlyList<WordConfusion> Worst(int count) =>
        [.. Scores.Run(model, [.. data.Corpus.Recordings.Where(r => r.Split != Split.Train && r.Set is not (SpeechSet.Wake or SpeechSet.Silence))])
            .Select(Confusion).OrderByDescending(c => c.Score).ThenBy(c => c.Text, StringComparer.Ordinal).DistinctBy(c => c.Text).Take(count)];

    /// <summary>Draws what is found against what is falsely called.</summary>
    public void Draw(string path)
    {
        ScoreTrack[] words = Scores.Run(model, [.. Of(Split.Test, r => r.Set == SpeechSet.Wake)]);
        ScoreTrack[] others = Scores.Run(model, [.. Of(Split.Test, IsOther)]);
        if (others.Length > 0)
        {
            Pictures.FoundAgainstFalse(path, [WakeCurve.Of("held out", double.NaN, model, words, others)]);
        }
    }

    private WordConfusion Confusion(ScoreTrack track)
    {
        double[] peaks = track.Peaks(model.Smoothing);
        int label = Enumerable.Range(1, peaks.Length - 1).MaxBy(l => peaks[l]);
        return new WordConfusion(data.TextOf(track.Recording), model.Labels[label], peaks[label], peaks[label] * 256 >= model.Thresholds[label], track.Recording);
    }

    private static string KindOf(Recording recording) => $"{(recording.Origin == Origin.Human ? "people" : "voices, held out")}: "
        + recording.Set switch { SpeechSet.Sentence => "sentences", SpeechSet.Near => "names", _ => "single words" };

    private bool IsOther(Recording recording) =>
        recording.Set is not (SpeechSet.Wake or SpeechSet.Silence) && !FalseRate.IsNear(recording, model.Labels);

    private IEnumerable<Recording> Of(Split split, Func<Recording, bool> part) => data.Corpus.Recordings.Where(r => r.Split == split && part(r));

    private WakeResult Measure(string name, Recording[] recordings, Func<Recording, short[]>? prepare) =>
        WakeEvaluation.Summarise(name, model, Scores.Run(model, recordings, prepare));

    /// <summary>The kitchen where it was recorded, else noise that falls off as rooms' does.</summary>
    private short[] Noise()
    {
        if (data.Corpus.Noises.Count > 0)
        {
            return data.Corpus.Noises.TryGetValue("kitchen", out short[]? kitchen) ? kitchen : data.Corpus.Noises.OrderBy(n => n.Key, StringComparer.Ordinal).First().Value;
        }

        Random random = new(1);
        double state = 0;
        return [.. Enumerable.Range(0, NoiseLength).Select(_ => (short)(state = (NoisePole * state) + random.Next(-500, 501)))];
    }
}
