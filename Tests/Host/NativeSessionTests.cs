using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Cli;
using Sotto.Devices;
using Sotto.HostTests.Spoken;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The native session against the managed one, and its own thread on files and pipes.</summary>
public sealed class NativeSessionTests : IDisposable
{
    private const int WindowMilliseconds = 3000;
    private const int Second = 16000;

    private static readonly string WakePath = Path.Combine(TestPaths.Root, "Models", "wake.sotto");
    private static readonly string CommandsPath = Path.Combine(TestPaths.Root, "Models", "commands.sotto");
    private static readonly string VoicePath = Path.Combine(TestPaths.Root, "Models", "voice.sotto");
    private static readonly byte[] Wake = File.ReadAllBytes(WakePath);
    private static readonly byte[] Commands = File.ReadAllBytes(CommandsPath);
    private static readonly short[] Demo = [.. Directory.GetFiles(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo"), "*.flac")
        .Order(StringComparer.Ordinal).SelectMany(file => AudioFile.Load(file).Samples)];

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(160)]
    [InlineData(777)]
    [InlineData(160000)]
    public void HearsTheDemoAsTheManagedSessionDoes(int block)
    {
        using NativeListener native = Native();
        List<string> expected = Feed(Managed(), Demo, block);
        Assert.Equal(5, expected.Count(line => line.StartsWith("Wake", StringComparison.Ordinal)));
        Assert.Equal(expected, Feed(native.Session, Demo, block));
    }

    [SkippableFact]
    public void HearsNoiseAsTheManagedSessionDoesAtAnyThreshold()
    {
        Random random = new(11);
        using NativeListener native = Native();
        int events = 0;
        for (int round = 0; round < 12; round++)
        {
            (int wake, int commands) = (random.Next(0, 4), random.Next(0, 30));
            short[] samples = Noise(random, random.Next(1, 4 * Second));
            ManagedSession managed = Managed(session => session.Wake.UseThreshold(wake), session => session.Commands.UseThreshold(commands));
            native.Session.Reset();
            native.Session.UseThreshold(ModelKind.Wake, wake);
            native.Session.UseThreshold(ModelKind.Command, commands);
            List<string> expected = Feed(managed, samples, random.Next(1, 5000));
            Assert.Equal(expected, Feed(native.Session, samples, random.Next(1, 5000)));
            Assert.Equal(managed.WindowLeftMilliseconds, native.Session.WindowLeftMilliseconds);
            Assert.Equal(managed.SamplesHeard, native.Session.SamplesHeard);
            events += expected.Count;
        }

        Assert.InRange(events, 20, int.MaxValue);
    }

    [SkippableTheory]
    [InlineData(160)]
    [InlineData(4001)]
    public void HearsBehindTheVoiceGateAsTheManagedSessionDoes(int block)
    {
        Random random = new(13);
        using NativeListener native = Native(VoicePath);
        ManagedSession managed = Gated(session => session.Wake.UseThreshold(60), session => session.Commands.UseThreshold(60));
        native.Session.UseThreshold(ModelKind.Wake, 60);
        native.Session.UseThreshold(ModelKind.Command, 60);
        short[] samples = [.. Demo.Select(sample => (short)(sample + random.Next(-300, 300))), .. new short[Second], .. Demo, .. Noise(random, 4 * Second), .. Demo];
        List<string> expected = Feed(managed, samples, block);
        Assert.InRange(expected.Count(line => line.StartsWith("Wake", StringComparison.Ordinal)), 12, 100);
        Assert.Equal(expected, Feed(native.Session, samples, block));
    }

