namespace Sotto.Speech;

/// <summary>
/// How far two pronunciations are from each other: the cheapest way to make one of the other by replacing, leaving out and adding sounds
/// (Wagner and Fischer, "The String-to-String Correction Problem", 1974), where what sounds alike costs less.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0.4</term><description>a sound for one that is alike: voiced and unvoiced of one place, neighbours among the vowels</description></item>
/// <item><term>0.7</term><description>a sound for one of its kind: vowel, stop, hiss, nasal, glide</description></item>
/// <item><term>1</term><description>a consonant for one of another kind, or a sound that is left out or added</description></item>
/// <item><term>0.6</term><description>a weak sound that is left out or added: uh, h, t, d</description></item>
/// <item><term>1.4</term><description>a vowel for a consonant</description></item>
/// </list>
/// </remarks>
public static class PhonemeDistance
{
    private const double Alike = 0.4;
    private const double OfAKind = 0.7;
    private const double Other = 1;
    private const double Weak = 0.6;
    private const double VowelForConsonant = 1.4;

    private static readonly string[] Pairs =
    [
        "p b", "t d", "k g", "f v", "s z", "sh zh", "ch jh", "th dh", "th f", "th s", "dh d", "dh v", "m n", "n ng", "l r", "l w", "r w", "w v", "ch sh", "jh zh", "s sh",
        "z zh", "iy ih", "iy y", "ih eh", "ih ey", "eh ey", "eh ae", "ae aa", "ae ah", "aa ah", "aa ao", "ah uh", "ah er", "ah eh", "ah ih", "ao ow", "uh uw", "uw w",
        "er r", "ow aw", "ow uh", "ay aa", "ay oy", "aw aa", "ay ey",
    ];

    private static readonly string[] Kinds =
    [
        "aa ae ah ao aw ay eh er ey ih iy ow oy uh uw", "b d g k p t", "ch dh f hh jh s sh th v z zh", "m n ng", "l r w y",
    ];

    private static readonly HashSet<byte> Vowels = [.. Numbers(Kinds[0])];
    private static readonly HashSet<byte> WeakSounds = [.. Numbers("ah hh t d")];
    private static readonly double[,] Costs = MakeCosts();

    /// <summary>The distance of two pronunciations, as numbers of <see cref="PhonemeSet.Names"/>.</summary>
    public static double Of(IReadOnlyList<byte> first, IReadOnlyList<byte> second)
    {
        double[] before = new double[second.Count + 1];
        for (int j = 0; j < second.Count; j++)
        {
            before[j + 1] = before[j] + CostOfLeaving(second[j]);
        }

        foreach (byte sound in first)
        {
            double[] here = new double[before.Length];
            here[0] = before[0] + CostOfLeaving(sound);
            for (int j = 0; j < second.Count; j++)
            {
                here[j + 1] = Math.Min(
                    before[j] + Costs[sound, second[j]], Math.Min(before[j + 1] + CostOfLeaving(sound), here[j] + CostOfLeaving(second[j])));
            }

            before = here;
        }

        return before[^1];
    }

    /// <summary>What it costs to say one sound for another.</summary>
    public static double Between(byte sound, byte other) => Costs[sound, other];

    /// <summary>What it costs to leave a sound out.</summary>
    public static double CostOfLeaving(byte sound) => WeakSounds.Contains(sound) ? Weak : Other;

    private static double[,] MakeCosts()
    {
        int count = PhonemeSet.Names.Count;
        double[,] costs = new double[count, count];
        for (byte i = 0; i < count; i++)
        {
            for (byte j = 0; j < count; j++)
            {
                costs[i, j] = i == j ? 0 : Vowels.Contains(i) != Vowels.Contains(j) ? VowelForConsonant : Other;
            }
        }

        foreach ((byte[] sounds, double cost) in Kinds.Select(k => (Numbers(k), OfAKind)).Concat(Pairs.Select(p => (Numbers(p), Alike))))
        {
            foreach ((byte a, byte b) in sounds.SelectMany(a => sounds.Where(b => b != a).Select(b => (a, b))))
            {
                costs[a, b] = cost;
            }
        }

        return costs;
    }

    private static byte[] Numbers(string names) => [.. names.Split(' ').Select(name => (byte)PhonemeSet.Names.Index().First(n => n.Item == name).Index)];
}
