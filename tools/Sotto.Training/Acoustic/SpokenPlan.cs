using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Intent.Spoken;
using Sotto.Speech;

namespace Sotto.Training.Acoustic;

/// <summary>How many sentences of each kind the voices say.</summary>
/// <param name="Commands">Sentences of the domains.</param>
/// <param name="Others">Sentences of a small grammar, jumbled words, and names that are none.</param>
/// <param name="Read">Sentences of the reader's texts.</param>
/// <param name="Neural">Of all of these, how many more a neural voice says.</param>
public sealed record SpokenAmounts(int Commands = 5000, int Others = 1600, int Read = 900, int Neural = 2200);

/// <summary>
/// What voices say for the acoustic model, which is to hear sounds and not sentences: commands, so that it knows what follows what, but
/// with names and texts of words that no home has, and as much that is no command.
/// </summary>
public static class SpokenPlan
{
    private const int Folders = 100;

    // Of so many clips of a neural voice one is of each other kind, and all the rest are commands.
    private const int NeuralRound = 6;

    private static readonly string[] Sets = ["spoken-commands", "spoken-others", "spoken-read"];

    /// <summary>Whether a clip is a sentence of a domain.</summary>
    public static bool IsCommand(SpeechJob job) => job.Set == Sets[0];

    /// <summary>Draws the clips; the same seed draws the same.</summary>
    /// <param name="domains">The domains.</param>
    /// <param name="read">Sentences that somebody reads.</param>
    /// <param name="amounts">How many.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<SpeechJob> Draw(IReadOnlyList<IntentDomain> domains, IReadOnlyList<string> read, SpokenAmounts amounts, int seed)
    {
        Random random = new(seed);
        SentenceGrower[] growers = [.. domains.Select(domain =>
            new SentenceGrower(domain, PhraseLists.Words, random) { OpenNameShare = 0.5, SkipShare = 0.15 })];
        SpokenForms forms = new(random);
        Func<string>[] kinds =
        [
            () => string.Join(' ', forms.Say(SpokenText.Words(string.Join(' ', Pick(growers, random).Grow().Tokens.Select(token => token.Text))))),
            () => random.Next(4) switch
            {
                0 => PhraseLists.Sentence(random),
                1 => $"{PhraseLists.Name(random)} {PhraseLists.Name(random)}",
                _ => PhraseLists.Jumble(random),
            },
            () => read.Count == 0 ? PhraseLists.Jumble(random) : read[random.Next(read.Count)],
        ];
        int[] counts = [amounts.Commands, amounts.Others, amounts.Read];
        List<SpeechJob> jobs = [];
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            for (int i = 0; i < counts[kind]; i++)
            {
                jobs.Add(Job(random, Sets[kind], kinds[kind](), neural: false, jobs.Count));
            }
        }

        for (int i = 0; i < amounts.Neural; i++)
        {
            int kind = i % NeuralRound < kinds.Length ? i % NeuralRound : 0;
            jobs.Add(Job(random, Sets[kind], kinds[kind](), neural: true, jobs.Count));
        }

        // What is there when somebody stops the synthesis is a mixture of all.
        SpeechJob[] mixed = [.. jobs];
        random.Shuffle(mixed);
        return mixed;
    }

    /// <summary>The text of a job as words; punctuation is only for the voice.</summary>
    public static IReadOnlyList<string> Words(SpeechJob job) => SpokenText.Words(job.Text);

    /// <summary>
    /// The sounds that are learned for a text are those of American English: what espeak-ng says with another accent has other ones, and
    /// is taken a third as often.
    /// </summary>
    private static SpeechJob Job(Random random, string set, string text, bool neural, int number)
    {
        SpeechJob Draw() => SpeechPlan.Say(random, set, $"{number % Folders:00}", string.Join(' ', SpokenText.Words(text)), neural, number);
        SpeechJob job = Draw();
        while (job.Engine == Engine.Espeak && !job.Voice.StartsWith("en-us", StringComparison.Ordinal) && random.Next(3) != 0)
        {
            job = Draw();
        }

        return job;
    }

    private static T Pick<T>(T[] list, Random random) => list[random.Next(list.Length)];
}
