namespace Sotto.Audio.Capture;

/// <summary>A take, looked at: how loud it is, what is wrong with it, and where in it the voice is.</summary>
/// <param name="Verdict">What is wrong, if anything.</param>
/// <param name="Speech">Level of the voice in dB below full scale.</param>
/// <param name="Floor">Level of the room in dB below full scale: what nine tenths of the take are louder than.</param>
/// <param name="ClippedRuns">How often three samples or more in a row lay at the limit.</param>
/// <param name="Cut">The voice with <see cref="Margin"/> samples on both sides; empty where there is none.</param>
public sealed record Take(TakeVerdict Verdict, double Speech, double Floor, int ClippedRuns, short[] Cut)
{
    /// <summary>Samples that are kept before and after the voice: 200 ms.</summary>
    public const int Margin = 3200;

    /// <summary>Softest voice that is kept, in dB below full scale.</summary>
    public const double SoftestSpeech = -42;

    /// <summary>Least distance from the room to the voice in dB.</summary>
    public const double LeastRatio = 12;

    private const int Frame = 320;
    private const double Audible = 8;
    private const double Range = 30;
    private const double Quietest = -96;
    private const int LongestGap = 15;
    private const int ShortestWord = 8;
    private const int LongestWord = 100;
    private const int Limit = 32700;
    private const int LimitRun = 3;

    /// <summary>Looks at a take.</summary>
    /// <param name="samples">16 kHz samples.</param>
    public static Take Of(short[] samples)
    {
        double[] levels = [.. samples.Chunk(Frame).Where(frame => frame.Length == Frame).Select(LevelOf)];
        if (levels.Length == 0)
        {
            return new Take(TakeVerdict.Silent, Quietest, Quietest, 0, []);
        }

        double floor = levels.Order().ElementAt(levels.Length / 10);
        double threshold = Math.Max(floor + Audible, levels.Max() - Range);
        (int first, int last) = Loudest(levels, threshold);
        int clipped = CountRuns(samples);
        if (first < 0)
        {
            return new Take(TakeVerdict.Silent, levels.Max(), floor, clipped, []);
        }

        double speech = 10 * Math.Log10(levels[first..(last + 1)].Where(level => level >= threshold).Average(level => Math.Pow(10, level / 10)));
        int from = Math.Max(0, (first * Frame) - Margin);
        int to = Math.Min(samples.Length, ((last + 1) * Frame) + Margin);
        return new Take(Judge(levels.Length, first, last, speech, floor, clipped), speech, floor, clipped, samples[from..to]);
    }

    /// <summary>What a person should do about it.</summary>
    public string Advice => Verdict switch
    {
        TakeVerdict.Good => FormattableString.Invariant($"good: {Cut.Length / 16000.0:0.0} s at {Speech:0} dB, room at {Floor:0} dB"),
        TakeVerdict.Silent => "nothing was heard: is the microphone on?",
        TakeVerdict.TooQuiet => FormattableString.Invariant($"too quiet, {Speech:0} dB: nearer, or turn the microphone up"),
        TakeVerdict.Clipped => FormattableString.Invariant($"too loud, clipped {ClippedRuns} times: further away, or turn the microphone down"),
        TakeVerdict.Noisy => FormattableString.Invariant($"the room is loud, {Speech - Floor:0} dB under the voice: nearer, or somewhere quieter"),
        TakeVerdict.CutOff => "cut off: wait a moment after the line before you speak, and speak at once then",
        TakeVerdict.TooShort => "a click, no word",
        _ => "longer than two seconds: a wake word is said in one go",
    };

    private static TakeVerdict Judge(int frames, int first, int last, double speech, double floor, int clipped) => 0 switch
    {
        _ when clipped > 0 => TakeVerdict.Clipped,
        _ when last + 1 - first < ShortestWord => TakeVerdict.TooShort,
        _ when speech < SoftestSpeech => TakeVerdict.TooQuiet,
        _ when speech - floor < LeastRatio => TakeVerdict.Noisy,
        _ when first == 0 || last == frames - 1 => TakeVerdict.CutOff,
        _ when last + 1 - first > LongestWord => TakeVerdict.TooLong,
        _ => TakeVerdict.Good,
    };

    /// <summary>The stretch with the most energy of frames over the threshold, gaps within the phrase included; -1 for none.</summary>
    private static (int First, int Last) Loudest(double[] levels, double threshold)
    {
        (int First, int Last, double Energy) best = (-1, -1, 0);
        (int First, int Last, double Energy) here = best;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] < threshold)
            {
                continue;
            }

            here = here.First >= 0 && i - here.Last <= LongestGap ? here : (i, i, 0);
            here = (here.First, i, here.Energy + Math.Pow(10, levels[i] / 10));
            best = here.Energy > best.Energy ? here : best;
        }

        return (best.First, best.Last);
    }

    private static int CountRuns(short[] samples)
    {
        int runs = 0;
        int length = 0;
        foreach (short sample in samples)
        {
            length = Math.Abs((int)sample) >= Limit ? length + 1 : 0;
            runs += length == LimitRun ? 1 : 0;
        }

        return runs;
    }

    private static double LevelOf(short[] frame) =>
        Math.Max(Quietest, 10 * Math.Log10((frame.Sum(s => (double)s * s) / frame.Length / (32768.0 * 32768)) + 1e-12));
}
