using System.Runtime.InteropServices;
using Sotto.Audio.Capture;
using Sotto.Cli;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The recorder on audio that says what a person would, and not.</summary>
public sealed class RecordTests : IDisposable
{
    private const int Second = 16000;

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-record-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A word of 600 ms in 2.5 s: 200 ms are kept on both sides, to the frame of 20 ms.</summary>
    [Fact]
    public void AGoodTakeIsCutToTheWord()
    {
        Take take = Take.Of(TakeWith(Word(0.6, 8000), at: 1.0));
        Assert.Equal(TakeVerdict.Good, take.Verdict);
        Assert.InRange(take.Cut.Length, (int)(1.0 * Second) - 320, (int)(1.0 * Second) + 640);
        Assert.InRange(take.Speech, -16.5, -14.5);
        Assert.InRange(take.Floor, -71, -69);
    }

    [Theory]
    [InlineData(0, 0.6, 1.0, TakeVerdict.Silent)]
    [InlineData(200, 0.6, 1.0, TakeVerdict.TooQuiet)]
    [InlineData(60000, 0.6, 1.0, TakeVerdict.Clipped)]
    [InlineData(8000, 0.1, 1.0, TakeVerdict.TooShort)]
    [InlineData(8000, 0.6, 0.0, TakeVerdict.CutOff)]
    [InlineData(8000, 0.6, 1.95, TakeVerdict.CutOff)]
    [InlineData(8000, 2.2, 0.1, TakeVerdict.TooLong)]
    public void WhatIsWrongWithATakeIsNamed(int amplitude, double seconds, double at, TakeVerdict verdict) =>
        Assert.Equal(verdict, Take.Of(TakeWith(Word(seconds, amplitude), at)).Verdict);

    [Fact]
    public void AVoiceInALoudRoomIsRefused() => Assert.Equal(TakeVerdict.Noisy, Take.Of(TakeWith(Word(0.6, 6000), 1.0, noise: 2600)).Verdict);

    /// <summary>Two words with the pause that a phrase has are one take.</summary>
    [Fact]
    public void APhraseWithAPauseIsKeptWhole()
    {
        short[] phrase = [.. Word(0.3, 8000), .. new short[Second / 5], .. Word(0.5, 6000)];
        Take take = Take.Of(TakeWith(phrase, 0.7));
        Assert.Equal(TakeVerdict.Good, take.Verdict);
        Assert.InRange(take.Cut.Length, (int)(1.4 * Second) - 320, (int)(1.4 * Second) + 640);
    }

