using System.Text.Json;
using Sotto.Cli;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The commands that read text, as a user meets them, with the shipped models.</summary>
public class CliIntentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("turn on the kitchen lights", "HassTurnOn", """{"area":"Kitchen","domain":"light"}""")]
    [InlineData("set the bedroom lamp to fifty percent", "HassLightSet", """{"name":"Bedroom Lamp","brightness":50}""")]
    [InlineData("set a timer for 5 minutes", "HassStartTimer", """{"minutes":5}""")]
    [InlineData("lock the front door", "HassTurnOn", """{"name":"Front Door"}""")]
    public void ASentenceGivesAnIntent(string text, string intent, string slots)
    {
        JsonElement line = JsonElement.Parse(Run("intent", text, "--json"));
        Assert.Equal(text, line.GetProperty("text").GetString());
        Assert.Equal(intent, line.GetProperty("intent").GetString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(slots), line.GetProperty("slots")), line.ToString());
        Assert.InRange(line.GetProperty("confidence").GetDouble(), 0.3, 1);
    }

    [Theory]
    [InlineData("the weather was lovely when we drove to the coast", "ambiguous", "unknown words")]
    [InlineData("turn on the", "incomplete", "incomplete")]
    public void WhatIsNoCommandIsRefusedWithAReason(string text, string reason, string orReason)
    {
        JsonElement line = JsonElement.Parse(Run("intent", text, "--json"));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("intent").ValueKind);
        Assert.Contains(line.GetProperty("reason").GetString(), new[] { reason, orReason });
    }

    [Theory]
    [InlineData("turn off the lights and start the fan", "HassTurnOff HassTurnOn")]
    [InlineData("turn off the lights and play some jazz", "HassTurnOff HassMediaSearchAndPlay")]
    public void SeveralCommandsGiveSeveralFrames(string text, string intents)
    {
        JsonElement line = JsonElement.Parse(Run("intent", text, "--json"));
        Assert.Equal(
            intents, string.Join(' ', line.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("intent").GetString())));
    }

    [Fact]
    public void CoffeeIsOrdered()
    {
        JsonElement line = JsonElement.Parse(Run("intent", "can I get a large dark roast latte with some oat sugar", "--json", "--model", "coffee"));
        Assert.Equal("orderDrink", line.GetProperty("intent").GetString());
        Assert.Equal("latte", line.GetProperty("slots").GetProperty("coffeeDrink").GetString());
    }

    [Fact]
    public void AFileGivesALineForEachOfItsOwn()
    {
        string path = Write("a.jsonl", """{"text":"turn on the fans"}""", "", """{"text":"hello there general","id":4}""");
        string[] lines = Run("intent", "--file", path, "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["turn on the fans", "hello there general"], lines.Select(line => JsonElement.Parse(line).GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("text: there is no text", "intent", "  ")]
    [InlineData("text: a control character, U+0007, at 3", "intent", "on\u0007off")]
    [InlineData("\u0432\u043a\u043b\u044e\u0447\u0438: no Latin letter or digit", "intent", "\u0432\u043a\u043b\u044e\u0447\u0438")]
    [InlineData("intent: give a text, or --file", "intent")]
    [InlineData("nowhere.jsonl: no such file", "intent", "--file", "nowhere.jsonl")]
    [InlineData("nowhere.sotto: no such file", "intent", "on", "--model", "nowhere.sotto")]
    [InlineData("nowhere.yaml: no such file", "eval", "intent", "--file", "nowhere.jsonl", "--domain", "nowhere.yaml")]
    public void WhatIsWrongIsSaidInOneLine(string message, params string[] arguments)
    {
        (int code, string output, string error) = RunAll("", arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void TenThousandWordsAreTooMany()
    {
        (int code, _, string error) = RunAll("", "intent", string.Concat(Enumerable.Repeat("on ", 10_000)));
        Assert.Equal(2, code);
        Assert.Contains("text: 30000 characters, more than 8192", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "(2): not a JSON object")]
    [InlineData("""{"txt":"on"}""", "(2): no object with a text")]
    [InlineData("""{"text":""}""", "(2): there is no text")]
    public void AWrongLineIsNamed(string line, string message)
    {
        string path = Write("b.jsonl", """{"text":"turn on the fans"}""", line);
        (int code, string output, string error) = RunAll("", "intent", "--file", path);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(path + message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheReplShowsTokensAndRemembers()
    {
        (int code, string output, _) = RunAll("turn on the kitchen lights\nnow the bedroom too\n", "repl");
        Assert.Equal(0, code);
        Assert.Contains("tokens: turn on the area:kitchen lights", output, StringComparison.Ordinal);
        Assert.Contains("HassTurnOn, domain light, area Bedroom", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AListIsMeasured()
    {
        string path = Write(
            "c.jsonl", """{"text":"turn on the kitchen lights","intent":"HassTurnOn","slots":{"area":"Kitchen","domain":"light"}}""",
            """{"text":"turn on the kitchen lights","intent":"HassTurnOff","slots":{"area":"Kitchen"}}""", """{"text":"what a lovely sunny morning it is my dear"}""");
        string output = Run("eval", "intent", "--file", path, "--domain", "home");
        Assert.Contains("(no intent)", output, StringComparison.Ordinal);
        Assert.Matches(@"all +3 +66\.7% +66\.7% +66\.7% +66\.7%", output);
        Assert.Contains("2: turn on the kitchen lights", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void TheNativeEngineUnderstandsTheSame()
    {
        NativeBuild.Need();
        string path = Path.Combine(TestPaths.Root, "Tests", "Intent", "multiple.jsonl");
        string managed = Run("eval", "intent", "--file", path);
        Assert.True(managed.Split('\n').Length > 60, managed);
        Assert.Equal(managed, Run("eval", "intent", "--file", path, "--engine", "native"));
        string text = "the sun is in my eyes so close the bedroom blinds would you";
        Assert.Equal(Run("intent", text, "--json"), Run("intent", text, "--json", "--engine", "native"));
    }

    /// <summary>What judges a model was not learned from: no line of the training's talk is in the lists of the tests.</summary>
    [Fact]
    public void TalkToLearnFromIsNotInTheTests()
    {
        static string Bare(string line) => string.Concat(line.ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ')).Trim();
        HashSet<string> learned = [.. File.ReadLines(Path.Combine(TestPaths.Root, "tools", "Sotto.Intent", "Data", "conversation.txt")).Select(Bare)];
        string tests = Path.Combine(TestPaths.Root, "Tests", "Intent");
        string[] judged = [.. Directory.GetFiles(tests, "*.txt").SelectMany(File.ReadLines).Select(Bare)];
        Assert.True(learned.Count > 4000 && judged.Length > 1000);
        Assert.DoesNotContain(judged, learned.Contains);
    }

    private string Write(string name, params string[] lines)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private static string Run(params string[] arguments)
    {
        (int code, string output, string error) = RunAll("", arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private static (int Code, string Output, string Error) RunAll(string input, params string[] arguments)
    {
        StringWriter output = new();
        StringWriter error = new();
        int code = CommandLine.Run(arguments, new Streams(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)), output, error));
        return (code, output.ToString(), error.ToString());
    }
}
