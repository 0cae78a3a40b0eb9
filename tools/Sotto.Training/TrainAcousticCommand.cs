using Sotto.Audio;
using Sotto.Compiler;
using Sotto.Intent.Domain;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Acoustic;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Spectre.Console;

namespace Sotto.Training;

/// <summary>What <c>train acoustic</c> was asked for.</summary>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="Speech">Folder of synthetic speech.</param>
/// <param name="Output">Receives the model.</param>
/// <param name="Examples">Sentences to mix.</param>
/// <param name="Steps">Steps before rounding; a sixteenth as many follow.</param>
/// <param name="Rate">Highest learning rate before rounding.</param>
/// <param name="From">A model that learns on; null to begin with chance weights.</param>
/// <param name="Channels">Channels of every layer, more than that model's where it is to grow; null for the usual number, or its own.</param>
/// <param name="FourBits">Whether weights take 4 bits.</param>
/// <param name="Workers">Parts of a batch that are learned side by side.</param>
/// <param name="Corpora">Folders of people's sentences (<see cref="TranscribedFolder"/>), besides those of <paramref name="Audio"/>.</param>
/// <param name="Speaks">Whether clips that are missing are synthesised first.</param>
/// <param name="Seed">The seed.</param>
public sealed record TrainAcousticOptions(string Audio, string Speech, string Output, int Examples, int Steps, double Rate, string? From, int? Channels, bool FourBits, int Workers, IReadOnlyList<string> Corpora, bool Speaks, int Seed);

/// <summary>Trains the acoustic model of spoken commands.</summary>
public static class TrainAcousticCommand
{
    /// <summary>The network's size.</summary>
    public static NetworkShape Shape { get; } = new(112, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 5, 3, 1);

    private const int PlanSeed = 7;
    private const int DevelopmentExamples = 600;

    // People's sentences count for more the more there are: one reader's thousand for a fourteenth of all, a large corpus's for two fifths.
    private const double MostPeople = 0.6;
    private const double HalfOfMostPeople = 9000;


    /// <summary>What the file says of itself: its labels are sounds and are never called.</summary>
    public static Manifest Manifest { get; } = new(
        "acoustic", ModelKind.Acoustic, [.. PhonemeSet.Names], new int[PhonemeSet.Names.Count], Smoothing: 1, RefractoryMilliseconds: 0, FeatureStepMilliseconds: 10);

    /// <summary>Speaks what is missing, mixes, trains and writes the model.</summary>
    public static void Run(TrainAcousticOptions options)
    {
        SpokenClip[] read = [.. options.Corpora.SelectMany(Read)];
        IReadOnlyList<SpeechJob> plan = PlanOf(options.Audio);
        string cache = Path.GetDirectoryName(Path.GetFullPath(options.Speech))!;
        if (options.Speaks)
        {
            Terminal.Work("synthesising speech", report =>
                SpeechCorpus.Synthesise(options.Speech, Path.Combine(cache, "packages"), plan, done => report((double)done / plan.Count, $"{done} of {plan.Count} clips")));
        }

        SpokenClip[] clips = [.. SpokenCorpus.Spoken(options.Speech, plan), .. SpokenCorpus.Recorded(options.Audio), .. read];
        (SpokenPool pool, SpokenPool development) = MakePools(options, cache, clips);
        Train(options, pool, development);
    }

    /// <summary>What the voices say.</summary>
    /// <param name="audio">Folder of people's recordings, whose texts are said too.</param>
    public static IReadOnlyList<SpeechJob> PlanOf(string audio)
    {
        IntentDomain home = DomainReader.Read("Models/Intent/home.yaml");

        // The home's grammar says so much more than the coffee maker's that its sentences are drawn twice as often.
        IntentDomain[] domains = [home, home, DomainReader.Read("Models/Intent/coffee.yaml")];
        IReadOnlyList<string> read = SpokenCorpus.TextsOf(Path.Combine(audio, "speech", "kathleen"), Split.Train);
        return SpokenPlan.Draw(domains, read, new SpokenAmounts(), PlanSeed);
    }

    private static SpokenClip[] Read(string folder)
    {
        SpokenClip[] clips = Directory.Exists(folder) ? [.. TranscribedFolder.Read(folder)] : [];
        return clips.Length > 0 ? clips : throw new InvalidDataException(
            $"{folder}: no recordings with texts: neither transcripts.tsv, nor LibriSpeech's *.trans.txt, nor Common Voice's clips and tables");
    }

    private static (SpokenPool Pool, SpokenPool Development) MakePools(TrainAcousticOptions options, string cache, SpokenClip[] clips)
    {
        Pronouncer pronouncer = new();
        string folder = Path.Combine(cache, "pool");
        SpokenMixer mixer = new(NoisesOf(options.Audio), []);
        SpokenClip[] learned = Balanced([.. clips.Where(clip => clip.Split == Split.Train)], options.Examples);
        SpokenClip[] heard = Balanced([.. clips.Where(clip => clip.Split == Split.Development)], DevelopmentExamples);
        SpokenPool pool = Terminal.Work("mixing sentences", report =>
            SpokenPool.LoadOrMake(folder, learned, options.Examples, mixer, pronouncer, share => report(share, $"{share * options.Examples:0}")));
        SpokenPool development = Terminal.Work("mixing development sentences", report =>
            SpokenPool.LoadOrMake(folder, heard, DevelopmentExamples, mixer, pronouncer, share => report(share, "")));
        return (pool, development);
    }