    /// <summary>Of six takes three are good; a second session adds to them and writes nothing over.</summary>
    [Fact]
    public void ASessionKeepsTheGoodTakesAndTheNextOneGoesOn()
    {
        short[] good = TakeWith(Word(0.6, 8000), 1.0);
        short[] input =
        [
            .. TakeWith([], 0)[..Second], .. good, .. TakeWith(Word(0.6, 200), 1.0), .. good, .. TakeWith(Word(0.6, 60000), 1.0), .. TakeWith([], 0), .. good,
        ];
        (int code, string output, string error) = Run(input, "record", "Hey  Sotto", "-o", _folder, "--name", "ann", "--agree", "--input", "-");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("3 of 20 kept", output, StringComparison.Ordinal);
        Assert.Contains("the room is at -70 dB", output, StringComparison.Ordinal);
        Assert.Contains("too quiet, -47 dB", output, StringComparison.Ordinal);
        Assert.Contains("too loud, clipped", output, StringComparison.Ordinal);
        Assert.Contains("nothing was heard", output, StringComparison.Ordinal);
        byte[] first = File.ReadAllBytes(Path.Combine(_folder, "hey_sotto", "ann_nohash_0.wav"));
        Run(input, "record", "hey sotto", "-o", _folder, "--name", "ann", "--agree", "--input", "-", "--count", "2");
        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => $"ann_nohash_{i}.wav"),
            Directory.GetFiles(Path.Combine(_folder, "hey_sotto")).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_folder, "hey_sotto", "ann_nohash_0.wav")));
        string[] consent = File.ReadAllLines(Path.Combine(_folder, "consent.txt"));
        Assert.Equal(2, consent.Length);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}; ann; \"hey sotto\"; hey_sotto/ann_nohash_N.wav from N = 0 on; agreed: to be kept", consent[0]);
        Assert.Contains("from N = 3 on", consent[1], StringComparison.Ordinal);
    }

    /// <summary>With a file for the microphone, consent is asked for, and without it nothing is written.</summary>
    [Theory]
    [InlineData("ann\nyes\n", 0, 1)]
    [InlineData("ann\nno\n", 2, 0)]
    [InlineData("ann\n", 2, 0)]
    public void ConsentIsAskedFor(string answers, int code, int kept)
    {
        string raw = Path.Combine(_folder, "raw");
        File.WriteAllBytes(raw, Bytes([.. new short[Second], .. TakeWith(Word(0.6, 8000), 1.0)]));
        string output = Path.Combine(_folder, "out");
        Outcome outcome = Run(System.Text.Encoding.ASCII.GetBytes(answers), "record", "hey sotto", "-o", output, "--input", raw);
        Assert.Equal(code, outcome.Code);
        Assert.Equal(kept, Directory.Exists(output) ? Directory.GetFiles(output, "*.wav", SearchOption.AllDirectories).Length : 0);
        Assert.Equal(kept == 1, File.Exists(Path.Combine(output, "consent.txt")));
    }

    [Theory]
    [InlineData("", "ann", "the phrase is empty")]
    [InlineData("hey 2", "ann", "\"hey 2\": write 2 as it is said")]
    [InlineData("hey, sotto", "ann", "\"hey, sotto\": ',' is no letter")]
    [InlineData("one two three four five six", "ann", "longer than 5 words")]
    [InlineData("hey sotto", "an_n", "--name an_n: letters, digits and hyphens")]
    [InlineData("hey sotto", "ann", "no take was good, the last of them: Silent")]
    public void WhatCannotBeRecordedIsOneLineAndNothingIsWritten(string phrase, string name, string message)
    {
        string output = Path.Combine(_folder, "none");
        (int code, _, string error) = Run(TakeWith([], 0, length: 60000), "record", phrase, "-o", output, "--name", name, "--agree", "--input", "-");
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void AStreamLeavesNowhereToAsk()
    {
        (int code, _, string error) = Run(Array.Empty<byte>(), "record", "hey sotto", "-o", _folder, "--input", "-");
        Assert.Equal((2, "record: --input - leaves nowhere to ask; give --name and --agree"), (code, error.TrimEnd()));
    }

    private static Outcome Run(short[] input, params string[] args) => Run(Bytes(input), args);

    private static Outcome Run(byte[] input, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(args, new Streams(new MemoryStream(input), output, error));
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private static byte[] Bytes(short[] samples) => MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();

    /// <summary>A buzz of 150 Hz, which clips where the amplitude is over full scale.</summary>
    private static short[] Word(double seconds, int amplitude) =>
        [.. Enumerable.Range(0, (int)(seconds * Second)).Select(i => (short)Math.Clamp(amplitude * Math.Sin(i * 2 * Math.PI * 150 / Second), short.MinValue, short.MaxValue))];

    /// <summary>A take of 2.5 s with a word in it, over noise of -70 dB.</summary>
    private static short[] TakeWith(short[] word, double at, int noise = 18, int length = RecordingSession.TakeLength)
    {
        Random random = new(5);
        short[] take = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(-noise, noise + 1))];
        int from = (int)(at * Second);
        for (int i = 0; i < word.Length && from + i < length; i++)
        {
            take[from + i] = (short)Math.Clamp(take[from + i] + word[i], short.MinValue, short.MaxValue);
        }

        return take;
    }

    private sealed record Outcome(int Code, string Output, string Error);
}
