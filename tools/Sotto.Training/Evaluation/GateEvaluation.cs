using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>What the voice gate did on one set of recordings.</summary>
/// <param name="Name">What was heard.</param>
/// <param name="Hours">How long.</param>
/// <param name="Found">Share of the words found without the gate; NaN where none is said.</param>
/// <param name="FoundGated">Share found behind the gate.</param>
/// <param name="False">Words called without the gate that were not said.</param>
/// <param name="FalseGated">Such words behind the gate.</param>
/// <param name="Loud">Share of the time in which the tiny model hears.</param>
/// <param name="Open">Share of the time in which the wake model hears.</param>
public sealed record GateResult(
    string Name, double Hours, double Found, double FoundGated, int False, int FalseGated, double Loud, double Open);

/// <summary>Holds a wake model behind the voice gate against the same model without, on recordings that neither saw.</summary>
/// <param name="wake">The wake model.</param>
/// <param name="voice">The gate's model.</param>
/// <param name="corpus">The corpus.</param>
/// <param name="split">The part of it to hear.</param>
public sealed class GateEvaluation(Model wake, Model voice, Corpus corpus, Split split)
{
    private const int SilenceSeconds = 60;

    /// <summary>Wake words clean and in the kitchen, other speech, noises without speech, and silence.</summary>
    public IEnumerable<GateResult> Run()
    {
        Recording[] words = [.. Human(r => r.Set == SpeechSet.Wake)];
        yield return Measure("wake words, clean", words, null);
        foreach (double ratio in new double[] { 10, 5, 0 })
        {
            yield return Measure($"wake words, kitchen {ratio} dB", words, new NoiseMixer(corpus.Noises["kitchen"], ratio).Apply);
        }

        foreach (IGrouping<string, Recording> group in Human(r => r.Set == SpeechSet.Sentence).GroupBy(r => r.Label))
        {
            yield return Measure($"no wake word: {group.Key}", [.. group], null);
        }

        foreach ((string name, short[] noise) in corpus.Noises.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            yield return Measure($"noise: {name}", [Nobody(name, Corpus.NoiseHalf(noise, split).ToArray())], null);
        }

        yield return Measure("silence", [Nobody("silence", new short[SilenceSeconds * FrontEnd.SampleRate])], null);
    }

    private static Recording Nobody(string name, short[] samples) =>
        new(name, Origin.Human, SpeechSet.Silence, "", name, Split.Test, samples);

    private IEnumerable<Recording> Human(Func<Recording, bool> part) =>
        corpus.Recordings.Where(r => r.Origin == Origin.Human && r.Split == split && part(r));

    private GateResult Measure(string name, Recording[] recordings, Func<Recording, short[]>? prepare)
    {
        Heard[] heard = new Heard[recordings.Length];
        Parallel.For(0, recordings.Length, i => heard[i] = Hear(recordings[i], prepare is null ? recordings[i].Samples : prepare(recordings[i])));
        int said = recordings.Count(r => r.Set == SpeechSet.Wake);
        double rows = heard.Sum(h => h.Rows);
        return new GateResult(
            name, recordings.Sum(r => r.Samples.Length) / 16000.0 / 3600,
            said == 0 ? double.NaN : heard.Count(h => h.Right) / (double)said, said == 0 ? double.NaN : heard.Count(h => h.RightGated) / (double)said,
            heard.Sum(h => h.Wrong), heard.Sum(h => h.WrongGated), heard.Sum(h => h.Loud) / rows, heard.Sum(h => h.Open) / rows);
    }

    private sealed record Heard(bool Right, bool RightGated, int Wrong, int WrongGated, int Rows, int Loud, int Open);

    /// <summary>Hears a recording and the silence after it, from reset states.</summary>
    private Heard Hear(Recording recording, short[] samples)
    {
        ModelStream alone = new(wake);
        VoiceGate gate = new(new ModelStream(voice), new ModelStream(wake));
        FrontEnd frontEnd = new();
        short[] padded = [.. samples, .. new short[Scores.TailSamples]];
        (bool right, bool rightGated, int wrong, int wrongGated, int rows, int loud, int open) = (false, false, 0, 0, 0, 0, 0);
        for (int at = 0; at < padded.Length;)
        {
            at += frontEnd.Feed(padded, at, padded.Length - at);
            if (!frontEnd.RowReady)
            {
                continue;
            }

            Note(alone, recording, alone.Take(frontEnd.Row), ref right, ref wrong);
            Note(gate, recording, gate.Take(frontEnd.Row), ref rightGated, ref wrongGated);
            rows++;
            loud += gate.IsLoud ? 1 : 0;
            open += gate.IsOpen ? 1 : 0;
        }

        return new Heard(right, rightGated, wrong, wrongGated, rows, loud, open);
    }

    private static void Note(IWordSpotter spotter, Recording recording, bool called, ref bool right, ref int wrong)
    {
        if (called)
        {
            bool said = recording.Set == SpeechSet.Wake && Thresholds.Says(recording, spotter.Detector.Labels[spotter.Detector.Label]);
            right |= said;
            wrong += said ? 0 : 1;
        }
    }
}
