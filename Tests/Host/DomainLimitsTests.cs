using System.Diagnostics;
using Sotto.Intent.Domain;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Domain files that say what cannot be meant, or far too much.</summary>
public class DomainLimitsTests
{
    private const string Valid = """
        name: small
        language: en
        skip_words: [please]
        rules:
          the: "(the|my)"
        lists:
          color: { values: [red, { in: "(deep|dark) blue", out: navy }] }
          level: { range: [0, 100], step: 5, halves: true, unit: percent }
          item: { text: [milk, two eggs] }
          command: { command: true }
        intents:
          Set:
            description: Sets
            sentences:
              - "set [<the>] {light:name} to {level}"
              - { in: "paint [<the>] {light:name} {color}", slots: { domain: light }, weight: 0.5 }
              - "in {level} minutes {command}"
          Add: { sentences: "add {item} [to {todo:name}]" }
        slots: { item: words, name: device }
        house:
          devices:
            - { name: TV, aliases: [television, telly], domain: media_player }
            - { name: Desk Lamp, aliases: [lamp], domain: light, area: Kitchen }
          areas: [{ name: Kitchen, floor: Ground }]
          floors: [{ name: Ground, aliases: [downstairs] }]
        """;

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "language: en", "language: de", "(2): de: words are normalised for en only" },
        { "[please]", "['?']", "(3): a skip word without words" },
        { "(the|my)", "(the|<mine>)", "(5): there is no rule mine" },
        { "(the|my)", "<the> one", "(5): rule the contains itself" },
        { "[red,", "[television,", "(7): television is media_player TV already" },
        { "[red,", "[red, { in: red, out: rot },", "(7): red is color red already" },
        { "[red,", "['(red|rouge)',", "(7): (red|rouge): a template needs in and out" },
        { "[red,", "['.',", "(7): . has no words" },
        { "(deep|dark) blue", "<deep> blue", "(7): <deep> blue: only words" },
        { "out: navy", "to: navy", "(7): a value has no to" },
        { "out: navy }] }", "out: navy }], step: 5 }", "(7): step is for a range" },
        { "[0, 100]", "[0]", "(8): a range is [least, most]" },
        { "[0, 100]", "[-5, 100]", "(8): a range is [least, most], from 0 on" },
        { "[0, 100]", "[0, 1e9]", "(8): range: 1e9 is no number" },
        { "[0, 100]", "[0, 100.00001]", "(8): range: 100.00001 is no number" },
        { "step: 5", "step: 0", "(8): a step must be above 0" },
        { "step: 5", "multiplier: -1.5", "(8): a step must be above 0, a multiplier 1 or -1" },
        { "halves: true", "halves: maybe", "(8): halves: maybe is neither true nor false" },
        { "[milk, two eggs]", "['!']", "(9): ! has no words" },
        { "{ text: [milk, two eggs] }", "{ text: milk, values: milk }", "(9): item needs one of values, range, text and command" },
        { "command: true", "command: false", "(10): command needs one of" },
        { "to {level}\"", "to {levels}\"", "(15): there is no list levels" },
        { "to {level}\"", "to {level} {level}\"", "(15): fills level twice" },
        { "set [<the>] {light:name} to {level}", "[set] [<the>]", "(15): a sentence that can be without words" },
        { "set [<the>] {light:name} to {level}", "?!", "(15): a sentence that can be without words" },
        { "set [<the>]", "light[s]", "(15): light[s] {light:name} to {level}: no blank between" },
        { "domain: light }, w", "name: lamp }, w", "(16): fills name twice" },
        { "weight: 0.5", "weight: heavy", "(16): weight: heavy is no number" },
        { "description: Sets", "descriptions: Sets", "(13): an intent has no descriptions" },
        { "{ sentences: \"add {item} [to {todo:name}]\" }", "{ description: none }", "(18): Add has no sentences" },
        { "{ item: words, name: device }", "[item, name, item]", "(19): a slot twice in slots" },
        { "domain: media_player", "domain: mediaplayer", "(22): there is no domain mediaplayer" },
        { "domain: media_player", "area: Kitchen", "(22): TV has no domain" },
        { "name: Desk Lamp", "name: TV", "(23): TV is media_player TV already" },
        { "aliases: [lamp]", "aliases: [red]", "(7): red is light Desk Lamp already" },
        { "aliases: [lamp]", "aliases: [downstairs]", "(25): downstairs is light Desk Lamp already" },
        { "area: Kitchen", "area: Ground", "(23): Ground is no area of this house" },
        { "floor: Ground", "floor: Attic", "(24): Attic is no floor of this house" },
        { "floors:", "cellars:", "(25): house has no cellars" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsNamedWithItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, Valid, StringComparison.Ordinal);
        Assert.StartsWith($"small.yaml{message}", MessageOf(Valid.Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void ASoundFileIsReadInAnyOrderOfItsParts()
    {
        IntentDomain domain = DomainReader.Parse("small.yaml", Valid);
        Assert.Equal(["item", "name", "level", "domain", "color", "command"], domain.SlotOrder);
        Assert.Equal(new NumberList(0, 100_000, 500, 1), domain.Lists["level"]);
        Assert.Equal(["TV", "Desk Lamp", "Kitchen", "Ground"], domain.House.Names.Select(name => name.Name));
    }

    /// <summary>Thirty rules of two rules each stand for a thousand million words: refused, and at once.</summary>
    [Fact]
    public void RulesThatDoubleAreRefused()
    {
        IEnumerable<string> rules = Enumerable.Range(0, 30).Select(i => $"  r{i}: \"<r{i + 1}> <r{i + 1}>\"");
        Refused($"name: small\nrules:\n{string.Join('\n', rules)}\n  r30: word\nintents: {{ A: {{ sentences: \"<r0>\" }} }}", "over 100000 parts with all rules written out");
    }

    /// <summary>A chain of rules that is as long as the file could be followed to the end of the stack.</summary>
    [Fact]
    public void RulesThatGoOnAreRefused()
    {
        IEnumerable<string> rules = Enumerable.Range(0, 30_000).Select(i => $"  r{i}: \"<r{i + 1}>\"");
        Refused($"name: small\nrules:\n{string.Join('\n', rules)}\n  r30000: word\nintents: {{ A: {{ sentences: \"<r0>\" }} }}", "more than 32 rules in one another");
        IEnumerable<string> reversed = Enumerable.Range(0, 40).Reverse().Select(i => $"  r{i}: \"<r{i + 1}>\"");
        Refused($"name: small\nrules:\n  r40: word\n{string.Join('\n', reversed)}\nintents: {{ A: {{ sentences: \"<r0>\" }} }}", "more than 32 rules in one another");
    }

    [Theory]
    [InlineData("[", "more than 16 levels")]
    [InlineData("{a: ", "more than 16 levels")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void DeepFilesAreRefused(string level, string message) => Refused($"name: {string.Concat(Enumerable.Repeat(level, 100_000))}", message);

    [Fact]
    public void ValuesThatMultiplyAreRefused()
    {
        string choices = string.Concat(Enumerable.Repeat("[a|b] ", 200));
        Refused($"name: small\nlists:\n  x: {{ values: [{{ in: \"{choices}c\", out: d }}] }}\nintents: {{ A: {{ sentences: b }} }}", "(3): ");
        Refused($"name: small\nlists:\n  x: {{ values: [{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"word {i}"))}] }}\nintents: {{ A: {{ sentences: b }} }}", "over 4096 names and values");
    }

    [Fact]
    public void AMessageIsOneLine()
    {
        string message = MessageOf("name: small\nintents:\n  A:\n    sentences: |\n      one (\n      two \u2028\u0007 \n" + new string('x', 3000));
        Assert.DoesNotContain(message, character => char.IsControl(character) || character == '\u2028');
        Assert.InRange(message.Length, 10, 300);
    }

    [Fact]
    public void FilesThatAreNoTextAreRefused()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. "name: "u8, 0xC3, 0x28]);
            Assert.Equal($"{path}: no UTF-8", Assert.Throws<DomainException>(() => DomainReader.Read(path)).Message);
            File.WriteAllBytes(path, new byte[(1 << 20) + 1]);
            Assert.Equal($"{path}: over 1048576 bytes", Assert.Throws<DomainException>(() => DomainReader.Read(path)).Message);
            File.WriteAllText(path, "");
            Assert.Contains("no mapping", Assert.Throws<DomainException>(() => DomainReader.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Lines of the shipped domains in disorder, broken and doubled: a domain, or one line that says what is wrong.</summary>
    [Fact]
    public void ShuffledLinesAreReadOrRefused()
    {
        string[] lines = [.. Valid.Split('\n'), .. File.ReadAllLines(Path.Combine(TestPaths.Root, "Models", "Intent", "coffee.yaml"))];
        Random random = new(3);
        HashSet<string> problems = [];
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 20_000 && watch.Elapsed.TotalSeconds < 10; i++)
        {
            List<string> changed = [.. Valid.Split('\n')];
            for (int count = random.Next(1, 4); count > 0; count--)
            {
                int at = random.Next(changed.Count);
                string line = lines[random.Next(lines.Length)];
                changed[at] = random.Next(3) switch { 0 => line, 1 => $"{changed[at]}\n{line}", _ => changed[at][..random.Next(changed[at].Length + 1)] };
            }

            try
            {
                DomainReader.Parse("small.yaml", string.Join('\n', changed));
            }
            catch (DomainException error)
            {
                Assert.StartsWith("small.yaml", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
                problems.Add(string.Concat(error.Message.Where(character => !char.IsDigit(character))));
            }
        }

        Assert.True(problems.Count > 50, $"only {problems.Count} problems were met");
    }

    private static void Refused(string text, string message)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Contains(message, MessageOf(text), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    private static string MessageOf(string text) => Assert.Throws<DomainException>(() => DomainReader.Parse("small.yaml", text)).Message;
}
