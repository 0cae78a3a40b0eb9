using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>Hears recordings as whole sentences of a domain, each from a reset recogniser, and rejects none: that is for who reads the distances.</summary>
/// <param name="intents">The domain's intent model.</param>
/// <param name="words">Its word automaton.</param>
/// <param name="acoustic">The acoustic model.</param>
/// <param name="settings">How to search.</param>
public sealed class SpokenHearing(byte[] intents, byte[] words, byte[] acoustic, SearchSettings settings)
{
    private static readonly short[] Tail = new short[SpokenRecogniser.TailSamples];

    private readonly WordAutomaton _automaton = WordAutomaton.Load(words);

    /// <summary>What a command means, in one line: intents and slots in the order of their names; empty for no command.</summary>
    public static string MeaningOf(IntentAnswer answer) => answer.Refusal != Refusal.None ? ""
        : string.Join("; ", answer.Frames.Take(answer.Count).Select(frame =>
            MeaningOf(frame.Intent, Enumerable.Range(0, frame.Count).Select(i => (frame.Slots[i], frame.Values[i])))));

    /// <summary>The same of one intent and its slots.</summary>
    public static string MeaningOf(string intent, IEnumerable<(string Slot, string Value)> slots) =>
        string.Join(' ', slots.Select(slot => $"{slot.Slot}={slot.Value}").Order(StringComparer.Ordinal).Prepend(intent));

    /// <summary>What texts mean to the domain's reader.</summary>
    public Func<string, string> Reader()
    {
        IntentRecogniser reader = NewReader();
        IntentAnswer answer = new();
        return text =>
        {
            reader.Understand(text, answer);
            return MeaningOf(answer);
        };
    }

    /// <summary>Hears recordings, in their order.</summary>
    /// <param name="recordings">The recordings.</param>
    /// <param name="prepare">Gives the samples to hear, for instance with noise; null for the recording as it is.</param>
    public SpokenTrial[] Hear(IReadOnlyList<SpokenRecording> recordings, Func<Recording, short[]>? prepare = null)
    {
        SpokenTrial[] trials = new SpokenTrial[recordings.Count];
        Parallel.For(0, recordings.Count, NewRecogniser, (i, _, recogniser) =>
        {
            trials[i] = Hear(recogniser, recordings[i], prepare is null ? recordings[i].Recording.Samples : prepare(recordings[i].Recording));
            return recogniser;
        }, _ => { });
        return trials;
    }

    private static SpokenTrial Hear(SpokenRecogniser recogniser, SpokenRecording recording, short[] samples)
    {
        IntentAnswer answer = new();
        recogniser.Reset();
        recogniser.Feed(samples, 0, samples.Length);
        recogniser.Feed(Tail, 0, Tail.Length);
        recogniser.Understand(answer);
        string best = recogniser.Decoder.BestCount > 0 ? recogniser.Decoder.Text(0) : "";
        return new SpokenTrial(recording, (double)samples.Length / FrontEnd.SampleRate, best, recogniser.Text, MeaningOf(answer), recogniser.Distance);
    }

    private SpokenRecogniser NewRecogniser() =>
        new(Model.Load(acoustic), new SentenceDecoder(_automaton, settings), NewReader(), new SpokenRules { Farthest = int.MaxValue });

    private IntentRecogniser NewReader()
    {
        IntentModel model = IntentModel.Load(intents);
        return new IntentRecogniser(model, new ManagedDecoder(model));
    }
}
