namespace Sotto.Speech;

/// <summary>How many clips of each kind.</summary>
/// <param name="Target">Of each wake word.</param>
/// <param name="Command">Of each command word.</param>
/// <param name="Near">Of each phrase near to a wake word.</param>
/// <param name="Word">Of each other word.</param>
/// <param name="Sentences">Sentences, one clip each.</param>
/// <param name="Names">Names and made-up words by themselves, one clip each.</param>
public sealed record SpeechAmounts(
    int Target = 2400, int Command = 350, int Near = 16, int Word = 14, int Sentences = 5000, int Names = 2400);

/// <summary>Draws the list of clips: the same seed gives the same list, whatever engines are installed.</summary>
public static class SpeechPlan
{
    private const double EspeakShare = 0.45;
    private const double FliteShare = 0.42;
    private const double ForeignShare = 0.25;

    private static readonly string[] Accents =
        ["en-us", "en-us", "en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-029"];

    // espeak-ng's variants that sound like a person; whispers, croaks and robots are left out.
    private static readonly string[] Variants =
    [
        "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5", "adam", "Alex", "Alicia", "Andrea", "Andy",
        "Annie", "antonio", "aunty", "benjamin", "caleb", "david", "Denis", "Diogo", "ed", "edward", "edward2", "Gene", "Gene2",
        "Henrique", "Hugo", "iven", "iven2", "iven3", "iven4", "Jacky", "john", "kaukovalta", "klatt", "klatt2", "klatt3", "klatt4",
        "Lee", "linda", "Marco", "Mario", "max", "Michael", "michel", "miguel", "Mike", "Nguyen", "norbert", "pablo", "paul",
        "pedro", "quincy", "rob", "robert", "sandro", "shelby", "steph", "steph2", "steph3", "Tweaky", "victor",
    ];

    private static readonly string[] FliteVoices = ["kal16", "awb", "awb", "rms", "rms", "slt", "slt"];
    private static readonly string[] FestivalVoices = ["kal_diphone", "cmu_us_slt_arctic_hts", "cmu_us_slt_arctic_hts"];

    // Kokoro's voices by the language they were recorded in: a voice of another language speaks English with that accent.
    private static readonly string[] KokoroEnglish =
    [
        "af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova", "af_river", "af_sarah",
        "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam", "am_michael", "am_onyx", "am_puck", "am_santa",
        "bf_alice", "bf_emma", "bf_isabella", "bf_lily", "bm_daniel", "bm_fable", "bm_george", "bm_lewis",
    ];

    private static readonly string[] KokoroForeign =
    [
        "ef_dora", "em_alex", "em_santa", "ff_siwis", "hf_alpha", "hf_beta", "hm_omega", "hm_psi", "if_sara", "im_nicola",
        "jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo", "pf_dora", "pm_alex", "pm_santa", "zf_xiaobei",
        "zf_xiaoni", "zf_xiaoxiao", "zf_xiaoyi", "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang",
    ];

    /// <summary>The clips that the shipped models are trained on.</summary>
    public static IReadOnlyList<SpeechJob> Default { get; } = Draw(new SpeechAmounts(), seed: 1);

    /// <summary>The same, and neural voices': for wake words of which there are no people's recordings.</summary>
    public static IReadOnlyList<SpeechJob> Unrecorded { get; } =
    [
        .. Default,
        .. Draw(new SpeechAmounts(Target: 400, Command: 100, Near: 2, Word: 2, Sentences: 1000, Names: 400), seed: 2, neural: true),
    ];

    /// <summary>The clips, in an order that mixes sets and engines.</summary>
    /// <param name="amounts">How many.</param>
    /// <param name="seed">The same seed draws the same clips.</param>
    /// <param name="neural">Whether Kokoro speaks them all, or the others.</param>
    public static IReadOnlyList<SpeechJob> Draw(SpeechAmounts amounts, int seed, bool neural = false)
    {
        Random random = new(seed);
        List<SpeechJob> jobs = [];
        Func<Random, string, string, string, int, SpeechJob> draw = neural ? DrawKokoro : DrawEnglish;
        foreach (string label in PhraseLists.Targets.Select(t => t.Label).Distinct())
        {
            PhraseLists.Target[] spellings = [.. PhraseLists.Targets.Where(t => t.Label == label)];
            Repeat(amounts.Target, () => jobs.Add(
                neural ? DrawKokoro(random, "target", label, spellings[0].Spellings[0], jobs.Count)
                    : DrawTarget(random, label, spellings, jobs.Count)));
        }

        foreach ((string label, string[] phrases) in PhraseLists.Near)
        {
            foreach (string phrase in phrases)
            {
                Repeat(amounts.Near, () => jobs.Add(draw(random, "near", label, phrase, jobs.Count)));
            }
        }

        foreach (string word in PhraseLists.Commands)
        {
            Repeat(amounts.Command, () => jobs.Add(draw(random, "command", word, word, jobs.Count)));
        }

        foreach (string word in PhraseLists.Words)
        {
            Repeat(amounts.Word, () => jobs.Add(draw(random, "word", word, word, jobs.Count)));
        }

        Repeat(amounts.Sentences, () =>
            jobs.Add(draw(random, "sentence", $"{jobs.Count % 100:00}", DrawText(random), jobs.Count)));
        Repeat(amounts.Names, () =>
            jobs.Add(draw(random, "name", $"{jobs.Count % 10:0}", PhraseLists.Name(random), jobs.Count)));
        SpeechJob[] mixed = [.. jobs];
        random.Shuffle(mixed);
        return mixed;
    }