    /// <summary>
    /// So many clips in an order that mixes all. Most are sentences as they will be said: a network this small hears what it has heard much
    /// of. What people and neural voices say is little, but what is to be heard, so it comes more often than it is.
    /// </summary>
    private static SpokenClip[] Balanced(SpokenClip[] clips, int count)
    {
        Random random = new(1);
        static bool IsPeoplesSentence(SpokenClip clip) => clip.Origin == Origin.Human && clip.Words.Count > 2;
        int sentences = clips.Count(IsPeoplesSentence);
        (double Share, SpokenClip[] Clips, int Next)[] groups =
        [
            .. new (double Share, Func<SpokenClip, bool> Takes)[]
                {
                    (MostPeople * sentences / (sentences + HalfOfMostPeople), IsPeoplesSentence),
                    (0.08, clip => clip.Origin == Origin.Human && clip.Words.Count <= 2),
                    (0.34, clip => clip.Origin == Origin.Neural && clip.IsCommand),
                    (0.06, clip => clip.Origin == Origin.Neural && !clip.IsCommand),
                    (0.38, clip => clip.Origin == Origin.Synthetic && clip.IsCommand),
                    (0.07, clip => clip.Origin == Origin.Synthetic && !clip.IsCommand),
                }
                .Select(group => (group.Share, Clips: clips.Where(group.Takes).ToArray(), 0)).Where(group => group.Clips.Length > 0),
        ];
        foreach ((_, SpokenClip[] members, _) in groups)
        {
            random.Shuffle(members);
        }

        SpokenClip[] result = new SpokenClip[count];
        for (int i = 0; i < count; i++)
        {
            double at = random.NextDouble() * groups.Sum(group => group.Share);
            int which = 0;
            while (which + 1 < groups.Length && at >= groups[which].Share)
            {
                at -= groups[which++].Share;
            }

            result[i] = groups[which].Clips[groups[which].Next++ % groups[which].Clips.Length];
        }

        return result;
    }

    private static Dictionary<string, short[]> NoisesOf(string audio)
    {
        string folder = Path.Combine(audio, "noise");
        return !Directory.Exists(folder) ? [] :
            Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".wav" or ".flac").Order(StringComparer.Ordinal)
                .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => AudioFile.Load(path).Samples);
    }

    /// <summary>A network of chance weights, or the one that learns on, with more channels where that is asked for.</summary>
    private static KeywordNetwork Begin(TrainAcousticOptions options)
    {
        if (options.From is null)
        {
            return new KeywordNetwork(Shape with { Channels = options.Channels ?? Shape.Channels }, FrontEnd.FeatureCount, PhonemeSet.Names.Count, words: 1);
        }

        KeywordNetwork network = NetworkReader.Read(File.ReadAllBytes(options.From), words: 1);
        int channels = options.Channels ?? network.Shape.Channels;
        return channels < network.Shape.Channels
            ? throw new InvalidDataException($"--channels {channels}: {options.From} has {network.Shape.Channels} already")
            : channels == network.Shape.Channels ? network : network.Grow(channels, words: 1);
    }

    private static void Train(TrainAcousticOptions options, SpokenPool pool, SpokenPool development)
    {
        TorchSharp.torch.random.manual_seed(options.Seed);
        KeywordNetwork network = Begin(options);
        AcousticTrainer trainer = new(network, pool, options.Seed, options.Workers) { Rounding = options.FourBits ? WeightRounding.FourBitsInGroups : WeightRounding.EightBits };
        AcousticSchedule schedule = new(options.Steps, options.Steps / 16, Rate: options.Rate);
        int all = schedule.FloatSteps + schedule.QuantisedSteps;
        List<CurvePoint> curve = Terminal.Work("training acoustic", report =>
            trainer.Run(schedule, point => report((double)point.Step / all, $"step {point.Step} loss {point.Loss:0.000}")));
        byte[] file = Exporter.ToModel(network, Manifest);
        WholeFile.Write(options.Output, file);
        Pictures.LearningCurve(Path.ChangeExtension(options.Output, null) + "-training.png", curve);
        Model model = Model.Load(file);
        SpokenExample[] examples = [.. Enumerable.Range(0, development.Count).Select(i => development[i])];
        double errors = Terminal.Work("hearing development sentences", _ => SoundErrors.Rate(file, examples));
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"{options.Output}: {file.Length} bytes, arena {model.ArenaBytes} bytes, {model.MultiplyAccumulatesPerStep * 100L / model.StepFrames} multiply-accumulates a second; sounds wrong {100 * errors:0.0}%"));
    }
}
