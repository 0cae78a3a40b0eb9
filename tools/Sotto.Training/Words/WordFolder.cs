using System.Globalization;
using Sotto.Audio;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;

namespace Sotto.Training.Words;

/// <summary>Writes a model with all that belongs to it: into a folder aside first, so that a folder is never half of one run and half of another.</summary>
/// <param name="output">The folder.</param>
/// <param name="label">The word.</param>
public sealed class WordFolder(string output, string label)
{
    private const string Confusions = "confusions";
    private const int LongestName = 40;

    private readonly string _aside = Path.Combine(output, $".{label}.part");

    /// <summary>Writes all.</summary>
    /// <param name="file">The model.</param>
    /// <param name="report">What its card says.</param>
    /// <param name="measurement">Draws its curve.</param>
    /// <param name="learning">The curve of its training.</param>
    public void Write(byte[] file, WordReport report, WordMeasurement measurement, IReadOnlyList<CurvePoint> learning)
    {
        bool isNew = !Directory.Exists(output);
        try
        {
            Directory.CreateDirectory(Path.Combine(_aside, Confusions));
            string[] names = [.. report.Worst.Select(NameOf)];
            foreach ((WordConfusion worst, string name) in report.Worst.Zip(names))
            {
                WavWriter.Write(Path.Combine(_aside, Confusions, name), worst.Recording.Samples);
            }

            Pictures.LearningCurve(Path.Combine(_aside, $"{label}-training.png"), learning);
            measurement.Draw(Path.Combine(_aside, $"{label}-curve.png"));
            File.WriteAllText(Path.Combine(_aside, $"{label}.md"), new WordCard(report).Make(names));
            File.WriteAllBytes(Path.Combine(_aside, $"{label}.sotto"), file);
            Move();
        }
        catch
        {
            string made = isNew ? output : _aside;
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }

            throw;
        }
    }

    private void Move()
    {
        string confusions = Path.Combine(output, Confusions);
        Directory.CreateDirectory(confusions);
        foreach (string old in Directory.GetFiles(confusions, $"{label}-*.wav"))
        {
            File.Delete(old);
        }

        foreach (string path in Directory.GetFiles(_aside, "*", SearchOption.AllDirectories))
        {
            File.Move(path, Path.Combine(output, Path.GetRelativePath(_aside, path)), overwrite: true);
        }

        Directory.Delete(_aside, recursive: true);
    }

    private string NameOf(WordConfusion worst, int rank)
    {
        string text = new([.. worst.Text.ToLowerInvariant().Where(c => char.IsAsciiLetter(c) || c == ' ').Take(LongestName)]);
        return string.Create(CultureInfo.InvariantCulture, $"{label}-{rank + 1:00}-{worst.Score:0.00}-{text.Trim().Replace(' ', '_')}.wav");
    }
}
