using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sotto.Audio;
using Sotto.Cli;
using Sotto.Compiler.TfLite;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.HostTests.Spoken;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The contracts of the command line, called in process, with models that any loud sound wakes.</summary>
public sealed class CliTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-cli-").FullName;
    private readonly string _wake;
    private readonly string _commands;
    private readonly string _recording;
    private readonly short[] _samples = Recording();

    public CliTests()
    {
        _wake = Write("wake.sotto", CliModels.Wake);
        _commands = Write("commands.sotto", CliModels.Commands);
        _recording = Path.Combine(_folder, "a.wav");
        WavWriter.Write(_recording, _samples);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ListenWritesOneObjectALine()
    {
        JsonElement[] events = Listen(_recording);
        Assert.Equal(["wake", "command", "switch", "summary"], events.Select(Kind));
        Assert.Equal(["file", "time_s", "event", "word", "score"], Names(events[0]));
        Assert.Equal(["file", "time_s", "event", "text", "intent", "slots", "confidence"], Names(events[1]));
        Assert.Equal(["file", "time_s", "event", "device", "state"], Names(events[2]));
        Assert.Equal(["event", "files", "audio_s", "compute_s"], Names(events[3]));
        Assert.Equal(_recording, events[0].GetProperty("file").GetString());
        Assert.Equal("alexa", events[0].GetProperty("word").GetString());
        Assert.InRange(events[0].GetProperty("score").GetDouble(), 200 / 256.0, 1);
        Assert.InRange(events[0].GetProperty("time_s").GetDouble(), 1.0, 1.1);
        Assert.Equal("on", events[1].GetProperty("text").GetString());
        Assert.Equal("HassTurnOn", events[1].GetProperty("intent").GetString());
        Assert.Equal("{\"name\":\"light\"}", events[1].GetProperty("slots").GetRawText());
        Assert.InRange(events[1].GetProperty("confidence").GetDouble(), 200 / 256.0, 1);
        Assert.InRange(events[1].GetProperty("time_s").GetDouble(), 2.1, 2.3);
        Assert.Equal("light", events[2].GetProperty("device").GetString());
        Assert.Equal("on", events[2].GetProperty("state").GetString());
        Assert.Equal(1, events[3].GetProperty("files").GetInt32());
        Assert.Equal(4.0, events[3].GetProperty("audio_s").GetDouble());
    }

    [Fact]
    public void EveryFileStartsAnew()
    {
        File.Copy(_recording, Path.Combine(_folder, "b.wav"));
        Directory.CreateDirectory(Path.Combine(_folder, "deeper"));
        File.Copy(_recording, Path.Combine(_folder, "deeper", "c.WAV"));
        JsonElement[] events = Listen(_folder);
        Assert.Equal(10, events.Length);
        Assert.Equal(3, events[^1].GetProperty("files").GetInt32());
        Assert.Equal(12.0, events[^1].GetProperty("audio_s").GetDouble());
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(events[i % 3].GetProperty("time_s").GetDouble(), events[i].GetProperty("time_s").GetDouble());
        }

        Assert.Equal(["a.wav", "b.wav", "c.WAV"], events[..9].Select(e => Path.GetFileName(e.GetProperty("file").GetString()!)).Distinct());
    }

    [Fact]
    public void StandardInputIsHeardAsTheFileIs()
    {
        Outcome outcome = Run(MemoryMarshal.AsBytes(_samples.AsSpan()).ToArray(), "listen", "-", "--model", _wake, "--commands", _commands, "--json");
        Assert.Equal(0, outcome.Code);
        JsonElement[] events = Objects(outcome.Output);
        JsonElement[] fromFile = Listen(_recording);
        Assert.Equal("-", events[0].GetProperty("file").GetString());
        Assert.Equal(fromFile.Select(Kind), events.Select(Kind));
        Assert.Equal(fromFile[0].GetProperty("time_s").GetDouble(), events[0].GetProperty("time_s").GetDouble());
        Assert.Equal(4.0, events[^1].GetProperty("audio_s").GetDouble());
    }

    [Fact]
    public void WordAtTheVeryEndIsHeardAndPlacedAtTheEnd()
    {
        WavWriter.Write(_recording, _samples[..33840]);
        JsonElement[] events = Listen(_recording);
        Assert.Equal(["wake", "command", "switch", "summary"], events.Select(Kind));
        Assert.Equal(2.115, events[1].GetProperty("time_s").GetDouble());
    }

    [Fact]
    public void AWakeWordIsFollowedByASentence()
    {
        WavWriter.Write(_recording, SpokenSessionTests.Speech);
        JsonElement[] events = Objects(Run([], "listen", _recording, "--sentences", "--json").Output);
        Assert.Equal(["wake", "command", "summary"], events.Select(Kind));
        Assert.Equal("computer", events[0].GetProperty("word").GetString());
        Assert.Equal("turn on the kitchen lights", events[1].GetProperty("text").GetString());
        Assert.Equal("HassTurnOn", events[1].GetProperty("intent").GetString());
        Assert.Equal("Kitchen", events[1].GetProperty("slots").GetProperty("area").GetString());
    }

    [Fact]
    public void WithoutWakeWordAFileIsOneCommand()
    {
        Outcome outcome = Run([], "listen", _recording, "--no-wake", "--model", _commands, "--json");
        Assert.Equal(["command", "switch", "summary"], Objects(outcome.Output).Select(Kind));
        Assert.Equal(4.0, Objects(outcome.Output)[0].GetProperty("time_s").GetDouble());
        WavWriter.Write(_recording, new short[16000]);
        outcome = Run([], "listen", _recording, "--no-wake", "--commands", _commands, "--json");
        Assert.Equal(["summary"], Objects(outcome.Output).Select(Kind));
    }

    [Fact]
    public void AFileThatIsNoCommandIsRefusedInOneEvent()
    {
        WavWriter.Write(_recording, new short[16000]);
        JsonElement[] events = Objects(Run([], "listen", _recording, "--no-wake", "--json").Output);
        Assert.Equal(["command", "summary"], events.Select(Kind));
        Assert.Equal(JsonValueKind.Null, events[0].GetProperty("intent").ValueKind);
        Assert.Empty(events[0].GetProperty("slots").EnumerateObject());
        Assert.Equal("unknown words", events[0].GetProperty("reason").GetString());
        Assert.Equal(0, events[0].GetProperty("confidence").GetDouble());
        Assert.Contains("nothing  no command: unknown words", Run([], "listen", _recording, "--no-wake").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ThresholdReplacesTheModels()
    {
        Assert.Equal(["summary"], Listen(_recording, "--threshold", "1").Select(Kind));
        Assert.Contains("wake", Listen(_recording, "--threshold", "0.5").Select(Kind));
        Assert.Equal(["summary"], Objects(Run([], "listen", _recording, "--no-wake", "--model", _commands, "--json", "--threshold", "1").Output).Select(Kind));
    }

    [Fact]
    public void WindowIsAsLongAsItIsTold()
    {
        Assert.Equal(["wake", "summary"], Listen(_recording, "--window", "0.5").Select(Kind));
    }

    [Fact]
    public void LinesForPeopleNameEachEvent()
    {
        Outcome outcome = Run([], "listen", _recording, "--model", _wake, "--commands", _commands);
        string[] lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Contains("wake     alexa  1.00", lines[0], StringComparison.Ordinal);
        Assert.Contains("HassTurnOn, name light", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("switch   light on", lines[2].TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("1 file, 4.00 s of audio", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFormatsAreConvertedAndThatIsSaidOnce()
    {
        foreach (string name in new[] { "c.wav", "d.wav" })
        {
            byte[] wav = WavWriter.Encode(_samples);
            BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 8000);
            BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 16000);
            File.WriteAllBytes(Path.Combine(_folder, name), wav);
        }

        Outcome outcome = Run([], "listen", _folder, "--model", _wake, "--commands", _commands, "--json");
        Assert.Equal(0, outcome.Code);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Contains("c.wav: 8000 Hz", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(20.0, Objects(outcome.Output)[^1].GetProperty("audio_s").GetDouble());
    }

    [Fact]
    public void FeaturesAreTheFrontEnds()
    {
        Outcome outcome = Run([], "features", _recording);
        string[] lines = outcome.Output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(1 + ((_samples.Length - FrontEnd.WindowLength) / FrontEnd.Hop), lines.Length);
        FrontEnd frontEnd = new();
        int at = 0;
        foreach (string line in lines)
        {
            at += frontEnd.Feed(_samples, at, _samples.Length - at);
            Assert.Equal(string.Join(' ', frontEnd.Row), line);
        }
    }

    [Fact]
    public void RunWritesWhatTheRunnerGives()
    {
        byte[] input = new byte[120 * 7];
        new Random(1).NextBytes(input);
        string output = Path.Combine(_folder, "out.bin");
        Assert.Equal(0, Run([], "run", _wake, "--input", Write("in.bin", input), "--output", output).Code);
        ModelRunner runner = new(Model.Load(CliModels.Wake));
        sbyte[] expected = new sbyte[3 * 7];
        for (int step = 0; step < 7; step++)
        {
            runner.Step(MemoryMarshal.Cast<byte, sbyte>(input).ToArray(), 120 * step, expected, 3 * step);
        }

        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), File.ReadAllBytes(output));
        Assert.Equal(0, Run([], "run", _wake, "--input", Path.Combine(_folder, "in.bin"), "--output", output, "--reset-every", "2").Code);
        Assert.Equal(21, new FileInfo(output).Length);
    }

    /// <summary>Arguments that must end in one line that holds the last entry; W, C, A are the models and the recording, D the folder.</summary>
    public static TheoryData<string[]> Mistakes =>
    [
        ["frob", "frob"],
        ["listen", "path"],
        ["listen", "D/none.wav", "none.wav: no such file or folder"],
        ["listen", "D/empty.wav", "empty.wav: empty"],
        ["listen", "D/text.wav", "text.wav: neither WAV nor FLAC"],
        ["listen", "D/cut.wav", "cut.wav"],
        ["listen", "D/bare", "bare: no WAV or FLAC file"],
        ["listen", "A", "--threshold", "1.1", "--threshold 1.1"],
        ["listen", "A", "--threshold", "-0.1", "-0.1"],
        ["listen", "A", "--threshold", "NaN", "NaN"],
        ["listen", "A", "--threshold", "much", "much"],
        ["listen", "A", "--threshold", "0,5", "0,5"],
        ["listen", "A", "--window", "0", "--window 0"],
        ["listen", "A", "--frob", "--frob"],
        ["listen", "A", "--engine", "abacus", "--engine abacus"],
        ["listen", "A", "--no-wake", "--engine", "native", "--no-wake: --engine native has no such decision"],
        ["listen", "A", "--sentences", "--no-wake", "--sentences: with --no-wake a recording is one sentence already"],
        ["listen", "A", "--sentences", "--model", "W", "--commands", "C", "--commands: with --sentences no command model is asked"],
        ["listen", "A", "--sentences", "--model", "C", "commands.sotto: a command model, and with --sentences none is asked"],
        ["listen", "A", "--sentences", "--model", "W", "--domain", "D/none.sotto", "none.words: no such file"],
        ["listen", "A", "--engine", "native", "--model", "D/flipped.sotto", "flipped.sotto: damaged"],
        ["demo", "--engine", "abacus", "--engine abacus"],
        ["listen", "A", "--model", "D/none.sotto", "none.sotto"],
        ["listen", "A", "--model", "D/text.wav", "text.wav: not a .sotto model"],
        ["listen", "A", "--model", "D/flipped.sotto", "flipped.sotto: damaged"],
        ["listen", "A", "--model", "D/cut.sotto", "cut.sotto: cut short"],
        ["listen", "A", "--model", "D/narrow.sotto", "--commands", "C", "narrow.sotto: "],
        ["listen", "A", "--model", "W", "--commands", "W", "wake.sotto: a wake model"],
        ["listen", "A", "--model", "C", "--commands", "C", "commands.sotto: a command model"],
        ["listen", "-", "--model", "W", "--commands", "C", "-: empty"],
        ["features", "file"],
        ["features", "D", ": a folder"],
        ["features", "D/none.wav", "none.wav: no such file"],
        ["features", "D/cut.wav", "cut.wav"],
        ["compile", "D/none.yaml", "-o", "D/o", "none.yaml: no such file"],
        ["compile", "D/none.yaml", "none.yaml: -o names the file"],
        ["compile", "D/none.yaml", "--report", "none.yaml: --report and --picture are for models"],
        ["compile", "W", "-o", "D/o", "--output and --bytes are for domain files"],
        ["compile", "W", "--bytes", "10", "--bytes 10"],
        ["run", "W", "--input"],
        ["run", "W", "--input", "D/none.bin", "--output", "D/o", "none.bin: no such file"],
        ["run", "W", "--input", "D/odd.bin", "--output", "D/o", "odd.bin: 121 bytes"],
        ["run", "W", "--input", "D/empty.wav", "--output", "D/o", "empty.wav: 0 bytes"],
        ["run", "D/none.sotto", "--input", "D/odd.bin", "--output", "D/o", "none.sotto"],
        ["run", "W", "--input", "D/even.bin", "--output", "D/o", "--reset-every", "0", "--reset-every 0"],
        ["run", "W", "--input", "D/even.bin", "--output", "D/o", "--reset-every", "x", "--reset-every x"],
        ["run", "W", "--input", "D/even.bin", "--output", "D/o", "--engine", "abacus", "--engine abacus"],
        ["run", "W", "--input", "D/even.bin", "--output", "D/nowhere/o", "nowhere"],
        ["bench", "--isa", "z80", "--isa z80"],
        ["bench", "D/none.sotto", "none.sotto: no such file"],
        ["bench", "--baseline", "D/b", "only counts have one"],
        ["bench", "--isa", "rv32imc", "--rebaseline", "why", "--baseline says which file"],
        ["import", "W", "--output"],
        ["import", "D/none.tflite", "-o", "D/o", "none.tflite: no such file"],
        ["import", "D/text.wav", "-o", "D/o", "text.wav: not a .tflite model"],
        ["import", "D/ring.tflite", "-o", "D/o", "ring.tflite: a streaming model"],
        ["import", "D/tanh.tflite", "-o", "D/o", "tanh.tflite: operator 0 (TANH): this operator is not run"],
        ["import", "D/clip.tflite", "-o", "D/o", "clip.json: no version in the manifest"],
        ["compile", "--report", "model"],
        ["compile", "D/none.sotto", "--report", "none.sotto: no such file"],
        ["compile", "D/none.tflite", "--report", "none.tflite: no such file"],
        ["compile", "D/text.wav", "--report", "--picture", "D/o", "text.wav: not a .sotto model"],
        ["compile", "D/flipped.sotto", "--report", "flipped.sotto: damaged"],
        ["compile", "D/tanh.tflite", "--report", "--picture", "D/o", "tanh.tflite: operator 0 (TANH)"],
        ["compile", "D/clip.tflite", "--report", "clip.json: no version in the manifest"],
        ["compile", "W", "wake.sotto: nothing asked for"],
        ["compile", "W", "--picture", "D/o", "--report"],
        ["compile", "W", "--report", "--picture", "--picture"],
        ["compile", "W", "--report", "--picture", "D/nowhere/o", "nowhere"],
        ["compile", "W", "--report", "--picture", "D/bare", "bare"],
        ["compile", "W", "--report", "--frob", "--frob"],
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void MistakesEndInOneLineAndCode2(string[] arguments)
    {
        Write("empty.wav", []);
        Write("text.wav", "Not a recording at all, but forty-four bytes."u8.ToArray());
        Write("cut.wav", WavWriter.Encode(_samples)[..30]);
        Write("cut.sotto", CliModels.Wake[..200]);
        Write("narrow.sotto", CliModels.Narrow);
        Write("ring.tflite", RandomLayer.Draw("ring", new Random(1)));
        Write("tanh.tflite", TfLiteSamples.Unary(TfLiteBuiltin.Tanh).ToBytes());
        Write("clip.tflite", RandomLayer.Draw("relu", new Random(1)));
        Write("clip.json", "{}"u8.ToArray());
        Write("odd.bin", new byte[121]);
        Write("even.bin", new byte[120]);
        byte[] flipped = [.. CliModels.Wake];
        flipped[flipped.Length / 2] ^= 4;
        Write("flipped.sotto", flipped);
        Directory.CreateDirectory(Path.Combine(_folder, "bare"));

        string[] models = arguments.Contains("--model") || arguments[0] != "listen" ? [] : ["--model", _wake, "--commands", _commands];
        Outcome outcome = Run([], [.. arguments[..^1].Select(Place), .. models]);
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Contains(arguments[^1], outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "o")) || File.Exists(Path.Combine(_folder, "o.part")));
    }

    [SkippableFact]
    public void TheNativeEngineRunsWithTheSameBytes()
    {
        NativeBuild.Need();
        Model model = Model.Load(File.ReadAllBytes(_wake));
        byte[] inputs = new byte[50 * model.InputLength];
        new Random(8).NextBytes(inputs);
        string input = Write("in.bin", inputs);
        Assert.Equal(Outputs("managed"), Outputs("native"));

        byte[] Outputs(string engine)
        {
            string path = Path.Combine(_folder, engine);
            Outcome outcome = Run([], "run", _wake, "--input", input, "--output", path, "--engine", engine, "--reset-every", "20");
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
            return File.ReadAllBytes(path);
        }
    }

    [SkippableTheory]
    [InlineData]
    [InlineData("--threshold", "0.3", "--window", "1.5")]
    public void TheNativeEngineHearsTheSameEvents(params string[] more)
    {
        NativeBuild.Need();
        Skip.IfNot(File.Exists(Path.Combine(AppContext.BaseDirectory, "Models", "wake.sotto")), "no trained models");
        string[] managed = Lines("managed");
        Assert.Contains(managed, line => line.Contains("\"command\"", StringComparison.Ordinal));
        Assert.Equal(managed, Lines("native"));

        string[] Lines(string engine)
        {
            string recordings = Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo");
            Outcome outcome = Run([], ["listen", recordings, "--json", "--engine", engine, .. more]);
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));

            // The last line says how long the work took.
            return outcome.Output.TrimEnd().Split('\n')[..^1];
        }
    }

    [Fact]
    public void AnImportedModelTakesAndGivesTheBytesOfTheOriginal()
    {
        byte[] file = RandomLayer.Draw("unsigned", new Random(4));
        Outcome outcome = Run([], "import", Write("m.tflite", file), "-o", Path.Combine(_folder, "m.sotto"));
        Assert.Equal("", outcome.Error);
        Assert.Matches("m[.]sotto: m, [0-9]+ layers, [0-9]+ bytes of tables, [0-9]+ bytes of arena, [0-9]+ multiply-accumulates a step", outcome.Output);
        Model model = Model.Load(File.ReadAllBytes(Path.Combine(_folder, "m.sotto")));
        byte[] inputs = new byte[10 * model.InputLength];
        new Random(5).NextBytes(inputs);
        outcome = Run([], "run", Path.Combine(_folder, "m.sotto"), "--input", Write("i", inputs), "--output", Path.Combine(_folder, "o"));
        Assert.Equal("", outcome.Error);
        TfLiteReference reference = new(TfLiteReader.Read(file));
        long[] expected = [.. inputs.Chunk(model.InputLength).SelectMany(step => reference.Run(Array.ConvertAll(step, x => (long)x)))];
        Assert.Equal(expected, Array.ConvertAll(File.ReadAllBytes(Path.Combine(_folder, "o")), x => (long)x));
    }

    [Fact]
    public void AReportIsPrintedAndDrawnAlikeForAModelAndWhatItIsMadeOf()
    {
        string tflite = Write("m.tflite", RandomLayer.Draw("convolution", new Random(6)));
        (string model, string picture, string again) = (
            Path.Combine(_folder, "m.sotto"), Path.Combine(_folder, "m.svg"), Path.Combine(_folder, "again.svg"));
        string imported = Run([], "import", tflite, "-o", model).Output;
        Outcome original = Run([], "compile", tflite, "--report", "--picture", picture);
        Outcome outcome = Run([], "compile", model, "--report", "--picture", again);
        Assert.Equal((0, "", 0, ""), (original.Code, original.Error, outcome.Code, outcome.Error));
        Assert.StartsWith(imported, outcome.Output, StringComparison.Ordinal);
        Assert.Equal(outcome.Output, original.Output.Replace("m.tflite", "m.sotto", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(picture), File.ReadAllBytes(again));
        Assert.Equal(outcome.Output, Run([], "compile", model, "--report").Output);
    }

    [Fact]
    public void AReportOfAStreamTellsItsWorkASecond()
    {
        string[] lines = Run([], "compile", Write("small.sotto", ModelReportTests.Small("small")), "--report").Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.EndsWith("40 bytes of arena, 72 multiply-accumulates a step, 3600 a second", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void OddByteAtTheEndOfStandardInputIsAMistake()
    {
        Outcome outcome = Run(new byte[32001], "listen", "-", "--model", _wake, "--commands", _commands, "--json");
        Assert.Equal(2, outcome.Code);
        Assert.Equal("-: an odd byte at the end of 16-bit samples", outcome.Error.TrimEnd());
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("listen", "--help")]
    [InlineData("run", "-h")]
    public void HelpIsNoMistake(params string[] arguments)
    {
        Outcome outcome = Run([], arguments);
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);
        Assert.Contains("Usage:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void HearingAllocatesNothing()
    {
        SimulatedLed led = new();
        SwitchBoard board = new(new SimulatedRelay("light"), new SimulatedDimmer("lamp"));
        ModelStream wake = new(Model.Load(CliModels.Wake));
        wake.Detector.UseThreshold(256);
        ManagedSession session = new(wake, new ModelStream(Model.Load(CliModels.Commands)), 3000);
        VoiceSwitch voice = new(session, board, led, new Silent());
        voice.Feed(_samples, 0, _samples.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < _samples.Length; at += 777)
        {
            voice.Feed(_samples, at, Math.Min(777, _samples.Length - at));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Four seconds: a click of noise of 90 ms at 1 s, noise of 300 ms at 2 s.</summary>
    private static short[] Recording()
    {
        Random random = new(7);
        short[] samples = new short[64000];
        for (int i = 0; i < samples.Length; i++)
        {
            bool loud = i is (>= 16000 and < 17440) or (>= 32000 and < 36800);
            samples[i] = (short)random.Next(loud ? -12000 : -2, loud ? 12000 : 3);
        }

        return samples;
    }

    private JsonElement[] Listen(string path, params string[] more)
    {
        Outcome outcome = Run([], ["listen", path, "--model", _wake, "--commands", _commands, "--json", .. more]);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.Code);
        return Objects(outcome.Output);
    }

    private static JsonElement[] Objects(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Kind(JsonElement element) => element.GetProperty("event").GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private string Place(string argument) => argument switch
    {
        "W" => _wake,
        "C" => _commands,
        "A" => _recording,
        "D" => _folder,
        _ => argument.StartsWith("D/", StringComparison.Ordinal) ? Path.Combine(_folder, argument[2..]) : argument,
    };

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static Outcome Run(byte[] input, params string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        using MemoryStream stream = new(input);
        int code = CommandLine.Run(arguments, new Streams(stream, output, error));
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private sealed record Outcome(int Code, string Output, string Error);

    private sealed class Silent : IVoiceListener
    {
        public void OnWakeWord(string word, int score, long sample)
        {
        }

        public void OnCommand(UnderstoodCommand command, int score, long sample)
        {
        }

        public void OnSentence(string text, IntentAnswer answer, long sample)
        {
        }

        public void OnSwitch(string device, string state, long sample)
        {
        }

        public void OnWindowClosed(long sample)
        {
        }
    }
}
