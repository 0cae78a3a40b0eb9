using Sotto.Intent.Spoken;
using Sotto.Models.Spoken;

namespace Sotto.HostTests.Spoken;

/// <summary>Word automata of random words, states and costs, with few sounds, so that words share them.</summary>
internal static class RandomAutomaton
{
    /// <summary>A random automaton.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="most">The most words.</param>
    /// <param name="sounds">How many sounds there are.</param>
    public static AutomatonSource Source(Random random, int most, int sounds)
    {
        SourceWord[] words =
        [
            .. Enumerable.Range(0, random.Next(1, most + 1)).Select(number => new SourceWord(
                $"w{number}", [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => Sounds(random, sounds))], random.Next(120))),
        ];
        int singles = random.Next(words.Length + 1);
        int states = 2 + singles + random.Next(2 * words.Length);
        return new AutomatonSource(
            words, [.. Enumerable.Range(0, states).Select(state => State(random, state, states, words.Length))], singles, random.Next(states), random.Next(1, 4));
    }

    /// <summary>Logits for some frames, of which a label is large for some frames at a time.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="frames">How many.</param>
    /// <param name="sounds">How many sounds there are beside the blank.</param>
    public static sbyte[] Logits(Random random, int frames, int sounds)
    {
        sbyte[] logits = new sbyte[frames * SpokenFormat.Labels];
        int heard = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            heard = random.Next(2) == 0 ? random.Next(sounds + 1) : heard;
            for (int label = 0; label < SpokenFormat.Labels; label++)
            {
                logits[(frame * SpokenFormat.Labels) + label] = (sbyte)(random.Next(-60, 20) + (label == heard ? 100 : 0));
            }
        }

        return logits;
    }

    private static byte[] Sounds(Random random, int sounds) => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (byte)random.Next(1, sounds + 1))];

    private static SourceState State(Random random, int number, int states, int words)
    {
        int end = random.Next(3) == 0 ? SpokenFormat.NoEnd : random.Next(100);
        return number == 0 ? new SourceState(0, 0, end, []) : new SourceState(
            random.Next(number), random.Next(100), end,
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => new SourceArc(random.Next(words), random.Next(states), random.Next(100)))]);
    }
}