    /// <summary>A clip of any text in one of the voices.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="set">Folder of the kind of speech.</param>
    /// <param name="label">Folder under it.</param>
    /// <param name="text">What is said.</param>
    /// <param name="neural">Whether Kokoro says it, or one of the others.</param>
    /// <param name="number">Tells equal jobs apart.</param>
    public static SpeechJob Say(Random random, string set, string label, string text, bool neural, int number) =>
        neural ? DrawKokoro(random, set, label, text, number) : DrawEnglish(random, set, label, text, number);

    internal static string DrawText(Random random) => random.Next(2) == 0 ? PhraseLists.Sentence(random) : PhraseLists.Jumble(random);

    private static SpeechJob DrawTarget(Random random, string label, PhraseLists.Target[] spellings, int number)
    {
        if (random.NextDouble() >= EspeakShare * ForeignShare)
        {
            string[] english = spellings[0].Spellings;
            return DrawEnglish(random, "target", label, english[random.Next(english.Length)], number);
        }

        PhraseLists.Target foreign = spellings[random.Next(1, spellings.Length)];
        string text = foreign.Spellings[random.Next(foreign.Spellings.Length)];
        return DrawEspeak(random, "target", label, text, foreign.Language, number);
    }

    internal static SpeechJob DrawEnglish(Random random, string set, string label, string text, int number)
    {
        double engine = random.NextDouble();
        string spoken = text + new[] { "", ".", "!", "?" }[random.Next(4)];
        if (engine < EspeakShare)
        {
            return DrawEspeak(random, set, label, spoken, Accents[random.Next(Accents.Length)], number);
        }

        bool flite = engine < EspeakShare + FliteShare;
        string[] voices = flite ? FliteVoices : FestivalVoices;
        return new SpeechJob(
            set, label, spoken, flite ? Engine.Flite : Engine.Festival, voices[random.Next(voices.Length)],
            Pitch: Math.Round(75 * Math.Pow(3.2, random.NextDouble())), Liveliness: Math.Round(5 + (40 * random.NextDouble())),
            Pace: Math.Round(0.72 + (0.7 * random.NextDouble()), 2), Size: Math.Round(0.8 + (0.44 * random.NextDouble()), 3), number);
    }

    /// <summary>One voice, or half one and half another: a speaker that nobody is.</summary>
    internal static SpeechJob DrawKokoro(Random random, string set, string label, string text, int number)
    {
        string Voice() => random.Next(4) == 0
            ? KokoroForeign[random.Next(KokoroForeign.Length)] : KokoroEnglish[random.Next(KokoroEnglish.Length)];
        string voice = random.Next(3) == 0 ? Voice() : $"{Voice()}+{Voice()}";
        return Neural(random, Engine.Kokoro, voice, set, label, text, number);
    }

    /// <summary>A clip of a neural voice.</summary>
    internal static SpeechJob Neural(Random random, Engine engine, string voice, string set, string label, string text, int number)
    {
        string spoken = text + new[] { "", ".", "!", "?" }[random.Next(4)];
        return new SpeechJob(
            set, label, spoken, engine, voice, Pitch: 0, Liveliness: 0, Pace: Math.Round(0.7 + (0.7 * random.NextDouble()), 2),
            Size: Math.Round(0.9 + (0.2 * random.NextDouble()), 3), number);
    }

    internal static SpeechJob DrawEspeak(Random random, string set, string label, string text, string language, int number) =>
        new(
            set, label, text, Engine.Espeak, $"{language}+{Variants[random.Next(Variants.Length)]}", Pitch: random.Next(15, 86),
            Liveliness: 0, Pace: random.Next(115, 216), Size: Math.Round(0.9 + (0.2 * random.NextDouble()), 3), number);

    internal static void Repeat(int count, Action action)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }
}
