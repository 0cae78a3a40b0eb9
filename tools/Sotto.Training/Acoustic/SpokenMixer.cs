using Sotto.Kernels;
using Sotto.Training.Data;

namespace Sotto.Training.Acoustic;

/// <summary>A sentence as the network sees it.</summary>
/// <param name="Features">Quantised features, row by row.</param>
/// <param name="Sounds">What is said, as numbers of <see cref="Speech.PhonemeSet"/>.</param>
public sealed record SpokenExample(sbyte[] Features, byte[] Sounds)
{
    /// <summary>Feature rows.</summary>
    public int Rows => Features.Length / FrontEnd.FeatureCount;
}

/// <summary>
/// Makes sentences of clips: another speed, a room, a channel, background at a chance level, pauses before and after, then the device's
/// own front end.
/// </summary>
/// <param name="noises">Recorded noises by name.</param>
/// <param name="talkers">Running speech to mix babble from.</param>
public sealed class SpokenMixer(IReadOnlyDictionary<string, short[]> noises, IReadOnlyList<Recording> talkers)
{
    /// <summary>The longest that a room takes: 3.5 s; longer sentences stay dry.</summary>
    private const int LongestInRoom = 56000;

    private const double CleanShare = 0.5;
    private const int Lead = 6400;
    private const int LeastTail = 4800;

    private readonly Background _background = new(noises, talkers);
    private readonly Rooms _rooms = new(160, 1234);

    /// <summary>Makes a sentence; the same seed makes the same.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="origin">Who says it: what a machine says is varied more.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Its quantised features.</returns>
    public sbyte[] Make(short[] samples, Origin origin, int seed)
    {
        Random random = new(seed);
        float[] speech = Voice(samples, origin, random);
        if (speech.Length <= LongestInRoom && random.NextDouble() < 0.5)
        {
            _rooms.Apply(speech, random.Next(1000));
        }

        Channel.Apply(speech, random);
        int before = random.Next(Lead);
        float[] background = _background.Draw(before + speech.Length + LeastTail + random.Next(Lead), random);
        double ratio = random.NextDouble() < CleanShare ? 20 + (40 * random.NextDouble()) : 4 + (20 * random.NextDouble());
        float level = MathF.Max(1, Level.Speech(speech));
        float noise = level * (float)Math.Pow(10, -ratio / 20) / MathF.Max(1e-6f, Level.Overall(background));
        double target = 32768 * Math.Pow(10, -(4 + (30 * random.NextDouble() * random.NextDouble())) / 20);
        float gain = (float)(target / (level * 4));
        short[] mixed = new short[background.Length];
        for (int i = 0; i < mixed.Length; i++)
        {
            int at = i - before;
            float sample = (background[i] * noise) + (at >= 0 && at < speech.Length ? speech[at] : 0);
            mixed[i] = (short)Math.Clamp(MathF.Round((sample * gain) + (float)(random.NextDouble() - 0.5)), -32768, 32767);
        }

        return FeatureRows.Of(mixed).Values;
    }

    private static float[] Voice(short[] samples, Origin origin, Random random)
    {
        double spread = origin == Origin.Human ? 0.12 : 0.17;
        float[] speech = Channel.Resample(Level.ToFloat(samples), 1 + (((random.NextDouble() * 2) - 1) * spread));
        float gain = 3000 / MathF.Max(1, Level.Speech(speech));
        return Array.ConvertAll(speech, sample => sample * gain);
    }
}
