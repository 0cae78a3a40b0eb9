using Sotto.Audio;
using Sotto.Models;
using Sotto.Models.Spoken;
using Xunit;

namespace Sotto.HostTests.Spoken;

/// <summary>A session that hears a sentence after a wake word, with the shipped models.</summary>
public sealed class SpokenSessionTests
{
    private const int Second = 16000;

    private static readonly string Models = Path.Combine(TestPaths.Root, "Models");

    /// <summary>"Computer", then "turn on the kitchen lights", with no pause between.</summary>
    internal static short[] Speech { get; } =
    [
        .. AudioFile.Load(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo", "1-computer,_on.flac")).Samples.AsSpan(0, 20000),
        .. AudioFile.Load(Path.Combine(TestPaths.Root, "Tests", "Host", "Spoken", "turn on the kitchen lights.flac")).Samples,
        .. new short[2 * Second],
    ];

    [Fact]
    public void AWakeWordAndASentenceAreHeardOneAfterTheOther()
    {
        ManagedSession session = Open();
        List<(SessionEventKind Kind, long Sample)> heard = Feed(session, Speech, 1600);
        Assert.Equal([SessionEventKind.Wake, SessionEventKind.Sentence], heard.Select(e => e.Kind));
        Assert.Contains("turn on the kitchen lights", Enumerable.Range(0, session.Sentences.Count).Select(session.Sentences.Text));
        Assert.InRange(heard[1].Sample, Speech.Length - (2 * Second), Speech.Length - Second + (Second / 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    public void SilenceAndNoiseGiveNoSentenceThatIsNear(int level)
    {
        Random random = new(9);
        SpokenRules rules = new();
        ManagedSession session = Open();
        session.OpenWindow();
        List<(SessionEventKind Kind, long Sample)> heard = Feed(session, [.. Enumerable.Range(0, 7 * Second).Select(_ => (short)random.Next(-level, level + 1))], 1600);
        Assert.Single(heard);
        Assert.InRange(heard[0].Sample, 1, 6 * Second);
        Assert.DoesNotContain(Enumerable.Range(0, session.Sentences.Count), IsNear);

        bool IsNear(int sentence) => rules.Nearness(rules.Distance(session.Sentences.Cost(sentence), session.Sentences.Sounds)) > 0;
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        ManagedSession session = Open();
        Feed(session, Speech, 1600);
        session.Reset();
        SessionEvent taken = new();
        int events = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < Speech.Length;)
        {
            at += session.Feed(Speech, at, Math.Min(160, Speech.Length - at));
            events += session.TryTake(taken) ? 1 : 0;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2, events);
    }

    internal static ManagedSession Open()
    {
        SentenceDecoder decoder = new(WordAutomaton.Load(File.ReadAllBytes(Path.Combine(Models, "Intent", "home.words"))), new SearchSettings());
        return new ManagedSession(new ModelStream(Load("wake")), new SentenceListener(Load("acoustic"), decoder), 3000);
    }

    private static Model Load(string name) => Model.Load(File.ReadAllBytes(Path.Combine(Models, name + ".sotto")));

    private static List<(SessionEventKind Kind, long Sample)> Feed(ManagedSession session, short[] samples, int block)
    {
        List<(SessionEventKind, long)> heard = [];
        SessionEvent taken = new();
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples, at, Math.Min(block, samples.Length - at));
            while (session.TryTake(taken))
            {
                heard.Add((taken.Kind, taken.Sample));
            }
        }

        return heard;
    }
}