    /// <summary>Speech, noise and silence, with the shipped models: the same events and the same sentences at the same costs.</summary>
    [SkippableTheory]
    [InlineData(160, false)]
    [InlineData(4001, true)]
    public void HearsSentencesAsTheManagedSessionDoes(int block, bool capture)
    {
        NativeBuild.Need();
        using NativeListener native = Sentences();
        short[] samples =
        [
            .. SpokenSessionTests.Speech, .. Noise(new Random(4), 2 * Second), .. SpokenSessionTests.Speech[..20000], .. Noise(new Random(5), 8 * Second),
            .. SpokenSessionTests.Speech[..20000], .. new short[4 * Second],
        ];
        List<string> expected = Feed(SpokenSessionTests.Open(), samples, block);
        Assert.Contains(expected, line => line.Contains("turn on the kitchen lights", StringComparison.Ordinal));
        Assert.Equal(3, expected.Count(line => line.StartsWith("Wake", StringComparison.Ordinal)));
        if (capture)
        {
            native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(samples)) });
        }

        Assert.Equal(expected, capture ? Capture(native.Session) : Feed(native.Session, samples, block));
    }

    /// <summary>Sentences of an event that nobody took before the next are gone; the next are there.</summary>
    [SkippableFact]
    public void SentencesThatWereNotTakenInTimeAreGone()
    {
        NativeBuild.Need();
        using NativeListener native = Sentences();
        short[] twice = [.. SpokenSessionTests.Speech, .. SpokenSessionTests.Speech];
        native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(twice)) });
        while (native.Session.IsCapturing)
        {
            Thread.Sleep(1);
        }

        List<string> heard = [];
        Drain(native.Session, heard);
        Assert.Equal(4, heard.Count);
        Assert.DoesNotContain("turn", heard[1], StringComparison.Ordinal);
        Assert.Contains("turn", heard[3], StringComparison.Ordinal);
        native.Session.StopCapture();
    }

    [SkippableFact]
    public void FeedingSentencesAllocatesNothing()
    {
        NativeBuild.Need();
        using NativeListener native = Sentences();
        short[] speech = SpokenSessionTests.Speech;
        SessionEvent taken = new();
        Feed(native.Session, speech, 1600);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int events = 0;
        for (int at = 0; at < speech.Length;)
        {
            at += native.Session.Feed(speech, at, Math.Min(160, speech.Length - at));
            events += native.Session.TryTake(taken) ? 1 : 0;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2, events);
    }

    private static NativeListener Sentences() => NativeListener.OfSentences(
        WakePath, Path.Combine(TestPaths.Root, "Models", "acoustic.sotto"), Path.Combine(TestPaths.Root, "Models", "Intent", "home.words"), null, WindowMilliseconds);

    [SkippableFact]
    public void WindowOpenedByHandOpensInBothAlike()
    {
        Random random = new(12);
        using NativeListener native = Native();
        ManagedSession managed = Managed(session => session.Commands.UseThreshold(5));
        native.Session.UseThreshold(ModelKind.Command, 5);
        int events = 0;
        for (int round = 0; round < 12; round++)
        {
            int start = random.Next(0, Demo.Length - (4 * Second));
            short[] samples = Demo[start..(start + random.Next(1, 4 * Second))];
            managed.OpenWindow();
            native.Session.OpenWindow();
            Assert.Equal(WindowMilliseconds, native.Session.WindowLeftMilliseconds);
            List<string> expected = Feed(managed, samples, random.Next(1, 5000));
            Assert.Equal(expected, Feed(native.Session, samples, random.Next(1, 5000)));
            Assert.Equal(managed.WindowLeftMilliseconds, native.Session.WindowLeftMilliseconds);
            events += expected.Count;
        }

        Assert.InRange(events, 5, int.MaxValue);
    }

    [SkippableFact]
    public void WindowOpensByHandWhileItsOwnThreadReads()
    {
        string path = Path.Combine(_folder, "silence");
        File.WriteAllBytes(path, new byte[2 * (WindowMilliseconds + 2000) * (Second / 1000)]);
        using NativeListener native = Native();
        native.Session.StartCapture(new CaptureSettings { Path = path, Pace = 2 });
        native.Session.OpenWindow();
        Assert.StartsWith("WindowClosed", Assert.Single(Capture(native.Session)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheManagedSessionGivesTheDigestThatBoardsPrint()
    {
        ModelStream wake = new(Model.Load(Wake));
        ModelStream commands = new(Model.Load(Commands));
        wake.Detector.UseThreshold(InteropTests.WakeThreshold);
        commands.Detector.UseThreshold(InteropTests.CommandThreshold);
        Assert.Equal(InteropTests.Digest, InteropTests.DigestOf(new ManagedSession(wake, commands, 1000)));
    }

    [SkippableFact]
    public void ItsOwnThreadHearsAFileAsIfItWereFed()
    {
        using NativeListener native = Native();
        List<string> expected = Feed(Managed(), Demo, 1600);
        native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(Demo)) });
        Assert.Throws<InvalidOperationException>(() => native.Session.Feed(Demo, 0, 1));
        Assert.Throws<InvalidOperationException>(native.Session.Reset);
        Assert.Throws<InvalidOperationException>(() => native.Session.StartCapture(new CaptureSettings()));
        Assert.Equal(expected, Capture(native.Session));
        Assert.Equal(Demo.Length, native.Session.SamplesHeard);
        Assert.Equal(0, native.Session.LostSamples + native.Session.LostEvents);
        native.Session.StopCapture();
        native.Session.Reset();
        Assert.Equal(expected, Feed(native.Session, Demo, 1600));
    }

    [SkippableTheory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(1, 14)]
    public void SlotsOfAMicrophoneAreTakenApart(int channel, int shift)
    {
        using NativeListener native = Native();
        short[] louder = [.. Demo.Select(sample => (short)Math.Clamp(sample << (16 - shift), short.MinValue, short.MaxValue))];
        byte[] frames = new byte[Demo.Length * 8];
        Random random = new(5);
        random.NextBytes(frames);
        for (int i = 0; i < Demo.Length; i++)
        {
            BitConverter.TryWriteBytes(frames.AsSpan((8 * i) + (4 * channel)), (Demo[i] << 16) | random.Next(1 << shift));
        }

        native.Session.StartCapture(new CaptureSettings { Path = Write(frames), Stereo32 = true, Channel = channel, Shift = shift });
        List<string> heard = Capture(native.Session);
        native.Session.StopCapture();
        if (shift == 16)
        {
            Assert.Equal(Feed(Managed(), Demo, 160), heard);
        }
        else
        {
            // The two bits under those of the recording are noise, so only what is heard is the same, not how well.
            Assert.Equal(Words(Feed(Managed(), louder, 160)), Words(heard));
        }
    }

    [SkippableTheory]
    [InlineData("inmp441", 0)]
    [InlineData("sph0645", 1)]
    [InlineData("pdm", 0)]
    public void SamplesOfAKindOfMicrophoneAreThoseOfCSharp(string name, int channel)
    {
        using NativeListener native = Native();
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        Random random = new(6);
        byte[] frames = new byte[Demo.Length * 2 * profile.SlotBytes];
        random.NextBytes(frames);
        for (int i = 0; i < Demo.Length; i++)
        {
            int slot = (((Demo[i] / 4) + 3000) << 16) | random.Next(1 << 16);
            byte[] bytes = BitConverter.GetBytes(profile.LateBits == 0 ? (uint)slot : ((uint)slot >> 1) | ((uint)random.Next(2) << 31));
            bytes.AsSpan(4 - profile.SlotBytes).CopyTo(frames.AsSpan(((2 * i) + channel) * profile.SlotBytes));
        }

        short[] expected = new short[Demo.Length];
        new SampleUnpacker(profile, channel, MicrophoneProfile.DefaultShift).Unpack(frames, Demo.Length, expected, 0);
        byte[] source = profile.IsPdm ? [.. frames.Chunk(4).SelectMany(frame => frame[(2 * channel)..((2 * channel) + 2)])] : frames;
        native.Session.StartCapture(new CaptureSettings
        {
            Path = Write(source),
            Stereo32 = !profile.IsPdm,
            Channel = channel,
            Shift = MicrophoneProfile.DefaultShift,
            LateBits = profile.LateBits,
            RemovesOffset = profile.HasOffset,
        });
        Assert.Equal(Feed(Managed(), expected, 160), Capture(native.Session));
    }

    [SkippableTheory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public void ASourceIsLookedAtAsItComes(bool stereo32, int channel)
    {
        using NativeListener native = Native();
        byte[] source = new byte[(stereo32 ? 8 : 2) * 500];
        new Random(6).NextBytes(source);
        native.Session.OpenSource(new CaptureSettings { Path = Write(source), Stereo32 = stereo32, Channel = channel });
        byte[] other = [0, 0];
        byte[] expected = stereo32 ? source : [.. source.Chunk(2).SelectMany(sample => (byte[])(channel == 0 ? [.. sample, .. other] : [.. other, .. sample]))];
        byte[] frames = new byte[stereo32 ? 2000 : 1000];
        List<int> counts = [];
        List<byte> seen = [];
        do
        {
            counts.Add(native.Session.ReadSource(frames));
            seen.AddRange(frames[..(counts[^1] * (stereo32 ? 8 : 4))]);
        }
        while (counts[^1] > 0);

        Assert.Equal([160, 160, 160, 20, 0], counts);
        Assert.Equal(expected, seen);
        Assert.Equal(0, native.Session.SamplesHeard);
        Assert.False(native.Session.IsCapturing);
    }

    [SkippableFact]
    public void ASourceIsLookedAtOrHeardButNotBoth()
    {
        using NativeListener native = Native();
        NativeSession session = native.Session;
        CaptureSettings settings = new() { Path = Write(Raw(Demo)) };
        Assert.Throws<InvalidOperationException>(() => session.ReadSource(new byte[640]));
        Assert.Throws<ArgumentNullException>(() => session.OpenSource(null!));
        Assert.Throws<InvalidOperationException>(() => session.OpenSource(new CaptureSettings { Path = "/nowhere" }));
        session.OpenSource(settings);
        Assert.Throws<ArgumentNullException>(() => session.ReadSource(null!));
        Assert.Equal(0, session.ReadSource(new byte[3]));
        Assert.Throws<InvalidOperationException>(() => session.OpenSource(settings));
        Assert.Throws<InvalidOperationException>(() => session.StartCapture(settings));
        Assert.Throws<InvalidOperationException>(session.Reset);
        Assert.Throws<InvalidOperationException>(() => session.Feed(Demo, 0, 160));
        session.StopCapture();
        Assert.Throws<InvalidOperationException>(session.StopCapture);
        session.StartCapture(settings);
        Assert.Throws<InvalidOperationException>(() => session.ReadSource(new byte[640]));
        Assert.Equal(Feed(Managed(), Demo, 160), Capture(session));
    }

    [SkippableFact]
    public void ALateReaderLosesAudioAndCountsIt()
    {
        using NativeListener native = Native();
        short[] samples = Noise(new Random(3), 60 * Second);

        // At a million times the pace of a microphone a buffer of 80 ms is full before any core has heard 10 ms.
        native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(samples)), Pace = 1000000 });
        Capture(native.Session);
        Assert.InRange(native.Session.LostSamples, 1, samples.Length);
        Assert.Equal(samples.Length, native.Session.SamplesHeard + native.Session.LostSamples);
        native.Session.StopCapture();
    }

    [SkippableFact]
    public void EventsThatNobodyTakesAreCountedAsLost()
    {
        using NativeListener native = Native(windowMilliseconds: 10);
        native.Session.UseThreshold(ModelKind.Wake, 0);
        native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(Noise(new Random(3), 60 * Second))) });
        while (native.Session.IsCapturing)
        {
            Thread.Sleep(1);
        }

        int waiting = Drain(native.Session, []);
        Assert.InRange(waiting, 30, 32);
        Assert.InRange(native.Session.LostEvents, 1, int.MaxValue);
        native.Session.StopCapture();
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void APipeIsHeardWhoeverIsLateOrStopsInAFrame(int pace)
    {
        using NativeListener native = Native();
        string pipe = Path.Combine(_folder, "pipe");
        Assert.Equal(0, MakeFifo(pipe, 0x180));
        native.Session.StartCapture(new CaptureSettings { Path = pipe, Stereo32 = true, Pace = pace });

        // Later than the buffers of a microphone last.
        Thread.Sleep(200);
        using (FileStream writer = new(pipe, FileMode.Open, FileAccess.Write))
        {
            writer.Write(new byte[(8 * 100) + 3]);
            writer.Flush();
            while (native.Session.SamplesHeard < 100)
            {
                native.Session.Wait(1);
            }

            writer.Write(new byte[5]);
            writer.Flush();
            while (native.Session.SamplesHeard < 101)
            {
                native.Session.Wait(1);
            }

            writer.Write(new byte[3]);
            writer.Flush();
            Assert.True(native.Session.IsCapturing);
            native.Session.StopCapture();
        }

        Assert.Equal(101, native.Session.SamplesHeard);
        Assert.Equal(0, native.Session.LostSamples);
    }

    [SkippableFact]
    public void StoppingEndsTheThreadInTheMidstOfASource()
    {
        using NativeListener native = Native();
        native.Session.StartCapture(new CaptureSettings { Path = Write(Raw(Demo)), Pace = 1 });
        Assert.True(native.Session.IsCapturing);
        native.Session.StopCapture();
        Assert.False(native.Session.IsCapturing);
        Assert.InRange(native.Session.SamplesHeard, 0, Demo.Length - 1);
    }

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    private static ManagedSession Gated(params Action<(Detector Wake, Detector Commands)>[] settings)
    {
        VoiceGate wake = new(new ModelStream(Model.Load(File.ReadAllBytes(VoicePath))), new ModelStream(Model.Load(Wake)));
        return Make(wake, settings);
    }

    private static ManagedSession Managed(params Action<(Detector Wake, Detector Commands)>[] settings)
    {
        return Make(new ModelStream(Model.Load(Wake)), settings);
    }

    private static ManagedSession Make(IWordSpotter wake, Action<(Detector Wake, Detector Commands)>[] settings)
    {
        ModelStream commands = new(Model.Load(Commands));
        foreach (Action<(Detector, Detector)> setting in settings)
        {
            setting((wake.Detector, commands.Detector));
        }

        return new ManagedSession(wake, commands, WindowMilliseconds);
    }

    private static List<string> Feed(ISession session, short[] samples, int block)
    {
        List<string> heard = [];
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples, at, Math.Min(block, samples.Length - at));
            Drain(session, heard);
        }

        return heard;
    }

    private static List<string> Capture(NativeSession session)
    {
        List<string> heard = [];
        while (session.IsCapturing)
        {
            session.Wait(1000);
            Drain(session, heard);
        }

        Drain(session, heard);
        return heard;
    }

    private static int Drain(ISession session, List<string> into)
    {
        SessionEvent heard = new();
        int before = into.Count;
        while (session.TryTake(heard))
        {
            string[] labels = heard.Kind == SessionEventKind.Wake ? session.WakeLabels : session.CommandLabels;
            into.Add($"{heard.Kind} {(heard.Kind is SessionEventKind.WindowClosed or SessionEventKind.Sentence ? "" : labels[heard.Label])} {heard.Score} {heard.Sample}");
            for (int i = 0; heard.Kind == SessionEventKind.Sentence && i < session.Sentences.Count; i++)
            {
                into[^1] += $"; {session.Sentences.Text(i)} {session.Sentences.Cost(i)} of {session.Sentences.Sounds}";
            }
        }

        return into.Count - before;
    }

    private static IEnumerable<string> Words(IEnumerable<string> lines) => lines.Select(line => string.Join(' ', line.Split(' ').Take(2)));

    private static short[] Noise(Random random, int count)
    {
        int loudest = random.Next(100, 20000);
        return [.. Enumerable.Range(0, count).Select(_ => (short)random.Next(-loudest, loudest))];
    }

    private static byte[] Raw(short[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "audio.raw");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A native session over the shipped models.</summary>
    private static NativeListener Native(string? voicePath = null, int windowMilliseconds = WindowMilliseconds)
    {
        NativeBuild.Need();
        return new NativeListener(WakePath, CommandsPath, voicePath, windowMilliseconds);
    }
}
