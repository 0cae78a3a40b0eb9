using System.Text.Json;
using System.Text.Json.Serialization;
using Sotto.Audio;

namespace Sotto.Training.Evaluation;

/// <summary>All that was measured: what the <c>--json</c> of <c>eval wake</c> and <c>eval spoken</c> has, and what <c>eval report</c> shows.</summary>
/// <param name="Wake">Wake words and command words; null where they were not measured.</param>
/// <param name="Spoken">Spoken commands, each domain and set by itself.</param>
public sealed record EvaluationFigures(WakeFigures? Wake, IReadOnlyList<SpokenFigures> Spoken)
{
    /// <summary>What several files have together; of two measurements of wake words the later one.</summary>
    public static EvaluationFigures Join(IEnumerable<EvaluationFigures> figures) =>
        figures.Aggregate(new EvaluationFigures(null, []), (all, more) => new EvaluationFigures(more.Wake ?? all.Wake, [.. all.Spoken, .. more.Spoken]));
}

/// <summary>Reads and writes figures as JSON.</summary>
public static class FigureFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Writes figures, and makes the folder.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="figures">The figures.</param>
    public static void Write(string? path, EvaluationFigures figures)
    {
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(figures, Options));
        }
    }

    /// <summary>Reads figures.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static EvaluationFigures Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<EvaluationFigures>(File.ReadAllText(path), Options) is { Spoken: not null } figures
                ? figures : throw new InvalidDataException($"{path}: no figures of `sotto eval wake --json` or `sotto eval spoken --json`");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: no figures of `sotto eval wake --json` or `sotto eval spoken --json`: {error.Message}", error);
        }
    }
}
