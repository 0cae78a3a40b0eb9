using Sotto.Intent.Domain;
using Xunit;

namespace Sotto.HostTests;

public class DomainReaderTests
{
    private const string Valid = """
        name: small
        skip_words: [please]
        rules:
          the: "(the|my)"
          turn_on: "(turn|switch) on"
        lists:
          color: { values: [red, { in: "(deep|dark) blue", out: navy }] }
          brightness: { range: [0, 100] }
          down: { range: [1, 50], multiplier: -1 }
          item: { text: [milk, two eggs] }
        intents:
          TurnOn:
            sentences:
              - "<turn_on> [<the>] {light:name}"
              - { in: ["<turn_on> <the> lights in [<the>] {area}"], slots: { domain: light }, weight: 2 }
          Set:
            sentences:
              - "set {light:name} to {brightness} percent"
              - "(make;{light:name};{color})"
          Lower: { sentences: "lower {light:name} by {down:step}" }
          Add: { sentences: ["add {item}"] }
        house:
          floors: [{ name: First Floor, aliases: [downstairs] }]
          areas: [{ name: Kitchen, floor: First Floor }]
          devices: [{ name: Desk Lamp, aliases: [lamp], domain: light, area: Kitchen }]
        """;

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "skip_words: [please]", "skipwords: [please]", "small.yaml(2): a domain has no skipwords" },
        { "name: small", "language: en", "small.yaml: no name" },
        { "<turn_on> [<the>] {light:name}", "<turn_of> [<the>] {light:name}", "small.yaml(14): there is no rule turn_of" },
        { "<turn_on> [<the>] {light:name}", "<turn_on> [<the>] {lamp:name}", "small.yaml(14): there is no list lamp" },
        { "<turn_on> [<the>] {light:name}", "<turn_on> [<the> {light:name}", "no ']'" },
        { "<turn_on> [<the>] {light:name}", "<turn_on> <the>] {light:name}", "']' closes nothing" },
        { "<turn_on> [<the>] {light:name}", "<turn_on> (|<the>) {light:name}", "a choice without words" },
        { "(turn|switch) on", "(turn|<turn_on>) on", "small.yaml(5): rule turn_on contains itself" },
        { "weight: 2", "weight: 0", "small.yaml(15): a weight that is not above 0" },
        { "weight: 2", "wait: 2", "small.yaml(15): a sentence has no wait" },
        { "range: [0, 100]", "range: [100, 0]", "small.yaml(8): a range is [least, most]" },
        { "multiplier: -1", "multiplier: 3", "small.yaml(9): a step must be above 0, a multiplier 1 or -1" },
        { "text: [milk, two eggs]", "text: []", "small.yaml(10): text: an empty list" },
        { "text: [milk, two eggs]", "words: [milk]", "small.yaml(10): a list has no words" },
        { "sentences: [\"add {item}\"]", "sentences: []", "small.yaml(21): sentences: an empty list" },
        { "Add: {", "Set: {", "small.yaml(21): Duplicate key Set" },
        { "aliases: [lamp]", "aliases: [kitchen]", "small.yaml(25): kitchen is area Kitchen already" },
        { "aliases: [lamp]", "aliases: ['!']", "small.yaml(25): ! has no words" },
        { "area: Kitchen", "area: Cellar", "small.yaml(25): Cellar is no area of this house" },
        { "domain: light, area", "class: light, area", "small.yaml(25): a name of the house has no class" },
        { "[milk, two eggs]", "&a [milk, *a]", "small.yaml(10): anchors and aliases are not read" },
        { "name: small", "name: [", "small.yaml(" },
        { "brightness: { range", "light: { range", "small.yaml(8): light is a list of the house" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsNamedWithItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, Valid, StringComparison.Ordinal);
        DomainException error = Assert.Throws<DomainException>(() => DomainReader.Parse("small.yaml", Valid.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        DomainException error = Assert.Throws<DomainException>(() => DomainReader.Read("nowhere.yaml"));
        Assert.Equal("nowhere.yaml: no such file", error.Message);
    }

    [Fact]
    public void WhatIsReadIsWhatStandsThere()
    {
        IntentDomain domain = DomainReader.Parse("small.yaml", Valid);
        Assert.Equal(["TurnOn", "Set", "Lower", "Add"], domain.Intents.Select(intent => intent.Name));
        Assert.Equal(["name", "domain", "area", "brightness", "color", "step", "item"], domain.SlotOrder);
        Assert.Equal([("red", "red"), ("navy", "deep blue"), ("navy", "dark blue")], ((PhraseList)domain.Lists["color"]).Values);
        Assert.Equal(new NumberList(1000, 50000, 1000, -1), domain.Lists["down"]);
        Assert.Equal(3, domain.House.Names.Count);
    }

    [Theory]
    [InlineData("home", 42)]
    [InlineData("coffee", 1)]
    public void TheShippedDomainsAreRead(string name, int intents) =>
        Assert.Equal(intents, DomainReader.Read(Path.Combine(TestPaths.Root, "Models", "Intent", name + ".yaml")).Intents.Count);

    /// <summary>What training grows beside a domain is read for the house of each.</summary>
    [Theory]
    [InlineData("home")]
    [InlineData("coffee")]
    public void WhatIsNoCommandIsReadForEveryHouse(string name)
    {
        House house = DomainReader.Read(Path.Combine(TestPaths.Root, "Models", "Intent", name + ".yaml")).House;
        IntentDomain others = DomainReader.ReadFor(Path.Combine(TestPaths.Root, "tools", "Sotto.Intent", "Data", "others.yaml"), house);
        Assert.Equal(["_nothing_", "_incomplete_"], others.Intents.Select(intent => intent.Name));
    }

    [Fact]
    public void PhrasingsAreMoreSentencesOfTheDomain()
    {
        IntentDomain domain = ReadWith("more.yaml", "rules: { flick: \"(flick|pop) on\" }\nintents: { TurnOn: { sentences: [\"<flick> <the> {light:name}\"] } }");
        Assert.Equal([3, 2, 1, 1], domain.Intents.Select(intent => intent.Sentences.Count));
    }

    [Theory]
    [InlineData("more.yaml", "intents: { TurnOff: { sentences: [\"off\"] } }", "more.yaml(1): the domain has no intent TurnOff")]
    [InlineData("more.yaml", "rules: { the: a }\nintents: { TurnOn: { sentences: [\"on\"] } }", "more.yaml(1): rule the twice")]
    [InlineData("more.yaml", "intents: { TurnOn: { sentences: [\"<on>\"] } }", "more.yaml(1): there is no rule on")]
    [InlineData("more.yaml", "name: more", "more.yaml(1): phrasings have no name")]
    [InlineData("more.yaml", "rules: { on: a }", "more.yaml: no intents")]
    [InlineData("../more.yaml", "", "small.yaml(2): ../more.yaml: phrasings are a file beside this one")]
    [InlineData("/etc/passwd", "", "small.yaml(2): /etc/passwd: phrasings are a file beside this one")]
    [InlineData("other.yaml", "", "other.yaml: no such file")]
    public void AMistakeInPhrasingsIsNamedWithItsFile(string name, string text, string message) =>
        Assert.EndsWith(message, Assert.Throws<DomainException>(() => ReadWith(name, text)).Message, StringComparison.Ordinal);

    /// <summary>The small domain from a folder with phrasings.</summary>
    private static IntentDomain ReadWith(string name, string phrasings)
    {
        string folder = Directory.CreateTempSubdirectory("sotto-domain").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "small.yaml"), Valid.Replace("name: small", $"name: small\nphrasings: {name}", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder, "more.yaml"), phrasings);
            return DomainReader.Read(Path.Combine(folder, "small.yaml"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whatever is done to a file, what comes of it is a domain or one line that says what is wrong.</summary>
    [Fact]
    public void MutatedFilesAreReadOrRefused()
    {
        Random random = new(5);
        (int read, int refused) = (0, 0);
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; i < 100_000 && watch.Elapsed.TotalSeconds < 20; i++)
        {
            try
            {
                DomainReader.Parse("small.yaml", Mutate(Valid, random));
                read++;
            }
            catch (DomainException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    private static string Mutate(string text, Random random)
    {
        const string letters = "()[]{}<>|;:,-&*!'\"#%@ \n\tab01\u0000\ud83d";
        System.Text.StringBuilder changed = new(text);
        for (int count = 1 + random.Next(4); count > 0; count--)
        {
            int at = random.Next(changed.Length);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] = letters[random.Next(letters.Length)];
                    break;
                case 1:
                    changed.Remove(at, Math.Min(random.Next(1, 20), changed.Length - at));
                    break;
                case 2:
                    changed.Insert(at, letters[random.Next(letters.Length)]);
                    break;
                default:
                    changed.Insert(at, changed.ToString(at, Math.Min(random.Next(1, 40), changed.Length - at)));
                    break;
            }
        }

        return changed.ToString();
    }
}
