using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>Intervals, curves, and the files of figures.</summary>
public sealed class EvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-figures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Values that tables of Wilson's interval have.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(15, 37, 0.2635, 0.5651)]
    [InlineData(37, 37, 0.9059, 1)]
    [InlineData(0, 0, 0, 1)]
    public void SharesHaveWilsonsInterval(int right, int all, double low, double high)
    {
        Interval interval = Interval.OfShare(right, all);
        Assert.Equal(low, interval.Low, 0.0002);
        Assert.Equal(high, interval.High, 0.0002);
    }

    /// <summary>Values that tables of the exact interval of a Poisson mean have.</summary>
    [Theory]
    [InlineData(0, 1, 0, 3.689)]
    [InlineData(1, 1, 0.0253, 5.572)]
    [InlineData(10, 1, 4.795, 18.39)]
    [InlineData(100, 1, 81.36, 121.63)]
    [InlineData(10, 2, 2.398, 9.195)]
    public void RatesHaveGarwoodsInterval(int events, double hours, double low, double high)
    {
        Interval interval = Interval.OfRate(events, hours);
        Assert.Equal(low, interval.Low, 0.005 * (1 + low));
        Assert.Equal(high, interval.High, 0.005 * high);
    }

    [Fact]
    public void NothingIsKnownOfNoTime() => Assert.Equal(new Interval(0, double.PositiveInfinity), Interval.OfRate(0, 0));

    /// <summary>Whatever was heard, a laxer threshold takes no fewer commands, right, wrong or false.</summary>
    [Fact]
    public void CurvesRise()
    {
        SpokenFigures figures = Figures(new Random(5));
        Assert.Equal(0, figures.Curve[0].Taken + figures.Curve[0].Right + figures.Curve[0].Mistaken);
        foreach ((SpokenPoint strict, SpokenPoint lax) in figures.Curve.Zip(figures.Curve.Skip(1)))
        {
            Assert.True(strict.Threshold < lax.Threshold);
            Assert.True(strict.Taken <= lax.Taken && strict.Right <= lax.Right && strict.Mistaken <= lax.Mistaken);
        }

        Assert.Equal(0, figures.Within(0).Taken);
        Assert.Equal(figures.Curve[^1], figures.Within(int.MaxValue));
    }

    /// <summary>The right command, another, one of something that is none, and words on the way.</summary>
    [Fact]
    public void ConditionsCountWhatWasDone()
    {
        SpokenCondition condition = SpokenCondition.Of("kitchen", 5,
        [
            Trial("turn on the light", "On", "turn on a light", "On", 100),
            Trial("turn off the light", "Off", "turn on the light", "On", 100),
            Trial("turn on the light", "On", "turn on the light", "On", 300),
            Trial("good morning", "", "on", "On", 100),
            Trial("good night", "", "on", "On", 200),
        ], threshold: 200);
        Assert.Equal(new SpokenCondition("kitchen", 5, Commands: 3, Right: 1, Mistaken: 1, Others: 2, OthersTaken: 1, Words: 16, WordsWrong: 6), condition);
    }

    [Fact]
    public void FiguresAreTheSameFromTheirFile()
    {
        string path = Path.Combine(_folder, "new", "figures.json");
        EvaluationFigures figures = new(null, [Figures(new Random(6))]);
        FigureFile.Write(path, figures);
        string text = File.ReadAllText(path);
        string again = Path.Combine(_folder, "again.json");
        FigureFile.Write(again, FigureFile.Read(path));
        Assert.Equal(text, File.ReadAllText(again));
        Assert.Equal(figures.Spoken[0].Curve, FigureFile.Read(path).Spoken[0].Curve);
        Assert.Equal(double.NaN, FigureFile.Read(path).Spoken[0].Conditions[0].Decibels);
    }

    /// <summary>The page is XML, asks for nothing from elsewhere, and says what it shows.</summary>
    [Fact]
    public void TheReportStandsAlone()
    {
        WakeFigures wake = new(
            "./sotto eval wake", "test", [new MeasuredFile("wake.sotto", 5, "beef")], ["alexa"],
            [new WakeResult("held-out fifth, clean", 10, 0.1, [0.9], 0, 10, 9), new WakeResult("no wake word", 10, 0.5, [double.NaN], 1, 0, 0)],
            [new WakeCurve("clean", double.NaN, 10, 0.5, [new WakePoint(50, 10, 4), new WakePoint(200, 9, 1)]), new WakeCurve("kitchen", 5, 10, 0.5, [new WakePoint(50, 8, 4)])],
            new ConfusionMatrix(["_unknown_", "on"], [[8, 2], [1, 9]]));
        string page = HtmlReport.Of(new EvaluationFigures(wake, [Figures(new Random(7))]));
        System.Xml.Linq.XDocument document = System.Xml.Linq.XDocument.Parse(page);
        Assert.Equal(3, document.Descendants("svg").Count());
        Assert.Empty(document.Descendants("script"));
        Assert.DoesNotContain(document.Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(["beef", "00ff", "./sotto eval wake", "90.0%", "85.0%", "&lt;reader&gt;/1"], text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void AFileWithoutFiguresIsNamed(string text)
    {
        string path = Path.Combine(_folder, "other.json");
        File.WriteAllText(path, text);
        Assert.StartsWith($"{path}: no figures", Assert.Throws<InvalidDataException>(() => FigureFile.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Orders are split in halves that have nothing in common, and their meaning is the label's.</summary>
    [Fact]
    public void OrdersAreSplitByTheirNames()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"order{i}")];
        foreach (string name in names)
        {
            Audio.WavWriter.Write(Path.Combine(_folder, name + ".wav"), new short[1600]);
        }

        const string label = """{"intent": "order", "slots": {"size": "large", "milk": " some"}}""";
        File.WriteAllText(Path.Combine(_folder, "labels.json"), "{" + string.Join(',', names.Select(name => $"\"{name}.wav\": {label}")) + "}");
        IReadOnlyList<SpokenRecording> test = SpokenSets.Orders(_folder, Split.Test);
        IReadOnlyList<SpokenRecording> rest = SpokenSets.Orders(_folder, Split.Development);
        Assert.Equal(20, test.Concat(rest).Select(order => order.Recording.Path).Distinct().Count());
        Assert.All(test, order => Assert.Equal(Split.Test, StableHash.HalfOf(Path.GetFileNameWithoutExtension(order.Recording.Path))));
        Assert.All(test, order => Assert.Equal("order milk=some size=large", order.Wanted));
        File.WriteAllText(Path.Combine(_folder, "labels.json"), """{"order1.wav": {"intent": "order"}}""");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SpokenSets.Orders(_folder, StableHash.HalfOf("order1")));
        Assert.Contains("labels.json", error.Message, StringComparison.Ordinal);
    }

    private static SpokenTrial Trial(string text, string wanted, string heard, string meaning, int distance, double seconds = 2) => new(
        new SpokenRecording(new Recording("folder/recording.wav", Origin.Human, SpeechSet.Sentence, "folder", "", Split.Test, []), text, wanted),
        seconds, heard, heard, meaning, distance);

    internal static SpokenFigures Figures(Random random)
    {
        string[] meanings = ["", "On", "Off"];
        SpokenTrial Draw(string wanted) => Trial("turn <it> & \"on\"", wanted, "turn it on", meanings[random.Next(3)], random.Next(2000), seconds: 30);
        SpokenTrial[] commands = [.. Enumerable.Range(0, 60).Select(i => Draw(meanings[1 + (i % 2)]))];
        SpokenTrial[] unrelated = [.. Enumerable.Range(0, 200).Select(_ => Draw(""))];
        return new SpokenFigures(
            "./sotto eval spoken", "home", "recordings", "all", [new MeasuredFile("acoustic.sotto", 123, "00ff")], 900,
            [SpokenCondition.Of("clean", double.NaN, commands, 900), SpokenCondition.Of("kitchen", 10, commands, 900), SpokenCondition.Of("kitchen", 0, commands, 900)],
            [new UnrelatedSpeech("reader", 200, 200 * 30 / 3600.0, unrelated.Count(trial => trial.IsTaken(900)))],
            SpokenFigures.CurveOf(commands, unrelated), [new SpokenConfusion("<reader>/1", "turn it on", "On", 850)]);
    }
}
